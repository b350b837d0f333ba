//! The edits from one model to another, and the effect of some of them on one answer sheet.

use std::borrow::Cow;

use crate::model::answers::{Reply, indices};
use crate::model::rows::QuestionRows;
use crate::model::{
    Alternative, Citation, Condition, Derived, Model, Question, Rater, Rating, Requirement, Rule,
    ScoreRow, Source,
};

use super::super::carriers::question_rows;
use super::super::replies::Effect;

/// A part of a model whose change can change a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The tie band.
    Band,
    /// The clusters of the sources.
    Clusters,
    /// The parts, the seam or the cost of a derived alternative.
    Derived,
    /// The kind of a question.
    Kind,
    /// The groups of the options of a `many` question.
    Groups,
    /// The cut points of a `number` question.
    CutPoints,
    /// When a question applies.
    When,
    /// The weight of a row.
    Weight,
    /// The values of a row, by any source, or their rules.
    Values,
    /// The requirements of an option.
    Requirements,
    /// A question that is removed and has weight while it is not answered.
    Removed,
    /// A question that is added and has weight while it is not answered.
    Added,
}

impl Field {
    /// The stable name, as in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Band => "band",
            Self::Clusters => "clusters",
            Self::Derived => "derived",
            Self::Kind => "kind",
            Self::Groups => "groups",
            Self::CutPoints => "cut_points",
            Self::When => "when",
            Self::Weight => "weight",
            Self::Values => "values",
            Self::Requirements => "requirements",
            Self::Removed => "removed",
            Self::Added => "added",
        }
    }
}

/// An edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The changed part.
    pub field: Field,
    /// Id of the derived alternative.
    pub alternative: Option<String>,
    /// Id of the question.
    pub question: Option<String>,
    /// Id of the option; `None` for the row of the unanswered question.
    pub option: Option<String>,
    /// The number before and after, for the band and for weights.
    pub numbers: Option<(i64, i64)>,
}

/// The place of an edit by index: in the old model and in the new one.
#[derive(Clone, Copy, Default)]
struct Place {
    alternative: [usize; 2],
    question: [usize; 2],
    option: Option<[usize; 2]>,
}

/// All edits of two models.
pub(super) struct Edits {
    pub(super) list: Vec<Edit>,
    places: Vec<Place>,
    /// The old model. Its sources are those of both models.
    old: Model,
    /// The new model in terms of the old one: its sources and alternatives have the same indices,
    /// as far as the old model has them.
    new: Model,
    /// The rows of the old model.
    rows: Vec<QuestionRows>,
}

impl Edits {
    pub(super) fn new(old: &Model, new: &Model) -> Self {
        let old = with_sources_of(old, new);
        let new = in_terms_of(&old, new);
        let rows = old.questions.iter().map(|question| question_rows(&old, question, &|_| true));
        let rows = rows.collect();
        let mut edits = Self { list: Vec::new(), places: Vec::new(), old, new, rows };
        edits.compare();
        edits
    }

    fn compare(&mut self) {
        let (old, new) = (self.old.clone(), self.new.clone());
        if old.band != new.band {
            self.add(Field::Band, Place::default(), Some((old.band, new.band)));
        }
        let clusters = |model: &Model| -> Vec<usize> {
            model.sources.iter().map(|source| source.cluster).collect()
        };
        if !is_same_partition(&clusters(&old), &clusters(&new)) {
            self.add(Field::Clusters, Place::default(), None);
        }
        for (a, alternative) in old.alternatives.iter().enumerate() {
            let Some(b) = new.alternative(&alternative.id) else { continue };
            if alternative.derived != new.alternatives[b].derived {
                self.add(Field::Derived, Place { alternative: [a, b], ..Place::default() }, None);
            }
        }
        for (q, question) in old.questions.iter().enumerate() {
            match common(question, &new) {
                Some(n) => self.compare_question([q, n], question, &new.questions[n]),
                None if question.unanswered.weight > 0 => {
                    self.add(Field::Removed, Place { question: [q, 0], ..Place::default() }, None);
                }
                None => {}
            }
        }
        for (n, question) in new.questions.iter().enumerate() {
            if common(question, &old).is_none() && question.unanswered.weight > 0 {
                self.add(Field::Added, Place { question: [0, n], ..Place::default() }, None);
            }
        }
    }

