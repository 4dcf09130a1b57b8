//! Places.

use super::{KindDoc, Out, Phase, RuleKind, key_of, of_rule, optional};
use crate::{
    read::{Fields, Reader},
    yaml::Node,
};

/// How places are given. Without this rule: in each group, equal scores share the better place (1, 2, 2, 4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rank {
    /// Among whom.
    pub within: Within,
    /// Indicators whose points decide between equal scores, in order; what is still equal shares the place.
    pub then: Vec<String>,
}

/// Among whom places or shares are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Within {
    /// In each ranking group by itself.
    Group,
    /// Among all.
    All,
}

pub(crate) const WITHIN: &[(&str, Within)] = &[("group", Within::Group), ("all", Within::All)];

impl RuleKind for Rank {
    const DOC: KindDoc = KindDoc {
        kind: "rank",
        phase: Phase::Rank,
        keys: &[optional("within", "group | all", "group"), optional("then", "indicator list", "none")],
        example: "{ kind: rank, within: group, then: [道路, 沟渠] }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        Some(Self {
            within: fields.choice(reader, "within", WITHIN, Within::Group),
            then: fields.texts(reader, "then").unwrap_or_default(),
        })
    }

    fn write(&self) -> Vec<(String, Node)> {
        Out::default()
            .put("within", key_of(WITHIN, &self.within))
            .put_if(!self.then.is_empty(), "then", Node::texts(&self.then))
            .fields()
    }

    of_rule!(Rank);
}
