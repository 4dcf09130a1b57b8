//! The benchmarks: each a figure with the limit it must keep, mostly as a ratio to a peer measured in the same run on the
//! same machine. A miss is printed as a miss. `make bench` runs this; `bench NAME` runs a part.

mod engine;
mod mark;
mod month;
mod photos;
mod ripple;
mod start;
mod ten_years;
mod what_if;
mod years;

use std::time::{Duration, Instant};

/// One measurement.
struct Figure {
    /// What was measured, and against what.
    what: String,
    value: f64,
    limit: f64,
    unit: &'static str,
    /// What it was made of.
    detail: String,
}

impl Figure {
    /// Ours by the peer's.
    fn ratio(what: impl Into<String>, ours: Duration, peer: Duration, limit: f64) -> Self {
        let (ours, peer) = (ours.as_secs_f64() * 1e3, peer.as_secs_f64() * 1e3);
        let detail = format!(" ({ours:.3} ms to {peer:.3} ms)");
        Self { what: what.into(), value: ours / peer, limit, unit: "", detail }
    }

    /// Ours by itself.
    fn within(what: impl Into<String>, value: f64, limit: f64, unit: &'static str) -> Self {
        Self { what: what.into(), value, limit, unit, detail: String::new() }
    }

    fn kept(&self) -> bool {
        self.value <= self.limit
    }

    fn line(&self) -> String {
        let verdict = if self.kept() { "kept" } else { "MISS" };
        let space = if self.unit.is_empty() { "" } else { " " };
        let Self { what, value, limit, unit, detail } = self;
        format!("{verdict}  {value:7.2} of {limit:.2}{space}{unit}  {what}{detail}")
    }
}

/// A part of the benchmarks, run by its name.
type Part = fn() -> Vec<Figure>;

const PARTS: &[(&str, Part)] = &[
    // First, as its memory is the program's.
    ("ten-years", ten_years::measure),
    ("engine", engine::measure),
    ("what-if", what_if::measure),
    ("ripple", ripple::measure),
    ("month", month::measure),
    ("mark", mark::measure),
    ("photos", photos::measure),
    ("start", start::measure),
];

fn timed(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

/// The middle of several runs: one of them may have been disturbed.
fn median(runs: usize, mut run: impl FnMut() -> Duration) -> Duration {
    middle((0..runs).map(|_| run()).collect())
}

/// The shortest of several runs: the one that was least disturbed.
fn best(runs: usize, mut run: impl FnMut() -> Duration) -> Duration {
    (0..runs).map(|_| run()).min().unwrap_or_default()
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn main() {
    let mut figures = Vec::new();
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    for (name, measure) in PARTS {
        if wanted.is_empty() || wanted.iter().any(|w| w == name) {
            for figure in measure() {
                println!("{}", figure.line());
                figures.push(figure);
            }
        }
    }
    let kept = figures.iter().filter(|f| f.kept()).count();
    println!("benchmarks: {kept} kept, {} missed", figures.len() - kept);
}
