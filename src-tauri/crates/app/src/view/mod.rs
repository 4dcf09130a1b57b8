//! What both doors show: the window gets these through the wire, the command line prints the same as JSON.
//! Plain data, already worked out and worded; nothing here computes.

mod appeals;
mod boards;
mod corrections;
mod defects;
mod desk;
mod facts;
mod grids;
mod hints;
mod lots;
mod meeting;
mod month;
mod office;
mod outcomes;
mod people;
mod photos;
mod policies;
mod twice;
mod what_if;

pub use appeals::*;
pub use boards::*;
pub use corrections::*;
pub use defects::*;
pub use desk::*;
pub use facts::*;
pub use grids::*;
pub use hints::*;
pub use lots::*;
pub use meeting::*;
pub use month::*;
pub use office::*;
pub use outcomes::*;
pub use people::*;
pub use photos::*;
pub use policies::*;
pub use twice::*;
pub use what_if::*;

/// Derives what every view needs, and the module's part of [`write_types`].
macro_rules! view {
    ($($(#[$meta:meta])* pub struct $name:ident { $($(#[$fmeta:meta])* pub $field:ident : $ty:ty),* $(,)? })+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
        pub struct $name { $($(#[$fmeta])* pub $field: $ty),* }
    )+
        pub(super) fn write_types(config: &ts_rs::Config) -> Result<(), ts_rs::ExportError> {
            $(<$name as ts_rs::TS>::export_all(config)?;)+
            Ok(())
        }
    };
}
pub(crate) use view;

/// Writes the TypeScript of every view, and what they are made of, into a folder, a file each.
pub fn write_types(folder: &std::path::Path) -> Result<(), ts_rs::ExportError> {
    let config = ts_rs::Config::new().with_out_dir(folder).with_large_int("number");
    for part in [
        appeals::write_types,
        what_if::write_types,
        boards::write_types,
        corrections::write_types,
        defects::write_types,
        desk::write_types,
        facts::write_types,
        grids::write_types,
        hints::write_types,
        meeting::write_types,
        lots::write_types,
        month::write_types,
        office::write_types,
        outcomes::write_types,
        people::write_types,
        photos::write_types,
        policies::write_types,
        twice::write_types,
    ] {
        part(&config)?;
    }
    Ok(())
}
