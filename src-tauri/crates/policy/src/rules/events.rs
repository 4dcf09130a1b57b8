//! What can happen to a subject in a period: asked for by ladders and vetoes.

use super::{Out, figure_node, key_of};
use crate::{read::Reader, yaml::Node};

/// Something that happens in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventRule {
    /// One of these grades.
    Grade(Vec<String>),
    /// A signed finding by this name; `None` for any.
    Finding(Option<String>),
    /// A veto by this name; `None` for any.
    Veto(Option<String>),
    /// A score below, hundredths.
    Below(i64),
    /// Among the last of those who are ranked together.
    Bottom {
        /// How many.
        places: u32,
        /// What holds where a tie crosses the line.
        ties: BottomTies,
    },
    /// At least so many rectifications past their time.
    Overdue(u32),
    /// Among the last of a higher level's list.
    ExternalPlace {
        /// The level.
        level: String,
        /// How many of the last.
        places: u32,
    },
    /// A ladder of an earlier clause asks for this measure now.
    Measure(String),
    /// A recheck was not passed.
    RecheckFailed,
}

/// What holds where a tie crosses the line of the last N.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BottomTies {
    /// All of the tied are in.
    Include,
    /// None of the tied is in.
    Exclude,
    /// A meeting chooses; until then none is in, and a flag says so.
    Meeting,
}

pub(crate) const TIES: &[(&str, BottomTies)] =
    &[("include", BottomTies::Include), ("exclude", BottomTies::Exclude), ("meeting", BottomTies::Meeting)];

const RECHECK: &[(&str, ())] = &[("failed", ())];

impl EventRule {
    /// Its key in files, which is also the words' key `event.<key>`.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Grade(_) => "grade",
            Self::Finding(_) => "finding",
            Self::Veto(_) => "veto",
            Self::Below(_) => "below",
            Self::Bottom { .. } => "bottom",
            Self::Overdue(_) => "overdue",
            Self::ExternalPlace { .. } => "external-place",
            Self::Measure(_) => "measure",
            Self::RecheckFailed => "recheck",
        }
    }

    pub(crate) fn read_all(node: &Node, reader: &mut Reader) -> Option<Vec<Self>> {
        let items = reader.items_of(node, "events")?;
        let mut out = Vec::new();
        for item in items {
            let Some(event) = Self::read(item, reader) else { continue };
            if out.contains(&event) {
                reader.problem(item.line, "event-twice");
            }
            out.push(event);
        }
        (out.len() == items.len()).then_some(out)
    }

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node, "events")?;
        let line = fields.line;
        let grade = fields.texts(reader, "grade").map(Self::Grade);
        let named = |text: String| (text != "any").then_some(text);
        let finding = fields.text(reader, "finding").map(|text| Self::Finding(named(text)));
        let veto = fields.text(reader, "veto").map(|text| Self::Veto(named(text)));
        let below = fields.number(reader, "below", 2).map(Self::Below);
        let overdue = fields.positive(reader, "overdue").map(Self::Overdue);
        let places = fields.positive(reader, "bottom");
        let ties_node = fields.take("ties");
        let ties = ties_node.and_then(|node| reader.choice_of(node, "ties", TIES));
        let bottom = places.map(|places| Self::Bottom { places, ties: ties.unwrap_or(BottomTies::Include) });
        let outside = fields.positive(reader, "external-place");
        let level = fields.text(reader, "level");
        let external = match (outside, level) {
            (Some(places), Some(level)) => Some(Self::ExternalPlace { level, places }),
            (None, None) => None,
            _ => {
                reader.problem(line, "external-place-level");
                return None;
            }
        };
        let measure = fields.text(reader, "measure").map(Self::Measure);
        let recheck = fields.take("recheck").and_then(|node| reader.choice_of(node, "recheck", RECHECK));
        let recheck = recheck.map(|()| Self::RecheckFailed);
        if ties_node.is_some() && places.is_none() {
            reader.problem(line, "ties-without-bottom");
        }
        fields.finish(reader);
        let mut found: Vec<_> =
            [grade, finding, veto, below, overdue, bottom, external, measure, recheck].into_iter().flatten().collect();
        if found.len() > 1 {
            reader.problem(line, "event-of-two-kinds");
        }
        if found.is_empty() {
            reader.problem(line, "event-without-kind");
        }
        found.pop()
    }

    pub(crate) fn write(&self) -> Node {
        let any = |name: &Option<String>| Node::text(name.as_deref().unwrap_or("any"));
        let out = Out::default();
        match self {
            Self::Grade(names) if names.len() == 1 => out.put("grade", Node::text(&names[0])),
            Self::Grade(names) => out.put("grade", Node::texts(names)),
            Self::Finding(name) => out.put("finding", any(name)),
            Self::Veto(name) => out.put("veto", any(name)),
            Self::Below(score) => out.put("below", figure_node(*score, 2)),
            Self::Overdue(count) => out.put("overdue", Node::text(count)),
            Self::ExternalPlace { level, places } => {
                out.put("external-place", Node::text(places)).put("level", Node::text(level))
            }
            Self::Measure(name) => out.put("measure", Node::text(name)),
            Self::RecheckFailed => out.put("recheck", Node::text("failed")),
            Self::Bottom { places, ties } => out.put("bottom", Node::text(places)).put("ties", key_of(TIES, ties)),
        }
        .node()
    }
}
