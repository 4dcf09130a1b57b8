//! Text files: UTF-8, UTF-16 with its mark, or GB 18030; nothing is replaced silently.

use std::borrow::Cow;

use domain::Problem;
use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

/// The text of a file, or the first line that no encoding explains.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Problem> {
    for (mark, encoding) in [(&[0xFF, 0xFE], UTF_16LE), (&[0xFE, 0xFF], UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            let text = encoding.decode_without_bom_handling_and_without_replacement(rest);
            return text.ok_or_else(|| Problem::new("text-undecodable").with("line", 1));
        }
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.contains(&0) {
        return Err(Problem::new("file-no-table").with("kind", "?"));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    GB18030
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or_else(|| Problem::new("text-undecodable").with("line", first_bad_line(bytes)))
}

/// The line is looked for in the encoding that explains more lines. A line end is never part of a character in either.
fn first_bad_line(bytes: &[u8]) -> usize {
    let bad = |reads: &dyn Fn(&[u8]) -> bool| -> (usize, usize) {
        let lines = bytes.split(|b| *b == b'\n').enumerate().filter(|(_, line)| !reads(line));
        let mut lines = lines.map(|(at, _)| at + 1);
        let first = lines.next().unwrap_or(1);
        (lines.count(), first)
    };
    let utf8 = bad(&|line| std::str::from_utf8(line).is_ok());
    let gb = bad(&|line| GB18030.decode_without_bom_handling_and_without_replacement(line).is_some());
    utf8.min(gb).1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(decode(bytes).as_deref(), Ok(expected));
    }

    #[test]
    fn the_encodings_of_offices_are_told_apart() {
        check("姓名,𬱖".as_bytes(), "姓名,𬱖");
        check("\u{feff}姓名".as_bytes(), "姓名");
        check(&GB18030.encode("姓名,𬱖,㛃").0, "姓名,𬱖,㛃");
        check(&[0xFF, 0xFE, 0xD3, 0x59, 0x0D, 0x54], "姓名");
    }

    #[test]
    fn bytes_that_are_no_text_are_named_by_their_line() {
        let check = |bytes: &[u8], line: &str| {
            let fault = decode(bytes).map_err(|p| (p.code, p.args.get("line").cloned()));
            assert_eq!(fault.map(|_| ()), Err(("text-undecodable".into(), Some(line.into()))));
        };
        check(b"a,b\n\xFF\xFF\xFF,c\n", "2");
        check("姓名,村\n张三,甲村\n李\u{fffd}".as_bytes().strip_suffix(&[0xBD]).unwrap(), "3");
    }
}
