//! A mark saved durably, against one row committed to a bare file with the same pragmas on the same disk.

use super::{Figure, middle};
use app::{Office, Setting};
use jingge_tests::built;
use std::{process::Command, time::Instant};

const MARKS: i64 = 200;

pub fn measure() -> Vec<Figure> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.jingge");
    let made = Command::new(built("jingge")).arg("demo").arg(&path).status().unwrap();
    assert!(made.success(), "the demonstration township was not made");
    let mut office = Office::open(&path, &Setting::new()).unwrap();
    let bare = store::BareFile::create(&folder.path().join("bare.db")).unwrap();
    let month = office.office().unwrap().current.unwrap();
    let sheet = office.sheet(month, None).unwrap();
    let (column, rows) = (&sheet.indicators[0], &sheet.rows);
    let (mut ours, mut peer) = (Vec::new(), Vec::new());
    // By turns, so that a slow moment of the disk meets both.
    for n in 0..MARKS {
        let person = rows[n as usize % rows.len()].person;
        let text = format!("{}", 5 + n % 7);
        let begun = Instant::now();
        office.write_mark(month, sheet.inspection, person, column.id, &text).unwrap();
        ours.push(begun.elapsed());
        let begun = Instant::now();
        bare.commit(n).unwrap();
        peer.push(begun.elapsed());
    }
    let what = "a mark saved durably with its journal entry; a bare single-row commit".to_string();
    vec![Figure::ratio(what, middle(ours), middle(peer), 2.0)]
}
