//! Two to four saved decisions, or answers in links, side by side.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use crate::route::{Key, MOST_COMPARED, Route};
use tiebreak_core::engine::compare::{brief, compare};
use tiebreak_core::engine::verdict::Brief;
use tiebreak_core::link;
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::problem::Problem;
use tiebreak_core::texts::compare::{Side, difference_text, summary};
use tiebreak_core::texts::phrases::brief_with_certainty;
use tiebreak_core::texts::strings::strings;

use super::page_state::App;
use super::parts::{
    Field, alert, bdi, field, form, heading, li, live, para, press, select, show, small,
    small_print, submit, text_of, tick, ul,
};
use super::texts;

/// Somebody's answers in a link.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    /// What it is called here.
    name: String,
    /// Which decision.
    key: Key,
    /// The link's fragment.
    fragment: String,
}

/// One of those that are compared.
#[derive(Clone, PartialEq)]
struct Party {
    /// Tells it from the others.
    id: String,
    name: String,
    key: Key,
    from: From,
}

/// Where its answers come from.
#[derive(Clone, PartialEq)]
enum From {
    Saved(serde_json::Map<String, serde_json::Value>),
    Link(String),
}

/// What of the saved decisions is compared. The links stay in [`App`].
#[derive(Clone, Copy)]
struct Table {
    app: App,
    /// Those that are ticked.
    ids: RwSignal<Vec<String>>,
    parties: Memo<Vec<Party>>,
    /// With whom the others are compared; the first where that one is gone.
    base: RwSignal<String>,
}

/// The view.
pub fn view(app: App, ids: Vec<String>) -> AnyView {
    let ids = RwSignal::new(ids);
    let parties = Memo::new(move |_| parties(app, &ids.read()));
    let table = Table { app, ids, parties, base: RwSignal::new(String::new()) };
    let result = move || match parties.read().len() {
        0 => para(texts::COMPARE_NONE),
        1 => para(texts::COMPARE_ONE),
        _ => compared(table, parties.get()),
    };
    view! { class="tb",
        {heading(app, texts::COMPARE, "")}
        <p>{texts::COMPARE_HINT}</p>
        {live(move || choice(table))}
        {paste(table)}
        {live(result)}
    }
    .into_any()
}

fn parties(app: App, ids: &[String]) -> Vec<Party> {
    let known = app.saved.read();
    let saved = ids.iter().filter_map(|id| {
        let it = known.iter().find(|it| it.id == *id)?;
        let (name, key) = (it.name.clone(), it.model.clone());
        Some(Party { id: id.clone(), name, key, from: From::Saved(it.answers.clone()) })
    });
    let links = app.links.get().into_iter().map(|it| {
        let Linked { name, key, fragment } = it;
        Party { id: fragment.clone(), name, key, from: From::Link(fragment) }
    });
    saved.chain(links).take(MOST_COMPARED).collect()
}

impl Table {
    /// Whether another one can be compared; says so when not.
    fn has_room(self) -> bool {
        let has_room = self.parties.read_untracked().len() < MOST_COMPARED;
        if !has_room {
            self.app.say(texts::NO_ROOM);
        }
        has_room
    }

    /// Ticks a saved decision or takes it out. The view stays, and its address says what is ticked.
    fn choose(self, id: &str) {
        let mut ids = self.ids.get_untracked();
        let before = ids.len();
        ids.retain(|it| it != id);
        if ids.len() == before {
            if !self.has_room() {
                return;
            }
            ids.push(id.to_owned());
        }
        self.app.replace(&Route::Compare(ids.clone()));
        self.ids.set(ids);
    }
}

