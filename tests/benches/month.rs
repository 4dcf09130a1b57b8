//! Working out a month from the marks in the file, against SQLite summing the same marks; and the last month of ten
//! years against the first.

use super::{Figure, median};
use app::{Office, Setting};
use domain::Month;
use jingge_tests::built;
use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

const RUNS: usize = 15;

pub fn measure() -> Vec<Figure> {
    let folder = tempfile::tempdir().unwrap();
    let large = demo(&folder.path().join("large.jingge"), "3087", "14");
    let mut office = Office::open_read_only(&large, &Setting::new()).unwrap();
    let june: Month = "2026-06".parse().unwrap();
    let work = month(&mut office, june);
    let sum = median(RUNS, || {
        let begun = Instant::now();
        assert!(office.sum_of_marks(june).unwrap() > 3000);
        begun.elapsed()
    });

    let long = demo(&folder.path().join("long.jingge"), "600", "120");
    let mut office = Office::open_read_only(&long, &Setting::new()).unwrap();
    let last = month(&mut office, june);
    let first = month(&mut office, june.plus(-119));
    let what = "a month of 3,087 workers worked out from stored marks; SQLite's SUM of the same marks";
    vec![
        Figure::ratio(what, work, sum, 3.0),
        Figure::ratio("the 120th month of 600 workers; the first", last, first, 1.2),
    ]
}

fn demo(path: &Path, workers: &str, months: &str) -> std::path::PathBuf {
    let size = ["--villages", "20", "--workers", workers, "--months", months];
    let made = Command::new(built("jingge")).arg("demo").arg(path).args(size).status().unwrap();
    assert!(made.success(), "the demonstration township was not made");
    path.to_path_buf()
}

/// The middle time of judging a month as the program does after every mark.
fn month(office: &mut Office, month: Month) -> Duration {
    office.judge(month).unwrap();
    median(RUNS, || {
        let begun = Instant::now();
        assert!(office.judge(month).unwrap().judged.count > 0);
        begun.elapsed()
    })
}
