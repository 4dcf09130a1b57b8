//! Delimited text (RFC 4180) that keeps what a lenient reader loses: blank lines, so that rows are those that Excel
//! shows, the line that each record begins on, and a quote that is never closed.

use domain::Problem;

/// One record and the 1-based line that it begins on.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Record {
    pub line: u32,
    pub fields: Vec<String>,
}

/// The delimiter that stands most often in the first line that has any; `None` in a text that has none.
pub(super) fn delimiter(text: &str) -> Option<char> {
    const KNOWN: [char; 3] = ['\t', ',', ';'];
    let line = text.lines().find(|line| line.contains(KNOWN))?;
    let count = |d: char| line.matches(d).count();
    KNOWN.into_iter().rev().max_by_key(|d| count(*d))
}

/// All records, blank lines as records without fields.
pub(crate) fn records(text: &str, delimiter: char) -> Result<Vec<Record>, Problem> {
    let mut records = Vec::new();
    let mut rest = text.chars().peekable();
    let mut line = 1;
    while rest.peek().is_some() {
        let begin = line;
        let mut fields = Vec::new();
        loop {
            let mut field = String::new();
            let mut quoted = rest.next_if_eq(&'"').is_some();
            let was_quoted = quoted;
            let end = loop {
                match rest.next() {
                    None if quoted => return Err(Problem::new("csv-open-quote").with("line", begin)),
                    None => break None,
                    Some('"') if quoted => match rest.next_if_eq(&'"') {
                        Some(_) => field.push('"'),
                        None => quoted = false,
                    },
                    Some('\r') if rest.peek() == Some(&'\n') && !quoted => {}
                    Some(c @ ('\n' | '\r')) => {
                        line += u32::from(c == '\n' || !quoted);
                        if !quoted {
                            break None;
                        }
                        field.push(c);
                    }
                    Some(c) if c == delimiter && !quoted => break Some(c),
                    Some(c) => field.push(c),
                }
            };
            let blank = fields.is_empty() && field.is_empty() && !was_quoted && end.is_none();
            if !blank {
                fields.push(field);
            }
            if end.is_none() {
                break;
            }
        }
        records.push(Record { line: begin, fields });
    }
    Ok(records)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(u32, &[&str])]) {
        let found = records(text, ',').unwrap();
        let found: Vec<_> = found.iter().map(|r| (r.line, r.fields.iter().map(String::as_str).collect())).collect();
        let expected: Vec<(u32, Vec<&str>)> = expected.iter().map(|(line, fields)| (*line, fields.to_vec())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn records_keep_their_lines_through_quotes_and_blank_lines() {
        check("a,b\r\nc,d\r\n", &[(1, &["a", "b"]), (2, &["c", "d"])]);
        check("a\n\n\"x\ny\",z\nlast", &[(1, &["a"]), (2, &[]), (3, &["x\ny", "z"]), (5, &["last"])]);
        check("\"x\r\ny\"\r\nb,", &[(1, &["x\r\ny"]), (3, &["b", ""])]);
        check("\"say \"\"yes\"\"\",,\n\"\"\n", &[(1, &["say \"yes\"", "", ""]), (2, &[""])]);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_named_by_its_line() {
        let fault = records("a,b\nc,\"d\ne\n", ',').unwrap_err();
        assert_eq!((fault.code.as_str(), fault.args["line"].as_str()), ("csv-open-quote", "2"));
    }

    #[test]
    fn the_delimiter_is_seen_from_the_text() {
        assert_eq!(delimiter("花名册\n姓名\t村, 组\t电话"), Some('\t'));
        assert_eq!(delimiter("姓名;村;电话"), Some(';'));
        assert_eq!(delimiter("姓名,村"), Some(','));
        assert_eq!(delimiter("只是一段话。"), None);
    }
}
