//! A card for each alternative: a sentence on living with it, its strengths and its weaknesses.
//! Shown until the first answer, and in the panel "Side by side".

use tiebreak_core::model::Alternative;
use tiebreak_core::texts::phrases::neutral_order;
use tiebreak_dom::prelude::*;

use super::session::Session;
use super::text::{isolate, tag};

/// The cards of all alternatives.
pub fn profiles(session: Session) -> ElementBuilder {
    let model = session.model();
    let cards = neutral_order(&model).into_iter().map(|a| card(session, &model.alternatives[a]));
    div().class("cards").child(cards.collect_view())
}

fn card(session: Session, alternative: &Alternative) -> ElementBuilder {
    let list = |texts: &[String]| {
        ul().child(texts.iter().map(|text| li().child(isolate(text.as_str()))).collect_view())
    };
    div().class("card").child((
        h4().child(tag(alternative)),
        p().child(isolate(alternative.living.as_str())),
        h5().child(session.strings.strengths),
        list(&alternative.good),
        h5().child(session.strings.weaknesses),
        list(&alternative.bad),
    ))
}
