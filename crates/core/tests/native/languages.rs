//! The files of languages: complete, well formed, and used by every sentence of a decision.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use expect_test::expect;
use serde_json::{Value, json};
use tiebreak_core::engine::decide;
use tiebreak_core::engine::robust::{Setup, robustness};
use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::load::load;
use tiebreak_core::texts::fallback::Fallback;
use tiebreak_core::texts::phrases;
use tiebreak_core::texts::picture::picture;
use tiebreak_core::texts::record::{Stamp, record};
use tiebreak_core::texts::strings::languages::{BUILDER, Language, SECTIONS, WIDGET};
use tiebreak_core::texts::strings::{ENGLISH, Strings, add, strings};

/// All languages besides English.
fn languages() -> Vec<Language> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/languages");
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| Language::read(&fs::read_to_string(path).unwrap());
    paths
        .iter()
        .map(|path| read(path).unwrap_or_else(|faults| panic!("{}: {faults:?}", path.display())))
        .collect()
}

fn added(language: &Language) -> &'static Strings {
    assert!(add(&language.compiled(&SECTIONS)), "{} is not read", language.lang);
    strings(&language.lang)
}

#[test]
fn every_language_has_every_text_with_its_placeholders_and_plural_forms() {
    let all = languages();
    assert!(all.len() >= 7);
    for language in all {
        assert_eq!(language.faults(&SECTIONS), Vec::<String>::new(), "{}", language.lang);
    }
}

/// The record, the fallback and the picture of a decision in each language contain no English sentence of
/// the interface and no placeholder.
#[test]
fn records_pictures_and_fallbacks_are_in_the_language() {
    let loaded = load(include_str!("../../../../public/models/django-vs-fastapi.json"));
    let model = loaded.model.unwrap();
    let json = json!({ "product": "full", "team": "small-no", "editors": "soon" });
    let (answers, problems) =
        Answers::read(&model.alternatives, &model.questions, json.as_object().unwrap());
    assert_eq!(problems, []);
    let decision = decide(&model, &answers);
    let robustness = robustness(&model, &answers, Setup::default());
    let all = |strings: &'static Strings| {
        let stamp = || Stamp { robustness: Some(&robustness), ..Stamp::default() };
        let fallback = Fallback {
            strings,
            model: &model,
            evidence: None,
            preset: Some((&answers, &decision)),
            page: Some("https://sheds.example/"),
        };
        [
            record(strings, &model, &answers, &decision, stamp()),
            picture(strings, &model, &answers, &decision, stamp()),
            fallback.html(),
        ]
    };
    let english = all(&ENGLISH);
    for language in languages() {
        let texts = all(added(&language));
        for (text, english) in texts.iter().zip(&english) {
            assert!(!text.contains(['{', '}']), "{}: {text}", language.lang);
            for message in SECTIONS.iter().flat_map(|section| section.messages) {
                // A sentence without placeholders appears as a whole.
                for sentence in message.english.iter().filter(|text| text.len() > 20) {
                    let is_english = english.contains(sentence) && text.contains(sentence);
                    assert!(!is_english, "{}: {sentence}", language.lang);
                }
            }
        }
    }
}

#[test]
fn numbers_dates_and_plurals_follow_the_language() {
    let all = languages();
    let language = |lang: &str| added(all.iter().find(|one| one.lang == lang).unwrap());
    let [german, russian, arabic, japanese] = ["de", "ru", "ar", "ja"].map(language);
    assert_eq!(german.tenths(-35), "−3,5");
    assert_eq!(german.number(120_000.5), "120.000,5");
    assert_eq!(ENGLISH.number(1200.0), "1200");
    assert_eq!(ENGLISH.number(120_000.0), "120,000");
    assert_eq!(phrases::date(japanese, "2026-03"), "2026年3月");
    let forms = |strings: &Strings, counts: &[usize]| -> Vec<&'static str> {
        counts.iter().map(|&count| strings.sources.of(count)).collect()
    };
    // One form each: 1 and 21; 2 and 104; 5, 11 and 111.
    let found = forms(russian, &[1, 21, 2, 104, 5, 11, 111]);
    assert_eq!(found[0], found[1]);
    assert_eq!(found[2], found[3]);
    assert_eq!(found[4..], [found[4]; 3]);
    assert!(found[0] != found[2] && found[2] != found[4]);
    // Six forms: 0; 1; 2; 3 to 10; 11 to 99; 100.
    let mut found = forms(arabic, &[0, 1, 2, 3, 11, 100]);
    found.sort_unstable();
    found.dedup();
    assert!(found.len() >= 5, "{found:?}");
}

