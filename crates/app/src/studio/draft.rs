//! A draft: the files of a decision as one JSON value, with edits that can be undone.
//!
//! The document has the member `model` and, if there are any, `evidence` and `cases`. Places are JSON
//! pointers into the document, for example `/model/questions/0/text`. The document keeps every field,
//! also those that no form shows.
//!
//! ```
//! use serde_json::json;
//! use tiebreak_app::studio::draft::{Draft, Edit};
//!
//! let mut draft = Draft::new(json!({ "model": { "title": "Tabs?" } }));
//! draft.edit(vec![Edit::set("/model/title", json!("Tabs or spaces?"))]);
//! assert_eq!(draft.text("/model/title"), "Tabs or spaces?");
//! draft.undo();
//! assert_eq!(draft.text("/model/title"), "Tabs?");
//! draft.redo();
//! assert_eq!(draft.text("/model/title"), "Tabs or spaces?");
//! ```

use serde_json::{Map, Value};

/// A change of the document.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Sets the member of an object, or removes it. Missing objects around it are created.
    Set {
        /// Place of the member.
        at: String,
        /// The new value; `None` to remove the member.
        value: Option<Value>,
    },
    /// Inserts an item into a list. A missing list is created.
    Insert {
        /// Place of the list.
        list: String,
        /// Index of the new item, at most the length of the list.
        index: usize,
        /// The item.
        value: Value,
    },
    /// Removes an item of a list.
    Remove {
        /// Place of the list.
        list: String,
        /// Index of the item.
        index: usize,
    },
    /// Moves an item of a list.
    Move {
        /// Place of the list.
        list: String,
        /// Index of the item.
        from: usize,
        /// Its index after the move.
        to: usize,
    },
}

impl Edit {
    /// Sets a value.
    pub fn set(at: impl Into<String>, value: Value) -> Self {
        Self::Set { at: at.into(), value: Some(value) }
    }

    /// Removes the member of an object.
    pub fn clear(at: impl Into<String>) -> Self {
        Self::Set { at: at.into(), value: None }
    }

    /// Inserts an item.
    pub fn insert(list: impl Into<String>, index: usize, value: Value) -> Self {
        Self::Insert { list: list.into(), index, value }
    }

    /// Removes an item.
    pub fn remove(list: impl Into<String>, index: usize) -> Self {
        Self::Remove { list: list.into(), index }
    }

    /// The place of the change.
    pub fn place(&self) -> String {
        match self {
            Self::Set { at, .. } => at.clone(),
            Self::Insert { list, index, .. } => item(list, *index),
            Self::Remove { list, .. } => list.clone(),
            Self::Move { list, to, .. } => item(list, *to),
        }
    }

    /// Whether the edit changes the index of an item of the document, or sets a list or an item.
    fn is_structural(&self, document: &Value) -> bool {
        match self {
            Self::Set { at, value } => {
                let parent = split(at).and_then(|(parent, _)| document.pointer(parent));
                let is_item = parent.is_some_and(Value::is_array);
                at.is_empty() || is_item || value.as_ref().is_some_and(has_list)
            }
            _ => true,
        }
    }
}

fn has_list(value: &Value) -> bool {
    match value {
        Value::Array(_) => true,
        Value::Object(fields) => fields.values().any(has_list),
        _ => false,
    }
}

/// The place of an item of a list.
pub fn item(list: &str, index: usize) -> String {
    [list, "/", &index.to_string()].concat()
}

/// The place of a member of an object.
pub fn member(object: &str, key: &str) -> String {
    [object, "/", &key.replace('~', "~0").replace('/', "~1")].concat()
}

/// The object or list around a place, and the last token of the place.
fn split(at: &str) -> Option<(&str, String)> {
    let (parent, token) = at.rsplit_once('/')?;
    Some((parent, token.replace("~1", "/").replace("~0", "~")))
}

