//! A card for each alternative: a sentence on living with it, its strengths and its weaknesses.

use tiebreak_core::model::Alternative;
use tiebreak_core::texts::phrases::neutral_order;
use tiebreak_dom::prelude::*;

use super::session::Session;
use super::text::{isolate, tag};

/// The cards of all alternatives.
pub fn profiles(session: Session) -> View {
    let model = session.model();
    let cards = neutral_order(&model).into_iter().map(|a| card(session, &model.alternatives[a]));
    div().class("cards").child(cards.collect::<Vec<_>>()).into_view()
}

fn card(session: Session, it: &Alternative) -> View {
    let words = session.words;
    let items = |texts: &[String]| {
        let item = |it: &String| li().child(isolate(it.as_str())).into_view();
        let items: Vec<View> = texts.iter().map(item).collect();
        items
    };
    div()
        .class("card")
        .child(h4().child(tag(it)))
        .child(p().child(isolate(it.living.as_str())))
        .child(h5().child(words.strengths))
        .child(ul().child(items(&it.good)))
        .child(h5().child(words.weaknesses))
        .child(ul().child(items(&it.bad)))
        .into_view()
}
