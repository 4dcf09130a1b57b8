//! From the start of the program to the first content on screen, against a window with one word in it.

use super::{Figure, median};
use jingge_tests::{built, window::App};
use std::{process::Command, time::Duration};

const RUNS: usize = 5;

pub fn measure() -> Vec<Figure> {
    let folder = tempfile::tempdir().unwrap();
    let office = folder.path().join("large.jingge");
    let size = ["--villages", "20", "--workers", "3087", "--months", "3"];
    let made = Command::new(built("jingge")).arg("demo").arg(&office).args(size).status().unwrap();
    assert!(made.success(), "the demonstration township was not made");
    let office = office.to_string_lossy().into_owned();
    let ours = median(RUNS, || first_content("jingge-desktop", &["--file", &office], "青禾镇"));
    let peer = median(RUNS, || first_content("examples/empty_window", &[], "empty"));
    let what = "start to first content, 3,087 workers; an empty window".to_string();
    vec![Figure::ratio(what, ours, peer, 1.5)]
}

fn first_content(program: &str, arguments: &[&str], text: &str) -> Duration {
    let app = App::start("bench-start", program, arguments);
    app.wait_text(text);
    app.begun.elapsed()
}
