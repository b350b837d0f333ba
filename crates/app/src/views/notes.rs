//! The reader's notes beside the questions of a decision.

use leptos::html;
use leptos::prelude::*;

use crate::decision_state::DecisionState;
use crate::saved::{MAX_NOTE, clean};
use crate::texts::{self, texts};
use tiebreak_core::model::Question;

/// A field for each question, in a disclosure.
#[component]
pub fn Notes(
    /// State of the decision.
    state: DecisionState,
) -> impl IntoView {
    let count = Memo::new(move |_| state.notes.read().len());
    let fields = move || {
        state.notes_replaced.track();
        let model = state.model.get()?;
        let field = |question: &Question| view! { class="tb", <NoteField state question/> };
        Some(model.questions.iter().map(field).collect_view())
    };
    view! { class="tb",
        <details class="notes">
            <summary>{move || texts::notes(count.get())}</summary>
            <p class="small">{texts().notes_hint}</p>
            {fields}
        </details>
    }
}

#[component]
fn NoteField<'a>(
    /// State of the decision.
    state: DecisionState,
    /// The question.
    question: &'a Question,
) -> impl IntoView + use<> {
    let area = NodeRef::<html::Textarea>::new();
    let id = question.id.clone();
    let note = state.notes.read_untracked().get(&id).cloned().unwrap_or_default();
    let write = move |_| {
        if let Some(area) = area.get_untracked() {
            state.set_note(&id, clean(&area.value(), MAX_NOTE, true));
        }
    };
    view! { class="tb",
        <label class="note">
            <bdi>{question.text.clone()}</bdi>
            <textarea rows="2" maxlength=MAX_NOTE.to_string() node_ref=area prop:value=note
                on:input=write></textarea>
        </label>
    }
}
