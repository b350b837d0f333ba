//! The files of languages: reading, checking, and the form that browsers download.
//!
//! A file of `public/languages/` is JSON. `lang` is the BCP 47 tag of the language and `name` its own
//! name. `locale` has what the Unicode CLDR says about lists, dates, numbers and plurals;
//! `cargo xtask languages` writes this part. Every other field is a [`Section`]: texts by the names of
//! [`Message`]s. A plural is an object with a text for each category of the language, a list is an
//! array.

use serde_json::{Map, Value, json};

use super::english::{
    BUILDER_MESSAGES, COMPARE_MESSAGES, DETAIL_MESSAGES, ELEMENT_MESSAGES, FALLBACK_MESSAGES,
    MESSAGES, PAGE_MESSAGES, PAGE_SCRIPT_MESSAGES, STUDIO_MESSAGES, TABLE_MESSAGES,
};
use super::{Message, MessageKind, PluralRule, is_right_to_left};

/// A part of a file: the texts of one part of the product.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// The field in the file.
    pub name: &'static str,
    /// The texts, in the order in which [`super::add`] reads them.
    pub messages: &'static [Message],
}

/// The sections of the widget and of its element's scripts.
pub const WIDGET: [Section; 4] = [
    Section { name: "first", messages: MESSAGES },
    Section { name: "details", messages: DETAIL_MESSAGES },
    Section { name: "table", messages: TABLE_MESSAGES },
    Section { name: "element", messages: ELEMENT_MESSAGES },
];

/// The section of the builder: its page and its scripts.
pub const BUILDER: Section = Section { name: "builder", messages: BUILDER_MESSAGES };

/// The sections of the standalone page, which shows the widget and the studio too.
pub const PAGE: [Section; 8] = [
    WIDGET[0],
    WIDGET[1],
    WIDGET[2],
    WIDGET[3],
    Section { name: "compare", messages: COMPARE_MESSAGES },
    Section { name: "page", messages: PAGE_MESSAGES },
    Section { name: "page_scripts", messages: PAGE_SCRIPT_MESSAGES },
    Section { name: "studio", messages: STUDIO_MESSAGES },
];

/// All sections of the core.
pub const SECTIONS: [Section; 10] = [
    WIDGET[0],
    WIDGET[1],
    WIDGET[2],
    WIDGET[3],
    PAGE[4],
    Section { name: "fallback", messages: FALLBACK_MESSAGES },
    PAGE[5],
    PAGE[6],
    PAGE[7],
    BUILDER,
];

/// The sections of scripts. A script has the English texts itself, and finds another language by the
/// English text. The first name is that of the field with the texts of all scripts.
const OF_SCRIPTS: [&str; 2] = ["element", "page_scripts"];

/// The texts that come from the field `locale` and not from a translator.
const LOCALE: [&str; 6] = ["months", "and", "or", "comma", "decimal_mark", "group_mark"];

/// The language for tests of layouts: English with accents, and longer by 40 per cent.
pub const PSEUDO: &str = "qps";

/// A language with all its texts.
#[derive(Debug)]
pub struct Language {
    /// BCP 47 tag.
    pub lang: String,
    /// The name of the language in the language itself.
    pub name: String,
    fields: Map<String, Value>,
    /// The plural categories, in the order of the digits of the plural rule.
    categories: Vec<String>,
    rule: String,
}

impl Language {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// The text is not JSON, or lacks `lang`, `name` or the plural rule. One sentence for each fault.
    pub fn read(text: &str) -> Result<Self, Vec<String>> {
        let value: Value = serde_json::from_str(text).map_err(|error| vec![error.to_string()])?;
        let Value::Object(fields) = value else {
            return Err(vec!["the file is not an object".to_owned()]);
        };
        let text = |field: &Value| field.as_str().map(str::to_owned);
        let plural = &fields.get("locale").unwrap_or(&Value::Null)["plural"];
        let categories = plural["categories"].as_array().into_iter().flatten().filter_map(text);
        let (Some(lang), Some(name)) =
            (fields.get("lang").and_then(text), fields.get("name").and_then(text))
        else {
            return Err(vec!["`lang` or `name` is missing".to_owned()]);
        };
        let language = Self {
            lang,
            name,
            categories: categories.collect(),
            rule: text(&plural["digits"]).unwrap_or_default(),
            fields,
        };
        let is_rule = |rule: &str| {
            rule.len() == PluralRule::LENGTH && rule.bytes().all(|digit| digit.is_ascii_digit())
        };
        if language.categories.is_empty() || !is_rule(&language.rule) {
            return Err(vec!["`locale` is incomplete: run `cargo xtask languages`".to_owned()]);
        }
        Ok(language)
    }

