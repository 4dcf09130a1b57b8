//! Draws by lot, households' answers, and an inspection taken away with all that is its own.

use domain::{Ballot, BallotFact, GridId, Lot, LotKind, Month, Outcome, Question, SubjectId};
use rusqlite::{Row, params};
use serde_json::Value;

use super::parsed;
use crate::{Db, Tx, fault::OrFault};

const COLUMNS: &str = "id, inspection, kind, place, number, seed, candidates, drawn, on_date, by_whom, reason";

fn lot(r: &Row<'_>) -> rusqlite::Result<Lot> {
    Ok(Lot {
        id: r.get(0)?,
        inspection: r.get(1)?,
        kind: parsed(r, 2, LotKind::parse)?,
        place: r.get::<_, Option<i64>>(3)?.map(GridId),
        number: r.get(4)?,
        seed: r.get(5)?,
        candidates: parsed(r, 6, |text| serde_json::from_str(text).ok())?,
        drawn: parsed(r, 7, |text| serde_json::from_str(text).ok())?,
        on: r.get(8)?,
        by: r.get(9)?,
        reason: r.get(10)?,
    })
}

/// A list as the text of a column.
fn text(list: &impl serde::Serialize) -> String {
    serde_json::to_value(list).unwrap_or(Value::Null).to_string()
}

impl Db {
    /// The draws of an inspection, in the order in which they were made.
    pub fn lots(&self, inspection: i64) -> Outcome<Vec<Lot>> {
        let sql = format!("SELECT {COLUMNS} FROM lot WHERE inspection = ?1 ORDER BY kind, place, number");
        let mut statement = self.conn.prepare_cached(&sql).or_fault()?;
        statement.query_map([inspection], lot).and_then(Iterator::collect).or_fault()
    }

    /// A draw.
    pub fn lot(&self, id: i64) -> Outcome<Option<Lot>> {
        let sql = format!("SELECT {COLUMNS} FROM lot WHERE id = ?1");
        let mut statement = self.conn.prepare_cached(&sql).or_fault()?;
        let mut found = statement.query_map([id], lot).or_fault()?;
        found.next().transpose().or_fault()
    }

    /// Draws of an inspection that were made and taken back by an undo: the record keeps them.
    pub fn withdrawn_lots(&self, inspection: i64) -> Outcome<Vec<Lot>> {
        let field = |name: &str| format!("json_extract(c.after, '$.{name}')");
        let fields: Vec<_> = COLUMNS.split(", ").map(field).collect();
        let sql = format!(
            "SELECT {} FROM change c JOIN journal j ON j.id = c.journal WHERE c.tbl = 'lot' AND c.before IS NULL \
             AND j.verb = 'draw-lots' AND j.undone_by IS NOT NULL AND {} = ?1 ORDER BY c.seq",
            fields.join(", "),
            field("inspection"),
        );
        let mut statement = self.conn.prepare_cached(&sql).or_fault()?;
        statement.query_map([inspection], lot).and_then(Iterator::collect).or_fault()
    }

