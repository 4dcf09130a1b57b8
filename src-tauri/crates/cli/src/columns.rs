//! Text in columns, where a Chinese character is two wide.

/// How wide a text stands in a terminal.
fn width(text: &str) -> usize {
    let wide = |c: char| matches!(u32::from(c), 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x20000..=0x3fffd);
    text.chars().map(|c| 1 + usize::from(wide(c))).sum()
}

/// Rows under heads, each column as wide as its widest cell.
pub fn table(heads: &[String], rows: &[Vec<String>]) -> String {
    let mut widths: Vec<usize> = heads.iter().map(|head| width(head)).collect();
    for row in rows {
        for (at, cell) in row.iter().enumerate().take(widths.len()) {
            widths[at] = widths[at].max(width(cell));
        }
    }
    let mut out = String::new();
    for row in std::iter::once(heads).chain(rows.iter().map(Vec::as_slice)) {
        let mut line = String::new();
        for (cell, wide) in row.iter().zip(&widths) {
            line += cell;
            line.extend(std::iter::repeat_n(' ', wide + 2 - width(cell)));
        }
        out += line.trim_end();
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other_in_either_script() {
        let rows = [vec!["张三".to_string(), "9".into()], vec!["a".to_string(), "10".into()]];
        assert_eq!(table(&["姓名".to_string(), "名次".into()], &rows), "姓名  名次\n张三  9\na     10\n");
    }

    #[test]
    fn rare_characters_are_two_wide_as_well() {
        assert_eq!(width("𬱖䶮a"), 5);
    }
}
