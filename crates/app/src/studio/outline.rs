//! The outline: all parts of the decision, with the number of their problems.

use leptos::prelude::*;
use serde_json::Value;

use super::draft::item;
use super::fields::{all_items, items};
use super::part::{List, Part};
use super::state::StudioState;
use super::texts::{self, texts};
use crate::components::Show;
use tiebreak_core::texts::sentence::fill_text;

/// Longest title of a part, in characters.
const MAX_TITLE: usize = 80;

/// "Question 2", for an item of a list.
pub fn numbered(list: List, index: usize) -> String {
    let template = match list {
        List::Alternatives => texts().alternative_number,
        List::Questions => texts().question_number,
        List::Sources => texts().source_number,
        List::Statements => texts().statement_number,
        List::Cases => texts().case_number,
        List::Tests => texts().test_number,
        List::Corrections => texts().correction_number,
        List::TableRows => texts().table_row_number,
        List::Advice => texts().advice_number,
    };
    texts::fill_number(template, index + 1)
}

/// The heading of a list.
pub fn heading(list: List) -> &'static str {
    match list {
        List::Alternatives => texts().alternatives,
        List::Questions => texts().questions,
        List::Sources => texts().sources,
        List::Statements => texts().statements,
        List::Cases => texts().cases,
        List::Tests => texts().tests,
        List::Corrections => texts().corrections,
        List::TableRows => texts().table_rows,
        List::Advice => texts().advice,
    }
}

/// The label of the button that adds an item to a list.
pub fn add_text(list: List) -> &'static str {
    match list {
        List::Alternatives => texts().add_alternative,
        List::Questions => texts().add_question,
        List::Sources => texts().add_source,
        List::Statements => texts().add_statement,
        List::Cases => texts().add_case,
        List::Tests => texts().add_test,
        List::Corrections => texts().add_correction,
        List::TableRows => texts().add_table_row,
        List::Advice => texts().add_advice,
    }
}

/// The title of an item: its text, or what it is with its number.
pub fn title_of(list: List, value: &Value, index: usize) -> String {
    let text = |field: &str| value[field].as_str().filter(|text| !text.trim().is_empty());
    let short = if list == List::Sources { text("short") } else { None };
    match short.or_else(|| text(list.name_field())) {
        Some(text) if text.chars().count() > MAX_TITLE => {
            let short: String = text.chars().take(MAX_TITLE).collect();
            short + "…"
        }
        Some(text) => text.to_owned(),
        None => numbered(list, index),
    }
}

/// The items of a list as choices, by id and title.
pub fn titled(state: StudioState, list: List) -> Vec<(String, String)> {
    state.draft.with_untracked(|draft| {
        let items = draft.list(list.place()).iter().enumerate();
        let titled = items.filter_map(|(i, item)| {
            Some((item["id"].as_str()?.to_owned(), title_of(list, item, i)))
        });
        titled.collect()
    })
}

/// The title of a part.
pub fn title(state: StudioState, part: Part) -> String {
    match part {
        Part::Decision => texts().decision.to_owned(),
        Part::All(list) => heading(list).to_owned(),
        Part::Report => texts().report.to_owned(),
        Part::Export => texts().export.to_owned(),
        Part::Item(list, index) => state.draft.with(|draft| {
            draft
                .get(&item(list.place(), index))
                .map_or_else(String::new, |value| title_of(list, value, index))
        }),
    }
}

/// The title of a part, without following its changes.
pub fn title_untracked(state: StudioState, part: Part) -> String {
    untrack(|| title(state, part))
}

