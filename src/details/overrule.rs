//! The editor for the reader's own weights and values, and the list of all overrides. Shown in the
//! panel "Why"; overrides of a link are offered in its notice.

use tiebreak_core::link::Opened;
use tiebreak_core::model::overrides::Override;
use tiebreak_core::model::{MAX_VALUE, MAX_WEIGHT, Model, Rule};
use tiebreak_core::texts::sentence::{Sentence, fill, model_text, ui_text};
use tiebreak_dom::prelude::*;
use web_sys::Event;

use crate::browser;
use crate::first::question::{scale, text_button_to};
use crate::first::session::{RowId, Session};
use crate::first::text::{isolate, show};

/// Selector of the element that takes the focus when the editor opens.
const EDITOR: &str = ".editor-title";
/// Selector of the element that takes the focus when the editor closes.
const PANEL: &str = ".panel";

impl RowId {
    fn of(item: &Override) -> Self {
        Self { question: item.question, option: item.option }
    }

    fn name(self, session: Session, model: &Model) -> Sentence {
        let strings = session.strings.details();
        let question = &model.questions[self.question];
        let option = match self.option {
            Some(o) => model_text(&question.options[o].text),
            None => ui_text(strings.not_answered),
        };
        fill(strings.row_name, &[&model_text(&question.text), &option])
    }
}

/// The editor of the row that the reader edits, and the list of all overrides.
pub fn overrides(session: Session) -> impl IntoView {
    (
        move || session.edited_row.get().map(|row| editor(session, row)),
        move || override_list(session),
    )
}

/// The button on a row that opens its editor.
pub fn edit_button(session: Session, row: RowId) -> Option<ElementBuilder> {
    let edit = move || session.edited_row.set(Some(row));
    (!session.is_readonly())
        .then(|| text_button_to(session.strings.details().overrule, EDITOR, edit))
}

/// Changes the override of a row; adds one if there is none.
fn change_override(session: Session, row: RowId, change: impl FnOnce(&mut Override)) {
    session.change_overrides(|all| {
        let place = all.iter().position(|item| RowId::of(item) == row).unwrap_or_else(|| {
            let RowId { question, option } = row;
            all.push(Override { question, option, weight: None, values: None });
            all.len() - 1
        });
        change(&mut all[place]);
    });
}

/// A slider for the weight of a row, and one for each value that the row states.
fn editor(session: Session, row: RowId) -> ElementBuilder {
    let (model, strings) = (session.model(), session.strings);
    let question = &model.questions[row.question];
    let answers = session.answers.read_untracked();
    let present = answers.overrides.iter().find(|item| RowId::of(item) == row);
    let weight = model.weight_with(&answers.overrides, row.question, row.option);
    let weight_slider =
        slider(strings.details().own_weight.into(), weight, MAX_WEIGHT, move |weight| {
            change_override(session, row, |item| item.weight = Some(weight));
        });
    let rules = &question.row(row.option).rules;
    let is_rated = |a: usize| model.alternatives[a].derived.is_none() || rules[a] == Rule::Own;
    let pooled = model.tables.pooled.questions[row.question].row(row.option);
    // The values of a row without weight are unknown, because all its points are 0. They start in
    // the middle of the scale.
    let pooled_value = |a: usize| match pooled.weight {
        0 => MAX_VALUE / 2,
        weight => pooled.points[a] / weight,
    };
    let initial = present.and_then(|item| item.values.clone()).unwrap_or_else(|| {
        (0..model.alternatives.len()).map(|a| is_rated(a).then(|| pooled_value(a))).collect()
    });
    let value_sliders = (0..model.alternatives.len()).filter_map(|a| {
        let (value, initial) = (initial[a]?, initial.clone());
        let set = move |value: i64| {
            change_override(session, row, |item| {
                item.values.get_or_insert(initial.clone())[a] = Some(value * 10);
            });
        };
        Some(slider(model.alternatives[a].name.clone(), value / 10, MAX_VALUE / 10, set))
    });
    let close = move || session.edited_row.set(None);
    fieldset().class("box selected").child((
        legend()
            .class("small editor-title")
            .attr("tabindex", "-1")
            .child(show(row.name(session, &model))),
        weight_slider,
        value_sliders.collect_view(),
        scale(session.strings, question).map(|scale| p().class("small").child(scale)),
        text_button_to(strings.details().done, PANEL, close),
    ))
}

/// A slider from 0 to `max` with its label and its number.
fn slider(name: String, value: i64, max: i64, set: impl Fn(i64) + 'static) -> ElementBuilder {
    let position = RwSignal::new(value);
    let read = move |event: Event| {
        if let Some(value) = browser::slider(&event) {
            position.set(value);
            set(value);
        }
    };
    label().class("slider").child((
        span().child(isolate(name)),
        input()
            .attr("type", "range")
            .attr("min", "0")
            .attr("max", max.to_string())
            .attr("step", "5")
            .value(value.to_string())
            .on("input", read),
        output().child(move || position.get()),
    ))
}

/// All overrides, each with buttons that edit and remove it.
fn override_list(session: Session) -> Option<impl IntoView> {
    let (model, strings) = (session.model(), session.strings.details());
    let answers = session.answers.read();
    let items = answers.overrides.iter().map(|item| {
        let row = RowId::of(item);
        let edit = move || session.edited_row.set(Some(row));
        let remove = move || {
            session.change_overrides(|all| all.retain(|item| RowId::of(item) != row));
            session.edited_row.set(None);
        };
        let buttons = (!session.is_readonly()).then(|| {
            let edit = text_button_to(strings.change, EDITOR, edit);
            (" ", edit, " ", text_button_to(strings.reset, PANEL, remove))
        });
        let badge = em().class("badge").child(strings.yours);
        li().child((badge, " ", show(row.name(session, &model)), buttons))
    });
    let items = items.collect_view();
    (!items.is_empty()).then(|| (h4().child(strings.overrides), ul().class("plain").child(items)))
}

/// The overrides of a link, and a button that applies them.
pub fn link_overrides(
    session: Session,
    opened: RwSignal<Option<Opened>>,
    link: &Opened,
) -> Option<impl IntoView + use<>> {
    let (model, strings) = (session.model(), session.strings.details());
    let rows = link
        .overrides
        .iter()
        .map(|item| li().child(show(RowId::of(item).name(session, &model))))
        .collect_view();
    let count = rows.len();
    (count > 0).then(|| {
        let sentence = session.strings.count(&strings.link_overrides, count);
        let overrides = link.overrides.clone();
        let apply = move || {
            session.change_overrides(|all| all.clone_from(&overrides));
            opened.update(|link| {
                if let Some(link) = link {
                    link.overrides.clear();
                }
            });
        };
        let button =
            (!session.is_readonly()).then(|| text_button_to(strings.apply, ".link-notice", apply));
        (p().child((sentence, " ", button)), ul().child(rows))
    })
}
