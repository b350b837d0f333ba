//! The texts of the widget in each language.
//!
//! A language has several tables: [`FirstStrings`] has the texts up to the verdict, [`DetailStrings`]
//! those of reasons, records and pictures; others serve one use each. A browser downloads an English
//! table together with the code that uses the table. Therefore [`Strings`] refers to an English table
//! other than the first only in the function that returns the table.
//!
//! [`english`] declares the texts. The texts of every other language are a file of
//! `public/languages/`, which [`languages`] reads and checks. The build writes the texts of a file as
//! lists without names, and [`add`] registers such a list at run time.

pub mod english;
pub mod languages;

use std::ops::Deref;
use std::sync::{OnceLock, RwLock};

use serde_json::Value;

use crate::link::number;
use crate::model::json;
use crate::texts::sentence::fill_text;

pub use english::{
    CompareStrings, DetailStrings, FallbackStrings, FirstStrings, PageStrings, StudioStrings,
    TableStrings,
};

/// The languages that were added.
static ADDED: RwLock<Vec<&'static Strings>> = RwLock::new(Vec::new());

/// English, the language of texts that no other language replaces.
pub static ENGLISH: Strings = Strings { lang: "en", first: &english::STRINGS, others: None };

/// The texts of a language.
#[derive(Debug)]
pub struct Strings {
    /// BCP 47 tag of the language.
    pub lang: &'static str,
    first: &'static FirstStrings,
    /// `None` for English.
    others: Option<Others>,
}

/// The tables after the first; each is English if that of the language is ill-formed or absent.
#[derive(Debug)]
struct Others {
    details: Option<&'static DetailStrings>,
    table: Option<&'static TableStrings>,
    compare: Option<&'static CompareStrings>,
    fallback: Option<&'static FallbackStrings>,
    page: LazyTable<PageStrings>,
    studio: LazyTable<StudioStrings>,
}

/// A table that is read when it is needed. The widget never needs the table; reading it later keeps the
/// code that reads it out of the widget's code for other languages.
#[derive(Debug)]
struct LazyTable<T: 'static> {
    values: Vec<Value>,
    rule: PluralRule,
    table: OnceLock<Option<&'static T>>,
}

impl<T> LazyTable<T> {
    fn new(values: Vec<Value>, rule: PluralRule) -> Self {
        Self { values, rule, table: OnceLock::new() }
    }

    /// The table; `None` if the list of texts does not have the form of the table.
    fn get(&self, read_table: fn(&mut Reader) -> T) -> Option<&'static T> {
        *self.table.get_or_init(|| read(self.values.clone(), self.rule, read_table))
    }
}

impl Deref for Strings {
    type Target = FirstStrings;

    fn deref(&self) -> &FirstStrings {
        self.first
    }
}

/// The texts of a language that was [added](add); otherwise English.
///
/// A tag with a region finds the language, and a language finds its only region: `de-AT` finds `de`,
/// and `pt` finds `pt-BR`.
pub fn strings(lang: &str) -> &'static Strings {
    let added = ADDED.read().unwrap_or_else(std::sync::PoisonError::into_inner);
    added.iter().find(|strings| is_same_language(strings.lang, lang)).copied().unwrap_or(&ENGLISH)
}

/// Whether two tags have the same primary language.
pub fn is_same_language(one: &str, other: &str) -> bool {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    primary(one) == primary(other)
}

/// Registers the texts of a language for [`strings`]. Returns whether the text has the form that
/// [`languages::Language::compiled`] writes. The memory of the texts is never freed; a language that
/// is there already is not added again.
pub fn add(compiled: &str) -> bool {
    let Some(Value::Object(mut fields)) = json::read(compiled) else { return false };
    // Before the texts are read, because their memory is never freed.
    let is_added = |lang| ADDED.read().is_ok_and(|added| added.iter().any(|of| of.lang == lang));
    if fields.get("lang").and_then(Value::as_str).is_some_and(is_added) {
        return true;
    }
    let text = |name: &str| fields.get(name).and_then(Value::as_str).map(leak);
    let (Some(lang), Some(rule)) = (text("lang"), text("plural").and_then(PluralRule::new)) else {
        return false;
    };
    let mut list = |name: &str| match fields.remove(name) {
        Some(Value::Array(values)) => values,
        _ => Vec::new(),
    };
    let Some(first) = read(list("first"), rule, FirstStrings::read) else { return false };
    let others = Others {
        details: read(list("details"), rule, DetailStrings::read),
        table: read(list("table"), rule, TableStrings::read),
        compare: read(list("compare"), rule, CompareStrings::read),
        fallback: read(list("fallback"), rule, FallbackStrings::read),
        page: LazyTable::new(list("page"), rule),
        studio: LazyTable::new(list("studio"), rule),
    };
    let strings = Strings { lang, first, others: Some(others) };
    if let Ok(mut added) = ADDED.write() {
        added.push(Box::leak(Box::new(strings)));
    }
    true
}

