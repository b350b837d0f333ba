//! The panel "Your load": the input fields of the question that asks for a load, and a picture of
//! the load on one axis with the figures of the sources. Shown if the model has such a question.
//!
//! The axis is logarithmic, because figures for one alternative differ by more than a factor of
//! ten.

use tiebreak_core::model::evidence::{Cell, Correction, Evidence, TableRow};
use tiebreak_core::model::{Choose, Model};
use tiebreak_core::sampling::random::log2;
use tiebreak_dom::prelude::*;

use super::evidence::{self, correction_line, folded_statements, with_evidence};
use super::number;
use crate::first::question::question_fieldset;
use crate::first::session::Session;
use crate::first::text::{color_class, isolate, tag};

/// The index of the question that asks for a load.
pub fn question(model: &Model) -> Option<usize> {
    model.questions.iter().position(|question| question.choose == Choose::Number)
}

/// The panel.
pub fn panel(session: Session) -> Option<ElementBuilder> {
    evidence::request(session);
    let model = session.model();
    let q = question(&model)?;
    let fields = (!session.is_readonly())
        .then(|| question_fieldset(&model, &model.questions[q]).child(number::fields(session, q)));
    let picture = with_evidence(session, move |evidence| picture(session, evidence, q).into_view());
    Some(div().class("load").child((fields, picture)))
}

/// A logarithmic axis from one request per second to a power of ten.
#[derive(Clone, Copy)]
struct Axis {
    powers: u32,
}

impl Axis {
    /// An axis that ends at the first power of ten that is not below `max`.
    fn new(max: i64) -> Self {
        // No source states more than 10^9.
        let powers = (1..9).find(|&power| 10_i64.pow(power) >= max);
        Self { powers: powers.unwrap_or(9) }
    }

    /// The position of a number of requests as a length in per cent. Numbers outside the axis are
    /// at its ends.
    fn position(self, requests: f64) -> String {
        let share = log2(requests.max(1.0)) / log2(10.0) / f64::from(self.powers);
        let tenths = (share.min(1.0) * 1000.0) as i64;
        [&(tenths / 10).to_string(), ".", &(tenths % 10).to_string(), "%"].concat()
    }

    /// Labels at the powers of ten.
    fn ticks(self, session: Session) -> ElementBuilder {
        let ticks = (0..=self.powers).map(|power| {
            let label = if power < 3 {
                10_u32.pow(power).to_string()
            } else {
                let group = session.strings.group_mark;
                [&10_u32.pow(power - 3).to_string(), group, "000"].concat()
            };
            let position = self.position(f64::from(10_u32.pow(power)));
            span().style("inset-inline-start", position).child(label)
        });
        div().class("ticks").attr("aria-hidden", "true").child(ticks.collect_view())
    }
}

fn picture(session: Session, evidence: &Evidence, q: usize) -> Option<impl IntoView + use<>> {
    let model = session.model();
    let rows: Vec<&TableRow> =
        evidence.table.iter().filter(|row| row.questions.contains(&q)).collect();
    let cells =
        || rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.requests_per_second.is_some());
    let max = cells().filter_map(|cell| cell.requests_per_second).map(|(_, to)| to).max()?;
    let axis = Axis::new(max);
    let groups = rows.iter().filter_map(|row| {
        let bars =
            row.cells.iter().filter_map(|cell| bar(session, &model, axis, q, cell)).collect_view();
        let heading = h4().child(isolate(row.name.as_str()));
        (!bars.is_empty()).then(|| (heading, ul().class("plain").child(bars)))
    });
    let corrections = corrections(evidence, cells())
        .into_iter()
        .map(|correction| correction_line(session, correction));
    Some((groups.collect_view(), axis.ticks(session), corrections.collect_view()))
}

/// The figure of one source for one alternative, with the reader's load on the same track.
#[expect(clippy::cast_precision_loss, reason = "no source states more than 10^9 requests")]
fn bar(
    session: Session,
    model: &Model,
    axis: Axis,
    q: usize,
    cell: &Cell,
) -> Option<ElementBuilder> {
    let (from, to) = cell.requests_per_second?;
    let alternative = &model.alternatives[cell.alternative];
    let [start, end] = [from, to].map(|requests| axis.position(requests as f64));
    let size = ["calc(", &end, " - ", &start, ")"].concat();
    let class = ["range ", color_class(alternative.color)].concat();
    let range = i().class(class).style("inset-inline-start", start).style("inline-size", size);
    let own_load = move || {
        let position = axis.position(session.peak(q)?);
        Some(i().class("own-load").style("inset-inline-start", position))
    };
    let source = isolate(model.sources[cell.source].short.as_str());
    Some(li().child((
        p().child((tag(alternative), " ", isolate(cell.text.as_str()), " ", small().child(source))),
        span().class("track").attr("aria-hidden", "true").child((range, own_load)),
        folded_statements(session, &cell.statements),
    )))
}

/// The corrections of the statements of these cells, without duplicates.
fn corrections<'a>(
    evidence: &'a Evidence,
    cells: impl Iterator<Item = &'a Cell>,
) -> Vec<&'a Correction> {
    let mut all: Vec<&Correction> = Vec::new();
    for id in cells.flat_map(|cell| &cell.statements) {
        for correction in evidence.corrections_of(id) {
            if !all.iter().any(|known| known.id == correction.id) {
                all.push(correction);
            }
        }
    }
    all
}
