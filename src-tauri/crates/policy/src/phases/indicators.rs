//! Phase 2: marks and deductions to points in each inspection.

use std::rc::Rc;

use crate::{
    exact::Exact,
    explain::Because,
    facts::{Facts, MarkKind, NameId},
    judge::Working,
    model::Version,
    outcome::Name,
    rules::{CombineInspections, Entry, Indicator, Indicators, MissingMark, Phase, SeveralGrids, figure},
};

/// One inspection of one subject that counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheet {
    pub source: NameId,
    /// Ten-thousandths.
    pub points: i64,
    /// The place in this inspection where places count; 0 elsewhere.
    pub place: u32,
}

/// How the texts of the facts relate to the sheet of the policy.
pub(crate) struct Layout<'a> {
    pub items: Vec<Line<'a>>,
    /// By text: the position in `items`.
    item_of: Vec<Option<u16>>,
    /// By text: what the inspection is.
    pub sources: Vec<Source>,
    /// How many cells there are in all inspections together.
    cells: usize,
}

pub(crate) struct Line<'a> {
    pub clause: usize,
    pub rule: &'a Indicators,
    pub indicator: &'a Indicator,
}

/// An inspection: its kind's position in the weights, its number, and the indicators that it marks.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub kind: Option<u16>,
    pub number: u32,
    /// The worker's grid, after an `@`; empty for none.
    pub grid: Name,
    pub known: bool,
    items: Vec<u16>,
    /// Where its cells begin.
    cells: usize,
}

/// What was entered on one indicator in one inspection.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    stamp: u32,
    marked: bool,
    docked: bool,
    earned: i64,
    lost: i64,
}

impl<'a> Layout<'a> {
    pub fn of(version: &'a Version, facts: &Facts) -> Self {
        let mut items = Vec::new();
        for (clause, rule) in version.rules::<Indicators>() {
            items.extend(rule.items.iter().map(|indicator| Line { clause, rule, indicator }));
        }
        // Only texts that marks use are looked at: a month may name three thousand grids beside them.
        let names = &facts.names;
        let (mut marked, mut marking) = (vec![false; names.len()], vec![false; names.len()]);
        for mark in &facts.marks {
            marked[usize::from(mark.item.0)] = true;
            marking[usize::from(mark.source.0)] = true;
        }
        let item = |name: &Name| items.iter().position(|l| *l.indicator.name == **name).map(|at| at as u16);
        let item_of = names.iter().zip(marked).map(|(name, marked)| if marked { item(name) } else { None }).collect();
        let weights = version.rules::<CombineInspections>().next().map(|(_, c)| c.weights.as_slice());
        let several_grids = version.rules::<SeveralGrids>().next().is_some();
        let mut sources: Vec<Source> = Vec::with_capacity(names.len());
        let mut cells = 0;
        for (name, marking) in names.iter().zip(marking) {
            if marking {
                sources.push(Source { cells, ..Source::of(name, weights, several_grids, &items) });
                cells += items.len();
            } else {
                sources.push(Source::unknown(&names[0]));
            }
        }
        Self { items, item_of, sources, cells }
    }
}

