//! Far from one's own past: the median of what was before, and how far from it what was before usually lay.

use std::collections::{HashMap, HashSet};

use domain::{InspectionKind, Outcome, Score};

use crate::{JudgedMonth, Office, month::marks::short, view::HintRow};

use super::{called, hint, marks::Marks, say};

/// How many periods are looked back on.
const LOOK_BACK: i32 = 12;
/// With fewer figures than these there is no past to be far from.
const LEAST: usize = 6;
/// How many times the usual distance from the median is far.
const TIMES: i64 = 6;
/// A score nearer to the median than this part of it is not far, however steady the past: one part in ten.
const SCORE_PART: i64 = 10;
/// A mark nearer than this part of the indicator's full points is not far: four parts in ten.
const MARK_PARTS: (i64, i64) = (4, 10);

/// The median of figures, and the median of their distances from it.
struct Usual {
    /// Twice the median.
    twice: i64,
    /// Four times the usual distance.
    spread: i64,
}

/// Twice the median: the two in the middle together.
fn middle(sorted: &[i64]) -> i64 {
    sorted[(sorted.len() - 1) / 2] + sorted[sorted.len() / 2]
}

impl Usual {
    fn of(past: &mut [i64]) -> Option<Self> {
        if past.len() < LEAST {
            return None;
        }
        past.sort_unstable();
        let twice = middle(past);
        let mut distances: Vec<i64> = past.iter().map(|x| (2 * x - twice).abs()).collect();
        distances.sort_unstable();
        Some(Self { twice, spread: middle(&distances) })
    }

    /// Whether a figure lies far from it, and at least `part.0` of `part.1` parts of `whole` from it.
    fn far(&self, now: i64, whole: i64, part: (i64, i64)) -> bool {
        let off = (2 * now - self.twice).abs();
        2 * off > TIMES * self.spread && off * part.1 >= 2 * whole * part.0
    }

    /// The median, half up.
    fn median(&self) -> Score {
        Score((self.twice + 1).div_euclid(2))
    }
}

/// A subject's figures of earlier periods, newest first.
struct Past {
    scores: Vec<Vec<i64>>,
    /// By kind of inspection, subject and column.
    marks: HashMap<InspectionKind, Vec<Vec<i64>>>,
}

impl Office {
    /// Whose score, or mark on an indicator in a kind of inspection, lies far from what it was in the last periods.
    pub(super) fn far_from_past(
        &mut self,
        judged: &JudgedMonth,
        marks: &Marks,
        missing: &HashSet<usize>,
    ) -> Outcome<Vec<HintRow>> {
        let mut past = self.past_of(judged, marks)?;
        let mut hints = Vec::new();
        for (i, post) in judged.posts.iter().enumerate() {
            let outcome = &judged.judged.outcomes[i];
            let score = outcome.score.filter(|_| !missing.contains(&i));
            let usual = score.and_then(|now| Some((now, Usual::of(&mut past.scores[i])?)));
            let score = usual.filter(|(now, usual)| usual.far(now.0, usual.twice / 2, (1, SCORE_PART)));
            let far = far_marks(marks, &mut past, i);
            let Some(first) = far.first().map(|far| (far.inspection, far.column)).or(score.as_ref().map(|_| (0, 0)))
            else {
                continue;
            };
            let mut parts = Vec::new();
            let mut figures = Vec::new();
            if let Some((now, usual)) = &score {
                let count = past.scores[i].len();
                figures.push(format!("{}<{}", now.0, usual.twice));
                let args =
                    [("now", now.to_string()), ("usual", usual.median().to_string()), ("count", count.to_string())];
                parts.push(say(self.words, "hint.score-far", &args));
            }
            for far in &far {
                figures.push(format!("{}:{}<{}", far.column, far.now, far.usual.twice));
                let args = [
                    ("inspection", marks.of[far.inspection].name(self.words)),
                    ("indicator", marks.columns[far.column].0.name.clone()),
                    ("now", short(Score(far.now))),
                    ("usual", short(far.usual.median())),
                    ("full", short(Score(marks.full(far.column)))),
                ];
                parts.push(say(self.words, "hint.mark-far", &args));
            }
            let text = parts.join(&say(self.words, "hint.and", &[]));
            let mut row = hint("own-past", post.subject.0, figures.join(" "), called(judged, post.subject), text);
            row.subject = Some(post.subject);
            row.inspection = marks.of.get(first.0).map(|l| l.inspection.id);
            row.indicator = marks.columns.get(first.1).and_then(|(_, id)| *id).filter(|_| !far.is_empty());
            let off = score.map_or(0, |(now, usual)| (2 * now.0 - usual.twice).abs());
            hints.push((off, row));
        }
        // The farthest first; of equals the order of codes stays.
        hints.sort_by_key(|(off, _)| -off);
        Ok(hints.into_iter().map(|(_, row)| row).collect())
    }

