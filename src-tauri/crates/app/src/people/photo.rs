//! Portraits: turned upright, made small enough for a board, and rid of what the camera wrote into them.

use std::{fs, io::Cursor, path::Path};

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{Fault, Outcome, Person, PersonId, PhotoId, Problem};
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageReader, codecs::jpeg::JpegEncoder, imageops::FilterType};

use super::person_of;
use crate::{
    Office,
    office::{Deed, topic},
    view::Changed,
};

/// A board's portrait at 300 dpi needs no more.
const WIDTH: u32 = 600;
const HEIGHT: u32 = 800;
const QUALITY: u8 = 88;

impl Office {
    /// A portrait as a data URL.
    pub fn photo(&self, id: PhotoId) -> Outcome<String> {
        let (mime, bytes) = self.store.photo(id)?.ok_or_else(|| Problem::new("photo-missing").with("id", id.0))?;
        Ok(format!("data:{mime};base64,{}", STANDARD.encode(bytes)))
    }

    /// Gives a person a portrait from a picture file, or takes it away.
    pub fn set_photo(&mut self, person: PersonId, path: Option<&Path>) -> Outcome<Changed> {
        let register = self.register()?;
        let old = person_of(&register, person)?.clone();
        let picture = path.map(portrait_file).transpose()?;
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

/// A portrait as it is kept.
struct Portrait {
    width: u32,
    height: u32,
    bytes: Vec<u8>,
}

fn portrait_file(path: &Path) -> Outcome<Portrait> {
    let bytes = fs::read(path)
        .map_err(|e| Fault::unreadable(Problem::new("photo-unreadable").at(path.display()).with("why", e)))?;
    portrait(&bytes).map_err(|e| Fault::unreadable(Problem::new("photo-unreadable").at(path.display()).with("why", e)))
}

fn portrait(bytes: &[u8]) -> image::ImageResult<Portrait> {
    let mut decoder = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    if picture.width() > WIDTH || picture.height() > HEIGHT {
        picture = picture.resize(WIDTH, HEIGHT, FilterType::CatmullRom);
    }
    let rgb = picture.to_rgb8();
    let mut out = Vec::new();
    // Written anew from the pixels alone: place, camera and time that the picture carried stay behind.
    JpegEncoder::new_with_quality(&mut out, QUALITY).write_image(
        rgb.as_raw(),
        rgb.width(),
        rgb.height(),
        image::ExtendedColorType::Rgb8,
    )?;
    Ok(Portrait { width: rgb.width(), height: rgb.height(), bytes: out })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture taken on its side, as phones do: 8 × 4 pixels, to be turned a quarter clockwise, with a word inside.
    fn sideways() -> Vec<u8> {
        let mut jpeg = Vec::new();
        let pixels = image::RgbImage::from_fn(8, 4, |x, _| image::Rgb([if x < 4 { 255 } else { 0 }, 0, 0]));
        JpegEncoder::new_with_quality(&mut jpeg, 95)
            .write_image(pixels.as_raw(), 8, 4, image::ExtendedColorType::Rgb8)
            .unwrap();
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend(b"taken at home");
        let mut out = jpeg[..2].to_vec();
        out.extend([0xff, 0xe1]);
        out.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
        out.extend(exif);
        out.extend(&jpeg[2..]);
        out
    }

    #[test]
    fn a_picture_is_turned_upright_and_forgets_where_it_was_taken() {
        let taken = sideways();
        assert!(taken.windows(13).any(|w| w == b"taken at home"));
        let kept = portrait(&taken).unwrap();
        assert_eq!((kept.width, kept.height), (4, 8));
        assert!(!kept.bytes.windows(13).any(|w| w == b"taken at home"));
        // A quarter clockwise: what was at the left is at the top.
        let picture = image::load_from_memory(&kept.bytes).unwrap().to_rgb8();
        assert!(picture.get_pixel(2, 1)[0] > 200 && picture.get_pixel(2, 6)[0] < 60);
    }

    #[test]
    fn a_large_picture_is_made_small_and_keeps_its_shape() {
        let mut png = Vec::new();
        DynamicImage::new_rgb8(3000, 3000).write_to(&mut Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
        let kept = portrait(&png).unwrap();
        assert_eq!((kept.width, kept.height), (600, 600));
    }

    #[test]
    fn a_file_that_is_no_picture_is_refused_as_unreadable() {
        assert!(portrait(b"%PDF-1.7").is_err());
    }
}
