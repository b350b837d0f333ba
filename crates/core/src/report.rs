//! Decisions as JSON, for other programs.
//!
//! The command line and the `tb-result` event of the element have the same JSON, which
//! `docs/cli.md#json-of-decide` describes. Items are identified by id. Every key is always present;
//! an empty value is null or `[]`.
//!
//! [`report`] has the results of [`decide`](crate::engine::decide). [`add_study`] adds the results
//! of sampling, which takes a thousand times as long.
//!
//! ```
//! # const TEXT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/train-or-car.json"));
//! # use tiebreak_core::model::{answers::{Answers, Reply}, load::load};
//! use tiebreak_core::engine::{decide, gain::gain};
//! use tiebreak_core::report::report;
//!
//! # let model = load(TEXT).model.unwrap();
//! # let mut answers = Answers::none(&model);
//! # answers.replies = vec![Some(Reply::Options(1 << 1)); 2];
//! let json = report(&model, &decide(&model, &answers), &gain(&model, &answers));
//! assert_eq!(json["verdict"]["kind"], "settled");
//! assert_eq!(json["verdict"]["winner"], "train");
//! assert_eq!(json["alternatives"][1]["points"], 61_000);
//! ```

use serde_json::Value;

use crate::engine::Decision;
use crate::engine::explain::{Contribution, Exclusion, Margin, Standing};
use crate::engine::flips::{Change, Flip};
use crate::engine::gain::{Gain, QuestionGain};
use crate::engine::robust::Layers;
use crate::engine::sources::{SourceDifference, SourceView};
use crate::engine::study::Study;
use crate::engine::thresholds::{Number, Threshold};
use crate::engine::verdict::{Dispute, Verdict, VerdictSummary};
use crate::engine::warnings::Warning;
use crate::engine::what_if::{ChangeSet, QuestionChange, WhatIf};
use crate::engine::witness::Witness;
use crate::model::answers::write_reply;
use crate::model::json::{each, object};
use crate::model::schema::{VerdictKind, Word as _};
use crate::model::{Model, Question};

/// The stable name of a kind of verdict, for example `too_close`.
pub fn kind(kind: VerdictKind) -> &'static str {
    VerdictKind::WORDS.words[kind as usize].0
}

/// A decision as JSON, with the question to ask next.
pub fn report(model: &Model, decision: &Decision, gain: &Gain) -> Value {
    let writer = Writer { model };
    object(vec![
        ("verdict", writer.verdict(&decision.verdict)),
        ("alternatives", each(&decision.alternatives, |a, standing| writer.standing(a, standing))),
        ("margin", decision.margin.map(margin).into()),
        ("contributions", each(&decision.contributions, |_, part| writer.contribution(part))),
        ("flips", each(&decision.flips, |_, flip| writer.flip(flip))),
        ("sources", each(&decision.sources, |s, view| writer.source(s, view))),
        ("by_source", each(&decision.by_source, |_, part| writer.difference(part))),
        ("next", gain.next.map(|q| writer.question(q)).into()),
        ("open", decision.open.len().into()),
        ("asking", writer.asking(gain)),
        ("witness", decision.witness.as_ref().map(|witness| writer.witness(witness)).into()),
        ("warnings", each(&decision.warnings, |_, warning| writer.warning(warning))),
        (
            "evidence_floor",
            object(vec![
                ("answered", decision.evidence_floor.answered.into()),
                ("largest", decision.evidence_floor.largest.into()),
            ]),
        ),
    ])
}

fn margin(margin: Margin) -> Value {
    object(vec![("points", margin.points.into()), ("rounded", margin.rounded.into())])
}

