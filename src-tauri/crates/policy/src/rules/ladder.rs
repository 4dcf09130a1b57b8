//! The ladder: events are counted, a count is a step, a step has measures, effects and duties.

use domain::Month;

use super::{
    EventRule, KindDoc, Out, Phase, RuleKind, figure, key_of, of_rule, optional, required, year_end::read_effects,
};
use crate::{
    outcome::Effect,
    read::{Fields, Reader},
    yaml::{Node, Value},
};

/// Measures step by step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    /// What is counted.
    pub events: Vec<EventRule>,
    /// Over what time.
    pub count: Count,
    /// Several events in one period.
    pub merge: Merge,
    /// The first step by the finder's level, as in `{ 县: 2 }`.
    pub start_at: Vec<(String, u32)>,
    /// What takes something off the count.
    pub resets: Vec<Reset>,
    /// Waived events count all the same.
    pub waived_count: bool,
    /// Who was in charge for a short time only.
    pub short_service: Option<ShortService>,
    /// The steps; the last one repeats.
    pub steps: Vec<LadderStep>,
    /// What a new version does with the past.
    pub on_adopt: OnAdopt,
    /// Whose events make up the count.
    pub follows: Follows,
    /// What a period does in which the subject was not assessed.
    pub skipped: Skipped,
}

/// Whose events make up the count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follows {
    /// The subject's own, wherever it was in charge.
    Subject,
    /// Those of the grid, whoever was in charge of it.
    Grid,
}

/// What a period does in which the subject was not assessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skipped {
    /// Nothing: a run goes on after it.
    Pass,
    /// It ends a run.
    Break,
}

/// Over what time events are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// From January on.
    CalendarYear,
    /// An assessed period without an event begins anew.
    Consecutive,
    /// The last so many months, this one included.
    Rolling(u32),
    /// From a month to a month; nothing outside counts.
    Campaign(Month, Month),
    /// A state rather than a count: it holds until a recheck is passed.
    UntilRecheck,
}

/// Several events in one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merge {
    /// Are one; the highest finder decides.
    Period,
    /// Each counts.
    None,
}

/// What takes something off the count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reset {
    /// So many assessed periods running, each good enough, take some off.
    GoodPeriods {
        /// How many running.
        periods: u32,
        /// How good.
        at_least: Threshold,
        /// How many counted events that takes off.
        takes_off: u32,
    },
    /// A step carried out ends the count from the month after its date.
    ExecutedStep(u32),
}

/// How good is good enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Threshold {
    /// A score, hundredths.
    Score(i64),
    /// A grade, or a better one.
    Grade(String),
    /// One of so many first places.
    Top(u32),
}

/// Who was in charge for fewer days gets this, and nothing is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortService {
    /// Fewer days than these.
    pub below_days: u32,
    /// What is done instead.
    pub measures: Vec<String>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LadderStep {
    /// What is proposed.
    pub measures: Vec<String>,
    /// What it does beyond that.
    pub effects: Vec<Effect>,
    /// What others have to do.
    pub duties: Vec<String>,
    /// The step is only taken when one of these happens too; otherwise the one before it stands.
    pub needs: Vec<EventRule>,
}

/// What a new version does with the past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnAdopt {
    /// Counts it by the new rules.
    Keep,
    /// Begins anew.
    Restart,
}

#[derive(Clone, Copy, PartialEq)]
enum Over {
    Year,
    Consecutive,
    Rolling,
    Campaign,
    Recheck,
}

const OVER: &[(&str, Over)] = &[
    ("calendar-year", Over::Year),
    ("consecutive", Over::Consecutive),
    ("rolling", Over::Rolling),
    ("campaign", Over::Campaign),
    ("until-recheck", Over::Recheck),
];
pub(crate) const MERGE: &[(&str, Merge)] = &[("period", Merge::Period), ("none", Merge::None)];
const FOLLOWS: &[(&str, Follows)] = &[("subject", Follows::Subject), ("grid", Follows::Grid)];
pub(crate) const SKIPPED: &[(&str, Skipped)] = &[("pass", Skipped::Pass), ("break", Skipped::Break)];
const ON_ADOPT: &[(&str, OnAdopt)] = &[("keep", OnAdopt::Keep), ("restart", OnAdopt::Restart)];

