//! The window of 净格. Nothing is decided here: a command is decoded, `app` is called, its answer is encoded.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;
mod commands;
mod crash;
mod desk;
mod fault;
mod pictures;
mod progress;
mod window;

fn main() {
    crash::keep_a_record();
    let arguments = arguments::parse(std::env::args_os().skip(1));
    if let Err(error) = window::run(arguments) {
        crash::write(&format!("the window could not be opened: {error}"));
        std::process::exit(2);
    }
}
