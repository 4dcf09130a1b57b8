//! Several inspections of one period into one score.

use super::{KindDoc, Out, Phase, RuleKind, figure_node, key_of, of_rule, optional, required};
use crate::{
    read::{Fields, Reader},
    yaml::Node,
};

/// Inspection kinds with their weights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CombineInspections {
    /// Kinds and their weights, ten-thousandths; only their proportion matters.
    pub weights: Vec<(String, i64)>,
    /// What happens to the weight of a kind that did not take place.
    pub missing: MissingInspection,
    /// How several inspections of one kind become one.
    pub several: Several,
    /// How many of the worst of a kind are left out, as long as one remains.
    pub drop_lowest: u32,
    /// How many of the best of a kind are left out, as long as one remains.
    pub drop_highest: u32,
}

/// What happens to the weight of a kind that did not take place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingInspection {
    /// The others share it in proportion.
    ShareOut,
    /// The subject is not assessed.
    Unassessed,
    /// It counts as no points.
    Zero,
}

/// How several inspections of one kind become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Several {
    /// Their mean.
    Mean,
    /// The best.
    Best,
    /// The worst.
    Worst,
    /// The last by number.
    Last,
    /// Their sum.
    Sum,
}

pub(crate) const MISSING: &[(&str, MissingInspection)] = &[
    ("share-out", MissingInspection::ShareOut),
    ("unassessed", MissingInspection::Unassessed),
    ("zero", MissingInspection::Zero),
];
const SEVERAL: &[(&str, Several)] = &[
    ("mean", Several::Mean),
    ("best", Several::Best),
    ("worst", Several::Worst),
    ("last", Several::Last),
    ("sum", Several::Sum),
];

impl RuleKind for CombineInspections {
    const DOC: KindDoc = KindDoc {
        kind: "combine-inspections",
        phase: Phase::Combine,
        keys: &[
            required("weights.*", "weight"),
            optional("missing", "share-out | unassessed | zero", "share-out"),
            optional("several", "mean | best | worst | last | sum", "mean"),
            optional("drop-lowest", "count", "0"),
            optional("drop-highest", "count", "0"),
        ],
        example: "{ kind: combine-inspections, weights: { 集中检查: 60, 随机抽查: 40 }, missing: share-out, several: mean }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let node = fields.need(reader, "weights");
        let missing = fields.choice(reader, "missing", MISSING, MissingInspection::ShareOut);
        let several = fields.choice(reader, "several", SEVERAL, Several::Mean);
        let drop_lowest = fields.count(reader, "drop-lowest").unwrap_or(0);
        let drop_highest = fields.count(reader, "drop-highest").unwrap_or(0);
        let entries = reader.entries_of(node?, "weights")?;
        let mut weights = Vec::new();
        for entry in entries {
            if let Some(weight) = reader.not_negative(&entry.node, &entry.key, 4) {
                if weight == 0 {
                    reader.problem(entry.line, "weight-zero").args.push(("key", entry.key.clone()));
                }
                weights.push((entry.key.clone(), weight));
            }
        }
        if drop_lowest + drop_highest > 0 && !matches!(several, Several::Mean | Several::Sum) {
            reader.problem(fields.line, "drop-without-effect");
        }
        Some(Self { weights, missing, several, drop_lowest, drop_highest })
    }

    fn write(&self) -> Vec<(String, Node)> {
        let weights = self.weights.iter().map(|(kind, weight)| (kind.clone(), figure_node(*weight, 4)));
        Out::default()
            .put("weights", Node::map(weights))
            .put("missing", key_of(MISSING, &self.missing))
            .put("several", key_of(SEVERAL, &self.several))
            .put_if(self.drop_lowest > 0, "drop-lowest", Node::text(self.drop_lowest))
            .put_if(self.drop_highest > 0, "drop-highest", Node::text(self.drop_highest))
            .fields()
    }

    of_rule!(CombineInspections);
}
