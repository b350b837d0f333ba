//! The ratings of a row by each source, with the statements, the interest of the source, and
//! corrections from the public record. The statements are in the evidence file, which is fetched
//! when a reader first opens a part that needs it, together with the code that reads the file
//! (`split_evidence.wasm`).

use std::sync::Arc;

use tiebreak_core::model::evidence::{Correction, Evidence, Link};
use tiebreak_core::model::load::load_evidence_fail_fast;
use tiebreak_core::model::{Model, Rater, Rating, ScoreRow, Source};
use tiebreak_core::texts::sentence::{Sentence, fill, model_text, ui_text};
use tiebreak_dom::prelude::*;

use crate::browser;
use crate::first::question::text_button_to;
use crate::first::session::{EvidenceState, Session};
use crate::first::text::{isolate, show, tag};
use crate::part::{part, prefetch};

part!(evidence: fn(&Model, &str) -> Option<Evidence> = load_evidence_fail_fast);

/// Fetches the evidence file, unless it is ready or requested.
pub fn request(session: Session) {
    if matches!(
        *session.evidence.read_untracked(),
        EvidenceState::NotRequested | EvidenceState::Failed(_)
    ) {
        fetch(session);
    }
}

fn fetch(session: Session) {
    let model = session.model();
    let Some(link) = model.evidence.clone() else {
        session.evidence.set(EvidenceState::Absent);
        return;
    };
    session.evidence.set(EvidenceState::Loading);
    prefetch(evidence::fetch());
    let options = session.options();
    leptos::task::spawn_local(async move {
        let text = if let Some(text) = options.evidence {
            Ok(text)
        } else {
            let integrity = link.integrity.as_deref();
            browser::fetch_beside(&options.model_url, &link.file, integrity).await
        };
        let state = match (text, evidence::fetch().await) {
            (Ok(text), Ok(read)) => read(&model, &text).map_or_else(
                || EvidenceState::Failed(String::new()),
                |evidence| EvidenceState::Ready(Arc::new(evidence)),
            ),
            (Err(message), _) => EvidenceState::Failed(message),
            (_, Err(_)) => EvidenceState::Failed(session.strings.part_failed.to_owned()),
        };
        // The widget may be unmounted by now.
        session.evidence.try_set(state);
    });
}

/// Whether the page has given the text of the evidence, and the text is not read yet. Begins to read
/// the text.
pub fn is_being_read(session: Session) -> Memo<bool> {
    let is_given = session.options().evidence.is_some();
    if is_given {
        request(session);
    }
    Memo::new(move || is_given && matches!(*session.evidence.read(), EvidenceState::Loading))
}

/// A view of the evidence; until it is ready, the state of the request.
pub fn with_evidence(
    session: Session,
    view: impl Fn(&Evidence) -> View + 'static,
) -> impl IntoView {
    move || match &*session.evidence.read() {
        EvidenceState::Ready(evidence) => view(evidence),
        state => notice(session, state),
    }
}

/// The state of the request, with a button that tries again; nothing if the evidence is ready.
fn notice(session: Session, state: &EvidenceState) -> View {
    let strings = session.strings;
    match state {
        EvidenceState::Ready(_) => ().into_view(),
        EvidenceState::Absent => {
            p().class("small").child(strings.details().evidence_absent).into_view()
        }
        EvidenceState::Failed(message) => {
            let retry = text_button_to(strings.retry, "", move || request(session));
            p().class("small error")
                .part("error")
                .child((strings.details().evidence_failed, " (", message.clone(), ") ", retry))
                .into_view()
        }
        _ => p().class("small").child(strings.loading).into_view(),
    }
}

/// The state of the request, for parts that show statements further down.
pub fn evidence_notice(session: Session) -> impl IntoView {
    move || notice(session, &session.evidence.read())
}

/// The weight of a row, and a block for each source that rates it.
pub fn ratings(
    session: Session,
    heading: Option<Sentence>,
    row: &ScoreRow,
) -> impl IntoView + use<> {
    let strings = session.strings;
    let model = session.model();
    let weight = if row.weight == 0 {
        ui_text(strings.details().no_weight)
    } else {
        fill(strings.details().weight, &[&ui_text(row.weight.to_string())])
    };
    let blocks = row.ratings.iter().map(|rating| rating_block(session, &model, rating));
    (
        heading.map(|heading| h5().child(show(heading))),
        p().class("small").child(show(weight)),
        blocks.collect_view(),
    )
}

