//! Lists the problems of a model file for its author, and reports errors in the input of a page.

use serde_json::{Map, Value};
use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::json::{self, object};
use tiebreak_core::model::load::load;
use tiebreak_dom::prelude::*;

use crate::first::lazy::PageInput;
use crate::first::session::Session;
use crate::first::text::isolate;

/// Every problem of a model file: its place, a message and a hint.
pub fn problems(model: &str) -> ElementBuilder {
    let items = load(model).problems.into_iter().map(|problem| {
        let hint = problem.hint.map(|hint| small().child(hint));
        li().child((code().child(problem.at), " ", isolate(problem.message), " ", hint))
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
    for problem in Answers::read(&model.alternatives, &model.questions, &fields).1 {
        let message = [&problem.at, ": ", &problem.message].concat();
        let help = problem.hint.unwrap_or_default();
        let error =
            [("code", "answers".into()), ("message", message.into()), ("help", help.into())];
        session.host.dispatch("tb-error", &object(error.to_vec()));
    }
}