#[test]
fn a_tag_finds_its_language_and_other_tags_find_english() {
    for language in languages() {
        added(&language);
    }
    for (tag, found) in [
        ("de", "de"),
        ("de-AT", "de"),
        ("DE", "de"),
        ("pt", "pt-BR"),
        ("pt-PT", "pt-BR"),
        ("en-GB", "en"),
        ("nl", "en"),
        ("", "en"),
    ] {
        assert_eq!(strings(tag).lang, found, "{tag}");
    }
}

/// The file for an article has no texts of the studio; the file for the page has them.
#[test]
fn the_studio_is_in_the_language_if_the_file_has_its_texts() {
    let mut pseudo = Language::pseudo(&SECTIONS);
    let studio = added(&pseudo).studio();
    assert!(studio.undo.starts_with("Uñdö"), "{}", studio.undo);
    assert!(studio.errors.of(1).starts_with("{0} ërrör"), "{}", studio.errors.of(1));
    pseudo.lang = "xq".to_owned();
    assert!(add(&pseudo.compiled(&WIDGET)));
    assert_eq!(strings("xq").lang, "xq");
    assert_eq!(strings("xq").studio().undo, "Undo");
}

/// A file of another version, or a damaged file, leaves the widget in English.
#[test]
fn damaged_files_are_refused() {
    let text = languages()[0].compiled(&WIDGET);
    let mut file: Value = serde_json::from_str(&text).unwrap();
    file["lang"] = "xx".into();
    let mut missing = file.clone();
    missing["first"].as_array_mut().unwrap().pop();
    let mut more = file.clone();
    more["first"].as_array_mut().unwrap().push("more".into());
    let mut number = file.clone();
    number["first"][0] = 5.into();
    let mut rule = file.clone();
    rule["plural"] = "01".into();
    for bad in [missing, more, number, rule, json!([]), json!({})] {
        assert!(!add(&bad.to_string()), "{bad}");
        assert_eq!(strings("xx").lang, "en");
    }
    // The texts of the details are read when they are needed; a fault there leaves them in English.
    file["details"].as_array_mut().unwrap().pop();
    assert!(add(&file.to_string()));
    assert_eq!(strings("xx").lang, "xx");
    assert_eq!(strings("xx").details().in_practice, ENGLISH.details().in_practice);
}

