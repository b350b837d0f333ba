//! The author's command line: check a model, try answers on it, test it.

mod fallback;
mod study;
mod what_if;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use base64::Engine as _;
use lexopt::{Arg, ValueExt as _};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tiebreak_core::acceptance::{self, Met};
use tiebreak_core::engine::gain::{Gain, gain};
use tiebreak_core::engine::robust::{Robustness, Setup, robustness};
use tiebreak_core::engine::study::study;
use tiebreak_core::engine::{Decision, decide};
use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::lint;
use tiebreak_core::model::load::{load, load_evidence};
use tiebreak_core::model::problem::{Code, File, Problem, Severity};
use tiebreak_core::model::schema::CasesFile;
use tiebreak_core::model::{EvidenceLink, Model};
use tiebreak_core::sampling::random::SplitMix;
use tiebreak_core::texts::picture::picture;
use tiebreak_core::texts::record::{Stamp, record};
use tiebreak_core::texts::strings::strings;
use tiebreak_core::{link, report};

const USAGE: &str = "\
tiebreak: checks, tries and tests a decision's model file

  tiebreak lint MODEL...                      problems; exit 0 clean or warnings, 1 errors
      --seal                                  write the evidence file's digest into the model
  tiebreak decide MODEL --answers JSON_OR_FILE [--json]
                                              the verdict for these answers
  tiebreak what-if MODEL --answers JSON_OR_FILE --winner ALTERNATIVE [--json]
                                              what it would take for another to win
  tiebreak record MODEL --answers JSON_OR_FILE [--date DAY] [--page ADDRESS]
                                              the same as a decision record, in Markdown
      --svg                                   or as a picture
  tiebreak fallback MODEL [--answers JSON_OR_FILE] [--page ADDRESS]
                                              what an article shows where the widget cannot run
      --markdown                              as Markdown, not HTML
  tiebreak test MODEL [--cases FILE]...       its typical cases and files of cases
      --draws N                               and the same under N random sets of weights
  tiebreak study MODEL [--sheets N]           how many questions it takes, for N random readers

Exit codes: 0 fine, 1 errors in the model or failed cases, 2 bad usage or answers.
";

/// Published seed of the random weights of `test --draws` and of the sheets of `study`.
const SEED: u64 = 20_260_301;
/// At most this many honestly open hard situations count as met.
const OPEN_ALLOWED: usize = 8;
/// Draws count as good from this many situations of 94 on.
const GOOD_DRAW: (usize, usize) = (90, 94);

/// What stops a command: what to print on standard error, and the exit code.
struct Stop(String, u8);

impl Stop {
    fn usage(message: impl std::fmt::Display) -> Self {
        Self(format!("{message}\n\n{USAGE}"), 2)
    }
}

fn main() -> ExitCode {
    let mut out = String::new();
    let code = match command(&mut out) {
        Ok(code) => code,
        Err(Stop(message, code)) => {
            let _ = writeln!(std::io::stderr(), "{}", message.trim_end());
            code
        }
    };
    // A reader that closes the pipe early is no fault of ours.
    let _ = std::io::stdout().write_all(out.as_bytes());
    ExitCode::from(code)
}

fn command(out: &mut String) -> Result<u8, Stop> {
    let mut arguments = lexopt::Parser::from_env();
    match arguments.next().map_err(Stop::usage)? {
        Some(Arg::Value(verb)) => match verb.to_str() {
            Some("lint") => lint(out, arguments),
            Some("decide") => decide_command(out, arguments),
            Some("what-if") => what_if::command(out, arguments),
            Some("record") => record_command(out, arguments),
            Some("fallback") => fallback::command(out, arguments),
            Some("test") => test(out, arguments),
            Some("study") => study::command(out, arguments),
            _ => Err(Stop::usage(format!("no command `{}`", verb.display()))),
        },
        Some(Arg::Long("help") | Arg::Short('h')) => {
            out.push_str(USAGE);
            Ok(0)
        }
        Some(other) => Err(Stop::usage(other.unexpected())),
        None => Err(Stop::usage("a command is missing")),
    }
}

// ---- lint ----

