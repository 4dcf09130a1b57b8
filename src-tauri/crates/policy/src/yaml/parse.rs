//! Events of the YAML reader to nodes. Anchors and tags are refused: a policy is read by people.

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::{Entry, Node, Value};

/// Why a text is no YAML that a policy may use, and on which line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NotYaml {
    pub line: u32,
    pub code: &'static str,
    pub detail: String,
}

enum Open {
    List(u32, Vec<Node>),
    Map(u32, Vec<Entry>, Option<(String, u32)>),
}

/// Reads one document.
pub(crate) fn parse(text: &str) -> Result<Node, NotYaml> {
    let mut stack: Vec<Open> = Vec::new();
    let mut root = None;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|e| slip(text, line_of(e.marker().line()), e.info()))?;
        let line = line_of(span.start.line());
        let done = match event {
            Event::Alias(_) => return Err(refused(line, "yaml-alias")),
            Event::Scalar(_, _, _, Some(_)) | Event::SequenceStart(_, Some(_)) | Event::MappingStart(_, Some(_)) => {
                return Err(refused(line, "yaml-tag"));
            }
            Event::Scalar(text, style, _, None) => {
                let value = match (style, &*text) {
                    (ScalarStyle::Plain, "" | "~" | "null") => Value::Empty,
                    _ => Value::Text(text.into_owned()),
                };
                Some(Node { line, value })
            }
            Event::SequenceStart(_, None) => {
                stack.push(Open::List(line, Vec::new()));
                None
            }
            Event::MappingStart(_, None) => {
                stack.push(Open::Map(line, Vec::new(), None));
                None
            }
            Event::SequenceEnd | Event::MappingEnd => stack.pop().map(|open| match open {
                Open::List(line, items) => Node { line, value: Value::List(items) },
                Open::Map(line, entries, _) => Node { line, value: Value::Map(entries) },
            }),
            Event::DocumentStart(_) if root.is_some() => return Err(refused(line, "yaml-second-document")),
            _ => None,
        };
        let Some(node) = done else { continue };
        match stack.last_mut() {
            None => root = Some(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map(_, entries, key)) => match key.take() {
                Some((key, line)) => entries.push(Entry { key, line, node }),
                None => match node.value {
                    Value::Text(text) => *key = Some((text, node.line)),
                    _ => return Err(refused(node.line, "yaml-key")),
                },
            },
        }
    }
    root.ok_or(NotYaml { line: 1, code: "yaml-empty", detail: String::new() })
}

/// What is wrong, by the commonest slips first: a tab, a full-width colon. The reader finds out a line later, or two.
fn slip(text: &str, line: u32, detail: &str) -> NotYaml {
    let at = line as usize;
    let near = text.lines().zip(1..).skip(at.saturating_sub(3)).take_while(|(_, n)| *n <= line);
    let mut told = refused(line, "yaml-unreadable");
    for (written, number) in near {
        let indent = &written[..written.len() - written.trim_start().len()];
        if indent.contains('\t') {
            told = refused(number, "yaml-tab");
        } else if full_width_colon(written) {
            told = refused(number, "yaml-colon");
        }
    }
    NotYaml { detail: detail.to_string(), ..told }
}

/// A key of ASCII letters with a full-width colon behind it.
fn full_width_colon(line: &str) -> bool {
    let key = line.trim_start().trim_start_matches("- ");
    let behind = key.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
    behind.len() < key.len() && behind.starts_with('：')
}

fn line_of(line: usize) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

fn refused(line: u32, code: &'static str) -> NotYaml {
    NotYaml { line, code, detail: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_text_and_lines_are_known() {
        let node = parse("a: 58.00\nb:\n  - 2026-05\n  - {c: '是'}\n").expect("reads");
        let Value::Map(entries) = node.value else { panic!("a map") };
        assert_eq!(entries[0].node.value, Value::Text("58.00".into()));
        let Value::List(items) = &entries[1].node.value else { panic!("a list") };
        assert_eq!(items[0], Node { line: 3, value: Value::Text("2026-05".into()) });
        assert_eq!(items[1].line, 4);
    }

    #[test]
    fn what_people_cannot_read_is_refused_with_its_line() {
        let check = |text: &str, line, code| {
            let problem = parse(text).expect_err("refused");
            assert_eq!((problem.line, problem.code), (line, code), "{text}");
        };
        check("a: &x 1\nb: *x\n", 2, "yaml-alias");
        check("a: 1\nb: !!int 2\n", 2, "yaml-tag");
        check("", 1, "yaml-empty");
        check("a: [1, 2\nb: 3\n", 2, "yaml-unreadable");
        check("id: x\nversions:\n\t- from: 2026-01\n", 3, "yaml-tab");
        check("id：x\ntitle: 月度考评\n", 1, "yaml-colon");
        check("id: x\ntitle：月度考评\nsubject: worker\n", 2, "yaml-colon");
    }
}
