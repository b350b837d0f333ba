//! `tiebreak test`: compares verdicts with the winners that sources state.

use std::fmt::Write as _;
use std::path::Path;

use tiebreak_core::acceptance::{self, Band, Case, Met};
use tiebreak_core::engine::decide;
use tiebreak_core::model::answers::{Answers, Reply, indices};
use tiebreak_core::model::schema::CasesFile;
use tiebreak_core::model::{Model, Question};
use tiebreak_core::report;
use tiebreak_core::sampling::random::SplitMix;

use super::arguments::Arguments;
use super::{
    CommandError, NamedFile, SEED, alternative_ids, ignored_replies, load_model, read_file,
};

/// Largest number of cases with an open verdict that count as met.
const OPEN_ALLOWED: usize = 8;
/// Share of the cases that a draw must meet to count as good, as a fraction.
const GOOD_DRAW: (usize, usize) = (9, 10);
/// Number of contributions that are printed for a case that is not met.
const MOST_REASONS: usize = 4;

pub(super) fn command(out: &mut String, parser: lexopt::Parser) -> Result<u8, CommandError> {
    let arguments = Arguments::parse("test", parser, &["bands"], &["cases", "draws"])?;
    let path = arguments.model_path()?;
    let draws = arguments.number("draws", 0)?;
    let model = load_model(path)?;
    let mut has_failed = test_typical_cases(out, &model);
    for file in arguments.values("cases") {
        let with_bands = arguments.has_flag("bands");
        has_failed |= test_file(out, &model, Path::new(file), draws, with_bands)?;
    }
    Ok(u8::from(has_failed))
}

/// Tests the typical cases of a model. Returns whether one is not met.
fn test_typical_cases(out: &mut String, model: &Model) -> bool {
    let mut met = 0;
    for case in &model.cases {
        let verdict = decide(model, &case.answers).verdict;
        if verdict.winner == Some(case.winner) {
            met += 1;
        } else {
            let expected = &model.alternatives[case.winner].id;
            let kind = report::kind(verdict.kind);
            let close = alternative_ids(model, &verdict.close);
            let _ = writeln!(out, "  {}: expected {expected}, got {kind} {close}", case.id);
            print_reasons(out, model, &case.answers);
        }
    }
    let _ = writeln!(out, "typical cases: {met} of {}", model.cases.len());
    met < model.cases.len()
}

/// Tests a file of test cases. Returns whether one is not met.
fn test_file(
    out: &mut String,
    model: &Model,
    path: &Path,
    draws: usize,
    with_bands: bool,
) -> Result<bool, CommandError> {
    let file_error =
        |message: String| CommandError::input(format!("{}: {message}", path.display()));
    let text = read_file(path)?;
    let file: CasesFile =
        serde_json::from_str(&text).map_err(|error| file_error(error.to_string()))?;
    let cases = acceptance::read(model, &file)
        .map_err(|problems| CommandError::input(NamedFile::new(path, &text).list(&problems)))?;
    let results = acceptance::run(model, &cases);
    for (case, sheets) in file.cases.iter().zip(&cases) {
        for reply in sheets.sheets.iter().flat_map(|answers| ignored_replies(model, answers)) {
            let _ = writeln!(out, "  {}: ignored: {reply}", case.id);
        }
    }
    for ((case, sheets), result) in file.cases.iter().zip(&cases).zip(&results) {
        if result.met == Met::Yes {
            continue;
        }
        let label = if result.met == Met::Open { "open" } else { "MISS" };
        let verdicts = result.verdicts.iter().map(|verdict| {
            format!("{} [{}]", report::kind(verdict.kind), alternative_ids(model, &verdict.close))
        });
        let verdicts: Vec<String> = verdicts.collect();
        let (expected, verdicts) = (case.expected.join("|"), verdicts.join("; "));
        let _ = writeln!(out, "  {label} {}: expected {expected}, got {verdicts}", case.id);
        let _ = writeln!(out, "       {}", case.situation);
        for (answers, verdict) in sheets.sheets.iter().zip(&result.verdicts) {
            if sheets.met_by(model, verdict) == Met::No {
                print_reasons(out, model, answers);
            }
        }
    }
    let score = acceptance::score(&cases, &results, OPEN_ALLOWED);
    let _ = writeln!(
        out,
        "{}: {} of {} met ({} of them open); of those that may stay open {} of {}",
        path.display(),
        score.met,
        score.all,
        score.open,
        score.undecided_met,
        score.undecided
    );
    if draws > 0 {
        let ids: Vec<&str> = file.cases.iter().map(|case| case.id.as_str()).collect();
        test_draws(out, model, &cases, &ids, draws);
    }
    if with_bands {
        print_bands(out, &acceptance::bands(model, &cases, &results));
    }
    Ok(score.met < score.all)
}

