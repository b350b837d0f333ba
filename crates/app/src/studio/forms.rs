//! The form of the selected part: the fields that an author needs first, and all others under "More".

use leptos::prelude::*;
use serde_json::Value;

use super::check::ProblemMessage;
use super::draft::{Draft, Edit, item, member};
use super::evidence::{
    AdviceForm, CorrectionForm, ItemList, SourceNotes, StatementForm, TableRowForm,
};
use super::fields::{
    CheckInput, ChoicesInput, FieldProblems, IdInput, ItemFields, JsonInput, LinesInput,
    MessageView, More, NumberInput, ScaleInput, ScaleStep, SelectInput, TextInput, append,
    yes_no_choices, yes_no_edits,
};
use super::part::{List, Part, copy_of, id_and_name, new_option};
use super::ratings::{RateBySources, Ratings, Requirements};
use super::references::{Named, removal};
use super::rows;
use super::state::{StudioState, field_id};
use super::texts::{self, texts};
use super::{export, outline, report};
use crate::browser::location;
use crate::components::{SentenceView, Show, TextButton};
use tiebreak::first::text::{color_class, shape_class};
use tiebreak_core::model::schema::{Choose, Interest, Kind, Rule, Tier, Word, Words};
use tiebreak_core::model::{Color, Shape};

/// The steps of a value, from 0 to 1000.
pub const VALUES: [ScaleStep; 5] = [
    ScaleStep { value: 0, sign: "−−", is_exact: false },
    ScaleStep { value: 250, sign: "−", is_exact: false },
    ScaleStep { value: 500, sign: "0", is_exact: false },
    ScaleStep { value: 750, sign: "+", is_exact: false },
    ScaleStep { value: 1000, sign: "++", is_exact: false },
];

/// The steps of a weight, from 0 to 200.
pub const WEIGHTS: [ScaleStep; 5] = [
    ScaleStep { value: 0, sign: "0", is_exact: true },
    ScaleStep { value: 20, sign: "20", is_exact: false },
    ScaleStep { value: 60, sign: "60", is_exact: false },
    ScaleStep { value: 100, sign: "100", is_exact: false },
    ScaleStep { value: 160, sign: "160", is_exact: false },
];

/// Largest number of scales whose options are all open at first.
const MAX_OPEN: usize = 24;

/// The form of the selected part.
#[component]
pub fn Form(
    /// State of the studio.
    state: StudioState,
) -> impl IntoView {
    move || {
        state.structure.track();
        match state.part.get() {
            Part::Decision => view! { class="tb", <DecisionForm state/> }.into_any(),
            Part::All(list) => view! { class="tb", <ItemList state list/> }.into_any(),
            Part::Report => view! { class="tb", <report::Report state/> }.into_any(),
            Part::Export => view! { class="tb", <export::Export state/> }.into_any(),
            Part::Item(list, index) => {
                view! { class="tb", <ItemForm state list index/> }.into_any()
            }
        }
    }
}

/// The heading of a form.
#[component]
pub fn FormHeading(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! { class="tb", <h2 id="studio-part" tabindex="-1"><bdi>{move || text.get()}</bdi></h2> }
}

#[component]
fn DecisionForm(
    /// State of the studio.
    state: StudioState,
) -> impl IntoView {
    let is_rated_by_sources =
        move || state.draft.with(|draft| !draft.list(List::Sources.place()).is_empty());
    view! { class="tb",
        <FormHeading text=texts().decision.to_owned()/>
        <TextInput state at="/model/title" label=texts().title hint=texts().title_hint/>
        <CheckInput state at="/model/default_verdict" label=texts().default_verdict/>
        <Show when=is_rated_by_sources>
            <TextInput state at="/model/evidence_read" label=texts().evidence_read
                hint=texts().date_hint is_optional=true/>
        </Show>
        <More state summary=texts().more.to_owned() at="/model" fields=&[
            "id", "version", "lang", "paid_by", "update_policy", "corrections_read", "band",
        ]>
            <ModelIdInput state/>
            <TextInput state at="/model/version" label=texts().version hint=texts().version_hint is_optional=true/>
            <TextInput state at="/model/lang" label=texts().texts_language hint=texts().texts_language_hint is_optional=true/>
            <TextInput state at="/model/paid_by" label=texts().paid_by is_optional=true/>
            <TextInput state at="/model/update_policy" label=texts().update_policy is_optional=true/>
            <TextInput state at="/model/corrections_read" label=texts().corrections_read
                hint=texts().date_hint is_optional=true/>
            <NumberInput state at="/model/band" label=texts().band hint=texts().band_hint default=10/>
            <EvidenceJson state/>
        </More>
    }
}

