//! The view of one decision: the element, and what the page adds around it.

use leptos::html;
use leptos::prelude::*;

use crate::browser::location;
use crate::components::{
    Heading, Loading, RowForm, SentenceView, Show, SubmitButton, TextButton, TextField, value_of,
};
use crate::decision_state::DecisionState;
use crate::language::{lang_of, strings};
use crate::route::{Key, Route};
use crate::saved::SavedDecision;
use crate::state::AppState;
use crate::texts::{self, count, filled, texts};
use crate::views::notes::Notes;
use tiebreak_core::engine::decide;
use tiebreak_core::model::answers::Answers;
use tiebreak_core::texts::changes::changes_since;
use tiebreak_core::texts::sentence::{Sentence, fill, model_text};

/// A decision without answers, or with those of its draft.
#[component]
pub fn Decision(
    /// Key of the model.
    key: Key,
) -> impl IntoView {
    view! { class="tb",
        <WhenLoaded>
            <DecisionByKey key=key.clone() is_linked=false/>
        </WhenLoaded>
    }
}

/// A decision with the answers of the link in the address, which the element reads.
#[component]
pub fn LinkedDecision(
    /// Id of the model.
    model: String,
) -> impl IntoView {
    let app = expect_context::<AppState>();
    view! { class="tb",
        <WhenLoaded>
            <DecisionByKey key=app.key_of_link(&model) is_linked=true/>
        </WhenLoaded>
    }
}

/// A saved decision.
#[component]
pub fn OpenDecision(
    /// Id of the saved decision.
    id: String,
) -> impl IntoView {
    view! { class="tb",
        <WhenLoaded>
            <DecisionById id=id.clone()/>
        </WhenLoaded>
    }
}

/// Shows its children once the storage and the list of shipped decisions are there.
#[component]
fn WhenLoaded(
    /// The view.
    children: ChildrenFn,
) -> impl IntoView {
    let app = expect_context::<AppState>();
    let is_loaded = move || app.is_storage_read.get() && app.shipped.read().is_some();
    view! { class="tb", <Show when=is_loaded fallback=Loading>{children()}</Show> }
}

#[component]
fn DecisionByKey(
    /// Key of the model.
    key: Key,
    /// Whether the answers come from the link in the address.
    is_linked: bool,
) -> impl IntoView {
    match expect_context::<AppState>().title(&key) {
        Some(title) => {
            view! { class="tb", <DecisionView key title is_linked saved=None/> }.into_any()
        }
        None => view! { class="tb", <UnknownDecision/> }.into_any(),
    }
}

#[component]
fn DecisionById(
    /// Id of the saved decision.
    id: String,
) -> impl IntoView {
    let app = expect_context::<AppState>();
    let Some(saved) = app.saved_decision(&id) else {
        if app.newer_saved.read_untracked().contains(&id) {
            return view! { class="tb", <p>{count(&texts().newer_saved, 1)}</p> }.into_any();
        }
        return view! { class="tb", <UnknownDecision/> }.into_any();
    };
    if app.title(&saved.key).is_none() {
        return view! { class="tb", <MissingModel saved/> }.into_any();
    }
    let (key, title) = (saved.key.clone(), saved.name.clone());
    view! { class="tb", <DecisionView key title is_linked=false saved=Some(saved)/> }.into_any()
}

/// A decision whose model the page has.
#[component]
fn DecisionView(
    /// Key of the model.
    key: Key,
    /// Title of the page until a saved decision is open.
    title: String,
    /// Whether the answers come from the link in the address.
    is_linked: bool,
    /// The saved decision to open.
    saved: Option<SavedDecision>,
) -> impl IntoView {
    let app = expect_context::<AppState>();
    let is_saved = saved.is_some();
    let (state, has_draft) = DecisionState::new(app, &key, saved, is_linked);
    if has_draft {
        app.announce(if is_saved { texts().restored_changes } else { texts().restored });
    }
    if app.has_navigated() {
        location::focus_later("h1");
    }
    // The element shows the title of the model. The reader's name for the decision is above it.
    let heading = move || match &*state.open.read() {
        Some(open) => view! { class="tb", <Heading text=open.name.clone() keeps_focus=true/> },
        None => view! { class="tb",
            <Heading text=title.clone() class="visually-hidden" keeps_focus=true/>
        },
    };
    let element = NodeRef::<html::Div>::new();
    element.on_load(move |parent| state.mount_element(&parent));
    view! { class="tb",
        <p class="back">
            <a href=Route::Home.fragment()>{texts().all_decisions}</a>
            <a href=Route::How(key.clone()).fragment()>{texts().how}</a>
            <TextButton label=texts().to_save on_press=|| location::focus_later("#name")/>
        </p>
        {heading}
        {key.own.then(|| view! { class="tb", <p class="small">{texts().not_ours}</p> })}
        <ChangesSinceSaved state/>
        <div class="element" node_ref=element></div>
        // Nothing below the element moves when the element appears.
        <Show when=move || state.is_element_shown.get()>
            <SaveForm state/>
            <Notes state/>
        </Show>
    }
}

