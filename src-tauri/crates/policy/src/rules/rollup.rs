//! The score rests on scores below in the tree, from another scheme of the same period.

use super::{KindDoc, Out, Phase, RuleKind, key_of, of_rule, required};
use crate::{
    read::{Fields, Reader},
    yaml::Node,
};

/// The scores of others make this one. They come as `external` facts: the source names the scheme, the item the member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollUp {
    /// The scheme that the scores come from, as the facts' source.
    pub source: String,
    /// How they become one.
    pub by: RollUpBy,
}

/// How scores below become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RollUpBy {
    /// Their mean.
    Mean,
    /// Their mean by the members' `weight` facts.
    WeightedMean,
    /// The worst.
    Worst,
    /// The best.
    Best,
}

const BY: &[(&str, RollUpBy)] = &[
    ("mean", RollUpBy::Mean),
    ("weighted-mean", RollUpBy::WeightedMean),
    ("worst", RollUpBy::Worst),
    ("best", RollUpBy::Best),
];

impl RuleKind for RollUp {
    const DOC: KindDoc = KindDoc {
        kind: "roll-up",
        phase: Phase::Combine,
        keys: &[required("source", "scheme"), required("by", "mean | weighted-mean | worst | best")],
        example: "{ kind: roll-up, source: 网格员月度考评, by: mean }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let source = fields.need_text(reader, "source");
        let by = fields.need(reader, "by").and_then(|node| reader.choice_of(node, "by", BY));
        Some(Self { source: source?, by: by? })
    }

    fn write(&self) -> Vec<(String, Node)> {
        Out::default().put("source", Node::text(&self.source)).put("by", key_of(BY, &self.by)).fields()
    }

    of_rule!(RollUp);
}
