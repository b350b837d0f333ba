//! Which question to ask next, against trying every completion.

use proptest::{prop_assert, prop_assert_eq};
use tiebreak_core::engine::decide;
use tiebreak_core::engine::gain::{Gain, Settings, gain, gain_with, stays};
use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::load::load;
use tiebreak_core::model::schema::VerdictKind;
use tiebreak_core::model::{Choose, Model};

use super::brute::{Brute, Heard, Line};
use super::random::{Law, Scene, holds};

fn shipped() -> Model {
    load(include_str!("../../../../public/models/django-vs-fastapi.json")).model.unwrap()
}

/// What an open question may come to, each with its probability.
fn chances(brute: &Brute, q: usize, rho: f64) -> Vec<(f64, Line)> {
    let question = &brute.model.questions[q];
    let none = if question.choose == Choose::Many { 1.0 } else { 0.0 };
    let all = none + question.options.iter().map(|it| it.prior).sum::<f64>();
    let nothing = Line { points: vec![0; brute.m()], ..Line::default() };
    let options = question.options.iter().enumerate().map(|(o, it)| {
        let line = brute.line(q, Some(question.reply(1 << o)));
        ((1.0 - rho) * it.prior / all, line)
    });
    [(rho, brute.line(q, None)), ((1.0 - rho) * none / all, nothing)]
        .into_iter()
        .chain(options)
        .collect()
}

fn entropy(shares: impl IntoIterator<Item = f64>) -> f64 {
    let positive = shares.into_iter().filter(|&it| it > 0.0);
    #[expect(clippy::disallowed_methods, reason = "an oracle may use the standard library's")]
    positive.map(|it| -it * it.log2()).sum()
}

/// Probability of every outcome over all completions, with the lines of some questions given.
fn outcomes(
    brute: &Brute,
    answers: &Answers,
    rho: f64,
    given: Option<(usize, &Line)>,
) -> Vec<(Vec<usize>, f64)> {
    let mut sums: Vec<(Vec<Line>, f64)> = vec![(Vec::new(), 1.0)];
    let open = Brute::open(answers);
    for q in 0..answers.replies.len() {
        let lines = match given {
            Some((it, line)) if it == q => vec![(1.0, line.clone())],
            _ if open.contains(&q) => chances(brute, q, rho),
            _ => vec![(1.0, brute.line(q, answers.replies[q]))],
        };
        sums = (sums.iter())
            .flat_map(|(before, p)| {
                lines.iter().map(move |(q, line)| {
                    ([&before[..], std::slice::from_ref(line)].concat(), p * q)
                })
            })
            .collect();
    }
    let mut shares: Vec<(Vec<usize>, f64)> = Vec::new();
    for (lines, p) in sums {
        let outcome = brute.add_up(&lines).base();
        match shares.iter_mut().find(|it| it.0 == outcome) {
            Some(it) => it.1 += p,
            None => shares.push((outcome, p)),
        }
    }
    shares
}

/// H(W) - sum of p(o) H(W | o), straight from its definition.
fn expected_bits(brute: &Brute, answers: &Answers, rho: f64, q: usize) -> f64 {
    let spread = |shares: Vec<(Vec<usize>, f64)>| entropy(shares.into_iter().map(|it| it.1));
    let before = spread(outcomes(brute, answers, rho, None));
    let after = chances(brute, q, rho);
    let after =
        after.iter().map(|(p, it)| p * spread(outcomes(brute, answers, rho, Some((q, it)))));
    before - after.sum::<f64>()
}

/// 18.
#[test]
fn the_gain_is_what_its_definition_says() {
    holds(|Scene { model, answers, mut tape }| {
        let mut model = model;
        for option in model.questions.iter_mut().flat_map(|it| &mut it.options) {
            option.prior = tape.of(&[1.0, 0.5, 3.0]);
        }
        let brute = Brute::new(&model, Heard::All);
        let rho = tape.of(&[0.75, 0.0, 0.5]);
        let it = gain_with(&model, &answers, Settings { rho, ..Settings::default() });
        for asked in &it.questions {
            let q = asked.swing.question;
            let expected = expected_bits(&brute, &answers, rho, q);
            prop_assert!((asked.bits - expected).abs() < 1e-9, "{asked:?} {expected}");
            let replies = chances(&brute, q, rho).into_iter().map(|it| it.0);
            prop_assert!(asked.bits >= 0.0 && asked.bits <= entropy(replies) + 1e-9);
        }
        let decision = decide(&model, &answers);
        let winner = decision.verdict.winner;
        prop_assert_eq!(it.stays.is_some(), winner.is_some());
        let alone = stays(&model, &answers, Settings { rho, ..Settings::default() });
        let (both, all) = (alone.zip(it.stays), alone.is_some() == it.stays.is_some());
        prop_assert!(all && both.is_none_or(|(a, b)| (a - b).abs() < 1e-9), "{both:?}");
        if let (Some(winner), Some(stays)) = (winner, it.stays) {
            let all = outcomes(&brute, &answers, rho, None);
            let alone = all.iter().find(|it| it.0 == [winner]).map_or(0.0, |it| it.1);
            prop_assert!((stays - alone).abs() < 1e-9, "{stays} {alone}");
        }
        Ok(())
    });
}

