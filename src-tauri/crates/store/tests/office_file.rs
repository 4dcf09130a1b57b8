//! The office file from outside: how it opens and how it refuses to, what undo takes back, what a backup holds.
#![allow(clippy::unwrap_used, clippy::panic)] // a test may stop where it stands, in what its tests share too

use std::{
    fs,
    path::{Path, PathBuf},
};

use domain::{Fault, Grid, GridId, GridLevel, Person, PersonId};
use store::{Entry, Store, backup_to, restore};
use tempfile::TempDir;

struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// An office file with a township in it.
    fn office(&self) -> PathBuf {
        let path = self.path("青禾镇.jingge");
        let mut store = Store::create(&path, "测试").unwrap();
        store.write(&entry("add-grid"), |tx| tx.add_grid(&grid("330123456", "青禾镇"))).unwrap();
        path
    }
}

fn entry(verb: &str) -> Entry {
    Entry {
        at: "2026-06-26 09:00:00".into(),
        by: "王敏".into(),
        verb: verb.into(),
        args: "{}".into(),
        reason: None,
        undoable: true,
    }
}

fn grid(code: &str, name: &str) -> Grid {
    Grid {
        id: GridId(0),
        uuid: format!("uuid-{code}"),
        code: code.into(),
        name: name.into(),
        level: GridLevel::Township,
        parent: None,
        extent: vec!["东至河".into()],
        households: None,
        population: None,
        pilot_from: None,
        pilot_to: None,
        opened: "2026-01-01".parse().unwrap(),
        closed: None,
        route: None,
        note: String::new(),
    }
}

fn person(code: &str, name: &str) -> Person {
    Person {
        id: PersonId(0),
        uuid: format!("uuid-{code}"),
        code: code.into(),
        name: name.into(),
        initials: String::new(),
        phone: None,
        photo: None,
        note: String::new(),
    }
}

fn undo_last(store: &mut Store) -> Result<(), Fault> {
    let target = store.undo_target().unwrap().expect("something to undo").id;
    store.undo(target, &entry("undo"))
}

fn redo_last(store: &mut Store) -> Result<(), Fault> {
    let (undo, _) = store.redo_target().unwrap().expect("something to redo");
    store.undo(undo.id, &entry("redo"))
}

fn names(store: &Store) -> Vec<String> {
    store.grids().unwrap().into_iter().map(|g| g.name).collect()
}

