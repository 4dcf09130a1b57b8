//! What makes a reward smaller: deductions with the document they rest on, and caps.

use domain::Money;

use super::{KindDoc, Out, Phase, RuleKind, figure_node, key_of, of_rule, optional, required};
use crate::{
    read::{Fields, Reader},
    yaml::Node,
};

/// 扣减考核奖励: opt-in, with the document that it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RewardDeduction {
    /// The document's number.
    pub basis: String,
    /// Findings and what each takes; `any` for every other.
    pub findings: Vec<(String, Money)>,
    /// It may be more than the reward of the period.
    pub beyond_reward: bool,
}

impl RewardDeduction {
    /// What one finding takes.
    pub fn cost(&self, name: &str) -> i64 {
        let of = |wanted: &str| self.findings.iter().find(|(item, _)| item == wanted).map(|(_, amount)| amount.0);
        of(name).or_else(|| of("any")).unwrap_or(0)
    }
}

impl RuleKind for RewardDeduction {
    const DOC: KindDoc = KindDoc {
        kind: "reward-deduction",
        phase: Phase::Reward,
        keys: &[
            required("basis", "document number"),
            required("findings.*", "yuan"),
            optional("beyond-reward", "true | false", "false"),
        ],
        example: "{ kind: reward-deduction, basis: 某人环〔2026〕3号, findings: { 未履职: 50, any: 20 }, beyond-reward: false }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let basis = fields.need_text(reader, "basis");
        let node = fields.need(reader, "findings");
        let beyond_reward = fields.flag(reader, "beyond-reward", false);
        let mut findings = Vec::new();
        for entry in reader.entries_of(node?, "findings")? {
            findings.push((entry.key.clone(), Money(reader.not_negative(&entry.node, &entry.key, 2)?)));
        }
        Some(Self { basis: basis?, findings, beyond_reward })
    }

    fn write(&self) -> Vec<(String, Node)> {
        let findings = self.findings.iter().map(|(name, amount)| (name.clone(), figure_node(amount.0, 2)));
        Out::default()
            .put("basis", Node::text(&self.basis))
            .put("findings", Node::map(findings))
            .put_if(self.beyond_reward, "beyond-reward", Node::text(true))
            .fields()
    }

    of_rule!(RewardDeduction);
}

/// The most that a subject, or all together, can get in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RewardCap {
    /// For one subject.
    pub each: Option<Money>,
    /// For all together.
    pub total: Option<Money>,
    /// What happens past the total.
    pub over: PastCap,
}

/// What happens past the total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PastCap {
    /// Everybody's reward becomes smaller in proportion, to the fen.
    Scale,
    /// Nothing is changed, and a flag says so.
    Flag,
}

const OVER: &[(&str, PastCap)] = &[("scale", PastCap::Scale), ("flag", PastCap::Flag)];

impl RuleKind for RewardCap {
    const DOC: KindDoc = KindDoc {
        kind: "reward-cap",
        phase: Phase::Reward,
        keys: &[
            optional("each", "yuan", "none"),
            optional("total", "yuan", "none"),
            optional("over", "scale | flag", "required with total"),
        ],
        example: "{ kind: reward-cap, each: 500, total: 20000, over: scale }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let each = fields.take("each").and_then(|node| reader.not_negative(node, "each", 2)).map(Money);
        let total = fields.take("total").and_then(|node| reader.not_negative(node, "total", 2)).map(Money);
        let over = fields.take("over").and_then(|node| reader.choice_of(node, "over", OVER));
        if over.is_some() != total.is_some() || (each.is_none() && total.is_none()) {
            reader.problem(fields.line, "cap-keys");
        }
        Some(Self { each, total, over: over.unwrap_or(PastCap::Flag) })
    }

    fn write(&self) -> Vec<(String, Node)> {
        Out::default()
            .put_some("each", self.each.map(|m| figure_node(m.0, 2)))
            .put_some("total", self.total.map(|m| figure_node(m.0, 2)))
            .put_some("over", self.total.map(|_| key_of(OVER, &self.over)))
            .fields()
    }

    of_rule!(RewardCap);
}
