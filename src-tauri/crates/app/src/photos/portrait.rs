//! Portraits, which boards show.

use std::path::Path;

use domain::{Outcome, Person, PersonId};

use super::{
    picture::{Size, Upright},
    reading,
};
use crate::{
    Office,
    office::{Deed, topic},
    people::person_of,
    view::Changed,
};

/// A board's portrait at 300 dpi needs no more.
const PORTRAIT: Size = Size { width: 600, height: 800, quality: 88 };

impl Office {
    /// Gives a person a portrait from a picture file, or takes it away.
    pub fn set_photo(&mut self, person: PersonId, path: Option<&Path>) -> Outcome<Changed> {
        let register = self.register()?;
        let old = person_of(&register, person)?.clone();
        let picture = path
            .map(|path| reading::file(path, |bytes| Upright::read(bytes)?.at(PORTRAIT, false)))
            .transpose()
            .map_err(domain::Fault::unreadable)?;
        let verb = if picture.is_some() { "set-photo" } else { "remove-photo" };
        let deed = Deed::new(verb, &[topic::PEOPLE, topic::BOARDS]).with("name", &old.name);
        let write = |tx: &store::Tx<'_>| {
            let photo = match &picture {
                Some(p) => Some(tx.add_photo("image/jpeg", p.width, p.height, &p.bytes)?),
                None => None,
            };
            tx.update_person(&Person { photo, ..old })
        };
        self.write(deed, write).map(|((), changed)| changed)
    }
}

#[cfg(test)]
mod tests {
    use super::super::picture::tests::plain;
    use super::*;
    use crate::testing::{day, small_office};

    #[test]
    fn a_portrait_is_kept_at_a_boards_size_and_undo_takes_it_off() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("张三.png");
        std::fs::write(&path, plain(3000, 3000, image::ImageFormat::Png)).unwrap();
        let mut office = small_office();
        office.set_photo(PersonId(1), Some(&path)).unwrap();
        let photo = |office: &mut Office| office.person(PersonId(1), day("2026-06-20")).unwrap().person.photo;
        let kept = photo(&mut office).unwrap();
        let (mime, bytes) = office.photo(kept, true).unwrap();
        let size = image::load_from_memory(&bytes).map(|p| (p.width(), p.height())).unwrap();
        assert_eq!((mime.as_str(), size), ("image/jpeg", (600, 600)));
        office.undo().unwrap();
        assert_eq!(photo(&mut office), None);
    }
}
