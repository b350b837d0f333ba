//! The report over all answers that readers can give. A worker computes it, so that the page does not
//! block.

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::checker::{Checker, Message};
use super::forms::FormHeading;
use super::part::{List, Part};
use super::state::{StudioState, id_and_name};
use super::texts;
use crate::browser::location;
use crate::components::{Show, TextButton};
use tiebreak_core::model::json;

/// The state of a report.
#[derive(Clone, Debug, Default, PartialEq)]
enum ReportState {
    /// Not asked for, or stopped.
    #[default]
    None,
    /// Parts that are done, of all parts.
    Running(u32, u32),
    /// The worker cannot compute it.
    Failed,
    /// The report, as the command line prints it with `--json`.
    Done(Value),
}

/// The part with the report.
#[component]
pub fn Report(
    /// State of the studio.
    state: StudioState,
) -> impl IntoView {
    let report = RwSignal::new(ReportState::None);
    let worker = StoredValue::new_local(None::<Checker>);
    // The draft that the report is about.
    let text_of = move || state.draft.with_untracked(|draft| json::write(draft.document()));
    let reported = RwSignal::new(String::new());
    let stop = move || {
        worker.set_value(None);
        report.set(ReportState::None);
        location::focus_later("#studio-part");
    };
    let start = move || {
        if !state.checked.read_untracked().is_valid {
            return state.app.announce(texts::REPORT_ERRORS);
        }
        let started = Checker::start(move |message| {
            let next = match message {
                Message::Progress(done, of) => ReportState::Running(done, of),
                Message::Result(_, text) => {
                    json::read(&text).map_or(ReportState::Failed, ReportState::Done)
                }
                Message::Failed => ReportState::Failed,
            };
            // The view may be removed by now.
            let _ = report.try_set(next);
        });
        let text = text_of();
        let next = match &started {
            Some(worker) => {
                worker.post_report(&text);
                ReportState::Running(0, 1)
            }
            None => ReportState::Failed,
        };
        worker.set_value(started);
        reported.set(text);
        report.set(next);
    };
    let is_old = move || {
        state.checked.track();
        !reported.read().is_empty() && *reported.read() != text_of()
    };
    let view = move || {
        match report.get() {
        ReportState::None => view! { class="tb",
            <p><button type="button" class="btn" on:click=move |_| start()>{texts::COMPUTE}</button></p>
        }
        .into_any(),
        ReportState::Running(done, of) => view! { class="tb",
            <p role="status">{texts::computing(done, of)}</p>
            <p><TextButton label=texts::STOP on_press=stop/></p>
        }
        .into_any(),
        ReportState::Failed => {
            view! { class="tb", <p role="alert">{texts::REPORT_FAILED}</p> }.into_any()
        }
        ReportState::Done(value) => view! { class="tb",
            <Show when=is_old>
                <p class="notice-line">{texts::REPORT_OLD}</p>
            </Show>
            <p><TextButton label=texts::COMPUTE_AGAIN on_press=start/></p>
            <Results state value/>
        }
        .into_any(),
    }
    };
    view! { class="tb",
        <FormHeading text=texts::REPORT.to_owned()/>
        <p class="hint">{texts::REPORT_HINT}</p>
        {view}
    }
}

/// A share in percent, with its standard error if it is not exact.
fn percent(share: &Value) -> String {
    let number = |field: &str| share[field].as_f64().unwrap_or_default() * 100.0;
    let rounded = |number: f64| json::decimal((number * 10.0).round() / 10.0);
    let error = number("standard_error");
    let error = if error > 0.0 { [" ± ", &rounded(error)].concat() } else { String::new() };
    [&rounded(number("share")), &error, " %"].concat()
}

/// The answers of an example.
fn answers_of(example: &Value) -> Option<Map<String, Value>> {
    example["answers"].as_object().cloned()
}

/// A button that shows an example in the preview.
#[component]
fn Example(
    /// State of the studio.
    state: StudioState,
    /// The example.
    example: Value,
    /// Text of the button.
    label: &'static str,
) -> impl IntoView {
    answers_of(&example).map(|answers| {
        let show = move || state.set_answers(&answers);
        view! { class="tb", <TextButton label on_press=show/> }
    })
}

