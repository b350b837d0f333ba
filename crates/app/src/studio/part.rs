//! The parts of a document that an author edits, one at a time.

use serde_json::{Value, json};

use super::draft::{Draft, item, member};
use super::references::Named;
use super::texts::texts;

/// A part of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// Title and other fields of the whole decision.
    #[default]
    Decision,
    /// An item of a list.
    Item(List, usize),
    /// All items of a long list.
    All(List),
    /// The report over all answers.
    Report,
    /// The files to export.
    Export,
}

/// A list of the document whose items are parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// The alternatives.
    Alternatives,
    /// The questions, with their options.
    Questions,
    /// The sources.
    Sources,
    /// The statements of the evidence.
    Statements,
    /// The typical cases, which readers see.
    Cases,
    /// The test cases, which only the author sees.
    Tests,
    /// The corrections of statements by the public record.
    Corrections,
    /// The rows of the table that compares the alternatives side by side.
    TableRows,
    /// Advice, next steps and answers to common questions.
    Advice,
}

impl List {
    /// All lists, in the order of the outline.
    pub const ALL: [Self; 9] = [
        Self::Alternatives,
        Self::Questions,
        Self::Cases,
        Self::Tests,
        Self::Sources,
        Self::Statements,
        Self::Corrections,
        Self::TableRows,
        Self::Advice,
    ];

    /// Place of the list in the document.
    pub fn place(self) -> &'static str {
        match self {
            Self::Alternatives => "/model/alternatives",
            Self::Questions => "/model/questions",
            Self::Sources => "/model/sources",
            Self::Statements => "/evidence/statements",
            Self::Cases => "/model/cases",
            Self::Tests => "/cases/cases",
            Self::Corrections => "/evidence/corrections",
            Self::TableRows => "/evidence/table",
            Self::Advice => "/evidence/advice",
        }
    }

    /// Whether the list can be long. Then a part of its own shows the items, with a search field.
    pub fn is_long(self) -> bool {
        matches!(self, Self::Statements | Self::Corrections | Self::TableRows | Self::Advice)
    }

    /// Largest number of items.
    pub fn most(self) -> usize {
        match self {
            Self::Alternatives => 12,
            Self::Statements | Self::Corrections | Self::TableRows | Self::Advice => 2000,
            Self::Tests => 1000,
            _ => 64,
        }
    }

    /// How other parts name the items of the list; `None` if none does.
    pub fn named(self) -> Option<Named> {
        match self {
            Self::Alternatives => Some(Named::Alternative),
            Self::Questions => Some(Named::Question),
            Self::Sources => Some(Named::Source),
            Self::Statements => Some(Named::Statement),
            Self::Cases | Self::Tests | Self::Corrections | Self::TableRows | Self::Advice => None,
        }
    }

    /// The field whose text names an item.
    pub fn name_field(self) -> &'static str {
        match self {
            Self::Alternatives | Self::Cases | Self::TableRows => "name",
            Self::Questions | Self::Statements | Self::Corrections => "text",
            Self::Sources | Self::Advice => "title",
            Self::Tests => "situation",
        }
    }

    /// Start of the ids of new items.
    pub fn id_start(self) -> &'static str {
        match self {
            Self::Alternatives => "alternative",
            Self::Questions => "question",
            Self::Sources => "source",
            Self::Statements => "statement",
            Self::Cases => "case",
            Self::Tests => "test",
            Self::Corrections => "correction",
            Self::TableRows => "row",
            Self::Advice => "advice",
        }
    }

    /// A new item.
    pub fn new_item(self, draft: &Draft) -> Value {
        let id = free_id(self.id_start(), &ids(draft.list(self.place())), true);
        match self {
            Self::Alternatives => json!({ "id": id, "name": "" }),
            Self::Questions => json!({
                "id": id, "text": "", "options": yes_and_no(),
            }),
            Self::Sources => json!({ "id": id, "title": "" }),
            Self::Statements => {
                let source = draft.text("/model/sources/0/id");
                json!({ "id": id, "source": source, "place": "", "text": "" })
            }
            Self::Cases => json!({
                "id": id, "name": "", "answers": {},
                "winner": draft.text("/model/alternatives/0/id"),
            }),
            Self::Tests => json!({ "id": id, "situation": "", "sheets": [{}], "expected": [] }),
            Self::Corrections => json!({ "id": id, "statements": [], "mark": "open", "text": "" }),
            Self::TableRows => json!({ "id": id, "name": "", "cells": [new_cell(draft)] }),
            Self::Advice => json!({ "id": id, "section": "watch-out", "title": "", "text": "" }),
        }
    }
}

