//! What stands behind a row: each source's values, its statements in our words, its interest, and
//! what the public record says. The statements come from the second file, fetched when first opened.

use std::sync::Arc;

use crate::browser;
use tiebreak_core::model::evidence::{Correction, Evidence, Link};
use tiebreak_core::model::load::load_evidence;
use tiebreak_core::model::{Model, Rater, Rating, ScoreRow, Source};
use tiebreak_core::texts::sentence::{Sentence, fill, model_text, ui_text};
use tiebreak_dom::prelude::*;

use crate::first::session::{EvidenceState, Options, Session};
use crate::first::text::{isolate, show, tag};

/// Fetches the evidence file, once.
pub fn want(session: Session) {
    if matches!(
        *session.evidence.read_untracked(),
        EvidenceState::NotRequested | EvidenceState::Failed(_)
    ) {
        fetch(session);
    }
}

/// Fetches the evidence file that the model names.
fn fetch(session: Session) {
    let model = session.model();
    let Some(link) = model.evidence.clone() else {
        session.evidence.set(EvidenceState::Absent);
        return;
    };
    session.evidence.set(EvidenceState::Loading);
    let Options { model_url: base, evidence: given, .. } = session.options();
    leptos::task::spawn_local(async move {
        let text = match given {
            Some(text) => Ok(text),
            None => browser::fetch_beside(&base, &link.file, link.integrity.as_deref()).await,
        };
        let came = match text {
            Ok(text) => load_evidence(&model, &text).evidence.ok_or_else(String::new),
            Err(message) => Err(message),
        };
        // The widget may be gone by now; then there is nothing to tell.
        session.evidence.try_set(match came {
            Ok(it) => EvidenceState::Ready(Arc::new(it)),
            Err(message) => EvidenceState::Failed(message),
        });
    });
}

/// Shows what needs the evidence, or why it is not there.
pub fn with_evidence(session: Session, view: impl Fn(&Evidence) -> View + 'static) -> View {
    dynamic(move || match &*session.evidence.read() {
        EvidenceState::Ready(it) => view(it),
        other => notice(session, other),
    })
}

/// Why the evidence is not there, with a way to try again.
fn notice(session: Session, evidence: &EvidenceState) -> View {
    let words = session.words;
    match evidence {
        EvidenceState::Ready(_) => fragment().into_view(),
        EvidenceState::Absent => {
            p().class("small").child(words.details().evidence_absent).into_view()
        }
        EvidenceState::Failed(message) => {
            let message = message.clone();
            p().class("small error")
                .part("error")
                .child(words.details().evidence_failed)
                .child(" (")
                .child(message)
                .child(") ")
                .child(
                    button()
                        .attr("type", "button")
                        .part("button")
                        .class("link")
                        .on("click", move |_| want(session))
                        .child(words.retry),
                )
                .into_view()
        }
        _ => p().class("small").child(words.loading).into_view(),
    }
}

/// The same notice where the statements themselves stand further down.
pub fn evidence_notice(session: Session) -> View {
    dynamic(move || notice(session, &session.evidence.read()))
}

/// One block per source that rates a row.
pub fn ratings(session: Session, heading: Option<Sentence>, row: &ScoreRow) -> View {
    let words = session.words;
    let model = session.model();
    let blocks = row.ratings.iter().map(|it| rating(session, &model, it)).collect::<Vec<_>>();
    let weight = if row.weight == 0 {
        ui_text(words.details().no_weight)
    } else {
        fill(words.details().weight, &[&ui_text(row.weight.to_string())])
    };
    let heading = heading.map(|it| h5().child(show(it)).into_view());
    fragment()
        .child(heading)
        .child(p().class("small").child(show(weight)))
        .child(blocks)
        .into_view()
}

