//! The section with the reader's own models: opened as files, dropped, or fetched from an address.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{self, files};
use crate::components::{
    FileInput, FileProblems, List, ListItem, RowForm, Section, SubmitButton, TextButton, TextField,
    value_of,
};
use crate::import::NamedText;
use crate::own_models::{self, OwnModel};
use crate::route::Route;
use crate::state::{AppState, Status};
use crate::texts;
use tiebreak_core::model::load::MAX_BYTES;

/// The section.
#[component]
pub fn OwnModels() -> impl IntoView {
    let app = expect_context::<AppState>();
    let item = |own: OwnModel| {
        ListItem::new(own.version(), move || view! { class="tb", <OwnModelEntry own/> }.into_any())
    };
    let items = move || app.own_models.get().into_iter().map(item).collect::<Vec<_>>();
    view! { class="tb",
        <Section id="own" heading=texts::OWN>
            <p class="small">{texts::OWN_HINT}</p>
            <ul class="entries">
                <List items/>
            </ul>
            <div class="row">
                <FileInput label=texts::BRING max_bytes=MAX_BYTES on_files=import/>
                <span class="small">{texts::BRING_HINT}</span>
            </div>
            <details class="address">
                <summary>{texts::BY_ADDRESS}</summary>
                <AddressForm/>
            </details>
            <FileProblems problems=app.model_problems/>
        </Section>
    }
}

/// A model and its buttons.
#[component]
fn OwnModelEntry(
    /// The model.
    own: OwnModel,
) -> impl IntoView {
    let app = expect_context::<AppState>();
    let address = Route::Decision(own.key()).fragment();
    let about = texts::own_about(&own.version, own.evidence.is_some());
    let draft = Route::Studio(Some(own.key().text())).fragment();
    let (title, actions) = (own.title.clone(), texts::actions(&own.title));
    let own = StoredValue::new(own);
    let export = move || {
        own.with_value(|own| {
            files::download(&[&own.id, ".json"].concat(), &own.model);
            if let Some(evidence) = &own.evidence {
                files::download(&[&own.id, ".evidence.json"].concat(), evidence);
            }
        });
    };
    let remove = move || app.remove_own_model(own.get_value());
    view! { class="tb",
        <li>
            <div class="title"><a href=address><bdi>{title}</bdi></a></div>
            <p class="small">{about}</p>
            <div class="row" role="group" aria-label=actions>
                <a href=draft>{texts::EDIT}</a>
                <TextButton label=texts::EXPORT on_press=export/>
                <TextButton label=texts::REMOVE on_press=remove/>
            </div>
        </li>
    }
}

/// A form to fetch a model file.
#[component]
fn AddressForm() -> impl IntoView {
    let app = expect_context::<AppState>();
    let input = NodeRef::<html::Input>::new();
    let fetch = move || {
        let address = value_of(input);
        spawn_local(async move {
            match browser::fetched(address.trim(), None).await {
                Ok(text) => import(app, vec![NamedText { name: address, text: Some(text) }]),
                Err(reason) => app.announce(texts::not_fetched(&reason)),
            }
        });
    };
    view! { class="tb",
        <RowForm on_submit=fetch>
            <TextField input kind="url" label=texts::ADDRESS placeholder=texts::ADDRESS_HINT/>
            <SubmitButton label=texts::FETCH/>
        </RowForm>
    }
}

/// Imports model and evidence files, with a button to undo.
pub fn import(app: AppState, files: Vec<NamedText>) {
    let existing = app.own_models.get_untracked();
    let own_models::ModelImport { models, problems } = own_models::import(&existing, files);
    app.model_problems.set(problems);
    if models.is_empty() {
        return app.announce(texts::NOTHING_IMPORTED);
    }
    let replaced_by = |new: &OwnModel| existing.iter().find(|old| old.id == new.id).cloned();
    let replaced: Vec<OwnModel> = models.iter().filter_map(replaced_by).collect();
    let added: Vec<OwnModel> =
        models.iter().filter(|new| replaced_by(new).is_none()).cloned().collect();
    let titles =
        |models: &[OwnModel]| models.iter().map(|own| own.title.clone()).collect::<Vec<_>>();
    let text = texts::models_imported(&titles(&added), &titles(&replaced));
    let undo = move || {
        for own in &added {
            app.remove_own_model(own.clone());
        }
        let text = texts::import_undone(added.len(), &titles(&replaced));
        app.save_own_models(replaced.clone(), Status { text, undo: None });
    };
    app.save_own_models(models, Status { text, undo: Some(Arc::new(undo)) });
}
