//! Whom a line means: an id, a code, or a name that only one person, or one grid, bears.

use app::Office;
use domain::{Month, Outcome, SubjectId};

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
    Ok(app::find_subject(&register, text)?)
}
