//! Journeys through the public doors: the command line, the files, the built window; and the house rules.

mod cli;
mod e2e;
mod independent;
mod tidy;
