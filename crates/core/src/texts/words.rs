//! What a verdict says: lines made from a decision, the same for the eye and for the ear.

use crate::engine::Decision;
use crate::engine::explain::{Contribution, Margin, Standing};
use crate::engine::flips::Flip;
use crate::engine::order::sort_by_key;
use crate::engine::robust::Robustness;
use crate::engine::sources::SourceView;
use crate::engine::verdict::{Brief, Dispute};
use crate::engine::warnings::{Warning, WarningCode};
use crate::link::number;
use crate::model::answers::{ASSUMED_PEAK_FACTOR, Load, Reply, indices};
use crate::model::schema::VerdictKind;
use crate::model::{Interest, Model, Question, Source, Voice};

use super::sentence::{Sentence, fill, list, model_text, name, names, ui_text};
use super::strings::Strings;

/// The headline and the sentence below it.
pub struct Headline {
    /// "So far", "Given your answers".
    pub over: &'static str,
    /// "Leaning Django".
    pub line: Sentence,
    /// What that means, and whether it can change.
    pub below: Sentence,
}

/// Everybody in the order that favours nobody: by name, derived ones last.
pub fn neutral_order(model: &Model) -> Vec<usize> {
    let mut order: Vec<usize> = (0..model.alternatives.len()).collect();
    sort_by_key(&mut order, |&a| {
        let it = &model.alternatives[a];
        (it.derived.is_some(), it.name.to_ascii_lowercase())
    });
    order
}

/// The words for a verdict, by kind.
pub fn headline(words: &Strings, model: &Model, decision: &Decision) -> Headline {
    let verdict = &decision.verdict;
    let winner = verdict.winner.map_or_else(Sentence::new, |a| name(&model.alternatives[a]));
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
        VerdictKind::TooClose => (words.too_close, Vec::new()),
        VerdictKind::Settled => (words.winner, vec![words.settled_why]),
        VerdictKind::Early => (words.early, vec![words.early_why]),
        VerdictKind::Leaning => (words.leaning, Vec::new()),
    };
    let subject = if verdict.winner.is_some() { winner } else { close };
    let line = fill(line, &[&subject]);
    let mut below = ui_text(below.join(" "));
    if verdict.kind == VerdictKind::TooClose {
        let why = match decision.total_weight {
            0 => words.close_nothing.to_owned(),
            _ => (words.close_why)(model.band),
        };
        let rest = if verdict.is_final { words.close_final } else { "" };
        below = ui_text([&why, " ", rest].concat());
    }
    Headline { over, line, below }
}

/// "Django rather than Both", and the two questions that weigh most for that, open ones included.
pub fn because(
    words: &Strings,
    model: &Model,
    decision: &Decision,
) -> Option<(Sentence, Vec<usize>)> {
    let winner = decision.verdict.winner?;
    let other = decision.runner_up?;
    let mut parts: Vec<_> =
        (decision.contributions.iter()).filter(|it| it.against == other && it.points > 0).collect();
    sort_by_key(&mut parts, |it| -it.points);
    let strongest: Vec<usize> = parts.iter().take(2).map(|it| it.question).collect();
    let [a, b] = [winner, other].map(|it| name(&model.alternatives[it]));
    (!strongest.is_empty()).then(|| (fill(words.behind().because, &[&a, &b]), strongest))
}

/// An answer in words, "not answered" included.
pub fn reply(words: &Strings, question: &Question, reply: Option<Reply>) -> Sentence {
    match reply {
        None => ui_text(words.behind().not_answered),
        Some(_) => answer(words, question, reply),
    }
}

/// What counts for a question in words: its answer, or what stands while it is open.
pub fn standing(words: &Strings, question: &Question, reply: Option<Reply>) -> Sentence {
    match reply {
        None => ui_text(words.behind().unanswered_row),
        Some(_) => answer(words, question, reply),
    }
}

/// An answer in words.
pub fn answer(words: &Strings, question: &Question, reply: Option<Reply>) -> Sentence {
    let option = |o: usize| model_text(&question.options[o].text);
    match reply {
        None => Sentence::new(),
        Some(Reply::DoesNotMatter) => ui_text(words.no_matter),
        Some(Reply::Options(0)) => ui_text(words.none_of_these),
        Some(reply) => list(indices(question.chosen(reply)).map(option).collect(), ", "),
    }
}