/// Translators see every fault with its place.
#[test]
fn faults_of_a_file_name_their_places() {
    let english = Language::english("de", "Deutsch", &SECTIONS, str::to_owned);
    let mut file: Value = serde_json::from_str(&english.written(&SECTIONS)).unwrap();
    let first = file["first"].as_object_mut().unwrap();
    first.remove("undo");
    first.insert("redo".to_owned(), "Wiederholen".into());
    first.insert("next".to_owned(), " Weiter".into());
    first.insert("leaning".to_owned(), "Eher".into());
    first.insert("early".to_owned(), "Bisher {0} {1}".into());
    first.insert("back".to_owned(), 7.into());
    first.insert("sources".to_owned(), json!({ "one": "eine Quelle", "few": "{0} Quellen" }));
    file["details"]["interest"].as_array_mut().unwrap().pop();
    let faults = Language::read(&file.to_string()).unwrap().faults(&SECTIONS);
    expect![[r#"
        `first/sources/other` is not a text
        `first/sources/few` is no plural category of de
        `first/next` begins or ends with a space
        `first/back` is not a text
        `first/undo` is missing: ["Undo"]
        `first/early` has {1}, which the English text does not have
        `first/leaning` lacks {0} of the English text
        `first/redo` is unknown: remove the text
        `details/interest` has not 4 texts"#]]
    .assert_eq(&faults.join("\n"));
    assert!(Language::read("{").unwrap_err()[0].contains("line 1"));
    assert!(Language::read("{}").unwrap_err()[0].contains("`lang`"));
}

/// The texts that an author sees in `builder.html`: those between tags, and inside empty fields. An
/// element inside a sentence is a placeholder.
fn visible(page: &str) -> BTreeSet<String> {
    let between = |text: &str, start: &str, end: &str| {
        let (_, rest) = text.split_once(start).unwrap();
        rest.split_once(end).unwrap().0.to_owned()
    };
    let mut content = between(page, "<main", "</main>");
    // Seen without scripts, and names of languages in themselves.
    for (start, end) in [("<noscript>", "</noscript>"), ("<select id=\"language\"", "</select>")] {
        content = content.replace(&between(&content, start, end), "");
    }
    while content.contains("<code>") {
        let code = ["<code>", &between(&content, "<code>", "</code>"), "</code>"].concat();
        content = content.replace(&code, "{0}");
    }
    let of_tag =
        |part: &str| part.split_once('>').map_or(String::new(), |(_, text)| text.to_owned());
    let texts = content.split('<').map(of_tag);
    let in_fields = content.split(" placeholder=\"").skip(1);
    let in_fields = in_fields.map(|rest| rest.split('"').next().unwrap_or_default().to_owned());
    let texts = texts.chain(in_fields).chain([between(page, "<title>", "</title>")]);
    texts
        .map(|text| text.trim().to_owned())
        .filter(|text| text.contains(char::is_alphabetic) && !text.starts_with("https:"))
        .collect()
}

/// Translators see every text of the builder, and no text that the builder does not have.
#[test]
fn the_texts_of_the_builder_are_those_of_its_page_and_scripts() {
    let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public");
    let read = |name: &str| fs::read_to_string(public.join(name)).unwrap();
    let known: BTreeSet<&str> =
        BUILDER.messages.iter().flat_map(|message| message.english).copied().collect();
    let count = BUILDER.messages.iter().map(|message| message.english.len()).sum::<usize>();
    assert_eq!(known.len(), count, "a text is there twice: one translation has to serve both");

    let page = visible(&read("builder.html"));
    let unknown: Vec<_> = page.iter().filter(|text| !known.contains(text.as_str())).collect();
    assert!(unknown.is_empty(), "texts of builder.html without a message: {unknown:?}");

    let scripts = ["builder.js", "builder/language.js", "builder/table.js"].map(read).concat();
    let code = scripts.lines().filter(|line| !line.trim_start().starts_with("//"));
    let literals: BTreeSet<&str> =
        code.flat_map(|line| line.split('"').skip(1).step_by(2)).collect();
    let unused: Vec<_> =
        known.iter().filter(|text| !page.contains(**text) && !literals.contains(*text)).collect();
    assert!(unused.is_empty(), "texts that the builder does not have: {unused:?}");

    // In the code for an article, which stays English: a link, and the title of a frame.
    let in_code = ["Open the decision aid", "Decision aid"];
    let is_sentence = |text: &str| text.starts_with(char::is_uppercase) && text.contains(' ');
    let unknown: Vec<_> = literals
        .iter()
        .filter(|text| is_sentence(text) && !known.contains(*text) && !in_code.contains(*text))
        .collect();
    assert!(unknown.is_empty(), "texts of scripts without a message: {unknown:?}");
}

/// Scripts find a text by the English text, a plural by the form for several.
#[test]
fn the_file_of_the_builder_has_the_texts_by_the_english_ones() {
    let mut file: Value = serde_json::from_str(
        &Language::english("ar", "العربية", &SECTIONS, str::to_uppercase).written(&SECTIONS),
    )
    .unwrap();
    file["builder"].as_object_mut().unwrap().remove("copied");
    let language = Language::read(&file.to_string()).unwrap();
    let compiled: Value = serde_json::from_str(&language.compiled_page(&BUILDER)).unwrap();
    assert_eq!(compiled["dir"], "rtl");
    let texts = &compiled["texts"];
    assert_eq!(texts["Copy"], "COPY");
    let forms = json!({ "one": "{0} ANSWER", "other": "{0} ANSWERS" });
    assert_eq!(texts["{0} answers"], forms);
    // The page has the English text for a text that the language lacks.
    assert_eq!(texts["Copied."], Value::Null);
}
