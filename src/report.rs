//! A decision in the form that leaves the program: JSON by id, the same for the command line and
//! the element's `tb-result` event. Every key is always present, null or `[]` when empty.

use serde_json::{Map, Value, json};

use crate::engine::flips::{Change, Flip};
use crate::engine::sources::SourceView;
use crate::engine::verdict::{Brief, Dispute};
use crate::engine::{Decision, explain};
use crate::model::answers::write_reply;
use crate::model::schema::VerdictKind;
use crate::model::{Model, Question};

/// The kind's stable name.
pub fn kind(kind: VerdictKind) -> &'static str {
    match kind {
        VerdictKind::Unasked => "unasked",
        VerdictKind::NoneEligible => "none_eligible",
        VerdictKind::Disputed => "disputed",
        VerdictKind::ByElimination => "by_elimination",
        VerdictKind::TooClose => "too_close",
        VerdictKind::Settled => "settled",
        VerdictKind::Early => "early",
        VerdictKind::Leaning => "leaning",
    }
}

/// The whole decision.
pub fn report(model: &Model, decision: &Decision) -> Value {
    let it = Report { model };
    let verdict = &decision.verdict;
    let alternatives = decision.alternatives.iter().enumerate();
    json!({
        "verdict": {
            "kind": kind(verdict.kind),
            "winner": verdict.winner.map(|a| it.alternative(a)),
            "close": it.alternatives(&verdict.close),
            "final": verdict.is_final,
            "disputed": each(&verdict.disputed, |dispute| it.dispute(dispute)),
        },
        "alternatives": alternatives.map(|(a, standing)| it.standing(a, standing)).collect::<Value>(),
        "margin": decision.margin.map(|margin| {
            json!({ "points": margin.points, "rounded": margin.rounded })
        }),
        "contributions": each(&decision.contributions, |part| json!({
            "question": it.question(part.question),
            "alternative": it.alternative(part.alternative),
            "against": it.alternative(part.against),
            "points": part.points,
            "rounded": part.rounded,
            "answered": part.answered,
        })),
        "flips": each(&decision.flips, |flip| it.flip(flip)),
        "sources": decision.sources.iter().enumerate().map(|(s, view)| it.source(s, view)).collect::<Value>(),
        "next": decision.next.map(|q| it.question(q)),
        "open": decision.open.len(),
        "witness": decision.witness.as_ref().map(|witness| json!({
            "answers": Value::Object(witness.answers.write(model)),
            "then": it.brief(&witness.then),
        })),
        "warnings": each(&decision.warnings, |warning| json!({
            "code": warning.code.as_str(),
            "questions": it.questions(&warning.questions),
            "alternatives": it.alternatives(&warning.alternatives),
        })),
        "evidence_floor": {
            "answered": decision.evidence_floor.answered,
            "largest": decision.evidence_floor.largest,
        },
    })
}

fn each<T>(items: &[T], of: impl Fn(&T) -> Value) -> Value {
    items.iter().map(of).collect()
}

struct Report<'a> {
    model: &'a Model,
}

impl<'a> Report<'a> {
    fn alternative(&self, a: usize) -> &'a str {
        &self.model.alternatives[a].id
    }

    fn alternatives(&self, them: &[usize]) -> Value {
        each(them, |&a| self.alternative(a).into())
    }

    fn question(&self, q: usize) -> &'a str {
        &self.model.questions[q].id
    }

    fn questions(&self, them: &[usize]) -> Value {
        each(them, |&q| self.question(q).into())
    }

    fn option(&self, q: usize, o: usize) -> &'a str {
        &self.model.questions[q].options[o].id
    }

    fn brief(&self, brief: &Brief) -> Value {
        Value::Object(self.brief_fields(brief))
    }

    fn brief_fields(&self, brief: &Brief) -> Map<String, Value> {
        let mut fields = Map::new();
        fields.insert("kind".into(), kind(brief.kind).into());
        fields.insert("winner".into(), brief.winner.map(|a| self.alternative(a)).into());
        fields.insert("close".into(), self.alternatives(&brief.close));
        fields
    }

    fn dispute(&self, dispute: &Dispute) -> Value {
        let requirement = dispute.requirement;
        json!({
            "requirement": {
                "question": self.question(requirement.question),
                "option": self.option(requirement.question, requirement.option),
                "excludes": self.alternative(requirement.excludes),
            },
            "with": self.alternatives(&dispute.with),
            "without": self.alternatives(&dispute.without),
        })
    }

    fn standing(&self, a: usize, standing: &explain::Standing) -> Value {
        json!({
            "id": self.alternative(a),
            "points": standing.points,
            "value": standing.value,
            "rank": standing.rank,
            "eligible": standing.eligible,
            "excluded_by": each(&standing.excluded_by, |by| json!({
                "question": self.question(by.question),
                "option": self.option(by.question, by.option),
                "agreed": by.agreed,
            })),
        })
    }

    fn flip(&self, flip: &Flip) -> Value {
        json!({
            "rival": flip.rival.map(|a| self.alternative(a)),
            "changes": each(&flip.changes, |change| self.change(change)),
            "then": self.brief(&flip.then),
        })
    }

    fn change(&self, change: &Change) -> Value {
        let question: &Question = &self.model.questions[change.question];
        json!({
            "question": question.id.as_str(),
            "from": write_reply(question, change.from),
            "to": write_reply(question, change.to),
        })
    }

    fn source(&self, s: usize, view: &SourceView) -> Value {
        let mut alone = match &view.alone {
            Some(brief) => self.brief_fields(brief),
            None => json!({ "kind": "says_too_little", "winner": null, "close": [] })
                .as_object()
                .cloned()
                .unwrap_or_default(),
        };
        alone.insert("questions".into(), json!([view.questions.0, view.questions.1]));
        alone.insert("weight".into(), json!([view.weight.0, view.weight.1]));
        let mut without = self.brief_fields(&view.without);
        without.insert("dropped".into(), self.questions(&view.dropped));
        json!({ "id": self.model.sources[s].id.as_str(), "alone": alone, "without": without })
    }
}
