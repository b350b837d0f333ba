//! Parts of a verdict as sentences: headline, answers, points, warnings, sources.

use crate::engine::Decision;
use crate::engine::explain::{Contribution, Margin, Standing};
use crate::engine::order::sort_by_key;
use crate::engine::robust::Robustness;
use crate::engine::sources::SourceView;
use crate::engine::verdict::{Dispute, VerdictSummary};
use crate::engine::warnings::{Warning, WarningCode};
use crate::engine::what_if::ChangeSet;
use crate::model::answers::{ASSUMED_PEAK_FACTOR, Load, Reply, indices};
use crate::model::schema::VerdictKind;
use crate::model::{Citation, Interest, Model, Question, Rater, Source};

use super::sentence::{
    Sentence, Separators, fill, fill_text, list, model_text, name, names, ui_text,
};
use super::strings::Strings;

/// Largest number of replies to one question that a sentence names. Of more replies, a sentence
/// names one fewer and counts the others.
const MOST_REPLIES: usize = 4;

/// A verdict in three lines.
pub struct Headline {
    /// "So far", or "Given your answers" for a final verdict.
    pub status: &'static str,
    /// "Leaning Django".
    pub verdict: Sentence,
    /// The meaning of the verdict, and whether it can change.
    pub explanation: Sentence,
}

/// All alternatives in an order that does not depend on the verdict: by name, derived ones last.
pub fn neutral_order(model: &Model) -> Vec<usize> {
    let mut order: Vec<usize> = (0..model.alternatives.len()).collect();
    sort_by_key(&mut order, |&a| {
        let alternative = &model.alternatives[a];
        (alternative.derived.is_some(), alternative.name.to_ascii_lowercase())
    });
    order
}

/// The headline of a decision, worded by the kind of its verdict.
pub fn headline(strings: &Strings, model: &Model, decision: &Decision) -> Headline {
    let verdict = &decision.verdict;
    let status = match verdict.kind {
        VerdictKind::Early => strings.first_hint,
        _ if verdict.is_final => strings.given_answers,
        _ => strings.so_far,
    };
    let (template, explanation) = match verdict.kind {
        VerdictKind::Unasked if model.default_verdict && decision.total_weight > 0 => {
            let is_close = verdict.close.len() > 1;
            let template = if is_close { strings.default_close } else { strings.default_verdict };
            (template, vec![strings.default_hint])
        }
        VerdictKind::Unasked => (strings.unasked, vec![strings.unasked_hint]),
        VerdictKind::NoneEligible => (strings.none_left, vec![strings.none_why]),
        VerdictKind::Disputed => {
            let rest = verdict.is_final.then_some(strings.disputed_final);
            (strings.disputed, rest.into_iter().collect())
        }
        VerdictKind::ByElimination if verdict.is_final => {
            (strings.elimination, vec![strings.elimination_why, strings.elimination_final])
        }
        VerdictKind::ByElimination => {
            (strings.elimination, vec![strings.elimination_why, strings.elimination_open])
        }
        VerdictKind::TooClose => (strings.too_close, Vec::new()),
        VerdictKind::Settled => (strings.winner, vec![strings.settled_why]),
        VerdictKind::Early => (strings.early, vec![strings.early_why]),
        VerdictKind::Leaning => (strings.leaning, Vec::new()),
    };
    // With a winner, the outcome is the winner alone.
    let subject = outcome(strings, model, verdict.kind, &verdict.close);
    let mut explanation = ui_text(explanation.join(strings.sentence_gap));
    if verdict.kind == VerdictKind::TooClose {
        let why = match decision.total_weight {
            0 => strings.close_nothing.to_owned(),
            _ if model.band == 0 => strings.close_equal.to_owned(),
            _ => strings.count_tenths(&strings.close_within, model.band),
        };
        let rest = if verdict.is_final { strings.close_final } else { "" };
        explanation = ui_text([&why, strings.sentence_gap, rest].concat());
    }
    Headline { status, verdict: fill(template, &[&subject]), explanation }
}

