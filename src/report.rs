//! A decision in the form that leaves the program: JSON by id, the same for the command line and
//! the element's `tb-result` event. Every key is always present, null or `[]` when empty.

use serde_json::Value;

use crate::engine::Decision;
use crate::engine::explain::{Contribution, Exclusion, Margin, Standing, Warning};
use crate::engine::flips::{Change, Flip};
use crate::engine::settled::Witness;
use crate::engine::sources::SourceView;
use crate::engine::verdict::{Brief, Dispute, Verdict};
use crate::model::answers::write_reply;
use crate::model::json::{each, object};
use crate::model::schema::{VerdictKind, Word as _};
use crate::model::{Model, Question};

/// The kind's stable name.
pub fn kind(kind: VerdictKind) -> &'static str {
    VerdictKind::WORDS.words[kind as usize].0
}

/// The whole decision.
pub fn report(model: &Model, decision: &Decision) -> Value {
    let it = Report { model };
    object(vec![
        ("verdict", it.verdict(&decision.verdict)),
        ("alternatives", each(&decision.alternatives, |a, standing| it.standing(a, standing))),
        ("margin", decision.margin.map(margin).into()),
        ("contributions", each(&decision.contributions, |_, part| it.contribution(part))),
        ("flips", each(&decision.flips, |_, flip| it.flip(flip))),
        ("sources", each(&decision.sources, |s, view| it.source(s, view))),
        ("next", decision.next.map(|q| it.question(q)).into()),
        ("open", decision.open.len().into()),
        ("witness", decision.witness.as_ref().map(|witness| it.witness(witness)).into()),
        ("warnings", each(&decision.warnings, |_, warning| it.warning(warning))),
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

struct Report<'a> {
    model: &'a Model,
}

impl<'a> Report<'a> {
    fn alternative(&self, a: usize) -> &'a str {
        &self.model.alternatives[a].id
    }

    fn alternatives(&self, them: &[usize]) -> Value {
        each(them, |_, &a| self.alternative(a).into())
    }

    fn question(&self, q: usize) -> &'a str {
        &self.model.questions[q].id
    }

    fn questions(&self, them: &[usize]) -> Value {
        each(them, |_, &q| self.question(q).into())
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

    fn brief(&self, brief: &Brief) -> Vec<(&'static str, Value)> {
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
            ("then", object(self.brief(&flip.then))),
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
            ("then", object(self.brief(&witness.then))),
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
