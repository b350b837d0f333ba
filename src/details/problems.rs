//! Lists the problems of a model file for its author, and reports errors in the input of a page.
//!
//! The code that finds the problems of a model is in `split_problems.wasm`, which only a model with errors
//! downloads, and the code that finds errors in the input in `split_input.wasm`.

use std::sync::Arc;

use serde_json::{Map, Value};
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::json::{self, object};
use tiebreak_core::model::load::load;
use tiebreak_core::model::problem::Problem;
use tiebreak_core::texts::strings::Strings;
use tiebreak_dom::prelude::*;

use crate::first::lazy::{PageInput, part_failed};
use crate::first::session::Session;
use crate::first::text::isolate;
use crate::part::part;

part!(problems: fn(&str) -> Vec<Problem> = |model| load(model).problems);

/// Checks the input of a page, and returns the errors.
type CheckInput = fn(&Model, &Map<String, Value>) -> Vec<Problem>;

part!(input: CheckInput = |model, fields| Answers::read(&model.alternatives, &model.questions, fields).1);

/// Every problem of a model file: its place, a message and a hint.
pub fn problems(strings: &'static Strings, model: &str) -> impl IntoView {
    let found = RwSignal::new(None);
    let model: Arc<str> = model.into();
    let read = move || {
        let model = Arc::clone(&model);
        found.set(None);
        leptos::task::spawn_local(async move {
            let problems = problems::fetch().await.ok().map(|problems| problems(&model));
            // The widget may be unmounted by now.
            found.try_set(Some(problems));
        });
    };
    read();
    move || match &*found.read() {
        None => p().class("small").child(strings.loading).into_view(),
        Some(None) => part_failed(strings, read.clone()).into_view(),
        Some(Some(problems)) => list(problems).into_view(),
    }
}

fn list(problems: &[Problem]) -> ElementBuilder {
    let items = problems.iter().map(|problem| {
        let hint = problem.hint.clone().map(|hint| small().child(hint));
        let (at, message) = (problem.at.clone(), problem.message.clone());
        li().child((code().child(at), " ", isolate(message), " ", hint))
    });
    ul().child(items.collect_view())
}

/// Dispatches an error event for each error in the input of the page.
pub fn report_input(session: Session, input: &PageInput) {
    let model = session.model();
    let mut fields = match json::read(&input.answers) {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    // Unknown ids of questions are reported in the same way as unknown ids in answers.
    let is_unknown = |id: &&String| model.questions.iter().all(|question| question.id != **id);
    let unknown = input.questions.iter().filter(is_unknown);
    fields.extend(unknown.map(|id| (id.clone(), Value::Null)));
    leptos::task::spawn_local(async move {
        // Without the messages, the input is ignored all the same.
        let Ok(check) = input::fetch().await else { return };
        if !session.is_mounted() {
            return;
        }
        for problem in check(&model, &fields) {
            let message = [&problem.at, ": ", &problem.message].concat();
            let help = problem.hint.unwrap_or_default();
            let error =
                [("code", "answers".into()), ("message", message.into()), ("help", help.into())];
            session.host.dispatch("tb-error", &object(error.to_vec()));
        }
    });
}
