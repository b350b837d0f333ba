//! Answers as the fragment of an address: a link that keeps its meaning for years.
//!
//! ```text
//! tb=1/sample/1.2.0/5d2c…/snow=metres:31/contents=tools,guests:-8/visitors=users,40,requests,2:0
//!     /upkeep=-open/then:leaning:brick:timber/end-0f83a6c1
//! ```
//!
//! It is over-specified. It names the form of the link, the model, its version and its
//! [`digest`](crate::model::digest), and then every question with what was said to it, also where
//! nothing was: `-open` is not answered, `-any` does not matter, `-none` none of these. After a
//! colon stands what the question contributed to the lead, in tenths of 100, and at the end the
//! verdict, after what the reader overruled. So a later version of the model can say what it was then, what it is now, and which
//! change made the difference. The last field is a checksum of the rest.
//!
//! Field separators are those that programs which find addresses in messages leave alone. A link
//! ends in a digit or a letter, because they cut off anything else.

#![forbid(unsafe_code)]

mod read;

use serde_json::Value;

use crate::engine::Decision;
use crate::engine::order::sort_by_key;
use crate::model::answers::{Answers, Load, Reply, indices};
use crate::model::digest::{digest, written};
use crate::model::overrides::Override;
use crate::model::problem::Problem;
use crate::model::schema::VerdictKind;
use crate::model::{Model, Question};
use crate::report;

pub use self::read::{answers, read};

/// Longest link that is read, in bytes; what comes after is ignored.
pub const MAX_READ: usize = 4_096;
/// Longest link that is written, in characters, as long as a page's address of 200 fits before it
/// in 2,048. Contributions are left out, the smallest first, where they would make it longer.
pub const MAX_WRITTEN: usize = 2_048 - 200;
/// Most problems that are reported of one link.
pub const MAX_PROBLEMS: usize = 20;
/// Longest version of a model that a link names, in characters.
const MAX_VERSION: usize = 40;

/// The form of the links that are written and read here. Any form to come begins with `tb=`, its
/// own number and the model's id.
const FORM: &str = "1";
const PREFIX: &str = "tb=";
const END: &str = "/end-";
const THEN: &str = "then:";
const SET: &str = "set:";
const OPEN: &str = "-open";
const ANY: &str = "-any";
const NONE: &str = "-none";
/// The weight or the values of an override that overrules only the other.
const SAME: &str = "-same";
/// Fields of a load, as links name them and as answers do.
const LOAD: [(&str, &str); 4] = [
    ("users", "users"),
    ("requests", "requests_per_user_per_day"),
    ("peak", "peak_factor"),
    ("second", "peak_requests_per_second"),
];

/// What a link says.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The answers, as far as this model knows them; nothing is overruled in them.
    pub answers: Answers,
    /// What whoever made the link overruled. It opens off: the reader may apply it.
    pub overrides: Vec<Override>,
    /// Questions that the link does not name, because they are newer or because it is damaged.
    pub unmentioned: Vec<usize>,
    /// What was ignored, and why; at most [`MAX_PROBLEMS`].
    pub problems: Vec<Problem>,
    /// The verdict that it was made with.
    pub then: Option<SavedVerdict>,
    /// Whether it was made with this very file.
    pub same_model: bool,
}

/// A verdict of an earlier time. Alternatives and questions go by id, because the model at hand
/// may no longer have them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedVerdict {
    /// Version of the model.
    pub version: String,
    /// Digest of the model.
    pub digest: u64,
    /// The kind of verdict.
    pub kind: VerdictKind,
    /// Who was within the tie band of the best, leader first.
    pub close: Vec<String>,
    /// Against whom the leader was explained.
    pub against: Option<String>,
    /// What each question contributed to that lead, in tenths of 100; in the order of the link.
    pub parts: Vec<(String, i64)>,
}

/// How a question's part in a lead has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Id of the question.
    pub question: String,
    /// What it contributed then, in tenths of 100.
    pub then: i64,
    /// What it contributes now to the same alternative's lead over the same other one.
    pub now: i64,
}

/// The fragment for these answers, without `#`.
pub fn write(model: &Model, answers: &Answers, decision: &Decision) -> String {
    let version: String = model.version.chars().take(MAX_VERSION).collect();
    let mut text =
        [PREFIX, FORM, "/", &model.id, "/", &encode(&version), "/", &written(model.digest)]
            .concat();
    let answered = model.questions.iter().zip(&answers.replies);
    let fields: Vec<String> = answered
        .map(|(question, reply)| ["/", &question.id, "=", &reply_text(question, *reply)].concat())
        .collect();
    let overrides = answers.overrides.iter().map(|it| override_text(model, it));
    let rest = [overrides.collect(), verdict_text(model, decision)].concat();
    let length = fields.iter().fold(text.len() + rest.len() + END.len() + 8, |n, it| n + it.len());
    let parts = parts(decision, model.questions.len(), MAX_WRITTEN.saturating_sub(length));
    for (field, part) in fields.iter().zip(&parts) {
        text.push_str(field);
        text.push_str(part);
    }
    text.push_str(&rest);
    let sum = checksum(&decode(&text));
    text.push_str(END);
    text.push_str(&sum);
    text
}

