//! `tiebreak decide`: prints the verdict for an answer sheet.

use std::fmt::Write as _;

use tiebreak_core::engine::gain::{Gain, gain};
use tiebreak_core::engine::robust::{Robustness, Setup, robustness};
use tiebreak_core::engine::study::study;
use tiebreak_core::engine::{Decision, decide};
use tiebreak_core::model::Model;
use tiebreak_core::report;

use super::arguments::Arguments;
use super::{CommandError, ignored_replies, load_model, read_answers, warn};

pub(super) fn command(out: &mut String, parser: lexopt::Parser) -> Result<u8, CommandError> {
    let arguments = Arguments::parse("decide", parser, &["json"], &["answers"])?;
    let path = arguments.model_path()?;
    let answers = arguments.required_text("answers")?;
    let model = load_model(path)?;
    let answers = read_answers(&model, &answers)?;
    for reply in ignored_replies(&model, &answers) {
        warn(&format!("ignored: {reply}"));
    }
    let decision = decide(&model, &answers);
    let gain = gain(&model, &answers);
    let robustness = robustness(&model, &answers, Setup::default());
    if arguments.has_flag("json") {
        let mut report = report::report(&model, &decision, &gain);
        report::add_study(&mut report, &model, &study(&model, &answers, robustness));
        let _ = writeln!(out, "{report:#}");
    } else {
        print(out, &model, &decision, &gain, &robustness);
    }
    Ok(0)
}

fn print(
    out: &mut String,
    model: &Model,
    decision: &Decision,
    gain: &Gain,
    robustness: &Robustness,
) {
    let name = |a: usize| model.alternatives[a].name.as_str();
    let names = |list: &[usize]| list.iter().map(|&a| name(a)).collect::<Vec<_>>().join(", ");
    let verdict = &decision.verdict;
    let best = verdict.winner.map_or_else(|| names(&verdict.close), |a| name(a).into());
    let _ = writeln!(out, "{}: {best}", report::kind(verdict.kind));
    let first = robustness.first_of_100();
    for (a, standing) in decision.alternatives.iter().enumerate() {
        let value = standing.value.map_or_else(|| "-".into(), |value| value.to_string());
        let mark = if standing.eligible { "" } else { "excluded, " };
        let (name, first) = (name(a), first[a]);
        let _ = writeln!(out, "  {value:>3}  {name}: {mark}first in {first} of 100 scenarios");
    }
    if let Some(runner_up) = decision.runner_up {
        let parts = decision.contributions.iter().filter(|part| part.against == runner_up);
        let parts: Vec<_> = parts.collect();
        let none = if parts.is_empty() { " no difference" } else { "" };
        let _ = writeln!(out, "why, against {}:{none}", name(runner_up));
        for part in parts {
            let _ =
                writeln!(out, "  {:>+3}  {}", part.rounded, model.questions[part.question].text);
        }
    }
    let _ = writeln!(out, "{} open questions can still matter", decision.open.len());
    if gain.is_soft_stop() && !decision.verdict.is_final {
        let _ = writeln!(out, "unlikely to change");
    }
    if let Some(next) = gain.next {
        let _ = writeln!(out, "next: {}", model.questions[next].text);
    }
}
