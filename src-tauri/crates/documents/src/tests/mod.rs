//! Pages are judged by what lies on them: texts with their places, boxes, bytes.
#![allow(clippy::unwrap_used, clippy::panic, clippy::float_arithmetic, clippy::print_stderr)]

mod blank_sheets;
mod boards;
mod glyphs;
mod official;
mod papers;
mod pdf;

use crate::{
    Document, Typesetter,
    layout::{self, Layout},
    prepare,
};
use std::{path::PathBuf, sync::LazyLock};
use typst::layout::{Frame, FrameItem, Point, Transform};

/// One typesetter for all tests, with bundled fonts only.
static TYPESETTER: LazyLock<Typesetter> = LazyLock::new(|| {
    Typesetter::bundled_only(&assets()).unwrap_or_else(|fault| panic!("run `make cli` first: {fault}"))
});

fn assets() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../assets")
}

fn laid_out(document: &Document) -> Layout {
    let fonts = crate::fonts::Fonts::read(&assets().join("fonts"), &[]);
    let fonts = FONTS.get_or_init(|| fonts.unwrap_or_else(|fault| panic!("run `make cli` first: {fault}")));
    let set = if matches!(document, Document::Boards { .. }) { &fonts.boards } else { &fonts.papers };
    let job = prepare::paper(document, set).unwrap();
    layout::lay_out(set, &assets().join("templates"), document.template(), job).unwrap()
}

static FONTS: std::sync::OnceLock<crate::fonts::Fonts> = std::sync::OnceLock::new();

/// A run of text on a page: what it says, and its place in points from the upper left.
#[derive(Debug, Clone)]
struct Run {
    text: String,
    x: f64,
    /// The base line.
    y: f64,
    width: f64,
    size: f64,
}

/// The runs of a page in reading order.
fn runs(frame: &Frame) -> Vec<Run> {
    let mut found = Vec::new();
    collect(frame, Transform::identity(), &mut found);
    found
}

fn collect(frame: &Frame, outer: Transform, found: &mut Vec<Run>) {
    for (at, item) in frame.items() {
        let here = outer.pre_concat(Transform::translate(at.x, at.y));
        match item {
            FrameItem::Group(group) => collect(&group.frame, here.pre_concat(group.transform), found),
            FrameItem::Text(text) => {
                let origin = Point::zero().transform(here);
                let scale = here.sx.get();
                found.push(Run {
                    text: text.text.to_string(),
                    x: origin.x.to_pt(),
                    y: origin.y.to_pt(),
                    width: text.width().to_pt() * scale,
                    size: text.size.to_pt() * scale,
                });
            }
            _ => {}
        }
    }
}

/// Everything a page says, in reading order.
fn text_of(frame: &Frame) -> String {
    runs(frame).into_iter().map(|run| run.text).collect()
}

fn whole_text(document: &Document) -> String {
    laid_out(document).frames().map(text_of).collect()
}
