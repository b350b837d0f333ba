//! Information gain and the next question, compared with an enumeration of all completions.

use proptest::{prop_assert, prop_assert_eq};
use tiebreak_core::engine::decide;
use tiebreak_core::engine::gain::{Gain, Settings, gain, gain_with, stays};
use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::load::load;
use tiebreak_core::model::schema::VerdictKind;
use tiebreak_core::model::{Choose, Model};

use super::brute::{Brute, Contribution, View};
use super::random::{Law, Scene, holds};

fn shipped() -> Model {
    load(include_str!("../../../../public/models/django-vs-fastapi.json")).model.unwrap()
}

/// The possible contributions of an open question, each with its probability.
fn chances(brute: &Brute, q: usize, rho: f64) -> Vec<(f64, Contribution)> {
    let question = &brute.model.questions[q];
    let none = if question.choose == Choose::Many { 1.0 } else { 0.0 };
    let all = none + question.options.iter().map(|option| option.prior).sum::<f64>();
    let nothing = Contribution { points: vec![0; brute.m()], ..Contribution::default() };
    let options = question.options.iter().enumerate().map(|(o, option)| {
        let contribution = brute.contribution(q, Some(question.reply(1 << o)));
        ((1.0 - rho) * option.prior / all, contribution)
    });
    [(rho, brute.contribution(q, None)), ((1.0 - rho) * none / all, nothing)]
        .into_iter()
        .chain(options)
        .collect()
}

fn entropy(shares: impl IntoIterator<Item = f64>) -> f64 {
    let positive = shares.into_iter().filter(|&share| share > 0.0);
    #[expect(clippy::disallowed_methods, reason = "an oracle may use the standard library's")]
    positive.map(|share| -share * share.log2()).sum()
}

/// Probability of each outcome over all completions. `given` fixes the contribution of a question.
fn outcomes(
    brute: &Brute,
    answers: &Answers,
    rho: f64,
    given: Option<(usize, &Contribution)>,
) -> Vec<(Vec<usize>, f64)> {
    let mut sums: Vec<(Vec<Contribution>, f64)> = vec![(Vec::new(), 1.0)];
    let open = Brute::open(answers);
    for q in 0..answers.replies.len() {
        let contributions = match given {
            Some((given, contribution)) if given == q => vec![(1.0, contribution.clone())],
            _ if open.contains(&q) => chances(brute, q, rho),
            _ => vec![(1.0, brute.contribution(q, answers.replies[q]))],
        };
        sums = (sums.iter())
            .flat_map(|(before, p)| {
                contributions.iter().map(move |(q, contribution)| {
                    ([&before[..], std::slice::from_ref(contribution)].concat(), p * q)
                })
            })
            .collect();
    }
    let mut shares: Vec<(Vec<usize>, f64)> = Vec::new();
    for (contributions, p) in sums {
        let outcome = brute.add_up(&contributions).outcome();
        match shares.iter_mut().find(|(known, _)| *known == outcome) {
            Some((_, share)) => *share += p,
            None => shares.push((outcome, p)),
        }
    }
    shares
}

/// H(W) - sum of p(o) H(W | o), as in docs/method.md#information-gain.
fn expected_bits(brute: &Brute, answers: &Answers, rho: f64, q: usize) -> f64 {
    let spread =
        |shares: Vec<(Vec<usize>, f64)>| entropy(shares.into_iter().map(|(_, share)| share));
    let before = spread(outcomes(brute, answers, rho, None));
    let after = chances(brute, q, rho);
    let after = after.iter().map(|(p, contribution)| {
        p * spread(outcomes(brute, answers, rho, Some((q, contribution))))
    });
    before - after.sum::<f64>()
}

/// Invariant 18 (docs/method.md#invariants).
#[test]
fn gains_equal_an_enumeration_of_all_completions() {
    holds(|Scene { model, answers, mut tape }| {
        let mut model = model;
        for option in model.questions.iter_mut().flat_map(|question| &mut question.options) {
            option.prior = tape.of(&[1.0, 0.5, 3.0]);
        }
        let brute = Brute::new(&model, View::All);
        let rho = tape.of(&[0.75, 0.0, 0.5]);
        let gain = gain_with(&model, &answers, Settings { rho, ..Settings::default() });
        for asked in &gain.questions {
            let q = asked.swing.question;
            let expected = expected_bits(&brute, &answers, rho, q);
            prop_assert!((asked.bits - expected).abs() < 1e-9, "{asked:?} {expected}");
            let replies = chances(&brute, q, rho).into_iter().map(|(p, _)| p);
            prop_assert!(asked.bits >= 0.0 && asked.bits <= entropy(replies) + 1e-9);
        }
        let decision = decide(&model, &answers);
        let winner = decision.verdict.winner;
        prop_assert_eq!(gain.stays.is_some(), winner.is_some());
        let alone = stays(&model, &answers, Settings { rho, ..Settings::default() });
        let (both, all) = (alone.zip(gain.stays), alone.is_some() == gain.stays.is_some());
        prop_assert!(all && both.is_none_or(|(a, b)| (a - b).abs() < 1e-9), "{both:?}");
        if let (Some(winner), Some(stays)) = (winner, gain.stays) {
            let all = outcomes(&brute, &answers, rho, None);
            let alone = all
                .iter()
                .find(|(outcome, _)| *outcome == [winner])
                .map_or(0.0, |(_, share)| *share);
            prop_assert!((stays - alone).abs() < 1e-9, "{stays} {alone}");
        }
        Ok(())
    });
}

