//! Photos: looked into before they reach a page, and made smaller when they hold more than the page can show.

use domain::Problem;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageReader, codecs::jpeg::JpegEncoder, imageops::FilterType};
use std::io::Cursor;

/// The photo with its longer side at most `limit` pixels. A photo that is small enough keeps its bytes.
pub(crate) fn prepare(bytes: &[u8], limit: u32) -> Result<Vec<u8>, Problem> {
    let unreadable = |why: &dyn std::fmt::Display| Problem::new("photo-unreadable").with("why", why);
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|e| unreadable(&e))?;
    let mut decoder = reader.into_decoder().map_err(|e| unreadable(&e))?;
    let (width, height) = decoder.dimensions();
    let orientation = decoder.orientation().map_err(|e| unreadable(&e))?;
    if width.max(height) <= limit {
        return Ok(bytes.to_vec());
    }
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|e| unreadable(&e))?;
    picture.apply_orientation(orientation);
    let small = picture.resize(limit, limit, FilterType::Triangle);
    let mut out = Vec::new();
    if small.color().has_alpha() {
        small.write_to(&mut Cursor::new(&mut out), image::ImageFormat::Png).map_err(|e| unreadable(&e))?;
    } else {
        let rgb = small.to_rgb8();
        JpegEncoder::new_with_quality(&mut out, 88)
            .write_image(rgb.as_raw(), rgb.width(), rgb.height(), image::ExtendedColorType::Rgb8)
            .map_err(|e| unreadable(&e))?;
    }
    Ok(out)
}

/// How many bytes the prepared photo takes when it is decoded; nothing for what is no photo.
pub(crate) fn decoded_size(bytes: &[u8], limit: u32) -> u64 {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let (width, height) = reader.ok().and_then(|reader| reader.into_dimensions().ok()).unwrap_or((0, 0));
    let (limit, longer) = (u64::from(limit), u64::from(width.max(height)));
    let full = u64::from(width) * u64::from(height) * 3;
    if longer > limit { full * limit / longer * limit / longer } else { full }
}

/// What is wrong with a photo that can't be decoded to its end. Asked only after the typesetter refused one, which doesn't
/// say whose it was.
pub(crate) fn fault_of(bytes: &[u8]) -> Option<Problem> {
    image::load_from_memory(bytes).err().map(|error| Problem::new("photo-unreadable").with("why", error))
}
