//! Photos of problems: as they were found, and as they were put right.

use domain::{DefectId, Outcome, PhotoId, PhotoStage, Problem};

use super::reading::ReadPhotos;
use crate::{
    Office,
    office::{Deed, topic},
    view::{Changed, PhotosAdded},
};

impl Office {
    /// Puts photos to a problem: all that were read in one entry of the record. One that the file has is not kept twice.
    pub fn add_defect_photos(&mut self, defect: DefectId, stage: PhotoStage, read: ReadPhotos) -> Outcome<PhotosAdded> {
        let label = self.defect_label(defect)?;
        let ReadPhotos { photos, mut problems } = read;
        let shown: Vec<_> = self.store.photos_of_defect(defect)?.into_iter().map(|(photo, _)| photo).collect();
        let mut fresh = Vec::new();
        for photo in photos {
            let there = self.store.photo_of_bytes(&photo.picture.bytes)?;
            let twice = fresh.iter().any(|(other, _): &(super::reading::ReadPhoto, _)| other.picture == photo.picture);
            if twice || there.is_some_and(|id| shown.contains(&id)) {
                problems.push(Problem::new("photo-there").at(&photo.name).with("label", &label));
                continue;
            }
            if let Some(id) = there
                && let Some(other) = self.store.defects_with_photo(id)?.first()
            {
                let other = self.defect_label(*other)?;
                problems.push(Problem::new("photo-elsewhere").at(&photo.name).with("label", other));
            }
            fresh.push((photo, there));
        }
        let problems = problems.iter().map(|p| self.problem_view(p)).collect();
        if fresh.is_empty() {
            return Ok(PhotosAdded { added: Vec::new(), problems, changed: None });
        }
        let deed = Deed::new("add-defect-photos", &[topic::DEFECTS]).with("label", &label).with("count", fresh.len());
        let (added, changed) = self.write(deed, |tx| {
            fresh
                .iter()
                .map(|(read, there)| {
                    let id = match there {
                        Some(id) => *id,
                        None => {
                            let p = &read.picture;
                            tx.add_photo("image/jpeg", p.width, p.height, &p.bytes)?
                        }
                    };
                    tx.add_photo_small(id, read.small.width, read.small.height, &read.small.bytes)?;
                    tx.add_defect_photo(defect, id, stage)?;
                    Ok(id)
                })
                .collect::<Outcome<Vec<_>>>()
        })?;
        Ok(PhotosAdded { added, problems, changed: Some(changed) })
    }

    /// Takes a photo off a problem; the photo itself stays in the file, so that undo has it again.
    pub fn remove_defect_photo(&mut self, defect: DefectId, photo: PhotoId) -> Outcome<Changed> {
        let label = self.defect_label(defect)?;
        if !self.store.photos_of_defect(defect)?.iter().any(|(shown, _)| *shown == photo) {
            return Err(Problem::new("photo-missing").with("id", photo.0).into());
        }
        let deed = Deed::new("remove-defect-photo", &[topic::DEFECTS]).with("label", label);
        self.write(deed, |tx| tx.remove_defect_photo(defect, photo)).map(|((), changed)| changed)
    }

    fn defect_label(&self, id: DefectId) -> Outcome<String> {
        let defect = self.store.defect(id)?.ok_or_else(|| Problem::new("defect-missing").with("id", id.0))?;
        Ok(defect.label())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{picture::tests::plain, read_photos};
    use super::*;
    use crate::testing::{day, may, small_office};
    use domain::{Defect, DefectSource, GridId};
    use std::path::PathBuf;

    /// A small office with two problems in its first grid, and a folder for pictures.
    struct House {
        office: Office,
        folder: tempfile::TempDir,
        first: DefectId,
        second: DefectId,
    }

    fn house() -> House {
        let mut office = small_office();
        let found = |number| Defect {
            number,
            source: DefectSource::Resident,
            place: "村口".into(),
            ..Defect::found(may(), GridId(4), day("2026-05-12"), "垃圾堆积")
        };
        let put = |tx: &store::Tx<'_>| Ok((tx.put_defect(&found(1))?, tx.put_defect(&found(2))?));
        let ((first, second), _) = office.write(Deed::new("test", &[]), put).unwrap();
        House { office, folder: tempfile::tempdir().unwrap(), first, second }
    }

    impl House {
        fn file(&self, name: &str, width: u32) -> PathBuf {
            let path = self.folder.path().join(name);
            std::fs::write(&path, plain(width, 40, image::ImageFormat::Png)).unwrap();
            path
        }

        fn add(&mut self, defect: DefectId, paths: &[PathBuf]) -> PhotosAdded {
            let read = read_photos(paths, false, &mut |_, _| true).unwrap();
            self.office.add_defect_photos(defect, PhotoStage::Found, read).unwrap()
        }

        fn shown(&self, defect: DefectId) -> Vec<PhotoId> {
            self.office.store.photos_of_defect(defect).unwrap().into_iter().map(|(photo, _)| photo).collect()
        }
    }

    #[test]
    fn many_photos_are_one_entry_and_one_undo_and_redo_has_them_again() {
        let mut house = house();
        let paths = [house.file("a.png", 50), house.file("b.png", 60)];
        let before = house.office.journal(50, None).unwrap().len();
        let added = house.add(house.first, &paths);
        assert_eq!((added.added.len(), added.problems.len()), (2, 0));
        assert_eq!(house.office.journal(50, None).unwrap().len(), before + 1);
        house.office.undo().unwrap();
        assert_eq!(house.shown(house.first), []);
        house.office.redo().unwrap();
        assert_eq!(house.shown(house.first), added.added);
        let (_, bytes) = house.office.photo(added.added[0], true).unwrap();
        assert_eq!(image::load_from_memory(&bytes).map(|p| p.width()).unwrap(), 50);
    }

    #[test]
    fn the_same_photo_is_not_kept_twice_and_is_told() {
        let mut house = house();
        let (a, again) = (house.file("a.png", 50), house.file("copy.png", 50));
        let first = house.add(house.first, &[a.clone(), again]);
        let told: Vec<_> = first.problems.iter().map(|p| (p.code.as_str(), p.place.as_str())).collect();
        assert_eq!((first.added.len(), told), (1, vec![("photo-there", "copy.png")]));
        let second = house.add(house.first, std::slice::from_ref(&a));
        assert_eq!((second.added.len(), second.changed.is_none()), (0, true));
        let elsewhere = house.add(house.second, &[a]);
        let told: Vec<_> = elsewhere.problems.iter().map(|p| p.code.as_str()).collect();
        assert_eq!((elsewhere.added, told), (first.added, vec!["photo-elsewhere"]));
    }

    #[test]
    fn a_photo_taken_off_comes_back_by_undo() {
        let mut house = house();
        let paths = [house.file("a.png", 50)];
        let photo = house.add(house.first, &paths).added[0];
        house.office.remove_defect_photo(house.first, photo).unwrap();
        assert_eq!(house.shown(house.first), []);
        let again = house.office.remove_defect_photo(house.first, photo).unwrap_err();
        assert_eq!(again.code(), "photo-missing");
        house.office.undo().unwrap();
        assert_eq!(house.shown(house.first), [photo]);
    }
}
