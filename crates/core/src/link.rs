//! Links: an answer sheet as the fragment of an address, readable for years.
//!
//! [`write()`] turns answers and their decision into a fragment, and [`read()`] turns a fragment into
//! answers. `docs/links.md` describes the format for other programs. An example:
//!
//! ```text
//! tb=1/sample/1.2.0/5d2c…/snow=metres:31/contents=tools,guests:-8/visitors=users,40,requests,2:0
//!     /upkeep=-open/then:leaning:brick:timber/end-0f83a6c1
//! ```
//!
//! The fields are separated by `/`:
//!
//! 1. `tb=1`, the form of the link; the id, the version and the [digest](crate::model::digest) of
//!    the model.
//! 2. For each question, its id and the reply. `-open` means not answered, `-any` does not matter,
//!    `-none` none of these. After the colon follows the contribution of the question to the lead,
//!    in tenths of a point of 100.
//! 3. `set:` for each [override](crate::model::overrides).
//! 4. `then:`, the verdict: its kind, the alternatives within the tie band, and the runner-up.
//! 5. `end-`, a checksum of the rest.
//!
//! A link has more than is needed to restore the answers. With the contributions and the verdict, a
//! later version of the model can show the old verdict beside the new one, and the questions that
//! make the difference ([`difference`]).
//!
//! The separators are characters that messengers accept inside of an address. A link ends with a
//! letter or a digit, because messengers cut off other characters at the end.
//!
//! ```
//! # const TEXT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/train-or-car.json"));
//! # use tiebreak_core::model::{answers::{Answers, Reply}, load::load};
//! use tiebreak_core::engine::decide;
//! use tiebreak_core::link;
//!
//! # let model = load(TEXT).model.unwrap();
//! # let mut answers = Answers::none(&model);
//! # answers.replies[0] = Some(Reply::Options(1 << 1));
//! let fragment = link::write(&model, &answers, &decide(&model, &answers));
//! assert!(fragment.starts_with("tb=1/train-or-car/1/"));
//! assert!(fragment.contains("/luggage=trunk:") && fragment.contains("/work=-open"));
//!
//! let opened = link::read(&model, &fragment).expect("a link of this model");
//! assert_eq!(opened.answers, answers);
//! assert_eq!(opened.verdict.expect("a verdict").close, ["car"]);
//! ```

#![forbid(unsafe_code)]

mod read;

use serde_json::Value;

use crate::engine::Decision;
use crate::engine::order::sort_by_key;
use crate::model::answers::{Answers, Load, Reply, indices};
use crate::model::digest::{digest, to_hex};
use crate::model::overrides::Override;
use crate::model::problem::Problem;
use crate::model::schema::VerdictKind;
use crate::model::{Model, Question};
use crate::report;

pub use self::read::{answers, read};

/// Largest part of a link that is read, in bytes. The rest is ignored.
pub const MAX_READ: usize = 4_096;
/// Largest length of a written link, in characters, so that it fits into 2,048 characters together
/// with an address of 200. To keep to it, the smallest contributions are left out. Links without
/// contributions can still be longer.
pub const MAX_WRITTEN: usize = 2_048 - 200;
/// Largest number of problems that are reported for one link.
pub const MAX_PROBLEMS: usize = 20;
/// Largest length of the version in a link, in characters.
const MAX_VERSION: usize = 40;

/// The form of links that is written and read. Future forms must also start with `tb=`, the number
/// of the form and the id of the model.
const FORM: &str = "1";
const PREFIX: &str = "tb=";
const END: &str = "/end-";
const THEN: &str = "then:";
const SET: &str = "set:";
const OPEN: &str = "-open";
const ANY: &str = "-any";
const NONE: &str = "-none";
/// Stands for the weight or the values of an override that replaces only the other.
const SAME: &str = "-same";
/// Fields of a load: the name in a link, and the name in the JSON form of answers.
const LOAD: [(&str, &str); 4] = [
    ("users", "users"),
    ("requests", "requests_per_user_per_day"),
    ("peak", "peak_factor"),
    ("second", "peak_requests_per_second"),
];

