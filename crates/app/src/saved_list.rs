//! Saved decisions: searched, opened, renamed, copied, deleted, compared, taken along.

use js_sys::Array;
use leptos::html;
use leptos::prelude::*;

use crate::browser::files;
use crate::browser::{self, place};
use crate::route::{MOST_COMPARED, Route};
use crate::saved::file::{self, MAX_BYTES};
use crate::saved::{MAX_NAME, Saved, clean, merge};
use tiebreak_core::texts::changes::saved_verdict;
use tiebreak_core::texts::sentence::{Part, Sentence, fill, model_text};
use tiebreak_core::texts::strings::strings;

use super::own::section::problems;
use super::page_state::App;
use super::parts::{
    self, Field, bdi, entry, field, files_in, form, group, link, live, press, section, show, small,
    submit, text_of, tick, ul,
};
use super::shipped::Named;
use super::texts;

/// The section of the first view.
pub fn shelf(app: App) -> AnyView {
    let words = RwSignal::new(String::new());
    let chosen = RwSignal::new(Vec::<String>::new());
    let some = Memo::new(move |_| !app.saved.read().is_empty());
    let list = move || {
        let found: Vec<Saved> =
            app.saved.read().iter().filter(|it| it.matches(&words.read())).cloned().collect();
        if found.is_empty() && some.get() {
            return small(texts::NOTHING_FOUND);
        }
        ul("shelf", found.into_iter().map(|it| item(app, it, chosen)).collect())
    };
    let tools = move || {
        if some.get() {
            return tools(app, words, chosen);
        }
        small(if app.ready.get() { texts::NOTHING_SAVED } else { texts::LOADING })
    };
    let parts = vec![
        live(tools),
        live(list),
        files_in("file", texts::IMPORT, import, app),
        live(move || problems(&app.wrong_saved.read())),
    ];
    section("saved", texts::SAVED, parts)
}

/// Search, compare, export.
fn tools(app: App, words: RwSignal<String>, chosen: RwSignal<Vec<String>>) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let search = move || words.set(text_of(input));
    let compare = move || {
        // Some may be deleted by now.
        let mut chosen = chosen.get_untracked();
        chosen.retain(|id| app.find(id).is_some());
        if (2..=MOST_COMPARED).contains(&chosen.len()) {
            place::go(&Route::Compare(chosen).fragment());
        } else {
            app.say(texts::CHOOSE_TWO);
        }
    };
    let it = Field {
        kind: "search",
        id: "search",
        label: texts::SEARCH,
        hint: texts::SEARCH,
        ..Field::default()
    };
    let parts = vec![
        field(input, it, search),
        submit(texts::COMPARE_CHOSEN),
        press(texts::EXPORT_ALL, move || export(app)),
    ];
    form(compare, parts)
}

/// Gives the reader everything that was saved: one file, or several where that is a lot.
pub fn export(app: App) {
    let files = file::write_all(&app.saved.read_untracked());
    for (i, text) in files.iter().enumerate() {
        let part =
            if files.len() > 1 { ["-", &(i + 1).to_string()].concat() } else { String::new() };
        files::save(&["tiebreak-", &browser::today(), &part, ".json"].concat(), text);
    }
}

/// One saved decision: what it is, and what can be done with it.
fn item(app: App, it: Saved, chosen: RwSignal<Vec<String>>) -> AnyView {
    let renaming = RwSignal::new(false);
    let (name, about) = (it.name.clone(), about(app, &it));
    let it = StoredValue::new(it);
    let id = move || it.with_value(|it| it.id.clone());
    let is_chosen = Signal::derive(move || chosen.read().contains(&id()));
    let choose = move || {
        chosen.update(|them| {
            let before = them.len();
            them.retain(|it| *it != id());
            if them.len() == before {
                them.push(id());
            }
        });
    };
    let named = move || {
        let it = it.get_value();
        if renaming.get() {
            return rename(app, it, renaming);
        }
        link(&Route::Saved(it.id).fragment(), bdi(it.name))
    };
    let buttons = vec![
        press(texts::RENAME, move || renaming.set(true)),
        press(texts::DUPLICATE, move || duplicate(app, it.get_value())),
        press(texts::DELETE, move || {
            app.delete(it.get_value());
            // To where it can be undone: the next one has moved to this place.
            place::focus_later(".said button");
        }),
        tick(is_chosen, texts::CHOOSE.into_any(), choose),
    ];
    entry(live(named), show(about), group(texts::actions(&name), buttons))
}

fn duplicate(app: App, it: Saved) {
    let name = clean(&texts::copy_of(&it.name), MAX_NAME, false);
    let said = texts::saved(&name);
    let it = Saved { id: browser::fresh_id(), name, date: browser::now(), ..it };
    app.keep(vec![it], None, said);
}

fn rename(app: App, it: Saved, renaming: RwSignal<bool>) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let field =
        Field { kind: "text", label: texts::NEW_NAME, value: it.name.clone(), ..Field::default() };
    let link = ["a[href='", &Route::Saved(it.id.clone()).fragment(), "']"].concat();
    let it = StoredValue::new(it);
    // What had the focus is gone then.
    let close = move || {
        renaming.set(false);
        place::focus_later(link.clone());
    };
    let cancel = close.clone();
    let done = move || {
        let name = clean(&text_of(input), MAX_NAME, false);
        close();
        let before = it.get_value();
        if !name.is_empty() && name != before.name {
            let said = texts::renamed(&name);
            app.keep(vec![Saved { name, ..before.clone() }], Some(before), said);
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
    let parts = vec![
        parts::field(input, field, || {}),
        submit(texts::RENAME_DONE),
        press(texts::CANCEL, cancel),
    ];
    form(done, parts)
}

/// "Leaning Django · Django, FastAPI or both? · 21 November 2026".
fn about(app: App, it: &Saved) -> Sentence {
    let shipped = app.shipped.read_untracked();
    let known = shipped.iter().flatten().flatten().find(|known| known.id == it.model.model);
    let known = known.filter(|_| !it.model.own);
    let alternative = |id: &str| {
        let mut them = known.iter().flat_map(|it| &it.alternatives);
        let named = |it: &Named| vec![Part::Name(it.name.clone(), it.color, it.shape)];
        them.find(|it| it.id == id).map_or_else(|| model_text(id), named)
    };
    let verdict = saved_verdict(strings("en"), &it.then, alternative);
    let date = model_text(texts::day(&it.date));
    fill("{0} · {1} · {2}", &[&verdict, &model_text(&it.title), &date])
}

/// Puts the decisions of files beside those that are here.
fn import(app: App, held: Array) {
    leptos::task::spawn_local(async move {
        match files::read(&held, MAX_BYTES).await {
            Ok(files) => take_in(app, files),
            Err(why) => app.say(why),
        }
    });
}

/// The same for files that were read.
pub fn take_in(app: App, files: Vec<files::Named>) {
    let (mut wrong, mut them) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let read = text.map_or_else(file::too_large, |text| file::read(&text));
        them.extend(read.decisions);
        wrong.extend(read.problems.into_iter().map(|it| (name.clone(), it)));
    }
    let count = them.len();
    let added = merge(&app.saved.read_untracked(), them);
    let said = texts::imported(added.len(), count - added.len(), wrong.len());
    app.wrong_saved.set(wrong);
    if added.is_empty() {
        app.say(said);
    } else {
        app.keep(added, None, said);
    }
}
