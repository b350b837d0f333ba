//! A small renderer on Leptos' reactive graph.
//!
//! # Why Leptos' own views are not used
//!
//! Leptos gives each view a type of its own and compiles code for each type. In the widget this
//! code was 20 kB (brotli) of the 100 kB that a reader downloads before the first answer. Here
//! every view is a value of one type, [`View`], and one function renders all of them. Signals,
//! memos and effects are those of Leptos; [`RwSignal`] and [`Memo`] store every value behind one
//! type, so that their code is compiled once as well.
//!
//! # Writing views
//!
//! The syntax is that of Leptos' builders: a function for each tag, methods for attributes and
//! event listeners, tuples and closures as children.
//!
//! ```
//! use tiebreak_dom::prelude::*;
//!
//! fn counter(initial: i32, step: i32) -> ElementBuilder {
//!     let count = RwSignal::new(initial);
//!     div().class("counter").child((
//!         button().on("click", move |_| count.set(0)).child("Clear"),
//!         button().on("click", move |_| count.update(|n| *n -= step)).child("-1"),
//!         span().child(("Value: ", move || count.get(), "!")),
//!         button().on("click", move |_| count.update(|n| *n += step)).child("+1"),
//!     ))
//! }
//! ```
//!
//! | A child may be | Rendered as |
//! |---|---|
//! | a text or a whole number | a text node |
//! | an [`ElementBuilder`] | an element |
//! | a closure that returns any of these | a dynamic part: rendered again whenever a signal that the closure reads changes |
//! | an `Option` | nothing if it is `None` |
//! | a tuple | its items side by side |
//! | a `Vec` | its items side by side; [`collect_view`](CollectView::collect_view) makes one of an iterator |
//!
//! A function that makes one element returns an [`ElementBuilder`], others return `impl IntoView`.
//! Where branches have different types, [`into_view`](IntoView::into_view) converts them into a
//! [`View`], as `into_any` does in Leptos.
//!
//! Attributes take closures as well. There are methods of their own for properties that the reader
//! can change ([`value`](ElementBuilder::value), [`checked`](ElementBuilder::checked)) and for
//! styles ([`style`](ElementBuilder::style)). Events are named by texts, and listeners get a
//! [`web_sys::Event`].
//!
//! # Updating the page
//!
//! [`mount`] renders a view as the last child of an element. When a dynamic part produces a new
//! view, the renderer compares the new view with the one before, position by position: an element
//! of the same tag with the same attribute names and the same [key](ElementBuilder::key) stays in
//! the page, and only values that differ are set. Focus, text selection and scroll positions
//! survive such an update. Dynamic parts inside the new view are rendered from scratch, so a
//! closure around a small part of a view updates less than one around a large part.
//!
//! Browser translators and extensions move, replace or merge nodes. Before each update the renderer
//! compares the position of every node with the position at which it was inserted. Where a node is
//! missing or was moved, the renderer removes foreign nodes and inserts its own again, so that text
//! never contradicts the state.
//!
//! # Security
//!
//! Text stays text: no function takes HTML. Styles are set as properties of the `style` object,
//! which a strict content security policy allows.

mod element;
mod render;
mod signal;

pub use element::{AttributeValue, CollectView, ElementBuilder, IntoView, View, tags::*};
pub use render::{Mounted, mount};
pub use signal::{Memo, ReadGuard, RwSignal, effect};

/// Everything that views need, for `use tiebreak_dom::prelude::*`.
pub mod prelude {
    pub use crate::element::tags::*;
    pub use crate::{CollectView, ElementBuilder, IntoView, Memo, RwSignal, View, effect};
}
