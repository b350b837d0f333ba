//! The first view: the shipped decisions, the saved ones, and the reader's own models.

use leptos::prelude::*;

use crate::components::{
    AlternativeTag, Heading, Loading, Section, SentenceView, Show, TextButton,
};
use crate::language::{lang_of, strings};
use crate::route::{Key, Route};
use crate::shipped::{Alternative, ShippedDecision, TypicalCase};
use crate::state::AppState;
use crate::texts::{self, count, texts};
use crate::views::own_models::OwnModels;
use crate::views::saved_list::SavedList;
use tiebreak_core::model::overrides::OVERRIDES;
use tiebreak_core::texts::phrases;
use tiebreak_core::texts::sentence::{fill, model_text};

/// The first view.
#[component]
pub fn Home() -> impl IntoView {
    view! { class="tb",
        <Heading text=texts().promise/>
        <p class="lead">{texts().lead}</p>
        <p>{texts().private}</p>
        <Section id="decisions" heading=texts().decisions>
            <ShippedDecisions/>
        </Section>
        <SavedList/>
        <OwnModels/>
        <Section id="write" heading=texts().write>
            <p class="small">{texts().write_hint}</p>
            <p><a href=Route::Studio(None).fragment()>{texts().open_studio}</a></p>
        </Section>
        <p class="small authors"><a href="builder.html">{texts().for_authors}</a></p>
    }
}

#[component]
fn ShippedDecisions() -> impl IntoView {
    let app = expect_context::<AppState>();
    move || match app.shipped.get() {
        None => view! { class="tb", <Loading/> }.into_any(),
        Some(Err(reason)) => view! { class="tb",
            <p role="alert">
                <SentenceView sentence=fill(texts().list_failed, &[&model_text(&reason)])/> " "
                <TextButton label=texts().retry on_press=move || app.load_shipped()/>
            </p>
        }
        .into_any(),
        Some(Ok(list)) => {
            let card = |decision| view! { class="tb", <DecisionCard decision/> };
            view! { class="tb", <ul class="cards">{list.into_iter().map(card).collect_view()}</ul> }
                .into_any()
        }
    }
}

/// A shipped decision: its sources, the number of its questions, and its typical cases with their
/// verdicts.
#[component]
fn DecisionCard(
    /// The decision.
    decision: ShippedDecision,
) -> impl IntoView {
    let app = expect_context::<AppState>();
    let address = Route::Decision(Key::shipped(&decision.id)).fragment();
    let view = address.clone();
    let answered = Memo::new(move |_| {
        let drafts = app.drafts.read();
        let draft = drafts.iter().find(|draft| draft.view == view);
        // Overrides are beside the answers.
        let is_answer = |id: &&String| *id != OVERRIDES;
        draft.map_or(0, |draft| draft.answers.keys().filter(is_answer).count())
    });
    let read = match decision.read.as_str() {
        "" => String::new(),
        read => phrases::date(strings(), read),
    };
    let lang = lang_of(&decision.lang);
    let case_lang = lang.clone();
    let alternatives = decision.alternatives;
    let case = |case: TypicalCase| {
        let is_close = |alternative: &&Alternative| case.close.contains(&alternative.id);
        let lang = case_lang.clone();
        let tag = |alternative| {
            view! { class="tb", <AlternativeTag alternative lang=case_lang.clone()/> }
        };
        let tags = alternatives.iter().filter(is_close).cloned().map(tag).collect_view();
        view! { class="tb", <li><bdi lang=lang>{case.name}</bdi><span class="tags">{tags}</span></li> }
    };
    let cases = decision.cases.into_iter().map(case).collect_view();
    view! { class="tb",
        <li class="card">
            <h3><a href=address><bdi lang=lang>{decision.title}</bdi></a></h3>
            <p class="small">
                {texts::about(decision.sources, &read, decision.questions)}
            </p>
            <ul class="typical" aria-label=texts().typical_cases>{cases}</ul>
            <Show when=move || answered.get() != 0>
                <p class="small">{move || count(&texts().begun, answered.get())}</p>
            </Show>
            // Looks like a button; the link covers the whole card.
            <p class="card-action" aria-hidden="true">
                <span class="btn">
                    {move || if answered.get() == 0 { texts().start } else { texts().go_on }}
                </span>
            </p>
        </li>
    }
}
