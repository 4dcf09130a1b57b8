use super::*;

const LANGS: [Lang; 2] = [Lang::ZhCn, Lang::En];

/// Every key as often as it stands in the file: a map alone would hide doubles.
fn pairs(json: &str) -> Result<Vec<(String, String)>, String> {
    let table: Table = serde_json::from_str(json).map_err(|e| e.to_string())?;
    let mut pairs = Vec::new();
    for (key, text) in &table {
        let shown = serde_json::to_string(key).map_err(|e| e.to_string())?;
        let times = json.lines().filter(|line| line.trim_start().starts_with(&format!("{shown}:"))).count();
        pairs.extend(std::iter::repeat_n((key.clone(), text.clone()), times.max(1)));
    }
    Ok(pairs)
}

fn placeholders(sentence: &str) -> Vec<&str> {
    let mut names: Vec<&str> =
        sentence.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[test]
fn every_file_is_one_flat_object_of_texts() {
    let mut faults = Vec::new();
    for lang in LANGS {
        for (topic, json) in lang.topics() {
            if let Err(fault) = pairs(json) {
                faults.push(format!("{}/{topic}.json: {fault}", lang.tag()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn no_key_stands_twice() {
    let mut doubles = Vec::new();
    for lang in LANGS {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for (topic, json) in lang.topics() {
            for (key, _) in pairs(json).unwrap_or_default() {
                if let Some(first) = seen.insert(key.clone(), topic) {
                    doubles.push(format!("{}: {key} in {first}.json and {topic}.json", lang.tag()));
                }
            }
        }
    }
    assert!(doubles.is_empty(), "{doubles:#?}");
}

#[test]
fn both_languages_have_the_same_keys_and_placeholders() {
    let (zh, en) = (Words::new(Lang::ZhCn), Words::new(Lang::En));
    let mut faults = Vec::new();
    for (key, text) in zh.all() {
        match en.all().get(key) {
            None => faults.push(format!("en lacks {key}")),
            Some(other) if placeholders(text) != placeholders(other) => {
                faults.push(format!("{key}: {:?} against {:?}", placeholders(text), placeholders(other)));
            }
            Some(_) => {}
        }
    }
    faults.extend(en.all().keys().filter(|key| !zh.has(key)).map(|key| format!("zh-CN lacks {key}")));
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_problem_says_what_to_do() {
    let words = Words::new(Lang::ZhCn);
    let lacking: Vec<_> = words
        .all()
        .keys()
        .filter_map(|key| key.strip_prefix("problem."))
        .filter(|code| !words.has(&format!("remedy.{code}")))
        .collect();
    assert!(lacking.is_empty(), "no remedy for {lacking:#?}");
}

#[test]
fn placeholders_are_filled_in_one_pass() {
    let check = |sentence, args: &[(&str, &str)], expected: &str| {
        assert_eq!(fill(sentence, |name| args.value(name)), expected);
    };
    check("{a} and {b}", &[("a", "{b}"), ("b", "x")], "{b} and x");
    check("第{n}行", &[("n", "3")], "第3行");
    check("{gone}", &[], "⟨gone⟩");
    check("a { b", &[], "a { b");
}

#[test]
fn a_missing_key_is_shown_as_itself() {
    assert_eq!(Words::new(Lang::En).text("no.such.key", &[]), "⟨no.such.key⟩");
}

#[test]
fn a_problem_is_told_with_its_place_and_its_remedy() {
    let problem = Problem::new("bad-phone").at("花名册!E7").with("value", "12345");
    for lang in LANGS {
        let words = Words::new(lang);
        let told = words.problem(&problem);
        assert!(told.starts_with("花名册!E7") && told.contains("12345") && !told.contains('⟨'), "{told}");
        assert!(told.ends_with(&words.remedy(&problem).unwrap_or_default()), "{told}");
    }
}
