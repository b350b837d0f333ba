//! Random small models and answer sheets, all valid.
//!
//! A scene is built from a tape of numbers. Each number makes one choice, and smaller numbers make
//! simpler choices. proptest shortens the tape and shrinks its numbers, which simplifies the scene.

use std::fmt;

use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy, any};
use proptest::test_runner::{RngSeed, TestCaseError, TestRunner};
use tiebreak_core::model::answers::{Answers, Load, Reply};
use tiebreak_core::model::rows::Tables;
use tiebreak_core::model::{
    Alternative, Choose, Citation, Color, Derived, Interest, Kind, MAX_DISPUTED, Model, Question,
    QuestionOption, Rater, Rating, Requirement, Rule, ScoreRow, Shape, Source, Tier,
};

/// A model and an answer sheet.
#[derive(Clone)]
pub struct Scene {
    pub model: Model,
    pub answers: Answers,
    /// Numbers for the choices of the test itself.
    pub tape: Tape,
}

/// Largest number of open questions; the tests try every further answer.
const MOST_OPEN: usize = 3;

pub type Law = Result<(), TestCaseError>;

/// Checks a law on 256 random scenes. The environment variables `PROPTEST_CASES` and
/// `PROPTEST_RNG_SEED` change the number and the seed.
#[track_caller]
pub fn holds(law: impl Fn(Scene) -> Law) {
    let given = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let config = ProptestConfig {
        cases: given("PROPTEST_CASES").unwrap_or(256) as u32,
        rng_seed: RngSeed::Fixed(given("PROPTEST_RNG_SEED").unwrap_or(20_260_301)),
        failure_persistence: None,
        max_global_rejects: 100_000,
        ..ProptestConfig::default()
    };
    if let Err(failure) = TestRunner::new(config).run(&scene(), law) {
        panic!("{failure}");
    }
}

fn scene() -> impl Strategy<Value = Scene> {
    (vec(any::<u16>(), 0..800), vec(any::<u16>(), 0..40), vec(any::<u16>(), 0..40)).prop_map(
        |(model, answers, own)| {
            let model = Tape(model).model();
            let answers = Tape(answers).answers(&model);
            Scene { model, answers, tape: Tape(own) }
        },
    )
}

impl fmt::Debug for Scene {
    /// The parts of the scene that affect the verdict, without texts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { model, answers, .. } = self;
        writeln!(f, "band {}", model.band)?;
        for (a, alternative) in model.alternatives.iter().enumerate() {
            writeln!(f, "alternative {a}: {:?}", alternative.derived)?;
        }
        let clusters: Vec<usize> = model.sources.iter().map(|source| source.cluster).collect();
        writeln!(f, "clusters of the sources {clusters:?}")?;
        for (q, question) in model.questions.iter().enumerate() {
            let Question { kind, choose, may_not_matter, .. } = question;
            let (reply, asked) = (answers.replies[q], answers.asked[q]);
            writeln!(f, "question {q}: {kind:?} {choose:?} may_not_matter {may_not_matter}")?;
            writeln!(f, "  reply {reply:?} asked {asked}")?;
            let row = |f: &mut fmt::Formatter<'_>, row: &ScoreRow| {
                writeln!(f, "weight {} {:?}", row.weight, row.rules)?;
                let each = |rating: &Rating| (rating.rater, rating.values.clone());
                writeln!(f, "    {:?}", row.ratings.iter().map(each).collect::<Vec<_>>())
            };
            write!(f, "  unanswered: ")?;
            row(f, &question.unanswered)?;
            for (o, option) in question.options.iter().enumerate() {
                write!(f, "  option {o}: group {} from {} ", option.group, option.from)?;
                row(f, &option.row)?;
                for requirement in &option.requirements {
                    let sources = |citations: &[Citation]| {
                        citations.iter().map(|citation| citation.source).collect::<Vec<_>>()
                    };
                    let (stating, contradicting) =
                        (sources(&requirement.said_by), sources(&requirement.contradicted_by));
                    writeln!(
                        f,
                        "    excludes {}: {stating:?} against {contradicting:?}",
                        requirement.excludes
                    )?;
                }
            }
        }
        Ok(())
    }
}

/// Numbers that make choices. An empty tape gives zeros.
#[derive(Clone, Debug)]
pub struct Tape(pub Vec<u16>);

impl Tape {
    pub fn below(&mut self, n: usize) -> usize {
        self.0.pop().map_or(0, |number| usize::from(number) % n)
    }

    /// True with probability 1 / `n`.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }

