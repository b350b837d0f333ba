//! Two to four sets of answers side by side: saved decisions and pasted links.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use serde_json::{Map, Value};

use crate::components::{
    Checkbox, ErrorMessage, Heading, List, ListItem, RowForm, Select, SentenceView, Show,
    SubmitButton, TextButton, TextField, WithModel, value_of,
};
use crate::language::{lang_of, strings};
use crate::route::{Key, MAX_COMPARED, Route};
use crate::saved::SavedDecision;
use crate::state::{AppState, PastedLink};
use crate::texts::{self, count_of, filled, texts};
use tiebreak_core::engine::compare::{Comparison, Difference, brief, compare};
use tiebreak_core::engine::verdict::VerdictSummary;
use tiebreak_core::link;
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::problem::Problem;
use tiebreak_core::texts::compare::{Side, difference_text, summary};
use tiebreak_core::texts::phrases::brief_with_certainty;
use tiebreak_core::texts::sentence::Sentence;

/// One set of answers.
#[derive(Clone, PartialEq)]
struct Party {
    /// Id of the saved decision, or fragment of the link.
    id: String,
    name: String,
    key: Key,
    source: AnswerSource,
}

#[derive(Clone, PartialEq)]
enum AnswerSource {
    Saved(Map<String, Value>),
    Link(String),
}

/// State of the view. The pasted links are in [`AppState`], so that they outlive it.
#[derive(Clone, Copy)]
struct CompareState {
    app: AppState,
    /// Ids of the chosen decisions.
    ids: RwSignal<Vec<String>>,
    parties: Memo<Vec<Party>>,
    /// Id of the party that the others are compared with; the first party if it is gone.
    base: RwSignal<String>,
}

/// The view.
#[component]
pub fn Compare(
    /// Ids of the saved decisions in the address.
    ids: Vec<String>,
) -> impl IntoView {
    let app = expect_context::<AppState>();
    let ids = RwSignal::new(ids);
    let parties = Memo::new(move |_| parties(app, &ids.read()));
    let state = CompareState { app, ids, parties, base: RwSignal::new(String::new()) };
    let result = move || match parties.read().len() {
        0 => view! { class="tb", <p>{texts().compare_none}</p> }.into_any(),
        1 => view! { class="tb", <p>{texts().compare_one}</p> }.into_any(),
        _ => {
            view! { class="tb", <CompareResult parties=parties.get() base=state.base/> }.into_any()
        }
    };
    view! { class="tb",
        <Heading text=texts().compare/>
        <p>{texts().compare_hint}</p>
        <SavedChoice state/>
        <LinkForm state/>
        {result}
    }
}

fn parties(app: AppState, ids: &[String]) -> Vec<Party> {
    let saved = app.saved.read();
    let saved = ids.iter().filter_map(|id| {
        let decision = saved.iter().find(|decision| decision.id == *id)?.clone();
        let SavedDecision { id, name, key, answers, .. } = decision;
        Some(Party { id, name, key, source: AnswerSource::Saved(answers) })
    });
    let links = app.pasted_links.get().into_iter().map(|link| {
        let PastedLink { name, key, fragment } = link;
        Party { id: fragment.clone(), name, key, source: AnswerSource::Link(fragment) }
    });
    saved.chain(links).take(MAX_COMPARED).collect()
}

impl CompareState {
    /// Whether another party fits; shows a message if not.
    fn has_room(self) -> bool {
        let has_room = self.parties.read_untracked().len() < MAX_COMPARED;
        if !has_room {
            self.app.announce(texts().no_room);
        }
        has_room
    }

    /// Adds a saved decision or removes it. The address changes, the view stays.
    fn toggle(self, id: &str) {
        let mut ids = self.ids.get_untracked();
        let before = ids.len();
        ids.retain(|other| other != id);
        if ids.len() == before {
            if !self.has_room() {
                return;
            }
            ids.push(id.to_owned());
        }
        self.app.replace_address(&Route::Compare(ids.clone()));
        self.ids.set(ids);
    }

    /// Adds the answers of a link.
    fn add_link(self, input: NodeRef<html::Input>) {
        let app = self.app;
        let text = value_of(input);
        let fragment = text.split_once('#').map_or(text.as_str(), |(_, fragment)| fragment);
        let Route::Link(model, fragment) = Route::read(fragment.trim()) else {
            return app.announce(texts().no_link);
        };
        if app.pasted_links.read_untracked().iter().any(|link| link.fragment == fragment) {
            return app.announce(texts().link_known);
        }
        if !self.has_room() {
            return;
        }
        if let Some(field) = input.get_untracked() {
            field.set_value("");
        }
        let key = app.key_of_link(&model);
        app.pasted_links.update(|links| {
            let name = filled(texts().linked, &[&(links.len() + 1).to_string()]);
            links.push(PastedLink { name, key, fragment });
        });
        app.announce(texts().link_added);
    }
}

