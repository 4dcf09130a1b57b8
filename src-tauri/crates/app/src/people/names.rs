//! Names: the letters to find them by, and whether they can be printed.

use domain::{Outcome, Problem};
use pinyin::ToPinyin;

use crate::{Office, view::ProblemView};

/// Surnames whose first letter is not that of the character's usual reading. Where a family may say either, both are
/// found.
const SURNAMES: &[(&str, &str)] = &[
    ("单于", "cy"),
    ("万俟", "mq"),
    ("尉迟", "yc"),
    ("长孙", "zs"),
    ("澹台", "tt"),
    ("宰父", "zf"),
    ("单", "s"),
    ("曾", "z"),
    ("解", "x"),
    ("仇", "q"),
    ("区", "o"),
    ("查", "z"),
    ("翟", "z d"),
    ("朴", "p"),
    ("种", "c"),
    ("重", "c"),
    ("员", "y"),
    ("冼", "x"),
    ("尉", "w y"),
    ("乐", "y l"),
    ("召", "s z"),
    ("繁", "p"),
    ("秘", "b"),
    ("覃", "q t"),
    ("隗", "w k"),
    ("燕", "y"),
    ("盖", "g"),
    ("薄", "b"),
    ("卜", "b"),
    ("车", "c"),
    ("句", "g"),
    ("阚", "k"),
    ("缪", "m"),
    ("宁", "n"),
    ("牟", "m"),
    ("瞿", "q"),
    ("任", "r"),
    ("沈", "s"),
    ("石", "s"),
    ("叶", "y"),
    ("臧", "z"),
    ("祭", "z"),
    ("适", "k"),
    ("莘", "s x"),
    ("折", "s"),
    ("逄", "p"),
    ("洗", "x"),
    ("柏", "b"),
    ("贾", "j"),
    ("纪", "j"),
    ("谌", "c s"),
    ("郇", "x h"),
    ("那", "n"),
    ("呙", "g"),
    ("奇", "q"),
    ("黑", "h"),
    ("卒", "z"),
    ("俞", "y"),
    ("佴", "n"),
    ("厘", "x"),
    ("郗", "x c"),
    ("都", "d"),
];

fn letter(c: char) -> Option<char> {
    match c {
        'a'..='z' | '0'..='9' => Some(c),
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        _ => c.to_pinyin().and_then(|p| p.plain().chars().next()),
    }
}

/// The pinyin initials of a name, `zsf` for 张三丰; where the surname is read in two ways both stand, with a space
/// between. A character without a reading has no letter.
pub(crate) fn initials(name: &str) -> String {
    let (readings, rest) = SURNAMES
        .iter()
        .find_map(|(surname, letters)| name.strip_prefix(surname).map(|rest| (*letters, rest)))
        .unwrap_or(("", name));
    let rest: String = rest.chars().filter_map(letter).collect();
    match readings {
        "" => rest,
        _ => readings.split(' ').map(|r| format!("{r}{rest}")).collect::<Vec<_>>().join(" "),
    }
}

impl Office {
    /// The characters of a name that no bundled font has: on a board they would be blank boxes.
    pub fn check_name(&self, name: &str) -> Outcome<Vec<ProblemView>> {
        Ok(self.unprintable(name)?.iter().map(|p| self.problem_view(p)).collect())
    }

    pub(crate) fn unprintable(&self, name: &str) -> Outcome<Vec<Problem>> {
        let missing = self.typesetter()?.missing_glyphs(name);
        Ok(missing
            .into_iter()
            .map(|c| {
                Problem::new("name-no-glyph").at(name).with("char", c).with("code", format!("U+{:04X}", u32::from(c)))
            })
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::initials;

    fn check(name: &str, expected: &str) {
        assert_eq!(initials(name), expected, "{name}");
    }

    #[test]
    fn initials_are_the_first_letters_of_the_readings() {
        check("张三丰", "zsf");
        check("欧阳明", "oym");
        check("阿依古丽", "aygl");
    }

    #[test]
    fn a_surname_is_read_as_a_surname() {
        for (name, expected) in [
            ("单雄信", "sxx"),
            ("曾国华", "zgh"),
            ("解小军", "xxj"),
            ("仇和", "qh"),
            ("区志强", "ozq"),
            ("查良镛", "zly"),
            ("尉迟恭", "ycg"),
            ("万俟雪", "mqx"),
        ] {
            check(name, expected);
        }
    }

    #[test]
    fn a_surname_with_two_readings_is_found_by_both() {
        check("覃小梅", "qxm txm");
        check("翟志刚", "zzg dzg");
    }

    #[test]
    fn a_character_without_a_reading_leaves_the_others() {
        check("李\u{e000}明", "lm");
    }
}