    /// English in the form of a file, for translators to start from, with the accents and the length
    /// of a pseudo-language if `change` adds them.
    pub fn english(
        lang: &str,
        name: &str,
        sections: &[Section],
        change: fn(&str) -> String,
    ) -> Self {
        let mut fields = Map::new();
        let mut locale = Map::new();
        for section in sections {
            let mut texts = Map::new();
            for message in section.messages {
                let is_locale = LOCALE.contains(&message.name);
                let change = if is_locale { str::to_owned } else { change };
                let english: Vec<String> =
                    message.english.iter().map(|text| change(text)).collect();
                let value = match message.kind {
                    MessageKind::Text => json!(english[0]),
                    MessageKind::Plural => json!({ "one": english[0], "other": english[1] }),
                    MessageKind::List => json!(english),
                };
                let texts = if is_locale { &mut locale } else { &mut texts };
                texts.insert(message.name.to_owned(), value);
            }
            fields.insert(section.name.to_owned(), texts.into());
        }
        let rule: String =
            (0..PluralRule::LENGTH).map(|place| if place == 1 { '0' } else { '1' }).collect();
        locale
            .insert("plural".to_owned(), json!({ "categories": ["one", "other"], "digits": rule }));
        fields.insert("locale".to_owned(), locale.into());
        Self {
            lang: lang.to_owned(),
            name: name.to_owned(),
            fields,
            categories: ["one", "other"].map(str::to_owned).into(),
            rule,
        }
    }

    /// The pseudo-language.
    pub fn pseudo(sections: &[Section]) -> Self {
        Self::english(PSEUDO, "Pseudo", sections, accented)
    }

    /// The faults of the texts in these sections: missing, unknown and ill-formed ones. Each is one
    /// sentence that names the place.
    pub fn faults(&self, sections: &[Section]) -> Vec<String> {
        let mut faults = Vec::new();
        for section in sections {
            for message in section.messages {
                let place = format!("{}/{}", section.name, message.name);
                match self.value(section, message) {
                    None => faults.push(format!("`{place}` is missing: {:?}", message.english)),
                    Some(value) => self.check(&place, message, value, &mut faults),
                }
            }
            let texts = self.fields.get(section.name).and_then(Value::as_object);
            for name in texts.into_iter().flatten().map(|(name, _)| name) {
                let is_known = section.messages.iter().any(|message| message.name == name);
                if !is_known || LOCALE.contains(&name.as_str()) {
                    faults.push(format!("`{}/{name}` is unknown: remove the text", section.name));
                }
            }
        }
        faults
    }

    fn value(&self, section: &Section, message: &Message) -> Option<&Value> {
        let field = if LOCALE.contains(&message.name) { "locale" } else { section.name };
        self.fields.get(field)?.get(message.name)
    }

    fn check(&self, place: &str, message: &Message, value: &Value, faults: &mut Vec<String>) {
        let last = message.english.last().copied().unwrap_or_default();
        let mut compare =
            |place: &str, text: Option<&str>, english: &str, may_omit_number: bool| {
                let Some(text) = text.filter(|text| !text.is_empty() || english.trim().is_empty())
                else {
                    return faults.push(format!("`{place}` is not a text"));
                };
                let (expected, found) = (placeholders(english), placeholders(text));
                if let Some(unknown) = found.iter().find(|found| !expected.contains(found)) {
                    faults.push(format!(
                        "`{place}` has {unknown}, which the English text does not have"
                    ));
                }
                for missing in expected.iter().filter(|expected| !found.contains(expected)) {
                    if !may_omit_number {
                        faults.push(format!("`{place}` lacks {missing} of the English text"));
                    }
                }
                let is_space = text.trim() != text && english.trim() == english;
                if is_space && !LOCALE.contains(&message.name) {
                    faults.push(format!("`{place}` begins or ends with a space"));
                }
            };
        match message.kind {
            MessageKind::Text => compare(place, value.as_str(), last, false),
            MessageKind::List => {
                let texts = value.as_array().map(Vec::as_slice).unwrap_or_default();
                if texts.len() != message.english.len() {
                    faults.push(format!("`{place}` has not {} texts", message.english.len()));
                    return;
                }
                for (i, (text, english)) in texts.iter().zip(message.english).enumerate() {
                    compare(&format!("{place}/{i}"), text.as_str(), english, false);
                }
            }
            MessageKind::Plural => {
                for category in &self.categories {
                    let may_omit = self.is_one_number(category);
                    compare(
                        &format!("{place}/{category}"),
                        value[category].as_str(),
                        last,
                        may_omit,
                    );
                }
                for category in
                    value.as_object().into_iter().flatten().map(|(category, _)| category)
                {
                    if !self.categories.contains(category) {
                        faults.push(format!(
                            "`{place}/{category}` is no plural category of {}",
                            self.lang
                        ));
                    }
                }
            }
        }
    }

    /// Whether a plural category stands for one number, so that a text may spell the number out.
    fn is_one_number(&self, category: &str) -> bool {
        let index = self.categories.iter().position(|other| other == category);
        let digit = index.and_then(|index| char::from_digit(index as u32, 10));
        self.rule.chars().filter(|&found| Some(found) == digit).count() == 1
    }

