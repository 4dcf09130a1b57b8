//! Rectifications past their time cost points.

use super::{KindDoc, Out, Phase, RuleKind, figure_node, key_of, of_rule, optional, required};
use crate::{
    read::{Fields, Reader},
    yaml::Node,
};

/// Points off for each rectification past its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverduePenalty {
    /// Points for each, ten-thousandths.
    pub points: i64,
    /// Other points where a higher level found it again.
    pub by_level: Vec<(String, i64)>,
    /// In which period it is taken.
    pub when: When,
    /// The most that it can take in a period.
    pub cap: Option<i64>,
}

impl OverduePenalty {
    /// Points for one place that a level found again, ten-thousandths.
    pub fn each(&self, level: &str) -> i64 {
        self.by_level.iter().find(|(name, _)| name == level).map_or(self.points, |(_, points)| *points)
    }
}

/// In which period something is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// The period of the fact.
    ThisPeriod,
    /// The period after it.
    NextPeriod,
}

const WHEN: &[(&str, When)] = &[("this-period", When::ThisPeriod), ("next-period", When::NextPeriod)];

impl RuleKind for OverduePenalty {
    const DOC: KindDoc = KindDoc {
        kind: "overdue-penalty",
        phase: Phase::Combine,
        keys: &[
            required("points", "points"),
            optional("by-level.*", "points", "points"),
            optional("when", "this-period | next-period", "next-period"),
            optional("cap", "points", "none"),
        ],
        example: "{ kind: overdue-penalty, points: 2, by-level: { 县: 4 }, when: next-period }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let points = fields.need(reader, "points").and_then(|node| reader.not_negative(node, "points", 4));
        let mut by_level = Vec::new();
        if let Some(node) = fields.take("by-level") {
            for entry in reader.entries_of(node, "by-level").unwrap_or_default() {
                by_level
                    .extend(reader.not_negative(&entry.node, &entry.key, 4).map(|points| (entry.key.clone(), points)));
            }
        }
        let when = fields.choice(reader, "when", WHEN, When::NextPeriod);
        let cap = fields.take("cap").and_then(|node| reader.not_negative(node, "cap", 4));
        Some(Self { points: points?, by_level, when, cap })
    }

    fn write(&self) -> Vec<(String, Node)> {
        let levels = self.by_level.iter().map(|(level, points)| (level.clone(), figure_node(*points, 4)));
        Out::default()
            .put("points", figure_node(self.points, 4))
            .put_if(!self.by_level.is_empty(), "by-level", Node::map(levels))
            .put("when", key_of(WHEN, &self.when))
            .put_some("cap", self.cap.map(|cap| figure_node(cap, 4)))
            .fields()
    }

    of_rule!(OverduePenalty);
}
