//! Forms for the items of the evidence file: statements, corrections, rows of the table and advice.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::draft::{Draft, Edit, item, member};
use super::fields::{
    ChoicesInput, FieldProblems, IdInput, ItemFields, JsonInput, LinesInput, More, SelectInput,
    TextInput, append, items, yes_no_choices, yes_no_edits,
};
use super::forms::{FormHeading, alternatives, named_options, words};
use super::outline::{add_text, heading, title_of, titled};
use super::part::{Attached, List, Part, SOURCE_NOTES, UNUSED, new_cell};
use super::ratings::remove_item;
use super::references::Named;
use super::rows;
use super::state::{StudioState, field_id};
use super::texts::{self, texts};
use crate::components::{Show, TextButton};
use crate::language::strings;
use tiebreak_core::model::schema::{Mark, Section, VerdictKind, Word, Words};

/// Number of items on the page of a long list.
const ITEMS_SHOWN: usize = 50;

/// All items of a long list, with a search field: there may be two thousand.
#[component]
pub fn ItemList(
    /// State of the studio.
    state: StudioState,
    /// The list.
    list: List,
) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let query = query.get().to_lowercase();
        state.draft.with(|draft| {
            let all = draft.list(list.place()).iter().enumerate();
            let fits = all.filter(|(_, value)| {
                let field = |name: &str| value[name].as_str().unwrap_or_default().to_lowercase();
                let text = ["id", "source", "name", "title", "text"].map(field).join(" ");
                query.split_whitespace().all(|word| text.contains(word))
            });
            fits.map(|(i, value)| (i, title_of(list, value, i))).collect::<Vec<_>>()
        })
    });
    let line = move |(i, title): (usize, String)| {
        let open = move |_| state.open(Part::Item(list, i));
        view! { class="tb",
            <li><button type="button" class="link" on:click=open><bdi>{title}</bdi></button></li>
        }
    };
    let lines = move || found.get().into_iter().take(ITEMS_SHOWN).map(line).collect_view();
    let count = move || {
        let found = found.read().len();
        let shown = found.min(ITEMS_SHOWN);
        if list == List::Statements {
            texts::statements_found(found, shown)
        } else {
            texts::entries_found(found, shown)
        }
    };
    let (hint, search) = match list {
        List::Corrections => (texts().corrections_hint, texts().search_entries),
        List::TableRows => (texts().table_rows_hint, texts().search_entries),
        List::Advice => (texts().advice_hint, texts().search_entries),
        _ => (texts().statements_hint, texts().search_statements),
    };
    view! { class="tb",
        <FormHeading text=heading(list).to_owned()/>
        <p class="hint">{hint}</p>
        <div class="field">
            <label for="studio-search">{search}</label>
            <input id="studio-search" type="search" autocomplete="off"
                on:input=move |event| query.set(event_target_value(&event))/>
        </div>
        <p role="status" class="hint">{count}</p>
        <ul class="answers">{lines}</ul>
        <button type="button" class="add" on:click=move |_| state.add(list)>{add_text(list)}</button>
        {(list == List::Statements).then(|| view! { class="tb",
            <Unattached state list=SOURCE_NOTES legend=texts().unknown_source_notes/>
            <Unattached state list=UNUSED legend=texts().unknown_unused/>
        })}
    }
}

/// The form of a statement.
#[component]
pub fn StatementForm(
    /// State of the studio.
    state: StudioState,
    /// Place of the statement.
    at: String,
) -> impl IntoView {
    let all = Part::All(List::Statements);
    view! { class="tb",
        <p><TextButton label=texts().all_statements on_press=move || state.open(all)/></p>
        <SelectInput state at=member(&at, "source") label=texts().source choices=titled(state, List::Sources)/>
        <TextInput state at=member(&at, "text") label=texts().statement hint=texts().statement_hint is_long=true/>
        <TextInput state at=member(&at, "place") label=texts().place hint=texts().place_hint/>
        <LinesInput state at=member(&at, "links") label=texts().links is_optional=true/>
        <UnusedFields state at=at.clone()/>
        <IdInput state at=at named=Some(Named::Statement)/>
    }
}

/// The items of a list that belong to the item at a place.
fn attached(state: StudioState, list: Attached, at: &str) -> Memo<Vec<usize>> {
    let id = member(at, "id");
    Memo::new(move |_| state.draft.with(|draft| list.of(draft, draft.text(&id))))
}

