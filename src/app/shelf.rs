//! Saved decisions: searched, opened, renamed, copied, deleted, compared, taken along.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::browser::files;
use crate::browser::{self, place};
use crate::prose::line::{Line, Part, fill, theirs};
use crate::prose::strings::strings;
use crate::prose::then::verdict_then;
use crate::route::{MOST_COMPARED, Route};
use crate::saved::file::{self, MAX_BYTES};
use crate::saved::{MAX_NAME, Saved, clean, merge};
use crate::ui::inline::{bdi, live, show};

use super::own::section::{Wrong, problems};
use super::parts::press;
use super::shipped::Named;
use super::state::App;
use super::texts;

/// The section of the first view.
pub fn shelf(app: App) -> AnyView {
    let words = RwSignal::new(String::new());
    let chosen = RwSignal::new(Vec::<String>::new());
    let told = RwSignal::new(Vec::<Wrong>::new());
    let some = Memo::new(move |_| !app.saved.read().is_empty());
    let list = move || {
        let found: Vec<Saved> =
            app.saved.read().iter().filter(|it| it.matches(&words.read())).cloned().collect();
        if found.is_empty() && some.get() {
            return view! { class="tb", <p class="small">{texts::NOTHING_FOUND}</p> }.into_any();
        }
        let items = found.into_iter().map(|it| item(app, it, chosen)).collect_view();
        view! { class="tb", <ul class="shelf">{items}</ul> }.into_any()
    };
    let tools = move || {
        if some.get() {
            tools(app, words, chosen)
        } else {
            view! { class="tb", <p class="small">{texts::NOTHING_SAVED}</p> }.into_any()
        }
    };
    view! { class="tb",
        <section aria-labelledby="saved">
            <h2 id="saved">{texts::SAVED}</h2>
            {live(tools)}
            {live(list)}
            {import(app, told)}
            {live(move || problems(&told.read()))}
        </section>
    }
    .into_any()
}

/// Search, compare, export.
fn tools(app: App, words: RwSignal<String>, chosen: RwSignal<Vec<String>>) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let search = move |_| words.set(input.get_untracked().map(|it| it.value()).unwrap_or_default());
    let compare = move |()| place::go(&Route::Compare(chosen.get_untracked()).fragment());
    let few = move || !(2..=MOST_COMPARED).contains(&chosen.read().len());
    view! { class="tb",
        <div class="row">
            <input id="search" type="search" node_ref=input on:input=search
                placeholder=texts::SEARCH aria-label=texts::SEARCH/>
            <button type="button" class="btn" aria-disabled=move || few().to_string()
                on:click=move |_| if few() { app.say(texts::CHOOSE_TWO) } else { compare(()) }>
                {texts::COMPARE_CHOSEN}
            </button>
            {press(texts::EXPORT_ALL, move || export(app))}
        </div>
    }
    .into_any()
}

/// Gives the reader everything that was saved as one file.
pub fn export(app: App) {
    let name = ["tiebreak-", &browser::today(), ".json"].concat();
    files::save(&name, &file::write(&app.saved.read_untracked()));
}

/// One saved decision: what it is, and what can be done with it.
fn item(app: App, it: Saved, chosen: RwSignal<Vec<String>>) -> AnyView {
    let renaming = RwSignal::new(false);
    let id = StoredValue::new(it.id.clone());
    let it = StoredValue::new(it);
    let is_chosen = move || chosen.read().contains(&id.get_value());
    let choose = move |_| {
        chosen.update(|them| {
            let before = them.len();
            them.retain(|it| *it != id.get_value());
            if them.len() == before {
                them.push(id.get_value());
            }
        });
    };
    let named = move || {
        let it = it.get_value();
        if renaming.get() {
            return rename(app, it, renaming);
        }
        let address = Route::Saved(it.id.clone()).fragment();
        view! { class="tb", <a href=address>{bdi(it.name)}</a> }.into_any()
    };
    let name = it.with_value(|it| it.name.clone());
    let label = texts::choose(&name);
    let about = it.with_value(|it| about(app, it));
    let group = texts::actions(&name);
    view! { class="tb",
        <li>
            <input type="checkbox" aria-label=label prop:checked=is_chosen on:change=choose/>
            <div>
                <p class="title">{live(named)}</p>
                <p class="small">{show(about)}</p>
                <div class="row" role="group" aria-label=group>
                    {press(texts::RENAME, move || renaming.set(true))}
                    {press(texts::DUPLICATE, move || duplicate(app, it.get_value()))}
                    {press(texts::DELETE, move || app.delete(it.get_value()))}
                </div>
            </div>
        </li>
    }
    .into_any()
}