/// Applies an edit, and returns the edit that undoes it; `None` if its place does not exist.
pub fn apply(document: &mut Value, edit: Edit) -> Option<Edit> {
    match edit {
        Edit::Set { at, value } => set(document, &at, value),
        Edit::Insert { list, index, value } => {
            if document.pointer(&list).is_none() {
                return set(document, &list, Some(Value::Array(vec![value])));
            }
            let items = document.pointer_mut(&list)?.as_array_mut()?;
            let index = index.min(items.len());
            items.insert(index, value);
            Some(Edit::Remove { list, index })
        }
        Edit::Remove { list, index } => {
            let items = document.pointer_mut(&list)?.as_array_mut()?;
            if index >= items.len() {
                return None;
            }
            let value = items.remove(index);
            Some(Edit::Insert { list, index, value })
        }
        Edit::Move { list, from, to } => {
            let items = document.pointer_mut(&list)?.as_array_mut()?;
            if from >= items.len() || to >= items.len() {
                return None;
            }
            let value = items.remove(from);
            items.insert(to, value);
            Some(Edit::Move { list, from: to, to: from })
        }
    }
}

fn set(document: &mut Value, at: &str, value: Option<Value>) -> Option<Edit> {
    if at.is_empty() {
        let before = std::mem::replace(document, value?);
        return Some(Edit::set("", before));
    }
    let (parent, token) = split(at)?;
    if document.pointer(parent).is_none() {
        // The inverse removes the object that is created here, with everything in it.
        let value = value?;
        return set(document, parent, Some(Value::Object(Map::from_iter([(token, value)]))));
    }
    let before = match document.pointer_mut(parent)? {
        Value::Object(fields) => match value {
            Some(value) => fields.insert(token, value),
            None => Some(fields.remove(&token)?),
        },
        Value::Array(items) => {
            Some(std::mem::replace(items.get_mut(token.parse::<usize>().ok()?)?, value?))
        }
        _ => return None,
    };
    Some(Edit::Set { at: at.to_owned(), value: before })
}

/// Edits that are undone together.
#[derive(Clone, Debug)]
struct Step {
    /// The edits to apply, in this order.
    edits: Vec<Edit>,
    /// The place that the author looks at afterwards.
    place: String,
    /// Names what the author types; a further edit with the same name belongs to the step.
    typing: Option<String>,
}

/// Result of [`Draft::undo`] and [`Draft::redo`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The place of the change.
    pub place: String,
    /// Whether indices of items have changed.
    pub is_structural: bool,
}

/// Largest number of steps that can be undone.
const MAX_STEPS: usize = 1000;

/// A document and the steps that led to it.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    document: Value,
    undo: Vec<Step>,
    redo: Vec<Step>,
}

impl Draft {
    /// A draft without steps.
    pub fn new(document: Value) -> Self {
        Self { document, ..Self::default() }
    }

    /// The document.
    pub fn document(&self) -> &Value {
        &self.document
    }

    /// The value at a place.
    pub fn get(&self, at: &str) -> Option<&Value> {
        self.document.pointer(at)
    }

    /// The text at a place; empty if there is none.
    pub fn text(&self, at: &str) -> &str {
        self.get(at).and_then(Value::as_str).unwrap_or_default()
    }

    /// The whole number at a place.
    pub fn number(&self, at: &str) -> Option<i64> {
        self.get(at).and_then(Value::as_i64)
    }

    /// The items of a list; empty if there is none.
    pub fn list(&self, at: &str) -> &[Value] {
        self.get(at).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }

    /// The edit that removes a value, and the objects around it that are empty then. Items of lists
    /// and whole files stay.
    ///
    /// ```
    /// use serde_json::json;
    /// use tiebreak_app::studio::draft::{Draft, Edit};
    ///
    /// let scale = json!({ "low": "against", "high": "made for this" });
    /// let mut draft = Draft::new(json!({ "model": { "questions": [{ "scale": scale }] } }));
    /// draft.edit(vec![draft.clearing("/model/questions/0/scale/low")]);
    /// assert_eq!(draft.text("/model/questions/0/scale/high"), "made for this");
    /// draft.edit(vec![draft.clearing("/model/questions/0/scale/high")]);
    /// assert_eq!(*draft.document(), json!({ "model": { "questions": [{}] } }));
    /// ```
    pub fn clearing(&self, at: &str) -> Edit {
        let mut at = at;
        while let Some((parent, _)) = at.rsplit_once('/') {
            let is_only = self.get(at).is_some()
                && self.get(parent).and_then(Value::as_object).is_some_and(|o| o.len() == 1);
            let is_file = parent.rfind('/').is_none_or(|last| last == 0);
            let around = parent.rsplit_once('/').map_or("", |(around, _)| around);
            let is_item = self.get(around).is_some_and(Value::is_array);
            if !is_only || is_file || is_item {
                break;
            }
            at = parent;
        }
        Edit::clear(at)
    }