/// The results in words.
#[component]
fn Results(
    /// State of the studio.
    state: StudioState,
    /// The report.
    value: Value,
) -> impl IntoView {
    let shares = &value["shares"];
    let names: Vec<(String, String)> = state.draft.with_untracked(|draft| {
        draft.list(List::Alternatives.place()).iter().filter_map(id_and_name).collect()
    });
    let name_of = |id: &Value| {
        let id = id.as_str().unwrap_or_default();
        let name = names.iter().find(|(known, _)| known == id);
        name.map_or_else(|| id.to_owned(), |(_, name)| name.clone())
    };
    let entries = value["alternatives"].as_array().cloned().unwrap_or_default();
    let alternative = |entry: &Value| {
        let id = entry["id"].as_str().unwrap_or_default();
        let name = name_of(&entry["id"]);
        let said = match entry["win"]["replies"].as_u64() {
            Some(replies) => texts::fewest(replies),
            None if entry["win"]["result"] == "never" => texts::NEVER_WINS.to_owned(),
            None => texts::NOT_DECIDED.to_owned(),
        };
        let share = percent(&shares["wins"][id]);
        let example = entry["win"]["example"].clone();
        view! { class="tb",
            <li>
                <b><bdi>{name}</bdi></b> " " {texts::wins(&share)} " " {said} " "
                <Example state example label=texts::SHOW_ANSWERS/>
            </li>
        }
    };
    let others = [
        ("too_close", texts::SHARE_CLOSE),
        ("disputed", texts::SHARE_DISPUTED),
        ("none_eligible", texts::SHARE_NONE),
    ];
    let other = |(field, label): (&str, &'static str)| {
        let is_zero = shares[field]["share"].as_f64() == Some(0.0);
        let share = percent(&shares[field]);
        (!is_zero).then(|| view! { class="tb", <li>{label} " " {share}</li> })
    };
    let method = match shares["samples"].as_u64() {
        Some(samples) if shares["exact"] == false => {
            texts::sampled(samples, shares["seed"].as_u64().unwrap_or_default())
        }
        _ => texts::EXACT.to_owned(),
    };
    let questions = value["questions"].as_array().cloned().unwrap_or_default();
    let silent = questions.iter().enumerate().flat_map(|(q, question)| {
        let part = Part::Item(List::Questions, q);
        let title = super::outline::title_untracked(state, part);
        let never = |value: &Value| value["effects"]["result"] == "never";
        if never(question) {
            return vec![(part, texts::silent_question(&title))];
        }
        let options = question["options"].as_array().into_iter().flatten().enumerate();
        // An answer without weight is meant to change nothing.
        let options = options.filter(|(_, option)| never(option) && option["has_effect"] == true);
        options.map(|(o, _)| (part, texts::silent_option(o + 1, &title))).collect()
    });
    let silent: Vec<_> = silent.collect();
    let has_silent = !silent.is_empty();
    let line = move |(part, text): (Part, String)| {
        let open = move |_| {
            state.open(part);
            location::focus_later("#studio-part");
        };
        view! { class="tb",
            <li><button type="button" class="link" on:click=open><bdi>{text}</bdi></button></li>
        }
    };
    let named = |id: &Value, said: String, example: &Value| {
        let (name, example) = (name_of(id), example.clone());
        view! { class="tb",
            <li>
                <b><bdi>{name}</bdi></b> ": " {said} " "
                <Example state example label=texts::SHOW_ANSWERS/>
            </li>
        }
    };
    let stop = |entry: &Value| {
        let said = match entry["stop"]["replies"].as_u64() {
            Some(replies) => texts::final_after(replies),
            None => texts::NEVER_FINAL.to_owned(),
        };
        named(&entry["id"], said, &entry["stop"]["example"])
    };
    let corner = |entry: &Value| {
        let winner = &entry["corner"]["verdict"]["winner"];
        let said = if winner.is_null() {
            texts::NO_WINNER.to_owned()
        } else {
            texts::would_win(&name_of(winner))
        };
        named(&entry["id"], said, &entry["corner"])
    };
    let balance = |entry: &Value| {
        let pull = &value["balance"][entry["id"].as_str().unwrap_or_default()];
        let count = |field: &str| pull[field].as_u64().unwrap_or_default();
        named(
            &entry["id"],
            texts::pulls(count("strong"), count("medium"), count("weak")),
            &Value::Null,
        )
    };
    let unbalanced = questions.iter().enumerate().filter_map(|(q, question)| {
        let to = &question["unbalanced"]["to"];
        let part = Part::Item(List::Questions, q);
        let title = super::outline::title_untracked(state, part);
        (!to.is_null()).then(|| (part, texts::unbalanced(&title, &name_of(to))))
    });
    let unbalanced: Vec<_> = unbalanced.collect();
    let carriers = value["carriers"]["list"].as_array().cloned().unwrap_or_default();
    let carrier = |carrier: &Value| {
        let id = carrier["id"].as_str().unwrap_or_default();
        let name = texts::carrier(carrier["kind"] == "source", id);
        let (share, example) = (percent(carrier), carrier["example"].clone());
        view! { class="tb",
            <li>
                <bdi>{name}</bdi> " " {texts::carries(&share)} " "
                <Example state example label=texts::SHOW_ANSWERS/>
            </li>
        }
    };
    view! { class="tb",
        <h3>{texts::SHARES}</h3>
        <ul class="answers">
            {entries.iter().map(alternative).collect_view()} {others.into_iter().map(other).collect_view()}
        </ul>
        <p class="hint">{method}</p>
        <h3>{texts::SILENT}</h3>
        {(!has_silent).then(|| view! { class="tb", <p>{texts::NOTHING_SILENT}</p> })}
        <ul class="answers">{silent.into_iter().map(line).collect_view()}</ul>
        <h3>{texts::FINAL}</h3>
        <ul class="answers">{entries.iter().map(stop).collect_view()}</ul>
        <h3>{texts::CORNERS}</h3>
        <ul class="answers">{entries.iter().map(corner).collect_view()}</ul>
        <h3>{texts::BALANCE}</h3>
        <ul class="answers">
            {entries.iter().map(balance).collect_view()}
            {unbalanced.into_iter().map(line).collect_view()}
        </ul>
        {(!carriers.is_empty())
            .then(|| {
                view! { class="tb",
                    <h3>{texts::CARRIERS}</h3>
                    <ul class="answers">{carriers.iter().map(carrier).collect_view()}</ul>
                }
            })}
    }
}