/// Prints the values of the alternatives, and the questions that contribute most to the lead.
fn print_reasons(out: &mut String, model: &Model, answers: &Answers) {
    let decision = decide(model, answers);
    let mut order: Vec<usize> = (0..model.alternatives.len()).collect();
    order.sort_by_key(|&a| -decision.alternatives[a].points);
    let value = |&a: &usize| {
        let (id, standing) = (&model.alternatives[a].id, &decision.alternatives[a]);
        match standing.value {
            _ if !standing.eligible => format!("{id} excluded"),
            Some(value) => format!("{id} {value}"),
            None => format!("{id} -"),
        }
    };
    let values: Vec<String> = order.iter().map(value).collect();
    let _ = writeln!(out, "       values: {}", values.join(", "));
    let Some((leader, other)) = decision.leader.zip(decision.runner_up) else { return };
    let mut parts: Vec<_> =
        decision.contributions.iter().filter(|part| part.against == other).collect();
    parts.sort_by_key(|part| -part.points.abs());
    let [leader, other] = [leader, other].map(|a| &model.alternatives[a].id);
    let _ = writeln!(out, "       {leader} against {other}:");
    for part in parts.iter().take(MOST_REASONS) {
        let question = &model.questions[part.question];
        let reply = match answers.replies[part.question] {
            Some(reply) if part.answered => chosen_ids(question, reply),
            _ => "not answered".to_owned(),
        };
        let _ = writeln!(out, "       {:>+4}  {}: {reply}", part.rounded, question.id);
    }
}

/// The ids of the chosen options.
fn chosen_ids(question: &Question, reply: Reply) -> String {
    let chosen = indices(question.chosen(reply)).map(|o| question.options[o].id.as_str());
    let chosen: Vec<&str> = chosen.collect();
    if chosen.is_empty() { "none".to_owned() } else { chosen.join(", ") }
}

/// Prints how many winners are expected, by the number of 100 scenarios that put them first.
fn print_bands(out: &mut String, bands: &[Band]) {
    let _ = writeln!(out, "  expected winners, by the scenarios of 100 that put the winner first:");
    let ends = bands.iter().skip(1).map(|band| band.from - 1).chain([100]);
    for (Band { from, winners, right }, to) in bands.iter().zip(ends) {
        let _ = match (100 * right).checked_div(*winners) {
            Some(share) => {
                writeln!(out, "    {from:>2} to {to:>3}: {right:>3} of {winners:>3} ({share} %)")
            }
            None => writeln!(out, "    {from:>2} to {to:>3}: no winner"),
        };
    }
}

/// Tests the cases with random sets of weights, and prints how many are met, and which cases are
/// missed most often.
fn test_draws(out: &mut String, model: &Model, cases: &[Case], ids: &[&str], draws: usize) {
    let mut generator = SplitMix(SEED);
    let mut misses = vec![0_usize; cases.len()];
    let mut scores: Vec<usize> = (0..draws)
        .map(|_| {
            let model = acceptance::perturbed(model, &mut generator);
            let results = acceptance::run(&model, cases);
            for (misses, result) in misses.iter_mut().zip(&results) {
                *misses += usize::from(result.met == Met::No);
            }
            acceptance::score(cases, &results, OPEN_ALLOWED).met
        })
        .collect();
    scores.sort_unstable();
    let enough = (cases.len() * GOOD_DRAW.0).div_ceil(GOOD_DRAW.1);
    let good = scores.iter().filter(|&&met| met >= enough).count();
    let (least, median) = (scores[0], scores[draws / 2]);
    let _ = writeln!(
        out,
        "  weights within a factor of 2, seed {SEED}: {good} of {draws} draws meet at least \
         {enough} cases (least {least}, median {median})"
    );
    let mut fragile: Vec<(usize, &&str)> =
        misses.into_iter().zip(ids).filter(|(misses, _)| *misses > 0).collect();
    fragile.sort_by_key(|(misses, _)| std::cmp::Reverse(*misses));
    if !fragile.is_empty() {
        let _ = writeln!(out, "  cases that some draws miss:");
        for (misses, id) in fragile {
            let _ = writeln!(out, "    {id}: {misses} of {draws} draws");
        }
    }
}
