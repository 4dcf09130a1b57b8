//! What a template can see: the templates, the fonts, its data and photos. No clock, no network, no other file.

use crate::fonts::FontSet;
use std::{
    collections::HashMap,
    fs,
    path::PathBuf,
    sync::{LazyLock, Mutex, PoisonError},
};
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// The files of one run, and the fonts.
pub(crate) struct Desk<'a> {
    fonts: &'a FontSet,
    templates: PathBuf,
    main: FileId,
    files: HashMap<FileId, Bytes>,
    sources: Mutex<HashMap<FileId, Source>>,
}

impl<'a> Desk<'a> {
    /// A desk with a template, its data and the photos `photo/0`, `photo/1`, and so on.
    pub(crate) fn new(
        fonts: &'a FontSet,
        templates: PathBuf,
        template: &str,
        data: Vec<u8>,
        photos: Vec<Bytes>,
    ) -> Option<Self> {
        let main = file_id("/main.typ")?;
        let text = format!("#import \"/templates/{template}\": make\n#make(json(\"/data.json\"))\n");
        let sources = HashMap::from([(main, Source::new(main, text))]);
        let mut files = HashMap::from([(file_id("/data.json")?, Bytes::new(data))]);
        for (i, photo) in photos.into_iter().enumerate() {
            files.insert(file_id(&format!("/photo/{i}"))?, photo);
        }
        Some(Self { fonts, templates, main, files, sources: Mutex::new(sources) })
    }
}

fn file_id(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let mut sources = self.sources.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(source) = sources.get(&id) {
            return Ok(source.clone());
        }
        let path = id.get().vpath().get_without_slash();
        let file = path
            .strip_prefix("templates/")
            .filter(|file| !file.contains('/'))
            .ok_or_else(|| FileError::NotFound(path.into()))?;
        let text =
            fs::read_to_string(self.templates.join(file)).map_err(|error| FileError::from_io(error, path.as_ref()))?;
        let source = Source::new(id, text);
        sources.insert(id, source.clone());
        Ok(source)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get().vpath().get_without_slash();
        self.files.get(&id).cloned().ok_or_else(|| FileError::NotFound(path.into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.faces.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
