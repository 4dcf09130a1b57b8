//! `info`: what is in a file.

use app::Setting;
use domain::Outcome;
use serde_json::json;
use words::Words;

use super::{look_at, say};
use crate::{args::OfficeFile, columns, output::Report};

pub fn run(line: &OfficeFile, setting: &Setting, words: Words) -> Outcome<Report> {
    let mut office = look_at(&line.file, setting)?;
    let view = office.office()?;
    let policies = office.policies()?;
    let adopted: Vec<_> = policies
        .iter()
        .map(|p| {
            let versions: Vec<_> =
                p.versions.iter().map(|v| json!({ "from": v.from, "to": v.to, "months": v.months })).collect();
            json!({ "id": p.id, "title": p.title, "versions": versions })
        })
        .collect();
    let schemes = view.current.map(|month| office.schemes_in(month)).transpose()?.unwrap_or_default();
    let of_month: Vec<_> = schemes
        .iter()
        .map(|s| {
            let (subject, period) = (s.policy.subject.key(), s.policy.period.key());
            json!({ "id": s.id(), "title": s.policy.title, "subject": subject, "period": period, "until": s.last })
        })
        .collect();
    let months: Vec<_> = view.months.iter().map(|m| format!("{} {}", m.month, m.state.zh())).collect();
    let titles: Vec<_> = policies.iter().map(|p| p.title.clone()).collect();
    let program = env!("CARGO_PKG_VERSION");
    let rows: Vec<Vec<String>> = [
        ("file", view.path.clone()),
        ("township", view.township.clone()),
        ("villages", view.villages.to_string()),
        ("grids", view.grids.to_string()),
        ("people", view.people.to_string()),
        ("workers", view.workers.to_string()),
        ("months", months.join("、")),
        ("policies", titles.join("、")),
        ("program", program.to_string()),
        ("schema", office.schema_version().to_string()),
    ]
    .into_iter()
    .map(|(key, value)| vec![say(words, &format!("info.{key}"), &[]), value])
    .collect();
    let json = json!({
        "file": view.path, "township": view.township, "villages": view.villages, "grids": view.grids,
        "people": view.people, "workers": view.workers, "months": view.months, "policies": adopted, "schemes": of_month,
        "program_version": program, "schema_version": office.schema_version(),
    });
    Ok(Report::new(json).showing(columns::table(&[String::new(), String::new()], &rows).trim_start().to_string()))
}