/// The contents of a link.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The replies that the model accepts, without overrides.
    pub answers: Answers,
    /// The overrides of the link. They are not part of the answers until the reader applies them.
    pub overrides: Vec<Override>,
    /// Indices of the questions that the link does not contain, because they are newer than the
    /// link or because the link is damaged.
    pub unmentioned: Vec<usize>,
    /// The parts of the link that were ignored, with reasons; at most [`MAX_PROBLEMS`].
    pub problems: Vec<Problem>,
    /// The verdict at the time when the link was written.
    pub verdict: Option<SavedVerdict>,
    /// Whether the link was written with the same model file.
    pub same_model: bool,
}

/// A verdict that was computed earlier. Alternatives and questions are identified by id, because
/// the current model may no longer have them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedVerdict {
    /// Version of the model at that time.
    pub version: String,
    /// [Digest](crate::model::digest) of the model at that time.
    pub digest: u64,
    /// The kind of the verdict.
    pub kind: VerdictKind,
    /// Ids of the alternatives within the tie band of the best, leader first.
    pub close: Vec<String>,
    /// Id of the runner-up.
    pub against: Option<String>,
    /// Id of each question with a contribution to the lead over the runner-up, and the
    /// contribution in tenths of a point of 100, in the order of the link.
    pub parts: Vec<(String, i64)>,
}

/// The change of a question's contribution to a lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Id of the question.
    pub question: String,
    /// The contribution in the saved verdict, in tenths of a point of 100.
    pub before: i64,
    /// The contribution now to the lead between the same two alternatives, in the same unit.
    pub now: i64,
}

/// Writes answers as a fragment, without `#`. `decision` must be the decision for the answers.
pub fn write(model: &Model, answers: &Answers, decision: &Decision) -> String {
    let version: String = model.version.chars().take(MAX_VERSION).collect();
    let mut text =
        [PREFIX, FORM, "/", &model.id, "/", &encode(&version), "/", &to_hex(model.digest)].concat();
    let replies = model.questions.iter().zip(&answers.replies);
    let fields: Vec<String> = replies
        .map(|(question, reply)| ["/", &question.id, "=", &reply_text(question, *reply)].concat())
        .collect();
    let overrides = answers.overrides.iter().map(|entry| override_text(model, entry));
    let rest = [overrides.collect(), verdict_text(model, decision)].concat();
    let length =
        fields.iter().fold(text.len() + rest.len() + END.len() + 8, |n, field| n + field.len());
    let room = MAX_WRITTEN.saturating_sub(length);
    let contributions = contribution_texts(decision, model.questions.len(), room);
    for (field, contribution) in fields.iter().zip(&contributions) {
        text.push_str(field);
        text.push_str(contribution);
    }
    text.push_str(&rest);
    let sum = checksum(&decode(&text));
    text.push_str(END);
    text.push_str(&sum);
    text
}

/// The contribution of each of `n` questions to the lead over the runner-up, as `:` and tenths.
/// The largest contributions are kept, up to `room` characters in total; the others are empty.
fn contribution_texts(decision: &Decision, n: usize, mut room: usize) -> Vec<String> {
    let mut texts = vec![String::new(); n];
    let parts = decision.contributions.iter();
    let parts = parts.filter(|part| Some(part.against) == decision.runner_up);
    let mut parts: Vec<_> = parts.filter(|part| part.tenths != 0).collect();
    sort_by_key(&mut parts, |part| -part.tenths.abs());
    for part in parts {
        let text = [":", &part.tenths.to_string()].concat();
        if text.len() > room {
            break;
        }
        room -= text.len();
        texts[part.question] = text;
    }
    texts
}

/// A reply as it is written after `=`.
fn reply_text(question: &Question, reply: Option<Reply>) -> String {
    let Some(reply) = reply else { return OPEN.to_owned() };
    let load = |fields: [Option<f64>; 4]| {
        let fields = LOAD.iter().zip(fields);
        let fields =
            fields.filter_map(|((name, _), value)| Some([*name, ",", &number(value?)].concat()));
        fields.collect::<Vec<_>>().join(",")
    };
    match reply {
        Reply::DoesNotMatter => ANY.to_owned(),
        Reply::Options(0) => NONE.to_owned(),
        Reply::Options(set) => {
            let ids: Vec<&str> = indices(set).map(|o| question.options[o].id.as_str()).collect();
            ids.join(",")
        }
        Reply::Load(Load::Users { users, requests_per_user_per_day, peak_factor }) => {
            load([Some(users), Some(requests_per_user_per_day), peak_factor, None])
        }
        Reply::Load(Load::Peak { requests_per_second }) => {
            load([None, None, None, Some(requests_per_second)])
        }
    }
}

