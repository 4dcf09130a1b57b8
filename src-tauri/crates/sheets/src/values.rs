//! Dates, phones and names in the forms that people write them.

use domain::{Date, fold_width};

use crate::table::CellKind;

/// How a date cell reads.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum DateReading {
    Day(Date),
    /// Year and month only.
    Month(Date),
    /// A number such as 2026.1, which is January, or October with its zero lost.
    Unclear(Vec<String>),
    /// 至今 and the like.
    Open,
    Bad,
}

/// Reads a date in its written forms: 2026.3.1, 2026年3月1日, 2026-03, 20260301, or Excel's serial number.
pub(crate) fn date(text: &str, kind: CellKind) -> DateReading {
    let text: String = fold_width(text).chars().filter(|c| !c.is_whitespace() || *c == ' ').collect();
    let text = text.trim();
    let day = text.split_once(' ').map_or(text, |(day, _)| day).trim_end_matches('起').trim_start_matches('自');
    if matches!(day, "至今" | "在任" | "在职" | "在岗" | "现任") {
        return DateReading::Open;
    }
    let all_digits = day.bytes().all(|b| b.is_ascii_digit());
    if let (true, 5, Ok(serial)) = (all_digits, day.len(), day.parse::<u64>()) {
        return serial_day(serial).map_or(DateReading::Bad, DateReading::Day);
    }
    if kind == CellKind::Number && day.len() == 6 && day.get(4..) == Some(".1") {
        let year = &day[..4];
        return DateReading::Unclear(vec![format!("{year}-01"), format!("{year}-10")]);
    }
    let parts: Vec<&str> = match (all_digits, day.len()) {
        (true, 8) => vec![&day[..4], &day[4..6], &day[6..]],
        (true, 6) => vec![&day[..4], &day[4..]],
        _ => day.split(['-', '.', '/', '年', '月', '日', '号']).filter(|part| !part.is_empty()).collect(),
    };
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<u32>().ok());
    let of = |day| {
        let (year, month) = (number(0).filter(|y| (1950..2100).contains(y))?, number(1)?);
        Date::from_ymd_opt(i32::try_from(year).ok()?, month, day)
    };
    match parts.len() {
        3 => number(2).and_then(of).map_or(DateReading::Bad, DateReading::Day),
        2 => of(1).map_or(DateReading::Bad, DateReading::Month),
        _ => DateReading::Bad,
    }
}

/// Days from 1899-12-30, as Excel counts; between 1954 and 2119.
fn serial_day(serial: u64) -> Option<Date> {
    let start = Date::from_ymd_opt(1899, 12, 30)?;
    (20_000..80_000).contains(&serial).then(|| start.checked_add_days(chrono::Days::new(serial))).flatten()
}

/// A phone in one written form: eleven digits of a mobile, or a landline with its area code and extension.
pub(crate) fn phone(text: &str) -> Option<String> {
    let folded: String = fold_width(text).chars().filter(|c| !c.is_whitespace()).collect();
    let folded = folded.trim_start_matches("+86").trim_start_matches("电话:").replace(['(', ')'], "-");
    let folded = folded.trim_matches('-');
    let digits: String = folded.chars().filter(|c| *c != '-').collect();
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let bytes = digits.as_bytes();
    if bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1]) {
        return Some(digits);
    }
    let parts: Vec<&str> = folded.split('-').filter(|part| !part.is_empty()).collect();
    let local = |part: &str| (7..=8).contains(&part.len()) && !part.starts_with(['0', '1']);
    match parts.as_slice() {
        [area, number] if area.starts_with('0') && (3..=4).contains(&area.len()) && local(number) => {
            Some(parts.join("-"))
        }
        [area, number, extension]
            if area.starts_with('0') && (3..=4).contains(&area.len()) && local(number) && extension.len() <= 6 =>
        {
            Some(parts.join("-"))
        }
        [number] if local(number) => Some((*number).to_string()),
        [whole] if whole.starts_with('0') && (10..=12).contains(&whole.len()) => {
            // 010 and 02x have three places, all other area codes four.
            let area = if whole.starts_with("01") || whole.starts_with("02") { 3 } else { 4 };
            let (area, number) = whole.split_at(area);
            local(number).then(|| format!("{area}-{number}"))
        }
        _ => None,
    }
}

/// How a cell of names reads.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Names {
    These(Vec<String>),
    /// Spaces could part two people or be inside one name.
    Unclear(Vec<String>),
    /// Holds what no name holds; what is left without it.
    Odd(String),
}

const COMPOUND: [&str; 16] = [
    "欧阳", "上官", "司马", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "夏侯", "端木", "长孙",
    "宇文", "轩辕",
];

