//! The first view of the studio: the drafts, and the ways to start another.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use web_sys::ClipboardEvent;

use super::fields::WithEnglish;
use super::import::{self, TableFault, blank, document_of_files, document_of_table};
use super::storage::StoredDraft;
use super::texts::{self, texts};
use crate::browser::{self, files, location};
use crate::components::{
    FileInput, Heading, List, ListItem, Section, Show, TextButton, read_files, value_of,
};
use crate::import::NamedText;
use crate::route::Route;
use crate::state::AppState;
use crate::texts::{filled, texts as page_texts};
use crate::views::dropped_files::files_of;
use tiebreak_core::model::load::MAX_BYTES;
use tiebreak_core::texts::sentence::fill_text;

/// The model of a template without sources, in English.
const OPINION: &str = include_str!("templates/opinion.json");
/// The model of a template with sources, in English.
const SOURCES: &str = include_str!("templates/sources.json");
/// The evidence of the template with sources.
const SOURCES_EVIDENCE: &str = include_str!("templates/sources.evidence.json");

/// The first view.
#[component]
pub fn Start(
    /// State of the page.
    app: AppState,
) -> impl IntoView {
    browser::listen_cancelable("drop", move |event| {
        if let Some(data) = files_of(event) {
            event.prevent_default();
            read_files(app, files::dropped(&data), MAX_BYTES, create_from_files);
        }
    });
    view! { class="tb",
        <div class="studio-start">
            <Heading text=texts().studio/>
            <p>{texts().studio_hint}</p>
            <Drafts app/>
            <Section id="new" heading=texts().new_decision>
                <div class="starts">
                    <Blank app/>
                    <FromTable app/>
                    <FromOther app/>
                </div>
            </Section>
        </div>
    }
}

/// Stores a new draft and opens it.
fn create(app: AppState, document: Value) {
    let draft = StoredDraft::new(document);
    spawn_local(async move {
        let StoredDraft { id, text, .. } = draft;
        // Also if storage refuses: the page keeps the draft and says so.
        drop(app.save_studio_draft(id.clone(), text, Vec::new()).await);
        location::navigate(&Route::Studio(Some(id)).fragment());
    });
}

/// Opens a model of the reader's own as a new draft.
pub fn create_from_files(app: AppState, files: Vec<NamedText>) {
    match document_of_files(files) {
        Ok(document) => create(app, document),
        Err(message) => app.announce(message),
    }
}

/// The drafts in storage.
#[component]
fn Drafts(
    /// State of the page.
    app: AppState,
) -> impl IntoView {
    let drafts = RwSignal::new(Vec::<StoredDraft>::new());
    let read = move || {
        spawn_local(async move {
            if let Ok(list) = app.studio_drafts().await {
                // The view may be removed by now.
                let _ = drafts.try_set(list);
            }
        });
    };
    Effect::new(move |_| {
        app.storage_read.track();
        read();
    });
    let entry = move |draft: StoredDraft| {
        let key = [draft.id.as_str(), &draft.changed].join("\n");
        ListItem::new(key, move || {
            let address = Route::Studio(Some(draft.id.clone())).fragment();
            let title = texts::title(draft.title()).to_owned();
            let changed = fill_text(texts().last_changed, &[crate::texts::day(&draft.changed)]);
            let actions = filled(page_texts().actions, &[&title]);
            let draft = StoredValue::new(draft);
            let remove = move || app.remove_studio_draft(draft.get_value(), read);
            view! { class="tb",
                <li>
                    <div class="title"><a href=address><bdi>{title}</bdi></a></div>
                    <p class="small">{changed}</p>
                    <div class="row" role="group" aria-label=actions>
                        <TextButton label=page_texts().delete on_press=remove/>
                    </div>
                </li>
            }
            .into_any()
        })
    };
    let items = move || drafts.get().into_iter().map(entry).collect::<Vec<_>>();
    let has_drafts = move || !drafts.read().is_empty();
    view! { class="tb",
        <Show when=has_drafts>
            <Section id="drafts" heading=texts().drafts>
                <ul class="entries"><List items/></ul>
            </Section>
        </Show>
    }
}

/// Starts with a title and the names of the alternatives.
#[component]
fn Blank(
    /// State of the page.
    app: AppState,
) -> impl IntoView {
    let title = NodeRef::<html::Input>::new();
    let names = [(); 3].map(|()| NodeRef::<html::Input>::new());
    let wrong = RwSignal::new(false);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let title = value_of(title).trim().to_owned();
        let names: Vec<String> = names
            .iter()
            .map(|name| value_of(*name).trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect();
        wrong.set(title.is_empty() || names.len() < 2);
        if !wrong.get_untracked() {
            create(app, blank(&title, &names));
        }
    };
    let field = |label: &'static str, input: NodeRef<html::Input>, placeholder: &'static str| {
        view! { class="tb",
            <label class="field">
                {label}
                <input type="text" autocomplete="off" maxlength="200" node_ref=input placeholder=placeholder/>
            </label>
        }
    };
    view! { class="tb",
        <form class="start" on:submit=submit>
            <h3>{texts().start_blank}</h3>
            {field(texts().title, title, texts().title_example)}
            {field(texts().first_alternative, names[0], texts().first_example)}
            {field(texts().second_alternative, names[1], texts().second_example)}
            {field(texts().third_alternative, names[2], "")}
            <Show when=move || wrong.get()>
                <p class="problem is-error" role="alert">{texts().blank_incomplete}</p>
            </Show>
            <p><button type="submit" class="btn">{texts().create}</button></p>
        </form>
    }
}