/// Removes an item that belongs to the item at a place. Undoing leads to that place.
fn remove_attached(state: StudioState, list: Attached, index: usize, at: &str) {
    let edit = state.draft.with_untracked(|draft| rows::remove_item(draft, list.place, index));
    state.edit_at(at.to_owned(), vec![edit]);
    state.focus(list.place);
}

/// The reason why nothing uses a statement, if there is one.
#[component]
fn UnusedFields(
    /// State of the studio.
    state: StudioState,
    /// Place of the statement.
    at: String,
) -> impl IntoView {
    let indices = attached(state, UNUSED, &at);
    let (place, id) = (at.clone(), member(&at, "id"));
    let item = move |index: usize| {
        // A statement that is listed twice is a problem of this field.
        let listed = member(&item(UNUSED.place, index), UNUSED.field);
        view! { class="tb", <FieldProblems state at=listed/> <Unused state index place=at.clone()/> }
            .into_any()
    };
    let add = move |draft: &Draft| {
        let unused = json!({ "statement": draft.text(&id), "reason": "" });
        append(draft, UNUSED.place, unused, "reason")
    };
    let can_add = Signal::derive(move || indices.read().is_empty());
    view! { class="tb",
        <ItemFields state list=UNUSED.place.to_owned() indices item add_label=texts().add_unused add can_add place/>
    }
}

/// The reason why nothing uses a statement.
#[component]
fn Unused(
    /// State of the studio.
    state: StudioState,
    /// Index of the reason.
    index: usize,
    /// Place of the part that shows the reason.
    place: String,
) -> impl IntoView {
    let at = item(UNUSED.place, index);
    let remove = move || remove_attached(state, UNUSED, index, &place);
    view! { class="tb",
        <TextInput state at=member(&at, "reason") label=texts().unused_reason is_long=true/>
        <p><TextButton label=texts().remove_unused on_press=remove/></p>
    }
}

/// The notes about a source.
#[component]
pub fn SourceNotes(
    /// State of the studio.
    state: StudioState,
    /// Place of the source.
    at: String,
) -> impl IntoView {
    let indices = attached(state, SOURCE_NOTES, &at);
    let (place, id) = (at.clone(), member(&at, "id"));
    let item = move |index: usize| {
        view! { class="tb", <SourceNote state index place=at.clone()/> }.into_any()
    };
    let add = move |draft: &Draft| {
        let note = json!({ "source": draft.text(&id), "text": "" });
        append(draft, SOURCE_NOTES.place, note, "text")
    };
    view! { class="tb",
        <ItemFields state list=SOURCE_NOTES.place.to_owned() legend=texts().source_notes indices item
            add_label=texts().add_note add place/>
    }
}

/// A note about a source.
#[component]
fn SourceNote(
    /// State of the studio.
    state: StudioState,
    /// Index of the note.
    index: usize,
    /// Place of the part that shows the note.
    place: String,
) -> impl IntoView {
    let at = item(SOURCE_NOTES.place, index);
    let statements = member(&at, "statements");
    let note = at.clone();
    let choices = move || state.draft.with_untracked(|draft| supporting(draft, &note));
    let remove = move || remove_attached(state, SOURCE_NOTES, index, &place);
    view! { class="tb",
        <div class="rating">
            <TextInput state at=member(&at, "text") label=texts().note is_long=true/>
            <More state summary=texts().more.to_owned() at=statements.clone()>
                <ChoicesInput state at=statements.clone() label=texts().note_statements choices=choices()
                    is_optional=true/>
            </More>
            <p><TextButton label=texts().remove_note on_press=remove/></p>
        </div>
    }
}

/// The statements that can support a note: those of its source, and those that it names already.
fn supporting(draft: &Draft, note: &str) -> Vec<(String, String)> {
    let source = draft.text(&member(note, "source"));
    let named = draft.list(&member(note, "statements"));
    let statements = draft.list(List::Statements.place()).iter().enumerate();
    let fits = statements.filter(|(_, s)| s["source"] == source || named.contains(&s["id"]));
    let choices = fits.filter_map(|(i, s)| {
        Some((s["id"].as_str()?.to_owned(), title_of(List::Statements, s, i)))
    });
    choices.collect()
}