/// The changes of the verdict since a decision was saved with another version of the model, and the
/// answers that the model no longer has.
#[component]
fn ChangesSinceSaved(
    /// State of the decision.
    state: DecisionState,
) -> impl IntoView {
    let changes = move || {
        let (model, open) = (state.model.get()?, state.open.get()?);
        if open.verdict.digest == model.digest {
            return None;
        }
        let (answers, problems) =
            Answers::read(&model.alternatives, &model.questions, &open.answers);
        let decision = decide(&model, &answers);
        let mut changes = changes_since(strings(), &model, &open.verdict, &decision);
        let ignored = problems.iter();
        changes
            .extend(ignored.map(|problem| fill(texts().ignored, &[&model_text(&problem.message)])));
        (!changes.is_empty()).then(|| (changes, lang_of(&model.lang)))
    };
    move || {
        let (changes, lang) = changes()?;
        let item = |sentence: Sentence| {
            view! { class="tb", <li><SentenceView sentence lang=lang.clone()/></li> }
        };
        let changes = changes.into_iter().map(item).collect_view();
        let view = view! { class="tb",
            <div class="box" role="status">
                <p><b>{texts().older}</b></p>
                <ul>{changes}</ul>
            </div>
        };
        Some(view.into_any())
    }
}

/// The name of the decision, and the buttons that save it.
#[component]
fn SaveForm(
    /// State of the decision.
    state: DecisionState,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let is_open = move || state.open.read().is_some();
    let save = move || state.save(&value_of(input), false);
    let save_as_another = move || state.save(&value_of(input), true);
    // Made again after saving, with the name that was saved.
    let form = move || {
        let name = state.open.get().map(|open| open.name);
        let label = if name.is_some() { texts().save_changes } else { texts().save };
        let another = name.is_some().then(|| {
            view! { class="tb", <TextButton label=texts().save_anew on_press=save_as_another/> }
        });
        view! { class="tb",
            <RowForm on_submit=save>
                <TextField input id="name" label=texts().save_as value=name.unwrap_or_default()/>
                <SubmitButton label/>
                {another}
            </RowForm>
        }
    };
    let saved_on = move || {
        let open = state.open.read();
        open.as_ref().map(|open| filled(texts().saved_on, &[texts::day(&open.date)]))
    };
    view! { class="tb",
        <div class="save">
            <p class="title" aria-hidden="true">{texts().save_as}</p>
            {form}
            <Show when=is_open>
                <p class="small">{saved_on}</p>
            </Show>
            <Show when=move || state.is_changed()>
                <TextButton label=texts().back_to_saved on_press=move || state.revert()/>
            </Show>
        </div>
    }
}

#[component]
fn UnknownDecision() -> impl IntoView {
    view! { class="tb",
        <Heading text=texts().unknown/>
        <p>{texts().unknown_hint}</p>
        <p><a href=Route::Home.fragment()>{texts().all_decisions}</a></p>
    }
}

/// A saved decision whose model the page does not have.
#[component]
fn MissingModel(
    /// The saved decision.
    saved: SavedDecision,
) -> impl IntoView {
    view! { class="tb",
        <Heading text=saved.name/>
        <p><bdi>{filled(texts().model_missing, &[&saved.title, &saved.verdict.version])}</bdi></p>
        <p><a href=Route::Home.fragment()>{texts().all_decisions}</a></p>
    }
}