    fn is_structural(&self, edits: &[Edit]) -> bool {
        edits.iter().any(|edit| edit.is_structural(&self.document))
    }

    /// Whether a step can be undone.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether a step can be redone.
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// Applies edits as one step. Edits without a place are left out. Returns whether indices of
    /// items have changed.
    pub fn edit(&mut self, edits: Vec<Edit>) -> bool {
        let place = edits.first().map(Edit::place).unwrap_or_default();
        self.edit_at(place, edits)
    }

    /// The same as [`Draft::edit`], with the place that the author looks at afterwards.
    pub fn edit_at(&mut self, place: String, edits: Vec<Edit>) -> bool {
        self.edit_named(edits, place, None)
    }

    /// Applies edits of an author who types: edits with the same name that follow each other are one
    /// step.
    pub fn type_into(&mut self, name: &str, edits: Vec<Edit>) -> bool {
        let place = edits.first().map(Edit::place).unwrap_or_default();
        self.edit_named(edits, place, Some(name.to_owned()))
    }

    fn edit_named(&mut self, edits: Vec<Edit>, place: String, typing: Option<String>) -> bool {
        let is_structural = self.is_structural(&edits);
        let mut inverse = self.apply_all(edits);
        let is_structural = is_structural || self.is_structural(&inverse);
        if inverse.is_empty() {
            return false;
        }
        self.redo.clear();
        match self.undo.last_mut() {
            Some(step) if typing.is_some() && step.typing == typing => {
                // Setting the same place again needs no further inverse.
                if !matches!((&step.edits[..], &inverse[..]), ([one], [other]) if is_same_set(one, other))
                {
                    inverse.append(&mut step.edits);
                    step.edits = inverse;
                }
            }
            _ => {
                self.undo.push(Step { edits: inverse, place, typing });
                if self.undo.len() > MAX_STEPS {
                    self.undo.remove(0);
                }
            }
        }
        is_structural
    }

    /// Ends a step of typing.
    pub fn end_typing(&mut self) {
        if let Some(step) = self.undo.last_mut() {
            step.typing = None;
        }
    }

    /// Undoes the last step.
    pub fn undo(&mut self) -> Option<Changed> {
        let step = self.undo.pop()?;
        let (step, changed) = self.revert(step);
        self.redo.push(step);
        Some(changed)
    }

    /// Redoes the step that was undone last.
    pub fn redo(&mut self) -> Option<Changed> {
        let step = self.redo.pop()?;
        let (step, changed) = self.revert(step);
        self.undo.push(step);
        Some(changed)
    }

    fn revert(&mut self, step: Step) -> (Step, Changed) {
        let Step { edits, place, .. } = step;
        let is_structural = self.is_structural(&edits);
        let edits = self.apply_all(edits);
        let is_structural = is_structural || self.is_structural(&edits);
        let changed = Changed { place: place.clone(), is_structural };
        (Step { edits, place, typing: None }, changed)
    }

    /// Applies edits in order, and returns those that undo them, in order.
    fn apply_all(&mut self, edits: Vec<Edit>) -> Vec<Edit> {
        let mut inverse = Vec::new();
        for edit in edits {
            inverse.extend(apply(&mut self.document, edit));
        }
        inverse.reverse();
        inverse
    }
}

/// Whether both edits set the same place.
fn is_same_set(one: &Edit, other: &Edit) -> bool {
    matches!((one, other), (Edit::Set { at: one, .. }, Edit::Set { at: other, .. }) if one == other)
}
