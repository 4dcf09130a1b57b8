//! Nodes back to YAML, always in the same form: two spaces, lists of plain texts on one line, quotes only where needed.

use super::{Node, Value};

/// How long a line of texts in brackets may become before it is broken into rows.
const LINE: usize = 96;

/// Writes a document.
pub(crate) fn emit(node: &Node) -> String {
    let mut out = String::new();
    block(node, 0, &mut out);
    out
}

fn block(node: &Node, depth: usize, out: &mut String) {
    match &node.value {
        Value::Map(entries) => {
            for entry in entries {
                indent(depth, out);
                out.push_str(&scalar(&entry.key));
                out.push(':');
                after_colon(&entry.node, depth, out);
            }
        }
        Value::List(items) => {
            for item in items {
                indent(depth, out);
                out.push('-');
                match &item.value {
                    Value::Map(entries) if !entries.is_empty() && flow(item).is_none() => {
                        let mut inner = String::new();
                        block(item, depth + 1, &mut inner);
                        out.push(' ');
                        out.push_str(inner.trim_start_matches(' '));
                    }
                    _ => after_colon(item, depth, out),
                }
            }
        }
        Value::Text(text) => {
            indent(depth, out);
            out.push_str(&scalar(text));
            out.push('\n');
        }
        Value::Empty => {}
    }
}

fn after_colon(node: &Node, depth: usize, out: &mut String) {
    match flow(node) {
        Some(text) if text.is_empty() => out.push('\n'),
        Some(text) => {
            out.push(' ');
            out.push_str(&text);
            out.push('\n');
        }
        None => {
            out.push('\n');
            block(node, depth + 1, out);
        }
    }
}

/// The one-line form, for what is short and holds nothing deep.
fn flow(node: &Node) -> Option<String> {
    let text = match &node.value {
        Value::Empty => String::new(),
        Value::Text(text) => return Some(scalar(text)),
        Value::List(items) => {
            let texts: Option<Vec<_>> = items.iter().map(plain).collect();
            format!("[{}]", texts?.join(", "))
        }
        Value::Map(entries) => {
            let texts: Option<Vec<_>> =
                entries.iter().map(|e| Some(format!("{}: {}", scalar(&e.key), plain(&e.node)?))).collect();
            let texts = texts?;
            if texts.is_empty() { "{}".into() } else { format!("{{ {} }}", texts.join(", ")) }
        }
    };
    (text.chars().count() <= LINE).then_some(text)
}

fn plain(node: &Node) -> Option<String> {
    match &node.value {
        Value::Text(text) => Some(scalar(text)),
        Value::List(items) if items.iter().all(|i| matches!(i.value, Value::Text(_))) => flow(node),
        _ => None,
    }
}

fn scalar(text: &str) -> String {
    let risky = text.is_empty()
        || text != text.trim()
        || text.chars().any(|c| c.is_control() || ":#{}[],&*!|>'\"%@`".contains(c))
        || text.starts_with(['-', '?', '~', '='])
        || matches!(text.to_ascii_lowercase().as_str(), "null" | "true" | "false" | "yes" | "no" | "on" | "off");
    // A negative number is safe and reads better without quotes.
    let number = text
        .strip_prefix('-')
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    let flag = matches!(text, "true" | "false");
    if !risky || number || flag {
        return text.to_string();
    }
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04x}", c as u32)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn indent(depth: usize, out: &mut String) {
    out.extend(std::iter::repeat_n("  ", depth));
}

#[cfg(test)]
mod tests {
    use super::{super::parse, *};

    fn strip(node: &mut Node) {
        node.line = 0;
        match &mut node.value {
            Value::List(items) => items.iter_mut().for_each(strip),
            Value::Map(entries) => entries.iter_mut().for_each(|e| {
                e.line = 0;
                strip(&mut e.node);
            }),
            _ => {}
        }
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        let text = "id: a\nlist:\n- {x: 1, y: '2: 3'}\n- - 甲\n  - '-'\nlong: \"第一条\\n第二条\"\nempty:\nnone: []\nneg: -0.5\n\
                    deep: {a: {b: {c: [1, 2]}}}\nq: 'say \"x\"'\nyes: 'no'\nf: true\n";
        let mut first = parse(text).expect("reads");
        let written = emit(&first);
        let mut second = parse(&written).expect("reads again");
        strip(&mut first);
        strip(&mut second);
        assert_eq!(first, second, "{written}");
        assert_eq!(emit(&second), written);
    }
}
