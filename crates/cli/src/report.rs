//! `tiebreak report`: what a model can lead to, over all answers.

use std::fmt::Write as _;
use std::io::{IsTerminal as _, Write as _};

use serde_json::Value;
use tiebreak_core::engine::verdict::VerdictSummary;
use tiebreak_core::model::Model;
use tiebreak_core::model::schema::VerdictKind;
use tiebreak_core::space::{
    Analysis, Carried, Carrier, Effects, Example, Fewest, Method, OptionReport, Progress, Report,
    Share, json,
};

use super::arguments::Arguments;
use super::{CommandError, load_model};

/// Largest number of statements that are printed, and of sources.
const MOST_CARRIERS: usize = 3;
/// Largest number of replies that are printed for an example.
const MOST_REPLIES: usize = 12;

pub(super) fn command(out: &mut String, parser: lexopt::Parser) -> Result<u8, CommandError> {
    let arguments = Arguments::parse("report", parser, &["json"], &[])?;
    let model = load_model(arguments.model_path()?)?;
    let mut analysis = Analysis::new(&model);
    let mut line = ProgressLine::new();
    loop {
        let progress = analysis.step(1);
        line.show(progress);
        if progress.is_finished() {
            break;
        }
    }
    line.clear();
    let report = analysis.report();
    if arguments.has_flag("json") {
        let _ = writeln!(out, "{:#}", json::report(&model, &report));
    } else {
        print(out, &model, &report);
    }
    Ok(0)
}

/// A line on standard error that shows the progress, if standard error is a terminal.
pub(super) struct ProgressLine {
    is_shown: bool,
    percent: usize,
}

impl ProgressLine {
    pub(super) fn new() -> Self {
        Self { is_shown: std::io::stderr().is_terminal(), percent: 0 }
    }

    pub(super) fn show(&mut self, progress: Progress) {
        let percent = 100 * progress.done / progress.of.max(1);
        if self.is_shown && percent > self.percent {
            self.percent = percent;
            let _ = write!(std::io::stderr(), "\r{percent} %");
        }
    }

    pub(super) fn clear(&self) {
        if self.is_shown {
            let _ = write!(std::io::stderr(), "\r     \r");
        }
    }
}

fn print(out: &mut String, model: &Model, report: &Report) {
    print_space(out, model, report);
    print_shares(out, model, report);
    print_alternatives(out, model, report);
    print_questions(out, model, report);
    print_balance(out, model, report);
    print_carriers(out, model, report);
}

fn print_space(out: &mut String, model: &Model, report: &Report) {
    let sheets = if report.sheets < 1e15 {
        format!("{:.0}", report.sheets)
    } else {
        format!("{:.1e}", report.sheets)
    };
    let _ = writeln!(out, "{}: {sheets} complete answer sheets", model.id);
    if report.is_reduced {
        let _ = writeln!(
            out,
            "  a question has too many sets of options: only one option per group was tried there"
        );
    }
}

fn print_shares(out: &mut String, model: &Model, report: &Report) {
    let shares = &report.shares;
    let method = match shares.method {
        Method::Enumerated => "exact: all were tried".to_owned(),
        Method::Convolved => "exact: the distribution of the lead".to_owned(),
        Method::Sampled => format!("{} drawn at random, seed {}", shares.samples, shares.seed),
    };
    let _ = writeln!(out, "\nVerdicts, as shares of the answer sheets ({method})");
    for (alternative, share) in model.alternatives.iter().zip(&shares.wins) {
        let _ = writeln!(out, "  {}  {} wins", percent(share), alternative.name);
    }
    let others = [
        (&shares.too_close, "too close to call"),
        (&shares.disputed, "the sources disagree whether an alternative is excluded"),
        (&shares.none_eligible, "every alternative is excluded"),
    ];
    for (share, text) in others.iter().filter(|(share, _)| share.share > 0.0) {
        let _ = writeln!(out, "  {}  {text}", percent(share));
    }
    for (alternative, share) in model.alternatives.iter().zip(&shares.excluded) {
        if share.share > 0.0 {
            let _ = writeln!(out, "  {}  {} is excluded", percent(share), alternative.name);
        }
    }
}

/// A share as a number of 100, with the standard error if it is not exact.
pub(super) fn percent(share: &Share) -> String {
    let Share { share, standard_error } = *share;
    if standard_error > 0.0 {
        format!("{:>5.1} % ± {:.1}", 100.0 * share, 100.0 * standard_error)
    } else {
        format!("{:>5.1} %", 100.0 * share)
    }
}

fn print_alternatives(out: &mut String, model: &Model, report: &Report) {
    let named = || model.alternatives.iter().map(|a| &a.name).zip(&report.alternatives);
    let _ = writeln!(out, "\nFewest answers with which each alternative wins");
    for (name, entry) in named() {
        print_fewest(out, model, name, &entry.win, "never wins: proven for all answers");
    }
    let _ = writeln!(out, "\nFewest answers after which no further answer can change the winner");
    for (name, entry) in named() {
        print_fewest(out, model, name, &entry.stop, "cannot be settled by any answers");
    }
    let _ = writeln!(out, "\nIf every answer is the most favourable for one alternative");
    for (name, entry) in named() {
        let _ = writeln!(out, "  for {name}: {}", verdict_text(model, &entry.corner.verdict));
    }
}