    fn compare_question(&mut self, at: [usize; 2], old: &Question, new: &Question) {
        let place = Place { question: at, ..Place::default() };
        if old.kind != new.kind {
            self.add(Field::Kind, place, None);
        }
        let options: Vec<[usize; 2]> = (old.options.iter().enumerate())
            .filter_map(|(o, option)| Some([o, new.option(&option.id)?]))
            .collect();
        let groups = |question: &Question, side: usize| -> Vec<usize> {
            options.iter().map(|pair| question.options[pair[side]].group).collect()
        };
        if !is_same_partition(&groups(old, 0), &groups(new, 1)) {
            self.add(Field::Groups, place, None);
        }
        let cuts = |question: &Question, side: usize| -> Vec<u64> {
            options.iter().map(|pair| question.options[pair[side]].from.to_bits()).collect()
        };
        if cuts(old, 0) != cuts(new, 1) {
            self.add(Field::CutPoints, place, None);
        }
        if old.when != condition_in_old(&self.old, &self.new, new) {
            self.add(Field::When, place, None);
        }
        self.compare_row(place, &old.unanswered, &new.unanswered);
        for pair in options {
            let place = Place { option: Some(pair), ..place };
            let (old, new) = (&old.options[pair[0]], &new.options[pair[1]]);
            self.compare_row(place, &old.row, &new.row);
            let requirements = |list: &[Requirement]| {
                let each = list.iter().map(|requirement| {
                    let sources = |citations: &[Citation]| {
                        let source = |citation: &Citation| rater_index(citation.source);
                        let mut sources: Vec<Option<usize>> =
                            citations.iter().map(source).collect();
                        sources.sort_unstable();
                        sources
                    };
                    let Requirement { excludes, said_by, contradicted_by } = requirement;
                    (*excludes, sources(said_by), sources(contradicted_by))
                });
                let mut all: Vec<_> = each.collect();
                all.sort();
                all
            };
            if requirements(&old.requirements) != requirements(&new.requirements) {
                self.add(Field::Requirements, place, None);
            }
        }
    }

    fn compare_row(&mut self, place: Place, old: &ScoreRow, new: &ScoreRow) {
        if old.weight != new.weight {
            self.add(Field::Weight, place, Some((old.weight, new.weight)));
        }
        let values = |row: &ScoreRow| {
            let each =
                row.ratings.iter().map(|rating| (rater_index(rating.rater), rating.values.clone()));
            let mut all: Vec<_> = each.collect();
            all.sort();
            (all, row.rules.clone())
        };
        if values(old) != values(new) {
            self.add(Field::Values, place, None);
        }
    }

    fn add(&mut self, field: Field, place: Place, numbers: Option<(i64, i64)>) {
        let is_new = field == Field::Added;
        let (model, side) = if is_new { (&self.new, 1) } else { (&self.old, 0) };
        let has_question = !matches!(field, Field::Band | Field::Clusters | Field::Derived);
        let question = has_question.then(|| &model.questions[place.question[side]]);
        let option = question.zip(place.option);
        let is_derived = field == Field::Derived;
        let edit = Edit {
            field,
            alternative: is_derived.then(|| model.alternatives[place.alternative[side]].id.clone()),
            question: question.map(|question| question.id.clone()),
            option: option.map(|(question, pair)| question.options[pair[side]].id.clone()),
            numbers,
        };
        self.list.push(edit);
        self.places.push(place);
    }

