//! Points off for signed findings.

use super::{KindDoc, Out, Phase, RuleKind, figure_node, of_rule, optional, required};
use crate::{
    read::{Fields, Reader},
    yaml::Node,
};

/// Points off for each signed finding of the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingPoints {
    /// Findings and what each costs, ten-thousandths; `any` for every other.
    pub items: Vec<(String, i64)>,
    /// The most that all together can take.
    pub cap: Option<i64>,
}

impl FindingPoints {
    /// What one finding costs.
    pub fn cost(&self, name: &str) -> i64 {
        let of = |wanted: &str| self.items.iter().find(|(item, _)| item == wanted).map(|(_, points)| *points);
        of(name).or_else(|| of("any")).unwrap_or(0)
    }
}

impl RuleKind for FindingPoints {
    const DOC: KindDoc = KindDoc {
        kind: "finding-points",
        phase: Phase::Combine,
        keys: &[required("items.*", "points"), optional("cap", "points", "none")],
        example: "{ kind: finding-points, items: { 露天焚烧: 5, any: 2 }, cap: 20 }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let node = fields.need(reader, "items");
        let cap = fields.take("cap").and_then(|node| reader.not_negative(node, "cap", 4));
        let mut items = Vec::new();
        for entry in reader.entries_of(node?, "items")? {
            items.push((entry.key.clone(), reader.not_negative(&entry.node, &entry.key, 4)?));
        }
        Some(Self { items, cap })
    }

    fn write(&self) -> Vec<(String, Node)> {
        Out::default()
            .put("items", Node::map(self.items.iter().map(|(name, points)| (name.clone(), figure_node(*points, 4)))))
            .put_some("cap", self.cap.map(|cap| figure_node(cap, 4)))
            .fields()
    }

    of_rule!(FindingPoints);
}
