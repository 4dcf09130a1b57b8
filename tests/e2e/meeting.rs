//! The meeting's wall: it grows as marks are saved, masks names when asked, and shows nobody's particulars.

use jingge_tests::{built, window::App};
use serde_json::json;
use std::{collections::BTreeSet, fs, path::Path, process::Command};

const PLACE: &str = "#/meeting/2026-06";

fn jingge(arguments: &[&str]) {
    let output = Command::new(built("jingge")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A small township, and the table of the marks that its open month lacks.
fn township(folder: &Path) -> (String, String) {
    let [file, table] = ["示范.jingge", "所缺.csv"].map(|name| folder.join(name).to_str().unwrap().to_string());
    jingge(&["demo", &file, "--villages", "3", "--workers", "12", "--months", "2", "--marks-left", &table]);
    (file, table)
}

/// Every telephone number that the file holds.
fn phones(folder: &Path, file: &str) -> BTreeSet<String> {
    let out = folder.join("out");
    jingge(&["export", file, out.to_str().unwrap()]);
    let tables = fs::read_dir(out.join("csv")).unwrap().map(|entry| entry.unwrap().path());
    let text: String =
        tables.filter(|p| p.extension().is_some_and(|e| e == "csv")).map(|p| fs::read_to_string(p).unwrap()).collect();
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers.filter(|n| n.len() == 11 && n.starts_with('1')).map(str::to_string).collect()
}

fn names(app: &App) -> Vec<String> {
    app.all("[role=table] .who").iter().map(|who| app.text(who)).collect()
}

/// Calls the core as another window would; the page under test isn't told by the answer, only by what it hears.
fn call(app: &App, command: &str, arguments: serde_json::Value) {
    app.run("window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1])", &[json!(command), arguments]);
}

#[test]
#[ignore = "opens the built app in a window: make test"]
fn the_wall_grows_with_the_marks_masks_names_and_shows_no_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let (file, table) = township(folder.path());
    let phones = phones(folder.path(), &file);
    assert!(phones.len() >= 12, "the demonstration has telephone numbers");
    let app = App::open("meeting", &["--file", &file]);
    app.wait_text("总览");

    app.go(PLACE);
    app.wait_text("已评 9／12");
    assert!(app.all("nav").is_empty(), "no rail on the wall");
    let before = names(&app);
    assert!(!before.is_empty() && before.len() <= 9, "{before:?}");
    app.screenshot("before");

    call(
        &app,
        "import_marks",
        json!({ "month": "2026-06", "scheme": null, "path": table, "choices": [], "dry_run": false }),
    );
    app.wait_text("已评 12／12");
    app.wait_for("the sign of who is new", || app.all("[role=table] .fresh [role=img]").into_iter().next());
    app.wait_text("各村都已录完");
    app.screenshot("after");

    app.run("document.querySelector('.wall').dispatchEvent(new MouseEvent('mousemove', { bubbles: true }))", &[]);
    let open = names(&app);
    app.click(&app.named("button", "隐去姓名"));
    let masked = app.wait_for("masked names", || Some(names(&app)).filter(|all| all.iter().all(|n| n.contains('*'))));
    assert_eq!(open.len(), masked.len());
    for (name, shown) in open.iter().zip(&masked) {
        assert!(shown.starts_with(name.chars().next().unwrap()), "{name} → {shown}");
    }
    app.screenshot("masked");
    let text = app.page_text();
    for phone in &phones {
        assert!(!text.contains(phone), "{phone} is on the wall");
    }

    call(&app, "close_office", json!({}));
    app.wait_text("办公文件已关闭，投影已停下。");
    assert_eq!(names(&app), [""; 0], "nobody stays on the wall");
}

#[test]
#[ignore = "opens the built app in a window: make test"]
fn the_projectors_window_follows_the_row_in_hand_and_may_ask_for_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let (file, _) = township(folder.path());
    let app = App::open("meeting-window", &["--file", &file]);
    app.wait_text("总览");
    app.go("#/month/2026-06");
    let row = |r: u32| app.find(&format!("input[data-r=\"{r}\"][data-c=\"0\"]"));
    app.click(&row(0));
    app.click(&app.named("button", "会议投影"));
    app.turn_to(PLACE);
    let at = app.find("[aria-current=true] .who");
    assert!(!app.text(&at).is_empty());
    let village = app.text(&app.find(".village h2"));
    app.screenshot("opened");

    // It is refused everything that a clerk may do.
    let asked = "window.__TAURI_INTERNALS__.invoke('people', { query: '', on: '2026-06-30', limit: 9 })
        .then((all) => (document.body.dataset.told = JSON.stringify(all)), (why) => (document.body.dataset.told = String(why)))";
    app.run(asked, &[]);
    let told =
        app.wait_for("an answer", || app.run("return document.body.dataset.told", &[]).as_str().map(str::to_string));
    assert_eq!(told, "not for the meeting's window");

    app.turn_to("#/month/2026-06");
    app.click(&row(11));
    app.turn_to(PLACE);
    app.wait_for("the village of the other row", || (app.text(&app.find(".village h2")) != village).then_some(()));

    // A mark typed in the main window changes the wall.
    app.turn_to("#/month/2026-06");
    let first = row(0);
    app.click(&first);
    let score = app.property(&first, "value").as_str().unwrap().to_string();
    app.type_keys(if score == "1" { "2\u{E007}" } else { "1\u{E007}" });
    app.turn_to(PLACE);
    app.wait_for("the sign of a changed score", || app.all("[role=table] .fresh [role=img]").into_iter().next());
    app.screenshot("changed");
}
