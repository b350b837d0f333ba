//! Renders sentences and the names of alternatives.
//!
//! Model text is inside `<bdi>`, because its direction of writing may differ from the sentence
//! around it.

use std::sync::Arc;

use leptos::prelude::{provide_context, use_context};
use tiebreak_core::model::{Alternative, Color, Shape};
use tiebreak_core::texts::sentence::{Part, Sentence};
use tiebreak_dom::prelude::*;

/// A sentence.
pub fn show(sentence: Sentence) -> View {
    sentence.into_iter().map(show_part).collect_view().into_view()
}

fn show_part(part: Part) -> View {
    match part {
        Part::Ui(text) => text.into_view(),
        Part::Model(text) => isolate(text).into_view(),
        Part::Name(text, color, _) => {
            b().class(color_class(color)).child(isolate(text)).into_view()
        }
    }
}

/// The language of the model, where the texts of the widget are in another one.
#[derive(Clone)]
struct ModelLang(Arc<str>);

/// Marks model text that is rendered below the current owner with the language of the model.
pub fn mark_model_text(lang: &str) {
    provide_context(ModelLang(lang.into()));
}

/// Model text, isolated from the text around it.
pub fn isolate(text: impl Into<String>) -> ElementBuilder {
    let text: String = text.into();
    marked(bdi().child(text))
}

/// The element with the language of the model, where that is another one.
fn marked(element: ElementBuilder) -> ElementBuilder {
    match use_context::<ModelLang>() {
        Some(ModelLang(lang)) => element.attr("lang", lang.to_string()),
        None => element,
    }
}

/// The name of an alternative with its shape, as beside a bar.
pub fn tag(alternative: &Alternative) -> ElementBuilder {
    let class = ["tag ", color_class(alternative.color)].concat();
    let mark = ["mark ", shape_class(alternative.shape)].concat();
    let mark = i().class(mark).attr("aria-hidden", "true");
    span().class(class).child((mark, isolate(alternative.name.as_str())))
}

/// The class that sets the colour of an alternative.
pub fn color_class(color: Color) -> &'static str {
    match color {
        Color::Blue => "c-blue",
        Color::Orange => "c-orange",
        Color::Purple => "c-purple",
        Color::Teal => "c-teal",
        Color::Pink => "c-pink",
        Color::Olive => "c-olive",
        Color::Indigo => "c-indigo",
        Color::Brown => "c-brown",
        Color::Cyan => "c-cyan",
        Color::Plum => "c-plum",
        Color::Slate => "c-slate",
        Color::Gold => "c-gold",
    }
}

/// The class that sets the shape of an alternative.
pub fn shape_class(shape: Shape) -> &'static str {
    match shape {
        Shape::Circle => "s-circle",
        Shape::Square => "s-square",
        Shape::Diamond => "s-diamond",
        Shape::Triangle => "s-triangle",
        Shape::Ring => "s-ring",
        Shape::Bar => "s-bar",
    }
}
