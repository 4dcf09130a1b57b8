//! Money that is shared out: a pool that somebody paid, and a percentage that the last give to the first.

use super::{Gate, KindDoc, Out, Phase, RuleKind, figure_node, key_of, of_rule, optional, required};
use crate::{
    read::{Fields, Reader},
    yaml::Node,
};

/// A pool shared out in whole fen, none left over.
#[derive(Debug, Clone, PartialEq)]
pub struct RewardPool {
    /// The ranking groups that share it; empty for all.
    pub groups: Vec<String>,
    /// Which pool by the facts' item; `None` for all pools.
    pub item: Option<String>,
    /// How much of it, percent, ten-thousandths.
    pub percent: i64,
    /// Who shares it: conditions as for a gate.
    pub gate: Gate,
    /// Only so many of the first places; `None` for all.
    pub top: Option<u32>,
    /// In which proportion.
    pub by: ShareBy,
    /// Shares by grade or by place, ten-thousandths.
    pub shares: Vec<(String, i64)>,
}

/// In which proportion a pool is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareBy {
    /// Alike.
    Equal,
    /// By score.
    Score,
    /// By households or population.
    Weight,
    /// By days in charge.
    Days,
    /// By the grades' shares.
    Grades,
    /// By the places' shares.
    Places,
}

const BY: &[(&str, ShareBy)] = &[
    ("equal", ShareBy::Equal),
    ("score", ShareBy::Score),
    ("weight", ShareBy::Weight),
    ("days", ShareBy::Days),
    ("grades", ShareBy::Grades),
    ("places", ShareBy::Places),
];

impl RuleKind for RewardPool {
    const DOC: KindDoc = KindDoc {
        kind: "reward-pool",
        phase: Phase::Reward,
        keys: &[
            optional("groups", "group list", "all"),
            optional("item", "text", "all pools"),
            optional("percent", "percent", "100"),
            optional("to", "conditions as in reward-gate", "all that are judged"),
            optional("top", "places", "all"),
            required("by", "equal | score | weight | days | grades | places"),
            optional("shares.*", "number", "required with by: grades or places"),
        ],
        example: "{ kind: reward-pool, item: 以奖代补, to: { at-least: 80 }, by: grades, shares: { 优秀: 3, 良好: 1 } }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let groups = fields.texts(reader, "groups").unwrap_or_default();
        let item = fields.text(reader, "item");
        let percent = match fields.take("percent") {
            Some(node) => reader.percent(node, "percent")?,
            None => 1_000_000,
        };
        let gate = match fields.take("to") {
            None => Gate::default(),
            Some(node) => {
                let mut inner = reader.fields(node, "to")?;
                let gate = Gate::read(&mut inner, reader);
                inner.finish(reader);
                gate?
            }
        };
        let top = fields.positive(reader, "top");
        let by = fields.need(reader, "by").and_then(|node| reader.choice_of(node, "by", BY));
        let mut shares = Vec::new();
        if let Some(node) = fields.take("shares") {
            for entry in reader.entries_of(node, "shares")? {
                shares.push((entry.key.clone(), reader.not_negative(&entry.node, &entry.key, 4)?));
            }
        }
        let by = by?;
        if matches!(by, ShareBy::Grades | ShareBy::Places) == shares.is_empty() {
            reader.problem(fields.line, "shares-with-grades");
        }
        let no_place = |name: &str| name.parse::<u32>().ok().is_none_or(|place| place == 0);
        if by == ShareBy::Places && shares.iter().any(|(name, _)| no_place(name)) {
            reader.problem(fields.line, "shares-of-places");
        }
        Some(Self { groups, item, percent, gate, top, by, shares })
    }

    fn write(&self) -> Vec<(String, Node)> {
        let shares = self.shares.iter().map(|(grade, share)| (grade.clone(), figure_node(*share, 4)));
        Out::default()
            .put_if(!self.groups.is_empty(), "groups", Node::texts(&self.groups))
            .put_some("item", self.item.as_ref().map(Node::text))
            .put_if(self.percent != 1_000_000, "percent", figure_node(self.percent, 4))
            .put_if(!self.gate.is_empty(), "to", self.gate.write(Out::default()).node())
            .put_some("top", self.top.map(Node::text))
            .put("by", key_of(BY, &self.by))
            .put_if(!self.shares.is_empty(), "shares", Node::map(shares))
            .fields()
    }