/// Reads one or several names; spaces inside a name (张 三) are taken out.
pub(crate) fn names(text: &str) -> Names {
    let mut names = Vec::new();
    for part in split(text) {
        let part = part.trim();
        // A digit alone tells two people of one name apart; many are a phone.
        let digits = part.chars().filter(char::is_ascii_digit).count();
        if digits >= 5 || part.chars().any(|c| "()[]【】〔〕<>:".contains(c)) {
            let kept: String = part.chars().take_while(|c| !c.is_ascii_digit() && !"([【〔<:".contains(*c)).collect();
            return Names::Odd(kept.trim().to_string());
        }
        let words: Vec<&str> = part.split_whitespace().collect();
        if words.iter().any(|word| word.chars().any(|c| c.is_ascii_alphabetic())) {
            names.push(words.join(" "));
            continue;
        }
        let long = |word: &&str| domain::chars(word) >= 2;
        if words.len() >= 2 && words.iter().all(long) && !COMPOUND.contains(&words[0]) {
            return Names::Unclear(vec![words.join("、"), words.concat()]);
        }
        names.push(words.concat());
    }
    names.retain(|name| !name.is_empty());
    Names::These(names)
}

/// The parts of a cell that lists several things.
pub(crate) fn split(text: &str) -> Vec<String> {
    let folded = fold_width(text).replace("\r\n", "\n");
    folded.split(['、', ',', ';', '/', '\n', '\r']).map(|p| p.trim().to_string()).filter(|p| !p.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_forms_that_people_write() {
        let check = |text, kind, year, month, day| {
            assert_eq!(date(text, kind), DateReading::Day(Date::from_ymd_opt(year, month, day).unwrap()), "{text}");
        };
        for text in [
            "2026.3.1",
            "2026年3月1日",
            "2026-03-01",
            "2026/3/1",
            "20260301",
            "２０２６．３．１",
            "2026-03-01 00:00",
            "2026年3月1日起",
        ] {
            check(text, CellKind::Text, 2026, 3, 1);
        }
        check("46082", CellKind::Number, 2026, 3, 1);
        check("2026-03-01", CellKind::Date, 2026, 3, 1);
        let march = Date::from_ymd_opt(2026, 3, 1).unwrap();
        for text in ["2026-03", "2026.3", "2026年3月", "202603"] {
            assert_eq!(date(text, CellKind::Text), DateReading::Month(march), "{text}");
        }
        assert_eq!(date("2026.1", CellKind::Number), DateReading::Unclear(vec!["2026-01".into(), "2026-10".into()]));
        assert_eq!(date("至今", CellKind::Text), DateReading::Open);
        for text in ["26.3.1", "2026", "2026-13-01", "2026-02-30", "3/1/2026", "去年", "12345"] {
            assert_eq!(date(text, CellKind::Text), DateReading::Bad, "{text}");
        }
    }

    #[test]
    fn phones_are_mobiles_or_landlines() {
        let check = |text, expected: Option<&str>| assert_eq!(phone(text).as_deref(), expected, "{text}");
        check("138 0000 0001", Some("13800000001"));
        check("１３８０００００００１", Some("13800000001"));
        check("+86-138-0000-0001", Some("13800000001"));
        check("0571-88000001", Some("0571-88000001"));
        check("(0571)88000001-801", Some("0571-88000001-801"));
        check("057188000001", Some("0571-88000001"));
        check("010-66000001", Some("010-66000001"));
        check("88000001", Some("88000001"));
        for text in ["1380000001", "138000000011", "12345678901", "668801", "1.38E+10", "没有"] {
            check(text, None);
        }
    }

    #[test]
    fn names_are_read_and_never_joined_or_parted_on_a_guess() {
        let these = |text, expected: &[&str]| {
            assert_eq!(names(text), Names::These(expected.iter().map(|n| (*n).to_string()).collect()), "{text}");
        };
        these("张 三", &["张三"]);
        these("张　　三丰", &["张三丰"]);
        these("欧阳 明月", &["欧阳明月"]);
        these("张三、李四", &["张三", "李四"]);
        these("张三\n李四/王五", &["张三", "李四", "王五"]);
        these("阿依古丽·买买提", &["阿依古丽·买买提"]);
        these("𬱖𫖯", &["𬱖𫖯"]);
        these("张伟1", &["张伟1"]);
        assert_eq!(names("张三 李四"), Names::Unclear(vec!["张三、李四".into(), "张三李四".into()]));
        assert_eq!(names("张三（组长）"), Names::Odd("张三".into()));
        assert_eq!(names("张三13800000001"), Names::Odd("张三".into()));
    }
}
