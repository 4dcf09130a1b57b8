//! The TypeScript of the wire is what the views are now. `make bindings` writes it anew.

use jingge_tests::root;
use std::{collections::BTreeMap, fs, path::Path};

fn files(folder: &Path) -> BTreeMap<String, String> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeMap::new() };
    entries
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()))
        .collect()
}

/// The generated files, and one that names them all.
fn generate() -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    app::view::write_types(folder.path()).unwrap();
    let mut made = files(folder.path());
    let index = made.keys().map(|file| format!("export type * from './{}'\n", file.trim_end_matches(".ts"))).collect();
    made.insert("index.ts".to_string(), index);
    made
}

#[test]
fn the_wire_types_are_current() {
    let folder = root().join("ui/src/wire/generated");
    let (made, kept) = (generate(), files(&folder));
    if std::env::var_os("JINGGE_BLESS").is_some() {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in &made {
            fs::write(folder.join(name), text).unwrap();
        }
        return;
    }
    let differ: Vec<&String> = made.keys().chain(kept.keys()).filter(|f| made.get(*f) != kept.get(*f)).collect();
    assert!(differ.is_empty(), "`make bindings` is due: {differ:?}");
}
