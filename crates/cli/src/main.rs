//! The command `tiebreak`, with which authors check, try and test a decision.
//!
//! Each command is a module with a function `command`. It takes the arguments after the name of
//! the command, writes its output to a string, and returns the exit code. `docs/cli.md` describes
//! the commands for authors.

mod arguments;
mod decide;
mod diff;
mod fallback;
mod fmt;
mod import;
mod lint;
mod new;
mod places;
mod record;
mod report;
mod study;
mod table;
mod test;
mod what_if;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use lexopt::Arg;
use places::Places;
use serde_json::Value;
use tiebreak_core::model::answers::{Answers, indices};
use tiebreak_core::model::load::load;
use tiebreak_core::model::problem::{Code, File, Problem, Severity};
use tiebreak_core::model::{Model, Question};

/// The usage of all commands. [`usage_of`] finds the lines of one command.
const USAGE: &str = "\
tiebreak: write, check, try and test a decision

  tiebreak new ID --alternatives A,B[,both] [--title TEXT]
                                              write a small model to start from, ID.json
  tiebreak lint MODEL...                      list the problems of models and their evidence files
      --seal                                  write the digest of the evidence file into the model
      --watch                                 list them again whenever a file changes
  tiebreak fmt FILE...                        write files in their usual form
      --check                                 or only name those that have another form
  tiebreak import FILE --evidence EVIDENCE    add the statements of a .csv, .tsv or .jsonl file to an
                                              evidence file
  tiebreak decide MODEL --answers JSON_OR_FILE [--json]
                                              print the verdict for these answers
  tiebreak what-if MODEL --answers JSON_OR_FILE --winner ALTERNATIVE [--json]
                                              print what has to change for another winner
  tiebreak record MODEL --answers JSON_OR_FILE [--date DAY] [--page ADDRESS]
                                              write the verdict as a decision record in Markdown
      --svg                                   or as a picture
  tiebreak fallback MODEL [--answers JSON_OR_FILE] [--page ADDRESS]
                                              write the text for readers without scripts, in HTML
      --markdown                              or in Markdown
  tiebreak test MODEL [--cases FILE]...       run the typical cases, and files of test cases
      --draws N                               run the files again with N random sets of weights
      --bands                                 count right winners by the scenarios that put them first
  tiebreak table FILE                         print the model of the first table of an article, from
                                              .html, .htm, .md, .markdown, .csv or .tsv
      --evidence                              or the evidence file of this model
      --check                                 or only the problems of the table
  tiebreak report MODEL [--json]              print which verdicts all possible answers lead to
  tiebreak diff OLD NEW [--cases FILE]... [--json]
                                              print the verdicts that differ between two models
  tiebreak study MODEL [--sheets N]           count the questions that N simulated readers answer

Exit codes: 0 no error; 1 the model or the table has errors, or a test case failed; 2 wrong usage,
a file that cannot be read, or answers that do not fit the model.
";

/// Seed of the random weights of `test --draws` and of the simulated readers of `study`.
const SEED: u64 = 20_260_301;

/// The reason why a command stopped without a result: an error, or a request for help.
struct CommandError {
    /// The text for standard error; for standard output if the exit code is 0.
    message: String,
    /// The exit code, 0 to 2.
    exit_code: u8,
}

impl CommandError {
    /// An error in the model, its evidence file or a table.
    fn model(message: impl Into<String>) -> Self {
        Self { message: message.into(), exit_code: 1 }
    }

    /// An error in other input, for example a file that cannot be read.
    fn input(message: impl Into<String>) -> Self {
        Self { message: message.into(), exit_code: 2 }
    }

    /// Wrong usage. The text of [`USAGE`] is added to the message.
    fn usage(message: impl std::fmt::Display) -> Self {
        Self { message: format!("{message}\n\n{USAGE}"), exit_code: 2 }
    }

    /// Wrong usage of a command, whose usage is added to the message.
    fn command_usage(command: &str, message: impl std::fmt::Display) -> Self {
        Self { message: format!("{message}\n\n{}", usage_of(command)), exit_code: 2 }
    }
}

fn main() -> ExitCode {
    let mut out = String::new();
    let exit_code = run(&mut out).unwrap_or_else(|error| {
        match error.exit_code {
            0 => out.push_str(&error.message),
            _ => warn(&error.message),
        }
        error.exit_code
    });
    // Writing fails if the reading end of a pipe is closed, which is not an error.
    let _ = std::io::stdout().write_all(out.as_bytes());
    ExitCode::from(exit_code)
}

