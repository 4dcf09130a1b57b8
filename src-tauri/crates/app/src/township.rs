//! A new township from the assistant's three steps: the places, the rules, the people.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use domain::{Date, Fault, GridId, GridLevel, Month, Outcome, Problem};

use crate::{
    Office, Setting,
    grids::{PROVISIONAL, free_code, new_grid},
    office::{Deed, topic},
    policies::read_text,
    view::{ImportReport, Settings},
};

/// What the assistant was told.
#[derive(Debug, Clone)]
pub struct NewTownship {
    /// The township's name.
    pub township: String,
    /// Its villages, in route order.
    pub villages: Vec<String>,
    /// A preset's id.
    pub preset: String,
    /// A roster to begin with.
    pub roster: Option<PathBuf>,
    /// The first month.
    pub from: Month,
}

/// Makes a new office file: township and villages with provisional codes, the preset adopted from the first month,
/// that month open, and the roster's people. What the roster has wrong is reported and doesn't stop the rest; any
/// other refusal leaves no file behind.
pub fn new_township(path: &Path, plan: &NewTownship, setting: &Setting) -> Outcome<Option<ImportReport>> {
    let villages: Vec<_> = plan.villages.iter().map(|v| v.trim()).filter(|v| !v.is_empty()).collect();
    let mut problems = Vec::new();
    if plan.township.trim().is_empty() {
        problems.push(Problem::new("grid-name-empty").with("code", PROVISIONAL));
    }
    let mut seen = HashSet::new();
    for village in villages.iter().filter(|v| !seen.insert(**v)) {
        problems.push(Problem::new("village-twice").at(village).with("name", village));
    }
    let preset = setting.assets.join("policies").join(&plan.preset).join("policy.yaml");
    if plan.preset.trim().is_empty() || !preset.is_file() {
        problems.push(Problem::new("preset-missing").with("id", &plan.preset));
    }
    if !problems.is_empty() {
        return Err(Fault::refused(problems));
    }
    let text = read_text(&preset)?;
    let mut office = Office::create(path, setting)?;
    let made = office.found(plan, &villages, &text);
    drop(office);
    if made.is_err() {
        let _ = fs::remove_file(path);
    }
    made
}

impl Office {
    fn found(&mut self, plan: &NewTownship, villages: &[&str], policy: &str) -> Outcome<Option<ImportReport>> {
        let opened = first_of_year(plan.from);
        let mut uuids: Vec<_> = (0..=villages.len()).map(|_| self.clock.new_id()).collect();
        let mut draft = self.draft()?;
        let name = plan.township.trim();
        let mut next = |draft: &mut crate::draft::Draft, level, parent, name: &str, route| {
            let id = GridId(draft.fresh());
            let mut grid = new_grid(id, uuids.pop().unwrap_or_default(), level, parent, name, opened);
            grid.route = route;
            grid.code = free_code(draft, &grid);
            draft.grid(grid);
            id
        };
        let root = next(&mut draft, GridLevel::Township, None, name, None);
        for (route, village) in (1..).zip(villages) {
            next(&mut draft, GridLevel::Village, Some(root), village, Some(route));
        }
        let draft = draft.checked()?;
        let settings = Settings { township: name.to_string(), ..Settings::fresh() };
        let (key, json) = Self::settings_json(&settings);
        let deed = Deed::new("new-township", topic::ALL).with("name", name).with("villages", villages.len()).for_good();
        self.write(deed, |tx| {
            tx.put_setting(key, &json)?;
            draft.write(tx).map(drop)
        })?;
        self.adopt_text(policy, plan.from)?;
        self.open_month(plan.from)?;
        plan.roster.as_deref().map(|roster| self.import_roster(roster, false)).transpose().map(|r| r.map(|(r, _)| r))
    }
}