/// "Django rather than Both", and the two questions that contribute most to that, open questions
/// included.
pub fn main_reasons(
    strings: &Strings,
    model: &Model,
    decision: &Decision,
) -> Option<(Sentence, Vec<usize>)> {
    let winner = decision.verdict.winner?;
    let other = decision.runner_up?;
    let questions: Vec<usize> =
        strongest(decision, other, true).iter().take(2).map(|part| part.question).collect();
    let [a, b] = [winner, other].map(|a| name(&model.alternatives[a]));
    (!questions.is_empty()).then(|| (fill(strings.details().main_reasons, &[&a, &b]), questions))
}

/// An answer in words, or "not answered".
pub fn answer_or_open(strings: &Strings, question: &Question, reply: Option<Reply>) -> Sentence {
    match reply {
        None => ui_text(strings.details().not_answered),
        Some(_) => answer(strings, question, reply),
    }
}

/// An answer in words, or a note that an open question counts with its default row.
pub fn answer_or_default(strings: &Strings, question: &Question, reply: Option<Reply>) -> Sentence {
    match reply {
        None => ui_text(strings.details().unanswered_row),
        Some(_) => answer(strings, question, reply),
    }
}

/// An answer in words; empty for an open question.
pub fn answer(strings: &Strings, question: &Question, reply: Option<Reply>) -> Sentence {
    let option = |o: usize| model_text(&question.options[o].text);
    match reply {
        None => Sentence::new(),
        Some(Reply::DoesNotMatter) => ui_text(strings.no_matter),
        Some(Reply::Options(0)) => ui_text(strings.none_of_these),
        Some(reply) => list(indices(question.chosen(reply)).map(option).collect(), strings.comma),
    }
}

/// The names of the alternatives in an outcome: with "or" where the sources dispute which of them it
/// is, otherwise with "and".
fn outcome(strings: &Strings, model: &Model, kind: VerdictKind, close: &[usize]) -> Sentence {
    names(model, close, separators(strings, kind))
}

/// The separators of the alternatives in the outcome of a verdict.
pub(super) fn separators(strings: &Strings, kind: VerdictKind) -> Separators {
    if kind == VerdictKind::Disputed { strings.or } else { strings.and }
}

/// A verdict in a few words: "Too close to call: …", or the name of the winner.
pub fn brief(strings: &Strings, model: &Model, verdict: &VerdictSummary) -> Sentence {
    kind(strings, verdict.kind, outcome(strings, model, verdict.kind, &verdict.close))
}

/// [`brief`], but "Leaning Django" and "So far, Django" for a winner that is not settled.
pub fn brief_with_certainty(
    strings: &Strings,
    model: &Model,
    verdict: &VerdictSummary,
) -> Sentence {
    let subject = outcome(strings, model, verdict.kind, &verdict.close);
    kind_with_certainty(strings, verdict.kind, subject)
}

/// A verdict in a few words, from its kind and the names in its outcome.
fn kind(strings: &Strings, kind: VerdictKind, subject: Sentence) -> Sentence {
    match kind {
        VerdictKind::Unasked => ui_text(strings.unasked),
        VerdictKind::NoneEligible => ui_text(strings.none_left),
        VerdictKind::Disputed => fill(strings.disputed, &[&subject]),
        VerdictKind::TooClose => fill(strings.too_close, &[&subject]),
        VerdictKind::ByElimination => fill(strings.elimination, &[&subject]),
        VerdictKind::Settled | VerdictKind::Early | VerdictKind::Leaning => subject,
    }
}

/// The same as [`brief_with_certainty`], from the kind of a verdict and the names in its outcome.
pub(super) fn kind_with_certainty(
    strings: &Strings,
    verdict: VerdictKind,
    subject: Sentence,
) -> Sentence {
    match verdict {
        VerdictKind::Early => fill(strings.early, &[&subject]),
        VerdictKind::Leaning => fill(strings.leaning, &[&subject]),
        _ => kind(strings, verdict, subject),
    }
}

