//! Who has the file open for writing: a small file beside it, locked by the system for as long as its owner lives.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{Read, Write},
    path::{Path, PathBuf},
};

/// Held while the office file is open for writing; released at drop, or by the system if the program ends.
pub(crate) struct FileLock {
    file: Option<File>,
    path: PathBuf,
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".lock");
    path.with_file_name(name)
}

/// Who has a file open for writing, as they said of themselves.
pub fn holder_of(path: &Path) -> Option<String> {
    let lock = OpenOptions::new().read(true).write(true).open(beside(path)).ok()?;
    match lock.try_lock() {
        Err(TryLockError::WouldBlock) => fs::read_to_string(beside(path)).ok(),
        _ => None,
    }
}

impl FileLock {
    /// Takes the lock, or says who has it. `None` inside `Ok` never happens; an unwritable folder is no hindrance to
    /// the caller's own check of the file, so it yields an empty name.
    pub(crate) fn take(path: &Path, holder: &str) -> Result<Self, String> {
        let lock_path = beside(path);
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&lock_path);
        let Ok(mut file) = open else { return Err(String::new()) };
        match file.try_lock() {
            Ok(()) => {
                let _ = file.set_len(0);
                let _ = file.write_all(holder.as_bytes());
                let _ = file.flush();
                Ok(Self { file: Some(file), path: lock_path })
            }
            Err(TryLockError::WouldBlock) => {
                let mut who = String::new();
                let _ = file.read_to_string(&mut who);
                Err(if who.is_empty() { "?".into() } else { who })
            }
            Err(TryLockError::Error(_)) => Err(String::new()),
        }
    }
}

impl Drop for FileLock {
    fn drop(&mut self) {
        // Removed while still held, so that nobody can lock a file that is about to vanish unseen by us.
        let _ = fs::remove_file(&self.path);
        self.file.take();
    }
}
