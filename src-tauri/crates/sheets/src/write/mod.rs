//! Tables to bytes: xlsx that prints well, csv that Excel opens right. The same table gives the same bytes.

mod book;
mod marks_sheet;

use domain::{Date, Money, Score};

pub use book::workbook;
pub use marks_sheet::{MarksSheet, SheetIndicator, SheetPerson, marks_csv, marks_template};

/// One sheet to write.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableModel {
    /// The sheet's name; made fit for Excel where it isn't.
    pub name: String,
    /// The title above the table; empty for none.
    pub title: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, a cell for each column; a shorter row leaves the rest blank.
    pub rows: Vec<Vec<Out>>,
    /// The label of a totals row below, in the first column; empty for none.
    pub total: String,
    /// Remarks below the table.
    pub notes: Vec<String>,
    /// Whether pages lie on their side.
    pub landscape: bool,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its header.
    pub header: String,
    /// What stands in it.
    pub kind: Kind,
    /// In characters of Latin text; 0 to go by the header.
    pub width: u16,
    /// Whether the totals row sums it up.
    pub total: bool,
}

impl Column {
    /// A column that isn't summed up.
    pub fn new(header: impl Into<String>, kind: Kind, width: u16) -> Self {
        Self { header: header.into(), kind, width, total: false }
    }

    /// The same, summed up in the totals row.
    #[must_use]
    pub fn summed(mut self) -> Self {
        self.total = true;
        self
    }
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, codes and phones included: never turned into a number.
    Text,
    /// Points with two decimals.
    Score,
    /// Yuan with two decimals.
    Money,
    /// A whole number.
    Integer,
    /// A date.
    Date,
}

/// One cell to write.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Out {
    /// Nothing: an absent value is never 0.
    #[default]
    Blank,
    /// Text; in a column of numbers it is a word such as 缺勤.
    Text(String),
    /// Points.
    Score(Score),
    /// An amount.
    Money(Money),
    /// A whole number.
    Integer(i64),
    /// A date.
    Date(Date),
}

macro_rules! out_from {
    ($($of:ty => $variant:ident),+ $(,)?) => {$(
        impl From<$of> for Out {
            fn from(value: $of) -> Self {
                Self::$variant(value.into())
            }
        }
    )+};
}

out_from! { &str => Text, String => Text, Score => Score, Money => Money, i64 => Integer, u32 => Integer, Date => Date }

impl<T: Into<Out>> From<Option<T>> for Out {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Blank, Into::into)
    }
}

impl Out {
    /// The plain text of csv: scores and amounts with two decimals, dates as ISO.
    fn text(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.clone(),
            Self::Score(score) => score.to_string(),
            Self::Money(money) => money.to_string(),
            Self::Integer(number) => number.to_string(),
            Self::Date(date) => date.to_string(),
        }
    }
}

/// The table as csv: the header and the rows, without title, totals and remarks. UTF-8 with its mark, so that Excel
/// opens it right.
pub fn csv(table: &TableModel) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer(b"\xEF\xBB\xBF".to_vec());
    let width = table.columns.len();
    let rows = table
        .rows
        .iter()
        .map(|row| (0..width).map(|col| row.get(col).map(Out::text).unwrap_or_default()).collect::<Vec<_>>());
    let header = table.columns.iter().map(|column| column.header.clone()).collect();
    for record in std::iter::once(header).chain(rows) {
        // Writing to memory fails in no way that could be told.
        let _ = writer.write_record(&record);
    }
    writer.into_inner().unwrap_or_default()
}
