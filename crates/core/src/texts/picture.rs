//! A verdict as a picture: an SVG of 1200 by 630, the size that link previews use.
//!
//! The file is self-contained: it has no style sheet, font, script or other reference. The colours
//! are those of the widget on a light page. Text of a model is escaped, and cut where it does not
//! fit; its width is an estimate, see [`canvas::width`].

pub mod canvas;

use crate::engine::Decision;
use crate::engine::explain::Standing;
use crate::engine::order::sort_by_key;
use crate::model::Model;
use crate::model::answers::Answers;
use crate::model::digest::to_hex;
use crate::model::schema::VerdictKind;

use super::phrases;
use super::record::Stamp;
use super::sentence::{Sentence, fill, isolated, model_text, name, ui_text};
use super::strings::{Strings, is_right_to_left};
use canvas::{Canvas, EDGE, Face, TRACK, WIDTH, color};

/// The number of alternatives with a bar at most.
const MAX_BARS: usize = 6;
/// The number of reasons for the winner at most.
const MAX_REASONS: usize = 3;
/// The number of lines of the link at most, about 700 characters. The `desc` element has the whole
/// link.
const MAX_LINK_LINES: usize = 4;
/// Width of each column.
const COLUMN: i64 = 530;
/// Start of the second column.
const SECOND: i64 = WIDTH - EDGE - COLUMN;
/// End of the columns and start of the small print.
const FLOOR: i64 = 530;

const TITLE: Face = Face::muted(24);
const HEADLINE: Face = Face::bold(44);
const EXPLANATION: Face = Face::plain(20);
const NAME: Face = Face::plain(20);
const VALUE: Face = Face::bold(20);
const NOTE: Face = Face::muted(14);
const HEADING: Face = Face::bold(17);
const QUESTION: Face = Face::muted(15);
const ANSWER: Face = Face::plain(18);
const SMALL: Face = Face::muted(15);
const LINK: Face = Face::muted(11);

/// The picture of a decision.
pub fn picture(
    strings: &Strings,
    model: &Model,
    answers: &Answers,
    decision: &Decision,
    stamp: Stamp<'_>,
) -> String {
    let headline = phrases::headline(strings, model, decision);
    let mut canvas = Canvas::new(is_right_to_left(strings.direction_of(&model.lang)));
    let mut y = canvas.lines(EDGE, 66, WIDTH - 2 * EDGE - 150, 1, TITLE, &model.title);
    if let Some(date) = stamp.date {
        canvas.end(WIDTH - EDGE, 66, SMALL, date);
    }
    if decision.verdict.kind != VerdictKind::Unasked {
        y = canvas.lines(EDGE, y + 12, WIDTH - 2 * EDGE, 1, EXPLANATION.quiet(), headline.status);
    }
    y = canvas.lines(EDGE, y + 26, WIDTH - 2 * EDGE, 2, HEADLINE, &isolated(&headline.verdict));
    if decision.verdict.kind != VerdictKind::Unasked {
        y = canvas.lines(
            EDGE,
            y,
            WIDTH - 2 * EDGE,
            1,
            EXPLANATION,
            &isolated(&headline.explanation),
        );
    }
    let picture = Picture { strings, model, answers, decision, stamp };
    picture.bars(&mut canvas, y + 12);
    picture.reasons(&mut canvas, y + 12);
    picture.small_print(&mut canvas);
    let title = fill("{0} · {1}", &[&model_text(&model.title), &headline.verdict]);
    canvas.finish(&isolated(&title), stamp.link)
}

/// The data that is drawn; each method draws one part.
struct Picture<'a> {
    strings: &'a Strings,
    model: &'a Model,
    answers: &'a Answers,
    decision: &'a Decision,
    stamp: Stamp<'a>,
}

