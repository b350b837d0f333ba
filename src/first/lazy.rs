//! Fetches the details: the second file of the code, with everything that explains a verdict.
//!
//! The build splits the code at `details::fetch`: code that only `DETAILS` reaches goes into the
//! second file. The first file calls the details through this table of functions, so that there is
//! one place to wait.

use std::sync::Arc;

use serde_json::Value;
use tiebreak_core::engine::{Decision, decide};
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::Answers;
use tiebreak_core::texts::strings::Strings;
use tiebreak_dom::prelude::*;

use super::question::text_button_to;
use super::session::{DeferredAnalysis, Session};
use crate::details::{
    evidence, export, flips, link_notice, number, panels, problems, questions, reasons, scenarios,
    verdict_line,
};
use crate::part::part;

/// The functions of the details.
pub struct Details {
    /// The style sheet of the details.
    pub style: &'static str,
    /// Input fields for a question that asks for a load.
    pub number: fn(Session, usize) -> View,
    /// List of the answered questions.
    pub answered_questions: fn(Session) -> View,
    /// List of all questions.
    pub all_questions: fn(Session) -> View,
    /// Panels that explain the verdict.
    pub panels: fn(Session) -> View,
    /// Buttons that copy, save and print the decision.
    pub export: fn(Session) -> View,
    /// Notice about the link that set the answers.
    pub link_notice: fn(Session) -> View,
    /// Notice about the changes that the reader tries out.
    pub trial: fn(Session) -> View,
    /// Statements for and against a disputed requirement.
    pub statements: fn(Session, &[String]) -> View,
    /// Computes the deferred analysis, samples included.
    pub deferred: fn(Session) -> Arc<DeferredAnalysis>,
    /// Computes the decision with all its explanations.
    pub decide: fn(&Model, &Answers) -> Decision,
    /// Shares of the samples that each alternative wins.
    pub scenarios: fn(Session) -> View,
    /// The strongest reasons for the verdict.
    pub reasons: fn(Session) -> View,
    /// Warnings about the verdict.
    pub warnings: fn(Session) -> View,
    /// Notice that open questions can still change the verdict.
    pub open_questions: fn(Session) -> View,
    /// The verdict in one line, for a narrow widget.
    pub verdict_line: fn(Session) -> View,
    /// Why a question is asked before the others.
    pub why_next: fn(Session, usize) -> View,
    /// The score interval of an alternative, as a mark on its bar.
    pub interval_mark: fn(Session, usize) -> View,
    /// The score interval of an alternative, as text.
    pub interval_text: fn(Session, usize) -> View,
    /// List of the problems of a model file.
    pub problems: fn(&'static Strings, &str) -> View,
    /// Reports errors in the input of the page to the page.
    pub report_input: fn(Session, &PageInput),
    /// The whole result as JSON.
    pub result: fn(Session) -> Value,
}

static DETAILS: Details = Details {
    style: include_str!(concat!(env!("OUT_DIR"), "/details-style.css")),
    number: |session, q| number::fields(session, q).into_view(),
    answered_questions: |session| questions::answered(session).into_view(),
    all_questions: |session| questions::all(session).into_view(),
    panels: |session| panels::panels(session).into_view(),
    export: |session| export::export(session).into_view(),
    link_notice: |session| link_notice::link_notice(session).into_view(),
    trial: |session| flips::trial(session).into_view(),
    statements: |session, ids| evidence::statements_on_demand(session, ids).into_view(),
    deferred: scenarios::deferred,
    decide,
    scenarios: |session| scenarios::scenarios(session).into_view(),
    reasons: |session| reasons::reasons(session).into_view(),
    warnings: |session| reasons::warnings(session).into_view(),
    open_questions: |session| reasons::open_questions(session).into_view(),
    verdict_line: |session| verdict_line::verdict_line(session).into_view(),
    why_next: |session, q| reasons::why_next(session, q).into_view(),
    interval_mark: |session, a| scenarios::interval_mark(session, a).into_view(),
    interval_text: |session, a| scenarios::interval_text(session, a).into_view(),
    problems: |strings, model| problems::problems(strings, model).into_view(),
    report_input: problems::report_input,
    result: scenarios::result,
};

/// The input of the page that has errors.
#[derive(Clone, Debug)]
pub struct PageInput {
    /// Answers by id, as JSON.
    pub answers: String,
    /// Ids of the questions to ask.
    pub questions: Vec<String>,
}

/// The state of the request for the details.
#[derive(Clone, Copy, Default)]
pub enum DetailsState {
    /// Not requested yet.
    #[default]
    NotRequested,
    /// Requested.
    Loading,
    /// Fetched.
    Ready(&'static Details),
    /// The request failed; [`request`] tries again.
    Failed,
}

part!(details: &'static Details = &DETAILS);

/// Fetches the details, unless they are ready or requested. All widgets of a page share one
/// download.
pub fn request(state: RwSignal<DetailsState>) {
    if !matches!(*state.read_untracked(), DetailsState::NotRequested | DetailsState::Failed) {
        return;
    }
    state.set(DetailsState::Loading);
    leptos::task::spawn_local(async move {
        let result = details::fetch().await;
        // The widget may be unmounted by now.
        state.try_set(result.map_or(DetailsState::Failed, DetailsState::Ready));
    });
}

/// Fetches the details before they are needed, unless an earlier request failed.
pub fn prefetch(state: RwSignal<DetailsState>) {
    if matches!(*state.read_untracked(), DetailsState::NotRequested) {
        request(state);
    }
}

/// Selects a function of the details.
pub type Select = fn(&'static Details) -> fn(Session) -> View;

/// A part of the details; until they are ready, the state of the request.
pub fn part(session: Session, select: Select) -> impl IntoView {
    details(session, move |details| select(details)(session))
}

/// A part of the details; nothing until they are ready.
pub fn part_if_ready(session: Session, select: Select) -> impl IntoView {
    details_if_ready(session, move |details| select(details)(session))
}

/// A view of the details; until they are ready, the state of the request.
pub fn details(session: Session, view: impl Fn(&'static Details) -> View + 'static) -> View {
    details_outside_session(session.strings, session.details, Box::new(view))
}

/// The same as [`details()`], without a session.
pub fn details_outside_session(
    strings: &'static Strings,
    state: RwSignal<DetailsState>,
    view: Box<dyn Fn(&'static Details) -> View>,
) -> View {
    request(state);
    let part = move || match state.get() {
        DetailsState::Ready(details) => view(details),
        DetailsState::Failed => part_failed(strings, move || request(state)).into_view(),
        _ => p().class("small").child(strings.loading).into_view(),
    };
    part.into_view()
}

/// Says that a part could not be fetched, with a button that calls `retry`.
pub fn part_failed(strings: &'static Strings, retry: impl Fn() + 'static) -> ElementBuilder {
    p().class("small error").part("error").attr("role", "status").child((
        strings.part_failed,
        " ",
        text_button_to(strings.retry, "", retry),
    ))
}

/// A view of the details; nothing until they are ready.
pub fn details_if_ready(
    session: Session,
    view: impl Fn(&'static Details) -> View + 'static,
) -> impl IntoView {
    move || match session.details.get() {
        DetailsState::Ready(details) => Some(view(details)),
        _ => None,
    }
}
