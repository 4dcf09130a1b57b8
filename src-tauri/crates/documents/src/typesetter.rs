//! The door: a document in, bytes out. Preview and print are the same layout.

use crate::{
    board::{BoardOptions, BoardPage},
    boxes::{self, Margins},
    check,
    document::Document,
    fonts::{self, FANGSONG, FontSet, Fonts},
    layout::{self, Layout},
    prepare::{self, Job, MARK_ZONE_MM},
};
use domain::{Fault, Problem};
use std::{
    ops::Range,
    path::{Path, PathBuf},
    sync::OnceLock,
};

/// Typesets documents from the fonts and templates of an assets folder. Make one and keep it: it reads the fonts once.
pub struct Typesetter {
    assets: PathBuf,
    machine_dirs: Vec<PathBuf>,
    fonts: OnceLock<Fonts>,
}

/// A page as a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageImage {
    /// The page's number, from 1.
    pub number: usize,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The bytes of a PNG file.
    pub png: Vec<u8>,
}

impl Typesetter {
    /// A typesetter for this assets folder. Papers use the machine's own 仿宋 and 小标宋 where it has them.
    pub fn new(assets: &Path) -> Result<Self, Fault> {
        Self::with_machine_fonts(assets, fonts::machine_font_dirs())
    }

    /// A typesetter that looks at bundled fonts only, for papers too: the same bytes on every machine.
    pub fn bundled_only(assets: &Path) -> Result<Self, Fault> {
        Self::with_machine_fonts(assets, Vec::new())
    }

    pub(crate) fn with_machine_fonts(assets: &Path, machine_dirs: Vec<PathBuf>) -> Result<Self, Fault> {
        Fonts::check_present(&assets.join("fonts"))?;
        let templates = assets.join("templates");
        if !templates.is_dir() {
            return Err(Fault::unreadable(Problem::new("template-missing").at(templates.display())));
        }
        Ok(Self { assets: assets.to_path_buf(), machine_dirs, fonts: OnceLock::new() })
    }

    /// The characters of a text that no bundled font has: to be asked when a name is entered or imported.
    pub fn missing_glyphs(&self, text: &str) -> Vec<char> {
        self.fonts().map_or_else(|_| Vec::new(), |fonts| check::missing(&fonts.boards, text))
    }

    /// The document as a PDF.
    pub fn pdf(&self, document: &Document) -> Result<Vec<u8>, Fault> {
        self.pdf_watched(document, &mut |_, _| true)
    }

