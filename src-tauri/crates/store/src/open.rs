//! Creating and opening an office file; every way that can fail has its own words, and writes nothing.

use domain::{Fault, Outcome, Problem};
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};
use std::{fs, path::Path, time::Duration};

use crate::{Db, Store, capture, fault::OrFault, lock::FileLock};

/// “JGGF” in the file's header tells our files from others.
const APPLICATION_ID: i32 = 0x4a47_4746;

const STEPS: &[&str] = &[
    include_str!("migrations/001_first.sql"),
    include_str!("migrations/002_schemes.sql"),
    include_str!("migrations/003_drafts.sql"),
    include_str!("migrations/004_corrections.sql"),
    include_str!("migrations/005_session.sql"),
];

/// What stands for the path of a file in memory.
const IN_MEMORY: &str = ":memory:";

/// How a file is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// For reading and writing.
    Write,
    /// For reading alone.
    Read,
}

/// Brings a file to this program's schema, whole or not at all. A step may make tables anew, which SQLite allows only
/// while it doesn't hold their references to one another; they are looked over before the step counts.
fn migrate(conn: &mut Connection) -> Result<(), rusqlite_migration::Error> {
    conn.pragma_update(None, "foreign_keys", false)?;
    let steps = Migrations::new(STEPS.iter().map(|sql| M::up(sql).foreign_key_check()).collect());
    let done = steps.to_latest(conn);
    conn.pragma_update(None, "foreign_keys", true)?;
    done
}

/// The schema version that this program writes.
pub(crate) fn schema_version() -> i64 {
    STEPS.len() as i64
}

fn at(code: &str, path: &Path) -> Problem {
    Problem::new(code).at(path.display())
}

impl Store {
    /// Makes a new office file. Refuses a path that exists.
    pub fn create(path: &Path, holder: &str) -> Outcome<Self> {
        if path.exists() {
            return Err(at("file-exists", path).into());
        }
        let lock = FileLock::take(path, holder).map_err(|_| at("folder-not-writable", path))?;
        let mut conn = Connection::open(path).map_err(|_| at("folder-not-writable", path))?;
        conn.pragma_update(None, "application_id", APPLICATION_ID).or_fault()?;
        prepare(&conn)?;
        migrate(&mut conn).map_err(|e| Fault::from(at("migration-failed", path).with("detail", e)))?;
        capture::install(&conn).or_fault()?;
        Ok(Self { db: Db::on(conn), path: path.to_path_buf(), access: Access::Write, lock: Some(lock) })
    }

    /// A file in memory, for tests and for trying things out.
    pub fn in_memory() -> Outcome<Self> {
        let mut conn = Connection::open_in_memory().or_fault()?;
        prepare(&conn)?;
        migrate(&mut conn).map_err(|e| Fault::from(Problem::new("migration-failed").with("detail", e)))?;
        capture::install(&conn).or_fault()?;
        Ok(Self { db: Db::on(conn), path: IN_MEMORY.into(), access: Access::Write, lock: None })
    }

    /// Opens a file for writing. Refused, each with its own code: `file-missing`, `file-not-ours`, `file-newer`,
    /// `file-damaged`, `file-read-only`, `file-open-elsewhere` (with who has it).
    pub fn open(path: &Path, holder: &str) -> Outcome<Self> {
        let version = inspect(path)?;
        if fs::metadata(path).is_ok_and(|m| m.permissions().readonly()) {
            return Err(at("file-read-only", path).into());
        }
        let lock = FileLock::take(path, holder).map_err(|who| {
            if who.is_empty() { at("file-read-only", path) } else { at("file-open-elsewhere", path).with("who", who) }
        })?;
        let mut conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).or_fault()?;
        prepare(&conn)?;
        if version < schema_version() {
            let kept = path.with_extension(format!("before-{}.jingge", schema_version()));
            crate::backup::copy(&conn, &kept)?;
            migrate(&mut conn).map_err(|e| Fault::from(at("migration-failed", path).with("detail", e)))?;
        }
        capture::install(&conn).or_fault()?;
        Ok(Self { db: Db::on(conn), path: path.to_path_buf(), access: Access::Write, lock: Some(lock) })
    }

    /// Opens a file for reading; possible while another program writes to it.
    pub fn open_read_only(path: &Path) -> Outcome<Self> {
        let version = inspect(path)?;
        if version < schema_version() {
            return Err(at("file-older-read-only", path).into());
        }
        Ok(Self { db: reading(path)?, path: path.to_path_buf(), access: Access::Read, lock: None })
    }

    /// More connections to the same file that only read, for as many threads; none for a file in memory.
    pub fn readers(&self, count: usize) -> Outcome<Vec<Db>> {
        let count = if self.path == Path::new(IN_MEMORY) { 0 } else { count };
        (0..count).map(|_| reading(&self.path)).collect()
    }

    /// Whether this store holds the lock for writing.
    pub fn holds_lock(&self) -> bool {
        self.lock.is_some()
    }
}