impl Source {
    fn of(name: &str, weights: Option<&[(String, i64)]>, several_grids: bool, items: &[Line<'_>]) -> Self {
        let (inspection, grid) = name.split_once('@').unwrap_or((name, ""));
        let (kind, number) = inspection.split_once('/').unwrap_or((inspection, ""));
        // Where there is only one kind of inspection, a mark need not name it.
        let at = weights.and_then(|w| match w {
            [_] if kind.is_empty() => Some(0),
            _ => w.iter().position(|(k, _)| k == kind),
        });
        let marks =
            |line: &Line<'_>| line.rule.inspections.is_empty() || line.rule.inspections.iter().any(|k| k == kind);
        Self {
            kind: at.map(|at| at as u16),
            number: number.parse().unwrap_or(0),
            grid: grid.into(),
            // A grid is not put together with others where no rule says how.
            known: (weights.is_none() || at.is_some()) && (several_grids || grid.is_empty()),
            items: items.iter().zip(0..).filter(|(line, _)| marks(line)).map(|(_, at)| at).collect(),
            cells: 0,
        }
    }

    /// A text that no mark comes from.
    fn unknown(none: &Name) -> Self {
        Self { kind: None, number: 0, grid: none.clone(), known: false, items: Vec::new(), cells: 0 }
    }
}

/// Points of one indicator, or `None` when it must be marked and isn't.
fn points(line: &Line<'_>, cell: Cell) -> Option<i64> {
    let indicator = line.indicator;
    let full = indicator.full;
    let lost = match indicator.per {
        Some(per) => Exact::scaled(cell.lost).times(Exact::scaled(per)).round_half_up(10_000),
        None => cell.lost,
    };
    let base = if cell.marked {
        cell.earned.clamp(0, full)
    } else if cell.docked || indicator.entry == Entry::Deductions {
        full
    } else {
        match line.rule.missing {
            MissingMark::Unassessed => return None,
            MissingMark::Full => full,
            MissingMark::Zero => 0,
        }
    };
    Some(match indicator.entry {
        Entry::AllOrNothing => {
            if base - lost >= full {
                full
            } else {
                0
            }
        }
        _ if indicator.zero_at_one && lost > 0 => 0,
        _ => match indicator.cap {
            Some(cap) => (base - lost.min(cap)).max(0),
            None => base - lost,
        },
    })
}

/// Reads the marks of one subject into cells; used again for the derivation.
struct Desk<'l, 'a> {
    layout: &'l Layout<'a>,
    cells: Vec<Cell>,
    stamp: u32,
    touched: Vec<NameId>,
    out_of_range: bool,
}

impl<'l, 'a> Desk<'l, 'a> {
    fn new(layout: &'l Layout<'a>) -> Self {
        let cells = vec![Cell::default(); layout.cells];
        Self { layout, cells, stamp: 0, touched: Vec::new(), out_of_range: false }
    }

    /// The inspections of a subject; answers whether it has bonuses, and what it could not place.
    fn read(&mut self, marks: &[crate::facts::Mark], stray: &mut Vec<NameId>) -> bool {
        self.stamp += 1;
        self.touched.clear();
        self.out_of_range = false;
        let mut bonus = false;
        for mark in marks {
            if mark.kind == MarkKind::Bonus {
                bonus = true;
                continue;
            }
            let Some(item) = self.layout.item_of[usize::from(mark.item.0)] else {
                stray.push(mark.item);
                continue;
            };
            let inspection = &self.layout.sources[usize::from(mark.source.0)];
            if !inspection.known {
                stray.push(mark.source);
                continue;
            }
            if self.touched.last() != Some(&mark.source) && !self.touched.contains(&mark.source) {
                self.touched.push(mark.source);
            }
            let cell = &mut self.cells[inspection.cells + usize::from(item)];
            if cell.stamp != self.stamp {
                *cell = Cell { stamp: self.stamp, ..Cell::default() };
            }
            if mark.kind == MarkKind::Earned {
                cell.marked = true;
                cell.earned += mark.value;
                let full = self.layout.items[usize::from(item)].indicator.full;
                self.out_of_range |= cell.earned > full || cell.earned < 0;
            } else {
                cell.docked = true;
                cell.lost += mark.value;
            }
        }
        let sources = &self.layout.sources;
        if self.touched.len() > 1 {
            self.touched.sort_by_key(|id| {
                let source = &sources[usize::from(id.0)];
                (source.kind, source.number, *id)
            });
        }
        bonus
    }

    fn cell(&self, source: NameId, item: u16) -> Cell {
        let cell = self.cells[self.layout.sources[usize::from(source.0)].cells + usize::from(item)];
        if cell.stamp == self.stamp { cell } else { Cell::default() }
    }

    fn items(&self, source: NameId) -> &'l [u16] {
        &self.layout.sources[usize::from(source.0)].items
    }

    /// The sum of a sheet; `None` when a mark is missing.
    fn sum(&self, source: NameId) -> Option<i64> {
        let mut sum = 0;
        for item in self.items(source) {
            sum += points(&self.layout.items[usize::from(*item)], self.cell(source, *item))?;
        }
        Some(sum)
    }

    fn missing(&self, source: NameId) -> Vec<&'a str> {
        let lines = self.items(source).iter().map(|item| (&self.layout.items[usize::from(*item)], *item));
        let without = lines.filter(|(line, item)| points(line, self.cell(source, *item)).is_none());
        without.map(|(line, _)| line.indicator.name.as_str()).collect()
    }
}