/// Grids that were there before the office had this program: from the first day of the year, and from earlier as soon
/// as a roster says so.
fn first_of_year(month: Month) -> Date {
    Month::new(month.year(), 1).unwrap_or(month).first_day()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grids::tests::setting;

    fn plan(villages: &[&str]) -> NewTownship {
        NewTownship {
            township: "青禾镇".into(),
            villages: villages.iter().map(ToString::to_string).collect(),
            preset: "default".into(),
            roster: None,
            from: "2026-07".parse().unwrap(),
        }
    }

    #[test]
    fn a_new_township_has_its_villages_its_policy_and_its_first_month_open() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("新.jingge");
        let roster = folder.path().join("花名册.csv");
        fs::write(&roster, "村,村编码,网格,姓名,电话,职务,起始日期\n张家湾村,330123101215,第一网格,张三,13800012345,网格员,2024-03-01\n")
            .unwrap();
        let plan = NewTownship { roster: Some(roster), ..plan(&["张家湾村", "柳林村", " "]) };
        let report = new_township(&path, &plan, &setting("2026-07-02")).unwrap().unwrap();
        assert!(report.problems.is_empty(), "{:?}", report.problems);
        let mut office = Office::open(&path, &setting("2026-07-02")).unwrap();
        let view = office.office().unwrap();
        assert_eq!((view.township.as_str(), view.villages, view.grids, view.workers), ("青禾镇", 2, 1, 1));
        assert_eq!(view.current, Some("2026-07".parse().unwrap()));
        assert_eq!(office.sheet("2026-07".parse().unwrap(), None).unwrap().rows.len(), 1);
        // The provisional codes gave way to the roster's.
        let codes: Vec<_> = office.register().unwrap().grids.iter().map(|g| g.code.clone()).collect();
        assert_eq!(codes, ["330123101", "330123101202", "330123101215", "330123101215001"]);
        assert!(office.check().unwrap().is_empty());
    }

    #[test]
    fn a_refusal_leaves_no_file_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("新.jingge");
        let check = |plan: NewTownship, expected: &[&str]| {
            let fault = new_township(&path, &plan, &setting("2026-07-02")).unwrap_err();
            assert_eq!(fault.problems.iter().map(|p| p.code.as_str()).collect::<Vec<_>>(), expected);
            assert!(!path.exists());
        };
        check(
            NewTownship { township: " ".into(), preset: "无".into(), ..plan(&["甲村", "甲村"]) },
            &["grid-name-empty", "village-twice", "preset-missing"],
        );
        check(NewTownship { roster: Some(folder.path().join("没有.xlsx")), ..plan(&["甲村"]) }, &["file-unreadable"]);
    }

    #[test]
    fn undo_and_redo_of_marks_go_on_after_the_program_was_closed() {
        let folder = tempfile::tempdir().unwrap();
        let (path, roster) = (folder.path().join("新.jingge"), folder.path().join("花名册.csv"));
        fs::write(&roster, "村,网格,姓名,职务,起始日期\n张家湾村,第一网格,张三,网格员,2024-03-01\n").unwrap();
        let july: Month = "2026-07".parse().unwrap();
        new_township(&path, &NewTownship { roster: Some(roster), ..plan(&["张家湾村"]) }, &setting("2026-07-02"))
            .unwrap();
        let again = || Office::open(&path, &setting("2026-07-03")).unwrap();
        let shown = |office: &mut Office| -> Vec<String> {
            let sheet = office.sheet(july, None).unwrap();
            sheet.rows[0].cells.iter().flatten().map(|c| c.text.clone()).collect()
        };
        let mut office = again();
        let sheet = office.sheet(july, None).unwrap();
        for (column, text) in sheet.indicators.iter().zip(["-1", "-2", "-3"]) {
            office.set_mark(july, sheet.inspection, sheet.rows[0].person, column.id, text).unwrap();
        }
        drop(office);
        for left in [2, 1, 0] {
            let mut office = again();
            office.undo().unwrap();
            assert_eq!(shown(&mut office).len(), left);
        }
        for there in [1, 2] {
            let mut office = again();
            office.redo().unwrap();
            assert_eq!(shown(&mut office), ["-1", "-2"][..there]);
        }
    }
}