impl Picture<'_> {
    /// The first column: the alternatives with their bars, best first.
    fn bars(&self, canvas: &mut Canvas, top: i64) {
        let standings = &self.decision.alternatives;
        let mut order: Vec<usize> = (0..standings.len()).collect();
        if self.decision.verdict.kind != VerdictKind::Unasked {
            sort_by_key(&mut order, |&a| (!standings[a].eligible, -standings[a].points));
        }
        let left_out = order.len().saturating_sub(MAX_BARS);
        order.truncate(MAX_BARS);
        let rows = (order.len() + usize::from(left_out > 0)) as i64;
        let row = ((FLOOR - top) / rows.max(1)).min(64);
        for (i, &a) in order.iter().enumerate() {
            self.bar(canvas, top + row * i as i64, a, &standings[a]);
        }
        if left_out > 0 {
            let more = fill(self.strings.details().and_more, &[&ui_text(left_out.to_string())]);
            canvas.lines(EDGE, top + row * (rows - 1) + 18, COLUMN, 1, NOTE, &isolated(&more));
        }
    }

    /// One alternative with its shape, name and bar, or with the answers that rule it out.
    fn bar(&self, canvas: &mut Canvas, y: i64, a: usize, standing: &Standing) {
        let Self { strings, model, decision, stamp, .. } = self;
        let alternative = &model.alternatives[a];
        let color = color(alternative.color);
        let room = COLUMN - 28 - 60;
        let has_answers = decision.verdict.kind != VerdictKind::Unasked;
        canvas.shape(EDGE, y + 4, alternative.shape, color);
        canvas.lines(EDGE + 28, y + 18, room, 1, NAME, &isolated(&name(alternative)));
        if !standing.eligible {
            let why = phrases::ruled_out_by(strings, model, standing);
            let why = fill("{0} {1}", &[&ui_text(strings.ruled_out), &why]);
            canvas.lines(EDGE + 28, y + 38, COLUMN - 28, 1, NOTE, &isolated(&why));
            return;
        }
        let (true, Some(value)) = (has_answers, standing.value) else { return };
        canvas.end(EDGE + COLUMN, y + 18, VALUE, &value.to_string());
        let first = stamp
            .robustness
            .map(|robustness| isolated(&phrases::share_of_scenarios(strings, robustness, a)));
        let track = if first.is_some() { COLUMN - 270 } else { COLUMN };
        canvas.bar(EDGE, y + 26, track, TRACK);
        canvas.bar(EDGE, y + 26, track * value.clamp(0, 100) / 100, color);
        if let Some(first) = first {
            canvas.end(EDGE + COLUMN, y + 37, NOTE, &first);
        }
    }

    /// The second column: the disputes, the reasons for the winner, and the strongest reason against
    /// the winner; without a winner, the reasons for each of the two best alternatives.
    fn reasons(&self, canvas: &mut Canvas, top: i64) {
        let Self { strings, model, decision, .. } = self;
        let verdict = &decision.verdict;
        let mut y = top + 16;
        for dispute in &verdict.disputed {
            for line in phrases::dispute(strings, model, dispute) {
                y = paragraph(canvas, y, &line);
            }
            y += 12;
        }
        let Some((leader, other)) = decision.leader.zip(decision.runner_up) else { return };
        let [a, b] = [leader, other].map(|a| name(&model.alternatives[a]));
        let against = self.items(other, false);
        if verdict.winner.is_some() {
            // Room for the other side: a heading and an answer of two lines each.
            let floor = FLOOR - 124;
            let all = self.items(other, true);
            y = side(
                canvas,
                y,
                floor,
                &fill(strings.details().reasons, &[&a, &b]),
                &all,
                MAX_REASONS,
            );
            let heading = fill(strings.details().give_up, &[&a]);
            y = side(canvas, y + 8, FLOOR, &heading, &against, 1);
            if against.is_empty() {
                let none = fill(strings.details().give_up_none, &[&a, &b]);
                paragraph(canvas, y + 4, &none);
            }
        } else {
            let floor = y + (FLOOR - y) / 2;
            let heading = fill(strings.details().speaks_for, &[&a, &b]);
            y = side(canvas, y, floor, &heading, &self.items(other, true), 2);
            side(canvas, y + 8, FLOOR, &fill(strings.details().speaks_for, &[&b, &a]), &against, 2);
        }
    }

    /// Questions and answers for the leader, or for the other alternative, strongest first.
    fn items(&self, other: usize, for_leader: bool) -> Vec<[String; 2]> {
        let Self { strings, model, answers, decision, .. } = self;
        let item = |q: usize| {
            let question = &model.questions[q];
            let answer = phrases::answer_or_default(strings, question, answers.replies[q]);
            [isolated(&model_text(&question.text)), isolated(&answer)]
        };
        let parts = phrases::strongest(decision, other, for_leader);
        parts.iter().map(|part| item(part.question)).collect()
    }

    /// Changed ratings, origin of the decision, and the link.
    fn small_print(&self, canvas: &mut Canvas) {
        let Self { strings, model, answers, stamp, .. } = self;
        canvas.rule(FLOOR + 12);
        let evidence = model.evidence_read.as_deref().map(|date| {
            let date = ui_text(phrases::date(strings, date));
            fill(strings.details().evidence_read, &[&date])
        });
        let [id, version] = [&model.id, &model.version].map(|text| model_text(text));
        let identity =
            fill(strings.details().identity, &[&id, &version, &ui_text(to_hex(model.digest))]);
        let mut line = match evidence {
            Some(evidence) => fill("{0} {1}", &[&evidence, &identity]),
            None => identity,
        };
        if !answers.overrides.is_empty() {
            let changed = &strings.details().changed_ratings;
            let overruled = ui_text(strings.count(changed, answers.overrides.len()));
            line = fill("{0} {1}", &[&overruled, &line]);
        }
        let room = WIDTH - 2 * EDGE;
        let y = canvas.lines(EDGE, FLOOR + 34, room, 1, SMALL, &isolated(&line));
        if let Some(link) = stamp.link {
            canvas.lines(EDGE, y - 3, room, MAX_LINK_LINES, LINK, link);
        }
    }
}

/// Draws a sentence in the second column, if there is room. Returns where the next line begins.
fn paragraph(canvas: &mut Canvas, y: i64, line: &Sentence) -> i64 {
    if y > FLOOR - 2 * ANSWER.step() {
        return y;
    }
    canvas.lines(SECOND, y, COLUMN, 3, ANSWER, &isolated(line)) + 8
}

/// Draws a heading and as many of the items, at most `most`, as fit above `floor`. Returns where the
/// next line begins.
fn side(
    canvas: &mut Canvas,
    y: i64,
    floor: i64,
    heading: &Sentence,
    items: &[[String; 2]],
    most: usize,
) -> i64 {
    if y + HEADING.step() + QUESTION.step() + ANSWER.step() > FLOOR {
        return y;
    }
    let mut y = canvas.lines(SECOND, y, COLUMN, 2, HEADING, &isolated(heading)) + 2;
    for (i, [question, answer]) in items.iter().take(most).enumerate() {
        let lines = canvas::wrap(answer, ANSWER, COLUMN, 2).len() as i64;
        if i > 0 && y + QUESTION.step() + ANSWER.step() * (lines - 1) > floor {
            break;
        }
        y = canvas.lines(SECOND, y, COLUMN, 1, QUESTION, question) + 1;
        y = canvas.lines(SECOND, y, COLUMN, 2, ANSWER, answer) + 6;
    }
    y
}
