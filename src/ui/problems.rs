//! What is wrong with a model, for its author to mend.

use leptos::prelude::*;

use crate::model::load::load;

use super::el::{Piece, el};
use super::inline::bdi;

/// Every problem of a model file: where, what, and what to do.
pub fn problems(model: &str) -> AnyView {
    let mut list = el("ul");
    for it in load(model).problems {
        let hint = it.hint.map(|hint| el("small").child(hint));
        let place = el("code").child(it.at);
        let problem = el("li").child(place).child(" ").child(bdi(it.message)).child(" ");
        list = list.child(problem.child(hint));
    }
    list.view()
}
