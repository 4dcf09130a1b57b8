//! The fonts, under role names: 宋, 小标宋, 黑, 楷, 仿宋, and 生僻 for rare characters, last in every chain.
//!
//! Boards use the bundled fonts alone. Papers prefer the machine's own 仿宋 and 小标宋, where it has them.

use domain::{Fault, Problem};
use std::{
    fs,
    path::{Path, PathBuf},
};
use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};

/// Role and file of each bundled font.
const BUNDLED: [(&str, &str); 7] = [
    ("宋", "NotoSerifSC-Regular.ttf"),
    ("宋", "NotoSerifSC-Bold.ttf"),
    ("小标宋", "NotoSerifSC-Black.ttf"),
    ("黑", "NotoSansSC-Regular.ttf"),
    ("黑", "NotoSansSC-Bold.ttf"),
    ("楷", "LXGWWenKai-Regular.ttf"),
    (RARE, "HanaMinB.ttf"),
];

/// The role of the font for rare characters.
const RARE: &str = "生僻";

/// The role of the machine's own 仿宋; the templates name 宋 after it.
pub(crate) const FANGSONG: &str = "仿宋";

/// The role of the machine's own 小标宋, which the templates name before the bundled one.
const TITLE: &str = "公文小标宋";

/// The machine's fonts that papers prefer, by role, the better one first; in lower case.
const MACHINE: [(&str, &[&str]); 2] = [
    (FANGSONG, &["仿宋_gb2312.ttf", "simfang_gb2312.ttf", "simfang.ttf", "fangsong.ttf", "stfangso.ttf"]),
    (TITLE, &["方正小标宋简体.ttf", "方正小标宋_gbk.ttf", "fzxbsjw.ttf", "fzxbsk.ttf"]),
];

/// A set of fonts that pages are typeset from.
pub(crate) struct FontSet {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) faces: Vec<Font>,
}

impl FontSet {
    fn from_roles(roles: &[(String, Font)]) -> Self {
        let mut book = FontBook::new();
        for (role, font) in roles {
            let mut info = font.info().clone();
            info.family = role.clone();
            book.push(info);
        }
        Self { book: LazyHash::new(book), faces: roles.iter().map(|(_, font)| font.clone()).collect() }
    }

    fn covers(&self, role: impl Fn(&str) -> bool, c: char) -> bool {
        (0..self.faces.len())
            .filter_map(|i| self.book.info(i))
            .any(|info| role(&info.family) && info.coverage.contains(c as u32))
    }

    /// Whether any font has the character.
    pub(crate) fn has(&self, c: char) -> bool {
        self.covers(|_| true, c)
    }

    /// Whether only the font for rare characters has it, which has one weight: the templates thicken it in bold text.
    pub(crate) fn is_rare(&self, c: char) -> bool {
        !self.covers(|role| role != RARE, c) && self.has(c)
    }

    /// Whether a role is filled.
    pub(crate) fn has_role(&self, role: &str) -> bool {
        self.book.contains_family(&role.to_lowercase())
    }
}

/// Both sets.
pub(crate) struct Fonts {
    pub(crate) boards: FontSet,
    pub(crate) papers: FontSet,
}

impl Fonts {
    /// Reads the bundled fonts, and the machine's where `machine_dirs` lead to some.
    pub(crate) fn read(dir: &Path, machine_dirs: &[PathBuf]) -> Result<Self, Fault> {
        let mut roles = Vec::new();
        for (role, file) in BUNDLED {
            let font = read_font(&dir.join(file)).ok_or_else(|| missing(dir, &[file]))?;
            roles.push((role.to_string(), font));
        }
        let boards = FontSet::from_roles(&roles);
        roles.extend(machine_fonts(machine_dirs));
        Ok(Self { boards, papers: FontSet::from_roles(&roles) })
    }

    /// Refuses when a bundled font is not there, naming all that lack.
    pub(crate) fn check_present(dir: &Path) -> Result<(), Fault> {
        let lacking: Vec<&str> =
            BUNDLED.iter().map(|(_, file)| *file).filter(|file| !dir.join(file).is_file()).collect();
        if lacking.is_empty() { Ok(()) } else { Err(missing(dir, &lacking)) }
    }
}

fn missing(dir: &Path, files: &[&str]) -> Fault {
    Fault::unreadable(Problem::new("fonts-missing").at(dir.display()).with("files", files.join("、")))
}

fn read_font(path: &Path) -> Option<Font> {
    Font::new(Bytes::new(fs::read(path).ok()?), 0)
}

/// Where this kind of machine keeps its fonts.
pub(crate) fn machine_font_dirs() -> Vec<PathBuf> {
    let home = std::env::home_dir().unwrap_or_default();
    if cfg!(windows) {
        let windows = std::env::var_os("WINDIR").map_or_else(|| PathBuf::from(r"C:\Windows"), PathBuf::from);
        vec![windows.join("Fonts"), home.join(r"AppData\Local\Microsoft\Windows\Fonts")]
    } else if cfg!(target_os = "macos") {
        vec!["/Library/Fonts".into(), "/System/Library/Fonts".into(), home.join("Library/Fonts")]
    } else {
        vec!["/usr/share/fonts".into(), "/usr/local/share/fonts".into(), home.join(".local/share/fonts")]
    }
}

fn machine_fonts(dirs: &[PathBuf]) -> Vec<(String, Font)> {
    let mut found = Vec::new();
    for dir in dirs {
        collect_files(dir, 3, &mut found);
    }
    let mut roles = Vec::new();
    for (role, names) in MACHINE {
        let best = names.iter().find_map(|name| found.iter().find(|(file, _)| file == name));
        if let Some(font) = best.and_then(|(_, path)| read_font(path)) {
            roles.push((role.to_string(), font));
        }
    }
    roles
}

fn collect_files(dir: &Path, depth: usize, found: &mut Vec<(String, PathBuf)>) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            if depth > 0 {
                collect_files(&path, depth - 1, found);
            }
        } else {
            found.push((entry.file_name().to_string_lossy().to_lowercase(), path));
        }
    }
}
