//! Whether what was read of a file may still be so: what is kept in memory beside the file rests on this.

use std::cell::Cell;

use domain::Outcome;
use rusqlite::Connection;

use crate::{Db, fault::OrFault};

/// What a connection reads at a moment. While it stays the same, nothing that was read has become untrue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Commits of other connections, as far as this one knows.
    others: i64,
    /// Rows that this connection has written, rolled back ones too.
    own: u64,
    /// Looks at what isn't so.
    looks: u64,
}

impl Stamp {
    /// Whether nobody but this connection has written between the two.
    pub fn by_us_alone(self, later: Self) -> bool {
        self.others == later.others
    }
}

impl Db {
    pub(crate) fn on(conn: Connection) -> Self {
        Self { conn, looks: Cell::new(0) }
    }

    /// What this connection reads now. Asked before reading, so that a commit in the midst of it tells.
    pub fn stamp(&self) -> Outcome<Stamp> {
        let others = self
            .conn
            .prepare_cached("PRAGMA data_version")
            .and_then(|mut s| s.query_row([], |r| r.get(0)))
            .or_fault()?;
        Ok(Stamp { others, own: self.conn.total_changes(), looks: self.looks.get() })
    }
}

#[cfg(test)]
mod tests {
    use domain::Month;

    use crate::{Entry, Store};

    fn entry() -> Entry {
        Entry {
            at: "2026-05-01 09:00:00".into(),
            by: "test".into(),
            verb: "test".into(),
            args: "{}".into(),
            reason: None,
            undoable: true,
        }
    }

    fn month() -> Month {
        "2026-05".parse().unwrap()
    }

    #[test]
    fn reading_leaves_the_stamp_and_every_kind_of_change_alters_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("office.jingge");
        let mut store = Store::create(&path, "test").unwrap();
        let other = Store::open_read_only(&path).unwrap();
        let (mut before, seen) = (store.stamp().unwrap(), other.stamp().unwrap());
        store.months().unwrap();
        assert_eq!(store.stamp().unwrap(), before);
        let mut check = |store: &Store, what: &str| {
            let now = store.stamp().unwrap();
            assert_ne!(now, before, "{what}");
            assert!(before.by_us_alone(now), "{what}");
            before = now;
        };
        store.write(&entry(), |tx| tx.add_month(month())).unwrap();
        check(&store, "a write");
        store.undo(1, &entry()).unwrap();
        check(&store, "an undo");
        store.rehearse(|tx| tx.add_month(month())).unwrap();
        check(&store, "a rehearsal");
        store.look_back(&[], &[month()]).unwrap();
        check(&store, "a look back");
        store.look_at_now().unwrap();
        check(&store, "the end of a look back");
        assert_ne!(other.stamp().unwrap(), seen, "another program's write");
        assert!(!seen.by_us_alone(other.stamp().unwrap()));
    }
}
