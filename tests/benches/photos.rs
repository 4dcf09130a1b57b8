//! A file with a thousand photos of problems opens like the same file without them.

use super::{Figure, middle};
use app::{
    Office, Setting, read_photos,
    view::{DefectFilter, DefectForm},
};
use domain::{DefectSource, Month, PhotoStage};
use image::RgbImage;
use jingge_tests::built;
use std::{
    fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

const PHOTOS: u32 = 1000;
const RUNS: usize = 15;

pub fn measure() -> Vec<Figure> {
    let folder = tempfile::tempdir().unwrap();
    let (bare, full) = (folder.path().join("bare.jingge"), folder.path().join("full.jingge"));
    let made = Command::new(built("jingge")).arg("demo").arg(&bare).args(["--months", "3"]).status().unwrap();
    assert!(made.success(), "the demonstration township was not made");
    let june: Month = "2026-06".parse().unwrap();
    let defects = found(&bare, june);
    fs::copy(&bare, &full).unwrap();
    let mut office = Office::open(&full, &Setting::new()).unwrap();
    let picture = folder.path().join("picture.jpg");
    for (number, defect) in (0..).zip(defects) {
        noise(number).save(&picture).unwrap();
        let read = read_photos(std::slice::from_ref(&picture), false, &mut |_, _| true).unwrap();
        assert_eq!(office.add_defect_photos(defect, PhotoStage::Found, read).unwrap().added.len(), 1);
    }
    drop(office);
    // In turn, so that what disturbs the machine disturbs both.
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        without.push(opened(&bare, june));
        with.push(opened(&full, june));
    }
    let size = fs::metadata(&full).map_or(0, |m| m.len() >> 20);
    let what =
        format!("opening a file with {PHOTOS} photos ({size} MB), to its sheet and board; the same without them");
    vec![Figure::ratio(what, middle(with), middle(without), 1.2)]
}

/// A thousand problems, told by residents, one after another in the first grid with a worker.
fn found(path: &Path, month: Month) -> Vec<domain::DefectId> {
    let mut office = Office::open(path, &Setting::new()).unwrap();
    let sheet = office.sheet(month, None).unwrap();
    (0..PHOTOS)
        .map(|number| {
            let subject = sheet.rows[number as usize % sheet.rows.len()].person;
            let form = DefectForm {
                id: None,
                month,
                source: DefectSource::Resident,
                level: None,
                inspection: None,
                subject: Some(subject),
                subject_name: String::new(),
                grid: None,
                grid_name: String::new(),
                place: format!("{number} 号门前"),
                what: "垃圾堆积".into(),
                common: None,
                indicator: None,
                lost: String::new(),
                in_mark: false,
                found_on: month.first_day(),
                found_by: String::new(),
                due_on: None,
                days: None,
            };
            let form = office.fill_defect(&form).unwrap();
            office.save_defect(&form).unwrap().0
        })
        .collect()
}

/// A picture that JPEG can't make small, another for each number.
fn noise(number: u32) -> RgbImage {
    let mut state = number.wrapping_mul(2_654_435_761) | 1;
    RgbImage::from_fn(640, 480, |_, _| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        let [r, g, b, _] = state.to_le_bytes();
        image::Rgb([r, g, b])
    })
}

/// What the window asks for when it opens a file on its month.
fn opened(path: &Path, month: Month) -> Duration {
    let begun = Instant::now();
    let mut office = Office::open(path, &Setting::new()).unwrap();
    office.office().unwrap();
    office.month_head(month).unwrap();
    office.sheet(month, None).unwrap();
    let filter = DefectFilter { month: Some(month), inspection: None, village: None, subject: None, open: false };
    assert!(office.defects(&filter).unwrap().rows.len() >= PHOTOS as usize);
    begun.elapsed()
}
