//! Watch out, next steps, questions people ask: only what fits the answers and the verdict.

use leptos::prelude::*;

use crate::engine::advice::advice as fitting;
use crate::model::evidence::{Advice, Section};

use super::evidence::{self, folded_statements, links, with_evidence};
use super::inline::bdi;
use super::session::Session;

/// The panel of one section.
pub fn advice(session: Session, section: Section) -> AnyView {
    evidence::want(session);
    with_evidence(session, move |evidence| {
        let (answers, decision) = (session.in_force.read(), session.decision.read());
        let fitting = fitting(evidence, &session.model(), &answers, &decision);
        let items: Vec<AnyView> = (fitting.into_iter())
            .filter(|it| it.section == section)
            .map(|it| item(session, it))
            .collect();
        if items.is_empty() {
            return view! { class="tb", <p>{session.words.no_advice}</p> }.into_any();
        }
        items.into_any()
    })
}

fn item(session: Session, it: &Advice) -> AnyView {
    let (title, text) = (bdi(it.title.as_str()), bdi(it.text.as_str()));
    let body = view! { class="tb",
        <p>{text}</p>
        {links(session, &it.links)}
        {folded_statements(session, &it.statements)}
    }
    .into_any();
    // Questions people ask are many: each opens on its own.
    if it.section == Section::Question {
        view! { class="tb",
            <details class="advice"><summary><b>{title}</b></summary> {body}</details>
        }
        .into_any()
    } else {
        view! { class="tb", <div class="advice"><h4>{title}</h4> {body}</div> }.into_any()
    }
}
