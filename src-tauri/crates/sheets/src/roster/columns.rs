//! Which column of a roster is which.

use std::collections::BTreeMap;

use crate::{
    header::{Header, Heading, Holder, Key, is_plain_worker, plain, refuse_doubles},
    problem::Findings,
    table::Table,
};

/// The columns of a roster.
pub(super) struct Columns {
    single: BTreeMap<Key, usize>,
    /// The columns that hold names, each with its phone and code.
    pub people: Vec<PersonColumns>,
    /// Whether the sheet's title says that everybody in it is a 网格员.
    pub all_workers: bool,
    /// The address of the first name column, where a missing column is told.
    pub cell: String,
}

/// One column of names and what belongs to it.
pub(super) struct PersonColumns {
    pub name: usize,
    pub phone: Option<usize>,
    pub code: Option<usize>,
    /// Who the column itself says they are; `None` where a role column says it.
    pub holder: Option<Holder>,
}

impl Columns {
    pub fn get(&self, key: Key) -> Option<usize> {
        self.single.get(&key).copied()
    }

    pub fn has(&self, key: Key) -> bool {
        self.single.contains_key(&key)
    }
}

/// Maps the columns; `None` when this is no roster, or when two columns of one meaning refuse it.
pub(super) fn map(table: &Table, header: &Header, findings: &mut Findings) -> Option<Columns> {
    let keyed: Vec<(&Heading, Option<Key>)> = header.columns.iter().map(|h| (h, h.key())).collect();
    let place = |key: &Option<Key>| matches!(key, Some(Key::Village | Key::Grid | Key::GridCode));
    let person = |key: &Option<Key>| matches!(key, Some(Key::Name | Key::Holder(_)));
    if !keyed.iter().any(|(_, key)| place(key) || person(key)) {
        return None;
    }
    let known = keyed.iter().filter_map(|(heading, key)| Some((*heading, (*key)?)));
    let several = |key| {
        use Key::{Derived, Holder, HolderPhone, Note, PersonCode, Phone, Serial};
        matches!(key, Derived | Holder(_) | HolderPhone(_) | Note | PersonCode | Phone | Serial)
    };
    let mut sound = refuse_doubles(known, several, findings);
    let title = (0..header.rows.start).flat_map(|row| table.row(row)).any(|cell| plain(&cell.text).contains("网格员"));
    let mut columns = Columns { single: BTreeMap::new(), people: Vec::new(), all_workers: title, cell: String::new() };
    // A phone or a code may also stand before the name that it belongs to.
    let mut waiting: BTreeMap<Key, usize> = BTreeMap::new();
    for (heading, key) in keyed {
        let col = heading.col;
        match key {
            None => findings.note("column-not-used", &heading.cell, &[("column", &heading.shown())]),
            Some(Key::Serial) => {}
            Some(Key::Derived | Key::Inspection | Key::Number | Key::HeadOfHousehold) => {
                findings.note("column-not-used", &heading.cell, &[("column", &heading.shown())]);
            }
            Some(Key::IdNumber) => findings.note("id-number-column", &heading.cell, &[("column", &heading.shown())]),
            Some(Key::Name) => columns.people.push(PersonColumns {
                name: col,
                phone: waiting.remove(&Key::Phone),
                code: waiting.remove(&Key::PersonCode),
                holder: is_plain_worker(&heading.upper).then_some(Holder::PlainWorker),
            }),
            Some(Key::Holder(holder)) => {
                columns.people.push(PersonColumns { name: col, phone: None, code: None, holder: Some(holder) });
            }
            Some(key @ (Key::Phone | Key::PersonCode)) => {
                let slot =
                    columns.people.last_mut().map(|p| if key == Key::Phone { &mut p.phone } else { &mut p.code });
                match slot {
                    Some(slot @ None) => *slot = Some(col),
                    None if !waiting.contains_key(&key) => drop(waiting.insert(key, col)),
                    _ => sound &= twice(heading, findings),
                }
            }
            Some(Key::HolderPhone(holder)) => {
                match columns.people.iter_mut().rev().find(|p| p.holder == Some(holder) && p.phone.is_none()) {
                    Some(person) => person.phone = Some(col),
                    None => sound &= twice(heading, findings),
                }
            }
            Some(Key::Note) => drop(columns.single.entry(Key::Note).or_insert(col)),
            Some(key) => drop(columns.single.insert(key, col)),
        }
        if columns.cell.is_empty() && !columns.people.is_empty() {
            columns.cell.clone_from(&heading.cell);
        }
    }
    sound.then_some(columns)
}

/// A phone or code that could belong to no name.
fn twice(heading: &Heading, findings: &mut Findings) -> bool {
    findings.problem("column-whose", &heading.cell, &[("column", &heading.shown())]);
    false
}