#[component]
fn ModelIdInput(
    /// State of the studio.
    state: StudioState,
) -> impl IntoView {
    view! { class="tb", <IdInput state at="/model" named=None/> }
}

/// The evidence file as JSON, for fields that no form shows.
#[component]
fn EvidenceJson(
    /// State of the studio.
    state: StudioState,
) -> impl IntoView {
    let has_evidence = move || state.draft.with(|draft| draft.get("/evidence").is_some());
    view! { class="tb",
        <Show when=has_evidence>
            <JsonInput state at="/evidence" label=texts().evidence_json/>
        </Show>
    }
}

/// Buttons for an item of a list.
#[component]
fn ItemActions(
    /// State of the studio.
    state: StudioState,
    /// The list.
    list: List,
    /// Index of the item.
    index: usize,
) -> impl IntoView {
    let count = state.draft.with_untracked(|draft| draft.list(list.place()).len());
    let (is_first, is_last) = (index == 0, index + 1 >= count);
    // A disabled button would lose the focus.
    let disabled = |is_disabled: bool| is_disabled.then_some("true");
    let up = move |_| {
        if !is_first {
            state.move_item(list, index, index - 1, "#studio-up");
        }
    };
    let down = move |_| {
        if !is_last {
            state.move_item(list, index, index + 1, "#studio-down");
        }
    };
    view! { class="tb",
        <div class="row actions" role="group" aria-label=texts().actions>
            <button type="button" class="link" id="studio-up" aria-disabled=disabled(is_first) on:click=up>
                {texts().move_up}
            </button>
            <button type="button" class="link" id="studio-down" aria-disabled=disabled(is_last) on:click=down>
                {texts().move_down}
            </button>
            <TextButton label=texts().duplicate on_press=move || state.duplicate(list, index)/>
            <TextButton label=texts().remove on_press=move || state.remove(list, index)/>
        </div>
    }
}

#[component]
fn ItemForm(
    /// State of the studio.
    state: StudioState,
    /// The list.
    list: List,
    /// Index of the item.
    index: usize,
) -> impl IntoView {
    let at = item(list.place(), index);
    let heading = outline::numbered(list, index);
    let fields = match list {
        List::Alternatives => view! { class="tb", <AlternativeForm state at/> }.into_any(),
        List::Questions => view! { class="tb", <QuestionForm state at index/> }.into_any(),
        List::Sources => view! { class="tb", <SourceForm state at/> }.into_any(),
        List::Statements => view! { class="tb", <StatementForm state at/> }.into_any(),
        List::Cases => view! { class="tb", <CaseForm state at/> }.into_any(),
        List::Tests => view! { class="tb", <TestForm state at index/> }.into_any(),
        List::Corrections => view! { class="tb", <CorrectionForm state at/> }.into_any(),
        List::TableRows => view! { class="tb", <TableRowForm state at/> }.into_any(),
        List::Advice => view! { class="tb", <AdviceForm state at/> }.into_any(),
    };
    view! { class="tb",
        <FormHeading text=heading/>
        <ItemActions state list index/>
        {fields}
    }
}

/// The words of an enumeration as choices, with texts; the empty choice is the default.
pub fn words(words: &Words, default: &str, texts: &[&str]) -> Vec<(String, String)> {
    let words = words.words.iter().zip(texts);
    let words = words.map(|(word, text)| (word.0.to_owned(), (*text).to_owned()));
    [(String::new(), default.to_owned())].into_iter().chain(words).collect()
}

#[component]
fn AlternativeForm(
    /// State of the studio.
    state: StudioState,
    /// Place of the alternative.
    at: String,
) -> impl IntoView {
    let place = at.clone();
    view! { class="tb",
        <TextInput state at=member(&at, "name") label=texts().name/>
        <TextInput state at=member(&at, "living") label=texts().daily_use hint=texts().daily_use_hint
            is_long=true is_optional=true/>
        <LinesInput state at=member(&at, "good") label=texts().strengths is_optional=true/>
        <LinesInput state at=member(&at, "bad") label=texts().weaknesses is_optional=true/>
        <More state summary=texts().more.to_owned() at=at.clone() fields=&["id", "color", "shape", "derived"]>
            <IdInput state at=place.clone() named=Some(Named::Alternative)/>
            <SelectInput state at=member(&place, "color") label=texts().color
                choices=words(&Color::WORDS, texts().by_position, &texts().colors)/>
            <SelectInput state at=member(&place, "shape") label=texts().shape
                choices=words(&Shape::WORDS, texts().by_position, &texts().shapes)/>
            <DerivedFields state at=place.clone()/>
            <JsonInput state at=place.clone() label=texts().as_json/>
        </More>
    }
}

