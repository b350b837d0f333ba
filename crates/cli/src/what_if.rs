//! `tiebreak what-if`: prints what has to change for another alternative to win.

use std::fmt::Write as _;

use tiebreak_core::engine::decide;
use tiebreak_core::engine::thresholds::{Number, Threshold, thresholds};
use tiebreak_core::engine::what_if::{MOST_CHANGES, QuestionChange, WhatIf, what_if};
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::{Answers, write_reply};
use tiebreak_core::report;

use super::arguments::Arguments;
use super::{CommandError, load_model, read_answers};

pub(super) fn command(out: &mut String, parser: lexopt::Parser) -> Result<u8, CommandError> {
    let arguments = Arguments::parse("what-if", parser, &["json"], &["answers", "winner"])?;
    let path = arguments.model_path()?;
    let answers = arguments.required_text("answers")?;
    let winner = arguments.required_text("winner")?;
    let model = load_model(path)?;
    let answers = read_answers(&model, &answers)?;
    let target = model.alternative(&winner).ok_or_else(|| {
        let known: Vec<&str> = model.alternatives.iter().map(|a| a.id.as_str()).collect();
        let known = known.join(", ");
        CommandError::input(format!("no alternative `{winner}`; expected one of {known}"))
    })?;
    let result = what_if(&model, &answers, target);
    let mut thresholds = thresholds(&model, &answers);
    thresholds.retain(|threshold| threshold.rival == target);
    if arguments.has_flag("json") {
        let _ = writeln!(out, "{:#}", report::what_if(&model, &result, &thresholds));
    } else {
        print(out, &model, target, &answers, &result, &thresholds);
    }
    Ok(0)
}

fn print(
    out: &mut String,
    model: &Model,
    target: usize,
    answers: &Answers,
    result: &WhatIf,
    thresholds: &[Threshold],
) {
    let name = &model.alternatives[target].name;
    let wins = decide(model, answers).verdict.winner == Some(target);
    let answered = answers.replies.iter().flatten().count();
    let heading = match result.sets.first().map(|set| set.changes.len()) {
        Some(1) => format!("{name} would win with one changed answer:"),
        Some(n) => format!("{name} would win with {n} changed answers:"),
        None if wins => format!("{name} already wins"),
        None if answered == 0 => format!("there are no answers to change for {name} to win"),
        None => format!("no {} changed answers make {name} win", MOST_CHANGES.min(answered)),
    };
    let _ = writeln!(out, "{heading}");
    for set in &result.sets {
        let changes: Vec<String> =
            set.changes.iter().map(|change| change_text(model, change)).collect();
        let mark = if set.in_control { "  (you could make this true)" } else { "" };
        let _ = writeln!(out, "  {}{mark}", changes.join(" and "));
    }
    if !result.complete {
        let _ = writeln!(out, "  the search stopped at its limit");
    }
    if !thresholds.is_empty() {
        let _ = writeln!(out, "{name} would lead with one changed number:");
    }
    for threshold in thresholds {
        let question = &model.questions[threshold.question];
        let option = threshold.option.map_or("unanswered", |o| &question.options[o].id);
        let number = match threshold.number {
            Number::Weight => "weight".to_owned(),
            Number::Value(a) => format!("value of {}", model.alternatives[a].name),
        };
        let (from, to) = (threshold.from, threshold.to);
        let _ = writeln!(out, "  {number} at {} {option}: {from} to {to}", question.id);
    }
}

fn change_text(model: &Model, change: &QuestionChange) -> String {
    let question = &model.questions[change.question];
    let to: Vec<String> =
        change.to.iter().map(|&reply| write_reply(question, reply).to_string()).collect();
    format!("{}: {} to {}", question.id, write_reply(question, change.from), to.join(" or "))
}
