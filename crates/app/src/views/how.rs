//! How a verdict is made, what it cannot know, and the items of the IPDAS standards for decision aids
//! that apply to a choice of tools, from the data of the model.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{self, files};
use crate::components::{
    ErrorMessage, Heading, Loading, Select, SentenceView, Show, TextButton, WithModel,
};
use crate::language::{lang_of, strings};
use crate::route::{Key, Route};
use crate::state::{AppState, Loadable};
use crate::texts::{self, texts};
use tiebreak::details::evidence::host;
use tiebreak_core::model;
use tiebreak_core::model::evidence::{Evidence, Statement};
use tiebreak_core::model::load::load_evidence_fail_fast;
use tiebreak_core::model::{Interest, Model};
use tiebreak_core::texts::phrases;
use tiebreak_core::texts::sentence::fill_text;

/// The longest text of a statement in the list of statements, in characters.
const MAX_OPTION: usize = 120;

/// The view.
#[component]
pub fn How(
    /// Key of the model.
    key: Key,
) -> impl IntoView {
    let app = expect_context::<AppState>();
    let item = |text: &'static str| view! { class="tb", <li>{text}</li> };
    view! { class="tb",
        <p class="back">
            <a href=Route::Home.fragment()>{texts().all_decisions}</a>
            <a href=Route::Decision(key.clone()).fragment()>{texts().to_decision}</a>
        </p>
        <Heading text=texts().how/>
        <ol>{texts().made.map(item)}</ol>
        <h2>{texts().limits_heading}</h2>
        <ul>{texts().limits.map(item)}</ul>
        // The reader's own models are in the storage.
        <Show when=move || app.is_storage_read.get() fallback=Loading>
            <AboutModel key=key.clone()/>
        </Show>
    }
}

/// The parts of the view that need the model.
#[component]
fn AboutModel(
    /// Key of the model.
    key: Key,
) -> impl IntoView {
    let model_key = key.clone();
    let about = move |model: Arc<Model>| {
        view! { class="tb",
            <Standards model=&model own=key.own/>
            <ReportStatement key=key.clone() model/>
        }
        .into_any()
    };
    view! { class="tb", <WithModel key=model_key view=about/> }
}

/// The items of the standards.
#[component]
fn Standards<'a>(
    /// The model.
    model: &'a Model,
    /// Whether it is the reader's own.
    own: bool,
) -> impl IntoView + use<> {
    let (language, lang) = (strings(), lang_of(&model.lang));
    let corrections = model.corrections_read.as_deref().map(|date| phrases::date(language, date));
    let read = model
        .evidence_read
        .as_deref()
        .map(|date| texts::read(&phrases::date(language, date), corrections.as_deref()));
    let alternatives = phrases::neutral_order(model).into_iter().map(|a| {
        let alternative = &model.alternatives[a];
        view! { class="tb", <Alternative alternative lang=lang.clone()/> }
    });
    let source = |source| view! { class="tb", <Source model source own/> };
    view! { class="tb",
        <h2>{texts().about_decision}</h2>
        <p class="small">{texts().about_hint}</p>
        <dl>
            <dt>{texts().situation}</dt>
            <dd>
                {texts().situation_text}
                {(!model.cases.is_empty())
                    .then(|| [language.sentence_gap, texts().situation_cases].concat())}
            </dd>
            <dt>{texts().decision}</dt>
            <dd><bdi lang=lang.clone()>{model.title.clone()}</bdi></dd>
            <dt>{texts().alternatives}</dt>
            <dd>{alternatives.collect_view()}</dd>
            <dt>{texts().balance}</dt>
            <dd>{texts().balance_text}</dd>
            <dt>{texts().evidence}</dt>
            <dd>{cited(model)}</dd>
            <dt>{texts().date_of_evidence}</dt>
            <dd>{read}</dd>
            {stated(texts().updates, &model.update_policy, lang.clone())}
            <dt>{texts().uncertainty}</dt>
            <dd>{texts().uncertainty_text}</dd>
            {stated(texts().paid_by, &model.paid_by, lang.clone())}
            <dt>{texts().sources}</dt>
            <dd>
                <p>
                    {if model.sources.is_empty() {
                        language.details().no_sources.to_owned()
                    } else {
                        interests(model)
                    }}
                </p>
                {(!model.sources.is_empty()).then(|| {
                    view! { class="tb", <ul>{model.sources.iter().map(source).collect_view()}</ul> }
                })}
            </dd>
            <dt>{texts().tested}</dt>
            <dd>{if own { texts().tested_own } else { texts().tested_text }}</dd>
        </dl>
    }
}

