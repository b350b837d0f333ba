//! Then and now: what a link said when it was made, and what made the difference since.

use crate::engine::Decision;
use crate::link::{Difference, SavedVerdict, difference};
use crate::model::Model;
use crate::model::schema::VerdictKind;

use super::sentence::{Sentence, fill, list, model_text, name, names, ui_text};
use super::strings::Strings;
use super::words::{of_kind, points};

/// Most differences that are named.
const MOST: usize = 3;

/// The verdict then, the verdict now, and what changed most in between: one line each.
pub fn changes_since(
    words: &Strings,
    model: &Model,
    then: &SavedVerdict,
    decision: &Decision,
) -> Vec<Sentence> {
    let before = saved_verdict(words, then, |id| alternative(words, model, id));
    let close = names(model, &decision.verdict.close, words.and);
    let now = verdict(words, decision.verdict.kind, close);
    let mut lines = vec![
        fill(words.behind().then, &[&model_text(&then.version), &before]),
        fill(words.behind().now, &[&model_text(&model.version), &now]),
    ];
    let against = then.against.iter().filter(|it| !then.close.contains(it));
    for id in then.close.iter().chain(against).filter(|id| model.alternative(id).is_none()) {
        lines.push(fill(words.behind().gone, &[&alternative(words, model, id)]));
    }
    let pair = then.close.first().zip(then.against.as_ref());
    let Some((a, b)) = pair else { return lines };
    let differences = difference(model, then, decision);
    if !differences.is_empty() {
        let pair = [a, b].map(|id| alternative(words, model, id));
        lines.push(fill(words.behind().moved, &[&pair[0], &pair[1]]));
    }
    for it in differences.iter().take(MOST) {
        lines.push(moved(words, model, it, [a, b]));
    }
    lines
}

/// The verdict then, in a few words; `name` gives the name of an alternative by its id.
pub fn saved_verdict(
    words: &Strings,
    then: &SavedVerdict,
    name: impl Fn(&str) -> Sentence,
) -> Sentence {
    let close = then.close.iter().map(|id| name(id)).collect();
    verdict(words, then.kind, list(close, words.and))
}

/// A verdict in a few words that tell a lean from a settled lead.
pub(super) fn verdict(words: &Strings, kind: VerdictKind, subject: Sentence) -> Sentence {
    match kind {
        VerdictKind::Early => fill(words.early, &[&subject]),
        VerdictKind::Leaning => fill(words.leaning, &[&subject]),
        _ => of_kind(words, kind, subject),
    }
}

/// "How much snow lies on the roof? Then 3.0 points for Brick, now 1.2 points for Timber."
fn moved(words: &Strings, model: &Model, it: &Difference, pair: [&String; 2]) -> Sentence {
    let part = |tenths: i64| {
        let whom = alternative(words, model, if tenths < 0 { pair[1] } else { pair[0] });
        if tenths == 0 { ui_text(words.behind().nothing) } else { points(words, tenths, &whom) }
    };
    let question = match model.question(&it.question) {
        Some(q) => model_text(&model.questions[q].text),
        None => fill(words.behind().gone_question, &[&model_text(&it.question)]),
    };
    fill(words.behind().moved_part, &[&question, &part(it.then), &part(it.now)])
}

/// The name of an alternative, or its id when the model no longer has it.
fn alternative(words: &Strings, model: &Model, id: &str) -> Sentence {
    match model.alternative(id) {
        Some(a) => name(&model.alternatives[a]),
        None => fill(words.behind().quoted, &[&model_text(id)]),
    }
}
