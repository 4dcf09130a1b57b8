//! A month's work from its missing marks to its papers.

use super::{Place, jingge};
use serde_json::{Value, json};
use std::{fs, path::Path};

fn state(place: &Place, month: &str) -> String {
    let info = place.run("info", &[]).done();
    let months = info["months"].as_array().unwrap();
    months.iter().find(|m| m["month"] == month).unwrap()["state"].as_str().unwrap().to_string()
}

fn is_pdf(path: &Path) -> bool {
    fs::read(path).unwrap().starts_with(b"%PDF-")
}

#[test]
fn a_month_goes_from_missing_marks_to_papers() {
    let place = Place::small();
    assert_eq!(state(&place, "2026-06"), "scoring");
    let (code, problems) = place.run("month", &["2026-06", "publish"]).problems();
    assert_eq!((code, problems), (1, vec!["marks-missing".to_string(); 3]));

    let tried = place.run("import marks", &[&place.path("left.csv"), "--month", "2026-06", "--dry-run"]).done();
    assert_eq!(tried["problems"], json!([]));
    assert_eq!(state(&place, "2026-06"), "scoring");
    let imported = place.run("import marks", &[&place.path("left.csv"), "--month", "2026-06"]).done();
    assert_eq!(imported["added"], tried["added"]);

    place.run("month", &["2026-06", "publish"]).done();
    assert_eq!(state(&place, "2026-06"), "published");
    let (code, problems) = place.run("month", &["2026-06", "close"]).problems();
    assert_eq!((code, problems), (1, vec!["publication-runs".to_string()]));
    place.run("month", &["2026-06", "close", "--reason", "党政办公会审定"]).done();
    assert_eq!(state(&place, "2026-06"), "closed");
    assert_eq!(place.run("month", &["2026-06", "reopen", "--reason", "补录"]).code, 1);

    let outcomes = place.run("outcomes", &["2026-06"]).done();
    let rows = outcomes.as_array().unwrap();
    assert_eq!(rows.len(), 12);
    for row in rows {
        let assessed = row["state"] == "assessed";
        assert_eq!(row["score"].is_string(), assessed, "{row}");
        assert_eq!(row["reward_fen"].is_i64(), assessed, "{row}");
        assert!(!row["reasons"].as_array().unwrap().is_empty());
    }

    place.run("boards", &["--out", &place.path("boards.pdf"), "--size", "A3"]).done();
    assert!(is_pdf(Path::new(&place.path("boards.pdf"))));
    let papers = place.run("documents", &["2026-06", &place.path("papers")]).done();
    let files = papers["files"].as_array().unwrap();
    assert!(files.len() >= 5, "{papers}");
    assert!(files.iter().all(|file| is_pdf(Path::new(file.as_str().unwrap()))));
    place.run("export", &[&place.path("tables"), "--month", "2026-06"]).done();
    assert!(fs::read_dir(place.path("tables")).unwrap().count() > 1);
    assert_eq!(place.run("check", &[]).done(), json!({ "problems": [] }));
}

#[test]
fn a_published_month_goes_back_to_scoring_with_a_reason() {
    let place = Place::published();
    assert_eq!(place.run("month", &["2026-06", "reopen"]).problems(), (1, vec!["reason-needed".to_string()]));
    place.run("month", &["2026-06", "reopen", "--reason", "漏录一次抽查"]).done();
    assert_eq!(state(&place, "2026-06"), "scoring");
}

#[test]
fn the_file_tells_its_counts_months_policies_and_versions() {
    let place = Place::small();
    let info = place.run("info", &[]).done();
    assert_eq!(
        info["months"],
        json!([
            { "month": "2026-04", "state": "closed" },
            { "month": "2026-05", "state": "closed" },
            { "month": "2026-06", "state": "scoring" },
        ])
    );
    assert_eq!((&info["villages"], &info["workers"]), (&json!(4), &json!(12)));
    assert_eq!(info["policies"][0]["id"], "default");
    assert_eq!(info["policies"][0]["versions"][0]["from"], "2026-04");
    assert_eq!(info["program_version"], env!("CARGO_PKG_VERSION"));
    assert!(info["schema_version"].is_u64());
}

#[test]
fn boards_of_one_village_and_stale_ones_are_picked_out() {
    let place = Place::small();
    let all = place.run("boards", &["--out", &place.path("all.pdf")]).done();
    let of = |village: &str| place.run("boards", &["--out", &place.path("one.pdf"), "--village", village]);
    let one = of("柳林村").done();
    let size = |report: &Value| report["boards"].as_u64().unwrap();
    assert!(0 < size(&one) && size(&one) < size(&all));
    assert_eq!(of("没有村").problems(), (1, vec!["village-unknown".to_string()]));
    // All were printed just now: none says anything untrue.
    let stale = place.run("boards", &["--out", &place.path("stale.pdf"), "--stale"]);
    assert_eq!(stale.problems(), (1, vec!["no-boards".to_string()]));
    let wrong = place.run("boards", &["--out", &place.path("x.pdf"), "--size", "huge"]);
    assert_eq!(wrong.problems(), (2, vec!["board-size-unknown".to_string()]));
}

#[test]
fn what_was_lost_comes_back_from_the_backup_and_what_was_there_is_kept() {
    let place = Place::small();
    let before = place.run("outcomes", &["2026-06"]).done();
    place.run("backup", &[&place.path("kept.jingge")]).done();
    assert_eq!(place.run("backup", &[&place.path("kept.jingge")]).problems(), (1, vec!["file-exists".to_string()]));
    place.run("import marks", &[&place.path("left.csv"), "--month", "2026-06"]).done();
    assert_ne!(place.run("outcomes", &["2026-06"]).done(), before);
    jingge(&["restore", &place.path("kept.jingge"), &place.file(), "--json"]).done();
    assert_eq!(place.run("outcomes", &["2026-06"]).done(), before);
    let kept = fs::read_dir(Path::new(&place.file()).parent().unwrap()).unwrap();
    let files = kept.filter(|e| e.as_ref().unwrap().path().extension().is_some_and(|x| x == "jingge")).count();
    assert_eq!(files, 3, "the restored file, the backup, and the file that was replaced");
}

#[test]
fn a_roster_that_was_exported_changes_nothing_when_it_is_imported_again() {
    let place = Place::small();
    place.run("export", &[&place.path("tables")]).done();
    let roster = place.path("tables/csv/花名册.csv");
    let report = place.run("import roster", &[&roster, "--dry-run"]).done();
    assert_eq!((&report["added"], &report["changed"], &report["problems"]), (&json!(0), &json!(0), &json!([])));
}

#[test]
fn the_record_of_the_demonstration_reads_well_in_both_languages() {
    let place = Place::small();
    for lang in ["zh-CN", "en"] {
        let journal = place.run("journal", &["--lang", lang]).done();
        let lines = journal.as_array().unwrap();
        assert!(lines.len() > 30);
        for line in lines {
            assert!(!line["text"].as_str().unwrap().contains('⟨'), "{line}");
        }
    }
}
