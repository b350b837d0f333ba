//! One decision: the element, and what the page adds around it. The element is used as any page
//! uses it: by its properties and events.

pub mod state;

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;

use crate::browser::{element, place};
use crate::route::{Key, Route};
use crate::saved::Saved;
use tiebreak_core::engine::decide;
use tiebreak_core::model::answers::Answers;
use tiebreak_core::texts::changes::changes_since;
use tiebreak_core::texts::sentence::{Sentence, ui_text};
use tiebreak_core::texts::strings::strings;

use super::notes;
use super::page_state::App;
use super::parts::{
    Field, back, bdi, field, form, heading, li, link, live, para, press, show, small, submit,
    text_of, titled, ul,
};
use super::texts;

use state::DecisionState;

/// How long what stands below the element waits for it.
const PATIENCE: Duration = Duration::from_secs(5);

/// A decision, by its key.
pub fn decision(app: App, key: Key) -> AnyView {
    waiting(app, move || here(app, &key, false))
}

/// A decision, by a link with answers, which the element reads.
pub fn linked(app: App, model: String) -> AnyView {
    waiting(app, move || here(app, &app.linked(&model), true))
}

fn here(app: App, key: &Key, linked: bool) -> AnyView {
    match title(app, key) {
        Some(title) => desk(app, key, None, linked, &title),
        None => unknown(app),
    }
}

/// A saved decision, by its id.
pub fn saved(app: App, id: String) -> AnyView {
    waiting(app, move || {
        let Some(it) = app.find(&id) else { return unknown(app) };
        // Its model may be gone; what was saved is shown all the same.
        if title(app, &it.model).is_none() {
            return without_model(app, &it);
        }
        let (key, name) = (it.model.clone(), it.name.clone());
        desk(app, &key, Some(it), false, &name)
    })
}

/// Shows a view once it is known what there is.
fn waiting(app: App, view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let ready = Memo::new(move |_| app.ready.get() && app.shipped.read().is_some());
    live(move || {
        if ready.get() {
            return untrack(&view);
        }
        small(texts::LOADING)
    })
}

/// The title of a decision that is here.
fn title(app: App, key: &Key) -> Option<String> {
    if key.own {
        let own = app.own.read_untracked();
        return own.iter().find(|it| it.id == key.model).map(|it| it.title.clone());
    }
    match &*app.shipped.read_untracked() {
        Some(Ok(list)) => list.iter().find(|it| it.id == key.model).map(|it| it.title.clone()),
        // Without the list the element finds out what there is.
        _ => Some(key.model.clone()),
    }
}

/// The view of a decision that is here; `name` names the page.
fn desk(app: App, key: &Key, open: Option<Saved>, linked: bool, name: &str) -> AnyView {
    let is_saved = open.is_some();
    let (desk, has_draft) = DecisionState::new(app, key, open, linked);
    desk.follow();
    if has_draft {
        app.say(if is_saved { texts::RESTORED_CHANGES } else { texts::RESTORED });
    }
    if app.has_moved() {
        place::focus_later("h1");
    }
    let links = vec![
        link("#/", texts::ALL_DECISIONS),
        link(&Route::How(key.clone()).fragment(), texts::HOW),
        press(texts::TO_SAVE, move || place::focus_later("#name")),
    ];
    // The widget shows the decision's own title; a name of the reader's stands above it.
    let title = name.to_owned();
    let named = move || match &*desk.open.read() {
        Some(open) => titled(&open.name, ""),
        None => titled(&title, "ear"),
    };
    // What stands below the element stays in its place once there is something in the element.
    let shown = RwSignal::new(false);
    // Once: what is typed there is not to be made anew. The view may be gone.
    let show = move || {
        if shown.try_get_untracked() == Some(false) {
            shown.set(true);
        }
    };
    for told in ["tb-ready", "tb-error"] {
        element::on(told, move |event| {
            if desk.is_mine(event) {
                show();
            }
        });
    }
    // Where the element does not come, what was kept of the decision is shown without it.
    set_timeout(show, PATIENCE);
    let below = move || shown.get().then(|| vec![keeping(desk), notes::notes(desk)]);
    view! { class="tb",
        {back(links)}
        {live(named)}
        {key.own.then(|| small(texts::NOT_OURS))}
        {live(move || since(desk))}
        {desk.place()}
        {live(below)}
    }
    .into_any()
}

/// What has changed since an older version of the model, and what of the answers it still knows.
fn since(desk: DecisionState) -> Option<AnyView> {
    let (model, open) = (desk.model.get()?, desk.open.get()?);
    if open.then.digest == model.digest {
        return None;
    }
    let (answers, problems) = Answers::read(&model.alternatives, &model.questions, &open.answers);
    let words = strings(&model.lang);
    let mut lines: Vec<Sentence> =
        changes_since(words, &model, &open.then, &decide(&model, &answers));
    lines.extend(problems.iter().map(|it| ui_text([texts::IGNORED, it.message.as_str()].concat())));
    let lines = lines.into_iter().map(|it| li(show(it)));
    Some(
        view! { class="tb",
            <div class="box" role="status">
                <p><b>{texts::OLDER}</b></p>
                {ul("", lines.collect())}
            </div>
        }
        .into_any(),
    )
}

/// The name, and the buttons that save.
fn keeping(desk: DecisionState) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let is_open = Memo::new(move |_| desk.open.read().is_some());
    // Made anew when something is saved: then the name is another.
    let fields = move || {
        let open = desk.open.get();
        let label = if open.is_some() { texts::SAVE_CHANGES } else { texts::SAVE };
        let value = open.map(|it| it.name).unwrap_or_default();
        let it =
            Field { kind: "text", id: "name", label: texts::SAVE_AS, value, ..Field::default() };
        let mut parts = vec![field(input, it, || {}), submit(label)];
        if is_open.get_untracked() {
            parts.push(press(texts::SAVE_ANEW, move || desk.save(&text_of(input), true)));
        }
        form(move || desk.save(&text_of(input), false), parts)
    };
    let changed = Memo::new(move |_| desk.is_changed());
    let back =
        move || changed.get().then(|| press(texts::BACK_TO_SAVED, move || desk.back_to_saved()));
    let when = move || Some(small(texts::saved_on(texts::day(&desk.open.read().as_ref()?.date))));
    view! { class="tb",
        <div class="keep">
            <p class="title" aria-hidden="true">{texts::SAVE_AS}</p>
            {live(fields)}
            {live(when)}
            {live(back)}
        </div>
    }
    .into_any()
}

fn unknown(app: App) -> AnyView {
    let home = para(link("#/", texts::ALL_DECISIONS));
    vec![heading(app, texts::UNKNOWN, ""), para(texts::UNKNOWN_HINT), home].into_any()
}

/// A saved decision whose model the reader has removed, or never brought here.
fn without_model(app: App, it: &Saved) -> AnyView {
    let line = texts::model_missing(&it.title, &it.then.version);
    let home = para(link("#/", texts::ALL_DECISIONS));
    vec![heading(app, &it.name, ""), para(bdi(line)), home].into_any()
}