fn duplicate(app: App, it: Saved) {
    let name = clean(&texts::copy_of(&it.name), MAX_NAME, false);
    app.say(texts::saved(&name));
    app.keep(vec![Saved { id: browser::fresh_id(), name, date: browser::now(), ..it }]);
}

fn rename(app: App, it: Saved, renaming: RwSignal<bool>) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let name = it.name.clone();
    let it = StoredValue::new(it);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name =
            clean(&input.get_untracked().map(|it| it.value()).unwrap_or_default(), MAX_NAME, false);
        renaming.set(false);
        if !name.is_empty() {
            app.say(texts::renamed(&name));
            app.keep(vec![Saved { name, ..it.get_value() }]);
        }
    };
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            request_animation_frame(move || {
                browser::focus(&input);
                input.select();
            });
        }
    });
    view! { class="tb",
        <form class="row" on:submit=submit>
            <input type="text" node_ref=input maxlength=MAX_NAME.to_string() prop:value=name
                aria-label=texts::NEW_NAME autocomplete="off"/>
            <button type="submit" class="link">{texts::RENAME_DONE}</button>
            {press(texts::CANCEL, move || renaming.set(false))}
        </form>
    }
    .into_any()
}

/// "Leaning Django · Django, FastAPI or both? · 21 November 2026".
fn about(app: App, it: &Saved) -> Line {
    let shipped = app.shipped.read_untracked();
    let known = shipped.iter().flatten().flatten().find(|known| known.id == it.model.model);
    let known = known.filter(|_| !it.model.own);
    let alternative = |id: &str| {
        let mut them = known.iter().flat_map(|it| &it.alternatives);
        let named = |it: &Named| vec![Part::Name(it.name.clone(), it.color, it.shape)];
        them.find(|it| it.id == id).map_or_else(|| theirs(id), named)
    };
    let verdict = verdict_then(strings("en"), &it.then, alternative);
    let date = theirs(texts::day(&it.date));
    fill("{0} · {1} · {2}", &[&verdict, &theirs(&it.title), &date])
}

/// Puts a file's decisions beside those that are here.
fn import(app: App, told: RwSignal<Vec<Wrong>>) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let read = move |_| {
        let Some(element) = input.get_untracked() else { return };
        leptos::task::spawn_local(async move {
            let source: &JsValue = element.as_ref();
            match files::chosen(source, MAX_BYTES).await {
                Ok(chosen) => take_in(app, told, chosen),
                Err(why) => app.say(why),
            }
            // The same file can be chosen again.
            element.set_value("");
        });
    };
    view! { class="tb",
        <label class="file">
            {texts::IMPORT} " "
            <input type="file" accept=".json,application/json" node_ref=input on:change=read/>
        </label>
    }
    .into_any()
}

fn take_in(app: App, told: RwSignal<Vec<Wrong>>, chosen: Vec<(String, Option<String>)>) {
    for (name, text) in chosen {
        // Nothing reads as larger than any file may be.
        let read = file::read(&text.unwrap_or_else(|| " ".repeat(MAX_BYTES + 1)));
        let count = read.decisions.len();
        let added = merge(&app.saved.read_untracked(), read.decisions);
        app.say(texts::imported(added.len(), count - added.len(), read.problems.len()));
        told.set(read.problems.into_iter().map(|it| (name.clone(), it)).collect());
        if !added.is_empty() {
            app.keep(added);
        }
    }
}
