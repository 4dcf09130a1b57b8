//! The crate from outside: files as offices send them, and every error with its message.
#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod faults;
mod files;
mod marks;
mod odd;
mod roster;
mod support;
mod write;
