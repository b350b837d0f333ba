//! A decision as sections of sentences, for a decision record and for printing.
//!
//! A printed summary begins with the answers and the open questions, so that a meeting can correct
//! them first. The verdict, its parts, possible changes and the sources follow.

use crate::engine::Decision;
use crate::engine::explain::{Contribution, Standing};
use crate::engine::robust::Robustness;
use crate::engine::sources::SourceView;
use crate::engine::what_if::end_of_lead;
use crate::model::answers::{Answers, Reply};
use crate::model::digest::to_hex;
use crate::model::overrides::Override;
use crate::model::schema::VerdictKind;
use crate::model::{Model, Question, Source};

use super::phrases;
use super::sentence::{Sentence, fill, list, model_text, name, ui_text};
use super::strings::Strings;

/// A heading with its content.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The heading.
    pub heading: Sentence,
    /// The content; at least one block.
    pub blocks: Vec<Block>,
}

/// A block of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Sentence),
    /// A list.
    Items(Vec<Sentence>),
}

/// All sections of a printed summary.
pub fn sections(
    strings: &Strings,
    model: &Model,
    answers: &Answers,
    decision: &Decision,
    robustness: Option<&Robustness>,
) -> Vec<Section> {
    let summary = Summary { strings, model, answers, decision };
    let details = strings.details();
    let section = |heading: &str, blocks| Section { heading: ui_text(heading), blocks };
    let mut sections = vec![section(details.answers, summary.answers())];
    sections.extend(summary.not_answered());
    sections.extend(summary.changed_ratings());
    sections.push(section(details.verdict, summary.outcome()));
    sections.push(section(details.alternatives, summary.alternatives(robustness)));
    sections.extend(summary.consequences(usize::MAX));
    sections.push(summary.changes());
    sections.extend(summary.sources());
    sections.push(summary.about_decision());
    sections
}

/// The dates of the evidence, the funding, and the update policy of a model.
pub fn origin(strings: &Strings, model: &Model) -> Vec<Sentence> {
    let details = strings.details();
    let read = |template, date: &str| fill(template, &[&ui_text(phrases::date(strings, date))]);
    let mut lines = Vec::new();
    if let Some(date) = &model.evidence_read {
        lines.push(read(details.evidence_read, date));
    }
    if let Some(date) = &model.corrections_read {
        lines.push(read(details.corrections_read, date));
    }
    for (template, text) in
        [(details.paid_by, &model.paid_by), (details.updates, &model.update_policy)]
    {
        if !text.is_empty() {
            lines.push(fill(template, &[&model_text(text)]));
        }
    }
    lines
}

/// Writes the parts of a summary; each method writes one.
#[derive(Clone, Copy)]
pub struct Summary<'a> {
    /// The texts of the reader's language.
    pub strings: &'a Strings,
    /// The model.
    pub model: &'a Model,
    /// The answers.
    pub answers: &'a Answers,
    /// The decision that results from the answers.
    pub decision: &'a Decision,
}

