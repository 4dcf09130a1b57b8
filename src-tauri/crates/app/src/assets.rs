//! Where things are on this machine: the one place that asks the environment.

use std::{env, path::PathBuf, process};

use crate::Clock;

/// The folder `assets`: named by `JINGGE_ASSETS`, else beside the program, else in the source tree.
pub fn folder() -> PathBuf {
    if let Some(named) = env::var_os("JINGGE_ASSETS") {
        return named.into();
    }
    let beside = env::current_exe().ok().and_then(|exe| {
        let dir = exe.parent()?.to_path_buf();
        // A Debian package keeps them under /usr/lib/<product>, next to where `bin` is.
        [dir.join("assets"), dir.join("../lib/净格/assets"), dir.join("../lib/jingge-desktop/assets")]
            .into_iter()
            .find(|path| path.join("templates").is_dir())
    });
    beside.unwrap_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../assets")))
}

/// Who is logged in.
pub fn user() -> String {
    ["USER", "USERNAME", "LOGNAME"].iter().find_map(|name| env::var(name).ok()).unwrap_or_else(|| "-".into())
}

/// What a second program is told of us.
pub fn holder(clock: &Clock) -> String {
    let machine = ["HOSTNAME", "COMPUTERNAME"].iter().find_map(|name| env::var(name).ok());
    let machine = machine.map(|m| format!("@{m}")).unwrap_or_default();
    format!("{}{machine}, {}, PID {}", user(), clock.stamp(), process::id())
}
