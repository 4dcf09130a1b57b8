//! From a document to what its template reads: checked, with QR codes and photos in place.

use crate::{
    board::{BoardOptions, BoardPage},
    check,
    document::Document,
    fonts::FontSet,
    paper::BlankSheet,
    paper::Rectification,
    photo, qr,
};
use domain::{Fault, Problem};
use serde::Serialize;
use serde_json::{Value, json};
use typst::foundations::Bytes;

/// What crop marks need outside the bleed, in millimetres.
pub(crate) const MARK_ZONE_MM: u32 = 8;

/// The longest side that a photo on an order needs, in pixels.
const ORDER_PHOTO: u32 = 600;

/// Data and photos of one run.
pub(crate) struct Job {
    pub(crate) data: Value,
    pub(crate) photos: Vec<Bytes>,
}

/// The whole document as one run.
pub(crate) fn paper(document: &Document, fonts: &FontSet) -> Result<Job, Fault> {
    let data = match document {
        Document::Boards { pages, options } => return boards(pages, options, document, fonts),
        Document::ScoreSheet(paper) => value(paper),
        Document::BlankSheet(paper) => return blanks(paper, document, fonts),
        Document::LotRecord(paper) => value(paper),
        Document::Ranking(paper) => value(paper),
        Document::RedBlack(paper) => value(paper),
        Document::Publication(paper) => value(paper),
        Document::Notice(paper) => value(paper),
        Document::Talk(paper) => value(paper),
        Document::Payment(paper) => value(paper),
        Document::Goods(paper) => value(paper),
        Document::Derivations { pages } => json!({ "pages": value(pages) }),
        Document::Rectification(paper) => return rectification(paper, document, fonts),
        Document::DefectList(paper) => value(paper),
        Document::Appeal(paper) => value(paper),
        Document::Correction(paper) => value(paper),
        Document::Handover(paper) => value(paper),
        Document::Contents(paper) => value(paper),
    };
    finish(data, document, fonts, Vec::new(), Vec::new())
}

/// Orders with their photos. One that can't be read is left out: the order stands without it.
fn rectification(paper: &Rectification, document: &Document, fonts: &FontSet) -> Result<Job, Fault> {
    let mut data = value(paper);
    let mut photos = Vec::new();
    for (i, order) in paper.orders.iter().enumerate() {
        for (j, row) in order.rows.iter().enumerate() {
            let mut paths = Vec::new();
            for photo in row.photos.iter().filter_map(|bytes| photo::prepare(bytes, ORDER_PHOTO).ok()) {
                paths.push(format!("/photo/{}", photos.len()));
                photos.push(Bytes::new(photo));
            }
            data["orders"][i]["rows"][j]["photos"] = json!(paths);
        }
    }
    finish(data, document, fonts, photos, Vec::new())
}

/// Blank sheets, each page with its code as a drawing.
fn blanks(paper: &BlankSheet, document: &Document, fonts: &FontSet) -> Result<Job, Fault> {
    let mut data = value(paper);
    let mut problems = Vec::new();
    for (i, leaf) in paper.leaves.iter().enumerate() {
        match qr::runs(&leaf.code) {
            Ok(runs) => data["leaves"][i]["qr"] = runs,
            Err(problem) => problems.push(problem.at(format!("leaves[{i}].code"))),
        }
    }
    finish(data, document, fonts, Vec::new(), problems)
}

/// Some of a document's boards as one run.
pub(crate) fn boards(
    pages: &[BoardPage],
    options: &BoardOptions,
    document: &Document,
    fonts: &FontSet,
) -> Result<Job, Fault> {
    let limit = photo_limit(options);
    let mut problems = Vec::new();
    let mut photos = Vec::new();
    let mut values = Vec::new();
    for (i, page) in pages.iter().enumerate() {
        let mut page_value = value(page);
        page_value["four"] = json!(matches!(page.extent, crate::board::Extent::Four { .. }));
        for (j, person) in page.people.iter().enumerate() {
            let slot = &mut page_value["people"][j];
            slot["surname"] = json!(surname(&person.name));
            if let Some(bytes) = &person.photo {
                match photo::prepare(bytes, limit) {
                    Ok(photo) => {
                        slot["photo"] = json!(format!("/photo/{}", photos.len()));
                        photos.push(Bytes::new(photo));
                    }
                    Err(problem) => {
                        problems.push(problem.at(format!("pages[{i}].people[{j}]")).with("name", &person.name));
                    }
                }
            }
        }
        if let Some(code) = page.qr.as_ref().filter(|code| !code.content.is_empty()) {
            match qr::runs(&code.content) {
                Ok(runs) => page_value["qr"]["code"] = runs,
                Err(problem) => problems.push(problem.at(format!("pages[{i}].qr")).with("board", &page.code)),
            }
        }
        values.push(page_value);
    }
    let data = json!({ "pages": values, "options": value(options), "mark-zone": MARK_ZONE_MM });
    finish(data, document, fonts, photos, problems)
}