/// The parts of a derived alternative.
#[component]
fn DerivedFields(
    /// State of the studio.
    state: StudioState,
    /// Place of the alternative.
    at: String,
) -> impl IntoView {
    let own = state.draft.with_untracked(|draft| draft.text(&member(&at, "id")).to_owned());
    let mut others = state.base_alternatives();
    others.retain(|(id, _)| *id != own);
    let derived = member(&at, "derived");
    let (is_derived, place) = (derived.clone(), derived.clone());
    let is_derived = move || state.draft.with(|draft| draft.get(&is_derived).is_some());
    let (id, toggle) = (field_id(&derived), StoredValue::new(derived));
    let change = move |_| {
        toggle.with_value(|at| {
            let is_on = state.draft.with_untracked(|draft| draft.get(at).is_some());
            let edit = if is_on {
                Edit::clear(at.as_str())
            } else {
                Edit::set(at.as_str(), serde_json::json!({ "of": [] }))
            };
            state.edit(vec![edit]);
            // The form is made again, because its alternatives have changed.
            state.focus(at);
        });
    };
    let is_checked = is_derived.clone();
    view! { class="tb",
        <label class="checkbox">
            <input type="checkbox" id=id prop:checked=is_checked on:change=change/> " " {texts().is_derived}
        </label>
        <Show when=is_derived>
            <ChoicesInput state at=member(&place, "of") label=texts().parts choices=others.clone()/>
            <ScaleInput state at=member(&place, "seam") label=texts().seam.to_owned() steps=&[]
                most=200 default=80/>
            <ScaleInput state at=member(&place, "cost") label=texts().cost.to_owned() steps=&[]
                most=200 default=50/>
        </Show>
    }
}

#[component]
fn SourceForm(
    /// State of the studio.
    state: StudioState,
    /// Place of the source.
    at: String,
) -> impl IntoView {
    let place = at.clone();
    view! { class="tb",
        <TextInput state at=member(&at, "title") label=texts().source_title/>
        <TextInput state at=member(&at, "short") label=texts().short_name hint=texts().short_name_hint is_optional=true/>
        <TextInput state at=member(&at, "url") label=texts().address is_optional=true/>
        <TextInput state at=member(&at, "sells") label=texts().sells is_optional=true/>
        <SelectInput state at=member(&at, "interest") label=texts().interest
            choices=words(&Interest::WORDS, texts().interest_unknown, &texts().interests)/>
        <SourceNotes state at=at.clone()/>
        <More state summary=texts().more.to_owned() at=at.clone() fields=&["id", "author", "date", "cluster"]>
            <IdInput state at=place.clone() named=Some(Named::Source)/>
            <TextInput state at=member(&place, "author") label=texts().author is_optional=true/>
            <TextInput state at=member(&place, "date") label=texts().date hint=texts().date_hint is_optional=true/>
            <TextInput state at=member(&place, "cluster") label=texts().cluster hint=texts().cluster_hint
                is_optional=true/>
            <JsonInput state at=place.clone() label=texts().as_json/>
        </More>
    }
}

// ---- questions ----

