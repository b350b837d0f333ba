//! The typical cases, each with the verdict that the engine computes for it.

use leptos::prelude::*;

use crate::engine::sheet::Sheet;
use crate::engine::verdict::{Verdict, verdict};
use crate::model::Model;
use crate::prose::words;

use super::inline::{bdi, live, show, tag};
use super::session::Session;

/// A row of buttons, one per typical case.
pub fn cases(session: Session) -> Option<AnyView> {
    let model = session.model();
    let chips = (0..model.cases.len()).map(|case| chip(session, &model, case));
    let note = move || {
        let name = session.model().cases[session.case.get()?].name.clone();
        let line = crate::prose::line::fill(
            session.words.preset_by,
            &[&crate::prose::line::theirs(&name)],
        );
        Some(view! { class="tb", <p class="small preset">{show(line)}</p> }.into_any())
    };
    (!model.cases.is_empty() && !session.is_readonly()).then(|| {
        view! { class="tb",
            <div class="chips" role="group" aria-label=session.words.cases>{chips.collect_view()}</div>
            {live(note)}
        }
        .into_any()
    })
}

fn chip(session: Session, model: &Model, case: usize) -> AnyView {
    let it = &model.cases[case];
    let verdict = verdict(&Sheet::new(model, &model.tables.pooled, &it.answers));
    let pressed = move || (session.case.get() == Some(case)).to_string();
    view! { class="tb",
        <button type="button" part="button" class="chip" aria-pressed=move || pressed()
            on:click=move |_| session.start_from(case)>
            <b>{bdi(it.name.as_str())}</b>
            {outcome(session, model, verdict)}
            <small>{bdi(it.note.as_str())}</small>
        </button>
    }
    .into_any()
}

/// Shape, colour and name of each that is in the outcome; the kind where that is not one.
fn outcome(session: Session, model: &Model, verdict: Verdict) -> AnyView {
    match verdict.winner {
        Some(a) => tag(&model.alternatives[a]),
        None => show(words::brief(session.words, model, &verdict.into())),
    }
}
