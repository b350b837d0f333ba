//! The sealed form of a model: a JSON array of all values in the order of the fields, without names.
//!
//! The build checks the shipped decisions and writes their sealed form. A browser reads a sealed form
//! without checks, and therefore without the code for checks. Other models are checked in the browser
//! first, and then sealed too.
//!
//! A sealed form belongs to one version of the code, and must come from a source that the caller trusts:
//! [`open`] accepts values that [`load`](super::load) refuses, and the engine can panic with them.
//!
//! The first four values are the id, the version, the language and the title, so that scripts can read
//! them.

#![expect(clippy::cast_sign_loss, reason = "every number is one that `seal` has written")]

use serde_json::Value;

use super::answers::{Answers, Load, Reply};
use super::json;
use super::overrides::Override;
use super::rows::Tables;
use super::schema::{Choose, Color, Interest, Kind, Rule, Shape, Tier, Word};
use super::{
    Alternative, Citation, Condition, Derived, EvidenceLink, Model, Question, QuestionOption,
    Rater, Rating, Requirement, Scale, ScoreRow, Source, TypicalCase,
};

/// The sealed form of a model.
pub fn seal(model: &Model) -> String {
    let mut values = Vec::new();
    model.seal(&mut values);
    json::write(&Value::Array(values))
}

/// Reads a sealed form; `None` if the text does not have as many values as this version expects.
///
/// ```
/// # const SAMPLE: &str = include_str!("../../../../tests/cases/sample.json");
/// use tiebreak_core::model::load::load;
/// use tiebreak_core::model::sealed::{open, seal};
///
/// let model = load(SAMPLE).model.unwrap();
/// assert_eq!(open(&seal(&model)), Some(model));
/// assert_eq!(open("[]"), None);
/// ```
pub fn open(text: &str) -> Option<Model> {
    let Some(Value::Array(values)) = json::read(text) else { return None };
    let mut reader = Reader { values: values.into_iter(), is_complete: true };
    let mut model = Model::open(&mut reader);
    if !reader.is_complete || reader.values.len() > 0 {
        return None;
    }
    model.tables = Tables::new(&model.alternatives, &model.sources, &model.questions);
    Some(model)
}

/// The values that are not read yet.
struct Reader {
    values: std::vec::IntoIter<Value>,
    is_complete: bool,
}

impl Reader {
    fn next(&mut self) -> Value {
        self.values.next().unwrap_or_else(|| {
            self.is_complete = false;
            Value::Null
        })
    }

    fn number(&mut self) -> i64 {
        self.next().as_i64().unwrap_or_default()
    }
}

/// A value with a sealed form.
trait Sealed {
    fn seal(&self, values: &mut Vec<Value>);
    fn open(reader: &mut Reader) -> Self;
}

impl Sealed for String {
    fn seal(&self, values: &mut Vec<Value>) {
        values.push(self.as_str().into());
    }

    fn open(reader: &mut Reader) -> Self {
        match reader.next() {
            Value::String(text) => text,
            _ => Self::new(),
        }
    }
}

impl Sealed for bool {
    fn seal(&self, values: &mut Vec<Value>) {
        i64::from(*self).seal(values);
    }

    fn open(reader: &mut Reader) -> Self {
        reader.number() != 0
    }
}

impl Sealed for i64 {
    fn seal(&self, values: &mut Vec<Value>) {
        values.push((*self).into());
    }

    fn open(reader: &mut Reader) -> Self {
        reader.number()
    }
}

impl Sealed for usize {
    fn seal(&self, values: &mut Vec<Value>) {
        (*self as i64).seal(values);
    }

    fn open(reader: &mut Reader) -> Self {
        reader.number() as Self
    }
}

impl Sealed for u32 {
    fn seal(&self, values: &mut Vec<Value>) {
        i64::from(*self).seal(values);
    }

    fn open(reader: &mut Reader) -> Self {
        reader.number() as Self
    }
}

/// Two halves, because JSON in a browser has no larger integers than 2^53.
impl Sealed for u64 {
    fn seal(&self, values: &mut Vec<Value>) {
        for half in [self >> 32, self & u64::from(u32::MAX)] {
            (half as i64).seal(values);
        }
    }

    fn open(reader: &mut Reader) -> Self {
        let high = reader.number() as Self;
        high << 32 | reader.number() as Self
    }
}

impl Sealed for f64 {
    fn seal(&self, values: &mut Vec<Value>) {
        values.push((*self).into());
    }

    fn open(reader: &mut Reader) -> Self {
        reader.next().as_f64().unwrap_or_default()
    }
}