#[component]
fn QuestionForm(
    /// State of the studio.
    state: StudioState,
    /// Place of the question.
    at: String,
    /// Index of the question.
    index: usize,
) -> impl IntoView {
    let (place, unanswered) = (at.clone(), member(&at, "unanswered"));
    let has_unanswered = state.draft.with_untracked(|draft| draft.get(&unanswered).is_some());
    view! { class="tb",
        <TextInput state at=member(&at, "text") label=texts().question is_long=true/>
        <TextInput state at=member(&at, "why") label=texts().why hint=texts().why_hint is_long=true is_optional=true/>
        <Options state at=at.clone()/>
        <More state summary=texts().unanswered.to_owned() at=unanswered.clone() is_open=has_unanswered>
            <UnansweredFields state at=unanswered.clone()/>
        </More>
        <More state summary=texts().more_about_question.to_owned() at=at.clone() fields=&[
            "id", "theme", "kind", "tier", "choose", "may_not_matter", "in_control", "scale", "when",
            "facts", "intended",
        ]>
            <IdInput state at=place.clone() named=Some(Named::Question)/>
            <TextInput state at=member(&place, "theme") label=texts().theme hint=texts().theme_hint is_optional=true/>
            <SelectInput state at=member(&place, "choose") label=texts().choose
                choices=words(&Choose::WORDS, texts().choose_default, &texts().choices)/>
            <SelectInput state at=member(&place, "tier") label=texts().tier
                choices=words(&Tier::WORDS, texts().tier_default, &texts().tiers)/>
            <SelectInput state at=member(&place, "kind") label=texts().kind
                choices=words(&Kind::WORDS, texts().kind_default, &texts().kinds)/>
            <CheckInput state at=member(&place, "may_not_matter") label=texts().may_not_matter default=true/>
            <CheckInput state at=member(&place, "in_control") label=texts().in_control/>
            <TextInput state at=member(&member(&place, "scale"), "low") label=texts().scale_low is_optional=true/>
            <TextInput state at=member(&member(&place, "scale"), "high") label=texts().scale_high is_optional=true/>
            <FactFields state at=member(&place, "facts")/>
            <WhenFields state at=place.clone() index/>
            <JsonInput state at=place.clone() label=texts().as_json/>
        </More>
    }
}

/// The row that counts while a question is open.
#[component]
fn UnansweredFields(
    /// State of the studio.
    state: StudioState,
    /// Place of the row.
    at: String,
) -> impl IntoView {
    view! { class="tb",
        <div class="field" id=field_id(&at) tabindex="-1">
            <p class="hint">{texts().unanswered_hint}</p>
            <FieldProblems state at=at.clone()/>
            <Values state at=at.clone() weight_label=texts().unanswered_weight/>
            <RuleFields state row=at.clone()/>
            <div class="row">
                <RateBySources state at=at.clone() label=texts().rate_unanswered_by_sources/>
            </div>
        </div>
    }
}

/// The rule of a row for each derived alternative.
#[component]
fn RuleFields(
    /// State of the studio.
    state: StudioState,
    /// Place of the row.
    row: String,
) -> impl IntoView {
    let place = StoredValue::new(row);
    // The rules that are possible depend on the kind of the question.
    let default = Memo::new(move |_| {
        place.with_value(|row| state.draft.with(|draft| rows::default_rule(draft, row)))
    });
    let field = move |(id, name): (String, String)| {
        let (at, possible) = place.with_value(|row| {
            let possible = |draft: &Draft| rows::possible_rules(draft, row, &id);
            (member(&member(row, "rule"), &id), state.draft.with_untracked(possible))
        });
        let mut choices = words(&Rule::WORDS, texts().rule_default, &texts().rules);
        choices.retain(|(rule, _)| rule.is_empty() || possible.contains(&rule.as_str()));
        let edits = move |rule: String| {
            place.with_value(|row| {
                state.draft.with_untracked(|draft| rows::choose_rule(draft, row, &id, &rule))
            })
        };
        let label = texts::fill_plain(texts().rule, &[&name]);
        view! { class="tb", <SelectInput state at label choices edits/> }
    };
    move || {
        default.track();
        let derived = state.draft.with_untracked(rows::derived);
        derived.into_iter().map(field).collect_view()
    }
}

/// A fact about each alternative, which readers see beside the options of a question.
#[component]
fn FactFields(
    /// State of the studio.
    state: StudioState,
    /// Place of the facts.
    at: String,
) -> impl IntoView {
    let fact = |(id, name): (String, String)| {
        view! { class="tb", <TextInput state at=member(&at, &id) label=name is_optional=true/> }
    };
    let fields = alternatives(state).into_iter().map(fact).collect_view();
    view! { class="tb",
        <fieldset class="field" id=field_id(&at) tabindex="-1">
            <legend>{texts().facts}</legend>
            <p class="hint">{texts().facts_hint}</p>
            {fields}
        </fieldset>
    }
}

