//! Side by side: what living with each alternative is like, and what each source says of it.

use tiebreak_core::engine::evaluation::Evaluation;
use tiebreak_core::engine::order::sort_by_key;
use tiebreak_core::model::Model;
use tiebreak_core::model::evidence::{Evidence, TableRow};
use tiebreak_core::texts::phrases::neutral_order;
use tiebreak_core::texts::sentence::model_text;

use super::controls::check;
use super::evidence::{self, with_evidence};
use crate::first::profiles::profiles;
use crate::first::session::Session;
use crate::first::text::{isolate, tag};
use tiebreak_dom::prelude::*;

/// The panel.
pub fn panel(session: Session) -> View {
    evidence::want(session);
    let (mine, heaviest) = (RwSignal::new(true), RwSignal::new(false));
    let rows =
        with_evidence(session, move |evidence| rows(session, evidence, mine.get(), heaviest.get()));
    fragment()
        .child(check(session.words.details().only_mine, mine))
        .child(check(session.words.details().heaviest_first, heaviest))
        .child(rows)
        .child(profiles(session))
        .into_view()
}

fn rows(session: Session, evidence: &Evidence, mine: bool, heaviest: bool) -> View {
    let model = session.model();
    let answers = session.in_force.read();
    let sheet = Evaluation::new(&model, &model.tables.pooled, &answers);
    let matters = |row: &&TableRow| {
        let matters = |&q: &usize| match answers.replies[q] {
            Some(reply) => model.questions[q].chosen(reply) != 0,
            None => false,
        };
        !mine || row.questions.iter().any(matters)
    };
    let mut shown: Vec<&TableRow> = evidence.table.iter().filter(matters).collect();
    if heaviest {
        let weight = |row: &TableRow| row.questions.iter().map(|&q| sheet.rows[q].weight).max();
        sort_by_key(&mut shown, |row| -weight(row).unwrap_or(0));
    }
    let order = neutral_order(&model);
    let rows: Vec<View> = shown.iter().map(|it| row(session, &model, &order, it)).collect();
    if rows.is_empty() {
        let empty = if mine { session.words.details().empty_filter } else { "" };
        return p().class("small").child(empty).into_view();
    }
    let heads = order.iter().map(|&a| {
        let name = tag(&model.alternatives[a]);
        th().attr("scope", "col").child(name).into_view()
    });
    div()
        .class("scroll")
        .part("table")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", session.words.side_by_side)
        .child(
            table()
                .child(thead().child(tr().child(td()).child(heads.collect::<Vec<_>>())))
                .child(tbody().child(rows)),
        )
        .into_view()
}

fn row(session: Session, model: &Model, order: &[usize], it: &TableRow) -> View {
    let cells = order.iter().map(|&a| {
        let said = it.cells.iter().filter(|it| it.alternative == a).map(|cell| {
            let source = crate::first::text::show(model_text(&model.sources[cell.source].short));
            p().child(isolate(cell.text.as_str()))
                .child(" ")
                .child(small().child(source))
                .into_view()
        });
        let mut said: Vec<View> = said.collect();
        if said.is_empty() {
            let silent = session.words.details().no_statement;
            said.push(small().child(silent).into_view());
        }
        let name = model.alternatives[a].name.clone();
        td().child(span().class("narrow").child(isolate(name))).child(said).into_view()
    });
    tr().child(th().attr("scope", "row").child(isolate(it.name.as_str())))
        .child(cells.collect::<Vec<_>>())
        .into_view()
}