/// The saved decisions to choose from.
#[component]
fn SavedChoice(
    /// State of the view.
    state: CompareState,
) -> impl IntoView {
    let item = move |decision: SavedDecision| {
        ListItem::new(decision.version(), move || {
            view! { class="tb", <SavedChoiceItem state decision/> }.into_any()
        })
    };
    let items = move || state.app.saved.get().into_iter().map(item).collect::<Vec<_>>();
    view! { class="tb",
        <fieldset class="choice">
            <legend>{texts().saved_decisions}</legend>
            <ul>
                <List items/>
            </ul>
        </fieldset>
    }
}

#[component]
fn SavedChoiceItem(
    /// State of the view.
    state: CompareState,
    /// The saved decision.
    decision: SavedDecision,
) -> impl IntoView {
    let SavedDecision { id, name, date, .. } = decision;
    let id = StoredValue::new(id);
    let is_chosen = Signal::derive(move || id.with_value(|id| state.ids.read().contains(id)));
    view! { class="tb",
        <li>
            <Checkbox is_checked=is_chosen on_toggle=move || state.toggle(&id.get_value())>
                <bdi>{name}</bdi> " " <small>{texts::day(&date).to_owned()}</small>
            </Checkbox>
        </li>
    }
}

/// A form to add the answers of a link.
#[component]
fn LinkForm(
    /// State of the view.
    state: CompareState,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let links = state.app.pasted_links;
    view! { class="tb",
        <RowForm on_submit=move || state.add_link(input)>
            <TextField input label=texts().paste placeholder=texts().paste_hint/>
            <SubmitButton label=texts().add_link/>
            <Show when=move || !links.read().is_empty()>
                <TextButton label=texts().drop_links on_press=move || links.set(Vec::new())/>
            </Show>
        </RowForm>
    }
}

/// The comparison, once the model is loaded.
#[component]
fn CompareResult(
    /// Two or more sets of answers.
    parties: Vec<Party>,
    /// Id of the party that the others are compared with.
    base: RwSignal<String>,
) -> impl IntoView {
    let key = parties[0].key.clone();
    if parties.iter().any(|party| party.key != key) {
        return view! { class="tb", <ErrorMessage message=texts().not_the_same.to_owned()/> }
            .into_any();
    }
    let side_by_side = move |model| {
        let parties = Parties::new(model, parties.clone());
        view! { class="tb", <SideBySide parties base/> }.into_any()
    };
    view! { class="tb", <WithModel key view=side_by_side/> }.into_any()
}

impl Party {
    /// The answers that the model has, and messages about the others.
    fn answers(&self, model: &Model) -> (Answers, Vec<String>) {
        let messages = |problems: Vec<Problem>| problems.into_iter().map(|problem| problem.message);
        match &self.source {
            AnswerSource::Saved(answers) => {
                let (answers, problems) =
                    Answers::read(&model.alternatives, &model.questions, answers);
                (answers, messages(problems).collect())
            }
            AnswerSource::Link(fragment) => {
                let Some(link) = link::read(model, fragment) else {
                    return (Answers::none(model), vec![texts().no_link.to_owned()]);
                };
                let overrides = (!link.overrides.is_empty()).then(|| texts().overruled.to_owned());
                (link.answers, messages(link.problems).chain(overrides).collect())
            }
        }
    }
}

/// The parties with their verdicts.
struct Parties {
    model: Arc<Model>,
    parties: Vec<Party>,
    answers: Vec<Answers>,
    verdicts: Vec<VerdictSummary>,
    /// Messages about the answers that are not compared.
    ignored: Vec<Vec<String>>,
}

impl Parties {
    fn new(model: Arc<Model>, parties: Vec<Party>) -> Self {
        let (answers, ignored): (Vec<Answers>, Vec<Vec<String>>) =
            parties.iter().map(|party| party.answers(&model)).unzip();
        let verdicts = answers.iter().map(|answers| brief(&model, answers)).collect();
        Self { model, parties, answers, verdicts, ignored }
    }

    fn side(&self, i: usize) -> Side<'_> {
        Side { name: &self.parties[i].name, answers: &self.answers[i], verdict: &self.verdicts[i] }
    }

    /// Index of a party; 0 if it is gone.
    fn index(&self, id: &str) -> usize {
        self.parties.iter().position(|party| party.id == id).unwrap_or(0)
    }
}

