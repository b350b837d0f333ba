//! How a verdict is made, what it cannot know, and what a good decision aid tells of itself: the
//! items of the IPDAS standards that hold for a choice of tools, from the model's own data.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use crate::browser::{self, files};
use crate::route::{Key, Route};
use tiebreak::details::evidence::host;
use tiebreak_core::model::evidence::{Evidence, Statement};
use tiebreak_core::model::load::load_evidence;
use tiebreak_core::model::{Alternative, Interest, Model, Source};
use tiebreak_core::texts::phrases;
use tiebreak_core::texts::sentence::text;
use tiebreak_core::texts::strings::strings;

use super::page_state::App;
use super::parts::{
    alert, back, bdi, heading, li, link, live, para, press, select, small, small_print, ul,
};
use super::texts;

/// The view.
pub fn how(app: App, key: Key) -> AnyView {
    let model = RwSignal::new(None::<Result<Arc<Model>, String>>);
    let links = vec![
        link("#/", texts::ALL_DECISIONS),
        link(&Route::Decision(key.clone()).fragment(), texts::TO_DECISION),
    ];
    let fetch = key.clone();
    let about = move || match model.get() {
        None => small(texts::LOADING),
        Some(Err(why)) => alert(bdi(why)),
        Some(Ok(it)) => {
            view! { class="tb", {items(&it, key.own)} {wrong(app, key.clone(), it)} }.into_any()
        }
    };
    // Own files may be asked for: they are there once this device's storage has been read.
    Effect::new(move |_| {
        if app.ready.get() {
            let key = fetch.clone();
            leptos::task::spawn_local(async move {
                let came = app.model(&key).await;
                // The view may be gone by now; then there is nothing to show.
                let _ = model.try_set(Some(came));
            });
        }
    });
    let made = texts::MADE.iter().map(|it| li(*it)).collect_view();
    let limits = texts::LIMITS.iter().map(|it| li(*it)).collect();
    view! { class="tb",
        {back(links)}
        {heading(app, texts::HOW, "")}
        <ol>{made}</ol>
        <h2>{texts::LIMITS_HEADING}</h2>
        {ul("", limits)}
        {live(about)}
    }
    .into_any()
}

/// What the standards ask for, item by item.
fn items(model: &Model, own: bool) -> AnyView {
    let language = strings(&model.lang);
    let corrections = model.corrections_read.as_deref().map(|it| phrases::date(language, it));
    let read = texts::read(&phrases::date(language, &model.evidence_read), corrections.as_deref());
    let ratings = model.questions.iter().flat_map(|it| {
        let options = it.options.iter().map(|it| &it.row);
        options.chain([&it.unanswered]).flat_map(|it| &it.ratings)
    });
    let (mut rated, mut cited) = (0, 0);
    for rating in ratings {
        rated += 1;
        cited += usize::from(!rating.statements.is_empty());
    }
    let of = |interest| model.sources.iter().filter(|it| it.interest == interest).count();
    let chosen =
        texts::sources(of(Interest::Vendor), of(Interest::User), of(Interest::Independent));
    let alternatives = phrases::neutral_order(model).into_iter();
    let alternatives = alternatives.map(|a| alternative(&model.alternatives[a])).collect_view();
    let sources = model.sources.iter().map(|it| source(model, it, own)).collect();
    let cases = (!model.cases.is_empty()).then_some(texts::IT_CASES_TEXT).into_any();
    let tested = if own { texts::IT_TESTED_OWN } else { texts::IT_TESTED_TEXT };
    let item = |name: &'static str, text: AnyView| {
        view! { class="tb", <dt>{name}</dt> <dd>{text}</dd> }.into_any()
    };
    view! { class="tb",
        <h2>{texts::ABOUT}</h2>
        <p class="small">{texts::ABOUT_HINT}</p>
        <dl>
            {item(texts::IT_SITUATION, vec![texts::IT_SITUATION_TEXT.into_any(), cases].into_any())}
            {item(texts::IT_DECISION, bdi(model.title.as_str()))}
            {item(texts::IT_OPTIONS, alternatives.into_any())}
            {item(texts::IT_BALANCE, texts::IT_BALANCE_TEXT.into_any())}
            {item(texts::IT_CITED, texts::cited(cited, rated).into_any())}
            {item(texts::IT_DATE, read.into_any())}
            {item(texts::IT_UPDATES, bdi(model.update_policy.as_str()))}
            {item(texts::IT_UNSURE, texts::IT_UNSURE_TEXT.into_any())}
            {item(texts::IT_PAID, bdi(model.paid_by.as_str()))}
            {item(texts::IT_SOURCES, vec![para(chosen), ul("", sources)].into_any())}
            {item(texts::IT_TESTED, tested.into_any())}
        </dl>
    }
    .into_any()
}

