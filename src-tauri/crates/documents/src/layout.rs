//! The typesetter itself, and what its pages are written as.

use crate::{check, document::Document, fonts::FontSet, prepare::Job, world::Desk};
use domain::{Date, Fault, Problem};
use std::path::Path;
use typst::{
    World, WorldExt,
    diag::{Severity, SourceDiagnostic},
    foundations::{Datetime, Smart, Value},
    introspection::{MetadataElem, Tag},
    layout::{Frame, FrameItem},
    visualize::ImageKind,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, Timestamp};
use typst_render::RenderOptions;
use typst_svg::SvgOptions;

/// Deep tables and cards nest far beyond the usual two megabytes.
const STACK: usize = 64 << 20;

/// Pages, laid out.
pub(crate) struct Layout {
    document: PagedDocument,
}

impl Layout {
    pub(crate) fn pages(&self) -> usize {
        self.document.pages().len()
    }

    pub(crate) fn frames(&self) -> impl Iterator<Item = &Frame> {
        self.document.pages().iter().map(|page| &page.frame)
    }
}

/// Lays out one run, on a thread of its own.
pub(crate) fn lay_out(fonts: &FontSet, templates: &Path, template: &str, job: Job) -> Result<Layout, Fault> {
    if !templates.join(template).is_file() {
        let place = templates.join(template).display().to_string();
        return Err(Fault::unreadable(Problem::new("template-missing").at(place)));
    }
    let data = job.data.to_string().into_bytes();
    let desk = Desk::new(fonts, templates.to_path_buf(), template, data, job.photos)
        .ok_or_else(|| Fault::from(broken("path")))?;
    let compiled = on_large_stack(|| typst::compile::<PagedDocument>(&desk).output)?;
    match compiled {
        Ok(document) => Ok(Layout { document }),
        Err(errors) => Err(Fault::refused(errors.iter().map(|error| explain(&desk, error)).collect())),
    }
}

fn on_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, Fault> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("typeset".into()).stack_size(STACK).spawn_scoped(scope, work);
        thread.ok().and_then(|thread| thread.join().ok()).ok_or_else(|| Fault::from(broken("thread")))
    })
}

fn broken(why: impl std::fmt::Display) -> Problem {
    Problem::new("template-broken").with("why", why)
}

/// A template's error with its file and line.
fn explain(desk: &Desk<'_>, error: &SourceDiagnostic) -> Problem {
    debug_assert!(error.severity == Severity::Error);
    let place = error.span.id().map(|id| {
        let file = id.get().vpath().get_without_slash().to_string();
        let line = desk.range(error.span).and_then(|range| desk.source(id).ok()?.lines().byte_to_line(range.start));
        line.map_or(file.clone(), |line| format!("{file}:{}", line + 1))
    });
    broken(&error.message).at(place.unwrap_or_default())
}

/// The pages as a PDF; the same pages give the same bytes.
pub(crate) fn pdf(layout: &Layout, document: &Document) -> Result<Vec<u8>, Fault> {
    let options = PdfOptions {
        ident: Smart::Custom(format!("{} {} {}", document.office(), document.title(), document.date())),
        creator: Smart::Custom(Some("净格 Jingge".into())),
        timestamp: timestamp(document.date()),
        // A tag tree helps a screen reader through a paper; a plate has no reader, and joining runs would break it.
        tagged: !matches!(document, Document::Boards { .. }),
        ..PdfOptions::default()
    };
    on_large_stack(|| typst_pdf::pdf(&layout.document, &options))?
        .map_err(|errors| Fault::refused(errors.iter().map(|error| broken(&error.message).at("pdf")).collect()))
}

fn timestamp(date: Date) -> Option<Timestamp> {
    use chrono::Datelike;
    let day = |number: u32| u8::try_from(number).ok();
    Datetime::from_ymd(date.year(), day(date.month())?, day(date.day())?).map(Timestamp::new_utc)
}

/// A page as PNG.
#[expect(clippy::float_arithmetic, reason = "pixels to a point")]
pub(crate) fn png(layout: &Layout, index: usize, number: usize, dpi: u32) -> crate::PageImage {
    let pixel_per_pt = (f64::from(dpi.clamp(20, 600)) / 72.0).into();
    let options = RenderOptions { pixel_per_pt, render_bleed: false };
    let picture = layout.document.pages().get(index).map(|page| typst_render::render(page, &options));
    let (width, height) = picture.as_ref().map_or((0, 0), |picture| (picture.width(), picture.height()));
    let png = picture.and_then(|picture| picture.encode_png().ok()).unwrap_or_default();
    crate::PageImage { number, width, height, png }
}

/// A page as SVG.
pub(crate) fn svg(layout: &Layout, index: usize) -> String {
    let options = SvgOptions { render_bleed: false, pretty: false };
    layout.document.pages().get(index).map_or_else(String::new, |page| typst_svg::svg(page, &options))
}

/// What a board's template says of its duties: how high the characters are, in micrometres, and whether all fits.
pub(crate) struct Fit {
    pub(crate) page: usize,
    pub(crate) micrometres: Option<i64>,
    pub(crate) fits: bool,
}

/// The templates' marks named `duties`, page by page.
pub(crate) fn fits(layout: &Layout) -> Vec<Fit> {
    let mut found = Vec::new();
    for (page, frame) in layout.frames().enumerate() {
        check::walk_frame(frame, &mut |item| {
            let FrameItem::Tag(Tag::Start(content, _)) = item else { return };
            let named = content.label().is_some_and(|label| label.resolve().as_str() == "duties");
            if let (true, Some(mark)) = (named, content.to_packed::<MetadataElem>()) {
                found.extend(read_fit(page, &mark.value));
            }
        });
    }
    found
}

#[expect(clippy::float_arithmetic, clippy::cast_possible_truncation, reason = "a length on the page")]
fn read_fit(page: usize, mark: &Value) -> Option<Fit> {
    let Value::Dict(mark) = mark else { return None };
    let micrometres = match mark.get("size") {
        Ok(Value::Float(mm)) => Some((mm * 1000.0) as i64),
        _ => None,
    };
    Some(Fit { page, micrometres, fits: matches!(mark.get("fits"), Ok(Value::Bool(true))) })
}

/// Photos that look soft at their size: page from 0, and the remark.
pub(crate) fn coarse_photos(layout: &Layout) -> Vec<(usize, Problem)> {
    let mut remarks = Vec::new();
    for (page, frame) in layout.frames().enumerate() {
        check::walk_frame(frame, &mut |item| {
            if let Some(dpi) = photo_dpi(item).filter(|&dpi| dpi < 150) {
                remarks.push((page, Problem::new("photo-coarse").with("dpi", dpi)));
            }
        });
    }
    remarks
}

#[expect(clippy::float_arithmetic, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "dots an inch")]
fn photo_dpi(item: &FrameItem) -> Option<u32> {
    let FrameItem::Image(image, size, _) = item else { return None };
    let ImageKind::Raster(raster) = image.kind() else { return None };
    Some((f64::from(raster.width()) / size.x.to_inches()) as u32)
}
