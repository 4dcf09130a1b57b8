use std::collections::BTreeMap;

use domain::MonthState;
use policy::MeasureStatus;

use super::*;

fn made(args: &DemoArgs) -> (tempfile::TempDir, PathBuf, DemoReport) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.jingge");
    let report = make_demo(&path, args, &Setting::new(), &mut |_, _| true).unwrap();
    (folder, path, report)
}

fn small() -> DemoArgs {
    DemoArgs { villages: 4, workers: 30, months: 6, ..DemoArgs::default() }
}

fn open(path: &Path) -> Office {
    Office::open_read_only(path, &Setting { clock: Clock::on("2026-06-30".parse().unwrap()), ..Setting::new() })
        .unwrap()
}

#[test]
fn the_same_arguments_make_the_same_file_whatever_the_language_and_the_day() {
    let (_one, a, _) = made(&small());
    let folder = tempfile::tempdir().unwrap();
    let b = folder.path().join("other.jingge");
    let setting = Setting { clock: Clock::on("2030-01-01".parse().unwrap()), lang: Lang::En, ..Setting::new() };
    make_demo(&b, &small(), &setting, &mut |_, _| true).unwrap();
    assert!(fs::read(a).unwrap() == fs::read(&b).unwrap());
    let c = folder.path().join("seed.jingge");
    make_demo(&c, &DemoArgs { seed: 2, ..small() }, &setting, &mut |_, _| true).unwrap();
    assert!(fs::read(b).unwrap() != fs::read(c).unwrap());
}

#[test]
fn the_last_month_is_being_scored_and_exactly_three_lack_their_marks() {
    let (_folder, path, report) = made(&small());
    assert_eq!((report.villages, report.workers, report.missing.len()), (4, 30, 3));
    let mut office = open(&path);
    let months = office.store.months().unwrap();
    assert_eq!(months.len(), 6);
    assert!(months[..5].iter().all(|m| m.state == MonthState::Closed));
    assert_eq!(months[5].state, MonthState::Scoring);
    let head = office.month_head(report.open_month).unwrap();
    let missing: Vec<_> = head.missing.iter().map(|m| format!("{} {}", m.code, m.name)).collect();
    let (mut missing, mut told) = (missing, report.missing);
    missing.sort();
    told.sort();
    assert_eq!(missing, told);
    assert_eq!(head.expected, 30);
}

#[test]
fn the_default_township_has_every_step_of_the_ladder_an_appeal_and_grades_as_in_life() {
    let (_folder, path, report) = made(&DemoArgs::default());
    assert_eq!((report.villages, report.grids, report.workers), (35, 129, 274));
    let mut office = open(&path);
    let judged = office.judge("2026-05".parse().unwrap()).unwrap();
    let steps: BTreeMap<_, _> = judged
        .judged
        .outcomes
        .iter()
        .flat_map(|o| &o.ladders)
        .filter_map(|l| Some((l.step?, l.status)))
        .map(|(step, status)| ((step, status.key()), ()))
        .collect();
    for (step, status) in [(1, MeasureStatus::Suspended), (2, MeasureStatus::Confirmed), (3, MeasureStatus::Proposed)] {
        assert!(steps.contains_key(&(step, status.key())), "{step} {status:?} in {steps:?}");
    }
    let grades = judged.judged.outcomes.iter().filter_map(|o| o.grade.clone());
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for grade in grades {
        *count.entry(grade.to_string()).or_default() += 1;
    }
    let share = |grade: &str| count.get(grade).copied().unwrap_or(0) * 100 / 274;
    assert!((15..40).contains(&share("优秀")) && (35..60).contains(&share("良好")), "{count:?}");
    assert!((10..35).contains(&share("合格")) && share("不合格") < 5, "{count:?}");
    assert!(office.stale_count().unwrap() > 0);
}

#[test]
fn every_name_can_be_printed() {
    let (_folder, path, _) = made(&small());
    let mut office = open(&path);
    let register = office.register().unwrap();
    assert!(register.people.iter().any(|p| p.name.contains('䶮')), "rare characters are there");
    for person in &register.people {
        assert_eq!(office.check_name(&person.name).unwrap(), Vec::new(), "{}", person.name);
    }
}

