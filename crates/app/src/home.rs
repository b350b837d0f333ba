//! The first view: what this is for, and what there is to decide.

use leptos::prelude::*;

use crate::route::{Key, Route};
use tiebreak_core::model::overrides::OVERRIDES;
use tiebreak_core::texts::phrases;
use tiebreak_core::texts::strings::strings;

use super::own::section::own;
use super::page_state::App;
use super::parts::{alert, bdi, heading, link, live, para, press, section, small, tag, ul};
use super::saved_list;
use super::shipped::Shipped;
use super::texts;

/// The view.
pub fn home(app: App) -> AnyView {
    view! { class="tb",
        {heading(app, texts::PROMISE, "")}
        <p class="lead">{texts::LEAD}</p>
        {para(texts::PRIVATE)}
        {section("decisions", texts::DECISIONS, vec![shipped(app)])}
        {saved_list::shelf(app)}
        {own(app)}
        <p class="small authors">{link("builder.html", texts::FOR_AUTHORS)}</p>
    }
    .into_any()
}

fn shipped(app: App) -> AnyView {
    live(move || match app.shipped.get() {
        None => small(texts::LOADING),
        Some(Err(why)) => {
            let retry = press(texts::RETRY, move || app.list());
            alert(vec![texts::LIST_FAILED.into_any(), bdi(why), " ".into_any(), retry])
        }
        Some(Ok(list)) => ul("cards", list.iter().map(|it| card(app, it)).collect()),
    })
}

/// One decision: what there is to choose from, and how much stands behind it.
fn card(app: App, it: &Shipped) -> AnyView {
    let address = Route::Decision(Key::shipped(&it.id)).fragment();
    let view = address.clone();
    let begun = move || {
        let drafts = app.drafts.read();
        let answers = drafts.iter().find(|it| it.view == view).map(|it| &it.answers);
        // What a reader overrules stands beside the answers.
        match answers.map_or(0, |it| it.keys().filter(|it| *it != OVERRIDES).count()) {
            0 => vec![start(texts::START)],
            count => vec![small(texts::begun(count)), start(texts::GO_ON)],
        }
    };
    let read = phrases::date(strings("en"), &it.read);
    let tags = it.alternatives.iter().map(tag);
    view! { class="tb",
        <li class="card" lang=it.lang.clone()>
            <h3>{link(&address, bdi(it.title.as_str()))}</h3>
            <p class="tags">{tags.collect_view()}</p>
            <p class="small" lang="en">{texts::about(it.sources, &read, it.questions)}</p>
            {live(begun)}
        </li>
    }
    .into_any()
}

/// Looks like a button; the whole card is the link.
fn start(label: &'static str) -> AnyView {
    view! { class="tb", <p class="go" aria-hidden="true"><span class="btn">{label}</span></p> }
        .into_any()
}
