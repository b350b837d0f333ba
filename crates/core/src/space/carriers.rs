//! How many verdicts change without one statement or without one source.

use crate::model::rows::{
    AlternativeSet, DisputedRequirement, OptionRow, QuestionRows, Table, pooled,
};
use crate::model::{Citation, Model, Question, Rating, Requirement, ScoreRow};

use super::replies::{Effect, Sheet, Space, members};

/// A statement or a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// The statement with this id.
    Statement(String),
    /// The source with this index.
    Source(usize),
}

/// The effects of the replies without a statement or source.
pub(super) struct Removal {
    pub(super) carrier: Carrier,
    /// The questions that differ.
    questions: Vec<ChangedQuestion>,
}

struct ChangedQuestion {
    question: usize,
    open: Effect,
    replies: Vec<Effect>,
}

impl Removal {
    /// The removals of all sources and of all statements that support a rating or requirement alone.
    pub(super) fn all(model: &Model, space: &Space) -> Vec<Self> {
        let sources = (0..model.sources.len()).map(|s| {
            let rows = model.tables.without[s].questions.iter();
            Self::new(model, space, Carrier::Source(s), &mut rows.enumerate())
        });
        let statements = statements(model);
        let statements = statements.iter().map(|id| {
            let questions = model.questions.iter().enumerate();
            let changed = questions.filter(|(_, question)| uses(question, id));
            let rows: Vec<(usize, QuestionRows)> =
                changed.map(|(q, question)| (q, without(model, question, id))).collect();
            let carrier = Carrier::Statement((*id).to_owned());
            Self::new(model, space, carrier, &mut rows.iter().map(|(q, rows)| (*q, rows)))
        });
        sources.chain(statements).filter(|removal| !removal.questions.is_empty()).collect()
    }

    fn new(
        model: &Model,
        space: &Space,
        carrier: Carrier,
        rows: &mut dyn Iterator<Item = (usize, &QuestionRows)>,
    ) -> Self {
        let mut questions = Vec::new();
        for (question, rows) in rows {
            let replies = space.effects_in(&model.questions[question], rows, question);
            let open = Effect::open(rows);
            let old = &space.questions[question];
            let mut pairs = replies.iter().zip(&old.replies);
            let is_same = pairs.all(|(new, old)| new.is_same(&old.effect));
            if !is_same || !open.is_same(&old.open) {
                questions.push(ChangedQuestion { question, open, replies });
            }
        }
        Self { carrier, questions }
    }

    /// The sum of the effects of a sheet. `applicable` has a bit for each question that applies.
    pub(super) fn sum(
        &self,
        space: &Space,
        sheet: &Sheet,
        applicable: u64,
        sum: &Effect,
    ) -> Effect {
        let mut changed = *sum;
        let mut excludes = false;
        for ChangedQuestion { question, open, replies } in &self.questions {
            if applicable & (1 << question) == 0 {
                continue;
            }
            let (old, new) = match space.reply(sheet, *question) {
                Some(reply) => (&reply.effect, &replies[usize::from(sheet[*question])]),
                None => (&space.questions[*question].open, open),
            };
            excludes |= (old.agreed, old.disputed) != (new.agreed, new.disputed);
            changed.replace_row(&old.row, &new.row);
        }
        if excludes {
            (changed.agreed, changed.disputed) = self.exclusions(space, sheet, applicable);
        }
        changed
    }

    fn exclusions(
        &self,
        space: &Space,
        sheet: &Sheet,
        applicable: u64,
    ) -> (AlternativeSet, AlternativeSet) {
        let mut all = (0, 0);
        for q in (0..sheet.len()).filter(|q| applicable & (1 << q) != 0) {
            let Some(reply) = space.reply(sheet, q) else { continue };
            let changed = self.questions.iter().find(|changed| changed.question == q);
            let effect = changed.map_or(&reply.effect, |c| &c.replies[usize::from(sheet[q])]);
            all = (all.0 | effect.agreed, all.1 | effect.disputed);
        }
        all
    }

