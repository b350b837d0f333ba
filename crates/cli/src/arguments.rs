//! The arguments of a command: paths, flags, and options with a value.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use lexopt::{Arg, ValueExt as _};

use super::CommandError;

/// The arguments after the name of a command.
pub(crate) struct Arguments {
    command: &'static str,
    paths: Vec<PathBuf>,
    /// Names of the flags, in the order in which they are given.
    flags: Vec<String>,
    /// Names and values of the options, in the order in which they are given.
    options: Vec<(String, OsString)>,
}

impl Arguments {
    /// Parses the arguments of a command that has these flags and these options with a value.
    pub(crate) fn parse(
        command: &'static str,
        mut parser: lexopt::Parser,
        flags: &[&str],
        options: &[&str],
    ) -> Result<Self, CommandError> {
        let (paths, given_flags, given_options) = (Vec::new(), Vec::new(), Vec::new());
        let mut arguments = Self { command, paths, flags: given_flags, options: given_options };
        while let Some(argument) = parser.next().map_err(CommandError::usage)? {
            match argument {
                Arg::Long(name) if flags.contains(&name) => arguments.flags.push(name.to_owned()),
                Arg::Long(name) if options.contains(&name) => {
                    let name = name.to_owned();
                    let value = parser.value().map_err(CommandError::usage)?;
                    arguments.options.push((name, value));
                }
                Arg::Value(path) => arguments.paths.push(path.into()),
                Arg::Long("help") | Arg::Short('h') => {
                    return Err(CommandError { message: super::usage_of(command), exit_code: 0 });
                }
                other => return Err(CommandError::command_usage(command, other.unexpected())),
            }
        }
        Ok(arguments)
    }

    /// The paths of the model files: at least one.
    pub(crate) fn model_paths(&self) -> Result<&[PathBuf], CommandError> {
        if self.paths.is_empty() { Err(self.missing("a model file")) } else { Ok(&self.paths) }
    }

    /// The path of the only model file.
    pub(crate) fn model_path(&self) -> Result<&Path, CommandError> {
        self.only_path("a model file")
    }

    /// The only path. `what` says what the path leads to.
    pub(crate) fn only_path(&self, what: &str) -> Result<&Path, CommandError> {
        match &self.paths[..] {
            [] => Err(self.missing(what)),
            [path] => Ok(path),
            [_, other, ..] => {
                let message = format!("unexpected argument `{}`", other.display());
                Err(CommandError::command_usage(self.command, message))
            }
        }
    }

    /// The two paths. `what` says what the paths lead to.
    pub(crate) fn two_paths(&self, what: &str) -> Result<(&Path, &Path), CommandError> {
        match &self.paths[..] {
            [] | [_] => Err(self.missing(what)),
            [first, second] => Ok((first, second)),
            [_, _, other, ..] => {
                Err(CommandError::usage(format!("unexpected argument `{}`", other.display())))
            }
        }
    }

    /// Whether a flag is given.
    pub(crate) fn has_flag(&self, name: &str) -> bool {
        self.flags.iter().any(|flag| flag == name)
    }

    /// The last flag that is given.
    pub(crate) fn last_flag(&self) -> Option<&str> {
        self.flags.last().map(String::as_str)
    }

    /// The values of an option that can be given several times.
    pub(crate) fn values(&self, name: &str) -> impl Iterator<Item = &OsString> {
        self.options.iter().filter(move |(option, _)| option == name).map(|(_, value)| value)
    }

    /// The text of an option. If it is given several times, the last one counts.
    pub(crate) fn text(&self, name: &str) -> Result<Option<String>, CommandError> {
        let value = self.values(name).last().cloned();
        value.map(OsString::string).transpose().map_err(CommandError::usage)
    }

    /// The text of a required option.
    pub(crate) fn required_text(&self, name: &str) -> Result<String, CommandError> {
        self.text(name)?.ok_or_else(|| self.missing(&format!("--{name}")))
    }

    /// The number that an option gives, or else `default`.
    pub(crate) fn number(&self, name: &str, default: usize) -> Result<usize, CommandError> {
        let value = self.values(name).last();
        let number = value.map(|value| value.parse_with(usize::from_str)).transpose();
        number.map(|number| number.unwrap_or(default)).map_err(CommandError::usage)
    }

    fn missing(&self, what: &str) -> CommandError {
        CommandError::command_usage(self.command, format!("{} needs {what}", self.command))
    }
}
