//! The reader's own weights and values in place of the model's: theirs to set, marked as theirs, and
//! taken back with one press.

use crate::browser;
use tiebreak_core::link::Opened;
use tiebreak_core::model::overrides::Override;
use tiebreak_core::model::{MAX_VALUE, MAX_WEIGHT, Model, Rule};
use tiebreak_core::texts::sentence::{Sentence, fill, model_text, ui_text};
use tiebreak_dom::prelude::*;

use crate::first::question::text_button_to;
use crate::first::session::{RowId, Session};
use crate::first::text::{isolate, show};

/// Where the focus goes to when an editor opens, and when it closes.
const EDITOR: &str = ".overrule";
const PANEL: &str = ".panel";

impl RowId {
    fn of(it: &Override) -> Self {
        Self { question: it.question, option: it.option }
    }

    fn name(self, session: Session, model: &Model) -> Sentence {
        let question = &model.questions[self.question];
        let option = match self.option {
            Some(o) => model_text(&question.options[o].text),
            None => ui_text(session.words.details().not_answered),
        };
        fill(session.words.details().row_name, &[&model_text(&question.text), &option])
    }
}

/// The editor of the row that is being overruled, and every override in force.
pub fn overrule(session: Session) -> View {
    fragment()
        .child(move || session.overruling.get().map(|row| editor(session, row)))
        .child(move || in_force(session))
        .into_view()
}

/// The button on a row that opens its editor.
pub fn button(session: Session, row: RowId) -> Option<View> {
    let open = move || session.overruling.set(Some(row));
    (!session.is_readonly()).then(|| text_button_to(session.words.details().overrule, EDITOR, open))
}

/// Changes the override of a row, which is made if there is none.
fn change(session: Session, row: RowId, change: impl FnOnce(&mut Override)) {
    session.change_overrides(|all| {
        let place = all.iter().position(|it| RowId::of(it) == row).unwrap_or_else(|| {
            let RowId { question, option } = row;
            all.push(Override { question, option, weight: None, values: None });
            all.len() - 1
        });
        change(&mut all[place]);
    });
}

fn editor(session: Session, row: RowId) -> View {
    let (model, words) = (session.model(), session.words);
    let question = &model.questions[row.question];
    let answers = session.answers.read_untracked();
    let mine = answers.overrides.iter().find(|it| RowId::of(it) == row);
    let weight = model.weight_with(&answers.overrides, row.question, row.option);
    let rated = model.tables.pooled.questions[row.question].row(row.option);
    let weight = slider(words.details().own_weight.into(), weight, MAX_WEIGHT, move |weight| {
        change(session, row, |it| it.weight = Some(weight));
    });
    let rules = &question.row(row.option).rules;
    let is_rated = |a: usize| model.alternatives[a].derived.is_none() || rules[a] == Rule::Own;
    // A row without weight has no points to tell its values by: those start neutral.
    let pooled = |a: usize| match rated.weight {
        0 => MAX_VALUE / 2,
        weight => rated.points[a] / weight,
    };
    let own = mine.and_then(|it| it.values.clone());
    let start = own.unwrap_or_else(|| {
        (0..model.alternatives.len()).map(|a| is_rated(a).then(|| pooled(a))).collect()
    });
    let values = (0..model.alternatives.len()).filter_map(|a| {
        let (now, start) = (start[a]?, start.clone());
        let set = move |value: i64| {
            change(session, row, |it| it.values.get_or_insert(start.clone())[a] = Some(value * 10));
        };
        Some(slider(model.alternatives[a].name.clone(), now / 10, MAX_VALUE / 10, set))
    });
    let values: Vec<View> = values.collect();
    let ends = [model_text(&question.scale.low), model_text(&question.scale.high)];
    fieldset()
        .class("box on")
        .child(
            legend()
                .class("small overrule")
                .attr("tabindex", "-1")
                .child(show(row.name(session, &model))),
        )
        .child(weight)
        .child(values)
        .child(p().class("small").child(show(fill(words.scale, &[&ends[0], &ends[1]]))))
        .child(text_button_to(words.details().done, PANEL, move || session.overruling.set(None)))
        .into_view()
}

/// A slider with its label and its number.
fn slider(name: String, value: i64, most: i64, set: impl Fn(i64) + 'static) -> View {
    let shown = RwSignal::new(value);
    let read = move |event: web_sys::Event| {
        if let Some(it) = browser::slider(&event) {
            shown.set(it);
            set(it);
        }
    };
    label()
        .class("slider")
        .child(span().child(isolate(name)))
        .child(
            input()
                .attr("type", "range")
                .attr("min", "0")
                .attr("max", most.to_string())
                .attr("step", "5")
                .value(value.to_string())
                .on("input", read),
        )
        .child(output().child(move || shown.get().to_string()))
        .into_view()
}

/// Every override in force, each with the way back.
fn in_force(session: Session) -> Option<View> {
    let (model, words) = (session.model(), session.words);
    let answers = session.answers.read();
    let items = answers.overrides.iter().map(|it| {
        let row = RowId::of(it);
        let take_back = move || {
            session.change_overrides(|all| all.retain(|it| RowId::of(it) != row));
            session.overruling.set(None);
        };
        let ways = (!session.is_readonly()).then(|| {
            let change = text_button_to(words.details().change, EDITOR, move || {
                session.overruling.set(Some(row));
            });
            let back = text_button_to(words.details().reset, PANEL, take_back);
            fragment().child(" ").child(change).child(" ").child(back).into_view()
        });
        li().child(em().class("badge").child(words.details().yours))
            .child(" ")
            .child(show(row.name(session, &model)))
            .child(ways)
            .into_view()
    });
    let items: Vec<View> = items.collect();
    (!items.is_empty()).then(|| {
        fragment()
            .child(h4().child(words.details().overrides))
            .child(ul().class("plain").child(items))
            .into_view()
    })
}

/// Overrides that a link carries: off until the reader applies them.
pub fn offered(session: Session, opened: RwSignal<Option<Opened>>, it: &Opened) -> Option<View> {
    let (model, words) = (session.model(), session.words);
    let rows = it.overrides.iter().map(|it| {
        let name = RowId::of(it).name(session, &model);
        li().child(show(name)).into_view()
    });
    let rows: Vec<View> = rows.collect();
    (!rows.is_empty()).then(|| {
        let line =
            fill((words.details().link_overrides)(rows.len()), &[&ui_text(rows.len().to_string())]);
        let offered = it.overrides.clone();
        let apply = move || {
            session.change_overrides(|all| all.clone_from(&offered));
            opened.update(|it| {
                if let Some(it) = it {
                    it.overrides.clear();
                }
            });
        };
        let apply = (!session.is_readonly())
            .then(|| text_button_to(words.details().apply, ".opened", apply));
        fragment()
            .child(p().child(show(line)).child(" ").child(apply))
            .child(ul().child(rows))
            .into_view()
    })
}
