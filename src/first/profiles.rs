//! A card for each alternative: a sentence on living with it, its strengths and its weaknesses.
//! Shown until the first answer, and in the panel "Side by side".

use tiebreak_core::model::Alternative;
use tiebreak_core::texts::phrases::neutral_order;
use tiebreak_dom::prelude::*;

use super::session::Session;
use super::text::{isolate, tag};

/// The cards of all alternatives; `None` if the author describes none of them.
pub fn profiles(session: Session) -> Option<ElementBuilder> {
    let model = session.model();
    let is_described =
        |a: &Alternative| !(a.living.is_empty() && a.good.is_empty() && a.bad.is_empty());
    let cards = neutral_order(&model).into_iter().map(|a| card(session, &model.alternatives[a]));
    (model.alternatives.iter().any(is_described))
        .then(|| div().class("cards").child(cards.collect_view()))
}

fn card(session: Session, alternative: &Alternative) -> ElementBuilder {
    let list = |heading: &'static str, texts: &[String]| {
        let items = texts.iter().map(|text| li().child(isolate(text.as_str()))).collect_view();
        (!texts.is_empty()).then(|| (h5().child(heading), ul().child(items)))
    };
    let living = &alternative.living;
    div().class("card").child((
        h4().child(tag(alternative)),
        (!living.is_empty()).then(|| p().child(isolate(living.as_str()))),
        list(session.strings.strengths, &alternative.good),
        list(session.strings.weaknesses, &alternative.bad),
    ))
}