/// Starts with a comparison table.
#[component]
fn FromTable(
    /// State of the page.
    app: AppState,
) -> impl IntoView {
    let area = NodeRef::<html::Textarea>::new();
    let wrong = RwSignal::new(None::<TableFault>);
    let convert = move |text: String, is_html: bool| {
        spawn_local(async move {
            let document = match import::table_reader().await {
                Ok(reader) => document_of_table(&reader, &text, is_html),
                Err(reason) => {
                    Err((texts::fill_plain(texts().table_reader_failed, &[&reason]), None))
                }
            };
            match document {
                Ok(document) => create(app, document),
                // The view may be removed by now.
                Err(fault) => drop(wrong.try_set(Some(fault))),
            }
        });
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let text = area.get_untracked().map(|area| area.value()).unwrap_or_default();
        if text.trim().is_empty() {
            wrong.set(Some((texts().no_table.to_owned(), None)));
        } else {
            convert(text, false);
        }
    };
    // A table copied from a page or a spreadsheet has no text form that keeps its cells.
    let paste = move |event: ClipboardEvent| {
        let html = event.clipboard_data().and_then(|data| data.get_data("text/html").ok());
        if let Some(html) = html.filter(|html| html.contains("<table")) {
            event.prevent_default();
            convert(html, true);
        }
    };
    view! { class="tb",
        <form class="start" on:submit=submit>
            <h3>{texts().start_table}</h3>
            <p class="hint" id="studio-table-hint">{texts().table_hint}</p>
            <textarea rows="7" class="code" dir="auto" spellcheck="false" aria-label=texts().table
                aria-describedby="studio-table-hint" placeholder=texts().table_example node_ref=area
                on:paste=paste></textarea>
            <Show when=move || wrong.read().is_some()>
                <p class="problem is-error" role="alert">
                    <bdi lang=move || wrong.get().and_then(|(_, lang)| lang)>
                        {move || wrong.get().map(|(message, _)| message)}
                    </bdi>
                </p>
            </Show>
            <p><button type="submit" class="btn">{texts().convert}</button></p>
        </form>
    }
}

/// Starts with a template, a shipped decision, or files.
#[component]
fn FromOther(
    /// State of the page.
    app: AppState,
) -> impl IntoView {
    let template = |(name, model, evidence): (&str, &'static str, Option<&'static str>)| {
        let read = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
        let title = read(model)["title"].as_str().unwrap_or_default().to_owned();
        let sentence = texts::fill_model(name, &[&title]);
        let start = move |_| {
            create(app, super::files::document(read(model), evidence.map(read), None));
        };
        view! { class="tb",
            <li>
                <button type="button" class="link" on:click=start><WithEnglish sentence/></button>
            </li>
        }
    };
    let templates = [
        (texts().template_opinion, OPINION, None),
        (texts().template_sources, SOURCES, Some(SOURCES_EVIDENCE)),
    ];
    let templates = templates.into_iter().map(template).collect_view();
    let shipped = move || {
        let list = app.shipped.get();
        let list = list.and_then(Result::ok).unwrap_or_default();
        let item = |decision: crate::shipped::ShippedDecision| {
            let id = StoredValue::new(decision.id);
            let start = move |_| copy_shipped(app, id.get_value());
            view! { class="tb",
                <li><button type="button" class="link" on:click=start><bdi>{decision.title}</bdi></button></li>
            }
        };
        list.into_iter().map(item).collect_view()
    };
    view! { class="tb",
        <div class="start">
            <h3>{texts().start_template}</h3>
            <ul class="plain">{templates}</ul>
            <h3>{texts().start_copy}</h3>
            <ul class="plain">{shipped}</ul>
            <h3>{texts().start_files}</h3>
            <p class="hint">{texts().files_hint}</p>
            <FileInput label=texts().open_files max_bytes=MAX_BYTES on_files=create_from_files/>
        </div>
    }
}

/// Makes a draft of a shipped decision.
fn copy_shipped(app: AppState, id: String) {
    spawn_local(async move {
        let fetch = async |end: &str| {
            let file = ["models/", &id, end].concat();
            browser::fetch_beside(&browser::address(), &file, None).await
        };
        let files = match (fetch(".json").await, fetch(".evidence.json").await) {
            (Ok(model), Ok(evidence)) => [model, evidence],
            (Err(reason), _) | (_, Err(reason)) => {
                return app.announce(filled(page_texts().not_fetched, &[&reason]));
            }
        };
        let named = files.map(|text| NamedText { name: id.clone(), text: Some(text) });
        match document_of_files(named.to_vec()) {
            Ok(mut document) => {
                // A decision of one's own does not take the place of the shipped one in links.
                document["model"]["id"] = [&id, "-copy"].concat().into();
                create(app, document);
            }
            Err(message) => app.announce(message),
        }
    });
}
