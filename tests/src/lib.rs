//! What the journeys and the benchmarks share: where things stand, and a hand for the built window.

pub mod window;

use std::path::{Path, PathBuf};

/// The source tree.
pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The target directory that this was built into.
///
/// # Panics
/// When the program stands nowhere.
pub fn target() -> PathBuf {
    profile().parent().expect("target/<profile>").to_path_buf()
}

/// A program of the workspace, built in the same profile as this one.
///
/// # Panics
/// When it has not been built.
pub fn built(name: &str) -> PathBuf {
    let file = profile().join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(file.exists(), "{} is not built: `make test` builds it, or `cargo build --workspace`", file.display());
    file
}

/// `target/debug` or `target/release`: where this program stands, tests one folder deeper.
fn profile() -> PathBuf {
    let here = std::env::current_exe().expect("this program stands somewhere");
    let folder = here.parent().expect("in a folder");
    if folder.ends_with("deps") { folder.parent().expect("deps stands in the profile's folder") } else { folder }
        .to_path_buf()
}
