//! Photos, large and small, and whose they are. A photo never changes, and none is ever taken out.

use domain::{DefectId, Outcome, PhotoId, PhotoStage};
use rusqlite::{OptionalExtension, params};

use super::parsed;
use crate::{Db, Tx, fault::OrFault};

impl Db {
    /// A photo: type and bytes.
    pub fn photo(&self, id: PhotoId) -> Outcome<Option<(String, Vec<u8>)>> {
        self.conn
            .prepare_cached("SELECT mime, bytes FROM photo WHERE id = ?1")
            .and_then(|mut s| s.query_row([id.0], |r| Ok((r.get(0)?, r.get(1)?))).optional())
            .or_fault()
    }

    /// The same made small, where it was.
    pub fn photo_small(&self, id: PhotoId) -> Outcome<Option<(String, Vec<u8>)>> {
        self.conn
            .prepare_cached("SELECT bytes FROM photo_small WHERE photo = ?1")
            .and_then(|mut s| s.query_row([id.0], |r| Ok(("image/jpeg".to_string(), r.get(0)?))).optional())
            .or_fault()
    }

    /// The photo of exactly these bytes, where the file has it already. SQLite tells a length without reading the bytes.
    pub fn photo_of_bytes(&self, bytes: &[u8]) -> Outcome<Option<PhotoId>> {
        self.conn
            .prepare_cached("SELECT id FROM photo WHERE length(bytes) = length(?1) AND bytes = ?1 ORDER BY id LIMIT 1")
            .and_then(|mut s| s.query_row([bytes], |r| r.get(0).map(PhotoId)).optional())
            .or_fault()
    }

    /// The photos of one problem, as it was found first, in the order in which they were taken in.
    pub fn photos_of_defect(&self, defect: DefectId) -> Outcome<Vec<(PhotoId, PhotoStage)>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT photo, stage FROM defect_photo WHERE defect = ?1 ORDER BY stage = 'fixed', photo")
            .or_fault()?;
        statement
            .query_map([defect.0], |r| Ok((PhotoId(r.get(0)?), parsed(r, 1, PhotoStage::parse)?)))
            .and_then(Iterator::collect)
            .or_fault()
    }

    /// Problems that show a photo, oldest first.
    pub fn defects_with_photo(&self, photo: PhotoId) -> Outcome<Vec<DefectId>> {
        let mut statement =
            self.conn.prepare_cached("SELECT defect FROM defect_photo WHERE photo = ?1 ORDER BY defect").or_fault()?;
        statement.query_map([photo.0], |r| r.get(0).map(DefectId)).and_then(Iterator::collect).or_fault()
    }
}

impl Tx<'_> {
    /// Keeps a picture.
    pub fn add_photo(&self, mime: &str, width: u32, height: u32, bytes: &[u8]) -> Outcome<PhotoId> {
        self.conn
            .prepare_cached("INSERT INTO photo (mime, width, height, bytes) VALUES (?1, ?2, ?3, ?4)")
            .and_then(|mut s| s.insert(params![mime, width, height, bytes]))
            .map(PhotoId)
            .or_fault()
    }

    /// Keeps a picture made small beside the large one; one that is there stays.
    pub fn add_photo_small(&self, photo: PhotoId, width: u32, height: u32, bytes: &[u8]) -> Outcome<()> {
        self.conn
            .prepare_cached(
                "INSERT INTO photo_small (photo, width, height, bytes) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            )
            .and_then(|mut s| s.execute(params![photo.0, width, height, bytes]))
            .or_fault()
            .map(drop)
    }

    /// Puts a photo to a problem.
    pub fn add_defect_photo(&self, defect: DefectId, photo: PhotoId, stage: PhotoStage) -> Outcome<()> {
        self.conn
            .prepare_cached("INSERT INTO defect_photo (defect, photo, stage) VALUES (?1, ?2, ?3)")
            .and_then(|mut s| s.execute(params![defect.0, photo.0, stage.key()]))
            .or_fault()
            .map(drop)
    }

    /// Takes a photo off a problem; the photo itself stays.
    pub fn remove_defect_photo(&self, defect: DefectId, photo: PhotoId) -> Outcome<()> {
        self.conn
            .prepare_cached("DELETE FROM defect_photo WHERE defect = ?1 AND photo = ?2")
            .and_then(|mut s| s.execute(params![defect.0, photo.0]))
            .or_fault()
            .map(drop)
    }
}
