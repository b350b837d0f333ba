//! The tests, and what they share.

mod foreign;
mod patch;
mod removal;

use std::pin::Pin;

use js_sys::Promise;
use leptos::prelude::document;
use tiebreak_dom::prelude::*;
use tiebreak_dom::{Mounted, mount};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement, Node};

/// A test; it panics if the renderer is wrong.
struct Test {
    name: &'static str,
    run: fn() -> Pin<Box<dyn Future<Output = ()>>>,
}

/// A list of tests, each an `async fn`.
macro_rules! tests {
    ($($name:ident,)*) => {
        &[$(Test { name: stringify!($name), run: || Box::pin($name()) },)*]
    };
}
use tests;

fn all() -> impl Iterator<Item = &'static Test> {
    patch::TESTS.iter().chain(removal::TESTS).chain(foreign::TESTS)
}

/// The names of all tests.
#[wasm_bindgen]
#[expect(unreachable_pub, reason = "bindings exist for public functions only")]
pub fn names() -> Vec<String> {
    all().map(|test| test.name.to_owned()).collect()
}

/// Runs one test. A failed assertion sets `window.outcome` to its text, and traps.
#[wasm_bindgen]
#[expect(unreachable_pub, reason = "bindings exist for public functions only")]
pub async fn run(name: String) {
    std::panic::set_hook(Box::new(|panic| {
        let window = web_sys::window().expect("the tests run in a window");
        let text = panic.to_string().into();
        // It fails only for objects that are frozen.
        let _ = js_sys::Reflect::set(&window, &"outcome".into(), &text);
    }));
    let test = all().find(|test| test.name == name).expect("there is a test of this name");
    (test.run)().await;
}

/// An element of the page with a mounted view; both are removed at the end of a test.
struct Stage {
    parent: HtmlElement,
    mounted: Option<Mounted>,
}

impl Stage {
    fn new(view: impl FnOnce() -> View) -> Self {
        let parent = document().create_element("div").expect("the tag is valid");
        let parent: HtmlElement = parent.unchecked_into();
        document().body().expect("the page has a body").append_child(&parent).expect("it is new");
        let mounted = Some(mount(&parent, view));
        Self { parent, mounted }
    }

    /// The only element that matches.
    fn find(&self, selector: &str) -> Element {
        let found = self.parent.query_selector_all(selector).expect("the selector is valid");
        assert_eq!(found.length(), 1, "elements that match {selector}");
        found.item(0).expect("there is one").unchecked_into()
    }

    fn html(&self) -> String {
        self.parent.inner_html()
    }

    fn text(&self) -> String {
        self.parent.text_content().unwrap_or_default()
    }

    fn unmount(&mut self) {
        self.mounted = None;
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.parent.remove();
    }
}

/// Every node below `parent`, in document order.
fn descendants(parent: &Node) -> Vec<Node> {
    let children = parent.child_nodes();
    let children = (0..children.length()).filter_map(|i| children.item(i));
    children.flat_map(|child| [vec![child.clone()], descendants(&child)].concat()).collect()
}

/// Waits until all effects have run.
async fn settle() {
    let later = Promise::new(&mut |done, _| {
        let window = web_sys::window().expect("the tests run in a window");
        window.set_timeout_with_callback(&done).expect("a window has timers");
    });
    JsFuture::from(later).await.expect("the promise is never rejected");
}
