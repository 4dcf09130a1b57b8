//! The benchmarks: each a ratio to a peer measured in the same run on the same machine, with the limit it must keep.
//! A miss is printed as a miss. `make bench` runs this.

mod mark;
mod month;
mod start;

use std::time::Duration;

/// One measurement.
struct Ratio {
    /// What was measured, and against what.
    what: String,
    ours: Duration,
    peer: Duration,
    /// The most that `ours / peer` may be.
    limit: f64,
}

impl Ratio {
    fn kept(&self) -> bool {
        self.ratio() <= self.limit
    }

    fn ratio(&self) -> f64 {
        self.ours.as_secs_f64() / self.peer.as_secs_f64()
    }

    fn line(&self) -> String {
        let verdict = if self.kept() { "kept" } else { "MISS" };
        let (ours, peer) = (self.ours.as_secs_f64() * 1e3, self.peer.as_secs_f64() * 1e3);
        format!("{verdict}  {:6.2} of {:.2}  {} ({ours:.3} ms to {peer:.3} ms)", self.ratio(), self.limit, self.what)
    }
}

/// A part of the benchmarks, run by its name.
type Part = fn() -> Vec<Ratio>;

/// The middle of several runs: one of them may have been disturbed.
fn median(runs: usize, mut run: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..runs).map(|_| run()).collect();
    times.sort_unstable();
    times[runs / 2]
}

fn main() {
    let mut ratios = Vec::new();
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let parts: [(&str, Part); 3] = [("month", month::measure), ("mark", mark::measure), ("start", start::measure)];
    for (name, measure) in parts {
        if wanted.is_empty() || wanted.iter().any(|w| w == name) {
            for ratio in measure() {
                println!("{}", ratio.line());
                ratios.push(ratio);
            }
        }
    }
    let kept = ratios.iter().filter(|r| r.kept()).count();
    println!("benchmarks: {kept} kept, {} missed", ratios.len() - kept);
}
