//! A worker that checks drafts, so that a large decision does not block the page.

use gloo_events::EventListener;
use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::browser;

/// A running worker. Dropping it ends the worker.
pub struct Checker {
    worker: Worker,
    _listeners: [EventListener; 2],
}

impl Checker {
    /// Starts a worker. `listener` is called with the number and the result of each check, and with
    /// an empty result if the worker fails. `None` if the browser does not allow workers.
    pub fn start(listener: impl Fn(u32, String) + Clone + 'static) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let address = browser::modules::address_of("studio-worker.js");
        let worker = Worker::new_with_options(&address, &options).ok()?;
        let failed = listener.clone();
        let message = EventListener::new(&worker, "message", move |event| {
            let data = event.unchecked_ref::<MessageEvent>().data();
            let data: &Array = data.unchecked_ref();
            // The worker sends the number that it has received.
            #[expect(clippy::cast_sign_loss, reason = "numbers of checks are not negative")]
            let turn = data.get(0).as_f64().unwrap_or_default() as u32;
            listener(turn, data.get(1).as_string().unwrap_or_default());
        });
        let error = EventListener::new(&worker, "error", move |_| failed(0, String::new()));
        Some(Self { worker, _listeners: [message, error] })
    }

    /// Sends the text of a draft with the number of the check.
    pub fn post(&self, turn: u32, text: &str) {
        // Numbers and texts can always be sent.
        let _ = self.worker.post_message(&Array::of2(&turn.into(), &text.into()));
    }
}

impl Drop for Checker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
