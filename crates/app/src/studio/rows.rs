//! Rows of a question: the weight and the values of an option, or of the question while it is open.
//!
//! The value of a derived alternative follows from its parts, unless the row has the rule `own` for it.

use serde_json::{Map, Value, json};

use super::draft::{Draft, Edit, item, member};
use super::part::{List, id_and_name, ids};
use tiebreak_core::model::schema::{Kind, Rule, Word};

/// Name of the author among the sources.
pub const EDITOR: &str = "editor";
/// The value of an alternative that the author's own opinion does not name.
const DEFAULT_VALUE: i64 = 500;

/// The word of a rule in files.
fn word(rule: Rule) -> &'static str {
    let position = Rule::ALL.iter().position(|known| *known == rule);
    Rule::WORDS.words[position.unwrap_or_default()].0
}

/// The rule that a row has for each derived alternative that its field `rule` does not name. The rule
/// follows from the kind of the question.
pub fn default_rule(draft: &Draft, row: &str) -> &'static str {
    // A row is a member of its question, or an item of the list of options.
    let question: Vec<&str> = row.split('/').take(4).collect();
    let kind = draft.text(&member(&question.join("/"), "kind"));
    let position = Kind::WORDS.words.iter().position(|(word, _)| *word == kind);
    word(match position.map_or(Kind::Property, |position| Kind::ALL[position]) {
        Kind::Need => Rule::Best,
        Kind::Property => Rule::Mean,
        Kind::Cost => Rule::Own,
    })
}

/// The rules that a row can have for a derived alternative: the one that follows from the kind of the
/// question, and `own`. A rule that the row has by mistake is there, too.
pub fn possible_rules(draft: &Draft, row: &str, alternative: &str) -> Vec<&'static str> {
    let given = draft.text(&member(&member(row, "rule"), alternative));
    let default = default_rule(draft, row);
    let words = Rule::WORDS.words.iter().map(|(word, _)| *word);
    words.filter(|rule| [default, word(Rule::Own), given].contains(rule)).collect()
}

/// Whether a row has values for an alternative: for base alternatives, for derived ones with the rule
/// `own`, and for those that have a value by mistake.
fn has_value(draft: &Draft, row: &str, alternative: &Value) -> bool {
    let id = alternative["id"].as_str().unwrap_or_default();
    let given = draft.text(&member(&member(row, "rule"), id));
    let rule = if given.is_empty() { default_rule(draft, row) } else { given };
    alternative.get("derived").is_none()
        || rule == word(Rule::Own)
        || value_places(draft, row).iter().any(|at| draft.get(&member(at, id)).is_some())
}

/// The alternatives that a row has values for, by their index and id.
pub fn rated(draft: &Draft, row: &str) -> Vec<(usize, String)> {
    let list = draft.list(List::Alternatives.place()).iter().enumerate();
    let rated = list.filter(|(_, alternative)| has_value(draft, row, alternative));
    rated.filter_map(|(a, alternative)| Some((a, id_and_name(alternative)?.0))).collect()
}

/// The same alternatives as [`rated`], by id and name.
pub fn rated_names(draft: &Draft, row: &str) -> Vec<(String, String)> {
    let list = draft.list(List::Alternatives.place());
    let rated = rated(draft, row).into_iter();
    rated.filter_map(|(a, _)| id_and_name(list.get(a)?)).collect()
}

/// The derived alternatives, as id and name.
pub fn derived(draft: &Draft) -> Vec<(String, String)> {
    let list = draft.list(List::Alternatives.place()).iter();
    list.filter(|alternative| alternative.get("derived").is_some())
        .filter_map(id_and_name)
        .collect()
}

/// The places of the values of a row: the author's own, and those of each rating.
fn value_places(draft: &Draft, row: &str) -> Vec<String> {
    let ratings = member(row, "ratings");
    let rated = (0..draft.list(&ratings).len()).map(|i| member(&item(&ratings, i), "values"));
    [member(row, "values")].into_iter().chain(rated).collect()
}

/// The edits that give a row a rule for a derived alternative; without a rule, that of the kind of
/// question. With `own`, each rating gets a value for the alternative. With another rule, the values
/// go, because the loader refuses them.
pub fn choose_rule(draft: &Draft, row: &str, alternative: &str, rule: &str) -> Vec<Edit> {
    let place = member(&member(row, "rule"), alternative);
    let own = word(Rule::Own);
    let is_own = if rule.is_empty() { default_rule(draft, row) == own } else { rule == own };
    let mut edits = Vec::new();
    if is_own {
        let ratings = value_places(draft, row).into_iter().skip(1);
        let places = ratings.map(|at| member(&at, alternative));
        let missing = places.filter(|at| draft.get(at).is_none());
        edits.extend(missing.map(|at| Edit::set(at, DEFAULT_VALUE.into())));
    } else {
        for at in value_places(draft, row) {
            let place = member(&at, alternative);
            if draft.get(&place).is_some() {
                edits.push(draft.clearing(&place));
            }
        }
        let ratings = member(row, "ratings");
        for i in 0..draft.list(&ratings).len() {
            let inferred = member(&item(&ratings, i), "inferred");
            let named = draft.list(&inferred).iter().position(|id| *id == alternative);
            edits.extend(named.map(|index| remove_item(draft, &inferred, index)));
        }
    }
    if rule.is_empty() {
        // The row may be empty without the values that go.
        let mut after = Draft::new(draft.document().clone());
        after.edit(edits.clone());
        edits.push(after.clearing(&place));
    } else {
        edits.push(Edit::set(place, rule.into()));
    }
    edits
}

/// The first source that is not among the items of a list, or else the author.
pub fn free_source(draft: &Draft, list: &str) -> String {
    let taken: Vec<&str> =
        draft.list(list).iter().filter_map(|item| item["source"].as_str()).collect();
    let sources = ids(draft.list(List::Sources.place()));
    let free = sources.into_iter().find(|id| !taken.contains(id));
    free.unwrap_or(EDITOR).to_owned()
}

/// The edits that add a rating to a row, and the place of the rating. The author's own values become
/// the first values of the rating.
pub fn add_rating(draft: &Draft, row: &str) -> (Vec<Edit>, String) {
    let list = member(row, "ratings");
    let own = member(row, "values");
    let value = |id: &str| draft.number(&member(&own, id)).unwrap_or(DEFAULT_VALUE);
    let rated = rated(draft, row).into_iter();
    let values: Map<String, Value> = rated.map(|(_, id)| (id.clone(), value(&id).into())).collect();
    let rating = json!({ "source": free_source(draft, &list), "values": values });
    let index = draft.list(&list).len();
    let mut edits = vec![Edit::insert(list.as_str(), index, rating)];
    if draft.get(&own).is_some() {
        edits.push(Edit::clear(own));
    }
    (edits, item(&list, index))
}

/// The edit that removes an item of a list, and the list with its last item.
pub fn remove_item(draft: &Draft, list: &str, index: usize) -> Edit {
    if draft.list(list).len() == 1 { draft.clearing(list) } else { Edit::remove(list, index) }
}