/// A verdict in a few words: "Too close to call: …", or the winner's name.
pub fn brief(words: &Strings, model: &Model, it: &Brief) -> Sentence {
    of_kind(words, it.kind, names(model, &it.close, words.and))
}

/// The same for anybody who is named.
pub fn of_kind(words: &Strings, kind: VerdictKind, subject: Sentence) -> Sentence {
    match kind {
        VerdictKind::Unasked => ui_text(words.before),
        VerdictKind::NoneEligible => ui_text(words.none_left),
        VerdictKind::Disputed => fill(words.disputed, &[&subject]),
        VerdictKind::TooClose => fill(words.too_close, &[&subject]),
        VerdictKind::ByElimination => fill(words.elimination, &[&subject]),
        _ => subject,
    }
}

/// "3.5 points for Brick", from tenths, whatever their sign.
pub fn points(words: &Strings, tenths: i64, whom: &Sentence) -> Sentence {
    let number = [&(tenths.abs() / 10).to_string(), ".", &(tenths.abs() % 10).to_string()].concat();
    fill((words.behind().points)(0), &[&ui_text(number), whom])
}

/// "13 points for Brick", from whole points, whatever their sign; they are never none.
pub fn whole_points(words: &Strings, points: i64, whom: &Sentence) -> Sentence {
    match points {
        0 => fill(words.behind().less_than_one, &[whom]),
        _ => fill((words.behind().points)(points), &[&ui_text(points.abs().to_string()), whom]),
    }
}

/// "March 2026" for `2026-03`; a day stays as it is.
pub fn date(words: &Strings, date: &str) -> String {
    let parts = date.split_once('-');
    let name =
        parts.and_then(|(_, it)| words.months.get(it.parse::<usize>().ok()?.wrapping_sub(1)));
    match (parts, name) {
        (Some((year, _)), Some(name)) => [name, " ", year].concat(),
        _ => date.to_owned(),
    }
}

/// The agreed answers that keep an alternative out: "by your answer “One person”".
pub fn ruled_out_by(words: &Strings, model: &Model, it: &Standing) -> Sentence {
    let agreed = it.excluded_by.iter().filter(|it| it.agreed);
    let by = agreed.map(|it| {
        let option = model_text(&model.questions[it.question].options[it.option].text);
        fill(words.ruled_out_by, &[&option])
    });
    list(by.collect(), words.and)
}

/// What the sources disagree about, and the outcome on either side.
pub fn dispute(words: &Strings, model: &Model, it: &Dispute) -> [Sentence; 3] {
    let option = &model.questions[it.requirement.question].options[it.requirement.option];
    let excluded = name(&model.alternatives[it.requirement.excludes]);
    let said = option.requirements.iter().find(|r| r.excludes == it.requirement.excludes);
    let who = |voices: &[Voice]| {
        let short = voices.iter().map(|it| model_text(&model.sources[it.source].short));
        list(short.collect(), words.and)
    };
    let who = said.map_or_else(Default::default, |it| [who(&it.said_by), who(&it.contradicted_by)]);
    let outcome = |close: &[usize]| match close {
        [] => ui_text(words.none_left),
        _ => names(model, close, words.and),
    };
    [
        fill(words.disputed_why, &[&model_text(&option.text), &excluded]),
        fill(words.disputed_with, &[&who[0], &outcome(&it.with)]),
        fill(words.disputed_without, &[&who[1], &outcome(&it.without)]),
    ]
}

/// What a careful reader should know.
pub fn warning(words: &Strings, model: &Model, it: &Warning) -> Sentence {
    let questions = it
        .questions
        .iter()
        .map(|&q| fill(words.behind().quoted, &[&model_text(&model.questions[q].text)]));
    let questions = list(questions.take(2).collect(), words.or);
    let alternatives = names(model, &it.alternatives, words.and);
    let theme =
        it.questions.first().map_or_else(Sentence::new, |&q| model_text(&model.questions[q].theme));
    let count = ui_text(it.questions.len().to_string());
    match it.code {
        WarningCode::OneAnswer => fill(words.behind().one_answer, &[&questions]),
        WarningCode::WorstOnHeaviest => fill(words.behind().worst, &[&alternatives, &questions]),
        WarningCode::OneTheme => fill(words.behind().one_theme, &[&theme]),
        WarningCode::SourcesDisagree => fill(words.behind().sources_disagree, &[&questions]),
        WarningCode::VendorsOnly => {
            fill((words.behind().vendors_only)(it.questions.len()), &[&count])
        }
        WarningCode::EqualWeights => fill(words.behind().equal_weights, &[&alternatives]),
        WarningCode::OpenOutweighs => {
            fill(words.behind().open_outweighs, &[&alternatives, &questions])
        }
    }
}

