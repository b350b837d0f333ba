//! Sentences that carry names and model text: one value for the eye and for the ear.
//!
//! A [`Line`] is data, so that the visible panel and the spoken line say the same. Model text is
//! shown inside `<bdi>`: it may run in another direction than the sentence around it.

use leptos::prelude::*;

use crate::model::{Alternative, Color, Model, Shape};

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Our own words.
    Ours(String),
    /// Text from the model.
    Model(String),
    /// Name, colour and shape of an alternative.
    Name(String, Color, Shape),
}

/// A sentence.
pub type Line = Vec<Part>;

/// Our own words.
pub fn ours(text: impl Into<String>) -> Line {
    vec![Part::Ours(text.into())]
}

/// Text from the model.
pub fn theirs(text: &str) -> Line {
    vec![Part::Model(text.to_owned())]
}

/// The name of an alternative.
pub fn name(it: &Alternative) -> Line {
    vec![Part::Name(it.name.clone(), it.color, it.shape)]
}

/// "Django, FastAPI and Both".
pub fn names(model: &Model, alternatives: &[usize], last: &str) -> Line {
    list(alternatives.iter().map(|&a| name(&model.alternatives[a])).collect(), last)
}

/// "one, two and three".
pub fn list(lines: Vec<Line>, last: &str) -> Line {
    let count = lines.len();
    let mut all = Line::new();
    for (i, line) in lines.into_iter().enumerate() {
        if i > 0 {
            all.push(Part::Ours(if i + 1 == count { last } else { ", " }.to_owned()));
        }
        all.extend(line);
    }
    all
}

/// Puts lines into the places `{0}`, `{1}` … of a template.
pub fn fill(template: &str, lines: &[&Line]) -> Line {
    let mut all = Line::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        if !before.is_empty() {
            all.push(Part::Ours(before.to_owned()));
        }
        let place = usize::from(after.as_bytes().first().copied().unwrap_or(b'0') - b'0');
        all.extend(lines.get(place).into_iter().flat_map(|it| it.iter().cloned()));
        rest = after.get(2..).unwrap_or("");
    }
    if !rest.is_empty() {
        all.push(Part::Ours(rest.to_owned()));
    }
    all
}

/// The sentence as plain text, for the ear.
pub fn text(line: &Line) -> String {
    let part = |it: &Part| match it {
        Part::Ours(text) | Part::Model(text) | Part::Name(text, ..) => text.clone(),
    };
    line.iter().map(part).collect()
}

/// The sentence for the eye.
pub fn show(line: Line) -> AnyView {
    line.into_iter().map(show_part).collect_view().into_any()
}

fn show_part(part: Part) -> AnyView {
    match part {
        Part::Ours(text) => text.into_any(),
        Part::Model(text) => bdi(text),
        Part::Name(text, color, _) => {
            view! { class="tb", <b class=color_class(color)><bdi>{text}</bdi></b> }.into_any()
        }
    }
}

/// Model text, which may run in another direction than what stands around it.
pub fn bdi(text: impl Into<String>) -> AnyView {
    let text: String = text.into();
    view! { class="tb", <bdi>{text}</bdi> }.into_any()
}

/// Name of an alternative with its shape, as beside a bar.
pub fn tag(it: &Alternative) -> AnyView {
    let class = ["tag ", color_class(it.color)].concat();
    let mark = ["mark ", shape_class(it.shape)].concat();
    let name = it.name.clone();
    view! { class="tb",
        <span class=class><i class=mark aria-hidden="true"></i><bdi>{name}</bdi></span>
    }
    .into_any()
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

fn shape_class(shape: Shape) -> &'static str {
    match shape {
        Shape::Circle => "s-circle",
        Shape::Square => "s-square",
        Shape::Diamond => "s-diamond",
        Shape::Triangle => "s-triangle",
        Shape::Ring => "s-ring",
        Shape::Bar => "s-bar",
    }
}
