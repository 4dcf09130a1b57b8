//! The vocabulary: every kind of rule in its own file, read, written and described there; what it does stands in the
//! phase that it belongs to.

mod bands;
mod bonus;
mod bounds;
mod combine;
pub(crate) mod events;
mod external;
mod findings;
mod grids;
mod households;
mod indicators;
mod ladder;
mod list;
mod one_reward;
mod overdue;
mod proration;
mod quota;
mod rank;
mod redeem;
mod rescore;
mod reward_base;
mod reward_gate;
mod reward_grade;
mod reward_less;
mod reward_more;
mod reward_place;
mod reward_pool;
mod rollup;
mod subjects;
mod veto;
mod votes;
mod year_end;

pub use bands::{Band, GradeBands};
pub use bonus::Bonus;
pub use bounds::Bounds;
pub use combine::{CombineInspections, MissingInspection, Several};
pub use events::{BottomTies, EventRule};
pub use external::{CombineExternal, ExternalTerm, ReplaceWhen, Replacement, SeveralTerms, Stands};
pub use findings::FindingPoints;
pub use grids::{GridsBy, SeveralGrids};
pub use households::{Counted, HouseholdSampling, MissingSample};
pub use indicators::{Entry, Indicator, Indicators, MissingMark};
pub use ladder::{Count, Follows, Ladder, LadderStep, Merge, OnAdopt, Reset, ShortService, Skipped, Threshold};
pub use list::{List, Listed};
pub use one_reward::{ChooseReward, OneReward};
pub use overdue::{OverduePenalty, When};
pub use proration::{Proration, RoundTo};
pub use quota::{GradeByRank, GradeQuota, Rounding, Seats, TieBreaker};
pub use rank::{Rank, Within};
pub use redeem::{PointsRedeemed, Redeemable};
pub use rescore::RescoreRanks;
pub use reward_base::{BaseBy, RewardByBase};
pub use reward_gate::{Gate, MissingExternal, RewardGate};
pub use reward_grade::{GradeReward, RewardByGrade};
pub use reward_less::{PastCap, Prices, RewardCap, RewardDeduction};
pub use reward_more::{AfterStreak, ClimbBy, RewardProgress, RewardStreak};
pub use reward_place::{PlaceReward, Places, RewardByPlace, TiedReward};
pub use reward_pool::{GiveOf, RewardPercent, RewardPool, ShareBy};
pub use rollup::{RollUp, RollUpBy};
pub use subjects::Subjects;
pub use veto::Veto;
pub use votes::{VoteBy, VotePoints, VoteRanking};
pub use year_end::{YearEnd, YearTotal};

use crate::{
    read::{Fields, Reader},
    yaml::Node,
};
use domain::render_scaled;

/// The phases inside a period, in order. A kind of rule belongs to exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Who is judged, in which group.
    Subjects,
    /// Marks to points in each inspection.
    Indicators,
    /// Inspections to a score, and the one rounding.
    Combine,
    /// Places in each group.
    Rank,
    /// Grades.
    Grade,
    /// Money and goods.
    Reward,
    /// Steps and measures.
    Ladder,
    /// Red and black lists.
    Lists,
}

impl Phase {
    /// The key in JSON and words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Subjects => "subjects",
            Self::Indicators => "indicators",
            Self::Combine => "combine",
            Self::Rank => "rank",
            Self::Grade => "grade",
            Self::Reward => "reward",
            Self::Ladder => "ladder",
            Self::Lists => "lists",
        }
    }
}

/// One key of a kind of rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyDoc {
    /// As written, `items.*.full` for one inside another.
    pub key: &'static str,
    /// What stands there: points, percent, yuan, grade, month, one of a list.
    pub unit: &'static str,
    /// What holds when it is left out; `None` when it must be there.
    pub default: Option<&'static str>,
}

const fn required(key: &'static str, unit: &'static str) -> KeyDoc {
    KeyDoc { key, unit, default: None }
}

const fn optional(key: &'static str, unit: &'static str, default: &'static str) -> KeyDoc {
    KeyDoc { key, unit, default: Some(default) }
}

/// What the reference says about a kind; its sentences are words `vocabulary.<kind>`, `vocabulary.<kind>.<key>` and
/// `vocabulary.<kind>.edges`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindDoc {
    /// As written behind `kind:`.
    pub kind: &'static str,
    /// Where it works.
    pub phase: Phase,
    /// Its keys.
    pub keys: &'static [KeyDoc],
    /// A rule that the program reads.
    pub example: &'static str,
}

