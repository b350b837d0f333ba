//! Reports over the answer space, and differences of two models, as JSON
//! (`docs/cli.md#json-of-report`, `docs/cli.md#json-of-diff`).

use serde_json::Value;

use crate::engine::outline;
use crate::engine::verdict::VerdictSummary;
use crate::link;
use crate::model::Model;
use crate::model::answers::{Answers, write_reply};
use crate::model::json::{each, object};
use crate::report;

use super::diff::{CaseChange, Cause, Diff, Edit, Parts, VerdictLabel};
use super::{
    AlternativeReport, Carried, Carrier, Contrast, Effects, Example, Fewest, Method, OptionReport,
    Pull, QuestionReport, Report, Share, Shares,
};

/// A report as JSON. Items are identified by id.
pub fn report(model: &Model, report: &Report) -> Value {
    let writer = Writer { model };
    let stop = report.earliest_stop();
    object(vec![
        ("model", model.id.as_str().into()),
        ("version", model.version.as_str().into()),
        ("sheets", number(report.sheets)),
        ("distinct", report.distinct.into()),
        ("reduced", report.is_reduced.into()),
        ("shares", writer.shares(&report.shares)),
        ("alternatives", each(&report.alternatives, |a, entry| writer.alternative(a, entry))),
        ("earliest_stop", stop.map(|a| writer.id(a)).into()),
        ("questions", each(&report.questions, |q, entry| writer.question(q, entry))),
        ("balance", writer.pulls(&report.pulls())),
        (
            "carriers",
            object(vec![
                ("exact", (report.carriers_samples == 0).into()),
                ("samples", report.carriers_samples.into()),
                ("list", each(&report.carriers, |_, carried| writer.carried(carried))),
            ]),
        ),
    ])
}

/// The stable name of a method.
pub fn method(method: Method) -> &'static str {
    match method {
        Method::Enumerated => "enumerated",
        Method::Convolved => "convolved",
        Method::Sampled => "sampled",
    }
}

/// A number that may be too large for an exact whole number.
fn number(number: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number < EXACT { (number as u64).into() } else { number.into() }
}

/// A share, rounded to six decimals.
fn millionths(share: f64) -> Value {
    let rounded = (share * 1e6).round() / 1e6;
    if rounded.fract() == 0.0 { (rounded as i64).into() } else { rounded.into() }
}

/// Converts results, replacing indices by ids.
struct Writer<'a> {
    model: &'a Model,
}

