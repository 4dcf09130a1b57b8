//! Backups: whole copies with a date in their name, and the way back.

use std::{
    fs,
    path::{Path, PathBuf},
};

use domain::{Date, Fault, Outcome, Problem};

use crate::{Office, Setting};

/// What lies beside an office file and says when it was last backed up: a note about the file, not a change to it.
fn note(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".backup");
    path.with_file_name(name)
}

/// The day of the last backup.
pub(crate) fn last(path: &Path) -> Option<Date> {
    fs::read_to_string(note(path)).ok()?.lines().next()?.parse().ok()
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default()
}

/// `name.jingge` in a folder, or the first of `name-2.jingge` … that isn't there yet.
fn free(folder: &Path, name: &str) -> PathBuf {
    let numbered = (2..).map(|n| folder.join(format!("{name}-{n}.jingge")));
    let first = folder.join(format!("{name}.jingge"));
    std::iter::once(first.clone()).chain(numbered).find(|path| !path.exists()).unwrap_or(first)
}

impl Office {
    /// Copies the whole file, checked as it is written; without a place, into the folder for backups under a name with
    /// today's date. Answers where the copy is.
    pub fn backup(&self, dest: Option<&Path>) -> Outcome<PathBuf> {
        let path = self.store.path();
        let today = self.clock.today();
        let dest = match dest {
            Some(dest) if !dest.is_dir() => dest.to_path_buf(),
            folder => {
                let settings = self.settings()?;
                let beside = path.parent().unwrap_or(Path::new("")).join("备份");
                let folder =
                    folder.map(Path::to_path_buf).or(settings.backup_folder.map(PathBuf::from)).unwrap_or(beside);
                fs::create_dir_all(&folder)
                    .map_err(|e| Fault::from(Problem::new("backup-failed").at(folder.display()).with("detail", e)))?;
                free(&folder, &format!("{}-{today}", stem(path)))
            }
        };
        store::backup_to(&self.store, &dest)?;
        // A folder that can't be written to has its backup all the same.
        let _ = fs::write(note(path), format!("{today}\n{}\n", dest.display()));
        Ok(dest)
    }
}

/// Puts a backup in the place of an office file. The file that was there is kept beside it; answers under which name.
pub fn restore(backup: &Path, file: &Path, setting: &Setting) -> Outcome<Option<PathBuf>> {
    let there = file.exists();
    let folder = file.parent().unwrap_or(Path::new(""));
    let kept = free(folder, &format!("{}-恢复前-{}", stem(file), setting.clock.today()));
    store::restore(backup, file, &kept)?;
    Ok(there.then_some(kept))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grids::tests::{form, setting};
    use domain::GridLevel;

    fn office_at(path: &Path) -> Office {
        let mut office = Office::create(path, &setting("2026-06-26")).unwrap();
        office.save_grid(&form(GridLevel::Township, None, "青禾镇")).unwrap();
        office
    }

    #[test]
    fn a_backup_has_the_days_name_is_remembered_and_leaves_undo_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("青禾镇.jingge");
        let office = office_at(&path);
        let before = (office.undo_state().unwrap(), office.journal(9, None).unwrap());
        assert_eq!(last(&path), None);
        let first = office.backup(None).unwrap();
        assert_eq!(first, folder.path().join("备份/青禾镇-2026-06-26.jingge"));
        assert_eq!(office.backup(None).unwrap(), folder.path().join("备份/青禾镇-2026-06-26-2.jingge"));
        assert_eq!(last(&path).map(|d| d.to_string()).as_deref(), Some("2026-06-26"));
        assert_eq!((office.undo_state().unwrap(), office.journal(9, None).unwrap()), before);
        // A copy that is there is never written over.
        assert_eq!(office.backup(Some(&first)).unwrap_err().code(), "file-exists");
    }

    #[test]
    fn the_same_day_given_at_two_starts_never_gives_the_same_id_twice() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("青禾镇.jingge");
        drop(office_at(&path));
        for name in ["张家湾村", "柳林村"] {
            let mut office = Office::open(&path, &setting("2026-06-26")).unwrap();
            let root = office.register().unwrap().township().unwrap().id;
            office.save_grid(&form(GridLevel::Village, Some(root), name)).unwrap();
        }
    }

    #[test]
    fn a_restored_backup_is_as_it_was_and_what_it_replaced_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("青禾镇.jingge");
        let mut office = office_at(&path);
        let copy = office.backup(None).unwrap();
        let root = office.register().unwrap().township().unwrap().id;
        office.save_grid(&form(GridLevel::Village, Some(root), "张家湾村")).unwrap();
        assert_eq!(restore(&copy, &path, &setting("2026-06-27")).unwrap_err().code(), "file-open-elsewhere");
        drop(office);
        let kept = restore(&copy, &path, &setting("2026-06-27")).unwrap().unwrap();
        let villages = |path: &Path| {
            let mut office = Office::open(path, &setting("2026-06-27")).unwrap();
            office.register().unwrap().grids.len()
        };
        assert_eq!((villages(&path), villages(&kept)), (1, 2));
    }
}
