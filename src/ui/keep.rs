//! Keep it: a link, a decision record, the result as JSON, a picture, paper.

use leptos::prelude::*;
use serde_json::Value;

use crate::browser;
use crate::engine::Decision;
use crate::link;
use crate::model::Model;
use crate::model::answers::Answers;
use crate::model::json::{self, each, object};
use crate::prose::line::isolated;
use crate::prose::minutes::{Block, minutes};
use crate::prose::picture::picture;
use crate::prose::record::{Stamp, record};
use crate::prose::strings::Strings;

use super::inline::live;
use super::question::press;
use super::readings;
use super::session::Session;

/// How the last attempt to keep something went.
#[derive(Clone)]
enum Kept {
    /// It worked; what was done.
    Done(&'static str),
    /// It failed: what to take by hand instead, and why.
    ByHand(String, String),
}

/// The buttons, and what came of the last one.
pub fn keep(session: Session) -> AnyView {
    let words = session.words;
    let kept = RwSignal::new(None);
    // `how` is what `keep.js` offers; `name` the end of a file's name.
    let take = move |how: &'static str, name: &'static str, done: &'static str, text: String| {
        let name = [session.model().id.as_str(), name].concat();
        let action = object(vec![
            ("how", how.into()),
            ("name", name.into()),
            ("text", text.as_str().into()),
        ]);
        leptos::task::spawn_local(async move {
            let outcome = match session.page.keep(&action).await {
                Ok(()) => Kept::Done(done),
                Err(why) => Kept::ByHand(text, why),
            };
            // The widget may be gone by now; then there is nobody to tell.
            let _ = kept.try_set(Some(outcome));
        });
    };
    let outcome = move || match kept.get()? {
        Kept::Done(it) => Some(view! { class="tb", <span>{it}</span> }.into_any()),
        Kept::ByHand(text, why) => Some(by_hand(session, text, why)),
    };
    view! { class="tb",
        <div class="row" role="group" aria-label=words.keep>
            {press(words.copy_link, "", move || take("copy", "", words.link_copied, address(session)))}
            {press(words.copy_record, "", move || take("copy", "", words.record_copied, written(session, record)))}
            {press(words.save_png, "", move || take("png", ".png", words.saved, written(session, picture)))}
            {press(words.save_svg, "", move || take("save", ".svg", words.saved, written(session, picture)))}
            {press(words.save_json, "", move || take("save", ".json", words.saved, result(session)))}
            {press(words.print, "", move || take("print", "", "", paper(session)))}
        </div>
        <p class="small" role="status">{live(outcome)}</p>
    }
    .into_any()
}

/// What the browser would not take out of the page, for the reader to take.
fn by_hand(session: Session, text: String, why: String) -> AnyView {
    view! { class="tb",
        <label class="by-hand">
            {session.words.by_hand} " (" {why} ")"
            <textarea readonly=true rows="4" prop:value=text></textarea>
        </label>
    }
    .into_any()
}

/// The address of the page with every answer.
fn address(session: Session) -> String {
    let answers = session.in_force.read_untracked();
    let fragment = link::write(&session.model(), &answers, &session.decision.read_untracked());
    [&browser::address(), "#", &fragment].concat()
}

/// The decision in one of the forms in which it is written down: a record, or a picture.
fn written(
    session: Session,
    form: fn(&Strings, &Model, &Answers, &Decision, Stamp<'_>) -> String,
) -> String {
    let (model, outlook) = (session.model(), readings::outlook(session));
    let decision = session.decision.read_untracked();
    let (today, address) = (browser::today(), address(session));
    let robustness = Some(&outlook.robustness);
    let stamp = Stamp { date: Some(&today), link: Some(&address), robustness };
    form(session.words, &model, &outlook.answers, &decision, stamp)
}

/// The minutes as a list of pairs, a kind of element and its text.
fn paper(session: Session) -> String {
    let (model, outlook) = (session.model(), readings::outlook(session));
    let decision = session.decision.read_untracked();
    let robustness = Some(&outlook.robustness);
    let sections = minutes(session.words, &model, &outlook.answers, &decision, robustness);
    let mut parts = vec![("h1", model.title.clone())];
    for section in sections {
        parts.push(("h2", isolated(&section.heading)));
        for block in section.blocks {
            match block {
                Block::Paragraph(it) => parts.push(("p", isolated(&it))),
                Block::Items(them) => parts.extend(them.iter().map(|it| ("li", isolated(it)))),
            }
        }
    }
    parts.push(("p", address(session)));
    json::write(&each(&parts, |_, (tag, text)| Value::from(vec![*tag, text.as_str()])))
}

fn result(session: Session) -> String {
    json::write(&readings::result(session))
}