    /// The texts of a section without their names, as [`super::add`] reads them. A text that the
    /// language lacks is English.
    fn list(&self, section: &Section) -> Value {
        let text = |message: &Message| {
            let english = match message.kind {
                MessageKind::Text => json!(message.english[0]),
                MessageKind::List => json!(message.english),
                MessageKind::Plural => {
                    // Both English forms, at the places of the categories.
                    let form = |category: &String| message.english[usize::from(category != "one")];
                    return match self.value(section, message) {
                        Some(value) => {
                            self.categories.iter().map(|category| value[category].clone()).collect()
                        }
                        None => self.categories.iter().map(form).collect(),
                    };
                }
            };
            self.value(section, message).cloned().unwrap_or(english)
        };
        section.messages.iter().map(text).collect()
    }

    /// The text that stands for an English text without placeholders; the English text itself if there
    /// is none.
    pub fn text<'a>(&'a self, english: &'a str) -> &'a str {
        let has_text = |message: &&Message| message.english == [english];
        let found = SECTIONS.iter().find_map(|section| {
            let message = section.messages.iter().find(has_text)?;
            self.value(section, message)?.as_str()
        });
        found.unwrap_or(english)
    }

    /// The texts of a section by the English text, that of a plural by the form for several. A text that
    /// the language lacks is left out.
    fn by_english(&self, section: &Section) -> Map<String, Value> {
        let text = |message: &Message| {
            let english = message.english.last()?;
            Some(((*english).to_owned(), self.value(section, message)?.clone()))
        };
        section.messages.iter().filter_map(text).collect()
    }

    /// The file that the scripts of a page download: the direction of writing, and the texts of a
    /// section by the English text.
    pub fn compiled_page(&self, section: &Section) -> String {
        let dir = if is_right_to_left(&self.lang) { "rtl" } else { "ltr" };
        json!({ "dir": dir, "texts": self.by_english(section) }).to_string()
    }

    /// The file that browsers download: the texts of sections without their names, and the texts of
    /// scripts by the English text.
    pub fn compiled(&self, sections: &[Section]) -> String {
        let mut fields = Map::new();
        let mut scripts = Map::new();
        for section in sections {
            if OF_SCRIPTS.contains(&section.name) {
                scripts.extend(self.by_english(section));
            } else {
                fields.insert(section.name.to_owned(), self.list(section));
            }
        }
        fields.insert("lang".to_owned(), json!(self.lang));
        fields.insert("plural".to_owned(), json!(self.rule));
        fields.insert(OF_SCRIPTS[0].to_owned(), scripts.into());
        Value::Object(fields).to_string()
    }

    /// The file as `public/languages/` has it, with the texts in the order of the English ones.
    pub fn written(&self, sections: &[Section]) -> String {
        let mut lines = vec![format!("  \"lang\": {}", json!(self.lang))];
        lines.push(format!("  \"name\": {}", json!(self.name)));
        let mut texts = vec![format!("    \"plural\": {}", self.fields["locale"]["plural"])];
        for section in sections {
            let of_locale = section.messages.iter().filter(|one| LOCALE.contains(&one.name));
            texts.extend(of_locale.filter_map(|message| self.line(section, message)));
        }
        lines.push(format!("  \"locale\": {{\n{}\n  }}", texts.join(",\n")));
        for section in sections {
            let own = section.messages.iter().filter(|one| !LOCALE.contains(&one.name));
            let texts: Vec<String> =
                own.filter_map(|message| self.line(section, message)).collect();
            lines.push(format!("  \"{}\": {{\n{}\n  }}", section.name, texts.join(",\n")));
        }
        format!("{{\n{}\n}}\n", lines.join(",\n"))
    }

    /// A text with its name, on a line of its own.
    fn line(&self, section: &Section, message: &Message) -> Option<String> {
        Some(format!("    \"{}\": {}", message.name, self.value(section, message)?))
    }
}

/// The placeholders of a template, each once, in order.
fn placeholders(template: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        let end = rest[at..].find('}').map_or(rest.len(), |end| at + end + 1);
        found.push(&rest[at..end]);
        rest = &rest[end..];
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// A text with accents, and longer by 40 per cent. Placeholders stay.
fn accented(text: &str) -> String {
    let mut accented = String::new();
    let mut is_placeholder = false;
    for character in text.chars() {
        is_placeholder = match character {
            '{' => true,
            '}' => false,
            _ => is_placeholder,
        };
        accented.push(match character {
            'a' => 'á',
            'c' => 'ç',
            'e' => 'ë',
            'i' => 'î',
            'n' => 'ñ',
            'o' => 'ö',
            's' => 'š',
            'u' => 'ü',
            'y' => 'ý',
            other if is_placeholder => other,
            other => other,
        });
    }
    let letters = text.chars().filter(|character| character.is_alphabetic()).count();
    for i in 0..(letters * 2).div_ceil(5) {
        // A space now and then, so that the added part breaks into lines as words do.
        accented.push(if i % 8 == 0 && i > 0 { ' ' } else { 'ø' });
    }
    accented
}
