//! Boards: one page each, nothing cut, nothing on top of another.

use super::{Run, TYPESETTER, laid_out, runs, text_of};
use crate::{
    BoardOptions, BoardPage, BoardQr, BoardStyle, Document, Extent,
    samples::{self, DUTIES, date},
};

/// Numbers that are the same on every run.
struct Dice(u64);

impl Dice {
    fn up_to(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.up_to(from.len())]
    }
}

const NAMES: [&str; 8] =
    ["张䶮", "李秀芳", "欧阳𬱖", "买买提·吐尔逊", "阿卜杜热合曼·买买提吐尔逊江", "㛃玉", "𫖯𠮷", "司马光明磊落"];
const GRIDS: [&str; 4] = [
    "张家湾村第三网格",
    "石门坎彝族苗族自治村民委员会上半坡自然村第十二村民小组微网格",
    "一格",
    "双江拉祜族佤族布朗族傣族社区居民委员会第一网格",
];
const SIDES: [&str; 3] = ["清河北岸", "县道X304线与乡村公路交叉口以东第三根电杆处", "村委会"];

fn random_board(dice: &mut Dice) -> BoardPage {
    let mut board = samples::board();
    board.grid_name = dice.pick(&GRIDS).into();
    board.extent = match dice.up_to(3) {
        0 => Extent::Text(
            dice.pick(&["", "东起村口大桥，西至清河渡口，南临乡道，北靠后山林场，含晒谷场和文化广场。"]).into(),
        ),
        _ => Extent::Four {
            east: dice.pick(&SIDES).into(),
            south: dice.pick(&SIDES).into(),
            west: dice.pick(&SIDES).into(),
            north: dice.pick(&SIDES).into(),
        },
    };
    board.people = (0..dice.up_to(9))
        .map(|_| {
            samples::person(
                dice.pick(&["网格长", "网格员", "包村领导", "兼职监督员"]),
                dice.pick(&NAMES),
                "139 0000 0000",
            )
        })
        .collect();
    board.duties = DUTIES[..dice.up_to(31)].iter().map(ToString::to_string).collect();
    if dice.up_to(4) == 0 {
        board.qr = None;
    }
    board
}

fn overlap(a: &Run, b: &Run) -> bool {
    // The ink of a character lies well within its square.
    let ink = |r: &Run| (r.y - 0.72 * r.size, r.y + 0.02 * r.size);
    let ((top, bottom), (other_top, other_bottom)) = (ink(a), ink(b));
    let slack = 0.15 * a.size.min(b.size);
    a.x + a.width > b.x + slack
        && b.x + b.width > a.x + slack
        && bottom > other_top + slack
        && other_bottom > top + slack
}

fn check_page(name: &str, page: &[Run], width_mm: u32, height_mm: u32) {
    let (width, height) = (f64::from(width_mm) * 72.0 / 25.4, f64::from(height_mm) * 72.0 / 25.4);
    for run in page {
        assert!(
            run.x >= 0.0 && run.x + run.width <= width && run.y - run.size * 0.8 >= 0.0 && run.y <= height,
            "{name}: beyond the edge: {run:?}"
        );
    }
    for (i, a) in page.iter().enumerate() {
        for b in &page[i + 1..] {
            assert!(!overlap(a, b), "{name}: {a:?} lies on {b:?}");
        }
    }
}

