//! What a year adds up to: its own consequence, once, in the period that ends it.

use super::{
    Count, EventRule, Follows, KindDoc, Ladder, LadderStep, Merge, OnAdopt, Out, Phase, RuleKind, Skipped, figure_node,
    key_of, ladder::MERGE, of_rule, optional,
};
use crate::{
    outcome::Effect,
    read::{Fields, Reader},
    yaml::{Node, Value},
};

/// A consequence of what the periods of a year, or of a part of it, add up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearEnd {
    /// How many months are added up: 12 ends in December, 6 in June and December, 3 each quarter.
    pub months: u32,
    /// What they must add up to.
    pub total: YearTotal,
    /// With fewer periods that have a score, or fewer assessed ones where events count, nothing follows.
    pub least_periods: u32,
    /// What follows.
    pub step: LadderStep,
}

/// What the periods must add up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YearTotal {
    /// The mean of the scores, rounded, is below this, hundredths.
    MeanBelow(i64),
    /// The mean of the scores, rounded, is at least this, hundredths.
    MeanAtLeast(i64),
    /// At least so many events, counted as by a ladder whose steps ask for nothing.
    Events(u32, Box<Ladder>),
}

/// A ladder that only counts over so many months.
fn counter(events: Vec<EventRule>, merge: Merge, months: u32) -> Ladder {
    let nothing = LadderStep { measures: Vec::new(), effects: Vec::new(), duties: Vec::new(), needs: Vec::new() };
    Ladder {
        events,
        count: Count::Rolling(months),
        merge,
        start_at: Vec::new(),
        resets: Vec::new(),
        waived_count: false,
        short_service: None,
        steps: vec![nothing],
        on_adopt: OnAdopt::Keep,
        follows: Follows::Subject,
        skipped: Skipped::Pass,
    }
}

impl RuleKind for YearEnd {
    const DOC: KindDoc = KindDoc {
        kind: "year-end",
        phase: Phase::Ladder,
        keys: &[
            optional("months", "12 | 6 | 3", "12"),
            optional("mean-below", "score", "one of mean-below, mean-at-least, events"),
            optional("mean-at-least", "score", "one of mean-below, mean-at-least, events"),
            optional(
                "events[]",
                "grade | finding | veto | below | bottom | overdue | external-place | measure",
                "one of mean-below, mean-at-least, events",
            ),
            optional("events[].grade", "grade or grade list", "one event each"),
            optional("events[].finding", "text or any", "one event each"),
            optional("events[].veto", "text or any", "one event each"),
            optional("events[].below", "score", "one event each"),
            optional("events[].bottom", "places", "one event each"),
            optional("events[].ties", "include | exclude | meeting", "include"),
            optional("events[].overdue", "count", "one event each"),
            optional("events[].external-place", "places", "one event each"),
            optional("events[].level", "level", "required with external-place"),
            optional("events[].measure", "text", "one event each"),
            optional("at-least", "count", "required with events"),
            optional("merge", "period | none", "period"),
            optional("least-periods", "count", "1"),
            optional("measures", "text list", "none"),
            optional("effects", "list of no-reward | no-honours | hold-funds", "none"),
            optional("duties", "text list", "none"),
        ],
        example: "{ kind: year-end, events: [{ measure: 通报批评 }], at-least: 3, measures: [书面说明], effects: [no-honours] }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let months = match fields.take("months") {
            None => 12,
            Some(node) => reader.choice_of(node, "months", MONTHS)?,
        };
        let below = fields.number(reader, "mean-below", 2).map(YearTotal::MeanBelow);
        let least = fields.number(reader, "mean-at-least", 2).map(YearTotal::MeanAtLeast);
        let events = fields.take("events").map(|node| EventRule::read_all(node, reader));
        let at_least = fields.positive(reader, "at-least");
        let merge_node = fields.take("merge");
        let merge = merge_node.map_or(Some(Merge::Period), |node| reader.choice_of(node, "merge", MERGE));
        let least_periods = fields.positive(reader, "least-periods").unwrap_or(1);
        let step = LadderStep {
            measures: fields.texts(reader, "measures").unwrap_or_default(),
            effects: read_effects(fields, reader)?,
            duties: fields.texts(reader, "duties").unwrap_or_default(),
            needs: Vec::new(),
        };
        if events.is_some() != at_least.is_some() || (merge_node.is_some() && events.is_none()) {
            reader.problem(fields.line, "year-end-events");
        }
        let counted = events.and_then(|events| Some((events?, at_least?, merge?)));
        let counted = counted
            .map(|(events, at_least, merge)| YearTotal::Events(at_least, Box::new(counter(events, merge, months))));
        let mut totals: Vec<_> = [below, least, counted].into_iter().flatten().collect();
        if totals.len() > 1 || (totals.is_empty() && at_least.is_none()) {
            reader.problem(fields.line, "year-end-total");
        }
        if step.measures.is_empty() && step.effects.is_empty() && step.duties.is_empty() {
            reader.problem(fields.line, "year-end-empty");
        }
        Some(Self { months, total: totals.pop()?, least_periods, step })
    }

    fn write(&self) -> Vec<(String, Node)> {
        let out = Out::default().put_if(self.months != 12, "months", Node::text(self.months));
        match &self.total {
            YearTotal::MeanBelow(score) => out.put("mean-below", figure_node(*score, 2)),
            YearTotal::MeanAtLeast(score) => out.put("mean-at-least", figure_node(*score, 2)),
            YearTotal::Events(count, counter) => out
                .put("events", Node::list(counter.events.iter().map(EventRule::write)))
                .put("at-least", Node::text(count))
                .put("merge", key_of(MERGE, &counter.merge)),
        }
        .put_if(self.least_periods != 1, "least-periods", Node::text(self.least_periods))
        .put_if(!self.step.measures.is_empty(), "measures", Node::texts(&self.step.measures))
        .put_if(!self.step.effects.is_empty(), "effects", Node::texts(self.step.effects.iter().map(|e| e.key())))
        .put_if(!self.step.duties.is_empty(), "duties", Node::texts(&self.step.duties))
        .fields()
    }

    of_rule!(YearEnd);
}

const MONTHS: &[(&str, u32)] = &[("12", 12), ("6", 6), ("3", 3)];

/// The effects under the key `effects`, one by itself or a list.
pub(crate) fn read_effects(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Vec<Effect>> {
    let Some(node) = fields.take("effects") else { return Some(Vec::new()) };
    let single = std::slice::from_ref(node);
    let items = if matches!(node.value, Value::Text(_)) { single } else { reader.items_of(node, "effects")? };
    Some(items.iter().filter_map(|item| reader.choice_of(item, "effects", Effect::ALL)).collect())
}
