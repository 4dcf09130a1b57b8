//! Places in each inspection as points.

use super::{KindDoc, Out, Phase, RuleKind, Within, figure_node, key_of, of_rule, optional, rank::WITHIN, required};
use crate::{
    read::{Fields, Reader},
    yaml::Node,
};

/// Each inspection counts by the place that it gives, not by its points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RescoreRanks {
    /// Points of the first place, ten-thousandths.
    pub first: i64,
    /// How many fewer each further place has, ten-thousandths.
    pub step: i64,
    /// The least, ten-thousandths.
    pub least: i64,
    /// Among whom places are counted.
    pub within: Within,
}

impl RuleKind for RescoreRanks {
    const DOC: KindDoc = KindDoc {
        kind: "rescore-ranks",
        phase: Phase::Indicators,
        keys: &[
            required("first", "points"),
            required("step", "points"),
            optional("least", "points", "0"),
            optional("within", "group | all", "group"),
        ],
        example: "{ kind: rescore-ranks, first: 100, step: 2, least: 60, within: all }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let first = fields.need(reader, "first").and_then(|node| reader.not_negative(node, "first", 4));
        let step = fields.need(reader, "step").and_then(|node| reader.not_negative(node, "step", 4));
        let least = fields.number(reader, "least", 4).unwrap_or(0);
        let within = fields.choice(reader, "within", WITHIN, Within::Group);
        Some(Self { first: first?, step: step?, least, within })
    }

    fn write(&self) -> Vec<(String, Node)> {
        Out::default()
            .put("first", figure_node(self.first, 4))
            .put("step", figure_node(self.step, 4))
            .put("least", figure_node(self.least, 4))
            .put("within", key_of(WITHIN, &self.within))
            .fields()
    }

    of_rule!(RescoreRanks);
}
