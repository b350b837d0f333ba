//! Changes since a link was made: the verdict before and now, and the largest differences.

use crate::engine::Decision;
use crate::link::{Difference, SavedVerdict, difference};
use crate::model::Model;

use super::phrases::{kind_with_certainty, points, separators};
use super::sentence::{Sentence, fill, list, model_text, name, names, ui_text};
use super::strings::Strings;

/// The number of differences that are named at most.
const MAX_DIFFERENCES: usize = 3;

/// The verdict before, the verdict now, and the largest differences: one line each. Empty if the model has
/// the same version and everything that a line could name is equal.
pub fn changes_since(
    strings: &Strings,
    model: &Model,
    saved: &SavedVerdict,
    decision: &Decision,
) -> Vec<Sentence> {
    let details = strings.details();
    let before = saved_verdict(strings, saved, |id| alternative(strings, model, id));
    let kind = decision.verdict.kind;
    let close = names(model, &decision.verdict.close, separators(strings, kind));
    let now = kind_with_certainty(strings, kind, close);
    let mut lines = vec![
        fill(details.saved_verdict, &[&model_text(&saved.version), &before]),
        fill(details.current_verdict, &[&model_text(&model.version), &now]),
    ];
    let against = saved.against.iter().filter(|id| !saved.close.contains(id));
    for id in saved.close.iter().chain(against).filter(|id| model.alternative(id).is_none()) {
        lines.push(fill(details.removed_alternative, &[&alternative(strings, model, id)]));
    }
    let differences = difference(model, saved, decision);
    let ids = decision.verdict.close.iter().map(|&a| &model.alternatives[a].id);
    let is_same_verdict = saved.kind == kind && ids.eq(&saved.close);
    if saved.version == model.version && is_same_verdict && differences.is_empty() {
        return Vec::new();
    }
    let pair = saved.close.first().zip(saved.against.as_ref());
    let Some((a, b)) = pair else { return lines };
    if !differences.is_empty() {
        let pair = [a, b].map(|id| alternative(strings, model, id));
        lines.push(fill(details.largest_changes, &[&pair[0], &pair[1]]));
    }
    for difference in differences.iter().take(MAX_DIFFERENCES) {
        lines.push(change_of_question(strings, model, difference, [a, b]));
    }
    lines
}

/// A saved verdict in a few words; `name` returns the name of an alternative by its id.
pub fn saved_verdict(
    strings: &Strings,
    saved: &SavedVerdict,
    name: impl Fn(&str) -> Sentence,
) -> Sentence {
    let close = saved.close.iter().map(|id| name(id)).collect();
    let subject = list(close, separators(strings, saved.kind));
    kind_with_certainty(strings, saved.kind, subject)
}

/// "How much snow lies on the roof? Then 3.0 points for Brick, now 1.2 points for Timber."
fn change_of_question(
    strings: &Strings,
    model: &Model,
    difference: &Difference,
    pair: [&String; 2],
) -> Sentence {
    let details = strings.details();
    let part = |tenths: i64| {
        let ahead = alternative(strings, model, if tenths < 0 { pair[1] } else { pair[0] });
        if tenths == 0 { ui_text(details.no_points) } else { points(strings, tenths, &ahead) }
    };
    let question = match model.question(&difference.question) {
        Some(q) => model_text(&model.questions[q].text),
        None => fill(details.removed_question, &[&model_text(&difference.question)]),
    };
    let [before, now] = [difference.before, difference.now].map(part);
    fill(details.change_of_question, &[&question, &before, &now])
}

/// The name of an alternative, or its quoted id when the model no longer has the alternative.
fn alternative(strings: &Strings, model: &Model, id: &str) -> Sentence {
    match model.alternative(id) {
        Some(a) => name(&model.alternatives[a]),
        None => fill(strings.details().quoted, &[&model_text(id)]),
    }
}