/// The notes and reasons that name an unknown source or statement, so that the author can choose
/// another or remove them.
#[component]
fn Unattached(
    /// State of the studio.
    state: StudioState,
    /// The list of notes or reasons.
    list: Attached,
    /// The heading.
    legend: &'static str,
) -> impl IntoView {
    let indices = Memo::new(move |_| state.draft.with(|draft| list.unattached(draft)));
    let item = move |index: usize| {
        let at = member(&item(list.place, index), list.field);
        let label = if list == UNUSED { texts().statement } else { texts().source };
        // The page of all statements shows the list.
        let place = List::Statements.place().to_owned();
        let fields = if list == UNUSED {
            view! { class="tb", <Unused state index place/> }.into_any()
        } else {
            view! { class="tb", <SourceNote state index place/> }.into_any()
        };
        view! { class="tb",
            <SelectInput state at label choices=titled(state, list.to)/>
            {fields}
        }
        .into_any()
    };
    view! { class="tb",
        <Show when=move || !indices.read().is_empty()>
            <fieldset class="field" id=field_id(list.place) tabindex="-1">
                <legend>{legend}</legend>
                {items(indices, item)}
            </fieldset>
        </Show>
    }
}

/// The words of an enumeration as choices, with texts.
fn required_words(words_of: &Words, texts: &[&str]) -> Vec<(String, String)> {
    words(words_of, "", texts).into_iter().skip(1).collect()
}

/// The form of a correction.
#[component]
pub fn CorrectionForm(
    /// State of the studio.
    state: StudioState,
    /// Place of the correction.
    at: String,
) -> impl IntoView {
    let (all, place) = (Part::All(List::Corrections), at.clone());
    let marks = required_words(&Mark::WORDS, &strings().details().correction_marks);
    view! { class="tb",
        <p><TextButton label=texts().all_entries on_press=move || state.open(all)/></p>
        <TextInput state at=member(&at, "text") label=texts().correction_text is_long=true/>
        <LinesInput state at=member(&at, "statements") label=texts().corrected_statements/>
        <SelectInput state at=member(&at, "mark") label=texts().mark choices=marks/>
        <LinesInput state at=member(&at, "links") label=texts().record_links is_optional=true/>
        <More state summary=texts().more.to_owned() at fields=&["id"]>
            <IdInput state at=place.clone() named=None/>
            <JsonInput state at=place.clone() label=texts().as_json/>
        </More>
    }
}

// ---- advice ----

/// The form of a piece of advice.
#[component]
pub fn AdviceForm(
    /// State of the studio.
    state: StudioState,
    /// Place of the advice.
    at: String,
) -> impl IntoView {
    let (all, place) = (Part::All(List::Advice), at.clone());
    let when = member(&at, "when");
    let has_conditions = state.draft.with_untracked(|draft| draft.get(&when).is_some());
    let sections = required_words(&Section::WORDS, &texts().sections);
    view! { class="tb",
        <p><TextButton label=texts().all_entries on_press=move || state.open(all)/></p>
        <SelectInput state at=member(&at, "section") label=texts().section choices=sections/>
        <TextInput state at=member(&at, "title") label=texts().advice_title/>
        <TextInput state at=member(&at, "text") label=texts().advice_text is_long=true/>
        <More state summary=texts().advice_when.to_owned() at=when.clone() is_open=has_conditions>
            <AdviceConditions state at=when.clone()/>
        </More>
        <Links state list=member(&at, "links")/>
        <LinesInput state at=member(&at, "statements") label=texts().supporting_statements is_optional=true/>
        <More state summary=texts().more.to_owned() at fields=&["id"]>
            <IdInput state at=place.clone() named=None/>
            <JsonInput state at=place.clone() label=texts().as_json/>
        </More>
    }
}

