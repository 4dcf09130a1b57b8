//! Votes such as 优, 良, 中, 差: as a part of the score, or counted instead of a score.

use super::{
    KindDoc, MissingInspection, Out, Phase, RuleKind, combine::MISSING, figure_node, key_of, of_rule, optional,
    required,
};
use crate::{
    read::{Fields, Reader},
    yaml::Node,
};

/// The mean of the votes' points as a part of the score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VotePoints {
    /// Options and the points of a vote for each, ten-thousandths.
    pub options: Vec<(String, i64)>,
    /// Percent of the score; the rest is what inspections give. Ten-thousandths.
    pub weight: i64,
    /// What a subject without votes has.
    pub missing: MissingInspection,
}

impl RuleKind for VotePoints {
    const DOC: KindDoc = KindDoc {
        kind: "vote-points",
        phase: Phase::Combine,
        keys: &[
            required("options.*", "points"),
            required("weight", "percent"),
            optional("missing", "share-out | unassessed | zero", "share-out"),
        ],
        example: "{ kind: vote-points, options: { 优: 100, 良: 85, 中: 70, 差: 50 }, weight: 30, missing: share-out }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let node = fields.need(reader, "options");
        let weight = fields.need(reader, "weight").and_then(|node| reader.percent(node, "weight"));
        let missing = fields.choice(reader, "missing", MISSING, MissingInspection::ShareOut);
        let mut options = Vec::new();
        for entry in reader.entries_of(node?, "options")? {
            options.push((entry.key.clone(), reader.number_of(&entry.node, &entry.key, 4)?));
        }
        Some(Self { options, weight: weight?, missing })
    }

    fn write(&self) -> Vec<(String, Node)> {
        Out::default()
            .put(
                "options",
                Node::map(self.options.iter().map(|(name, points)| (name.clone(), figure_node(*points, 4)))),
            )
            .put("weight", figure_node(self.weight, 4))
            .put("missing", key_of(MISSING, &self.missing))
            .fields()
    }

    of_rule!(VotePoints);
}

/// Votes counted instead of a score: more of the first option is better, then of the second, and of the last fewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoteRanking {
    /// The options, the best first.
    pub order: Vec<String>,
    /// Whether votes or their shares are compared.
    pub by: VoteBy,
}

/// What of the votes is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VoteBy {
    /// How many.
    Counts,
    /// Which part of all votes for the subject.
    Shares,
}

const BY: &[(&str, VoteBy)] = &[("counts", VoteBy::Counts), ("shares", VoteBy::Shares)];

impl RuleKind for VoteRanking {
    const DOC: KindDoc = KindDoc {
        kind: "vote-ranking",
        phase: Phase::Rank,
        keys: &[required("order[]", "option list"), optional("by", "counts | shares", "counts")],
        example: "{ kind: vote-ranking, order: [优, 良, 中, 差], by: counts }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let order = fields.need(reader, "order").and_then(|node| reader.texts_of(node, "order"));
        let by = fields.choice(reader, "by", BY, VoteBy::Counts);
        let order = order?;
        if order.len() < 2 {
            reader.problem(fields.line, "vote-order-short");
        }
        Some(Self { order, by })
    }

    fn write(&self) -> Vec<(String, Node)> {
        Out::default().put("order", Node::texts(&self.order)).put("by", key_of(BY, &self.by)).fields()
    }

    of_rule!(VoteRanking);
}
