//! What makes a reward smaller: deductions with the document they rest on, and caps.

use domain::{Money, Role};

use super::{KindDoc, Out, Phase, RuleKind, figure_node, key_of, of_rule, optional, required};
use crate::{
    read::{Fields, Reader},
    yaml::Node,
};

/// 扣减考核奖励: opt-in, with the document that it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RewardDeduction {
    /// The ranking groups that it holds for; empty for all.
    pub groups: Vec<String>,
    /// The document's number.
    pub basis: String,
    /// Findings and what each takes; `any` for every other.
    pub findings: Prices,
    /// The same for roles that have prices of their own.
    pub by_role: Vec<(String, Prices)>,
    /// What a grade takes.
    pub grades: Prices,
    /// What places from the bottom take.
    pub bottom: Vec<(u32, Money)>,
    /// What each rectification past its time takes.
    pub overdue: Money,
    /// What each point below a score takes: the score in hundredths, and the amount.
    pub points: Option<(i64, Money)>,
    /// It may be more than the reward of the period.
    pub beyond_reward: bool,
}

/// Names and amounts.
pub type Prices = Vec<(String, Money)>;

impl RewardDeduction {
    /// What one finding takes from somebody of a role.
    pub fn cost(&self, name: &str, role: &str) -> i64 {
        let of = |prices: &Prices, wanted: &str| prices.iter().find(|(item, _)| item == wanted).map(|(_, m)| m.0);
        let own = self.by_role.iter().find(|(other, _)| same_role(other, role)).map(|(_, prices)| prices);
        let prices = own.unwrap_or(&self.findings);
        of(prices, name).or_else(|| of(prices, "any")).unwrap_or(0)
    }
}

/// The same role, whether by its key or by the field's term.
fn same_role(one: &str, other: &str) -> bool {
    one == other || Role::parse(one).is_some_and(|role| Role::parse(other) == Some(role))
}

impl RuleKind for RewardDeduction {
    const DOC: KindDoc = KindDoc {
        kind: "reward-deduction",
        phase: Phase::Reward,
        keys: &[
            optional("groups", "group list", "all"),
            required("basis", "document number"),
            optional("findings.*", "yuan", "none"),
            optional("by-role.*.*", "yuan", "findings"),
            optional("grades.*", "yuan", "none"),
            optional("bottom[].place", "place from the bottom", "none"),
            optional("bottom[].amount", "yuan", "required with bottom"),
            optional("overdue", "yuan", "0"),
            optional("per-point", "yuan", "none"),
            optional("below", "score", "required with per-point"),
            optional("beyond-reward", "true | false", "false"),
        ],
        example: "kind: reward-deduction\nbasis: 某人环〔2026〕3号\nfindings: { 未履职: 50, any: 20 }\n\
                  by-role: { 网格长: { 未履职: 100, any: 50 } }\nbeyond-reward: false\n",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let groups = fields.texts(reader, "groups").unwrap_or_default();
        let basis = fields.need_text(reader, "basis");
        let findings = prices(fields.take("findings"), "findings", reader)?;
        let beyond_reward = fields.flag(reader, "beyond-reward", false);
        let mut by_role = Vec::new();
        if let Some(node) = fields.take("by-role") {
            for entry in reader.entries_of(node, "by-role")? {
                by_role.push((entry.key.clone(), prices(Some(&entry.node), &entry.key, reader)?));
            }
        }
        let grades = prices(fields.take("grades"), "grades", reader)?;
        let bottom = match fields.take("bottom") {
            Some(node) => read_bottom(node, reader)?,
            None => Vec::new(),
        };
        let mut money = |key| fields.take(key).and_then(|node| reader.not_negative(node, key, 2)).map(Money);
        let (overdue, each) = (money("overdue"), money("per-point"));
        let below = fields.number(reader, "below", 2);
        let empty = findings.is_empty() && by_role.is_empty() && grades.is_empty() && bottom.is_empty();
        if (empty && overdue.is_none() && each.is_none()) || each.is_some() != below.is_some() {
            reader.problem(fields.line, "deduction-empty");
        }
        Some(Self {
            groups,
            basis: basis?,
            findings,
            by_role,
            grades,
            bottom,
            overdue: overdue.unwrap_or(Money(0)),
            points: below.zip(each),
            beyond_reward,
        })
    }

