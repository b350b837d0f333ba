//! A second implementation of the engine, by brute force: written from docs/method.md, without code
//! of the engine. Tests compare the engine with it.
//!
//! It tries every further answer and every changed answer, so it only suits small models.

use tiebreak_core::model::answers::{Answers, Load, Reply};
use tiebreak_core::model::schema::VerdictKind;
use tiebreak_core::model::{Choose, Kind, Model, Question, Rater, Rule, ScoreRow};

use super::random::replies;

/// A source view: the sources whose ratings and requirements count.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum View {
    All,
    Alone(usize),
    Without(usize),
}

impl View {
    fn includes(self, source: usize) -> bool {
        match self {
            Self::All => true,
            Self::Alone(only) => only == source,
            Self::Without(excluded) => excluded != source,
        }
    }

    /// Whether the view has the requirements of this rater. Those by definition hold in every view.
    fn includes_rater(self, rater: Rater) -> bool {
        match rater {
            Rater::Source(source) => self.includes(source),
            Rater::Editor => true,
        }
    }
}

/// The row of a reply, or of leaving a question open, with its exclusions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contribution {
    pub weight: i64,
    pub points: Vec<i64>,
    pub agreed: Vec<usize>,
    pub disputed: Vec<usize>,
}

impl Contribution {
    /// Whether it excludes one of these alternatives, by an agreed or disputed requirement.
    fn excludes_any(&self, alternatives: &[usize]) -> bool {
        alternatives.iter().any(|a| self.agreed.contains(a) || self.disputed.contains(a))
    }
}

/// The sum of the contributions of all questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    pub points: Vec<i64>,
    pub total: i64,
    pub eligible: Vec<usize>,
    pub disputed: Vec<usize>,
    band: i64,
}

impl Totals {
    /// The alternatives of `among` within the tie band of the best of them.
    fn within_band(&self, among: &[usize]) -> Vec<usize> {
        let Some(best) = among.iter().map(|&a| self.points[a]).max() else { return Vec::new() };
        let near = |&&a: &&usize| best - self.points[a] <= self.band * self.total;
        among.iter().filter(near).copied().collect()
    }

    /// The outcome if no disputed requirement is in force, in model order.
    pub fn outcome(&self) -> Vec<usize> {
        self.within_band(&self.eligible)
    }

    /// The outcome of every combination of the disputed requirements in force.
    pub fn runs(&self) -> Vec<Vec<usize>> {
        let run = |subset: usize| {
            let out = |a: &usize| {
                (self.disputed.iter().enumerate())
                    .any(|(i, disputed)| subset & (1 << i) != 0 && disputed == a)
            };
            let left: Vec<usize> = self.eligible.iter().filter(|a| !out(a)).copied().collect();
            self.within_band(&left)
        };
        (0..1 << self.disputed.len()).map(run).collect()
    }

    /// The only member of the outcome, if the outcome is the same in every run.
    pub fn sole_winner(&self) -> Option<usize> {
        let runs = self.runs();
        match runs[0][..] {
            [winner] if runs.iter().all(|outcome| *outcome == runs[0]) => Some(winner),
            _ => None,
        }
    }
}

/// The expected verdict; `close` is in model order.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    pub kind: VerdictKind,
    pub winner: Option<usize>,
    pub close: Vec<usize>,
    pub is_final: bool,
}

/// A model in one source view.
pub struct Brute<'a> {
    pub model: &'a Model,
    view: View,
}

impl<'a> Brute<'a> {
    pub fn new(model: &'a Model, view: View) -> Self {
        Self { model, view }
    }

    pub fn m(&self) -> usize {
        self.model.alternatives.len()
    }

    /// Whether a source of the view rates the row.
    pub fn rated(&self, row: &ScoreRow) -> bool {
        let by_source = |rater: Rater| matches!(rater, Rater::Source(s) if self.view.includes(s));
        row.ratings.iter().any(|rating| by_source(rating.rater))
    }

