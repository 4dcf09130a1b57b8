//! Ten years worked out anew from the file, against SQLite's plain SUM over the same marks; what it takes of memory; and
//! how long a derivation of any of them takes.

use super::{Figure, median, timed, years};
use domain::PersonId;
use std::time::Duration;

const RUNS: usize = 7;

pub fn measure() -> Vec<Figure> {
    let mut office = years::open();
    let peak = Peak::begin();
    let mut outcomes;
    let mut times: Vec<(Duration, Duration)> = Vec::new();
    let mut memory = 0.0;
    for run in 0..RUNS {
        outcomes = 0;
        let ours = timed(|| {
            let mut each = |_: &app::Office, month: app::JudgedMonth| {
                outcomes += month.judged.outcomes.len();
                Ok(())
            };
            office.work_out_anew(&mut |_, _| true, &mut each).unwrap();
        });
        assert_eq!(outcomes, years::MARKS / years::SHEET.len());
        if run == 0 {
            memory = peak.megabytes();
        }
        // By turns, so that a slow moment of the machine meets both.
        times.push((ours, timed(|| assert!(office.sum_of_all_marks().unwrap() > 0))));
    }
    let ours = times.iter().map(|t| t.0).min().unwrap_or_default();
    let sum = times.iter().map(|t| t.1).min().unwrap_or_default();
    let what = format!("ten years, {} marks, worked out anew from the file; SQLite's plain SUM of them", years::MARKS);
    let mut figures = vec![
        Figure::ratio(what, ours, sum, 4.0),
        Figure::within("memory at the most while ten years are worked out", memory, 256.0, "MB"),
    ];
    let month = years::last().plus(-years::MONTHS / 2);
    let mut person = 0;
    let derivation = median(15, || {
        person += years::WORKERS / 16;
        timed(|| assert!(!office.explain(month, PersonId(person).into()).unwrap().steps.is_empty()))
    });
    let what = "a derivation of a closed month reproduced on demand";
    figures.push(Figure::within(what, derivation.as_secs_f64() * 1e3, 20.0, "ms"));
    figures
}

/// The most memory that this program held since a moment, as Linux tells it.
struct Peak;

impl Peak {
    fn begin() -> Self {
        // Forgets the peak so far; where that isn't allowed, the peak since the start is told, which is no less.
        let _ = std::fs::write("/proc/self/clear_refs", "5");
        Self
    }

    fn megabytes(&self) -> f64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find(|l| l.starts_with("VmHWM:")).unwrap();
        let kilobytes: f64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
        kilobytes / 1024.0
    }
}
