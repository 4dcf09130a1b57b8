//! Scores that a higher level gave, as a part of the score or as terms that stand in for one.

use super::{
    KindDoc, MissingInspection, Out, Phase, RuleKind, combine::MISSING, figure_node, key_of, of_rule, optional,
};
use crate::{
    read::{Fields, Reader},
    yaml::Node,
};

/// Scores of higher levels in the score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CombineExternal {
    /// The levels, each with its part; the township's own score has what is left of a hundred.
    pub levels: Vec<(String, ExternalTerm)>,
    /// What holds when the township's own score is missing.
    pub own_missing: MissingInspection,
}

/// One level's part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalTerm {
    /// What the level's score is to the township's own.
    pub stands: Stands,
    /// Percent of the score, ten-thousandths; 0 where only the terms below count.
    pub weight: i64,
    /// What the level's full score is, ten-thousandths.
    pub out_of: i64,
    /// What holds without a score of the level.
    pub missing: MissingInspection,
    /// Points that stand in for the percentage.
    pub replace: Vec<Replacement>,
    /// What holds when several of them apply.
    pub several: SeveralTerms,
}

/// What a level's score is to the township's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// A part of it by weight.
    Part,
    /// In its place, where the level gave one.
    Instead,
    /// The lower of the two counts.
    Lower,
    /// The higher of the two counts.
    Higher,
}

const STANDS: &[(&str, Stands)] =
    &[("part", Stands::Part), ("instead", Stands::Instead), ("lower", Stands::Lower), ("higher", Stands::Higher)];

/// Points instead of a percentage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// When.
    pub when: ReplaceWhen,
    /// The points of the score, ten-thousandths; may be below nothing.
    pub points: i64,
}

/// When points stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplaceWhen {
    /// The level's score is at least the first and below the second, ten-thousandths.
    Score(Option<i64>, Option<i64>),
    /// The subject is from one place to another from the bottom there.
    Place(u32, u32),
}

/// What holds when several terms apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeveralTerms {
    /// The one with the fewest points.
    Worse,
    /// The one that is written first.
    First,
    /// All of them.
    Sum,
}

const SEVERAL: &[(&str, SeveralTerms)] =
    &[("worse", SeveralTerms::Worse), ("first", SeveralTerms::First), ("sum", SeveralTerms::Sum)];

impl RuleKind for CombineExternal {
    const DOC: KindDoc = KindDoc {
        kind: "combine-external",
        phase: Phase::Combine,
        keys: &[
            optional("levels.*.stands", "part | instead | lower | higher", "part"),
            optional("levels.*.weight", "percent", "required with part"),
            optional("levels.*.out-of", "points", "100"),
            optional("levels.*.missing", "share-out | unassessed | zero", "share-out"),
            optional("levels.*.replace[].below", "points", "score or place"),
            optional("levels.*.replace[].at-least", "points", "score or place"),
            optional("levels.*.replace[].place", "place from the bottom", "score or place"),
            optional("levels.*.replace[].to", "place from the bottom", "place"),
            optional("levels.*.replace[].points", "points", "required with replace"),
            optional("levels.*.several", "worse | first | sum", "required with two or more replace"),
            optional("own-missing", "unassessed | share-out | zero", "unassessed"),
        ],
        example: "kind: combine-external\nlevels:\n  县:\n    weight: 30\n    replace: [{ below: 60, points: 0 }, { place: 1, points: -10 }]\n    \
                  several: worse\n    missing: share-out\n  市: { weight: 20 }\n",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let node = fields.need(reader, "levels");
        let own_missing = fields.choice(reader, "own-missing", MISSING, MissingInspection::Unassessed);
        let mut levels = Vec::new();
        for entry in reader.entries_of(node?, "levels")? {
            levels.push((entry.key.clone(), ExternalTerm::read(&entry.node, &entry.key, reader)?));
        }
        Some(Self { levels, own_missing })
    }

