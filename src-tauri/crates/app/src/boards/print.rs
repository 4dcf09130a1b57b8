//! Boards as pages: for the window, and for the printer or print shop.

use std::{collections::HashMap, path::Path};

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::Datelike;
use documents::{BoardOptions, BoardPage, BoardPerson, BoardQr, BoardStyle, Document, Extent, PageImage};
use domain::{Date, GridId, Outcome, PhotoId, Problem};

use super::{BoardContent, board_fields, people, record_print, township};
use crate::{
    Office, Register,
    office::{Deed, topic},
    view::{BoardOptionsForm, Changed, Pages, Settings},
};

/// How wide the longer side of a board's preview is, in pixels.
const PREVIEW_PIXELS: u32 = 1400;

impl BoardOptionsForm {
    /// A plain sheet of this size: `A4`, `A3` (both lying), or width × height in millimetres, as `600x400`. No bleed, no
    /// marks, the red style.
    pub fn for_size(size: &str) -> Option<Self> {
        let (width_mm, height_mm) = match size.trim().to_ascii_uppercase().as_str() {
            "A4" => (297, 210),
            "A3" => (420, 297),
            other => {
                let (width, height) = other.split_once(['X', '×', '*'])?;
                (width.trim().parse().ok()?, height.trim().parse().ok()?)
            }
        };
        Some(Self { width_mm, height_mm, bleed_mm: 0, marks: false, style: "red".to_string() })
    }

    fn options(&self, settings: &Settings, date: Date) -> Outcome<BoardOptions> {
        let style = match self.style.as_str() {
            "red" => BoardStyle::Red,
            "green" => BoardStyle::Green,
            "plain" => BoardStyle::Plain,
            other => return Err(Problem::new("board-style").with("style", other).into()),
        };
        Ok(BoardOptions {
            bleed_mm: self.bleed_mm,
            marks: self.marks,
            style,
            show_phones: settings.board_phones,
            // What is made to be cut goes to a print shop, and print shops want CMYK.
            press: self.bleed_mm > 0 || self.marks,
            ..BoardOptions::sized(self.width_mm, self.height_mm, date)
        })
    }
}

/// Pages as the window shows them.
pub(crate) fn as_pages(images: Vec<PageImage>, total: usize) -> Pages {
    let pages = images.into_iter().map(|i| format!("data:image/png;base64,{}", STANDARD.encode(i.png))).collect();
    Pages { pages, total: u32::try_from(total).unwrap_or(u32::MAX) }
}

/// Writes a file whole or not at all: a full disk must not leave half a paper under a good name.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Outcome<()> {
    let refused = |e: std::io::Error| Problem::new("file-not-written").at(path.display()).with("detail", e);
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(refused)?;
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path)).map_err(|e| {
        // What is left of the attempt is of no use to anybody; that it is there isn't worth a second refusal.
        let _ = std::fs::remove_file(&beside);
        refused(e).into()
    })
}

impl Office {
    /// A grid's board as a picture, as it would be printed today.
    pub fn board_preview(&mut self, grid: GridId, options: &BoardOptionsForm) -> Outcome<Pages> {
        let document = self.board_document(&[grid], options)?.1;
        let longer = options.width_mm.max(options.height_mm).max(1);
        let dpi = PREVIEW_PIXELS * 254 / (longer * 10);
        let images = self.typesetter()?.pages_png(&document, dpi.max(1), 0..1)?;
        Ok(as_pages(images, 1))
    }

    /// Writes boards into one PDF, a page each, and that they were printed, in one entry. `watch` is told how many are
    /// done, of how many, and stops the work by answering false; then nothing is written.
    pub fn boards_pdf(
        &mut self,
        path: &Path,
        grids: &[GridId],
        options: &BoardOptionsForm,
        watch: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Outcome<(u32, Changed)> {
        if self.read_only() {
            return Err(Problem::new("opened-read-only").at(self.store.path().display()).into());
        }
        let (contents, document) = self.board_document(grids, options)?;
        let bytes = self.typesetter()?.pdf_watched(&document, watch)?;
        write_file(path, &bytes)?;
        let today = self.clock.today();
        let deed = Deed::new("print-boards", &[topic::BOARDS]).with("count", grids.len()).with("file", file_name(path));
        let ((), changed) = self.write(deed, |tx| {
            grids.iter().zip(&contents).try_for_each(|(grid, content)| record_print(tx, *grid, today, content))
        })?;
        Ok((u32::try_from(grids.len()).unwrap_or(u32::MAX), changed))
    }

    fn board_document(
        &mut self,
        grids: &[GridId],
        options: &BoardOptionsForm,
    ) -> Outcome<(Vec<BoardContent>, Document)> {
        let today = self.clock.today();
        let (register, settings) = (self.register()?, self.settings()?);
        let options = options.options(&settings, today)?;
        let mut photos: HashMap<PhotoId, Option<Vec<u8>>> = HashMap::new();
        let (mut contents, mut pages) = (Vec::new(), Vec::new());
        for id in grids {
            if register.grid(*id).is_none() {
                return Err(Problem::new("grid-missing").at(id.0).into());
            }
            let content = board_fields(&register, &settings, *id, today);
            let mut faces = Vec::new();
            for on in people(&register, *id, today) {
                let photo = match on.person.photo {
                    None => None,
                    Some(photo) => match photos.get(&photo) {
                        Some(known) => known.clone(),
                        None => {
                            let read = self.store.photo(photo)?.map(|(_, bytes)| bytes);
                            photos.insert(photo, read.clone());
                            read
                        }
                    },
                };
                faces.push(BoardPerson {
                    role: on.role.to_string(),
                    name: on.person.name.clone(),
                    phone: on.person.phone.clone(),
                    photo,
                });
            }
            pages.push(board_page(&register, &settings, &content, faces, today));
            contents.push(content);
        }
        Ok((contents, Document::Boards { pages, options }))
    }
}

/// The page of a content: what is kept as printed is what stands on it.
fn board_page(
    register: &Register,
    settings: &Settings,
    content: &BoardContent,
    people: Vec<BoardPerson>,
    today: Date,
) -> BoardPage {
    let text = |field: &str| content.texts(field).next().unwrap_or_default().to_string();
    let sides = ["东至", "南至", "西至", "北至"].map(text);
    let extent = match sides {
        [east, south, west, north] if [&east, &south, &west, &north].iter().any(|side| !side.is_empty()) => {
            Extent::Four { east, south, west, north }
        }
        _ => Extent::Text(text("四至")),
    };
    let say = |key: &str| crate::papers::chinese().text(key, &[]);
    BoardPage {
        code: text("网格编码"),
        grid_name: text("网格名称"),
        village: text("村"),
        township: township(register, settings),
        extent,
        households: text("户数"),
        people,
        duties: content.texts("职责").map(str::to_string).collect(),
        supervise_phone: text("监督电话"),
        made_by: text("制作单位"),
        made_on: format!("{}年{}月", today.year(), today.month()),
        qr: content
            .texts("二维码")
            .next()
            .map(|code| BoardQr { content: code.to_string(), caption: say("paper.board-qr") }),
        note: if settings.supervise_phone.trim().is_empty() { String::new() } else { say("paper.board-note") },
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
