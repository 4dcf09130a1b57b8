//! Pictures for the problems of the story, drawn by rule: a road, a ditch or a yard, with the heap that was found there or
//! without it. No picture file is shipped, and the same place looks the same on every machine.

use domain::{Outcome, Problem};
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage, codecs::jpeg::JpegEncoder, imageops::FilterType};

use super::chance::Chance;

const WIDTH: u32 = 480;
const HEIGHT: u32 = 360;
const SMALL: (u32, u32) = (240, 180);
const QUALITY: u8 = 72;

/// What a picture shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scene {
    Road,
    Ditch,
    Yard,
}

impl Scene {
    pub(super) fn of(indicator: &str) -> Self {
        match indicator {
            "道路" | "公共区域" | "宣传发动" => Self::Road,
            "沟渠" | "农业废弃物" => Self::Ditch,
            _ => Self::Yard,
        }
    }
}

/// A picture and the same made small, as JPEG.
pub(super) struct Drawn {
    pub(super) large: Vec<u8>,
    pub(super) small: Vec<u8>,
}

impl Drawn {
    pub(super) const LARGE: (u32, u32) = (WIDTH, HEIGHT);
    pub(super) const SMALL: (u32, u32) = SMALL;
}

/// Draws a place of the `seed`; cleaned up it is the same place without the heap.
pub(super) fn draw(scene: Scene, seed: u64, clean: bool) -> Outcome<Drawn> {
    let mut chance = Chance::new(seed, 0);
    let horizon = 110 + chance.below(60) as i64;
    let bend = chance.between(-60, 60);
    let mut picture = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let (x, y) = (i64::from(x), i64::from(y));
        if y < horizon {
            shade([186, 206, 222], 24 * (horizon - y) / horizon)
        } else {
            ground(scene, x, y, horizon, bend)
        }
    });
    for at in 0..4 {
        let x = chance.between(0, i64::from(WIDTH));
        house(&mut picture, x, horizon, 26 + at * 7, at % 2 == 0);
    }
    let heap = (chance.between(150, 330), chance.between(240, 300), chance.between(34, 62));
    let pieces: Vec<_> =
        (0..70).map(|_| (chance.between(-100, 100), chance.between(-100, 40), chance.below(5))).collect();
    if !clean {
        for (dx, dy, colour) in pieces {
            let colour = [[92, 74, 58], [201, 198, 190], [58, 92, 140], [176, 62, 52], [116, 108, 66]][colour];
            blob(&mut picture, heap.0 + dx * heap.2 / 100, heap.1 + dy * heap.2 / 200, 5 + (dx + dy).abs() % 9, colour);
        }
    }
    grain(&mut picture);
    let small = image::imageops::resize(&picture, SMALL.0, SMALL.1, FilterType::Triangle);
    Ok(Drawn { large: jpeg(&picture)?, small: jpeg(&small)? })
}

fn shade(colour: [u8; 3], less: i64) -> Rgb<u8> {
    Rgb(colour.map(|part| u8::try_from((i64::from(part) - less).clamp(0, 255)).unwrap_or(0)))
}

fn ground(scene: Scene, x: i64, y: i64, horizon: i64, bend: i64) -> Rgb<u8> {
    let depth = y - horizon;
    let middle = i64::from(WIDTH) / 2 + bend * (i64::from(HEIGHT) - y) / 200;
    let half = 10 + depth * 3 / 5;
    let off = (x - middle).abs();
    let grass = shade([118, 142, 88], (x / 7 + y / 5) % 3 * 6);
    match scene {
        Scene::Road if off < half => shade([152, 150, 146], if off < 3 && depth % 40 < 22 { -70 } else { depth / 12 }),
        Scene::Ditch if off < half * 2 / 3 => shade([84, 112, 116], (x / 11 + y / 3) % 4 * 5),
        Scene::Ditch if off < half => shade([150, 138, 118], depth / 14),
        Scene::Yard => shade([172, 158, 136], (x / 24 + y / 12) % 2 * 8 + depth / 20),
        _ => grass,
    }
}

fn house(picture: &mut RgbImage, x: i64, base: i64, size: i64, tiled: bool) {
    let roof = if tiled { [132, 74, 62] } else { [92, 98, 106] };
    for dy in 0..size {
        let half = size / 2 + (size / 3 - dy).max(0) / 2;
        for dx in -half..half {
            let colour = if dy < size / 3 { roof } else { [214, 208, 196] };
            put(picture, x + dx, base - size + dy, shade(colour, dy / 3));
        }
    }
    for dy in size / 2..size - 2 {
        (-3..3).for_each(|dx| put(picture, x + dx, base - size + dy, Rgb([104, 84, 70])));
    }
}

fn blob(picture: &mut RgbImage, x: i64, y: i64, radius: i64, colour: [u8; 3]) {
    for dy in -radius..=radius {
        for dx in -radius..=radius {
            if dx * dx + dy * dy * 2 <= radius * radius {
                put(picture, x + dx, y + dy, shade(colour, dy * 3 + dx));
            }
        }
    }
}

fn put(picture: &mut RgbImage, x: i64, y: i64, colour: Rgb<u8>) {
    if let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y))
        && let Some(pixel) = picture.get_pixel_mut_checked(x, y)
    {
        *pixel = colour;
    }
}

/// A little of what a cheap camera adds.
fn grain(picture: &mut RgbImage) {
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let noise = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) >> 13 & 7;
        *pixel = shade(pixel.0, i64::from(noise) - 3);
    }
}

fn jpeg(picture: &RgbImage) -> Outcome<Vec<u8>> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .write_image(picture.as_raw(), picture.width(), picture.height(), ExtendedColorType::Rgb8)
        .map_err(|why| Problem::new("photo-damaged").with("why", why))?;
    Ok(bytes)
}
