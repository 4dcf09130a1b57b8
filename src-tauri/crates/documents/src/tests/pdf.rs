//! The file: its boxes, its bytes, what a reader finds in it.

use super::{TYPESETTER, assets};
use crate::{BoardOptions, Document, Typesetter, samples};
use lopdf::{Document as Pdf, Object};

fn read(document: &Document) -> Pdf {
    Pdf::load_mem(&TYPESETTER.pdf(document).unwrap()).unwrap()
}

fn box_mm(pdf: &Pdf, page: lopdf::ObjectId, name: &str) -> [f32; 4] {
    let values = pdf.get_dictionary(page).unwrap().get(name.as_bytes()).and_then(Object::as_array).unwrap();
    let mm: Vec<f32> = values.iter().map(|v| (v.as_float().unwrap() * 25.4 / 72.0 * 10.0).round() / 10.0).collect();
    mm.try_into().unwrap()
}

#[test]
fn a_print_shop_finds_the_cut_and_the_bleed() {
    let options =
        BoardOptions { bleed_mm: 3, marks: true, press: true, ..BoardOptions::sized(600, 400, samples::date()) };
    let pdf = read(&samples::boards(vec![samples::board(), samples::board()], options));
    let pages = pdf.get_pages();
    assert_eq!(pages.len(), 2);
    for &page in pages.values() {
        assert_eq!(box_mm(&pdf, page, "MediaBox"), [0.0, 0.0, 622.0, 422.0]);
        assert_eq!(box_mm(&pdf, page, "TrimBox"), [11.0, 11.0, 611.0, 411.0]);
        assert_eq!(box_mm(&pdf, page, "BleedBox"), [8.0, 8.0, 614.0, 414.0]);
    }
}

#[test]
fn a_board_without_bleed_has_equal_boxes() {
    let pdf = read(&samples::boards(vec![samples::board()], BoardOptions::sized(297, 210, samples::date())));
    let page = pdf.get_pages()[&1];
    for name in ["MediaBox", "TrimBox", "BleedBox"] {
        assert_eq!(box_mm(&pdf, page, name), [0.0, 0.0, 297.0, 210.0]);
    }
}

#[test]
fn for_a_press_no_colour_is_rgb() {
    let operators = |press| {
        let options = BoardOptions { press, ..BoardOptions::sized(600, 400, samples::date()) };
        let pdf = read(&samples::boards(vec![samples::board()], options));
        let content = pdf.get_and_decode_page_content(pdf.get_pages()[&1]).unwrap();
        let names: Vec<String> = content.operations.into_iter().map(|op| op.operator).collect();
        let spaces: Vec<String> = pdf
            .objects
            .values()
            .filter_map(|object| object.as_array().ok())
            .filter_map(|array| array.first()?.as_name().ok().map(|name| String::from_utf8_lossy(name).into_owned()))
            .collect();
        (names, spaces)
    };
    let (press, spaces) = operators(true);
    assert!(press.iter().any(|op| op == "k" || op == "scn"), "colours are set");
    assert!(!press.iter().any(|op| op == "rg" || op == "RG"));
    assert!(!spaces.iter().any(|space| space == "ICCBased" || space == "CalRGB"), "{spaces:?}");
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let other = Typesetter::bundled_only(&assets()).unwrap();
    for (name, document) in samples::all() {
        let first = TYPESETTER.pdf(&document).unwrap();
        comemo::evict(0);
        assert!(first == other.pdf(&document).unwrap(), "{name}");
    }
}

#[test]
fn the_text_of_the_file_reads_back() {
    let mut board = samples::board();
    board.people[2].name = "欧阳𬱖𫖯".into();
    let pdf = read(&samples::boards(vec![board], BoardOptions::sized(600, 400, samples::date())));
    let text = pdf.extract_text(&[1]).unwrap();
    for part in ["张家湾村第三网格", "张䶮", "欧阳𬱖𫖯", "532901204007-003", "0872-6120319"] {
        assert!(text.contains(part) || text.replace(['\n', ' '], "").contains(part), "{part} in {text}");
    }
}