/// Changed answers and what they lead to, in one sentence.
pub fn flip(words: &Strings, model: &Model, it: &Flip) -> Sentence {
    let changes = it.changes.iter().map(|it| {
        let question = &model.questions[it.question];
        let to = answer(words, question, Some(it.to));
        fill(words.behind().answer_to, &[&to, &model_text(&question.text)])
    });
    let then = brief(words, model, &it.then);
    fill(words.behind().if_you_answer, &[&list(changes.collect(), words.and), &then])
}

/// The lead of one alternative over another, in a sentence.
pub fn margin(words: &Strings, it: Margin, pair: [&Sentence; 2]) -> Sentence {
    let template = match it.rounded {
        1.. => (words.behind().lead)(it.rounded),
        0 => words.behind().level,
        _ => (words.behind().lag)(-it.rounded),
    };
    fill(template, &[&ui_text(it.rounded.abs().to_string()), pair[0], pair[1]])
}

/// The numbers that a load was given as.
pub fn load(words: &Strings, load: Load) -> Sentence {
    let write = |it: f64| ui_text(number(it));
    match load {
        Load::Peak { requests_per_second } => {
            fill(words.behind().load_peak, &[&write(requests_per_second)])
        }
        Load::Users { users, requests_per_user_per_day, peak_factor } => {
            let template = if peak_factor.is_some() {
                words.behind().load
            } else {
                words.behind().load_assumed
            };
            let peak = peak_factor.unwrap_or(ASSUMED_PEAK_FACTOR);
            fill(template, &[&write(users), &write(requests_per_user_per_day), &write(peak)])
        }
    }
}

/// How many of the sources that say enough have the same winner.
pub fn agree(words: &Strings, decision: &Decision) -> String {
    let heard = decision.sources.iter().filter_map(|it| it.alone.as_ref());
    let same = heard.clone().filter(|it| it.winner == decision.verdict.winner).count();
    (words.behind().agree)(same, heard.count())
}

/// What a source has at stake: "Sells Permits; no known stake."
pub fn stake(words: &Strings, source: &Source) -> Sentence {
    let interest = match source.interest {
        Interest::Vendor => words.behind().interest[0],
        Interest::User => words.behind().interest[1],
        Interest::Independent => words.behind().interest[2],
    };
    let sells = fill(words.behind().sells, &[&model_text(source.sells.trim_end_matches('.'))]);
    fill("{0} ({1}).", &[&sells, &ui_text(interest)])
}

/// The verdict by a source alone, on how much, and without it.
pub fn source_says(words: &Strings, model: &Model, it: &SourceView) -> Sentence {
    let alone = match &it.alone {
        Some(it) => brief(words, model, it),
        None => ui_text(words.behind().no_verdict),
    };
    let speaks_to = ui_text((words.behind().speaks_to)(it.questions.0, it.questions.1));
    fill(words.behind().source_says, &[&alone, &speaks_to, &brief(words, model, &it.without)])
}

/// How many open questions can still change the verdict; `None` when none can.
pub fn open(words: &Strings, decision: &Decision) -> Option<Sentence> {
    let count = decision.open.len();
    let number = ui_text(count.to_string());
    (count > 0).then(|| fill((words.behind().open_more)(count), &[&number]))
}

/// "first in 97 of 100 plausible readings".
pub fn first_in(words: &Strings, it: &Robustness, alternative: usize) -> Sentence {
    fill(words.behind().in_readings, &[&ui_text(it.first_of_100()[alternative].to_string())])
}

/// What speaks for the leader against another alternative, or for the other one, strongest first:
/// answers, and what stands while a question is open.
pub fn strongest(decision: &Decision, other: usize, for_leader: bool) -> Vec<&Contribution> {
    let on_side =
        |it: &&Contribution| it.against == other && it.points != 0 && (it.points > 0) == for_leader;
    let mut parts: Vec<&Contribution> = decision.contributions.iter().filter(on_side).collect();
    sort_by_key(&mut parts, |it| -it.points.abs());
    parts
}
