//! Draws by lot: made, shown, drawn again. A draw is never replaced: another for the same purpose says why, and stands beside
//! the first, even when that was taken back by an undo.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Candidate, Fault, Grid, GridId, Inspection, Lot, LotKind, Month, MonthState, Outcome, Problem, chars};

use super::{
    draw::{digits_of, drawn, seed_from},
    visit::ground,
};
use crate::{
    Office, Post, Register, Scheme,
    office::{Deed, topic},
    papers::inspection_name,
    view::{Changed, LotCheck, LotForm, LotLine, LotPlace, LotView, LotsView},
};

/// How many characters a seed may have: it is read out.
const SEED_CHARS: usize = 40;
/// How many digits of a candidate's number are shown; more than enough to put them in order.
const SHOWN_DIGITS: usize = 12;

/// What a draw is made from.
pub(super) struct Ground {
    pub(super) inspection: Inspection,
    pub(super) scheme: Scheme,
    pub(super) posts: Vec<Post>,
    pub(super) register: std::sync::Arc<Register>,
}

impl Ground {
    /// The villages of the inspection's subjects, in the order of its way.
    fn villages(&self, order: &[(usize, bool)]) -> Vec<&Grid> {
        let mut seen = BTreeSet::new();
        let of = |(i, _): &(usize, bool)| self.register.village(self.posts[*i].grid);
        order.iter().filter_map(of).filter(|v| seen.insert(v.id)).collect()
    }
}

/// Households by grid, with every grid above counting them too.
struct Households {
    of: BTreeMap<GridId, Vec<Candidate>>,
}

impl Households {
    fn of(&self, place: GridId) -> &[Candidate] {
        self.of.get(&place).map_or(&[], Vec::as_slice)
    }

    fn count(&self, place: GridId) -> u32 {
        u32::try_from(self.of(place).len()).unwrap_or(u32::MAX)
    }
}

impl Office {
    /// An inspection with its scheme and whom that judges.
    pub(super) fn ground(&mut self, month: Month, inspection: i64) -> Outcome<Ground> {
        let inspection = self.inspection_of(month, inspection)?;
        let scheme = self.scheme_in(month, Some(&inspection.scheme))?;
        let register = self.register()?;
        let posts = register.subjects(scheme.policy.subject, scheme.span());
        Ok(Ground { inspection, scheme, posts, register })
    }

    fn household_candidates(&mut self) -> Outcome<Households> {
        let register = self.register()?;
        let mut of: BTreeMap<GridId, Vec<Candidate>> = BTreeMap::new();
        for h in self.store.households(None)? {
            let Some(grid) = register.grid(h.grid) else { continue };
            let one = Candidate {
                key: format!("{}-{}", grid.code, h.number),
                name: format!("{} {}", h.number, h.head),
                grid: h.grid,
            };
            for above in register.upwards(h.grid) {
                of.entry(above.id).or_default().push(one.clone());
            }
        }
        Ok(Households { of })
    }

    /// The draws of an inspection, and what can be drawn.
    pub fn lots(&mut self, month: Month, inspection: i64) -> Outcome<LotsView> {
        let ground = self.ground(month, inspection)?;
        let households = self.household_candidates()?;
        let order = self.visit(inspection)?.order(&ground.posts, &ground.register);
        let place = |g: &Grid, name: String| LotPlace {
            grid: g.id,
            code: g.code.clone(),
            name,
            households: households.count(g.id),
        };
        let villages: Vec<_> = ground.villages(&order).into_iter().map(|v| place(v, v.name.clone())).collect();
        let mut grids = Vec::new();
        for (i, _) in &order {
            let own = ground.posts[*i].grid;
            if let Some(grid) = ground.register.grid(own).filter(|g| grids.iter().all(|p: &LotPlace| p.grid != g.id))
                && villages.iter().all(|v| v.grid != own)
            {
                grids.push(place(grid, ground.register.label(own)));
            }
        }
        let record = self.month_record(month)?;
        Ok(LotsView {
            month,
            inspection,
            editable: !self.read_only() && matches!(record.state, MonthState::Open | MonthState::Scoring),
            villages,
            grids,
            lots: self.lot_views(inspection)?,
        })
    }

