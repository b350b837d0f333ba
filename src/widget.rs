//! A running widget, started by the [component](crate::component) and by the element's scripts
//! (`src/element.rs`).

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use js_sys::Function;
use leptos::prelude::untrack;
use serde_json::Value;
use web_sys::HtmlElement;

use tiebreak_core::engine::Decision;
use tiebreak_core::link;
use tiebreak_core::model::Model;
use tiebreak_core::model::answers::Answers;
use tiebreak_core::model::json::{self, object};
use tiebreak_core::texts::strings::{is_same_language, strings};
use tiebreak_dom::{Mounted, RwSignal, effect, mount};

use crate::browser::HostElement;
use crate::first;
use crate::first::lazy::{self, DetailsState, PageInput};
use crate::first::session::{EvidenceState, Options, Session};
use crate::first::text::mark_model_text;

/// The decision that a widget shows, or the text of a model file that has errors.
pub type ModelOrText = Result<Arc<Model>, String>;

/// Everything that a widget is started with, besides the model.
#[derive(Clone, Debug, Default)]
pub struct WidgetInput {
    /// Answers by id, as JSON.
    pub answers: String,
    /// Those among the answers that count as preset, as JSON.
    pub preset: String,
    /// Ids of the questions to ask; an empty list asks all questions.
    pub questions: Vec<String>,
    /// BCP 47 tag of the language of the widget's own texts, which is that of the page around the
    /// widget. English takes the place of a language that was not
    /// [added](tiebreak_core::texts::strings::add).
    pub lang: String,
    /// The fragment of the page's address. The answers of a decision link take precedence over
    /// `answers`.
    pub link: String,
    /// Options that stay the same until the widget is unmounted.
    pub options: Options,
}

/// A running widget; dropping it removes the widget from the page.
pub struct Widget {
    /// `None` if the model has errors; the widget then lists them.
    session: Option<Session>,
    /// The latest input of the page that has errors.
    invalid_input: Option<RwSignal<Option<PageInput>>>,
    has_opened_link: bool,
    _mounted: Mounted,
}

impl Widget {
    /// Shows a decision as the last child of `root`; lists the errors of a model that has errors.
    ///
    /// The widget calls `page` with the name of an event and its detail as JSON:
    ///
    /// | Name | Detail |
    /// |---|---|
    /// | `tb-change` | The answers by id |
    /// | `tb-result` | `null`; [`Widget::result`] returns a new result |
    /// | `tb-error` | `code`, `message` and `help` of an error in the model or in the input |
    /// | `style` | The style sheet of the details |
    /// | `keep` | `how`, `name` and `text` of an export; `page` returns a promise |
    pub fn start(
        root: &HtmlElement,
        model: ModelOrText,
        input: WidgetInput,
        page: Function,
    ) -> Self {
        let strings = strings(&input.lang);
        let model = match model {
            Ok(model) => model,
            Err(text) => {
                let mounted = mount(root, move || {
                    let error = object(vec![
                        ("code", "model".into()),
                        ("message", strings.bad_model.into()),
                    ]);
                    HostElement::new(page).dispatch("tb-error", &error);
                    first::invalid_model(strings, text)
                });
                return Self {
                    session: None,
                    invalid_input: None,
                    has_opened_link: false,
                    _mounted: mounted,
                };
            }
        };
        let WidgetInput { answers, preset, questions, lang, link, options } = input;
        let link_answers = link::answers(&model, &link);
        let has_opened_link = link_answers.is_some();
        let (preset_answers, is_valid) = read_answers(&model, &preset);
        let mut answers = link_answers.unwrap_or_else(|| read_answers(&model, &answers).0);
        let are_known = restrict_questions(&model, &questions, &mut answers);
        let invalid = (!is_valid || !are_known).then_some(PageInput { answers: preset, questions });
        let started = Rc::new(Cell::new(None));
        let start = Rc::clone(&started);
        let mounted = mount(root, move || {
            // A model without a language has that of the page.
            let model_lang = if model.lang.is_empty() { &lang } else { &model.lang };
            if !model_lang.is_empty() && !is_same_language(model_lang, strings.lang) {
                mark_model_text(model_lang);
            }
            let host = HostElement::new(page);
            let has_evidence = options.evidence.is_some() || !options.model_url.is_empty();
            let session = Session::new(model, answers, options, strings, host);
            if !has_evidence {
                session.evidence.set(EvidenceState::Absent);
            }
            let invalid_input = RwSignal::new(invalid);
            start.set(Some((session, invalid_input)));
            session.link.set(has_opened_link.then_some(link));
            session.mark_preset(&preset_answers);
            report_invalid_input(session, invalid_input);
            send_events(session);
            first::widget(session)
        });
        let (session, invalid_input) = started.get().unzip();
        Self { session, invalid_input, has_opened_link, _mounted: mounted }
    }

