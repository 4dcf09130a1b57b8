//! Draws by lot, and what the households said that were drawn.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{GridId, SubjectId, nouns::closed_list};

closed_list! {
    /// What is drawn by lot.
    LotKind {
        /// In which order the villages are visited.
        Route = "route" "检查顺序",
        /// Which villages are checked.
        Villages = "villages" "抽查村",
        /// Which households of a place are asked.
        Households = "households" "入户",
    }
}

closed_list! {
    /// What a household is asked, or looked at for.
    Question {
        /// How the household itself came out.
        Household = "household" "入户抽查",
        /// What it says of who answers for its ground.
        Vote = "vote" "群众评议",
    }
}

/// Who or what could be drawn, by a key that anybody can read and check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The village's code, or grid code and number of a household.
    pub key: String,
    /// The name, as it was on the day of the draw.
    pub name: String,
    /// The village, or the household's grid.
    pub grid: GridId,
}

/// A draw, as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot {
    /// Id; 0 for a new one.
    pub id: i64,
    /// The inspection that it is for.
    pub inspection: i64,
    /// What was drawn.
    pub kind: LotKind,
    /// Whose households.
    pub place: Option<GridId>,
    /// Which draw for the same purpose, from 1.
    pub number: u32,
    /// The seed, as it was called out.
    pub seed: String,
    /// Everything that could be drawn, by key.
    pub candidates: Vec<Candidate>,
    /// The keys that were drawn, in order.
    pub drawn: Vec<String>,
    /// The day.
    pub on: NaiveDate,
    /// Who drew.
    pub by: String,
    /// Why it was drawn again.
    pub reason: String,
}

impl Lot {
    /// What the draw was for: another for the same has the next number.
    pub fn purpose(&self) -> (LotKind, Option<GridId>) {
        (self.kind, self.place)
    }

    /// A candidate by its key.
    pub fn candidate(&self, key: &str) -> Option<&Candidate> {
        self.candidates.iter().find(|c| c.key == key)
    }
}

/// A household's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    /// The inspection that asked.
    pub inspection: i64,
    /// Whom it is about.
    pub subject: SubjectId,
    /// What was asked.
    pub question: Question,
    /// The household's key.
    pub household: String,
    /// The option of the policy.
    pub answer: String,
}

/// A fact that was tallied from ballots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BallotFact {
    /// The fact.
    pub fact: i64,
    /// The inspection whose ballots they are.
    pub inspection: i64,
    /// Whom it is about.
    pub subject: SubjectId,
}