fn rating_block(session: Session, model: &Model, rating: &Rating) -> ElementBuilder {
    let strings = session.strings;
    let values = rating.values.iter().enumerate().filter_map(|(a, value)| {
        let is_inferred = rating.inferred.contains(&a);
        let badge = is_inferred.then(|| em().class("badge").child(strings.details().inferred));
        let value = (*value)? / 10;
        let alternative = tag(&model.alternatives[a]);
        Some(li().child((alternative, " ", value, " ", badge)))
    });
    let rater = match rating.rater {
        Rater::Source(s) => source_line(session, &model.sources[s]),
        Rater::Editor if model.sources.is_empty() => p().child(strings.details().opinion),
        Rater::Editor => p().child(b().child(strings.details().our_assumption)),
    };
    div().class("source").child((
        rater,
        ul().class("plain values").child(values.collect_view()),
        statements(session, rating.statements.clone()),
    ))
}

/// The name of a source, its interest in the choice, and the products that its author sells.
pub fn source_line(session: Session, source: &Source) -> ElementBuilder {
    let strings = session.strings;
    let interest = strings.details().interest[source.interest as usize];
    let sells = (!source.sells.is_empty())
        .then(|| show(fill(strings.details().sells, &[&model_text(&source.sells)])));
    p().child((
        b().child(isolate(source.short.as_str())),
        " ",
        small().child((interest, session.strings.sentence_end, sells)),
    ))
}

/// Statements by id, each with its place in the source and its corrections. Nothing until the
/// evidence is ready.
pub fn statements(session: Session, ids: Vec<String>) -> impl IntoView {
    let list = move |evidence: &Evidence| {
        let found = ids.iter().filter_map(|id| evidence.statement(id));
        let items = found.map(|statement| {
            let corrections = evidence
                .corrections_of(&statement.id)
                .map(|correction| correction_line(session, correction));
            let links = statement.links.iter().map(|url| anchor(session, &short_address(url), url));
            li().child((
                isolate(statement.text.as_str()),
                small().child((
                    " — ",
                    isolate(statement.place.as_str()),
                    " ",
                    links.collect_view(),
                )),
                corrections.collect_view(),
            ))
        });
        (!ids.is_empty()).then(|| ul().class("statements").child(items.collect_view()))
    };
    move || match &*session.evidence.read() {
        EvidenceState::Ready(evidence) => list(evidence),
        _ => None,
    }
}

/// The same statements, folded.
pub fn folded_statements(session: Session, ids: &[String]) -> Option<ElementBuilder> {
    let ids = ids.to_vec();
    (!ids.is_empty()).then(|| {
        let count = session.strings.count(&session.strings.details().statements, ids.len());
        details().class("fold").child((summary().child(count), statements(session, ids)))
    })
}

/// The same statements, folded; a click requests the evidence file.
pub fn statements_on_demand(session: Session, ids: &[String]) -> ElementBuilder {
    div().on("click", move |_| request(session)).child(folded_statements(session, ids))
}

/// A correction of a statement from the public record.
pub fn correction_line(session: Session, correction: &Correction) -> ElementBuilder {
    let mark = session.strings.details().correction_marks[correction.mark as usize];
    let links = correction.links.iter().map(|url| anchor(session, &short_address(url), url));
    p().class("correction").child((
        em().class("badge").child(mark),
        " ",
        isolate(correction.text.as_str()),
        " ",
        links.collect_view(),
    ))
}

/// Links to further reading.
pub fn links(session: Session, links: &[Link]) -> Option<ElementBuilder> {
    let items = links.iter().map(|link| anchor(session, &link.text, &link.url)).collect_view();
    (!items.is_empty())
        .then(|| p().class("small").child((session.strings.details().read_on, " ", items)))
}

/// A link out of the widget. The loader of models accepts only `https:`, `http:` and `mailto:`
/// addresses. Links of a model that is not one of Tiebreak's show their host.
pub fn anchor(session: Session, text: &str, url: &str) -> impl IntoView + use<> {
    let mut text = text.to_owned();
    let host = host(url);
    if session.options().foreign_host.is_some() && !text.starts_with(&host) {
        text = [&text, " (", &host, ")"].concat();
    }
    let anchor = a()
        .attr("href", url.to_owned())
        .attr("rel", "noopener noreferrer")
        .attr("target", "_blank")
        .child(isolate(text));
    (anchor, " ")
}

/// The host of an address and the end of its path, for example `github.com/…/pull/14843`.
fn short_address(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let segments: Vec<&str> = path.split('/').skip(3).filter(|part| !part.is_empty()).collect();
    let end = segments.len().saturating_sub(2);
    let skipped = (end > 0).then_some("…");
    let parts = skipped.into_iter().chain(segments[end..].iter().copied());
    parts.fold(host(url), |text, part| [&text, "/", part].concat())
}

/// The host of an address.
pub fn host(url: &str) -> String {
    url.split('/').nth(2).unwrap_or(url).to_owned()
}
