//! The texts of the widget, one file per language.
//!
//! A language has two tables. [`Strings`] has the texts up to the verdict, and [`DetailStrings`] those
//! of reasons, records and pictures. A browser downloads a table together with the code that uses
//! the table, so [`Strings`] must not refer to [`DetailStrings`]: the second table would move into
//! the first download.
//!
//! [`english`] declares the texts. Another language is a file with one instance of each struct, and
//! an arm in [`strings`] and [`Strings::details`]. A missing text does not compile.

pub mod english;

pub use english::{DetailStrings, STRINGS as ENGLISH, Strings};

/// The texts of a language up to the verdict; English for a language that has none.
pub fn strings(_lang: &str) -> &'static Strings {
    &english::STRINGS
}

impl Strings {
    /// The texts after the verdict, in the same language.
    pub fn details(&self) -> &'static DetailStrings {
        &english::DETAIL_STRINGS
    }
}
