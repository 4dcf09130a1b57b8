//! Grades by place: a share of the ranked, a number of places, and who gets what is left.

use super::{
    BottomTies, KindDoc, Out, Phase, RuleKind, Within, events::TIES, figure_node, key_of, of_rule, optional,
    rank::WITHIN, required,
};
use crate::{
    exact::Exact,
    read::{Fields, Reader},
    yaml::Node,
};

/// How many places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seats {
    /// So many.
    Count(u32),
    /// Percent of the ranked, ten-thousandths, rounded, and at least so many.
    Share {
        /// Percent, ten-thousandths.
        percent: i64,
        /// How a part of a place is rounded.
        rounding: Rounding,
        /// The least.
        min: u32,
    },
    /// All that are left.
    Rest,
}

/// How a part of a place is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// Left out.
    Down,
    /// A whole place.
    Up,
    /// From a half on a whole place.
    HalfUp,
}

const ROUNDING: &[(&str, Rounding)] = &[("down", Rounding::Down), ("up", Rounding::Up), ("half-up", Rounding::HalfUp)];

impl Seats {
    /// How many of `ranked`.
    pub fn of(self, ranked: usize) -> u32 {
        match self {
            Self::Count(count) => count,
            Self::Rest => u32::MAX,
            Self::Share { percent, rounding, min } => {
                let exact = Exact::new(i128::from(percent) * ranked as i128, 1_000_000);
                let places = match rounding {
                    Rounding::Down => exact.floor(),
                    Rounding::Up => exact.ceil(),
                    Rounding::HalfUp => exact.round_half_up(1),
                };
                u32::try_from(places).unwrap_or(0).max(min)
            }
        }
    }

    fn read(fields: &mut Fields<'_>, reader: &mut Reader, rest: bool) -> Option<Self> {
        let percent = fields.take("share").and_then(|node| reader.percent(node, "share"));
        let count = fields.positive(reader, "places");
        let rounding = fields.take("rounding");
        let min = fields.take("min");
        let left = rest && fields.flag(reader, "rest", false);
        let lonely = percent.is_none() && (rounding.is_some() || min.is_some());
        if usize::from(percent.is_some()) + usize::from(count.is_some()) + usize::from(left) != 1 || lonely {
            reader.problem(fields.line, "share-or-places");
            return None;
        }
        if let Some(percent) = percent {
            let rounding =
                rounding.map_or(Some(Rounding::Down), |node| reader.choice_of(node, "rounding", ROUNDING))?;
            let min = min.map_or(Some(0), |node| reader.count_of(node, "min"))?;
            return Some(Self::Share { percent, rounding, min });
        }
        Some(count.map_or(Self::Rest, Self::Count))
    }

    fn write(self, out: Out) -> Out {
        match self {
            Self::Count(count) => out.put("places", Node::text(count)),
            Self::Rest => out.put("rest", Node::text(true)),
            Self::Share { percent, rounding, min } => out
                .put("share", figure_node(percent, 4))
                .put("rounding", key_of(ROUNDING, &rounding))
                .put_if(min > 0, "min", Node::text(min)),
        }
    }
}

/// A grade that only so many can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeQuota {
    /// The grade.
    pub grade: String,
    /// How many.
    pub seats: Seats,
    /// Only those who have one of these grades so far; empty for all.
    pub of: Vec<String>,
    /// Only from this score on, hundredths.
    pub at_least: Option<i64>,
    /// What those past the quota have; as it was where this is left out.
    pub otherwise: Option<String>,
    /// Among whom.
    pub within: Within,
    /// What decides between equal scores, in order.
    pub tie_breakers: Vec<TieBreaker>,
    /// What holds where even that is equal.
    pub ties: BottomTies,
}

/// What decides between equal scores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TieBreaker {
    /// More points on an indicator.
    Indicator(String),
    /// Fewer signed findings.
    FewerFindings,
    /// More days in charge.
    MoreDays,
    /// More households or population.
    MoreWeight,
}

impl TieBreaker {
    fn parse(text: String) -> Self {
        match text.as_str() {
            "fewer-findings" => Self::FewerFindings,
            "more-days" => Self::MoreDays,
            "more-weight" => Self::MoreWeight,
            _ => Self::Indicator(text),
        }
    }

    /// As in files.
    pub fn key(&self) -> &str {
        match self {
            Self::Indicator(name) => name,
            Self::FewerFindings => "fewer-findings",
            Self::MoreDays => "more-days",
            Self::MoreWeight => "more-weight",
        }
    }
}

