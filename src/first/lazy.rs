//! What is fetched after the first answer: everything behind the verdict, in a file of its own.
//!
//! The build splits the code at [`fetch`]: what only [`MORE`] reaches goes into the second file. A
//! table of functions, because one way in needs one waiting; after that, calls are plain calls.

use std::sync::Arc;

use leptos::wasm_split::SplitLoaderError;
use serde_json::Value;

use tiebreak_core::engine::{Decision, decide};
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::Answers;
use tiebreak_core::texts::strings::Strings;

use super::question::text_button_to;
use super::session::{DeferredAnalysis, Session};
use crate::details::{
    evidence, export, flips, link_notice, number, panels, problems, questions, readings, reasons,
};
use tiebreak_dom::prelude::*;

/// The ways into the second file.
pub struct Details {
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
    pub export: fn(Session) -> View,
    /// What a link brought.
    pub link_notice: fn(Session) -> View,
    /// What the reader tries out.
    pub trial: fn(Session) -> View,
    /// The statements behind a disputed requirement.
    pub statements: fn(Session, &[String]) -> View,
    /// What is to be known beyond the verdict, readings included.
    pub deferred: fn(Session) -> Arc<DeferredAnalysis>,
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
    pub report_input: fn(Session, &PageInput),
    /// The whole result as JSON.
    pub result: fn(Session) -> Value,
}

static DETAILS: Details = Details {
    style: include_str!("../details/style.css"),
    number: number::number,
    given: questions::given,
    questions: questions::questions,
    panels: panels::panels,
    export: export::export,
    link_notice: link_notice::link_notice,
    trial: flips::trial,
    statements: evidence::statements_on_demand,
    deferred: readings::deferred,
    decide,
    readings: readings::readings,
    because: reasons::because,
    warnings: reasons::warnings,
    open: reasons::open,
    why_next: reasons::why_next,
    bracket: readings::bracket,
    range: readings::range,
    problems: problems::problems,
    report_input: problems::report_input,
    result: readings::result,
};

/// What a page passes beside the model.
#[derive(Clone, Debug)]
pub struct PageInput {
    /// Answers by id, as JSON.
    pub answers: String,
    /// Ids of the questions to ask.
    pub questions: Vec<String>,
}

/// How far the second file has come.
#[derive(Clone, Copy, Default)]
pub enum DetailsState {
    /// Nobody needs it yet.
    #[default]
    NotRequested,
    /// On its way.
    Loading,
    /// Here.
    Ready(&'static Details),
    /// Not to be had at present.
    Failed,
}

#[cfg(feature = "element")]
mod split {
    #![allow(
        unsafe_code,
        missing_docs,
        clippy::unnecessary_wraps,
        reason = "written by the macro that marks where to split"
    )]

    use super::{DETAILS, Details, SplitLoaderError};

    #[leptos::wasm_split::wasm_split(details, wasm_split_path = leptos::wasm_split, fallible)]
    pub(super) fn fetch() -> Result<&'static Details, SplitLoaderError> {
        Ok(&DETAILS)
    }
}

/// Without the build that splits the code, the details are a part of the only file.
#[cfg(not(feature = "element"))]
mod split {
    use std::future::{Ready, ready};

    use super::{DETAILS, Details, SplitLoaderError};

    pub(super) fn fetch() -> Ready<Result<&'static Details, SplitLoaderError>> {
        ready(Ok(&DETAILS))
    }
}

/// Fetches the second file, once for all widgets of a page.
pub fn request(state: RwSignal<DetailsState>) {
    if !matches!(*state.read_untracked(), DetailsState::NotRequested | DetailsState::Failed) {
        return;
    }
    state.set(DetailsState::Loading);
    leptos::task::spawn_local(async move {
        let came = split::fetch().await;
        // The widget may be gone by now; then there is nothing to tell.
        state.try_set(came.map_or(DetailsState::Failed, DetailsState::Ready));
    });
}

/// Fetches it while a reader takes aim: what explains the first verdict then comes along with it.
pub fn prefetch(state: RwSignal<DetailsState>) {
    if matches!(*state.read_untracked(), DetailsState::NotRequested) {
        request(state);
    }
}

/// Shows a part of the second file, or how far it has come.
pub fn details(session: Session, view: impl Fn(&'static Details) -> View + 'static) -> View {
    details_outside_session(session.words, session.details, view)
}

/// The same outside a session.
pub fn details_outside_session(
    words: &'static Strings,
    state: RwSignal<DetailsState>,
    view: impl Fn(&'static Details) -> View + 'static,
) -> View {
    request(state);
    dynamic(move || match state.get() {
        DetailsState::Ready(details) => view(details),
        DetailsState::Failed => p()
            .class("small error")
            .part("error")
            .attr("role", "status")
            .child(words.part_failed)
            .child(" ")
            .child(text_button_to(words.retry, "", move || request(state)))
            .into_view(),
        _ => p().class("small").child(words.loading).into_view(),
    })
}

/// The same for what may be missing without a word.
pub fn details_if_ready(
    session: Session,
    view: impl Fn(&'static Details) -> View + 'static,
) -> View {
    dynamic(move || match session.details.get() {
        DetailsState::Ready(details) => Some(view(details)),
        _ => None,
    })
}
