//! The widget: a decision aid that runs in the reader's browser.
//!
//! A Leptos app shows a decision with the component [`TieBreak`]; other pages use the `<tie-break>`
//! element, whose code is this crate with the feature `element`. Both start the same [`Widget`].
//!
//! The build of the element takes the code apart. The folders show which code is in which file:
//!
//! - [`first`]: downloaded before the first answer. Questions, the verdict and its bars.
//! - [`details`]: downloaded after the first answer. Reasons, sources, exports, everything that
//!   explains the verdict. Code of `first` reaches `details` only through [`first::lazy`].
//!
//! More files are for some pages: `check` for decisions that the build has not sealed, `language` for pages
//! in other languages than English, `table` for pages whose article has a comparison table, `input` for
//! pages that were opened by a link or whose input has errors, and `problems` for models with errors. The
//! file `export` is for readers who save or print a verdict.
//!
//! `element` is the interface to the scripts of the `<tie-break>` element, and [`browser`] wraps the
//! web APIs that the widget uses. The model, the engine and the texts are in [`tiebreak_core`]; the
//! renderer is [`tiebreak_dom`].
//!
//! [`Widget`]: widget::Widget

pub mod browser;
#[cfg(feature = "element")]
pub mod check;
pub mod component;
pub mod details;
#[cfg(feature = "element")]
pub mod element;
pub mod first;
pub mod host_texts;
#[cfg(feature = "element")]
pub mod language;
mod part;
#[cfg(feature = "element")]
pub mod table;
pub mod widget;

pub use component::{AnswersById, ModelProp, TieBreak, TieBreakError, TieBreakResult};
pub use tiebreak_core as core;

/// The styles of the shapes and colours of alternatives, for pages that show alternatives outside the
/// widget.
pub const MARKS_STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/marks.css"));
