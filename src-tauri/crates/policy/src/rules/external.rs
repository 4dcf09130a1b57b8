//! Scores that a higher level gave, as a part of the score or as terms that stand in for one.

use super::{
    KindDoc, MissingInspection, Out, Phase, RuleKind, combine::MISSING, figure_node, key_of, of_rule, optional,
    required,
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
}

/// One level's part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalTerm {
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
    /// The level's score is below this, ten-thousandths.
    Below(i64),
    /// The subject is k-th from the bottom there.
    Place(u32),
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
            required("levels.*.weight", "percent"),
            optional("levels.*.out-of", "points", "100"),
            optional("levels.*.missing", "share-out | unassessed | zero", "share-out"),
            optional("levels.*.replace[].below", "points", "one of below, place"),
            optional("levels.*.replace[].place", "place from the bottom", "one of below, place"),
            optional("levels.*.replace[].points", "points", "required with replace"),
            optional("levels.*.several", "worse | first | sum", "required with two or more replace"),
        ],
        example: "kind: combine-external\nlevels:\n  县:\n    weight: 30\n    replace: [{ below: 60, points: 0 }, { place: 1, points: -10 }]\n    \
                  several: worse\n    missing: share-out\n  市: { weight: 20 }\n",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let node = fields.need(reader, "levels")?;
        let mut levels = Vec::new();
        for entry in reader.entries_of(node, "levels")? {
            levels.push((entry.key.clone(), ExternalTerm::read(&entry.node, &entry.key, reader)?));
        }
        Some(Self { levels })
    }

    fn write(&self) -> Vec<(String, Node)> {
        Out::default()
            .put("levels", Node::map(self.levels.iter().map(|(name, term)| (name.clone(), term.write()))))
            .fields()
    }

    of_rule!(CombineExternal);
}

impl ExternalTerm {
    fn read(node: &Node, name: &str, reader: &mut Reader) -> Option<Self> {
        let mut fields = reader.fields(node, name)?;
        let line = fields.line;
        let weight = fields.need(reader, "weight").and_then(|node| reader.percent(node, "weight"));
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
        if weight == 0 && replace.is_empty() {
            reader.problem(line, "weight-zero").args.push(("key", name.into()));
        }
        Some(Self { weight, out_of, missing, replace, several: several.unwrap_or(SeveralTerms::Worse) })
    }

    fn write(&self) -> Node {
        Out::default()
            .put("weight", figure_node(self.weight, 4))
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
        let below = fields.number(reader, "below", 4).map(ReplaceWhen::Below);
        let place = fields.positive(reader, "place").map(ReplaceWhen::Place);
        let points = fields.need_number(reader, "points", 4);
        fields.finish(reader);
        let mut when: Vec<_> = [below, place].into_iter().flatten().collect();
        if when.len() != 1 {
            reader.problem(line, "below-or-place");
        }
        Some(Self { when: when.pop()?, points: points? })
    }

    fn write(&self) -> Node {
        match self.when {
            ReplaceWhen::Below(limit) => Out::default().put("below", figure_node(limit, 4)),
            ReplaceWhen::Place(place) => Out::default().put("place", Node::text(place)),
        }
        .put("points", figure_node(self.points, 4))
        .node()
    }
}
