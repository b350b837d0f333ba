//! Side by side: what living with each alternative is like, and what each source says of it.

use crate::engine::order::sort_by_key;
use crate::engine::sheet::Sheet;
use crate::model::evidence::{Evidence, TableRow};
use crate::model::{Alternative, Model};
use crate::prose::line::theirs;
use crate::prose::words::neutral_order;

use super::controls::check;
use super::el::{Piece, View, el, group};
use super::evidence::{self, with_evidence};
use super::inline::{bdi, tag};
use super::session::Session;
use super::slot::Slot;

/// What each is like, good and bad in equal detail.
pub fn neutral(session: Session) -> View {
    let model = session.model();
    let cards = neutral_order(&model).into_iter().map(|a| card(session, &model.alternatives[a]));
    el("div").class("cards").child(cards.collect::<Vec<_>>()).view()
}

fn card(session: Session, it: &Alternative) -> View {
    let words = session.words;
    let items = |texts: &[String]| {
        let item = |it: &String| el("li").child(bdi(it.as_str())).view();
        let items: Vec<View> = texts.iter().map(item).collect();
        items
    };
    el("div")
        .class("card")
        .child(el("h4").child(tag(it)))
        .child(el("p").child(bdi(it.living.as_str())))
        .child(el("h5").child(words.good))
        .child(el("ul").child(items(&it.good)))
        .child(el("h5").child(words.bad))
        .child(el("ul").child(items(&it.bad)))
        .view()
}

/// The panel.
pub fn table(session: Session) -> View {
    evidence::want(session);
    let (mine, heaviest) = (Slot::new(true), Slot::new(false));
    let rows =
        with_evidence(session, move |evidence| rows(session, evidence, mine.get(), heaviest.get()));
    group()
        .child(check(session.words.behind().only_mine, mine))
        .child(check(session.words.behind().heaviest_first, heaviest))
        .child(rows)
        .child(neutral(session))
        .view()
}

fn rows(session: Session, evidence: &Evidence, mine: bool, heaviest: bool) -> View {
    let model = session.model();
    let answers = session.in_force.read();
    let sheet = Sheet::new(&model, &model.tables.pooled, &answers);
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
        let empty = if mine { session.words.behind().empty_filter } else { "" };
        return el("p").class("small").child(empty).view();
    }
    let heads = order.iter().map(|&a| {
        let name = tag(&model.alternatives[a]);
        el("th").attr("scope", "col").child(name).view()
    });
    el("div")
        .class("scroll")
        .part("table")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", session.words.side_by_side)
        .child(
            el("table")
                .child(el("thead").child(el("tr").child(el("td")).child(heads.collect::<Vec<_>>())))
                .child(el("tbody").child(rows)),
        )
        .view()
}

fn row(session: Session, model: &Model, order: &[usize], it: &TableRow) -> View {
    let cells = order.iter().map(|&a| {
        let said = it.cells.iter().filter(|it| it.alternative == a).map(|cell| {
            let source = super::inline::show(theirs(&model.sources[cell.source].short));
            el("p")
                .child(bdi(cell.text.as_str()))
                .child(" ")
                .child(el("small").child(source))
                .view()
        });
        let mut said: Vec<View> = said.collect();
        if said.is_empty() {
            let silent = session.words.behind().silent;
            said.push(el("small").child(silent).view());
        }
        let name = model.alternatives[a].name.clone();
        el("td").child(el("span").class("narrow").child(bdi(name))).child(said).view()
    });
    el("tr")
        .child(el("th").attr("scope", "row").child(bdi(it.name.as_str())))
        .child(cells.collect::<Vec<_>>())
        .view()
}
