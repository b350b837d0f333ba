//! Watch out, next steps, questions people ask: only what fits the answers and the verdict.

use crate::engine::advice::advice as fitting;
use crate::model::evidence::{Advice, Section};

use super::el::{Piece, View, el, group};
use super::evidence::{self, folded_statements, links, with_evidence};
use super::inline::bdi;
use super::session::Session;

/// The panel of one section.
pub fn advice(session: Session, section: Section) -> View {
    evidence::want(session);
    with_evidence(session, move |evidence| {
        let (answers, decision) = (session.in_force.read(), session.decision.read());
        let fitting = fitting(evidence, &session.model(), &answers, &decision);
        let items: Vec<View> = (fitting.into_iter())
            .filter(|it| it.section == section)
            .map(|it| item(session, it))
            .collect();
        if items.is_empty() {
            return el("p").child(session.words.behind().no_advice).view();
        }
        items.view()
    })
}

fn item(session: Session, it: &Advice) -> View {
    let (title, text) = (bdi(it.title.as_str()), bdi(it.text.as_str()));
    let body = group()
        .child(el("p").child(text))
        .child(links(session, &it.links))
        .child(folded_statements(session, &it.statements))
        .view();
    // Questions people ask are many: each opens on its own.
    if it.section == Section::Question {
        el("details")
            .class("advice")
            .child(el("summary").child(el("b").child(title)))
            .child(body)
            .view()
    } else {
        el("div").class("advice").child(el("h4").child(title)).child(body).view()
    }
}
