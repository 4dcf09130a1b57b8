//! After the typesetter: the boxes that a print shop reads, and several runs joined into one file.

use domain::{Fault, Problem};
use lopdf::{Document, Object, ObjectId, SaveOptions, dictionary};

/// Millimetres from the sheet's edge to the cut, and from the cut to the end of the bleed.
#[derive(Clone, Copy)]
pub(crate) struct Margins {
    pub(crate) trim_mm: u32,
    pub(crate) bleed_mm: u32,
}

/// Joins runs, in order, and writes TrimBox and BleedBox on each page.
pub(crate) fn join(runs: Vec<Vec<u8>>, margins: Margins) -> Result<Vec<u8>, Fault> {
    let mut whole: Option<Document> = None;
    let mut pages: Vec<ObjectId> = Vec::new();
    for run in runs {
        let mut part = Document::load_mem(&run).map_err(|e| broken(&e))?;
        drop(run);
        if let Some(whole) = &mut whole {
            part.renumber_objects_with(whole.max_id + 1);
            pages.extend(part.get_pages().into_values());
            whole.max_id = part.max_id;
            whole.objects.append(&mut part.objects);
        } else {
            pages.extend(part.get_pages().into_values());
            whole = Some(part);
        }
    }
    let mut whole = whole.ok_or_else(|| Fault::from(Problem::new("document-empty")))?;
    let root = whole.catalog().and_then(|c| c.get(b"Pages")).and_then(Object::as_reference).map_err(|e| broken(&e))?;
    for &id in &pages {
        let inherited = media_box(&whole, id)?;
        let page = whole.get_object_mut(id).and_then(Object::as_dict_mut).map_err(|e| broken(&e))?;
        page.set("Parent", root);
        page.set("MediaBox", to_array(&inherited));
        page.set("TrimBox", to_array(&inset(&inherited, margins.trim_mm)));
        page.set("BleedBox", to_array(&inset(&inherited, margins.trim_mm.saturating_sub(margins.bleed_mm))));
    }
    let kids: Vec<Object> = pages.iter().map(|&id| Object::Reference(id)).collect();
    let count = i64::try_from(pages.len()).unwrap_or(i64::MAX);
    whole.objects.insert(root, dictionary! { "Type" => "Pages", "Count" => count, "Kids" => kids }.into());
    // What the other runs' catalogs and page trees held, nothing needs any more.
    whole.prune_objects();
    whole.renumber_objects();
    let mut out = Vec::new();
    let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true).build();
    whole.save_with_options(&mut out, options).map_err(|e| broken(&e))?;
    Ok(out)
}

fn media_box(document: &Document, page: ObjectId) -> Result<[f32; 4], Fault> {
    let mut at = page;
    // The box may stand on a page or be inherited; page trees are a few levels deep.
    for _ in 0..8 {
        let dict = document.get_dictionary(at).map_err(|e| broken(&e))?;
        if let Ok(values) = dict.get(b"MediaBox").and_then(Object::as_array) {
            let numbers: Vec<f32> = values.iter().filter_map(|v| v.as_float().ok()).collect();
            return <[f32; 4]>::try_from(numbers).map_err(|_| broken(&"MediaBox"));
        }
        at = dict.get(b"Parent").and_then(Object::as_reference).map_err(|e| broken(&e))?;
    }
    Err(broken(&"MediaBox"))
}

#[expect(clippy::float_arithmetic, reason = "page geometry in points")]
fn inset(media: &[f32; 4], mm: u32) -> [f32; 4] {
    let by = f32::from(u16::try_from(mm).unwrap_or(u16::MAX)) * 72.0 / 25.4;
    [media[0] + by, media[1] + by, media[2] - by, media[3] - by]
}

fn to_array(values: &[f32; 4]) -> Vec<Object> {
    values.iter().map(|&v| Object::Real(v)).collect()
}

fn broken(error: &dyn std::fmt::Display) -> Fault {
    Problem::new("template-broken").at("pdf").with("why", error).into()
}
