//! Names that only one place may speak.

use super::sources::{Source, with_endings};

fn check(endings: &[&str], allowed: &[&str], what: &str, hit: impl Fn(&str) -> bool) {
    let sources = with_endings(endings);
    let found: Vec<String> = sources
        .iter()
        .filter(|s| !s.under(allowed))
        .flat_map(|s: &Source| s.code().filter(|(_, l)| hit(l)).map(|(n, l)| format!("{}:{n}: {}", s.path, l.trim())))
        .collect();
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

#[test]
fn only_the_shell_names_tauri() {
    let shell = ["src-tauri/src/", "src-tauri/examples/", "src-tauri/build.rs", "tests/tidy/"];
    check(&[".rs"], &shell, "only the shell names tauri", |line| {
        line.contains("tauri::") || line.contains("tauri_") || line.contains("use tauri")
    });
}

#[test]
fn only_the_store_names_rusqlite() {
    // The benchmarks measure SQLite itself beside us.
    let places = ["src-tauri/crates/store/", "tests/benches/", "tests/tidy/"];
    check(&[".rs"], &places, "only the store names rusqlite", |line| line.contains("rusqlite"));
}

#[test]
fn sql_stands_only_in_the_store() {
    let places = ["src-tauri/crates/store/", "tests/benches/", "tests/tidy/"];
    check(&[".rs", ".ts", ".vue"], &places, "SQL outside the store", is_sql);
}

#[test]
fn one_file_of_the_interface_talks_to_the_shell() {
    check(&[".ts", ".vue"], &["ui/src/wire/client.ts"], "only client.ts names @tauri-apps", |line| {
        line.contains("@tauri-apps")
    });
}

/// A line that begins an SQL statement somewhere.
fn is_sql(line: &str) -> bool {
    let pairs = [
        ("SELECT ", " FROM "),
        ("INSERT ", "INTO "),
        ("UPDATE ", " SET "),
        ("DELETE ", "FROM "),
        ("CREATE ", "TABLE "),
    ];
    pairs
        .iter()
        .any(|(verb, then)| line.find(verb).is_some_and(|at| line[at + verb.len() - 1..].contains(then.trim_end())))
        || line.contains("PRAGMA ")
}

#[test]
fn sql_is_known_when_seen() {
    for line in
        ["\"SELECT sum(v) FROM mark\"", "UPDATE grid SET name = ?", "DELETE FROM mark", "INSERT INTO mark VALUES"]
    {
        assert!(is_sql(line), "{line}");
    }
    for line in ["// to SELECT a row", "UPDATE the set", "let from = select(row);"] {
        assert!(!is_sql(line), "{line}");
    }
}
