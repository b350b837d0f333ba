//! A decision in sections of sentences: what a record writes down, and minutes for a meeting.
//!
//! Minutes begin with what was answered and what was not, so that a meeting can correct that first;
//! then come the verdict, every part of it, what would change it, and where it comes from.

use crate::engine::Decision;
use crate::engine::explain::{Contribution, Standing};
use crate::engine::flips::Flip;
use crate::engine::robust::Robustness;
use crate::engine::sources::SourceView;
use crate::model::answers::{Answers, Reply};
use crate::model::digest::written;
use crate::model::overrides::Override;
use crate::model::schema::VerdictKind;
use crate::model::{Model, Question, Source};

use super::sentence::{Sentence, fill, list, model_text, name, ui_text};
use super::strings::Strings;
use super::words;

/// A heading and what stands under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The heading.
    pub heading: Sentence,
    /// What stands under it, never nothing.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Sentence),
    /// A list.
    Items(Vec<Sentence>),
}

/// The sections of a meeting's minutes.
pub fn minutes(
    words: &Strings,
    model: &Model,
    answers: &Answers,
    decision: &Decision,
    robustness: Option<&Robustness>,
) -> Vec<Section> {
    let it = Minutes { words, model, answers, decision };
    let heading = |text: &str, blocks| Section { heading: ui_text(text), blocks };
    let mut sections = vec![heading(words.behind().answers, it.answers())];
    sections.extend(it.left_open());
    sections.extend(it.overruled());
    sections.push(heading(words.behind().verdict, it.outcome()));
    sections.push(heading(words.behind().alternatives, it.options(robustness)));
    sections.extend(it.consequences(usize::MAX));
    sections.push(it.change());
    sections.push(it.sources());
    sections.push(it.origin());
    sections
}

/// When the evidence was read, who paid, and when it will be read again.
pub fn origin(words: &Strings, model: &Model) -> Vec<Sentence> {
    let read = |template, date: &str| fill(template, &[&ui_text(words::date(words, date))]);
    let mut lines = vec![read(words.behind().evidence_read, &model.evidence_read)];
    if let Some(it) = &model.corrections_read {
        lines.push(read(words.behind().corrections_read, it));
    }
    lines.push(fill(words.behind().paid_by, &[&model_text(&model.paid_by)]));
    lines.push(fill(words.behind().updates, &[&model_text(&model.update_policy)]));
    lines
}

/// What minutes are written from; each method writes one part of them.
#[derive(Clone, Copy)]
pub struct Minutes<'a> {
    /// Our own words.
    pub words: &'a Strings,
    /// What is decided.
    pub model: &'a Model,
    /// What was said.
    pub answers: &'a Answers,
    /// What came of it.
    pub decision: &'a Decision,
}