/// A number; a whole number is written without a decimal point.
pub fn number(value: f64) -> String {
    if value.fract() == 0.0 { (value as i64).to_string() } else { Value::from(value).to_string() }
}

/// The field of the verdict, for example `/then:leaning:brick:timber`.
fn verdict_text(model: &Model, decision: &Decision) -> String {
    let id = |&a: &usize| model.alternatives[a].id.as_str();
    let close: Vec<&str> = decision.verdict.close.iter().map(id).collect();
    let mut text = ["/", THEN, report::kind(decision.verdict.kind)].concat();
    if let Some(against) = &decision.runner_up {
        text.push_str(&[":", &close.join(","), ":", id(against)].concat());
    } else if !close.is_empty() {
        text.push_str(&[":", &close.join(",")].concat());
    }
    text
}

/// The field of an override: the row, its weight and its values, for example
/// `/set:team:one:80:brick,700,timber,300`.
fn override_text(model: &Model, entry: &Override) -> String {
    let question = &model.questions[entry.question];
    let option = entry.option.map_or(OPEN, |o| question.options[o].id.as_str());
    let weight = entry.weight.map_or(SAME.to_owned(), |weight| weight.to_string());
    let values = entry.values.as_ref().map_or(SAME.to_owned(), |values| {
        let rated = model.alternatives.iter().zip(values);
        let rated =
            rated.filter_map(|(a, value)| Some([&a.id, ",", &(*value)?.to_string()].concat()));
        rated.collect::<Vec<_>>().join(",")
    });
    ["/", SET, &question.id, ":", option, ":", &weight, ":", &values].concat()
}

/// The questions whose contribution has changed since a verdict was saved, largest change first.
///
/// The contributions are to the lead of the saved leader over the saved runner-up. The list is
/// empty if the model no longer has one of the two, or if the saved verdict has no lead.
pub fn difference(model: &Model, saved: &SavedVerdict, decision: &Decision) -> Vec<Difference> {
    let pair = saved.close.first().zip(saved.against.as_ref());
    let pair = pair.and_then(|(a, b)| Some((model.alternative(a)?, model.alternative(b)?)));
    let Some((a, b)) = pair else { return Vec::new() };
    // A decision has the leads of its leader only: D(a, b) = D(leader, b) - D(leader, a).
    let lead = |q: usize, other: usize| {
        let mut parts = decision.contributions.iter();
        parts.find(|part| part.question == q && part.against == other).map_or(0, |part| part.tenths)
    };
    let before = |id: &str| saved.parts.iter().find(|part| part.0 == id).map_or(0, |part| part.1);
    let mut all: Vec<Difference> = Vec::new();
    for (q, question) in model.questions.iter().enumerate() {
        let now = lead(q, b) - lead(q, a);
        all.push(Difference { question: question.id.clone(), before: before(&question.id), now });
    }
    let removed = saved.parts.iter().filter(|(id, _)| model.question(id).is_none());
    all.extend(removed.map(|(id, before)| Difference {
        question: id.clone(),
        before: *before,
        now: 0,
    }));
    all.retain(|difference| difference.before != difference.now);
    sort_by_key(&mut all, |difference| -(difference.now - difference.before).abs());
    all
}

/// A checksum of a text, as eight hexadecimal digits.
fn checksum(text: &str) -> String {
    let sum = digest(text);
    to_hex((sum >> 32) ^ (sum & 0xffff_ffff)).split_off(8)
}

/// Percent-encodes every byte except for ASCII letters, digits, `-`, `_` and `.`.
fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push_str(&to_hex(u64::from(byte)).split_off(14));
        }
    }
    out
}

/// Decodes a percent-encoded text. Malformed escape sequences stay as they are, and so does the
/// whole text if the result is not UTF-8.
fn decode(text: &str) -> String {
    let hex = |byte: Option<&u8>| byte.and_then(|&byte| char::from(byte).to_digit(16));
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut i = 0;
    while let Some(&byte) = bytes.get(i) {
        if let (b'%', Some(high), Some(low)) = (byte, hex(bytes.get(i + 1)), hex(bytes.get(i + 2)))
        {
            out.push((high * 16 + low) as u8);
            i += 3;
        } else {
            out.push(byte);
            i += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}
