//! A file of the program before: everything in it is there after it is brought to this program's schema, and what could
//! be undone still can.
#![allow(clippy::unwrap_used)] // a test may stop where it stands

use domain::{GridId, MarkValue, Month, PersonId, Pin, Score, State, SubjectId};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use store::{Entry, Store};

/// A closed month, one that is being scored, and a record of what was typed into it.
const ROWS: &str = "
PRAGMA application_id = 1246185286;
PRAGMA user_version = 1;
INSERT INTO grid (id, uuid, code, name, level, parent, opened) VALUES
  (1, 'g1', '990123101', '青禾镇', 'township', NULL, '2020-01-01'),
  (2, 'g2', '990123101201', '张家湾村', 'village', 1, '2020-01-01');
INSERT INTO person (id, uuid, code, name, initials) VALUES (7, 'p7', 'W0007', '张三', 'zs');
INSERT INTO policy (id, scheme, title, from_month, version_from, file) VALUES
  (1, 'first', '原办法', '2026-01', '2026-01', 'id: first'), (2, 'second', '新办法', '2026-06', '2026-06', 'id: second');
INSERT INTO month (month, state, policy) VALUES ('2026-05', 'closed', 1), ('2026-06', 'scoring', NULL);
INSERT INTO indicator (id, name) VALUES (1, '道路');
INSERT INTO inspection (id, month, kind, number, inspector) VALUES (3, '2026-05', 'joint', 1, '王敏'), (4, '2026-06', 'spot', 1, '');
INSERT INTO mark VALUES (3, 7, 1, NULL, 50, 1), (4, 7, 1, 900, NULL, 3);
INSERT INTO standing (month, person, state, reason) VALUES ('2026-06', 7, 'exempt', '住院');
INSERT INTO finding VALUES (1, '2026-05', 7, 2, '检查组', 'township', '2026-05-20', '未巡查', '照片', '组长');
INSERT INTO fact VALUES (1, '2026-05', 7, 'external', '', 950000, '县', NULL, ''), (2, '2026-05', NULL, 'pool', '', 100, '县', NULL, '');
INSERT INTO decision (id, month, person, decision, by_whom, on_date) VALUES (1, '2026-05', 7, 'confirm', '李主任', '2026-06-02');
INSERT INTO handout VALUES ('2026-05', 7, '2026-06-20', '王敏', '张三');
INSERT INTO outcome (month, version, person, state, score, rank, reward, measures) VALUES ('2026-05', 1, 7, 'assessed', 9950, 1, 20000, '[\"批评指正\"]');
INSERT INTO trace VALUES ('2026-05', 1, 'first', x'01');
INSERT INTO journal (id, at, by_whom, verb, undoable) VALUES (1, 'a', '王敏', 'demo-marks', 0), (2, 'b', '王敏', 'save-inspection', 1), (3, 'c', '王敏', 'set-mark', 1);
INSERT INTO change (journal, tbl, key, before, after) VALUES
  (3, 'mark', '4/7/1', NULL, '{\"inspection\":4,\"person\":7,\"indicator\":1,\"earned\":900,\"lost\":null,\"saved\":3}'),
  (3, 'month', '2026-06',
   '{\"month\":\"2026-06\",\"state\":\"open\",\"policy\":null,\"version\":1,\"published_on\":null,\"closed_on\":null,\"meeting\":\"\"}',
   '{\"month\":\"2026-06\",\"state\":\"scoring\",\"policy\":null,\"version\":1,\"published_on\":null,\"closed_on\":null,\"meeting\":\"\"}'),
  (2, 'inspection', '4', NULL, '{\"id\":4,\"month\":\"2026-06\",\"kind\":\"spot\",\"number\":1,\"inspector\":\"\",\"held_on\":null}');
";

fn old_file(folder: &Path) -> PathBuf {
    let path = folder.join("旧.jingge");
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch(include_str!("../src/migrations/001_first.sql")).unwrap();
    conn.execute_batch(ROWS).unwrap();
    path
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn undo(store: &mut Store, target: i64) {
    let entry = Entry {
        at: "d".into(),
        by: "王敏".into(),
        verb: "undo".into(),
        args: "{}".into(),
        reason: None,
        undoable: true,
    };
    store.undo(target, &entry).unwrap();
}

#[test]
fn a_file_of_the_first_schema_keeps_everything_and_each_row_knows_its_scheme() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&old_file(folder.path()), "测试").unwrap();
    assert!(store.integrity().unwrap().is_empty());
    let (may, june, zhang) = (month("2026-05"), month("2026-06"), SubjectId::from(PersonId(7)));
    assert_eq!(store.pins().unwrap(), [Pin { month: may, scheme: "first".into(), policy: 1 }]);
    let of = |m| store.inspections(m).unwrap().into_iter().map(|i| (i.id, i.scheme)).collect::<Vec<_>>();
    assert_eq!((of(may), of(june)), (vec![(3, "first".to_string())], vec![(4, "second".to_string())]));
    let marks = |m, scheme: &str| {
        let mut values = Vec::new();
        store.each_mark(m, scheme, |mark| values.push((mark.subject, mark.value))).unwrap();
        values
    };
    assert_eq!(marks(may, "first"), [(zhang, MarkValue::Lost(Score(50)))]);
    assert_eq!(marks(june, "second"), [(zhang, MarkValue::Earned(Score(900)))]);
    assert_eq!(marks(june, "first"), []);
    let standing = store.standings(june).unwrap().remove(0);
    assert_eq!((standing.subject, standing.state, standing.reason.as_str()), (zhang, State::Exempt, "住院"));
    let finding = store.findings(may).unwrap().remove(0);
    assert_eq!((finding.subject, finding.grid), (zhang, Some(GridId(2))));
    let facts: Vec<_> = store.facts(may).unwrap().into_iter().map(|f| f.subject).collect();
    assert_eq!(facts, [Some(zhang), None]);
    let decision = store.decisions(may).unwrap().remove(0);
    assert_eq!((decision.subject, decision.scheme.as_str(), decision.by.as_str()), (zhang, "first", "李主任"));
    let handout = store.handouts(may).unwrap().remove(0);
    assert_eq!((handout.subject, handout.scheme.as_str(), handout.signed_by.as_str()), (zhang, "first", "张三"));
    let outcome = store.outcomes(may, 1, "first").unwrap().remove(0);
    assert_eq!((outcome.subject, outcome.score, outcome.measures.len()), (zhang, Some(Score(9950)), 1));
    assert_eq!(store.traces_before("first", june, 1).unwrap().len(), 1);
}

#[test]
fn what_could_be_undone_before_the_file_was_brought_over_still_can() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&old_file(folder.path()), "测试").unwrap();
    let june = month("2026-06");
    undo(&mut store, 3);
    assert_eq!(store.mark(4, SubjectId(7), 1).unwrap(), None);
    assert_eq!(store.month(june).unwrap().unwrap().state.key(), "open");
    undo(&mut store, 2);
    assert!(store.inspections(june).unwrap().is_empty());
}

#[test]
fn the_file_as_it_was_is_kept_beside_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = old_file(folder.path());
    drop(Store::open(&path, "测试").unwrap());
    let beside = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let kept: Vec<_> = beside.filter(|p| p.to_string_lossy().contains(".before-")).collect();
    assert_eq!(kept.len(), 1);
    let kept = Connection::open(&kept[0]).unwrap();
    let version: i64 = kept.query_row("PRAGMA user_version", [], |r| r.get(0)).unwrap();
    assert_eq!(version, 1);
}