impl Minutes<'_> {
    /// What was answered.
    pub fn answers(self) -> Vec<Block> {
        let Self { words, model, answers, .. } = self;
        let given = model.questions.iter().zip(&answers.replies).filter(|it| it.1.is_some());
        let line = |(question, reply): (&Question, &Option<Reply>)| {
            let mut answer = words::answer(words, question, *reply);
            if let Some(Reply::Load(load)) = reply {
                answer = fill("{0} ({1})", &[&answer, &words::load(words, *load)]);
            }
            fill(words.behind().driver, &[&model_text(&question.text), &answer])
        };
        let lines: Vec<Sentence> = given.map(line).collect();
        vec![if lines.is_empty() {
            Block::Paragraph(ui_text(words.behind().no_drivers))
        } else {
            Block::Items(lines)
        }]
    }

    /// How each alternative stands.
    pub fn options(self, robustness: Option<&Robustness>) -> Vec<Block> {
        let Self { words, model, decision, .. } = self;
        let asked = decision.verdict.kind != VerdictKind::Unasked;
        let robustness = robustness.filter(|_| asked);
        let option = |(a, it): (usize, &Standing)| {
            let name = name(&model.alternatives[a]);
            let stands = match it.value {
                _ if !it.eligible => {
                    fill(words.behind().out_by, &[&name, &words::ruled_out_by(words, model, it)])
                }
                Some(value) if asked => {
                    fill(words.behind().of_100, &[&name, &ui_text(value.to_string())])
                }
                _ => name,
            };
            match robustness {
                Some(it) => fill("{0}; {1}", &[&stands, &words::first_in(words, it, a)]),
                None => stands,
            }
        };
        let options = decision.alternatives.iter().enumerate().map(option);
        let mut blocks = vec![Block::Items(options.collect())];
        if robustness.is_some() {
            blocks.push(Block::Paragraph(ui_text(words.behind().readings)));
        }
        blocks
    }

    /// The verdict, both sides of a dispute, and what to be wary of.
    pub fn outcome(self) -> Vec<Block> {
        let Self { words, model, decision, .. } = self;
        let it = words::headline(words, model, decision);
        let mut blocks =
            vec![Block::Paragraph(fill(words.behind().outcome, &[&ui_text(it.over), &it.line]))];
        if decision.verdict.kind == VerdictKind::Unasked {
            return blocks;
        }
        blocks.push(Block::Paragraph(it.below));
        for it in &decision.verdict.disputed {
            let [why, sides @ ..] = words::dispute(words, model, it);
            blocks.push(Block::Paragraph(why));
            blocks.push(Block::Items(sides.to_vec()));
        }
        let warnings = decision.warnings.iter().map(|it| words::warning(words, model, it));
        let warnings: Vec<Sentence> = warnings.collect();
        if !warnings.is_empty() {
            blocks.push(Block::Items(warnings));
        }
        blocks
    }

    /// What the choice brings and what it gives up, at most so many answers on each side; without
    /// a choice, what speaks for either.
    pub fn consequences(self, most: usize) -> Option<Section> {
        let Self { words, model, decision, .. } = self;
        let (leader, other) = decision.leader.zip(decision.runner_up)?;
        let [a, b] = [leader, other].map(|it| name(&model.alternatives[it]));
        let decided = decision.verdict.winner.is_some();
        let mut blocks = Vec::new();
        if let Some(margin) = decision.margin {
            blocks.push(Block::Paragraph(words::margin(words, margin, [&a, &b])));
        }
        let behind = words.behind();
        let [for_it, against] = if decided {
            [
                [behind.good_because, behind.good_while_open],
                [behind.bad_because, behind.bad_while_open],
            ]
        } else {
            [[behind.answered_so, behind.open_so]; 2]
        };
        let mut lines = self.reasons(other, for_it, true, most);
        let given_up = self.reasons(other, against, false, most);
        if given_up.is_empty() && decided {
            lines.push(fill(words.behind().bad_none, &[&a, &b]));
        }
        lines.extend(given_up);
        blocks.push(Block::Items(lines));
        let heading = if decided {
            fill(words.behind().consequences, &[&a, &b])
        } else {
            fill(words.behind().speaks_for_either, &[&a, &b])
        };
        Some(Section { heading, blocks })
    }

    /// What is strongest for the leader, or for the other one: a sentence for an answer, and one for
    /// what was left open.
    fn reasons(
        self,
        other: usize,
        [answered, open]: [&str; 2],
        for_leader: bool,
        most: usize,
    ) -> Vec<Sentence> {
        let Self { words, model, answers, decision } = self;
        let line = |it: &&Contribution| {
            let question = &model.questions[it.question];
            let answer = words::answer(words, question, answers.replies[it.question]);
            let whom = name(&model.alternatives[if for_leader { it.alternative } else { other }]);
            let points = words::whole_points(words, it.rounded, &whom);
            let template = if it.answered { answered } else { open };
            fill(template, &[&model_text(&question.text), &answer, &points])
        };
        let parts = words::strongest(decision, other, for_leader);
        parts.iter().take(most).map(line).collect()
    }

    /// What would change it.
    pub fn change(self) -> Section {
        let Self { words, model, answers, decision } = self;
        let mut blocks = Vec::new();
        if let Some(it) = decision.flips.first() {
            let count = ui_text(it.changes.len().to_string());
            let lead = fill((words.behind().flips_lead)(it.changes.len()), &[&count]);
            blocks.push(Block::Paragraph(lead));
            // Two rivals may need the same changes.
            let mut sets: Vec<&Flip> = Vec::new();
            for it in &decision.flips {
                if !sets.iter().any(|known| known.changes == it.changes) {
                    sets.push(it);
                }
            }
            let sets = sets.iter().map(|it| words::flip(words, model, it));
            blocks.push(Block::Items(sets.collect()));
        } else if decision.verdict.winner.is_some() {
            blocks.push(Block::Paragraph(ui_text(words.behind().flips_none)));
        } else if decision.leader.is_none() {
            blocks.push(Block::Paragraph(ui_text(words.behind().no_comparison)));
        }
        if let Some(open) = words::open(words, decision) {
            blocks.push(Block::Paragraph(open));
        } else if answers.replies.contains(&None) && decision.verdict.is_final {
            blocks.push(Block::Paragraph(ui_text(words.behind().record_final)));
        }
        Section { heading: ui_text(words.behind().flips), blocks }
    }

    /// The sources: what each has at stake, and what it says by itself.
    pub fn sources(self) -> Section {
        let Self { words, model, decision, .. } = self;
        let mut blocks: Vec<Block> = self.agreement().into_iter().collect();
        let lines = model.sources.iter().zip(&decision.sources).map(|(source, view)| {
            let by = [&source.author, &source.date].into_iter().flatten().map(|it| model_text(it));
            let [short, title] = [&source.short, &source.title].map(|it| model_text(it));
            let who = list([short, title].into_iter().chain(by).collect(), ", ");
            fill("{0}. {1}", &[&who, &self.source(source, view)])
        });
        blocks.push(Block::Items(lines.collect()));
        Section { heading: ui_text(words.behind().sources), blocks }
    }

    /// How many sources agree with the verdict.
    pub fn agreement(self) -> Option<Block> {
        let it = self.decision.verdict.winner.map(|_| words::agree(self.words, self.decision));
        it.map(|it| Block::Paragraph(ui_text(it)))
    }

    /// What a source has at stake, and what it says by itself.
    pub fn source(self, source: &Source, view: &SourceView) -> Sentence {
        let Self { words, model, decision, .. } = self;
        let stake = words::stake(words, source);
        if decision.verdict.kind == VerdictKind::Unasked {
            return stake;
        }
        fill("{0} {1}", &[&stake, &words::source_says(words, model, view)])
    }

    /// What was not answered.
    pub fn left_open(self) -> Option<Section> {
        let Self { words, model, answers, .. } = self;
        let open = model.questions.iter().zip(&answers.replies).filter(|it| it.1.is_none());
        let open: Vec<Sentence> = open.map(|it| model_text(&it.0.text)).collect();
        let heading = ui_text(words.behind().left_open);
        (!open.is_empty()).then(|| Section { heading, blocks: vec![Block::Items(open)] })
    }

    /// What the reader overruled.
    pub fn overruled(self) -> Option<Section> {
        let Self { words, answers, .. } = self;
        let lines: Vec<Sentence> = answers.overrides.iter().map(|it| self.overrule(it)).collect();
        let heading = ui_text(words.behind().overruled);
        (!lines.is_empty()).then(|| Section { heading, blocks: vec![Block::Items(lines)] })
    }

    /// "How much snow? “None”: weight 80 of 200; values of 1000: Brick 500, Timber 300."
    fn overrule(self, it: &Override) -> Sentence {
        let Self { words, model, .. } = self;
        let question = &model.questions[it.question];
        let row = match it.option {
            Some(o) => model_text(&question.options[o].text),
            None => ui_text(words.behind().not_answered),
        };
        let weight =
            it.weight.map(|it| fill(words.behind().weight_of_200, &[&ui_text(it.to_string())]));
        let values = it.values.as_ref().map(|values| {
            let rated = model.alternatives.iter().zip(values);
            let value = |(it, value): (_, &Option<i64>)| {
                Some(fill("{0} {1}", &[&name(it), &ui_text((*value)?.to_string())]))
            };
            fill(words.behind().own_values, &[&list(rated.filter_map(value).collect(), ", ")])
        });
        let said = list(weight.into_iter().chain(values).collect(), "; ");
        fill(words.behind().overruled_so, &[&model_text(&question.text), &row, &said])
    }

    /// When the evidence was read, who paid, and which decision this is.
    pub fn origin(self) -> Section {
        let Self { words, model, .. } = self;
        let mut lines = origin(words, model);
        let [id, version] = [&model.id, &model.version].map(|it| model_text(it));
        lines
            .push(fill(words.behind().identity, &[&id, &version, &ui_text(written(model.digest))]));
        Section { heading: ui_text(words.behind().origin), blocks: vec![Block::Items(lines)] }
    }
}