fn lint(out: &mut String, mut arguments: lexopt::Parser) -> Result<u8, Stop> {
    let mut paths = Vec::new();
    let mut seal = false;
    while let Some(argument) = arguments.next().map_err(Stop::usage)? {
        match argument {
            Arg::Long("seal") => seal = true,
            Arg::Value(path) => paths.push(PathBuf::from(path)),
            other => return Err(Stop::usage(other.unexpected())),
        }
    }
    if paths.is_empty() {
        return Err(Stop::usage("lint needs a model file"));
    }
    let mut errors = false;
    for path in &paths {
        let text = read(path)?;
        let mut loaded = load(&text);
        if let Some(model) = &loaded.model {
            loaded.problems.extend(lint::lint(model));
            if let Some(link) = &model.evidence {
                loaded.problems.extend(lint_evidence(path, &text, model, link, seal)?);
            }
        }
        errors |= print_problems(out, path, &loaded.problems);
    }
    Ok(u8::from(errors))
}

/// Checks the evidence file beside the model and, with `seal`, writes its digest into the model.
fn lint_evidence(
    path: &Path,
    text: &str,
    model: &Model,
    link: &EvidenceLink,
    seal: bool,
) -> Result<Vec<Problem>, Stop> {
    let problem = |code, message: String, hint: &str| {
        Problem::new(File::Model, code, "/evidence", message).hint(hint)
    };
    let Ok(evidence) = std::fs::read_to_string(path.with_file_name(&link.file)) else {
        let message = format!("cannot read `{}` beside the model", link.file);
        let hint = "put the evidence file there, or drop `evidence`";
        return Ok(vec![problem(Code::EvidenceMissing, message, hint)]);
    };
    let loaded = load_evidence(model, &evidence);
    let mut problems = loaded.problems;
    if let Some(evidence) = &loaded.evidence {
        problems.extend(lint::lint_evidence(model, evidence));
    }
    let digest = digest(&evidence);
    if link.integrity.as_ref() == Some(&digest) {
        return Ok(problems);
    }
    if seal {
        let sealed = if let Some(old) = &link.integrity {
            text.replace(old, &digest)
        } else {
            let file = format!("\"file\": \"{}\"", link.file);
            text.replace(&file, &format!("{file}, \"integrity\": \"{digest}\""))
        };
        std::fs::write(path, sealed)
            .map_err(|error| Stop(format!("cannot write {}: {error}", path.display()), 2))?;
    } else if link.integrity.is_some() {
        let message = format!("the digest is not that of `{}`", link.file);
        let hint = "run `tiebreak lint --seal` once the evidence is as you want it";
        problems.push(problem(Code::IntegrityStale, message, hint));
    }
    Ok(problems)
}

fn digest(text: &str) -> String {
    let encoded = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text));
    format!("sha256-{encoded}")
}

/// Prints; says whether any is an error.
fn print_problems(out: &mut String, path: &Path, problems: &[Problem]) -> bool {
    for problem in problems {
        let path = match problem.file {
            File::Evidence => path.with_extension("evidence.json"),
            File::Model | File::Answers | File::Saved => path.to_owned(),
        };
        let _ = writeln!(out, "{}: {problem}", path.display());
    }
    let errors = problems.iter().filter(|it| it.severity == Severity::Error).count();
    let warnings = problems.len() - errors;
    let counted = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let (all_errors, all_warnings) = (counted(errors, "error"), counted(warnings, "warning"));
    let _ = writeln!(out, "{}: {all_errors}, {all_warnings}", path.display());
    errors > 0
}

// ---- decide ----

fn decide_command(out: &mut String, mut arguments: lexopt::Parser) -> Result<u8, Stop> {
    let mut path = None;
    let mut answers = None;
    let mut json = false;
    while let Some(argument) = arguments.next().map_err(Stop::usage)? {
        match argument {
            Arg::Long("json") => json = true,
            Arg::Long("answers") => {
                answers = Some(
                    arguments.value().and_then(lexopt::ValueExt::string).map_err(Stop::usage)?,
                );
            }
            Arg::Value(value) if path.is_none() => path = Some(PathBuf::from(value)),
            other => return Err(Stop::usage(other.unexpected())),
        }
    }
    let path = path.ok_or_else(|| Stop::usage("decide needs a model file"))?;
    let answers = answers.ok_or_else(|| Stop::usage("decide needs --answers"))?;
    let model = model(&path)?;
    let answers = read_answers(&model, &answers)?;
    let decision = decide(&model, &answers);
    let gain = gain(&model, &answers);
    let robustness = robustness(&model, &answers, Setup::default());
    if json {
        let mut report = report::report(&model, &decision, &gain);
        report::add_study(&mut report, &model, &study(&model, &answers, robustness));
        let _ = writeln!(out, "{report:#}");
    } else {
        print_decision(out, &model, &decision, &gain, &robustness);
    }
    Ok(0)
}

