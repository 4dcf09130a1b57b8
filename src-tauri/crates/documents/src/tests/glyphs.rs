//! Names are sacred: every character is printed, or refused by name.

use super::{TYPESETTER, assets, laid_out, runs};
use crate::{BoardOptions, Document, check, samples};

#[test]
fn every_ideograph_from_the_basic_set_to_extension_f_can_be_printed() {
    let blocks = [
        ('\u{4e00}', '\u{9fff}'),
        ('\u{3400}', '\u{4dbf}'),
        ('\u{20000}', '\u{2a6df}'),
        ('\u{2a700}', '\u{2b739}'),
        ('\u{2b740}', '\u{2b81d}'),
        ('\u{2b820}', '\u{2cea1}'),
        ('\u{2ceb0}', '\u{2ebe0}'),
    ];
    let all: Vec<String> = blocks.iter().map(|&(first, last)| (first..=last).collect()).collect();
    assert_eq!(all.iter().map(|block| block.chars().count()).sum::<usize>(), 87_915);
    for block in all {
        assert_eq!(TYPESETTER.missing_glyphs(&block), Vec::<char>::new());
    }
}

#[test]
fn rare_characters_of_names_are_printed_with_real_glyphs() {
    let mut board = samples::board();
    board.people = ["䶮", "㛃", "𬱖", "𫖯", "𠮷"].iter().map(|name| samples::person("网格员", name, "")).collect();
    let layout = laid_out(&samples::boards(vec![board], BoardOptions::sized(600, 400, samples::date())));
    assert_eq!(check::blank_boxes(layout.frames()).len(), 0);
    let texts: String = layout.frames().flat_map(runs).map(|run| run.text).collect();
    for name in ["䶮", "㛃", "𬱖", "𫖯", "𠮷"] {
        assert!(texts.contains(name), "{name}");
    }
}

#[test]
fn a_character_that_no_font_has_is_refused_with_field_character_and_code_point() {
    let mut second = samples::board();
    second.people[0].name = "张\u{e863}".into();
    second.duties[1] = "巡查\u{f0000}道路".into();
    let document = samples::boards(vec![samples::board(), second], BoardOptions::sized(600, 400, samples::date()));
    let fault = TYPESETTER.pdf(&document).unwrap_err();
    let found: Vec<(&str, &str, &str)> =
        fault.problems.iter().map(|p| (p.place.as_str(), p.args["field"].as_str(), p.args["code"].as_str())).collect();
    assert_eq!(found, [("pages[1].duties[1]", "duties", "U+F0000"), ("pages[1].people[0].name", "name", "U+E863")]);
    assert_eq!(fault.code(), "glyph-missing");
    assert_eq!((fault.problems[1].code.as_str(), fault.problems[1].args["instead"].as_str()), ("glyph-private", "䶮"));
    let mut ranking = samples::ranking();
    ranking.groups[1].rows[0].name = "\u{e863}".into();
    let fault = TYPESETTER.pdf(&Document::Ranking(ranking)).unwrap_err();
    assert_eq!(fault.problems[0].place, "groups[1].rows[0].name");
}

#[test]
fn what_draws_nothing_is_not_missing() {
    assert_eq!(TYPESETTER.missing_glyphs("张 三\u{3000}\u{200b}\n葛\u{e0100}"), Vec::<char>::new());
    assert_eq!(TYPESETTER.missing_glyphs("甲\u{e863}乙\u{e863}"), ['\u{e863}']);
}

#[test]
fn every_sample_of_every_document_is_free_of_blank_boxes() {
    for (name, document) in samples::all() {
        let layout = laid_out(&document);
        assert_eq!(check::blank_boxes(layout.frames()), Vec::new(), "{name}");
        assert!(layout.pages() > 0, "{name}");
    }
}

#[test]
fn missing_fonts_are_refused_by_their_files() {
    let dir = std::env::temp_dir().join(format!("jingge-documents-{}", std::process::id()));
    std::fs::create_dir_all(dir.join("fonts")).unwrap();
    let fault = crate::Typesetter::new(&dir).err().unwrap();
    std::fs::remove_dir_all(&dir).unwrap();
    assert_eq!((fault.code(), fault.unreadable), ("fonts-missing", true));
    assert!(fault.problems[0].args["files"].contains("HanaMinB.ttf"));
    assert!(crate::Typesetter::new(&assets()).is_ok());
}

#[test]
fn the_machines_own_fangsong_sets_papers_and_never_boards() {
    let dir = std::env::temp_dir().join(format!("jingge-machine-fonts-{}", std::process::id()));
    std::fs::create_dir_all(dir.join("truetype")).unwrap();
    // Any font will do for a 仿宋 here: what matters is who uses it.
    std::fs::copy(assets().join("fonts/LXGWWenKai-Regular.ttf"), dir.join("truetype/SIMFANG.TTF")).unwrap();
    let machine = crate::Typesetter::with_machine_fonts(&assets(), vec![dir.clone()]).unwrap();
    let notice = Document::Notice(samples::notice());
    let board = samples::boards(vec![samples::board()], BoardOptions::sized(600, 400, samples::date()));
    let remarks = |typesetter: &crate::Typesetter| {
        typesetter.remarks(&notice).into_iter().map(|problem| problem.code).collect::<Vec<_>>()
    };
    assert_eq!((remarks(&machine), remarks(&TYPESETTER)), (vec![], vec!["fangsong-missing".to_string()]));
    assert_ne!(machine.pdf(&notice).unwrap(), TYPESETTER.pdf(&notice).unwrap());
    assert!(machine.pdf(&board).unwrap() == TYPESETTER.pdf(&board).unwrap(), "a board is the same on every machine");
    std::fs::remove_dir_all(&dir).unwrap();
}
