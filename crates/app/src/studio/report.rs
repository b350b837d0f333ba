//! The report over all answers that readers can give. A worker computes it, so that the page does not
//! block.

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::checker::{Checker, Message};
use super::forms::FormHeading;
use super::part::id_and_name;
use super::part::{List, Part};
use super::state::StudioState;
use super::texts::{self, texts};
use crate::browser::location;
use crate::components::{SentenceView, Show, TextButton};
use crate::language::strings;
use tiebreak_core::model::json;
use tiebreak_core::texts::sentence::{
    Part as SentencePart, Sentence, fill, fill_text, model_text, ui_text,
};

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
            return state.app.announce(texts().report_has_errors);
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
            <p><button type="button" class="btn" on:click=move |_| start()>{texts().compute}</button></p>
        }
        .into_any(),
        ReportState::Running(done, of) => view! { class="tb",
            <p role="status">{texts::computing(done, of)}</p>
            <p><TextButton label=texts().stop on_press=stop/></p>
        }
        .into_any(),
        ReportState::Failed => {
            view! { class="tb", <p role="alert">{texts().report_failed}</p> }.into_any()
        }
        ReportState::Done(value) => view! { class="tb",
            <Show when=is_old>
                <p class="notice-line">{texts().report_is_old}</p>
            </Show>
            <p><TextButton label=texts().compute_again on_press=start/></p>
            <Results state value/>
        }
        .into_any(),
    }
    };
    view! { class="tb",
        <FormHeading text=texts().report.to_owned()/>
        <p class="hint">{texts().report_hint}</p>
        {view}
    }
}

