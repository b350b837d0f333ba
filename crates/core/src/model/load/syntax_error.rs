//! Explains why a text is not JSON: the place, the reason and the fix.
//!
//! Only authors need this. The first load in a browser parses with [`json::read`], which has no
//! messages.
//!
//! [`json::read`]: crate::model::json::read

use serde_json::Value;

use crate::model::syntax::code_point;

/// Largest number of characters of the file that a message repeats.
const MAX_QUOTE: usize = 40;

/// The first syntax error of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Line of the error, counted from 1.
    pub line: usize,
    /// Column of the error in characters, counted from 1.
    pub column: usize,
    /// The error in words: lower case, without a final dot.
    pub message: String,
    /// How to fix the error.
    pub hint: Option<String>,
}

/// A field that an object has twice. JSON allows this; the last one counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FieldTwice {
    /// JSON pointer to the field.
    pub(crate) at: String,
    /// Key of the field.
    pub(crate) key: String,
    /// Line of the second field, counted from 1.
    pub(crate) line: usize,
}

/// The first syntax error of a text; `None` if the text is JSON.
///
/// ```
/// use tiebreak_core::model::load::syntax_error;
/// let error = syntax_error("{\n  \"title\": \"Tabs or spaces?\",\n}").unwrap();
/// assert_eq!((error.line, error.column), (2, 29));
/// assert_eq!(error.message, "a comma before `}`");
/// assert_eq!(error.hint.as_deref(), Some("remove this comma: nothing follows it"));
/// assert_eq!(syntax_error("{}"), None);
/// ```
pub fn syntax_error(text: &str) -> Option<SyntaxError> {
    if let Err(fault) = Scanner::new(text).scan() {
        let (line, column) = position(text, fault.at);
        return Some(SyntaxError { line, column, message: fault.message, hint: Some(fault.hint) });
    }
    // Rare faults, such as half of a surrogate pair.
    let error = serde_json::from_str::<Value>(text).err()?;
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default().to_owned();
    Some(SyntaxError { line, column, message, hint: None })
}

/// The fields that an object of this file has twice. Empty if the text is not JSON.
pub(crate) fn fields_twice(text: &str) -> Vec<FieldTwice> {
    let mut scanner = Scanner::new(text);
    match scanner.scan() {
        Ok(()) => scanner.twice,
        Err(_) => Vec::new(),
    }
}

/// Line and column of a byte offset.
fn position(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    (1 + before.matches('\n').count(), 1 + before[line_start..].chars().count())
}

/// A fault at a byte offset.
struct Fault {
    at: usize,
    message: String,
    hint: String,
}

fn fault(at: usize, message: &[&str], hint: &[&str]) -> Fault {
    Fault { at, message: message.concat(), hint: hint.concat() }
}

/// The tokens that can come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expected {
    Value,
    ValueOrEnd,
    KeyOrEnd,
    Key,
    Colon,
    CommaOrEnd,
    Nothing,
}

/// An object or a list that is not closed yet.
struct Open<'a> {
    start: usize,
    is_object: bool,
    /// The keys so far.
    keys: Vec<&'a str>,
    /// Number of commas so far.
    commas: usize,
}

