//! Your load: the reader's busiest second on one axis with what the sources say of each alternative.
//!
//! The axis is logarithmic, because figures for one alternative differ by more than a factor of ten.

use tiebreak_core::sampling::random::log2;

use tiebreak_core::model::evidence::{Cell, Correction, Evidence, TableRow};
use tiebreak_core::model::{Choose, Model};

use super::evidence::{self, correction, folded_statements, with_evidence};
use super::number::number;
use crate::first::question::question_fieldset;
use crate::first::session::Session;
use crate::first::text::{color_class, isolate, tag};
use tiebreak_dom::prelude::*;

/// The question that asks for a load, when there is one.
pub fn question(model: &Model) -> Option<usize> {
    model.questions.iter().position(|it| it.choose == Choose::Number)
}

/// The panel: the calculator, which answers the question, and the picture.
pub fn panel(session: Session) -> View {
    evidence::want(session);
    let model = session.model();
    let Some(q) = question(&model) else { return fragment().into_view() };
    let calculator = (!session.is_readonly())
        .then(|| question_fieldset(&model.questions[q]).child(number(session, q)));
    let picture = with_evidence(session, move |evidence| picture(session, evidence, q));
    div().class("load").child(calculator).child(picture).into_view()
}

/// From one request a second to the power of ten above everything that is said.
#[derive(Clone, Copy)]
struct Axis {
    powers: u32,
}

impl Axis {
    fn new(most: i64) -> Self {
        // No source speaks of more than 10^9.
        let powers = (1..9).find(|&it| 10_i64.pow(it) >= most);
        Self { powers: powers.unwrap_or(9) }
    }

    /// How far along the axis a number of requests lies, as a length; what is off the axis lies at
    /// its end.
    fn place(self, requests: f64) -> String {
        let share = log2(requests.max(1.0)) / log2(10.0) / f64::from(self.powers);
        let tenths = (share.min(1.0) * 1000.0) as i64;
        [&(tenths / 10).to_string(), ".", &(tenths % 10).to_string(), "%"].concat()
    }

    /// Lines at the powers of ten.
    fn ticks(self, session: Session) -> View {
        let tick = |power: u32| {
            let place = self.place(f64::from(10_u32.pow(power)));
            let name = session.words.details().thousands;
            let name = match power {
                0..3 => 10_u32.pow(power).to_string(),
                _ => [&10_u32.pow(power - 3).to_string(), name].concat(),
            };
            span().style("inset-inline-start", place).child(name).into_view()
        };
        let ticks: Vec<View> = (0..=self.powers).map(tick).collect();
        div().class("ticks").attr("aria-hidden", "true").child(ticks).into_view()
    }
}

fn picture(session: Session, evidence: &Evidence, q: usize) -> View {
    let model = session.model();
    let said = |row: &TableRow| row.questions.contains(&q);
    let rows: Vec<&TableRow> = evidence.table.iter().filter(|it| said(it)).collect();
    let cells =
        || rows.iter().flat_map(|it| &it.cells).filter(|it| it.requests_per_second.is_some());
    let Some(most) = cells().filter_map(|it| it.requests_per_second).map(|it| it.1).max() else {
        return fragment().into_view();
    };
    let axis = Axis::new(most);
    let groups = rows.iter().filter_map(|row| {
        let mut bars =
            row.cells.iter().filter_map(|it| bar(session, &model, axis, q, it)).peekable();
        bars.peek()?;
        let bars: Vec<View> = bars.collect();
        let name = isolate(row.name.as_str());
        Some(fragment().child(h4().child(name)).child(ul().class("plain").child(bars)).into_view())
    });
    let groups: Vec<View> = groups.collect();
    let notes = corrections(evidence, cells()).into_iter().map(|it| correction(session, it));
    let notes: Vec<View> = notes.collect();
    fragment().child(groups).child(axis.ticks(session)).child(notes).into_view()
}

/// What one source says of one alternative, with the reader's own peak on the same track.
#[expect(clippy::cast_precision_loss, reason = "no source speaks of more than 10^9 requests")]
fn bar(session: Session, model: &Model, axis: Axis, q: usize, it: &Cell) -> Option<View> {
    let (from, to) = it.requests_per_second?;
    let alternative = &model.alternatives[it.alternative];
    let [start, end] = [from, to].map(|it| axis.place(it as f64));
    let width = ["calc(", &end, " - ", &start, ")"].concat();
    let class = ["range ", color_class(alternative.color)].concat();
    let own = move || {
        let peak = session.peak(q)?;
        let place = axis.place(peak);
        Some(i().class("own").style("inset-inline-start", place).into_view())
    };
    let source = isolate(model.sources[it.source].short.as_str());
    Some(
        li().child(
            p().child(tag(alternative))
                .child(" ")
                .child(isolate(it.text.as_str()))
                .child(" ")
                .child(small().child(source)),
        )
        .child(
            span()
                .class("track")
                .attr("aria-hidden", "true")
                .child(
                    i().class(class).style("inset-inline-start", start).style("inline-size", width),
                )
                .child(own),
        )
        .child(folded_statements(session, &it.statements))
        .into_view(),
    )
}

/// What the public record says of the statements behind these cells, each once.
fn corrections<'a>(
    evidence: &'a Evidence,
    cells: impl Iterator<Item = &'a Cell>,
) -> Vec<&'a Correction> {
    let mut all: Vec<&Correction> = Vec::new();
    for id in cells.flat_map(|it| &it.statements) {
        for it in evidence.corrections_of(id) {
            if !all.iter().any(|known| known.id == it.id) {
                all.push(it);
            }
        }
    }
    all
}
