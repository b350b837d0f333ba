//! A verdict as a picture: an SVG of 1200 by 630, the size that link previews use.
//!
//! It stands by itself: no style sheet, no font, no script, nothing that is fetched. Its colours
//! are the light ones of the widget. Whatever comes from a model is text in it, cut where there is
//! no more room; how much room a text takes is estimated, see [`canvas::width`].

pub mod canvas;

use crate::engine::Decision;
use crate::engine::explain::Standing;
use crate::engine::order::sort_by_key;
use crate::model::Model;
use crate::model::answers::Answers;
use crate::model::digest::written;
use crate::model::schema::VerdictKind;

use super::record::Stamp;
use super::sentence::{Sentence, fill, isolated, model_text, name, ui_text};
use super::strings::Strings;
use super::words;
use canvas::{Canvas, EDGE, Face, TRACK, WIDTH, color};

/// Most alternatives that get a bar; the best, then those that are ruled out.
const MOST_BARS: usize = 6;
/// Most reasons for the winner.
const MOST_REASONS: usize = 3;
/// Most lines of the link, about 700 characters; the whole of it stands in the description.
const LINK_LINES: usize = 4;
/// Width of either column, and where the second begins.
const COLUMN: i64 = 530;
const SECOND: i64 = WIDTH - EDGE - COLUMN;
/// Where the columns end and the small print begins.
const FLOOR: i64 = 530;

const TITLE: Face = Face::muted(24);
const HEADLINE: Face = Face::bold(44);
const BELOW: Face = Face::plain(20);
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
    words: &Strings,
    model: &Model,
    answers: &Answers,
    decision: &Decision,
    stamp: Stamp<'_>,
) -> String {
    let it = words::headline(words, model, decision);
    let mut canvas = Canvas::new(&model.lang);
    let mut y = canvas.lines(EDGE, 66, WIDTH - 2 * EDGE - 150, 1, TITLE, &model.title);
    if let Some(date) = stamp.date {
        canvas.end(WIDTH - EDGE, 66, SMALL, date);
    }
    if decision.verdict.kind != VerdictKind::Unasked {
        y = canvas.lines(EDGE, y + 12, WIDTH - 2 * EDGE, 1, BELOW.quiet(), it.over);
    }
    y = canvas.lines(EDGE, y + 26, WIDTH - 2 * EDGE, 2, HEADLINE, &isolated(&it.line));
    if decision.verdict.kind != VerdictKind::Unasked {
        y = canvas.lines(EDGE, y, WIDTH - 2 * EDGE, 1, BELOW, &isolated(&it.below));
    }
    let sheet = Evaluation { words, model, answers, decision, stamp };
    sheet.bars(&mut canvas, y + 12);
    sheet.reasons(&mut canvas, y + 12);
    sheet.small_print(&mut canvas);
    let title = fill("{0} · {1}", &[&model_text(&model.title), &it.line]);
    canvas.finish(&isolated(&title), stamp.link)
}

struct Evaluation<'a> {
    words: &'a Strings,
    model: &'a Model,
    answers: &'a Answers,
    decision: &'a Decision,
    stamp: Stamp<'a>,
}

