//! An inspector far from the others: what two inspections gave the same subjects on the same indicators is compared, cell
//! by cell, so that nobody looks strict for having been sent to the worse villages.

use std::collections::{BTreeMap, BTreeSet};

use domain::Score;
use words::Words;

use crate::{JudgedMonth, view::HintRow};

use super::{hint, marks::Marks, say};

/// With fewer subjects seen by both, nothing is said.
const LEAST: usize = 8;
/// Far is a mean difference of more than so many of a hundred full points.
const PERCENT: i128 = 6;

/// What two saw of the same: sums of the differences and of the full points, over so many subjects.
#[derive(Default, Clone)]
struct Against {
    difference: i64,
    full: i64,
    /// Subjects, each as often as two inspections saw it.
    seen: i64,
    subjects: BTreeSet<usize>,
}

impl Against {
    fn add(&mut self, other: &Self, sign: i64) {
        self.difference += sign * other.difference;
        self.full += other.full;
        self.seen += other.seen;
        self.subjects.extend(&other.subjects);
    }

    /// Hundredths of a point by which one lies above the other, a subject, half away from nothing.
    fn mean(&self) -> Score {
        let half = self.difference.signum() * self.seen / 2;
        Score((self.difference + half) / self.seen.max(1))
    }

    fn is_far(&self) -> bool {
        self.subjects.len() >= LEAST && i128::from(self.difference).abs() * 100 > PERCENT * i128::from(self.full)
    }
}

/// Inspectors whose marks lie far from those that others gave the same subjects.
pub(super) fn hints(judged: &JudgedMonth, marks: &Marks, words: Words) -> Vec<HintRow> {
    // Who has no name is whoever held that inspection.
    let who = |at: usize| {
        let name = marks.of[at].inspection.inspector.trim().to_string();
        if name.is_empty() { marks.of[at].name(words) } else { name }
    };
    let mut pairs: BTreeMap<(String, String), Against> = BTreeMap::new();
    for one in 0..marks.of.len() {
        for other in one + 1..marks.of.len() {
            let (a, b) = (who(one), who(other));
            if a == b {
                continue;
            }
            let (key, sign) = if a < b { ((a, b), 1) } else { ((b, a), -1) };
            pairs.entry(key).or_default().add(&compare(judged, marks, one, other), sign);
        }
    }
    let mut left: BTreeSet<String> = pairs.keys().flat_map(|(a, b)| [a.clone(), b.clone()]).collect();
    let mut found = Vec::new();
    // The farthest is told and taken out: it would make the others look far from one another.
    while left.len() > 1 {
        let farthest = left
            .iter()
            .map(|name| (name, against(&pairs, &left, name)))
            .filter(|(_, a)| a.is_far())
            .max_by_key(|(name, a)| (i128::from(a.difference).abs() * 1000 / i128::from(a.full.max(1)), *name));
        let Some((name, a)) = farthest.map(|(name, a)| (name.clone(), a)) else { break };
        found.push(told(marks, words, &name, &a, (0..marks.of.len()).find(|&at| who(at) == name)));
        left.remove(&name);
    }
    found
}

/// One against all the others that are left.
fn against(pairs: &BTreeMap<(String, String), Against>, left: &BTreeSet<String>, name: &str) -> Against {
    let mut sum = Against::default();
    for ((a, b), pair) in pairs {
        match () {
            () if a == name && left.contains(b) => sum.add(pair, 1),
            () if b == name && left.contains(a) => sum.add(pair, -1),
            () => {}
        }
    }
    sum
}

fn compare(judged: &JudgedMonth, marks: &Marks, one: usize, other: usize) -> Against {
    let mut sum = Against::default();
    for subject in 0..judged.posts.len() {
        let cells = marks.of[one].row(subject).iter().zip(marks.of[other].row(subject)).enumerate();
        let mut met = false;
        for (column, (a, b)) in cells {
            if let (Some(a), Some(b)) = (a, b) {
                met = true;
                sum.difference += a - b;
                sum.full += marks.full(column);
            }
        }
        if met {
            sum.seen += 1;
            sum.subjects.insert(subject);
        }
    }
    sum
}

fn told(marks: &Marks, words: Words, name: &str, a: &Against, first: Option<usize>) -> HintRow {
    let mean = a.mean();
    let full = Score(a.full / a.seen.max(1));
    let args = [
        ("count", a.subjects.len().to_string()),
        ("points", Score(mean.0.abs()).to_string()),
        ("full", full.to_string()),
    ];
    let key = if mean.0 < 0 { "hint.inspector-below" } else { "hint.inspector-above" };
    let figures = format!("{} {}", mean.0, a.subjects.len());
    let mut row = hint("inspector-far", name, figures, name.to_string(), say(words, key, &args));
    row.inspection = first.map(|at| marks.of[at].inspection.id);
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(difference: i64, subjects: usize) -> Against {
        Against { difference, full: 10_000 * subjects as i64, seen: subjects as i64, subjects: (0..subjects).collect() }
    }

    #[test]
    fn a_mean_difference_of_more_than_six_of_a_hundred_points_over_eight_subjects_is_far() {
        assert!(!pair(600 * 8, 8).is_far());
        assert!(pair(601 * 8, 8).is_far());
        assert!(pair(-601 * 8, 8).is_far());
        assert!(!pair(2000 * 7, 7).is_far());
    }

    #[test]
    fn the_mean_is_rounded_half_away_from_nothing() {
        assert_eq!(pair(15, 10).mean(), Score(2));
        assert_eq!(pair(-15, 10).mean(), Score(-2));
        assert_eq!(pair(14, 10).mean(), Score(1));
    }

    #[test]
    fn of_three_only_the_one_far_from_the_other_two_is_named() {
        let key = |a: &str, b: &str| (a.to_string(), b.to_string());
        let pairs = BTreeMap::from([
            (key("甲", "乙"), pair(0, 9)),
            (key("乙", "丙"), pair(9000, 9)),
            (key("甲", "丙"), pair(9000, 9)),
        ]);
        let left: BTreeSet<_> = ["甲", "乙", "丙"].map(String::from).into();
        assert_eq!(against(&pairs, &left, "丙").mean(), Score(-1000));
        assert_eq!(against(&pairs, &left, "甲").mean(), Score(500));
    }
}
