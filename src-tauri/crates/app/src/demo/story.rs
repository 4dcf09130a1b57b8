//! Month after month as an office lives it: the last month is published, decided and closed while the new one runs;
//! on the 26th the new one's marks are in.

use domain::{Date, Finder, InspectionKind, Month, Outcome};

use super::{
    cast::Cast,
    chance::Chance,
    decisions, evidence,
    left::Left,
    marks::{Ground, Sheet, season},
    moves,
    problems::{self, Given},
    town::Town,
    twice,
};
use crate::{
    Clock, Office,
    month::marks::start_scoring,
    office::{Deed, topic},
    view::InspectionForm,
};

/// The town through its months.
pub(super) struct Story<'a> {
    pub(super) office: &'a mut Office,
    pub(super) town: Town,
    pub(super) cast: Cast,
    pub(super) sheet: Sheet,
    pub(super) seed: u64,
    pub(super) first: Month,
    pub(super) months: usize,
    pub(super) inspectors: [String; 2],
    /// The grid that is split, when there is one.
    pub(super) splits: Option<usize>,
    pub(super) left: Vec<Left>,
}

impl Story<'_> {
    pub(super) fn month(&self, at: usize) -> Month {
        self.first.plus(i32::try_from(at).unwrap_or(0))
    }

    /// Whether the month is `back` before the last: 0 is the last.
    pub(super) fn is(&self, at: usize, back: usize) -> bool {
        at + back + 1 == self.months
    }

    /// Nine in the morning of a day of a month.
    fn on(&mut self, at: usize, day: u64) -> Date {
        let date = self.month(at).first_day() + chrono::Days::new(day - 1);
        set_day(&mut self.office.clock, date);
        date
    }

    /// One calendar month of the office's work.
    pub(super) fn live(&mut self, at: usize) -> Outcome<()> {
        self.on(at, 1);
        self.office.open_month(self.month(at))?;
        if at == 0 {
            problems::list(self)?;
        }
        let before = at.checked_sub(1);
        if let Some(before) = before {
            self.on(at, 2);
            self.office.publish(self.month(before))?;
            let judged = self.office.judge(self.month(before))?;
            let day = self.on(at, 4);
            decisions::appeals(self, &judged, before, day)?;
            let day = self.on(at, 9);
            decisions::confirm(self, &judged, before, day)?;
        }
        let day = self.on(at, 11);
        self.moves(at, day)?;
        if let Some(before) = before {
            let day = self.on(at, 12);
            problems::follow(self, before, day)?;
            let day = self.on(at, 16);
            decisions::close(self, before, day)?;
            let day = self.on(at, 18);
            decisions::hand_out(self, before, day)?;
        }
        if at == self.months.saturating_sub(3) {
            let day = self.on(at, 20);
            super::boards::hang(self, day)?;
        }
        let day = self.on(at, 26);
        self.score(at, day)?;
        if self.is(at, 1) {
            problems::penalties(self, at)?;
        }
        Ok(())
    }

    fn moves(&mut self, at: usize, day: Date) -> Outcome<()> {
        if self.months >= 3
            && at == self.months / 2
            && let Some(plot) = self.splits
        {
            moves::split(self.office, &mut self.town, plot, day)?;
        }
        for (nth, back) in [(0, 1), (1, 3)] {
            if self.is(at, back)
                && at > 0
                && let Some(&pair) = self.cast.swaps.get(nth)
            {
                moves::swap(self.office, &mut self.town, pair, day)?;
            }
        }
        if self.is(at, 2)
            && let Some(leaver) = self.cast.leaver
        {
            moves::replace(self.office, &mut self.town, leaver, day)?;
        }
        if self.is(at, 0) && at > 0 {
            for nth in 0..=self.town.plots.len() / 60 {
                let plot = (nth * 37 + 5) % self.town.plots.len();
                if self.town.plots[plot].open {
                    moves::new_head(self.office, &mut self.town, plot, day)?;
                }
            }
        }
        Ok(())
    }

    /// The month's evidence and marks.
    fn score(&mut self, at: usize, today: Date) -> Outcome<()> {
        let month = self.month(at);
        let mut chance = Chance::new(self.seed, 1000 + at as u64);
        let mut resting = evidence::standings(self.office, &self.town, &self.cast, (month, at), &mut chance)?;
        if let Some(leaver) = self.cast.leaver.filter(|_| self.is(at, 2)) {
            evidence::handed_over(self.office, &self.town, leaver, month)?;
            resting.push(leaver);
        }
        for (back, who, level) in [
            (1, self.cast.twice, Finder::Township),
            (3, self.cast.thrice, Finder::Township),
            (3, self.cast.county, Finder::County),
        ] {
            if let Some(worker) = who.filter(|_| self.is(at, back)) {
                let day = month.first_day() + chrono::Days::new(19);
                evidence::finding(self.office, &self.town, worker, (month, day), level)?;
            }
        }
        evidence::extras(self.office, &self.town, &self.cast, month, &resting, &mut chance)?;
        let given = self.mark(at, &resting, &mut chance)?;
        problems::find(self, at, &given, today)?;
        if self.is(at, 0) {
            twice::enter(self, at, &given)?;
        }
        Ok(())
    }

    /// What a worker's ground looks like this month.
    fn ground(&self, at: usize, worker: usize, chance: &mut Chance) -> Ground {
        let w = &self.town.workers[worker];
        let drift = (at as i64 * 2 - self.months as i64).clamp(-12, 12);
        let around = w.skill + self.town.village_of(worker).quality + season(self.month(at)) + drift;
        let rate = (842 + around + chance.around_zero(38)).clamp(560, 995);
        let burnt = chance.percent(if rate < 740 { 8 } else { 2 });
        let fails = [
            (1, self.cast.thrice),
            (5, self.cast.thrice),
            (4, self.cast.twice),
            (2, self.cast.once),
            (1, self.cast.appeals),
            // The marks that are still to come in bring a first failure with them.
            (0, self.cast.missing.first().copied()),
        ]
        .iter()
        .any(|&(back, who)| who == Some(worker) && self.is(at, back));
        if fails {
            return Ground { rate: 560, burnt: true };
        }
        if self.cast.is_led(worker) {
            return Ground { rate: rate.clamp(720, 880), burnt: false };
        }
        Ground { rate, burnt }
    }

    fn mark(&mut self, at: usize, resting: &[usize], chance: &mut Chance) -> Outcome<Vec<Given>> {
        let month = self.month(at);
        let inspections = self.inspect(month)?;
        let mut given: Vec<Given> = Vec::new();
        let workers: Vec<usize> = self.town.in_post(month.first_day(), month.last_day()).collect();
        for &worker in &workers {
            let ground = self.ground(at, worker, chance);
            for &(kind, inspection) in &inspections {
                let marks = self.sheet.marks(kind, ground, chance);
                if self.is(at, 0) && self.cast.missing.contains(&worker) {
                    self.left.push(Left { worker, kind, marks });
                } else if !resting.contains(&worker) {
                    given.push((inspection, worker, marks));
                }
            }
        }
        if let Some((first, second)) = self.cast.tie.filter(|_| self.is(at, 0) || self.is(at, 1)) {
            let model: Vec<_> = given.iter().filter(|g| g.1 == first).map(|g| (g.0, g.2.clone())).collect();
            for entry in given.iter_mut().filter(|g| g.1 == second) {
                if let Some((_, marks)) = model.iter().find(|(inspection, _)| *inspection == entry.0) {
                    entry.2.clone_from(marks);
                }
            }
        }
        // The file keeps marks in this order.
        given.sort_by_key(|g| (g.0, self.town.workers[g.1].id));
        let record = self.office.entry_month(month)?;
        let deed = Deed::new("demo-marks", &[topic::MONTH, topic::OUTCOMES])
            .with("month", month)
            .with("count", given.iter().flat_map(|g| g.2.iter().flatten()).count())
            .for_good();
        let (town, views) = (&self.town, &self.sheet.views);
        self.office.write(deed, |tx| {
            start_scoring(tx, &record)?;
            let indicators = views.iter().map(|v| tx.indicator(&v.name)).collect::<Outcome<Vec<_>>>()?;
            for (inspection, worker, marks) in &given {
                for (indicator, mark) in indicators.iter().zip(marks) {
                    if mark.is_some() {
                        tx.put_mark(*inspection, town.workers[*worker].id.into(), *indicator, *mark)?;
                    }
                }
            }
            Ok(())
        })?;
        Ok(given)
    }

    /// The month's inspections, one of each kind, with who went and when.
    fn inspect(&mut self, month: Month) -> Outcome<Vec<(InspectionKind, i64)>> {
        let there = self.office.inspections(month)?;
        let mut inspections = Vec::new();
        for (nth, &kind) in self.sheet.kinds.iter().enumerate() {
            let form = InspectionForm {
                id: there.iter().find(|i| i.kind == kind).map(|i| i.id),
                month,
                scheme: None,
                kind,
                inspector: self.inspectors[nth % 2].clone(),
                held_on: Some(month.first_day() + chrono::Days::new(11 + 9 * nth as u64)),
            };
            inspections.push((kind, self.office.save_inspection(&form)?.0));
        }
        Ok(inspections)
    }
}

/// Puts the fixed clock to nine in the morning of a day; ids count on.
pub(super) fn set_day(clock: &mut Clock, day: Date) {
    if let (Clock::Fixed { now, .. }, Clock::Fixed { now: then, .. }) = (clock, Clock::on(day)) {
        *now = then;
    }
}
