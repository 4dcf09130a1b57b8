//! Rewards by grade.

use domain::Money;

use super::{KindDoc, Out, Phase, RuleKind, figure_node, of_rule, optional};
use crate::{
    outcome::Goods,
    read::{Fields, Reader},
    yaml::{Node, Value},
};

/// Each grade's reward.
#[derive(Debug, Clone, PartialEq)]
pub struct RewardByGrade {
    /// The ranking groups that it holds for; empty for all.
    pub groups: Vec<String>,
    /// Grades and what each gets; a grade that is not listed gets nothing.
    pub grades: Vec<(String, GradeReward)>,
}

/// What a grade or a place gets.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GradeReward {
    /// Money.
    pub amount: Money,
    /// Things.
    pub goods: Vec<Goods>,
    /// Points for the year's balance, ten-thousandths.
    pub points: i64,
}

impl GradeReward {
    /// `300`, or `{ amount: 300, goods: { 洗衣液: 2 }, points: 5 }`.
    pub(crate) fn read(node: &Node, key: &str, reader: &mut Reader) -> Option<Self> {
        if !matches!(node.value, Value::Map(_)) {
            return Some(Self { amount: Money(reader.not_negative(node, key, 2)?), ..Self::default() });
        }
        let mut fields = reader.fields(node, key)?;
        let reward = Self::read_fields(&mut fields, reader)?;
        fields.finish(reader);
        Some(reward)
    }

    pub(crate) fn read_fields(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let amount = match fields.take("amount") {
            Some(node) => Money(reader.not_negative(node, "amount", 2)?),
            None => Money(0),
        };
        let points = match fields.take("points") {
            Some(node) => reader.not_negative(node, "points", 4)?,
            None => 0,
        };
        let mut goods = Vec::new();
        if let Some(node) = fields.take("goods") {
            for entry in reader.entries_of(node, "goods")? {
                goods.push(read_goods(&entry.key, &entry.node, reader)?);
            }
        }
        Some(Self { amount, goods, points })
    }

    pub(crate) fn write_fields(&self, out: Out) -> Out {
        let goods = self.goods.iter().map(|g| {
            let node = match g.value {
                None => Node::text(g.count),
                Some(value) => {
                    Out::default().put("count", Node::text(g.count)).put("value", figure_node(value.0, 2)).node()
                }
            };
            (g.name.to_string(), node)
        });
        out.put_if(
            self.amount.0 != 0 || (self.goods.is_empty() && self.points == 0),
            "amount",
            figure_node(self.amount.0, 2),
        )
        .put_if(!self.goods.is_empty(), "goods", Node::map(goods))
        .put_if(self.points != 0, "points", figure_node(self.points, 4))
    }

    fn write(&self) -> Node {
        if self.goods.is_empty() && self.points == 0 {
            return figure_node(self.amount.0, 2);
        }
        self.write_fields(Out::default()).node()
    }
}

fn read_goods(name: &str, node: &Node, reader: &mut Reader) -> Option<Goods> {
    if !matches!(node.value, Value::Map(_)) {
        return Some(Goods { name: name.into(), count: reader.count_of(node, name)?, value: None });
    }
    let mut fields = reader.fields(node, name)?;
    let count = fields.need_positive(reader, "count");
    let value = fields.take("value").and_then(|node| reader.not_negative(node, "value", 2)).map(Money);
    fields.finish(reader);
    Some(Goods { name: name.into(), count: count?, value })
}

impl RuleKind for RewardByGrade {
    const DOC: KindDoc = KindDoc {
        kind: "reward-by-grade",
        phase: Phase::Reward,
        keys: &[
            optional("groups", "group list", "all"),
            super::required("grades.*", "yuan"),
            optional("grades.*.amount", "yuan", "0"),
            optional("grades.*.goods.*", "count", "none"),
            optional("grades.*.goods.*.count", "count", "required with value"),
            optional("grades.*.goods.*.value", "yuan", "none"),
            optional("grades.*.points", "points", "0"),
        ],
        example: "kind: reward-by-grade\ngroups: [试点]\ngrades:\n  优秀: { amount: 300, goods: { 洗衣液: { count: 2, value: 19.90 } } }\n  \
                  良好: 150\n",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let groups = fields.texts(reader, "groups").unwrap_or_default();
        let node = fields.need(reader, "grades")?;
        let mut grades = Vec::new();
        for entry in reader.entries_of(node, "grades")? {
            grades.extend(GradeReward::read(&entry.node, &entry.key, reader).map(|reward| (entry.key.clone(), reward)));
        }
        Some(Self { groups, grades })
    }

    fn write(&self) -> Vec<(String, Node)> {
        let grades = self.grades.iter().map(|(grade, reward)| (grade.clone(), reward.write()));
        Out::default()
            .put_if(!self.groups.is_empty(), "groups", Node::texts(&self.groups))
            .put("grades", Node::map(grades))
            .fields()
    }

    of_rule!(RewardByGrade);
}
