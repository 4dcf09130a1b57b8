//! Several schemes side by side: the villages by their workers, beside the workers.

use super::Place;
use serde_json::Value;

/// A village's score is the mean of its workers'.
const VILLAGES: &str = "\
id: villages
title: 行政村月度考评
subject: village
period: month
versions:
  - from: 2026-01
    clauses:
      - document: 某镇村级考评办法
        article: 第一条
        text: 行政村的得分是本村网格员得分的平均。
        rule: { kind: roll-up, source: default, by: mean }
      - article: 第二条
        text: 各村统一排名。
        rule: { kind: rank, within: all }
";

fn with_villages() -> Place {
    let place = Place::small();
    place.run("import marks", &[&place.path("left.csv"), "--month", "2026-06"]).done();
    let policy = place.write("villages.yaml", VILLAGES);
    place.run("policy adopt", &[&policy, "--from", "2026-06"]).done();
    place
}

fn rows(outcomes: &Value, policy: &str) -> Vec<Value> {
    outcomes.as_array().unwrap().iter().filter(|row| row["policy"] == policy).cloned().collect()
}

/// A score in hundredths.
fn hundredths(row: &Value) -> i64 {
    row["score"].as_str().unwrap().replace('.', "").parse().unwrap()
}

#[test]
fn villages_are_judged_by_their_workers_beside_them_and_closed_with_them() {
    let place = with_villages();
    let info = place.run("info", &[]).done();
    let schemes: Vec<_> =
        info["schemes"].as_array().unwrap().iter().map(|s| (s["id"].clone(), s["subject"].clone())).collect();
    assert_eq!(schemes, [("default".into(), "worker".into()), ("villages".into(), "village".into())]);
    place.run("month", &["2026-06", "publish"]).done();
    place.run("month", &["2026-06", "close", "--reason", "党政联席会"]).done();
    let all = place.run("outcomes", &["2026-06"]).done();
    let (workers, villages) = (rows(&all, "default"), rows(&all, "villages"));
    assert_eq!((workers.len() + villages.len(), villages.len()), (all.as_array().unwrap().len(), 4));
    for village in &villages {
        let own: Vec<i64> = workers
            .iter()
            .filter(|w| w["village"] == village["name"] && !w["score"].is_null())
            .map(hundredths)
            .collect();
        let (sum, count) = (own.iter().sum::<i64>(), own.len() as i64);
        assert_eq!(hundredths(village), (2 * sum + count).div_euclid(2 * count), "{village}");
    }
    let alone = place.run("outcomes", &["2026-06", "--scheme", "villages"]).done();
    assert_eq!(rows(&alone, "villages").len(), alone.as_array().unwrap().len());
    assert_eq!(place.run("check", &[]).code, 0);
}

#[test]
fn a_village_is_explained_by_its_name_and_a_scheme_that_is_not_there_is_refused_with_those_that_are() {
    let place = with_villages();
    let outcomes = place.run("outcomes", &["2026-06", "--scheme", "villages"]).done();
    let name = outcomes[0]["name"].as_str().unwrap();
    let explained = place.run("explain", &["2026-06", name]).done();
    assert_eq!(explained["outcome"]["policy"], "villages");
    assert_eq!(explained["steps"][0]["reason"]["rule"], "roll-up");
    let refused = place.run("outcomes", &["2026-06", "--scheme", "nothing"]);
    assert_eq!(refused.problems(), (1, vec!["scheme-missing".to_string()]));
}

#[test]
fn a_policy_that_rests_on_one_that_was_never_adopted_is_refused_at_its_article() {
    let place = Place::small();
    let policy = place.write("villages.yaml", &VILLAGES.replace("source: default", "source: 没有的办法"));
    let refused = place.run("policy adopt", &[&policy, "--from", "2026-06"]);
    assert_eq!(refused.problems(), (1, vec!["roll-up-unknown".to_string()]));
}