/// The photos that can't be decoded, if that is why boards could not be laid out.
pub(crate) fn broken_photos(pages: &[BoardPage]) -> Option<Fault> {
    let mut problems = Vec::new();
    for (i, page) in pages.iter().enumerate() {
        for (j, person) in page.people.iter().enumerate() {
            let problem = person.photo.as_deref().and_then(photo::fault_of);
            problems.extend(problem.map(|p| p.at(format!("pages[{i}].people[{j}]")).with("name", &person.name)));
        }
    }
    (!problems.is_empty()).then(|| Fault::refused(problems))
}

fn finish(
    mut data: Value,
    document: &Document,
    fonts: &FontSet,
    photos: Vec<Bytes>,
    mut problems: Vec<Problem>,
) -> Result<Job, Fault> {
    problems.extend(check::unprintable(fonts, &data, &["content", "surname"]));
    if !problems.is_empty() {
        return Err(Fault::refused(problems));
    }
    data["meta"] = json!({
        "title": document.title().replace('\n', ""),
        "author": document.office(),
        "rare": check::rare(fonts, &data),
    });
    Ok(Job { data, photos })
}

fn value(data: &impl Serialize) -> Value {
    serde_json::to_value(data).unwrap_or(Value::Null)
}

/// The longest side that a photo on a board needs, in pixels: half the board's longer side at 200 dots an inch.
fn photo_limit(options: &BoardOptions) -> u32 {
    (options.width_mm.max(options.height_mm) * 100 / 25).clamp(600, 1600)
}

/// Runs of boards: as many pages as keep the decoded photos and the pages in bounds.
pub(crate) fn batches(pages: &[BoardPage], options: &BoardOptions) -> Vec<std::ops::Range<usize>> {
    const PAGES: usize = 50;
    const PHOTO_BYTES: u64 = 96 << 20;
    let limit = photo_limit(options);
    let mut ranges = Vec::new();
    let (mut from, mut bytes) = (0, 0);
    for (i, page) in pages.iter().enumerate() {
        let own: u64 =
            page.people.iter().filter_map(|p| p.photo.as_deref()).map(|p| photo::decoded_size(p, limit)).sum();
        if i > from && (i - from >= PAGES || bytes + own > PHOTO_BYTES) {
            ranges.push(from..i);
            (from, bytes) = (i, 0);
        }
        bytes += own;
    }
    if from < pages.len() {
        ranges.push(from..pages.len());
    }
    ranges
}

/// What can't be made at all.
pub(crate) fn check_options(pages: &[BoardPage], options: &BoardOptions) -> Vec<Problem> {
    let mut problems = Vec::new();
    if pages.is_empty() {
        problems.push(Problem::new("document-empty"));
    }
    let (short, long) = (options.width_mm.min(options.height_mm), options.width_mm.max(options.height_mm));
    if short < 100 || long > 3000 || long > short * 3 {
        problems.push(Problem::new("board-size").with("width", options.width_mm).with("height", options.height_mm));
    }
    if options.bleed_mm > 30 {
        problems.push(Problem::new("board-bleed").with("bleed", options.bleed_mm));
    }
    problems
}

/// The two-character surnames that are still met.
const DOUBLE: [&str; 32] = [
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐", "夏侯", "宇文", "长孙",
    "端木", "百里", "呼延", "轩辕", "南宫", "钟离", "司空", "闻人", "公冶", "赫连", "澹台", "拓跋", "独孤", "万俟",
    "鲜于", "申屠", "淳于", "单于",
];

/// What stands in the place of a photo that is not there.
fn surname(name: &str) -> String {
    let double = DOUBLE.iter().find(|double| name.starts_with(**double) && name.chars().count() > 2);
    double.map_or_else(|| name.chars().take(1).collect(), ToString::to_string)
}