/// "3.5 points for Brick", from tenths of a point; the sign is ignored.
pub fn points(strings: &Strings, tenths: i64, alternative: &Sentence) -> Sentence {
    let number = ui_text(strings.tenths(tenths.abs()));
    fill(strings.details().points.of_decimal(tenths), &[&number, alternative])
}

/// "13 points for Brick", from whole points; the sign is ignored. Zero, which stands for a
/// difference that rounds to zero, is "less than 1 point".
pub fn whole_points(strings: &Strings, points: i64, alternative: &Sentence) -> Sentence {
    if points == 0 {
        return fill(strings.details().less_than_one, &[alternative]);
    }
    let count = points.unsigned_abs() as usize;
    fill(strings.details().points.of(count), &[&ui_text(count.to_string()), alternative])
}

/// "March 2026" for `2026-03`; other dates are returned unchanged.
pub fn date(strings: &Strings, date: &str) -> String {
    let parts = date.split_once('-');
    let month = parts
        .and_then(|(_, month)| strings.months.get(month.parse::<usize>().ok()?.wrapping_sub(1)));
    match (parts, month) {
        (Some((year, _)), Some(month)) => fill_text(month, &[year]),
        _ => date.to_owned(),
    }
}

/// The number of sources, and when they were read. Without that date, a single source by its name.
/// Without sources, that the ratings are the author's.
pub fn sources(strings: &Strings, model: &Model) -> Sentence {
    match (&model.evidence_read, model.sources.as_slice()) {
        (_, []) => ui_text(strings.by_author),
        (None, [source]) => fill(strings.by_source, &[&model_text(&source.short)]),
        (read, sources) => {
            let count = strings.count(&strings.sources, sources.len());
            ui_text(match read {
                Some(read) => fill_text(strings.sources_read, &[&count, &date(strings, read)]),
                None => count,
            })
        }
    }
}

/// The answers that rule an alternative out by agreed requirements: "by your answer “One person”".
pub fn ruled_out_by(strings: &Strings, model: &Model, standing: &Standing) -> Sentence {
    let agreed = standing.excluded_by.iter().filter(|exclusion| exclusion.agreed);
    let answers = agreed.map(|exclusion| {
        let option = &model.questions[exclusion.question].options[exclusion.option];
        fill(strings.ruled_out_by, &[&model_text(&option.text)])
    });
    list(answers.collect(), strings.and)
}

/// The disputed requirement, the outcome if it holds, and the outcome if it does not.
pub fn dispute(strings: &Strings, model: &Model, dispute: &Dispute) -> [Sentence; 3] {
    let requirement = &dispute.requirement;
    let option = &model.questions[requirement.question].options[requirement.option];
    let excluded = name(&model.alternatives[requirement.excludes]);
    let sources = |citations: &[Citation]| {
        let name = |citation: &Citation| match citation.source {
            Rater::Source(source) => model_text(&model.sources[source].short),
            Rater::Editor => ui_text(strings.by_author),
        };
        list(citations.iter().map(name).collect(), strings.and)
    };
    let stated = option.requirements.iter().find(|r| r.excludes == requirement.excludes);
    let [said_by, contradicted_by] = stated.map_or_else(Default::default, |stated| {
        [sources(&stated.said_by), sources(&stated.contradicted_by)]
    });
    let outcome = |close: &[usize]| match close {
        [] => ui_text(strings.none_left),
        _ => names(model, close, strings.and),
    };
    [
        fill(strings.disputed_why, &[&model_text(&option.text), &excluded]),
        fill(strings.disputed_with, &[&said_by, &outcome(&dispute.with)]),
        fill(strings.disputed_without, &[&contradicted_by, &outcome(&dispute.without)]),
    ]
}