fn alternative(it: &Alternative) -> AnyView {
    let list = |them: &[String]| ul("", them.iter().map(|it| li(bdi(it.as_str()))).collect());
    vec![
        para(view! { class="tb", <b>{bdi(it.name.as_str())}</b> }),
        para(bdi(it.living.as_str())),
        small(texts::GOOD),
        list(&it.good),
        small(texts::BAD),
        list(&it.bad),
    ]
    .into_any()
}

/// A link of a model that is not ours says where it leads.
fn source(model: &Model, it: &Source, own: bool) -> AnyView {
    let title = match it.url.clone() {
        Some(url) => {
            let where_to = own.then(|| [" (", &host(&url), ")"].concat());
            view! { class="tb",
                <a href=url rel="noopener noreferrer">{bdi(it.title.as_str())} {where_to.map(bdi)}</a>
            }
            .into_any()
        }
        None => bdi(it.title.as_str()),
    };
    let by = [it.author.as_deref(), it.date.as_deref()].into_iter().flatten();
    let by = by.collect::<Vec<_>>().join(", ");
    let stake = text(&phrases::stake(strings(&model.lang), it));
    let space = || " ".into_any();
    li(vec![title, space(), bdi(by), space(), small_print(&stake)])
}

/// For a statement that is wrong: the text of an issue, to send to whoever keeps the decision.
fn wrong(app: App, key: Key, model: Arc<Model>) -> AnyView {
    let evidence = RwSignal::new(None::<Result<Arc<Evidence>, String>>);
    let chosen = RwSignal::new(0_usize);
    let open = {
        let model = Arc::clone(&model);
        move || {
            let (key, model) = (key.clone(), Arc::clone(&model));
            leptos::task::spawn_local(async move {
                let came = fetch(app, &key, &model).await.map(Arc::new);
                // The view may be gone by now; then there is nothing to show.
                let _ = evidence.try_set(Some(came));
            });
        }
    };
    let form = move || match evidence.get()? {
        Err(why) => Some(alert(bdi(why))),
        Ok(it) => Some(issue(app, &model, &it, chosen)),
    };
    view! { class="tb",
        <h2>{texts::WRONG}</h2>
        <p>{texts::WRONG_HINT}</p>
        <p>{press(texts::WRONG_OPEN, open)}</p>
        {live(form)}
    }
    .into_any()
}

async fn fetch(app: App, key: &Key, model: &Model) -> Result<Evidence, String> {
    let text = if key.own {
        let own = app.own.read_untracked();
        own.iter().find(|it| it.id == key.model).and_then(|it| it.evidence.clone())
    } else {
        let link = model.evidence.as_ref().ok_or(texts::NO_EVIDENCE)?;
        let file = ["models/", &link.file].concat();
        let address = browser::address();
        Some(browser::fetch_beside(&address, &file, link.integrity.as_deref()).await?)
    };
    let loaded = load_evidence(model, &text.ok_or(texts::NO_EVIDENCE)?);
    loaded.evidence.ok_or_else(|| texts::BAD_MODEL.to_owned())
}

fn issue(app: App, model: &Model, evidence: &Evidence, chosen: RwSignal<usize>) -> AnyView {
    let area = NodeRef::<html::Textarea>::new();
    let Some(it) = evidence.statements.get(chosen.get()) else {
        return para(texts::NO_EVIDENCE);
    };
    let option = |it: &Statement| [&it.id, ": ", &it.text].concat().chars().take(120).collect();
    let options = evidence.statements.iter().map(option).collect();
    let source = &model.sources[it.source];
    let address = source.url.as_deref().unwrap_or_default();
    let version = [&model.id, " ", &model.version].concat();
    let text = texts::issue(&version, &it.id, &source.title, address, &it.place, &it.text);
    let copy = move || {
        let Some(area) = area.get_untracked() else { return };
        leptos::task::spawn_local(async move {
            if files::copy(&area.value()).await.is_ok() {
                app.say(texts::COPIED);
            } else {
                area.select();
                app.say(texts::NOT_COPIED);
            }
        });
    };
    view! { class="tb",
        {select(texts::STATEMENT, options, chosen.get_untracked(), move |i| chosen.set(i))}
        <label class="note">
            {texts::ISSUE}
            <textarea rows="10" node_ref=area prop:value=text></textarea>
        </label>
        <p>{press(texts::COPY, copy)}</p>
    }
    .into_any()
}