impl Summary<'_> {
    /// The answered questions with their answers.
    pub fn answers(self) -> Vec<Block> {
        let Self { strings, model, answers, .. } = self;
        let details = strings.details();
        let line = |(question, reply): (&Question, &Option<Reply>)| {
            let mut answer = phrases::answer(strings, question, *reply);
            if let Some(Reply::Load(load)) = reply {
                answer = fill("{0} ({1})", &[&answer, &phrases::load(strings, *load)]);
            }
            fill(details.answered_question, &[&model_text(&question.text), &answer])
        };
        let replies = answers.applicable(model);
        let lines: Vec<Sentence> = replies.filter(|(_, reply)| reply.is_some()).map(line).collect();
        vec![if lines.is_empty() {
            Block::Paragraph(ui_text(details.none_answered))
        } else {
            Block::Items(lines)
        }]
    }

    /// The alternatives, each with its score or the answers that rule it out, and with its share of
    /// the scenarios.
    pub fn alternatives(self, robustness: Option<&Robustness>) -> Vec<Block> {
        let Self { strings, model, decision, .. } = self;
        let details = strings.details();
        let has_answers = decision.verdict.kind != VerdictKind::Unasked;
        let robustness = robustness.filter(|_| has_answers);
        let alternative = |(a, standing): (usize, &Standing)| {
            let name = name(&model.alternatives[a]);
            let line = match standing.value {
                _ if !standing.eligible => {
                    let answers = phrases::ruled_out_by(strings, model, standing);
                    fill(details.ruled_out, &[&name, &answers])
                }
                Some(value) if has_answers => {
                    fill(details.score, &[&name, &ui_text(value.to_string())])
                }
                _ => name,
            };
            match robustness {
                Some(robustness) => {
                    let share = phrases::share_of_scenarios(strings, robustness, a);
                    fill("{0}; {1}", &[&line, &share])
                }
                None => line,
            }
        };
        let lines = decision.alternatives.iter().enumerate().map(alternative);
        let mut blocks = vec![Block::Items(lines.collect())];
        if robustness.is_some() {
            blocks.push(Block::Paragraph(ui_text(details.scenarios_note)));
        }
        blocks
    }

    /// The verdict, both outcomes of each dispute, and the warnings.
    pub fn outcome(self) -> Vec<Block> {
        let Self { strings, model, decision, .. } = self;
        let headline = phrases::headline(strings, model, decision);
        let status = ui_text(headline.status);
        let verdict = fill(strings.details().outcome, &[&status, &headline.verdict]);
        let mut blocks = vec![Block::Paragraph(verdict)];
        if decision.verdict.kind == VerdictKind::Unasked {
            return blocks;
        }
        blocks.push(Block::Paragraph(headline.explanation));
        for dispute in &decision.verdict.disputed {
            let [why, outcomes @ ..] = phrases::dispute(strings, model, dispute);
            blocks.push(Block::Paragraph(why));
            blocks.push(Block::Items(outcomes.to_vec()));
        }
        let warnings = decision.warnings.iter();
        let warnings: Vec<Sentence> =
            warnings.map(|warning| phrases::warning(strings, model, warning)).collect();
        if !warnings.is_empty() {
            blocks.push(Block::Items(warnings));
        }
        blocks
    }

    /// The reasons for and against the winner compared with the runner-up, at most `most` on each
    /// side; without a winner, the reasons for each of the two best alternatives.
    pub fn consequences(self, most: usize) -> Option<Section> {
        let Self { strings, model, decision, .. } = self;
        let details = strings.details();
        let (leader, other) = decision.leader.zip(decision.runner_up)?;
        let [a, b] = [leader, other].map(|a| name(&model.alternatives[a]));
        let has_winner = decision.verdict.winner.is_some();
        let mut blocks = Vec::new();
        if let Some(margin) = decision.margin {
            blocks.push(Block::Paragraph(phrases::margin(strings, margin, [&a, &b])));
        }
        let [pro, con] = if has_winner {
            [
                [details.good_because, details.good_while_open],
                [details.bad_because, details.bad_while_open],
            ]
        } else {
            [[details.because_answered, details.while_open]; 2]
        };
        let mut lines = self.reasons(other, pro, true, most);
        let cons = self.reasons(other, con, false, most);
        if cons.is_empty() && has_winner {
            lines.push(fill(details.bad_none, &[&a, &b]));
        }
        lines.extend(cons);
        blocks.push(Block::Items(lines));
        let heading = if has_winner { details.consequences } else { details.speaks_for_either };
        Some(Section { heading: fill(heading, &[&a, &b]), blocks })
    }

    /// The largest contributions for the leader, or for the other alternative. The templates are for
    /// an answered and for an open question.
    fn reasons(
        self,
        other: usize,
        [answered, open]: [&str; 2],
        for_leader: bool,
        most: usize,
    ) -> Vec<Sentence> {
        let Self { strings, model, answers, decision } = self;
        let line = |part: &&Contribution| {
            let question = &model.questions[part.question];
            let answer = phrases::answer(strings, question, answers.replies[part.question]);
            let ahead = if for_leader { part.alternative } else { other };
            let ahead = name(&model.alternatives[ahead]);
            let points = phrases::whole_points(strings, part.rounded, &ahead);
            let template = if part.answered { answered } else { open };
            fill(template, &[&model_text(&question.text), &answer, &points])
        };
        let parts = phrases::strongest(decision, other, for_leader);
        parts.iter().take(most).map(line).collect()
    }

    /// The smallest changes that end the lead, and the number of open questions that can change the
    /// verdict.
    pub fn changes(self) -> Section {
        let Self { strings, model, answers, decision } = self;
        let details = strings.details();
        let mut blocks = Vec::new();
        if let Some(first) = decision.flips.first() {
            let count = first.changes.len();
            blocks.push(Block::Paragraph(ui_text(strings.count(&details.flips_lead, count))));
            let sets = end_of_lead(model, answers, decision);
            let lines = sets.iter().map(|set| phrases::change_set(strings, model, set));
            blocks.push(Block::Items(lines.collect()));
        } else if decision.verdict.winner.is_some() {
            blocks.push(Block::Paragraph(ui_text(details.flips_none)));
        } else if decision.leader.is_none() {
            blocks.push(Block::Paragraph(ui_text(details.no_comparison)));
        }
        if let Some(open) = phrases::open_questions(strings, decision) {
            blocks.push(Block::Paragraph(open));
        } else if decision.verdict.is_final
            && answers.applicable(model).any(|(_, reply)| reply.is_none())
        {
            blocks.push(Block::Paragraph(ui_text(details.record_final)));
        }
        Section { heading: ui_text(details.flips), blocks }
    }

    /// The sources with their interests and their own verdicts; `None` for a decision without
    /// sources.
    pub fn sources(self) -> Option<Section> {
        let Self { strings, model, decision, .. } = self;
        if model.sources.is_empty() {
            return None;
        }
        let heading = ui_text(strings.details().sources);
        let mut blocks: Vec<Block> = self.agreement().into_iter().collect();
        let lines = model.sources.iter().zip(&decision.sources).map(|(source, view)| {
            let title = [Some(&source.short), Some(&source.title)];
            let reference = title.into_iter().chain([source.author.as_ref(), source.date.as_ref()]);
            let reference = reference.flatten().map(|text| model_text(text)).collect();
            let end = ui_text(strings.sentence_end);
            [list(reference, strings.comma), end, self.source(source, view)].concat()
        });
        blocks.push(Block::Items(lines.collect()));
        Some(Section { heading, blocks })
    }

    /// How many sources agree with the verdict; `None` without a winner.
    pub fn agreement(self) -> Option<Block> {
        self.decision.verdict.winner?;
        Some(Block::Paragraph(ui_text(phrases::agreement(self.strings, self.decision))))
    }

    /// The interest of a source, and its own verdict.
    pub fn source(self, source: &Source, view: &SourceView) -> Sentence {
        let Self { strings, model, decision, .. } = self;
        let stake = phrases::stake(strings, source);
        if decision.verdict.kind == VerdictKind::Unasked {
            return stake;
        }
        fill("{0} {1}", &[&stake, &phrases::source_verdicts(strings, model, view)])
    }

    /// The open questions; `None` if there are none.
    pub fn not_answered(self) -> Option<Section> {
        let Self { strings, model, answers, .. } = self;
        let replies = answers.applicable(model);
        let open = replies.filter(|(_, reply)| reply.is_none());
        let open: Vec<Sentence> = open.map(|(question, _)| model_text(&question.text)).collect();
        let heading = ui_text(strings.details().left_open);
        (!open.is_empty()).then(|| Section { heading, blocks: vec![Block::Items(open)] })
    }

    /// The weights and values that the reader replaced; `None` if there are none.
    pub fn changed_ratings(self) -> Option<Section> {
        let Self { strings, answers, .. } = self;
        let lines = answers.overrides.iter().map(|row| self.changed_rating(row));
        let lines: Vec<Sentence> = lines.collect();
        let heading = ui_text(strings.details().ratings_changed_by_you);
        (!lines.is_empty()).then(|| Section { heading, blocks: vec![Block::Items(lines)] })
    }

    /// "How much snow? “None”: weight 80 of 200; values of 1000: Brick 500, Timber 300."
    fn changed_rating(self, row: &Override) -> Sentence {
        let Self { strings, model, .. } = self;
        let details = strings.details();
        let question = &model.questions[row.question];
        let option = match row.option {
            Some(o) => model_text(&question.options[o].text),
            None => ui_text(details.not_answered),
        };
        let weight =
            row.weight.map(|weight| fill(details.weight_of_200, &[&ui_text(weight.to_string())]));
        let values = row.values.as_ref().map(|values| {
            let rated = model.alternatives.iter().zip(values);
            let values = rated.filter_map(|(alternative, value)| {
                Some(fill("{0} {1}", &[&name(alternative), &ui_text((*value)?.to_string())]))
            });
            fill(details.own_values, &[&list(values.collect(), strings.comma)])
        });
        let changes = match (weight, values) {
            (Some(weight), Some(values)) => fill(details.weight_and_values, &[&weight, &values]),
            (weight, values) => weight.or(values).unwrap_or_default(),
        };
        fill(details.changed_rating, &[&model_text(&question.text), &option, &changes])
    }

    /// The origin of the model, and its id, version and digest.
    pub fn about_decision(self) -> Section {
        let Self { strings, model, .. } = self;
        let details = strings.details();
        let [id, version] = [&model.id, &model.version].map(|text| model_text(text));
        let digest = ui_text(to_hex(model.digest));
        let mut lines = Vec::new();
        if model.sources.is_empty() {
            lines.push(ui_text(details.no_sources));
        }
        lines.extend(origin(strings, model));
        lines.push(fill(details.identity, &[&id, &version, &digest]));
        Section { heading: ui_text(details.about_decision), blocks: vec![Block::Items(lines)] }
    }
}
