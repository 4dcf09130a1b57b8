//! GB/T 9704-2012, measured on the page.

use super::{Run, laid_out, runs};
use crate::{Block, Document, Imprint, Notice, samples};

const MM: f64 = 72.0 / 25.4;

fn plain(body: Vec<Block>) -> Document {
    Document::Notice(Notice {
        office: "清河乡人民政府".into(), body, date: samples::date(), ..Notice::default()
    })
}

/// The base lines of a page's body text, from the top.
fn lines(page: &[Run]) -> Vec<(f64, String)> {
    let mut lines: Vec<(f64, String)> = Vec::new();
    for run in page.iter().filter(|run| (run.size - 156.0 * MM / 28.0).abs() < 0.1) {
        match lines.iter_mut().find(|(y, _)| (*y - run.y).abs() < 0.5) {
            Some((_, text)) => text.push_str(&run.text),
            None => lines.push((run.y, run.text.clone())),
        }
    }
    lines.sort_by(|a, b| a.0.total_cmp(&b.0));
    lines
}

#[test]
fn a_full_page_has_22_lines_of_28_characters() {
    let layout = laid_out(&plain(vec![Block::Paragraph("环".repeat(28 * 22 * 3))]));
    let pages: Vec<Vec<Run>> = layout.frames().map(runs).collect();
    // The first page begins with the title's empty lines; the second is full of text.
    let second = lines(&pages[1]);
    assert_eq!(second.len(), 22);
    for (_, line) in &second {
        assert_eq!(line.chars().count(), 28);
    }
    let pitch = (second[21].0 - second[0].0) / 21.0 / MM;
    assert!((pitch - 225.0 / 22.0).abs() < 0.02, "{pitch}");
}

#[test]
fn the_type_area_is_156_by_225_mm_at_37_and_28_mm() {
    let layout = laid_out(&plain(vec![Block::Paragraph("环".repeat(28 * 22 * 3))]));
    let frame = layout.frames().nth(1).unwrap();
    assert!((frame.size().x.to_mm() - 210.0).abs() < 0.01 && (frame.size().y.to_mm() - 297.0).abs() < 0.01);
    let page = runs(frame);
    let body: Vec<&Run> = page.iter().filter(|run| run.text.starts_with('环')).collect();
    let left = body.iter().map(|run| run.x).fold(f64::MAX, f64::min) / MM;
    let right = body.iter().map(|run| run.x + run.width).fold(0.0, f64::max) / MM;
    assert!((left - 28.0).abs() < 0.05 && (right - 184.0).abs() < 0.05, "{left} {right}");
    // A line is 225/22 mm high with the character in its middle.
    let (hang, zi) = (225.0 / 22.0, 156.0 / 28.0);
    let lines = lines(&page);
    let top = lines[0].0 / MM - 0.88 * zi - (hang - zi) / 2.0;
    let bottom = lines[21].0 / MM + 0.12 * zi + (hang - zi) / 2.0;
    assert!((top - 37.0).abs() < 0.05, "{top}");
    assert!((bottom - 262.0).abs() < 0.1, "{bottom}");
}

#[test]
fn the_samples_text_stands_on_the_lines_of_the_page() {
    let layout = laid_out(&Document::Notice(samples::notice()));
    for (n, frame) in layout.frames().take(2).enumerate() {
        let page = runs(frame);
        let (hang, zi) = (225.0 / 22.0, 156.0 / 28.0);
        for (y, text) in lines(&page).into_iter().filter(|(_, text)| !text.contains('〔') || text.contains("依据")) {
            let line = (y / MM - 0.88 * zi - (hang - zi) / 2.0 - 37.0) / hang;
            assert!((line - line.round()).abs() < 0.05, "page {}: {text} at line {line}", n + 1);
        }
    }
}

