//! One mark: saved durably, against one row committed to a bare file with the same pragmas on the same disk; and answered,
//! which is everybody's score, place, grade and measures after it, by itself.

use super::{Figure, middle, years};
use app::{Office, Setting, view::Sheet};
use domain::Month;
use jingge_tests::built;
use std::{
    process::Command,
    time::{Duration, Instant},
};

const MARKS: usize = 200;
/// What one changed mark may take until everybody's figures are there.
const ANSWER_MS: f64 = 16.0;

pub fn measure() -> Vec<Figure> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.jingge");
    let made = Command::new(built("jingge")).arg("demo").arg(&path).status().unwrap();
    assert!(made.success(), "the demonstration township was not made");
    let mut office = Office::open(&path, &Setting::new()).unwrap();
    let month = office.office().unwrap().current.unwrap();
    let small = marks(&mut office, month);
    drop(office);
    let (mut office, month) = years::open_with_month_in_hand();
    let large = marks(&mut office, month);
    let behind = format!("{} workers × {}, {} months behind", years::WORKERS, years::SHEET.len(), years::MONTHS);
    let answered = |what: &str, time: Duration| {
        let what = format!("everybody judged after one changed mark, {behind}: {what} of {MARKS}");
        Figure::within(what, time.as_secs_f64() * 1e3, ANSWER_MS, "ms")
    };
    let saved = |of: &str, took: &Took| {
        let what = format!("a mark saved durably with its journal entry, {of}; a bare single-row commit");
        Figure::ratio(what, middle(took.saved.clone()), middle(took.bare.clone()), 2.0)
    };
    vec![
        saved("demonstration township", &small),
        saved(&behind, &large),
        answered("median", part(&large.answered, 50)),
        answered("p95", part(&large.answered, 95)),
    ]
}

/// What each mark took.
struct Took {
    saved: Vec<Duration>,
    bare: Vec<Duration>,
    answered: Vec<Duration>,
}

/// By turns, so that a slow moment of the machine meets all three.
fn marks(office: &mut Office, month: Month) -> Took {
    let folder = tempfile::tempdir_in(years::folder()).unwrap();
    let bare = store::BareFile::create(&folder.path().join("bare.db")).unwrap();
    let sheet = office.sheet(month, None).unwrap();
    let mut took = Took { saved: Vec::new(), bare: Vec::new(), answered: Vec::new() };
    for n in 0..MARKS {
        let (person, column, text) = cell(&sheet, n);
        let begun = Instant::now();
        let written = office.write_mark(month, sheet.inspection, person, column, &text).unwrap();
        took.saved.push(begun.elapsed());
        assert!(written.is_some(), "the mark was there already: {text}");
        let begun = Instant::now();
        bare.commit(n as i64).unwrap();
        took.bare.push(begun.elapsed());
        // The same again writes nothing, and answers with what the mark before it changed.
        let begun = Instant::now();
        let saved = office.set_mark(month, sheet.inspection, person, column, &text).unwrap();
        took.answered.push(begun.elapsed());
        assert!(saved.live.iter().any(|row| row.person == person), "the answer leaves out whose mark it is");
    }
    took
}

/// Somewhere on the sheet, another each time; the text differs from what is there.
fn cell(sheet: &Sheet, n: usize) -> (domain::SubjectId, i64, String) {
    let row = &sheet.rows[n * 97 % sheet.rows.len()];
    let there = row.cells[0].as_ref().map(|c| c.text.as_str());
    let text = ["2", "9", "4"].into_iter().find(|text| there != Some(text)).unwrap_or_default();
    (row.person, sheet.indicators[0].id, text.to_string())
}

/// The value that so many of a hundred keep.
fn part(times: &[Duration], percent: usize) -> Duration {
    let mut times = times.to_vec();
    times.sort_unstable();
    times[(times.len() * percent / 100).min(times.len() - 1)]
}
