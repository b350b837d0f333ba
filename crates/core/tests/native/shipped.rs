//! The shipped model agrees with its sources.

use std::collections::BTreeMap;

use sampling::random::SplitMix;
use serde::Deserialize;
use tiebreak_core::acceptance::{self, Met, Score};
use tiebreak_core::engine::decide;
use tiebreak_core::model::answers::{Answers, indices};
use tiebreak_core::model::evidence::Evidence;
use tiebreak_core::model::lint::{lint, lint_evidence};
use tiebreak_core::model::load::{load, load_evidence};
use tiebreak_core::model::schema::CasesFile;
use tiebreak_core::model::{Model, Rule, ScoreRow};

/// Largest number of situations with an open result that count as met.
const OPEN_ALLOWED: usize = 8;

fn shipped() -> Model {
    let loaded = load(include_str!("../../../../public/models/django-vs-fastapi.json"));
    assert_eq!(loaded.problems, []);
    let model = loaded.model.unwrap();
    assert_eq!(lint(&model), []);
    model
}

fn evidence(model: &Model) -> Evidence {
    let text = include_str!("../../../../public/models/django-vs-fastapi.evidence.json");
    let loaded = load_evidence(model, text);
    assert_eq!(loaded.problems, []);
    let evidence = loaded.evidence.unwrap();
    assert_eq!(lint_evidence(model, &evidence), []);
    evidence
}

fn file(text: &str) -> CasesFile {
    serde_json::from_str(text).unwrap()
}

/// The score, and the ids of the situations that are not fully met.
fn run(model: &Model, text: &str) -> (Score, Vec<(String, Met)>) {
    let file = file(text);
    let cases = acceptance::read(model, &file).unwrap();
    let results = acceptance::run(model, &cases);
    let rest = results.iter().filter(|result| result.met != Met::Yes);
    let rest = rest.map(|result| (file.cases[result.case].id.clone(), result.met)).collect();
    (acceptance::score(&cases, &results, OPEN_ALLOWED), rest)
}

const SEED_CASES: &str = include_str!("../../../../tests/cases/seed_cases.json");

#[test]
fn situations_that_the_sources_describe_have_the_stated_winner() {
    let (score, rest) = run(&shipped(), SEED_CASES);
    assert_eq!((score.all, score.hard), (94, 19));
    assert!(score.met >= 92 && score.hard_met >= 18, "{score:?} {rest:?}");
}

#[test]
fn both_wins_where_a_source_recommends_both() {
    let model = shipped();
    let (_, rest) = run(&model, SEED_CASES);
    let file = file(SEED_CASES);
    let hybrid = file.cases.iter().filter(|case| case.expected == ["both"]);
    let hybrid: Vec<&str> = hybrid.map(|case| case.id.as_str()).collect();
    assert_eq!(hybrid.len(), 7);
    assert!(rest.iter().all(|(id, _)| !hybrid.contains(&id.as_str())), "{rest:?}");
    let (score, rest) = run(&model, include_str!("../../../../tests/cases/hybrid_plain.json"));
    assert_eq!((score.all, rest), (7, vec![]), "in plain words too");
}

#[test]
fn weights_within_a_factor_of_two_meet_nearly_as_many_situations() {
    let model = shipped();
    let cases = acceptance::read(&model, &file(SEED_CASES)).unwrap();
    let mut generator = SplitMix(20_260_301);
    let good = (0..200).filter(|_| {
        let model = acceptance::perturbed(&model, &mut generator);
        let results = acceptance::run(&model, &cases);
        acceptance::score(&cases, &results, OPEN_ALLOWED).met >= 90
    });
    let good = good.count();
    assert!(good >= 190, "{good} of 200");
}

/// The result of the first run. A change that loses a situation needs a reason.
#[test]
fn dense_situations_have_the_expected_winner() {
    let (score, rest) = run(&shipped(), include_str!("../../../../tests/cases/dense.json"));
    assert_eq!((score.all, score.hard), (40, 23));
    assert!(score.met >= 40 && score.hard_met >= 23 && score.open <= 1, "{score:?} {rest:?}");
}

#[test]
fn every_typical_case_has_the_winner_on_its_button() {
    let model = shipped();
    assert!(model.cases.len() >= 10);
    for case in &model.cases {
        let verdict = decide(&model, &case.answers).verdict;
        assert_eq!(verdict.winner, Some(case.winner), "{}", case.id);
    }
}

