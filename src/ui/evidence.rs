//! What stands behind a row: each source's values, its statements in our words, its interest, and
//! what the public record says. The statements come from the second file, fetched when first opened.

use std::sync::Arc;

use crate::browser;
use crate::model::evidence::{Correction, Evidence, Link};
use crate::model::load::load_evidence;
use crate::model::{Model, Rater, Rating, Row, Source};
use crate::prose::line::{Line, fill, ours, theirs};

use super::el::{Piece, View, el, group};
use super::inline::{bdi, live, show, tag};
use super::session::{Evidences, Options, Session};

/// Fetches the evidence file, once.
pub fn want(session: Session) {
    if matches!(*session.evidence.read_untracked(), Evidences::Untouched | Evidences::Failed(_)) {
        fetch(session);
    }
}

/// Fetches the evidence file that the model names.
fn fetch(session: Session) {
    let model = session.model();
    let Some(link) = model.evidence.clone() else {
        session.evidence.set(Evidences::Absent);
        return;
    };
    session.evidence.set(Evidences::Loading);
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
        session.evidence.set_if_there(match came {
            Ok(it) => Evidences::Ready(Arc::new(it)),
            Err(message) => Evidences::Failed(message),
        });
    });
}

/// Shows what needs the evidence, or why it is not there.
pub fn with_evidence(session: Session, view: impl Fn(&Evidence) -> View + 'static) -> View {
    live(move || match &*session.evidence.read() {
        Evidences::Ready(it) => view(it),
        other => notice(session, other),
    })
}

/// Why the evidence is not there, with a way to try again.
fn notice(session: Session, evidence: &Evidences) -> View {
    let words = session.words;
    match evidence {
        Evidences::Ready(_) => group().view(),
        Evidences::Absent => el("p").class("small").child(words.behind().evidence_absent).view(),
        Evidences::Failed(message) => {
            let message = message.clone();
            el("p")
                .class("small error")
                .part("error")
                .child(words.behind().evidence_failed)
                .child(" (")
                .child(message)
                .child(") ")
                .child(
                    el("button")
                        .attr("type", "button")
                        .part("button")
                        .class("link")
                        .on("click", move |_| want(session))
                        .child(words.retry),
                )
                .view()
        }
        _ => el("p").class("small").child(words.loading).view(),
    }
}

/// The same notice where the statements themselves stand further down.
pub fn evidence_notice(session: Session) -> View {
    live(move || notice(session, &session.evidence.read()))
}

/// One block per source that rates a row.
pub fn ratings(session: Session, heading: Option<Line>, row: &Row) -> View {
    let words = session.words;
    let model = session.model();
    let blocks = row.ratings.iter().map(|it| rating(session, &model, it)).collect::<Vec<_>>();
    let weight = if row.weight == 0 {
        ours(words.behind().nobody_rates)
    } else {
        fill(words.behind().weight, &[&ours(row.weight.to_string())])
    };
    let heading = heading.map(|it| el("h5").child(show(it)).view());
    group().child(heading).child(el("p").class("small").child(show(weight))).child(blocks).view()
}

fn rating(session: Session, model: &Model, it: &Rating) -> View {
    let words = session.words;
    let values = it.values.iter().enumerate().filter_map(|(a, value)| {
        let inferred = it.inferred.contains(&a);
        let mark = inferred.then(|| el("em").class("badge").child(words.behind().inferred).view());
        let value = (*value)? / 10;
        let alternative = tag(&model.alternatives[a]);
        Some(
            el("li")
                .child(alternative)
                .child(" ")
                .child(value.to_string())
                .child(" ")
                .child(mark)
                .view(),
        )
    });
    let values: Vec<View> = values.collect();
    let who = match it.rater {
        Rater::Source(s) => source_line(session, &model.sources[s]),
        Rater::Editor => el("p").child(el("b").child(words.behind().our_assumption)).view(),
    };
    el("div")
        .class("source")
        .child(who)
        .child(el("ul").class("plain values").child(values))
        .child(statements(session, it.statements.clone()))
        .view()
}

/// Who speaks, what they sell and how that bears on the choice.
pub fn source_line(session: Session, it: &Source) -> View {
    let words = session.words;
    let interest = words.behind().interest[it.interest as usize];
    let sells = fill(words.behind().sells, &[&theirs(&it.sells)]);
    el("p")
        .child(el("b").child(bdi(it.short.as_str())))
        .child(" ")
        .child(el("small").child(interest).child(". ").child(show(sells)))
        .view()
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
                el("li")
                    .child(bdi(it.text.as_str()))
                    .child(el("small").child(" — ").child(bdi(it.place.as_str())))
                    .child(corrections)
                    .view()
            })
            .collect();
        el("ul").class("statements").child(items).view()
    };
    let view = move || match &*session.evidence.read() {
        Evidences::Ready(it) => Some(shown(it)),
        _ => None,
    };
    Some(live(view))
}

/// The same, folded away.
pub fn folded_statements(session: Session, ids: &[String]) -> Option<View> {
    let ids = ids.to_vec();
    (!ids.is_empty()).then(|| {
        let count = (session.words.behind().statements)(ids.len());
        el("details")
            .class("fold")
            .child(el("summary").child(count))
            .child(statements(session, ids))
            .view()
    })
}

/// The same, for where nobody has asked for the evidence yet: opening them does.
pub fn statements_on_demand(session: Session, ids: &[String]) -> View {
    let statements = folded_statements(session, ids);
    el("div").on("click", move |_| want(session)).child(statements).view()
}

/// What the public record says of a statement, beside it.
pub fn correction(session: Session, it: &Correction) -> View {
    let mark = session.words.behind().marks[it.mark as usize];
    let links: Vec<View> = it.links.iter().map(|url| anchor(session, &host(url), url)).collect();
    el("p")
        .class("correction")
        .child(el("em").class("badge").child(mark))
        .child(" ")
        .child(bdi(it.text.as_str()))
        .child(" ")
        .child(links)
        .view()
}

/// Links to read on.
pub fn links(session: Session, links: &[Link]) -> Option<View> {
    let items: Vec<View> = links.iter().map(|it| anchor(session, &it.text, &it.url)).collect();
    (!items.is_empty()).then(|| {
        el("p").class("small").child(session.words.behind().read_on).child(" ").child(items).view()
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
    group()
        .child(
            el("a")
                .attr("href", url)
                .attr("rel", "noopener noreferrer")
                .attr("target", "_blank")
                .child(el("bdi").child(text)),
        )
        .child(" ")
        .view()
}

/// The host of an address.
pub fn host(url: &str) -> String {
    url.split('/').nth(2).unwrap_or(url).to_owned()
}
