//! Fields of the forms. Each field shows the value at a place of the document, its problems, and
//! writes what the author enters into the draft.

use leptos::html;
use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};

use super::check::ProblemMessage;
use super::draft::{Draft, Edit, item, member};
use super::files::pretty_any;
use super::references::Named;
use super::state::{StudioState, field_id};
use super::texts::{self, MESSAGE_LANG, texts};
use crate::components::{List, ListItem, SentenceView, Show};
use crate::route::is_id;
use tiebreak_core::texts::sentence::{Part as SentencePart, Sentence};

/// The id of the problems of a field.
fn problems_id(at: &str) -> String {
    ["problems", at].concat()
}

/// The problems of the field of a place.
#[component]
pub fn FieldProblems(
    /// State of the studio.
    state: StudioState,
    /// The place.
    at: String,
    /// Whether problems inside of the place belong to the field.
    #[prop(optional)]
    is_deep: bool,
) -> impl IntoView {
    let id = problems_id(&at);
    let problems = Memo::new(move |_| state.problems_at(&at, is_deep));
    let line = |problem: super::check::DraftProblem| {
        let class = if problem.is_error { "problem is-error" } else { "problem" };
        let hint = problem.hint.map(|hint| {
            let hint = texts::sentence(&hint);
            view! { class="tb", " " <small><bdi lang=MESSAGE_LANG>{hint}</bdi></small> }
        });
        view! { class="tb", <p class=class><MessageView message=problem.message/>{hint}</p> }
    };
    view! { class="tb",
        <div id=id class="field-problems">
            {move || problems.get().into_iter().map(line).collect_view()}
        </div>
    }
}

/// The message of a problem, with its language.
#[component]
pub fn MessageView(
    /// The message.
    message: ProblemMessage,
) -> impl IntoView {
    match message {
        ProblemMessage::English(message) => view! { class="tb",
            <bdi lang=MESSAGE_LANG>{texts::sentence(&message)}</bdi>
        }
        .into_any(),
        ProblemMessage::OtherVerdict(verdicts) => {
            let sentence = texts::fill_verdicts(texts().other_verdict, &verdicts);
            view! { class="tb", <SentenceView sentence/> }.into_any()
        }
    }
}

/// A sentence of the interface with messages or texts in English.
#[component]
pub fn WithEnglish(
    /// The sentence.
    sentence: Sentence,
) -> impl IntoView {
    let part = |part| match part {
        SentencePart::Ui(text) => text.into_any(),
        SentencePart::Model(text) | SentencePart::Name(text, ..) => {
            view! { class="tb", <bdi lang=MESSAGE_LANG>{text}</bdi> }.into_any()
        }
    };
    sentence.into_iter().map(part).collect_view()
}

/// Whether a field has an error, for `aria-invalid`.
fn is_invalid(state: StudioState, at: &str, is_deep: bool) -> Option<&'static str> {
    let has_error = state.problems_at(at, is_deep).iter().any(|problem| problem.is_error);
    has_error.then_some("true")
}

/// A field for a text.
#[component]
pub fn TextInput(
    /// State of the studio.
    state: StudioState,
    /// Place of the text.
    #[prop(into)]
    at: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// Purpose of the field.
    #[prop(optional)]
    hint: &'static str,
    /// Whether the text is a paragraph.
    #[prop(optional)]
    is_long: bool,
    /// Whether an empty text is left out of the file.
    #[prop(optional)]
    is_optional: bool,
    /// Text that is shown while the field is empty.
    #[prop(optional)]
    placeholder: &'static str,
) -> impl IntoView {
    let place = StoredValue::new(at.clone());
    let value = Memo::new(move |_| {
        place.with_value(|at| state.draft.with(|draft| draft.text(at).to_owned()))
    });
    let input = move |event: web_sys::Event| {
        place.with_value(|at| state.type_text(at, &event_target_value(&event), is_optional));
    };
    let end = move |_| place.with_value(|at| state.end_typing(at));
    let invalid = move || place.with_value(|at| is_invalid(state, at, false));
    let (id, described) = (field_id(&at), problems_id(&at));
    let field = if is_long {
        view! { class="tb",
            <textarea id=id.clone() rows="2" prop:value=move || value.get() on:input=input on:change=end
                aria-invalid=invalid aria-describedby=described placeholder=placeholder></textarea>
        }
        .into_any()
    } else {
        view! { class="tb",
            <input id=id.clone() type="text" autocomplete="off" prop:value=move || value.get()
                on:input=input on:change=end aria-invalid=invalid aria-describedby=described
                placeholder=placeholder/>
        }
        .into_any()
    };
    view! { class="tb",
        <div class="field">
            <label for=id>{label}</label>
            {(!hint.is_empty()).then(|| view! { class="tb", <p class="hint">{hint}</p> })}
            {field}
            <FieldProblems state at/>
        </div>
    }
}

