//! Whom a line means: an id, a code, or a name that only one person, or one grid, bears.

use app::{Office, Register};
use domain::{Fault, Month, Outcome, Person, Problem, SubjectId};

/// The scheme that a line is about: the one named, or the first of the month that judges the subject.
pub fn scheme(office: &mut Office, month: Month, subject: SubjectId, named: Option<&str>) -> Outcome<Option<String>> {
    if let Some(named) = named {
        return Ok(Some(named.to_string()));
    }
    let register = office.register()?;
    let schemes = office.schemes_in(month)?;
    let of = schemes.iter().find(|s| register.subject(s.policy.subject, subject, s.span()).is_some());
    Ok(of.map(|s| s.id().to_string()))
}

/// The subject; refused when nobody or more than one answers, then with everyone who does.
pub fn find(office: &mut Office, text: &str) -> Outcome<SubjectId> {
    let register = office.register()?;
    let text = text.trim();
    if let Some(person) = register.people.iter().find(|p| p.uuid == text || p.code == text) {
        return Ok(person.id.into());
    }
    if let Some(grid) = register.grids.iter().find(|g| g.uuid == text || g.code == text) {
        return Ok(grid.id.into());
    }
    let named: Vec<&Person> = register.people.iter().filter(|p| p.name == text).collect();
    match named.as_slice() {
        [person] => Ok(person.id.into()),
        [] => grid(&register, text),
        several => {
            let place = |p: &Person| {
                let posts = register.posts_of(p.id).next_back();
                posts.map(|a| register.label(a.grid)).unwrap_or_default()
            };
            let candidates: Vec<_> = several.iter().map(|p| format!("{} {} {}", p.code, p.name, place(p))).collect();
            let problem = Problem::new("subject-ambiguous").at(text).with("subject", text);
            Err(Fault::from(problem.with("candidates", candidates.join("; "))))
        }
    }
}

/// A grid of that name, alone or with its village's before it.
fn grid(register: &Register, text: &str) -> Outcome<SubjectId> {
    let named: Vec<_> = register.grids.iter().filter(|g| g.name == text || register.label(g.id) == text).collect();
    match named.as_slice() {
        [one] => Ok(one.id.into()),
        [] => Err(Problem::new("subject-not-found").at(text).with("subject", text).into()),
        several => {
            let candidates: Vec<_> = several.iter().map(|g| format!("{} {}", g.code, register.label(g.id))).collect();
            let problem = Problem::new("subject-ambiguous").at(text).with("subject", text);
            Err(problem.with("candidates", candidates.join("; ")).into())
        }
    }
}