#[test]
fn random_boards_stay_on_one_page_and_no_text_lies_on_another() {
    let mut dice = Dice(7);
    let sizes = [(600, 400), (900, 600), (297, 210), (210, 297), (420, 297), (400, 600), (600, 600), (1200, 500)];
    for round in 0..40 {
        let board = random_board(&mut dice);
        let (w, h) = sizes[round % sizes.len()];
        let style = [BoardStyle::Red, BoardStyle::Green, BoardStyle::Plain][round % 3];
        let options = BoardOptions { style, show_phones: round % 5 != 0, ..BoardOptions::sized(w, h, date()) };
        let said = (board.grid_name.clone(), board.duties.clone(), board.people.clone());
        let layout = laid_out(&samples::boards(vec![board], options));
        assert_eq!(layout.pages(), 1, "round {round}");
        let frame = layout.frames().next().unwrap();
        check_page(&format!("round {round}, {w}×{h}"), &runs(frame), w, h);
        let text = text_of(frame);
        assert!(text.contains(&said.0) || said.0.chars().all(|c| text.contains(c)), "round {round}: {text}");
        for duty in &said.1 {
            assert!(text.contains(duty.as_str()) || duty.chars().all(|c| text.contains(c)), "round {round}: {duty}");
        }
        for person in &said.2 {
            assert!(person.name.chars().all(|c| text.contains(c)), "round {round}: {}", person.name);
        }
        assert!(crate::layout::fits(&layout).iter().all(|fit| fit.fits), "round {round}");
    }
}

#[test]
fn thirty_duties_fit_on_every_usual_size() {
    for (w, h) in [(600, 400), (400, 600), (900, 600), (420, 297), (297, 210), (210, 297)] {
        let mut board = samples::board();
        board.duties = DUTIES.iter().map(ToString::to_string).collect();
        let layout = laid_out(&samples::boards(vec![board], BoardOptions::sized(w, h, date())));
        let fit = &crate::layout::fits(&layout)[0];
        assert!(fit.fits && fit.micrometres.unwrap() >= 2000, "{w}×{h}: {:?}", fit.micrometres);
    }
}

#[test]
fn a_board_that_cannot_hold_its_duties_is_refused_by_its_code() {
    let mut board = samples::board();
    board.duties = vec!["职责".repeat(120); 40];
    let document = samples::boards(vec![samples::board(), board], BoardOptions::sized(210, 148, date()));
    let fault = TYPESETTER.pdf(&document).unwrap_err();
    assert_eq!((fault.code(), fault.problems.len()), ("board-overfull", 1));
    assert_eq!(
        (fault.problems[0].place.as_str(), fault.problems[0].args["board"].as_str()),
        ("pages[1]", "532901204007-003")
    );
}

#[test]
fn duties_too_small_to_read_from_a_distance_are_said_to_be() {
    let remarks = |duties: usize| {
        let mut board = samples::board();
        board.duties = DUTIES.iter().cycle().take(duties).map(ToString::to_string).collect();
        let document = samples::boards(vec![board], BoardOptions::sized(600, 400, date()));
        TYPESETTER.remarks(&document).into_iter().map(|problem| problem.code).collect::<Vec<_>>()
    };
    assert_eq!(remarks(5), Vec::<String>::new());
    assert_eq!(remarks(40), ["board-small-print"]);
}

#[test]
fn phones_are_shown_only_when_asked_for() {
    for (show_phones, expected) in [(true, true), (false, false)] {
        let options = BoardOptions { show_phones, ..BoardOptions::sized(600, 400, date()) };
        let layout = laid_out(&samples::boards(vec![samples::board()], options));
        let text = text_of(layout.frames().next().unwrap());
        assert_eq!(text.contains("139 0000 3302"), expected);
        assert!(text.contains("0872-6120319"), "the supervising office's phone always stands");
    }
}

#[test]
fn a_soft_photo_is_remarked_and_a_broken_one_refused_by_the_persons_name() {
    let mut board = samples::board();
    board.people[1].photo = Some(samples::photo(1, 60, 84));
    let document = samples::boards(vec![board.clone()], BoardOptions::sized(600, 400, date()));
    assert_eq!(TYPESETTER.remarks(&document)[0].code, "photo-coarse");
    let mut half = Vec::new();
    let picture = image::load_from_memory(&samples::photo(1, 300, 420)).unwrap();
    picture.write_to(&mut std::io::Cursor::new(&mut half), image::ImageFormat::Png).unwrap();
    half.truncate(half.len() / 2);
    for broken in [b"not a picture".to_vec(), Vec::new(), half] {
        board.people[1].photo = Some(broken);
        let pages = vec![samples::board(), board.clone()];
        let document = samples::boards(pages, BoardOptions::sized(600, 400, date()));
        let fault = TYPESETTER.pdf(&document).unwrap_err();
        assert_eq!((fault.code(), fault.problems[0].args["name"].as_str()), ("photo-unreadable", "张䶮"));
        assert_eq!(fault.problems[0].place, "pages[1].people[1]");
    }
}

