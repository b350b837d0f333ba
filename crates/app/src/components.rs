//! Components that several views share.
//!
//! [`Show`], [`List`] and [`WithModel`] take the place of `<Show>`, `<For>` and `<Suspense>` of Leptos.
//! Those are generic, and the compiler repeats their code for each use. These are compiled once, which
//! saves a twentieth of the download.

use std::sync::Arc;

use gloo_file::File;
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{files, location};
use crate::import::{FileProblem, NamedText};
use crate::route::Key;
use crate::shipped::Alternative;
use crate::state::{AppState, Loadable};
use crate::texts::{self, count, filled, texts};
use tiebreak::first::text::{color_class, shape_class};
use tiebreak_core::model::Model;
use tiebreak_core::texts::sentence::{Part, Sentence};

/// The heading of a view. It sets the title of the page, and takes the focus if the reader came from
/// another view.
#[component]
pub fn Heading(
    /// The name of the view.
    #[prop(into)]
    text: String,
    /// Class of the heading.
    #[prop(optional)]
    class: &'static str,
    /// Whether the focus stays where it is.
    #[prop(optional)]
    keeps_focus: bool,
) -> impl IntoView {
    if !keeps_focus && expect_context::<AppState>().has_navigated() {
        location::focus_later("h1");
    }
    let title = if text == texts().promise {
        filled(texts().home_title, &[&text])
    } else {
        [&text, " · ", texts::TIEBREAK].concat()
    };
    location::set_title(&title);
    view! { class="tb", <h1 class=class tabindex="-1"><bdi>{text}</bdi></h1> }
}

/// A section with a heading.
#[component]
pub fn Section(
    /// Id of the heading.
    id: &'static str,
    /// Text of the heading.
    heading: &'static str,
    /// Content of the section.
    children: Children,
) -> impl IntoView {
    view! { class="tb",
        <section aria-labelledby=id>
            <h2 id=id>{heading}</h2>
            {children()}
        </section>
    }
}

/// A sentence with marked names and model texts.
#[component]
pub fn SentenceView(
    /// The sentence.
    sentence: Sentence,
    /// Language of the model texts, if that is not the language of the page.
    #[prop(optional_no_strip)]
    lang: Option<String>,
) -> impl IntoView {
    let part = move |part| match part {
        Part::Ui(text) => text.into_any(),
        Part::Model(text) => view! { class="tb", <bdi lang=lang.clone()>{text}</bdi> }.into_any(),
        Part::Name(text, color, _) => {
            let lang = lang.clone();
            view! { class="tb", <b class=color_class(color)><bdi lang=lang>{text}</bdi></b> }
                .into_any()
        }
    };
    sentence.into_iter().map(part).collect_view()
}

/// Name of an alternative with its shape.
#[component]
pub fn AlternativeTag(
    /// The alternative.
    alternative: Alternative,
    /// Language of its name, if that is not the language of the page.
    lang: Option<String>,
) -> impl IntoView {
    let class = ["tag ", color_class(alternative.color)].concat();
    let mark = ["mark ", shape_class(alternative.shape)].concat();
    view! { class="tb",
        <span class=class><i class=mark aria-hidden="true"></i><bdi lang=lang>{alternative.name}</bdi></span>
    }
}

/// A paragraph that says that something loads.
#[component]
pub fn Loading() -> impl IntoView {
    view! { class="tb", <p class="small">{texts().loading}</p> }
}

/// A paragraph that reports an error.
#[component]
pub fn ErrorMessage(
    /// The message.
    message: String,
) -> impl IntoView {
    view! { class="tb", <p role="alert"><bdi>{message}</bdi></p> }
}

/// The problems of imported files, with their places and hints.
#[component]
pub fn FileProblems(
    /// The problems; nothing is shown if there are none.
    problems: RwSignal<Vec<FileProblem>>,
) -> impl IntoView {
    let item = |FileProblem { file, problem }| {
        let at = problem.at;
        let place = (!at.is_empty()).then(|| view! { class="tb", " " <code>{at}</code> });
        let hint = problem.hint;
        let hint = hint.map(|hint| view! { class="tb", " " <small><bdi>{hint}</bdi></small> });
        view! { class="tb",
            <li><bdi>{file}</bdi> {place} ": " <bdi>{problem.message}</bdi> {hint}</li>
        }
    };
    view! { class="tb",
        <Show when=move || !problems.read().is_empty()>
            <div class="box error" role="alert">
                <p><b>{move || count(&texts().problems, problems.read().len())}</b></p>
                <ul>{move || problems.get().into_iter().map(item).collect_view()}</ul>
            </div>
        </Show>
    }
}

// ---- control flow ----

/// Shows its children while a condition is true.
#[component]
pub fn Show(
    /// The condition.
    #[prop(into)]
    when: Signal<bool>,
    /// The view while the condition is false.
    #[prop(optional, into)]
    fallback: ViewFn,
    /// The view while the condition is true.
    children: ChildrenFn,
) -> impl IntoView {
    // The view is made again only if the condition changes.
    let when = Memo::new(move |_| when.get());
    move || if when.get() { children() } else { fallback.run() }
}

/// An item of a [`List`].
pub struct ListItem {
    /// Identifies the item. The view stays as long as the list has the key.
    pub key: String,
    /// Makes the view.
    pub view: Box<dyn FnOnce() -> AnyView + Send>,
}

impl ListItem {
    /// An item with this key and view.
    pub fn new(key: String, view: impl FnOnce() -> AnyView + Send + 'static) -> Self {
        Self { key, view: Box::new(view) }
    }
}

