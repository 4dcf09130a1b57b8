//! Rewards by days in charge.

use super::{KindDoc, Out, Phase, RuleKind, key_of, of_rule, optional};
use crate::{
    read::{Fields, Reader},
    yaml::Node,
};

/// Rewards × days in charge ÷ days in the period, rounded half up once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proration {
    /// To what it is rounded.
    pub round_to: RoundTo,
    /// With fewer days there is no reward; 0 for no such rule.
    pub min_days: u32,
}

/// To what an amount is rounded, half up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoundTo {
    /// Whole fen.
    Fen,
    /// Whole jiao.
    Jiao,
    /// Whole yuan.
    Yuan,
}

impl RoundTo {
    /// In fen.
    pub fn unit(self) -> i64 {
        match self {
            Self::Fen => 1,
            Self::Jiao => 10,
            Self::Yuan => 100,
        }
    }
}

pub(crate) const ROUND_TO: &[(&str, RoundTo)] =
    &[("fen", RoundTo::Fen), ("jiao", RoundTo::Jiao), ("yuan", RoundTo::Yuan)];

impl RuleKind for Proration {
    const DOC: KindDoc = KindDoc {
        kind: "proration",
        phase: Phase::Reward,
        keys: &[optional("round-to", "fen | jiao | yuan", "fen"), optional("min-days", "days", "0")],
        example: "{ kind: proration, round-to: fen }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        Some(Self {
            round_to: fields.choice(reader, "round-to", ROUND_TO, RoundTo::Fen),
            min_days: fields.count(reader, "min-days").unwrap_or(0),
        })
    }

    fn write(&self) -> Vec<(String, Node)> {
        Out::default()
            .put("round-to", key_of(ROUND_TO, &self.round_to))
            .put_if(self.min_days > 0, "min-days", Node::text(self.min_days))
            .fields()
    }

    of_rule!(Proration);
}