/// A field for the id of an item. Changing it changes the references to the item.
#[component]
pub fn IdInput(
    /// State of the studio.
    state: StudioState,
    /// Place of the item.
    #[prop(into)]
    at: String,
    /// How other parts name the item.
    named: Option<Named>,
) -> impl IntoView {
    let place = member(&at, "id");
    let (id, described) = (field_id(&place), problems_id(&place));
    let field = StoredValue::new((at, named, place.clone()));
    let value = Memo::new(move |_| {
        field.with_value(|(_, _, place)| state.draft.with(|draft| draft.text(place).to_owned()))
    });
    let wrong = RwSignal::new(false);
    let change = move |event: web_sys::Event| {
        let id = event_target_value(&event).trim().to_owned();
        wrong.set(!is_id(&id));
        field.with_value(|(at, named, _)| {
            if is_id(&id) && value.get_untracked() != id {
                state.rename(named.as_ref(), at, &id);
            }
        });
    };
    let invalid = move || {
        let has_error = field.with_value(|(_, _, place)| is_invalid(state, place, false));
        if wrong.get() { Some("true") } else { has_error }
    };
    view! { class="tb",
        <div class="field">
            <label for=id.clone()>{texts().id}</label>
            <p class="hint">{texts().id_hint}</p>
            <input id=id type="text" autocomplete="off" spellcheck="false" class="code" dir="ltr"
                prop:value=move || value.get() on:change=change aria-invalid=invalid
                aria-describedby=described/>
            <Show when=move || wrong.get()>
                <p class="problem is-error" role="alert">{texts().id_wrong}</p>
            </Show>
            <FieldProblems state at=place/>
        </div>
    }
}

/// A list to choose one value from.
#[component]
pub fn SelectInput(
    /// State of the studio.
    state: StudioState,
    /// Place of the value.
    #[prop(into)]
    at: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// Purpose of the field.
    #[prop(optional)]
    hint: &'static str,
    /// The values with their texts. The value that is empty stands for the absent field.
    choices: Vec<(String, String)>,
    /// The edits for a chosen value, in place of those that set or remove it.
    #[prop(optional, into)]
    edits: Option<Callback<String, Vec<Edit>>>,
) -> impl IntoView {
    let place = StoredValue::new(at.clone());
    let value = Memo::new(move |_| {
        let value = place.with_value(|at| state.draft.with(|draft| draft.get(at).cloned()));
        match value {
            Some(Value::String(word)) => word,
            Some(Value::Bool(is_set)) => is_set.to_string(),
            _ => String::new(),
        }
    });
    let choose = move |event: web_sys::Event| {
        let value = event_target_value(&event);
        place.with_value(|at| match edits {
            Some(edits) => {
                state.edit(untrack(|| edits.run(value)));
                // A form that is made again has a new field.
                state.focus(at);
            }
            None if value.is_empty() => state.clear(at),
            None => state.edit(vec![Edit::set(at.as_str(), value.into())]),
        });
    };
    let option = |(choice, text): (String, String)| {
        let own = choice.clone();
        let selected = move || value.read() == own;
        view! { class="tb", <option value=choice prop:selected=selected>{text}</option> }
    };
    // Without its own option, the list would show its first one in place of the value.
    let known: Vec<String> = choices.iter().map(|(choice, _)| choice.clone()).collect();
    let unknown = move || {
        let value = value.get();
        (!known.contains(&value)).then(|| {
            let text = value.clone();
            view! { class="tb", <option value=value prop:selected=true>{text}</option> }
        })
    };
    let invalid = move || place.with_value(|at| is_invalid(state, at, false));
    let (id, described) = (field_id(&at), problems_id(&at));
    view! { class="tb",
        <div class="field">
            <label for=id.clone()>{label}</label>
            {(!hint.is_empty()).then(|| view! { class="tb", <p class="hint">{hint}</p> })}
            <select id=id on:change=choose aria-invalid=invalid aria-describedby=described>
                {unknown}
                {choices.into_iter().map(option).collect_view()}
            </select>
            <FieldProblems state at/>
        </div>
    }
}