/// The condition of a question: an earlier question and some of its options.
#[component]
fn WhenFields(
    /// State of the studio.
    state: StudioState,
    /// Place of the question.
    at: String,
    /// Index of the question.
    index: usize,
) -> impl IntoView {
    let when = member(&at, "when");
    // The earlier questions that a condition can name.
    let earlier: Vec<(String, String, usize)> = state.draft.with_untracked(|draft| {
        let questions = draft.list(List::Questions.place()).iter().enumerate().take(index);
        let usable = questions.filter(|(_, question)| question["choose"] != "many");
        let named = usable.filter_map(|(q, question)| {
            let id = question["id"].as_str()?.to_owned();
            Some((id, outline::title_of(List::Questions, question, q), q))
        });
        named.collect()
    });
    let place = StoredValue::new(when.clone());
    let chosen = Memo::new(move |_| {
        place.with_value(|at| {
            state.draft.with(|draft| {
                let fields = draft.get(at).and_then(Value::as_object)?;
                fields.keys().next().cloned()
            })
        })
    });
    let choose = move |event: web_sys::Event| {
        let id = event_target_value(&event);
        place.with_value(|at| {
            let edit = if id.is_empty() {
                Edit::clear(at.as_str())
            } else {
                let mut when = serde_json::Map::new();
                when.insert(id, Value::Array(Vec::new()));
                Edit::set(at.as_str(), when.into())
            };
            state.type_list(at, edit);
            state.end_typing(at);
        });
    };
    let option = |(id, text): (String, String)| {
        let own = id.clone();
        let selected = move || chosen.get().unwrap_or_default() == own;
        view! { class="tb", <option value=id prop:selected=selected>{text}</option> }
    };
    let none = [(String::new(), texts().ask_always.to_owned())];
    let choices = earlier.iter().map(|(id, title, _)| (id.clone(), title.clone()));
    let choices = none.into_iter().chain(choices).map(option).collect_view();
    let options = move || {
        let id = chosen.get()?;
        let (_, _, q) = earlier.iter().find(|(known, ..)| *known == id)?;
        let list = member(&item(List::Questions.place(), *q), "options");
        let choices = state.draft.with_untracked(|draft| named_options(draft.list(&list)));
        let at = place.with_value(|at| member(at, &id));
        Some(view! { class="tb", <ChoicesInput state at label=texts().ask_after_options choices/> })
    };
    let id = field_id(&when);
    view! { class="tb",
        <div class="field">
            <label for=id.clone()>{texts().ask_when}</label>
            <select id=id on:change=choose>{choices}</select>
            {options}
        </div>
    }
}

/// Options as choices.
pub fn named_options(options: &[Value]) -> Vec<(String, String)> {
    let named = options.iter().filter_map(|option| {
        let id = option["id"].as_str()?.to_owned();
        Some((id, option["text"].as_str().unwrap_or_default().to_owned()))
    });
    named.collect()
}

/// The options of a question.
#[component]
fn Options(
    /// State of the studio.
    state: StudioState,
    /// Place of the question.
    at: String,
) -> impl IntoView {
    let list = member(&at, "options");
    let (options, alternatives) = state.draft.with_untracked(|draft| {
        (draft.list(&list).len(), draft.list(List::Alternatives.place()).len())
    });
    let are_open = options * alternatives <= MAX_OPEN;
    let (question, place) = (StoredValue::new(at), StoredValue::new(list.clone()));
    let item = move |index: usize| {
        let question = question.get_value();
        view! { class="tb", <OptionForm state question index is_open=are_open/> }.into_any()
    };
    let add = move |draft: &Draft| {
        place.with_value(|list| append(draft, list, new_option(draft.list(list), ""), "text"))
    };
    view! { class="tb",
        <section aria-labelledby="studio-options">
            <h3 id="studio-options">{texts().options}</h3>
            <p class="hint">{texts().options_hint}</p>
            <ItemFields state list item add_label=texts().add_option add/>
        </section>
    }
}

#[component]
fn OptionForm(
    /// State of the studio.
    state: StudioState,
    /// Place of the question.
    question: String,
    /// Index of the option.
    index: usize,
    /// Whether the option is open at first.
    is_open: bool,
) -> impl IntoView {
    let list = member(&question, "options");
    let at = item(&list, index);
    let text = member(&at, "text");
    let title = Signal::derive(move || {
        let text = state.draft.with(|draft| draft.text(&text).to_owned());
        texts::option(index + 1, &text)
    });
    let place = at.clone();
    view! { class="tb",
        <More state summary=title at=at class="option" is_open>
            <OptionFields state question=question.clone() at=place.clone() index/>
        </More>
    }
}