    /// The scores and marks of the last closed periods of those whom the month judges.
    fn past_of(&mut self, judged: &JudgedMonth, marks: &Marks) -> Outcome<Past> {
        let at: HashMap<_, _> = judged.posts.iter().enumerate().map(|(i, post)| (post.subject, i)).collect();
        let views: Vec<_> = marks.columns.iter().map(|(view, _)| view.clone()).collect();
        let whole = |views: &[policy::IndicatorView]| views.iter().map(|v| v.full).sum::<i64>();
        let mut past = Past { scores: vec![Vec::new(); at.len()], marks: HashMap::new() };
        for back in 1..=LOOK_BACK {
            let month = judged.last.plus(-back * judged.policy.period.months());
            let scheme = match self.store.month(month)? {
                Some(_) => self.schemes_of(month)?.into_iter().find(|s| s.id() == judged.scheme()),
                None => None,
            };
            let Some(scheme) = scheme else { continue };
            if whole(&scheme.rules().indicators()) == whole(&views) {
                for (subject, score) in self.store.scores(month, scheme.id())? {
                    if let Some(&i) = at.get(&subject) {
                        past.scores[i].push(score.0);
                    }
                }
            }
            for looked in self.looked(&scheme, &views, &at)? {
                let kind = past.marks.entry(looked.inspection.kind);
                let series = kind.or_insert_with(|| vec![Vec::new(); at.len() * views.len()]);
                for (slot, mark) in looked.rows().flatten().enumerate() {
                    series[slot].extend(*mark);
                }
            }
        }
        Ok(past)
    }
}

/// A mark far from those before it.
struct FarMark {
    inspection: usize,
    column: usize,
    now: i64,
    usual: Usual,
}

fn far_marks(marks: &Marks, past: &mut Past, subject: usize) -> Vec<FarMark> {
    let width = marks.columns.len();
    let mut far = Vec::new();
    for (inspection, looked) in marks.of.iter().enumerate() {
        let Some(series) = past.marks.get_mut(&looked.inspection.kind) else { continue };
        for (column, now) in looked.row(subject).iter().enumerate() {
            // Where one finding takes everything, the fall is the rule's.
            let steps =
                !marks.columns[column].0.zero_at_one && marks.columns[column].0.entry != policy::Entry::AllOrNothing;
            let Some(now) = now.filter(|_| steps) else { continue };
            if let Some(usual) = Usual::of(&mut series[subject * width + column])
                && usual.far(now, marks.full(column), MARK_PARTS)
            {
                far.push(FarMark { inspection, column, now, usual });
            }
        }
    }
    far
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(past: &[i64], now: i64, expected: Option<bool>) {
        let usual = Usual::of(&mut past.to_vec());
        assert_eq!(usual.map(|u| u.far(now, u.twice / 2, (1, SCORE_PART))), expected, "{now} after {past:?}");
    }

    #[test]
    fn a_figure_is_far_when_it_leaves_the_usual_spread_and_a_tenth_of_the_median_behind() {
        let steady = [8500, 8600, 8500, 8400, 8500, 8600];
        check(&steady, 8600, Some(false));
        check(&steady, 7700, Some(false));
        check(&steady, 7600, Some(true));
        check(&steady, 9400, Some(true));
        let restless = [9500, 7000, 8800, 6500, 9200, 7600];
        check(&restless, 6000, Some(false));
    }

    #[test]
    fn a_past_without_any_change_still_asks_for_the_least_distance() {
        check(&[9000; 12], 8200, Some(false));
        check(&[9000; 12], 8100, Some(true));
    }

    #[test]
    fn five_months_are_no_past() {
        check(&[9000; 5], 1000, None);
    }

    #[test]
    fn the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        let usual = Usual::of(&mut [1, 2, 3, 4, 5, 6]).unwrap();
        assert_eq!((usual.twice, usual.median()), (7, Score(4)));
    }
}