    /// The values of the alternatives, pooled and then derived (docs/method.md#pooling). `None` if
    /// nobody in the view rates the row.
    pub fn values(&self, kind: Kind, row: &ScoreRow) -> Option<Vec<i64>> {
        let counts = |rater: Rater| match rater {
            Rater::Source(source) => self.view.includes(source),
            Rater::Editor => !matches!(self.view, View::Alone(_)),
        };
        let ratings: Vec<_> = row.ratings.iter().filter(|rating| counts(rating.rater)).collect();
        if ratings.is_empty() {
            return None;
        }
        // One fraction per cluster. The editor is a cluster of its own.
        let cluster = |rater: Rater| match rater {
            Rater::Source(source) => self.model.sources[source].cluster,
            Rater::Editor => usize::MAX,
        };
        let mut clusters: Vec<usize> = ratings.iter().map(|rating| cluster(rating.rater)).collect();
        clusters.sort_unstable();
        clusters.dedup();
        let pooled = |a: usize| -> Option<i64> {
            let (mut top, mut bottom) = (0_i128, 1_i128);
            for &c in &clusters {
                let members = ratings.iter().filter(|rating| cluster(rating.rater) == c);
                let values: Option<Vec<i64>> = members.map(|rating| rating.values[a]).collect();
                let values = values?;
                let n = values.len() as i128;
                top = top * n + i128::from(values.iter().sum::<i64>()) * bottom;
                bottom *= n;
            }
            Some(half_up(top, bottom * clusters.len() as i128))
        };
        let pooled: Vec<Option<i64>> = (0..self.m()).map(pooled).collect();
        let derive = |a: usize| {
            let Some(derived) = &self.model.alternatives[a].derived else {
                return pooled[a].expect("every rating values every base alternative");
            };
            let parts: Vec<i64> = derived
                .of
                .iter()
                .map(|&part| pooled[part].expect("parts are base alternatives"))
                .collect();
            let better = *parts.iter().max().expect("joins something");
            let n = parts.len() as i128;
            let value = match row.rules[a] {
                Rule::Best => better - derived.seam,
                Rule::Mean => {
                    half_up(i128::from(parts.iter().sum::<i64>()) - n * i128::from(derived.cost), n)
                }
                Rule::Own => {
                    let own = pooled[a].expect("own is rated");
                    if kind == Kind::Cost { own.min(better) } else { own }
                }
            };
            value.clamp(0, 1000)
        };
        Some((0..self.m()).map(derive).collect())
    }

    fn points(&self, kind: Kind, row: &ScoreRow) -> Contribution {
        let Some(values) = self.values(kind, row) else {
            return Contribution { points: vec![0; self.m()], ..Contribution::default() };
        };
        let points = values.iter().map(|value| value * row.weight).collect();
        Contribution { weight: row.weight, points, ..Contribution::default() }
    }

    /// The contribution of a question with this reply; `None` is leaving the question open.
    pub fn contribution(&self, q: usize, reply: Option<Reply>) -> Contribution {
        let question = &self.model.questions[q];
        let Some(reply) = reply else { return self.points(question.kind, &question.unanswered) };
        let chosen = chosen(question, reply);
        let mut contribution =
            Contribution { points: vec![0; self.m()], ..Contribution::default() };
        for o in counting_options(question, &chosen) {
            let row = self.points(question.kind, &question.options[o].row);
            contribution.weight += row.weight;
            contribution.points.iter_mut().zip(row.points).for_each(|(sum, points)| *sum += points);
        }
        for requirement in chosen.iter().flat_map(|&o| &question.options[o].requirements) {
            let any_included = |citations: &[tiebreak_core::model::Citation]| {
                citations.iter().any(|citation| self.view.includes_rater(citation.source))
            };
            match (any_included(&requirement.said_by), any_included(&requirement.contradicted_by)) {
                (true, false) => contribution.agreed.push(requirement.excludes),
                (true, true) => contribution.disputed.push(requirement.excludes),
                (false, _) => {}
            }
        }
        contribution
    }

