use std::{collections::BTreeSet, fs};

use crate::{
    grids::tests::setting,
    testing::{may, run_month, small_office},
    township::{NewTownship, new_township},
};

#[test]
fn everything_is_written_as_tables_that_open_without_this_program() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = small_office();
    run_month(&mut office, may(), [95, 88, 70, 55]);
    let files = office.export_all(folder.path(), None).unwrap();
    let names: BTreeSet<_> =
        files.iter().map(|f| f.strip_prefix(folder.path()).unwrap().to_str().unwrap().replace('\\', "/")).collect();
    for expected in [
        "网格与人员.xlsx",
        "2026-05.xlsx",
        "记录.xlsx",
        "csv/网格.csv",
        "csv/人员.csv",
        "csv/分包.csv",
        "csv/住户.csv",
        "csv/花名册.csv",
        "csv/2026-05/评分-集中检查1.csv",
        "csv/2026-05/结果.csv",
        "csv/2026-05/处理.csv",
        "csv/2026-05/未履职认定.csv",
        "csv/2026-05/问题.csv",
        "csv/常见问题.csv",
        "csv/记录.csv",
    ] {
        assert!(names.contains(expected), "{expected} in {names:?}");
    }
    assert!(names.iter().any(|n| n.starts_with("办法/") && n.ends_with(".yaml")));
    for file in &files {
        let bytes = fs::read(file).unwrap();
        if file.extension().is_some_and(|e| e == "xlsx" || e == "csv") {
            let tables = sheets::read(&bytes, file.file_name().unwrap().to_str().unwrap()).unwrap();
            assert!(tables.iter().all(|t| t.height() > 0), "{}", file.display());
        }
    }
    let outcomes = fs::read_to_string(folder.path().join("csv/2026-05/结果.csv")).unwrap();
    assert!(outcomes.contains("张三") && outcomes.contains("95.00"), "{outcomes}");
    assert!(!outcomes.contains('⟨'), "every word is there: {outcomes}");
    // Another office may take the roster as it is: here it changes nothing.
    let (report, _) = office.import_roster(&folder.path().join("csv/花名册.csv"), true).unwrap();
    assert_eq!((report.rows, report.added, report.changed), (4, 0, 0), "{report:?}");
    assert!(report.problems.is_empty(), "{report:?}");
}

#[test]
fn an_exported_roster_makes_the_same_township_in_another_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = small_office();
    office.export_all(folder.path(), Some(may())).unwrap();
    let plan = NewTownship {
        township: "青禾镇".into(),
        villages: Vec::new(),
        preset: "default".into(),
        roster: Some(folder.path().join("csv/花名册.csv")),
        from: may(),
    };
    let path = folder.path().join("新.jingge");
    let report = new_township(&path, &plan, &setting("2026-06-20")).unwrap().unwrap();
    assert!(report.problems.is_empty(), "{report:?}");
    let mut other = crate::Office::open(&path, &setting("2026-06-20")).unwrap();
    let key = |o: &mut crate::Office| -> Vec<_> {
        let r = o.register().unwrap();
        let posts = r.assignments.iter().map(|a| {
            (r.person(a.person).unwrap().code.clone(), r.grid(a.grid).unwrap().code.clone(), a.role, a.from, a.to)
        });
        let mut posts: Vec<_> = posts.collect();
        posts.sort();
        posts
    };
    assert_eq!(key(&mut other), key(&mut office));
}
