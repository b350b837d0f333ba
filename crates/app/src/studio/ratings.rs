//! Fields for decisions with sources: ratings of a row, and requirements of an option.

use leptos::prelude::*;
use serde_json::json;

use super::draft::{Edit, item, member};
use super::fields::{ChoicesInput, LinesInput, SelectInput, items};
use super::forms::ValueScales;
use super::outline::titled;
use super::part::{List, id_and_name};
use super::rows::{self, EDITOR, free_source};
use super::state::{StudioState, field_id};
use super::texts::{self, texts};
use crate::components::{Show, TextButton};

/// The sources as choices, with the author last.
fn raters(state: StudioState, editor: &'static str) -> Vec<(String, String)> {
    let editor = (EDITOR.to_owned(), editor.to_owned());
    titled(state, List::Sources).into_iter().chain([editor]).collect()
}

/// Adds a rating to a row.
fn add_rating(state: StudioState, row: &str) {
    let (edits, rating) = state.draft.with_untracked(|draft| rows::add_rating(draft, row));
    state.edit(edits);
    state.focus(&member(&rating, "source"));
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
    let add = move || place.with_value(|at| add_rating(state, at));
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
    let id = field_id(&list);
    let place = StoredValue::new((at, list));
    let count = Memo::new(move |_| {
        place.with_value(|(_, list)| state.draft.with(|draft| draft.list(list).len()))
    });
    let rating = move |index: usize| {
        let row = place.with_value(|(at, _)| at.clone());
        view! { class="tb", <Rating state row index/> }.into_any()
    };
    let add = move |_| place.with_value(|(at, _)| add_rating(state, at));
    view! { class="tb",
        <div class="ratings" id=id tabindex="-1">
            {items(count, rating)}
            <button type="button" class="add" on:click=add>{texts().add_rating}</button>
        </div>
    }
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
    let id = field_id(&list);
    let place = StoredValue::new(list);
    let count = Memo::new(move |_| {
        place.with_value(|list| state.draft.with(|draft| draft.list(list).len()))
    });
    let requirement = move |index: usize| {
        view! { class="tb", <Requirement state list=place.get_value() index/> }.into_any()
    };
    let add = move |_| {
        place.with_value(|list| {
            let requirement = state.draft.with_untracked(|draft| {
                let excludes = draft.text("/model/alternatives/0/id");
                json!({ "excludes": excludes, "said_by": [{ "source": free_source(draft, "") }] })
            });
            let index = count.get_untracked();
            state.edit(vec![Edit::insert(list.as_str(), index, requirement)]);
            state.focus(&member(&item(list, index), "excludes"));
        });
    };
    view! { class="tb",
        <section class="field" id=id tabindex="-1">
            <h4>{texts().requirements}</h4>
            {items(count, requirement)}
            <button type="button" class="add" on:click=add>{texts().add_requirement}</button>
        </section>
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
    let id = field_id(&list);
    let place = StoredValue::new(list);
    let count = Memo::new(move |_| {
        place.with_value(|list| state.draft.with(|draft| draft.list(list).len()))
    });
    let citation = move |index: usize| {
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
    let add = move |_| {
        place.with_value(|list| {
            let citation =
                state.draft.with_untracked(|draft| json!({ "source": free_source(draft, list) }));
            let index = count.get_untracked();
            state.edit(vec![Edit::insert(list.as_str(), index, citation)]);
            state.focus(&member(&item(list, index), "source"));
        });
    };
    view! { class="tb",
        <fieldset class="field" id=id tabindex="-1">
            <legend>{label}</legend>
            {items(count, citation)}
            <button type="button" class="add" on:click=add>{texts().add_citation}</button>
        </fieldset>
    }
}
