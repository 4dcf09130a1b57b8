//! No file is too long to be read in one go.

use super::sources::with_endings;

const LIMIT: usize = 500;

/// Longer files, each with the reason why it is better whole.
const EXCEPTIONS: &[(&str, &str)] =
    &[("src-tauri/crates/documents/src/tests/samples.rs", "one sample of each paper: data, read from top to bottom")];

#[test]
fn no_source_file_is_over_500_lines() {
    let long: Vec<String> = with_endings(&[".rs", ".ts", ".vue", ".sql", ".typ"])
        .iter()
        .filter(|s| !EXCEPTIONS.iter().any(|(path, _)| *path == s.path))
        .map(|s| (s.text.lines().count(), &s.path))
        .filter(|(lines, _)| *lines > LIMIT)
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "over {LIMIT} lines:\n{}", long.join("\n"));
}

#[test]
fn no_exception_has_outlived_its_file() {
    for (path, reason) in EXCEPTIONS {
        assert!(jingge_tests::root().join(path).exists(), "{path} is gone ({reason})");
    }
}