#[test]
fn impossible_sizes_are_refused() {
    let codes = |w, h, bleed_mm| {
        let options = BoardOptions { bleed_mm, ..BoardOptions::sized(w, h, date()) };
        let result = TYPESETTER.pdf(&Document::Boards { pages: vec![samples::board()], options });
        result.err().map_or_else(Vec::new, |fault| fault.problems.into_iter().map(|p| p.code).collect::<Vec<_>>())
    };
    assert_eq!(codes(90, 90, 0), ["board-size"]);
    assert_eq!(codes(4000, 3000, 0), ["board-size"]);
    assert_eq!(codes(1000, 200, 31), ["board-size", "board-bleed"]);
    assert_eq!(codes(100, 100, 0), Vec::<String>::new());
}

#[test]
fn the_qr_code_is_read_back_from_the_page_by_an_independent_reader() {
    for content in
        ["tel:08726120319", "https://example.org/g/532901204007-003", "清河乡人居环境整治办公室 0872-6120319"]
    {
        let mut board = samples::board();
        board.qr = Some(BoardQr { content: content.into(), caption: "扫码监督".into() });
        for (w, h) in [(600, 400), (210, 297)] {
            let document = samples::boards(vec![board.clone()], BoardOptions::sized(w, h, date()));
            let page = TYPESETTER.pages_png(&document, 150, 0..1).unwrap().remove(0);
            let grey = image::load_from_memory(&page.png).unwrap().to_luma8();
            let mut picture = rqrr::PreparedImage::prepare_from_greyscale(
                usize::try_from(grey.width()).unwrap(),
                usize::try_from(grey.height()).unwrap(),
                |x, y| grey.get_pixel(u32::try_from(x).unwrap(), u32::try_from(y).unwrap()).0[0],
            );
            let read: Vec<String> =
                picture.detect_grids().iter().filter_map(|g| g.decode().ok()).map(|(_, t)| t).collect();
            assert_eq!(read, [content], "{w}×{h}");
        }
    }
    let mut board = samples::board();
    board.qr = Some(BoardQr { content: "长".repeat(2000), caption: String::new() });
    let fault = TYPESETTER.pdf(&samples::boards(vec![board], BoardOptions::sized(600, 400, date()))).unwrap_err();
    assert_eq!(fault.code(), "qr-too-long");
}

#[test]
fn a_range_of_pages_shows_the_same_boards_as_the_whole() {
    let mut second = samples::board();
    second.grid_name = "上营村第九网格".into();
    let document = samples::boards(vec![samples::board(), second], BoardOptions::sized(297, 210, date()));
    let all = TYPESETTER.pages_png(&document, 60, 0..99).unwrap();
    let one = TYPESETTER.pages_png(&document, 60, 1..2).unwrap();
    assert_eq!((all.len(), one.len(), one[0].number), (2, 1, 2));
    assert_eq!(all[1], one[0]);
    assert_ne!(all[0].png, all[1].png);
    assert_eq!(TYPESETTER.page_count(&document).unwrap(), 2);
    assert!(TYPESETTER.pages_svg(&document, 1..2).unwrap()[0].starts_with("<svg"));
}

#[test]
fn boards_with_large_photos_are_made_in_smaller_runs() {
    let mut board = samples::board();
    let options = BoardOptions::sized(600, 400, date());
    let runs = |board: &BoardPage| crate::prepare::batches(&vec![board.clone(); 60], &options);
    assert_eq!(runs(&board), [0..50, 50..60]);
    board.people[0].photo = Some(samples::photo(1, 1000, 1400));
    // Three bytes a pixel: 23 of them make 96 megabytes.
    assert_eq!(runs(&board), [0..23, 23..46, 46..60]);
}
