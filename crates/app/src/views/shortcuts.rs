//! Single-key shortcuts of the page. They do nothing while the reader types, and can be turned off,
//! as WCAG 2.1.4 requires.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use crate::browser::{self, location};
use crate::components::TextButton;
use crate::route::Route;
use crate::state::AppState;
use crate::texts::texts;

/// Each key and its action.
fn shortcuts() -> [(&'static str, &'static str); 4] {
    let texts = texts();
    [("?", texts.key_help), ("h", texts.key_home), ("/", texts.key_search), ("s", texts.key_save)]
}

/// The dialog with the list of shortcuts.
#[component]
pub fn ShortcutsDialog(
    /// Reference to the dialog.
    dialog: NodeRef<html::Dialog>,
) -> impl IntoView {
    let app = expect_context::<AppState>();
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let shortcut =
        |(key, action)| view! { class="tb", <dt><kbd>{key}</kbd></dt> <dd>{action}</dd> };
    view! { class="tb",
        <dialog node_ref=dialog aria-labelledby="keys">
            <h2 id="keys">{texts().keys}</h2>
            <dl>{shortcuts().into_iter().map(shortcut).collect_view()}</dl>
            <p>
                <label>
                    <input type="checkbox" prop:checked=app.has_shortcuts
                        on:change=move |_| app.set_shortcuts(!app.has_shortcuts.get_untracked())/>
                    " " {texts().keys_on}
                </label>
            </p>
            <p><TextButton label=texts().close on_press=close/></p>
        </dialog>
    }
}

/// Opens the dialog.
pub fn open_dialog(dialog: NodeRef<html::Dialog>) {
    if let Some(dialog) = dialog.get_untracked() {
        // It fails only if the dialog is open already.
        let _ = dialog.show_modal();
    }
}

/// Listens for shortcuts until the current owner is disposed.
pub fn listen_for_shortcuts(app: AppState, dialog: NodeRef<html::Dialog>) {
    browser::listen_cancelable("keydown", move |event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        if app.has_shortcuts.get_untracked() && is_free(event) && run(&event.key(), dialog) {
            event.prevent_default();
        }
    });
}

/// Runs a shortcut; false if the key has no action in this view.
fn run(key: &str, dialog: NodeRef<html::Dialog>) -> bool {
    let focus = |selector: &'static str| {
        let is_present = document().query_selector(selector).is_ok_and(|found| found.is_some());
        if is_present {
            location::focus_later(selector);
        }
        is_present
    };
    match key {
        "?" => {
            open_dialog(dialog);
            true
        }
        "h" => {
            location::navigate(&Route::Home.fragment());
            true
        }
        "/" => focus("#search"),
        "s" => focus("#name"),
        _ => false,
    }
}

/// Whether a key press has no other use: no modifier, no text field, no dialog.
fn is_free(event: &KeyboardEvent) -> bool {
    let target = event.composed_path().get(0);
    let is_typing = target.dyn_ref::<HtmlElement>().is_some_and(|element| {
        let selector = "input:not([type=checkbox],[type=radio]), textarea, select, dialog";
        let field = element.closest(selector);
        element.is_content_editable() || field.is_ok_and(|field| field.is_some())
    });
    let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key();
    !(is_typing || has_modifier || event.default_prevented() || event.repeat())
}
