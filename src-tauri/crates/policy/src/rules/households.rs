//! Households sampled: points for each, or the share of the good ones as an item of its own.

use super::{KindDoc, Out, Phase, RuleKind, figure_node, key_of, of_rule, optional, required};
use crate::{
    read::{Fields, Reader},
    yaml::Node,
};

/// What sampled households bring to the score. How many came out how is a `vote` fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdSampling {
    /// How a household can come out, and the points of one, ten-thousandths; may be below nothing.
    pub options: Vec<(String, i64)>,
    /// How the sample becomes points.
    pub counted: Counted,
    /// The least that all together bring, ten-thousandths.
    pub min: Option<i64>,
    /// The most.
    pub max: Option<i64>,
    /// Without any household sampled.
    pub missing: MissingSample,
}

/// How the sample becomes points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Each sampled household brings its points.
    Each,
    /// The sample stands for all: its points × all households (the weight) ÷ those sampled.
    Extended,
    /// The mean of the sample.
    Mean,
}

/// Without any household sampled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingSample {
    /// Nothing is added.
    Nothing,
    /// The subject has no score.
    Unassessed,
}

const COUNTED: &[(&str, Counted)] =
    &[("each", Counted::Each), ("extended", Counted::Extended), ("mean", Counted::Mean)];
const MISSING: &[(&str, MissingSample)] =
    &[("nothing", MissingSample::Nothing), ("unassessed", MissingSample::Unassessed)];

impl RuleKind for HouseholdSampling {
    const DOC: KindDoc = KindDoc {
        kind: "household-sampling",
        phase: Phase::Combine,
        keys: &[
            required("options.*", "points"),
            optional("counted", "each | extended | mean", "each"),
            optional("min", "points", "none"),
            optional("max", "points", "none"),
            optional("missing", "nothing | unassessed", "nothing"),
        ],
        example: "{ kind: household-sampling, options: { 干净户: 0.2, 不干净户: -0.2 }, counted: each, min: -5, max: 2 }",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let node = fields.need(reader, "options");
        let counted = fields.choice(reader, "counted", COUNTED, Counted::Each);
        let (min, max) = (fields.number(reader, "min", 4), fields.number(reader, "max", 4));
        let missing = fields.choice(reader, "missing", MISSING, MissingSample::Nothing);
        if min.zip(max).is_some_and(|(min, max)| min > max) {
            reader.problem(fields.line, "bounds-crossed");
        }
        let mut options = Vec::new();
        for entry in reader.entries_of(node?, "options")? {
            options.push((entry.key.clone(), reader.number_of(&entry.node, &entry.key, 4)?));
        }
        Some(Self { options, counted, min, max, missing })
    }

    fn write(&self) -> Vec<(String, Node)> {
        let options = self.options.iter().map(|(name, points)| (name.clone(), figure_node(*points, 4)));
        Out::default()
            .put("options", Node::map(options))
            .put("counted", key_of(COUNTED, &self.counted))
            .put_some("min", self.min.map(|v| figure_node(v, 4)))
            .put_some("max", self.max.map(|v| figure_node(v, 4)))
            .put_if(self.missing == MissingSample::Unassessed, "missing", key_of(MISSING, &self.missing))
            .fields()
    }

    of_rule!(HouseholdSampling);
}
