//! What the engine says about a period: outcomes, flags, and what the next periods need to know.

use std::sync::Arc;

use domain::{Money, Month, Score, State};

use crate::{facts::DecisionKind, trace::PeriodTrace};

/// A text shared by many outcomes.
pub type Name = Arc<str>;

/// One period, judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The scheme's period by its last month.
    pub month: Month,
    /// One for each subject, in the order of the facts.
    pub outcomes: Vec<Outcome>,
    /// What somebody must look at: marks missing, a tie that only a meeting can decide, a pool that can't balance.
    pub flags: Vec<Flag>,
    /// The mean of the scores, rounded half up to hundredths; `None` when nobody has one.
    pub mean: Option<Score>,
    /// How many have a score.
    pub count: u32,
    /// What later periods need, to be stored with the closed period.
    pub trace: PeriodTrace,
}

/// What the policy says about one subject in one period.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The subject's key in the facts.
    pub key: i64,
    /// Assessed, or one of three different reasons why not.
    pub state: State,
    /// The ranking group; empty when the facts name none.
    pub group: Name,
    /// Hundredths of a point; `None` is not 0.
    pub score: Option<Score>,
    /// The place in the group, 1 the best.
    pub rank: Option<u32>,
    /// The grade's name.
    pub grade: Option<Name>,
    /// `Some(0)`: judged and nothing due. `None`: not assessed, or the policy has no rewards.
    pub reward: Option<Money>,
    /// Things to hand out.
    pub goods: Vec<Goods>,
    /// Points earned less those redeemed, ten-thousandths; over the periods they sum to the balance.
    pub points: i64,
    /// Taken from the reward or asked back, as a positive amount.
    pub deduction: Money,
    /// One for each ladder on which the subject stands or which it climbed now.
    pub ladders: Vec<OnLadder>,
    /// The lists that name it, such as 红榜.
    pub lists: Vec<Name>,
    /// Something here rests on an event under appeal: nothing of it can be confirmed yet.
    pub provisional: bool,
}

impl Outcome {
    /// The measures that stand, of every ladder in order: what was waived or annulled is left out.
    pub fn measures(&self) -> impl Iterator<Item = &Name> {
        self.ladders.iter().filter(|l| l.status.stands()).flat_map(|ladder| ladder.measures.iter())
    }

    /// The points as decimal text.
    pub fn points_text(&self) -> String {
        crate::rules::figure(self.points, 4)
    }
}

/// A thing to hand out and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goods {
    /// Such as 洗衣液.
    pub name: Name,
    /// How many.
    pub count: u32,
    /// What one is worth, if the paper says.
    pub value: Option<Money>,
}

/// Where a subject stands on one ladder.
#[derive(Debug, Clone, PartialEq)]
pub struct OnLadder {
    /// Which clause of the version.
    pub clause: usize,
    /// Counted events in the window before this period.
    pub before: u32,
    /// The step taken now, from 1; `None` when nothing happened this period.
    pub step: Option<u32>,
    /// Counted events after this period.
    pub standing: u32,
    /// What the step asks for; not what was done.
    pub measures: Arc<[Name]>,
    /// What the step does to other things.
    pub effects: Arc<[Effect]>,
    /// What others have to do.
    pub duties: Arc<[Name]>,
    /// What people have decided about it.
    pub status: MeasureStatus,
    /// The step only reminds: it doesn't count.
    pub reminder: bool,
}

/// What a step does beyond its measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// No reward in this period.
    NoReward,
    /// Out of the year's 评优.
    NoHonours,
    /// The reward is kept back until a recheck passes; the amount stays.
    HoldFunds,
}

impl Effect {
    /// All of them with their keys in files.
    pub const ALL: &'static [(&'static str, Self)] =
        &[("no-reward", Self::NoReward), ("no-honours", Self::NoHonours), ("hold-funds", Self::HoldFunds)];

    /// The key in files and JSON.
    pub fn key(self) -> &'static str {
        Self::ALL.iter().find(|(_, e)| *e == self).map_or("", |(key, _)| key)
    }
}

/// Where a measure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum MeasureStatus {
    /// The program proposes, nobody has decided.
    #[default]
    Proposed,
    /// A person said yes.
    Confirmed,
    /// Done.
    CarriedOut,
    /// A person said no, with a reason.
    Waived,
    /// Under appeal.
    Suspended,
    /// The appeal was upheld: the event is as if it had not been.
    Annulled,
}

impl MeasureStatus {
    /// All of them.
    pub const ALL: &'static [Self] =
        &[Self::Proposed, Self::Confirmed, Self::CarriedOut, Self::Waived, Self::Suspended, Self::Annulled];

    /// The key in files and JSON.
    pub fn key(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Confirmed => "confirmed",
            Self::CarriedOut => "carried-out",
            Self::Waived => "waived",
            Self::Suspended => "suspended",
            Self::Annulled => "annulled",
        }
    }

    /// Whether it is neither waived nor annulled.
    pub fn stands(self) -> bool {
        !matches!(self, Self::Waived | Self::Annulled)
    }

    /// Of several people's events together: what is carried out weighs more than what is under appeal.
    pub(crate) fn weighs_more_than(self, other: Self) -> bool {
        let weight = |status| match status {
            Self::CarriedOut => 2,
            Self::Suspended => 1,
            Self::Proposed | Self::Confirmed | Self::Waived | Self::Annulled => 0,
        };
        weight(self) > weight(other)
    }

    /// The status after decisions in the order in which they were taken.
    pub fn after_all(decisions: impl Iterator<Item = DecisionKind>) -> Self {
        let mut before_appeal = Self::Proposed;
        decisions.fold(Self::Proposed, |status, decision| status.after(&mut before_appeal, decision))
    }

    /// The status after one more decision. An appeal that is turned down gives back what stood before it.
    pub(crate) fn after(self, before_appeal: &mut Self, decision: DecisionKind) -> Self {
        match decision {
            // What was carried out stays so, whichever day the confirmation bears.
            DecisionKind::Confirm if self == Self::CarriedOut => self,
            DecisionKind::Confirm => Self::Confirmed,
            DecisionKind::Waive => Self::Waived,
            DecisionKind::Done => Self::CarriedOut,
            DecisionKind::Annul => Self::Annulled,
            DecisionKind::Appeal => {
                if self != Self::Suspended {
                    *before_appeal = self;
                }
                Self::Suspended
            }
            DecisionKind::Keep => {
                if self == Self::Suspended {
                    *before_appeal
                } else {
                    self
                }
            }
            DecisionKind::Choose => self,
        }
    }
}

/// The codes of flags.
pub const FLAGS: &[&str] = &[
    "marks-missing",
    "mark-out-of-range",
    "not-on-the-sheet",
    "points-short",
    "meeting-decides",
    "choice-over-places",
    "choice-not-open",
    "fact-unused",
    "date-outside-period",
    "votes-empty",
    "grid-not-named",
    "facts-not-counted",
    "group-not-in-policy",
    "pool-left-over",
    "zero-sum-unbalanced",
    "weight-missing",
    "base-missing",
    "external-missing",
    "own-score-missing",
    "households-missing",
    "rewards-above-cap",
    "rewards-scaled",
    "on-both-lists",
];

/// Something that somebody must look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// Stable and kebab-case: the words' key is `flag.<code>`.
    pub code: &'static str,
    /// The clause it comes from, if one.
    pub clause: Option<usize>,
    /// The subject it is about, if one.
    pub key: Option<i64>,
    /// The words' arguments.
    pub args: Vec<(&'static str, String)>,
}