/// A list of the evidence whose items each belong to an item of another list: the form of the other
/// item shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attached {
    /// Place of the list in the document.
    pub place: &'static str,
    /// The field of an item that names the other item.
    pub field: &'static str,
    /// The list of the other items.
    pub to: List,
}

/// The notes about sources.
pub const SOURCE_NOTES: Attached =
    Attached { place: "/evidence/source_notes", field: "source", to: List::Sources };

/// The statements that nothing uses, with reasons.
pub const UNUSED: Attached =
    Attached { place: "/evidence/unused", field: "statement", to: List::Statements };

impl Attached {
    /// All such lists.
    pub const ALL: [Self; 2] = [SOURCE_NOTES, UNUSED];

    /// The indices of the items that belong to the item with this id.
    pub fn of(self, draft: &Draft, id: &str) -> Vec<usize> {
        let items = draft.list(self.place).iter().enumerate();
        items.filter(|(_, item)| item[self.field] == id).map(|(i, _)| i).collect()
    }

    /// The indices of the items that belong to no item.
    pub fn unattached(self, draft: &Draft) -> Vec<usize> {
        let known = ids(draft.list(self.to.place()));
        let is_known =
            |item: &Value| item[self.field].as_str().is_some_and(|id| known.contains(&id));
        let items = draft.list(self.place).iter().enumerate();
        items.filter(|(_, item)| !is_known(item)).map(|(i, _)| i).collect()
    }
}

/// A new cell of a row of the table.
pub fn new_cell(draft: &Draft) -> Value {
    json!({
        "alternative": draft.text("/model/alternatives/0/id"),
        "source": draft.text("/model/sources/0/id"),
        "text": "", "statements": [],
    })
}

/// The options of a new question.
pub fn yes_and_no() -> Value {
    let (yes, no) = (texts().answer_yes, texts().answer_no);
    json!([{ "id": "yes", "text": yes }, { "id": "no", "text": no }])
}

/// A new option with this text, beside the given ones.
pub fn new_option(others: &[Value], text: &str) -> Value {
    let taken = ids(others);
    let id = if text.is_empty() { free_id("option", &taken, true) } else { id_of(text, &taken) };
    json!({ "id": id, "text": text })
}

impl Part {
    /// Place of the part in the document.
    pub fn place(self) -> String {
        match self {
            Self::Decision | Self::Report | Self::Export => "/model".to_owned(),
            Self::Item(list, index) => item(list.place(), index),
            Self::All(list) => list.place().to_owned(),
        }
    }

    /// The part of a draft that shows a place.
    pub fn showing(draft: &Draft, at: &str) -> Self {
        for attached in Attached::ALL {
            let rest = at.strip_prefix(attached.place).and_then(|rest| rest.strip_prefix('/'));
            let index = rest.and_then(|rest| rest.split('/').next());
            let Some(index) = index.and_then(|index| index.parse().ok()) else { continue };
            let id = draft.text(&member(&item(attached.place, index), attached.field));
            let to = ids(draft.list(attached.to.place())).into_iter().position(|known| known == id);
            return to.map_or_else(|| Self::of_place(at), |to| Self::Item(attached.to, to));
        }
        Self::of_place(at)
    }