/// A term with the author's text; nothing if the author says nothing.
fn stated(term: &'static str, text: &str, lang: Option<String>) -> Option<impl IntoView + use<>> {
    let text = text.to_owned();
    (!text.is_empty()).then(|| {
        view! { class="tb",
            <dt>{term}</dt>
            <dd><bdi lang=lang>{text}</bdi></dd>
        }
    })
}

/// How many of the ratings name statements.
fn cited(model: &Model) -> String {
    let ratings = model.questions.iter().flat_map(|question| {
        let options = question.options.iter().map(|option| &option.row);
        options.chain([&question.unanswered]).flat_map(|row| &row.ratings)
    });
    let (mut rated, mut cited) = (0, 0);
    for rating in ratings {
        rated += 1;
        cited += usize::from(!rating.statements.is_empty());
    }
    texts::cited(cited, rated)
}

/// How many sources have which interest.
fn interests(model: &Model) -> String {
    let count =
        |interest| model.sources.iter().filter(|source| source.interest == interest).count();
    texts::interests(count(Interest::Vendor), count(Interest::User), count(Interest::Independent))
}

/// An alternative with its good and bad sides.
#[component]
fn Alternative<'a>(
    /// The alternative.
    alternative: &'a model::Alternative,
    /// Language of its texts, if that is not the language of the page.
    lang: Option<String>,
) -> impl IntoView + use<> {
    let item = |text: &String| {
        view! { class="tb", <li><bdi lang=lang.clone()>{text.clone()}</bdi></li> }
    };
    let list = |heading: &'static str, items: &[String]| {
        (!items.is_empty()).then(|| {
            view! { class="tb",
                <p class="small">{heading}</p>
                <ul>{items.iter().map(item).collect_view()}</ul>
            }
        })
    };
    view! { class="tb",
        <p><b><bdi lang=lang.clone()>{alternative.name.clone()}</bdi></b></p>
        {(!alternative.living.is_empty()).then(|| {
            let lang = lang.clone();
            view! { class="tb", <p><bdi lang=lang>{alternative.living.clone()}</bdi></p> }
        })}
        {list(strings().strengths, &alternative.good)}
        {list(strings().weaknesses, &alternative.bad)}
    }
}

/// A source with its link, author, date and interest.
#[component]
fn Source<'a>(
    /// The model.
    model: &'a Model,
    /// The source.
    source: &'a model::Source,
    /// Whether the model is the reader's own; then the link shows its host.
    own: bool,
) -> impl IntoView + use<> {
    let title = source.title.clone();
    let title = match source.url.clone() {
        Some(url) => {
            let host = own.then(|| [" (", &host(&url), ")"].concat());
            let host = host.map(|host| view! { class="tb", <bdi>{host}</bdi> });
            view! { class="tb",
                <a href=url rel="noopener noreferrer"><bdi>{title}</bdi> {host}</a>
            }
            .into_any()
        }
        None => view! { class="tb", <bdi>{title}</bdi> }.into_any(),
    };
    let origin = [source.author.as_deref(), source.date.as_deref()].into_iter().flatten();
    let origin = origin.collect::<Vec<_>>().join(", ");
    let interest = phrases::stake(strings(), source);
    view! { class="tb",
        <li>
            {title} " " <bdi>{origin}</bdi> " "
            <small><SentenceView sentence=interest lang=lang_of(&model.lang)/></small>
        </li>
    }
}