    of_rule!(RewardPool);
}

/// The last give a percentage of their base, the first get one.
#[derive(Debug, Clone, PartialEq)]
pub struct RewardPercent {
    /// The ranking groups that it holds for, each by itself; empty for all.
    pub groups: Vec<String>,
    /// What the places from the bottom give, percent of their own base, ten-thousandths.
    pub take: Vec<(u32, i64)>,
    /// What the places from the top get, percent, ten-thousandths.
    pub give: Vec<(u32, i64)>,
    /// Percent of what.
    pub give_of: GiveOf,
}

/// What the percentages of the first refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GiveOf {
    /// What was taken: it always balances.
    Taken,
    /// Their own base: a flag says when it doesn't balance.
    OwnBase,
}

const GIVE_OF: &[(&str, GiveOf)] = &[("taken", GiveOf::Taken), ("own-base", GiveOf::OwnBase)];

impl RuleKind for RewardPercent {
    const DOC: KindDoc = KindDoc {
        kind: "reward-percent",
        phase: Phase::Reward,
        keys: &[
            optional("groups", "group list", "all"),
            required("take[].place", "place from the bottom"),
            required("take[].percent", "percent of the base"),
            required("give[].place", "place"),
            required("give[].percent", "percent"),
            required("give-of", "taken | own-base"),
        ],
        example: "kind: reward-percent\ntake: [{ place: 1, percent: 20 }, { place: 2, percent: 10 }]\n\
                  give: [{ place: 1, percent: 60 }, { place: 2, percent: 40 }]\ngive-of: taken\n",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let groups = fields.texts(reader, "groups").unwrap_or_default();
        let take = fields.need(reader, "take").and_then(|node| read_places(node, "take", reader));
        let give = fields.need(reader, "give").and_then(|node| read_places(node, "give", reader));
        let give_of = fields.need(reader, "give-of").and_then(|node| reader.choice_of(node, "give-of", GIVE_OF));
        let (give, give_of) = (give?, give_of?);
        let sum: i64 = give.iter().map(|(_, percent)| percent).sum();
        if give_of == GiveOf::Taken && sum != 1_000_000 {
            reader.problem(fields.line, "percent-not-hundred").args.push(("sum", super::figure(sum, 4)));
        }
        Some(Self { groups, take: take?, give, give_of })
    }

    fn write(&self) -> Vec<(String, Node)> {
        let places = |list: &[(u32, i64)]| {
            Node::list(list.iter().map(|(place, percent)| {
                Out::default().put("place", Node::text(place)).put("percent", figure_node(*percent, 4)).node()
            }))
        };
        Out::default()
            .put_if(!self.groups.is_empty(), "groups", Node::texts(&self.groups))
            .put("take", places(&self.take))
            .put("give", places(&self.give))
            .put("give-of", key_of(GIVE_OF, &self.give_of))
            .fields()
    }

    of_rule!(RewardPercent);
}

fn read_places(node: &Node, key: &str, reader: &mut Reader) -> Option<Vec<(u32, i64)>> {
    let items = reader.items_of(node, key)?;
    let mut out: Vec<(u32, i64)> = Vec::new();
    for item in items {
        let Some(mut inner) = reader.fields(item, key) else { continue };
        let place = inner.need_positive(reader, "place");
        let percent = inner.need(reader, "percent").and_then(|node| reader.percent(node, "percent"));
        inner.finish(reader);
        if let (Some(place), Some(percent)) = (place, percent) {
            if out.iter().any(|(other, _)| *other == place) {
                reader.problem(item.line, "place-twice").args.push(("place", place.to_string()));
            }
            out.push((place, percent));
        }
    }
    (out.len() == items.len()).then_some(out)
}