impl Evaluation<'_> {
    /// The first column: everybody with a bar, best first.
    fn bars(&self, canvas: &mut Canvas, top: i64) {
        let standings = &self.decision.alternatives;
        let mut order: Vec<usize> = (0..standings.len()).collect();
        if self.decision.verdict.kind != VerdictKind::Unasked {
            sort_by_key(&mut order, |&a| (!standings[a].eligible, -standings[a].points));
        }
        let left_out = order.len().saturating_sub(MOST_BARS);
        order.truncate(MOST_BARS);
        let rows = (order.len() + usize::from(left_out > 0)) as i64;
        let row = ((FLOOR - top) / rows.max(1)).min(64);
        for (i, &a) in order.iter().enumerate() {
            self.bar(canvas, top + row * i as i64, a, &standings[a]);
        }
        if left_out > 0 {
            let more = fill(self.words.behind().more, &[&ui_text(left_out.to_string())]);
            canvas.lines(EDGE, top + row * (rows - 1) + 18, COLUMN, 1, NOTE, &isolated(&more));
        }
    }

    fn bar(&self, canvas: &mut Canvas, y: i64, a: usize, it: &Standing) {
        let Self { words, model, decision, stamp, .. } = self;
        let alternative = &model.alternatives[a];
        let color = color(alternative.color);
        let room = COLUMN - 28 - 60;
        let asked = decision.verdict.kind != VerdictKind::Unasked;
        canvas.shape(EDGE, y + 4, alternative.shape, color);
        canvas.lines(EDGE + 28, y + 18, room, 1, NAME, &isolated(&name(alternative)));
        if !it.eligible {
            let why = words::ruled_out_by(words, model, it);
            let why = fill("{0} {1}", &[&ui_text(words.ruled_out), &why]);
            canvas.lines(EDGE + 28, y + 38, COLUMN - 28, 1, NOTE, &isolated(&why));
            return;
        }
        let (true, Some(value)) = (asked, it.value) else { return };
        canvas.end(EDGE + COLUMN, y + 18, VALUE, &value.to_string());
        let first = stamp.robustness.map(|it| isolated(&words::first_in(words, it, a)));
        let track = if first.is_some() { COLUMN - 270 } else { COLUMN };
        canvas.bar(EDGE, y + 26, track, TRACK);
        canvas.bar(EDGE, y + 26, track * value.clamp(0, 100) / 100, color);
        if let Some(first) = first {
            canvas.end(EDGE + COLUMN, y + 37, NOTE, &first);
        }
    }

    /// The second column: what speaks for the winner and what is given up with it; without a
    /// winner, what the sources dispute, or what speaks for either.
    fn reasons(&self, canvas: &mut Canvas, top: i64) {
        let Self { words, model, decision, .. } = self;
        let verdict = &decision.verdict;
        let mut y = top + 16;
        for it in &verdict.disputed {
            for line in words::dispute(words, model, it) {
                y = paragraph(canvas, y, &line);
            }
            y += 12;
        }
        let Some((leader, other)) = decision.leader.zip(decision.runner_up) else { return };
        let [a, b] = [leader, other].map(|it| name(&model.alternatives[it]));
        let against = self.items(other, false);
        if verdict.winner.is_some() {
            // The other side always has room: a heading and an answer of two lines each.
            let floor = FLOOR - 124;
            let all = self.items(other, true);
            y = side(
                canvas,
                y,
                floor,
                &fill(words.behind().reasons, &[&a, &b]),
                &all,
                MOST_REASONS,
            );
            let heading = fill(words.behind().give_up, &[&a]);
            y = side(canvas, y + 8, FLOOR, &heading, &against, 1);
            if against.is_empty() {
                let none = fill(words.behind().give_up_none, &[&a, &b]);
                paragraph(canvas, y + 4, &none);
            }
        } else {
            let floor = y + (FLOOR - y) / 2;
            let heading = fill(words.behind().speaks_for, &[&a, &b]);
            y = side(canvas, y, floor, &heading, &self.items(other, true), 2);
            side(canvas, y + 8, FLOOR, &fill(words.behind().speaks_for, &[&b, &a]), &against, 2);
        }
    }

    /// Question and answer, strongest first.
    fn items(&self, other: usize, for_leader: bool) -> Vec<[String; 2]> {
        let Self { words, model, answers, decision, .. } = self;
        let item = |q: usize| {
            let question = &model.questions[q];
            let answer = words::standing(words, question, answers.replies[q]);
            [isolated(&model_text(&question.text)), isolated(&answer)]
        };
        let parts = words::strongest(decision, other, for_leader);
        parts.iter().map(|it| item(it.question)).collect()
    }

    /// Where this comes from, and the link.
    fn small_print(&self, canvas: &mut Canvas) {
        let Self { words, model, answers, stamp, .. } = self;
        canvas.rule(FLOOR + 12);
        let evidence = fill(
            words.behind().evidence_read,
            &[&ui_text(words::date(words, &model.evidence_read))],
        );
        let [id, version] = [&model.id, &model.version].map(|it| model_text(it));
        let identity =
            fill(words.behind().identity, &[&id, &version, &ui_text(written(model.digest))]);
        let mut line = fill("{0} {1}", &[&evidence, &identity]);
        if !answers.overrides.is_empty() {
            let count = ui_text(answers.overrides.len().to_string());
            let overruled =
                fill((words.behind().overruled_count)(answers.overrides.len()), &[&count]);
            line = fill("{0} {1}", &[&overruled, &line]);
        }
        let room = WIDTH - 2 * EDGE;
        let y = canvas.lines(EDGE, FLOOR + 34, room, 1, SMALL, &isolated(&line));
        if let Some(link) = stamp.link {
            canvas.lines(EDGE, y - 3, room, LINK_LINES, LINK, link);
        }
    }
}

/// A sentence in the second column, while there is room.
fn paragraph(canvas: &mut Canvas, y: i64, line: &Sentence) -> i64 {
    if y > FLOOR - 2 * ANSWER.step() {
        return y;
    }
    canvas.lines(SECOND, y, COLUMN, 3, ANSWER, &isolated(line)) + 8
}

/// A heading and as many of the first items as end above the floor.
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
