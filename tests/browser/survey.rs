//! The questions of a model as a questionnaire of SurveyJS, one question per page, which `figures.rs`
//! compares the widget with.

use serde_json::{Value, json};
use tiebreak_core::model::{Choose, Model, Question};
use tiebreak_core::texts::strings::strings;

use crate::Result;
use crate::session::Session;
use crate::site::SURVEY;

/// Shows a questionnaire, and waits until its first question is painted.
const SHOW: &str = "window.survey = new Survey.Model(arguments[0]);
  survey.render(document.getElementById('survey'));
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));";

/// Opens a page with the questions of `model`.
pub(crate) async fn open(session: &Session, model: &Model) -> Result {
    session.go(SURVEY).await?;
    session.run(SHOW, vec![questions(model)]).await.map(drop)
}

/// The questions of `model`, each on a page of its own.
pub(crate) fn questions(model: &Model) -> Value {
    let page = |question: &Question| json!({ "elements": [element(question)] });
    json!({ "pages": model.questions.iter().map(page).collect::<Value>() })
}

/// A question with its text, why it is asked, its options and their notes.
fn element(question: &Question) -> Value {
    let options = question.options.iter().map(|option| {
        let note = option.note.iter().flat_map(|note| [" ", note]);
        let text: String = [option.text.as_str()].into_iter().chain(note).collect();
        json!({ "value": option.id, "text": text })
    });
    let choices: Vec<Value> = options.collect();
    let mut element = json!({
        "name": question.id,
        "title": question.text,
        "description": question.why,
    });
    let form = match question.choose {
        Choose::One => json!({ "type": "radiogroup", "choices": choices }),
        Choose::Many => json!({
            "type": "checkbox",
            "choices": choices,
            "showNoneItem": true,
            "noneText": strings("en").none_of_these,
        }),
        Choose::Number => json!({ "type": "text", "inputType": "number" }),
    };
    for (key, value) in form.as_object().into_iter().flatten() {
        element[key] = value.clone();
    }
    element
}
