//! The method by brute force: written from its text, with no code of the engine.
//!
//! It tries every further answer and every changed one, so it only suits small models.

use tiebreak_core::model::answers::{Answers, Load, Reply};
use tiebreak_core::model::schema::VerdictKind;
use tiebreak_core::model::{Choose, Kind, Model, Question, Rater, Rule, ScoreRow};

use super::random::replies;

/// Whom one listens to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    All,
    Only(usize),
    AllBut(usize),
}

impl Heard {
    fn hears(self, source: usize) -> bool {
        match self {
            Self::All => true,
            Self::Only(it) => it == source,
            Self::AllBut(it) => it != source,
        }
    }
}

/// What one reply, or leaving a question open, comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub weight: i64,
    pub points: Vec<i64>,
    pub agreed: Vec<usize>,
    pub disputed: Vec<usize>,
}

/// Some lines added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    pub points: Vec<i64>,
    pub total: i64,
    pub eligible: Vec<usize>,
    pub disputed: Vec<usize>,
    band: i64,
}

impl Stand {
    /// Those within the band of the best of `among`.
    fn close(&self, among: &[usize]) -> Vec<usize> {
        let Some(best) = among.iter().map(|&a| self.points[a]).max() else { return Vec::new() };
        let near = |&&a: &&usize| best - self.points[a] <= self.band * self.total;
        among.iter().filter(near).copied().collect()
    }

    /// The outcome under agreed requirements only, in model order.
    pub fn base(&self) -> Vec<usize> {
        self.close(&self.eligible)
    }

    /// The outcome of every run over the disputed requirements.
    pub fn runs(&self) -> Vec<Vec<usize>> {
        let run = |subset: usize| {
            let out = |a: &usize| {
                (self.disputed.iter().enumerate()).any(|(i, it)| subset & (1 << i) != 0 && it == a)
            };
            let left: Vec<usize> = self.eligible.iter().filter(|a| !out(a)).copied().collect();
            self.close(&left)
        };
        (0..1 << self.disputed.len()).map(run).collect()
    }

    /// Who wins alone, in every run.
    pub fn sole(&self) -> Option<usize> {
        let runs = self.runs();
        match runs[0][..] {
            [winner] if runs.iter().all(|it| *it == runs[0]) => Some(winner),
            _ => None,
        }
    }
}

/// A verdict; `close` in model order.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    pub kind: VerdictKind,
    pub winner: Option<usize>,
    pub close: Vec<usize>,
    pub is_final: bool,
}

/// A model as the listed sources see it.
pub struct Brute<'a> {
    pub model: &'a Model,
    heard: Heard,
}

impl<'a> Brute<'a> {
    pub fn new(model: &'a Model, heard: Heard) -> Self {
        Self { model, heard }
    }

    pub fn m(&self) -> usize {
        self.model.alternatives.len()
    }

    /// Whether a source that is heard rates the row.
    pub fn rated(&self, row: &ScoreRow) -> bool {
        let by_source = |it: Rater| matches!(it, Rater::Source(s) if self.heard.hears(s));
        row.ratings.iter().any(|it| by_source(it.rater))
    }

