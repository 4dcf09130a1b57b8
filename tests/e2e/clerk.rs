//! A scripted clerk enters a month of 274 workers × 12 indicators by keyboard alone, keys sent without any pause, while the sheet is
//! scrolled under the hand; each stored mark is then compared with the script's.

mod script;

use app::{Office, Setting};
use domain::Month;
use jingge_tests::{built, root, window::App};
use script::{Column, Worker};
use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

const MONTH: &str = "2026-07";

fn jingge(arguments: &[&str]) {
    let output = Command::new(built("jingge")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn setting() -> Setting {
    Setting { assets: root().join("assets"), ..Setting::new() }
}

/// The demonstration township with a new month, of twelve indicators, in which nothing is entered.
fn township(file: &Path) {
    let path = file.to_str().unwrap();
    let policy = root().join("tests/e2e/clerk/policy.yaml");
    jingge(&["demo", path, "--months", "2"]);
    jingge(&["policy", "adopt", path, policy.to_str().unwrap(), "--from", MONTH]);
    let month = MONTH.parse::<Month>().unwrap();
    let mut office = Office::open(file, &setting()).unwrap();
    office.open_month(month).unwrap();
}

/// Waits until the sheet says that all is saved, as long as what waits grows less; answers with the most that waited.
fn all_saved(app: &App) -> u64 {
    let script =
        "return document.querySelector('[role=status] .quiet:last-child, .line[role=status]')?.parentElement.innerText";
    let (mut left, mut most, mut since) = (u64::MAX, 0, Instant::now());
    loop {
        let said = app.run(script, &[]).as_str().unwrap_or_default().to_string();
        if said.contains("全部已存") {
            return most;
        }
        assert!(!said.contains("格被拒"), "nothing is refused: {said}");
        let now = said
            .split(" 格正在保存")
            .next()
            .and_then(|t| t.split_whitespace().last()?.parse().ok())
            .unwrap_or(u64::MAX);
        if now < left {
            (left, since) = (now, Instant::now());
            most = most.max(now);
        }
        assert!(since.elapsed() < Duration::from_secs(30), "saving goes on: {said}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
#[ignore = "opens the built app in a window: make test"]
fn a_clerk_enters_3288_marks_without_any_pause_and_each_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("示范.jingge");
    let begun = Instant::now();
    township(&file);
    let month = MONTH.parse::<Month>().unwrap();
    let sheet = Office::open_read_only(&file, &setting()).unwrap().sheet_of(month, Some("twelve"), None).unwrap();
    let workers: Vec<_> = sheet
        .rows
        .iter()
        .map(|r| Worker { name: r.name.clone(), code: r.code.clone(), initials: r.initials.clone() })
        .collect();
    let columns: Vec<_> =
        sheet.indicators.iter().map(|i| Column { full: i.full.0 / 100, lost: i.entry == "lost" }).collect();
    assert_eq!((workers.len(), columns.len()), (274, 12));
    let script = script::write(&workers, &columns, 4);

    let app = App::open_plain("clerk", &["--file", file.to_str().unwrap()]);
    app.wait_text("录入");
    app.go(&format!("#/month/{MONTH}?scheme=twelve"));
    let first = app.find("input[data-r='0'][data-c='0']");
    app.click(&first);
    let made = begun.elapsed();
    // Scrolled while it is typed in: rows are made and thrown away under the hand.
    let scroll = "const box = document.querySelector('[role=grid]'); let at = 0;
        window.scrolling = setInterval(() => { at = (at * 7919 + 104729) % 100003; box.scrollTop = box.scrollHeight * at / 100003 }, 600)";
    app.run(scroll, &[]);
    let typing = Instant::now();
    for heap in &script.heaps {
        app.press(heap);
    }
    let typed = typing.elapsed();
    app.run("clearInterval(window.scrolling)", &[]);
    app.screenshot("1-typed");
    let most = all_saved(&app);
    let saved = typing.elapsed();
    app.screenshot("2-saved");
    drop(app);
    println!(
        "{} keys in {typed:.1?}, saved after {saved:.1?}, at most {most} waited at the end; made in {made:.1?}",
        script.heaps.iter().map(Vec::len).sum::<usize>()
    );

    let stored = Office::open_read_only(&file, &setting()).unwrap().sheet_of(month, Some("twelve"), None).unwrap();
    let mut wrong = Vec::new();
    for (r, row) in stored.rows.iter().enumerate() {
        if row.state != script.states[r] {
            wrong.push(format!("{} {}: {:?}, typed {:?}", row.code, row.name, row.state, script.states[r]));
        }
        for (c, cell) in row.cells.iter().enumerate() {
            let text = cell.as_ref().map_or("", |cell| cell.text.as_str());
            if text != script.marks[r][c] {
                let name = &stored.indicators[c].name;
                wrong.push(format!("{} {} {name}: {text:?}, typed {:?}", row.code, row.name, script.marks[r][c]));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cells differ from the script:\n{}", wrong.len(), wrong.join("\n"));
}
