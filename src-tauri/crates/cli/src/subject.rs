//! Whom a line means: an id, a code, or a name that only one person bears.

use app::Office;
use domain::{Fault, Outcome, Person, Problem, SubjectId};

/// The person; refused when nobody or more than one answers, then with everyone who does.
pub fn find(office: &mut Office, text: &str) -> Outcome<SubjectId> {
    let register = office.register()?;
    let text = text.trim();
    if let Some(person) = register.people.iter().find(|p| p.uuid == text || p.code == text) {
        return Ok(person.id.into());
    }
    let named: Vec<&Person> = register.people.iter().filter(|p| p.name == text).collect();
    match named.as_slice() {
        [person] => Ok(person.id.into()),
        [] => Err(Problem::new("subject-not-found").at(text).with("subject", text).into()),
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
