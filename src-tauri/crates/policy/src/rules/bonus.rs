//! Points on top of the combined score.

use super::{KindDoc, Out, Phase, RuleKind, figure_node, of_rule, optional};
use crate::{
    read::{Fields, Reader},
    yaml::Node,
};

/// Bonus points, capped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bonus {
    /// The most that all together can add, ten-thousandths.
    pub cap: Option<i64>,
    /// What a bonus can be given for, and the most for each; empty for anything.
    pub items: Vec<(String, i64)>,
}

impl RuleKind for Bonus {
    const DOC: KindDoc = KindDoc {
        kind: "bonus",
        phase: Phase::Combine,
        keys: &[optional("cap", "points", "none"), optional("items.*", "points", "any")],
        example: "{ kind: bonus, cap: 5, items: { 经验推广: 3, 志愿服务: 2 } }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let cap = fields.take("cap").and_then(|node| reader.not_negative(node, "cap", 4));
        let mut items = Vec::new();
        if let Some(node) = fields.take("items") {
            for entry in reader.entries_of(node, "items")? {
                items.push((entry.key.clone(), reader.not_negative(&entry.node, &entry.key, 4)?));
            }
        }
        Some(Self { cap, items })
    }

    fn write(&self) -> Vec<(String, Node)> {
        let items = self.items.iter().map(|(name, most)| (name.clone(), figure_node(*most, 4)));
        Out::default()
            .put_some("cap", self.cap.map(|cap| figure_node(cap, 4)))
            .put_if(!self.items.is_empty(), "items", Node::map(items))
            .fields()
    }

    of_rule!(Bonus);
}