fn print_fewest(
    out: &mut String,
    model: &Model,
    name: &str,
    fewest: &Fewest<Example>,
    never: &str,
) {
    let _ = match fewest {
        Fewest::Never => writeln!(out, "  {name}: {never}"),
        Fewest::NotDecided => {
            writeln!(out, "  {name}: not decided within the limits of the search")
        }
        Fewest::Fewest(example) => {
            writeln!(out, "  {name}: {}: {}", count(example), answers_text(model, example))
        }
        Fewest::Enough(example) => {
            writeln!(out, "  {name}: at most {}: {}", count(example), answers_text(model, example))
        }
    };
}

/// The number of answers of an example in words.
fn count(example: &Example) -> String {
    match example.replies() {
        1 => "1 answer".to_owned(),
        n => format!("{n} answers"),
    }
}

/// The answers of an example as JSON, unless there are many.
pub(super) fn answers_text(model: &Model, example: &Example) -> String {
    if example.replies() > MOST_REPLIES {
        return "listed by --json".to_owned();
    }
    Value::Object(example.answers.write(model)).to_string()
}

/// A verdict in words.
pub(super) fn verdict_text(model: &Model, verdict: &VerdictSummary) -> String {
    let names = verdict.close.iter().map(|&a| model.alternatives[a].name.as_str());
    let names = names.collect::<Vec<_>>().join(", ");
    match (verdict.winner, verdict.kind) {
        (Some(winner), _) => format!("{} wins", model.alternatives[winner].name),
        (None, VerdictKind::NoneEligible) => "every alternative is excluded".to_owned(),
        (None, VerdictKind::Disputed) => format!("sources disagree: {names}"),
        (None, _) => format!("too close to call: {names}"),
    }
}

fn print_questions(out: &mut String, model: &Model, report: &Report) {
    let _ = writeln!(out, "\nQuestions and options without effect");
    let mut is_empty = true;
    for (question, entry) in model.questions.iter().zip(&report.questions) {
        match &entry.effects {
            Effects::Never => {
                is_empty = false;
                let _ = writeln!(out, "  {}: no reply ever changes the verdict", question.id);
                continue;
            }
            Effects::NotDecided => {
                is_empty = false;
                let _ = writeln!(out, "  {}: not decided within the limits", question.id);
            }
            Effects::Changes(_) => {}
        }
        let listed = |is_listed: fn(&OptionReport) -> bool| {
            let options = question.options.iter().zip(&entry.options);
            let ids = options.filter(|(_, o)| is_listed(o)).map(|(option, _)| option.id.as_str());
            ids.collect::<Vec<_>>().join(", ")
        };
        let dead = listed(|option| option.effects == Effects::Never && option.has_effect);
        let unknown = listed(|option| option.effects == Effects::NotDecided);
        if !dead.is_empty() {
            is_empty = false;
            let _ = writeln!(out, "  {}: choosing {dead} never changes the verdict", question.id);
        }
        if !unknown.is_empty() {
            is_empty = false;
            let _ = writeln!(out, "  {}: not decided for {unknown}", question.id);
        }
    }
    if is_empty {
        let _ = writeln!(out, "  none");
    }
    let options = report.questions.iter().flat_map(|entry| &entry.options);
    let neutral = options.filter(|o| o.effects == Effects::Never && !o.has_effect).count();
    if neutral > 0 {
        let _ = writeln!(out, "  (options without weight and requirement: {neutral})");
    }
}

fn print_balance(out: &mut String, model: &Model, report: &Report) {
    let _ = writeln!(out, "\nOptions that speak for each alternative: strong, medium, weak");
    for (alternative, pull) in model.alternatives.iter().zip(report.pulls()) {
        let (strong, medium, weak) = (pull.strong, pull.medium, pull.weak);
        let _ = writeln!(out, "  {strong:>3} {medium:>3} {weak:>3}  {}", alternative.name);
    }
    for (question, entry) in model.questions.iter().zip(&report.questions) {
        if let Some((a, example)) = &entry.balance.unbalanced {
            let _ = writeln!(
                out,
                "  {}: every option speaks for {}, even {}",
                question.id,
                model.alternatives[*a].name,
                answers_text(model, example)
            );
        }
    }
}

fn print_carriers(out: &mut String, model: &Model, report: &Report) {
    if model.sources.is_empty() {
        return;
    }
    let method = match report.carriers_samples {
        0 => "exact".to_owned(),
        samples => format!("{samples} drawn at random"),
    };
    let _ = writeln!(
        out,
        "\nShare of the answer sheets whose verdict changes without one statement or source ({method})"
    );
    let is_source = |carried: &&Carried| matches!(carried.carrier, Carrier::Source(_));
    let sources = report.carriers.iter().filter(is_source).take(MOST_CARRIERS);
    let statements = report.carriers.iter().filter(|carried| !is_source(carried));
    for carried in sources.chain(statements.take(MOST_CARRIERS)) {
        let Carried { carrier, share, example, without } = carried;
        let name = match carrier {
            Carrier::Statement(id) => format!("statement {id}"),
            Carrier::Source(s) => format!("source {}", model.sources[*s].id),
        };
        let _ = writeln!(
            out,
            "  {}  {name}\n      for example {}\n      with it: {}; without it: {}",
            percent(share),
            answers_text(model, example),
            verdict_text(model, &example.verdict),
            verdict_text(model, without)
        );
    }
    if report.carriers.is_empty() {
        let _ = writeln!(out, "  none");
    }
}
