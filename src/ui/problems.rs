//! What is wrong with a model, for its author to mend, and with what a page gives.

use serde_json::{Map, Value};

use crate::model::answers::Answers;
use crate::model::json::object;
use crate::model::load::load;

use super::el::{Piece, View, el};
use super::inline::bdi;
use super::session::Session;

/// What a page gives beside the model.
#[derive(Clone, Debug)]
pub struct Given {
    /// Answers by id, as JSON.
    pub answers: String,
    /// Ids of the questions to ask.
    pub questions: Vec<String>,
}

/// Every problem of a model file: where, what, and what to do.
pub fn problems(model: &str) -> View {
    let mut list = el("ul");
    for it in load(model).problems {
        let hint = it.hint.map(|hint| el("small").child(hint));
        let place = el("code").child(it.at);
        let problem = el("li").child(place).child(" ").child(bdi(it.message)).child(" ");
        list = list.child(problem.child(hint));
    }
    list.view()
}

/// Tells the page everything that is wrong with what it gave.
pub fn wrong(session: Session, given: &Given) {
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