    /// The part that shows a place, in any draft.
    fn of_place(at: &str) -> Self {
        for list in List::ALL {
            let Some(rest) = at.strip_prefix(list.place()) else { continue };
            let token = rest.strip_prefix('/').and_then(|rest| rest.split('/').next());
            return match token.and_then(|token| token.parse().ok()) {
                Some(index) => Self::Item(list, index),
                None if list.is_long() => Self::All(list),
                None => Self::Decision,
            };
        }
        if at.starts_with("/evidence") { Self::All(List::Statements) } else { Self::Decision }
    }

    /// Whether the document has the part.
    pub fn exists(self, draft: &Draft) -> bool {
        match self {
            Self::Item(list, index) => index < draft.list(list.place()).len(),
            _ => true,
        }
    }
}

/// The ids of items.
pub fn ids(items: &[Value]) -> Vec<&str> {
    items.iter().filter_map(|item| item["id"].as_str()).collect()
}

/// The id and the name of an alternative; the id in place of an empty name.
pub fn id_and_name(alternative: &Value) -> Option<(String, String)> {
    let id = alternative["id"].as_str()?;
    let name = alternative["name"].as_str().filter(|name| !name.is_empty()).unwrap_or(id);
    Some((id.to_owned(), name.to_owned()))
}

/// Largest length of an id that is made from a text.
const MAX_MADE: usize = 32;

/// An id made from a text: its words in small letters, joined by `-`. Other than the ids in `taken`.
///
/// ```
/// use tiebreak_app::studio::part::id_of;
/// assert_eq!(id_of("Do people in your team agree?", &[]), "do-people-in-your-team-agree");
/// assert_eq!(id_of("Größe", &["grosse"]), "grosse-2");
/// assert_eq!(id_of("日本", &[]), "item");
/// ```
pub fn id_of(text: &str, taken: &[&str]) -> String {
    let mut id = String::new();
    for word in plain(text).split(|c: char| !c.is_ascii_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        if !id.is_empty() && id.len() + 1 + word.len() > MAX_MADE {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.push_str(&word[..word.len().min(MAX_MADE)]);
    }
    // The format reserves these.
    if id.is_empty() || matches!(id.as_str(), "editor" | "overrides") {
        id = [if id.is_empty() { "item" } else { &id }, if id.is_empty() { "" } else { "-1" }]
            .concat();
    }
    free_id(&id, taken, false)
}

/// Small letters without accents, as far as they are common in European languages.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => plain.push('a'),
            'ç' | 'ć' | 'č' => plain.push('c'),
            'è'..='ë' | 'ē' | 'ę' | 'ě' => plain.push('e'),
            'ì'..='ï' | 'ī' => plain.push('i'),
            'ñ' | 'ń' | 'ň' => plain.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => plain.push('o'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => plain.push('u'),
            'ý' | 'ÿ' => plain.push('y'),
            'š' | 'ś' => plain.push('s'),
            'ž' | 'ź' | 'ż' => plain.push('z'),
            'ł' => plain.push('l'),
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            '\'' | '’' => {}
            _ => plain.push(c),
        }
    }
    plain
}

/// An id that is not taken: `start`, or `start` with a number.
fn free_id(start: &str, taken: &[&str], has_number: bool) -> String {
    let mut number = 1;
    loop {
        let id = if number == 1 && !has_number {
            start.to_owned()
        } else {
            [start, "-", &number.to_string()].concat()
        };
        if !taken.contains(&id.as_str()) {
            return id;
        }
        number += 1;
    }
}

/// Whether an id was given to a new item that had no text yet.
pub fn is_provisional(id: &str) -> bool {
    let starts = List::ALL.map(List::id_start);
    id.rsplit_once('-').is_some_and(|(start, number)| {
        (start == "option" || starts.contains(&start)) && number.parse::<usize>().is_ok()
    })
}

/// A copy of an item, with an id of its own.
pub fn copy_of(items: &[Value], index: usize) -> Option<Value> {
    let mut copy = items.get(index)?.clone();
    let id = free_id(copy["id"].as_str().unwrap_or_default(), &ids(items), false);
    copy["id"] = id.into();
    Some(copy)
}
