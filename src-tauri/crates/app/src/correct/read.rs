//! A correction from a table in the form of the table of facts.

use std::{fs, path::Path};

use domain::{Date, Fault, Month, Outcome, Problem, SubjectId};

use crate::{
    Office, Register,
    view::{CorrectionChange, CorrectionForm},
};

/// Whom a text means: an id, a code, or a name that only one person, or else only one grid, bears. Refused when nobody or
/// more than one answers, then with everyone who does.
pub fn find_subject(register: &Register, text: &str) -> Result<SubjectId, Problem> {
    let text = text.trim();
    if let Some(person) = register.people.iter().find(|p| p.uuid == text || p.code == text) {
        return Ok(person.id.into());
    }
    if let Some(grid) = register.grids.iter().find(|g| g.uuid == text || g.code == text) {
        return Ok(grid.id.into());
    }
    let mut named: Vec<SubjectId> = register.people.iter().filter(|p| p.name == text).map(|p| p.id.into()).collect();
    if named.is_empty() {
        let grids = register.grids.iter().filter(|g| g.name == text || register.label(g.id) == text);
        named.extend(grids.map(|g| SubjectId::from(g.id)));
    }
    match named.as_slice() {
        [one] => Ok(*one),
        [] => Err(Problem::new("subject-not-found").at(text).with("subject", text)),
        several => {
            let told = |subject: &SubjectId| {
                let post = subject.person().and_then(|p| register.posts_of(p).next_back());
                let place = post.map(|a| register.label(a.grid)).unwrap_or_default();
                let named = register.named(*subject);
                let (code, name) = named.map(|n| (n.code.to_string(), n.name)).unwrap_or_default();
                format!("{code} {name} {place}").trim_end().to_string()
            };
            let candidates: Vec<_> = several.iter().map(told).collect();
            let problem = Problem::new("subject-ambiguous").at(text).with("subject", text);
            Err(problem.with("candidates", candidates.join("; ")))
        }
    }
}

impl Office {
    /// The rows of a table of changes for a month; refused with every row that can't be read, at its line.
    pub fn read_changes(&mut self, month: Month, path: &Path) -> Outcome<Vec<CorrectionChange>> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(path).map_err(|e| crate::policies::unreadable(path, &e))?;
        let register = self.register()?;
        let (mut changes, mut problems) = (Vec::new(), Vec::new());
        for row in sheets::facts(&bytes, &name)? {
            let mut refuse = |problem: Problem| problems.push(problem.at(row.line).with("line", row.line));
            if !row.month.trim().is_empty() && row.month.trim().parse() != Ok(month) {
                refuse(Problem::new("correction-other-month").with("found", row.month.trim()).with("month", month));
            }
            let date = match row.date.trim() {
                "" => None,
                text => {
                    let date = Date::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10);
                    if date.is_none() {
                        refuse(Problem::new("fact-date").with("found", text));
                    }
                    date
                }
            };
            let subject = match row.subject.trim() {
                "" => None,
                text => find_subject(&register, text).map_err(&mut refuse).ok(),
            };
            if row.subject.trim().is_empty() || subject.is_some() {
                changes.push(CorrectionChange {
                    line: row.line,
                    subject,
                    fact: row.fact,
                    item: row.item,
                    value: row.value,
                    source: row.source,
                    date,
                    until: None,
                    who: String::new(),
                    document: String::new(),
                    note: String::new(),
                });
            }
        }
        if problems.is_empty() {
            return Ok(changes);
        }
        // What is wrong with the rows that could be read is told along with those that couldn't.
        let form = CorrectionForm { month, scheme: None, by: String::new(), reason: String::new(), changes };
        if let Err(fault) = self.ready(&form) {
            let lines = fault.problems.into_iter().filter(|p| p.args.contains_key("line"));
            problems.extend(lines.filter(|p| p.code != "correction-same"));
        }
        problems.sort_by_key(|p| p.args.get("line").and_then(|line| line.parse::<u32>().ok()));
        Err(Fault::refused(problems))
    }
}
