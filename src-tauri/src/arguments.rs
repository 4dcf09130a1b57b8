//! `jingge-desktop [--file FILE] [--lang zh-CN|en]`; a bare FILE is what a double click on a file passes.

use std::{ffi::OsString, path::PathBuf};
use words::Lang;

/// What the window is started with.
#[derive(Debug, Default, PartialEq)]
pub struct Arguments {
    /// The office file to open.
    pub file: Option<PathBuf>,
    /// The language; the clerk's last choice when it isn't given.
    pub lang: Option<Lang>,
}

/// Reads the arguments. Unknown ones are passed over: desktops add their own.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Arguments {
    let mut found = Arguments::default();
    let mut rest = arguments.into_iter();
    while let Some(argument) = rest.next() {
        match argument.to_str() {
            Some("--file") => found.file = rest.next().map(PathBuf::from),
            Some("--lang") => found.lang = rest.next().and_then(|tag| Lang::parse(&tag.to_string_lossy())),
            Some(other) if other.starts_with('-') => {}
            _ => found.file = Some(PathBuf::from(argument)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, file: Option<&str>, lang: Option<Lang>) {
        let expected = Arguments { file: file.map(PathBuf::from), lang };
        assert_eq!(parse(line.split_whitespace().map(OsString::from)), expected, "{line}");
    }

    #[test]
    fn a_file_and_a_language_are_read_in_any_order() {
        check("", None, None);
        check("--file 青禾镇.jingge", Some("青禾镇.jingge"), None);
        check("--lang en --file a.jingge", Some("a.jingge"), Some(Lang::En));
        check("--lang zh-CN", None, Some(Lang::ZhCn));
    }

    #[test]
    fn a_double_click_passes_the_bare_file() {
        check("/home/office/青禾镇.jingge", Some("/home/office/青禾镇.jingge"), None);
    }

    #[test]
    fn what_a_desktop_adds_is_passed_over() {
        check("--gapplication-service a.jingge", Some("a.jingge"), None);
        check("--lang xx", None, None);
        check("--file", None, None);
    }
}
