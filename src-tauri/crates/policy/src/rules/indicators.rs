//! The score sheet: indicators with their full points and how they are entered.

use super::{KindDoc, Out, Phase, RuleKind, figure_node, key_of, of_rule, optional, required};
use crate::{
    read::{Fields, Reader},
    yaml::{Node, Value},
};

/// Indicators that are marked in an inspection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicators {
    /// What the full points add up to, ten-thousandths.
    pub total: i64,
    /// The indicators in the order of the sheet.
    pub items: Vec<Indicator>,
    /// The inspection kinds that use this sheet; empty for all.
    pub inspections: Vec<String>,
    /// What an indicator without a mark means.
    pub missing: MissingMark,
}

/// One line of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// Its name.
    pub name: String,
    /// Full points, ten-thousandths.
    pub full: i64,
    /// How it is entered.
    pub entry: Entry,
    /// What one place costs, ten-thousandths, where deductions are entered as places; `None` where as points.
    pub per: Option<i64>,
    /// The most that deductions can take, ten-thousandths; `None` lets them go below nothing.
    pub cap: Option<i64>,
    /// One place found takes all of it.
    pub zero_at_one: bool,
}

/// How an indicator is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// As points earned.
    Earned,
    /// As points lost; nothing entered means nothing lost.
    Deductions,
    /// As points earned, and anything short of full is nothing.
    AllOrNothing,
}

/// What an indicator that must be marked and isn't means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingMark {
    /// The sheet doesn't count, and a flag says so.
    Unassessed,
    /// Full points.
    Full,
    /// No points.
    Zero,
}

const ENTRIES: &[(&str, Entry)] =
    &[("earned", Entry::Earned), ("deductions", Entry::Deductions), ("all-or-nothing", Entry::AllOrNothing)];
const MISSING: &[(&str, MissingMark)] =
    &[("unassessed", MissingMark::Unassessed), ("full", MissingMark::Full), ("zero", MissingMark::Zero)];

impl RuleKind for Indicators {
    const DOC: KindDoc = KindDoc {
        kind: "indicators",
        phase: Phase::Indicators,
        keys: &[
            required("total", "points"),
            required("items.*", "points"),
            required("items.*.full", "points"),
            optional("items.*.entry", "earned | deductions | all-or-nothing", "earned"),
            optional("items.*.per", "points", "deductions are points"),
            optional("items.*.cap", "points | none", "full"),
            optional("items.*.zero-at-one", "true | false", "false"),
            optional("inspections", "inspection list", "all"),
            optional("missing", "unassessed | full | zero", "unassessed"),
        ],
        example: "kind: indicators\ntotal: 100\nitems:\n  道路: 60\n  沟渠: { full: 30, entry: deductions, cap: 20 }\n  \
                  焚烧垃圾: { full: 10, entry: deductions, zero-at-one: true }\n",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let total = fields.need(reader, "total").and_then(|node| reader.not_negative(node, "total", 4));
        let node = fields.need(reader, "items");
        let inspections = fields.texts(reader, "inspections").unwrap_or_default();
        let missing = fields.choice(reader, "missing", MISSING, MissingMark::Unassessed);
        let entries = reader.entries_of(node?, "items")?;
        let items: Vec<_> = entries.iter().filter_map(|e| Indicator::read(&e.key, &e.node, reader)).collect();
        let total = total?;
        let sum: i64 = items.iter().map(|i| i.full).sum();
        if items.len() == entries.len() && sum != total {
            let args = [("total", super::figure(total, 4)), ("sum", super::figure(sum, 4))];
            reader.problem(fields.line, "indicators-sum").args.extend(args);
        }
        Some(Self { total, items, inspections, missing })
    }

    fn write(&self) -> Vec<(String, Node)> {
        Out::default()
            .put("total", figure_node(self.total, 4))
            .put("items", Node::map(self.items.iter().map(|item| (item.name.clone(), item.write()))))
            .put_if(!self.inspections.is_empty(), "inspections", Node::texts(&self.inspections))
            .put_if(self.missing != MissingMark::Unassessed, "missing", key_of(MISSING, &self.missing))
            .fields()
    }

    of_rule!(Indicators);
}

impl Indicator {
    fn read(name: &str, node: &Node, reader: &mut Reader) -> Option<Self> {
        if !matches!(node.value, Value::Map(_)) {
            let full = reader.not_negative(node, name, 4)?;
            return Some(Self {
                name: name.into(),
                full,
                entry: Entry::Earned,
                per: None,
                cap: Some(full),
                zero_at_one: false,
            });
        }
        let mut fields = reader.fields(node, name)?;
        let full = fields.need(reader, "full").and_then(|node| reader.not_negative(node, "full", 4));
        let entry = fields.choice(reader, "entry", ENTRIES, Entry::Earned);
        let per = fields.take("per").and_then(|node| reader.not_negative(node, "per", 4));
        let cap_node = fields.take("cap");
        let zero_at_one = fields.flag(reader, "zero-at-one", false);
        let line = fields.line;
        fields.finish(reader);
        let full = full?;
        let cap = match cap_node {
            None => Some(full),
            Some(node) if node.value == Value::Text("none".into()) => None,
            Some(node) => Some(reader.not_negative(node, "cap", 4)?),
        };
        if cap_node.is_some() && (zero_at_one || entry == Entry::AllOrNothing) {
            reader.problem(line, "cap-without-effect").args.push(("item", name.into()));
        }
        if cap.is_some_and(|cap| cap > full) {
            reader.problem(line, "cap-above-full").args.push(("item", name.into()));
        }
        if per == Some(0) || (per.is_some() && (entry != Entry::Deductions || zero_at_one)) {
            reader.problem(line, "per-without-effect").args.push(("item", name.into()));
        }
        Some(Self { name: name.into(), full, entry, per, cap, zero_at_one })
    }

    fn write(&self) -> Node {
        let plain_cap = self.cap == Some(self.full);
        if self.entry == Entry::Earned && plain_cap && !self.zero_at_one {
            return figure_node(self.full, 4);
        }
        Out::default()
            .put("full", figure_node(self.full, 4))
            .put_if(self.entry != Entry::Earned, "entry", key_of(ENTRIES, &self.entry))
            .put_some("per", self.per.map(|per| figure_node(per, 4)))
            .put_if(!plain_cap, "cap", self.cap.map_or(Node::text("none"), |cap| figure_node(cap, 4)))
            .put_if(self.zero_at_one, "zero-at-one", Node::text(true))
            .node()
    }
}
