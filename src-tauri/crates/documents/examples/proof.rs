//! Writes every sample document into a folder, as PDF and as pictures, to be looked at: `proof DIR [WORD]`.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../src/tests/samples.rs"]
mod samples;

use documents::{Document, Typesetter};
use std::path::{Path, PathBuf};

fn main() {
    let mut args = std::env::args().skip(1);
    let dir = PathBuf::from(args.next().unwrap_or_else(|| "out/proof".into()));
    let word = args.next().unwrap_or_default();
    std::fs::create_dir_all(&dir).unwrap();
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets");
    let typesetter = Typesetter::new(&assets).unwrap();
    for (name, document) in samples::all() {
        if name.contains(&word) {
            write(&typesetter, &dir, name, &document);
        }
    }
}

fn write(typesetter: &Typesetter, dir: &Path, name: &str, document: &Document) {
    match typesetter.pdf(document) {
        Ok(pdf) => std::fs::write(dir.join(format!("{name}.pdf")), pdf).unwrap(),
        Err(fault) => {
            std::fs::write(dir.join(format!("{name}.txt")), format!("{fault}")).unwrap();
            return;
        }
    }
    let dpi = if let Document::Boards { options, .. } = document {
        (1400 * 25 / options.width_mm.max(options.height_mm)).clamp(30, 150)
    } else {
        110
    };
    for page in typesetter.pages_png(document, dpi, 0..12).unwrap() {
        std::fs::write(dir.join(format!("{name}-{}.png", page.number)), page.png).unwrap();
    }
    std::fs::write(dir.join(format!("{name}.remarks.txt")), format!("{:#?}", typesetter.remarks(document))).unwrap();
}
