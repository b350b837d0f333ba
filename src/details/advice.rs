//! The panels "Watch out", "Next steps" and "Questions people ask": the advice of the evidence file
//! that applies to the answers and the verdict.

use tiebreak_core::engine::advice::advice as applicable;
use tiebreak_core::model::evidence::{Advice, Section};
use tiebreak_dom::prelude::*;

use super::evidence::{self, folded_statements, links, with_evidence};
use crate::first::session::{EvidenceState, Session};
use crate::first::text::isolate;

/// Whether the evidence has advice in a section, as far as the evidence is known.
pub fn may_have(session: Session, section: Section) -> bool {
    if session.model().evidence.is_none() {
        return false;
    }
    match &*session.evidence.read_untracked() {
        EvidenceState::Ready(evidence) => {
            evidence.advice.iter().any(|advice| advice.section == section)
        }
        _ => true,
    }
}

/// The panel of one section.
pub fn panel(session: Session, section: Section) -> impl IntoView {
    evidence::request(session);
    with_evidence(session, move |evidence| {
        let (answers, decision) = (session.effective_answers.read(), session.decision.read());
        let items = applicable(evidence, &session.model(), &answers, &decision)
            .into_iter()
            .filter(|advice| advice.section == section)
            .map(|advice| item(session, advice))
            .collect_view();
        if items.is_empty() {
            return p().child(session.strings.details().no_advice).into_view();
        }
        items.into_view()
    })
}

fn item(session: Session, advice: &Advice) -> ElementBuilder {
    let title = isolate(advice.title.as_str());
    let body = (
        p().child(isolate(advice.text.as_str())),
        links(session, &advice.links),
        folded_statements(session, &advice.statements),
    );
    // The section of questions is long, so each question is folded.
    if advice.section == Section::Question {
        details().class("advice").child((summary().child(b().child(title)), body))
    } else {
        div().class("advice").child((h4().child(title), body))
    }
}