/// Runs the command that the arguments of the process name, and returns the exit code.
fn run(out: &mut String) -> Result<u8, CommandError> {
    let mut arguments = lexopt::Parser::from_env();
    match arguments.next().map_err(CommandError::usage)? {
        Some(Arg::Value(name)) => match name.to_str() {
            Some("help") => help(out, arguments),
            Some("new") => new::command(out, arguments),
            Some("fmt") => fmt::command(out, arguments),
            Some("import") => import::command(out, arguments),
            Some("lint") => lint::command(out, arguments),
            Some("decide") => decide::command(out, arguments),
            Some("what-if") => what_if::command(out, arguments),
            Some("record") => record::command(out, arguments),
            Some("fallback") => fallback::command(out, arguments),
            Some("test") => test::command(out, arguments),
            Some("table") => table::command(out, arguments),
            Some("diff") => diff::command(out, arguments),
            Some("report") => report::command(out, arguments),
            Some("study") => study::command(out, arguments),
            _ => Err(unknown_command(&name.to_string_lossy())),
        },
        Some(Arg::Long("help") | Arg::Short('h')) => {
            out.push_str(USAGE);
            Ok(0)
        }
        Some(other) => Err(CommandError::usage(other.unexpected())),
        None => Err(CommandError::usage("name a command")),
    }
}

/// `tiebreak help [COMMAND]`: prints the usage of all commands, or of one.
fn help(out: &mut String, mut arguments: lexopt::Parser) -> Result<u8, CommandError> {
    let Some(Arg::Value(name)) = arguments.next().map_err(CommandError::usage)? else {
        out.push_str(USAGE);
        return Ok(0);
    };
    let name = name.to_string_lossy();
    let usage = usage_of(&name);
    if usage.is_empty() {
        return Err(unknown_command(&name));
    }
    out.push_str(&usage);
    Ok(0)
}

/// The names of all commands, in the order of [`USAGE`].
fn commands() -> impl Iterator<Item = &'static str> {
    USAGE.lines().filter_map(|line| line.strip_prefix("  tiebreak ")?.split(' ').next())
}

/// The lines of [`USAGE`] about a command; empty if there is no such command.
fn usage_of(command: &str) -> String {
    let first = format!("  tiebreak {command} ");
    let mut lines = USAGE.lines().skip_while(|line| !line.starts_with(&first));
    let Some(head) = lines.next() else { return String::new() };
    let more = lines.take_while(|line| line.starts_with("   "));
    let lines: Vec<&str> = [head].into_iter().chain(more).map(str::trim_end).collect();
    lines.join("\n") + "\n\nSee docs/cli.md for all details.\n"
}

fn unknown_command(name: &str) -> CommandError {
    let names: Vec<&str> = commands().collect();
    let message = format!("there is no command `{name}`");
    let hint = match name {
        "init" | "create" | "start" => "`tiebreak new` writes a model to start from".to_owned(),
        "check" | "validate" => "`tiebreak lint` lists the problems of a model".to_owned(),
        _ => {
            let problem = Problem::new(File::Model, Code::UnknownId, "", "");
            let problem = problem.did_you_mean(name, names.iter().copied());
            problem.hint.unwrap_or_else(|| "`tiebreak help` lists the commands".to_owned())
        }
    };
    CommandError { message: format!("{message}\n  hint: {hint}"), exit_code: 2 }
}

// ---- shared by several commands ----

/// The replies to questions that do not apply, each with the answer that the question depends on.
fn ignored_replies(model: &Model, answers: &Answers) -> Vec<String> {
    let applicable = model.applicable(&answers.replies);
    let ignored = |(q, question): (usize, &Question)| {
        let condition = question.when.filter(|_| applicable & (1 << q) == 0)?;
        answers.replies[q]?;
        let before = &model.questions[condition.question];
        let options = indices(condition.options).map(|o| format!("\"{}\"", before.options[o].id));
        let options: Vec<String> = options.collect();
        let (id, before) = (&question.id, &before.id);
        Some(format!("`{id}` applies only if `{before}` is {}", options.join(" or ")))
    };
    model.questions.iter().enumerate().filter_map(ignored).collect()
}

/// Whether a file has the fields of an evidence file, and not those of a model.
fn is_evidence(file: &Value) -> bool {
    file.get("statements").is_some() && file.get("questions").is_none()
}

/// Writes a message to standard error.
fn warn(message: &str) {
    let _ = writeln!(std::io::stderr(), "{}", message.trim_end());
}

