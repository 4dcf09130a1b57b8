//! What can't be read is refused with exit 2, what the data forbids with exit 1; always with one document.

use super::{Place, jingge};

fn check(args: &[&str], code: i32, problem: &str) {
    let ran = jingge(&[args, &["--json"]].concat());
    assert_eq!(ran.problems(), (code, vec![problem.to_string()]), "{args:?}");
    let json = ran.json();
    assert!(json["problems"][0]["where"].is_string());
    assert!(!json["problems"][0]["text"].as_str().unwrap().contains('⟨'), "{json}");
}

#[test]
fn a_line_that_cannot_be_understood_is_bad_usage() {
    check(&[], 2, "usage-no-command");
    check(&["wish"], 2, "usage-unknown-command");
    check(&["outcomes", "x.jingge"], 2, "usage-missing-argument");
    check(&["outcomes", "x.jingge", "2026-13"], 2, "usage-invalid-value");
    check(&["info", "x.jingge", "--wish"], 2, "usage-unknown-argument");
}

#[test]
fn every_way_that_a_file_does_not_open_has_its_words() {
    let place = Place::small();
    check(&["info", &place.path("none.jingge")], 2, "file-missing");
    check(&["info", &place.write("text.jingge", "这不是净格文件,只是一段文字。")], 2, "file-not-ours");
    check(&["info", &place.write("empty.jingge", "")], 2, "file-not-ours");
    let mut bytes = std::fs::read(place.file()).unwrap();
    for at in (4096..bytes.len()).step_by(512) {
        bytes[at..at + 64].fill(0xaa);
    }
    std::fs::write(place.path("damaged.jingge"), bytes).unwrap();
    check(&["info", &place.path("damaged.jingge")], 2, "file-damaged");
}

#[test]
fn a_file_of_a_newer_program_is_left_alone() {
    let place = Place::small();
    let mut bytes = std::fs::read(place.file()).unwrap();
    // SQLite's header keeps the schema's version there.
    bytes[60..64].copy_from_slice(&9999_u32.to_be_bytes());
    std::fs::write(place.path("newer.jingge"), &bytes).unwrap();
    check(&["info", &place.path("newer.jingge")], 2, "file-newer");
    assert!(std::fs::read(place.path("newer.jingge")).unwrap() == bytes);
}

#[test]
fn a_read_only_file_can_be_read_and_not_written() {
    let place = Place::small();
    let mut permissions = std::fs::metadata(place.file()).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(place.file(), permissions).unwrap();
    check(&["month", &place.file(), "2026-06", "publish"], 1, "file-read-only");
    assert_eq!(jingge(&["outcomes", &place.file(), "2026-06", "--json"]).code, 0);
}

#[test]
fn a_file_that_is_open_elsewhere_can_be_read_and_who_has_it_is_told() {
    let place = Place::small();
    let window = app::Office::open(std::path::Path::new(&place.file()), &app::Setting::new()).unwrap();
    check(&["month", &place.file(), "2026-06", "publish"], 1, "file-open-elsewhere");
    let ran = jingge(&["month", &place.file(), "2026-06", "publish"]);
    assert!(ran.err.contains(&std::process::id().to_string()), "{}", ran.err);
    assert_eq!(jingge(&["outcomes", &place.file(), "2026-06", "--json"]).code, 0);
    drop(window);
    check(&["month", &place.file(), "2026-06", "reopen", "--reason", "试"], 1, "month-not-published");
}

#[test]
fn an_existing_file_is_never_made_anew() {
    let place = Place::small();
    let before = std::fs::read(place.file()).unwrap();
    check(&["demo", &place.file()], 1, "file-exists");
    assert_eq!(std::fs::read(place.file()).unwrap(), before);
}

#[test]
fn a_missing_month_is_refused_and_no_other_is_shown_in_its_place() {
    let place = Place::small();
    check(&["outcomes", &place.file(), "2025-01"], 1, "month-missing");
}

#[test]
fn problems_are_told_in_the_language_of_the_line() {
    let chinese = jingge(&["info", "none.jingge"]);
    let english = jingge(&["info", "none.jingge", "--lang", "en"]);
    assert_eq!((chinese.code, english.code), (2, 2));
    assert!(chinese.out.is_empty() && english.out.is_empty(), "words go to standard error");
    assert!(english.err.is_ascii() && !chinese.err.is_ascii(), "{}{}", chinese.err, english.err);
}
