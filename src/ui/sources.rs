//! The sources: the verdict by each alone and without it, what each sells, where to read it.

use leptos::prelude::*;

use crate::engine::Decision;
use crate::engine::sources::SourceView;
use crate::model::{Model, Source};

use super::evidence::{anchor, source_line};
use super::inline::show;
use super::session::Session;
use crate::prose::line::{fill, list, ours, theirs};
use crate::prose::words;

/// The panel.
pub fn sources(session: Session) -> AnyView {
    (move || {
        let model = session.model();
        let decision = session.decision.read();
        let items = model.sources.iter().zip(&decision.sources);
        let items = items.map(|(source, it)| block(session, &model, source, it)).collect_view();
        let words = session.words;
        let agree = decision.verdict.winner.map(|_| agreeing(session, &decision));
        let paid = fill(words.paid_by, &[&theirs(&model.paid_by)]);
        let updates = fill(words.updates, &[&theirs(&model.update_policy)]);
        view! { class="tb",
            <p>{agree}</p> {items}
            <p class="small">{show(paid)}</p> <p class="small">{show(updates)}</p>
        }
        .into_any()
    })
    .into_any()
}

/// How many sources that say enough have the same winner.
fn agreeing(session: Session, decision: &Decision) -> String {
    let heard = decision.sources.iter().filter_map(|it| it.alone.as_ref());
    let same = heard.clone().filter(|it| it.winner == decision.verdict.winner).count();
    (session.words.agree)(same, heard.count())
}

fn block(session: Session, model: &Model, source: &Source, it: &SourceView) -> AnyView {
    let words = session.words;
    let (n, of) = it.questions;
    let alone = match &it.alone {
        Some(brief) => words::brief(words, model, brief),
        None => ours((words.says_too_little)(n, of)),
    };
    let without = words::brief(words, model, &it.without);
    let speaks = it.alone.is_some().then(|| (words.speaks_to)(n, of));
    let dropped = it.dropped.iter().map(|&q| theirs(&model.questions[q].text));
    let dropped = (!it.dropped.is_empty())
        .then(|| show(fill(words.dropped, &[&list(dropped.collect(), ", ")])));
    let date = [source.author.as_deref(), source.date.as_deref()];
    let date = date.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let link = match &source.url {
        Some(url) => anchor(session, &source.title, url),
        None => super::inline::bdi(source.title.as_str()),
    };
    view! { class="tb",
        <div class="source">
            {source_line(session, source)}
            <dl>
                <div><dt>{words.alone}</dt><dd>{show(alone)} " " <small>{speaks}</small></dd></div>
                <div><dt>{words.without}</dt><dd>{show(without)} " " <small>{dropped}</small></dd></div>
            </dl>
            <p class="small">{link} " " {date}</p>
        </div>
    }
    .into_any()
}
