//! What this user opened before: a small list in the user's own settings, beside no office file and in none.

use std::{env, fs, path::PathBuf};

use serde::{Deserialize, Serialize};

use crate::view::{OfficeView, RecentFile};

/// How many are kept.
const KEPT: usize = 10;

#[derive(Serialize, Deserialize)]
struct Line {
    path: String,
    township: String,
}

/// The user's settings folder: named by `JINGGE_CONFIG`, else where this system keeps such things.
fn folder() -> Option<PathBuf> {
    let at = |name: &str| env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    at("JINGGE_CONFIG").or_else(|| {
        at("XDG_CONFIG_HOME")
            .or_else(|| at("APPDATA"))
            .or_else(|| at("HOME").map(|home| home.join(".config")))
            .map(|base| base.join("jingge"))
    })
}

fn file() -> Option<PathBuf> {
    Some(folder()?.join("recent.json"))
}

/// A list that can't be read is an empty one: it is a convenience, and made anew at the next opening.
fn lines() -> Vec<Line> {
    file().and_then(|f| fs::read(f).ok()).and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

/// Files opened before, the last one first.
pub fn recent_files() -> Vec<RecentFile> {
    let lines = lines().into_iter();
    lines.map(|l| RecentFile { exists: PathBuf::from(&l.path).is_file(), path: l.path, township: l.township }).collect()
}

/// Puts an open file at the head of the list. Where the list can't be written the office works all the same.
pub fn remember(office: &OfficeView) {
    let Some(file) = file() else { return };
    let mut list = lines();
    list.retain(|l| l.path != office.path);
    list.insert(0, Line { path: office.path.clone(), township: office.township.clone() });
    list.truncate(KEPT);
    let Ok(bytes) = serde_json::to_vec_pretty(&list) else { return };
    if let Some(folder) = file.parent() {
        let _ = fs::create_dir_all(folder).and_then(|()| fs::write(&file, bytes));
    }
}

/// A good place for the demonstration: the user's documents, else the home folder.
pub fn demo_path() -> PathBuf {
    let home = ["USERPROFILE", "HOME"].iter().find_map(env::var_os).map(PathBuf::from).unwrap_or_default();
    let documents = ["文档", "Documents"].iter().map(|name| home.join(name)).find(|path| path.is_dir());
    let folder = documents.unwrap_or(home);
    let name = |n: u32| {
        folder.join(if n == 1 { "青禾镇-演示.jingge".into() } else { format!("青禾镇-演示-{n}.jingge") })
    };
    (1..1000).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(1))
}
