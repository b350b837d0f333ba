//! The first view: what this is for, and what there is to decide.

use leptos::prelude::*;

use crate::prose::strings::strings;
use crate::prose::words;
use crate::route::{Key, Route};
use crate::ui::inline::live;

use super::own::section;
use super::parts::{heading, tag};
use super::shelf;
use super::shipped::Shipped;
use super::state::App;
use super::texts;

/// The view.
pub fn home(app: App) -> AnyView {
    view! { class="tb",
        {heading(app, texts::PROMISE, "")}
        <p class="lead">{texts::LEAD}</p>
        <p>{texts::PRIVATE}</p>
        <section aria-labelledby="decisions">
            <h2 id="decisions">{texts::DECISIONS}</h2>
            {shipped(app)}
        </section>
        {shelf::shelf(app)}
        {section::own(app)}
    }
    .into_any()
}

fn shipped(app: App) -> AnyView {
    live(move || {
        match app.shipped.get() {
        None => view! { class="tb", <p class="small">{texts::LOADING}</p> }.into_any(),
        Some(Err(why)) => view! { class="tb",
            <p class="small error">
                {texts::LIST_FAILED} <bdi>{why}</bdi> " "
                <button type="button" class="link" on:click=move |_| app.list()>{texts::RETRY}</button>
            </p>
        }
        .into_any(),
        Some(Ok(list)) => {
            let cards = list.iter().map(|it| card(app, it)).collect_view();
            view! { class="tb", <ul class="cards">{cards}</ul> }.into_any()
        }
    }
    })
}

/// One decision: what there is to choose from, and how much stands behind it.
fn card(app: App, it: &Shipped) -> AnyView {
    let address = Route::Decision(Key::shipped(&it.id)).fragment();
    let view = address.clone();
    let begun = move || {
        let count = app.drafts.read().iter().find(|it| it.view == view)?.answers.len();
        Some(view! { class="tb", <p class="small"><b>{texts::begun(count)}</b></p> }.into_any())
    };
    let read = words::date(strings("en"), &it.read);
    let tags = it.alternatives.iter().map(tag);
    view! { class="tb",
        <li class="card" lang=it.lang.clone()>
            <h3><a href=address><bdi>{it.title.clone()}</bdi></a></h3>
            <p class="tags">{tags.collect_view()}</p>
            <p class="small" lang="en">{texts::about(it.sources, &read, it.questions)}</p>
            {live(begun)}
        </li>
    }
    .into_any()
}