/// The choices of a [`SelectInput`] for a value that is true, false or absent: the texts of the absent
/// value, of true and of false.
pub fn yes_no_choices(absent: &str, [yes, no]: [&str; 2]) -> Vec<(String, String)> {
    let choices = [("", absent), ("true", yes), ("false", no)];
    choices.map(|(choice, text)| (choice.to_owned(), text.to_owned())).into()
}

/// The edits for a choice of [`yes_no_choices`].
pub fn yes_no_edits(state: StudioState, at: String) -> impl Fn(String) -> Vec<Edit> {
    move |choice| {
        let clearing = || state.draft.with_untracked(|draft| draft.clearing(&at));
        let set = |is_on: bool| Edit::set(at.as_str(), is_on.into());
        vec![choice.parse().map_or_else(|_| clearing(), set)]
    }
}

/// A checkbox for a value that is true or absent, or false or absent.
#[component]
pub fn CheckInput(
    /// State of the studio.
    state: StudioState,
    /// Place of the value.
    #[prop(into)]
    at: String,
    /// The label.
    label: &'static str,
    /// The value of the absent field.
    #[prop(optional)]
    default: bool,
) -> impl IntoView {
    let place = StoredValue::new(at.clone());
    let value = Memo::new(move |_| {
        let value = place.with_value(|at| state.draft.with(|draft| draft.get(at).cloned()));
        value.and_then(|value| value.as_bool()).unwrap_or(default)
    });
    let change = move |_| {
        let value = !value.get_untracked();
        place.with_value(|at| {
            if value == default {
                state.clear(at);
            } else {
                state.edit(vec![Edit::set(at.as_str(), value.into())]);
            }
        });
    };
    let (id, described) = (field_id(&at), problems_id(&at));
    view! { class="tb",
        <div class="field">
            <label class="checkbox">
                <input id=id type="checkbox" prop:checked=move || value.get() on:change=change
                    aria-describedby=described/>
                " " {label}
            </label>
            <FieldProblems state at/>
        </div>
    }
}

/// A field with one text on each line.
#[component]
pub fn LinesInput(
    /// State of the studio.
    state: StudioState,
    /// Place of the list.
    #[prop(into)]
    at: String,
    /// The label.
    label: &'static str,
    /// Purpose of the field.
    #[prop(optional)]
    hint: &'static str,
    /// Whether an empty list is left out of the file.
    #[prop(optional)]
    is_optional: bool,
) -> impl IntoView {
    let place = StoredValue::new(at.clone());
    let lines = move || {
        let list: Vec<String> = place.with_value(|at| {
            state.draft.with(|draft| {
                let texts = draft.list(at).iter().filter_map(Value::as_str);
                texts.map(str::to_owned).collect()
            })
        });
        list.join("\n")
    };
    let area = NodeRef::<html::Textarea>::new();
    // The text can have empty lines, which the list does not keep.
    let typed = StoredValue::new(String::new());
    let value = Memo::new(move |_| {
        let lines = lines();
        let typed = typed.get_value();
        if texts_of(&typed).join("\n") == lines { typed } else { lines }
    });
    let input = move |event: web_sys::Event| {
        let text = event.target().map(JsCast::unchecked_into::<HtmlTextAreaElement>);
        let text = text.map(|area| area.value()).unwrap_or_default();
        let list: Vec<Value> = texts_of(&text).into_iter().map(Into::into).collect();
        typed.set_value(text);
        place.with_value(|at| {
            let edit = if list.is_empty() && is_optional {
                Edit::clear(at.as_str())
            } else {
                Edit::set(at.as_str(), list.into())
            };
            state.type_list(at, edit);
        });
    };
    let end = move |_| place.with_value(|at| state.end_typing(at));
    let invalid = move || place.with_value(|at| is_invalid(state, at, true));
    let (id, described) = (field_id(&at), problems_id(&at));
    view! { class="tb",
        <div class="field">
            <label for=id.clone()>{label}</label>
            <p class="hint">{if hint.is_empty() { texts().one_per_line } else { hint }}</p>
            <textarea id=id rows="2" node_ref=area prop:value=move || value.get() on:input=input
                on:change=end aria-invalid=invalid aria-describedby=described></textarea>
            <FieldProblems state at is_deep=true/>
        </div>
    }
}

