//! Files that are dropped anywhere on the page: a browser would leave it and show them.

use leptos::ev::{self, DragEvent};
use leptos::prelude::*;

use crate::browser::files;
use crate::route::Route;
use crate::saved::file;

use super::page_state::App;
use super::{own, saved_list, texts};

/// Takes in what is dropped on the first view; elsewhere says where to drop it.
pub fn follow(app: App) {
    let hovering = window_event_listener(ev::dragover, |event| {
        if has_files(&event) {
            event.prevent_default();
        }
    });
    let dropping = window_event_listener(ev::drop, move |event| {
        if !has_files(&event) {
            return;
        }
        event.prevent_default();
        if app.route.get_untracked() != Route::Home {
            return app.say(texts::DROP_AT_HOME);
        }
        let held = files::held(&event);
        leptos::task::spawn_local(async move {
            match files::read(&held, file::MAX_BYTES).await {
                Ok(files) => take_in(app, files),
                Err(why) => app.say(why),
            }
        });
    });
    on_cleanup(move || {
        hovering.remove();
        dropping.remove();
    });
}

/// Text that is dragged goes where text goes.
fn has_files(event: &DragEvent) -> bool {
    files::held(event).length() > 0
        || event.data_transfer().is_some_and(|it| it.types().includes(&"Files".into(), 0))
}

/// Tells saved decisions from model files by what stands in them.
fn take_in(app: App, files: Vec<files::Named>) {
    let is_saved = |it: &files::Named| it.1.as_deref().is_some_and(file::is_saved);
    let (saved, own): (Vec<_>, Vec<_>) = files.into_iter().partition(is_saved);
    if !saved.is_empty() {
        saved_list::take_in(app, saved);
    }
    if !own.is_empty() {
        own::section::take_in(app, own);
    }
}
