//! Points taken out as goods.

use domain::Money;

use super::{KindDoc, Out, Phase, RuleKind, figure_node, of_rule, optional, required};
use crate::{
    read::{Fields, Reader},
    yaml::{Node, Value},
};

/// Goods for points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointsRedeemed {
    /// What there is.
    pub goods: Vec<Redeemable>,
    /// How many months points hold, those of the period included; `None` for the calendar year.
    pub valid_months: Option<u32>,
}

/// One thing to be had for points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redeemable {
    /// Its name.
    pub name: String,
    /// Points for one, ten-thousandths.
    pub points: i64,
    /// What one is worth, if the paper says.
    pub value: Option<Money>,
}

impl RuleKind for PointsRedeemed {
    const DOC: KindDoc = KindDoc {
        kind: "points-redeemed",
        phase: Phase::Reward,
        keys: &[
            required("goods.*", "points"),
            required("goods.*.points", "points"),
            optional("goods.*.value", "yuan", "none"),
            optional("valid-months", "months", "calendar year"),
        ],
        example: "{ kind: points-redeemed, goods: { 毛巾: 5, 洗衣液: { points: 20, value: 19.90 } } }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let node = fields.need(reader, "goods");
        let valid_months = fields.positive(reader, "valid-months");
        if valid_months.is_some_and(|months| months > 36) {
            reader.problem(fields.line, "valid-too-long");
        }
        let mut goods = Vec::new();
        for entry in reader.entries_of(node?, "goods")? {
            goods.push(Redeemable::read(&entry.key, &entry.node, reader)?);
        }
        Some(Self { goods, valid_months })
    }

    fn write(&self) -> Vec<(String, Node)> {
        let goods = self.goods.iter().map(|thing| {
            let points = figure_node(thing.points, 4);
            let node = match thing.value {
                None => points,
                Some(value) => Out::default().put("points", points).put("value", figure_node(value.0, 2)).node(),
            };
            (thing.name.clone(), node)
        });
        Out::default()
            .put("goods", Node::map(goods))
            .put_some("valid-months", self.valid_months.map(Node::text))
            .fields()
    }

    of_rule!(PointsRedeemed);
}

impl Redeemable {
    fn read(name: &str, node: &Node, reader: &mut Reader) -> Option<Self> {
        if !matches!(node.value, Value::Map(_)) {
            return Some(Self { name: name.into(), points: reader.not_negative(node, name, 4)?, value: None });
        }
        let mut fields = reader.fields(node, name)?;
        let points = fields.need(reader, "points").and_then(|node| reader.not_negative(node, "points", 4));
        let value = fields.take("value").and_then(|node| reader.not_negative(node, "value", 2)).map(Money);
        fields.finish(reader);
        Some(Self { name: name.into(), points: points?, value })
    }
}