fn rating(session: Session, model: &Model, it: &Rating) -> View {
    let words = session.words;
    let values = it.values.iter().enumerate().filter_map(|(a, value)| {
        let inferred = it.inferred.contains(&a);
        let mark =
            inferred.then(|| em().class("badge").child(words.details().inferred).into_view());
        let value = (*value)? / 10;
        let alternative = tag(&model.alternatives[a]);
        Some(
            li().child(alternative)
                .child(" ")
                .child(value.to_string())
                .child(" ")
                .child(mark)
                .into_view(),
        )
    });
    let values: Vec<View> = values.collect();
    let who = match it.rater {
        Rater::Source(s) => source_line(session, &model.sources[s]),
        Rater::Editor => p().child(b().child(words.details().our_assumption)).into_view(),
    };
    div()
        .class("source")
        .child(who)
        .child(ul().class("plain values").child(values))
        .child(statements(session, it.statements.clone()))
        .into_view()
}

/// Who speaks, what they sell and how that bears on the choice.
pub fn source_line(session: Session, it: &Source) -> View {
    let words = session.words;
    let interest = words.details().interest[it.interest as usize];
    let sells = fill(words.details().sells, &[&model_text(&it.sells)]);
    p().child(b().child(isolate(it.short.as_str())))
        .child(" ")
        .child(small().child(interest).child(". ").child(show(sells)))
        .into_view()
}

/// Statements by id, each with its place and what the record says of it.
pub fn statements(session: Session, ids: Vec<String>) -> Option<View> {
    if ids.is_empty() {
        return None;
    }
    let shown = move |evidence: &Evidence| {
        let found = ids.iter().filter_map(|id| evidence.statement(id));
        let items: Vec<View> = found
            .map(|it| {
                let corrections = evidence.corrections_of(&it.id);
                let corrections = corrections.map(|it| correction(session, it)).collect::<Vec<_>>();
                li().child(isolate(it.text.as_str()))
                    .child(small().child(" — ").child(isolate(it.place.as_str())))
                    .child(corrections)
                    .into_view()
            })
            .collect();
        ul().class("statements").child(items).into_view()
    };
    let view = move || match &*session.evidence.read() {
        EvidenceState::Ready(it) => Some(shown(it)),
        _ => None,
    };
    Some(dynamic(view))
}

/// The same, folded away.
pub fn folded_statements(session: Session, ids: &[String]) -> Option<View> {
    let ids = ids.to_vec();
    (!ids.is_empty()).then(|| {
        let count = (session.words.details().statements)(ids.len());
        details()
            .class("fold")
            .child(summary().child(count))
            .child(statements(session, ids))
            .into_view()
    })
}

/// The same, for where nobody has asked for the evidence yet: opening them does.
pub fn statements_on_demand(session: Session, ids: &[String]) -> View {
    let statements = folded_statements(session, ids);
    div().on("click", move |_| want(session)).child(statements).into_view()
}

/// What the public record says of a statement, beside it.
pub fn correction(session: Session, it: &Correction) -> View {
    let mark = session.words.details().correction_marks[it.mark as usize];
    let links: Vec<View> = it.links.iter().map(|url| anchor(session, &host(url), url)).collect();
    p().class("correction")
        .child(em().class("badge").child(mark))
        .child(" ")
        .child(isolate(it.text.as_str()))
        .child(" ")
        .child(links)
        .into_view()
}

/// Links to read on.
pub fn links(session: Session, links: &[Link]) -> Option<View> {
    let items: Vec<View> = links.iter().map(|it| anchor(session, &it.text, &it.url)).collect();
    (!items.is_empty()).then(|| {
        p().class("small")
            .child(session.words.details().read_on)
            .child(" ")
            .child(items)
            .into_view()
    })
}

/// A link out of the widget; loading has refused whatever is not https, http or mailto. A model
/// that is not ours shows where it leads.
pub fn anchor(session: Session, text: &str, url: &str) -> View {
    let mut text = text.to_owned();
    let host = host(url);
    if session.options().foreign_host.is_some() && text != host {
        text = [&text, " (", &host, ")"].concat();
    }
    let url = url.to_owned();
    fragment()
        .child(
            a().attr("href", url)
                .attr("rel", "noopener noreferrer")
                .attr("target", "_blank")
                .child(bdi().child(text)),
        )
        .child(" ")
        .into_view()
}

/// The host of an address.
pub fn host(url: &str) -> String {
    url.split('/').nth(2).unwrap_or(url).to_owned()
}
