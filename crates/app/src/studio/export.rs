//! The files of a draft, to copy and to download.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::files::Files;
use super::forms::FormHeading;
use super::state::StudioState;
use super::texts::{self, texts};
use crate::browser::files;
use crate::components::{Show, TextButton};
use crate::own_models::OwnModel;
use crate::state::Status;
use crate::texts::texts as page_texts;

/// The sealed files of the draft as it is now.
fn sealed(state: StudioState) -> Files {
    state.draft.with_untracked(|draft| Files::sealed(draft.document()))
}

/// Downloads all files of the draft.
pub fn download_all(state: StudioState) {
    for (name, text) in sealed(state).named() {
        files::download(&name, text);
    }
}

/// The part with the files.
#[component]
pub fn Export(
    /// State of the studio.
    state: StudioState,
) -> impl IntoView {
    // The files follow the check, which runs once the author stops typing.
    let files = Memo::new(move |_| {
        state.checked.track();
        sealed(state)
    });
    let has_errors = move || state.checked.read().errors() > 0;
    let blocks = move || {
        let files = files.get();
        let block = |(name, text): (String, &str)| {
            view! { class="tb", <FileBlock state name text=text.to_owned()/> }
        };
        files.named().into_iter().map(block).collect_view()
    };
    let snippet = move || {
        let lang = state.draft.with_untracked(|draft| draft.text("/model/lang").to_owned());
        texts::snippet(&files.read().id, &lang)
    };
    let add = move || {
        let files = sealed(state);
        if !state.checked.read_untracked().is_valid {
            return state.app.announce(texts().export_has_errors);
        }
        let text = |at| state.draft.with_untracked(|draft| draft.text(at).to_owned());
        let version = text("/model/version");
        let own = OwnModel {
            id: files.id,
            title: text("/model/title"),
            version: if version.is_empty() { "0".to_owned() } else { version },
            model: files.model,
            evidence: files.evidence,
        };
        let text = texts::fill_plain(texts().added_to_own, &[&own.title]);
        state.app.save_own_models(vec![own], Status { text, undo: None });
    };
    view! { class="tb",
        <FormHeading text=texts().export.to_owned()/>
        <p>{texts().export_hint}</p>
        <Show when=has_errors><p class="problem is-error">{texts().export_has_errors}</p></Show>
        <div class="row">
            <button type="button" class="btn" on:click=move |_| download_all(state)>{texts().download_all}</button>
            <TextButton label=texts().add_to_own on_press=add/>
        </div>
        {blocks}
        <h3>{texts().snippet}</h3>
        <p class="hint">{texts().snippet_hint}</p>
        {move || view! { class="tb", <CopyBlock state label=texts().snippet text=snippet()/> }}
    }
}

/// A file with its text.
#[component]
fn FileBlock(
    /// State of the studio.
    state: StudioState,
    /// Name of the file.
    name: String,
    /// Its text.
    text: String,
) -> impl IntoView {
    view! { class="tb",
        <h3><bdi>{name.clone()}</bdi></h3>
        <CopyBlock state label=name.clone() text file=name/>
    }
}

/// A text to copy.
#[component]
fn CopyBlock(
    /// State of the studio.
    state: StudioState,
    /// Accessible name of the text.
    #[prop(into)]
    label: String,
    /// The text.
    text: String,
    /// Name of the file to download.
    #[prop(optional, into)]
    file: Option<String>,
) -> impl IntoView {
    let download = file.map(|name| {
        let text = text.clone();
        let download = move || files::download(&name, &text);
        view! { class="tb", <TextButton label=texts().download on_press=download/> }
    });
    let area = NodeRef::<html::Textarea>::new();
    let copy = move || {
        let Some(area) = area.get_untracked() else { return };
        let text = area.value();
        area.select();
        spawn_local(async move {
            let is_copied = files::copy(&text).await.is_ok();
            let said = if is_copied { page_texts().copied } else { page_texts().not_copied };
            state.app.announce(said);
        });
    };
    view! { class="tb",
        <textarea class="code" dir="ltr" readonly rows="6" spellcheck="false" aria-label=label node_ref=area
            prop:value=text></textarea>
        <div class="row"><TextButton label=page_texts().copy on_press=copy/> {download}</div>
    }
}
