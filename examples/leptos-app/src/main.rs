//! A page that shows two decisions with [`TieBreak`], and their results next to them.

use leptos::prelude::*;
use tiebreak::{AnswersById, TieBreak, TieBreakResult};

const FRAMEWORKS: &str = include_str!("../../../public/models/django-vs-fastapi.json");
const FRAMEWORKS_EVIDENCE: &str =
    include_str!("../../../public/models/django-vs-fastapi.evidence.json");
const SAMPLE: &str = include_str!("../../../tests/cases/sample.json");

fn main() {
    mount_to_body(App);
}

#[component]
fn App() -> impl IntoView {
    let is_shown = RwSignal::new(true);
    let label = move || if is_shown.get() { "Remove the decisions" } else { "Show the decisions" };
    view! {
        <h1>"TieBreak in a Leptos app"</h1>
        <button on:click=move |_| is_shown.update(|is_shown| *is_shown = !*is_shown)>{label}</button>
        <Show when=move || is_shown.get()>
            <Decision model=FRAMEWORKS evidence=FRAMEWORKS_EVIDENCE/>
            <Decision model=SAMPLE/>
        </Show>
    }
}

/// A decision with its present result.
#[component]
fn Decision(
    model: &'static str,
    #[prop(optional)] evidence: Option<&'static str>,
) -> impl IntoView {
    let (answers, set_answers) = signal("{}".to_owned());
    let (result, set_result) = signal(None::<TieBreakResult>);
    view! {
        <section>
            <TieBreak
                model=model
                evidence=evidence.map(str::to_owned)
                on_change=move |answers: AnswersById| set_answers.set(answers.to_string())
                on_result=move |result: TieBreakResult| set_result.set(Some(result))
            />
            <p>"Answers: " <output>{answers}</output></p>
            <p>"Winner: " <output>{move || result.get().as_ref().map(winner)}</output></p>
        </section>
    }
}

/// The id of the winner.
fn winner(result: &TieBreakResult) -> String {
    result.json["verdict"]["winner"].as_str().unwrap_or("none").to_owned()
}