/// Adds the results of sampling to a [`report`].
pub fn add_study(report: &mut Value, model: &Model, study: &Study) {
    let writer = Writer { model };
    let together = &study.together;
    for a in 0..model.alternatives.len() {
        let interval = together.intervals[a].map(|(low, high)| vec![low, high]);
        let central = together.central_weights[a].as_ref();
        let standing = &mut report["alternatives"][a];
        standing["acceptability"] = together.acceptability[a].clone().into();
        standing["interval"] = interval.into();
        standing["central_weights"] = central.map(|shares| writer.by_question(shares)).into();
        standing["confidence"] = study.confidence[a].into();
    }
    let mut pairs = Vec::new();
    for (a, indices) in together.pairwise.iter().enumerate() {
        for (b, p) in indices.iter().enumerate().filter(|(b, _)| *b != a) {
            pairs.push(object(vec![
                ("a", writer.alternative(a).into()),
                ("b", writer.alternative(b).into()),
                ("p", (*p).into()),
                ("exact", together.exact.into()),
            ]));
        }
    }
    let Layers { questions, weights, sources } = together.setup.layers;
    let layers = [("questions", questions), ("weights", weights), ("sources", sources)];
    let layers = each(&layers, |i, &(layer, on)| {
        let first = writer.by_alternative(&study.apart[i]);
        object(vec![("layer", layer.into()), ("on", on.into()), ("first", first)])
    });
    report["none_eligible"] = together.none_eligible.into();
    report["pairwise"] = pairs.into();
    report["entropy_bits"] = together.entropy.into();
    report["settled_level"] = study.settled_level.into();
    report["layers"] = layers;
    report["seed"] = together.seed.into();
    report["samples"] = together.setup.samples.into();
}

/// The result of a what-if search as JSON, with the thresholds of a rival.
pub fn what_if(model: &Model, what_if: &WhatIf, thresholds: &[Threshold]) -> Value {
    let writer = Writer { model };
    let set = |set: &ChangeSet| {
        object(vec![
            ("changes", each(&set.changes, |_, change| writer.question_change(change))),
            ("then", object(writer.brief(&set.verdict))),
            ("in_control", set.in_control.into()),
        ])
    };
    object(vec![
        ("sets", each(&what_if.sets, |_, changes| set(changes))),
        ("complete", what_if.complete.into()),
        ("thresholds", each(thresholds, |_, threshold| writer.threshold(threshold))),
    ])
}

/// An estimate, rounded to three decimals. A whole number is written without a decimal point.
fn thousandths(number: f64) -> Value {
    let rounded = (number * 1000.0).round() / 1000.0;
    if rounded.fract() == 0.0 { (rounded as i64).into() } else { rounded.into() }
}

/// Converts results of the engine, replacing indices by ids.
struct Writer<'a> {
    model: &'a Model,
}