impl RuleKind for GradeQuota {
    const DOC: KindDoc = KindDoc {
        kind: "grade-quota",
        phase: Phase::Grade,
        keys: &[
            required("grade", "grade"),
            optional("share", "percent", "one of share, places"),
            optional("places", "count", "one of share, places"),
            optional("rounding", "down | up | half-up", "down"),
            optional("min", "count", "0"),
            optional("of", "grade list", "all"),
            optional("at-least", "score", "none"),
            optional("otherwise", "grade", "as it was"),
            optional("within", "group | all", "group"),
            optional("tie-breakers", "list of indicator | fewer-findings | more-days | more-weight", "none"),
            optional("ties", "include | exclude | meeting", "include"),
        ],
        example: "kind: grade-quota\ngrade: 优秀\nshare: 20\nrounding: half-up\nmin: 1\nof: [优秀]\notherwise: 良好\n\
                  tie-breakers: [道路, fewer-findings]\nties: meeting\n",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let grade = fields.need_text(reader, "grade");
        let seats = Seats::read(fields, reader, false);
        let of = fields.texts(reader, "of").unwrap_or_default();
        let at_least = fields.number(reader, "at-least", 2);
        let otherwise = fields.text(reader, "otherwise");
        let within = fields.choice(reader, "within", WITHIN, Within::Group);
        let breakers = fields.texts(reader, "tie-breakers").unwrap_or_default();
        let ties = fields.choice(reader, "ties", TIES, BottomTies::Include);
        if otherwise.is_none() && grade.as_ref().is_some_and(|grade| of.contains(grade)) {
            reader.problem(fields.line, "quota-without-otherwise");
        }
        Some(Self {
            grade: grade?,
            seats: seats?,
            of,
            at_least,
            otherwise,
            within,
            tie_breakers: breakers.into_iter().map(TieBreaker::parse).collect(),
            ties,
        })
    }

    fn write(&self) -> Vec<(String, Node)> {
        self.seats
            .write(Out::default().put("grade", Node::text(&self.grade)))
            .put_if(!self.of.is_empty(), "of", Node::texts(&self.of))
            .put_some("at-least", self.at_least.map(|v| figure_node(v, 2)))
            .put_some("otherwise", self.otherwise.as_ref().map(Node::text))
            .put("within", key_of(WITHIN, &self.within))
            .put_if(
                !self.tie_breakers.is_empty(),
                "tie-breakers",
                Node::texts(self.tie_breakers.iter().map(TieBreaker::key)),
            )
            .put("ties", key_of(TIES, &self.ties))
            .fields()
    }

    of_rule!(GradeQuota);
}

/// Grades by place, from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeByRank {
    /// Grades, the best first: up to the one that takes the rest each has its places after those of the one before, from
    /// the top; those behind it from the bottom.
    pub grades: Vec<(String, Seats)>,
    /// Among whom.
    pub within: Within,
    /// What holds where a tie crosses a line.
    pub ties: BottomTies,
}

impl RuleKind for GradeByRank {
    const DOC: KindDoc = KindDoc {
        kind: "grade-by-rank",
        phase: Phase::Grade,
        keys: &[
            optional("grades.*.share", "percent", "one of share, places, rest"),
            optional("grades.*.places", "count", "one of share, places, rest"),
            optional("grades.*.rest", "true", "one of share, places, rest"),
            optional("grades.*.rounding", "down | up | half-up", "down"),
            optional("grades.*.min", "count", "0"),
            optional("within", "group | all", "group"),
            optional("ties", "include | exclude | meeting", "include"),
        ],
        example: "kind: grade-by-rank\ngrades:\n  优秀: { share: 20, rounding: up }\n  良好: { places: 10 }\n  合格: { rest: true }\n\
                  within: group\nties: include\n",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let node = fields.need(reader, "grades");
        let within = fields.choice(reader, "within", WITHIN, Within::Group);
        let ties = fields.choice(reader, "ties", TIES, BottomTies::Include);
        let node = node?;
        let mut grades = Vec::new();
        for entry in reader.entries_of(node, "grades")? {
            let Some(mut inner) = reader.fields(&entry.node, &entry.key) else { continue };
            let seats = Seats::read(&mut inner, reader, true);
            inner.finish(reader);
            grades.extend(seats.map(|seats| (entry.key.clone(), seats)));
        }
        // One grade takes what is left: those before it count from the top, those behind it from the bottom.
        if grades.iter().filter(|(_, seats)| *seats == Seats::Rest).count() != 1 {
            reader.problem(node.line, "rest-once");
        }
        let shares = grades.iter().filter_map(|(_, seats)| match seats {
            Seats::Share { percent, .. } => Some(*percent),
            Seats::Count(_) | Seats::Rest => None,
        });
        let sum: i64 = shares.sum();
        if sum > 1_000_000 {
            reader.problem(node.line, "percent-above").args.push(("sum", super::figure(sum, 4)));
        }
        Some(Self { grades, within, ties })
    }

    fn write(&self) -> Vec<(String, Node)> {
        let grades = self.grades.iter().map(|(grade, seats)| (grade.clone(), seats.write(Out::default()).node()));
        Out::default()
            .put("grades", Node::map(grades))
            .put("within", key_of(WITHIN, &self.within))
            .put("ties", key_of(TIES, &self.ties))
            .fields()
    }

    of_rule!(GradeByRank);
}