    /// The pooled table without the statement or source.
    pub(super) fn table(&self, model: &Model) -> Table {
        match &self.carrier {
            Carrier::Source(s) => model.tables.without[*s].clone(),
            Carrier::Statement(id) => {
                let mut table = model.tables.pooled.clone();
                for changed in &self.questions {
                    let q = changed.question;
                    table.questions[q] = without(model, &model.questions[q], id);
                }
                table.disputed = disputed(&table.questions);
                table
            }
        }
    }
}

/// The disputed requirements of a table.
pub(super) fn disputed(questions: &[QuestionRows]) -> Vec<DisputedRequirement> {
    let mut list = Vec::new();
    for (question, rows) in questions.iter().enumerate() {
        for (option, row) in rows.options.iter().enumerate() {
            for excludes in members(row.disputed) {
                list.push(DisputedRequirement { question, option, excludes });
            }
        }
    }
    list
}

/// The ids of all statements that support a rating or requirement alone, each once.
fn statements(model: &Model) -> Vec<&str> {
    let mut ids: Vec<&str> = Vec::new();
    let rows = model.questions.iter().flat_map(rows);
    ids.extend(rows.flat_map(|row| &row.ratings).filter_map(|rating| only(&rating.statements)));
    let options = model.questions.iter().flat_map(|question| &question.options);
    let requirements = options.flat_map(|option| &option.requirements);
    let citations = requirements.flat_map(Requirement::citations);
    ids.extend(citations.filter_map(|citation| only(&citation.statements)));
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn only(statements: &[String]) -> Option<&str> {
    if let [only] = statements { Some(only) } else { None }
}

/// The rows of a question, the unanswered row first.
fn rows(question: &Question) -> impl Iterator<Item = &ScoreRow> {
    let options = question.options.iter().map(|option| &option.row);
    std::iter::once(&question.unanswered).chain(options)
}

/// Whether a rating or requirement of the question has this statement alone.
fn uses(question: &Question, id: &str) -> bool {
    let is_alone = |statements: &[String]| only(statements) == Some(id);
    rows(question).flat_map(|row| &row.ratings).any(|rating| is_alone(&rating.statements))
        || (question.options.iter().flat_map(|option| &option.requirements))
            .flat_map(Requirement::citations)
            .any(|citation| is_alone(&citation.statements))
}

/// The rows of a question without the ratings and citations that have this statement alone.
fn without(model: &Model, question: &Question, id: &str) -> QuestionRows {
    question_rows(model, question, &|statements| only(statements) != Some(id))
}

/// The pooled rows of a question, from the ratings and citations whose statements are kept.
pub(super) fn question_rows(
    model: &Model,
    question: &Question,
    is_kept: &dyn Fn(&[String]) -> bool,
) -> QuestionRows {
    let row = |row: &ScoreRow| {
        let keep = |rating: &&Rating| is_kept(&rating.statements);
        let ratings = row.ratings.iter().filter(keep).cloned().collect();
        let row = ScoreRow { ratings, ..row.clone() };
        pooled(&model.alternatives, &model.sources, question, &row, row.weight)
    };
    let options = question.options.iter().map(|option| {
        let mut rows =
            OptionRow { row: row(&option.row), swing: option.row.weight, ..OptionRow::default() };
        for requirement in &option.requirements {
            let cites = |citations: &[Citation]| {
                citations.iter().any(|citation| is_kept(&citation.statements))
            };
            let set = 1 << requirement.excludes;
            match (cites(&requirement.said_by), cites(&requirement.contradicted_by)) {
                (true, false) => rows.agreed |= set,
                (true, true) => rows.disputed |= set,
                (false, _) => {}
            }
        }
        rows
    });
    QuestionRows { unanswered: row(&question.unanswered), options: options.collect() }
}