    fn write(&self) -> Vec<(String, Node)> {
        Out::default()
            .put("levels", Node::map(self.levels.iter().map(|(name, term)| (name.clone(), term.write()))))
            .put_if(
                self.own_missing != MissingInspection::Unassessed,
                "own-missing",
                key_of(MISSING, &self.own_missing),
            )
            .fields()
    }

    of_rule!(CombineExternal);
}

impl ExternalTerm {
    fn read(node: &Node, name: &str, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node, name)?;
        let line = fields.line;
        let stands = fields.choice(reader, "stands", STANDS, Stands::Part);
        let weight = match stands {
            Stands::Part => fields.need(reader, "weight").and_then(|node| reader.percent(node, "weight")),
            Stands::Instead | Stands::Lower | Stands::Higher => {
                if fields.take("weight").is_some() {
                    reader.problem(line, "weight-with-stands");
                }
                Some(0)
            }
        };
        let out_of = fields.number(reader, "out-of", 4).unwrap_or(1_000_000);
        if out_of <= 0 {
            reader
                .problem(line, "positive-expected")
                .args
                .extend([("key", "out-of".into()), ("found", super::figure(out_of, 4))]);
        }
        let missing = fields.choice(reader, "missing", MISSING, MissingInspection::ShareOut);
        let mut replace = Vec::new();
        if let Some(node) = fields.take("replace") {
            for item in reader.items_of(node, "replace")? {
                replace.push(Replacement::read(item, reader)?);
            }
        }
        let several = fields.take("several").and_then(|node| reader.choice_of(node, "several", SEVERAL));
        fields.finish(reader);
        let weight = weight?;
        if several.is_some() != (replace.len() > 1) {
            reader.problem(line, "several-with-replace");
        }
        if stands == Stands::Part && weight == 0 && replace.is_empty() {
            reader.problem(line, "weight-zero").args.push(("key", name.into()));
        }
        Some(Self { stands, weight, out_of, missing, replace, several: several.unwrap_or(SeveralTerms::Worse) })
    }

    fn write(&self) -> Node {
        Out::default()
            .put_if(self.stands != Stands::Part, "stands", key_of(STANDS, &self.stands))
            .put_if(self.stands == Stands::Part, "weight", figure_node(self.weight, 4))
            .put_if(self.out_of != 1_000_000, "out-of", figure_node(self.out_of, 4))
            .put("missing", key_of(MISSING, &self.missing))
            .put_if(!self.replace.is_empty(), "replace", Node::list(self.replace.iter().map(Replacement::write)))
            .put_if(self.replace.len() > 1, "several", key_of(SEVERAL, &self.several))
            .node()
    }
}

impl Replacement {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node, "replace")?;
        let line = fields.line;
        let (least, below) = (fields.number(reader, "at-least", 4), fields.number(reader, "below", 4));
        let (place, to) = (fields.positive(reader, "place"), fields.positive(reader, "to"));
        let points = fields.need_number(reader, "points", 4);
        fields.finish(reader);
        let scores = (least.is_some() || below.is_some()).then_some(ReplaceWhen::Score(least, below));
        let places = place.map(|place| ReplaceWhen::Place(place, to.unwrap_or(place)));
        let mut when: Vec<_> = [scores, places].into_iter().flatten().collect();
        let crossed = least.zip(below).is_some_and(|(least, below)| least >= below)
            || place.zip(to).is_some_and(|(place, to)| place > to);
        if when.len() != 1 || crossed || (to.is_some() && place.is_none()) {
            reader.problem(line, "below-or-place");
        }
        Some(Self { when: when.pop()?, points: points? })
    }

    fn write(&self) -> Node {
        match self.when {
            ReplaceWhen::Score(least, below) => Out::default()
                .put_some("at-least", least.map(|v| figure_node(v, 4)))
                .put_some("below", below.map(|v| figure_node(v, 4))),
            ReplaceWhen::Place(place, to) => {
                Out::default().put("place", Node::text(place)).put_if(to != place, "to", Node::text(to))
            }
        }
        .put("points", figure_node(self.points, 4))
        .node()
    }
}