/// A card for each party, and the differences of the others from one of them.
#[component]
fn SideBySide(
    /// The parties.
    parties: Parties,
    /// Id of the party that the others are compared with.
    base: RwSignal<String>,
) -> impl IntoView {
    let count = parties.parties.len();
    let names = parties.parties.iter().map(|party| party.name.clone()).collect();
    let ids: Vec<String> = parties.parties.iter().map(|party| party.id.clone()).collect();
    let selected = parties.index(&base.read_untracked());
    let card = |i| view! { class="tb", <PartyCard parties=&parties index=i/> };
    let cards = (0..count).map(card).collect_view();
    let pairs = move || {
        let first = parties.index(&base.read());
        let others = (0..count).filter(|&i| i != first);
        let pair = |i| {
            let sides = [parties.side(first), parties.side(i)];
            view! { class="tb", <Pair model=&parties.model sides/> }
        };
        others.map(pair).collect_view()
    };
    view! { class="tb",
        <ul class="cards sides">{cards}</ul>
        <Select label=texts().seen_from options=names selected
            on_choose=move |i: usize| base.set(ids[i].clone())/>
        {pairs}
    }
}

/// Name, verdict and number of answers of a party.
#[component]
fn PartyCard<'a>(
    /// All parties.
    parties: &'a Parties,
    /// Index of the party.
    index: usize,
) -> impl IntoView + use<> {
    let model = &parties.model;
    let verdict = brief_with_certainty(strings(), model, &parties.verdicts[index]);
    let answered = parties.answers[index].replies.iter().flatten().count();
    let ignored = &parties.ignored[index];
    let item = |message: &String| view! { class="tb", <li><bdi>{message.clone()}</bdi></li> };
    let ignored = (!ignored.is_empty()).then(|| {
        view! { class="tb",
            <p class="small">{texts().left_out}</p>
            <ul class="small">{ignored.iter().map(item).collect_view()}</ul>
        }
    });
    view! { class="tb",
        <li class="card">
            <h2><bdi>{parties.parties[index].name.clone()}</bdi></h2>
            <p class="verdict"><SentenceView sentence=verdict lang=lang_of(&model.lang)/></p>
            <p class="small">{count_of(&texts().answered, answered, model.questions.len())}</p>
            {ignored}
        </li>
    }
}

/// The differences between two parties.
#[component]
fn Pair<'a>(
    /// The model.
    model: &'a Model,
    /// The two parties.
    sides: [Side<'a>; 2],
) -> impl IntoView + use<> {
    let comparison = compare(model, sides[0].answers, sides[1].answers);
    let sentences = summary(strings(), model, sides, &comparison).into_iter();
    let paragraph = |sentence| {
        view! { class="tb", <p><SentenceView sentence lang=lang_of(&model.lang)/></p> }
    };
    let difference = |difference| {
        view! { class="tb", <DifferenceItem model sides comparison=&comparison difference/> }
    };
    view! { class="tb",
        <section class="pair">
            <h2><bdi>{filled(texts().against, &[sides[0].name, sides[1].name])}</bdi></h2>
            {sentences.map(paragraph).collect_view()}
            <ol class="differences">
                {comparison.differences.iter().map(difference).collect_view()}
            </ol>
        </section>
    }
}

/// A question that two parties answer differently.
#[component]
fn DifferenceItem<'a>(
    /// The model.
    model: &'a Model,
    /// The two parties.
    sides: [Side<'a>; 2],
    /// Their comparison.
    comparison: &'a Comparison,
    /// The difference.
    difference: &'a Difference,
) -> impl IntoView + use<> {
    let texts = difference_text(strings(), model, sides, comparison, difference);
    let [first, second] = texts.answers;
    let lang = lang_of(&model.lang);
    let agreement = |sentence: Sentence| {
        let lang = lang.clone();
        view! { class="tb", <p class="small"><SentenceView sentence lang/></p> }
    };
    view! { class="tb",
        <li>
            <h3><bdi lang=lang.clone()>{model.questions[texts.question].text.clone()}</bdi></h3>
            <p><SentenceView sentence=first lang=lang.clone()/></p>
            <p><SentenceView sentence=second lang=lang.clone()/></p>
            <p><b><SentenceView sentence=texts.effect lang=lang.clone()/></b></p>
            {texts.agreement.into_iter().map(agreement).collect_view()}
        </li>
    }
}