    pub fn add_up<'l>(&self, contributions: impl IntoIterator<Item = &'l Contribution>) -> Totals {
        let mut totals = Totals {
            points: vec![0; self.m()],
            total: 0,
            eligible: (0..self.m()).collect(),
            disputed: Vec::new(),
            band: self.model.band,
        };
        for contribution in contributions {
            for (sum, points) in totals.points.iter_mut().zip(&contribution.points) {
                *sum += points;
            }
            totals.total += contribution.weight;
            totals.eligible.retain(|a| !contribution.agreed.contains(a));
            totals.disputed.extend(&contribution.disputed);
        }
        totals
    }

    pub fn contributions(&self, answers: &Answers) -> Vec<Contribution> {
        (0..answers.replies.len()).map(|q| self.contribution(q, answers.replies[q])).collect()
    }

    pub fn totals(&self, answers: &Answers) -> Totals {
        self.add_up(&self.contributions(answers))
    }

    /// e: the amount that a contribution adds to the lead of `a` over `b` beyond the tie band.
    pub fn beyond(&self, a: usize, b: usize, contribution: &Contribution) -> i64 {
        contribution.points[a] - contribution.points[b] - self.model.band * contribution.weight
    }

    /// The open questions: asked and not answered.
    pub fn open(answers: &Answers) -> Vec<usize> {
        let open = |&q: &usize| answers.replies[q].is_none() && answers.asked[q];
        (0..answers.replies.len()).filter(open).collect()
    }

    /// The different contributions of all replies to a question, without leaving the question open.
    pub fn possible_replies(&self, q: usize) -> Vec<Contribution> {
        let mut contributions = Vec::new();
        for reply in replies(&self.model.questions[q]) {
            let contribution = self.contribution(q, Some(reply));
            if !contributions.contains(&contribution) {
                contributions.push(contribution);
            }
        }
        contributions
    }

    /// Per question, the contributions that are still possible.
    fn possible(&self, answers: &Answers) -> Vec<Vec<Contribution>> {
        let open = Self::open(answers);
        let each = |q: usize| {
            let now = vec![self.contribution(q, answers.replies[q])];
            if open.contains(&q) { [now, self.possible_replies(q)].concat() } else { now }
        };
        (0..answers.replies.len()).map(each).collect()
    }

    /// Whether `holds` is true in every completion.
    pub fn in_every_completion(&self, answers: &Answers, holds: impl Fn(&Totals) -> bool) -> bool {
        let possible = self.possible(answers);
        every(&possible, &mut Vec::new(), &mut |contributions| {
            holds(&self.add_up(contributions.iter().copied()))
        })
    }

    /// The smallest (or largest) lead of `a` over `b` beyond the tie band, over the completions in
    /// which no agreed requirement excludes `b`.
    pub fn bound(&self, answers: &Answers, a: usize, b: usize, largest: bool) -> i64 {
        let possible = self.possible(answers);
        let extreme = |contributions: &Vec<Contribution>| {
            let kept =
                contributions.iter().filter(|contribution| !contribution.agreed.contains(&b));
            let values = kept.map(|contribution| self.beyond(a, b, contribution));
            if largest { values.max() } else { values.min() }.unwrap_or(0)
        };
        possible.iter().map(extreme).sum()
    }

    /// R and Rmax (docs/method.md#kinds-of-verdict).
    pub fn floor(&self, answers: &Answers) -> (i64, i64) {
        let questions = 0..answers.replies.len();
        let weight = |q: usize| {
            answers.replies[q].map_or(0, |reply| self.contribution(q, Some(reply)).weight)
        };
        let heaviest = |q: usize| {
            let contributions = self.possible_replies(q).into_iter();
            contributions.map(|contribution| contribution.weight).max().unwrap_or(0)
        };
        let asked = questions.clone().filter(|&q| answers.asked[q]);
        (questions.map(weight).sum(), asked.map(heaviest).sum())
    }

    /// The verdict (docs/method.md#kinds-of-verdict).
    pub fn verdict(&self, answers: &Answers) -> Expected {
        let totals = self.totals(answers);
        let (outcome, runs) = (totals.outcome(), totals.runs());
        let (given, largest) = self.floor(answers);
        let blank = answers.replies.iter().all(Option::is_none);
        let settles =
            |a: usize| self.in_every_completion(answers, |totals| totals.sole_winner() == Some(a));
        let kind = if blank {
            VerdictKind::Unasked
        } else if outcome.is_empty() {
            VerdictKind::NoneEligible
        } else if outcome.iter().any(|a| totals.disputed.contains(a)) {
            VerdictKind::Disputed
        } else if totals.eligible.len() == 1 {
            VerdictKind::ByElimination
        } else if outcome.len() > 1 {
            VerdictKind::TooClose
        } else if settles(outcome[0]) {
            VerdictKind::Settled
        } else if 100 * given < 15 * largest {
            VerdictKind::Early
        } else {
            VerdictKind::Leaning
        };
        let none = matches!(
            kind,
            VerdictKind::Unasked
                | VerdictKind::NoneEligible
                | VerdictKind::Disputed
                | VerdictKind::TooClose
        );
        let mut close = outcome.clone();
        if kind == VerdictKind::Disputed {
            close =
                (0..self.m()).filter(|a| runs.iter().any(|outcome| outcome.contains(a))).collect();
        }
        let is_final = match kind {
            VerdictKind::Settled | VerdictKind::NoneEligible => true,
            VerdictKind::ByElimination => !self.can_exclude(answers, &outcome),
            VerdictKind::TooClose => self.tie_is_final(answers, &totals),
            VerdictKind::Disputed => self.can_matter(answers).is_empty(),
            VerdictKind::Unasked | VerdictKind::Early | VerdictKind::Leaning => false,
        };
        Expected {
            kind,
            winner: if none { None } else { outcome.first().copied() },
            close,
            is_final,
        }
    }

    /// Whether a reply to an open question excludes one of these alternatives.
    fn can_exclude(&self, answers: &Answers, alternatives: &[usize]) -> bool {
        Self::open(answers).into_iter().any(|q| {
            let mut contributions = self.possible_replies(q).into_iter();
            contributions.any(|contribution| contribution.excludes_any(alternatives))
        })
    }

    /// Whether no reply to an open question can change the outcome of a tie.
    fn tie_is_final(&self, answers: &Answers, totals: &Totals) -> bool {
        let members = totals.outcome();
        let even = |&c: &usize| {
            let others = members.iter().filter(|&&other| other != c);
            others.clone().all(|&d| self.bound(answers, c, d, true) <= 0)
        };
        let behind = |b: &usize| members.iter().any(|&c| self.bound(answers, c, *b, false) > 0);
        !self.can_exclude(answers, &members)
            && members.iter().all(even)
            && totals.eligible.iter().all(|b| members.contains(b) || behind(b))
    }

    /// The open questions that can still matter
    /// (docs/method.md#questions-that-can-still-matter).
    pub fn can_matter(&self, answers: &Answers) -> Vec<usize> {
        let totals = self.totals(answers);
        let outcome = totals.outcome();
        let disputed = outcome.iter().any(|a| totals.disputed.contains(a));
        let leader = if outcome.len() == 1 && !disputed { Some(outcome[0]) } else { None };
        let all = leader.is_none_or(|a| self.can_exclude(answers, &[a]));
        let mut contenders = totals.eligible.clone();
        if let Some(a) = leader {
            contenders.retain(|&b| b != a && (all || self.bound(answers, a, b, false) <= 0));
        }
        let matters = |&q: &usize| {
            let mut contributions = self.possible_replies(q);
            let alternatives: Vec<usize> = leader.into_iter().chain(contenders.clone()).collect();
            let excludes =
                contributions.iter().any(|contribution| contribution.excludes_any(&alternatives));
            contributions.push(self.contribution(q, None));
            let differ = |a: usize, b: usize| {
                let values: Vec<i64> = contributions
                    .iter()
                    .map(|contribution| self.beyond(a, b, contribution))
                    .collect();
                values.iter().any(|value| *value != values[0])
            };
            let firsts = leader.map_or(contenders.clone(), |a| vec![a]);
            let pairs = firsts.iter().flat_map(|&a| contenders.iter().map(move |&b| (a, b)));
            excludes || pairs.filter(|(a, b)| a != b).any(|(a, b)| differ(a, b))
        };
        Self::open(answers).into_iter().filter(matters).collect()
    }

    /// The fewest changed answers after which `winner` no longer wins alone
    /// (docs/method.md#flips).
    pub fn fewest_changes(&self, answers: &Answers, winner: usize) -> Option<usize> {
        self.fewest_until(
            answers,
            |q| self.possible_replies(q),
            |totals| totals.sole_winner() != Some(winner),
        )
    }

    /// The fewest changed answers after which `target` wins (docs/method.md#what-if).
    pub fn fewest_changes_to(&self, answers: &Answers, target: usize) -> Option<usize> {
        self.fewest_until(
            answers,
            |q| self.reachable(q, |_| true),
            |totals| totals.sole_winner() == Some(target),
        )
    }

    /// The sets of `size` answered questions that make `target` the winner if they are answered
    /// with replies for which `may_give` is true.
    pub fn questions_to_change(
        &self,
        answers: &Answers,
        target: usize,
        size: usize,
        may_give: impl Fn(&Question, Reply) -> bool,
    ) -> Vec<Vec<usize>> {
        let instead = |q| self.reachable(q, |reply| may_give(&self.model.questions[q], reply));
        let is_winner = |totals: &Totals| totals.sole_winner() == Some(target);
        self.sets_of_questions(answers, size, &instead, &is_winner).collect()
    }

    /// The replies with at most one option per group.
    pub fn reachable_replies(&self, q: usize) -> Vec<Reply> {
        let question = &self.model.questions[q];
        let alone = |set: &[usize]| counting_options(question, set).len() == set.len();
        replies(question).into_iter().filter(|&reply| alone(&chosen(question, reply))).collect()
    }

    /// The contributions of the replies with at most one option per group for which `may_give` is
    /// true.
    fn reachable(&self, q: usize, may_give: impl Fn(Reply) -> bool) -> Vec<Contribution> {
        let replies = self.reachable_replies(q).into_iter().filter(|&reply| may_give(reply));
        replies.map(|reply| self.contribution(q, Some(reply))).collect()
    }

    /// The fewest changed answers after which `holds` is true. `instead` lists the possible
    /// contributions of a changed question.
    pub fn fewest_until(
        &self,
        answers: &Answers,
        instead: impl Fn(usize) -> Vec<Contribution>,
        holds: impl Fn(&Totals) -> bool,
    ) -> Option<usize> {
        let answered = answers.replies.iter().flatten().count();
        (1..=answered)
            .find(|&n| self.sets_of_questions(answers, n, &instead, &holds).next().is_some())
    }

    /// The sets of `size` answered questions after a change of which `holds` is true.
    fn sets_of_questions(
        &self,
        answers: &Answers,
        size: usize,
        instead: &impl Fn(usize) -> Vec<Contribution>,
        holds: &impl Fn(&Totals) -> bool,
    ) -> impl Iterator<Item = Vec<usize>> {
        let now = self.contributions(answers);
        let answered: Vec<usize> =
            (0..now.len()).filter(|&q| answers.replies[q].is_some()).collect();
        let subset = move |bits: usize| -> Vec<usize> {
            let places = (0..answered.len()).filter(|i| bits & (1 << i) != 0);
            places.map(|i| answered[i]).collect()
        };
        let subsets = (0..1 << answers.replies.iter().flatten().count()).map(subset);
        subsets.filter(move |subset| {
            let possible = |q: usize| {
                if subset.contains(&q) { instead(q) } else { vec![now[q].clone()] }
            };
            let possible = || (0..now.len()).map(possible).collect::<Vec<_>>();
            subset.len() == size
                && !every(&possible(), &mut Vec::new(), &mut |contributions| {
                    !holds(&self.add_up(contributions.iter().copied()))
                })
        })
    }
}