/// What each question contributed, as it stands in a link, largest first for as long as there is
/// room.
fn parts(decision: &Decision, n: usize, mut room: usize) -> Vec<String> {
    let mut texts = vec![String::new(); n];
    let shown = decision.contributions.iter().filter(|it| Some(it.against) == decision.runner_up);
    let mut shown: Vec<_> = shown.filter(|it| it.tenths != 0).collect();
    sort_by_key(&mut shown, |it| -it.tenths.abs());
    for it in shown {
        let part = [":", &it.tenths.to_string()].concat();
        if part.len() > room {
            break;
        }
        room -= part.len();
        texts[it.question] = part;
    }
    texts
}

fn reply_text(question: &Question, reply: Option<Reply>) -> String {
    let Some(reply) = reply else { return OPEN.to_owned() };
    let load = |fields: [Option<f64>; 4]| {
        let fields = LOAD.iter().zip(fields);
        let fields = fields.filter_map(|(it, value)| Some([it.0, ",", &number(value?)].concat()));
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

/// A whole number without a point, any other in full.
pub fn number(value: f64) -> String {
    if value.fract() == 0.0 { (value as i64).to_string() } else { Value::from(value).to_string() }
}

/// `/then:leaning:brick:timber`.
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

/// `/set:team:one:80:brick,700,timber,300`: the row, its weight and its values.
fn override_text(model: &Model, it: &Override) -> String {
    let question = &model.questions[it.question];
    let option = it.option.map_or(OPEN, |o| question.options[o].id.as_str());
    let weight = it.weight.map_or(SAME.to_owned(), |it| it.to_string());
    let values = it.values.as_ref().map_or(SAME.to_owned(), |values| {
        let rated = model.alternatives.iter().zip(values);
        let rated =
            rated.filter_map(|(it, value)| Some([&it.id, ",", &(*value)?.to_string()].concat()));
        rated.collect::<Vec<_>>().join(",")
    });
    ["/", SET, &question.id, ":", option, ":", &weight, ":", &values].concat()
}

/// Which questions made the difference between then and now, largest change first: what each
/// adds to the lead that was explained then, measured now. Empty when one of the two alternatives
/// is gone, or when there is no lead to compare.
pub fn difference(model: &Model, then: &SavedVerdict, decision: &Decision) -> Vec<Difference> {
    let pair = then.close.first().zip(then.against.as_ref());
    let pair = pair.and_then(|(a, b)| Some((model.alternative(a)?, model.alternative(b)?)));
    let Some((a, b)) = pair else { return Vec::new() };
    // The decision compares its leader with everybody: D(a, b) = D(leader, b) - D(leader, a).
    let lead = |q: usize, other: usize| {
        let mut parts = decision.contributions.iter();
        parts.find(|it| it.question == q && it.against == other).map_or(0, |it| it.tenths)
    };
    let before = |id: &str| then.parts.iter().find(|it| it.0 == id).map_or(0, |it| it.1);
    let mut all: Vec<Difference> = Vec::new();
    for (q, question) in model.questions.iter().enumerate() {
        let now = lead(q, b) - lead(q, a);
        all.push(Difference { question: question.id.clone(), then: before(&question.id), now });
    }
    let gone = then.parts.iter().filter(|it| model.question(&it.0).is_none());
    all.extend(gone.map(|it| Difference { question: it.0.clone(), then: it.1, now: 0 }));
    all.retain(|it| it.then != it.now);
    sort_by_key(&mut all, |it| -(it.now - it.then).abs());
    all
}

/// Eight hexadecimal digits that change when a link does.
fn checksum(text: &str) -> String {
    let sum = digest(text);
    written((sum >> 32) ^ (sum & 0xffff_ffff)).split_off(8)
}

/// Keeps letters, digits, `-`, `_` and `.`, and writes every other byte as `%` and two digits.
fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push_str(&written(u64::from(byte)).split_off(14));
        }
    }
    out
}

/// The text that [`encode`] wrote; what is not of its form stays as it is.
fn decode(text: &str) -> String {
    let hex = |byte: Option<&u8>| byte.and_then(|&it| char::from(it).to_digit(16));
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