impl<'a> Writer<'a> {
    fn alternative(&self, a: usize) -> &'a str {
        &self.model.alternatives[a].id
    }

    fn alternatives(&self, indices: &[usize]) -> Value {
        each(indices, |_, &a| self.alternative(a).into())
    }

    fn question(&self, q: usize) -> &'a str {
        &self.model.questions[q].id
    }

    fn by_alternative(&self, shares: &[f64]) -> Value {
        let named = shares.iter().enumerate();
        Value::Object(
            named.map(|(a, share)| (self.alternative(a).into(), (*share).into())).collect(),
        )
    }

    fn by_question(&self, shares: &[f64]) -> Value {
        let named = shares.iter().enumerate();
        Value::Object(named.map(|(q, share)| (self.question(q).into(), (*share).into())).collect())
    }

    fn questions(&self, indices: &[usize]) -> Value {
        each(indices, |_, &q| self.question(q).into())
    }

    fn option(&self, q: usize, o: usize) -> &'a str {
        &self.model.questions[q].options[o].id
    }

    fn verdict(&self, verdict: &Verdict) -> Value {
        object(vec![
            ("kind", kind(verdict.kind).into()),
            ("winner", verdict.winner.map(|a| self.alternative(a)).into()),
            ("close", self.alternatives(&verdict.close)),
            ("final", verdict.is_final.into()),
            ("disputed", each(&verdict.disputed, |_, dispute| self.dispute(dispute))),
        ])
    }

    fn brief(&self, brief: &VerdictSummary) -> Vec<(&'static str, Value)> {
        vec![
            ("kind", kind(brief.kind).into()),
            ("winner", brief.winner.map(|a| self.alternative(a)).into()),
            ("close", self.alternatives(&brief.close)),
        ]
    }

    fn dispute(&self, dispute: &Dispute) -> Value {
        let requirement = dispute.requirement;
        object(vec![
            (
                "requirement",
                object(vec![
                    ("question", self.question(requirement.question).into()),
                    ("option", self.option(requirement.question, requirement.option).into()),
                    ("excludes", self.alternative(requirement.excludes).into()),
                ]),
            ),
            ("with", self.alternatives(&dispute.with)),
            ("without", self.alternatives(&dispute.without)),
        ])
    }

    fn standing(&self, a: usize, standing: &Standing) -> Value {
        object(vec![
            ("id", self.alternative(a).into()),
            ("points", standing.points.into()),
            ("value", standing.value.into()),
            ("rank", standing.rank.into()),
            ("eligible", standing.eligible.into()),
            ("excluded_by", each(&standing.excluded_by, |_, by| self.exclusion(by))),
        ])
    }

    fn exclusion(&self, by: &Exclusion) -> Value {
        object(vec![
            ("question", self.question(by.question).into()),
            ("option", self.option(by.question, by.option).into()),
            ("agreed", by.agreed.into()),
        ])
    }

    fn contribution(&self, part: &Contribution) -> Value {
        object(vec![
            ("question", self.question(part.question).into()),
            ("alternative", self.alternative(part.alternative).into()),
            ("against", self.alternative(part.against).into()),
            ("points", part.points.into()),
            ("rounded", part.rounded.into()),
            ("answered", part.answered.into()),
        ])
    }

    fn flip(&self, flip: &Flip) -> Value {
        object(vec![
            ("rival", flip.rival.map(|a| self.alternative(a)).into()),
            ("changes", each(&flip.changes, |_, change| self.change(change))),
            ("then", object(self.brief(&flip.verdict))),
        ])
    }

    fn change(&self, change: &Change) -> Value {
        let question: &Question = &self.model.questions[change.question];
        object(vec![
            ("question", question.id.as_str().into()),
            ("from", write_reply(question, change.from)),
            ("to", write_reply(question, change.to)),
        ])
    }

    fn question_change(&self, change: &QuestionChange) -> Value {
        let question = &self.model.questions[change.question];
        object(vec![
            ("question", question.id.as_str().into()),
            ("from", write_reply(question, change.from)),
            ("to", write_reply(question, change.to[0])),
            ("or", each(&change.to[1..], |_, &reply| write_reply(question, reply))),
        ])
    }

    fn difference(&self, part: &SourceDifference) -> Value {
        object(vec![
            ("question", self.question(part.question).into()),
            ("source", self.model.sources[part.source].id.as_str().into()),
            ("points", part.points.into()),
        ])
    }

    fn asking(&self, gain: &Gain) -> Value {
        object(vec![
            ("stays", gain.stays.map(thousandths).into()),
            ("unlikely_to_change", gain.is_soft_stop().into()),
            ("questions", each(&gain.questions, |_, gain| self.question_gain(gain))),
        ])
    }

    fn question_gain(&self, gain: &QuestionGain) -> Value {
        let swing = &gain.swing;
        object(vec![
            ("question", self.question(swing.question).into()),
            ("bits", thousandths(gain.bits)),
            ("swing", swing.points.into()),
            ("between", swing.between.map(|(a, b)| self.alternatives(&[a, b])).into()),
            ("excludes", self.alternatives(&swing.excludes)),
        ])
    }

    fn threshold(&self, threshold: &Threshold) -> Value {
        let (number, of) = match threshold.number {
            Number::Weight => ("weight", None),
            Number::Value(a) => ("value", Some(self.alternative(a))),
        };
        object(vec![
            ("rival", self.alternative(threshold.rival).into()),
            ("question", self.question(threshold.question).into()),
            ("option", threshold.option.map(|o| self.option(threshold.question, o)).into()),
            ("number", number.into()),
            ("of", of.into()),
            ("from", threshold.from.into()),
            ("to", threshold.to.into()),
        ])
    }

    fn source(&self, s: usize, view: &SourceView) -> Value {
        let mut alone = match &view.alone {
            Some(brief) => self.brief(brief),
            None => vec![
                ("kind", "says_too_little".into()),
                ("winner", Value::Null),
                ("close", self.alternatives(&[])),
            ],
        };
        alone.push(("questions", vec![view.questions.0, view.questions.1].into()));
        alone.push(("weight", vec![view.weight.0, view.weight.1].into()));
        let mut without = self.brief(&view.without);
        without.push(("dropped", self.questions(&view.dropped)));
        object(vec![
            ("id", self.model.sources[s].id.as_str().into()),
            ("alone", object(alone)),
            ("without", object(without)),
        ])
    }

    fn witness(&self, witness: &Witness) -> Value {
        object(vec![
            ("answers", witness.answers.write(self.model).into()),
            ("then", object(self.brief(&witness.verdict))),
        ])
    }

    fn warning(&self, warning: &Warning) -> Value {
        object(vec![
            ("code", warning.code.as_str().into()),
            ("questions", self.questions(&warning.questions)),
            ("alternatives", self.alternatives(&warning.alternatives)),
        ])
    }
}
