//! Finding people: by name, pinyin initials, phone or code, as fast as they are typed.

use std::{cmp::Reverse, collections::HashMap};

use domain::{Date, Outcome, Person, fold_width, initials_match};

use crate::{
    Office, Register,
    view::{PeopleList, PersonRow},
};

/// How well a person fits what is typed; the first is best.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Exact,
    Begins,
    Contains,
}

/// Digits that are enough to look into phone numbers; fewer would find nearly everyone.
const PHONE_DIGITS: usize = 3;

fn fit(person: &Person, typed: &str) -> Option<Fit> {
    let lower = typed.to_ascii_lowercase();
    let code = person.code.to_ascii_lowercase();
    let begins_initials = || person.initials.split(' ').any(|i| i.starts_with(&lower));
    if person.name == typed || code == lower || person.phone.as_deref() == Some(typed) {
        return Some(Fit::Exact);
    }
    if person.name.starts_with(typed) || code.starts_with(&lower) || begins_initials() {
        return Some(Fit::Begins);
    }
    let digits = typed.bytes().all(|b| b.is_ascii_digit() || b == b'-') && typed.len() >= PHONE_DIGITS;
    let phone = digits && person.phone.as_deref().is_some_and(|p| p.contains(typed));
    (phone || person.name.contains(typed) || code.contains(&lower) || initials_match(&person.initials, typed))
        .then_some(Fit::Contains)
}

impl Office {
    /// The people whom a query finds, the best fits first; an empty query finds everyone. `on` is the day whose posts
    /// are shown.
    pub fn people(&mut self, query: &str, on: Date, limit: u32) -> Outcome<PeopleList> {
        let register = self.register()?;
        let typed: String = fold_width(query).chars().filter(|c| !c.is_whitespace()).collect();
        let mut found: Vec<(Reverse<bool>, Fit, &Person)> = register
            .people
            .iter()
            .filter_map(|p| {
                let fit = if typed.is_empty() { Fit::Contains } else { fit(p, &typed)? };
                Some((Reverse(register.posts_of(p.id).any(|a| a.holds_on(on))), fit, p))
            })
            .collect();
        // Whoever is in charge of something on the day comes before whoever was.
        found.sort_by(|a, b| (&a.1, &a.0, &a.2.code).cmp(&(&b.1, &b.0, &b.2.code)));
        let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
        found.truncate(limit as usize);
        let mut bearers: HashMap<&str, u32> = HashMap::new();
        for person in &register.people {
            *bearers.entry(&person.name).or_default() += 1;
        }
        let rows = found.into_iter().map(|(.., p)| row(&register, p, on, bearers.get(p.name.as_str()) > Some(&1)));
        Ok(PeopleList { rows: rows.collect(), total })
    }
}

fn row(register: &Register, person: &Person, on: Date, namesake: bool) -> PersonRow {
    let posts: Vec<_> = register.posts_of(person.id).filter(|a| a.holds_on(on)).collect();
    PersonRow {
        id: person.id,
        code: person.code.clone(),
        name: person.name.clone(),
        initials: person.initials.clone(),
        phone: person.phone.clone(),
        posts: posts.iter().map(|a| format!("{} {}", a.role.zh(), register.label(a.grid))).collect(),
        village: posts.iter().find_map(|a| register.village(a.grid)).map(|v| v.name.clone()),
        worker: posts.iter().any(|a| a.role.is_worker()),
        namesake,
    }
}
