//! The shipped decisions besides the first: their files, and the situations that they decide.
//!
//! The situations of the sources were mapped to answers before any weight or value was set. The dense
//! situations were written by somebody who knew the articles only, and mapped by somebody else from
//! the texts of the questions, without any rating. Their results are those of the first run; a change
//! that loses a situation needs a reason.

use sampling::random::SplitMix;
use tiebreak_core::acceptance::{self, Case};
use tiebreak_core::engine::decide;
use tiebreak_core::engine::what_if::what_if;
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::lint::{lint_evidence, lint_file};
use tiebreak_core::model::load::{load, load_evidence};

/// Largest number of situations with an open result that count as met.
const OPEN_ALLOWED: usize = 8;

struct Decision {
    model: &'static str,
    evidence: &'static str,
    cases: &'static str,
    dense: &'static str,
    /// Least number of situations of the sources, and of dense situations, that are met.
    met: [usize; 2],
}

const DECISIONS: [Decision; 2] = [
    Decision {
        model: include_str!("../../../../public/models/cypress-vs-playwright.json"),
        evidence: include_str!("../../../../public/models/cypress-vs-playwright.evidence.json"),
        cases: include_str!("../../../../tests/cases/cypress_cases.json"),
        dense: include_str!("../../../../tests/cases/cypress_dense.json"),
        met: [20, 11],
    },
    Decision {
        model: include_str!("../../../../public/models/drizzle-vs-prisma.json"),
        evidence: include_str!("../../../../public/models/drizzle-vs-prisma.evidence.json"),
        cases: include_str!("../../../../tests/cases/drizzle_cases.json"),
        dense: include_str!("../../../../tests/cases/drizzle_dense.json"),
        met: [19, 9],
    },
];

fn model(decision: &Decision) -> Model {
    let loaded = load(decision.model);
    assert_eq!(loaded.problems, []);
    loaded.model.unwrap()
}

fn cases(model: &Model, text: &str) -> Vec<Case> {
    acceptance::read(model, &serde_json::from_str(text).unwrap()).unwrap()
}

#[test]
fn no_decision_has_a_problem_that_its_author_does_not_intend() {
    for decision in &DECISIONS {
        let model = model(decision);
        assert_eq!(lint_file(&model, decision.model).0, []);
        let loaded = load_evidence(&model, decision.evidence);
        assert_eq!(loaded.problems, []);
        assert_eq!(lint_evidence(&model, &loaded.evidence.unwrap()), []);
    }
}

#[test]
fn every_typical_case_has_the_winner_on_its_button_and_every_alternative_can_win() {
    for decision in &DECISIONS {
        let model = model(decision);
        assert!(model.cases.len() >= 8);
        let mut winners = Vec::new();
        for case in &model.cases {
            assert_eq!(decide(&model, &case.answers).verdict.winner, Some(case.winner));
            winners.push(case.winner);
        }
        let all = 0..model.alternatives.len();
        assert!(all.clone().all(|a| winners.contains(&a)), "{}", model.id);
        let blank = decide(&model, &Answers::none(&model));
        assert_eq!(blank.leader, None, "nothing leads while nothing is answered");
        let case = &model.cases[0];
        let others = all.filter(|&a| a != case.winner);
        for other in others {
            assert!(!what_if(&model, &case.answers, other).sets.is_empty(), "{}", model.id);
        }
    }
}

#[test]
fn situations_have_the_winner_that_the_sources_state() {
    for decision in &DECISIONS {
        let model = model(decision);
        for (text, least) in [decision.cases, decision.dense].into_iter().zip(decision.met) {
            let cases = cases(&model, text);
            let score = acceptance::score(&cases, &acceptance::run(&model, &cases), OPEN_ALLOWED);
            assert!(score.met >= least && score.all <= 20, "{} {score:?}", model.id);
        }
    }
}

#[test]
fn weights_within_a_factor_of_two_meet_nearly_as_many_situations_of_each_decision() {
    for decision in &DECISIONS {
        let model = model(decision);
        let cases = cases(&model, decision.cases);
        let mut generator = SplitMix(20_260_301);
        let good = (0..200).filter(|_| {
            let model = acceptance::perturbed(&model, &mut generator);
            let results = acceptance::run(&model, &cases);
            acceptance::score(&cases, &results, OPEN_ALLOWED).met >= 18
        });
        let good = good.count();
        assert!(good >= 190, "{}: {good} of 200", model.id);
    }
}