impl RuleKind for Ladder {
    const DOC: KindDoc = KindDoc {
        kind: "ladder",
        phase: Phase::Ladder,
        keys: &[
            required(
                "events[]",
                "grade | finding | veto | below | bottom | overdue | external-place | measure | recheck",
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
            optional("events[].recheck", "failed", "one event each"),
            required("count.over", "calendar-year | consecutive | rolling | campaign | until-recheck"),
            optional("count.months", "months", "required with rolling"),
            optional("count.from", "month", "required with campaign"),
            optional("count.to", "month", "required with campaign"),
            optional("count.merge", "period | none", "period"),
            optional("follows", "subject | grid", "subject"),
            optional("skipped", "pass | break", "pass"),
            optional("start-at.*", "step", "1"),
            optional("resets[].good-periods", "count", "none"),
            optional("resets[].at-least", "score or grade", "required with good-periods"),
            optional("resets[].takes-off", "count", "1"),
            optional("resets[].executed-step", "step", "none"),
            optional("waived-count", "true | false", "false"),
            optional("short-service.below-days", "days", "none"),
            optional("short-service.measures", "text list", "required with short-service"),
            required("steps[].measures", "text list"),
            optional("steps[].effects", "list of no-reward | no-honours | hold-funds", "none"),
            optional("steps[].duties", "text list", "none"),
            optional("steps[].needs[]", "as events", "none"),
            optional("on-adopt", "keep | restart", "keep"),
        ],
        example: "kind: ladder\nevents: [{ grade: 不合格 }, { finding: 未履职 }]\ncount: { over: calendar-year, merge: period }\n\
                  start-at: { 县: 2 }\nresets:\n  - { good-periods: 3, at-least: 80, takes-off: 1 }\n  - { executed-step: 2 }\n\
                  short-service: { below-days: 15, measures: [提醒] }\nsteps:\n  - { measures: [批评指正] }\n  \
                  - { measures: [通报批评, 约谈], effects: [no-reward, no-honours], duties: [包村干部到场] }\n",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let events = fields.need(reader, "events").and_then(|node| EventRule::read_all(node, reader));
        let count = fields.need(reader, "count").and_then(|node| read_count(node, reader));
        let steps_node = fields.need(reader, "steps");
        let steps: Option<Vec<_>> = steps_node
            .and_then(|node| reader.items_of(node, "steps"))
            .map(|items| items.iter().filter_map(|item| LadderStep::read(item, reader)).collect());
        let most = steps.as_ref().map_or(0, Vec::len) as u32;
        let mut start_at = Vec::new();
        if let Some(node) = fields.take("start-at") {
            for entry in reader.entries_of(node, "start-at").unwrap_or_default() {
                if let Some(step) = reader.count_of(&entry.node, &entry.key) {
                    check_step(step, most, entry.line, reader);
                    start_at.push((entry.key.clone(), step));
                }
            }
        }
        let mut resets = Vec::new();
        if let Some(node) = fields.take("resets") {
            for item in reader.items_of(node, "resets").unwrap_or_default() {
                let reset = Reset::read(item, reader);
                if let Some(Reset::ExecutedStep(step)) = reset {
                    check_step(step, most, item.line, reader);
                }
                resets.extend(reset);
            }
        }
        let waived_count = fields.flag(reader, "waived-count", false);
        let short_service = fields.take("short-service").and_then(|node| ShortService::read(node, reader));
        let on_adopt = fields.choice(reader, "on-adopt", ON_ADOPT, OnAdopt::Keep);
        let follows = fields.choice(reader, "follows", FOLLOWS, Follows::Subject);
        let skipped = fields.choice(reader, "skipped", SKIPPED, Skipped::Pass);
        let (count, merge) = count?;
        Some(Self {
            events: events?,
            count,
            merge,
            start_at,
            resets,
            waived_count,
            short_service,
            steps: steps?,
            on_adopt,
            follows,
            skipped,
        })
    }

    fn write(&self) -> Vec<(String, Node)> {
        let start = self.start_at.iter().map(|(level, step)| (level.clone(), Node::text(step)));
        Out::default()
            .put("events", Node::list(self.events.iter().map(EventRule::write)))
            .put("count", self.write_count())
            .put_if(self.follows == Follows::Grid, "follows", key_of(FOLLOWS, &self.follows))
            .put_if(self.skipped == Skipped::Break, "skipped", key_of(SKIPPED, &self.skipped))
            .put_if(!self.start_at.is_empty(), "start-at", Node::map(start))
            .put_if(!self.resets.is_empty(), "resets", Node::list(self.resets.iter().map(Reset::write)))
            .put_if(self.waived_count, "waived-count", Node::text(true))
            .put_some("short-service", self.short_service.as_ref().map(ShortService::write))
            .put("steps", Node::list(self.steps.iter().map(LadderStep::write)))
            .put("on-adopt", key_of(ON_ADOPT, &self.on_adopt))
            .fields()
    }

    of_rule!(Ladder);
}

fn check_step(step: u32, most: u32, line: u32, reader: &mut Reader) {
    if step == 0 || step > most {
        let args = [("step", step.to_string()), ("most", most.to_string())];
        reader.problem(line, "step-unknown").args.extend(args);
    }
}

fn read_count(node: &Node, reader: &mut Reader) -> Option<(Count, Merge)> {
    let mut fields = reader.fields(node, "count")?;
    let line = fields.line;
    let over = fields.need(reader, "over").and_then(|node| reader.choice_of(node, "over", OVER));
    let months = fields.positive(reader, "months");
    let (from, to) = (fields.month(reader, "from"), fields.month(reader, "to"));
    let merge = fields.choice(reader, "merge", MERGE, Merge::Period);
    fields.finish(reader);
    let stray = match over? {
        Over::Rolling => from.is_some() || to.is_some(),
        Over::Campaign => months.is_some(),
        Over::Year | Over::Consecutive | Over::Recheck => months.is_some() || from.is_some() || to.is_some(),
    };
    let count = match over? {
        Over::Year => Some(Count::CalendarYear),
        Over::Consecutive => Some(Count::Consecutive),
        Over::Recheck => Some(Count::UntilRecheck),
        Over::Rolling => months.map(Count::Rolling),
        Over::Campaign => from.zip(to).filter(|(from, to)| from <= to).map(|(from, to)| Count::Campaign(from, to)),
    };
    if stray || count.is_none() {
        reader.problem(line, "count-keys");
    }
    Some((count?, merge))
}

impl Ladder {
    fn write_count(&self) -> Node {
        let out = match self.count {
            Count::CalendarYear => Out::default().put("over", Node::text("calendar-year")),
            Count::Consecutive => Out::default().put("over", Node::text("consecutive")),
            Count::UntilRecheck => Out::default().put("over", Node::text("until-recheck")),
            Count::Rolling(months) => {
                Out::default().put("over", Node::text("rolling")).put("months", Node::text(months))
            }
            Count::Campaign(from, to) => Out::default()
                .put("over", Node::text("campaign"))
                .put("from", Node::text(from))
                .put("to", Node::text(to)),
        };
        out.put("merge", key_of(MERGE, &self.merge)).node()
    }
}

impl Reset {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node, "resets")?;
        let line = fields.line;
        let periods = fields.positive(reader, "good-periods");
        let at_least = fields.text(reader, "at-least");
        let takes_off = fields.positive(reader, "takes-off");
        let executed = fields.positive(reader, "executed-step");
        fields.finish(reader);
        match (periods, at_least, executed) {
            (Some(periods), Some(text), None) => {
                let at_least = Threshold::parse(text);
                Some(Self::GoodPeriods { periods, at_least, takes_off: takes_off.unwrap_or(1) })
            }
            (None, None, Some(step)) if takes_off.is_none() => Some(Self::ExecutedStep(step)),
            _ => {
                reader.problem(line, "reset-keys");
                None
            }
        }
    }

    fn write(&self) -> Node {
        match self {
            Self::GoodPeriods { periods, at_least, takes_off } => Out::default()
                .put("good-periods", Node::text(periods))
                .put("at-least", at_least.node())
                .put("takes-off", Node::text(takes_off))
                .node(),
            Self::ExecutedStep(step) => Out::default().put("executed-step", Node::text(step)).node(),
        }
    }
}

