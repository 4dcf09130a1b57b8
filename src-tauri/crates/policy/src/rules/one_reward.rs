//! One reward a subject, or added up.

use super::{KindDoc, Out, Phase, RuleKind, key_of, of_rule, required};
use crate::{
    read::{Fields, Reader},
    yaml::Node,
};

/// Several rewards of one subject become one. Without this rule they add up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneReward {
    /// Which stays.
    pub choose: ChooseReward,
}

/// Which of several rewards stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChooseReward {
    /// The highest amount; of equal ones the first.
    Highest,
    /// The one whose clause comes first.
    FirstListed,
    /// All of them.
    Sum,
}

const CHOOSE: &[(&str, ChooseReward)] =
    &[("highest", ChooseReward::Highest), ("first-listed", ChooseReward::FirstListed), ("sum", ChooseReward::Sum)];

impl RuleKind for OneReward {
    const DOC: KindDoc = KindDoc {
        kind: "one-reward",
        phase: Phase::Reward,
        keys: &[required("choose", "highest | first-listed | sum")],
        example: "{ kind: one-reward, choose: highest }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let node = fields.need(reader, "choose")?;
        Some(Self { choose: reader.choice_of(node, "choose", CHOOSE)? })
    }

    fn write(&self) -> Vec<(String, Node)> {
        Out::default().put("choose", key_of(CHOOSE, &self.choose)).fields()
    }

    of_rule!(OneReward);
}
