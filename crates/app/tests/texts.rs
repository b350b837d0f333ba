//! Sentences of the page with names and numbers, in English and in another language.

use tiebreak_app::language::{LanguageChoice, choices, lang_of, set_choices, set_strings, strings};
use tiebreak_app::texts::{
    about, cited, filled, import_undone, imported, interests, models_imported, notes, own_about,
    read, texts,
};
use tiebreak_core::texts::strings::languages::{Language, PAGE, PSEUDO, SECTIONS};
use tiebreak_core::texts::strings::{add, strings as strings_of};

/// Sentences that are made of several texts.
fn sentences() -> Vec<String> {
    let titles = |titles: &[&str]| titles.iter().map(|&title| title.to_owned()).collect::<Vec<_>>();
    let (a, b) = (titles(&["A", "B"]), titles(&["C"]));
    vec![
        imported(1, 0, 0),
        imported(3, 2, 1),
        models_imported(&a, &[]),
        models_imported(&[], &b),
        models_imported(&a, &b),
        import_undone(2, &b),
        own_about("1.0.0", true),
        own_about("1.0.0", false),
        about(0, "", 1),
        about(5, "March 2026", 12),
        notes(0),
        notes(2),
        cited(0, 3),
        cited(3, 3),
        read("March 2026", None),
        read("March 2026", Some("May 2026")),
        interests(1, 2, 3),
    ]
}

#[test]
fn sentences_have_every_number_and_name() {
    let expected = [
        "1 decision added.",
        "3 decisions added, 2 already saved, 1 problem found.",
        "Added: A, B",
        "Replaced: C",
        "Added: A, B; Replaced: C",
        "2 decisions removed. Restored: C.",
        "Version 1.0.0, with evidence. A file of your own, not checked by Tiebreak.",
        "Version 1.0.0, without its evidence. A file of your own, not checked by Tiebreak.",
        "The author’s own opinion · 1 question, all optional",
        "5 sources, read March 2026 · 12 questions, all optional",
        "Notes",
        "Notes (2)",
        "0 of 3 ratings name the statements that support them.",
        "3 of 3 ratings name the statements that support them; you can read the statements in the \
         decision under “Why”.",
        "Sources read March 2026.",
        "Sources read March 2026; checked against public records May 2026.",
        "Sources that sell something related to the choice: 1. Sources that use what they write \
         about: 2. Independent sources: 3. The file does not say how they were chosen.",
    ];
    assert_eq!(sentences(), expected);
}

/// In the pseudo-language, every text of the page has an ø, and no English text has one.
#[test]
fn sentences_are_in_the_language_of_the_page() {
    assert!(add(&Language::pseudo(&SECTIONS).compiled(&PAGE)));
    set_strings(strings_of(PSEUDO));
    assert_eq!(strings().lang, PSEUDO);
    for sentence in sentences() {
        assert!(sentence.contains('ø') && !sentence.contains('{'), "{sentence}");
    }
    assert!(texts().promise.contains('ø'));
    // Texts of a decision in English are marked.
    assert_eq!(lang_of("en"), Some("en".to_owned()));
    assert_eq!(lang_of(""), None);
}

#[test]
fn texts_of_a_decision_in_the_language_of_the_page_are_not_marked() {
    assert_eq!(lang_of("en-GB"), None);
    assert_eq!(lang_of("de"), Some("de".to_owned()));
}

/// A name from right to left does not move the words around the name.
#[test]
fn names_from_right_to_left_are_set_apart() {
    assert_eq!(filled(texts().saved, &["Ann"]), "Saved: Ann");
    assert_eq!(filled(texts().saved, &["سقف"]), "Saved: \u{2068}سقف\u{2069}");
}

/// Readers choose among languages by their own names; the pseudo-language has none.
#[test]
fn languages_to_choose_from_have_names() {
    set_choices("qps:;de:Deutsch;pt-BR:Português (Brasil)");
    let choice = |lang: &str, name: &str| LanguageChoice { lang: lang.into(), name: name.into() };
    let expected =
        [choice("en", "English"), choice("de", "Deutsch"), choice("pt-BR", "Português (Brasil)")];
    assert_eq!(choices(), expected);
}
