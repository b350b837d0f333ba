//! References between the parts of a document: an id that is renamed, and an item that is removed.

use serde_json::{Map, Value};

use super::draft::{Draft, Edit, item, member};
use super::part::Attached;

/// Items that other parts name by their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// An alternative.
    Alternative,
    /// A source.
    Source,
    /// A question.
    Question,
    /// An option of the question with this id.
    Option(String),
    /// A statement of the evidence.
    Statement,
}

/// The places of references: `*` stands for any item, `**` for any path.
struct Places {
    /// Texts that are ids.
    texts: &'static [&'static str],
    /// Objects whose keys are ids.
    keys: &'static [&'static str],
}

const ALTERNATIVE: Places = Places {
    texts: &[
        "/model/alternatives/*/derived/of/*",
        "/model/questions/*/**/inferred/*",
        "/model/questions/*/options/*/requirements/*/excludes",
        "/model/cases/*/winner",
        "/evidence/table/*/cells/*/alternative",
        "/evidence/advice/*/when/winner/*",
        "/cases/cases/*/expected/*",
    ],
    keys: &[
        "/model/questions/*/facts",
        "/model/questions/*/**/values",
        "/model/questions/*/**/rule",
    ],
};

const SOURCE: Places = Places {
    texts: &[
        "/model/questions/*/**/ratings/*/source",
        "/model/questions/*/options/*/requirements/*/said_by/*/source",
        "/model/questions/*/options/*/requirements/*/contradicted_by/*/source",
        "/evidence/statements/*/source",
        "/evidence/table/*/cells/*/source",
        "/evidence/source_notes/*/source",
    ],
    keys: &[],
};

const QUESTION: Places = Places {
    texts: &["/evidence/table/*/questions/*"],
    keys: &[
        "/model/questions/*/when",
        "/model/cases/*/answers",
        "/evidence/advice/*/when/answers",
        "/cases/cases/*/sheets/*",
    ],
};

/// `?` stands for the id of the question.
const OPTION: Places = Places {
    texts: &[
        "/model/questions/*/when/?/*",
        "/model/cases/*/answers/?",
        "/model/cases/*/answers/?/*",
        "/evidence/advice/*/when/answers/?/*",
        "/cases/cases/*/sheets/*/?",
        "/cases/cases/*/sheets/*/?/*",
    ],
    keys: &[],
};

const STATEMENT: Places = Places {
    texts: &[
        "/model/**/statements/*",
        "/evidence/corrections/*/statements/*",
        "/evidence/table/*/cells/*/statements/*",
        "/evidence/advice/*/statements/*",
        "/evidence/source_notes/*/statements/*",
        "/evidence/unused/*/statement",
    ],
    keys: &[],
};

impl Named {
    fn places(&self) -> &'static Places {
        match self {
            Self::Alternative => &ALTERNATIVE,
            Self::Source => &SOURCE,
            Self::Question => &QUESTION,
            Self::Option(_) => &OPTION,
            Self::Statement => &STATEMENT,
        }
    }

    fn question(&self) -> &str {
        match self {
            Self::Option(question) => question,
            _ => "",
        }
    }
}

/// A reference to an item.
enum Reference {
    /// A text that is the id.
    Text(String),
    /// A key of the object at this place.
    Key(String),
}

/// All references to an item, in the order of the document.
fn references(document: &Value, named: &Named, id: &str) -> Vec<Reference> {
    let mut walk = Walk { named, id, path: Vec::new(), found: Vec::new() };
    walk.visit(document, "");
    walk.found
}

struct Walk<'a> {
    named: &'a Named,
    id: &'a str,
    path: Vec<String>,
    found: Vec<Reference>,
}

