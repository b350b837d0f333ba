//! Fields for decisions with sources: ratings and requirements of an option.

use leptos::prelude::*;
use serde_json::{Map, Value, json};

use super::draft::{Draft, Edit, item, member};
use super::fields::{ChoicesInput, LinesInput, SelectInput, items};
use super::forms::ValueScales;
use super::outline::title_of;
use super::part::{List, ids};
use super::state::{StudioState, field_id, id_and_name};
use super::texts::{self, texts};
use crate::components::{Show, TextButton};

/// Name of the author among the sources.
const EDITOR: &str = "editor";

/// The sources as choices, with the author last.
fn sources(state: StudioState, editor: &'static str) -> Vec<(String, String)> {
    state.draft.with_untracked(|draft| {
        let sources = draft.list(List::Sources.place()).iter().enumerate();
        let named = sources.filter_map(|(i, source)| {
            let id = source["id"].as_str()?.to_owned();
            Some((id, title_of(List::Sources, source, i)))
        });
        named.chain([(EDITOR.to_owned(), editor.to_owned())]).collect()
    })
}

/// The first source that is not among the items of a list, or else the author.
fn free_source(draft: &Draft, list: &str) -> String {
    let taken: Vec<&str> =
        draft.list(list).iter().filter_map(|item| item["source"].as_str()).collect();
    let sources = ids(draft.list(List::Sources.place()));
    let free = sources.into_iter().find(|id| !taken.contains(id));
    free.unwrap_or(EDITOR).to_owned()
}

/// Adds a rating to an option. The author's own values become the first values of the rating.
fn add_rating(state: StudioState, option: &str) {
    let list = member(option, "ratings");
    let (edits, index) = state.draft.with_untracked(|draft| {
        let own = draft.get(&member(option, "values"));
        let values: Map<String, Value> = state
            .base_alternatives()
            .into_iter()
            .map(|(id, _)| {
                let value = own.and_then(|own| own[&id].as_i64()).unwrap_or(500);
                (id, value.into())
            })
            .collect();
        let rating = json!({ "source": free_source(draft, &list), "values": values });
        let index = draft.list(&list).len();
        let mut edits = vec![Edit::insert(list.as_str(), index, rating)];
        if own.is_some() {
            edits.push(Edit::clear(member(option, "values")));
        }
        (edits, index)
    });
    state.edit(edits);
    state.focus(&member(&item(&list, index), "source"));
}

/// Removes an item of a list, and the list with its last item.
fn remove_item(state: StudioState, list: &str, index: usize) {
    let count = state.draft.with_untracked(|draft| draft.list(list).len());
    let edit = if count == 1 { Edit::clear(list) } else { Edit::remove(list, index) };
    state.edit_at(list.to_owned(), vec![edit]);
    state.focus(list);
}

/// The button that lets sources rate an option, in a decision with sources.
#[component]
pub fn RateBySources(
    /// State of the studio.
    state: StudioState,
    /// Place of the option.
    at: String,
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
        <Show when=is_offered><TextButton label=texts().rate_by_sources on_press=add/></Show>
    }
}

/// The ratings of an option.
#[component]
pub fn Ratings(
    /// State of the studio.
    state: StudioState,
    /// Place of the option.
    at: String,
) -> impl IntoView {
    let list = member(&at, "ratings");
    let id = field_id(&list);
    let place = StoredValue::new((at, list));
    let count = Memo::new(move |_| {
        place.with_value(|(_, list)| state.draft.with(|draft| draft.list(list).len()))
    });
    let rating = move |index: usize| {
        let list = place.with_value(|(_, list)| list.clone());
        view! { class="tb", <Rating state list index/> }.into_any()
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
    /// Place of the ratings.
    list: String,
    /// Index of the rating.
    index: usize,
) -> impl IntoView {
    let at = item(&list, index);
    let remove = move || remove_item(state, &list, index);
    view! { class="tb",
        <fieldset class="rating">
            <legend>{texts::fill_number(texts().rating_number, index + 1)}</legend>
            <SelectInput state at=member(&at, "source") label=texts().source choices=sources(state, texts().you)/>
            <ValueScales state at=member(&at, "values")/>
            <LinesInput state at=member(&at, "statements") label=texts().supporting_statements is_optional=true/>
            <ChoicesInput state at=member(&at, "inferred") label=texts().inferred
                choices=state.base_alternatives()/>
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
            <SelectInput state at=member(&at, "source") label choices=sources(state, texts().by_definition)/>
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
