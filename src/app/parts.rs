//! What several views have: a heading that names the page, names with their shapes, buttons.

use leptos::prelude::*;

use crate::browser::place;
use crate::ui::inline::{color_class, shape_class};

use super::shipped::Named;
use super::state::App;
use super::texts;

/// The heading of a view: it names the page, and takes the focus when the reader came from another.
pub fn heading(app: App, text: &str, class: &'static str) -> AnyView {
    let title = if text == texts::PROMISE {
        [texts::TIEBREAK, ": ", text].concat()
    } else {
        [text, " · ", texts::TIEBREAK].concat()
    };
    place::entitle(&title);
    if app.has_moved() {
        place::focus_later("h1");
    }
    view! { class="tb", <h1 class=class tabindex="-1"><bdi>{text.to_owned()}</bdi></h1> }.into_any()
}

/// Name of an alternative with its shape.
pub fn tag(it: &Named) -> AnyView {
    let class = ["tag ", color_class(it.color)].concat();
    let mark = ["mark ", shape_class(it.shape)].concat();
    view! { class="tb",
        <span class=class><i class=mark aria-hidden="true"></i><bdi>{it.name.clone()}</bdi></span>
    }
    .into_any()
}

/// A plain button that does one thing.
pub fn press(label: &'static str, act: impl Fn() + 'static) -> AnyView {
    view! { class="tb",
        <button type="button" class="link" on:click=move |_| act()>{label}</button>
    }
    .into_any()
}
