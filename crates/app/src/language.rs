//! The language of the page.

use std::cell::{Cell, RefCell};

use tiebreak_core::texts::strings::{ENGLISH, Strings, is_same_language};

thread_local! {
    static STRINGS: Cell<&'static Strings> = const { Cell::new(&ENGLISH) };
    static CHOICES: RefCell<Vec<LanguageChoice>> = const { RefCell::new(Vec::new()) };
}

/// A language that the reader can choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageChoice {
    /// BCP 47 tag.
    pub lang: String,
    /// The name of the language in the language itself.
    pub name: String,
}

/// The texts of the page in its language; English until [`set_strings`] is called.
pub fn strings() -> &'static Strings {
    STRINGS.get()
}

/// Sets the language of the page. Views that exist already keep theirs.
pub fn set_strings(strings: &'static Strings) {
    STRINGS.set(strings);
}

/// The languages to choose from; empty until [`set_choices`] is called.
pub fn choices() -> Vec<LanguageChoice> {
    CHOICES.with_borrow(Clone::clone)
}

/// Sets the languages to choose from, as the build lists them: `de:Deutsch;es:Español`. English is
/// added; a language without a name is left out.
pub fn set_choices(list: &str) {
    let choice = |pair: &str| {
        let (lang, name) = pair.split_once(':').filter(|(_, name)| !name.is_empty())?;
        Some(LanguageChoice { lang: lang.to_owned(), name: name.to_owned() })
    };
    let english = LanguageChoice { lang: ENGLISH.lang.to_owned(), name: "English".to_owned() };
    CHOICES.set([english].into_iter().chain(list.split(';').filter_map(choice)).collect());
}

/// The value of the attribute `lang` of texts in another language than that of the page; `None` for the
/// language of the page.
pub fn lang_of(texts: &str) -> Option<String> {
    let is_other = !texts.is_empty() && !is_same_language(texts, strings().lang);
    is_other.then(|| texts.to_owned())
}