    /// The tie band after some edits.
    pub(super) fn band(&self, edits: &[usize]) -> i64 {
        let is_edited = edits.iter().any(|&edit| self.list[edit].field == Field::Band);
        if is_edited { self.new.band } else { self.old.band }
    }

    /// The sum of the effects of replies to the old model after some edits.
    pub(super) fn sum(&self, replies: &[Option<Reply>], edits: &[usize]) -> Effect {
        let mut model = Cow::Borrowed(&self.old);
        // Bits of the questions whose rows change.
        let mut changed = 0_u64;
        let (mut removed, mut added) = (0_u64, Effect::default());
        for &edit in edits {
            let Place { alternative, question: [q, n], option } = self.places[edit];
            let new = &self.new;
            match self.list[edit].field {
                Field::Band => {}
                Field::Removed => removed |= 1 << q,
                Field::Added => {
                    let rows = question_rows(new, &new.questions[n], &|_| true);
                    added.add(&Effect::open(&rows));
                }
                Field::Clusters => {
                    changed = u64::MAX;
                    for (source, other) in model.to_mut().sources.iter_mut().zip(&new.sources) {
                        source.cluster = other.cluster;
                    }
                }
                Field::Derived => {
                    changed = u64::MAX;
                    let [a, b] = alternative;
                    let derived = new.alternatives[b].derived.clone();
                    model.to_mut().alternatives[a].derived = derived;
                }
                Field::When => {
                    let when = condition_in_old(&self.old, new, &new.questions[n]);
                    model.to_mut().questions[q].when = when;
                }
                field => {
                    changed |= 1 << q;
                    let question = &mut model.to_mut().questions[q];
                    edit_question(question, &new.questions[n], field, option);
                }
            }
        }
        let mut sum = added;
        let applicable = model.applicable(replies);
        for (q, question) in model.questions.iter().enumerate() {
            if (removed | !applicable) & (1 << q) != 0 {
                continue;
            }
            let rows = if changed & (1 << q) == 0 {
                Cow::Borrowed(&self.rows[q])
            } else {
                Cow::Owned(question_rows(&model, question, &|_| true))
            };
            sum.add(&match replies[q] {
                Some(reply) => Effect::of(question, &rows, question.chosen(reply)),
                None => Effect::open(&rows),
            });
        }
        sum
    }
}

/// Makes one edit in a question.
fn edit_question(
    question: &mut Question,
    new: &Question,
    field: Field,
    option: Option<[usize; 2]>,
) {
    let (row, new_row) = match option {
        Some([o, n]) => (&mut question.options[o].row, &new.options[n].row),
        None => (&mut question.unanswered, &new.unanswered),
    };
    match field {
        Field::Weight => row.weight = new_row.weight,
        Field::Values => {
            row.ratings.clone_from(&new_row.ratings);
            row.rules.clone_from(&new_row.rules);
        }
        Field::Kind => question.kind = new.kind,
        Field::Requirements => {
            if let Some([o, n]) = option {
                question.options[o].requirements.clone_from(&new.options[n].requirements);
            }
        }
        Field::Groups | Field::CutPoints => {
            for option in &mut question.options {
                let Some(n) = new.option(&option.id) else { continue };
                if field == Field::Groups {
                    option.group = new.options[n].group;
                } else {
                    option.from = new.options[n].from;
                }
            }
        }
        Field::Band
        | Field::Clusters
        | Field::Derived
        | Field::When
        | Field::Removed
        | Field::Added => {}
    }
}

/// The index of a source; `None` for the author of the model.
fn rater_index(rater: Rater) -> Option<usize> {
    match rater {
        Rater::Source(source) => Some(source),
        Rater::Editor => None,
    }
}

/// The condition of a question of the new model for the old one: the questions and options that the
/// old model has.
fn condition_in_old(old: &Model, new: &Model, question: &Question) -> Option<Condition> {
    let condition = question.when?;
    let before = &new.questions[condition.question];
    let q = old.question(&before.id)?;
    let options = indices(condition.options)
        .filter_map(|o| old.questions[q].option(&before.options[o].id))
        .fold(0, |set, o| set | 1 << o);
    Some(Condition { question: q, options })
}

