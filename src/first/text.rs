//! Sentences and names as they stand on the page.
//!
//! Model text is shown inside `<bdi>`: it may run in another direction than the sentence around it.

use tiebreak_core::model::{Alternative, Color, Shape};
use tiebreak_core::texts::sentence::{Part, Sentence};
use tiebreak_dom::prelude::*;

/// The sentence for the eye.
pub fn show(line: Sentence) -> View {
    line.into_iter().map(show_part).collect::<Vec<_>>().into_view()
}

fn show_part(part: Part) -> View {
    match part {
        Part::Ui(text) => text.into_view(),
        Part::Model(text) => isolate(text),
        Part::Name(text, color, _) => {
            b().class(color_class(color)).child(bdi().child(text)).into_view()
        }
    }
}

/// Model text, which may run in another direction than what stands around it.
pub fn isolate(text: impl Into<String>) -> View {
    let text: String = text.into();
    bdi().child(text).into_view()
}

/// Name of an alternative with its shape, as beside a bar.
pub fn tag(it: &Alternative) -> View {
    let class = ["tag ", color_class(it.color)].concat();
    let mark = ["mark ", shape_class(it.shape)].concat();
    let name = it.name.clone();
    span()
        .class(class)
        .child(i().class(mark).attr("aria-hidden", "true"))
        .child(bdi().child(name))
        .into_view()
}

/// Class that sets the colour of an alternative.
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

/// Class that sets its shape.
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
