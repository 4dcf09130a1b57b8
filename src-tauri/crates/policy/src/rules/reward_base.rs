//! Rewards in proportion: a base times the score, times a percentage by grade, or so much for each point.

use domain::Money;

use super::{KindDoc, Out, Phase, RuleKind, figure, figure_node, of_rule, optional};
use crate::{
    exact::Exact,
    read::{Fields, Reader},
    yaml::Node,
};

/// A base in proportion to what was reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RewardByBase {
    /// The ranking groups that it holds for; empty for all.
    pub groups: Vec<String>,
    /// The base; `None` where the facts give it.
    pub base: Option<Money>,
    /// In which proportion.
    pub by: BaseBy,
    /// The least that comes of it.
    pub least: Money,
    /// The most that comes of it.
    pub most: Option<Money>,
}

/// In which proportion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BaseBy {
    /// Score ÷ this, ten-thousandths.
    Score(i64),
    /// Percent by grade, ten-thousandths; a grade that is not listed gets nothing.
    Grades(Vec<(String, i64)>),
    /// So much more for each point above a score, and so much less for each below.
    Points {
        /// The score, hundredths.
        from: i64,
        /// For each point.
        each: Money,
        /// Parts of a point don't count.
        whole: bool,
    },
}

impl RewardByBase {
    /// The amount in fen before it is rounded, for a base in fen and a score in hundredths.
    pub(crate) fn amount(&self, base: i64, score: Option<i64>, grade: Option<&str>) -> Option<Exact> {
        let amount = match &self.by {
            BaseBy::Score(out_of) => {
                Exact::whole(base).times(Exact::new(i128::from(score?) * 100, i128::from(*out_of)))
            }
            BaseBy::Grades(grades) => {
                let percent = grades.iter().find(|(name, _)| Some(name.as_str()) == grade).map(|(_, p)| *p)?;
                Exact::new(i128::from(base) * i128::from(percent), 1_000_000)
            }
            BaseBy::Points { from, each, whole } => {
                let points = score? - from;
                let points = if *whole { points / 100 * 100 } else { points };
                Exact::whole(base).plus(Exact::new(i128::from(points) * i128::from(each.0), 100))
            }
        };
        let amount = amount.at_least(Exact::whole(self.least.0));
        Some(self.most.map_or(amount, |most| amount.at_most(Exact::whole(most.0))))
    }
}

impl RuleKind for RewardByBase {
    const DOC: KindDoc = KindDoc {
        kind: "reward-by-base",
        phase: Phase::Reward,
        keys: &[
            optional("groups", "group list", "all"),
            optional("base", "yuan", "base facts"),
            optional("out-of", "points", "one of out-of, grades, per-point"),
            optional("grades.*", "percent", "one of out-of, grades, per-point"),
            optional("per-point", "yuan", "one of out-of, grades, per-point"),
            optional("from", "score", "required with per-point"),
            optional("whole-points", "true | false", "false"),
            optional("least", "yuan", "0"),
            optional("most", "yuan", "none"),
        ],
        example: "{ kind: reward-by-base, base: 500, grades: { 优秀: 120, 良好: 100, 合格: 80 } }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let mut money = |key| fields.take(key).and_then(|node| reader.not_negative(node, key, 2)).map(Money);
        let (base, each, least, most) = (money("base"), money("per-point"), money("least"), money("most"));
        let groups = fields.texts(reader, "groups").unwrap_or_default();
        let out_of = fields.number(reader, "out-of", 4);
        let from = fields.number(reader, "from", 2);
        let whole = fields.flag(reader, "whole-points", false);
        let mut grades = Vec::new();
        let grades_node = fields.take("grades");
        if let Some(node) = grades_node {
            for entry in reader.entries_of(node, "grades")? {
                grades.push((entry.key.clone(), reader.not_negative(&entry.node, &entry.key, 4)?));
            }
        }
        if let Some(out_of) = out_of.filter(|out_of| *out_of <= 0) {
            let args = [("key", "out-of".into()), ("found", figure(out_of, 4))];
            reader.problem(fields.line, "positive-expected").args.extend(args);
        }
        let points = each.zip(from).map(|(each, from)| BaseBy::Points { from, each, whole });
        let by_grade = grades_node.map(|_| BaseBy::Grades(grades));
        let mut by: Vec<_> = [out_of.map(BaseBy::Score), by_grade, points].into_iter().flatten().collect();
        if by.len() != 1 || each.is_some() != from.is_some() || (whole && each.is_none()) {
            reader.problem(fields.line, "base-by-one");
        }
        Some(Self { groups, base, by: by.pop()?, least: least.unwrap_or(Money(0)), most })
    }

    fn write(&self) -> Vec<(String, Node)> {
        let out = Out::default()
            .put_if(!self.groups.is_empty(), "groups", Node::texts(&self.groups))
            .put_some("base", self.base.map(|base| figure_node(base.0, 2)));
        match &self.by {
            BaseBy::Score(out_of) => out.put("out-of", figure_node(*out_of, 4)),
            BaseBy::Grades(grades) => {
                out.put("grades", Node::map(grades.iter().map(|(grade, p)| (grade.clone(), figure_node(*p, 4)))))
            }
            BaseBy::Points { from, each, whole } => out
                .put("per-point", figure_node(each.0, 2))
                .put("from", figure_node(*from, 2))
                .put_if(*whole, "whole-points", Node::text(true)),
        }
        .put_if(self.least.0 != 0, "least", figure_node(self.least.0, 2))
        .put_some("most", self.most.map(|most| figure_node(most.0, 2)))
        .fields()
    }

    of_rule!(RewardByBase);
}
