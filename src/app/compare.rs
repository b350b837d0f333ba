//! Two to four saved decisions, or answers in links, side by side.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use crate::browser::place;
use crate::engine::compare::{brief, compare};
use crate::engine::verdict::Brief;
use crate::link;
use crate::model::Model;
use crate::model::answers::Answers;
use crate::prose::compare::{Side, said, summary, told};
use crate::prose::strings::strings;
use crate::route::{Key, MOST_COMPARED, Route};
use crate::saved;
use crate::ui::inline::{bdi, live, show};

use super::parts::{heading, press};
use super::state::App;
use super::texts;

/// One of those that are compared.
#[derive(Clone)]
struct Party {
    name: String,
    key: Key,
    from: From,
}

/// Where its answers come from.
#[derive(Clone)]
enum From {
    Saved(serde_json::Map<String, serde_json::Value>),
    Link(String),
}

/// The view.
pub fn view(app: App, ids: Vec<String>) -> AnyView {
    let links = RwSignal::new(Vec::<Party>::new());
    let base = RwSignal::new(0_usize);
    let ids = StoredValue::new(ids);
    let parties = Memo::new_with_compare(
        move |_| {
            let known = app.saved.read();
            let saved = ids.get_value().into_iter().filter_map(|id| {
                let it = known.iter().find(|it| it.id == id)?;
                let from = From::Saved(it.answers.clone());
                Some(Party { name: it.name.clone(), key: it.model.clone(), from })
            });
            saved.chain(links.get()).take(MOST_COMPARED).collect::<Vec<_>>()
        },
        |_, _| true,
    );
    let result = move || match parties.read().len() {
        0 => view! { class="tb", <p>{texts::COMPARE_NONE}</p> }.into_any(),
        1 => view! { class="tb", <p>{texts::COMPARE_ONE}</p> }.into_any(),
        _ => compared(app, parties.get(), base),
    };
    view! { class="tb",
        {heading(app, texts::COMPARE, "")}
        <p>{texts::COMPARE_HINT}</p>
        {live(move || choice(app, &ids.get_value()))}
        {paste(app, links)}
        {live(result)}
    }
    .into_any()
}

/// The saved decisions, to choose from.
fn choice(app: App, ids: &[String]) -> AnyView {
    let items = app.saved.get().into_iter().map(|it| {
        let is_chosen = ids.contains(&it.id);
        let mut next = ids.to_vec();
        next.retain(|id| *id != it.id);
        if !is_chosen {
            next.push(it.id.clone());
        }
        let choose = move |_| {
            if next.len() > MOST_COMPARED {
                return app.say(texts::CHOOSE_TWO);
            }
            place::go(&Route::Compare(next.clone()).fragment());
        };
        view! { class="tb",
            <li>
                <label>
                    <input type="checkbox" prop:checked=is_chosen on:change=choose/> " "
                    {bdi(it.name)} " " <small>{texts::day(&it.date).to_owned()}</small>
                </label>
            </li>
        }
        .into_any()
    });
    view! { class="tb",
        <fieldset class="choice">
            <legend>{texts::SAVED}</legend>
            <ul>{items.collect_view()}</ul>
        </fieldset>
    }
    .into_any()
}

/// Somebody else's answers, as a link.
fn paste(app: App, links: RwSignal<Vec<Party>>) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(field) = input.get_untracked() else { return };
        let text = field.value();
        let fragment = text.split_once('#').map_or(text.as_str(), |it| it.1);
        let Route::Link(model, fragment) = Route::read(fragment.trim()) else {
            return app.say(texts::NO_LINK);
        };
        field.set_value("");
        links.update(|them| {
            let name = texts::linked(them.len() + 1);
            them.push(Party { name, key: Key::shipped(&model), from: From::Link(fragment) });
        });
        app.say(texts::LINK_ADDED);
    };
    view! { class="tb",
        <form class="row" on:submit=submit>
            <input type="text" required node_ref=input placeholder="https://…#tb=…"
                autocomplete="off" aria-label=texts::PASTE/>
            <button type="submit" class="btn">{texts::ADD_LINK}</button>
            {press(texts::DROP_LINKS, move || links.set(Vec::new()))}
        </form>
    }
    .into_any()
}

