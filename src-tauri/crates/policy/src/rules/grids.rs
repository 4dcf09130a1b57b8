//! Several grids of one worker.

use super::{KindDoc, Out, Phase, RuleKind, key_of, of_rule, required};
use crate::{
    read::{Fields, Reader},
    yaml::Node,
};

/// The scores of a worker's grids become one. An inspection names its grid after an `@`: `集中检查/1@东一格`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeveralGrids {
    /// How.
    pub by: GridsBy,
}

/// How the scores of several grids become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GridsBy {
    /// Their mean.
    Mean,
    /// Their mean by households or population: the `weight` facts that name the grid.
    Weight,
    /// The worst.
    Worst,
    /// The best.
    Best,
}

const BY: &[(&str, GridsBy)] =
    &[("mean", GridsBy::Mean), ("weight", GridsBy::Weight), ("worst", GridsBy::Worst), ("best", GridsBy::Best)];

impl RuleKind for SeveralGrids {
    const DOC: KindDoc = KindDoc {
        kind: "several-grids",
        phase: Phase::Combine,
        keys: &[required("by", "mean | weight | worst | best")],
        example: "{ kind: several-grids, by: weight }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let node = fields.need(reader, "by")?;
        Some(Self { by: reader.choice_of(node, "by", BY)? })
    }

    fn write(&self) -> Vec<(String, Node)> {
        Out::default().put("by", key_of(BY, &self.by)).fields()
    }

    of_rule!(SeveralGrids);
}
