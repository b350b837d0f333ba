//! What a verdict says: lines made from a decision, the same for the eye and for the ear.

use crate::engine::Decision;
use crate::engine::order::sort_by_key;
use crate::engine::verdict::Brief;
use crate::model::answers::{Reply, indices};
use crate::model::schema::VerdictKind;
use crate::model::{Model, Question};

use super::line::{Line, fill, list, name, names, ours, theirs};
use super::strings::Strings;

/// The headline and the sentence below it.
pub struct Headline {
    /// "So far", "Given your answers".
    pub over: &'static str,
    /// "Leaning Django".
    pub line: Line,
    /// What that means, and whether it can change.
    pub below: Line,
}

/// The words for a verdict, by kind.
pub fn headline(words: &Strings, model: &Model, decision: &Decision) -> Headline {
    let verdict = &decision.verdict;
    let winner = verdict.winner.map_or_else(Line::new, |a| name(&model.alternatives[a]));
    let close = names(model, &verdict.close, words.and);
    let over = match verdict.kind {
        VerdictKind::Early => words.first,
        _ if verdict.is_final => words.given,
        _ => words.so_far,
    };
    let (line, below) = match verdict.kind {
        VerdictKind::Unasked => (words.before, vec![words.before_hint]),
        VerdictKind::NoneEligible => (words.none_left, vec![words.none_why]),
        VerdictKind::Disputed => {
            let rest = verdict.is_final.then_some(words.disputed_final);
            (words.disputed, rest.into_iter().collect())
        }
        VerdictKind::ByElimination if verdict.is_final => {
            (words.elimination, vec![words.elimination_why, words.elimination_final])
        }
        VerdictKind::ByElimination => {
            (words.elimination, vec![words.elimination_why, words.elimination_open])
        }
        VerdictKind::TooClose => (words.close, Vec::new()),
        VerdictKind::Settled => (words.winner, vec![words.settled_why]),
        VerdictKind::Early => (words.early, vec![words.early_why]),
        VerdictKind::Leaning => (words.leaning, Vec::new()),
    };
    let subject = if verdict.winner.is_some() { winner } else { close };
    let line = fill(line, &[&subject]);
    let mut below = ours(below.join(" "));
    if verdict.kind == VerdictKind::TooClose {
        let why = match decision.total_weight {
            0 => words.close_nothing.to_owned(),
            _ => (words.close_why)(model.band),
        };
        let rest = if verdict.is_final { words.close_final } else { "" };
        below = ours([&why, " ", rest].concat());
    }
    Headline { over, line, below }
}

/// "Django rather than Both, because of your answers", and the two strongest of them.
pub fn because(words: &Strings, model: &Model, decision: &Decision) -> Option<(Line, Vec<usize>)> {
    let winner = decision.verdict.winner?;
    let other = decision.runner_up?;
    let mut parts: Vec<_> = (decision.contributions.iter())
        .filter(|it| it.against == other && it.answered && it.points > 0)
        .collect();
    sort_by_key(&mut parts, |it| -it.points);
    let strongest: Vec<usize> = parts.iter().take(2).map(|it| it.question).collect();
    let [a, b] = [winner, other].map(|it| name(&model.alternatives[it]));
    (!strongest.is_empty()).then(|| (fill(words.because, &[&a, &b]), strongest))
}

/// An answer in words, "not answered" included.
pub fn reply(words: &Strings, question: &Question, reply: Option<Reply>) -> Line {
    match reply {
        None => ours(words.not_answered),
        Some(_) => answer(words, question, reply),
    }
}

/// An answer in words.
pub fn answer(words: &Strings, question: &Question, reply: Option<Reply>) -> Line {
    let option = |o: usize| theirs(&question.options[o].text);
    match reply {
        None => Line::new(),
        Some(Reply::DoesNotMatter) => ours(words.no_matter),
        Some(Reply::Options(0)) => ours(words.none_of_these),
        Some(reply) => list(indices(question.chosen(reply)).map(option).collect(), ", "),
    }
}

/// A verdict in a few words: "Leaning Django", "Too close to call: …".
pub fn brief(words: &Strings, model: &Model, it: &Brief) -> Line {
    let subject = names(model, &it.close, words.and);
    match it.kind {
        VerdictKind::Unasked => ours(words.before),
        VerdictKind::NoneEligible => ours(words.none_left),
        VerdictKind::Disputed => fill(words.disputed, &[&subject]),
        VerdictKind::TooClose => fill(words.close, &[&subject]),
        VerdictKind::ByElimination => fill(words.elimination, &[&subject]),
        _ => subject,
    }
}