/// A warning about a verdict. At most two questions are quoted.
pub fn warning(strings: &Strings, model: &Model, warning: &Warning) -> Sentence {
    let details = strings.details();
    let quoted = |&q: &usize| fill(details.quoted, &[&model_text(&model.questions[q].text)]);
    let questions = list(warning.questions.iter().take(2).map(quoted).collect(), strings.or);
    let alternatives = names(model, &warning.alternatives, strings.and);
    let first = warning.questions.first();
    let theme = first.map_or_else(Sentence::new, |&q| model_text(&model.questions[q].theme));
    let count = warning.questions.len();
    match warning.code {
        WarningCode::OneAnswer => fill(details.one_answer, &[&questions]),
        WarningCode::WorstOnHeaviest => {
            fill(details.worst_on_heaviest, &[&alternatives, &questions])
        }
        WarningCode::OneTheme => fill(details.one_theme, &[&theme]),
        WarningCode::SourcesDisagree => fill(details.sources_disagree, &[&questions]),
        WarningCode::VendorsOnly => ui_text(strings.count(&details.vendors_only, count)),
        WarningCode::OneSource => {
            let name = model.sources.first().map(|source| model_text(&source.short));
            fill(details.one_source, &[&name.unwrap_or_default()])
        }
        WarningCode::EqualWeights => fill(details.equal_weights, &[&alternatives]),
        WarningCode::OpenOutweighs => fill(details.open_outweighs, &[&alternatives, &questions]),
    }
}

/// Changed answers and the verdict that they lead to, in one sentence: "If you answered “None” or
/// “A little” to “How much snow?”, Canvas would win."
pub fn change_set(strings: &Strings, model: &Model, set: &ChangeSet) -> Sentence {
    let details = strings.details();
    let changes = set.changes.iter().map(|change| {
        let question = &model.questions[change.question];
        let reply =
            |&reply: &Reply| fill(details.quoted, &[&answer(strings, question, Some(reply))]);
        let mut replies: Vec<Sentence> = change.to.iter().map(reply).collect();
        if replies.len() > MOST_REPLIES {
            let others = replies.split_off(MOST_REPLIES - 1).len();
            replies.push(fill(details.other_answers, &[&ui_text(others.to_string())]));
        }
        fill(details.answer_to, &[&list(replies, strings.or), &model_text(&question.text)])
    });
    let changes = list(changes.collect(), strings.and);
    let VerdictSummary { kind, close, .. } = &set.verdict;
    let then = match kind {
        VerdictKind::NoneEligible => details.would_leave_none,
        VerdictKind::Disputed => details.would_be_disputed,
        VerdictKind::TooClose => details.would_tie,
        _ => details.would_win,
    };
    let then = fill(then, &[&outcome(strings, model, *kind, close)]);
    fill(details.if_you_answered, &[&changes, &then])
}

/// The lead of the first alternative over the second.
pub fn margin(strings: &Strings, margin: Margin, [first, second]: [&Sentence; 2]) -> Sentence {
    let points = margin.rounded.unsigned_abs() as usize;
    let template = match margin.rounded {
        1.. => strings.details().lead.of(points),
        0 => strings.details().equal,
        _ => strings.details().behind.of(points),
    };
    fill(template, &[&ui_text(points.to_string()), first, second])
}

/// The numbers of a load, as the reader gave them.
pub fn load(strings: &Strings, load: Load) -> Sentence {
    let details = strings.details();
    let write = |value: f64| ui_text(strings.number(value));
    match load {
        Load::Peak { requests_per_second } => {
            fill(details.load_peak, &[&write(requests_per_second)])
        }
        Load::Users { users, requests_per_user_per_day, peak_factor } => {
            let template = if peak_factor.is_some() { details.load } else { details.load_assumed };
            let factor = peak_factor.unwrap_or(ASSUMED_PEAK_FACTOR);
            fill(template, &[&write(users), &write(requests_per_user_per_day), &write(factor)])
        }
    }
}