/// The index of the same question in another model.
fn common(question: &Question, other: &Model) -> Option<usize> {
    let q = other.question(&question.id)?;
    (other.questions[q].choose == question.choose).then_some(q)
}

/// Whether two lists put the same places together.
fn is_same_partition(a: &[usize], b: &[usize]) -> bool {
    (0..a.len()).all(|i| (0..i).all(|j| (a[i] == a[j]) == (b[i] == b[j])))
}

/// The old model with the sources that only the new one has, each in the cluster of a source that
/// both have, or else in a cluster of its own.
fn with_sources_of(old: &Model, new: &Model) -> Model {
    let mut model = old.clone();
    for source in &new.sources {
        if old.source(&source.id).is_some() {
            continue;
        }
        let is_shared =
            |other: &&Source| other.cluster == source.cluster && old.source(&other.id).is_some();
        let shared = new.sources.iter().find(is_shared).and_then(|other| old.source(&other.id));
        let cluster =
            shared.map_or(new.clusters + old.clusters + source.cluster, |s| old.sources[s].cluster);
        model.sources.push(Source { cluster, ..source.clone() });
    }
    model
}

/// The new model with the sources of the old one, which include its own, and with values and
/// requirements by the alternatives of the old one. Values of alternatives that it lacks are 500.
fn in_terms_of(old: &Model, new: &Model) -> Model {
    let mut model = new.clone();
    let source = |s: usize| old.source(&new.sources[s].id).unwrap_or(s);
    let places: Vec<Option<usize>> =
        old.alternatives.iter().map(|alternative| new.alternative(&alternative.id)).collect();
    let old_place = |a: usize| places.iter().position(|&place| place == Some(a));

    model.sources = (old.sources.iter())
        .map(|source| match new.source(&source.id) {
            Some(s) => new.sources[s].clone(),
            None => Source {
                cluster: 2 * new.clusters + old.clusters + source.cluster,
                ..source.clone()
            },
        })
        .collect();
    let translate = |row: &mut ScoreRow, is_derived: &dyn Fn(usize) -> bool| {
        let rule = |a: usize| places[a].map_or(Rule::Own, |b| row.rules[b]);
        let rules: Vec<Rule> = (0..places.len()).map(rule).collect();
        for Rating { rater, values, .. } in &mut row.ratings {
            if let Rater::Source(s) = rater {
                *s = source(*s);
            }
            let value = |(a, place): (usize, &Option<usize>)| match place {
                Some(b) => values[*b],
                None => (!is_derived(a)).then_some(500),
            };
            *values = places.iter().enumerate().map(value).collect();
        }
        row.rules = rules;
    };
    let is_derived = |a: usize| old.alternatives[a].derived.is_some();
    for question in &mut model.questions {
        translate(&mut question.unanswered, &is_derived);
        for option in &mut question.options {
            translate(&mut option.row, &is_derived);
            option.requirements.retain(|requirement| old_place(requirement.excludes).is_some());
            for requirement in &mut option.requirements {
                requirement.excludes = old_place(requirement.excludes).unwrap_or(0);
                let Requirement { said_by, contradicted_by, .. } = requirement;
                for citation in said_by.iter_mut().chain(contradicted_by) {
                    if let Rater::Source(s) = &mut citation.source {
                        *s = source(*s);
                    }
                }
            }
        }
    }
    model.alternatives = (old.alternatives.iter())
        .map(|alternative| {
            let b = new.alternative(&alternative.id);
            let derived = b.and_then(|b| new.alternatives[b].derived.as_ref());
            let derived = derived.map(|derived| Derived {
                of: derived.of.iter().filter_map(|&part| old_place(part)).collect(),
                ..*derived
            });
            Alternative { derived, ..alternative.clone() }
        })
        .collect();
    model
}