// ---- record ----

fn record_command(out: &mut String, mut arguments: lexopt::Parser) -> Result<u8, Stop> {
    let mut path = None;
    let [mut answers, mut date, mut page] = [None, None, None];
    let mut svg = false;
    while let Some(argument) = arguments.next().map_err(Stop::usage)? {
        let slot = match argument {
            Arg::Long("answers") => &mut answers,
            Arg::Long("date") => &mut date,
            Arg::Long("page") => &mut page,
            Arg::Long("svg") => {
                svg = true;
                continue;
            }
            Arg::Value(value) if path.is_none() => {
                path = Some(PathBuf::from(value));
                continue;
            }
            other => return Err(Stop::usage(other.unexpected())),
        };
        let value = arguments.value().and_then(lexopt::ValueExt::string).map_err(Stop::usage)?;
        *slot = Some(value);
    }
    let path = path.ok_or_else(|| Stop::usage("record needs a model file"))?;
    let answers = answers.ok_or_else(|| Stop::usage("record needs --answers"))?;
    let model = model(&path)?;
    let answers = read_answers(&model, &answers)?;
    let decision = decide(&model, &answers);
    let link = page.map(|it| format!("{it}#{}", link::write(&model, &answers, &decision)));
    // What is drawn knows the sources, not what a reader puts in their place.
    let robustness =
        answers.overrides.is_empty().then(|| robustness(&model, &answers, Setup::default()));
    let stamp =
        Stamp { date: date.as_deref(), link: link.as_deref(), robustness: robustness.as_ref() };
    let write = if svg { picture } else { record };
    out.push_str(&write(strings(&model.lang), &model, &answers, &decision, stamp));
    Ok(0)
}

// ---- shared by decide and record ----

/// Answers from a text that starts with `{`, or from a file.
fn read_answers(model: &Model, given: &str) -> Result<Answers, Stop> {
    let text =
        if given.trim_start().starts_with('{') { given.into() } else { read(Path::new(given))? };
    let json = match serde_json::from_str(&text) {
        Ok(Value::Object(json)) => json,
        Ok(_) => return Err(Stop("answers are an object of option ids by question id".into(), 2)),
        Err(error) => return Err(Stop(format!("answers are not JSON: {error}"), 2)),
    };
    let (answers, problems) = Answers::read(&model.alternatives, &model.questions, &json);
    if problems.is_empty() {
        return Ok(answers);
    }
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    Err(Stop(lines.join("\n"), 2))
}