fn texts_of(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// A step of a scale.
#[derive(Clone, Copy, Debug)]
pub struct ScaleStep {
    /// The number.
    pub value: i64,
    /// A sign for it, for narrow windows.
    pub sign: &'static str,
    /// Whether only this number belongs to the step, and none beside it.
    pub is_exact: bool,
}

/// The number of the step that is nearest to a number.
pub fn nearest_step(steps: &[ScaleStep], number: i64) -> Option<i64> {
    let can_be_near = |step: &&ScaleStep| !step.is_exact || step.value == number;
    let steps = steps.iter().filter(can_be_near).map(|step| step.value);
    steps.min_by_key(|value| (value - number).abs())
}

/// A number on a scale with named steps: a radio button for each step, and a field for the number.
#[component]
pub fn ScaleInput(
    /// State of the studio.
    state: StudioState,
    /// Place of the number.
    #[prop(into)]
    at: String,
    /// The row that is rated.
    #[prop(into)]
    label: Signal<String>,
    /// Classes of the label, for the colour and shape of an alternative.
    #[prop(optional, into)]
    mark: String,
    /// The named steps.
    steps: &'static [ScaleStep],
    /// The names of the steps.
    #[prop(optional)]
    names: &'static [&'static str],
    /// Largest number.
    most: i64,
    /// The number of an absent field.
    #[prop(into)]
    default: Signal<i64>,
) -> impl IntoView {
    let place = StoredValue::new(at.clone());
    let value =
        Memo::new(move |_| place.with_value(|at| state.draft.with(|draft| draft.number(at))));
    let set = move |value: i64| {
        place.with_value(|at| state.type_into(at, vec![Edit::set(at.as_str(), value.into())]));
    };
    let type_number = move |event: web_sys::Event| {
        let text = event_target_value(&event);
        match text.trim().parse::<i64>() {
            Ok(value) => set(value),
            Err(_) => place.with_value(|at| state.clear(at)),
        }
    };
    let end = move |_| place.with_value(|at| state.end_typing(at));
    let name = field_id(&at);
    let step = |(step, step_name): (&'static ScaleStep, &'static str)| {
        let is_checked = move || value.get() == Some(step.value);
        // The step of the absent field, or the one next to an exact number.
        let is_near = move || {
            let near = value.get().unwrap_or(default.get());
            let is_nearest = nearest_step(steps, near) == Some(step.value);
            !is_checked() && is_nearest && (value.get().is_some() || step.value == near)
        };
        let choose = move |_| {
            set(step.value);
            place.with_value(|at| state.end_typing(at));
        };
        view! { class="tb",
            <label class="step" class:is-near=is_near>
                <input type="radio" name=name.clone() prop:checked=is_checked on:change=choose/>
                <span class="step-name">{step_name}</span>
                <span class="step-sign" aria-hidden="true">{step.sign}</span>
            </label>
        }
    };
    let name_of_step = move || {
        let value = value.get().unwrap_or(default.get());
        let step = steps.iter().position(|step| step.value == value)?;
        names.get(step).copied()
    };
    let radios = steps.iter().zip(names.iter().copied()).map(step).collect_view();
    let text = move || value.get().map(|value| value.to_string()).unwrap_or_default();
    let number_label =
        move || texts::fill_plain(texts().exact_number, &[&label.get(), &most.to_string()]);
    let invalid = move || place.with_value(|at| is_invalid(state, at, false));
    let (id, described) = (field_id(&at), problems_id(&at));
    let label_id = ["label", &at].concat();
    let labelled_by = label_id.clone();
    let mark = (!mark.is_empty()).then(|| {
        view! { class="tb", <i class=mark aria-hidden="true"></i> }
    });
    view! { class="tb",
        <div class="scale" role="group" aria-labelledby=labelled_by>
            <span class="scale-label" id=label_id>{mark} <bdi>{move || label.get()}</bdi></span>
            <span class="step-said" aria-hidden="true">{name_of_step}</span>
            <div class="steps">{radios}</div>
            <input id=id type="number" min="0" max=most.to_string() step="1" class="number"
                aria-label=number_label prop:value=text placeholder=move || default.get().to_string()
                on:input=type_number on:change=end aria-invalid=invalid aria-describedby=described/>
            <FieldProblems state at/>
        </div>
    }
}

