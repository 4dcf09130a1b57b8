//! One picture: looked into, turned upright, made small. No file is read here.

use domain::Problem;
use image::{
    DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits, RgbImage, codecs::jpeg::JpegEncoder,
    imageops::FilterType, metadata::Orientation,
};
use std::io::Cursor;

/// A picture as it is kept: JPEG, upright.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) bytes: Vec<u8>,
}

/// How large a picture is kept, and how well.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) quality: u8,
}

/// A decoded picture takes at most so much: more than any phone's camera makes.
const MOST_BYTES: u64 = 768 << 20;
/// What a segment of a JPEG file holds beside its header.
const SEGMENT: usize = 65_500;

/// A picture decoded, upright, opaque, at its full size; with what the camera wrote, its turn taken out.
pub(crate) struct Upright {
    picture: DynamicImage,
    metadata: Option<Vec<u8>>,
}

impl Upright {
    /// Decodes; what can't be is refused with words that say what the file is.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let format = format(bytes)?;
        let damaged = |why: image::ImageError| Problem::new("photo-damaged").with("why", why);
        let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
        let mut limits = Limits::default();
        limits.max_alloc = Some(MOST_BYTES);
        reader.limits(limits);
        let mut decoder = reader.into_decoder().map_err(damaged)?;
        let mut metadata = decoder.exif_metadata().map_err(damaged)?;
        let turn = decoder.orientation().map_err(damaged)?;
        if decoder.total_bytes() > MOST_BYTES {
            let (width, height) = decoder.dimensions();
            return Err(Problem::new("photo-too-large").with("width", width).with("height", height));
        }
        let mut picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
        picture.apply_orientation(turn);
        if let Some(metadata) = &mut metadata {
            // The pixels are upright now: a viewer that follows the entry would turn them once more.
            let _ = Orientation::remove_from_exif_chunk(metadata);
        }
        Ok(Self { picture: opaque(picture), metadata })
    }

    /// The picture no larger than `size`, with the camera's own words only when `keep`.
    pub(crate) fn at(&self, size: Size, keep: bool) -> Result<Picture, Problem> {
        let fits = self.picture.width() <= size.width && self.picture.height() <= size.height;
        let rgb = if fits {
            self.picture.to_rgb8()
        } else {
            self.picture.resize(size.width, size.height, FilterType::CatmullRom).into_rgb8()
        };
        let mut bytes = Vec::new();
        // Written anew from the pixels alone: place, camera and time that the picture carried stay behind.
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, size.quality);
        let unsaved = |why: &dyn std::fmt::Display| Problem::new("photo-damaged").with("why", why);
        if let Some(metadata) = self.metadata.as_ref().filter(|_| keep) {
            if metadata.len() > SEGMENT {
                return Err(Problem::new("photo-metadata-too-long"));
            }
            encoder.set_exif_metadata(metadata.clone()).map_err(|e| unsaved(&e))?;
        }
        encoder
            .write_image(rgb.as_raw(), rgb.width(), rgb.height(), image::ExtendedColorType::Rgb8)
            .map_err(|e| unsaved(&e))?;
        Ok(Picture { width: rgb.width(), height: rgb.height(), bytes })
    }

    /// The same at a smaller size, to be made smaller still without going through all of it again.
    pub(crate) fn shrunk(self, size: Size) -> Self {
        if self.picture.width() <= size.width && self.picture.height() <= size.height {
            return self;
        }
        Self { picture: self.picture.resize(size.width, size.height, FilterType::CatmullRom), ..self }
    }
}

/// What is transparent is white, as on paper; JPEG would make it black.
fn opaque(picture: DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return picture;
    }
    let seen = picture.to_rgba8();
    let over_white = |part: u8, alpha: u8| {
        let (part, alpha) = (u32::from(part), u32::from(alpha));
        u8::try_from((part * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
    };
    RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let [r, g, b, a] = seen.get_pixel(x, y).0;
        image::Rgb([over_white(r, a), over_white(g, a), over_white(b, a)])
    })
    .into()
}

