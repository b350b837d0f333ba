//! Decision models, the engine that computes a verdict from answers, and texts that explain it.
//!
//! A decision is a choice between alternatives. A *model* defines it: questions to a reader, and
//! ratings by several sources, which may disagree. The *engine* takes a model and the *answers* of
//! a reader, and returns a *decision*: which alternative fits best, why, how certain that is, and
//! what would change it. `docs/glossary.md` defines the terms, and `docs/method.md` the formulas.
//!
//! The crate takes data and returns data. It has no clock, no storage, no network access, no
//! logging, and nothing of a browser. The same answers give the same bytes on every platform.
//!
//! # A first decision
//!
//! This model asks two questions. Two sources rate the options:
//!
//! ```json
#![doc = include_str!("../examples/train-or-car.json")]
//! ```
//!
//! [`load`](model::load::load) reads the text of the file, [`Answers::read`] reads answers, and
//! [`decide`] computes the decision:
//!
//! ```
//! # const TEXT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/train-or-car.json"));
//! use serde_json::{Value, json};
//! use tiebreak_core::engine::decide;
//! use tiebreak_core::model::answers::Answers;
//! use tiebreak_core::model::load::load;
//! use tiebreak_core::model::schema::VerdictKind;
//!
//! let model = load(TEXT).model.expect("the file has no errors");
//! let Value::Object(json) = json!({ "luggage": "trunk", "work": "yes" }) else { unreachable!() };
//! let (answers, problems) = Answers::read(&model.alternatives, &model.questions, &json);
//! assert!(problems.is_empty());
//!
//! let decision = decide(&model, &answers);
//! assert_eq!(decision.verdict.kind, VerdictKind::Settled);
//! assert_eq!(decision.verdict.winner, model.alternative("train"));
//!
//! // The values that are shown, 0 to 100, in the order of the alternatives.
//! let values: Vec<_> = decision.alternatives.iter().map(|standing| standing.value).collect();
//! assert_eq!(values, [Some(68), Some(38)]);
//! ```
//!
//! A file with errors yields no model, but a list of all its problems
//! ([`Problem`](model::problem::Problem)).
//!
//! # Reasons
//!
//! A decision carries its explanation. The lead of the winner over another alternative is the sum
//! of the contributions of the questions:
//!
//! ```
//! # const TEXT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/train-or-car.json"));
//! # use tiebreak_core::engine::decide;
//! # use tiebreak_core::model::answers::{Answers, Reply};
//! # let model = tiebreak_core::model::load::load(TEXT).model.unwrap();
//! let mut answers = Answers::none(&model);
//! for (question, option) in [("luggage", "trunk"), ("work", "yes")] {
//!     let q = model.question(question).unwrap();
//!     let o = model.questions[q].option(option).unwrap();
//!     // A set of options has one bit for each option.
//!     answers.replies[q] = Some(Reply::Options(1 << o));
//! }
//! let decision = decide(&model, &answers);
//!
//! // The sources pool to 300 for the train and 850 for the car on the trunk, with weight 60; and
//! // to 900 and 100 on work, with weight 100. Points are weights times values.
//! let points: i64 = decision.contributions.iter().map(|part| part.points).sum();
//! assert_eq!(points, 60 * (300 - 850) + 100 * (900 - 100));
//! assert_eq!(decision.margin.unwrap().points, points);
//! ```
//!
//! # What would change the verdict
//!
//! [`what_if`](engine::what_if::what_if) searches for the smallest changes of answers that make a
//! given alternative win:
//!
//! ```
//! # const TEXT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/train-or-car.json"));
//! # use tiebreak_core::model::answers::{Answers, Reply};
//! use tiebreak_core::engine::what_if::what_if;
//!
//! # let model = tiebreak_core::model::load::load(TEXT).model.unwrap();
//! # let mut answers = Answers::none(&model);
//! # answers.replies = vec![Some(Reply::Options(1 << 1)); 2];
//! let car = model.alternative("car").unwrap();
//! let result = what_if(&model, &answers, car);
//!
//! // One change is enough: not to work on the way. The reader can make this change.
//! let set = &result.sets[0];
//! assert_eq!(set.changes.len(), 1);
//! assert_eq!(Some(set.changes[0].question), model.question("work"));
//! assert_eq!(set.verdict.winner, Some(car));
//! assert!(set.in_control);
//! ```
//!
//! # Where to read on
//!
//! 1. [`model`]: what a decision consists of, and how a file becomes a model.
//! 2. [`engine`]: how a verdict and its explanation are computed, and further analyses.
//! 3. [`report`]: a decision as JSON. [`link`]: answers as the fragment of an address.
//! 4. [`texts`]: a decision in sentences, as a decision record and as a picture.
//! 5. [`acceptance`]: comparison of a model with test cases.
//!
//! # Size
//!
//! Browsers download this crate before the first verdict, so code size counts. The
//! documentation of [`json`](model::json), and of the module `model::diagnostics` in the source,
//! names the rules that follow from that.
//!
//! [`Answers::read`]: model::answers::Answers::read
//! [`decide`]: engine::decide

pub mod acceptance;
pub mod engine;
pub mod link;
pub mod model;
pub mod report;
pub mod space;
pub mod table;
pub mod texts;

pub use sampling;
