//! The section with the saved decisions: search, rename, duplicate, delete, compare, export, import.

use leptos::html;
use leptos::prelude::*;

use crate::browser::{self, files, location};
use crate::components::{
    Checkbox, FileInput, FileProblems, List, ListItem, RowForm, Section, SentenceView, Show,
    SubmitButton, TextButton, TextField, value_of,
};
use crate::import::{FileProblem, NamedText};
use crate::language::strings;
use crate::route::{MAX_COMPARED, Route};
use crate::saved::file::{self, MAX_BYTES};
use crate::saved::{MAX_NAME, SavedDecision, clean, merge};
use crate::shipped::Alternative;
use crate::state::AppState;
use crate::texts::{self, count, filled, texts};
use tiebreak_core::texts::changes::saved_verdict;
use tiebreak_core::texts::sentence::{Part, Sentence, fill, fill_text, model_text};

/// The section.
#[component]
pub fn SavedList() -> impl IntoView {
    let app = expect_context::<AppState>();
    let search = RwSignal::new(String::new());
    let chosen = RwSignal::new(Vec::<String>::new());
    let has_saved = Memo::new(move |_| !app.saved.read().is_empty());
    let found = Memo::new(move |_| {
        let (saved, search) = (app.saved.read(), search.read());
        saved.iter().filter(|decision| decision.matches(&search)).cloned().collect::<Vec<_>>()
    });
    let item = move |decision: SavedDecision| {
        ListItem::new(decision.version(), move || {
            view! { class="tb", <SavedEntry decision chosen/> }.into_any()
        })
    };
    let items = move || found.get().into_iter().map(item).collect::<Vec<_>>();
    let none_saved = move || {
        let text =
            move || if app.is_storage_read.get() { texts().nothing_saved } else { texts().loading };
        view! { class="tb", <p class="small">{text}</p> }
    };
    view! { class="tb",
        <Section id="saved" heading=texts().saved_decisions>
            <Show when=move || !app.newer_saved.read().is_empty()>
                <p class="small" role="status">
                    {move || count(&texts().newer_saved, app.newer_saved.read().len())}
                </p>
            </Show>
            <Show when=move || has_saved.get() fallback=none_saved>
                <ListTools search chosen/>
            </Show>
            <Show when=move || has_saved.get() && found.read().is_empty()>
                <p class="small">{texts().nothing_found}</p>
            </Show>
            <ul class="entries">
                <List items/>
            </ul>
            <FileInput label=texts().import max_bytes=MAX_BYTES on_files=import/>
            <FileProblems problems=app.saved_problems/>
        </Section>
    }
}

/// Search, compare and export.
#[component]
fn ListTools(
    /// The words to search for.
    search: RwSignal<String>,
    /// Ids of the decisions to compare.
    chosen: RwSignal<Vec<String>>,
) -> impl IntoView {
    let app = expect_context::<AppState>();
    let input = NodeRef::<html::Input>::new();
    let compare = move || {
        let mut chosen = chosen.get_untracked();
        // Chosen decisions may be deleted by now.
        chosen.retain(|id| app.saved_decision(id).is_some());
        if (2..=MAX_COMPARED).contains(&chosen.len()) {
            location::navigate(&Route::Compare(chosen).fragment());
        } else {
            app.announce(texts().choose_two);
        }
    };
    view! { class="tb",
        <RowForm on_submit=compare>
            <TextField input kind="search" id="search" label=texts().search placeholder=texts().search
                on_input=move |words| search.set(words)/>
            <SubmitButton label=texts().compare_chosen/>
            <TextButton label=texts().export_all on_press=move || export(app)/>
        </RowForm>
    }
}

/// Downloads all saved decisions: one file, or several if they are too large for one.
pub fn export(app: AppState) {
    let texts = file::write_all(&app.saved.read_untracked());
    for (i, text) in texts.iter().enumerate() {
        let part =
            if texts.len() > 1 { ["-", &(i + 1).to_string()].concat() } else { String::new() };
        files::download(&["tiebreak-", &browser::today(), &part, ".json"].concat(), text);
    }
}