    /// The document as a PDF. `watch` is told how many pages are done, of how many; it stops the work by answering false.
    pub fn pdf_watched(
        &self,
        document: &Document,
        watch: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Result<Vec<u8>, Fault> {
        let fonts = self.fonts()?;
        let Document::Boards { pages, options } = document else {
            let layout = self.lay_out(prepare::paper(document, &fonts.papers)?, document, &fonts.papers)?;
            return layout::pdf(&layout, document);
        };
        refuse_any(prepare::check_options(pages, options))?;
        let mut runs = Vec::new();
        let mut problems = Vec::new();
        for range in prepare::batches(pages, options) {
            if !watch(range.start, pages.len()) {
                return Err(Problem::new("typesetting-cancelled").into());
            }
            match self.lay_out_boards(pages, range.clone(), options, document, &fonts.boards) {
                // After a refusal the rest is still looked through, so that every problem is named at once.
                Ok(layout) if problems.is_empty() => runs.push(layout::pdf(&layout, document)?),
                Ok(_) => {}
                Err(fault) => problems.extend(moved(fault, range.start)),
            }
            // The typesetter's memory of a run, photos included, isn't needed for the next.
            comemo::evict(0);
        }
        refuse_any(problems)?;
        watch(pages.len(), pages.len());
        boxes::join(runs, board_margins(options))
    }

    /// How many pages the document has.
    pub fn page_count(&self, document: &Document) -> Result<usize, Fault> {
        if let Document::Boards { pages, .. } = document {
            return Ok(pages.len());
        }
        let papers = &self.fonts()?.papers;
        Ok(self.lay_out(prepare::paper(document, papers)?, document, papers)?.pages())
    }

    /// Pages as PNG, cut to size. `pages` counts from 0 and may reach beyond the end.
    pub fn pages_png(&self, document: &Document, dpi: u32, pages: Range<usize>) -> Result<Vec<PageImage>, Fault> {
        let (layout, shown, first) = self.some_pages(document, pages)?;
        Ok(shown.map(|i| layout::png(&layout, i, first + i + 1, dpi)).collect())
    }

    /// Pages as SVG, cut to size. `pages` counts from 0 and may reach beyond the end.
    pub fn pages_svg(&self, document: &Document, pages: Range<usize>) -> Result<Vec<String>, Fault> {
        let (layout, shown, _) = self.some_pages(document, pages)?;
        Ok(shown.map(|i| layout::svg(&layout, i)).collect())
    }

    /// What is no reason to refuse, but should be known before printing: the machine has no 仿宋 for an official paper, a
    /// photo has fewer than 150 dots an inch at its size, a board's duties had to be set smaller than reads well.
    pub fn remarks(&self, document: &Document) -> Vec<Problem> {
        let Ok(fonts) = self.fonts() else { return Vec::new() };
        let Document::Boards { pages, options } = document else {
            let official = matches!(document, Document::Notice(_) | Document::Correction(_));
            let lacks = official && !fonts.papers.has_role(FANGSONG);
            return if lacks { vec![Problem::new("fangsong-missing")] } else { Vec::new() };
        };
        let mut remarks = Vec::new();
        for range in prepare::batches(pages, options) {
            let start = range.start;
            if let Ok(layout) = self.lay_out_boards(pages, range, options, document, &fonts.boards) {
                let small =
                    layout::fits(&layout).into_iter().filter_map(|fit| Some((fit.page, small_print(options, &fit)?)));
                remarks.extend(small.chain(layout::coarse_photos(&layout)).map(|(page, problem)| {
                    let board = pages.get(start + page).map_or("", |board| board.code.as_str());
                    problem.at(format!("pages[{}]", start + page)).with("board", board)
                }));
            }
        }
        remarks
    }

    fn fonts(&self) -> Result<&Fonts, Fault> {
        if let Some(fonts) = self.fonts.get() {
            return Ok(fonts);
        }
        let fonts = Fonts::read(&self.assets.join("fonts"), &self.machine_dirs)?;
        Ok(self.fonts.get_or_init(|| fonts))
    }

    /// A layout that holds the pages asked for, which of its pages these are, and the document's page it begins with.
    fn some_pages(&self, document: &Document, asked: Range<usize>) -> Result<(Layout, Range<usize>, usize), Fault> {
        let fonts = self.fonts()?;
        if let Document::Boards { pages, options } = document {
            refuse_any(prepare::check_options(pages, options))?;
            let range = clip(asked, pages.len());
            let (start, count) = (range.start, range.len());
            let layout = self.lay_out_boards(pages, range, options, document, &fonts.boards)?;
            return Ok((layout, 0..count, start));
        }
        let layout = self.lay_out(prepare::paper(document, &fonts.papers)?, document, &fonts.papers)?;
        let shown = clip(asked, layout.pages());
        Ok((layout, shown, 0))
    }

    fn lay_out_boards(
        &self,
        pages: &[BoardPage],
        range: Range<usize>,
        options: &BoardOptions,
        document: &Document,
        fonts: &FontSet,
    ) -> Result<Layout, Fault> {
        let part = pages.get(range).unwrap_or_default();
        let layout = self
            .lay_out(prepare::boards(part, options, document, fonts)?, document, fonts)
            .map_err(|fault| prepare::broken_photos(part).unwrap_or(fault))?;
        if layout.pages() != part.len() {
            // A changed template that lets a board run on to a second page must not reach a print shop.
            return Err(Problem::new("board-overfull").with("board", part.first().map_or("", |b| &b.code)).into());
        }
        let overfull = layout::fits(&layout).into_iter().filter(|fit| !fit.fits).map(|fit| {
            let board = part.get(fit.page).map_or("", |board| board.code.as_str());
            Problem::new("board-overfull").at(format!("pages[{}]", fit.page)).with("board", board)
        });
        refuse_any(overfull.collect())?;
        Ok(layout)
    }

    fn lay_out(&self, job: Job, document: &Document, fonts: &FontSet) -> Result<Layout, Fault> {
        let layout = layout::lay_out(fonts, &self.assets.join("templates"), document.template(), job)?;
        refuse_any(check::blank_boxes(layout.frames()))?;
        Ok(layout)
    }
}

fn clip(asked: Range<usize>, pages: usize) -> Range<usize> {
    let end = asked.end.min(pages);
    asked.start.min(end)..end
}

fn refuse_any(problems: Vec<Problem>) -> Result<(), Fault> {
    if problems.is_empty() { Ok(()) } else { Err(Fault::refused(problems)) }
}

/// A run's problems with the pages counted in the whole document.
fn moved(fault: Fault, by: usize) -> Vec<Problem> {
    fault
        .problems
        .into_iter()
        .map(|mut problem| {
            let moved = problem.place.strip_prefix("pages[").and_then(|rest| {
                let (page, rest) = rest.split_once(']')?;
                Some(format!("pages[{}]{rest}", page.parse::<usize>().ok()? + by))
            });
            if let Some(place) = moved {
                problem.place = place;
            }
            problem
        })
        .collect()
}

fn board_margins(options: &BoardOptions) -> Margins {
    let marks = if options.marks { MARK_ZONE_MM } else { 0 };
    Margins { trim_mm: options.bleed_mm + marks, bleed_mm: options.bleed_mm }
}

/// Duties that a passer-by can't read: below 6 mm on a board for a wall, in proportion on smaller sheets.
fn small_print(options: &BoardOptions, fit: &layout::Fit) -> Option<Problem> {
    let least = i64::from(options.width_mm.max(options.height_mm).min(600)) * 10;
    let size = fit.micrometres.filter(|&size| size < least)?;
    Some(Problem::new("board-small-print").with("size", format!("{}.{}", size / 1000, size % 1000 / 100)))
}
