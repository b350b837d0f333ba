//! Turns a checked file into a [`Model`]: ids into indices, absent fields into their defaults.
//!
//! Total on any file, so that it cannot fail where the checks have a gap: what does not fit is
//! left out. Only a file without errors becomes a model.

use super::item::Item;
use super::question::{EDITOR, default_rule};
use crate::model::answers::Answers;
use crate::model::rows::Tables;
use crate::model::schema::{
    AlternativeFile, CaseFile, ModelFile, OptionFile, QuestionFile, RatingFile, RowFile, Rule,
    SourceFile, VoiceFile,
};
use crate::model::{
    Alternative, Choice, Choose, Derived, EvidenceLink, Kind, Model, Question, Rater, Rating,
    Requirement, Row, Scale, Source, TypicalCase, Voice,
};

/// The model that a file without errors describes.
pub(super) fn model(file: ModelFile) -> Model {
    let alternatives = alternatives(good(file.alternatives));
    let (sources, clusters) = sources(good(file.sources));
    let rows = Rows { alternatives: &alternatives, sources: &sources };
    let questions: Vec<Question> =
        good(file.questions).into_iter().map(|it| rows.question(it)).collect();
    let cases = good(file.cases).into_iter();
    let cases = cases.filter_map(|it| case(it, &alternatives, &questions)).collect();
    let tables = Tables::new(&alternatives, &sources, &questions);
    let evidence = file.evidence.map(|it| EvidenceLink { file: it.file, integrity: it.integrity });
    Model {
        id: file.id,
        version: file.version,
        digest: 0,
        lang: file.lang,
        title: file.title,
        evidence_read: file.evidence_read,
        corrections_read: file.corrections_read,
        update_policy: file.update_policy,
        paid_by: file.paid_by,
        band: file.band,
        evidence,
        alternatives,
        sources,
        clusters,
        questions,
        cases,
        tables,
    }
}

/// As much of a question as reading answers to it takes.
pub(super) fn answerable(file: &QuestionFile) -> Question {
    let options = file.options.iter().filter_map(Item::good);
    let options = options.map(|it| Choice {
        id: it.id.clone(),
        text: String::new(),
        note: None,
        in_control: false,
        group: 0,
        from: it.from.unwrap_or_default(),
        prior: 1.0,
        row: Row::default(),
        requirements: Vec::new(),
    });
    Question {
        id: file.id.clone(),
        kind: file.kind,
        theme: String::new(),
        tier: file.tier,
        may_not_matter: file.may_not_matter.unwrap_or(file.kind != Kind::Cost),
        choose: file.choose,
        text: String::new(),
        why: String::new(),
        scale: Scale { low: String::new(), high: String::new() },
        unanswered: Row::default(),
        options: options.collect(),
        groups: 0,
    }
}

fn good<T>(items: Vec<Item<T>>) -> Vec<T> {
    let good = items.into_iter().filter_map(|it| match it {
        Item::Good(it) => Some(it),
        Item::Bad { .. } => None,
    });
    good.collect()
}

fn alternatives(files: Vec<AlternativeFile>) -> Vec<Alternative> {
    let ids: Vec<String> = files.iter().map(|it| it.id.clone()).collect();
    let index = |id: &String| ids.iter().position(|it| it == id);
    let alternative = |it: AlternativeFile| Alternative {
        id: it.id,
        name: it.name,
        color: it.color,
        shape: it.shape,
        living: it.living,
        good: it.good,
        bad: it.bad,
        derived: it.derived.map(|it| Derived {
            of: it.of.iter().filter_map(index).collect(),
            seam: it.seam,
            cost: it.cost,
        }),
    };
    files.into_iter().map(alternative).collect()
}

/// The sources, and how many clusters they form.
fn sources(files: Vec<SourceFile>) -> (Vec<Source>, usize) {
    // A source that names no cluster is one alone.
    let mut clusters: Vec<Option<String>> = Vec::new();
    let mut sources = Vec::new();
    for it in files {
        let known = clusters.iter().position(|name| name.is_some() && *name == it.cluster);
        let cluster = known.unwrap_or_else(|| {
            clusters.push(it.cluster);
            clusters.len() - 1
        });
        sources.push(Source {
            id: it.id,
            short: it.short,
            title: it.title,
            author: it.author,
            date: it.date,
            url: it.url,
            sells: it.sells,
            interest: it.interest,
            cluster,
        });
    }
    (sources, clusters.len())
}

