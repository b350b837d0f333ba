//! The language of the page.

use std::cell::Cell;

use tiebreak_core::texts::strings::{ENGLISH, Strings};

thread_local! {
    static STRINGS: Cell<&'static Strings> = const { Cell::new(&ENGLISH) };
}

/// The texts of the page in its language; English until [`set_strings`] is called.
pub fn strings() -> &'static Strings {
    STRINGS.get()
}

/// Sets the language of the page. Views that exist already keep theirs.
pub fn set_strings(strings: &'static Strings) {
    STRINGS.set(strings);
}
