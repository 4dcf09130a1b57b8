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

/// What is wrong with a photo that can't be decoded to its end. Asked only after the typesetter refused one, which doesn't
/// say whose it was.
pub(crate) fn fault_of(bytes: &[u8]) -> Option<Problem> {
    image::load_from_memory(bytes).err().map(|error| Problem::new("photo-unreadable").with("why", error))
}