/// The outline.
#[component]
pub fn Outline(
    /// State of the studio.
    state: StudioState,
) -> impl IntoView {
    let list = |list: List| view! { class="tb", <Group state list/> };
    // Corrections and the table name statements of sources.
    let is_needed = move |list: List| {
        state.draft.with(|draft| {
            [List::Sources, list].iter().any(|list| !draft.list(list.place()).is_empty())
        })
    };
    let lists =
        [List::Alternatives, List::Questions, List::Cases, List::Tests, List::Sources].map(list);
    view! { class="tb",
        <nav class="outline" aria-label=texts().outline>
            <h2 class="visually-hidden">{texts().outline}</h2>
            <ul><Entry state part=Part::Decision/></ul>
            {lists.into_iter().collect_view()}
            <h3>{texts().statements}</h3>
            <ul><Entry state part=Part::All(List::Statements)/></ul>
            <ul class="end">
                <Show when=move || is_needed(List::Corrections)>
                    <Entry state part=Part::All(List::Corrections)/>
                </Show>
                <Show when=move || is_needed(List::TableRows)>
                    <Entry state part=Part::All(List::TableRows)/>
                </Show>
                <Entry state part=Part::All(List::Advice)/>
            </ul>
            <ul class="end"><Entry state part=Part::Report/><Entry state part=Part::Export/></ul>
        </nav>
    }
}

/// The items of a list, and the button that adds one.
#[component]
fn Group(
    /// State of the studio.
    state: StudioState,
    /// The list.
    list: List,
) -> impl IntoView {
    let indices = all_items(state, list.place().to_owned());
    let entry = move |index: usize| {
        view! { class="tb", <Entry state part=Part::Item(list, index)/> }.into_any()
    };
    let can_add = move || indices.read().len() < list.most();
    view! { class="tb",
        <h3 id=["studio-", list.place()].concat()>{heading(list)}</h3>
        <ul aria-labelledby=["studio-", list.place()].concat()>{items(indices, entry)}</ul>
        <Show when=can_add>
            <button type="button" class="add" on:click=move |_| state.add(list)>{add_text(list)}</button>
        </Show>
    }
}

/// A part, as a button that opens it.
#[component]
fn Entry(
    /// State of the studio.
    state: StudioState,
    /// The part.
    part: Part,
) -> impl IntoView {
    let title = Memo::new(move |_| match part {
        Part::All(list) => {
            let count = state.draft.with(|draft| draft.list(list.place()).len());
            if list == List::Statements {
                texts::all_statements(count)
            } else {
                fill_text(texts().list_with_count, &[heading(list), &count.to_string()])
            }
        }
        _ => title(state, part),
    });
    let problems = Memo::new(move |_| {
        let checked = state.checked.read();
        let of = |at: &str| state.draft.with_untracked(|draft| Part::showing(draft, at));
        let is_here = |at: &str| match (of(at), part) {
            // The items of long lists have no entries of their own.
            (Part::Item(found, _), Part::All(list)) => found == list,
            (found, part) => found == part,
        };
        let problems = checked.problems.iter().filter(|problem| is_here(&problem.at));
        let errors = problems.clone().filter(|problem| problem.is_error).count();
        (errors, problems.count())
    });
    let result = Memo::new(move |_| state.checked.read().case(part).map(|case| case.passes));
    let is_current = move || (state.part.get() == part).then_some("true");
    let mark = move || match (problems.get(), result.get()) {
        ((0, 0), Some(true)) => view! { class="tb",
            <span class="count passes"><span aria-hidden="true">"✓"</span>
                <span class="visually-hidden">{texts().test_passes}</span></span>
        }
        .into_any(),
        ((0, 0), _) => ().into_any(),
        ((errors, all), _) => {
            let class = if errors > 0 { "count is-error" } else { "count" };
            view! { class="tb",
                <span class=class><span aria-hidden="true">{all}</span>
                    <span class="visually-hidden">{texts::problem_count(errors, all - errors)}</span></span>
            }
            .into_any()
        }
    };
    view! { class="tb",
        <li>
            <button type="button" class="entry" aria-current=is_current on:click=move |_| state.open(part)>
                <bdi>{move || title.get()}</bdi> " " {mark}
            </button>
        </li>
    }
}