/// 0 or 1 values after their number.
impl<T: Sealed> Sealed for Option<T> {
    fn seal(&self, values: &mut Vec<Value>) {
        self.is_some().seal(values);
        if let Some(value) = self {
            value.seal(values);
        }
    }

    fn open(reader: &mut Reader) -> Self {
        (reader.number() != 0).then(|| T::open(reader))
    }
}

/// The items after their number.
impl<T: Sealed> Sealed for Vec<T> {
    fn seal(&self, values: &mut Vec<Value>) {
        self.len().seal(values);
        for item in self {
            item.seal(values);
        }
    }

    fn open(reader: &mut Reader) -> Self {
        let mut items = Self::new();
        for _ in 0..reader.number() {
            if !reader.is_complete {
                break;
            }
            items.push(T::open(reader));
        }
        items
    }
}

impl<A: Sealed, B: Sealed> Sealed for (A, B) {
    fn seal(&self, values: &mut Vec<Value>) {
        self.0.seal(values);
        self.1.seal(values);
    }

    fn open(reader: &mut Reader) -> Self {
        (A::open(reader), B::open(reader))
    }
}

/// The index of the source; -1 for the editor.
impl Sealed for Rater {
    fn seal(&self, values: &mut Vec<Value>) {
        match *self {
            Self::Source(source) => source.seal(values),
            Self::Editor => (-1_i64).seal(values),
        }
    }

    fn open(reader: &mut Reader) -> Self {
        usize::try_from(reader.number()).map_or(Self::Editor, Self::Source)
    }
}

/// A number for the kind of the reply, and its content.
impl Sealed for Reply {
    fn seal(&self, values: &mut Vec<Value>) {
        match *self {
            Self::DoesNotMatter => 0_usize.seal(values),
            Self::Options(options) => (1_usize, options).seal(values),
            Self::Load(Load::Peak { requests_per_second }) => {
                (2_usize, requests_per_second).seal(values);
            }
            Self::Load(Load::Users { users, requests_per_user_per_day, peak_factor }) => {
                ((3_usize, users), (requests_per_user_per_day, peak_factor)).seal(values);
            }
        }
    }

    fn open(reader: &mut Reader) -> Self {
        match reader.number() {
            0 => Self::DoesNotMatter,
            1 => Self::Options(Sealed::open(reader)),
            2 => Self::Load(Load::Peak { requests_per_second: Sealed::open(reader) }),
            _ => Self::Load(Load::Users {
                users: Sealed::open(reader),
                requests_per_user_per_day: Sealed::open(reader),
                peak_factor: Sealed::open(reader),
            }),
        }
    }
}

/// The index of a word.
macro_rules! words {
    ($($Word:ident)*) => {$(
        impl Sealed for $Word {
            fn seal(&self, values: &mut Vec<Value>) {
                Self::ALL.iter().position(|word| word == self).unwrap_or_default().seal(values);
            }

            fn open(reader: &mut Reader) -> Self {
                let index = usize::open(reader);
                Self::ALL.get(index).copied().unwrap_or(Self::ALL[0])
            }
        }
    )*};
}

words! { Choose Color Interest Kind Rule Shape Tier }

/// The fields one after the other. The compiler refuses a list that lacks a field.
macro_rules! fields {
    ($($Struct:ident { $($field:ident),* $(; $computed:ident)? })*) => {$(
        impl Sealed for $Struct {
            fn seal(&self, values: &mut Vec<Value>) {
                $(self.$field.seal(values);)*
            }

            fn open(reader: &mut Reader) -> Self {
                Self { $($field: Sealed::open(reader),)* $($computed: Default::default())? }
            }
        }
    )*};
}

fields! {
    Model {
        id, version, lang, title, digest, evidence_read, corrections_read, update_policy, paid_by, band,
        default_verdict, evidence, alternatives, sources, clusters, questions, cases; tables
    }
    EvidenceLink { file, integrity }
    Alternative { id, name, color, shape, living, good, bad, derived }
    Derived { of, seam, cost }
    Source { id, short, title, author, date, url, sells, interest, cluster }
    Question {
        id, kind, theme, tier, may_not_matter, choose, text, why, scale, when, dependents, facts, unanswered,
        options, groups
    }
    Condition { question, options }
    Scale { low, high }
    QuestionOption { id, text, note, in_control, group, from, prior, row, requirements }
    ScoreRow { weight, rules, ratings }
    Rating { rater, values, statements, inferred }
    Requirement { excludes, said_by, contradicted_by }
    Citation { source, statements }
    TypicalCase { id, name, note, answers, winner, statements }
    Answers { replies, asked, overrides }
    Override { question, option, weight, values }
}