    /// The answers by id.
    pub fn answers(&self) -> Value {
        self.session.map_or_else(|| object(Vec::new()), |session| untrack(|| answers(session)))
    }

    /// Whether the answers came from the link, which may then be removed from the address.
    pub fn has_opened_link(&self) -> bool {
        self.has_opened_link
    }

    /// Whether the details are being fetched.
    pub fn is_loading(&self) -> bool {
        self.session.is_some_and(|session| {
            matches!(*session.details.read_untracked(), DetailsState::Loading)
        })
    }

    /// Replaces the answers by those in `answers`, and marks those in `preset` as preset. Both are
    /// answers by id as JSON. Ids that the model does not have are left out and reported by
    /// `tb-error`.
    pub fn set_answers(&self, answers: &str, preset: &str) {
        let (Some(session), Some(invalid_input)) = (self.session, self.invalid_input) else {
            return;
        };
        let (new, is_valid) = read_answers(&session.model(), answers);
        let now = session.answers.get_untracked();
        if new.replies != now.replies || new.overrides != now.overrides {
            session.replace(new);
            session.shows_cases.set(session.is_blank());
        }
        session.mark_preset(&read_answers(&session.model(), preset).0);
        // Valid input does not replace earlier errors that are not reported yet.
        if !is_valid {
            invalid_input
                .set(Some(PageInput { answers: answers.to_owned(), questions: Vec::new() }));
        }
    }

    /// The result as JSON, the same as the command line prints. `None` until the details are
    /// there; the call fetches them.
    pub fn result(&self) -> Option<Value> {
        let session = self.session?;
        lazy::request(session.details);
        match session.details.get_untracked() {
            DetailsState::Ready(details) => Some(untrack(|| (details.result)(session))),
            _ => None,
        }
    }

    /// The decision about the present answers. Its lists of reasons are empty until the details
    /// are there. `None` if the model has errors.
    pub fn decision(&self) -> Option<Decision> {
        self.session.map(|session| session.decision.get_untracked())
    }
}

/// Calls the page for each event; see [`Widget::start`].
fn send_events(session: Session) {
    let host = session.host;
    effect(move |_| {
        if let DetailsState::Ready(details) = session.details.get() {
            host.dispatch("style", &details.style.into());
        }
    });
    effect(move |is_change| {
        let answers = answers(session);
        if is_change {
            host.dispatch("tb-change", &answers);
        }
    });
    // The event has no detail: the result takes longer to compute than most pages need.
    effect(move |is_change| {
        let is_complete = session.deferred.read().robustness.is_some();
        if is_complete && is_change {
            host.dispatch("tb-result", &Value::Null);
        }
    });
}

/// Reads answers by id, and whether all of them are valid.
fn read_answers(model: &Model, answers: &str) -> (Answers, bool) {
    match json::read(answers) {
        Some(Value::Object(fields)) => Answers::read_fail_fast(model, &fields),
        _ => (Answers::none(model), true),
    }
}

/// Asks only the questions with these ids, or all questions if the model has none of them. Returns
/// whether the model has every id.
fn restrict_questions(model: &Model, ids: &[String], answers: &mut Answers) -> bool {
    let asked: Vec<bool> =
        model.questions.iter().map(|question| ids.contains(&question.id)).collect();
    let known = asked.iter().filter(|&&is_asked| is_asked).count();
    if known > 0 {
        answers.asked = asked;
    }
    known == ids.len()
}

/// Reports invalid input once the details, which hold the messages, are there.
fn report_invalid_input(session: Session, invalid_input: RwSignal<Option<PageInput>>) {
    effect(move |_| {
        let Some(input) = &*invalid_input.read() else { return };
        lazy::request(session.details);
        if let DetailsState::Ready(details) = session.details.get() {
            (details.report_input)(session, input);
        }
    });
}

fn answers(session: Session) -> Value {
    Value::Object(session.answers.read().write(&session.model()))
}
