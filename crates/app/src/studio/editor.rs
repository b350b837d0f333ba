//! An open draft: outline, form, preview and problems.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::check::{DraftProblem, MeantWarning};
use super::draft::{Draft, Edit};
use super::export::download_all;
use super::fields::MessageView;
use super::forms::Form;
use super::import::document_of_files;
use super::outline::{Outline, title};
use super::part::Part;
use super::state::{Pane, StudioState};
use super::storage::StoredDraft;
use super::texts::{self, MESSAGE_LANG, texts};
use crate::browser::{self, location};
use crate::components::{
    Heading, Loading, RowForm, Show, SubmitButton, TextButton, TextField, value_of,
};
use crate::import::NamedText;
use crate::route::{Key, Route};
use crate::state::AppState;

/// Largest number of problems in the list.
const MAX_PROBLEMS: usize = 100;

/// The draft with this id.
#[component]
pub fn Editor(
    /// State of the page.
    app: AppState,
    /// Id of the draft.
    id: String,
) -> impl IntoView {
    // `None` while storage is read.
    let stored = RwSignal::new(None::<Option<StoredDraft>>);
    let read = StoredValue::new(Some(id));
    Effect::new(move |_| {
        // The models of the reader's own are there once storage is read.
        if !app.is_storage_read.get() {
            return;
        }
        let Some(id) = read.try_update_value(Option::take).flatten() else { return };
        spawn_local(async move {
            let found = find(app, id).await;
            // The view may be removed by now.
            let _ = stored.try_set(Some(found));
        });
    });
    move || match stored.get() {
        None => view! { class="tb", <Loading/> }.into_any(),
        Some(None) => view! { class="tb",
            <Heading text=texts().draft_not_found/>
            <p>{texts().draft_not_found_hint}</p>
            <p><a href=Route::Studio(None).fragment()>{texts().all_drafts}</a></p>
        }
        .into_any(),
        Some(Some(stored)) => {
            let state = StudioState::new(app, stored);
            view! { class="tb", <Workbench state/> }.into_any()
        }
    }
}

/// The draft with this id, or a new draft of a model of the reader's own.
async fn find(app: AppState, id: String) -> Option<StoredDraft> {
    let Some(key) = Key::read(&id).filter(|key| key.own) else {
        let drafts = app.studio_drafts().await.unwrap_or_default();
        return drafts.into_iter().find(|stored| stored.id == id);
    };
    let own = app.own_model(&key)?;
    let texts = [Some(own.model), own.evidence];
    let named =
        texts.into_iter().flatten().map(|text| NamedText { name: id.clone(), text: Some(text) });
    let draft = StoredDraft::new(document_of_files(named.collect()).ok()?);
    // Also if storage refuses: the page keeps the draft and says so.
    drop(app.save_studio_draft(draft.id.clone(), draft.text.clone(), Vec::new()).await);
    app.replace_address(&Route::Studio(Some(draft.id.clone())));
    Some(draft)
}

/// The panes of an open draft.
#[component]
fn Workbench(
    /// State of the studio.
    state: StudioState,
) -> impl IntoView {
    listen_for_undo(state);
    let pane = move || match state.pane.get() {
        Pane::Outline => "outline",
        Pane::Form => "form",
        Pane::Preview => "preview",
        Pane::Problems => "problems",
    };
    view! { class="tb",
        <div class="studio-frame">
            <div class="studio" data-pane=pane>
                <Toolbar state/>
                <Panes state/>
                <div class="pane outline-pane"><Outline state/></div>
                <section class="pane form-pane" aria-label=texts().form><Form state/></section>
                <Preview state/>
                <Problems state/>
            </div>
        </div>
    }
}

