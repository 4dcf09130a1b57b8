//! Facts beside marks from a table in the form of FACTS.csv: what is read as a table of facts is measured as the forms
//! measure it.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use domain::{Date, Month, OtherFact, Outcome, Problem, SubjectId, fold_width};
use policy::{FactRow, Period, table};
use sheets::{FactLine, fact_cells};

use super::{Found, Spot, tables};
use crate::{
    Office,
    month::{
        marks::start_scoring,
        other_facts::{
            Measure, identity,
            kinds::{Kind, Unit},
        },
    },
    view::{Changed, FactForm, ImportReport},
};

/// The column that a problem of the table of facts is about.
fn column_of(code: &str) -> &'static str {
    match code {
        "fact-month" | "fact-months-out-of-order" | "facts-other-month" => "month",
        "fact-unknown" | "facts-not-here" => "fact",
        "fact-pool-subject" | "fact-subject-missing" | "facts-subject-unknown" | "facts-subject-unclear" => "subject",
        "fact-two-groups" => "group",
        "fact-date" | "facts-future" => "date",
        "fact-state"
        | "fact-recheck"
        | "fact-decision"
        | "fact-item-missing"
        | "facts-item-needed"
        | "facts-item-not-named" => "item",
        "facts-source-needed" | "facts-source-not-named" => "source",
        "facts-document-needed" => "document",
        _ => "value",
    }
}

impl Office {
    /// Takes a month's facts beside marks from a table. `document` is what rows without one of their own rest on.
    pub fn import_facts(
        &mut self,
        month: Month,
        path: &Path,
        document: &str,
        dry_run: bool,
    ) -> Outcome<(ImportReport, Changed)> {
        let record = self.entry_month(month)?;
        let measure = self.measure(month)?;
        let read = fact_cells(&tables(path)?);
        let mut found = Found::new(read.lines.len(), read.problems, Vec::new());
        let told = |line: &FactLine, problem: Problem| {
            Spot { sheet: read.sheet.clone(), cell: line.cell(column_of(&problem.code)).to_string() }.told(problem)
        };
        let rows: Vec<_> = read.lines.iter().map(row).collect();
        let mut bad = BTreeSet::new();
        for problem in table(&rows, Period::Month).err().unwrap_or_default() {
            // What concerns no line is of the whole table.
            let line = problem.place.parse().ok().and_then(|n: u32| read.lines.iter().find(|l| l.row.line == n));
            match line {
                Some(line) => {
                    bad.insert(line.row.line);
                    found.problems.push(told(line, problem));
                }
                None => found.problems.push(Spot { sheet: read.sheet.clone(), cell: String::new() }.told(problem)),
            }
        }
        let stored: BTreeMap<_, _> =
            self.store.facts(month)?.into_iter().filter_map(|f| Some((identity(&f)?, f))).collect();
        let mut seen = BTreeMap::new();
        let mut facts: Vec<OtherFact> = Vec::new();
        let mut unused = BTreeSet::new();
        for line in read.lines.iter().filter(|l| !bad.contains(&l.row.line)) {
            let fact = match form(&measure, line, document).and_then(|form| measure.read(&form)) {
                Ok(fact) => fact,
                Err(problems) => {
                    found.problems.extend(problems.into_iter().map(|p| told(line, p)));
                    continue;
                }
            };
            let Some((one, kind)) = identity(&fact).zip(Kind::of(&fact.fact)) else { continue };
            if let Some(first) = seen.insert(one.clone(), line.row.line) {
                let problem = Problem::new("fact-twice").with("found", self.fact_name(kind.fact)).with("first", first);
                found.problems.push(told(line, problem));
                continue;
            }
            if !measure.used(kind) && kind.fact != "score" {
                unused.insert(kind.fact);
            }
            let old = stored.get(&one);
            if old.is_some_and(|old| OtherFact { id: 0, ..old.clone() } == fact) {
                continue;
            }
            found.changes.push(self.fact_change(&measure, kind, old, &fact));
            *(if old.is_some() { &mut found.changed } else { &mut found.added }) += 1;
            facts.push(OtherFact { id: old.map_or(0, |old| old.id), ..fact });
        }
        let touched: Vec<i64> = facts.iter().map(|f| f.id).collect();
        for problem in self.ballot_conflicts(month, &facts, &touched)? {
            found.problems.push(Spot { sheet: read.sheet.clone(), cell: String::new() }.told(problem));
        }
        for fact in unused {
            let nowhere = Spot { sheet: String::new(), cell: String::new() };
            found.notes.push(nowhere.told(Problem::new("facts-unused").with("kind", self.fact_name(fact))));
        }
        self.taken(found, dry_run, "import-facts", path, |tx| {
            start_scoring(tx, &record)?;
            facts.iter().try_for_each(|fact| tx.put_fact(fact).map(drop))
        })
    }