/// The text of a number in a file, or of another value that the author has typed by mistake.
fn text_of_number(value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
    }
}

/// The value of a text for a number: whole if possible; `None` if the text is empty. Another text
/// stays a text, which the check reports.
///
/// ```
/// use serde_json::json;
/// use tiebreak_app::studio::fields::number_of_text;
/// assert_eq!(number_of_text(" 12 "), Some(json!(12)));
/// assert_eq!(number_of_text("0,5"), Some(json!(0.5)));
/// assert_eq!(number_of_text("1e3"), Some(json!(1000)));
/// assert_eq!(number_of_text("often"), Some(json!("often")));
/// assert_eq!(number_of_text(""), None);
/// ```
pub fn number_of_text(text: &str) -> Option<Value> {
    let text = text.trim();
    let number = text.replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite());
    match number {
        None if text.is_empty() => None,
        None => Some(text.into()),
        // The largest range in which each whole number is exact.
        Some(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
            Some((number as i64).into())
        }
        Some(number) => Some(number.into()),
    }
}

/// A field for a number that can have decimals, or be absent.
#[component]
pub fn NumberInput(
    /// State of the studio.
    state: StudioState,
    /// Place of the number.
    #[prop(into)]
    at: String,
    /// The label.
    label: &'static str,
    /// Purpose of the field.
    hint: &'static str,
    /// The number of an absent field.
    default: i64,
) -> impl IntoView {
    let place = StoredValue::new(at.clone());
    // The text can have another form than the number in the file, for example `0.` or `0,5`.
    let typed = StoredValue::new(String::new());
    let value = Memo::new(move |_| {
        let value = place.with_value(|at| state.draft.with(|draft| draft.get(at).cloned()));
        let typed = typed.get_value();
        if number_of_text(&typed) == value { typed } else { text_of_number(value.as_ref()) }
    });
    let input = move |event: web_sys::Event| {
        let text = event_target_value(&event);
        place.with_value(|at| {
            let edit = match number_of_text(&text) {
                Some(value) => Edit::set(at.as_str(), value),
                None => state.draft.with_untracked(|draft| draft.clearing(at)),
            };
            typed.set_value(text);
            state.type_into(at, vec![edit]);
        });
    };
    let end = move |_| place.with_value(|at| state.end_typing(at));
    let invalid = move || place.with_value(|at| is_invalid(state, at, false));
    let (id, described) = (field_id(&at), problems_id(&at));
    view! { class="tb",
        <div class="field">
            <label for=id.clone()>{label}</label>
            <p class="hint">{hint}</p>
            <input id=id type="text" inputmode="decimal" autocomplete="off" class="number"
                prop:value=move || value.get() placeholder=default.to_string() on:input=input on:change=end
                aria-invalid=invalid aria-describedby=described/>
            <FieldProblems state at/>
        </div>
    }
}