impl Threshold {
    /// In words: the score or the grade.
    pub fn text(&self) -> String {
        match self {
            Self::Score(score) => figure(*score, 2),
            Self::Grade(grade) => grade.clone(),
            Self::Top(places) => format!("1–{places}"),
        }
    }
}

impl ShortService {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node, "short-service")?;
        let below_days = fields.need_positive(reader, "below-days");
        let measures = fields.need(reader, "measures").and_then(|node| reader.texts_of(node, "measures"));
        fields.finish(reader);
        Some(Self { below_days: below_days?, measures: measures? })
    }

    fn write(&self) -> Node {
        Out::default()
            .put("below-days", Node::text(self.below_days))
            .put("measures", Node::texts(&self.measures))
            .node()
    }
}

impl LadderStep {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node, "steps")?;
        // A step may ask for nothing and only count.
        let measures = fields.need(reader, "measures").and_then(|node| match &node.value {
            Value::List(items) if items.is_empty() => Some(Vec::new()),
            _ => reader.texts_of(node, "measures"),
        });
        let duties = fields.texts(reader, "duties").unwrap_or_default();
        let effects = read_effects(&mut fields, reader)?;
        let needs = match fields.take("needs") {
            Some(node) => EventRule::read_all(node, reader)?,
            None => Vec::new(),
        };
        fields.finish(reader);
        Some(Self { measures: measures?, effects, duties, needs })
    }

    fn write(&self) -> Node {
        Out::default()
            .put("measures", Node::texts(&self.measures))
            .put_if(!self.effects.is_empty(), "effects", Node::texts(self.effects.iter().map(|e| e.key())))
            .put_if(!self.duties.is_empty(), "duties", Node::texts(&self.duties))
            .put_if(!self.needs.is_empty(), "needs", Node::list(self.needs.iter().map(EventRule::write)))
            .node()
    }
}