impl<'a> Writer<'a> {
    fn id(&self, a: usize) -> &'a str {
        &self.model.alternatives[a].id
    }

    fn by_alternative<T>(&self, items: &[T], convert: impl Fn(&T) -> Value) -> Value {
        let named = items.iter().enumerate();
        Value::Object(named.map(|(a, item)| (self.id(a).into(), convert(item))).collect())
    }

    fn shares(&self, shares: &Shares) -> Value {
        let Shares { wins, too_close, disputed, none_eligible, excluded, .. } = shares;
        object(vec![
            ("exact", (shares.method != Method::Sampled).into()),
            ("method", method(shares.method).into()),
            ("samples", shares.samples.into()),
            ("seed", shares.seed.into()),
            ("wins", self.by_alternative(wins, share)),
            ("too_close", share(too_close)),
            ("disputed", share(disputed)),
            ("none_eligible", share(none_eligible)),
            ("excluded", self.by_alternative(excluded, share)),
        ])
    }

    fn alternative(&self, a: usize, entry: &AlternativeReport) -> Value {
        object(vec![
            ("id", self.id(a).into()),
            ("win", self.fewest(&entry.win)),
            ("stop", self.fewest(&entry.stop)),
            ("corner", self.example(&entry.corner)),
        ])
    }

    fn fewest(&self, fewest: &Fewest<Example>) -> Value {
        let result = match fewest {
            Fewest::Never => "never",
            Fewest::Fewest(_) => "fewest",
            Fewest::Enough(_) => "enough",
            Fewest::NotDecided => "not_decided",
        };
        let found = fewest.found();
        object(vec![
            ("result", result.into()),
            ("replies", found.map(Example::replies).into()),
            ("example", found.map(|example| self.example(example)).into()),
        ])
    }

    fn question(&self, q: usize, entry: &QuestionReport) -> Value {
        let balance = &entry.balance;
        let unbalanced = balance.unbalanced.as_ref().map(|(a, example)| {
            object(vec![("to", self.id(*a).into()), ("example", self.example(example))])
        });
        object(vec![
            ("id", self.model.questions[q].id.as_str().into()),
            ("effects", self.effects(&entry.effects)),
            ("options", each(&entry.options, |o, option| self.option(q, o, option))),
            ("pulls", self.pulls(&balance.pulls)),
            ("neutral", balance.neutral.into()),
            ("unbalanced", unbalanced.into()),
        ])
    }

    fn option(&self, q: usize, o: usize, option: &OptionReport) -> Value {
        let pull = option
            .pull
            .map(|(a, points)| object(vec![("to", self.id(a).into()), ("points", points.into())]));
        object(vec![
            ("id", self.model.questions[q].options[o].id.as_str().into()),
            ("effects", self.effects(&option.effects)),
            ("pull", pull.into()),
            ("has_effect", option.has_effect.into()),
        ])
    }

    fn effects(&self, effects: &Effects<Contrast>) -> Value {
        let result = match effects {
            Effects::Never => "never",
            Effects::Changes(_) => "changes",
            Effects::NotDecided => "not_decided",
        };
        let contrast = effects.example().map(|contrast| self.contrast(contrast));
        object(vec![("result", result.into()), ("example", contrast.into())])
    }

    fn contrast(&self, contrast: &Contrast) -> Value {
        let question = &self.model.questions[contrast.question];
        let reply = |reply| Value::from(Option::map(reply, |reply| write_reply(question, reply)));
        object(vec![
            ("question", question.id.as_str().into()),
            ("replies", each(&contrast.replies, |_, &given| reply(given))),
            ("sheets", each(&contrast.examples, |_, example| self.example(example))),
        ])
    }

    fn pulls(&self, pulls: &[Pull]) -> Value {
        self.by_alternative(pulls, |pull| {
            object(vec![
                ("strong", pull.strong.into()),
                ("medium", pull.medium.into()),
                ("weak", pull.weak.into()),
                ("points", pull.points.into()),
            ])
        })
    }

    fn carried(&self, carried: &Carried) -> Value {
        let (kind, id) = match &carried.carrier {
            Carrier::Statement(id) => ("statement", id.as_str()),
            Carrier::Source(s) => ("source", self.model.sources[*s].id.as_str()),
        };
        object(vec![
            ("kind", kind.into()),
            ("id", id.into()),
            ("share", millionths(carried.share.share)),
            ("standard_error", millionths(carried.share.standard_error)),
            ("example", self.example(&carried.example)),
            ("without", self.verdict(&carried.without)),
        ])
    }

    /// Answers with their verdict and their link.
    fn example(&self, example: &Example) -> Value {
        let link =
            link::write(self.model, &example.answers, &outline(self.model, &example.answers));
        object(vec![
            ("answers", Value::Object(example.answers.write(self.model))),
            ("verdict", self.verdict(&example.verdict)),
            ("link", link.into()),
        ])
    }

    fn verdict(&self, verdict: &VerdictSummary) -> Value {
        object(vec![
            ("kind", report::kind(verdict.kind).into()),
            ("winner", verdict.winner.map(|a| self.id(a)).into()),
            ("close", each(&verdict.close, |_, &a| self.id(a).into())),
        ])
    }
}

