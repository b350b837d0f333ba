//! The sources: the verdict by each alone and without it, what each sells, where to read it.

use tiebreak_core::engine::Decision;
use tiebreak_core::engine::sources::{SourceDifference, SourceView};
use tiebreak_core::model::{Model, Source};
use tiebreak_core::texts::phrases;
use tiebreak_core::texts::sentence::{fill, list, model_text, name, ui_text};

use super::controls::signed_bar;
use super::evidence::{anchor, source_line};
use crate::first::session::Session;
use crate::first::text::{color_class, isolate, show};
use tiebreak_dom::prelude::*;

/// The panel.
pub fn panel(session: Session) -> View {
    dynamic(move || {
        let model = session.model();
        let decision = session.decision.read();
        let items = model.sources.iter().zip(&decision.sources);
        let items =
            items.map(|(source, it)| block(session, &model, source, it)).collect::<Vec<_>>();
        let words = session.words;
        let agree = decision.verdict.winner.map(|_| phrases::agreement(session.words, &decision));
        let paid = fill(words.details().paid_by, &[&model_text(&model.paid_by)]);
        let updates = fill(words.details().updates, &[&model_text(&model.update_policy)]);
        let differ = differ(session, &model, &decision);
        fragment()
            .child(p().child(agree))
            .child(differ)
            .child(items)
            .child(p().class("small").child(show(paid)))
            .child(p().class("small").child(show(updates)))
            .into_view()
    })
}

/// The questions on whose answers some sources put the leader ahead and others the runner-up.
fn differ(session: Session, model: &Model, decision: &Decision) -> Option<View> {
    let words = session.words;
    let [a, b] = [decision.leader?, decision.runner_up?].map(|it| &model.alternatives[it]);
    let of = |q: usize| decision.by_source.iter().filter(move |it| it.question == q);
    let disputed = |&q: &usize| of(q).any(|it| it.points > 0) && of(q).any(|it| it.points < 0);
    let question = |q: usize| {
        let largest = of(q).map(|it| it.points.abs()).max().unwrap_or(1);
        let bar = |it: &SourceDifference| {
            let side = if it.points < 0 { b } else { a };
            let bar = signed_bar(100 * it.points / largest, color_class(side.color));
            let source = model.sources[it.source].short.as_str();
            let side = show(fill(words.details().for_alternative, &[&name(side)]));
            li().class("by-source")
                .child(isolate(source))
                .child(bar)
                .child(span().class("ear").child(side))
                .into_view()
        };
        let bars = of(q).map(bar).collect::<Vec<_>>();
        let heading = isolate(model.questions[q].text.as_str());
        fragment().child(h5().child(heading)).child(ul().class("plain").child(bars)).into_view()
    };
    let questions: Vec<View> = (0..model.questions.len()).filter(disputed).map(question).collect();
    (!questions.is_empty()).then(|| {
        let why = fill(words.details().disagreements_hint, &[&name(a), &name(b)]);
        fragment()
            .child(h4().child(words.details().disagreements))
            .child(p().class("small").child(show(why)))
            .child(questions)
            .into_view()
    })
}

fn block(session: Session, model: &Model, source: &Source, it: &SourceView) -> View {
    let words = session.words;
    let (n, of) = it.questions;
    let alone = match &it.alone {
        Some(brief) => phrases::brief(words, model, brief),
        None => ui_text((words.details().says_too_little)(n, of)),
    };
    let without = phrases::brief(words, model, &it.without);
    let speaks = it.alone.is_some().then(|| (words.details().speaks_to)(n, of));
    let dropped = it.dropped.iter().map(|&q| model_text(&model.questions[q].text));
    let dropped = (!it.dropped.is_empty())
        .then(|| show(fill(words.details().only_source, &[&list(dropped.collect(), ", ")])));
    let with = model.sources.iter().filter(|it| it.cluster == source.cluster && it.id != source.id);
    let with: Vec<_> = with.map(|it| model_text(&it.short)).collect();
    let clustered = (!with.is_empty())
        .then(|| show(fill(words.details().clustered, &[&list(with, words.and)])));
    let date = [source.author.as_deref(), source.date.as_deref()];
    let date = date.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let link = match &source.url {
        Some(url) => anchor(session, &source.title, url),
        None => isolate(source.title.as_str()),
    };
    div()
        .class("source")
        .child(source_line(session, source))
        .child(
            dl().child(
                div()
                    .child(dt().child(words.details().alone))
                    .child(dd().child(show(alone)).child(" ").child(small().child(speaks))),
            )
            .child(
                div()
                    .child(dt().child(words.details().without))
                    .child(dd().child(show(without)).child(" ").child(small().child(dropped))),
            ),
        )
        .child(p().class("small").child(link).child(" ").child(date).child(" ").child(clustered))
        .into_view()
}
