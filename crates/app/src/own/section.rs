//! Where the reader brings model files: dropped, chosen, or by an address.

use std::sync::Arc;

use js_sys::Array;
use leptos::html;
use leptos::prelude::*;

use crate::browser::{self, files};
use crate::route::Route;
use tiebreak_core::model::load::MAX_BYTES;
use tiebreak_core::model::problem::Problem;

use super::super::page_state::{App, Said};
use super::super::parts::{
    Field, bdi, entry, field, files_in, form, group, link, live, press, section, small, submit,
    text_of, ul,
};
use super::super::texts;
use super::{Own, bring};

/// A problem and the name of the file that has it.
pub type Wrong = (String, Problem);

/// The section of the first view.
pub fn own(app: App) -> AnyView {
    let list = move || ul("shelf", app.own.get().into_iter().map(|it| item(app, it)).collect());
    let parts = vec![
        small(texts::OWN_HINT),
        live(list),
        files_in("file drop", texts::BRING, choose, app),
        address(app),
        live(move || problems(&app.wrong_own.read())),
    ];
    section("own", texts::OWN, parts)
}

/// What is wrong with files, each with its place and what to do.
pub fn problems(told: &[Wrong]) -> Option<AnyView> {
    let wrong = |(file, it): &Wrong| {
        let hint = it.hint.clone().map(|it| view! { class="tb", " " <small>{bdi(it)}</small> });
        let at =
            (!it.at.is_empty()).then(|| view! { class="tb", " " <code>{it.at.clone()}</code> });
        view! { class="tb",
            <li>{bdi(file.as_str())} {at} ": " {bdi(it.message.as_str())} {hint}</li>
        }
        .into_any()
    };
    let items = told.iter().map(wrong).collect();
    (!told.is_empty()).then(|| {
        view! { class="tb",
            <div class="box error" role="alert">
                <p><b>{texts::problems(told.len())}</b></p>
                {ul("", items)}
            </div>
        }
        .into_any()
    })
}

/// One of them, and what can be done with it.
fn item(app: App, it: Own) -> AnyView {
    let address = Route::Decision(it.key()).fragment();
    let about = texts::own_about(&it.version, it.evidence.is_some());
    let (title, name) = (it.title.clone(), texts::actions(&it.title));
    let it = StoredValue::new(it);
    let export = move || {
        it.with_value(|it| {
            files::save(&[&it.id, ".json"].concat(), &it.model);
            if let Some(evidence) = &it.evidence {
                files::save(&[&it.id, ".evidence.json"].concat(), evidence);
            }
        });
    };
    let buttons = vec![
        press(texts::EXPORT, export),
        press(texts::REMOVE, move || app.remove_own(it.get_value())),
    ];
    entry(link(&address, bdi(title)), about.into_any(), group(name, buttons))
}

/// Files that were chosen.
fn choose(app: App, held: Array) {
    leptos::task::spawn_local(async move {
        match files::read(&held, MAX_BYTES).await {
            Ok(files) => take_in(app, files),
            Err(why) => app.say(why),
        }
    });
}

/// By an address that the reader types.
fn address(app: App) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let fetch = move || {
        let address = text_of(input);
        leptos::task::spawn_local(async move {
            match browser::fetched(address.trim(), None).await {
                Ok(text) => take_in(app, vec![(address, Some(text))]),
                Err(why) => app.say(texts::not_fetched(&why)),
            }
        });
    };
    let it =
        Field { kind: "url", label: texts::ADDRESS, hint: texts::ADDRESS_HINT, ..Field::default() };
    form(fetch, vec![field(input, it, || {}), submit(texts::FETCH)])
}

/// Keeps what can be used of files that were read; can be undone.
pub fn take_in(app: App, files: Vec<files::Named>) {
    let before = app.own.get_untracked();
    let brought = bring(&before, files);
    app.wrong_own.set(brought.problems);
    let them = brought.own;
    if them.is_empty() {
        return app.say(texts::NOTHING_BROUGHT);
    }
    let old = |it: &Own| before.iter().find(|old| old.id == it.id).cloned();
    let replaced: Vec<Own> = them.iter().filter_map(old).collect();
    let added: Vec<Own> = them.iter().filter(|it| old(it).is_none()).cloned().collect();
    let titles = |them: &[Own]| them.iter().map(|it| it.title.clone()).collect::<Vec<_>>();
    let text = texts::brought(&titles(&added), &titles(&replaced));
    let undo = move || {
        for it in &added {
            app.remove_own(it.clone());
        }
        let text = texts::as_before(added.len(), &titles(&replaced));
        app.keep_own(replaced.clone(), Said { text, undo: None });
    };
    app.keep_own(them, Said { text, undo: Some(Arc::new(undo)) });
}
