//! How sure, in whole numbers of 100: never a digit below the sampling error.
//!
//! `first` is [`crate::engine::robust::Robustness::first_of_100`].

use crate::engine::Decision;
use crate::engine::order::sort_by_key;
use crate::model::Model;

use super::sentence::{Sentence, fill, list, name, ui_text};
use super::strings::Strings;

/// "First in 78 of 100 plausible readings of your answers"; without a winner, for everybody who is
/// close.
pub fn sentence(words: &Strings, model: &Model, decision: &Decision, first: &[usize]) -> Sentence {
    match decision.verdict.winner {
        Some(a) => fill(words.behind().first_in, &[&ui_text(first[a].to_string())]),
        None => fill(words.behind().first_shares, &[&shares(words, model, first)]),
    }
}

/// "Django in 48, Both in 47, nothing in 5".
pub fn shares(words: &Strings, model: &Model, first: &[usize]) -> Sentence {
    let m = model.alternatives.len();
    let mut order: Vec<usize> = (0..m).filter(|&a| first[a] > 0).collect();
    sort_by_key(&mut order, |&a| 100 - first[a]);
    let count = |n: usize| ui_text(n.to_string());
    let share = |&a: &usize| {
        fill(words.behind().first_share, &[&name(&model.alternatives[a]), &count(first[a])])
    };
    let mut all: Vec<Sentence> = order.iter().map(share).collect();
    if first[m] > 0 {
        all.push(fill(words.behind().nothing_share, &[&count(first[m])]));
    }
    list(all, words.and)
}
