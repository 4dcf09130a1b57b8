//! Marks as inspectors give them: a village's ground, a worker's diligence, the season, and the day.

use domain::{InspectionKind, MarkValue, Month, Score};
use policy::{Entry, IndicatorView, Version};

use super::chance::Chance;

/// Half a point, the step in which marks are given.
const STEP: i64 = 50;

/// What is marked.
pub(super) struct Sheet {
    pub(super) views: Vec<IndicatorView>,
    pub(super) kinds: Vec<InspectionKind>,
}

/// How good the ground of a worker is in a month.
#[derive(Clone, Copy)]
pub(super) struct Ground {
    /// Tenths of a percent of the full points.
    pub(super) rate: i64,
    /// A burning heap was found.
    pub(super) burnt: bool,
}

/// Tenths of a percent that the season adds: harvests leave straw, the weeks before the Spring Festival are clean.
pub(super) fn season(month: Month) -> i64 {
    [5, 12, 0, 3, 0, -12, -10, -8, -4, -12, 0, 6][month.month() as usize - 1]
}

impl Sheet {
    pub(super) fn of(version: &Version) -> Self {
        let kinds: Vec<_> = version.inspections().iter().filter_map(|kind| InspectionKind::parse(kind)).collect();
        let kinds = if kinds.is_empty() { vec![InspectionKind::Joint] } else { kinds };
        Self { views: version.indicators(), kinds }
    }

    /// One inspection's marks, an indicator each; `None` where the inspection doesn't look.
    pub(super) fn marks(&self, kind: InspectionKind, ground: Ground, chance: &mut Chance) -> Vec<Option<MarkValue>> {
        let full: i64 = self.views.iter().map(|v| v.full).sum();
        let whole: i64 = self.views.iter().filter(|v| v.zero_at_one).map(|v| v.full).sum();
        // What is all there unless something burns is taken out, so that the total comes to the rate.
        let rate = if full > whole { (ground.rate * full - 1000 * whole) / (full - whole) } else { ground.rate };
        let rate = (rate + chance.between(-25, 25)).clamp(0, 1000);
        let sees = |v: &IndicatorView| v.inspections.is_empty() || v.inspections.iter().any(|k| k == kind.zh());
        self.views.iter().map(|v| sees(v).then(|| one(v, rate, ground.burnt, chance))).collect()
    }
}

fn one(view: &IndicatorView, rate: i64, burnt: bool, chance: &mut Chance) -> MarkValue {
    let full = view.full / 100;
    // The day's luck, and a throw that rounds to the step without leaning up or down.
    let luck = chance.between(-full / 16, full / 16) + chance.between(0, STEP - 1);
    let stepped = |points: i64, most: i64| Score(((points + luck).div_euclid(STEP) * STEP).clamp(0, most));
    let lost = full * (1000 - rate) / 1000;
    match view.entry {
        _ if view.zero_at_one => MarkValue::Lost(Score(if burnt { 4 * STEP } else { 0 })),
        Entry::Earned => MarkValue::Earned(stepped(full * rate / 1000, full)),
        Entry::Deductions => MarkValue::Lost(stepped(lost, view.cap.map_or(full, |cap| cap / 100))),
        Entry::AllOrNothing => MarkValue::Earned(Score(if chance.between(0, 999) < rate { full } else { 0 })),
    }
}
