//! The township's own list of common problems, chosen by number.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use domain::{CommonDefect, Fault, Outcome, Problem, Score, fold_width};

use super::ALONE;
use crate::{
    Office,
    import::tables,
    month::marks::short,
    office::Deed,
    view::{Changed, CommonDefectForm},
};

/// The list that a new township may begin with, beside the policies and templates.
const STARTING: &str = "defects/common.csv";
/// A problem that may wait longer than this is no problem.
const MOST_DAYS: u32 = 365;
/// The headings of a table, in any order: number, what, indicator, points, days.
const HEADINGS: [&[&str]; 5] =
    [&["编号", "序号"], &["问题", "常见问题"], &["指标", "考评指标"], &["扣分"], &["整改工作日", "整改期限"]];

impl Office {
    /// The list.
    pub fn common_defects(&self) -> Outcome<Vec<CommonDefectForm>> {
        Ok(self.store.common_defects()?.into_iter().map(shown).collect())
    }

    /// What a new township may begin with: indicators and points only where the policy in force has the indicator.
    pub fn starting_common_defects(&mut self) -> Outcome<Vec<CommonDefectForm>> {
        let path = self.assets.join(STARTING);
        let mut list = self.common_defects_from(&path)?;
        let mut known = HashSet::new();
        if let Some(last) = self.store.months()?.last() {
            for scheme in self.schemes_in(last.month)? {
                known.extend(scheme.rules().indicators().into_iter().map(|view| view.name));
            }
        }
        for row in list.iter_mut().filter(|row| !known.contains(&row.indicator)) {
            (row.indicator, row.lost) = (String::new(), String::new());
        }
        Ok(list)
    }

    /// A list from a table with the columns 编号, 问题, 指标, 扣分 and 整改工作日; nothing is written.
    pub fn common_defects_from(&self, path: &Path) -> Outcome<Vec<CommonDefectForm>> {
        let found = tables(path)?;
        let unreadable = || Fault::unreadable(Problem::new("common-no-columns").at(path.display()));
        let table = found.iter().find(|t| !t.hidden && t.height() > 0).ok_or_else(unreadable)?;
        let head: Vec<&str> = table.row(0).iter().map(|cell| cell.text.trim()).collect();
        let at = HEADINGS.map(|names| head.iter().position(|text| names.contains(text)));
        let [Some(number), Some(what), ..] = at else { return Err(unreadable()) };
        let mut list = Vec::new();
        let mut problems = Vec::new();
        for row in 1..table.height() {
            let text = |column: usize| fold_width(table.cell(row, column).text.trim());
            let maybe = |heading: usize| at[heading].map(text).unwrap_or_default();
            if (text(number) + &text(what)).is_empty() {
                continue;
            }
            let count = |column: usize, text: &str| {
                text.parse::<u32>()
                    .map_err(|_| Problem::new("common-number").at(table.address(row, column)).with("text", text))
            };
            let days = maybe(4);
            let days = if days.is_empty() { Ok(None) } else { count(at[4].unwrap_or_default(), &days).map(Some) };
            match (count(number, &text(number)), days) {
                (Ok(number), Ok(days)) => list.push(CommonDefectForm {
                    number,
                    what: table.cell(row, what).text.trim().into(),
                    indicator: at[2].map(|c| table.cell(row, c).text.trim().to_string()).unwrap_or_default(),
                    lost: maybe(3),
                    days,
                }),
                (number, days) => problems.extend(number.err().into_iter().chain(days.err())),
            }
        }
        if problems.is_empty() { Ok(list) } else { Err(Fault::refused(problems)) }
    }

    /// Writes the list whole: what it has no more is taken off; what was found as it keeps what it says.
    pub fn save_common_defects(&mut self, list: &[CommonDefectForm]) -> Outcome<Changed> {
        let stored: HashMap<u32, i64> = self.store.common_defects()?.into_iter().map(|c| (c.number, c.id)).collect();
        let mut problems = Vec::new();
        let mut seen = HashSet::new();
        let mut rows = Vec::new();
        for form in list {
            let mut wrong = |code: &str| problems.push(Problem::new(code).at(form.number));
            if form.number == 0 {
                wrong("common-number-zero");
            }
            if !seen.insert(form.number) {
                wrong("common-number-twice");
            }
            if form.what.trim().is_empty() {
                wrong("defect-needs-what");
            }
            if form.days.is_some_and(|days| days > MOST_DAYS) {
                wrong("common-days");
            }
            let lost = match form.lost.trim() {
                "" => None,
                text => match Score::parse(text).filter(|s| s.0 >= 0) {
                    Some(score) => Some(score),
                    None => {
                        problems.push(Problem::new("defect-points-unreadable").at(form.number).with("text", text));
                        None
                    }
                },
            };
            rows.push(CommonDefect {
                id: stored.get(&form.number).copied().unwrap_or(0),
                number: form.number,
                what: form.what.trim().into(),
                indicator: form.indicator.trim().into(),
                lost,
                days: form.days,
            });
        }
        if !problems.is_empty() {
            return Err(Fault::refused(problems));
        }
        let deed = Deed::new("save-common-defects", ALONE).with("count", rows.len());
        let ((), changed) = self.write(deed, |tx| {
            let gone = stored.iter().filter(|(number, _)| !seen.contains(number));
            gone.map(|(_, id)| id).try_for_each(|id| tx.remove_common_defect(*id))?;
            rows.iter().try_for_each(|row| tx.put_common_defect(row))
        })?;
        Ok(changed)
    }
}

fn shown(c: CommonDefect) -> CommonDefectForm {
    CommonDefectForm {
        number: c.number,
        what: c.what,
        indicator: c.indicator,
        lost: c.lost.map(short).unwrap_or_default(),
        days: c.days,
    }
}
