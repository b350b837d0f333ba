//! Watch out, next steps, questions people ask: only what fits the answers and the verdict.

use tiebreak_core::engine::advice::advice as fitting;
use tiebreak_core::model::evidence::{Advice, Section};

use super::evidence::{self, folded_statements, links, with_evidence};
use crate::first::session::Session;
use crate::first::text::isolate;
use tiebreak_dom::prelude::*;

/// The panel of one section.
pub fn panel(session: Session, section: Section) -> View {
    evidence::want(session);
    with_evidence(session, move |evidence| {
        let (answers, decision) = (session.in_force.read(), session.decision.read());
        let fitting = fitting(evidence, &session.model(), &answers, &decision);
        let items: Vec<View> = (fitting.into_iter())
            .filter(|it| it.section == section)
            .map(|it| item(session, it))
            .collect();
        if items.is_empty() {
            return p().child(session.words.details().no_advice).into_view();
        }
        items.into_view()
    })
}

fn item(session: Session, it: &Advice) -> View {
    let (title, text) = (isolate(it.title.as_str()), isolate(it.text.as_str()));
    let body = fragment()
        .child(p().child(text))
        .child(links(session, &it.links))
        .child(folded_statements(session, &it.statements))
        .into_view();
    // Questions people ask are many: each opens on its own.
    if it.section == Section::Question {
        details().class("advice").child(summary().child(b().child(title))).child(body).into_view()
    } else {
        div().class("advice").child(h4().child(title)).child(body).into_view()
    }
}