/// A table of a language; `None` if the list of texts does not have the form of the table.
fn read<T>(values: Vec<Value>, rule: PluralRule, read: fn(&mut Reader) -> T) -> Option<&'static T> {
    let mut reader = Reader::new(values, rule);
    let texts = read(&mut reader);
    reader.is_complete().then(|| &*Box::leak(Box::new(texts)))
}

impl Strings {
    /// The language whose direction of writing the widget has. English stands in for languages
    /// without texts; there, the direction is that of the model. Empty for the direction of the page.
    pub fn direction_of<'a>(&self, model_lang: &'a str) -> &'a str {
        if self.lang == ENGLISH.lang { model_lang } else { self.lang }
    }

    /// The texts after the verdict, in the same language.
    pub fn details(&self) -> &'static DetailStrings {
        self.others.as_ref().and_then(|others| others.details).unwrap_or(&english::DETAIL_STRINGS)
    }

    /// The texts of decisions that are made of tables.
    pub fn table(&self) -> &'static TableStrings {
        self.others.as_ref().and_then(|others| others.table).unwrap_or(&english::TABLE_STRINGS)
    }

    /// The texts of comparisons of answers.
    pub fn compare(&self) -> &'static CompareStrings {
        self.others.as_ref().and_then(|others| others.compare).unwrap_or(&english::COMPARE_STRINGS)
    }

    /// The texts of pages that stand in for the widget.
    pub fn fallback(&self) -> &'static FallbackStrings {
        self.others
            .as_ref()
            .and_then(|others| others.fallback)
            .unwrap_or(&english::FALLBACK_STRINGS)
    }

    /// The texts of the standalone page.
    pub fn page(&self) -> &'static PageStrings {
        let page = self.others.as_ref().and_then(|others| others.page.get(PageStrings::read));
        page.unwrap_or(&english::PAGE_STRINGS)
    }

    /// The texts of the studio.
    pub fn studio(&self) -> &'static StudioStrings {
        let studio = self.others.as_ref().and_then(|others| others.studio.get(StudioStrings::read));
        studio.unwrap_or(&english::STUDIO_STRINGS)
    }

    /// "3.5" or "−3.5", from tenths.
    pub fn tenths(&self, tenths: i64) -> String {
        let sign = if tenths < 0 { "−" } else { "" };
        let [whole, part] = [tenths.abs() / 10, tenths.abs() % 10].map(|digits| digits.to_string());
        [sign, &whole, self.decimal_mark, &part].concat()
    }

    /// "3.5" or "4", from tenths.
    pub fn tenths_or_whole(&self, tenths: i64) -> String {
        if tenths % 10 == 0 { (tenths / 10).to_string() } else { self.tenths(tenths) }
    }

    /// A number with its noun, from tenths: "2 points", "2.5 points".
    pub fn count_tenths(&self, plural: &Plural, tenths: i64) -> String {
        if tenths % 10 == 0 {
            return self.count(plural, tenths.unsigned_abs() as usize / 10);
        }
        fill_text(plural.of_decimal(tenths), &[&self.tenths(tenths)])
    }

    /// A number with the marks of the language: "3.5", "120,000". Numbers below 10,000 have no groups.
    pub fn number(&self, value: f64) -> String {
        let plain = number(value);
        let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut text = whole.to_owned();
        if whole.len() > 4 {
            for place in (1..=(whole.len() - 1) / 3).map(|group| whole.len() - 3 * group) {
                text.insert_str(place, self.group_mark);
            }
        }
        if !decimals.is_empty() {
            text.push_str(self.decimal_mark);
            text.push_str(decimals);
        }
        text
    }

    /// A count with its noun: "1 source", "2 sources".
    pub fn count(&self, plural: &Plural, count: usize) -> String {
        fill_text(plural.of(count), &[&count.to_string()])
    }
}