    /// The answers that households gave in an inspection.
    pub fn ballots(&self, inspection: i64) -> Outcome<Vec<Ballot>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT inspection, subject, question, household, answer FROM ballot WHERE inspection = ?1")
            .or_fault()?;
        let ballot = |r: &Row<'_>| {
            Ok(Ballot {
                inspection: r.get(0)?,
                subject: SubjectId(r.get(1)?),
                question: parsed(r, 2, Question::parse)?,
                household: r.get(3)?,
                answer: r.get(4)?,
            })
        };
        statement.query_map([inspection], ballot).and_then(Iterator::collect).or_fault()
    }

    /// Which facts of a month were tallied from ballots.
    pub fn ballot_facts(&self, month: Month) -> Outcome<Vec<BallotFact>> {
        let mut statement = self
            .conn
            .prepare_cached(
                "SELECT b.fact, b.inspection, b.subject FROM ballot_fact b JOIN fact f ON f.id = b.fact WHERE f.month = ?1",
            )
            .or_fault()?;
        let row =
            |r: &Row<'_>| Ok(BallotFact { fact: r.get(0)?, inspection: r.get(1)?, subject: SubjectId(r.get(2)?) });
        statement.query_map([month.to_string()], row).and_then(Iterator::collect).or_fault()
    }

    /// How many problems found on the ground belong to an inspection.
    pub fn count_defects_of(&self, inspection: i64) -> Outcome<u32> {
        self.count("SELECT count(*) FROM defect WHERE inspection = ?1", inspection)
    }

    /// How many households answered in an inspection.
    pub fn count_ballots(&self, inspection: i64) -> Outcome<u32> {
        self.count("SELECT count(*) FROM ballot WHERE inspection = ?1", inspection)
    }

    fn count(&self, sql: &str, id: i64) -> Outcome<u32> {
        self.conn.prepare_cached(sql).and_then(|mut s| s.query_row([id], |r| r.get(0))).or_fault()
    }
}

impl Tx<'_> {
    /// Writes a draw; its `id` is ignored and the new one returned.
    pub fn add_lot(&self, l: &Lot) -> Outcome<i64> {
        self.conn
            .prepare_cached(
                "INSERT INTO lot (inspection, kind, place, number, seed, candidates, drawn, on_date, by_whom, reason) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )
            .and_then(|mut s| {
                s.insert(params![
                    l.inspection,
                    l.kind.key(),
                    l.place.map(|g| g.0),
                    l.number,
                    l.seed,
                    text(&l.candidates),
                    text(&l.drawn),
                    l.on,
                    l.by,
                    l.reason
                ])
            })
            .or_fault()
    }

    /// Writes a household's answer, or takes it back.
    pub fn put_ballot(&self, b: &Ballot, answered: bool) -> Outcome<()> {
        let key = params![b.inspection, b.subject.0, b.question.key(), b.household];
        if !answered {
            return self
                .conn
                .execute(
                    "DELETE FROM ballot WHERE inspection = ?1 AND subject = ?2 AND question = ?3 AND household = ?4",
                    key,
                )
                .or_fault()
                .map(drop);
        }
        self.conn
            .execute(
                "INSERT INTO ballot (inspection, subject, question, household, answer) VALUES (?1, ?2, ?3, ?4, ?5) \
                 ON CONFLICT (inspection, subject, question, household) DO UPDATE SET answer = excluded.answer",
                params![b.inspection, b.subject.0, b.question.key(), b.household, b.answer],
            )
            .or_fault()
            .map(drop)
    }

    /// Writes that a fact was tallied from the ballots of an inspection.
    pub fn add_ballot_fact(&self, b: BallotFact) -> Outcome<()> {
        self.conn
            .execute(
                "INSERT INTO ballot_fact (fact, inspection, subject) VALUES (?1, ?2, ?3)",
                params![b.fact, b.inspection, b.subject.0],
            )
            .or_fault()
            .map(drop)
    }

    /// Takes an inspection away, with its marks, draws and households' answers, and the facts tallied from these.
    pub fn remove_inspection(&self, id: i64) -> Outcome<()> {
        let facts: Vec<i64> = {
            let mut of = self.conn.prepare("SELECT fact FROM ballot_fact WHERE inspection = ?1").or_fault()?;
            of.query_map([id], |r| r.get(0)).and_then(Iterator::collect).or_fault()?
        };
        facts.into_iter().try_for_each(|fact| self.remove_fact(fact))?;
        for table in ["mark", "second_mark", "ballot", "lot"] {
            self.conn.execute(&format!("DELETE FROM {table} WHERE inspection = ?1"), [id]).or_fault()?;
        }
        self.conn.execute("DELETE FROM inspection WHERE id = ?1", [id]).or_fault().map(drop)
    }
}
