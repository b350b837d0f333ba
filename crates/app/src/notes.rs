//! A note beside each question, for the reader alone.

use leptos::html;
use leptos::prelude::*;

use crate::saved::{MAX_NOTE, clean};
use tiebreak_core::model::Question;

use super::decision::state::DecisionState;
use super::parts::{bdi, live};
use super::texts;

/// The notes, folded away.
pub fn notes(desk: DecisionState) -> AnyView {
    let count = Memo::new(move |_| desk.notes.read().len());
    let fields = move || {
        let model = desk.model.get()?;
        let fields = model.questions.iter().map(|it| field(desk, it));
        Some(fields.collect_view())
    };
    view! { class="tb",
        <details class="notes">
            <summary>{move || texts::notes(count.get())}</summary>
            <p class="small">{texts::NOTES_HINT}</p>
            {live(fields)}
        </details>
    }
    .into_any()
}

fn field(desk: DecisionState, question: &Question) -> AnyView {
    let area = NodeRef::<html::Textarea>::new();
    let id = StoredValue::new(question.id.clone());
    let note = desk.notes.read_untracked().get(&question.id).cloned().unwrap_or_default();
    let write = move |_| {
        let Some(area) = area.get_untracked() else { return };
        let note = clean(&area.value(), MAX_NOTE, true);
        desk.notes.update(|notes| {
            if note.is_empty() {
                notes.remove(&id.get_value());
            } else {
                notes.insert(id.get_value(), note);
            }
        });
        desk.keep_later();
    };
    view! { class="tb",
        <label class="note">
            {bdi(question.text.as_str())}
            <textarea rows="2" maxlength=MAX_NOTE.to_string() node_ref=area prop:value=note
                on:input=write></textarea>
        </label>
    }
    .into_any()
}