    pub fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as usize) as i64
    }

    /// A value from 0 to 1000, often a round one, so that ties and dominance occur.
    pub fn value(&mut self) -> i64 {
        if self.once_in(3) { self.between(0, 1000) } else { self.of(&[500, 0, 1000, 250, 750]) }
    }

    pub fn weight(&mut self) -> i64 {
        if self.once_in(3) { self.between(0, 40) } else { self.of(&[0, 10, 20, 30, 40]) }
    }

    fn model(&mut self) -> Model {
        let alternatives = self.alternatives();
        let sources = self.sources();
        let mut disputed = 0;
        let mut questions: Vec<Question> = (0..=self.below(6))
            .map(|q| self.question(q, &alternatives, &sources, &mut disputed))
            .collect();
        // A favourite, which loses only after several changed answers.
        let (favourite, tilt) = (self.below(alternatives.len()), self.of(&[0, 400]));
        for row in questions.iter_mut().flat_map(rows) {
            for value in
                row.ratings.iter_mut().filter_map(|rating| rating.values[favourite].as_mut())
            {
                *value = (*value + tilt).min(1000);
            }
        }
        model(self.of(&[0, 10, 20, 3]), alternatives, sources, questions)
    }

    fn alternatives(&mut self) -> Vec<Alternative> {
        let bases = 2 + self.below(2);
        let joining = self.below(4 - bases + 1);
        // Derived alternatives can have any position.
        let first = self.below(bases + 1);
        let base = |b: usize| if b < first { b } else { b + joining };
        let mut alternatives: Vec<Alternative> =
            (0..bases + joining).map(|a| alternative(a, None)).collect();
        for alternative in alternatives.iter_mut().skip(first).take(joining) {
            let skip = if bases == 3 && self.once_in(2) { self.below(3) } else { bases };
            let of = (0..bases).filter(|&b| b != skip).map(base).collect();
            let (seam, cost) = (self.of(&[80, 0, 200, 33]), self.of(&[50, 0, 200, 77]));
            alternative.derived = Some(Derived { of, seam, cost });
        }
        alternatives
    }

    fn sources(&mut self) -> Vec<Source> {
        let n = 1 + self.below(3);
        let mut clusters = 0;
        let mut source = |s: usize| {
            let cluster = if clusters > 0 && self.once_in(3) {
                self.below(clusters)
            } else {
                clusters += 1;
                clusters - 1
            };
            source(s, cluster)
        };
        (0..n).map(&mut source).collect()
    }

    fn question(
        &mut self,
        q: usize,
        alternatives: &[Alternative],
        sources: &[Source],
        disputed: &mut usize,
    ) -> Question {
        let kind = self.of(&[Kind::Need, Kind::Property, Kind::Cost]);
        let choose = self.of(&[Choose::One, Choose::One, Choose::Many, Choose::Number]);
        let mut question = question(q, kind, choose, kind != Kind::Cost && self.once_in(2));
        if self.once_in(3) {
            question.unanswered = self.row(kind, alternatives, sources);
        } else {
            question.unanswered.rules = default_rules(kind, alternatives);
        }
        let n = if choose == Choose::Many { 2 + self.below(2) } else { 1 + self.below(3) };
        for o in 0..n {
            let row = self.row(kind, alternatives, sources);
            let mut option = choice(o, row);
            if choose == Choose::Many && o > 0 {
                option.group = self.below(2);
                question.groups = question.groups.max(option.group + 1);
            }
            if choose == Choose::Number {
                option.from = 10.0 * o as f64;
            }
            if self.once_in(3) {
                let requirement = self.requirement(alternatives.len(), sources.len());
                *disputed += usize::from(!requirement.agreed());
                if requirement.agreed() || *disputed <= MAX_DISPUTED {
                    option.requirements.push(requirement);
                }
            }
            question.options.push(option);
        }
        question
    }

    /// A row that some sources rate, or the editor if no source does.
    pub fn row(
        &mut self,
        kind: Kind,
        alternatives: &[Alternative],
        sources: &[Source],
    ) -> ScoreRow {
        let mut rules = default_rules(kind, alternatives);
        for (rule, alternative) in rules.iter_mut().zip(alternatives) {
            if alternative.derived.is_some() && self.once_in(4) {
                *rule = Rule::Own;
            }
        }
        let mut raters: Vec<Rater> = Vec::new();
        for source in 0..sources.len() {
            if !self.once_in(3) {
                raters.push(Rater::Source(source));
            }
        }
        if raters.is_empty() {
            raters.push(Rater::Editor);
        }
        let ratings = raters.into_iter().map(|rater| {
            let value = |(rule, alternative): (&Rule, &Alternative)| {
                (alternative.derived.is_none() || *rule == Rule::Own).then(|| self.value())
            };
            let values = rules.iter().zip(alternatives).map(value).collect();
            Rating { rater, values, statements: Vec::new(), inferred: Vec::new() }
        });
        let ratings = ratings.collect();
        ScoreRow { weight: self.weight(), rules, ratings }
    }

    pub fn requirement(&mut self, alternatives: usize, sources: usize) -> Requirement {
        let citation = |source| Citation { source: Rater::Source(source), statements: Vec::new() };
        let stating = self.below(sources);
        let contradicting = self.below(sources);
        let contradicted_by =
            if contradicting == stating { vec![] } else { vec![citation(contradicting)] };
        let excludes = self.below(alternatives);
        Requirement { excludes, said_by: vec![citation(stating)], contradicted_by }
    }

    pub fn answers(&mut self, model: &Model) -> Answers {
        let mut answers = Answers::none(model);
        let answer_nothing = model.questions.len() <= MOST_OPEN && self.once_in(6);
        let mut open = 0;
        for (q, question) in model.questions.iter().enumerate() {
            if self.once_in(9) {
                answers.asked[q] = false;
            } else if answer_nothing || (open < MOST_OPEN && self.once_in(3)) {
                open += 1;
            } else {
                let replies = replies(question);
                answers.replies[q] = Some(replies[self.below(replies.len())]);
            }
        }
        answers
    }
}

