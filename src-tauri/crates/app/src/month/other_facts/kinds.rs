//! The kinds of facts beside marks: what each must say, how its value is written and read.

use domain::{Finder, Money, OtherFact, SubjectId, fold_width, parse_scaled, render_scaled};

/// One whole in the engine's figures.
const SCALE: i64 = 10_000;
/// The most that a value can be, in its own small units: what the table of facts allows, too.
const MOST: i64 = 100_000_000_000;

/// What a value counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Points, two decimals.
    Points,
    /// Money; stored in fen.
    Yuan,
    /// A whole number, 0 included.
    Count,
    /// A place from the bottom: 1 and more.
    Place,
    /// So many places found: 1 and more.
    Places,
    /// Nothing: that it happened is all.
    None,
}

impl Unit {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Points => "points",
            Self::Yuan => "yuan",
            Self::Count => "count",
            Self::Place => "place",
            Self::Places => "places",
            Self::None => "none",
        }
    }

    /// A value as it is stored, from its text; `Err` names the problem.
    pub(crate) fn read(self, text: &str) -> Result<i64, &'static str> {
        let folded = fold_width(text.trim());
        let read = |places| parse_scaled(&folded, places).filter(|v| v.abs() <= MOST);
        match self {
            Self::None => Ok(SCALE),
            Self::Points => read(2).map(|v| v * 100).ok_or("facts-value-points"),
            Self::Yuan => match read(2) {
                Some(fen) if fen >= 0 => Ok(fen),
                Some(_) => Err("facts-negative"),
                None => Err("facts-value-yuan"),
            },
            Self::Count => read(0).filter(|v| *v >= 0).map(|v| v * SCALE).ok_or("facts-value-count"),
            Self::Place | Self::Places => read(0).filter(|v| *v >= 1).map(|v| v * SCALE).ok_or("facts-value-place"),
        }
    }

    /// A stored value as a form shows it.
    pub(crate) fn text(self, value: i64) -> String {
        match self {
            Self::None => String::new(),
            Self::Yuan => Money(value).to_string(),
            Self::Points => {
                let text = render_scaled(value, 4);
                text.trim_end_matches('0').trim_end_matches('.').to_string()
            }
            Self::Count | Self::Place | Self::Places => (value / SCALE).to_string(),
        }
    }
}

/// Whether a part of a fact is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Needed,
    Free,
    Absent,
}

/// A kind of fact.
#[derive(Debug)]
pub(crate) struct Kind {
    /// As in the table of facts.
    pub(crate) fact: &'static str,
    pub(crate) unit: Unit,
    pub(crate) item: Part,
    pub(crate) source: Part,
    /// Whether a document must be named, whoever says it.
    pub(crate) document: bool,
    /// Whether it is about one subject.
    pub(crate) of_subject: bool,
    /// What makes two of a kind different ones beside subject, item and source.
    apart: Apart,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Apart {
    /// Nothing: there is one.
    Nothing,
    /// Each document gives its own.
    Document,
    /// Each day has its own.
    Date,
}

const fn kind(fact: &'static str, unit: Unit, item: Part, source: Part, document: bool, apart: Apart) -> Kind {
    Kind { fact, unit, item, source, document, of_subject: true, apart }
}

/// Every kind that has a form.
pub(crate) const KINDS: &[Kind] = &[
    kind("vote", Unit::Count, Part::Needed, Part::Free, false, Apart::Nothing),
    Kind { of_subject: false, ..kind("pool", Unit::Yuan, Part::Free, Part::Needed, true, Apart::Document) },
    kind("base", Unit::Yuan, Part::Free, Part::Free, true, Apart::Nothing),
    kind("external", Unit::Points, Part::Absent, Part::Needed, true, Apart::Nothing),
    kind("external-place", Unit::Place, Part::Absent, Part::Needed, true, Apart::Nothing),
    kind("veto", Unit::None, Part::Needed, Part::Needed, false, Apart::Date),
    kind("overdue", Unit::Places, Part::Free, Part::Needed, false, Apart::Date),
    kind("recheck", Unit::None, Part::Needed, Part::Free, false, Apart::Date),
    kind("redeem", Unit::Places, Part::Needed, Part::Free, false, Apart::Date),
    kind("bonus", Unit::Points, Part::Needed, Part::Free, false, Apart::Document),
    kind("score", Unit::Points, Part::Absent, Part::Needed, true, Apart::Nothing),
];

impl Kind {
    pub(crate) fn of(fact: &str) -> Option<&'static Self> {
        KINDS.iter().find(|k| k.fact == fact)
    }

    /// The items that it has under every policy; empty for kinds whose items a policy names, or nobody.
    pub(crate) fn items(&self) -> &'static [&'static str] {
        if self.fact == "recheck" { &["passed", "failed"] } else { &[] }
    }

    /// Whether a fact of this kind from this source must name its document: money and higher levels don't speak without.
    pub(crate) fn needs_document(&self, source: &str) -> bool {
        let above = [Finder::County, Finder::City, Finder::Province].iter().any(|level| level.zh() == source);
        self.document || above
    }

    /// What there is only one of.
    pub(crate) fn identity(&self, f: &OtherFact) -> Identity {
        let apart = match self.apart {
            Apart::Nothing => String::new(),
            Apart::Document => f.document.clone(),
            Apart::Date => f.on.map(|on| on.to_string()).unwrap_or_default(),
        };
        (self.fact, f.subject, f.item.clone(), f.source.clone(), apart)
    }
}

/// Kind, subject, item, source, and what else sets it apart.
pub(crate) type Identity = (&'static str, Option<SubjectId>, String, String, String);