/// Invariant 19 (docs/method.md#invariants).
#[test]
fn without_answers_no_alternative_leads() {
    let model = shipped();
    let standing = decide(&model, &Answers::none(&model)).alternatives;
    let points = |id: &str| standing[model.alternative(id).unwrap()].points;
    assert_eq!(points("django"), points("fastapi"));
    assert!(points("both") <= points("django"));
}

/// Invariant 19 (docs/method.md#invariants).
#[test]
fn one_answer_alone_puts_both_first_only_if_a_source_says_so() {
    let model = shipped();
    let both = model.alternative("both").unwrap();
    for (q, question) in model.questions.iter().enumerate() {
        for (o, option) in question.options.iter().enumerate() {
            let mut answers = Answers::none(&model);
            answers.replies[q] = Some(question.reply(1 << o));
            let standing = decide(&model, &answers).alternatives;
            let rivals = (0..standing.len()).filter(|&a| a != both && standing[a].eligible);
            let best = rivals.map(|a| standing[a].points).max();
            let first = standing[both].eligible && Some(standing[both].points) > best;
            let rated = option.row.rules[both] == Rule::Own;
            assert!(!first || rated, "{} {}", question.id, option.id);
        }
    }
}

// ---- statements ----

#[derive(Deserialize)]
struct Listed {
    id: String,
    strength: String,
}

#[test]
fn every_statement_is_used_or_has_a_reason_not_to_be() {
    const LEAST_REASON: usize = 20;
    const MOST_UNUSED: usize = 15;
    let model = shipped();
    let evidence = evidence(&model);
    let listed: Vec<Listed> =
        serde_json::from_str(include_str!("../../../../tests/cases/statement_ids.json")).unwrap();
    assert_eq!(listed.len(), 252);

    let mut uses: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut count = |by, statements: &mut dyn Iterator<Item = &'_ String>| {
        for id in statements {
            if let Some(statement) = listed.iter().find(|statement| statement.id == *id) {
                uses.entry(statement.id.as_str()).or_default().push(by);
            }
        }
    };
    let row = |row: &ScoreRow| -> Vec<String> {
        row.ratings.iter().flat_map(|rating| rating.statements.clone()).collect()
    };
    for question in &model.questions {
        count("rating", &mut row(&question.unanswered).iter());
        for option in &question.options {
            count("rating", &mut row(&option.row).iter());
            for requirement in &option.requirements {
                let citations = requirement.said_by.iter().chain(&requirement.contradicted_by);
                count("requirement", &mut citations.flat_map(|citation| &citation.statements));
            }
        }
    }
    count("typical case", &mut model.cases.iter().flat_map(|case| &case.statements));
    count("advice", &mut evidence.advice.iter().flat_map(|advice| &advice.statements));
    let cells = evidence.table.iter().flat_map(|row| &row.cells);
    count("table", &mut cells.flat_map(|cell| &cell.statements));
    count("source note", &mut evidence.source_notes.iter().flat_map(|note| &note.statements));
    count(
        "correction",
        &mut evidence.corrections.iter().flat_map(|correction| &correction.statements),
    );

    let mut strong_unused = 0;
    for statement in &listed {
        assert!(evidence.statement(&statement.id).is_some(), "{} is missing", statement.id);
        let excuse = evidence.unused.iter().find(|unused| unused.statement == statement.id);
        match (uses.get(statement.id.as_str()), excuse) {
            (Some(_), None) => {}
            (None, Some(excuse)) => {
                let letters = excuse.reason.chars().filter(|letter| letter.is_alphabetic()).count();
                assert!(letters >= LEAST_REASON, "{}: {}", statement.id, excuse.reason);
                strong_unused += usize::from(statement.strength != "mild");
            }
            (None, None) => panic!("{} is neither used nor excused", statement.id),
            (Some(uses), Some(_)) => panic!("{} is excused, but used by {uses:?}", statement.id),
        }
    }
    assert!(strong_unused <= MOST_UNUSED, "{strong_unused} strong statements are unused");
}

#[test]
fn the_reply_for_an_option_stands_for_that_option() {
    let model = shipped();
    for question in &model.questions {
        for o in 0..question.options.len() {
            let chosen = question.chosen(question.reply(1 << o));
            assert_eq!(indices(chosen).collect::<Vec<_>>(), [o], "{}", question.id);
        }
    }
}