/// The title, and buttons for the whole draft.
#[component]
fn Toolbar(
    /// State of the studio.
    state: StudioState,
) -> impl IntoView {
    let title = Memo::new(move |_| {
        state.draft.with(|draft| texts::title(draft.text("/model/title")).to_owned())
    });
    let heading = move || {
        view! { class="tb", <Heading text=title.get() class="visually-hidden" keeps_focus=true/> }
    };
    if state.app.has_navigated() {
        location::focus_later("h1");
    }
    // A disabled button would lose the focus.
    let disabled = |is_enabled: bool| (!is_enabled).then_some("true");
    let can_undo = Memo::new(move |_| state.draft.with(Draft::can_undo));
    let can_redo = Memo::new(move |_| state.draft.with(Draft::can_redo));
    let counts = Memo::new(move |_| {
        let checked = state.checked.read();
        (checked.errors(), checked.problems.len() - checked.errors())
    });
    let to_problems = move |_| {
        state.pane.set(Pane::Problems);
        location::focus_later("#studio-problems");
    };
    let saved = move || {
        if state.app.storage_error.read().is_some() {
            texts().not_saved
        } else if state.is_unsaved.get() {
            texts().saving
        } else {
            texts().saved
        }
    };
    let is_refused = move || state.app.storage_error.read().is_some();
    view! { class="tb",
        {heading}
        <div class="toolbar">
            <a href=Route::Studio(None).fragment()>{texts().all_drafts}</a>
            <span class="draft-title" aria-hidden="true"><bdi>{move || title.get()}</bdi></span>
            <span class="saved">{saved}</span>
            <button type="button" class="tool" aria-disabled=move || disabled(can_undo.get())
                on:click=move |_| state.undo()>{texts().undo}</button>
            <button type="button" class="tool" aria-disabled=move || disabled(can_redo.get())
                on:click=move |_| state.redo()>{texts().redo}</button>
            <button type="button" class="tool" class:is-error=move || counts.get().0 != 0 on:click=to_problems>
                {move || texts::problem_count(counts.get().0, counts.get().1)}
            </button>
            <button type="button" class="btn" on:click=move |_| {
                state.open(Part::Export);
                location::focus_later("#studio-part");
            }>{texts().export}</button>
        </div>
        <Show when=is_refused>
            <p class="box error">
                {texts().storage_refused} " "
                <TextButton label=texts().export_files on_press=move || download_all(state)/>
            </p>
        </Show>
    }
}

/// The buttons that choose a pane in a narrow window.
#[component]
fn Panes(
    /// State of the studio.
    state: StudioState,
) -> impl IntoView {
    let button = |pane: Pane, label: &'static str, class: &'static str| {
        let pressed = move || if state.pane.get() == pane { "true" } else { "false" };
        view! { class="tb",
            <button type="button" class=class aria-pressed=pressed on:click=move |_| state.pane.set(pane)>
                {label}
            </button>
        }
    };
    view! { class="tb",
        <div class="panes" role="group" aria-label=texts().panes>
            {button(Pane::Outline, texts().outline, "only-narrow")}
            {button(Pane::Form, texts().form, "")}
            {button(Pane::Preview, texts().preview, "")}
            {button(Pane::Problems, texts().problems, "")}
        </div>
    }
}

/// The element with the last files that had no error.
#[component]
fn Preview(
    /// State of the studio.
    state: StudioState,
) -> impl IntoView {
    let parent = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(parent) = parent.get() {
            state.show_in(&parent);
        }
    });
    let is_old = Memo::new(move |_| state.checked.read().errors() > 0);
    let has_model = move || state.shown.read().is_some();
    view! { class="tb",
        <section class="pane preview-pane" aria-labelledby="studio-preview">
            <h2 id="studio-preview">{texts().preview}</h2>
            <p role="status" class="notice-line">
                {move || match (is_old.get(), has_model()) {
                    (true, true) => texts().old_preview,
                    (true, false) => texts().no_preview,
                    _ => "",
                }}
            </p>
            <Show when=has_model>
                <p class="row">
                    <button type="button" class="add" on:click=move |_| state.add_test()>{texts().use_as_test}</button>
                </p>
            </Show>
            <Show when=move || state.is_preview_old.get()>
                <p>
                    {texts().large_draft} " "
                    <TextButton label=texts().update_preview on_press=move || state.update_preview()/>
                </p>
            </Show>
            <div class="preview" node_ref=parent></div>
        </section>
    }
}

