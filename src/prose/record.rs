//! A decision as a record to keep: Markdown under the headings of MADR, the Markdown architectural
//! decision records (adr.github.io/madr, version 4).
//!
//! Whatever comes from a model or a reader is escaped: it stays text and becomes no markup.

use crate::engine::Decision;
use crate::engine::explain::{Contribution, Standing};
use crate::engine::flips::Flip;
use crate::engine::robust::Robustness;
use crate::model::answers::{Answers, Reply};
use crate::model::digest::written;
use crate::model::overrides::Override;
use crate::model::schema::VerdictKind;
use crate::model::{Model, Question, Source};

use super::line::{Line, fill, isolated, list, name, ours, theirs};
use super::strings::Strings;
use super::words;

/// Most reasons on either side.
const MOST: usize = 3;

/// What a record holds beyond the decision.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stamp<'a> {
    /// The day, `2026-03-31`: nothing here has a clock.
    pub date: Option<&'a str>,
    /// The page's address with the link's fragment.
    pub link: Option<&'a str>,
    /// How far the verdict holds, when that was sampled.
    pub robustness: Option<&'a Robustness>,
}

/// The record of a decision.
pub fn record(
    words: &Strings,
    model: &Model,
    answers: &Answers,
    decision: &Decision,
    stamp: Stamp<'_>,
) -> String {
    let mut page = Page { words, model, answers, decision, text: String::new() };
    page.front(stamp.date);
    page.context();
    page.options(stamp.robustness);
    page.outcome();
    page.heading("## More Information");
    page.change();
    page.sources();
    page.left_open();
    page.overruled();
    page.origin(stamp.link);
    page.text
}

struct Page<'a> {
    words: &'a Strings,
    model: &'a Model,
    answers: &'a Answers,
    decision: &'a Decision,
    text: String,
}