fn read_file(path: &Path) -> Result<String, CommandError> {
    let error =
        |reason: String| CommandError::input(format!("cannot read {}: {reason}", path.display()));
    let bytes = std::fs::read(path).map_err(|io| error(io.to_string()))?;
    String::from_utf8(bytes).map_err(|wrong| error(describe_encoding(wrong.as_bytes())))
}

/// Why the bytes of a file are not UTF-8, with a hint.
fn describe_encoding(bytes: &[u8]) -> String {
    let hint = "save the file with the encoding UTF-8";
    if matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) {
        return format!("the file has the encoding UTF-16\n  hint: {hint}");
    }
    let valid = std::str::from_utf8(bytes).map_or_else(|wrong| wrong.valid_up_to(), str::len);
    let line = bytes[..valid].split(|&byte| byte == b'\n').count();
    format!("line {line} has a character that is not UTF-8\n  hint: {hint}")
}

/// Loads a model. A file with errors is an error with all its problems as the message.
fn load_model(path: &Path) -> Result<Model, CommandError> {
    let loaded = load(&read_file(path)?);
    loaded.model.ok_or_else(|| {
        let mut out = String::new();
        let text = read_file(path).unwrap_or_default();
        let file = NamedFile::new(path, &text);
        print_problems(&mut out, &file, None, &loaded.problems);
        CommandError::model(out)
    })
}

/// Reads answers from JSON text, which starts with `{`, or else from the file with this path.
fn read_answers(model: &Model, text_or_path: &str) -> Result<Answers, CommandError> {
    let is_path = !text_or_path.trim_start().starts_with('{');
    let path = Path::new(text_or_path);
    let text = if is_path { read_file(path)? } else { text_or_path.to_owned() };
    let json = match serde_json::from_str(&text) {
        Ok(Value::Object(json)) => json,
        Ok(_) => {
            let message = "answers must be a JSON object: replies by question id";
            return Err(CommandError::input(message));
        }
        Err(error) => return Err(CommandError::input(format!("answers are not JSON: {error}"))),
    };
    let (answers, problems) = Answers::read(&model.alternatives, &model.questions, &json);
    if problems.is_empty() {
        return Ok(answers);
    }
    if is_path {
        return Err(CommandError::input(NamedFile::new(path, &text).list(&problems)));
    }
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    Err(CommandError::input(lines.join("\n")))
}

/// A file whose problems are printed.
struct NamedFile<'a> {
    path: &'a Path,
    places: Places<'a>,
}

impl<'a> NamedFile<'a> {
    fn new(path: &'a Path, text: &'a str) -> Self {
        Self { path, places: Places::new(text) }
    }

    /// Prints a problem with the line of its place, and with the ids on the way to it.
    fn print(&self, out: &mut String, problem: &Problem) {
        let path = self.path.display();
        let _ = match self.places.describe(&problem.at) {
            Some(place) => {
                let problem = Problem { at: place.pointer, ..problem.clone() };
                writeln!(out, "{path}:{}: {problem}", place.line)
            }
            None => writeln!(out, "{path}: {problem}"),
        };
    }

    /// The lines of all problems.
    fn list(&self, problems: &[Problem]) -> String {
        let mut out = String::new();
        for problem in problems {
            self.print(&mut out, problem);
        }
        out
    }
}

/// Prints problems of a model and its evidence file, and the number of errors and warnings.
/// Returns whether there are errors.
fn print_problems(
    out: &mut String,
    model: &NamedFile,
    evidence: Option<&NamedFile>,
    problems: &[Problem],
) -> bool {
    for problem in problems {
        let file = if problem.file == File::Evidence { evidence.unwrap_or(model) } else { model };
        file.print(out, problem);
    }
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    count_problems(out, model.path, errors, problems.len() - errors);
    errors > 0
}

/// Prints the number of errors and warnings of a file.
fn count_problems(out: &mut String, path: &Path, errors: usize, warnings: usize) {
    let count = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    let (error_count, warning_count) = (count(errors, "error"), count(warnings, "warning"));
    let _ = writeln!(out, "{}: {error_count}, {warning_count}", path.display());
}

/// The ids of these alternatives, separated by commas.
fn alternative_ids(model: &Model, alternatives: &[usize]) -> String {
    let ids = alternatives.iter().map(|&a| model.alternatives[a].id.as_str());
    ids.collect::<Vec<_>>().join(", ")
}