/// Refused with a code, and neither the file nor its folder is touched.
fn refused(path: &Path, code: &str) {
    let listing = || {
        let mut names: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().map(|e| e.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = (fs::read(path).ok(), listing());
    let fault = Store::open(path, "测试").err().unwrap_or_else(|| panic!("{} opened", path.display()));
    assert_eq!(fault.code(), code, "{fault}");
    assert!(fault.problems[0].place.contains(path.file_name().unwrap().to_str().unwrap()));
    assert_eq!((fs::read(path).ok(), listing()), before, "{code}: nothing is written");
}

#[test]
fn a_file_that_is_not_there_is_said_to_be_missing() {
    refused(&Desk::new().path("没有.jingge"), "file-missing");
}

#[test]
fn a_file_of_another_program_is_not_ours() {
    let desk = Desk::new();
    for (name, bytes) in
        [("空.jingge", &b""[..]), ("表.jingge", b"PK\x03\x04 a workbook, by its first bytes"), ("短.jingge", b"x")]
    {
        fs::write(desk.path(name), bytes).unwrap();
        refused(&desk.path(name), "file-not-ours");
    }
    // A SQLite file, but none that we made: the mark in its header is another's.
    let path = desk.office();
    let mut bytes = fs::read(&path).unwrap();
    bytes[68..72].copy_from_slice(b"OTHR");
    fs::write(&path, bytes).unwrap();
    refused(&path, "file-not-ours");
}

#[test]
fn a_file_of_a_newer_program_is_refused_with_its_version() {
    let desk = Desk::new();
    let path = desk.office();
    let mut bytes = fs::read(&path).unwrap();
    bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
    fs::write(&path, bytes).unwrap();
    refused(&path, "file-newer");
    assert_eq!(Store::open_read_only(&path).err().unwrap().problems[0].args["version"], "99");
}

#[test]
fn a_damaged_file_is_refused_before_anything_is_read_from_it() {
    let desk = Desk::new();
    let path = desk.office();
    let mut bytes = fs::read(&path).unwrap();
    let page = 4096;
    for byte in &mut bytes[page..page * 12] {
        *byte = 0xa5;
    }
    fs::write(&path, &bytes).unwrap();
    refused(&path, "file-damaged");
    // Cut in the middle, as by a stick pulled out too early.
    fs::write(&path, &fs::read(desk.office_copy()).unwrap()[..page * 3]).unwrap();
    refused(&path, "file-damaged");
}

impl Desk {
    /// Another sound file beside the first.
    fn office_copy(&self) -> PathBuf {
        let path = self.path("另一个.jingge");
        drop(Store::create(&path, "测试").unwrap());
        path
    }
}

#[test]
fn a_read_only_file_opens_for_reading_alone() {
    let desk = Desk::new();
    let path = desk.office();
    let mut rights = fs::metadata(&path).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&path, rights).unwrap();
    refused(&path, "file-read-only");
    let mut store = Store::open_read_only(&path).unwrap();
    assert_eq!(names(&store), ["青禾镇"]);
    let written = store.write(&entry("add-grid"), |tx| tx.add_person(&person("1", "张三")));
    assert_eq!(written.unwrap_err().code(), "opened-read-only");
}

#[test]
fn a_file_open_elsewhere_says_by_whom_and_can_still_be_read() {
    let desk = Desk::new();
    let path = desk.office();
    let first = Store::open(&path, "王敏@环境办, PID 7").unwrap();
    let fault = Store::open(&path, "李雷").err().unwrap();
    assert_eq!((fault.code(), fault.problems[0].args["who"].as_str()), ("file-open-elsewhere", "王敏@环境办, PID 7"));
    assert_eq!(store::holder_of(&path).as_deref(), Some("王敏@环境办, PID 7"));
    assert_eq!(names(&Store::open_read_only(&path).unwrap()), ["青禾镇"]);
    drop(first);
    assert_eq!(store::holder_of(&path), None);
    Store::open(&path, "李雷").unwrap();
}

#[test]
fn creating_never_writes_over_a_file() {
    let desk = Desk::new();
    let path = desk.office();
    assert_eq!(Store::create(&path, "测试").err().unwrap().code(), "file-exists");
}

#[test]
fn undo_and_redo_go_on_after_the_program_was_started_again() {
    let desk = Desk::new();
    let path = desk.office();
    let mut store = Store::open(&path, "测试").unwrap();
    let root = store.grids().unwrap().remove(0);
    let renamed = Grid { name: "青禾街道".into(), closed: Some("2026-12-31".parse().unwrap()), ..root.clone() };
    store.write(&entry("save-grid"), |tx| tx.update_grid(&renamed)).unwrap();
    store.write(&entry("add-person"), |tx| tx.add_person(&person("1", "张三"))).unwrap();
    drop(store);
    let mut store = Store::open(&path, "测试").unwrap();
    undo_last(&mut store).unwrap();
    undo_last(&mut store).unwrap();
    assert_eq!((store.grids().unwrap(), store.people().unwrap().len()), (vec![root.clone()], 0));
    drop(store);
    let mut store = Store::open(&path, "测试").unwrap();
    redo_last(&mut store).unwrap();
    assert_eq!(store.grids().unwrap(), std::slice::from_ref(&renamed));
    redo_last(&mut store).unwrap();
    assert_eq!(store.people().unwrap()[0].name, "张三");
    assert!(store.redo_target().unwrap().is_none());
    // What was undone and redone can be undone once more, and the record has kept every step.
    undo_last(&mut store).unwrap();
    undo_last(&mut store).unwrap();
    assert_eq!(store.grids().unwrap(), [root]);
    assert_eq!(store.journal(100, None).unwrap().len(), 3 + 2 + 2 + 2);
}

#[test]
fn something_new_after_an_undo_ends_what_could_be_redone() {
    let desk = Desk::new();
    let mut store = Store::open(&desk.office(), "测试").unwrap();
    store.write(&entry("add-person"), |tx| tx.add_person(&person("1", "张三"))).unwrap();
    undo_last(&mut store).unwrap();
    store.write(&entry("add-person"), |tx| tx.add_person(&person("2", "李四"))).unwrap();
    assert!(store.redo_target().unwrap().is_none());
    undo_last(&mut store).unwrap();
    assert!(store.people().unwrap().is_empty());
}

#[test]
fn undo_is_refused_when_the_row_was_changed_since() {
    let desk = Desk::new();
    let mut store = Store::open(&desk.office(), "测试").unwrap();
    let root = store.grids().unwrap().remove(0);
    let first = Grid { name: "甲".into(), ..root.clone() };
    let second = Grid { name: "乙".into(), ..root };
    store.write(&entry("save-grid"), |tx| tx.update_grid(&first)).unwrap();
    let target = store.undo_target().unwrap().unwrap().id;
    store.write(&entry("save-grid"), |tx| tx.update_grid(&second)).unwrap();
    let count = store.journal(100, None).unwrap().len();
    assert_eq!(store.undo(target, &entry("undo")).unwrap_err().code(), "undo-changed-since");
    assert_eq!((names(&store), store.journal(100, None).unwrap().len()), (vec!["乙".to_string()], count));
}

#[test]
fn what_can_not_be_undone_stands_between_undo_and_what_is_older() {
    let desk = Desk::new();
    let mut store = Store::open(&desk.office(), "测试").unwrap();
    let for_good = Entry { undoable: false, ..entry("close-month") };
    store.write(&for_good, |tx| tx.add_person(&person("1", "张三"))).unwrap();
    assert!(store.undo_target().unwrap().is_none());
}

#[test]
fn a_refused_write_leaves_nothing_behind_not_even_a_line_in_the_record() {
    let desk = Desk::new();
    let path = desk.office();
    let mut store = Store::open(&path, "测试").unwrap();
    let refused = store.write(&entry("add-person"), |tx| {
        tx.add_person(&person("1", "张三"))?;
        // The second has the first one's code.
        tx.add_person(&person("1", "李四"))
    });
    assert!(refused.is_err());
    let look = |store: &Store| (store.people().unwrap().len(), store.journal(100, None).unwrap().len());
    assert_eq!(look(&store), (0, 1));
    drop(store);
    let mut store = Store::open(&path, "测试").unwrap();
    assert_eq!(look(&store), (0, 1));
    store.write(&entry("add-person"), |tx| tx.add_person(&person("1", "张三"))).unwrap();
    undo_last(&mut store).unwrap();
    assert_eq!(look(&store).0, 0);
}

#[test]
fn a_code_given_up_is_remembered_and_one_undone_is_not() {
    let desk = Desk::new();
    let mut store = Store::open(&desk.office(), "测试").unwrap();
    let root = store.grids().unwrap().remove(0);
    let id = root.id;
    let renumbered = Grid { code: "330123999".into(), ..root };
    store.write(&entry("save-grid"), |tx| tx.update_grid(&renumbered)).unwrap();
    assert_eq!(store.retired_codes().unwrap(), [("330123456".to_string(), id)]);
    undo_last(&mut store).unwrap();
    assert!(store.retired_codes().unwrap().is_empty());
}

#[test]
fn a_backup_is_whole_while_the_file_is_open_and_never_written_over() {
    let desk = Desk::new();
    let path = desk.office();
    let mut store = Store::open(&path, "测试").unwrap();
    store.write(&entry("add-person"), |tx| tx.add_person(&person("1", "张三"))).unwrap();
    let copy = desk.path("备份.jingge");
    backup_to(&store, &copy).unwrap();
    store.write(&entry("add-person"), |tx| tx.add_person(&person("2", "李四"))).unwrap();
    let kept = Store::open_read_only(&copy).unwrap();
    assert_eq!((kept.people().unwrap().len(), kept.integrity().unwrap().len()), (1, 0));
    assert_eq!(backup_to(&store, &copy).unwrap_err().code(), "file-exists");
}

#[test]
fn restoring_keeps_what_was_there_and_takes_no_file_from_its_user() {
    let desk = Desk::new();
    let path = desk.office();
    let mut store = Store::open(&path, "测试").unwrap();
    let copy = desk.path("备份.jingge");
    backup_to(&store, &copy).unwrap();
    store.write(&entry("add-person"), |tx| tx.add_person(&person("1", "张三"))).unwrap();
    let aside = desk.path("恢复前.jingge");
    assert_eq!(restore(&copy, &path, &aside).unwrap_err().code(), "file-open-elsewhere");
    drop(store);
    restore(&copy, &path, &aside).unwrap();
    let people = |path: &Path| Store::open_read_only(path).unwrap().people().unwrap().len();
    assert_eq!((people(&path), people(&aside)), (0, 1));
    // Something that is no backup changes nothing.
    let junk = desk.path("信.txt");
    fs::write(&junk, "这不是备份").unwrap();
    assert_eq!(restore(&junk, &path, &desk.path("再一次.jingge")).unwrap_err().code(), "file-not-ours");
    assert_eq!(people(&path), 0);
}
