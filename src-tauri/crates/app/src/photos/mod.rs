//! Photos: read from the files that a clerk chooses or drags in, turned upright, made small, rid of what the camera wrote
//! into them; portraits and the photos of problems alike. A photo that was taken stays in the file for good, also when the
//! link to it is undone or removed: redo and the papers of closed months may name it again, so nothing ever cleans up.

mod defects;
mod picture;
mod portrait;
mod reading;

pub use reading::{ReadPhotos, read_photos};

use domain::{Outcome, PhotoId, Problem};

use crate::Office;

impl Office {
    /// A photo as it is kept, its type and bytes; `small` for lists. A portrait is small enough for both.
    pub fn photo(&self, id: PhotoId, small: bool) -> Outcome<(String, Vec<u8>)> {
        let found = match small {
            true => self.store.photo_small(id)?,
            false => None,
        };
        match found {
            Some(found) => Ok(found),
            None => Ok(self.store.photo(id)?.ok_or_else(|| Problem::new("photo-missing").with("id", id.0))?),
        }
    }
}