/// The format, when it is one that can be read; else what the file is, by its first bytes.
fn format(bytes: &[u8]) -> Result<ImageFormat, Problem> {
    if bytes.is_empty() {
        return Err(Problem::new("photo-empty"));
    }
    // The box `ftyp` of ISO media files names its brand: HEIC and AVIF are stills, others are films.
    if let Some(brand) = bytes.get(8..12).filter(|_| bytes.get(4..8) == Some(b"ftyp")) {
        return Err(match brand {
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"mif1" | b"msf1" => Problem::new("photo-heic"),
            b"avif" | b"avis" => Problem::new("photo-format").with("format", "AVIF"),
            _ => Problem::new("photo-film"),
        });
    }
    match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP | ImageFormat::Gif)) => Ok(format),
        Ok(other) => {
            let name = other.extensions_str().first().map_or(String::new(), |e| e.to_uppercase());
            Err(Problem::new("photo-format").with("format", name))
        }
        Err(_) => Err(Problem::new("photo-no-picture")),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    const KEPT: Size = Size { width: 1600, height: 1600, quality: 82 };

    /// A picture taken on its side, as phones do: 8 × 4 pixels, to be turned a quarter clockwise, with a word inside.
    pub(crate) fn sideways() -> Vec<u8> {
        let mut jpeg = Vec::new();
        let pixels = RgbImage::from_fn(8, 4, |x, _| image::Rgb([if x < 4 { 255 } else { 0 }, 0, 0]));
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

    /// A plain picture as a file of that format.
    pub(crate) fn plain(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Vec::new();
        let shades = RgbImage::from_fn(width, height, |x, y| image::Rgb([(x % 251) as u8, (y % 241) as u8, 90]));
        DynamicImage::from(shades).write_to(&mut Cursor::new(&mut bytes), format).unwrap();
        bytes
    }

    fn kept(bytes: &[u8], keep: bool) -> Picture {
        Upright::read(bytes).unwrap().at(KEPT, keep).unwrap()
    }

    fn tells_where(bytes: &[u8]) -> bool {
        bytes.windows(13).any(|w| w == b"taken at home")
    }

    #[test]
    fn a_picture_is_turned_upright_and_forgets_where_it_was_taken() {
        assert!(tells_where(&sideways()));
        let kept = kept(&sideways(), false);
        assert_eq!((kept.width, kept.height, tells_where(&kept.bytes)), (4, 8, false));
        // A quarter clockwise: what was at the left is at the top.
        let picture = image::load_from_memory(&kept.bytes).unwrap().to_rgb8();
        assert!(picture.get_pixel(2, 1)[0] > 200 && picture.get_pixel(2, 6)[0] < 60);
    }

    #[test]
    fn what_is_kept_on_purpose_says_where_and_does_not_turn_the_picture_again() {
        let kept = kept(&sideways(), true);
        assert!(tells_where(&kept.bytes));
        let mut again = ImageReader::with_format(Cursor::new(&kept.bytes), ImageFormat::Jpeg).into_decoder().unwrap();
        assert_eq!((again.orientation().unwrap(), again.dimensions()), (Orientation::NoTransforms, (4, 8)));
    }

    #[test]
    fn a_large_picture_is_made_small_and_keeps_its_shape_whatever_its_format() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
            let kept = kept(&plain(2000, 500, format), false);
            assert_eq!(
                (kept.width, kept.height, image::guess_format(&kept.bytes).unwrap()),
                (1600, 400, ImageFormat::Jpeg)
            );
        }
    }

    #[test]
    fn a_small_picture_is_not_made_larger() {
        let kept = kept(&plain(40, 30, ImageFormat::Png), false);
        assert_eq!((kept.width, kept.height), (40, 30));
    }

    #[test]
    fn what_is_transparent_is_white() {
        let mut png = Vec::new();
        DynamicImage::new_rgba8(4, 4).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
        let seen = image::load_from_memory(&kept(&png, false).bytes).unwrap().to_rgb8();
        assert!(seen.get_pixel(1, 1).0.iter().all(|part| *part > 250));
    }

    #[test]
    fn a_file_that_is_no_picture_is_told_by_what_it_is() {
        let check = |bytes: &[u8], code: &str| {
            assert_eq!(Upright::read(bytes).err().map(|p| p.code).as_deref(), Some(code));
        };
        check(b"", "photo-empty");
        check(b"%PDF-1.7", "photo-no-picture");
        check(b"\0\0\0\x18ftypheic\0\0\0\0", "photo-heic");
        check(b"\0\0\0\x18ftypmp42\0\0\0\0", "photo-film");
        check(b"BM\x46\0\0\0\0\0\0\0", "photo-format");
        check(&plain(40, 30, ImageFormat::Jpeg)[..200], "photo-damaged");
    }
}