/// The text of an issue about a wrong statement, for the maintainer of the decision.
#[component]
fn ReportStatement(
    /// Key of the model.
    key: Key,
    /// The model.
    model: Arc<Model>,
) -> impl IntoView {
    let app = expect_context::<AppState>();
    let evidence = RwSignal::<Loadable<Arc<Evidence>>>::new(None);
    let open = {
        let model = Arc::clone(&model);
        move || {
            let loading = load_evidence_of(app, key.clone(), Arc::clone(&model));
            spawn_local(async move {
                let loaded = loading.await;
                // The view may be removed by now.
                let _ = evidence.try_set(Some(loaded));
            });
        }
    };
    let chosen = RwSignal::new(0_usize);
    let form = move || {
        let form = match evidence.get()? {
            Err(message) => view! { class="tb", <ErrorMessage message/> }.into_any(),
            Ok(evidence) => {
                let model = Arc::clone(&model);
                view! { class="tb", <IssueForm model evidence chosen/> }.into_any()
            }
        };
        Some(form)
    };
    view! { class="tb",
        <h2>{texts().wrong}</h2>
        <p>{texts().wrong_hint}</p>
        <p><TextButton label=texts().wrong_open on_press=open/></p>
        {form}
    }
}

/// Loads the evidence of a model.
async fn load_evidence_of(
    app: AppState,
    key: Key,
    model: Arc<Model>,
) -> Result<Arc<Evidence>, String> {
    let text = if key.own {
        app.own_model(&key).and_then(|own| own.evidence).ok_or(texts().no_evidence)?
    } else {
        let link = model.evidence.as_ref().ok_or(texts().no_evidence)?;
        let file = ["models/", &link.file].concat();
        let address = browser::address();
        browser::fetch_beside(&address, &file, link.integrity.as_deref()).await?
    };
    let evidence = load_evidence_fail_fast(&model, &text);
    evidence.map(Arc::new).ok_or_else(|| texts().bad_model.to_owned())
}

/// A list of the statements, and the text of an issue about one of them.
#[component]
fn IssueForm(
    /// The model.
    model: Arc<Model>,
    /// Its evidence.
    evidence: Arc<Evidence>,
    /// Index of the statement.
    chosen: RwSignal<usize>,
) -> impl IntoView {
    let app = expect_context::<AppState>();
    if evidence.statements.is_empty() {
        return view! { class="tb", <p>{texts().no_evidence}</p> }.into_any();
    }
    let option = |statement: &Statement| {
        [&statement.id, ": ", &statement.text].concat().chars().take(MAX_OPTION).collect()
    };
    let options = evidence.statements.iter().map(option).collect();
    let area = NodeRef::<html::Textarea>::new();
    let issue = move || {
        let statement = evidence.statements.get(chosen.get())?;
        let source = &model.sources[statement.source];
        let address = source.url.as_deref().unwrap_or_default();
        let version = [&model.id, " ", &model.version].concat();
        let Statement { id, place, text, .. } = statement;
        Some(fill_text(texts().issue, &[&version, id, &source.title, address, place, text]))
    };
    let copy = move || {
        let Some(area) = area.get_untracked() else { return };
        spawn_local(async move {
            if files::copy(&area.value()).await.is_ok() {
                app.announce(texts().copied);
            } else {
                area.select();
                app.announce(texts().not_copied);
            }
        });
    };
    view! { class="tb",
        <Select label=texts().statement options selected=chosen.get_untracked()
            on_choose=move |i| chosen.set(i)/>
        <label class="note">
            {texts().issue_label}
            <textarea rows="10" node_ref=area prop:value=issue></textarea>
        </label>
        <p><TextButton label=texts().copy on_press=copy/></p>
    }
    .into_any()
}