/// How many of the sources with a verdict of their own have the same winner.
pub fn agreement(strings: &Strings, decision: &Decision) -> String {
    let verdicts = decision.sources.iter().filter_map(|source| source.alone.as_ref());
    let same = verdicts.clone().filter(|verdict| verdict.winner == decision.verdict.winner).count();
    let all = verdicts.count();
    fill_text(strings.details().agreement.of(all), &[&same.to_string(), &all.to_string()])
}

/// The interest of a source in the choice: "Sells: Permits (no known interest)."
pub fn stake(strings: &Strings, source: &Source) -> Sentence {
    let interest = match source.interest {
        Interest::Vendor => strings.details().interest[0],
        Interest::User => strings.details().interest[1],
        Interest::Independent => strings.details().interest[2],
        Interest::Unstated => strings.details().interest[3],
    };
    if source.sells.is_empty() {
        return fill("({0}).", &[&ui_text(interest)]);
    }
    let sells = fill(strings.details().sells, &[&model_text(source.sells.trim_end_matches('.'))]);
    fill("{0} ({1}).", &[&sells, &ui_text(interest)])
}

/// The verdict by a source alone, how many answers it rates, and the verdict without it.
pub fn source_verdicts(strings: &Strings, model: &Model, view: &SourceView) -> Sentence {
    let details = strings.details();
    let alone = match &view.alone {
        Some(verdict) => brief(strings, model, verdict),
        None => ui_text(details.no_verdict),
    };
    let (count, of) = view.questions;
    let rates =
        ui_text(fill_text(details.speaks_to.of(of), &[&count.to_string(), &of.to_string()]));
    fill(details.source_says, &[&alone, &rates, &brief(strings, model, &view.without)])
}

/// How many open questions can still change the verdict; `None` when none can.
pub fn open_questions(strings: &Strings, decision: &Decision) -> Option<Sentence> {
    let count = decision.open.len();
    (count > 0).then(|| ui_text(strings.count(&strings.details().open_more, count)))
}

/// "first in 97 of 100 scenarios".
pub fn share_of_scenarios(
    strings: &Strings,
    robustness: &Robustness,
    alternative: usize,
) -> Sentence {
    let share = robustness.first_of_100()[alternative];
    fill(strings.details().share_of_scenarios, &[&ui_text(share.to_string())])
}

/// In how many of 100 scenarios the winner is first; without a winner, the shares of all
/// alternatives. `first` is [`Robustness::first_of_100`].
pub fn shares_sentence(
    strings: &Strings,
    model: &Model,
    decision: &Decision,
    first: &[usize],
) -> Sentence {
    match decision.verdict.winner {
        Some(a) => fill(strings.details().winner_share, &[&ui_text(first[a].to_string())]),
        None => fill(strings.details().shares, &[&shares(strings, model, first)]),
    }
}

/// "Django in 48, Both in 47, no alternative left in 5", largest share first. `first` is
/// [`Robustness::first_of_100`].
pub fn shares(strings: &Strings, model: &Model, first: &[usize]) -> Sentence {
    let m = model.alternatives.len();
    let mut order: Vec<usize> = (0..m).filter(|&a| first[a] > 0).collect();
    sort_by_key(&mut order, |&a| 100 - first[a]);
    let count = |n: usize| ui_text(n.to_string());
    let share = |&a: &usize| {
        fill(strings.details().share, &[&name(&model.alternatives[a]), &count(first[a])])
    };
    let mut all: Vec<Sentence> = order.iter().map(share).collect();
    if first[m] > 0 {
        all.push(fill(strings.details().none_left_share, &[&count(first[m])]));
    }
    list(all, strings.and)
}

/// The contributions of questions, answered or open, to the lead of the leader over another
/// alternative: those for the leader or those for the other one, largest first.
pub fn strongest(decision: &Decision, other: usize, for_leader: bool) -> Vec<&Contribution> {
    let on_side = |part: &&Contribution| {
        part.against == other && part.points != 0 && (part.points > 0) == for_leader
    };
    let mut parts: Vec<&Contribution> = decision.contributions.iter().filter(on_side).collect();
    sort_by_key(&mut parts, |part| -part.points.abs());
    parts
}
