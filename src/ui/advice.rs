//! Watch out, next steps, questions people ask: only what fits the answers and the verdict.

use leptos::prelude::*;

use crate::engine::advice::advice as fitting;
use crate::model::evidence::{Advice, Section};

use super::evidence::{folded_statements, links, with_evidence};
use super::line::bdi;
use super::session::Session;

/// The panel of one section.
pub fn advice(session: Session, section: Section) -> AnyView {
    session.want_evidence();
    with_evidence(session, move |evidence| {
        let (answers, decision) = (session.answers.read(), session.decision.read());
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
    view! { class="tb",
        <div class="advice">
            <h4>{bdi(it.title.as_str())}</h4>
            <p>{bdi(it.text.as_str())}</p>
            {links(session, &it.links)}
            {folded_statements(session, &it.statements)}
        </div>
    }
    .into_any()
}
