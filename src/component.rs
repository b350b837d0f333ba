//! `<TieBreak/>`, the widget as a Leptos component.
//!
//! ```no_run
//! use leptos::prelude::*;
//! use tiebreak::{TieBreak, TieBreakResult};
//!
//! #[component]
//! fn Article() -> impl IntoView {
//!     let winner = RwSignal::new(String::new());
//!     view! {
//!         <TieBreak
//!             model=include_str!("../public/models/django-vs-fastapi.json")
//!             on_result=move |result: TieBreakResult| winner.set(result.json["verdict"]["winner"].to_string())
//!         />
//!         <p>{winner}</p>
//!     }
//! }
//! ```
//!
//! The component renders a `<div>` with an open shadow root, which holds the widget and its style
//! sheets. The renderer of the widget has an owner of its own: contexts of the app do not reach the
//! widget, and everything is disposed of when the component is unmounted.

use std::sync::Arc;

use js_sys::{Array, Function, JSON, Promise, Reflect};
use leptos::callback::Callable as _;
use leptos::html;
use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen::prelude::*;
use web_sys::{CssStyleSheet, HtmlElement, ShadowRoot, ShadowRootInit, ShadowRootMode};

use tiebreak_core::engine::Decision;
use tiebreak_core::model::Model;
use tiebreak_core::model::json;
use tiebreak_core::model::load::load_fail_fast;

use crate::browser;
use crate::first;
use crate::first::session::Options;
use crate::widget::{ModelOrText, Widget, WidgetInput};

/// The longest decision link that the component reads, in bytes.
const MAX_LINK: usize = 4096;

/// Answers by id, as a JSON object.
pub type AnswersById = Value;

/// The result of a decision.
#[derive(Clone, Debug)]
pub struct TieBreakResult {
    /// The verdict with everything that explains it.
    pub decision: Decision,
    /// The same as JSON, with the analysis of how sure the verdict is; `tiebreak decide` prints the
    /// same.
    pub json: Value,
}

/// An error in the model or in the props.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TieBreakError {
    /// `model`: the model file has errors, which the widget lists. `answers`: an answer or the id of a
    /// question is invalid, and the widget ignores it.
    pub code: String,
    /// The error.
    pub message: String,
    /// How to correct the error; may be empty.
    pub help: String,
}

/// The prop `model`: the text of a model file or a loaded [`Model`], fixed or as a signal.
#[derive(Clone, Copy, Debug)]
pub struct ModelProp(Signal<OwnedModel>);

/// A model as the app passes it.
#[derive(Clone, Debug)]
enum OwnedModel {
    Text(String),
    Loaded(Arc<Model>),
}

impl OwnedModel {
    fn load(&self) -> ModelOrText {
        match self {
            Self::Text(text) => load_fail_fast(text).map(Arc::new).ok_or_else(|| text.clone()),
            Self::Loaded(model) => Ok(Arc::clone(model)),
        }
    }
}