#[component]
fn OptionFields(
    /// State of the studio.
    state: StudioState,
    /// Place of the question.
    question: String,
    /// Place of the option.
    at: String,
    /// Index of the option.
    index: usize,
) -> impl IntoView {
    let list = StoredValue::new(member(&question, "options"));
    let question_id =
        state.draft.with_untracked(|draft| draft.text(&member(&question, "id")).to_owned());
    let named = StoredValue::new(Named::Option(question_id));
    let step = move |to: usize| {
        let list = list.get_value();
        state.edit(vec![Edit::Move { list: list.clone(), from: index, to }]);
        state.focus(&member(&item(&list, to), "text"));
    };
    let up = move || {
        if index > 0 {
            step(index - 1);
        }
    };
    let down = move || {
        let count =
            list.with_value(|list| state.draft.with_untracked(|draft| draft.list(list).len()));
        if index + 1 < count {
            step(index + 1);
        }
    };
    let duplicate = move || {
        let list = list.get_value();
        let copy = state.draft.with_untracked(|draft| copy_of(draft.list(&list), index));
        if let Some(copy) = copy {
            state.edit(vec![Edit::insert(list.as_str(), index + 1, copy)]);
            state.focus(&member(&item(&list, index + 1), "text"));
        }
    };
    let remove = move || {
        let list = list.get_value();
        let edits = state.draft.with_untracked(|draft| {
            named.with_value(|named| removal(draft, Some(named), &list, index))
        });
        state.edit_at(item(&list, index), edits);
        state.app.announce_with_undo(texts().removed, move || state.undo());
        location::focus_later("[aria-labelledby=studio-options] > .field > .add");
    };
    let place = at.clone();
    let choose = member(&question, "choose");
    let choose = state.draft.with_untracked(|draft| draft.text(&choose).to_owned());
    let actions = texts::fill_number(texts().option_actions, index + 1);
    view! { class="tb",
        <TextInput state at=member(&at, "text") label=texts().option_text/>
        {(choose == "many").then(|| view! { class="tb",
            <TextInput state at=member(&at, "group") label=texts().group hint=texts().group_hint is_optional=true/>
        })}
        {(choose == "number").then(|| view! { class="tb",
            <ScaleInput state at=member(&at, "from") label=texts().from_load.to_owned() steps=&[]
                most=1_000_000_000 default=0/>
        })}
        <Values state at=at.clone() weight_label=texts().weight/>
        <div class="row actions" role="group" aria-label=actions>
            <RateBySources state at=at.clone() label=texts().rate_by_sources/>
            <TextButton label=texts().move_up on_press=up/>
            <TextButton label=texts().move_down on_press=down/>
            <TextButton label=texts().duplicate on_press=duplicate/>
            <TextButton label=texts().remove on_press=remove/>
        </div>
        <More state summary=texts().more_about_option.to_owned() at=at.clone() fields=&[
            "id", "note", "requirements", "prior", "in_control", "rule", "intended",
        ]>
            <IdInput state at=place.clone() named=Some(named.get_value())/>
            <TextInput state at=member(&place, "note") label=texts().option_note is_optional=true/>
            <NumberInput state at=member(&place, "prior") label=texts().prior hint=texts().prior_hint default=1/>
            <SelectInput state at=member(&place, "in_control") label=texts().option_in_control
                choices=yes_no_choices(texts().in_control_default, texts().in_controls)
                edits=yes_no_edits(state, member(&place, "in_control"))/>
            <RuleFields state row=place.clone()/>
            <Requirements state list=member(&place, "requirements")/>
            <JsonInput state at=place.clone() label=texts().as_json/>
        </More>
    }
}

/// The weight of a row, and a value for each alternative.
#[component]
fn Values(
    /// State of the studio.
    state: StudioState,
    /// Place of the row.
    at: String,
    /// The label of the weight.
    weight_label: &'static str,
) -> impl IntoView {
    let place = StoredValue::new(at.clone());
    let has = move |field: &str| {
        place.with_value(|at| state.draft.with(|draft| draft.get(&member(at, field)).is_some()))
    };
    let is_rated = Memo::new(move |_| has("values") || has("ratings"));
    let has_ratings = Memo::new(move |_| has("ratings"));
    let default = Signal::derive(move || if is_rated.get() { 60 } else { 0 });
    let scales = move || {
        if has_ratings.get() {
            let at = place.get_value();
            return view! { class="tb", <Ratings state at/> }.into_any();
        }
        let row = place.get_value();
        view! { class="tb", <ValueScales state at=member(&row, "values") row/> }.into_any()
    };
    view! { class="tb",
        <div class="scales" id=field_id(&member(&at, "values")) tabindex="-1">{scales}</div>
        <ScaleInput state at=member(&at, "weight") label=weight_label.to_owned() steps=&WEIGHTS
            names=&texts().weight_steps most=200 default/>
    }
}

