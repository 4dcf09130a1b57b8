//! People, their portraits, who answers for what.

use domain::{Assignment, AssignmentId, GridId, Outcome, Person, PersonId, PhotoId, Role};
use rusqlite::{Row, params};

use super::parsed;
use crate::{Db, Tx, fault::OrFault};

fn person(row: &Row<'_>) -> rusqlite::Result<Person> {
    Ok(Person {
        id: PersonId(row.get(0)?),
        uuid: row.get(1)?,
        code: row.get(2)?,
        name: row.get(3)?,
        initials: row.get(4)?,
        phone: row.get(5)?,
        photo: row.get::<_, Option<i64>>(6)?.map(PhotoId),
        note: row.get(7)?,
    })
}

fn assignment(row: &Row<'_>) -> rusqlite::Result<Assignment> {
    Ok(Assignment {
        id: AssignmentId(row.get(0)?),
        person: PersonId(row.get(1)?),
        grid: GridId(row.get(2)?),
        role: parsed(row, 3, Role::parse)?,
        from: row.get(4)?,
        to: row.get(5)?,
    })
}

impl Db {
    /// Everyone, by code.
    pub fn people(&self) -> Outcome<Vec<Person>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT id, uuid, code, name, initials, phone, photo, note FROM person ORDER BY code")
            .or_fault()?;
        statement.query_map([], person).and_then(Iterator::collect).or_fault()
    }

    /// Every assignment that ever was, by first day.
    pub fn assignments(&self) -> Outcome<Vec<Assignment>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT id, person, grid, role, from_date, to_date FROM assignment ORDER BY from_date, id")
            .or_fault()?;
        statement.query_map([], assignment).and_then(Iterator::collect).or_fault()
    }
}

impl Tx<'_> {
    /// Adds a person; the `id` is ignored and the new one returned.
    pub fn add_person(&self, p: &Person) -> Outcome<PersonId> {
        self.conn
            .prepare_cached(
                "INSERT INTO person (uuid, code, name, initials, phone, photo, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )
            .and_then(|mut s| {
                s.insert(params![p.uuid, p.code, p.name, p.initials, p.phone, p.photo.map(|p| p.0), p.note])
            })
            .map(PersonId)
            .or_fault()
    }

    /// Writes everything of a person but the id and uuid.
    pub fn update_person(&self, p: &Person) -> Outcome<()> {
        self.conn
            .execute(
                "UPDATE person SET code = ?2, name = ?3, initials = ?4, phone = ?5, photo = ?6, note = ?7 WHERE id = ?1",
                params![p.id.0, p.code, p.name, p.initials, p.phone, p.photo.map(|p| p.0), p.note],
            )
            .or_fault()
            .map(drop)
    }

    /// Adds an assignment; its `id` is ignored and the new one returned.
    pub fn add_assignment(&self, a: &Assignment) -> Outcome<AssignmentId> {
        self.conn
            .prepare_cached(
                "INSERT INTO assignment (person, grid, role, from_date, to_date) VALUES (?1, ?2, ?3, ?4, ?5)",
            )
            .and_then(|mut s| s.insert(params![a.person.0, a.grid.0, a.role.key(), a.from, a.to]))
            .map(AssignmentId)
            .or_fault()
    }

    /// Writes an assignment's dates and role.
    pub fn update_assignment(&self, a: &Assignment) -> Outcome<()> {
        self.conn
            .execute(
                "UPDATE assignment SET role = ?2, from_date = ?3, to_date = ?4 WHERE id = ?1",
                params![a.id.0, a.role.key(), a.from, a.to],
            )
            .or_fault()
            .map(drop)
    }
}