impl Walk<'_> {
    fn visit(&mut self, value: &Value, at: &str) {
        match value {
            Value::String(text) if text == self.id && self.is_at(self.named.places().texts) => {
                self.found.push(Reference::Text(at.to_owned()));
            }
            Value::Array(items) => {
                for (i, value) in items.iter().enumerate() {
                    self.enter(&i.to_string(), value, &item(at, i));
                }
            }
            Value::Object(fields) => {
                if fields.contains_key(self.id) && self.is_at(self.named.places().keys) {
                    self.found.push(Reference::Key(at.to_owned()));
                }
                for (key, value) in fields {
                    self.enter(key, value, &member(at, key));
                }
            }
            _ => {}
        }
    }

    fn enter(&mut self, token: &str, value: &Value, at: &str) {
        self.path.push(token.to_owned());
        self.visit(value, at);
        self.path.pop();
    }

    fn is_at(&self, places: &[&str]) -> bool {
        places.iter().any(|place| {
            let pattern: Vec<&str> = place.split('/').skip(1).collect();
            matches(&pattern, &self.path, self.named.question())
        })
    }
}

fn matches(pattern: &[&str], path: &[String], question: &str) -> bool {
    let Some((first, rest)) = pattern.split_first() else { return path.is_empty() };
    if *first == "**" {
        return (0..=path.len()).any(|skipped| matches(rest, &path[skipped..], question));
    }
    let Some((token, path)) = path.split_first() else { return false };
    let fits = match *first {
        "*" => token.parse::<usize>().is_ok(),
        "?" => token == question,
        name => token == name,
    };
    fits && matches(rest, path, question)
}

/// The edits that give an item another id, and change every reference to it. `at` is the place of
/// the item.
pub fn rename(draft: &Draft, named: &Named, at: &str, new: &str) -> Vec<Edit> {
    let place = member(at, "id");
    let old = draft.text(&place).to_owned();
    let mut edits = vec![Edit::set(place, new.into())];
    if old.is_empty() || old == new {
        return edits;
    }
    for reference in references(draft.document(), named, &old) {
        match reference {
            Reference::Text(at) => edits.push(Edit::set(at, new.into())),
            Reference::Key(at) => {
                let fields = draft.get(&at).and_then(Value::as_object).into_iter().flatten();
                let renamed = fields.map(|(key, value)| {
                    (if *key == old { new } else { key.as_str() }.to_owned(), value.clone())
                });
                edits.push(Edit::set(at, Value::Object(renamed.collect::<Map<_, _>>())));
            }
        }
    }
    edits
}

/// The edits that remove the item of a list, the references to it in lists and keys, and the notes
/// about it. Another field that can hold only one id, such as the winner of a case, stays: the author
/// has to choose another.
pub fn removal(draft: &Draft, named: Option<&Named>, list: &str, index: usize) -> Vec<Edit> {
    let id = draft.text(&member(&item(list, index), "id")).to_owned();
    let mut edits = vec![Edit::remove(list, index)];
    let Some(named) = named.filter(|_| !id.is_empty()) else { return edits };
    // From the end, so that indices stay valid.
    let mut references = references(draft.document(), named, &id);
    references.reverse();
    let own = [&item(list, index), "/"].concat();
    let mut others = Vec::new();
    for reference in references {
        match reference {
            Reference::Text(at) | Reference::Key(at) if at.starts_with(&own) => {}
            Reference::Text(at) => {
                // A note about the item goes with it.
                let around = at.rsplit_once('/').map_or("", |(note, _)| note);
                let is_note = |list: Attached| {
                    around.strip_prefix(list.place).is_some() && at.ends_with(list.field)
                };
                let at = if Attached::ALL.into_iter().any(is_note) { around } else { &at };
                let (parent, token) = at.rsplit_once('/').unwrap_or_default();
                if let (Ok(index), Some(Value::Array(_))) = (token.parse(), draft.get(parent)) {
                    others.push(Edit::remove(parent, index));
                }
            }
            Reference::Key(at) => {
                let is_last =
                    draft.get(&at).and_then(Value::as_object).is_some_and(|o| o.len() == 1);
                // Answer sheets may be empty.
                let keeps = at.starts_with("/cases/") || at.ends_with("/answers");
                let emptied = if is_last && !keeps { at } else { member(&at, &id) };
                others.push(Edit::clear(emptied));
            }
        }
    }
    // References first: their places are those before the removal.
    others.append(&mut edits);
    others
}