/// A value for each alternative that a row has values for.
#[component]
pub fn ValueScales(
    /// State of the studio.
    state: StudioState,
    /// Place of the row.
    row: String,
    /// Place of the values.
    #[prop(into)]
    at: String,
) -> impl IntoView {
    let place = StoredValue::new((row, at.clone()));
    let rated = Memo::new(move |_| {
        place.with_value(|(row, _)| state.draft.with(|draft| rows::rated(draft, row)))
    });
    let scale = move |(a, id): (usize, String)| {
        let name = member(&item(List::Alternatives.place(), a), "name");
        let at = place.with_value(|(_, at)| member(at, &id));
        let mark = state.draft.with_untracked(|draft| mark_of(draft, a));
        let label = Signal::derive(move || {
            let name = state.draft.with(|draft| draft.text(&name).to_owned());
            if name.is_empty() { id.clone() } else { name }
        });
        let names = &texts().value_steps;
        view! { class="tb", <ScaleInput state at label mark steps=&VALUES names most=1000 default=500/> }
    };
    view! { class="tb",
        {move || rated.get().into_iter().map(scale).collect_view()}
        <FieldProblems state at/>
    }
}

/// The classes of the mark of an alternative.
fn mark_of(draft: &Draft, index: usize) -> String {
    let field = |name: &str| draft.text(&member(&item(List::Alternatives.place(), index), name));
    let position = |word: &str, words: &[(&str, &str)]| {
        let known = words.iter().position(|(known, _)| *known == word);
        known.unwrap_or(index % words.len())
    };
    let color = Color::ALL[position(field("color"), Color::WORDS.words)];
    let shape = Shape::ALL[position(field("shape"), Shape::WORDS.words)];
    ["mark ", shape_class(shape), " ", color_class(color)].concat()
}

// ---- cases ----

/// The alternatives as choices.
pub fn alternatives(state: StudioState) -> Vec<(String, String)> {
    state.draft.with_untracked(|draft| {
        draft.list(List::Alternatives.place()).iter().filter_map(id_and_name).collect()
    })
}

/// The answers at a place, in words.
fn said_answers(draft: &Draft, at: &str) -> Vec<(String, String)> {
    let questions = draft.list(List::Questions.place());
    let answers = draft.get(at).and_then(Value::as_object).into_iter().flatten();
    let said = answers.map(|(id, reply)| {
        let question = questions.iter().find(|question| question["id"] == id.as_str());
        let text = |option: &Value| {
            let options = question.and_then(|question| question["options"].as_array());
            let found = options.into_iter().flatten().find(|known| known["id"] == *option);
            let found = found.and_then(|found| found["text"].as_str());
            let plain = || option.as_str().map_or_else(|| option.to_string(), str::to_owned);
            found.map_or_else(plain, str::to_owned)
        };
        let reply = match reply {
            Value::String(star) if star == "*" => texts().does_not_matter.to_owned(),
            Value::Array(list) => list.iter().map(text).collect::<Vec<_>>().join(", "),
            reply => text(reply),
        };
        let question = question.and_then(|question| question["text"].as_str());
        (question.filter(|text| !text.is_empty()).unwrap_or(id).to_owned(), reply)
    });
    said.collect()
}

/// The answers of a case, and buttons to exchange them with the preview.
#[component]
fn CaseAnswers(
    /// State of the studio.
    state: StudioState,
    /// Place of the answers.
    at: String,
) -> impl IntoView {
    let place = StoredValue::new(at.clone());
    let said = Memo::new(move |_| {
        place.with_value(|at| state.draft.with(|draft| said_answers(draft, at)))
    });
    let line = |(question, reply): (String, String)| {
        view! { class="tb", <li><bdi>{question}</bdi> " " <b><bdi>{reply}</bdi></b></li> }
    };
    let take = move || {
        let answers = state.answers();
        if answers.is_empty() {
            return state.app.announce(texts().no_answers);
        }
        place.with_value(|at| state.edit(vec![Edit::set(at.as_str(), answers.into())]));
    };
    let show = move || {
        let answers =
            place.with_value(|at| state.draft.with_untracked(|draft| draft.get(at).cloned()));
        if let Some(Value::Object(answers)) = answers {
            state.set_answers(&answers);
        }
    };
    view! { class="tb",
        <section class="field" id=field_id(&at) tabindex="-1">
            <h3>{texts().case_answers}</h3>
            <Show when=move || said.read().is_empty()><p class="hint">{texts().case_answers_hint}</p></Show>
            <ul class="answers">{move || said.get().into_iter().map(line).collect_view()}</ul>
            <div class="row">
                <TextButton label=texts().take_answers on_press=take/>
                <TextButton label=texts().show_answers on_press=show/>
            </div>
        </section>
    }
}