impl Page<'_> {
    fn heading(&mut self, text: &str) {
        self.text.push_str(&[text, "\n\n"].concat());
    }

    fn subheading(&mut self, line: &Line) {
        self.text.push_str(&["### ", &markdown(line), "\n\n"].concat());
    }

    fn paragraph(&mut self, line: &Line) {
        let text = markdown(line);
        if !text.is_empty() {
            self.text.push_str(&[&text, "\n\n"].concat());
        }
    }

    fn items(&mut self, lines: impl IntoIterator<Item = Line>) {
        for line in lines {
            self.text.push_str(&["* ", &markdown(&line), "\n"].concat());
        }
        self.text.push('\n');
    }

    /// A record says what was found; that it is accepted is for people to write.
    fn front(&mut self, date: Option<&str>) {
        self.text.push_str("---\nstatus: proposed\n");
        if let Some(date) = date {
            let date: String =
                date.chars().filter(|it| it.is_ascii_digit() || *it == '-').collect();
            self.text.push_str(&["date: ", &date, "\n"].concat());
        }
        self.text.push_str("---\n\n");
        let verdict = words::headline(self.words, self.model, self.decision).line;
        let title = fill("{0} · {1}", &[&theirs(&self.model.title), &verdict]);
        self.heading(&["# ", &markdown(&title)].concat());
    }

    fn context(&mut self) {
        let Self { words, model, answers, .. } = *self;
        self.heading("## Context and Problem Statement");
        self.paragraph(&fill(words.to_decide, &[&theirs(&model.title)]));
        self.paragraph(&ours(words.record_intro));
        self.heading("## Decision Drivers");
        let drivers = model.questions.iter().zip(&answers.replies).filter(|it| it.1.is_some());
        let driver = |(question, reply): (&Question, &Option<Reply>)| {
            let answer = words::answer(words, question, *reply);
            let answer = match reply {
                Some(Reply::Load(load)) => {
                    fill("{0} ({1})", &[&answer, &words::load(words, *load)])
                }
                _ => answer,
            };
            fill(words.driver, &[&theirs(&question.text), &answer])
        };
        let drivers: Vec<Line> = drivers.map(driver).collect();
        if drivers.is_empty() {
            self.paragraph(&ours(words.no_drivers));
        } else {
            self.items(drivers);
        }
    }

    fn options(&mut self, robustness: Option<&Robustness>) {
        let Self { words, model, decision, .. } = *self;
        self.heading("## Considered Options");
        let asked = decision.verdict.kind != VerdictKind::Unasked;
        let robustness = robustness.filter(|_| asked);
        let option = |(a, it): (usize, &Standing)| {
            let name = name(&model.alternatives[a]);
            let stands = match it.value {
                _ if !it.eligible => {
                    fill(words.out_by, &[&name, &words::ruled_out_by(words, model, it)])
                }
                Some(value) if asked => fill(words.of_100, &[&name, &ours(value.to_string())]),
                _ => name,
            };
            match robustness {
                Some(it) => fill("{0}; {1}", &[&stands, &words::first_in(words, it, a)]),
                None => stands,
            }
        };
        self.items(decision.alternatives.iter().enumerate().map(option));
        if robustness.is_some() {
            self.paragraph(&ours(words.readings));
        }
    }

    fn outcome(&mut self) {
        let Self { words, model, decision, .. } = *self;
        self.heading("## Decision Outcome");
        let it = words::headline(words, model, decision);
        self.paragraph(&fill(words.outcome, &[&ours(it.over), &it.line]));
        if decision.verdict.kind == VerdictKind::Unasked {
            return;
        }
        self.paragraph(&it.below);
        for it in &decision.verdict.disputed {
            let [why, sides @ ..] = words::dispute(words, model, it);
            self.paragraph(&why);
            self.items(sides);
        }
        if !decision.warnings.is_empty() {
            self.items(decision.warnings.iter().map(|it| words::warning(words, model, it)));
        }
        if let Some((leader, other)) = decision.leader.zip(decision.runner_up) {
            self.consequences(leader, other);
        }
    }

    /// What the choice brings and what it gives up; without a choice, what speaks for either.
    fn consequences(&mut self, leader: usize, other: usize) {
        let Self { words, model, decision, .. } = *self;
        let [a, b] = [leader, other].map(|it| name(&model.alternatives[it]));
        let decided = decision.verdict.winner.is_some();
        if decided {
            self.heading("### Consequences");
        } else {
            self.subheading(&fill(words.speaks_for_either, &[&a, &b]));
        }
        if let Some(margin) = decision.margin {
            self.paragraph(&words::margin(words, margin, [&a, &b]));
        }
        let [for_it, against] =
            if decided { [words.good_because, words.bad_because] } else { [words.answered_so; 2] };
        let mut lines = self.reasons(other, for_it, true);
        let given_up = self.reasons(other, against, false);
        if given_up.is_empty() && decided {
            lines.push(fill(words.bad_none, &[&a, &b]));
        }
        lines.extend(given_up);
        self.items(lines);
    }

    /// The strongest answers for the leader, or for the other one.
    fn reasons(&self, other: usize, template: &str, for_leader: bool) -> Vec<Line> {
        let Self { words, model, answers, decision, .. } = *self;
        let line = |it: &&Contribution| {
            let question = &model.questions[it.question];
            let answer = words::answer(words, question, answers.replies[it.question]);
            let whom = name(&model.alternatives[if for_leader { it.alternative } else { other }]);
            let points = words::whole_points(words, it.rounded, &whom);
            fill(template, &[&theirs(&question.text), &answer, &points])
        };
        let parts = words::strongest(decision, other, for_leader);
        parts.iter().take(MOST).map(line).collect()
    }

    fn change(&mut self) {
        let Self { words, model, answers, decision, .. } = *self;
        self.subheading(&ours(words.flips));
        if let Some(it) = decision.flips.first() {
            let count = ours(it.changes.len().to_string());
            self.paragraph(&fill((words.flips_lead)(it.changes.len()), &[&count]));
            // Two rivals may need the same changes.
            let mut sets: Vec<&Flip> = Vec::new();
            for it in &decision.flips {
                if !sets.iter().any(|known| known.changes == it.changes) {
                    sets.push(it);
                }
            }
            self.items(sets.iter().map(|it| words::flip(words, model, it)));
        } else if decision.verdict.winner.is_some() {
            self.paragraph(&ours(words.flips_none));
        } else if decision.leader.is_none() {
            self.paragraph(&ours(words.no_comparison));
        }
        if let Some(open) = words::open(words, decision) {
            self.paragraph(&open);
        } else if answers.replies.contains(&None) && decision.verdict.is_final {
            self.paragraph(&ours(words.record_final));
        }
    }

    fn sources(&mut self) {
        let Self { words, model, decision, .. } = *self;
        self.subheading(&ours(words.sources));
        if decision.verdict.winner.is_some() {
            self.paragraph(&ours(words::agree(words, decision)));
        }
        for (source, view) in model.sources.iter().zip(&decision.sources) {
            let stake = words::stake(words, source);
            self.text.push_str(&["* ", &reference(source), ". ", &markdown(&stake)].concat());
            if decision.verdict.kind != VerdictKind::Unasked {
                let says = words::source_says(words, model, view);
                self.text.push_str(&[" ", &markdown(&says)].concat());
            }
            self.text.push('\n');
        }
        self.text.push('\n');
    }

    fn left_open(&mut self) {
        let Self { words, model, answers, .. } = *self;
        let open = model.questions.iter().zip(&answers.replies).filter(|it| it.1.is_none());
        let open: Vec<Line> = open.map(|it| theirs(&it.0.text)).collect();
        if !open.is_empty() {
            self.subheading(&ours(words.left_open));
            self.items(open);
        }
    }

    fn overruled(&mut self) {
        let Self { words, answers, .. } = *self;
        if !answers.overrides.is_empty() {
            self.subheading(&ours(words.overruled));
            let lines: Vec<Line> = answers.overrides.iter().map(|it| self.overrule(it)).collect();
            self.items(lines);
        }
    }

    /// "How much snow? “None”: weight 80 of 200, values Brick 500, Timber 300".
    fn overrule(&self, it: &Override) -> Line {
        let Self { words, model, .. } = *self;
        let question = &model.questions[it.question];
        let row = match it.option {
            Some(o) => theirs(&question.options[o].text),
            None => ours(words.not_answered),
        };
        let weight = it.weight.map(|it| fill(words.own_weight, &[&ours(it.to_string())]));
        let values = it.values.as_ref().map(|values| {
            let rated = model.alternatives.iter().zip(values);
            let value = |(it, value): (_, &Option<i64>)| {
                Some(fill("{0} {1}", &[&name(it), &ours((*value)?.to_string())]))
            };
            fill(words.own_values, &[&list(rated.filter_map(value).collect(), ", ")])
        });
        let said = list(weight.into_iter().chain(values).collect(), "; ");
        fill(words.overruled_row, &[&theirs(&question.text), &row, &said])
    }

    fn origin(&mut self, link: Option<&str>) {
        let Self { words, model, .. } = *self;
        self.subheading(&ours(words.origin));
        let evidence = ours(words::date(words, &model.evidence_read));
        let mut lines = vec![fill(words.evidence_read, &[&evidence])];
        if let Some(it) = &model.corrections_read {
            let date = ours(words::date(words, it));
            lines.push(fill(words.corrections_read, &[&date]));
        }
        lines.push(fill(words.paid_by, &[&theirs(&model.paid_by)]));
        lines.push(fill(words.updates, &[&theirs(&model.update_policy)]));
        let [id, version] = [&model.id, &model.version].map(|it| theirs(it));
        lines.push(fill(words.identity, &[&id, &version, &ours(written(model.digest))]));
        self.items(lines);
        if let Some(link) = link {
            let lead = markdown(&ours(words.open_again));
            self.text.push_str(&[&lead, " <", &address(link), ">\n"].concat());
        }
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        self.text.push('\n');
    }
}

