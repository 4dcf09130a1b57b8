//! Backups: a whole copy made while the file is open, read back and checked before it counts.

use domain::{Fault, Outcome, Problem};
use rusqlite::{Connection, OpenFlags, backup::Backup};
use std::{fs, path::Path, time::Duration};

use crate::{Db, Store};

/// Copies an open file to `dest`, which must not exist.
pub fn backup_to(db: &Db, dest: &Path) -> Outcome<()> {
    copy(&db.conn, dest)
}

pub(crate) fn copy(conn: &Connection, dest: &Path) -> Outcome<()> {
    if dest.exists() {
        return Err(Problem::new("file-exists").at(dest.display()).into());
    }
    let failed = |e: rusqlite::Error| Fault::from(Problem::new("backup-failed").at(dest.display()).with("detail", e));
    let result = (|| {
        let mut target = Connection::open(dest)?;
        Backup::new(conn, &mut target)?.run_to_completion(1024, Duration::ZERO, None)?;
        target.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0))
    })();
    match result {
        Ok(verdict) if verdict == "ok" => Ok(()),
        Ok(verdict) => {
            let _ = fs::remove_file(dest);
            Err(Problem::new("backup-failed").at(dest.display()).with("detail", verdict).into())
        }
        Err(error) => {
            let _ = fs::remove_file(dest);
            Err(failed(error))
        }
    }
}

/// Puts a backup in the place of `file`. A file that is there already is kept beside it under `kept`; nothing is lost.
pub fn restore(backup: &Path, file: &Path, kept: &Path) -> Outcome<()> {
    let source = Store::open_read_only(backup)?;
    let fresh = file.with_extension("restoring");
    let _ = fs::remove_file(&fresh);
    copy(&source.db.conn, &fresh)?;
    let io = |e: std::io::Error| Fault::from(Problem::new("restore-failed").at(file.display()).with("detail", e));
    if file.exists() {
        // Opened for writing for a moment, so that a file in use elsewhere is not taken away from its user.
        drop(Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY));
        let guard = crate::lock::FileLock::take(file, "restore")
            .map_err(|who| Problem::new("file-open-elsewhere").at(file.display()).with("who", who))?;
        fs::rename(file, kept).map_err(io)?;
        drop(guard);
    }
    fs::rename(&fresh, file).map_err(io)
}
