//! A worker that checks drafts, so that a large decision does not block the page.

use gloo_events::EventListener;
use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::browser;

/// A message of a worker.
#[derive(Clone, Debug)]
pub enum Message {
    /// The number and the result of a check or a report; the result is empty if it failed.
    Result(u32, String),
    /// Parts of a report that are done, of all parts.
    Progress(u32, u32),
    /// The worker has failed.
    Failed,
}

/// A running worker. Dropping it ends the worker.
pub struct Checker {
    worker: Worker,
    _listeners: [EventListener; 2],
}

impl Checker {
    /// Starts a worker. `listener` is called with its messages. `None` if the browser does not allow
    /// workers.
    pub fn start(listener: impl Fn(Message) + Clone + 'static) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let address = browser::modules::address_of("studio-worker.js");
        let worker = Worker::new_with_options(&address, &options).ok()?;
        let failed = listener.clone();
        let message = EventListener::new(&worker, "message", move |event| {
            let data = event.unchecked_ref::<MessageEvent>().data();
            let data: &Array = data.unchecked_ref();
            // The worker sends whole numbers that are not negative.
            #[expect(clippy::cast_sign_loss, reason = "see above")]
            let number = |i| data.get(i).as_f64().unwrap_or_default() as u32;
            listener(match data.get(1).as_string() {
                Some(result) => Message::Result(number(0), result),
                None => Message::Progress(number(2), number(3)),
            });
        });
        let error = EventListener::new(&worker, "error", move |_| failed(Message::Failed));
        Some(Self { worker, _listeners: [message, error] })
    }

    /// Sends the text of a draft with the number of the check.
    pub fn post(&self, turn: u32, text: &str) {
        // Numbers and texts can always be sent.
        let _ = self.worker.post_message(&Array::of2(&turn.into(), &text.into()));
    }

    /// Asks for the report of the text of a draft.
    pub fn post_report(&self, text: &str) {
        let message = Array::of3(&0.into(), &text.into(), &true.into());
        let _ = self.worker.post_message(&message);
    }
}

impl Drop for Checker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