/// The conditions of a piece of advice, all of which must hold.
#[component]
fn AdviceConditions(
    /// State of the studio.
    state: StudioState,
    /// Place of the conditions.
    at: String,
) -> impl IntoView {
    let kinds = required_words(&VerdictKind::WORDS, &texts().verdict_kinds);
    let is_final = member(&at, "final");
    let finals = yes_no_choices(texts().when_final_any, texts().when_finals);
    let edits = yes_no_edits(state, is_final.clone());
    view! { class="tb",
        <div class="field" id=field_id(&at) tabindex="-1">
            <p class="hint">{texts().advice_when_hint}</p>
            <AnswerConditions state at=member(&at, "answers")/>
            <ChoicesInput state at=member(&at, "winner") label=texts().when_winner
                choices=alternatives(state) is_optional=true/>
            <ChoicesInput state at=member(&at, "kind") label=texts().when_kind choices=kinds is_optional=true/>
            <SelectInput state at=is_final label=texts().when_final choices=finals edits/>
        </div>
    }
}

/// Questions with the options of which one must be chosen.
#[component]
fn AnswerConditions(
    /// State of the studio.
    state: StudioState,
    /// Place of the conditions.
    at: String,
) -> impl IntoView {
    let id = field_id(&at);
    let select_id = ["add", &at].concat();
    let place = StoredValue::new(at);
    let named = Memo::new(move |_| {
        place.with_value(|at| {
            state.draft.with(|draft| {
                let fields = draft.get(at).and_then(Value::as_object).into_iter().flatten();
                fields.map(|(id, _)| id.clone()).collect::<Vec<_>>()
            })
        })
    });
    let condition = move |id: String| {
        let (title, choices) = state.draft.with_untracked(|draft| question(draft, &id));
        let at = place.with_value(|at| member(at, &id));
        let own = at.clone();
        let remove = move || {
            state.clear(&own);
            place.with_value(|at| state.focus(at));
        };
        view! { class="tb",
            <ChoicesInput state at label=title choices/>
            <p><TextButton label=texts().remove_condition on_press=remove/></p>
        }
    };
    let add = move |event: web_sys::Event| {
        let id = event_target_value(&event);
        if id.is_empty() {
            return;
        }
        let at = place.with_value(|at| member(at, &id));
        state.type_list(&at, Edit::set(at.as_str(), json!([])));
        state.end_typing(&at);
        state.focus(&at);
    };
    let choice = |(id, title): (String, String)| {
        view! { class="tb", <option value=id>{title}</option> }
    };
    let unnamed = move || {
        let named = named.read();
        let mut questions = titled(state, List::Questions);
        questions.retain(|(id, _)| !named.contains(id));
        let none = (String::new(), texts().when_no_question.to_owned());
        [none].into_iter().chain(questions).map(choice).collect_view()
    };
    view! { class="tb",
        <fieldset class="field" id=id tabindex="-1">
            <legend>{texts().when_answers}</legend>
            {move || named.get().into_iter().map(condition).collect_view()}
            <div class="field">
                <label for=select_id.clone()>{texts().when_question}</label>
                <select id=select_id on:change=add>{unnamed}</select>
            </div>
        </fieldset>
    }
}

/// The title of a question, and its options as choices.
fn question(draft: &Draft, id: &str) -> (String, Vec<(String, String)>) {
    let mut questions = draft.list(List::Questions.place()).iter().enumerate();
    let found = questions.find(|(_, question)| question["id"] == id);
    let named = found.map(|(q, question)| {
        let options = question["options"].as_array().map(Vec::as_slice).unwrap_or_default();
        (title_of(List::Questions, question, q), named_options(options))
    });
    named.unwrap_or_else(|| (id.to_owned(), Vec::new()))
}

/// Links with their texts.
#[component]
fn Links(
    /// State of the studio.
    state: StudioState,
    /// Place of the links.
    list: String,
) -> impl IntoView {
    let place = StoredValue::new(list.clone());
    let item = move |index: usize| {
        let list = place.get_value();
        let at = item(&list, index);
        let remove = move || remove_item(state, &list, index);
        view! { class="tb",
            <div class="rating">
                <TextInput state at=member(&at, "text") label=texts().link_text/>
                <TextInput state at=member(&at, "url") label=texts().address/>
                <p><TextButton label=texts().remove_link on_press=remove/></p>
            </div>
        }
        .into_any()
    };
    let add = move |draft: &Draft| {
        let link = json!({ "text": "", "url": "" });
        place.with_value(|list| append(draft, list, link, "text"))
    };
    view! { class="tb",
        <ItemFields state list legend=texts().further_links item add_label=texts().add_link add/>
    }
}

// ---- the table ----

