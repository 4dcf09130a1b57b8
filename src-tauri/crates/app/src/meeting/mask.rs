//! What is kept back from the wall: parts of names, and numbers that lead to a person.

/// Family names of two characters.
const DOUBLE: &[&str] = &[
    "欧阳", "司马", "上官", "诸葛", "夏侯", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "司空", "端木",
    "百里", "呼延", "南宫", "西门", "宇文", "长孙", "申屠", "独孤", "轩辕", "淳于", "单于", "太史", "公冶", "濮阳",
    "钟离", "闾丘", "鲜于", "赫连", "澹台", "宗政", "太叔", "仲孙", "亓官", "司寇", "子车", "颛孙", "巫马", "公西",
    "漆雕", "乐正", "拓跋", "夹谷", "谷梁", "段干", "东郭", "南门", "羊舌", "微生", "梁丘", "左丘", "东门", "第五",
    "纳兰", "完颜", "叶赫",
];

/// Signs that change how the character before them is drawn, and are none of their own.
fn joins(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{300}'..='\u{36F}')
}

fn parts(c: char) -> bool {
    c.is_whitespace() || matches!(c, '·' | '•' | '・' | '‧' | '-')
}

/// The family name, and a star for each further character: 张三丰 → 张**, 欧阳锋 → 欧阳*. A name in parts keeps its first
/// character and its points; of a single character nothing is left.
pub(crate) fn masked(name: &str) -> String {
    let name = name.trim();
    let length = name.chars().filter(|c| !joins(*c)).count();
    let kept = match DOUBLE.iter().find(|family| name.starts_with(**family)) {
        _ if length < 2 => 0,
        Some(_) if length > 2 => 2,
        _ => 1,
    };
    let mut out = String::new();
    let mut at = 0;
    for c in name.chars() {
        if joins(c) {
            if at <= kept {
                out.push(c);
            }
            continue;
        }
        at += 1;
        out.push(if at <= kept || parts(c) { c } else { '*' });
    }
    out
}

/// As many digits in a row are a telephone or an identity number, never a mark, a house or a date.
const LONG: usize = 7;
/// The same where they stand in groups, as 138 0000 0000: a date has fewer.
const LONG_IN_GROUPS: usize = 11;

/// A text without the numbers that lead to a person.
pub(crate) fn without_numbers(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let between = |c: char| matches!(c, '-' | ' ' | '－' | '—' | '\u{3000}');
    let mut out = String::new();
    let mut i = 0;
    while let Some(&c) = chars.get(i) {
        if !digit(c) {
            out.push(c);
            i += 1;
            continue;
        }
        let start = i;
        let (mut digits, mut run, mut longest) = (0, 0, 0);
        while let Some(&c) = chars.get(i) {
            if digit(c) {
                digits += 1;
                run += 1;
                longest = longest.max(run);
            } else if between(c) && chars.get(i + 1).is_some_and(|next| digit(*next)) {
                run = 0;
            } else {
                break;
            }
            i += 1;
        }
        if longest >= LONG || digits >= LONG_IN_GROUPS {
            out.push_str("***");
            // The last place of an identity number may be a letter.
            i += usize::from(longest == 17 && chars.get(i).is_some_and(|c| matches!(c, 'x' | 'X')));
        } else {
            out.extend(&chars[start..i]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_name_keeps_the_family_name_and_its_length() {
        for (name, expected) in [
            ("张三", "张*"),
            ("张三丰", "张**"),
            ("欧阳锋", "欧阳*"),
            ("欧阳明日", "欧阳**"),
            ("欧阳", "欧*"),
            ("单", "*"),
            ("", ""),
            ("买买提·吐尔逊", "买**·***"),
            ("Li Wei", "L* ***"),
        ] {
            assert_eq!(masked(name), expected, "{name}");
        }
    }

    #[test]
    fn characters_beyond_the_first_plane_and_variants_count_once() {
        assert_eq!(masked("𫖯三"), "𫖯*");
        assert_eq!(masked("王𬱖䶮"), "王**");
        // A variation selector belongs to the character before it.
        assert_eq!(masked("葛\u{E0100}三"), "葛\u{E0100}*");
        assert_eq!(masked("张葛\u{E0100}"), "张*");
    }

    #[test]
    fn numbers_that_lead_to_a_person_are_left_out_of_a_text_and_others_stay() {
        for (text, expected) in [
            ("来电13800138000反映", "来电***反映"),
            ("电话 138 0013 8000", "电话 ***"),
            ("0312-8888888投诉", "***投诉"),
            ("１３８００１３８０００", "***"),
            ("身份证99012319900101123X。", "身份证***。"),
            ("12345热线", "12345热线"),
            ("2026-06-12 发现3处", "2026-06-12 发现3处"),
            ("101号门前 2 处 0.5 分", "101号门前 2 处 0.5 分"),
        ] {
            assert_eq!(without_numbers(text), expected, "{text}");
        }
    }
}
