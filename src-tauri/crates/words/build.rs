//! Lists assets/words so that a new topic file is embedded without being named anywhere.

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("../../../assets/words");
    let root = root.canonicalize()?;
    let mut list = String::new();
    for (name, folder) in [("ZH_CN", "zh-CN"), ("EN", "en")] {
        let folder = root.join(folder);
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut files: Vec<_> = fs::read_dir(&folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
        files.retain(|file| file.extension().is_some_and(|e| e == "json"));
        files.sort();
        list += &format!("pub(crate) const {name}: &[(&str, &str)] = &[\n");
        for file in files {
            let topic = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            list += &format!("    ({topic:?}, include_str!({:?})),\n", file.display().to_string());
        }
        list += "];\n";
    }
    fs::write(Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("topics.rs"), list)
}