/// The saved decisions, to choose from.
fn choice(table: Table) -> AnyView {
    let items = table.app.saved.get().into_iter().map(|it| {
        let id = StoredValue::new(it.id);
        let is_chosen = Signal::derive(move || id.with_value(|id| table.ids.read().contains(id)));
        let label = vec![bdi(it.name), " ".into_any(), small_print(texts::day(&it.date))];
        li(tick(is_chosen, label.into_any(), move || table.choose(&id.get_value())))
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
fn paste(table: Table) -> AnyView {
    let app = table.app;
    let input = NodeRef::<html::Input>::new();
    let add = move || {
        let text = text_of(input);
        let fragment = text.split_once('#').map_or(text.as_str(), |it| it.1);
        let Route::Link(model, fragment) = Route::read(fragment.trim()) else {
            return app.say(texts::NO_LINK);
        };
        if app.links.read_untracked().iter().any(|it| it.fragment == fragment) {
            return app.say(texts::LINK_KNOWN);
        }
        if !table.has_room() {
            return;
        }
        if let Some(field) = input.get_untracked() {
            field.set_value("");
        }
        let key = app.linked(&model);
        app.links.update(|them| {
            let name = texts::linked(them.len() + 1);
            them.push(Linked { name, key, fragment });
        });
        app.say(texts::LINK_ADDED);
    };
    let it =
        Field { kind: "text", label: texts::PASTE, hint: texts::PASTE_HINT, ..Field::default() };
    let drop = move || {
        let some = !app.links.read().is_empty();
        some.then(|| press(texts::DROP_LINKS, move || app.links.set(Vec::new())))
    };
    form(add, vec![field(input, it, || {}), submit(texts::ADD_LINK), live(drop)])
}

/// What came of the comparison, once the model is there.
fn compared(table: Table, parties: Vec<Party>) -> AnyView {
    let key = parties[0].key.clone();
    if parties.iter().any(|it| it.key != key) {
        return alert(texts::NOT_THE_SAME);
    }
    let model = RwSignal::new(None);
    leptos::task::spawn_local(async move {
        let came = table.app.model(&key).await;
        // The view may be gone by now; then there is nothing to show.
        let _ = model.try_set(Some(came));
    });
    let parties = StoredValue::new(parties);
    live(move || match model.get() {
        None => small(texts::LOADING),
        Some(Err(why)) => alert(bdi(why)),
        Some(Ok(model)) => side_by_side(Sides::new(model, parties.get_value()), table.base),
    })
}

impl Party {
    /// The answers, and what this model does not know of them, or does not take over.
    fn answers(&self, model: &Model) -> (Answers, Vec<String>) {
        let said = |problems: Vec<Problem>| problems.into_iter().map(|it| it.message);
        match &self.from {
            From::Saved(them) => {
                let (answers, problems) =
                    Answers::read(&model.alternatives, &model.questions, them);
                (answers, said(problems).collect())
            }
            From::Link(fragment) => {
                let Some(it) = link::read(model, fragment) else {
                    return (Answers::none(model), vec![texts::NO_LINK.to_owned()]);
                };
                let overruled = (!it.overrides.is_empty()).then(|| texts::OVERRULED.to_owned());
                (it.answers, said(it.problems).chain(overruled).collect())
            }
        }
    }
}

/// Those that are compared, with what the model makes of their answers.
struct Sides {
    model: Arc<Model>,
    parties: Vec<Party>,
    answers: Vec<Answers>,
    verdicts: Vec<Brief>,
    left_out: Vec<Vec<String>>,
}

impl Sides {
    fn new(model: Arc<Model>, parties: Vec<Party>) -> Self {
        let (answers, left_out): (Vec<Answers>, Vec<Vec<String>>) =
            parties.iter().map(|it| it.answers(&model)).unzip();
        let verdicts = answers.iter().map(|it| brief(&model, it)).collect();
        Self { model, parties, answers, verdicts, left_out }
    }

    fn side(&self, i: usize) -> Side<'_> {
        Side { name: &self.parties[i].name, answers: &self.answers[i], verdict: &self.verdicts[i] }
    }

    /// How each of the others is apart from one.
    fn pairs(&self, base: &str) -> AnyView {
        let first = self.place(base);
        let others = (0..self.parties.len()).filter(|&i| i != first);
        let pairs = others.map(|i| pair(&self.model, [self.side(first), self.side(i)]));
        pairs.collect_view().into_any()
    }

    /// Where this one is; the first where it is gone.
    fn place(&self, id: &str) -> usize {
        self.parties.iter().position(|it| it.id == id).unwrap_or(0)
    }
}

fn side_by_side(sides: Sides, base: RwSignal<String>) -> AnyView {
    let cards = (0..sides.parties.len()).map(|i| card(&sides, i)).collect();
    let names = sides.parties.iter().map(|it| it.name.clone()).collect();
    let ids: Vec<String> = sides.parties.iter().map(|it| it.id.clone()).collect();
    let first = sides.place(&base.read_untracked());
    let parts = vec![
        ul("cards sides", cards),
        select(texts::SEEN_FROM, names, first, move |i| base.set(ids[i].clone())),
        live(move || sides.pairs(&base.read())),
    ];
    parts.into_any()
}

fn card(sides: &Sides, i: usize) -> AnyView {
    let Sides { model, parties, answers, verdicts, left_out } = sides;
    let words = strings(&model.lang);
    let count = answers[i].replies.iter().filter(|it| it.is_some()).count();
    let left_out: Vec<AnyView> = left_out[i].iter().map(|it| li(bdi(it.as_str()))).collect();
    let left_out =
        (!left_out.is_empty()).then(|| vec![small(texts::LEFT_OUT), ul("small", left_out)]);
    view! { class="tb",
        <li class="card">
            <h2>{bdi(parties[i].name.as_str())}</h2>
            <p class="v">{show(brief_with_certainty(words, model, &verdicts[i]))}</p>
            <p class="small">{texts::answered(count, model.questions.len())}</p>
            {left_out}
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
        let told = difference_text(words, model, sides, &it, difference);
        let [first, second] = told.answers.map(show);
        let agreement = told.agreement.into_iter();
        let agreement = agreement.map(|it| small(show(it)));
        view! { class="tb",
            <li>
                <h3>{bdi(model.questions[told.question].text.as_str())}</h3>
                <p>{first}</p>
                <p>{second}</p>
                <p><b>{show(told.effect)}</b></p>
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
