//! Files that are dropped anywhere on the page. Without this, the browser would open them in place
//! of the page.

use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, DragEvent, Event};

use leptos::prelude::*;

use crate::browser::{self, files};
use crate::components::read_files;
use crate::import::NamedText;
use crate::route::Route;
use crate::saved::file;
use crate::state::AppState;
use crate::texts::texts;
use crate::views::{own_models, saved_list};

/// Imports files that are dropped on the first view; the studio takes its files by itself, and other
/// views say where to drop them. Listens
/// until the current owner is disposed.
pub fn accept_dropped_files(app: AppState) {
    browser::listen_cancelable("dragover", |event| {
        if files_of(event).is_some() {
            event.prevent_default();
        }
    });
    browser::listen_cancelable("drop", move |event| {
        let Some(data) = files_of(event) else { return };
        event.prevent_default();
        if app.route.get_untracked() == Route::Home {
            read_files(app, files::dropped(&data), file::MAX_BYTES, import);
        } else if !matches!(app.route.get_untracked(), Route::Studio(None)) {
            app.announce(texts().drop_at_home);
        }
    });
}

/// The data of a drag event with files; `None` for dragged text.
pub fn files_of(event: &Event) -> Option<DataTransfer> {
    let data = event.unchecked_ref::<DragEvent>().data_transfer()?;
    data.types().includes(&"Files".into(), 0).then_some(data)
}

/// Imports saved decisions and model files.
fn import(app: AppState, files: Vec<NamedText>) {
    let is_saved = |file: &NamedText| file.text.as_deref().is_some_and(file::is_saved);
    let (saved, models): (Vec<_>, Vec<_>) = files.into_iter().partition(is_saved);
    if !saved.is_empty() {
        saved_list::import(app, saved);
    }
    if !models.is_empty() {
        own_models::import(app, models);
    }
}