/// What rows refer to.
struct Rows<'a> {
    alternatives: &'a [Alternative],
    sources: &'a [Source],
}

impl Rows<'_> {
    fn alternative(&self, id: &str) -> Option<usize> {
        self.alternatives.iter().position(|it| it.id == id)
    }

    fn source(&self, id: &str) -> Option<usize> {
        self.sources.iter().position(|it| it.id == id)
    }

    fn question(&self, file: QuestionFile) -> Question {
        let mut groups: Vec<String> = Vec::new();
        let mut options = Vec::new();
        let (kind, in_control) = (file.kind, file.in_control);
        for it in good(file.options) {
            let name = it.group.clone().unwrap_or_default();
            let group = groups.iter().position(|it| *it == name).unwrap_or(groups.len());
            if group == groups.len() {
                groups.push(name);
            }
            options.push(self.choice(it, kind, in_control, group));
        }
        let many = file.choose == Choose::Many;
        Question {
            id: file.id,
            kind,
            theme: file.theme,
            tier: file.tier,
            may_not_matter: file.may_not_matter.unwrap_or(kind != Kind::Cost),
            choose: file.choose,
            text: file.text,
            why: file.why,
            scale: Scale { low: file.scale.low, high: file.scale.high },
            unanswered: self.row(file.unanswered.unwrap_or_default(), kind),
            options,
            groups: if many { groups.len() } else { 0 },
        }
    }

    fn choice(&self, file: OptionFile, kind: Kind, in_control: bool, group: usize) -> Choice {
        let requirements = good(file.requirements).into_iter().filter_map(|it| {
            Some(Requirement {
                excludes: self.alternative(&it.excludes)?,
                said_by: self.voices(it.said_by),
                contradicted_by: self.voices(it.contradicted_by),
            })
        });
        Choice {
            requirements: requirements.collect(),
            id: file.id,
            text: file.text,
            note: file.note,
            in_control: file.in_control.unwrap_or(in_control),
            group,
            from: file.from.unwrap_or_default(),
            prior: file.prior.unwrap_or(1.0),
            row: self
                .row(RowFile { weight: file.weight, rule: file.rule, ratings: file.ratings }, kind),
        }
    }

    fn row(&self, file: RowFile, kind: Kind) -> Row {
        let rule = |it: &Alternative| match it.derived {
            Some(_) => file.rule.get(&it.id).copied().unwrap_or_else(|| default_rule(kind)),
            None => Rule::Own,
        };
        let rules = self.alternatives.iter().map(rule).collect();
        let ratings = good(file.ratings).into_iter().filter_map(|it| self.rating(it));
        Row { weight: file.weight, rules, ratings: ratings.collect() }
    }

    fn rating(&self, file: RatingFile) -> Option<Rating> {
        let rater = match file.source.as_str() {
            EDITOR => Rater::Editor,
            id => Rater::Source(self.source(id)?),
        };
        let values = self.alternatives.iter().map(|it| file.values.get(&it.id).copied());
        Some(Rating {
            rater,
            values: values.collect(),
            statements: file.statements,
            inferred: file.inferred.iter().filter_map(|it| self.alternative(it)).collect(),
        })
    }

    fn voices(&self, files: Vec<VoiceFile>) -> Vec<Voice> {
        let voices = files.into_iter().filter_map(|it| {
            Some(Voice { source: self.source(&it.source)?, statements: it.statements })
        });
        voices.collect()
    }
}

fn case(
    file: CaseFile,
    alternatives: &[Alternative],
    questions: &[Question],
) -> Option<TypicalCase> {
    Some(TypicalCase {
        winner: alternatives.iter().position(|it| it.id == file.winner)?,
        answers: Answers::read(alternatives, questions, &file.answers).0,
        id: file.id,
        name: file.name,
        note: file.note,
        statements: file.statements,
    })
}
