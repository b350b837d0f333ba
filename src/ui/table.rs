//! Side by side: what living with each alternative is like, and what each source says of it.

use leptos::prelude::*;

use crate::engine::order::sort_by_key;
use crate::engine::sheet::Sheet;
use crate::model::evidence::{Evidence, TableRow};
use crate::model::{Alternative, Model};
use crate::prose::line::theirs;
use crate::prose::words::neutral_order;

use super::controls::check;
use super::evidence::{self, with_evidence};
use super::inline::{bdi, tag};
use super::session::Session;

/// What each is like, good and bad in equal detail.
pub fn neutral(session: Session) -> AnyView {
    let model = session.model();
    let cards = neutral_order(&model).into_iter().map(|a| card(session, &model.alternatives[a]));
    view! { class="tb", <div class="cards">{cards.collect_view()}</div> }.into_any()
}

fn card(session: Session, it: &Alternative) -> AnyView {
    let words = session.words;
    let items = |texts: &[String]| {
        let item = |it: &String| view! { class="tb", <li>{bdi(it.as_str())}</li> }.into_any();
        let items: Vec<AnyView> = texts.iter().map(item).collect();
        items
    };
    view! { class="tb",
        <div class="card">
            <h4>{tag(it)}</h4>
            <p>{bdi(it.living.as_str())}</p>
            <h5>{words.good}</h5> <ul>{items(&it.good)}</ul>
            <h5>{words.bad}</h5> <ul>{items(&it.bad)}</ul>
        </div>
    }
    .into_any()
}

/// The panel.
pub fn table(session: Session) -> AnyView {
    evidence::want(session);
    let (mine, heaviest) = (RwSignal::new(true), RwSignal::new(false));
    let rows =
        with_evidence(session, move |evidence| rows(session, evidence, mine.get(), heaviest.get()));
    view! { class="tb",
        {check(session.words.only_mine, mine)}
        {check(session.words.heaviest_first, heaviest)}
        {rows}
        {neutral(session)}
    }
    .into_any()
}

fn rows(session: Session, evidence: &Evidence, mine: bool, heaviest: bool) -> AnyView {
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
    let rows: Vec<AnyView> = shown.iter().map(|it| row(session, &model, &order, it)).collect();
    if rows.is_empty() {
        let empty = if mine { session.words.empty_filter } else { "" };
        return view! { class="tb", <p class="small">{empty}</p> }.into_any();
    }
    let heads = order.iter().map(|&a| {
        let name = tag(&model.alternatives[a]);
        view! { class="tb", <th scope="col">{name}</th> }.into_any()
    });
    view! { class="tb",
        <div class="scroll" part="table" tabindex="0" role="region" aria-label=session.words.side_by_side>
            <table>
                <thead><tr><td></td>{heads.collect_view()}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(session: Session, model: &Model, order: &[usize], it: &TableRow) -> AnyView {
    let cells = order.iter().map(|&a| {
        let said = it.cells.iter().filter(|it| it.alternative == a).map(|cell| {
            let source = super::inline::show(theirs(&model.sources[cell.source].short));
            view! { class="tb", <p>{bdi(cell.text.as_str())} " " <small>{source}</small></p> }
                .into_any()
        });
        let mut said: Vec<AnyView> = said.collect();
        if said.is_empty() {
            let silent = session.words.silent;
            said.push(view! { class="tb", <small>{silent}</small> }.into_any());
        }
        let name = model.alternatives[a].name.clone();
        view! { class="tb", <td><span class="narrow">{bdi(name)}</span>{said}</td> }.into_any()
    });
    view! { class="tb",
        <tr><th scope="row">{bdi(it.name.as_str())}</th>{cells.collect_view()}</tr>
    }
    .into_any()
}
