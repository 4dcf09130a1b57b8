//! Grades by score: bands that cover every possible score exactly once.

use domain::Score;

use super::{KindDoc, Out, Phase, RuleKind, figure_node, of_rule, required};
use crate::{
    read::{Fields, Reader},
    yaml::Node,
};

/// Grades by score, the best first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeBands {
    /// Half-open bands in order, the highest first.
    pub bands: Vec<Band>,
}

/// One grade's scores: `from` on, up to but not `below`. Hundredths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// The grade.
    pub grade: String,
    /// The least score that has it; `None` for the lowest band.
    pub from: Option<i64>,
    /// The first score that is too high for it; `None` for the highest band.
    pub below: Option<i64>,
}

impl Band {
    /// Whether a score lies in it.
    pub fn holds(&self, score: Score) -> bool {
        self.from.is_none_or(|from| from <= score.0) && self.below.is_none_or(|below| score.0 < below)
    }
}

impl RuleKind for GradeBands {
    const DOC: KindDoc = KindDoc {
        kind: "grade-bands",
        phase: Phase::Grade,
        keys: &[
            super::optional("bands.*.from", "score", "no least"),
            super::optional("bands.*.below", "score", "no most"),
            super::optional("bands.*.to", "score", "instead of below"),
            required("bands.*", "band"),
        ],
        example: "kind: grade-bands\nbands:\n  优秀: { from: 90 }\n  良好: { from: 80, below: 90 }\n  合格: { from: 60, below: 80 }\n  \
                  不合格: { below: 60 }\n",
    };

    fn read(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Self> {
        let node = fields.need(reader, "bands")?;
        let entries = reader.entries_of(node, "bands")?;
        let mut bands = Vec::new();
        let sound = reader.problems.len();
        for entry in entries {
            let Some(mut inner) = reader.fields(&entry.node, &entry.key) else { continue };
            let from = inner.number(reader, "from", 2);
            let below = inner.number(reader, "below", 2);
            let to = inner.number(reader, "to", 2);
            inner.finish(reader);
            if below.is_some() && to.is_some() {
                reader.problem(entry.line, "band-to-and-below").args.push(("grade", entry.key.clone()));
            }
            let below = below.or(to.map(|to| to + 1));
            if from.zip(below).is_some_and(|(from, below)| from >= below) {
                reader.problem(entry.line, "band-empty").args.push(("grade", entry.key.clone()));
            }
            bands.push((entry.line, Band { grade: entry.key.clone(), from, below }));
        }
        // What follows from a number that could not be read is no second problem.
        if reader.problems.len() == sound {
            check_cover(&mut bands, node.line, reader);
        }
        Some(Self { bands: bands.into_iter().map(|(_, band)| band).collect() })
    }

    fn write(&self) -> Vec<(String, Node)> {
        let bands = self.bands.iter().map(|band| {
            let node = Out::default()
                .put_some("from", band.from.map(|v| figure_node(v, 2)))
                .put_some("below", band.below.map(|v| figure_node(v, 2)))
                .node();
            (band.grade.clone(), node)
        });
        Out::default().put("bands", Node::map(bands)).fields()
    }

    of_rule!(GradeBands);
}

/// Names each hole and each overlap as an interval, and sorts the bands, the highest first.
fn check_cover(bands: &mut [(u32, Band)], line: u32, reader: &mut Reader) {
    let from = |band: &Band| band.from.unwrap_or(i64::MIN);
    let below = |band: &Band| band.below.unwrap_or(i64::MAX);
    bands.sort_by_key(|(_, band)| (from(band), below(band)));
    for (i, (at, band)) in bands.iter().enumerate() {
        for (_, other) in &bands[..i] {
            if from(band).max(from(other)) < below(band).min(below(other)) {
                let common = (band.from.max(other.from), band.below.into_iter().chain(other.below).min());
                let args = [
                    ("interval", interval(common.0, common.1)),
                    ("one", other.grade.clone()),
                    ("other", band.grade.clone()),
                ];
                reader.problem(*at, "bands-overlap").args.extend(args);
            }
        }
    }
    let mut reached = None; // everything below this is covered, once something is
    for (at, band) in bands.iter() {
        if from(band) > reached.unwrap_or(i64::MIN) {
            hole(if reached.is_some() { *at } else { line }, reached, band.from, reader);
        }
        reached = Some(reached.unwrap_or(i64::MIN).max(below(band)));
    }
    if reached != Some(i64::MAX) {
        hole(line, reached, None, reader);
    }
    bands.reverse();
}

/// `[from, below)` in words: `60.00–69.99`, `below 60.00`, `100.01 and above`.
fn interval(from: Option<i64>, below: Option<i64>) -> String {
    let end = |below: i64| Score(below - 1).to_string();
    match (from, below) {
        (Some(from), Some(below)) => format!("{}–{}", Score(from), end(below)),
        (None, Some(below)) => format!("−∞–{}", end(below)),
        (Some(from), None) => format!("{}–+∞", Score(from)),
        (None, None) => "−∞–+∞".into(),
    }
}

fn hole(line: u32, from: Option<i64>, below: Option<i64>, reader: &mut Reader) {
    reader.problem(line, "bands-hole").args.push(("interval", interval(from, below)));
}