/// Whether the case passes.
#[component]
fn CaseResult(
    /// State of the studio.
    state: StudioState,
) -> impl IntoView {
    let result = Memo::new(move |_| state.checked.read().case(state.part.get()).cloned());
    let line = move || {
        let result = result.get()?;
        let class = if result.passes { "result passes" } else { "result fails" };
        let template = if result.passes { texts().passes } else { texts().fails };
        let said = if let Some(fault) = result.fault {
            view! { class="tb",
                {texts().no_result} " " <MessageView message=ProblemMessage::English(fault)/>
            }
            .into_any()
        } else {
            let sentence = texts::fill_verdicts(template, &result.verdicts);
            view! { class="tb", <SentenceView sentence/> }.into_any()
        };
        Some(view! { class="tb", <p class=class>{said}</p> })
    };
    view! { class="tb", <div role="status">{line}</div> }
}

#[component]
fn CaseForm(
    /// State of the studio.
    state: StudioState,
    /// Place of the case.
    at: String,
) -> impl IntoView {
    let place = at.clone();
    view! { class="tb",
        <CaseResult state/>
        <TextInput state at=member(&at, "name") label=texts().case_name hint=texts().case_name_hint/>
        <TextInput state at=member(&at, "note") label=texts().case_note is_long=true is_optional=true/>
        <SelectInput state at=member(&at, "winner") label=texts().expected_winner choices=alternatives(state)/>
        <CaseAnswers state at=member(&at, "answers")/>
        <More state summary=texts().more.to_owned() at=at.clone() fields=&["id", "statements"]>
            <IdInput state at=place.clone() named=None/>
            <LinesInput state at=member(&place, "statements") label=texts().case_statements is_optional=true/>
            <JsonInput state at=place.clone() label=texts().as_json/>
        </More>
    }
}

#[component]
fn TestForm(
    /// State of the studio.
    state: StudioState,
    /// Place of the test.
    at: String,
    /// Index of the test.
    index: usize,
) -> impl IntoView {
    let place = at.clone();
    let sheets = member(&at, "sheets");
    let count = state.draft.with_untracked(|draft| draft.list(&sheets).len());
    let answers = (0..count.max(1)).map(|i| item(&sheets, i));
    let answers = answers.map(|at| view! { class="tb", <CaseAnswers state at/> }).collect_view();
    // Readers see a typical case; the test then is no longer needed.
    let publish = move || {
        let (case, to) = state.draft.with_untracked(|draft| {
            let test = draft.list(List::Tests.place()).get(index).cloned().unwrap_or_default();
            let mut case = List::Cases.new_item(draft);
            case["name"] = test["situation"].clone();
            case["answers"] = test["sheets"][0].clone();
            case["winner"] = test["expected"][0].clone();
            (case, draft.list(List::Cases.place()).len())
        });
        let edits = vec![
            Edit::insert(List::Cases.place(), to, case),
            Edit::remove(List::Tests.place(), index),
        ];
        state.edit(edits);
        state.open(Part::Item(List::Cases, to));
        state.focus(&member(&item(List::Cases.place(), to), "name"));
    };
    view! { class="tb",
        <CaseResult state/>
        <TextInput state at=member(&at, "situation") label=texts().situation hint=texts().situation_hint
            is_long=true/>
        <ChoicesInput state at=member(&at, "expected") label=texts().expected_verdicts choices=alternatives(state)/>
        {answers}
        <p><TextButton label=texts().publish on_press=publish/></p>
        <More state summary=texts().more.to_owned() at=at.clone() fields=&["id", "hard"]>
            <IdInput state at=place.clone() named=None/>
            <CheckInput state at=member(&place, "hard") label=texts().may_stay_open/>
            <JsonInput state at=place.clone() label=texts().as_json/>
        </More>
    }
}
