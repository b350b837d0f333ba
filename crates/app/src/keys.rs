//! Keys that do something by themselves, on this page only and never while somebody types. They can
//! be turned off, as WCAG 2.1.4 asks.

use leptos::ev::{self, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::browser::place;
use crate::route::Route;

use super::page_state::App;
use super::parts::press;
use super::texts;

/// Each key and what it does.
const KEYS: [(&str, &str); 4] = [
    ("?", texts::KEY_HELP),
    ("h", texts::KEY_HOME),
    ("/", texts::KEY_SEARCH),
    ("s", texts::KEY_SAVE),
];

/// The list of keys, and the button that opens it.
pub fn keys(app: App) -> [AnyView; 2] {
    let dialog = NodeRef::<html::Dialog>::new();
    let open = move || {
        if let Some(it) = dialog.get_untracked() {
            // It fails only where it is open already.
            let _ = it.show_modal();
        }
    };
    let close = move || {
        if let Some(it) = dialog.get_untracked() {
            it.close();
        }
    };
    let listening = window_event_listener(ev::keydown, move |event| {
        let key = event.key();
        if key == "?" && is_free(&event) && app.keys.get_untracked() {
            event.prevent_default();
            open();
        } else if is_free(&event) && app.keys.get_untracked() && act(&key) {
            event.prevent_default();
        }
    });
    on_cleanup(move || listening.remove());
    let rows = KEYS.iter().map(|(key, what)| {
        view! { class="tb", <dt><kbd>{*key}</kbd></dt> <dd>{*what}</dd> }.into_any()
    });
    let list = view! { class="tb",
        <dialog node_ref=dialog aria-labelledby="keys">
            <h2 id="keys">{texts::KEYS}</h2>
            <dl>{rows.collect_view()}</dl>
            <p>
                <label>
                    <input type="checkbox" prop:checked=move || app.keys.get()
                        on:change=move |_| app.use_keys(!app.keys.get_untracked())/>
                    " " {texts::KEYS_ON}
                </label>
            </p>
            <p>{press(texts::CLOSE, close)}</p>
        </dialog>
    };
    [press(texts::KEYS, open), list.into_any()]
}

/// Does what a key stands for; whether it stands for something here.
fn act(key: &str) -> bool {
    let focus = |selector: &'static str| {
        let there = document().query_selector(selector).is_ok_and(|it| it.is_some());
        if there {
            place::focus_later(selector);
        }
        there
    };
    match key {
        "h" => {
            place::go(&Route::Home.fragment());
            true
        }
        "/" => focus("#search"),
        "s" => focus("#name"),
        _ => false,
    }
}

/// Whether a key is nobody else's: no modifier, nobody typing, no dialog.
fn is_free(event: &KeyboardEvent) -> bool {
    let target = event.composed_path().get(0);
    let typing = target.dyn_ref::<HtmlElement>().is_some_and(|it| {
        let field = it.closest("input:not([type=checkbox],[type=radio]), textarea, select, dialog");
        it.is_content_editable() || field.is_ok_and(|it| it.is_some())
    });
    let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
    !(typing || modified || event.default_prevented() || event.repeat())
}
