//! The score rests on scores below in the tree, from another scheme of the same period.

use super::{
    KindDoc, MissingInspection, Out, Phase, RuleKind, combine::MISSING, figure_node, key_of, of_rule, optional,
    required,
};
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
    /// Percent of the score, ten-thousandths; `None` where it stands in place of the township's own inspections.
    pub weight: Option<i64>,
    /// What holds without any score below.
    pub missing: MissingInspection,
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
        keys: &[
            required("source", "scheme"),
            required("by", "mean | weighted-mean | worst | best"),
            optional("weight", "percent", "the township's own part"),
            optional("missing", "unassessed | share-out | zero", "unassessed"),
        ],
        example: "{ kind: roll-up, source: 网格员月度考评, by: mean }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let source = fields.need_text(reader, "source");
        let by = fields.need(reader, "by").and_then(|node| reader.choice_of(node, "by", BY));
        let weight = fields.take("weight").and_then(|node| reader.percent(node, "weight"));
        if weight == Some(0) {
            reader.problem(fields.line, "weight-zero").args.push(("key", "weight".into()));
        }
        let missing = fields.choice(reader, "missing", MISSING, MissingInspection::Unassessed);
        Some(Self { source: source?, by: by?, weight, missing })
    }

    fn write(&self) -> Vec<(String, Node)> {
        Out::default()
            .put("source", Node::text(&self.source))
            .put("by", key_of(BY, &self.by))
            .put_some("weight", self.weight.map(|weight| figure_node(weight, 4)))
            .put_if(self.missing != MissingInspection::Unassessed, "missing", key_of(MISSING, &self.missing))
            .fields()
    }

    of_rule!(RollUp);
}