/// A share with its standard error.
fn share(share: &Share) -> Value {
    object(vec![
        ("share", millionths(share.share)),
        ("standard_error", millionths(share.standard_error)),
    ])
}

/// The differences of two models as JSON, with the cases whose verdict changes: each list with the
/// name of its file, `None` for the typical cases.
pub fn diff(
    old: &Model,
    new: &Model,
    diff: &Diff,
    cases: &[(Option<String>, Vec<CaseChange>)],
) -> Value {
    let (before, after) = (Writer { model: old }, Writer { model: new });
    let version = |model: &Model| {
        object(vec![("id", model.id.as_str().into()), ("version", model.version.as_str().into())])
    };
    let mut case_list = Vec::new();
    for (file, changes) in cases {
        for change in changes {
            case_list.push(object(vec![
                ("file", file.as_deref().into()),
                ("id", change.id.as_str().into()),
                ("sheet", change.sheet.into()),
                ("before", before.verdict(&change.before)),
                ("after", after.verdict(&change.after)),
            ]));
        }
    }
    object(vec![
        ("old", version(old)),
        ("new", version(new)),
        ("added", parts(&diff.added)),
        ("removed", parts(&diff.removed)),
        ("edits", each(&diff.edits, |_, entry| edit(entry))),
        ("cases", case_list.into()),
        ("exact", (diff.samples == 0).into()),
        ("samples", diff.samples.into()),
        ("seed", diff.seed.into()),
        ("changed", share(&diff.changed)),
        (
            "changes",
            each(&diff.changes, |_, change| {
                let (kind, edits) = match &change.cause {
                    Cause::Alone(edits) => ("alone", &edits[..]),
                    Cause::Together(edits) => ("together", &edits[..]),
                    Cause::Structure => ("structure", &[][..]),
                };
                let example = |writer: &Writer, answers: &Answers, verdict: &VerdictSummary| {
                    let (answers, verdict) = (answers.clone(), verdict.clone());
                    writer.example(&Example { answers, verdict })
                };
                object(vec![
                    ("from", label(&change.from)),
                    ("to", label(&change.to)),
                    ("share", millionths(change.share.share)),
                    ("standard_error", millionths(change.share.standard_error)),
                    ("replies", change.replies.into()),
                    ("fewest", change.is_fewest.into()),
                    ("before", example(&before, &change.answers, &change.before)),
                    ("after", example(&after, &change.new_answers, &change.after)),
                    (
                        "cause",
                        object(vec![
                            ("kind", kind.into()),
                            ("edits", each(edits, |_, &edit| edit.into())),
                        ]),
                    ),
                ])
            }),
        ),
    ])
}

fn parts(parts: &Parts) -> Value {
    let ids = |list: &[String]| each(list, |_, id| id.as_str().into());
    object(vec![
        ("alternatives", ids(&parts.alternatives)),
        ("questions", ids(&parts.questions)),
        (
            "options",
            each(&parts.options, |_, (question, option)| {
                object(vec![
                    ("question", question.as_str().into()),
                    ("option", option.as_str().into()),
                ])
            }),
        ),
    ])
}

fn edit(edit: &Edit) -> Value {
    object(vec![
        ("field", edit.field.as_str().into()),
        ("alternative", edit.alternative.as_deref().into()),
        ("question", edit.question.as_deref().into()),
        ("option", edit.option.as_deref().into()),
        ("from", edit.numbers.map(|(from, _)| from).into()),
        ("to", edit.numbers.map(|(_, to)| to).into()),
    ])
}

fn label(label: &VerdictLabel) -> Value {
    let (kind, winner) = match label {
        VerdictLabel::Wins(winner) => ("wins", Some(winner.as_str())),
        VerdictLabel::TooClose => ("too_close", None),
        VerdictLabel::Disputed => ("disputed", None),
        VerdictLabel::NoneEligible => ("none_eligible", None),
    };
    object(vec![("kind", kind.into()), ("winner", winner.into())])
}