fn print_decision(
    out: &mut String,
    model: &Model,
    decision: &Decision,
    gain: &Gain,
    robustness: &Robustness,
) {
    let name = |a: usize| model.alternatives[a].name.as_str();
    let names = |them: &[usize]| them.iter().map(|&a| name(a)).collect::<Vec<_>>().join(", ");
    let verdict = &decision.verdict;
    let who = verdict.winner.map_or_else(|| names(&verdict.close), |it| name(it).into());
    let _ = writeln!(out, "{}: {who}", report::kind(verdict.kind));
    let first = robustness.first_of_100();
    for (a, standing) in decision.alternatives.iter().enumerate() {
        let value = standing.value.map_or_else(|| "-".into(), |it| it.to_string());
        let mark = if standing.eligible { "" } else { "excluded, " };
        let (name, first) = (name(a), first[a]);
        let _ = writeln!(out, "  {value:>3}  {name}: {mark}first in {first} of 100 scenarios");
    }
    if let Some(runner_up) = decision.runner_up {
        let _ = writeln!(out, "why, against {}:", name(runner_up));
        for part in decision.contributions.iter().filter(|it| it.against == runner_up) {
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

// ---- test ----

fn test(out: &mut String, mut arguments: lexopt::Parser) -> Result<u8, Stop> {
    let mut path = None;
    let mut files = Vec::new();
    let mut draws = 0_usize;
    while let Some(argument) = arguments.next().map_err(Stop::usage)? {
        match argument {
            Arg::Long("cases") => {
                files.push(PathBuf::from(arguments.value().map_err(Stop::usage)?));
            }
            Arg::Long("draws") => {
                draws = arguments.value().and_then(|it| it.parse()).map_err(Stop::usage)?;
            }
            Arg::Value(value) if path.is_none() => path = Some(PathBuf::from(value)),
            other => return Err(Stop::usage(other.unexpected())),
        }
    }
    let path = path.ok_or_else(|| Stop::usage("test needs a model file"))?;
    let model = model(&path)?;
    let mut failed = test_typical_cases(out, &model);
    for file in &files {
        failed |= test_file(out, &model, file, draws)?;
    }
    Ok(u8::from(failed))
}

fn test_typical_cases(out: &mut String, model: &Model) -> bool {
    let mut met = 0;
    for case in &model.cases {
        let verdict = decide(model, &case.answers).verdict;
        if verdict.winner == Some(case.winner) {
            met += 1;
        } else {
            let expected = &model.alternatives[case.winner].id;
            let kind = report::kind(verdict.kind);
            let close = ids(model, &verdict.close);
            let _ = writeln!(out, "  {}: expected {expected}, got {kind} {close}", case.id);
        }
    }
    let _ = writeln!(out, "typical cases: {met} of {}", model.cases.len());
    met < model.cases.len()
}

fn test_file(out: &mut String, model: &Model, path: &Path, draws: usize) -> Result<bool, Stop> {
    let wrong = |message: String| Stop(format!("{}: {message}", path.display()), 2);
    let file: CasesFile =
        serde_json::from_str(&read(path)?).map_err(|error| wrong(error.to_string()))?;
    if file.model != model.id {
        return Err(wrong(format!("tests model `{}`, not `{}`", file.model, model.id)));
    }
    let cases = acceptance::read(model, &file).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(|(id, it)| format!("{id}: {it}")).collect();
        wrong(lines.join("\n"))
    })?;
    let results = acceptance::run(model, &cases);
    for (case, result) in file.cases.iter().zip(&results).filter(|it| it.1.met != Met::Yes) {
        let how = if result.met == Met::Open { "open" } else { "MISS" };
        let verdicts = result.verdicts.iter();
        let got: Vec<String> = verdicts
            .map(|it| format!("{} [{}]", report::kind(it.kind), ids(model, &it.close)))
            .collect();
        let expected = case.expected.join("|");
        let _ = writeln!(out, "  {how} {}: expected {expected}, got {}", case.id, got.join("; "));
        let _ = writeln!(out, "       {}", case.situation);
    }
    let score = acceptance::score(&cases, &results, OPEN_ALLOWED);
    let _ = writeln!(
        out,
        "{}: {} of {} met ({} honestly open), hard {} of {}",
        path.display(),
        score.met,
        score.all,
        score.open,
        score.hard_met,
        score.hard
    );
    if draws > 0 {
        test_draws(out, model, &cases, draws);
    }
    Ok(score.met < score.all)
}

fn test_draws(out: &mut String, model: &Model, cases: &[acceptance::Case], draws: usize) {
    let mut generator = SplitMix(SEED);
    let mut scores: Vec<usize> = (0..draws)
        .map(|_| {
            let model = acceptance::perturbed(model, &mut generator);
            let results = acceptance::run(&model, cases);
            acceptance::score(cases, &results, OPEN_ALLOWED).met
        })
        .collect();
    scores.sort_unstable();
    let enough = (cases.len() * GOOD_DRAW.0).div_ceil(GOOD_DRAW.1);
    let good = scores.iter().filter(|&&it| it >= enough).count();
    let (least, median) = (scores[0], scores[draws / 2]);
    let _ = writeln!(
        out,
        "  weights within a factor of 2, seed {SEED}: {good} of {draws} draws meet {enough} or \
         more (least {least}, median {median})"
    );
}

// ---- shared ----

fn ids(model: &Model, alternatives: &[usize]) -> String {
    let ids = alternatives.iter().map(|&a| model.alternatives[a].id.as_str());
    ids.collect::<Vec<_>>().join(", ")
}

fn read(path: &Path) -> Result<String, Stop> {
    std::fs::read_to_string(path)
        .map_err(|error| Stop(format!("cannot read {}: {error}", path.display()), 2))
}

/// The model, or its errors.
fn model(path: &Path) -> Result<Model, Stop> {
    let loaded = load(&read(path)?);
    loaded.model.ok_or_else(|| {
        let mut out = String::new();
        print_problems(&mut out, path, &loaded.problems);
        Stop(out, 1)
    })
}
