//! The panel "Side by side": a table of statements, a row for each topic and a column for each
//! alternative; below, the profiles of all alternatives.

use tiebreak_core::engine::evaluation::Evaluation;
use tiebreak_core::engine::order::sort_by_key;
use tiebreak_core::model::Model;
use tiebreak_core::model::evidence::{Evidence, TableRow};
use tiebreak_core::texts::phrases::neutral_order;
use tiebreak_core::texts::sentence::model_text;
use tiebreak_dom::prelude::*;

use super::controls::checkbox;
use super::evidence::{self, with_evidence};
use crate::first::profiles::profiles;
use crate::first::session::Session;
use crate::first::text::{isolate, show, tag};

/// The panel.
pub fn panel(session: Session) -> impl IntoView {
    evidence::request(session);
    let strings = session.strings.details();
    let (only_mine, heaviest_first) = (RwSignal::new(true), RwSignal::new(false));
    (
        checkbox(strings.only_mine, only_mine),
        checkbox(strings.heaviest_first, heaviest_first),
        with_evidence(session, move |evidence| {
            statement_table(session, evidence, only_mine.get(), heaviest_first.get()).into_view()
        }),
        profiles(session),
    )
}

fn statement_table(
    session: Session,
    evidence: &Evidence,
    only_mine: bool,
    heaviest_first: bool,
) -> ElementBuilder {
    let model = session.model();
    let answers = session.effective_answers.read();
    let evaluation = Evaluation::new(&model, &model.tables.pooled, &answers);
    let has_option =
        |&q: &usize| evaluation.reply(q).is_some_and(|reply| model.questions[q].chosen(reply) != 0);
    let mut rows: Vec<&TableRow> = evidence
        .table
        .iter()
        .filter(|row| !only_mine || row.questions.iter().any(has_option))
        .collect();
    if heaviest_first {
        let weight =
            |row: &TableRow| row.questions.iter().map(|&q| evaluation.rows[q].weight).max();
        sort_by_key(&mut rows, |row| -weight(row).unwrap_or(0));
    }
    if rows.is_empty() {
        let text = if only_mine { session.strings.details().empty_filter } else { "" };
        return p().class("small").child(text);
    }
    let order = neutral_order(&model);
    let heads = order.iter().map(|&a| th().attr("scope", "col").child(tag(&model.alternatives[a])));
    let rows = rows.iter().map(|row| table_row(session, &model, &order, row));
    div()
        .class("scroll")
        .part("table")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", session.strings.side_by_side)
        .child(table().child((
            thead().child(tr().child((td(), heads.collect_view()))),
            tbody().child(rows.collect_view()),
        )))
}

fn table_row(session: Session, model: &Model, order: &[usize], row: &TableRow) -> ElementBuilder {
    let has_sources = model.sources.len() > 1;
    let cells = order.iter().map(|&a| {
        let statements = row.cells.iter().filter(|cell| cell.alternative == a).map(|cell| {
            let source = has_sources
                .then(|| small().child(show(model_text(&model.sources[cell.source].short))));
            p().child((isolate(cell.text.as_str()), " ", source))
        });
        let mut statements = statements.collect_view();
        if statements.is_empty() {
            statements.push(small().child(session.strings.details().no_statement).into_view());
        }
        let name = isolate(model.alternatives[a].name.as_str());
        td().child((span().class("narrow").child(name), statements))
    });
    // In a table of an article, a row without a question has no values.
    let is_rated = !model.default_verdict || !row.questions.is_empty();
    let note = (!is_rated).then(|| small().child(session.strings.details().not_rated));
    let head = th().attr("scope", "row").child((isolate(row.name.as_str()), " ", note));
    tr().child((head, cells.collect_view()))
}