    fn fact_change(&self, measure: &Measure, kind: &Kind, old: Option<&OtherFact>, fact: &OtherFact) -> String {
        let shown = |value: i64| match kind.unit {
            Unit::Yuan => self.words.text("import.fact-yuan", &[("value", kind.unit.text(value).as_str())]),
            unit => unit.text(value),
        };
        let name = fact.subject.and_then(|id| measure.subject(id)).map(|s| s.name.clone()).unwrap_or_default();
        let what = [self.fact_name(kind.fact), fact.item.clone(), fact.source.clone()];
        let what: Vec<_> = what.into_iter().filter(|text| !text.is_empty()).collect();
        let (was, now) = (old.map_or_else(|| "—".to_string(), |o| shown(o.value)), shown(fact.value));
        let args = [("name", name.as_str()), ("what", &what.join(" ")), ("before", &was), ("after", &now)];
        self.words.text("import.fact", args.as_slice()).trim().to_string()
    }
}

fn row(line: &FactLine) -> FactRow {
    let sheets::FactRow { line, month, subject, group, fact, item, value, source, date, role } = line.row.clone();
    FactRow { line, month, subject, group, fact, item, value, source, date, role }
}

/// A row as the form says it: money in yuan, the subject by its id.
fn form(measure: &Measure, line: &FactLine, document: &str) -> Result<FactForm, Vec<Problem>> {
    let row = &line.row;
    if row.month.parse() != Ok(measure.month) {
        return Err(vec![Problem::new("facts-other-month").with("found", &row.month).with("month", measure.month)]);
    }
    let Some(kind) = Kind::of(&row.fact) else {
        return Err(vec![Problem::new("facts-not-here").with("fact", &row.fact)]);
    };
    let subject = if kind.of_subject { Some(subject(measure, &row.subject).map_err(|p| vec![p])?) } else { None };
    let value = match (kind.unit, row.value.is_empty()) {
        // The table has money in fen, and what can be left out is one.
        (Unit::Yuan, _) => {
            let fen = domain::parse_scaled(fold_width(&row.value).trim(), 0);
            fen.map_or_else(|| row.value.clone(), |fen| kind.unit.text(fen))
        }
        (Unit::Place | Unit::Places, true) => "1".to_string(),
        _ => row.value.clone(),
    };
    let on: Option<Date> = row.date.parse().ok();
    if on.is_none() && !row.date.is_empty() {
        return Err(vec![Problem::new("fact-date").with("found", &row.date)]);
    }
    let own = if line.document.is_empty() { document } else { &line.document };
    Ok(FactForm {
        id: None,
        kind: row.fact.clone(),
        subject,
        subject_name: row.subject.clone(),
        village: String::new(),
        item: row.item.clone(),
        value,
        source: row.source.clone(),
        on,
        document: own.to_string(),
    })
}

/// Somebody of the month by code, else by a name that only one has.
fn subject(measure: &Measure, text: &str) -> Result<SubjectId, Problem> {
    if let Some(by_code) = measure.subjects.iter().find(|s| s.code == text) {
        return Ok(by_code.subject);
    }
    let named: Vec<_> = measure.subjects.iter().filter(|s| s.name == text).collect();
    match named.as_slice() {
        [one] => Ok(one.subject),
        [] => Err(Problem::new("facts-subject-unknown").with("found", text)),
        _ => {
            let choices: Vec<_> = named.iter().map(|s| format!("{} {} {}", s.code, s.name, s.village)).collect();
            Err(Problem::new("facts-subject-unclear").with("found", text).with("choices", choices.join("、")))
        }
    }
}