    /// Pooled, then derived; `None` when nobody who is heard rates the row.
    pub fn values(&self, kind: Kind, row: &ScoreRow) -> Option<Vec<i64>> {
        let heard = |rater: Rater| match rater {
            Rater::Source(source) => self.heard.hears(source),
            Rater::Editor => !matches!(self.heard, Heard::Only(_)),
        };
        let ratings: Vec<_> = row.ratings.iter().filter(|it| heard(it.rater)).collect();
        if ratings.is_empty() {
            return None;
        }
        // A fraction for each cluster; the editor, who stands alone, gets a number of its own.
        let cluster = |rater: Rater| match rater {
            Rater::Source(source) => self.model.sources[source].cluster,
            Rater::Editor => usize::MAX,
        };
        let mut clusters: Vec<usize> = ratings.iter().map(|it| cluster(it.rater)).collect();
        clusters.sort_unstable();
        clusters.dedup();
        let pooled = |a: usize| -> Option<i64> {
            let (mut top, mut bottom) = (0_i128, 1_i128);
            for &c in &clusters {
                let members = ratings.iter().filter(|it| cluster(it.rater) == c);
                let values: Option<Vec<i64>> = members.map(|it| it.values[a]).collect();
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
            let parts: Vec<i64> =
                derived.of.iter().map(|&it| pooled[it].expect("parts are base")).collect();
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

    fn points(&self, kind: Kind, row: &ScoreRow) -> Line {
        let Some(values) = self.values(kind, row) else {
            return Line { points: vec![0; self.m()], ..Line::default() };
        };
        let points = values.iter().map(|it| it * row.weight).collect();
        Line { weight: row.weight, points, ..Line::default() }
    }

    /// What a question comes to, replied to or open.
    pub fn line(&self, q: usize, reply: Option<Reply>) -> Line {
        let question = &self.model.questions[q];
        let Some(reply) = reply else { return self.points(question.kind, &question.unanswered) };
        let chosen = chosen(question, reply);
        let mut line = Line { points: vec![0; self.m()], ..Line::default() };
        for o in counted(question, &chosen) {
            let row = self.points(question.kind, &question.options[o].row);
            line.weight += row.weight;
            line.points.iter_mut().zip(row.points).for_each(|(sum, it)| *sum += it);
        }
        for it in chosen.iter().flat_map(|&o| &question.options[o].requirements) {
            let voices = |it: &[tiebreak_core::model::Voice]| {
                it.iter().any(|it| self.heard.hears(it.source))
            };
            match (voices(&it.said_by), voices(&it.contradicted_by)) {
                (true, false) => line.agreed.push(it.excludes),
                (true, true) => line.disputed.push(it.excludes),
                (false, _) => {}
            }
        }
        line
    }

    pub fn add_up<'l>(&self, lines: impl IntoIterator<Item = &'l Line>) -> Stand {
        let mut stand = Stand {
            points: vec![0; self.m()],
            total: 0,
            eligible: (0..self.m()).collect(),
            disputed: Vec::new(),
            band: self.model.band,
        };
        for line in lines {
            stand.points.iter_mut().zip(&line.points).for_each(|(sum, it)| *sum += it);
            stand.total += line.weight;
            stand.eligible.retain(|a| !line.agreed.contains(a));
            stand.disputed.extend(&line.disputed);
        }
        stand
    }

    pub fn lines(&self, answers: &Answers) -> Vec<Line> {
        (0..answers.replies.len()).map(|q| self.line(q, answers.replies[q])).collect()
    }

    pub fn stand(&self, answers: &Answers) -> Stand {
        self.add_up(&self.lines(answers))
    }

    /// e: what a line adds to the lead of `a` over `b` beyond the band.
    pub fn beyond(&self, a: usize, b: usize, line: &Line) -> i64 {
        line.points[a] - line.points[b] - self.model.band * line.weight
    }

    /// The questions that are asked and not answered.
    pub fn open(answers: &Answers) -> Vec<usize> {
        let open = |&q: &usize| answers.replies[q].is_none() && answers.asked[q];
        (0..answers.replies.len()).filter(open).collect()
    }

    /// Every reply to a question, without leaving it open.
    pub fn given(&self, q: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        for reply in replies(&self.model.questions[q]) {
            let line = self.line(q, Some(reply));
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines
    }

    /// What each question can still come to.
    fn prospects(&self, answers: &Answers) -> Vec<Vec<Line>> {
        let open = Self::open(answers);
        let each = |q: usize| {
            let now = vec![self.line(q, answers.replies[q])];
            if open.contains(&q) { [now, self.given(q)].concat() } else { now }
        };
        (0..answers.replies.len()).map(each).collect()
    }

    /// Whether something holds of every completion.
    pub fn always(&self, answers: &Answers, holds: impl Fn(&Stand) -> bool) -> bool {
        let prospects = self.prospects(answers);
        every(&prospects, &mut Vec::new(), &mut |lines| holds(&self.add_up(lines.iter().copied())))
    }

    /// Sum over questions of the smallest (or largest) lead of `a` over `b` beyond the band, over
    /// prospects that keep `b` in play.
    pub fn bound(&self, answers: &Answers, a: usize, b: usize, largest: bool) -> i64 {
        let prospects = self.prospects(answers);
        let end = |them: &Vec<Line>| {
            let kept = them.iter().filter(|it| !it.agreed.contains(&b));
            let values = kept.map(|it| self.beyond(a, b, it));
            if largest { values.max() } else { values.min() }.unwrap_or(0)
        };
        prospects.iter().map(end).sum()
    }

    /// (R, Rmax)
    pub fn floor(&self, answers: &Answers) -> (i64, i64) {
        let questions = 0..answers.replies.len();
        let weight = |q: usize| answers.replies[q].map_or(0, |it| self.line(q, Some(it)).weight);
        let heaviest = |q: usize| self.given(q).iter().map(|it| it.weight).max().unwrap_or(0);
        let asked = questions.clone().filter(|&q| answers.asked[q]);
        (questions.map(weight).sum(), asked.map(heaviest).sum())
    }

    /// Section 3.
    pub fn verdict(&self, answers: &Answers) -> Expected {
        let stand = self.stand(answers);
        let (base, runs) = (stand.base(), stand.runs());
        let (given, largest) = self.floor(answers);
        let blank = answers.replies.iter().all(Option::is_none);
        let settles = |a: usize| self.always(answers, |it| it.sole() == Some(a));
        let kind = if blank {
            VerdictKind::Unasked
        } else if base.is_empty() {
            VerdictKind::NoneEligible
        } else if base.iter().any(|it| stand.disputed.contains(it)) {
            VerdictKind::Disputed
        } else if stand.eligible.len() == 1 {
            VerdictKind::ByElimination
        } else if base.len() > 1 {
            VerdictKind::TooClose
        } else if settles(base[0]) {
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
        let mut close = base.clone();
        if kind == VerdictKind::Disputed {
            close = (0..self.m()).filter(|a| runs.iter().any(|it| it.contains(a))).collect();
        }
        let is_final = match kind {
            VerdictKind::Settled | VerdictKind::NoneEligible => true,
            VerdictKind::ByElimination => !self.could_exclude(answers, &base),
            VerdictKind::TooClose => self.cannot_part(answers, &stand),
            VerdictKind::Disputed => self.can_matter(answers).is_empty(),
            VerdictKind::Unasked | VerdictKind::Early | VerdictKind::Leaning => false,
        };
        Expected { kind, winner: if none { None } else { base.first().copied() }, close, is_final }
    }

    /// Whether an open reply excludes one of them.
    fn could_exclude(&self, answers: &Answers, them: &[usize]) -> bool {
        Self::open(answers).into_iter().any(|q| {
            self.given(q)
                .iter()
                .any(|it| them.iter().any(|a| it.agreed.contains(a) || it.disputed.contains(a)))
        })
    }

    /// The condition for a tie to be final.
    fn cannot_part(&self, answers: &Answers, stand: &Stand) -> bool {
        let members = stand.base();
        let even = |&c: &usize| {
            let others = members.iter().filter(|&&it| it != c);
            others.clone().all(|&d| self.bound(answers, c, d, true) <= 0)
        };
        let behind = |b: &usize| members.iter().any(|&c| self.bound(answers, c, *b, false) > 0);
        !self.could_exclude(answers, &members)
            && members.iter().all(even)
            && stand.eligible.iter().all(|b| members.contains(b) || behind(b))
    }

    /// Section 7.4: the open questions that can still matter.
    pub fn can_matter(&self, answers: &Answers) -> Vec<usize> {
        let stand = self.stand(answers);
        let base = stand.base();
        let disputed = base.iter().any(|it| stand.disputed.contains(it));
        let leader = if base.len() == 1 && !disputed { Some(base[0]) } else { None };
        let all = leader.is_none_or(|it| self.could_exclude(answers, &[it]));
        let mut contenders = stand.eligible.clone();
        if let Some(a) = leader {
            contenders.retain(|&b| b != a && (all || self.bound(answers, a, b, false) <= 0));
        }
        let matters = |&q: &usize| {
            let mut lines = self.given(q);
            let them: Vec<usize> = leader.into_iter().chain(contenders.clone()).collect();
            let excludes = lines
                .iter()
                .any(|it| them.iter().any(|a| it.agreed.contains(a) || it.disputed.contains(a)));
            lines.push(self.line(q, None));
            let differ = |a: usize, b: usize| {
                let values: Vec<i64> = lines.iter().map(|it| self.beyond(a, b, it)).collect();
                values.iter().any(|it| *it != values[0])
            };
            let firsts = leader.map_or(contenders.clone(), |it| vec![it]);
            let pairs = firsts.iter().flat_map(|&a| contenders.iter().map(move |&b| (a, b)));
            excludes || pairs.filter(|(a, b)| a != b).any(|(a, b)| differ(a, b))
        };
        Self::open(answers).into_iter().filter(matters).collect()
    }

    /// Section 6.1: the fewest changed answers after which `winner` no longer wins alone.
    pub fn fewest_changes(&self, answers: &Answers, winner: usize) -> Option<usize> {
        self.fewest_until(answers, |q| self.given(q), |it| it.sole() != Some(winner))
    }

    /// Section 6.2: the fewest changed answers after which `target` wins.
    pub fn fewest_changes_to(&self, answers: &Answers, target: usize) -> Option<usize> {
        self.fewest_until(answers, |q| self.reachable(q), |it| it.sole() == Some(target))
    }

    /// Every reply to a question with at most one option of a group.
    fn reachable(&self, q: usize) -> Vec<Line> {
        let question = &self.model.questions[q];
        let alone = |set: &[usize]| counted(question, set).len() == set.len();
        let replies = replies(question).into_iter().filter(|&it| alone(&chosen(question, it)));
        replies.map(|it| self.line(q, Some(it))).collect()
    }

    /// The fewest changed answers until something holds.
    pub fn fewest_until(
        &self,
        answers: &Answers,
        instead: impl Fn(usize) -> Vec<Line>,
        holds: impl Fn(&Stand) -> bool,
    ) -> Option<usize> {
        let now = self.lines(answers);
        let answered: Vec<usize> =
            (0..now.len()).filter(|&q| answers.replies[q].is_some()).collect();
        (1..=answered.len()).find(|&n| {
            let subsets = (0_usize..1 << answered.len()).filter(|it| it.count_ones() as usize == n);
            subsets.into_iter().any(|subset| {
                let changes = |q: &usize| {
                    answered.iter().position(|it| it == q).is_some_and(|i| subset & (1 << i) != 0)
                };
                let prospects: Vec<Vec<Line>> = (0..now.len())
                    .map(|q| if changes(&q) { instead(q) } else { vec![now[q].clone()] })
                    .collect();
                !every(&prospects, &mut Vec::new(), &mut |lines| {
                    !holds(&self.add_up(lines.iter().copied()))
                })
            })
        })
    }
}

/// Whether something holds of every way to pick one line from each list.
fn every<'l>(
    prospects: &'l [Vec<Line>],
    picked: &mut Vec<&'l Line>,
    holds: &mut impl FnMut(&[&'l Line]) -> bool,
) -> bool {
    let Some(lines) = prospects.get(picked.len()) else { return holds(picked) };
    lines.iter().all(|line| {
        picked.push(line);
        let all = every(prospects, picked, holds);
        picked.pop();
        all
    })
}

/// The options that a reply chooses.
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

/// Of each group the heaviest, the first of equals.
pub fn counted(question: &Question, chosen: &[usize]) -> Vec<usize> {
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

/// The nearest integer, halves up.
pub fn half_up(top: i128, bottom: i128) -> i64 {
    i64::try_from((2 * top + bottom).div_euclid(2 * bottom)).expect("a value")
}