/// A part of the document as JSON, for fields that no other field shows.
#[component]
pub fn JsonInput(
    /// State of the studio.
    state: StudioState,
    /// Place of the part.
    #[prop(into)]
    at: String,
    /// The label.
    label: &'static str,
) -> impl IntoView {
    let id = ["json", &at].concat();
    let place = StoredValue::new(at);
    let value = Memo::new(move |_| {
        let value = place.with_value(|at| state.draft.with(|draft| draft.get(at).cloned()));
        let order: Vec<String> = state.base_alternatives().into_iter().map(|(id, _)| id).collect();
        value.map(|value| pretty_any(&value, &order)).unwrap_or_default()
    });
    let wrong = RwSignal::new(None::<Sentence>);
    let change = move |event: web_sys::Event| {
        let area = event.target().map(JsCast::unchecked_into::<HtmlTextAreaElement>);
        let text = area.map(|area| area.value()).unwrap_or_default();
        match serde_json::from_str::<Value>(&text) {
            Ok(value @ Value::Object(_)) => {
                wrong.set(None);
                place.with_value(|at| state.edit(vec![Edit::set(at.as_str(), value)]));
            }
            Ok(_) => wrong.set(Some(texts::fill_model(texts().json_not_object, &["{ … }"]))),
            Err(error) => {
                wrong.set(Some(texts::fill_model(texts().not_json, &[&error.to_string()])));
            }
        }
    };
    let is_wrong = move || wrong.read().is_some().then_some("true");
    view! { class="tb",
        <div class="field">
            <label for=id.clone()>{label}</label>
            <p class="hint">{texts().json_hint}</p>
            <textarea id=id class="code" dir="ltr" rows="8" spellcheck="false" prop:value=move || value.get()
                on:change=change aria-invalid=is_wrong></textarea>
            <Show when=move || wrong.read().is_some()>
                <p class="problem is-error" role="alert">
                    {move || view! { class="tb", <WithEnglish sentence=wrong.get().unwrap_or_default()/> }}
                </p>
            </Show>
        </div>
    }
}

/// Checkboxes for the ids of a list.
#[component]
pub fn ChoicesInput(
    /// State of the studio.
    state: StudioState,
    /// Place of the list.
    #[prop(into)]
    at: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// The ids with their texts.
    choices: Vec<(String, String)>,
    /// Whether an empty list is left out of the file.
    #[prop(optional)]
    is_optional: bool,
) -> impl IntoView {
    let place = StoredValue::new(at.clone());
    let (id, described) = (field_id(&at), problems_id(&at));
    let choice = move |(id, text): (String, String)| {
        let own = id.clone();
        let is_chosen = move || {
            let has = |draft: &Draft| {
                place.with_value(|at| draft.list(at).iter().any(|chosen| *chosen == own.as_str()))
            };
            state.draft.with(has)
        };
        let toggle = move |event: web_sys::Event| {
            let input = event.target().map(JsCast::unchecked_into::<HtmlInputElement>);
            let is_on = input.is_some_and(|input| input.checked());
            place.with_value(|at| {
                let mut list = state.draft.with_untracked(|draft| draft.list(at).to_vec());
                list.retain(|chosen| *chosen != id.as_str());
                if is_on {
                    list.push(id.as_str().into());
                }
                let edit = if list.is_empty() && is_optional {
                    state.draft.with_untracked(|draft| draft.clearing(at))
                } else {
                    Edit::set(at.as_str(), list.into())
                };
                state.type_list(at, edit);
                state.end_typing(at);
            });
        };
        view! { class="tb",
            <label class="checkbox">
                <input type="checkbox" prop:checked=is_chosen on:change=toggle/> " " <bdi>{text}</bdi>
            </label>
        }
    };
    view! { class="tb",
        <fieldset class="field choices" id=id tabindex="-1" aria-describedby=described>
            <legend>{label}</legend>
            {choices.into_iter().map(choice).collect_view()}
            <FieldProblems state at is_deep=true/>
        </fieldset>
    }
}

