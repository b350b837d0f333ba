//! Fields for decisions with sources: ratings of a row, and requirements of an option.

use leptos::prelude::*;
use serde_json::json;

use super::draft::{Draft, item, member};
use super::fields::{Added, ChoicesInput, ItemFields, LinesInput, SelectInput, append};
use super::forms::ValueScales;
use super::outline::titled;
use super::part::{List, id_and_name};
use super::rows::{self, EDITOR, free_source};
use super::state::StudioState;
use super::texts::{self, texts};
use crate::components::{Show, TextButton};

/// The sources as choices, with the author last.
fn raters(state: StudioState, editor: &'static str) -> Vec<(String, String)> {
    let editor = (EDITOR.to_owned(), editor.to_owned());
    titled(state, List::Sources).into_iter().chain([editor]).collect()
}

/// The edits that add a rating to a row; its source gets the focus.
fn added_rating(draft: &Draft, row: &str) -> Added {
    let (edits, rating) = rows::add_rating(draft, row);
    (edits, member(&rating, "source"))
}

/// Removes an item of a list, and the list with its last item.
pub fn remove_item(state: StudioState, list: &str, index: usize) {
    let edit = state.draft.with_untracked(|draft| rows::remove_item(draft, list, index));
    state.edit_at(list.to_owned(), vec![edit]);
    state.focus(list);
}

/// The button that lets sources rate a row, in a decision with sources.
#[component]
pub fn RateBySources(
    /// State of the studio.
    state: StudioState,
    /// Place of the row.
    at: String,
    /// The label of the button.
    label: &'static str,
) -> impl IntoView {
    let ratings = member(&at, "ratings");
    let place = StoredValue::new(at);
    let is_offered = move || {
        state.draft.with(|draft| {
            !draft.list(List::Sources.place()).is_empty() && draft.get(&ratings).is_none()
        })
    };
    let add = move || {
        let (edits, target) =
            place.with_value(|at| state.draft.with_untracked(|draft| added_rating(draft, at)));
        state.edit(edits);
        state.focus(&target);
    };
    view! { class="tb",
        <Show when=is_offered><TextButton label on_press=add/></Show>
    }
}

/// The ratings of a row.
#[component]
pub fn Ratings(
    /// State of the studio.
    state: StudioState,
    /// Place of the row.
    at: String,
) -> impl IntoView {
    let list = member(&at, "ratings");
    let row = StoredValue::new(at);
    let item = move |index: usize| {
        view! { class="tb", <Rating state row=row.get_value() index/> }.into_any()
    };
    let add = move |draft: &Draft| row.with_value(|row| added_rating(draft, row));
    view! { class="tb", <ItemFields state list item add_label=texts().add_rating add/> }
}

/// The values of one source.
#[component]
fn Rating(
    /// State of the studio.
    state: StudioState,
    /// Place of the row.
    row: String,
    /// Index of the rating.
    index: usize,
) -> impl IntoView {
    let list = member(&row, "ratings");
    let at = item(&list, index);
    let remove = move || remove_item(state, &list, index);
    let (place, inferred) = (StoredValue::new(row.clone()), member(&at, "inferred"));
    let rated = Memo::new(move |_| {
        place.with_value(|row| state.draft.with(|draft| rows::rated_names(draft, row)))
    });
    let inferred = move || {
        let at = inferred.clone();
        view! { class="tb", <ChoicesInput state at label=texts().inferred choices=rated.get() is_optional=true/> }
    };
    view! { class="tb",
        <fieldset class="rating">
            <legend>{texts::fill_number(texts().rating_number, index + 1)}</legend>
            <SelectInput state at=member(&at, "source") label=texts().source choices=raters(state, texts().you)/>
            <ValueScales state row at=member(&at, "values")/>
            <LinesInput state at=member(&at, "statements") label=texts().supporting_statements is_optional=true/>
            {inferred}
            <p><TextButton label=texts().remove_rating on_press=remove/></p>
        </fieldset>
    }
}

/// The alternatives that an option rules out.
#[component]
pub fn Requirements(
    /// State of the studio.
    state: StudioState,
    /// Place of the requirements.
    list: String,
) -> impl IntoView {
    let place = StoredValue::new(list.clone());
    let item = move |index: usize| {
        view! { class="tb", <Requirement state list=place.get_value() index/> }.into_any()
    };
    let add = move |draft: &Draft| {
        let excludes = draft.text("/model/alternatives/0/id");
        let requirement =
            json!({ "excludes": excludes, "said_by": [{ "source": free_source(draft, "") }] });
        place.with_value(|list| append(draft, list, requirement, "excludes"))
    };
    view! { class="tb",
        <ItemFields state list legend=texts().requirements item add_label=texts().add_requirement add/>
    }
}

#[component]
fn Requirement(
    /// State of the studio.
    state: StudioState,
    /// Place of the requirements.
    list: String,
    /// Index of the requirement.
    index: usize,
) -> impl IntoView {
    let at = item(&list, index);
    let alternatives = state.draft.with_untracked(|draft| {
        draft.list(List::Alternatives.place()).iter().filter_map(id_and_name).collect()
    });
    let remove = move || remove_item(state, &list, index);
    view! { class="tb",
        <div class="rating">
            <SelectInput state at=member(&at, "excludes") label=texts().excludes choices=alternatives/>
            <Citations state list=member(&at, "said_by") label=texts().said_by/>
            <Citations state list=member(&at, "contradicted_by") label=texts().contradicted_by/>
            <p><TextButton label=texts().remove_requirement on_press=remove/></p>
        </div>
    }
}

/// Sources with their statements.
#[component]
fn Citations(
    /// State of the studio.
    state: StudioState,
    /// Place of the citations.
    list: String,
    /// The statements of the sources.
    label: &'static str,
) -> impl IntoView {
    let place = StoredValue::new(list.clone());
    let item = move |index: usize| {
        let list = place.get_value();
        let at = item(&list, index);
        let remove = move || remove_item(state, &list, index);
        view! { class="tb",
            <SelectInput state at=member(&at, "source") label choices=raters(state, texts().by_definition)/>
            <LinesInput state at=member(&at, "statements") label=texts().supporting_statements is_optional=true/>
            <p><TextButton label=texts().remove_citation on_press=remove/></p>
        }
        .into_any()
    };
    let add = move |draft: &Draft| {
        place.with_value(|list| {
            let citation = json!({ "source": free_source(draft, list) });
            append(draft, list, citation, "source")
        })
    };
    view! { class="tb", <ItemFields state list legend=label item add_label=texts().add_citation add/> }
}