impl Drop for Store {
    /// Leaves one file behind: the journal, kept empty while the file is open, goes.
    fn drop(&mut self) {
        if self.access == Access::Write {
            let _ = self.db.conn.execute_batch("PRAGMA journal_mode = DELETE");
        }
    }
}

/// A connection that only reads.
fn reading(path: &Path) -> Outcome<Db> {
    // One thread at a time has the connection, so that SQLite need not lock it for every value that is read.
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).or_fault()?;
    conn.busy_timeout(Duration::from_secs(5)).or_fault()?;
    conn.set_prepared_statement_cache_capacity(128);
    Ok(Db::on(conn))
}

/// Looks at a file without changing it, and tells its schema version.
fn inspect(path: &Path) -> Outcome<i64> {
    let head = match fs::File::open(path) {
        Ok(mut file) => {
            let mut head = [0_u8; 16];
            match std::io::Read::read_exact(&mut file, &mut head) {
                Ok(()) => head,
                Err(_) => return Err(Fault::unreadable(at("file-not-ours", path))),
            }
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Fault::unreadable(at("file-missing", path)));
        }
        Err(error) => return Err(Fault::unreadable(at("file-unreadable", path).with("detail", error))),
    };
    if &head != b"SQLite format 3\0" {
        return Err(Fault::unreadable(at("file-not-ours", path)));
    }
    let damaged = |detail: &dyn std::fmt::Display| Fault::unreadable(at("file-damaged", path).with("detail", detail));
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(|e| damaged(&e))?;
    conn.busy_timeout(Duration::from_secs(5)).or_fault()?;
    let pragma = |name: &str| conn.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0));
    if pragma("application_id").map_err(|e| damaged(&e))? != i64::from(APPLICATION_ID) {
        return Err(Fault::unreadable(at("file-not-ours", path)));
    }
    let version = pragma("user_version").map_err(|e| damaged(&e))?;
    if version > schema_version() {
        return Err(Fault::unreadable(at("file-newer", path).with("version", version)));
    }
    if let Some(fault) = first_damage(&conn).map_err(|e| damaged(&e))? {
        return Err(damaged(&fault));
    }
    Ok(version)
}

/// The first thing wrong in the file's tables, pictures left out: a thousand photos would be read to open a file for one
/// mark. The look over the file that a clerk asks for reads them too.
fn first_damage(conn: &Connection) -> rusqlite::Result<Option<String>> {
    let mut names = conn.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('photo', 'photo_small')",
    )?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for name in names {
        let verdict: String = conn.query_row(&format!("PRAGMA quick_check({name})"), [], |row| row.get(0))?;
        if verdict != "ok" {
            return Ok(Some(verdict));
        }
    }
    Ok(None)
}

/// The office copies its file to a stick while the program runs, so there is no write-ahead log beside it: between
/// two writes the one file is whole. Each commit is durable before it is shown as saved.
pub(crate) fn prepare(conn: &Connection) -> Outcome<()> {
    conn.busy_timeout(Duration::from_secs(5)).or_fault()?;
    conn.execute_batch(
        "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
         PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;",
    )
    .or_fault()?;
    conn.set_prepared_statement_cache_capacity(128);
    Ok(())
}
