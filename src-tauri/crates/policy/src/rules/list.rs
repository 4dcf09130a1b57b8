//! Red and black lists.

use super::{
    BottomTies, EventRule, KindDoc, Out, Phase, RuleKind, Within, events::TIES, figure_node, key_of, of_rule, optional,
    rank::WITHIN, required,
};
use crate::{
    read::{Fields, Reader},
    yaml::Node,
};

/// A published list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Such as 红榜.
    pub name: String,
    /// Who is on it.
    pub listed: Listed,
    /// Among whom places are counted.
    pub within: Within,
    /// What holds where a tie crosses the line.
    pub ties: BottomTies,
    /// Only scores of at least this, hundredths.
    pub at_least: Option<i64>,
    /// Only scores below this, hundredths.
    pub below: Option<i64>,
    /// Whoever a step took out of the year's 评优 is left out.
    pub honours: bool,
}

/// Who is on a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// The first so many.
    Top(u32),
    /// The last so many.
    Bottom(u32),
    /// These grades.
    Grades(Vec<String>),
    /// To whom one of these happened.
    Events(Vec<EventRule>),
}

impl RuleKind for List {
    const DOC: KindDoc = KindDoc {
        kind: "list",
        phase: Phase::Lists,
        keys: &[
            required("name", "text"),
            optional("top", "places", "one of top, bottom, grades, events"),
            optional("bottom", "places", "one of top, bottom, grades, events"),
            optional("grades", "grade list", "one of top, bottom, grades, events"),
            optional(
                "events[]",
                "grade | finding | veto | below | overdue | external-place | measure",
                "one of top, bottom, grades, events",
            ),
            optional("events[].grade", "grade or grade list", "one event each"),
            optional("events[].finding", "text or any", "one event each"),
            optional("events[].veto", "text or any", "one event each"),
            optional("events[].below", "score", "one event each"),
            optional("events[].overdue", "count", "one event each"),
            optional("events[].external-place", "places", "one event each"),
            optional("events[].level", "level", "required with external-place"),
            optional("events[].measure", "text", "one event each"),
            optional("within", "group | all", "all"),
            optional("ties", "include | exclude | meeting", "include"),
            optional("at-least", "score", "none"),
            optional("below", "score", "none"),
            optional("honours", "true | false", "false"),
        ],
        example: "{ kind: list, name: 红榜, top: 3, within: all, ties: include, at-least: 80 }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let name = fields.need_text(reader, "name");
        let top = fields.positive(reader, "top").map(Listed::Top);
        let bottom = fields.positive(reader, "bottom").map(Listed::Bottom);
        let grades = fields.texts(reader, "grades").map(Listed::Grades);
        let within = fields.choice(reader, "within", WITHIN, Within::All);
        let ties = fields.choice(reader, "ties", TIES, BottomTies::Include);
        let at_least = fields.number(reader, "at-least", 2);
        let below = fields.number(reader, "below", 2);
        let honours = fields.flag(reader, "honours", false);
        let events_node = fields.take("events");
        let events = events_node.and_then(|node| EventRule::read_all(node, reader));
        if let Some(node) = events_node
            && events.iter().flatten().any(|e| matches!(e, EventRule::Bottom { .. }))
        {
            reader.problem(node.line, "list-event");
        }
        let mut listed: Vec<_> = [top, bottom, grades, events.map(Listed::Events)].into_iter().flatten().collect();
        if listed.len() != 1 {
            reader.problem(fields.line, "list-of-one-kind");
        }
        Some(Self { name: name?, listed: listed.pop()?, within, ties, at_least, below, honours })
    }

    fn write(&self) -> Vec<(String, Node)> {
        let out = Out::default().put("name", Node::text(&self.name));
        match &self.listed {
            Listed::Top(n) => out.put("top", Node::text(n)),
            Listed::Bottom(n) => out.put("bottom", Node::text(n)),
            Listed::Grades(names) => out.put("grades", Node::texts(names)),
            Listed::Events(events) => out.put("events", Node::list(events.iter().map(EventRule::write))),
        }
        .put("within", key_of(WITHIN, &self.within))
        .put("ties", key_of(TIES, &self.ties))
        .put_some("at-least", self.at_least.map(|v| figure_node(v, 2)))
        .put_some("below", self.below.map(|v| figure_node(v, 2)))
        .put_if(self.honours, "honours", Node::text(true))
        .fields()
    }

    of_rule!(List);
}
