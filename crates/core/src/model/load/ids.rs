//! The ids of the items of a list, and the references to them.

use serde_json::Value;

use super::node::Node;
use crate::model::Alternative;
use crate::model::diagnostics::Diagnostics;
use crate::model::place::Place;
use crate::model::problem::Code;
use crate::model::syntax::is_id;

/// The id with which the editor rates a row that no source rates. No source may have it.
pub(super) const EDITOR: &str = "editor";

/// The noun for a source in messages.
const SOURCE: &str = "source";

/// The ids of the items of a list, in the order of the list.
pub(super) struct Ids<'a> {
    /// `None` for an item without a readable id, and for an id that an earlier item has.
    ids: Vec<Option<&'a str>>,
    /// Whether all ids could be read. If not, an unknown id may be one of the missing ones.
    complete: bool,
}

impl<'a> Ids<'a> {
    /// Reads the ids of a list that has `least` to `most` items. Checks the length of the list,
    /// and that the ids are valid and unique.
    pub(super) fn read(
        diagnostics: &mut impl Diagnostics,
        items: &'a [Value],
        at: &Place<'_>,
        least: usize,
        most: usize,
    ) -> Self {
        let complete = diagnostics.check_length(items.len(), at, least, most);
        let mut ids = Self { ids: Vec::new(), complete };
        for (i, item) in items.iter().enumerate().take(most) {
            // The shape check replaces a faulty item by its id.
            let id = Node::new(item).map_or(item.as_str(), |item| item.optional_str("id"));
            let Some(id) = id else {
                ids.complete = false;
                ids.ids.push(None);
                continue;
            };
            let at = at.item(i);
            let at = at.key("id");
            diagnostics.check_id(id, &at);
            let is_duplicate = ids.position(id).is_some();
            if is_duplicate {
                let message = ["the id `", id, "` is already used"];
                let hint = ["give it another id, for example `", id, "-2`"];
                diagnostics.add_with_hints(Code::DuplicateId, &at, &message, &hint);
            }
            ids.ids.push(Some(id).filter(|_| !is_duplicate));
        }
        ids
    }

    /// The index of the item with this id.
    pub(super) fn position(&self, id: &str) -> Option<usize> {
        self.ids.iter().position(|known| *known == Some(id))
    }

    /// Whether an item has this id, or may have it because not all ids could be read.
    pub(super) fn may_contain(&self, id: &str) -> bool {
        !self.complete || self.position(id).is_some()
    }

    /// The id of the item with this index.
    pub(super) fn get(&self, index: usize) -> Option<&'a str> {
        self.ids[index]
    }

    /// All ids that could be read.
    pub(super) fn known(&self) -> Vec<&'a str> {
        self.ids.iter().copied().flatten().collect()
    }

    /// The index of the item that an id refers to. If there is none, reports that there is no
    /// such `noun`.
    pub(super) fn resolve(
        &self,
        diagnostics: &mut impl Diagnostics,
        noun: &str,
        id: &str,
        at: &Place<'_>,
    ) -> Option<usize> {
        if !self.may_contain(id) {
            let message = ["no ", noun, " `", id, "`"];
            if noun == SOURCE && self.ids.is_empty() {
                let id = if is_id(id) { id } else { "an-id" };
                let hint = [
                    "add `\"sources\": [{ \"id\": \"",
                    id,
                    "\", \"title\": \"…\" }]` to the model, or \
                     write `editor` if this is your own opinion",
                ];
                diagnostics.add_with_hints(Code::UnknownId, at, &message, &hint);
            } else {
                diagnostics.add_unknown(Code::UnknownId, at, &message, id, || self.known());
            }
        }
        self.position(id)
    }
}

/// The items of a model file that rows and requirements refer to.
pub(super) struct Referents<'a> {
    /// Ids of the alternatives.
    pub(super) alternative_ids: Ids<'a>,
    /// The alternatives; `None` for one that could not be read.
    pub(super) alternatives: Vec<Option<Alternative>>,
    /// Ids of the sources.
    pub(super) source_ids: Ids<'a>,
}

impl Referents<'_> {
    /// The index of the alternative with this id; reports an unknown id.
    pub(super) fn alternative(
        &self,
        diagnostics: &mut impl Diagnostics,
        id: &str,
        at: &Place<'_>,
    ) -> Option<usize> {
        self.alternative_ids.resolve(diagnostics, "alternative", id, at)
    }

    /// The index of the source with this id; reports an unknown id.
    pub(super) fn source(
        &self,
        diagnostics: &mut impl Diagnostics,
        id: &str,
        at: &Place<'_>,
    ) -> Option<usize> {
        self.source_ids.resolve(diagnostics, SOURCE, id, at)
    }
}