/// Whether a language is written from right to left.
pub fn is_right_to_left(lang: &str) -> bool {
    let right_to_left = ["ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"];
    right_to_left.iter().any(|other| is_same_language(other, lang))
}

/// A text with one form for each plural category of its language.
#[derive(Debug)]
pub struct Plural {
    forms: &'static [&'static str],
    rule: PluralRule,
}

impl Plural {
    /// An English text: the form for 1, and the form for other numbers.
    const fn english(forms: &'static [&'static str; 2]) -> Self {
        Self { forms, rule: PluralRule::ENGLISH }
    }

    /// The form for a whole number.
    pub fn of(&self, number: usize) -> &'static str {
        self.form(self.rule.of(number))
    }

    /// The form for a number that is written with one decimal, from tenths.
    pub fn of_decimal(&self, tenths: i64) -> &'static str {
        self.form(self.rule.of_fraction(tenths.abs() >= 20))
    }

    fn form(&self, index: usize) -> &'static str {
        self.forms.get(index).or(self.forms.last()).copied().unwrap_or_default()
    }
}

/// Which form of a [`Plural`] a number takes, according to the Unicode CLDR: a digit, the index of
/// the form, for each of the numbers 0 to 199, for fractions below 2, and for fractions above 2. A
/// larger number takes the form of its last two digits after 100, which holds for every language in
/// which numbers up to a million follow their last two digits.
#[derive(Clone, Copy, Debug)]
pub struct PluralRule(Option<&'static [u8]>);

impl PluralRule {
    /// The length of the text of a rule.
    pub const LENGTH: usize = Self::WHOLE + 2;
    /// The numbers that have a digit of their own.
    const WHOLE: usize = 200;
    /// 0 for 1, otherwise 1.
    const ENGLISH: Self = Self(None);

    fn new(digits: &'static str) -> Option<Self> {
        let digits = digits.as_bytes();
        let is_rule = digits.len() == Self::LENGTH && digits.iter().all(u8::is_ascii_digit);
        is_rule.then_some(Self(Some(digits)))
    }

    fn of(self, number: usize) -> usize {
        let place = if number < Self::WHOLE { number } else { 100 + number % 100 };
        self.at(place).unwrap_or(usize::from(number != 1))
    }

    fn of_fraction(self, is_above_two: bool) -> usize {
        self.at(Self::WHOLE + usize::from(is_above_two)).unwrap_or(1)
    }

    fn at(self, place: usize) -> Option<usize> {
        Some(usize::from(*self.0?.get(place)? - b'0'))
    }
}

/// One text as translators see it.
#[derive(Clone, Copy, Debug)]
pub struct Message {
    /// The key in the file of a language.
    pub name: &'static str,
    /// Where the text appears, and the meaning of its numbers in braces; empty if the text is clear.
    pub note: &'static str,
    /// The form of the text.
    pub kind: MessageKind,
    /// The English text; the two forms of a plural; the texts of a list.
    pub english: &'static [&'static str],
}

/// The form of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    /// One text.
    Text,
    /// A text for each plural category of the language.
    Plural,
    /// As many texts as in English.
    List,
}

/// Reads the texts of a language one after the other.
struct Reader {
    values: std::vec::IntoIter<Value>,
    rule: PluralRule,
    is_well_formed: bool,
}

impl Reader {
    fn new(values: Vec<Value>, rule: PluralRule) -> Self {
        Self { values: values.into_iter(), rule, is_well_formed: true }
    }

    /// Whether every text had the expected form and none is left.
    fn is_complete(&self) -> bool {
        self.is_well_formed && self.values.len() == 0
    }

    fn text(&mut self) -> &'static str {
        match self.values.next() {
            Some(Value::String(text)) => leak(&text),
            _ => self.missing(),
        }
    }

    fn texts(&mut self) -> Vec<&'static str> {
        match self.values.next() {
            Some(Value::Array(texts)) => texts.iter().filter_map(Value::as_str).map(leak).collect(),
            _ => Vec::new(),
        }
    }

    fn plural(&mut self) -> Plural {
        let forms = self.texts();
        self.is_well_formed &= !forms.is_empty();
        Plural { forms: Vec::leak(forms), rule: self.rule }
    }

    fn list<const N: usize>(&mut self) -> [&'static str; N] {
        self.texts().try_into().unwrap_or_else(|_| [self.missing(); N])
    }

    fn missing(&mut self) -> &'static str {
        self.is_well_formed = false;
        ""
    }
}

fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}