/// A disclosure whose content is made when it is opened for the first time.
#[component]
pub fn More(
    /// State of the studio.
    state: StudioState,
    /// Text of the disclosure.
    #[prop(into)]
    summary: Signal<String>,
    /// Place whose fields are inside.
    #[prop(into)]
    at: String,
    /// Names of these fields; empty if all are inside.
    #[prop(optional)]
    fields: &'static [&'static str],
    /// Whether the disclosure is open at first.
    #[prop(optional)]
    is_open: bool,
    /// Class of the disclosure.
    #[prop(default = "more")]
    class: &'static str,
    /// The content.
    children: ChildrenFn,
) -> impl IntoView {
    // The field to focus may be inside.
    let is_target = Memo::new(move |_| {
        let target = state.target.read();
        let has = |place: &str| {
            let rest = target.strip_prefix(place);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if fields.is_empty() {
            has(&at)
        } else {
            fields.iter().any(|field| has(&member(&at, field)))
        }
    });
    let is_shown = RwSignal::new(is_open);
    Effect::new(move |_| {
        if is_target.get() {
            is_shown.set(true);
        }
    });
    let details = NodeRef::<html::Details>::new();
    let toggle = move |_| {
        if let Some(details) = details.get_untracked() {
            is_shown.set(details.open());
        }
    };
    let was_shown =
        Memo::new(move |before: Option<&bool>| before.is_some_and(|b| *b) || is_shown.get());
    view! { class="tb",
        <details class=class node_ref=details prop:open=move || is_shown.get() on:toggle=toggle>
            <summary>{move || summary.get()}</summary>
            <Show when=move || was_shown.get()>{children()}</Show>
        </details>
    }
}

/// The indices of all items of a list.
pub fn all_items(state: StudioState, list: String) -> Memo<Vec<usize>> {
    Memo::new(move |_| (0..state.draft.with(|draft| draft.list(&list).len())).collect())
}

/// The views of items of a list, by the indices of the items.
pub fn items(
    indices: Memo<Vec<usize>>,
    item: impl Fn(usize) -> AnyView + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let items = move || {
        let item = item.clone();
        let make = move |i: usize| {
            let item = item.clone();
            ListItem::new(i.to_string(), move || item(i))
        };
        indices.get().into_iter().map(make).collect::<Vec<_>>()
    };
    view! { class="tb", <List items/> }
}

/// The edits that add an item, and the place that gets the focus.
pub type Added = (Vec<Edit>, String);

/// Adds an item at the end of a list; `field` of the item gets the focus.
pub fn append(draft: &Draft, list: &str, value: Value, field: &str) -> Added {
    let index = draft.list(list).len();
    (vec![Edit::insert(list, index, value)], member(&item(list, index), field))
}

/// Fields for the items of a list, and a button that adds an item.
#[component]
pub fn ItemFields(
    /// State of the studio.
    state: StudioState,
    /// Place of the list.
    list: String,
    /// The heading; without a heading, there is one around the list.
    #[prop(optional)]
    legend: &'static str,
    /// The indices of the items that have fields here; by default all.
    #[prop(optional)]
    indices: Option<Memo<Vec<usize>>>,
    /// The fields of the item with an index.
    item: impl Fn(usize) -> AnyView + Clone + Send + Sync + 'static,
    /// The label of the button.
    add_label: &'static str,
    /// Returns the edits that add an item.
    add: impl Fn(&Draft) -> Added + Send + Sync + 'static,
    /// Whether an item can be added.
    #[prop(default = Signal::stored(true), into)]
    can_add: Signal<bool>,
    /// A place of the part with the list, to which undoing leads; by default the list.
    #[prop(optional)]
    place: Option<String>,
) -> impl IntoView {
    let id = field_id(&list);
    let indices = indices.unwrap_or_else(|| all_items(state, list.clone()));
    let place = StoredValue::new(place.unwrap_or_else(|| list.clone()));
    let add = StoredValue::new(add);
    let press = move |_| {
        let (edits, target) = add.with_value(|add| state.draft.with_untracked(add));
        state.edit_at(place.get_value(), edits);
        state.focus(&target);
    };
    let content = view! { class="tb",
        {items(indices, item)}
        <FieldProblems state at=list/>
        <Show when=move || can_add.get()>
            <button type="button" class="add" on:click=press>{add_label}</button>
        </Show>
    };
    // A group needs a name.
    if legend.is_empty() {
        view! { class="tb", <div class="field" id=id tabindex="-1">{content}</div> }.into_any()
    } else {
        view! { class="tb",
            <fieldset class="field" id=id tabindex="-1"><legend>{legend}</legend> {content}</fieldset>
        }
        .into_any()
    }
}