#[test]
fn the_smallest_township_is_made_as_well() {
    let args = DemoArgs { villages: 1, workers: 3, months: 1, ..DemoArgs::default() };
    let (_folder, _, report) = made(&args);
    assert_eq!((report.grids, report.workers, report.missing.len()), (1, 3, 3));
}

#[test]
fn sizes_out_of_range_are_refused_all_at_once_and_no_file_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("no.jingge");
    let args = DemoArgs { villages: 0, workers: 1, months: 0, ..DemoArgs::default() };
    let fault = make_demo(&path, &args, &Setting::new(), &mut |_, _| true).unwrap_err();
    assert_eq!(fault.problems.len(), 3);
    assert!(!path.exists());
}

#[test]
fn a_demonstration_that_is_stopped_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stopped.jingge");
    let fault = make_demo(&path, &small(), &Setting::new(), &mut |done, _| done < 2).unwrap_err();
    assert_eq!(fault.code(), "demo-cancelled");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_normal_month_of_the_default_township_has_few_hints_each_with_its_worker() {
    let (_folder, path, _) = made(&DemoArgs::default());
    let mut office = open(&path);
    for month in ["2026-03", "2026-04", "2026-05", "2026-06"] {
        let hints = office.month_hints(month.parse().unwrap()).unwrap();
        assert!((1..=12).contains(&hints.len()), "{month}: {hints:#?}");
        assert!(hints.iter().all(|h| h.code != "own-past" || h.subject.is_some()), "{hints:#?}");
    }
}

#[test]
fn problems_of_the_last_months_are_explained_by_the_marks_and_stand_in_every_state() {
    let (_folder, path, _) = made(&DemoArgs::default());
    let mut office = open(&path);
    let defects = office.store.defects().unwrap();
    let months: std::collections::BTreeSet<_> = defects.iter().map(|d| d.month.to_string()).collect();
    assert_eq!(months.into_iter().collect::<Vec<_>>(), ["2026-04", "2026-05", "2026-06"]);
    for defect in defects.iter().filter(|d| d.lost.is_some()) {
        let (inspection, subject, indicator) =
            (defect.inspection.unwrap(), defect.subject.unwrap(), defect.indicator.unwrap());
        let name = office.store.indicators().unwrap().into_iter().find(|(id, _)| *id == indicator).unwrap().1;
        let full =
            office.scheme_in(defect.month, None).unwrap().rules().indicators().into_iter().find(|v| v.name == name);
        let lost = match office.store.mark(inspection, subject, indicator).unwrap().unwrap().value {
            domain::MarkValue::Lost(lost) => lost.0,
            domain::MarkValue::Earned(earned) => full.unwrap().full / 100 - earned.0,
        };
        assert!(defect.lost.unwrap().0 <= lost, "{} takes more than its mark lost", defect.label());
    }
    let today = "2026-06-30".parse().unwrap();
    let count = |is: &dyn Fn(&domain::Defect) -> bool| defects.iter().filter(|d| is(d)).count();
    assert!(count(&|d| d.passed == Some(true)) > 30);
    assert!(count(&|d| d.passed == Some(false)) > 0);
    assert!(count(&|d| d.fixed_on.is_some() && d.rechecked_on.is_none()) > 0);
    assert!(count(&|d| d.fixed_on.is_none() && d.is_late(today)) > 0);
    assert!(count(&|d| d.overdue.is_some()) > 0);
    for source in domain::DefectSource::ALL {
        assert!(count(&|d| d.source == *source) > 0, "{source:?}");
    }
    let photos = office.store.defect_photos().unwrap().len();
    assert!((24..=48).contains(&photos), "{photos}");
    let second = office.second_entry_state("2026-06".parse().unwrap()).unwrap();
    assert_eq!(second.iter().map(|s| (s.differences, s.only_first)).collect::<Vec<_>>(), [(2, 0)]);
}