pub(crate) fn run(w: &mut Working<'_>) {
    let layout = Rc::clone(&w.layout);
    let mut desk = Desk::new(&layout);
    let mut stray = Vec::new();
    let facts = w.facts;
    for i in 0..w.rows.len() {
        let start = w.sheets.len() as u32;
        if w.rows[i].assessed() {
            w.rows[i].has_bonus = desk.read(facts.marks_of(i), &mut stray);
            for at in 0..desk.touched.len() {
                let source = desk.touched[at];
                match desk.sum(source) {
                    Some(points) => w.sheets.push(Sheet { source, points, place: 0 }),
                    None => {
                        let clause = layout.items.first().map(|l| l.clause);
                        let args = vec![
                            ("inspection", facts.name(source).to_string()),
                            ("items", desk.missing(source).join(" · ")),
                        ];
                        w.flag("marks-missing", clause, Some(i), args);
                    }
                }
            }
            if desk.out_of_range {
                w.flag("mark-out-of-range", layout.items.first().map(|l| l.clause), Some(i), Vec::new());
            }
        }
        w.rows[i].sheets = (start, w.sheets.len() as u32);
    }
    stray.sort_unstable();
    stray.dedup();
    for id in stray {
        let name = facts.name(id).to_string();
        w.flag("not-on-the-sheet", None, None, vec![("name", name)]);
    }
}

/// For each subject the points of some indicators over the inspections that count: their means, in the order given.
pub(crate) fn keys(w: &Working<'_>, wanted: &[String]) -> Vec<Vec<Exact>> {
    let layout = Rc::clone(&w.layout);
    let mut desk = Desk::new(&layout);
    let at = |name: &String| layout.items.iter().position(|l| l.indicator.name == *name);
    let items: Vec<usize> = wanted.iter().filter_map(at).collect();
    let mut out = Vec::with_capacity(w.rows.len());
    for (i, row) in w.rows.iter().enumerate() {
        desk.read(w.facts.marks_of(i), &mut Vec::new());
        let sheets = &w.sheets[row.sheets.0 as usize..row.sheets.1 as usize];
        let mean = |item: &usize| {
            let on = |sheet: &Sheet| points(&layout.items[*item], desk.cell(sheet.source, *item as u16));
            let got = || sheets.iter().filter_map(on).map(i128::from);
            Exact::new(got().sum(), got().count().max(1) as i128 * 10_000)
        };
        out.push(items.iter().map(mean).collect());
    }
    out
}

pub(crate) fn reasons(w: &Working<'_>, i: usize, because: &mut Because<'_>) {
    if !w.rows[i].assessed() {
        return;
    }
    let layout = Rc::clone(&w.layout);
    let mut desk = Desk::new(&layout);
    desk.read(w.facts.marks_of(i), &mut Vec::new());
    for source in &desk.touched {
        let mut clauses: Vec<usize> =
            desk.items(*source).iter().map(|at| layout.items[usize::from(*at)].clause).collect();
        clauses.dedup();
        for clause in clauses {
            let mut parts = Vec::new();
            let mut sum = Some(0);
            for at in desk.items(*source) {
                let line = &layout.items[usize::from(*at)];
                if line.clause != clause {
                    continue;
                }
                let cell = desk.cell(*source, *at);
                let got = points(line, cell);
                sum = sum.zip(got).map(|(sum, got)| sum + got);
                let full = figure(line.indicator.full, 4);
                let name = &line.indicator.name;
                parts.push(match got {
                    None => format!("{name} —/{full}"),
                    Some(got) if cell.lost != 0 => {
                        format!("{name} {}/{full} (−{})", figure(got, 4), figure(cell.lost, 4))
                    }
                    Some(got) => format!("{name} {}/{full}", figure(got, 4)),
                });
            }
            let sum = sum.map(|sum| figure(sum, 4));
            let inputs = vec![
                ("inspection", w.facts.name(*source).to_string()),
                ("items", parts.join(" · ")),
                ("points", sum.clone().unwrap_or_else(|| "—".into())),
            ];
            let words = if sum.is_some() { "sheet" } else { "sheet-missing" };
            because.add(Some(clause), Phase::Indicators, words, inputs, &sum.unwrap_or_else(|| "—".into()));
        }
    }
}