/// All problems, each as a button that opens its field.
#[component]
fn Problems(
    /// State of the studio.
    state: StudioState,
) -> impl IntoView {
    let problems = Memo::new(move |_| state.checked.read().problems.clone());
    let line = move |problem: DraftProblem| {
        let kind = if problem.is_error { texts().error } else { texts().warning };
        let class = if problem.is_error { "kind is-error" } else { "kind" };
        let part = state.draft.with_untracked(|draft| Part::showing(draft, &problem.at));
        let place = title(state, part);
        let message = problem.message.clone();
        let hint = problem.hint.clone().map(|hint| {
            let hint = texts::sentence(&hint);
            view! { class="tb", <small><bdi lang=MESSAGE_LANG>{hint}</bdi></small> }
        });
        let intended = problem.intended_place();
        let intended = intended.map(|at| view! { class="tb", <Intend state at/> });
        let open = move |_| state.open_problem(&problem);
        view! { class="tb",
            <li>
                <button type="button" class="problem-link" on:click=open>
                    <span class=class>{kind}</span> " " <b><bdi>{place}</bdi></b> " "
                    <MessageView message/> " " {hint}
                </button>
                {intended}
            </li>
        }
    };
    let lines = move || problems.get().into_iter().take(MAX_PROBLEMS).map(line).collect_view();
    let counts = Memo::new(move |_| {
        problems.with(|problems| {
            let errors = problems.iter().filter(|problem| problem.is_error).count();
            (errors, problems.len() - errors)
        })
    });
    view! { class="tb",
        <section class="pane problems-pane" aria-labelledby="studio-problems">
            <h2 id="studio-problems" tabindex="-1">{texts().problems}</h2>
            <p role="status" class="hint">{move || texts::problem_count(counts.get().0, counts.get().1)}</p>
            <ul class="problem-list">{lines}</ul>
            <Meant state/>
        </section>
    }
}

/// A field for the reason of an author who means a warning as it is.
#[component]
fn Intend(
    /// State of the studio.
    state: StudioState,
    /// Place of the reason.
    at: String,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let submit = move || {
        let reason = value_of(input).trim().to_owned();
        if !reason.is_empty() {
            state.edit(vec![Edit::set(at.as_str(), reason.into())]);
            location::focus_later("#studio-problems");
        }
    };
    view! { class="tb",
        <details class="more">
            <summary>{texts().intend}</summary>
            <RowForm on_submit=submit>
                <TextField input label=texts().intend_reason placeholder=texts().intend_reason/>
                <SubmitButton label=texts().keep_as_is/>
            </RowForm>
        </details>
    }
}

/// The warnings that the author means as they are, with the reasons.
#[component]
fn Meant(
    /// State of the studio.
    state: StudioState,
) -> impl IntoView {
    let meant = Memo::new(move |_| state.checked.read().meant.clone());
    let line = move |MeantWarning { problem, reason, at }: MeantWarning| {
        let withdraw = move || {
            state.clear(&at);
            location::focus_later("#studio-problems");
        };
        view! { class="tb",
            <li>
                <MessageView message=problem.message/> " " <small><bdi>{reason}</bdi></small> " "
                <TextButton label=texts().warn_again on_press=withdraw/>
            </li>
        }
    };
    let lines = move || meant.get().into_iter().map(line).collect_view();
    view! { class="tb",
        <Show when=move || !meant.read().is_empty()>
            <h3>{texts().meant_warnings}</h3>
            <ul class="answers">{lines}</ul>
        </Show>
    }
}

/// Ctrl+Z and Ctrl+Shift+Z (with the command key on a Mac) outside of text fields, which have an undo
/// of their own.
fn listen_for_undo(state: StudioState) {
    browser::listen_cancelable("keydown", move |event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        let is_undo = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
        if !is_undo || event.key().to_lowercase() != "z" || is_text_field(event) {
            return;
        }
        event.prevent_default();
        if event.shift_key() {
            state.redo();
        } else {
            state.undo();
        }
    });
}

fn is_text_field(event: &KeyboardEvent) -> bool {
    let target = event.composed_path().get(0);
    target.dyn_ref::<HtmlElement>().is_some_and(|element| {
        let selector = "input:not([type=checkbox],[type=radio]), textarea, select";
        element.closest(selector).is_ok_and(|field| field.is_some())
    })
}
