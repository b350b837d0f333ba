//! What is wrong with a model, for its author to mend, and with what a page gives.

use serde_json::{Map, Value};

use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::json::object;
use tiebreak_core::model::load::load;

use crate::first::lazy::PageInput;
use crate::first::session::Session;
use crate::first::text::isolate;
use tiebreak_dom::prelude::*;

/// Every problem of a model file: where, what, and what to do.
pub fn problems(model: &str) -> View {
    let mut list = ul();
    for it in load(model).problems {
        let hint = it.hint.map(|hint| small().child(hint));
        let place = code().child(it.at);
        let problem = li().child(place).child(" ").child(isolate(it.message)).child(" ");
        list = list.child(problem.child(hint));
    }
    list.into_view()
}

/// Tells the page everything that is wrong with what it gave.
pub fn report_input(session: Session, given: &PageInput) {
    let model = session.model();
    let mut fields: Map<String, Value> = serde_json::from_str(&given.answers).unwrap_or_default();
    // A name that nothing has is the same mistake as among answers.
    let unknown = |id: &&String| model.questions.iter().all(|it| it.id != **id);
    let unknown = given.questions.iter().filter(unknown);
    fields.extend(unknown.map(|id| (id.clone(), Value::Null)));
    for it in Answers::read(&model.alternatives, &model.questions, &fields).1 {
        let message = [&it.at, ": ", &it.message].concat();
        let help = it.hint.unwrap_or_default();
        let error =
            [("code", "answers".into()), ("message", message.into()), ("help", help.into())];
        session.page.tell("tb-error", &object(error.to_vec()));
    }
}