struct Scanner<'a> {
    text: &'a str,
    /// Number of bytes that are read.
    at: usize,
    open: Vec<Open<'a>>,
    /// Where the last token starts and ends.
    last: (usize, usize),
    twice: Vec<FieldTwice>,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, open: Vec::new(), last: (0, 0), twice: Vec::new() }
    }

    fn scan(&mut self) -> Result<(), Fault> {
        if self.text.starts_with('\u{feff}') {
            let hint = "save the file as UTF-8 without a byte order mark (BOM)";
            return Err(fault(0, &["the file starts with a byte order mark"], &[hint]));
        }
        let mut expected = Expected::Value;
        loop {
            self.at +=
                self.rest().len() - self.rest().trim_start_matches([' ', '\n', '\r', '\t']).len();
            let Some(next) = self.rest().chars().next() else {
                return if expected == Expected::Nothing { Ok(()) } else { Err(self.ends_early()) };
            };
            let start = self.at;
            let is_object = self.open.last().map(|open| open.is_object);
            expected = match (expected, next) {
                (Expected::Key | Expected::KeyOrEnd, '"') => {
                    let key = self.string()?;
                    self.add_key(key);
                    Expected::Colon
                }
                (Expected::Colon, ':') => {
                    self.at += 1;
                    Expected::Value
                }
                (Expected::CommaOrEnd, ',') => {
                    self.at += 1;
                    if let Some(open) = self.open.last_mut() {
                        open.commas += 1;
                    }
                    if is_object == Some(true) { Expected::Key } else { Expected::Value }
                }
                (Expected::KeyOrEnd | Expected::CommaOrEnd, '}') if is_object == Some(true) => {
                    self.close()
                }
                (Expected::ValueOrEnd | Expected::CommaOrEnd, ']') if is_object == Some(false) => {
                    self.close()
                }
                (Expected::Value | Expected::ValueOrEnd, _) => self.value(next)?,
                _ => return Err(self.unexpected(expected, next)),
            };
            self.last = (start, self.at);
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The text that follows a whole value.
    fn after_value(&self) -> Expected {
        if self.open.is_empty() { Expected::Nothing } else { Expected::CommaOrEnd }
    }

    fn close(&mut self) -> Expected {
        self.at += 1;
        self.open.pop();
        self.after_value()
    }

    fn add_key(&mut self, key: &'a str) {
        let is_new = self.open.last().is_none_or(|open| !open.keys.contains(&key));
        if !is_new {
            let line = position(self.text, self.at).0;
            let at = [&self.pointer(), "/", &escaped(key)].concat();
            self.twice.push(FieldTwice { at, key: key.to_owned(), line });
        }
        if let Some(open) = self.open.last_mut() {
            open.keys.push(key);
        }
    }

    /// JSON pointer to the innermost object or list.
    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for open in self.open.iter().take(self.open.len().saturating_sub(1)) {
            pointer.push('/');
            match open.keys.last() {
                Some(key) => pointer.push_str(&escaped(key)),
                None => pointer.push_str(&open.commas.to_string()),
            }
        }
        pointer
    }

    /// Reads a value, or the opening bracket of a list or an object.
    fn value(&mut self, next: char) -> Result<Expected, Fault> {
        match next {
            '{' | '[' => {
                let is_object = next == '{';
                self.open.push(Open { start: self.at, is_object, keys: Vec::new(), commas: 0 });
                self.at += 1;
                Ok(if is_object { Expected::KeyOrEnd } else { Expected::ValueOrEnd })
            }
            '"' => {
                self.string()?;
                Ok(self.after_value())
            }
            _ => {
                let is_end = |c: char| c.is_whitespace() || ",:{}[]\"'".contains(c);
                let word = self.rest().split(is_end).next().unwrap_or_default();
                let is_value = matches!(word, "true" | "false" | "null") || is_number(word);
                if !is_value {
                    return Err(self.unexpected(Expected::Value, next));
                }
                self.at += word.len();
                Ok(self.after_value())
            }
        }
    }

    /// Reads a text with its quotation marks; returns what stands between them.
    fn string(&mut self) -> Result<&'a str, Fault> {
        let start = self.at;
        let mut letters = self.rest().char_indices().skip(1);
        while let Some((i, letter)) = letters.next() {
            match letter {
                '"' => {
                    self.at += i + 1;
                    return Ok(&self.text[start + 1..start + i]);
                }
                '\\' => match letters.next() {
                    Some((_, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => {}
                    Some((_, other)) if !other.is_control() => {
                        let message = ["`\\", &other.to_string(), "` in a text means nothing"];
                        let hint = ["write `\\\\` for a backslash"];
                        return Err(fault(start + i, &message, &hint));
                    }
                    _ => return Err(self.not_closed(start)),
                },
                '\n' | '\r' => return Err(self.not_closed(start)),
                '\t' => {
                    let hint = ["write spaces in its place"];
                    return Err(fault(start + i, &["a tab in a text"], &hint));
                }
                letter if letter < ' ' => {
                    let message = ["the character ", &code_point(letter), " in a text"];
                    return Err(fault(start + i, &message, &["remove it"]));
                }
                _ => {}
            }
        }
        Err(self.not_closed(start))
    }

    /// A text without its closing quotation mark on the same line.
    fn not_closed(&self, start: usize) -> Fault {
        let line = self.text[start..].lines().next().unwrap_or_default();
        if let Some(mark) = line.chars().rfind(|&c| is_curly(c)) {
            let mark = mark.to_string();
            let message = [
                "`",
                &quote(line),
                "` is not closed: `",
                &mark,
                "` is another character than `\"`",
            ];
            return fault(start, &message, &["write `\"` in place of `", &mark, "`"]);
        }
        let hint = "write `\"` at the end of the text; a text stands on one line";
        fault(start, &["`", &quote(line), "` is not closed on its line"], &[hint])
    }

    /// The end of the file before its brackets are closed.
    fn ends_early(&self) -> Fault {
        let end = self.text.trim_end().len();
        let Some(open) = self.open.last() else {
            let hint = "write a model into it; `tiebreak new` writes one to start from";
            return fault(end, &["the file is empty"], &[hint]);
        };
        let (bracket, line) = self.describe(open);
        let message = ["the file ends before the ", &bracket, " of line ", &line, " is closed"];
        let missing: String =
            self.open.iter().rev().map(|open| if open.is_object { '}' } else { ']' }).collect();
        fault(end, &message, &["write `", &missing, "` at the end, or where it is missing before"])
    }

    /// An open bracket with its line.
    fn describe(&self, open: &Open<'_>) -> (String, String) {
        let bracket = if open.is_object { "`{`" } else { "`[`" };
        (bracket.to_owned(), position(self.text, open.start).0.to_string())
    }

    /// The last token, as far as a message repeats it.
    fn last(&self) -> String {
        quote(&self.text[self.last.0..self.last.1])
    }

    /// A token that cannot stand here.
    fn unexpected(&self, expected: Expected, next: char) -> Fault {
        let (at, rest) = (self.at, self.rest());
        if let Some(fault) = self.foreign(next) {
            return fault;
        }
        let is_start = self.last == (0, 0);
        if is_start {
            let message = ["the file starts with `", &quote(first_word(rest)), "`"];
            let hint = "a file is one JSON object: `{` is its first character and `}` its last one";
            return fault(at, &message, &[hint]);
        }
        let follows_comma = &self.text[self.last.0..self.last.1] == ",";
        match (expected, next) {
            (Expected::Key | Expected::Value, '}' | ']') if follows_comma => {
                let message = ["a comma before `", &next.to_string(), "`"];
                fault(self.last.0, &message, &["remove this comma: nothing follows it"])
            }
            (Expected::Key | Expected::KeyOrEnd | Expected::Value | Expected::ValueOrEnd, ',') => {
                if self.last().ends_with(':') {
                    let hint = "write a value after the colon, or remove the field";
                    fault(at, &["the field has no value"], &[hint])
                } else {
                    fault(at, &["a comma without anything before it"], &["remove this comma"])
                }
            }
            (Expected::Value, '}' | ']') => {
                let hint = "write a value after the colon, or remove the field";
                fault(at, &["the field has no value"], &[hint])
            }
            (Expected::Key | Expected::KeyOrEnd, '{' | '[') => {
                let hint =
                    "write a name and a colon before it, or `[` in place of the `{` around it";
                fault(at, &["a value without a name in an object"], &[hint])
            }
            (Expected::Key | Expected::KeyOrEnd, ']') | (Expected::ValueOrEnd, '}') => {
                self.wrong_bracket(next)
            }
            (Expected::Key | Expected::KeyOrEnd, _) => {
                let word = quote(first_word(rest));
                let message = ["`", &word, "` is not in quotation marks"];
                fault(at, &message, &["write `\"", &word, "\":`"])
            }
            (Expected::Value | Expected::ValueOrEnd, _) => self.bad_value(),
            (Expected::Colon, '=') => {
                fault(at, &["`=` after ", &self.last()], &["write `:` in place of `=`"])
            }
            (Expected::Colon, _) => {
                let message = ["no colon after `", &self.last(), "`"];
                let hint = ["write `", &self.last(), ": ` and then the value"];
                fault(at, &message, &hint)
            }
            (Expected::CommaOrEnd, _) => self.no_comma(next),
            (Expected::Nothing, _) => {
                let (message, hint) = match next {
                    '}' | ']' => (
                        "a bracket too many: the file has ended before it",
                        "remove this bracket, or the one before it that closes too much",
                    ),
                    _ => (
                        "text after the end of the object",
                        "remove everything behind the last `}`; a file has one object",
                    ),
                };
                fault(at, &[message], &[hint])
            }
        }
    }

    /// A character that JSON has nowhere outside of texts: a comment, another kind of quotation
    /// mark, or another kind of space.
    fn foreign(&self, next: char) -> Option<Fault> {
        let (at, rest, mark) = (self.at, self.rest(), next.to_string());
        if ["//", "/*", "#", "<!--"].iter().any(|comment| rest.starts_with(comment)) {
            let hint = "remove the comment: JSON has none";
            return Some(fault(at, &["a comment"], &[hint]));
        }
        if rest.starts_with("```") {
            let hint = "remove this line, and the last one of the same kind";
            return Some(fault(at, &["a line of Markdown"], &[hint]));
        }
        if next == '\'' || next == '`' || is_curly(next) {
            let inner = rest[mark.len()..].split(|c| "'`\":\n".contains(c) || is_curly(c)).next();
            let inner = quote(inner.unwrap_or_default());
            let message = ["`", &mark, "` is not the quotation mark of JSON"];
            return Some(fault(
                at,
                &message,
                &["write `\"", &inner, "\"` with `\"` on both sides"],
            ));
        }
        if next.is_whitespace() || matches!(next, '\u{200b}' | '\u{feff}') {
            let message = ["the character ", &code_point(next), " looks like a space but is none"];
            return Some(fault(at, &message, &["delete it, and type a space"]));
        }
        None
    }

    /// A closing bracket of the other kind than the bracket that is open.
    fn wrong_bracket(&self, next: char) -> Fault {
        let Some(open) = self.open.last() else { return fault(self.at, &["a bracket"], &[""]) };
        let (bracket, line) = self.describe(open);
        let next = next.to_string();
        let missing = if open.is_object { "}" } else { "]" };
        let message =
            ["`", &next, "` comes before the ", &bracket, " of line ", &line, " is closed"];
        fault(self.at, &message, &["write `", missing, "` where this ", &bracket, " should end"])
    }

    /// Something behind a value that neither a comma nor the end of the list or object is.
    fn no_comma(&self, next: char) -> Fault {
        let (start, end) = self.last;
        let is_text = self.text[start..end].ends_with('"');
        let is_object = self.open.last().is_some_and(|open| open.is_object);
        match next {
            '}' | ']' => self.wrong_bracket(next),
            ':' if !is_object && is_text => {
                let line = self.open.last().map(|open| self.describe(open).1).unwrap_or_default();
                let message = ["the list of line ", &line, " has the name `", &self.last(), "`"];
                let hint = "close the list with `]` before this name, or write `{` and `}` around \
                            the names of an item";
                fault(start, &message, &[hint])
            }
            _ if is_text && self.at == end && !matches!(next, '"' | '{' | '[') => {
                let message = ["the text ends after `", &self.last(), "`"];
                let hint = "write `\\\"` for a quotation mark inside a text";
                fault(end - 1, &message, &[hint])
            }
            '"' | '{' | '[' => {
                let message = ["no comma after `", &self.last(), "`"];
                fault(end, &message, &["write a comma here"])
            }
            _ => {
                let word = quote(first_word(self.rest()));
                let message = ["`", &word, "` after `", &self.last(), "`"];
                let hint = "write a comma between two values, and a text in quotation marks";
                fault(self.at, &message, &[hint])
            }
        }
    }

    /// A value that is neither a text, a number, nor a word of JSON.
    fn bad_value(&self) -> Fault {
        let rest = self.rest();
        let word = first_word(rest);
        let message = ["`", &quote(word), "` is not a value of JSON"];
        let lower = word.to_ascii_lowercase();
        let plain = match lower.as_str() {
            "true" | "yes" | "on" => "write `true`",
            "false" | "no" | "off" => "write `false`",
            "null" | "none" | "nil" | "undefined" | "nan" => "write a value, or remove the field",
            _ => "",
        };
        if !plain.is_empty() {
            return fault(self.at, &message, &[plain]);
        }
        let is_numeric = word.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
        if is_numeric {
            let digits = word.trim_start_matches(['+', '0']);
            let digits = digits.trim_end_matches(|c: char| !c.is_ascii_digit());
            let hint = if is_number(digits) {
                ["write `", digits, "`"].concat()
            } else {
                "write digits alone, or a text in quotation marks".to_owned()
            };
            return fault(self.at, &message, &[&hint]);
        }
        let text = rest.split([',', '"', '}', ']', '\n']).next().unwrap_or_default();
        fault(
            self.at,
            &message,
            &["write a text in quotation marks: `\"", &quote(text.trim()), "\"`"],
        )
    }
}

/// A key as a step of a JSON pointer.
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Whether a word is a number of JSON.
fn is_number(word: &str) -> bool {
    let is_numeric = word.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    is_numeric && serde_json::from_str::<serde_json::Number>(word).is_ok()
}

/// Whether a character is a typographic quotation mark.
fn is_curly(c: char) -> bool {
    matches!(c, '\u{2018}'..='\u{201f}' | '\u{ab}' | '\u{bb}' | '\u{ff02}')
}

/// The text up to the next space, comma, colon or bracket.
fn first_word(text: &str) -> &str {
    let is_end = |c: char| c.is_whitespace() || ",:{}[]\"'=".contains(c);
    match text.split(is_end).next() {
        Some("") | None => &text[..text.chars().next().map_or(0, char::len_utf8)],
        Some(word) => word,
    }
}

/// A text, as far as a message repeats it.
fn quote(text: &str) -> String {
    let mut quoted: String = text.chars().take(MAX_QUOTE).collect();
    if quoted.len() < text.len() {
        quoted.push('…');
    }
    quoted
}
