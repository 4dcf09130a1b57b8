//! The inspections of a month: which there are, what is drawn by lot for them, what the households said that were drawn,
//! and the pages that are filled in on site.

mod asks;
mod ballots;
mod draw;
mod list;
mod lots;
mod pages;
#[cfg(test)]
mod tests;
mod visit;

pub(crate) use pages::Leaf;