/// The rows of a question, the unanswered row first.
pub fn rows(question: &mut Question) -> impl Iterator<Item = &mut ScoreRow> {
    let options = question.options.iter_mut().map(|option| &mut option.row);
    std::iter::once(&mut question.unanswered).chain(options)
}

/// The rules of a row if the author names none.
fn default_rules(kind: Kind, alternatives: &[Alternative]) -> Vec<Rule> {
    let rule = |alternative: &Alternative| match (&alternative.derived, kind) {
        (None, _) | (_, Kind::Cost) => Rule::Own,
        (_, Kind::Need) => Rule::Best,
        (_, Kind::Property) => Rule::Mean,
    };
    alternatives.iter().map(rule).collect()
}

/// Every reply that the interface offers to a question.
pub fn replies(question: &Question) -> Vec<Reply> {
    let n = question.options.len();
    let may_not_matter = question.may_not_matter.then_some(Reply::DoesNotMatter);
    let given: Vec<Reply> = match question.choose {
        Choose::One => (0..n).map(|o| Reply::Options(1 << o)).collect(),
        Choose::Many => (0..1 << n).map(Reply::Options).collect(),
        // Each cut point, a load between two cut points, and a load given by users.
        Choose::Number => (0..n)
            .flat_map(|o| {
                let from = question.options[o].from;
                let peak = |requests_per_second| Load::Peak { requests_per_second };
                let requests_per_user_per_day = from * 8640.0;
                let by_users =
                    Load::Users { users: 1.0, requests_per_user_per_day, peak_factor: None };
                [peak(from), peak(from + 9.5), by_users]
            })
            .map(Reply::Load)
            .collect(),
    };
    may_not_matter.into_iter().chain(given).collect()
}

/// A model with these parts.
pub fn model(
    band: i64,
    alternatives: Vec<Alternative>,
    sources: Vec<Source>,
    questions: Vec<Question>,
) -> Model {
    let clusters = sources.iter().map(|source| source.cluster + 1).max().unwrap_or(0);
    let mut model = Model {
        id: "random".into(),
        version: "1".into(),
        digest: 0,
        lang: "en".into(),
        title: String::new(),
        evidence_read: Some("2026-03".into()),
        corrections_read: None,
        update_policy: String::new(),
        paid_by: String::new(),
        band,
        default_verdict: false,
        evidence: None,
        alternatives,
        sources,
        clusters,
        questions,
        cases: Vec::new(),
        tables: Tables::default(),
    };
    pool(&mut model);
    model
}

/// Computes the tables of a model again after a change.
pub fn pool(model: &mut Model) {
    model.tables = Tables::new(&model.alternatives, &model.sources, &model.questions);
}

pub fn alternative(a: usize, derived: Option<Derived>) -> Alternative {
    Alternative {
        id: format!("a{a}"),
        name: format!("A{a}"),
        color: Color::Blue,
        shape: Shape::Circle,
        living: String::new(),
        good: Vec::new(),
        bad: Vec::new(),
        derived,
    }
}

pub fn source(s: usize, cluster: usize) -> Source {
    Source {
        id: format!("s{s}"),
        short: format!("S{s}"),
        title: String::new(),
        author: None,
        date: None,
        url: None,
        sells: String::new(),
        interest: Interest::Independent,
        cluster,
    }
}

/// A question without options. Left open, the question contributes nothing.
pub fn question(q: usize, kind: Kind, choose: Choose, may_not_matter: bool) -> Question {
    Question {
        id: format!("q{q}"),
        kind,
        theme: String::new(),
        tier: Tier::Core,
        may_not_matter,
        choose,
        text: String::new(),
        why: String::new(),
        scale: None,
        when: None,
        dependents: Vec::new(),
        facts: Vec::new(),
        unanswered: ScoreRow::default(),
        options: Vec::new(),
        groups: usize::from(choose == Choose::Many),
    }
}

pub fn choice(o: usize, row: ScoreRow) -> QuestionOption {
    QuestionOption {
        id: format!("o{o}"),
        text: String::new(),
        note: None,
        in_control: false,
        group: 0,
        from: 0.0,
        prior: 1.0,
        row,
        requirements: Vec::new(),
    }
}