/// A saved decision and its buttons.
#[component]
fn SavedEntry(
    /// The decision.
    decision: SavedDecision,
    /// Ids of the decisions to compare.
    chosen: RwSignal<Vec<String>>,
) -> impl IntoView {
    let app = expect_context::<AppState>();
    let is_renaming = RwSignal::new(false);
    let (about, actions) = (about(app, &decision), filled(texts().actions, &[&decision.name]));
    let decision = StoredValue::new(decision);
    let name = move || decision.with_value(|decision| decision.name.clone());
    let address = move || decision.with_value(|decision| Route::Saved(decision.id.clone()));
    let id = move || decision.with_value(|decision| decision.id.clone());
    let choose = move || {
        chosen.update(|chosen| {
            let before = chosen.len();
            chosen.retain(|other| *other != id());
            if chosen.len() == before {
                chosen.push(id());
            }
        });
    };
    let delete = move || {
        app.delete(decision.get_value());
        // To the "undo" button: the next entry has moved to this place.
        location::focus_later(".status button");
    };
    let link = move || view! { class="tb", <a href=address().fragment()><bdi>{name()}</bdi></a> };
    view! { class="tb",
        <li>
            <div class="title">
                <Show when=move || is_renaming.get() fallback=link>
                    <RenameForm decision=decision.get_value() is_renaming/>
                </Show>
            </div>
            <p class="small"><SentenceView sentence=about/></p>
            <div class="row" role="group" aria-label=actions>
                <TextButton label=texts().rename on_press=move || is_renaming.set(true)/>
                <TextButton label=texts().duplicate
                    on_press=move || duplicate(app, decision.get_value())/>
                <TextButton label=texts().delete on_press=delete/>
                <Checkbox is_checked=Signal::derive(move || chosen.read().contains(&id()))
                    on_toggle=choose>{texts().choose}</Checkbox>
            </div>
        </li>
    }
}

fn duplicate(app: AppState, decision: SavedDecision) {
    let name = clean(&fill_text(texts().copy_of, &[&decision.name]), MAX_NAME, false);
    let message = filled(texts().saved, &[&name]);
    let (id, date) = (browser::fresh_id(), browser::now());
    app.save(vec![SavedDecision { id, name, date, ..decision }], None, message);
}

/// A form to rename a saved decision.
#[component]
fn RenameForm(
    /// The decision.
    decision: SavedDecision,
    /// Set to false when the form is closed.
    is_renaming: RwSignal<bool>,
) -> impl IntoView {
    let app = expect_context::<AppState>();
    let input = NodeRef::<html::Input>::new();
    input.on_load(|input| {
        request_animation_frame(move || {
            browser::focus(&input);
            input.select();
        });
    });
    let name = decision.name.clone();
    let decision = StoredValue::new(decision);
    let close = move || {
        is_renaming.set(false);
        // The focused element is removed; the focus goes to the link in its place.
        let view = decision.with_value(|decision| Route::Saved(decision.id.clone()));
        location::focus_later(["a[href='", &view.fragment(), "']"].concat());
    };
    let rename = move || {
        let name = clean(&value_of(input), MAX_NAME, false);
        close();
        let old = decision.get_value();
        if !name.is_empty() && name != old.name {
            let message = filled(texts().renamed, &[&name]);
            app.save(vec![SavedDecision { name, ..old.clone() }], Some(old), message);
        }
    };
    view! { class="tb",
        <RowForm on_submit=rename>
            <TextField input label=texts().new_name value=name/>
            <SubmitButton label=texts().rename_done/>
            <TextButton label=texts().cancel on_press=close/>
        </RowForm>
    }
}

/// "Leaning Django · Django, FastAPI or both? · 21 November 2026".
fn about(app: AppState, decision: &SavedDecision) -> Sentence {
    let shipped = app.shipped.read_untracked();
    let mut shipped = shipped.iter().flatten().flatten();
    let model = shipped.find(|model| !decision.key.own && model.id == decision.key.model);
    let alternative = |id: &str| {
        let mut alternatives = model.iter().flat_map(|model| &model.alternatives);
        let name = |alternative: &Alternative| {
            vec![Part::Name(alternative.name.clone(), alternative.color, alternative.shape)]
        };
        alternatives.find(|known| known.id == id).map_or_else(|| model_text(id), name)
    };
    let verdict = saved_verdict(strings(), &decision.verdict, alternative);
    let date = model_text(texts::day(&decision.date));
    fill("{0} · {1} · {2}", &[&verdict, &model_text(&decision.title), &date])
}

/// Imports files of saved decisions.
pub fn import(app: AppState, files: Vec<NamedText>) {
    let (mut problems, mut decisions) = (Vec::new(), Vec::new());
    for NamedText { name, text } in files {
        let import = text.map_or_else(file::too_large, |text| file::read(&text));
        decisions.extend(import.decisions);
        let named = |problem| FileProblem { file: name.clone(), problem };
        problems.extend(import.problems.into_iter().map(named));
    }
    let count = decisions.len();
    let (saved, newer) = (app.saved.read_untracked(), app.newer_saved.read_untracked());
    let added = merge(&saved, &newer, decisions);
    drop((saved, newer));
    let message = texts::imported(added.len(), count - added.len(), problems.len());
    app.saved_problems.set(problems);
    if added.is_empty() {
        app.announce(message);
    } else {
        app.save(added, None, message);
    }
}