impl PartialEq for OwnedModel {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => one == other,
            (Self::Loaded(one), Self::Loaded(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl From<&str> for ModelProp {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<String> for ModelProp {
    fn from(text: String) -> Self {
        Self(Signal::stored(OwnedModel::Text(text)))
    }
}

impl From<Model> for ModelProp {
    fn from(model: Model) -> Self {
        Arc::new(model).into()
    }
}

impl From<Arc<Model>> for ModelProp {
    fn from(model: Arc<Model>) -> Self {
        Self(Signal::stored(OwnedModel::Loaded(model)))
    }
}

impl From<Signal<String>> for ModelProp {
    fn from(text: Signal<String>) -> Self {
        Self(Signal::derive(move || OwnedModel::Text(text.get())))
    }
}

impl From<Signal<Arc<Model>>> for ModelProp {
    fn from(model: Signal<Arc<Model>>) -> Self {
        Self(Signal::derive(move || OwnedModel::Loaded(model.get())))
    }
}

macro_rules! model_prop_from_signals {
    ($($signal:ident<$value:ty>)*) => {$(
        impl From<$signal<$value>> for ModelProp {
            fn from(model: $signal<$value>) -> Self {
                Signal::<$value>::from(model).into()
            }
        }
    )*};
}

model_prop_from_signals! {
    RwSignal<String> ReadSignal<String> Memo<String>
    RwSignal<Arc<Model>> ReadSignal<Arc<Model>> Memo<Arc<Model>>
}

/// A decision aid: asks questions, shows the verdict and explains it.
///
/// When a prop that is a signal changes, the widget starts again and keeps the reader's answers,
/// unless the model is another one. A change of `answers` or `preset` replaces the answers and does not
/// start the widget again.
///
/// If the address of the page ends with a decision link (`#tb=…`) of this model, the widget starts with
/// the answers in the link and removes the link from the address.
///
/// Callbacks run after the current task, outside any effect, so a callback may unmount the
/// component.
#[component]
pub fn TieBreak(
    /// The decision to show: the text of a model file, or a loaded [`Model`].
    #[prop(into)]
    model: ModelProp,
    /// The text of the evidence file of the model. Without `evidence` and `model_url` the widget shows
    /// no statements of the sources.
    #[prop(optional, into)]
    evidence: MaybeProp<String>,
    /// The address of the model file. The widget fetches the evidence file, which the model names,
    /// from the same folder when the reader opens it. Not needed with `evidence`.
    #[prop(optional, into)]
    model_url: MaybeProp<String>,
    /// The answers. Without `answers` the widget starts with `preset`.
    #[prop(optional, into)]
    answers: MaybeProp<AnswersById>,
    /// Answers that the page gives in advance. The widget marks them as preset, and the reader can
    /// change them.
    #[prop(optional, into)]
    preset: MaybeProp<AnswersById>,
    /// Ids of the questions to ask. Without `questions` the widget asks all questions. The other
    /// questions keep their preset answers or stay open.
    #[prop(optional, into)]
    questions: MaybeProp<Vec<String>>,
    /// The reader can open every part and try changes out, but cannot change an answer.
    #[prop(optional, into)]
    readonly: Signal<bool>,
    /// Shows the verdict when the widget asks no more questions, instead of while the reader answers.
    #[prop(optional, into)]
    reveal_at_end: Signal<bool>,
    /// Language of the widget's own texts, as a BCP 47 tag. English takes the place of a language that was
    /// not [added](tiebreak_core::texts::strings::add).
    #[prop(optional, into)]
    lang: MaybeProp<String>,
    /// Colour scheme: `light` or `dark`. Without `theme` the widget uses the `color-scheme` of the page
    /// around it.
    #[prop(optional, into)]
    theme: MaybeProp<String>,
    /// Called with all answers whenever they change.
    #[prop(optional, into)]
    on_change: Option<Callback<AnswersById>>,
    /// Called with every new result: after the first answer, and after each change. The result
    /// follows the answer by a moment.
    #[prop(optional, into)]
    on_result: Option<Callback<TieBreakResult>>,
    /// Called when the widget shows the decision.
    #[prop(optional, into)]
    on_ready: Option<Callback<()>>,
    /// Called for every error in the model or in the props.
    #[prop(optional, into)]
    on_error: Option<Callback<TieBreakError>>,
) -> impl IntoView {
    let host = NodeRef::<html::Div>::new();
    let running = Running::new();
    let events = Events { on_change, on_result, on_ready, on_error };
    // Equal values of a signal do not start the widget again.
    let model = Memo::new(move |_| model.0.get());
    let settings = Memo::new(move |_| Settings {
        evidence: evidence.get(),
        model_url: model_url.get().unwrap_or_default(),
        questions: questions.get().unwrap_or_default(),
        readonly: readonly.get(),
        reveal_at_end: reveal_at_end.get(),
        lang: lang.get().unwrap_or_default(),
    });
    let text =
        move |answers: MaybeProp<AnswersById>| answers.get().map(|answers| json::write(&answers));
    let given = Memo::new(move |_| {
        let preset = text(preset).unwrap_or_default();
        (text(answers).unwrap_or_else(|| preset.clone()), preset)
    });
    Effect::new(move |before: Option<Option<OwnedModel>>| {
        let host = host.get()?;
        let (model, settings) = (model.get(), settings.get());
        untrack(|| {
            let (mut answers, preset) = given.get();
            if before.flatten().as_ref() == Some(&model) {
                answers = running.answers().unwrap_or(answers);
            }
            running.stop();
            let input = settings.into_input(answers, preset);
            running.start(&host, model.load(), input, events);
        });
        Some(model)
    });
    Effect::new(move |before: Option<()>| {
        let (answers, preset) = given.get();
        if before.is_some() {
            untrack(|| running.set_answers(&answers, &preset));
        }
    });
    on_cleanup(move || running.stop());
    html::div().node_ref(host).attr("theme", move || theme.get())
}

/// Values of props; when one of them changes, the widget starts again.
#[derive(Clone, PartialEq)]
struct Settings {
    evidence: Option<String>,
    model_url: String,
    questions: Vec<String>,
    readonly: bool,
    reveal_at_end: bool,
    lang: String,
}

impl Settings {
    fn into_input(self, answers: String, preset: String) -> WidgetInput {
        WidgetInput {
            answers,
            preset,
            questions: self.questions,
            lang: self.lang,
            link: link(),
            options: Options {
                readonly: self.readonly,
                evidence: self.evidence,
                reveal_at_end: self.reveal_at_end,
                model_url: self.model_url,
                foreign_host: None,
            },
        }
    }
}

/// The widget that a component shows now.
#[derive(Clone, Copy)]
struct Running(StoredValue<Option<Started>, LocalStorage>);

struct Started {
    // Dropped first: the widget uses all the others.
    widget: Widget,
    _owner: Owner,
    _page: Closure<dyn Fn(String, String) -> JsValue>,
}

impl Running {
    fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    fn with<T>(self, read: impl FnOnce(&Widget) -> T) -> Option<T> {
        self.0.try_with_value(|started| started.as_ref().map(|started| read(&started.widget)))?
    }

    fn answers(self) -> Option<String> {
        self.with(|widget| json::write(&widget.answers()))
    }

    fn set_answers(self, answers: &str, preset: &str) {
        self.with(|widget| widget.set_answers(answers, preset));
    }

    fn start(self, host: &HtmlElement, model: ModelOrText, input: WidgetInput, events: Events) {
        let root = shadow_root(host);
        adopt(&root, &[":host { display: block }", first::STYLE]);
        let parent: HtmlElement =
            document().create_element("div").expect("`div` is a valid name").unchecked_into();
        root.replace_children_with_node_1(&parent);
        if !input.options.model_url.is_empty() {
            allow_fetches();
        }
        let page = Closure::new(move |event: String, detail: String| {
            self.handle(&root, &event, &detail, events)
        });
        let function: Function = page.as_ref().unchecked_ref::<Function>().clone();
        // Not a child of the component's owner, and without its contexts.
        let owner = Owner::default();
        let widget = owner.with(|| Widget::start(&parent, model, input, function));
        if widget.has_opened_link() {
            close_link();
        }
        self.0.set_value(Some(Started { widget, _owner: owner, _page: page }));
        run(events.on_ready, ());
    }

    /// Removes the widget from the page.
    fn stop(self) {
        // The value is dropped here, when the storage is no longer borrowed.
        drop(self.0.try_update_value(Option::take));
    }

    /// Handles a call of the widget; see [`Widget::start`].
    fn handle(self, root: &ShadowRoot, event: &str, detail: &str, events: Events) -> JsValue {
        match event {
            "style" => {
                let style = json::read(detail).unwrap_or_default();
                adopt(root, &[":host { display: block }", first::STYLE, text(&style)]);
            }
            "keep" => return keep(detail).unwrap_or_else(|error| Promise::reject(&error).into()),
            "tb-change" => run(events.on_change, json::read(detail).unwrap_or_default()),
            "tb-error" => {
                let error = json::read(detail).unwrap_or_default();
                let field = |name: &str| error.get(name).map(text).unwrap_or_default().to_owned();
                let (code, message, help) = (field("code"), field("message"), field("help"));
                run(events.on_error, TieBreakError { code, message, help });
            }
            "tb-result" => {
                if let Some(on_result) = events.on_result {
                    leptos::task::spawn_local(async move {
                        if let Some(result) = self.with(result).flatten() {
                            on_result.try_run(result);
                        }
                    });
                }
            }
            _ => {}
        }
        JsValue::UNDEFINED
    }
}

fn result(widget: &Widget) -> Option<TieBreakResult> {
    Some(TieBreakResult { json: widget.result()?, decision: widget.decision()? })
}

/// The callbacks of the component.
#[derive(Clone, Copy)]
struct Events {
    on_change: Option<Callback<AnswersById>>,
    on_result: Option<Callback<TieBreakResult>>,
    on_ready: Option<Callback<()>>,
    on_error: Option<Callback<TieBreakError>>,
}

/// Calls back after the current task: outside the effect that the call came from, and when the widget
/// may be unmounted.
fn run<T: 'static>(callback: Option<Callback<T>>, value: T) {
    if let Some(callback) = callback {
        leptos::task::spawn_local(async move {
            callback.try_run(value);
        });
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The decision link in the address of the page; empty if there is none.
fn link() -> String {
    let hash = window().location().hash().unwrap_or_default();
    let fragment = hash.trim_start_matches('#');
    let is_link = fragment.starts_with("tb=") && fragment.len() <= MAX_LINK;
    if is_link { fragment.to_owned() } else { String::new() }
}

/// Removes the decision link from the address of the page.
fn close_link() {
    // A page without an address of its own, such as `about:srcdoc`, keeps its address.
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or_default();
        let _ = history.replace_state_with_url(&state, "", Some(&browser::address()));
    }
}

#[wasm_bindgen]
extern "C" {
    /// A shadow root with the property that `web_sys` calls unstable.
    #[wasm_bindgen(extends = ShadowRoot)]
    type StyledRoot;

    #[wasm_bindgen(method, setter, structural, js_name = adoptedStyleSheets)]
    fn set_adopted_style_sheets(this: &StyledRoot, sheets: &Array);
}

#[wasm_bindgen(module = "/public/element/fetched.js")]
extern "C" {
    /// Lets [`browser::fetched`] fetch evidence by the same rules as the element.
    #[wasm_bindgen(js_name = share)]
    fn allow_fetches();
}

#[wasm_bindgen(module = "/public/keep.js")]
extern "C" {
    /// One function for each kind of export.
    #[wasm_bindgen(thread_local_v2, js_name = keep)]
    static EXPORTS: JsValue;
}

/// Copies, saves or prints; returns a promise.
fn keep(detail: &str) -> Result<JsValue, JsValue> {
    let action = JSON::parse(detail)?;
    let name = Reflect::get(&action, &"how".into())?;
    let function: Function = EXPORTS.with(|exports| Reflect::get(exports, &name))?.dyn_into()?;
    function.call1(&JsValue::UNDEFINED, &action)
}

/// The shadow root of the component's element; a widget that starts again uses the same.
fn shadow_root(host: &HtmlElement) -> ShadowRoot {
    host.shadow_root().unwrap_or_else(|| {
        host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))
            .expect("a `div` can have a shadow root")
    })
}

/// Styles a shadow root with constructed style sheets, which a strict content security policy
/// allows.
fn adopt(root: &ShadowRoot, styles: &[&str]) {
    let sheets = Array::new();
    for style in styles {
        let sheet = CssStyleSheet::new().expect("the widget's browsers construct style sheets");
        // It fails only for `@import`, which these styles do not have.
        let _ = sheet.replace_sync(style);
        sheets.push(&sheet);
    }
    root.unchecked_ref::<StyledRoot>().set_adopted_style_sheets(&sheets);
}
