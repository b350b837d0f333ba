//! What stands behind a row: each source's values, its statements in our words, its interest, and
//! what the public record says. The statements come from the second file, fetched when first opened.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser;
use crate::model::evidence::{Correction, Evidence, Link};
use crate::model::load::load_evidence;
use crate::model::{Model, Rater, Rating, Row, Source};
use crate::prose::line::{Line, fill, ours, theirs};

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
        let _ = session.evidence.try_set(match came {
            Ok(it) => Evidences::Ready(Arc::new(it)),
            Err(message) => Evidences::Failed(message),
        });
    });
}

/// Shows what needs the evidence, or why it is not there.
pub fn with_evidence(
    session: Session,
    view: impl Fn(&Evidence) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    live(move || match &*session.evidence.read() {
        Evidences::Ready(it) => view(it),
        other => notice(session, other),
    })
}

/// Why the evidence is not there, with a way to try again.
fn notice(session: Session, evidence: &Evidences) -> AnyView {
    let words = session.words;
    match evidence {
        Evidences::Ready(_) => ().into_any(),
        Evidences::Absent => {
            view! { class="tb", <p class="small">{words.evidence_absent}</p> }.into_any()
        }
        Evidences::Failed(message) => {
            let message = message.clone();
            view! { class="tb",
                <p class="small error" part="error">
                    {words.evidence_failed} " (" {message} ") "
                    <button type="button" part="button" class="link"
                        on:click=move |_| want(session)>
                        {words.retry}
                    </button>
                </p>
            }
            .into_any()
        }
        _ => view! { class="tb", <p class="small">{words.loading}</p> }.into_any(),
    }
}

/// The same notice where the statements themselves stand further down.
pub fn evidence_notice(session: Session) -> AnyView {
    live(move || notice(session, &session.evidence.read()))
}

/// One block per source that rates a row.
pub fn ratings(session: Session, heading: Option<Line>, row: &Row) -> AnyView {
    let words = session.words;
    let model = session.model();
    let blocks = row.ratings.iter().map(|it| rating(session, &model, it)).collect_view();
    let weight = if row.weight == 0 {
        ours(words.nobody_rates)
    } else {
        fill(words.weight, &[&ours(row.weight.to_string())])
    };
    let heading = heading.map(|it| view! { class="tb", <h5>{show(it)}</h5> }.into_any());
    view! { class="tb",
        {heading} <p class="small">{show(weight)}</p> {blocks}
    }
    .into_any()
}

fn rating(session: Session, model: &Model, it: &Rating) -> AnyView {
    let words = session.words;
    let values = it.values.iter().enumerate().filter_map(|(a, value)| {
        let inferred = it.inferred.contains(&a);
        let mark = inferred.then(|| view! { class="tb", <em class="badge">{words.inferred}</em> });
        let value = (*value)? / 10;
        let alternative = tag(&model.alternatives[a]);
        Some(view! { class="tb", <li>{alternative} " " {value} " " {mark}</li> }.into_any())
    });
    let values: Vec<AnyView> = values.collect();
    let who = match it.rater {
        Rater::Source(s) => source_line(session, &model.sources[s]),
        Rater::Editor => view! { class="tb", <p><b>{words.our_assumption}</b></p> }.into_any(),
    };
    view! { class="tb",
        <div class="source">
            {who}
            <ul class="plain values">{values}</ul>
            {statements(session, it.statements.clone())}
        </div>
    }
    .into_any()
}

/// Who speaks, what they sell and how that bears on the choice.
pub fn source_line(session: Session, it: &Source) -> AnyView {
    let words = session.words;
    let interest = words.interest[it.interest as usize];
    let sells = fill(words.sells, &[&theirs(&it.sells)]);
    view! { class="tb",
        <p><b>{bdi(it.short.as_str())}</b> " " <small>{interest} ". " {show(sells)}</small></p>
    }
    .into_any()
}

/// Statements by id, each with its place and what the record says of it.
pub fn statements(session: Session, ids: Vec<String>) -> Option<AnyView> {
    if ids.is_empty() {
        return None;
    }
    let shown = move |evidence: &Evidence| {
        let found = ids.iter().filter_map(|id| evidence.statement(id));
        let items: Vec<AnyView> = found
            .map(|it| {
                let corrections = evidence.corrections_of(&it.id);
                let corrections = corrections.map(|it| correction(session, it)).collect_view();
                view! { class="tb",
                    <li>{bdi(it.text.as_str())} <small>" — " {bdi(it.place.as_str())}</small> {corrections}</li>
                }
                .into_any()
            })
            .collect();
        view! { class="tb", <ul class="statements">{items}</ul> }.into_any()
    };
    let view = move || match &*session.evidence.read() {
        Evidences::Ready(it) => Some(shown(it)),
        _ => None,
    };
    Some(view.into_any())
}

/// The same, folded away.
pub fn folded_statements(session: Session, ids: &[String]) -> Option<AnyView> {
    let ids = ids.to_vec();
    (!ids.is_empty()).then(|| {
        let count = (session.words.statements)(ids.len());
        view! { class="tb",
            <details class="fold"><summary>{count}</summary>{statements(session, ids)}</details>
        }
        .into_any()
    })
}

/// The same, for where nobody has asked for the evidence yet: opening them does.
pub fn statements_on_demand(session: Session, ids: &[String]) -> AnyView {
    let statements = folded_statements(session, ids);
    view! { class="tb", <div on:click=move |_| want(session)>{statements}</div> }.into_any()
}

/// What the public record says of a statement, beside it.
pub fn correction(session: Session, it: &Correction) -> AnyView {
    let mark = session.words.marks[it.mark as usize];
    let links: Vec<AnyView> = it.links.iter().map(|url| anchor(session, &host(url), url)).collect();
    view! { class="tb",
        <p class="correction"><em class="badge">{mark}</em> " " {bdi(it.text.as_str())} " " {links}</p>
    }
    .into_any()
}

/// Links to read on.
pub fn links(session: Session, links: &[Link]) -> Option<AnyView> {
    let items: Vec<AnyView> = links.iter().map(|it| anchor(session, &it.text, &it.url)).collect();
    (!items.is_empty()).then(|| {
        view! { class="tb", <p class="small">{session.words.read_on} " " {items}</p> }.into_any()
    })
}

/// A link out of the widget; loading has refused whatever is not https, http or mailto. A model
/// that is not ours shows where it leads.
pub fn anchor(session: Session, text: &str, url: &str) -> AnyView {
    let mut text = text.to_owned();
    let host = host(url);
    if session.options().foreign_host.is_some() && text != host {
        text = [&text, " (", &host, ")"].concat();
    }
    let url = url.to_owned();
    view! { class="tb",
        <a href=url rel="noopener noreferrer" target="_blank"><bdi>{text}</bdi></a> " "
    }
    .into_any()
}

/// The host of an address.
fn host(url: &str) -> String {
    url.split('/').nth(2).unwrap_or(url).to_owned()
}