#[test]
fn the_next_question_can_still_matter() {
    holds(|Scene { model, answers, .. }| {
        let decision = decide(&model, &answers);
        let gain = gain(&model, &answers);
        let listed: Vec<usize> = gain.questions.iter().map(|gain| gain.swing.question).collect();
        prop_assert_eq!(&listed, &decision.open);
        prop_assert_eq!(gain.next.is_some(), !decision.open.is_empty());
        prop_assert!(gain.next.is_none_or(|q| decision.open.contains(&q)));
        if decision.verdict.is_final {
            prop_assert!(gain.stays.is_none_or(|share| share >= 1.0));
        }
        // A question that cannot matter has no gain, unless a disputed requirement applies.
        let brute = Brute::new(&model, View::All);
        let kind = decision.verdict.kind;
        let hides = matches!(kind, VerdictKind::Disputed | VerdictKind::TooClose);
        for q in Brute::open(&answers).into_iter().filter(|q| !listed.contains(q)) {
            if !hides && kind != VerdictKind::ByElimination {
                prop_assert!(expected_bits(&brute, &answers, 0.75, q) < 1e-9);
            }
        }
        Ok(())
    });
}

#[test]
fn the_next_question_has_the_largest_gain_then_the_largest_swing() {
    holds(|Scene { model, answers, .. }| next_is_best(&gain(&model, &answers)));
    next_is_best(&gain(&shipped(), &Answers::none(&shipped()))).unwrap();
}

fn next_is_best(gain: &Gain) -> Law {
    let Some(next) = gain.next else { return Ok(()) };
    let next = gain.questions.iter().find(|gain| gain.swing.question == next).unwrap();
    for other in &gain.questions {
        prop_assert!(other.bits <= next.bits + 0.01);
        let equal = (other.bits - next.bits).abs() < 1e-12;
        prop_assert!(!equal || other.swing.priority <= next.swing.priority);
    }
    Ok(())
}

/// Compares the small sample with all completions, of a model for which all can be tried.
#[test]
fn gains_from_drawn_completions_are_close_to_the_exact_gains() {
    let model = shipped();
    for case in &model.cases {
        let exact = Settings { most_combinations: usize::MAX, ..Settings::default() };
        let drawn = Settings { most_combinations: 0, ..Settings::default() };
        let mut answers = case.answers.clone();
        // At most five questions stay open.
        for (q, question) in model.questions.iter().enumerate().skip(5) {
            answers.replies[q].get_or_insert(question.reply(1));
        }
        let (exact, drawn) =
            (gain_with(&model, &answers, exact), gain_with(&model, &answers, drawn));
        let bits = |gain: &Gain| gain.questions.iter().map(|gain| gain.bits).collect::<Vec<_>>();
        for (exact, drawn) in bits(&exact).iter().zip(bits(&drawn)) {
            assert!((exact - drawn).abs() < 0.05, "{}: {exact} {drawn}", case.id);
        }
        // The selected question is as good as the best one within what a reader could notice.
        if let Some(next) = drawn.next {
            let most = bits(&exact).into_iter().fold(0.0, f64::max);
            let picked = exact.questions.iter().find(|gain| gain.swing.question == next).unwrap();
            assert!(picked.bits > most - 0.03, "{}: {} {most}", case.id, picked.bits);
        }
        if let (Some(exact), Some(drawn)) = (exact.stays, drawn.stays) {
            assert!((exact - drawn).abs() < 0.05, "{exact} {drawn}");
        }
    }
}

#[test]
fn the_same_answers_give_the_same_gains() {
    let model = shipped();
    let answers = Answers::none(&model);
    assert_eq!(gain(&model, &answers), gain(&model, &answers));
}
