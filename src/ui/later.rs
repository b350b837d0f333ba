//! What is fetched after the first answer: everything behind the verdict, in a file of its own.
//!
//! The build splits the code at [`fetch`]: what only [`MORE`] reaches goes into the second file. A
//! table of functions, because one way in needs one waiting; after that, calls are plain calls.

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
use serde_json::Value;

use super::inline::live;
use super::session::Session;
use super::{evidence, flips, keep, opened, panels, readings};

/// The ways into the second file.
pub struct More {
    /// What stands behind the verdict.
    pub panels: fn(Session) -> AnyView,
    /// The buttons that take a decision out of the page.
    pub keep: fn(Session) -> AnyView,
    /// What a link brought.
    pub opened: fn(Session) -> AnyView,
    /// What the reader tries out.
    pub trial: fn(Session) -> AnyView,
    /// The statements behind a disputed requirement.
    pub statements: fn(Session, &[String]) -> AnyView,
    /// The whole result as JSON.
    pub result: fn(Session) -> Value,
}

static MORE: More = More {
    panels: panels::panels,
    keep: keep::keep,
    opened: opened::opened,
    trial: flips::trial,
    statements: evidence::statements_on_demand,
    result: readings::result,
};

/// How far the second file has come.
#[derive(Clone, Copy, Default)]
pub enum Later {
    /// Nobody needs it yet.
    #[default]
    Untouched,
    /// On its way.
    Loading,
    /// Here.
    Ready(&'static More),
    /// Not to be had at present.
    Failed,
}

mod split {
    #![allow(
        unsafe_code,
        missing_docs,
        clippy::unnecessary_wraps,
        reason = "written by the macro that marks where to split"
    )]

    use super::{MORE, More, SplitLoaderError};

    #[leptos::wasm_split::wasm_split(more, wasm_split_path = leptos::wasm_split, fallible)]
    pub(super) fn fetch() -> Result<&'static More, SplitLoaderError> {
        Ok(&MORE)
    }
}

/// Fetches the second file, once for all widgets of a page.
pub fn want(session: Session) {
    if !matches!(*session.later.read_untracked(), Later::Untouched | Later::Failed) {
        return;
    }
    session.later.set(Later::Loading);
    leptos::task::spawn_local(async move {
        let came = split::fetch().await;
        // The widget may be gone by now; then there is nothing to tell.
        let _ = session.later.try_set(came.map_or(Later::Failed, Later::Ready));
    });
}

/// Shows a part of the second file, or how far it has come.
pub fn later(
    session: Session,
    view: impl Fn(&'static More) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let words = session.words;
    want(session);
    live(move || match session.later.get() {
        Later::Ready(more) => view(more),
        Later::Failed => view! { class="tb",
            <p class="small error" part="error" role="status">
                {words.part_failed} " "
                <button type="button" part="button" class="link" on:click=move |_| want(session)>
                    {words.retry}
                </button>
            </p>
        }
        .into_any(),
        _ => view! { class="tb", <p class="small">{words.loading}</p> }.into_any(),
    })
}

/// The same for what may be missing without a word.
pub fn silently(
    session: Session,
    view: impl Fn(&'static More) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    live(move || match session.later.get() {
        Later::Ready(more) => Some(view(more)),
        _ => None,
    })
}