/// A kind of rule.
pub(crate) trait RuleKind: Sized {
    /// Its entry in the reference.
    const DOC: KindDoc;
    /// From a mapping; problems go to the reader.
    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self>;
    /// Back to a mapping, `kind` left out.
    fn write(&self) -> Vec<(String, Node)>;
    /// The rule as this kind, if it is of it.
    fn of(rule: &Rule) -> Option<&Self>;
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident),+ $(,)?) => {
        /// One rule of the fixed vocabulary.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Rule { $($(#[$doc])* $kind($kind)),+ }

        impl Rule {
            /// Every kind, in the order of the phases.
            pub const KINDS: &'static [KindDoc] = &[$($kind::DOC),+];

            pub(crate) fn read(kind: &str, fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
                $(if kind == $kind::DOC.kind { return $kind::read(fields, reader).map(Self::$kind); })+
                None
            }

            pub(crate) fn write(&self) -> Node {
                let (kind, fields) = match self { $(Self::$kind(rule) => ($kind::DOC.kind, rule.write())),+ };
                Node::map(std::iter::once(("kind".to_string(), Node::text(kind))).chain(fields))
            }

            /// Its entry in the reference.
            pub fn doc(&self) -> KindDoc {
                match self { $(Self::$kind(_) => $kind::DOC),+ }
            }
        }
    };
}

kinds! {
    /// Who is judged.
    Subjects,
    /// The score sheet.
    Indicators,
    /// Places in each inspection as points.
    RescoreRanks,
    /// Several inspections into one score.
    CombineInspections,
    /// Several grids of one worker.
    SeveralGrids,
    /// Scores below in the tree.
    RollUp,
    /// Scores of higher levels.
    CombineExternal,
    /// Votes as a part of the score.
    VotePoints,
    /// Households sampled.
    HouseholdSampling,
    /// Points off for findings.
    FindingPoints,
    /// Points on top.
    Bonus,
    /// Points off for rectifications past their time.
    OverduePenalty,
    /// The least and the most a score can be.
    Bounds,
    /// Places.
    Rank,
    /// Places by votes.
    VoteRanking,
    /// Grades by score.
    GradeBands,
    /// Grades by place.
    GradeByRank,
    /// 一票否决.
    Veto,
    /// A grade that only so many can have.
    GradeQuota,
    /// Rewards by grade.
    RewardByGrade,
    /// Rewards by place.
    RewardByPlace,
    /// Rewards in proportion to a base.
    RewardByBase,
    /// Who can have a reward at all.
    RewardGate,
    /// Rewards for climbing.
    RewardProgress,
    /// Rewards for staying good.
    RewardStreak,
    /// A pool shared out.
    RewardPool,
    /// From the last to the first.
    RewardPercent,
    /// Several rewards into one.
    OneReward,
    /// By days in charge.
    Proration,
    /// The most that can be given.
    RewardCap,
    /// Deductions from a reward.
    RewardDeduction,
    /// Goods for points.
    PointsRedeemed,
    /// Measures step by step.
    Ladder,
    /// What a year adds up to.
    YearEnd,
    /// Red and black lists.
    List,
}

/// Implements [`RuleKind::of`] for a kind.
macro_rules! of_rule {
    ($kind:ident) => {
        fn of(rule: &$crate::rules::Rule) -> Option<&Self> {
            match rule {
                $crate::rules::Rule::$kind(rule) => Some(rule),
                _ => None,
            }
        }
    };
}
use of_rule;

/// A figure for a file: no needless zeros.
pub(crate) fn figure(value: i64, places: u32) -> String {
    let text = render_scaled(value, places);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_string() } else { text }
}

/// A figure as a node.
pub(crate) fn figure_node(value: i64, places: u32) -> Node {
    Node::text(figure(value, places))
}

/// The key of a value in a closed list of choices.
pub(crate) fn key_of<T: PartialEq>(choices: &[(&'static str, T)], value: &T) -> Node {
    Node::text(choices.iter().find(|(_, v)| v == value).map_or("", |(key, _)| key))
}

/// A list of fields under construction: what is absent or default is left out.
#[derive(Default)]
pub(crate) struct Out(Vec<(String, Node)>);

impl Out {
    pub fn put(mut self, key: &str, node: Node) -> Self {
        self.0.push((key.to_string(), node));
        self
    }

    pub fn put_some(self, key: &str, node: Option<Node>) -> Self {
        match node {
            Some(node) => self.put(key, node),
            None => self,
        }
    }

    pub fn put_if(self, condition: bool, key: &str, node: Node) -> Self {
        if condition { self.put(key, node) } else { self }
    }

    pub fn fields(self) -> Vec<(String, Node)> {
        self.0
    }

    pub fn node(self) -> Node {
        Node::map(self.0)
    }
}
