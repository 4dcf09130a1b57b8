//! A fault of the program itself: written to a file, so that the window never goes, or stays blank, without a trace.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    panic,
    path::PathBuf,
    thread,
};

const KEPT: u64 = 1 << 20;

/// The folder of what this machine remembers of the program, beside any office file.
pub fn folder() -> PathBuf {
    let state = ["XDG_STATE_HOME", "LOCALAPPDATA"].iter().find_map(std::env::var_os).map_or_else(
        || std::env::home_dir().unwrap_or_else(std::env::temp_dir).join(".local").join("state"),
        PathBuf::from,
    );
    state.join("jingge")
}

/// Where the record is kept.
pub fn record() -> PathBuf {
    folder().join("jingge-desktop.log")
}

/// From here on every panic, on whichever thread, leaves its place and words in the record.
pub fn keep_a_record() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let thread = thread::current();
        write(&format!("panic on {}: {info}", thread.name().unwrap_or("a thread")));
        usual(info);
    }));
}

/// Adds a line to the record. A record that can't be written is no reason to stop.
pub fn write(line: &str) {
    let file = record();
    let grown = fs::metadata(&file).is_ok_and(|m| m.len() > KEPT);
    if let Some(folder) = file.parent() {
        let _ = fs::create_dir_all(folder);
    }
    if grown {
        let _ = fs::rename(&file, file.with_extension("old.log"));
    }
    if let Ok(mut file) = OpenOptions::new().create(true).append(true).open(&file) {
        let _ = writeln!(file, "{} {line}", app::Clock::Machine.stamp());
    }
    let _ = writeln!(std::io::stderr(), "jingge-desktop: {line}");
}