/// The views of items that change.
#[component]
pub fn List(
    /// Returns the items.
    #[prop(into)]
    items: Callback<(), Vec<ListItem>>,
) -> impl IntoView {
    view! { class="tb",
        <For each=move || items.run(()) key=|item| item.key.clone()
            children=|item: ListItem| (item.view)()/>
    }
}

/// Loads a model and shows a view of it, or the error.
#[component]
pub fn WithModel(
    /// Key of the model.
    key: Key,
    /// Makes the view.
    #[prop(into)]
    view: Callback<Arc<Model>, AnyView>,
) -> impl IntoView {
    let app = expect_context::<AppState>();
    let model = RwSignal::<Loadable<Arc<Model>>>::new(None);
    spawn_local(async move {
        let loaded = app.load_model(key).await;
        // The view may be removed by now.
        let _ = model.try_set(Some(loaded));
    });
    move || match model.get() {
        None => view! { class="tb", <Loading/> }.into_any(),
        Some(Err(message)) => view! { class="tb", <ErrorMessage message/> }.into_any(),
        Some(Ok(model)) => view.run(model),
    }
}

// ---- controls ----

/// A button that looks like a link.
#[component]
pub fn TextButton(
    /// Text of the button.
    label: &'static str,
    /// Called when the button is pressed.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    view! { class="tb",
        <button type="button" class="link" on:click=move |_| on_press.run(())>{label}</button>
    }
}

/// A form with its fields and buttons in a row.
#[component]
pub fn RowForm(
    /// Called when the form is submitted.
    #[prop(into)]
    on_submit: Callback<()>,
    /// Fields and buttons.
    children: Children,
) -> impl IntoView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        on_submit.run(());
    };
    view! { class="tb", <form class="row" on:submit=submit>{children()}</form> }
}

/// The button that submits a form.
#[component]
pub fn SubmitButton(
    /// Text of the button.
    label: &'static str,
) -> impl IntoView {
    view! { class="tb", <button type="submit" class="btn">{label}</button> }
}

/// A field for one line of text.
#[component]
pub fn TextField(
    /// Reference to the `<input>`.
    input: NodeRef<html::Input>,
    /// Its accessible name.
    label: &'static str,
    /// Its type.
    #[prop(default = "text")]
    kind: &'static str,
    /// Its id.
    #[prop(optional)]
    id: Option<&'static str>,
    /// Text that it shows while it is empty.
    #[prop(optional)]
    placeholder: &'static str,
    /// Its initial value.
    #[prop(optional)]
    value: String,
    /// Called with the value after each change.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
) -> impl IntoView {
    let changed = move |event| {
        if let Some(on_input) = on_input {
            on_input.run(event_target_value(&event));
        }
    };
    view! { class="tb",
        <input node_ref=input type=kind id=id aria-label=label placeholder=placeholder
            prop:value=value maxlength="2000" autocomplete="off" on:input=changed/>
    }
}

/// The value of a text field; empty if the field is not in the page.
pub fn value_of(input: NodeRef<html::Input>) -> String {
    input.get_untracked().map(|input| input.value()).unwrap_or_default()
}

/// A checkbox with a label.
#[component]
pub fn Checkbox(
    /// Whether it is checked.
    #[prop(into)]
    is_checked: Signal<bool>,
    /// Called when the reader clicks it. It shows `is_checked` after the call.
    #[prop(into)]
    on_toggle: Callback<()>,
    /// The label.
    children: Children,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let toggle = move |_| {
        on_toggle.run(());
        if let Some(input) = input.get_untracked() {
            input.set_checked(is_checked.get_untracked());
        }
    };
    view! { class="tb",
        <label class="checkbox">
            <input type="checkbox" node_ref=input prop:checked=is_checked on:change=toggle/>
            <span>{children()}</span>
        </label>
    }
}

/// A button to choose JSON files.
#[component]
pub fn FileInput(
    /// The text of the button.
    label: &'static str,
    /// Files with more bytes have no text.
    max_bytes: usize,
    /// Called with the texts of the chosen files, also if the reader has left the view.
    on_files: fn(AppState, Vec<NamedText>),
) -> impl IntoView {
    let app = expect_context::<AppState>();
    let input = NodeRef::<html::Input>::new();
    let choose = move |_| {
        let files = input.get_untracked().map(|input| files::take_chosen(&input));
        read_files(app, files.unwrap_or_default(), max_bytes, on_files);
    };
    view! { class="tb",
        // The input is invisible, because browsers write their own words into it.
        <label class="file">
            {label}
            <input class="visually-hidden" type="file" multiple accept=".json,application/json"
                node_ref=input on:change=choose/>
        </label>
    }
}

/// Reads files and calls `on_files` with their texts, or shows the error.
pub fn read_files(
    app: AppState,
    files: Vec<File>,
    max_bytes: usize,
    on_files: fn(AppState, Vec<NamedText>),
) {
    spawn_local(async move {
        match files::read(files, max_bytes).await {
            Ok(texts) => on_files(app, texts),
            Err(error) => app.announce(error),
        }
    });
}

/// A list to choose one option from.
#[component]
pub fn Select(
    /// The label.
    label: &'static str,
    /// Texts of the options.
    options: Vec<String>,
    /// Index of the option that is selected at first.
    selected: usize,
    /// Called with the index of the chosen option.
    #[prop(into)]
    on_choose: Callback<usize>,
) -> impl IntoView {
    let option = |(i, text): (usize, String)| {
        view! { class="tb", <option value=i.to_string() prop:selected=i == selected>{text}</option> }
    };
    let options = options.into_iter().enumerate().map(option).collect_view();
    let choose = move |event| on_choose.run(event_target_value(&event).parse().unwrap_or(0));
    view! { class="tb",
        <p>
            <label>{label} " " <select on:change=choose>{options}</select></label>
        </p>
    }
}
