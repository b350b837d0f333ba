//! `tiebreak diff`: what changes from one version of a model to another.

use std::fmt::Write as _;
use std::path::Path;

use tiebreak_core::model::Model;
use tiebreak_core::model::schema::CasesFile;
use tiebreak_core::space::diff::{
    CaseChange, Cause, Change, Comparison, Diff, Edit, Field, Parts, VerdictLabel, test_cases,
    typical_cases,
};
use tiebreak_core::space::{Example, json};

use super::arguments::Arguments;
use super::report::{ProgressLine, answers_text, percent, verdict_text};
use super::{CommandError, load_model, read_file, warn};

/// Largest number of kinds of change that are printed.
const MOST_CHANGES: usize = 12;
/// Largest number of edits that are printed for one change.
const MOST_EDITS: usize = 5;

pub(super) fn command(out: &mut String, parser: lexopt::Parser) -> Result<u8, CommandError> {
    let arguments = Arguments::parse("diff", parser, &["json"], &["cases"])?;
    let (old, new) = arguments.two_paths("two model files")?;
    let (old, new) = (load_model(old)?, load_model(new)?);
    let mut cases = vec![(None, typical_cases(&old, &new))];
    for file in arguments.values("cases") {
        let path = Path::new(file);
        cases.push((Some(path.display().to_string()), read_cases(&old, &new, path)?));
    }
    let mut comparison = Comparison::new(&old, &new);
    let mut line = ProgressLine::new();
    loop {
        let progress = comparison.step(1);
        line.show(progress);
        if progress.is_finished() {
            break;
        }
    }
    line.clear();
    let diff = comparison.diff();
    if arguments.has_flag("json") {
        let _ = writeln!(out, "{:#}", json::diff(&old, &new, &diff, &cases));
    } else {
        print(out, &old, &new, &diff, &cases);
    }
    Ok(0)
}

/// The cases of a file whose verdict changes. Answers that one of the models cannot read are
/// reported to standard error and left out.
fn read_cases(old: &Model, new: &Model, path: &Path) -> Result<Vec<CaseChange>, CommandError> {
    let file: CasesFile = serde_json::from_str(&read_file(path)?)
        .map_err(|error| CommandError::input(format!("{}: {error}", path.display())))?;
    let (changes, problems) = test_cases(old, new, &file);
    for (case, problem) in problems {
        warn(&format!("{}: {case} left out: {problem}", path.display()));
    }
    Ok(changes)
}

fn print(
    out: &mut String,
    old: &Model,
    new: &Model,
    diff: &Diff,
    cases: &[(Option<String>, Vec<CaseChange>)],
) {
    let _ = writeln!(out, "{} {} to {} {}", old.id, old.version, new.id, new.version);
    print_parts(out, "removed", &diff.removed);
    print_parts(out, "added", &diff.added);
    let _ = writeln!(out, "  edits that can change a verdict: {}", diff.edits.len());
    for (file, changes) in cases {
        let name = file.as_deref().unwrap_or("typical cases");
        let _ = writeln!(out, "\nCases whose verdict changes ({name}): {}", changes.len());
        for CaseChange { id, sheet, before, after } in changes {
            let sheet = if *sheet == 0 { String::new() } else { format!(", sheet {}", sheet + 1) };
            let (before, after) = (verdict_text(old, before), verdict_text(new, after));
            let _ = writeln!(out, "  {id}{sheet}: {before}; now {after}");
        }
    }
    let method = match diff.samples {
        0 => "exact".to_owned(),
        samples => format!("{samples} drawn at random, seed {}", diff.seed),
    };
    let _ = writeln!(out, "\nShare of the answer sheets whose verdict changes ({method})");
    let _ = writeln!(out, "  {}  in total", percent(&diff.changed));
    for change in diff.changes.iter().take(MOST_CHANGES) {
        print_change(out, old, new, diff, change);
    }
    if diff.changes.len() > MOST_CHANGES {
        let more = diff.changes.len() - MOST_CHANGES;
        let _ = writeln!(out, "  {more} more kinds of change, listed by --json");
    }
}

fn print_parts(out: &mut String, title: &str, parts: &Parts) {
    let options = parts.options.iter().map(|(question, option)| format!("{question}/{option}"));
    let lists = [
        ("alternatives", parts.alternatives.clone()),
        ("questions", parts.questions.clone()),
        ("options", options.collect()),
    ];
    for (kind, ids) in lists.iter().filter(|(_, ids)| !ids.is_empty()) {
        let _ = writeln!(out, "  {title} {kind}: {}", ids.join(", "));
    }
}

fn print_change(out: &mut String, old: &Model, new: &Model, diff: &Diff, change: &Change) {
    let (from, to) = if change.from == change.to {
        (verdict_text(old, &change.before), verdict_text(new, &change.after))
    } else {
        (label(old, &change.from), label(new, &change.to))
    };
    let note = match (change.share.share > 0.0, diff.samples) {
        (true, _) => "",
        (false, 0) => " (only while questions are open)",
        (false, _) => " (not among those drawn)",
    };
    let _ = writeln!(out, "  {}  {from}; now {to}{note}", percent(&change.share));
    let answers = change.answers.clone();
    let example = Example { answers, verdict: change.before.clone() };
    let fewest = if change.is_fewest { "fewest answers" } else { "for example" };
    let _ = writeln!(out, "      {fewest}: {}", answers_text(old, &example));
    let list = |edits: &[usize], joint: &str| {
        let mut texts: Vec<String> =
            edits.iter().take(MOST_EDITS).map(|&edit| edit_text(&diff.edits[edit])).collect();
        if edits.len() > MOST_EDITS {
            texts.push(format!("{} more", edits.len() - MOST_EDITS));
        }
        texts.join(joint)
    };
    let cause = match &change.cause {
        Cause::Alone(edits) => list(edits, "; or "),
        Cause::Together(edits) => format!("only together: {}", list(edits, "; ")),
        Cause::Structure => "added or removed parts, or a form of reply".to_owned(),
    };
    let _ = writeln!(out, "      because of {cause}");
}

fn label(model: &Model, label: &VerdictLabel) -> String {
    match label {
        VerdictLabel::Wins(id) => {
            let name = model.alternative(id).map_or(id, |a| &model.alternatives[a].name);
            format!("{name} wins")
        }
        VerdictLabel::TooClose => "too close to call".to_owned(),
        VerdictLabel::Disputed => "the sources disagree".to_owned(),
        VerdictLabel::NoneEligible => "every alternative is excluded".to_owned(),
    }
}

/// An edit in words.
fn edit_text(edit: &Edit) -> String {
    let text = |id: &Option<String>| id.clone().unwrap_or_default();
    let question = text(&edit.question);
    let row = format!("{question}/{}", edit.option.as_deref().unwrap_or("unanswered"));
    let numbers = edit.numbers.map_or_else(String::new, |(a, b)| format!(": {a} to {b}"));
    match edit.field {
        Field::Band => format!("the tie band{numbers}"),
        Field::Clusters => "the clusters of the sources".to_owned(),
        Field::Derived => format!("how {} is derived", text(&edit.alternative)),
        Field::Kind => format!("the kind of {question}"),
        Field::Groups => format!("the groups of {question}"),
        Field::CutPoints => format!("the cut points of {question}"),
        Field::When => format!("when {question} applies"),
        Field::Weight => format!("the weight of {row}{numbers}"),
        Field::Values => format!("the values of {row}"),
        Field::Requirements => format!("the requirements of {row}"),
        Field::Removed => format!("{question} is removed"),
        Field::Added => format!("{question} is added"),
    }
}