/// The form of a row of the table.
#[component]
pub fn TableRowForm(
    /// State of the studio.
    state: StudioState,
    /// Place of the row.
    at: String,
) -> impl IntoView {
    let (all, place) = (Part::All(List::TableRows), at.clone());
    view! { class="tb",
        <p><TextButton label=texts().all_entries on_press=move || state.open(all)/></p>
        <TextInput state at=member(&at, "name") label=texts().table_row_name/>
        <Cells state list=member(&at, "cells")/>
        <More state summary=texts().more.to_owned() at fields=&["id", "questions"]>
            <IdInput state at=place.clone() named=None/>
            <ChoicesInput state at=member(&place, "questions") label=texts().table_row_questions
                choices=titled(state, List::Questions) is_optional=true/>
            <JsonInput state at=place.clone() label=texts().as_json/>
        </More>
    }
}

/// The cells of a row: the statement of one source about one alternative each.
#[component]
fn Cells(
    /// State of the studio.
    state: StudioState,
    /// Place of the cells.
    list: String,
) -> impl IntoView {
    let place = StoredValue::new(list.clone());
    let item = move |index: usize| {
        view! { class="tb", <Cell state list=place.get_value() index/> }.into_any()
    };
    let add = move |draft: &Draft| {
        place.with_value(|list| append(draft, list, new_cell(draft), "alternative"))
    };
    view! { class="tb", <ItemFields state list item add_label=texts().add_cell add/> }
}

#[component]
fn Cell(
    /// State of the studio.
    state: StudioState,
    /// Place of the cells.
    list: String,
    /// Index of the cell.
    index: usize,
) -> impl IntoView {
    let at = item(&list, index);
    let requests = member(&at, "requests_per_second");
    let remove = move || remove_item(state, &list, index);
    view! { class="tb",
        <fieldset class="rating">
            <legend>{texts::fill_number(texts().cell_number, index + 1)}</legend>
            <SelectInput state at=member(&at, "alternative") label=texts().cell_alternative
                choices=alternatives(state)/>
            <SelectInput state at=member(&at, "source") label=texts().source choices=titled(state, List::Sources)/>
            <TextInput state at=member(&at, "text") label=texts().cell_text/>
            <LinesInput state at=member(&at, "statements") label=texts().supporting_statements/>
            <More state summary=texts().more.to_owned() at=requests.clone()>
                <RequestsInput state at=requests.clone()/>
            </More>
            <p><TextButton label=texts().remove_cell on_press=remove/></p>
        </fieldset>
    }
}

/// A range of requests per second: a list of two numbers, which is left out of the file without them.
#[component]
fn RequestsInput(
    /// State of the studio.
    state: StudioState,
    /// Place of the list.
    at: String,
) -> impl IntoView {
    let place = StoredValue::new(at.clone());
    let end = move |_| place.with_value(|at| state.end_typing(at));
    let field = move |(index, label): (usize, &'static str)| {
        let text = move || {
            let number = place.with_value(|at| state.draft.with(|d| d.number(&item(at, index))));
            number.map(|number| number.to_string()).unwrap_or_default()
        };
        let input = move |event: web_sys::Event| {
            let number = event_target_value(&event).trim().parse().ok();
            place.with_value(|at| {
                let edit = state.draft.with_untracked(|draft| range_edit(draft, at, index, number));
                state.type_list(at, edit);
            });
        };
        let id = if index == 0 { field_id(&at) } else { ["to", &at].concat() };
        view! { class="tb",
            <div class="field">
                <label for=id.clone()>{label}</label>
                <input id=id type="number" min="1" max="1000000000" step="1" prop:value=text
                    on:input=input on:change=end/>
            </div>
        }
    };
    let fields = [texts().requests_from, texts().requests_to].into_iter().enumerate();
    view! { class="tb",
        {fields.map(field).collect_view()}
        <FieldProblems state at=place.get_value() is_deep=true/>
    }
}

/// The edit that sets a number of a range. A number that is missing is null, so that the other keeps
/// its place.
pub fn range_edit(draft: &Draft, at: &str, index: usize, number: Option<i64>) -> Edit {
    let mut range = [0, 1].map(|i| draft.number(&item(at, i)));
    range[index] = number;
    if range == [None; 2] { draft.clearing(at) } else { Edit::set(at, json!(range)) }
}
