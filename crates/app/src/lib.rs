//! The standalone page: decisions to choose from, saved ones, comparison, the reader's own files.
//!
//! The decision itself is shown by the `<tie-break>` element, through what any page may use. Each
//! view is a function of [`App`], in a file of its own; what it says stands in [`texts`]. Views keep
//! to the rules of [`crate::ui`].

#![allow(
    clippy::redundant_closure,
    reason = "in a view, `move ||` shows what is computed anew; lints see it only where views are erased"
)]

pub mod browser;
pub mod compare;
pub mod decision;
pub mod dropped;
pub mod home;
pub mod how;
pub mod keys;
pub mod notes;
pub mod own;
pub mod page_state;
pub mod parts;
pub mod route;
pub mod saved;
pub mod saved_list;
pub mod shipped;
pub mod storage;
pub mod texts;

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use any_spawner::Executor;
use js_sys::Promise;
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::spawn_local;
use tiebreak::host_texts::set_host_texts;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use crate::browser::store::StorageError;
use crate::route::Route;

use page_state::App;
use parts::{bdi, live, press};

/// The style sheet for the page.
#[wasm_bindgen]
pub fn app_style() -> String {
    [tiebreak::MARKS_STYLE, include_str!("style.css")].concat()
}

/// How long the page waits for what is kept on this device before it shows anything without.
const PATIENCE: Duration = Duration::from_millis(300);

/// Takes over the page: what stands in `root` gives way to the view that the address names, once
/// there is all that it shows; what came later would push away what a reader looks at. The promise
/// holds by then. `shipped` is the text of [`shipped::FILE`], where it could be had.
#[wasm_bindgen]
pub fn start(root: &HtmlElement, shipped: Option<String>) -> Promise {
    set_host_texts(texts::HOST_TEXTS);
    // Mounting sets the executor as well, but too late for the requests that `begin` makes.
    let _ = Executor::init_wasm_bindgen();
    let app = App::new(shipped);
    app.begin();
    Promise::new(&mut |done, _| {
        let root = Cell::new(Some(root.clone()));
        let show = Rc::new(move || {
            let Some(root) = root.take() else { return };
            root.set_text_content(None);
            mount_to(root, move || {
                dropped::follow(app);
                page(app)
            })
            .forget();
            // It fails only in what waits for it.
            let _ = done.call0(&JsValue::NULL);
        });
        let late = Rc::clone(&show);
        set_timeout(move || late(), PATIENCE);
        spawn_local(async move {
            app.read().await;
            app.ready.set(true);
            show();
        });
    })
}

/// What stands around every view, and the view.
fn page(app: App) -> AnyView {
    let view = move || match app.route.get() {
        Route::Home => home::home(app),
        Route::Decision(key) => decision::decision(app, key),
        Route::Link(model, _) => decision::linked(app, model),
        Route::Saved(id) => decision::saved(app, id),
        Route::Compare(ids) => compare::view(app, ids),
        Route::How(key) => how::how(app, key),
    };
    let [keys, list] = keys::keys(app);
    let compare = Route::Compare(Vec::new()).fragment();
    view! { class="tb",
        <div class="page">
            <header class="top">
                <nav aria-label=texts::PAGES>
                    <a class="name" href="#/">{texts::TIEBREAK}</a>
                    <a href=compare>{texts::COMPARE}</a>
                    {keys}
                </nav>
            </header>
            {live(move || trouble(app))}
            <main>{live(view)}</main>
            {list}
            {said(app)}
        </div>
    }
    .into_any()
}

/// Why nothing is kept, for as long as that is so.
fn trouble(app: App) -> Option<AnyView> {
    let text = match app.trouble.get()? {
        StorageError::Full => texts::FULL.to_owned(),
        StorageError::Denied(why) => texts::denied(&why),
    };
    Some(
        view! { class="tb",
            <div class="trouble" role="alert">
                <p>{bdi(text)} " " {press(texts::EXPORT_ALL, move || saved_list::export(app))}</p>
            </div>
        }
        .into_any(),
    )
}

/// What was said last, with "undo" where there is one.
fn said(app: App) -> AnyView {
    let buttons = move || {
        let it = app.said.get();
        let clear = move || app.said.set(page_state::Said::default());
        let undo = it.undo.map(|undo| {
            press(texts::UNDO, move || {
                clear();
                undo();
            })
        });
        (!it.text.is_empty())
            .then(|| view! { class="tb", {undo} {press(texts::CLOSE, clear)} }.into_any())
    };
    view! { class="tb",
        <div class="said">
            <p role="status"><bdi>{move || app.said.get().text}</bdi></p>
            {live(buttons)}
        </div>
    }
    .into_any()
}