    fn write(&self) -> Vec<(String, Node)> {
        let map =
            |prices: &Prices| Node::map(prices.iter().map(|(name, amount)| (name.clone(), figure_node(amount.0, 2))));
        let bottom = self.bottom.iter().map(|(place, amount)| {
            Out::default().put("place", Node::text(place)).put("amount", figure_node(amount.0, 2)).node()
        });
        Out::default()
            .put_if(!self.groups.is_empty(), "groups", Node::texts(&self.groups))
            .put("basis", Node::text(&self.basis))
            .put_if(!self.findings.is_empty(), "findings", map(&self.findings))
            .put_if(
                !self.by_role.is_empty(),
                "by-role",
                Node::map(self.by_role.iter().map(|(role, prices)| (role.clone(), map(prices)))),
            )
            .put_if(!self.grades.is_empty(), "grades", map(&self.grades))
            .put_if(!self.bottom.is_empty(), "bottom", Node::list(bottom))
            .put_if(self.overdue.0 != 0, "overdue", figure_node(self.overdue.0, 2))
            .put_some("per-point", self.points.map(|(_, each)| figure_node(each.0, 2)))
            .put_some("below", self.points.map(|(below, _)| figure_node(below, 2)))
            .put_if(self.beyond_reward, "beyond-reward", Node::text(true))
            .fields()
    }

    of_rule!(RewardDeduction);
}

fn prices(node: Option<&Node>, key: &str, reader: &mut Reader) -> Option<Prices> {
    let Some(node) = node else { return Some(Vec::new()) };
    let mut out = Vec::new();
    for entry in reader.entries_of(node, key)? {
        out.push((entry.key.clone(), Money(reader.not_negative(&entry.node, &entry.key, 2)?)));
    }
    Some(out)
}

fn read_bottom(node: &Node, reader: &mut Reader) -> Option<Vec<(u32, Money)>> {
    let mut out: Vec<(u32, Money)> = Vec::new();
    for item in reader.items_of(node, "bottom")? {
        let mut inner = reader.fields(item, "bottom")?;
        let place = inner.need_positive(reader, "place");
        let amount = inner.need(reader, "amount").and_then(|node| reader.not_negative(node, "amount", 2));
        inner.finish(reader);
        let (place, amount) = (place?, Money(amount?));
        if out.iter().any(|(other, _)| *other == place) {
            reader.problem(item.line, "place-twice").args.push(("place", place.to_string()));
        }
        out.push((place, amount));
    }
    Some(out)
}

/// The most that a subject, or all together, can get in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RewardCap {
    /// The ranking groups that it holds for; empty for all.
    pub groups: Vec<String>,
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
            optional("groups", "group list", "all"),
            optional("each", "yuan", "none"),
            optional("total", "yuan", "none"),
            optional("over", "scale | flag", "required with total"),
        ],
        example: "{ kind: reward-cap, each: 500, total: 20000, over: scale }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let groups = fields.texts(reader, "groups").unwrap_or_default();
        let each = fields.take("each").and_then(|node| reader.not_negative(node, "each", 2)).map(Money);
        let total = fields.take("total").and_then(|node| reader.not_negative(node, "total", 2)).map(Money);
        let over = fields.take("over").and_then(|node| reader.choice_of(node, "over", OVER));
        if over.is_some() != total.is_some() || (each.is_none() && total.is_none()) {
            reader.problem(fields.line, "cap-keys");
        }
        Some(Self { groups, each, total, over: over.unwrap_or(PastCap::Flag) })
    }

    fn write(&self) -> Vec<(String, Node)> {
        Out::default()
            .put_if(!self.groups.is_empty(), "groups", Node::texts(&self.groups))
            .put_some("each", self.each.map(|m| figure_node(m.0, 2)))
            .put_some("total", self.total.map(|m| figure_node(m.0, 2)))
            .put_some("over", self.total.map(|_| key_of(OVER, &self.over)))
            .fields()
    }

    of_rule!(RewardCap);
}