#[test]
fn the_file_says_title_author_and_date_and_no_clock() {
    let pdf = read(&Document::Ranking(samples::ranking()));
    let info = pdf.trailer.get(b"Info").and_then(Object::as_reference).unwrap();
    let info = pdf.get_dictionary(info).unwrap();
    let entry = |name: &str| lopdf::decode_text_string(info.get(name.as_bytes()).unwrap()).unwrap();
    assert_eq!(entry("Title"), "2026年6月网格员考评成绩排名表");
    assert_eq!(entry("Author"), "清河乡人居环境整治办公室");
    assert!(entry("CreationDate").starts_with("D:20260710"), "{}", entry("CreationDate"));
    let language = pdf.catalog().unwrap().get(b"Lang").unwrap();
    assert!(lopdf::decode_text_string(language).unwrap().starts_with("zh"));
}

#[test]
fn many_boards_come_as_one_file_in_their_order_and_can_be_cancelled() {
    let pages: Vec<_> = (1..=120)
        .map(|n| {
            let mut board = samples::board();
            board.duties.truncate(3);
            board.grid_name = format!("第{n}网格");
            board
        })
        .collect();
    let document = samples::boards(pages, BoardOptions::sized(210, 297, samples::date()));
    let mut told = Vec::new();
    let bytes = TYPESETTER
        .pdf_watched(&document, &mut |done, all| {
            told.push((done, all));
            true
        })
        .unwrap();
    assert_eq!(told, [(0, 120), (50, 120), (100, 120), (120, 120)]);
    let pdf = Pdf::load_mem(&bytes).unwrap();
    assert_eq!(pdf.get_pages().len(), 120);
    for n in [1, 51, 120] {
        let text = pdf.extract_text(&[n]).unwrap().replace(['\n', ' '], "");
        assert!(text.contains(&format!("第{n}网格")), "page {n}: {text}");
    }
    let stopped = TYPESETTER.pdf_watched(&document, &mut |done, _| done < 50).unwrap_err();
    assert_eq!(stopped.code(), "typesetting-cancelled");
}

#[test]
fn every_problem_has_its_words_in_both_languages() {
    let codes = [
        "glyph-missing",
        "glyph-private",
        "photo-unreadable",
        "board-size",
        "board-bleed",
        "qr-too-long",
        "board-overfull",
        "document-empty",
        "fonts-missing",
        "template-missing",
        "template-broken",
        "typesetting-cancelled",
        "fangsong-missing",
        "photo-coarse",
        "board-small-print",
    ];
    for language in ["zh-CN", "en"] {
        let file = assets().join("words").join(language).join("document-problems.json");
        let words: std::collections::BTreeMap<String, String> =
            serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        for code in codes {
            for key in [format!("problem.{code}"), format!("remedy.{code}")] {
                assert!(words.get(&key).is_some_and(|text| !text.is_empty()), "{language}: {key}");
            }
        }
        assert_eq!(words.len(), codes.len() * 2, "{language}: words that no problem uses");
    }
}

#[test]
fn a_broken_template_is_refused_with_file_and_line() {
    let dir = std::env::temp_dir().join(format!("jingge-templates-{}", std::process::id()));
    std::fs::create_dir_all(dir.join("templates")).unwrap();
    std::fs::write(dir.join("templates/ranking.typ"), "#let make(data) = {\n  data.nothing\n}\n").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(assets().canonicalize().unwrap().join("fonts"), dir.join("fonts")).unwrap();
    let result = Typesetter::bundled_only(&dir).and_then(|t| t.pdf(&Document::Ranking(samples::ranking())));
    std::fs::remove_dir_all(&dir).unwrap();
    let fault = result.unwrap_err();
    assert_eq!((fault.code(), fault.problems[0].place.as_str()), ("template-broken", "templates/ranking.typ:2"));
}
