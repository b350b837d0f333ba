//! The standalone page: decisions to choose from, saved decisions, comparison, the reader's own
//! models.
//!
//! The `<tie-break>` element shows a decision; the page uses it as any page does. Modules depend on
//! each other in one direction:
//!
//! - [`route`], [`saved`], [`own_models`], [`shipped`], [`import`], [`texts`]: data, no views;
//! - [`browser`]: web APIs; [`language`]: the language of the page;
//! - [`state`] and [`storage`]: the state of the page; [`decision_state`]: that of one decision;
//! - [`components`]: components that several views share;
//! - [`studio`]: where an author writes a decision, in a file of its own; [`views`]: all other views;
//!   [`app`]: the page around them.
//!
//! Every `view!` has the global class `tb`. Without a global class Leptos writes static parts as HTML
//! text, which Trusted Types refuse.

pub mod app;
pub mod browser;
pub mod components;
pub mod decision_state;
pub mod import;
pub mod language;
pub mod own_models;
pub mod route;
pub mod saved;
pub mod shipped;
pub mod state;
pub mod storage;
pub mod studio;
pub mod texts;
pub mod views;

use std::cell::Cell;
use std::rc::Rc;

use any_spawner::Executor;
use gloo_timers::callback::Timeout;
use js_sys::{Function, Promise};
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tiebreak::host_texts::set_host_texts;
use tiebreak_core::texts::strings::strings;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use app::App;
use browser::location;
use language::{set_choices, set_strings};
use state::AppState;

/// How long the first view waits for the storage of this device, in milliseconds.
const STORAGE_TIMEOUT: u32 = 300;

/// The style sheet of the page.
#[wasm_bindgen]
pub fn app_style() -> String {
    [tiebreak::MARKS_STYLE, include_str!("style.css")].concat()
}

/// Checks a draft of the studio: called by `public/studio-worker.js` in a worker.
#[wasm_bindgen]
pub async fn check_draft(document: String) -> String {
    studio::check_draft(document).await
}

/// Makes the report of a draft, as [`check_draft`] checks one. `progress` is called with the number of
/// parts that are done, and of all parts.
#[wasm_bindgen]
pub async fn report_draft(document: String, progress: Function) -> String {
    let told = |done: usize, of: usize| {
        // An exception of the script is reported by the browser.
        let _ = progress.call2(&JsValue::NULL, &(done as u32).into(), &(of as u32).into());
    };
    studio::report_draft(document, &told).await
}

/// Replaces the content of `root` by the view of the address, once the storage of this device is
/// read: a later change would move what the reader looks at. Returns a promise that resolves after
/// that. `shipped` is the text of [`shipped::FILE`] if it was fetched. `lang` is the tag of the page's
/// language, whose texts were registered before. `choices` has the other languages that a reader can
/// choose, see [`language::set_choices`].
#[wasm_bindgen]
pub fn start(root: &HtmlElement, shipped: Option<String>, lang: &str, choices: &str) -> Promise {
    set_strings(strings(lang));
    set_choices(choices);
    location::set_language(language::strings().lang);
    set_host_texts(texts::host_texts());
    // Mounting sets the executor too, but after the first requests.
    let _ = Executor::init_wasm_bindgen();
    let app = AppState::new(shipped);
    app::follow_window(app);
    if app.shipped.read_untracked().is_none() {
        app.load_shipped();
    }
    Promise::new(&mut |resolve, _| {
        let root = Cell::new(Some(root.clone()));
        let show = Rc::new(move || {
            let Some(root) = root.take() else { return };
            root.set_text_content(None);
            mount_to(root, move || {
                provide_context(app);
                view! { class="tb", <App/> }
            })
            .forget();
            // Resolving a promise does not throw.
            let _ = resolve.call0(&JsValue::NULL);
        });
        let show_late = Rc::clone(&show);
        Timeout::new(STORAGE_TIMEOUT, move || show_late()).forget();
        spawn_local(async move {
            app.read_storage().await;
            app.is_storage_read.set(true);
            show();
        });
    })
}