/// Whether `holds` is true for every way to pick one contribution from each list.
fn every<'l>(
    possible: &'l [Vec<Contribution>],
    picked: &mut Vec<&'l Contribution>,
    holds: &mut impl FnMut(&[&'l Contribution]) -> bool,
) -> bool {
    let Some(contributions) = possible.get(picked.len()) else { return holds(picked) };
    contributions.iter().all(|contribution| {
        picked.push(contribution);
        let all = every(possible, picked, holds);
        picked.pop();
        all
    })
}

/// The options that a reply stands for.
pub fn chosen(question: &Question, reply: Reply) -> Vec<usize> {
    let n = question.options.len();
    match reply {
        Reply::DoesNotMatter => Vec::new(),
        Reply::Options(set) => (0..n).filter(|o| set >> o & 1 == 1).collect(),
        Reply::Load(load) => {
            let peak = match load {
                Load::Peak { requests_per_second } => requests_per_second,
                Load::Users { users, requests_per_user_per_day, peak_factor } => {
                    users * requests_per_user_per_day * peak_factor.unwrap_or(10.0) / 86_400.0
                }
            };
            (0..n).rfind(|&o| question.options[o].from <= peak).into_iter().collect()
        }
    }
}

/// The chosen options that count: of each group the one with the largest weight, of equals the
/// first.
pub fn counting_options(question: &Question, chosen: &[usize]) -> Vec<usize> {
    let counts = |&&o: &&usize| {
        let (group, weight) = (question.options[o].group, question.options[o].row.weight);
        chosen.iter().filter(|&&p| p != o && question.options[p].group == group).all(|&p| {
            let rival = question.options[p].row.weight;
            rival < weight || rival == weight && o < p
        })
    };
    match question.choose {
        Choose::Many => chosen.iter().filter(counts).copied().collect(),
        Choose::One | Choose::Number => chosen.to_vec(),
    }
}

/// `top / bottom`, rounded to the nearest whole number, halves up.
pub fn half_up(top: i128, bottom: i128) -> i64 {
    i64::try_from((2 * top + bottom).div_euclid(2 * bottom)).expect("a value")
}
