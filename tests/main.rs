//! Journeys through the public doors: the command line, the files, the built window; the default policy read a second
//! time; and the house rules.

mod cli;
mod e2e;
mod independent;
mod tidy;
