//! What is fetched after the first answer: everything behind the verdict, in a file of its own.
//!
//! The build splits the code at [`fetch`]: what only [`MORE`] reaches goes into the second file. A
//! table of functions, because one way in needs one waiting; after that, calls are plain calls.

use std::sync::Arc;

use leptos::wasm_split::SplitLoaderError;
use serde_json::Value;

use crate::engine::{Decision, decide};
use crate::model::Model;
use crate::model::answers::Answers;
use crate::prose::strings::Strings;

use super::el::{Piece, View, el};
use super::inline::live;
use super::problems::Given;
use super::question::press;
use super::session::{Outlook, Session};
use super::slot::Slot;
use super::{
    evidence, flips, keep, number, opened, panels, problems, questions, readings, reasons,
};

/// The ways into the second file.
pub struct More {
    /// How all of it looks.
    pub style: &'static str,
    /// The fields of a question that asks for a load.
    pub number: fn(Session, usize) -> View,
    /// The questions that are answered.
    pub given: fn(Session) -> View,
    /// All questions.
    pub questions: fn(Session) -> View,
    /// What stands behind the verdict.
    pub panels: fn(Session) -> View,
    /// The buttons that take a decision out of the page.
    pub keep: fn(Session) -> View,
    /// What a link brought.
    pub opened: fn(Session) -> View,
    /// What the reader tries out.
    pub trial: fn(Session) -> View,
    /// The statements behind a disputed requirement.
    pub statements: fn(Session, &[String]) -> View,
    /// What is to be known beyond the verdict, readings included.
    pub outlook: fn(Session) -> Arc<Outlook>,
    /// The verdict with all that explains it.
    pub decide: fn(&Model, &Answers) -> Decision,
    /// How sure the verdict is.
    pub readings: fn(Session) -> View,
    /// The strongest reasons for the verdict.
    pub because: fn(Session) -> View,
    /// What to be wary of in it.
    pub warnings: fn(Session) -> View,
    /// What can still change it.
    pub open: fn(Session) -> View,
    /// Why a question is asked before the others.
    pub why_next: fn(Session, usize) -> View,
    /// Between what values an alternative lies, as a bracket on its bar.
    pub bracket: fn(Session, usize) -> View,
    /// The same for the ear.
    pub range: fn(Session, usize) -> View,
    /// What is wrong with a model.
    pub problems: fn(&str) -> View,
    /// Tells the page what is wrong with what it gave.
    pub wrong: fn(Session, &Given),
    /// The whole result as JSON.
    pub result: fn(Session) -> Value,
}

static MORE: More = More {
    style: include_str!("behind.css"),
    number: number::number,
    given: questions::given,
    questions: questions::questions,
    panels: panels::panels,
    keep: keep::keep,
    opened: opened::opened,
    trial: flips::trial,
    statements: evidence::statements_on_demand,
    outlook: readings::outlook,
    decide,
    readings: readings::readings,
    because: reasons::because,
    warnings: reasons::warnings,
    open: reasons::open,
    why_next: reasons::why_next,
    bracket: readings::bracket,
    range: readings::range,
    problems: problems::problems,
    wrong: problems::wrong,
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
pub fn want(later: Slot<Later>) {
    if !matches!(*later.read_untracked(), Later::Untouched | Later::Failed) {
        return;
    }
    later.set(Later::Loading);
    leptos::task::spawn_local(async move {
        let came = split::fetch().await;
        // The widget may be gone by now; then there is nothing to tell.
        later.set_if_there(came.map_or(Later::Failed, Later::Ready));
    });
}

/// Fetches it while a reader takes aim: what explains the first verdict then comes along with it.
pub fn soon(later: Slot<Later>) {
    if matches!(*later.read_untracked(), Later::Untouched) {
        want(later);
    }
}

/// Shows a part of the second file, or how far it has come.
pub fn later(session: Session, view: impl Fn(&'static More) -> View + 'static) -> View {
    part(session.words, session.later, view)
}

/// The same outside a session.
pub fn part(
    words: &'static Strings,
    later: Slot<Later>,
    view: impl Fn(&'static More) -> View + 'static,
) -> View {
    want(later);
    live(move || match later.get() {
        Later::Ready(more) => view(more),
        Later::Failed => el("p")
            .class("small error")
            .part("error")
            .attr("role", "status")
            .child(words.part_failed)
            .child(" ")
            .child(press(words.retry, "", move || want(later)))
            .view(),
        _ => el("p").class("small").child(words.loading).view(),
    })
}

/// The same for what may be missing without a word.
pub fn silently(session: Session, view: impl Fn(&'static More) -> View + 'static) -> View {
    live(move || match session.later.get() {
        Later::Ready(more) => Some(view(more)),
        _ => None,
    })
}