#[test]
fn only_questions_that_can_matter_are_asked() {
    holds(|Scene { model, answers, .. }| {
        let decision = decide(&model, &answers);
        let it = gain(&model, &answers);
        let listed: Vec<usize> = it.questions.iter().map(|it| it.swing.question).collect();
        prop_assert_eq!(&listed, &decision.open);
        prop_assert_eq!(it.next.is_some(), !decision.open.is_empty());
        prop_assert!(it.next.is_none_or(|it| decision.open.contains(&it)));
        if decision.verdict.is_final {
            prop_assert!(it.stays.is_none_or(|it| it >= 1.0));
        }
        // What cannot matter tells nothing, unless a disputed requirement hides it.
        let brute = Brute::new(&model, Heard::All);
        let kind = decision.verdict.kind;
        let hides = matches!(kind, VerdictKind::Disputed | VerdictKind::TooClose);
        for q in Brute::open(&answers).into_iter().filter(|it| !listed.contains(it)) {
            if !hides && kind != VerdictKind::ByElimination {
                prop_assert!(expected_bits(&brute, &answers, 0.75, q) < 1e-9);
            }
        }
        Ok(())
    });
}

#[test]
fn the_question_asked_next_tells_most_and_swings_most_among_equals() {
    holds(|Scene { model, answers, .. }| next_is_best(&gain(&model, &answers)));
    next_is_best(&gain(&shipped(), &Answers::none(&shipped()))).unwrap();
}

fn next_is_best(it: &Gain) -> Law {
    let Some(next) = it.next else { return Ok(()) };
    let next = it.questions.iter().find(|it| it.swing.question == next).unwrap();
    for other in &it.questions {
        prop_assert!(other.bits <= next.bits + 0.01);
        let equal = (other.bits - next.bits).abs() < 1e-12;
        prop_assert!(!equal || other.swing.priority <= next.swing.priority);
    }
    Ok(())
}

/// The sample is small, so it must be drawn with care: against all completions of a model that
/// has just few enough of them.
#[test]
fn drawn_completions_say_what_all_of_them_say() {
    let model = shipped();
    for case in &model.cases {
        let exact = Settings { most_combinations: usize::MAX, ..Settings::default() };
        let drawn = Settings { most_combinations: 0, ..Settings::default() };
        let mut answers = case.answers.clone();
        // Leave at most five questions open.
        for (q, question) in model.questions.iter().enumerate().skip(5) {
            answers.replies[q].get_or_insert(question.reply(1));
        }
        let (exact, drawn) =
            (gain_with(&model, &answers, exact), gain_with(&model, &answers, drawn));
        let bits = |it: &Gain| it.questions.iter().map(|it| it.bits).collect::<Vec<_>>();
        for (exact, drawn) in bits(&exact).iter().zip(bits(&drawn)) {
            assert!((exact - drawn).abs() < 0.05, "{}: {exact} {drawn}", case.id);
        }
        // The question picked is as good as the best, for all that a reader could tell.
        if let Some(next) = drawn.next {
            let most = bits(&exact).into_iter().fold(0.0, f64::max);
            let picked = exact.questions.iter().find(|it| it.swing.question == next).unwrap();
            assert!(picked.bits > most - 0.03, "{}: {} {most}", case.id, picked.bits);
        }
        if let (Some(exact), Some(drawn)) = (exact.stays, drawn.stays) {
            assert!((exact - drawn).abs() < 0.05, "{exact} {drawn}");
        }
    }
}

#[test]
fn the_same_answers_give_the_same_bits() {
    let model = shipped();
    let answers = Answers::none(&model);
    assert_eq!(gain(&model, &answers), gain(&model, &answers));
}
