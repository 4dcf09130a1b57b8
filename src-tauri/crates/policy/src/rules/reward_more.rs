//! Rewards for climbing and for staying good.

use super::{
    GradeReward, KindDoc, Out, Phase, RuleKind, Skipped, Threshold, figure, figure_node, key_of, ladder::SKIPPED,
    of_rule, optional, required,
};
use crate::{
    read::{Fields, Reader},
    yaml::Node,
};

/// Rewards for climbing against the last assessed period in the same group.
#[derive(Debug, Clone, PartialEq)]
pub struct RewardProgress {
    /// The ranking groups that it holds for; empty for all.
    pub groups: Vec<String>,
    /// What is compared.
    pub by: ClimbBy,
    /// From how many places up, or points in hundredths, and what that brings; the highest that is reached counts.
    pub steps: Vec<(i64, GradeReward)>,
}

/// What is compared with the last assessed period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClimbBy {
    /// Places.
    Places,
    /// Scores.
    Score,
}

const CLIMB_BY: &[(&str, ClimbBy)] = &[("places", ClimbBy::Places), ("score", ClimbBy::Score)];

impl ClimbBy {
    /// How many decimals a climb has.
    fn decimals(self) -> u32 {
        if self == Self::Score { 2 } else { 0 }
    }
}

impl RuleKind for RewardProgress {
    const DOC: KindDoc = KindDoc {
        kind: "reward-progress",
        phase: Phase::Reward,
        keys: &[
            optional("groups", "group list", "all"),
            optional("by", "places | score", "places"),
            required("steps[].up", "number"),
            required("steps[].amount", "yuan"),
            optional("steps[].goods.*", "count", "none"),
            optional("steps[].points", "points", "0"),
        ],
        example: "{ kind: reward-progress, steps: [{ up: 3, amount: 100 }, { up: 5, amount: 300 }] }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let groups = fields.texts(reader, "groups").unwrap_or_default();
        let by = fields.choice(reader, "by", CLIMB_BY, ClimbBy::Places);
        let node = fields.need(reader, "steps")?;
        let mut steps: Vec<(i64, GradeReward)> = Vec::new();
        for item in reader.items_of(node, "steps")? {
            let Some(mut inner) = reader.fields(item, "steps") else { continue };
            let up = inner.need_number(reader, "up", by.decimals());
            if up.is_some_and(|up| up <= 0) {
                let args = [("key", "up".to_string()), ("found", figure(up.unwrap_or(0), by.decimals()))];
                reader.problem(item.line, "positive-expected").args.extend(args);
            }
            let reward = GradeReward::read_fields(&mut inner, reader);
            inner.finish(reader);
            if let (Some(up), Some(reward)) = (up, reward) {
                if steps.last().is_some_and(|(last, _)| *last >= up) {
                    reader.problem(item.line, "steps-not-rising");
                }
                steps.push((up, reward));
            }
        }
        Some(Self { groups, by, steps })
    }

    fn write(&self) -> Vec<(String, Node)> {
        let steps = self.steps.iter().map(|(up, reward)| {
            reward.write_fields(Out::default().put("up", figure_node(*up, self.by.decimals()))).node()
        });
        Out::default()
            .put_if(!self.groups.is_empty(), "groups", Node::texts(&self.groups))
            .put_if(self.by == ClimbBy::Score, "by", key_of(CLIMB_BY, &self.by))
            .put("steps", Node::list(steps))
            .fields()
    }

    of_rule!(RewardProgress);
}

/// A reward for several good periods running.
#[derive(Debug, Clone, PartialEq)]
pub struct RewardStreak {
    /// The ranking groups that it holds for; empty for all.
    pub groups: Vec<String>,
    /// How many assessed periods running, this one included.
    pub periods: u32,
    /// How good each must be.
    pub at_least: Threshold,
    /// What it brings.
    pub reward: GradeReward,
    /// What happens after it was given.
    pub then: AfterStreak,
    /// What a period does in which the subject was not assessed.
    pub skipped: Skipped,
}

/// What happens after a reward for a streak was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterStreak {
    /// The count begins anew.
    Restart,
    /// Each further good period brings it again.
    Continue,
}

const THEN: &[(&str, AfterStreak)] = &[("restart", AfterStreak::Restart), ("continue", AfterStreak::Continue)];

impl RuleKind for RewardStreak {
    const DOC: KindDoc = KindDoc {
        kind: "reward-streak",
        phase: Phase::Reward,
        keys: &[
            optional("groups", "group list", "all"),
            required("periods", "count"),
            optional("at-least", "score or grade", "one of at-least, top"),
            optional("top", "places", "one of at-least, top"),
            required("amount", "yuan"),
            optional("goods.*", "count", "none"),
            optional("points", "points", "0"),
            optional("then", "restart | continue", "restart"),
            optional("skipped", "pass | break", "pass"),
        ],
        example: "{ kind: reward-streak, periods: 3, at-least: 90, amount: 500, then: restart }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let groups = fields.texts(reader, "groups").unwrap_or_default();
        let periods = fields.need_positive(reader, "periods");
        let at_least = fields.text(reader, "at-least").map(Threshold::parse);
        let top = fields.positive(reader, "top").map(Threshold::Top);
        let skipped = fields.choice(reader, "skipped", SKIPPED, Skipped::Pass);
        let then = fields.choice(reader, "then", THEN, AfterStreak::Restart);
        let reward = GradeReward::read_fields(fields, reader);
        if at_least.is_some() == top.is_some() {
            reader.problem(fields.line, "streak-of-what");
        }
        if periods == Some(1) {
            reader.problem(fields.line, "streak-of-one");
        }
        if periods.is_some_and(|p| p > 24) {
            reader.problem(fields.line, "streak-too-long");
        }
        Some(Self { groups, periods: periods?, at_least: at_least.or(top)?, reward: reward?, then, skipped })
    }

    fn write(&self) -> Vec<(String, Node)> {
        let out = Out::default()
            .put_if(!self.groups.is_empty(), "groups", Node::texts(&self.groups))
            .put("periods", Node::text(self.periods))
            .put(if matches!(self.at_least, Threshold::Top(_)) { "top" } else { "at-least" }, self.at_least.node());
        self.reward
            .write_fields(out)
            .put("then", key_of(THEN, &self.then))
            .put_if(self.skipped == Skipped::Break, "skipped", key_of(SKIPPED, &self.skipped))
            .fields()
    }

    of_rule!(RewardStreak);
}

impl Threshold {
    /// A number is a score, anything else a grade.
    pub(crate) fn parse(text: String) -> Self {
        match domain::parse_scaled(&text, 2) {
            Some(score) => Self::Score(score),
            None => Self::Grade(text),
        }
    }

    pub(crate) fn node(&self) -> Node {
        match self {
            Self::Score(score) => figure_node(*score, 2),
            Self::Grade(grade) => Node::text(grade),
            Self::Top(places) => Node::text(places),
        }
    }
}