#[test]
fn sizes_and_places_are_those_of_the_standard() {
    let layout = laid_out(&Document::Notice(samples::notice()));
    let pages: Vec<Vec<Run>> = layout.frames().map(runs).collect();
    let find = |page: usize, text: &str| {
        pages[page]
            .iter()
            .find(|run| run.text.contains(text))
            .unwrap_or_else(|| panic!("{text} on page {page}"))
            .clone()
    };
    assert!((find(0, "奖惩情况的通报").size - 22.0).abs() < 0.01, "the title is 2号");
    assert!(
        (find(0, "考评总体情况").x / MM - 28.0 - 2.0 * 156.0 / 28.0).abs() < 0.3,
        "a heading stands in by two characters"
    );
    let addressee = find(0, "各村民委员会");
    assert!((addressee.x / MM - 28.0).abs() < 0.05, "the addressee stands at the margin");
    // 页码: 4号, 7 mm below the type area; odd pages at the right, even ones at the left, one character in.
    for (page, left) in [(0, false), (1, true), (2, false)] {
        let number =
            pages[page].iter().filter(|run| (run.size - 14.0).abs() < 0.01).max_by(|a, b| a.y.total_cmp(&b.y)).unwrap();
        let end = pages[page]
            .iter()
            .filter(|run| (run.y - number.y).abs() < 0.5)
            .map(|run| run.x + run.width)
            .fold(0.0, f64::max);
        let start =
            pages[page].iter().filter(|run| (run.y - number.y).abs() < 0.5).map(|run| run.x).fold(f64::MAX, f64::min);
        if left {
            assert!(((start - 14.0) / MM - 28.0).abs() < 0.2, "{start}");
        } else {
            assert!(((end + 14.0) / MM - 184.0).abs() < 0.2, "{end}");
        }
        let dash = (number.y - 0.38 * 14.0) / MM;
        assert!((dash - 262.0 - 7.0).abs() < 0.2, "{dash}");
    }
    // 成文日期 leaves four characters at the right.
    let year = pages[2].iter().rfind(|run| run.text.contains('日')).unwrap();
    assert!(((year.x + year.width) / MM + 4.0 * 156.0 / 28.0 - 184.0).abs() < 0.2);
}

#[test]
fn heading_levels_annexes_and_imprint_are_in_their_order() {
    let text = super::whole_text(&Document::Notice(samples::notice()));
    let order = [
        "清河乡人民政府文件",
        "清政发〔2026〕13号",
        "各村民委员会，乡属各单位：",
        "一、考评总体情况",
        "（一）普通网格",
        "附件：",
        "1.",
        "2026年6月受奖励网格员名单",
        "2026年7月10日",
        "附件1",
        "附件2",
        "抄送：",
        "印发",
    ];
    let mut from = 0;
    for part in order {
        let at = text[from..].find(part).unwrap_or_else(|| panic!("{part} after {}", &text[..from]));
        from += at + part.len();
    }
}

#[test]
fn a_short_notice_without_masthead_number_and_imprint_is_one_page() {
    let document = Document::Notice(Notice {
        title: "关于表扬的通报".into(),
        imprint: None::<Imprint>,
        ..match plain(vec![Block::Paragraph("特此通报。".into())]) {
            Document::Notice(notice) => notice,
            _ => unreachable!(),
        }
    });
    assert_eq!(laid_out(&document).pages(), 1);
}

#[test]
fn no_page_holds_a_signature_without_text() {
    for lines in 12..24 {
        let body = vec![Block::Paragraph("环".repeat(28 * lines - 2)), Block::Paragraph("特此通报。".into())];
        let layout = laid_out(&plain(body));
        let last = layout.frames().last().map(super::text_of).unwrap();
        assert!(last.contains("特此通报。") && last.contains("2026年7月10日"), "{lines} lines: {last}");
    }
}

#[test]
fn a_long_title_is_cut_into_even_lines_and_never_within_brackets() {
    let title = "清河乡人居环境整治办公室关于2026年6月网格员考评奖惩情况的通报（草稿）";
    let Document::Notice(notice) = plain(Vec::new()) else { unreachable!() };
    let layout = laid_out(&Document::Notice(Notice { title: title.into(), ..notice }));
    let page = runs(layout.frames().next().unwrap());
    let mut lines: Vec<(f64, String, f64)> = Vec::new();
    for run in page.iter().filter(|run| (run.size - 22.0).abs() < 0.01) {
        match lines.iter_mut().find(|(y, ..)| (*y - run.y).abs() < 0.5) {
            Some((_, text, width)) => {
                text.push_str(&run.text);
                *width += run.width;
            }
            None => lines.push((run.y, run.text.clone(), run.width)),
        }
    }
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[1].1.contains("（草稿）"), "{lines:?}");
    assert!((lines[0].2 - lines[1].2).abs() < 4.0 * 22.0, "{lines:?}");
}
