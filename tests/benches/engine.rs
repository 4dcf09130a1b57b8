//! The engine alone, facts already in memory, against DuckDB working out score, rank and grade alone in SQL on its own
//! table in memory. `make bench` brings DuckDB into `target/bench`; where it can't be had, that is said.

use super::{Figure, best, timed, years};
use policy::{Carry, Facts, MarkKind, Policy};
use std::{fs, io::Write, path::Path, process::Command, sync::Arc, time::Duration};

const RUNS: usize = 7;

/// Ten years of facts with the policy that judges them.
struct History {
    policy: Arc<Policy>,
    version: usize,
    periods: Vec<Facts>,
}

pub fn measure() -> Vec<Figure> {
    let history = History::read();
    let mut ranks = 0;
    let ours = best(RUNS, || timed(|| ranks = history.judge()));
    let csv = years::folder().join("ten-years.csv");
    history.write(&csv);
    let peer = duckdb(&csv, ranks);
    let _ = fs::remove_file(&csv);
    let each = ours.as_nanos() / (years::MARKS / years::SHEET.len()) as u128;
    println!("      the engine judges ten years in {:.1} ms, {each} ns an outcome", ours.as_secs_f64() * 1e3);
    match peer {
        Ok((version, peer)) => {
            let what = format!("ten years judged, facts in memory; DuckDB {version}: score, rank and grade alone");
            vec![Figure::ratio(what, ours, peer, 1.0)]
        }
        Err(why) => {
            println!("      DuckDB was not to be had, so the engine was measured against nothing: {why}");
            Vec::new()
        }
    }
}

impl History {
    fn read() -> Self {
        let (mut office, mut periods, mut rules) = (years::open(), Vec::new(), None);
        let mut each = |_: &app::Office, month: app::JudgedMonth| {
            rules = Some((month.policy, month.version));
            periods.push(month.facts);
            Ok(())
        };
        office.work_out_anew(&mut |_, _| true, &mut each).unwrap();
        let (policy, version) = rules.unwrap();
        Self { policy, version, periods }
    }

    /// Judges month after month; answers the sum of all places, which DuckDB's must equal.
    fn judge(&self) -> u64 {
        let window = self.policy.versions[self.version].window(self.policy.period);
        let (mut carry, mut ranks) = (Carry::empty(), 0);
        for facts in &self.periods {
            let judged = policy::judge(&self.policy, self.version, &carry, facts);
            ranks += judged.outcomes.iter().filter_map(|o| o.rank).map(u64::from).sum::<u64>();
            carry.push(judged.trace, window);
        }
        ranks
    }

    /// The marks for DuckDB: points as they count, so that it has nothing to do but to add them up.
    fn write(&self, path: &Path) {
        let mut out = std::io::BufWriter::new(fs::File::create(path).unwrap());
        writeln!(out, "month,subject,ranked_in,points").unwrap();
        for (month, facts) in self.periods.iter().enumerate() {
            for (at, subject) in facts.subjects.iter().enumerate() {
                for mark in facts.marks_of(at) {
                    let full = years::SHEET.iter().find(|(name, ..)| **name == **facts.name(mark.item)).unwrap().1;
                    // From ten-thousandths to hundredths.
                    let points = match mark.kind {
                        MarkKind::Lost => full * 100 - mark.value / 100,
                        _ => mark.value / 100,
                    };
                    writeln!(out, "{month},{},{},{points}", subject.key, subject.group.0).unwrap();
                }
            }
        }
        out.flush().unwrap();
    }
}

/// DuckDB's version and the best of its times, in a process of its own.
fn duckdb(csv: &Path, ranks: u64) -> Result<(String, Duration), String> {
    let script = jingge_tests::root().join("tests/benches/engine.py");
    let ran = Command::new("python3")
        .env("PYTHONPATH", years::folder().join("python"))
        .args([script.as_os_str(), csv.as_os_str()])
        .arg(RUNS.to_string())
        .output()
        .map_err(|e| format!("python3: {e}"))?;
    let text = String::from_utf8_lossy(&ran.stdout);
    if !ran.status.success() {
        let told = String::from_utf8_lossy(&ran.stderr);
        return Err(told.lines().last().unwrap_or("it said nothing").to_string());
    }
    let mut lines = text.lines();
    let version = lines.next().unwrap_or_default().to_string();
    let times = lines.map(|line| {
        let parts: Vec<f64> = line.split(' ').map(|part| part.parse().unwrap()).collect();
        assert_eq!((parts[1] as usize, parts[2] as u64), (years::MARKS / years::SHEET.len(), ranks), "{line}");
        Duration::from_secs_f64(parts[0] / 1e3)
    });
    Ok((version, times.min().unwrap_or_default()))
}