    /// Every draw of an inspection, those taken back among them, by purpose and number.
    pub(crate) fn lot_views(&mut self, inspection: i64) -> Outcome<Vec<LotView>> {
        let register = self.register()?;
        let standing = self.store.lots(inspection)?.into_iter().map(|lot| (lot, false));
        let withdrawn = self.store.withdrawn_lots(inspection)?.into_iter().map(|lot| (lot, true));
        let mut all: Vec<(Lot, bool)> = standing.chain(withdrawn).collect();
        all.sort_by_key(|(lot, _)| (lot.purpose(), lot.number));
        let last = |lot: &Lot| all.iter().rfind(|(l, back)| !back && l.purpose() == lot.purpose()).map(|(l, _)| l.id);
        Ok(all
            .iter()
            .map(|(lot, withdrawn)| LotView {
                id: if *withdrawn { 0 } else { lot.id },
                kind: lot.kind,
                place: lot.place,
                place_name: lot.place.map(|g| register.label(g)).unwrap_or_default(),
                number: lot.number,
                seed: lot.seed.clone(),
                on: lot.on,
                by: lot.by.clone(),
                reason: lot.reason.clone(),
                holds: !withdrawn && last(lot) == Some(lot.id),
                withdrawn: *withdrawn,
                candidates: digits_of(&lot.seed, &lot.candidates)
                    .into_iter()
                    .map(|(digits, c)| LotLine {
                        key: c.key.clone(),
                        name: c.name.clone(),
                        digits: digits.chars().take(SHOWN_DIGITS).collect(),
                        drawn: lot.drawn.contains(&c.key),
                    })
                    .collect(),
            })
            .collect())
    }

    /// A seed by chance: eight digits.
    pub fn offer_seed(&mut self) -> String {
        seed_from(&self.clock.new_id())
    }

    /// Draws, once for each place; everything is recorded, and shown by the same rule to anybody.
    pub fn draw_lots(&mut self, form: &LotForm) -> Outcome<Changed> {
        self.entry_month(form.month)?;
        let ground = self.ground(form.month, form.inspection)?;
        let seed = form.seed.trim();
        let mut problems = Vec::new();
        if seed.is_empty() || chars(seed) > SEED_CHARS || seed.chars().any(char::is_control) {
            problems.push(Problem::new("lot-seed").with("most", SEED_CHARS));
        }
        let lots = self.lots_to_draw(form, &ground, seed, &mut problems)?;
        if !problems.is_empty() {
            return Err(Fault::refused(problems));
        }
        let (what, count) =
            (lots.iter().map(|l| l.place).collect::<Vec<_>>(), lots.iter().map(|l| l.drawn.len()).sum::<usize>());
        let names: Vec<_> = what.iter().flatten().take(3).map(|g| ground.register.label(*g)).collect();
        let more = if what.len() > 3 { "…" } else { "" };
        let deed = Deed::new("draw-lots", &[topic::MONTH])
            .with("month", form.month)
            .with("inspection", inspection_name(&ground.inspection))
            .with("kind", form.kind.zh())
            .with("places", names.join("、") + more)
            .with("count", count)
            .with("seed", seed)
            .because(&form.reason);
        let ((), changed) = self.write(deed, |tx| lots.iter().try_for_each(|lot| tx.add_lot(lot).map(drop)))?;
        Ok(changed)
    }

