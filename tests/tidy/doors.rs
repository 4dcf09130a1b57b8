//! The window's one door: each command that `client.ts` calls stands in the shell with the same arguments, and the
//! shell has none that nobody calls.

use super::sources::with_endings;
use jingge_tests::root;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

type Commands = BTreeMap<String, BTreeSet<String>>;

/// From `#[tauri::command]` functions: names with the arguments that come from the window.
fn offered(text: &str) -> Commands {
    let mut found = Commands::new();
    for part in text.split("#[tauri::command").skip(1) {
        let (_, rest) = part.split_once("fn ").unwrap();
        let (name, rest) = rest.split_once('(').unwrap();
        let end = [") -> ", ") {"].iter().filter_map(|end| rest.find(end)).min().unwrap();
        let arguments = pieces(&rest[..end]);
        let names = arguments.iter().filter_map(|a| a.split_once(':')).map(|(name, _)| name.trim().to_string());
        found.insert(name.to_string(), names.filter(|n| n != "app" && n != "desk").collect());
    }
    found
}

/// From `call<T>('name', { a, b: c })`.
fn called(text: &str) -> Commands {
    let mut found = Commands::new();
    for part in text.split("call<").skip(1) {
        let Some((_, rest)) = part.split_once("('").or_else(|| part.split_once("(\n")) else { continue };
        let rest = rest.trim_start().trim_start_matches('\'');
        let Some((name, rest)) = rest.split_once('\'') else { continue };
        let arguments = match rest.trim_start_matches([',', ' ', '\n']).strip_prefix('{') {
            Some(object) => pieces(object.split_once('}').unwrap().0),
            None => Vec::new(),
        };
        let keys = arguments.iter().map(|a| a.split(':').next().unwrap().trim().to_string());
        found.insert(name.to_string(), keys.filter(|k| !k.is_empty()).collect());
    }
    found
}

/// What commas separate outside of angle brackets.
fn pieces(list: &str) -> Vec<String> {
    let (mut parts, mut depth) = (vec![String::new()], 0);
    for c in list.chars() {
        match c {
            '<' => depth += 1,
            '>' => depth -= 1,
            _ => {}
        }
        if c == ',' && depth == 0 {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    parts
}

#[test]
fn the_window_and_the_shell_agree_on_every_command() {
    let client = fs::read_to_string(root().join("ui/src/wire/client.ts")).unwrap();
    let sources = with_endings(&[".rs"]);
    let shell: String =
        sources.iter().filter(|s| s.under(&["src-tauri/src/commands/"])).map(|s| s.text.as_str()).collect();
    let (offered, called) = (offered(&shell), called(&client));
    assert!(offered.len() > 40, "the commands are not where they are looked for");
    let mut wrong = Vec::new();
    for name in offered.keys().chain(called.keys()).collect::<BTreeSet<_>>() {
        match (offered.get(name), called.get(name)) {
            (Some(a), Some(b)) if a == b => {}
            (Some(a), Some(b)) => wrong.push(format!("{name}: the shell takes {a:?}, the window gives {b:?}")),
            (None, _) => wrong.push(format!("{name}: called, and not in the shell")),
            (_, None) => wrong.push(format!("{name}: in the shell, and never called")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn commands_and_calls_are_read_as_written() {
    let rust =
        "#[tauri::command]\npub async fn people(app: AppHandle, query: String, on: BTreeMap<A, B>) -> Answer<P> {}";
    let ts = "people: (q: string) =>\n call<T.P>('people', { query, on: day }),\n x: () => call<{ a: T }>('x')";
    let arguments = BTreeSet::from(["query".to_string(), "on".to_string()]);
    assert_eq!(offered(rust), BTreeMap::from([("people".to_string(), arguments.clone())]));
    assert_eq!(called(ts), BTreeMap::from([("people".to_string(), arguments), ("x".to_string(), BTreeSet::new())]));
}
