//! Times many boards in one PDF, and says how much memory the run took at its peak: `many [COUNT] [PHOTO_WIDTH]`.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

#[path = "../src/tests/samples.rs"]
mod samples;

use documents::{BoardOptions, Typesetter};
use std::{path::Path, time::Instant};

fn main() {
    let mut args = std::env::args().skip(1).map(|arg| arg.parse::<u32>().unwrap());
    let count = args.next().unwrap_or(500);
    let photo_width = args.next().unwrap_or(0);
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets");
    let typesetter = Typesetter::bundled_only(&assets).unwrap();
    let mut photo_bytes = 0;
    let pages = (0..count)
        .map(|n| {
            let mut board = samples::board();
            board.grid_name = format!("张家湾村第{n}网格");
            for (i, person) in board.people.iter_mut().enumerate().take(2).filter(|_| photo_width > 0) {
                let photo = samples::photo(n * 2 + u32::try_from(i).unwrap(), photo_width, photo_width * 7 / 5);
                photo_bytes += photo.len();
                person.photo = Some(photo);
            }
            board
        })
        .collect();
    let document = samples::boards(pages, BoardOptions::sized(600, 400, samples::date()));

    let start = Instant::now();
    typesetter.pages_png(&document, 40, 0..1).unwrap();
    println!("first preview {:?}, fonts included", start.elapsed());
    let start = Instant::now();
    typesetter.pages_png(&document, 40, 1..2).unwrap();
    println!("next preview {:?}", start.elapsed());
    let start = Instant::now();
    let pdf = typesetter.pdf(&document).unwrap();
    println!(
        "{count} boards {:?}, {} kB of PDF, {} kB of photos",
        start.elapsed(),
        pdf.len() / 1024,
        photo_bytes / 1024
    );
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!("peak memory {}", status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("unknown").trim());
}
