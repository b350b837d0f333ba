//! The panel "Sources": the questions on which sources disagree, and for each source the verdict by
//! it alone, the verdict without it, its interest and its address.

use tiebreak_core::engine::Decision;
use tiebreak_core::engine::sources::{SourceDifference, SourceView};
use tiebreak_core::model::{Model, Source};
use tiebreak_core::texts::phrases;
use tiebreak_core::texts::sentence::{fill, fill_text, list, model_text, name, ui_text};
use tiebreak_core::texts::strings::Plural;
use tiebreak_dom::prelude::*;

use super::controls::signed_bar;
use super::evidence::{anchor, source_line};
use crate::first::session::Session;
use crate::first::text::{color_class, isolate, show};

/// The panel.
pub fn panel(session: Session) -> impl IntoView {
    move || {
        let model = session.model();
        let decision = session.decision.read();
        // A single source cannot agree with another one.
        let agreement = decision
            .verdict
            .winner
            .filter(|_| model.sources.len() > 1)
            .map(|_| phrases::agreement(session.strings, &decision));
        let blocks = model.sources.iter().zip(&decision.sources);
        let blocks = blocks.map(|(source, view)| block(session, &model, source, view));
        (
            p().child(agreement),
            differences(session, &model, &decision),
            blocks.collect_view(),
            origin(session),
        )
    }
}

/// Who paid for the work, and when the model is changed.
pub fn origin(session: Session) -> impl IntoView {
    let (model, strings) = (session.model(), session.strings.details());
    let note = |template: &str, text: &str| {
        let line = || show(fill(template, &[&model_text(text)]));
        (!text.is_empty()).then(|| p().class("small").child(line()))
    };
    (note(strings.paid_by, &model.paid_by), note(strings.updates, &model.update_policy))
}

/// The questions on which some sources put the leader ahead, and others the runner-up.
fn differences(
    session: Session,
    model: &Model,
    decision: &Decision,
) -> Option<impl IntoView + use<>> {
    let strings = session.strings.details();
    let [leader, runner_up] =
        [decision.leader?, decision.runner_up?].map(|a| &model.alternatives[a]);
    let of_question = |q: usize| decision.by_source.iter().filter(move |part| part.question == q);
    let is_disputed = |&q: &usize| {
        of_question(q).any(|part| part.points > 0) && of_question(q).any(|part| part.points < 0)
    };
    let bars = |q: usize| {
        let largest = of_question(q).map(|part| part.points.abs()).max().unwrap_or(1);
        let bar = |part: &SourceDifference| {
            let ahead = if part.points < 0 { runner_up } else { leader };
            let label = show(fill(strings.for_alternative, &[&name(ahead)]));
            li().class("by-source").child((
                isolate(model.sources[part.source].short.as_str()),
                signed_bar(
                    100 * part.points / largest,
                    color_class(ahead.color),
                    span().class("visually-hidden").child(label),
                ),
            ))
        };
        let heading = isolate(model.questions[q].text.as_str());
        let bars = of_question(q).map(bar).collect_view();
        (h5().child(heading), ul().class("plain").child(bars))
    };
    let questions = (0..model.questions.len()).filter(is_disputed).map(bars).collect_view();
    (!questions.is_empty()).then(|| {
        let why = fill(strings.disagreements_hint, &[&name(leader), &name(runner_up)]);
        (h4().child(strings.disagreements), p().class("small").child(show(why)), questions)
    })
}

/// One source.
fn block(session: Session, model: &Model, source: &Source, view: &SourceView) -> ElementBuilder {
    let strings = session.strings.details();
    let (count, of) = view.questions;
    let of_rated =
        |plural: &Plural| fill_text(plural.of(of), &[&count.to_string(), &of.to_string()]);
    let alone = match &view.alone {
        Some(brief) => phrases::brief(session.strings, model, brief),
        None => ui_text(of_rated(&strings.says_too_little)),
    };
    let coverage = view.alone.is_some().then(|| of_rated(&strings.speaks_to));
    let without = phrases::brief(session.strings, model, &view.without);
    let dropped = (!view.dropped.is_empty()).then(|| {
        let questions = view.dropped.iter().map(|&q| model_text(&model.questions[q].text));
        show(fill(strings.only_source, &[&list(questions.collect(), session.strings.comma)]))
    });
    let cluster: Vec<_> = model
        .sources
        .iter()
        .filter(|other| other.cluster == source.cluster && other.id != source.id)
        .map(|other| model_text(&other.short))
        .collect();
    let cluster = (!cluster.is_empty())
        .then(|| show(fill(strings.clustered, &[&list(cluster, session.strings.and)])));
    let link = match &source.url {
        Some(url) => anchor(session, &source.title, url).into_view(),
        None => isolate(source.title.as_str()).into_view(),
    };
    let published = [source.author.as_deref(), source.date.as_deref()];
    let published =
        published.into_iter().flatten().collect::<Vec<_>>().join(session.strings.comma[0]);
    let verdicts = (model.sources.len() > 1).then(|| {
        dl().child((
            div().child((
                dt().child(strings.alone),
                dd().child((show(alone), " ", small().child(coverage))),
            )),
            div().child((
                dt().child(strings.without),
                dd().child((show(without), " ", small().child(dropped))),
            )),
        ))
    });
    div().class("source").child((
        source_line(session, source),
        verdicts,
        p().class("small").child((link, " ", published, " ", cluster)),
    ))
}
