//! The reader's own weights and values in place of the model's: theirs to set, marked as theirs, and
//! taken back with one press.

use crate::browser;
use crate::link::Opened;
use crate::model::overrides::Override;
use crate::model::{MAX_VALUE, MAX_WEIGHT, Model, Rule};
use crate::prose::line::{Line, fill, ours, theirs};

use super::el::{Piece, View, el, group};
use super::inline::{bdi, live, show};
use super::question::press;
use super::session::Session;
use super::slot::Slot;

/// Where the focus goes to when an editor opens, and when it closes.
const EDITOR: &str = ".overrule";
const PANEL: &str = ".panel";

/// A row that may be overruled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowId {
    /// Index of the question.
    pub question: usize,
    /// Index of the option; `None` is the row of leaving the question open.
    pub option: Option<usize>,
}

impl RowId {
    fn of(it: &Override) -> Self {
        Self { question: it.question, option: it.option }
    }

    fn name(self, session: Session, model: &Model) -> Line {
        let question = &model.questions[self.question];
        let option = match self.option {
            Some(o) => theirs(&question.options[o].text),
            None => ours(session.words.behind().not_answered),
        };
        fill(session.words.behind().overruled_row, &[&theirs(&question.text), &option])
    }
}

/// The editor of the row that is being overruled, and every override in force.
pub fn overrule(session: Session) -> View {
    group()
        .child(live(move || session.overruling.get().map(|row| editor(session, row))))
        .child(live(move || in_force(session)))
        .view()
}

/// The button on a row that opens its editor.
pub fn button(session: Session, row: RowId) -> Option<View> {
    let open = move || session.overruling.set(Some(row));
    (!session.is_readonly()).then(|| press(session.words.behind().overrule, EDITOR, open))
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
    let weight = slider(words.behind().own_weight.into(), weight, MAX_WEIGHT, move |weight| {
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
    let ends = [theirs(&question.scale.low), theirs(&question.scale.high)];
    el("fieldset")
        .class("box on")
        .child(
            el("legend")
                .class("small overrule")
                .attr("tabindex", "-1")
                .child(show(row.name(session, &model))),
        )
        .child(weight)
        .child(values)
        .child(el("p").class("small").child(show(fill(words.scale, &[&ends[0], &ends[1]]))))
        .child(press(words.behind().close, PANEL, move || session.overruling.set(None)))
        .view()
}

/// A slider with its label and its number.
fn slider(label: String, value: i64, most: i64, set: impl Fn(i64) + 'static) -> View {
    let shown = Slot::new(value);
    let input = move |event: web_sys::Event| {
        if let Some(it) = browser::slider(&event) {
            shown.set(it);
            set(it);
        }
    };
    el("label")
        .class("slider")
        .child(el("span").child(bdi(label)))
        .child(
            el("input")
                .attr("type", "range")
                .attr("min", "0")
                .attr("max", most.to_string())
                .attr("step", "5")
                .value(value.to_string())
                .on("input", input),
        )
        .child(el("output").child(live(move || shown.get().to_string())))
        .view()
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
            let change =
                press(words.behind().change, EDITOR, move || session.overruling.set(Some(row)));
            let back = press(words.behind().take_back, PANEL, take_back);
            group().child(" ").child(change).child(" ").child(back).view()
        });
        el("li")
            .child(el("em").class("badge").child(words.behind().yours))
            .child(" ")
            .child(show(row.name(session, &model)))
            .child(ways)
            .view()
    });
    let items: Vec<View> = items.collect();
    (!items.is_empty()).then(|| {
        group()
            .child(el("h4").child(words.behind().overrides))
            .child(el("ul").class("plain").child(items))
            .view()
    })
}

/// Overrides that a link carries: off until the reader applies them.
pub fn offered(session: Session, opened: Slot<Option<Opened>>, it: &Opened) -> Option<View> {
    let (model, words) = (session.model(), session.words);
    let rows = it.overrides.iter().map(|it| {
        let name = RowId::of(it).name(session, &model);
        el("li").child(show(name)).view()
    });
    let rows: Vec<View> = rows.collect();
    (!rows.is_empty()).then(|| {
        let line =
            fill((words.behind().link_overrides)(rows.len()), &[&ours(rows.len().to_string())]);
        let offered = it.overrides.clone();
        let apply = move || {
            session.change_overrides(|all| all.clone_from(&offered));
            opened.update(|it| {
                if let Some(it) = it {
                    it.overrides.clear();
                }
            });
        };
        let apply = (!session.is_readonly()).then(|| press(words.behind().apply, ".opened", apply));
        group()
            .child(el("p").child(show(line)).child(" ").child(apply))
            .child(el("ul").child(rows))
            .view()
    })
}