    fn lots_to_draw(
        &mut self,
        form: &LotForm,
        ground: &Ground,
        seed: &str,
        problems: &mut Vec<Problem>,
    ) -> Outcome<Vec<Lot>> {
        let order = self.visit(form.inspection)?.order(&ground.posts, &ground.register);
        let villages: Vec<Candidate> = ground
            .villages(&order)
            .into_iter()
            .map(|v| Candidate { key: v.code.clone(), name: v.name.clone(), grid: v.id })
            .collect();
        let households = self.household_candidates()?;
        let places: BTreeSet<GridId> = form.places.iter().copied().collect();
        let purposes: Vec<Option<GridId>> = match form.kind {
            LotKind::Households => places.into_iter().map(Some).collect(),
            LotKind::Route | LotKind::Villages => vec![None],
        };
        if purposes.is_empty() {
            problems.push(Problem::new("lot-no-place"));
        }
        let mut before = self.store.lots(form.inspection)?;
        before.extend(self.store.withdrawn_lots(form.inspection)?);
        let by = self.clerk()?;
        let mut lots = Vec::new();
        for place in purposes {
            let name = place.map(|g| ground.register.label(g)).unwrap_or_default();
            let mut candidates = match place {
                Some(place) => households.of(place).to_vec(),
                None => villages.clone(),
            };
            candidates.sort_by(|a, b| a.key.cmp(&b.key));
            let most = candidates.len();
            let count = if form.kind == LotKind::Route { most } else { form.count as usize };
            if most == 0 {
                let code = if place.is_some() { "lot-no-households" } else { "lot-no-villages" };
                problems.push(Problem::new(code).at(&name));
            } else if count == 0 || (count > most && place.is_none()) {
                problems.push(Problem::new("lot-count").at(&name).with("count", count).with("most", most));
            }
            let same = before.iter().filter(|l| l.purpose() == (form.kind, place));
            let number = same.map(|l| l.number).max().unwrap_or(0) + 1;
            if number > 1 && form.reason.trim().is_empty() {
                problems.push(Problem::new("lot-again").at(&name).with("number", number));
            }
            lots.push(Lot {
                id: 0,
                inspection: form.inspection,
                kind: form.kind,
                place,
                number,
                seed: seed.to_string(),
                drawn: drawn(seed, &candidates, count),
                candidates,
                on: self.clock.today(),
                by: by.clone(),
                reason: if number > 1 { form.reason.trim().to_string() } else { String::new() },
            });
        }
        Ok(lots)
    }

    /// Draws again from what is recorded, and says whether it comes out the same.
    pub fn verify_lot(&self, id: i64) -> Outcome<LotCheck> {
        let lot = self.store.lot(id)?.ok_or_else(|| Problem::new("lot-missing"))?;
        let same = repeats(&lot);
        let key = if same { "lots.verified" } else { "lots.differs" };
        let (count, of) = (lot.drawn.len().to_string(), lot.candidates.len().to_string());
        let args = [("seed", lot.seed.as_str()), ("count", &count), ("of", &of)];
        Ok(LotCheck { same, text: self.words.text(key, args.as_slice()) })
    }

    /// Draws in the file that don't come out the same when they are made again.
    pub(crate) fn lot_problems(&self) -> Outcome<Vec<Problem>> {
        let mut problems = Vec::new();
        for record in self.store.months()? {
            for inspection in self.store.inspections(record.month)? {
                let wrong = self.store.lots(inspection.id)?.into_iter().filter(|lot| !repeats(lot));
                problems.extend(wrong.map(|lot| {
                    Problem::new("lot-differs")
                        .at(format!("{} {}", record.month, inspection_name(&inspection)))
                        .with("kind", lot.kind.zh())
                        .with("number", lot.number)
                }));
            }
        }
        Ok(problems)
    }

    /// The households drawn for an inspection that hold, each once.
    pub(super) fn drawn_households(&self, inspection: i64) -> Outcome<Vec<Candidate>> {
        let mut last: BTreeMap<GridId, Lot> = BTreeMap::new();
        for lot in self.store.lots(inspection)? {
            if let Some(place) = lot.place {
                last.insert(place, lot);
            }
        }
        let mut found: Vec<Candidate> = Vec::new();
        for lot in last.values() {
            for one in lot.drawn.iter().filter_map(|key| lot.candidate(key)) {
                if found.iter().all(|c| c.key != one.key) {
                    found.push(one.clone());
                }
            }
        }
        Ok(found)
    }

    /// Every household that was ever drawn for an inspection, those of earlier draws too.
    pub(super) fn ever_drawn(&self, inspection: i64) -> Outcome<BTreeMap<String, Candidate>> {
        let lots = self.store.lots(inspection)?.into_iter().filter(|l| l.kind == LotKind::Households);
        Ok(lots.flat_map(|l| l.candidates).map(|c| (c.key.clone(), c)).collect())
    }
}

fn repeats(lot: &Lot) -> bool {
    !lot.drawn.is_empty() && drawn(&lot.seed, &lot.candidates, lot.drawn.len()) == lot.drawn
}

impl Ground {
    /// The grid under which a subject's row stands.
    pub(super) fn band(&self, position: usize) -> Option<&Grid> {
        ground(&self.register, &self.posts[position])
    }
}
