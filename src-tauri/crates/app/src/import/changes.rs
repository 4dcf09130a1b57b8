//! What a plan would change, each as a sentence.

use domain::{Assignment, Grid, Person};
use words::Words;

use crate::draft::Draft;

/// How many things the plan adds and changes, and a sentence for each.
pub(super) fn of(draft: &Draft, words: Words) -> (usize, usize, Vec<String>) {
    let say = |key: &str, args: &[(&str, String)]| {
        let args: Vec<_> = args.iter().map(|(k, v)| (*k, v.as_str())).collect();
        words.text(&format!("import.{key}"), args.as_slice())
    };
    let (before, after) = (draft.before(), &draft.after);
    let (mut added, mut changed, mut lines) = (0, 0, Vec::new());
    let mut tell = |new: bool, line: String| {
        if new {
            added += 1;
        } else {
            changed += 1;
        }
        lines.push(line);
    };
    let touched = draft.changes();
    for grid in touched.grids.iter().filter_map(|&id| after.grid(id)) {
        let label = || ("grid", after.label(grid.id));
        match before.grid(grid.id) {
            None => {
                tell(true, say("grid-new", &[label(), ("code", grid.code.clone()), ("level", grid.level.zh().into())]))
            }
            Some(old) => {
                let what = differences(&grid_fields(old), &grid_fields(grid), words);
                if !what.is_empty() {
                    tell(false, say("grid-changed", &[label(), ("what", what)]));
                }
            }
        }
    }
    for person in touched.people.iter().filter_map(|&id| after.person(id)) {
        let who = [("name", person.name.clone()), ("code", person.code.clone())];
        match before.person(person.id) {
            None => tell(true, say("person-new", &who)),
            Some(old) => {
                let what = differences(&person_fields(old), &person_fields(person), words);
                if !what.is_empty() {
                    let [name, code] = who;
                    tell(false, say("person-changed", &[name, code, ("what", what)]));
                }
            }
        }
    }
    for a in touched.assignments.iter().filter_map(|&id| after.assignment(id)) {
        let name = after.person(a.person).map(|p| p.name.clone()).unwrap_or_default();
        let about = [("name", name), ("grid", after.label(a.grid)), ("role", a.role.zh().to_string())];
        match before.assignment(a.id) {
            None => {
                let [name, grid, role] = about;
                tell(true, say("post-new", &[name, grid, role, ("from", a.from.to_string())]));
            }
            Some(old) => {
                let what = differences(&post_fields(old), &post_fields(a), words);
                if !what.is_empty() {
                    let [name, grid, role] = about;
                    tell(false, say("post-changed", &[name, grid, role, ("what", what)]));
                }
            }
        }
    }
    (added, changed, lines)
}

type Fields = Vec<(&'static str, String)>;

fn text<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(|| "—".into(), |v| v.to_string())
}

fn grid_fields(g: &Grid) -> Fields {
    vec![
        ("code", g.code.clone()),
        ("extent", if g.extent.is_empty() { "—".into() } else { g.extent.join("；") }),
        ("households", text(g.households)),
        ("population", text(g.population)),
        ("pilot-from", text(g.pilot_from)),
        ("pilot-to", text(g.pilot_to)),
        ("opened", g.opened.to_string()),
        ("route", text(g.route)),
    ]
}

fn person_fields(p: &Person) -> Fields {
    vec![("phone", text(p.phone.clone()))]
}

fn post_fields(a: &Assignment) -> Fields {
    vec![("from", a.from.to_string()), ("to", text(a.to))]
}

fn differences(old: &Fields, new: &Fields, words: Words) -> String {
    let differing = old.iter().zip(new).filter(|(a, b)| a != b);
    let each = differing.map(|((key, was), (_, is))| {
        format!("{} {was} → {is}", words.text(&format!("import.field-{key}"), &[] as &[(&str, &str)]))
    });
    each.collect::<Vec<_>>().join("，")
}
