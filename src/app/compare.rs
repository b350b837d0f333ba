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

use super::parts::{
    Field, alert, bdi, field, form, heading, li, live, para, press, select, show, small,
    small_print, submit, text_of, tick, ul,
};
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
        0 => para(texts::COMPARE_NONE),
        1 => para(texts::COMPARE_ONE),
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
        let choose = move || {
            if next.len() > MOST_COMPARED {
                return app.say(texts::CHOOSE_TWO);
            }
            place::go(&Route::Compare(next.clone()).fragment());
        };
        let label = vec![bdi(it.name), " ".into_any(), small_print(texts::day(&it.date))];
        li(tick(Signal::stored(is_chosen), label.into_any(), choose))
    });
    view! { class="tb",
        <fieldset class="choice">
            <legend>{texts::SAVED}</legend>
            {ul("", items.collect())}
        </fieldset>
    }
    .into_any()
}

/// Somebody else's answers, as a link.
fn paste(app: App, links: RwSignal<Vec<Party>>) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let add = move || {
        let text = text_of(input);
        let fragment = text.split_once('#').map_or(text.as_str(), |it| it.1);
        let Route::Link(model, fragment) = Route::read(fragment.trim()) else {
            return app.say(texts::NO_LINK);
        };
        if let Some(field) = input.get_untracked() {
            field.set_value("");
        }
        links.update(|them| {
            let name = texts::linked(them.len() + 1);
            them.push(Party { name, key: Key::shipped(&model), from: From::Link(fragment) });
        });
        app.say(texts::LINK_ADDED);
    };
    let it =
        Field { kind: "text", label: texts::PASTE, hint: "https://…#tb=…", ..Field::default() };
    let parts = vec![
        field(input, it, || {}),
        submit(texts::ADD_LINK),
        press(texts::DROP_LINKS, move || links.set(Vec::new())),
    ];
    form(add, parts)
}

/// What came of the comparison, once the model is there.
fn compared(app: App, parties: Vec<Party>, base: RwSignal<usize>) -> AnyView {
    let key = parties[0].key.clone();
    if parties.iter().any(|it| it.key != key) {
        return alert(texts::NOT_THE_SAME);
    }
    let model = RwSignal::new(None);
    leptos::task::spawn_local(async move {
        let came = app.model(&key).await;
        // The view may be gone by now; then there is nothing to show.
        let _ = model.try_set(Some(came));
    });
    let parties = StoredValue::new(parties);
    live(move || match model.get() {
        None => small(texts::LOADING),
        Some(Err(why)) => alert(bdi(why)),
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
    let first = base.get().min(parties.len() - 1);
    let side =
        |i: usize| Side { name: &parties[i].name, answers: &answers[i], verdict: &verdicts[i] };
    let others = (0..parties.len()).filter(|&i| i != first);
    let pairs = others.map(|i| pair(model, [side(first), side(i)]));
    let names = parties.iter().map(|it| it.name.clone()).collect();
    let parts = vec![
        ul("cards sides", cards.collect()),
        select(texts::SEEN_FROM, names, first, move |i| base.set(i)),
        pairs.collect_view().into_any(),
    ];
    parts.into_any()
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
    let lines = lines.map(|it| para(show(it))).collect_view();
    let rows = it.differences.iter().map(|difference| {
        let told = told(words, model, sides, &it, difference);
        let [first, second] = told.says.map(show);
        let agreement = told.agreement.into_iter();
        let agreement = agreement.map(|it| small(show(it)));
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