/// What came of the comparison, once the model is there.
fn compared(app: App, parties: Vec<Party>, base: RwSignal<usize>) -> AnyView {
    let key = parties[0].key.clone();
    if parties.iter().any(|it| it.key != key) {
        return view! { class="tb", <p role="alert">{texts::NOT_THE_SAME}</p> }.into_any();
    }
    let model = RwSignal::new(None);
    leptos::task::spawn_local(async move {
        let came = app.model(&key).await;
        // The view may be gone by now; then there is nothing to show.
        let _ = model.try_set(Some(came));
    });
    let parties = StoredValue::new(parties);
    live(move || match model.get() {
        None => view! { class="tb", <p class="small">{texts::LOADING}</p> }.into_any(),
        Some(Err(why)) => view! { class="tb", <p role="alert">{bdi(why)}</p> }.into_any(),
        Some(Ok(model)) => side_by_side(&model, &parties.get_value(), base),
    })
}

impl Party {
    fn answers(&self, model: &Model) -> Answers {
        match &self.from {
            From::Saved(them) => saved::answers(model, them),
            From::Link(fragment) => {
                link::read(model, fragment).map_or_else(|| Answers::none(model), |it| it.answers)
            }
        }
    }
}

fn side_by_side(model: &Arc<Model>, parties: &[Party], base: RwSignal<usize>) -> AnyView {
    let answers: Vec<Answers> = parties.iter().map(|it| it.answers(model)).collect();
    let verdicts: Vec<Brief> = answers.iter().map(|it| brief(model, it)).collect();
    let cards = parties.iter().zip(&verdicts).zip(&answers);
    let cards = cards.map(|((party, verdict), answers)| card(model, &party.name, verdict, answers));
    let cards = cards.collect_view();
    let first = base.get().min(parties.len() - 1);
    let side =
        |i: usize| Side { name: &parties[i].name, answers: &answers[i], verdict: &verdicts[i] };
    let others = (0..parties.len()).filter(|&i| i != first);
    let pairs = others.map(|i| pair(model, [side(first), side(i)])).collect_view();
    let options = parties.iter().enumerate().map(|(i, it)| {
        view! { class="tb",
            <option value=i.to_string() prop:selected=i == first>{it.name.clone()}</option>
        }
    });
    let choose = move |event| base.set(event_target_value(&event).parse().unwrap_or(0));
    view! { class="tb",
        <ul class="cards sides">{cards}</ul>
        <p>
            <label>
                {texts::SEEN_FROM} " "
                <select on:change=choose>{options.collect_view()}</select>
            </label>
        </p>
        {pairs}
    }
    .into_any()
}

fn card(model: &Model, name: &str, verdict: &Brief, answers: &Answers) -> AnyView {
    let words = strings(&model.lang);
    let count = answers.replies.iter().filter(|it| it.is_some()).count();
    view! { class="tb",
        <li class="card">
            <h2>{bdi(name)}</h2>
            <p class="v">{show(said(words, model, verdict))}</p>
            <p class="small">{texts::answered(count, model.questions.len())}</p>
        </li>
    }
    .into_any()
}

/// How two of them are apart.
fn pair(model: &Model, sides: [Side; 2]) -> AnyView {
    let words = strings(&model.lang);
    let it = compare(model, sides[0].answers, sides[1].answers);
    let lines = summary(words, model, sides, &it).into_iter();
    let lines = lines.map(|it| view! { class="tb", <p>{show(it)}</p> }.into_any()).collect_view();
    let rows = it.differences.iter().map(|difference| {
        let told = told(words, model, sides, &it, difference);
        let [first, second] = told.says.map(show);
        let agreement = told.agreement.into_iter();
        let agreement =
            agreement.map(|it| view! { class="tb", <p class="small">{show(it)}</p> }.into_any());
        view! { class="tb",
            <li>
                <h3>{bdi(model.questions[told.question].text.as_str())}</h3>
                <p>{first}</p>
                <p>{second}</p>
                <p><b>{show(told.moves)}</b></p>
                {agreement.collect_view()}
            </li>
        }
        .into_any()
    });
    let rows = rows.collect_view();
    let heading = texts::against(sides[0].name, sides[1].name);
    view! { class="tb",
        <section class="pair">
            <h2><bdi>{heading}</bdi></h2>
            {lines}
            <ol class="differences">{rows}</ol>
        </section>
    }
    .into_any()
}
