//! The least and the most that a score can be.

use super::{KindDoc, Out, Phase, RuleKind, figure_node, of_rule, optional};
use crate::{
    read::{Fields, Reader},
    yaml::{Node, Value},
};

/// The least and the most that a score can be. Without this rule: nothing below 0, nothing above the sheet's total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounds {
    /// The least, ten-thousandths; `None` for no least.
    pub min: Option<i64>,
    /// The most, ten-thousandths; `None` for no most.
    pub max: Option<i64>,
}

impl RuleKind for Bounds {
    const DOC: KindDoc = KindDoc {
        kind: "bounds",
        phase: Phase::Combine,
        keys: &[optional("min", "points | none", "none"), optional("max", "points | none", "none")],
        example: "{ kind: bounds, min: 0, max: 105 }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let mut end = |key| match fields.take(key) {
            None => None,
            Some(node) if node.value == Value::Text("none".into()) => None,
            Some(node) => reader.number_of(node, key, 4),
        };
        let bounds = Self { min: end("min"), max: end("max") };
        if bounds.min.zip(bounds.max).is_some_and(|(min, max)| min > max) {
            reader.problem(fields.line, "bounds-crossed");
        }
        Some(bounds)
    }

    fn write(&self) -> Vec<(String, Node)> {
        let end = |value: Option<i64>| value.map_or(Node::text("none"), |v| figure_node(v, 4));
        Out::default().put("min", end(self.min)).put("max", end(self.max)).fields()
    }

    of_rule!(Bounds);
}
