//! What a responsibility board says, and how it is to be made.

use domain::Date;
use serde::{Deserialize, Serialize};

/// One board: one grid, one page. Every text stands as it is to be read on the wall; an empty text leaves its line out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BoardPage {
    /// The grid code, small at the edge.
    pub code: String,
    /// The grid's name, the largest line: `张家湾村第三网格`.
    pub grid_name: String,
    /// The village.
    pub village: String,
    /// The township: `清河乡`.
    pub township: String,
    /// The extent, 四至 or free text.
    pub extent: Extent,
    /// Households: `46户`.
    pub households: String,
    /// Who answers for the grid, in the order to be shown.
    pub people: Vec<BoardPerson>,
    /// The duties, without numbers.
    pub duties: Vec<String>,
    /// 监督电话.
    pub supervise_phone: String,
    /// 制作单位.
    pub made_by: String,
    /// When it was made, usually a month: `2026年6月`.
    pub made_on: String,
    /// What the QR code holds, with what stands beneath it.
    pub qr: Option<BoardQr>,
    /// One small line at the foot.
    pub note: String,
}

/// A QR code and its caption.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardQr {
    /// What a phone reads.
    pub content: String,
    /// What stands beneath, such as `扫码监督`.
    pub caption: String,
}

/// Where a grid ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// 四至, each as text.
    Four {
        /// 东至.
        east: String,
        /// 南至.
        south: String,
        /// 西至.
        west: String,
        /// 北至.
        north: String,
    },
    /// Free text; empty leaves it out.
    Text(String),
}

impl Default for Extent {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

/// A person on a board.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BoardPerson {
    /// `网格长`.
    pub role: String,
    /// The name.
    pub name: String,
    /// The phone, shown when the options say so.
    pub phone: Option<String>,
    /// PNG or JPEG bytes. Without one the place stays, with the surname in it.
    #[serde(skip)]
    pub photo: Option<Vec<u8>>,
}

/// How boards are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardOptions {
    /// Width after cutting, 100–3000.
    pub width_mm: u32,
    /// Height after cutting, 100–3000.
    pub height_mm: u32,
    /// Colour beyond the cut on each side, 0–30; 3 for a print shop.
    pub bleed_mm: u32,
    /// Crop marks outside the bleed.
    pub marks: bool,
    /// The colours.
    pub style: BoardStyle,
    /// Whether phones are shown.
    pub show_phones: bool,
    /// Colours as CMYK for a press, black as pure K; otherwise RGB.
    pub press: bool,
    /// The date in the PDF's data; nothing on the page.
    pub date: Date,
}

impl BoardOptions {
    /// A board of this size, without bleed, in the red style, with phones.
    pub fn sized(width_mm: u32, height_mm: u32, date: Date) -> Self {
        Self {
            width_mm,
            height_mm,
            bleed_mm: 0,
            marks: false,
            style: BoardStyle::Red,
            show_phones: true,
            press: false,
            date,
        }
    }
}

/// The official styles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BoardStyle {
    /// 红: red with gold.
    #[default]
    Red,
    /// 绿: green.
    Green,
    /// 素: black on white, for any printer.
    Plain,
}
