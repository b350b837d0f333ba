//! Where the reader brings model files: dropped, chosen, or by an address.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::browser::files;
use crate::model::load::MAX_BYTES;
use crate::model::problem::Problem;
use crate::route::Route;
use crate::ui::inline::{bdi, live};

use super::super::parts::press;
use super::super::state::App;
use super::super::texts;
use super::{Own, bring};

/// A problem and the name of the file that has it.
pub type Wrong = (String, Problem);

/// The section of the first view.
pub fn own(app: App) -> AnyView {
    let told = RwSignal::new(Vec::<Wrong>::new());
    let list = move || {
        let items = app.own.get().into_iter().map(|it| item(app, it)).collect_view();
        view! { class="tb", <ul class="shelf plain">{items}</ul> }.into_any()
    };
    view! { class="tb",
        <section aria-labelledby="own">
            <h2 id="own">{texts::OWN}</h2>
            <p class="small">{texts::OWN_HINT}</p>
            {live(list)}
            {files_in(app, told)}
            {address(app, told)}
            {live(move || problems(&told.read()))}
        </section>
    }
    .into_any()
}

/// What is wrong with files, each with its place and what to do.
pub fn problems(told: &[Wrong]) -> Option<AnyView> {
    let item = |(file, it): &Wrong| {
        let hint = it.hint.clone().map(|it| view! { class="tb", " " <small>{bdi(it)}</small> });
        let (at, message) = (it.at.clone(), it.message.clone());
        view! { class="tb",
            <li>{bdi(file.as_str())} " " <code>{at}</code> ": " {bdi(message)} {hint}</li>
        }
        .into_any()
    };
    let items = told.iter().map(item).collect_view();
    (!told.is_empty()).then(|| {
        view! { class="tb",
            <div class="box error" role="alert">
                <p><b>{texts::problems(told.len())}</b></p>
                <ul>{items}</ul>
            </div>
        }
        .into_any()
    })
}

/// One of them, and what can be done with it.
fn item(app: App, it: Own) -> AnyView {
    let address = Route::Decision(it.key()).fragment();
    let about = texts::own_about(&it.version, it.evidence.is_some());
    let (title, group) = (it.title.clone(), texts::actions(&it.title));
    let it = StoredValue::new(it);
    let export = move || {
        it.with_value(|it| {
            files::save(&[&it.id, ".json"].concat(), &it.model);
            if let Some(evidence) = &it.evidence {
                files::save(&[&it.id, ".evidence.json"].concat(), evidence);
            }
        });
    };
    view! { class="tb",
        <li>
            <div>
                <p class="title"><a href=address>{bdi(title)}</a></p>
                <p class="small">{about}</p>
                <div class="row" role="group" aria-label=group>
                    {press(texts::EXPORT, export)}
                    {press(texts::REMOVE, move || app.remove_own(it.get_value()))}
                </div>
            </div>
        </li>
    }
    .into_any()
}

/// Choosing and dropping.
fn files_in(app: App, told: RwSignal<Vec<Wrong>>) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let read = move |source: JsValue| async move {
        match files::chosen(&source, MAX_BYTES).await {
            Ok(files) => take_in(app, told, files),
            Err(why) => app.say(why),
        }
    };
    let choose = move |_| {
        let Some(element) = input.get_untracked() else { return };
        leptos::task::spawn_local(async move {
            read(element.clone().into()).await;
            // The same file can be chosen again.
            element.set_value("");
        });
    };
    let drop = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        leptos::task::spawn_local(read(event.into()));
    };
    view! { class="tb",
        <label class="file drop" on:drop=drop on:dragover=move |event| event.prevent_default()>
            {texts::BRING} " "
            <input type="file" multiple accept=".json,application/json" node_ref=input
                on:change=choose/>
        </label>
    }
    .into_any()
}

/// By an address that the reader types.
fn address(app: App, told: RwSignal<Vec<Wrong>>) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let address = input.get_untracked().map(|it| it.value()).unwrap_or_default();
        leptos::task::spawn_local(async move {
            match files::fetched(address.trim(), MAX_BYTES).await {
                Ok(text) => take_in(app, told, vec![(address, Some(text))]),
                Err(why) => app.say(texts::not_fetched(&why)),
            }
        });
    };
    view! { class="tb",
        <form class="row" on:submit=submit>
            <input type="url" required node_ref=input placeholder="https://" autocomplete="off"
                aria-label=texts::ADDRESS/>
            <button type="submit" class="btn">{texts::FETCH}</button>
        </form>
    }
    .into_any()
}

fn take_in(app: App, told: RwSignal<Vec<Wrong>>, files: Vec<(String, Option<String>)>) {
    let brought = bring(&app.own.read_untracked(), files);
    told.set(brought.problems);
    if brought.own.is_empty() {
        return app.say(texts::NOTHING_BROUGHT);
    }
    let before: Vec<Own> = app.own.read_untracked().clone();
    let replaced = |it: &Own| before.iter().find(|old| old.id == it.id && *old != it).cloned();
    let replaced: Vec<Own> = brought.own.iter().filter_map(replaced).collect();
    let text = texts::brought(&brought.own[0].title, brought.own.len(), replaced.len());
    app.keep_own(brought.own);
    if replaced.is_empty() {
        app.say(text);
    } else {
        app.say_with_undo(text, move || app.keep_own(replaced.clone()));
    }
}
