//! The page around the views: navigation, status message, storage errors.

use gloo_events::EventListener;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::location;
use crate::browser::storage::{StorageError, on_other_window_write};
use crate::components::{Show, TextButton};
use crate::language::{LanguageChoice, choices, strings};
use crate::route::Route;
use crate::state::{AppState, Status};
use crate::studio::Studio;
use crate::texts::{self, filled, texts};
use crate::views::compare::Compare;
use crate::views::decision::{Decision, LinkedDecision, OpenDecision};
use crate::views::dropped_files::accept_dropped_files;
use crate::views::home::Home;
use crate::views::how::How;
use crate::views::saved_list::export;
use crate::views::shortcuts::{ShortcutsDialog, listen_for_shortcuts, open_dialog};

/// Follows the address of the page, and the storage that other windows write. Listens as long as the
/// page is open.
pub fn follow_window(app: AppState) {
    EventListener::new(&window(), "hashchange", move |_| app.follow_address()).forget();
    let read_storage = move || spawn_local(app.read_storage());
    on_other_window_write(read_storage);
    // Some browsers do not report writes of other windows.
    EventListener::new(&window(), "visibilitychange", move |_| {
        if !document().hidden() {
            read_storage();
        }
    })
    .forget();
}

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let app = expect_context::<AppState>();
    let dialog = NodeRef::<html::Dialog>::new();
    listen_for_shortcuts(app, dialog);
    accept_dropped_files(app);
    let view = move || match app.route.get() {
        Route::Home => view! { class="tb", <Home/> }.into_any(),
        Route::Decision(key) => view! { class="tb", <Decision key/> }.into_any(),
        Route::Link(model, _) => view! { class="tb", <LinkedDecision model/> }.into_any(),
        Route::Saved(id) => view! { class="tb", <OpenDecision id/> }.into_any(),
        Route::Compare(ids) => view! { class="tb", <Compare ids/> }.into_any(),
        Route::Studio(draft) => view! { class="tb", <Studio draft/> }.into_any(),
        Route::How(key) => view! { class="tb", <How key/> }.into_any(),
    };
    view! { class="tb",
        <div class="page">
            <header class="top">
                <nav aria-label=texts().pages>
                    <a class="name" href=Route::Home.fragment()>{texts::TIEBREAK}</a>
                    <a href=Route::Compare(Vec::new()).fragment()>{texts().compare}</a>
                    <TextButton label=texts().keys on_press=move || open_dialog(dialog)/>
                </nav>
                <LanguageMenu/>
            </header>
            <StorageNotice/>
            <main>{view}</main>
            <ShortcutsDialog dialog/>
            <StatusMessage/>
        </div>
    }
}

/// The languages of the page to choose from. A choice is stored and reloads the page, which keeps
/// answers and drafts, because they are in the storage of this device.
#[component]
fn LanguageMenu() -> impl IntoView {
    let app = expect_context::<AppState>();
    let option = |LanguageChoice { lang, name }: LanguageChoice| {
        let is_current = lang == strings().lang;
        let value = lang.clone();
        view! { class="tb",
            <option value=value lang=lang dir="auto" prop:selected=is_current>{name}</option>
        }
    };
    let options = choices().into_iter().map(option).collect_view();
    let choose = move |event| {
        if location::store_language(&event_target_value(&event)) {
            location::reload();
        } else {
            app.storage_error.set(Some(StorageError::Denied("localStorage".to_owned())));
        }
    };
    view! { class="tb",
        <label class="language">
            <span>{texts().language}</span> " "
            <select on:change=choose>{options}</select>
        </label>
    }
}

/// The reason why storage does not have everything.
#[component]
fn StorageNotice() -> impl IntoView {
    let app = expect_context::<AppState>();
    let text = move || match app.storage_error.get() {
        None => String::new(),
        Some(StorageError::Full) => texts().full.to_owned(),
        Some(StorageError::Denied(reason)) => filled(texts().denied, &[&reason]),
    };
    view! { class="tb",
        <Show when=move || app.storage_error.read().is_some()>
            <div class="storage-notice" role="alert">
                <p>
                    <bdi>{text}</bdi> " "
                    <TextButton label=texts().export_all on_press=move || export(app)/>
                </p>
            </div>
        </Show>
    }
}

/// The last status message. The live region is always in the page, so that assistive technology
/// reads its changes.
#[component]
fn StatusMessage() -> impl IntoView {
    let app = expect_context::<AppState>();
    let clear = move || app.status.set(Status::default());
    let undo = move || {
        let undo = app.status.get_untracked().undo;
        clear();
        if let Some(undo) = undo {
            undo();
        }
    };
    view! { class="tb",
        <div class="status">
            <p role="status"><bdi>{move || app.status.get().text}</bdi></p>
            <Show when=move || app.status.read().undo.is_some()>
                <TextButton label=texts().undo on_press=undo/>
            </Show>
            <Show when=move || !app.status.read().text.is_empty()>
                <TextButton label=texts().close on_press=clear/>
            </Show>
        </div>
    }
}