/// A source's name, and its title as a link where it has an address.
fn reference(source: &Source) -> String {
    let title = markdown(&theirs(&source.title));
    let title = match &source.url {
        Some(url) => ["[", &title, "](<", &address(url), ">)"].concat(),
        None => title,
    };
    let by = [&source.author, &source.date].into_iter().flatten();
    let by: Vec<String> = by.map(|it| markdown(&theirs(it))).collect();
    let by = if by.is_empty() { String::new() } else { [" (", &by.join(", "), ")"].concat() };
    [&markdown(&theirs(&source.short)), ", ", &title, &by].concat()
}

/// An address that ends no link before its time.
fn address(url: &str) -> String {
    let mut out = String::new();
    for it in url.chars() {
        match it {
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '&' => out.push_str("&amp;"),
            _ if it.is_whitespace() || it.is_control() => out.push_str("%20"),
            _ => out.push(it),
        }
    }
    out
}

/// A sentence in which nothing is markup.
fn markdown(line: &Line) -> String {
    escape(&isolated(line))
}

/// Escapes what Markdown, with the tables, strikethrough, mathematics and bare links that hosts of
/// repositories add, would read as markup.
///
/// ```
/// use tiebreak::prose::record::escape;
/// assert_eq!(escape("1. <b>*bold*</b>"), "1\\. \\<b\\>\\*bold\\*\\</b\\>");
/// ```
pub fn escape(text: &str) -> String {
    let text = text.trim();
    let mut out = String::new();
    let number = text.bytes().take_while(u8::is_ascii_digit).count();
    for (i, it) in text.char_indices() {
        let first = i == 0 && matches!(it, '#' | '+' | '-' | '=' | ':' | '!');
        let after_number = i == number && matches!(it, '.' | ')');
        let always = matches!(
            it,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$' | '@'
        );
        let bare_link = (it == ':' && text[i..].starts_with("://"))
            || (it == '.' && text[..i].to_ascii_lowercase().ends_with("www"));
        if first || after_number || always || bare_link {
            out.push('\\');
        }
        out.push(it);
    }
    out
}
