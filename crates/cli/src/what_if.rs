//! `tiebreak what-if`: what it would take for another alternative to win.

use std::fmt::Write as _;
use std::path::PathBuf;

use lexopt::Arg;
use tiebreak_core::engine::flips::Change;
use tiebreak_core::engine::thresholds::{Number, Threshold, thresholds};
use tiebreak_core::engine::what_if::{MOST_CHANGES, WhatIf, what_if};
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::write_reply;
use tiebreak_core::report;

use super::{Stop, model, read_answers};

pub(super) fn command(out: &mut String, mut arguments: lexopt::Parser) -> Result<u8, Stop> {
    let (mut path, mut answers, mut winner, mut json) = (None, None, None, false);
    while let Some(argument) = arguments.next().map_err(Stop::usage)? {
        match argument {
            Arg::Long("json") => json = true,
            Arg::Long("answers") => answers = Some(text(&mut arguments)?),
            Arg::Long("winner") => winner = Some(text(&mut arguments)?),
            Arg::Value(value) if path.is_none() => path = Some(PathBuf::from(value)),
            other => return Err(Stop::usage(other.unexpected())),
        }
    }
    let path = path.ok_or_else(|| Stop::usage("what-if needs a model file"))?;
    let answers = answers.ok_or_else(|| Stop::usage("what-if needs --answers"))?;
    let winner = winner.ok_or_else(|| Stop::usage("what-if needs --winner"))?;
    let model = model(&path)?;
    let answers = read_answers(&model, &answers)?;
    let target = model.alternative(&winner).ok_or_else(|| {
        let known: Vec<&str> = model.alternatives.iter().map(|it| it.id.as_str()).collect();
        Stop(format!("no alternative `{winner}`; known are {}", known.join(", ")), 2)
    })?;
    let sets = what_if(&model, &answers, target);
    let mut thresholds = thresholds(&model, &answers);
    thresholds.retain(|it| it.rival == target);
    if json {
        let _ = writeln!(out, "{:#}", report::what_if(&model, &sets, &thresholds));
    } else {
        print(out, &model, target, &sets, &thresholds);
    }
    Ok(0)
}

fn text(arguments: &mut lexopt::Parser) -> Result<String, Stop> {
    arguments.value().and_then(lexopt::ValueExt::string).map_err(Stop::usage)
}

fn print(out: &mut String, model: &Model, target: usize, it: &WhatIf, thresholds: &[Threshold]) {
    let name = &model.alternatives[target].name;
    let line = match it.sets.first().map(|it| it.changes.len()) {
        Some(1) => format!("{name} would win with one changed answer:"),
        Some(n) => format!("{name} would win with {n} changed answers:"),
        None => format!("{name}: none found within {MOST_CHANGES} changes, or it wins already"),
    };
    let _ = writeln!(out, "{line}");
    for set in &it.sets {
        let changes: Vec<String> = set.changes.iter().map(|it| change(model, it)).collect();
        let mark = if set.in_control { "  (could be made true)" } else { "" };
        let _ = writeln!(out, "  {}{mark}", changes.join(" and "));
    }
    if !it.complete {
        let _ = writeln!(out, "  the search was cut short");
    }
    if !thresholds.is_empty() {
        let _ = writeln!(out, "{name} would lead with one number changed:");
    }
    for it in thresholds {
        let question = &model.questions[it.question];
        let option = it.option.map_or("unanswered", |o| &question.options[o].id);
        let number = match it.number {
            Number::Weight => "weight".to_owned(),
            Number::Value(a) => format!("value of {}", model.alternatives[a].name),
        };
        let _ = writeln!(out, "  {number} at {} {option}: {} to {}", question.id, it.from, it.to);
    }
}

fn change(model: &Model, it: &Change) -> String {
    let question = &model.questions[it.question];
    let (from, to) = (write_reply(question, it.from), write_reply(question, it.to));
    format!("{}: {from} to {to}", question.id)
}