/// A share in percent, with its standard error if it is not exact.
fn percent(share: &Value) -> String {
    let number = |field: &str| share[field].as_f64().unwrap_or_default();
    texts::percent(number("share"), number("standard_error"))
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

/// A sentence with bold names of alternatives.
#[component]
fn BoldNames(
    /// The sentence.
    sentence: Sentence,
) -> impl IntoView {
    let part = |part| match part {
        SentencePart::Ui(text) => text.into_any(),
        SentencePart::Model(text) | SentencePart::Name(text, ..) => {
            view! { class="tb", <b><bdi>{text}</bdi></b> }.into_any()
        }
    };
    sentence.into_iter().map(part).collect_view()
}

/// A number of the report.
fn count_of(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
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
            Some(replies) => strings().count(&texts().fewest_answers, count_of(replies)),
            None if entry["win"]["result"] == "never" => texts().never_wins.to_owned(),
            None => texts().no_win_found.to_owned(),
        };
        let share = ui_text(percent(&shares["wins"][id]));
        let sentence = fill(texts().wins_in, &[&model_text(&name), &share]);
        let example = entry["win"]["example"].clone();
        view! { class="tb",
            <li>
                <BoldNames sentence/> " " {said} " "
                <Example state example label=texts().show_answers/>
            </li>
        }
    };
    let others = [
        ("too_close", texts().share_too_close),
        ("disputed", texts().share_disputed),
        ("none_eligible", texts().share_excluded),
    ];
    let other = |(field, template): (&str, &str)| {
        let is_zero = shares[field]["share"].as_f64() == Some(0.0);
        let said = fill_text(template, &[&percent(&shares[field])]);
        (!is_zero).then(|| view! { class="tb", <li>{said}</li> })
    };
    let method = match shares["samples"].as_u64() {
        Some(samples) if shares["exact"] == false => {
            let seed = shares["seed"].as_u64().unwrap_or_default();
            let template = texts().sampled_shares.of(count_of(samples));
            fill_text(template, &[&samples.to_string(), &seed.to_string()])
        }
        _ => texts().exact_shares.to_owned(),
    };
    let questions = value["questions"].as_array().cloned().unwrap_or_default();
    let silent = questions.iter().enumerate().flat_map(|(q, question)| {
        let part = Part::Item(List::Questions, q);
        let title = super::outline::title_untracked(state, part);
        let never = |value: &Value| value["effects"]["result"] == "never";
        if never(question) {
            return vec![(part, fill(texts().silent_question, &[&model_text(&title)]))];
        }
        let options = question["options"].as_array().into_iter().flatten().enumerate();
        // An answer without weight is meant to change nothing.
        let options = options.filter(|(_, option)| never(option) && option["has_effect"] == true);
        let said = |o: usize| {
            fill(texts().silent_option, &[&ui_text((o + 1).to_string()), &model_text(&title)])
        };
        options.map(|(o, _)| (part, said(o))).collect()
    });
    let silent: Vec<_> = silent.collect();
    let has_silent = !silent.is_empty();
    let line = move |(part, sentence): (Part, Sentence)| {
        let open = move |_| {
            state.open(part);
            location::focus_later("#studio-part");
        };
        view! { class="tb",
            <li><button type="button" class="link" on:click=open><SentenceView sentence/></button></li>
        }
    };
    let entry_line = |sentence: Sentence, example: &Value| {
        let example = example.clone();
        view! { class="tb",
            <li>
                <BoldNames sentence/> " "
                <Example state example label=texts().show_answers/>
            </li>
        }
    };
    let stop = |entry: &Value| {
        let name = model_text(&name_of(&entry["id"]));
        let said = match entry["stop"]["replies"].as_u64() {
            Some(replies) => {
                let template = texts().ends_after.of(count_of(replies));
                fill(template, &[&ui_text(replies.to_string()), &name])
            }
            None => fill(texts().never_ends, &[&name]),
        };
        entry_line(said, &entry["stop"]["example"])
    };
    let corner = |entry: &Value| {
        let winner = &entry["corner"]["verdict"]["winner"];
        let name = model_text(&name_of(&entry["id"]));
        let said = if winner.is_null() {
            fill(texts().no_favoured_winner, &[&name])
        } else {
            fill(texts().favoured_winner, &[&name, &model_text(&name_of(winner))])
        };
        entry_line(said, &entry["corner"])
    };
    let balance = |entry: &Value| {
        let pull = &value["balance"][entry["id"].as_str().unwrap_or_default()];
        let count = |field: &str| ui_text(pull[field].as_u64().unwrap_or_default().to_string());
        let name = model_text(&name_of(&entry["id"]));
        let counts = [count("strong"), count("medium"), count("weak")];
        let said = fill(texts().pulls, &[&name, &counts[0], &counts[1], &counts[2]]);
        entry_line(said, &Value::Null)
    };
    let unbalanced = questions.iter().enumerate().filter_map(|(q, question)| {
        let to = &question["unbalanced"]["to"];
        let part = Part::Item(List::Questions, q);
        let title = super::outline::title_untracked(state, part);
        (!to.is_null())
            .then(|| (part, texts::fill_model(texts().unbalanced, &[&title, &name_of(to)])))
    });
    let unbalanced: Vec<_> = unbalanced.collect();
    let carriers = value["carriers"]["list"].as_array().cloned().unwrap_or_default();
    let carrier = |carrier: &Value| {
        let id = carrier["id"].as_str().unwrap_or_default();
        let is_source = carrier["kind"] == "source";
        let template = if is_source { texts().source_carries } else { texts().statement_carries };
        let sentence = fill(template, &[&model_text(id), &ui_text(percent(carrier))]);
        let example = carrier["example"].clone();
        view! { class="tb",
            <li>
                <SentenceView sentence/> " "
                <Example state example label=texts().show_answers/>
            </li>
        }
    };
    view! { class="tb",
        <h3>{texts().shares}</h3>
        <ul class="answers">
            {entries.iter().map(alternative).collect_view()} {others.into_iter().map(other).collect_view()}
        </ul>
        <p class="hint">{method}</p>
        <h3>{texts().silent}</h3>
        {(!has_silent).then(|| view! { class="tb", <p>{texts().nothing_silent}</p> })}
        <ul class="answers">{silent.into_iter().map(line).collect_view()}</ul>
        <h3>{texts().fewest_to_end}</h3>
        <ul class="answers">{entries.iter().map(stop).collect_view()}</ul>
        <h3>{texts().all_in_favour}</h3>
        <ul class="answers">{entries.iter().map(corner).collect_view()}</ul>
        <h3>{texts().balance}</h3>
        <ul class="answers">
            {entries.iter().map(balance).collect_view()}
            {unbalanced.into_iter().map(line).collect_view()}
        </ul>
        {(!carriers.is_empty())
            .then(|| {
                view! { class="tb",
                    <h3>{texts().carriers}</h3>
                    <ul class="answers">{carriers.iter().map(carrier).collect_view()}</ul>
                }
            })}
    }
}
