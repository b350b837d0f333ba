//! A view that is removed leaves no node, listener or effect behind.

use std::cell::Cell;
use std::rc::Rc;

use tiebreak_dom::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::{Stage, Test, settle, tests};

/// The tests of this file.
pub(crate) const TESTS: &[Test] = tests![
    unmounting_leaves_no_node_and_runs_no_effect_afterwards,
    unmounting_cancels_an_update_that_is_scheduled,
    effects_that_are_scheduled_do_not_read_signals_that_are_gone,
    a_dynamic_part_that_is_replaced_runs_no_more,
    a_surplus_dynamic_part_of_a_list_runs_no_more,
    a_dynamic_attribute_that_becomes_static_no_longer_follows_its_signal,
    an_element_that_was_removed_calls_no_listener,
    two_views_in_one_element_do_not_disturb_each_other,
    a_view_inside_an_effect_of_the_app_outlives_the_next_run_of_that_effect,
];

/// Counts how often something runs.
#[derive(Clone, Default)]
struct Counter(Rc<Cell<u32>>);

impl Counter {
    fn add(&self) {
        self.0.set(self.0.get() + 1);
    }

    fn get(&self) -> u32 {
        self.0.get()
    }
}

/// A signal that outlives the views that use it.
fn outside<T: Clone + Send + Sync + 'static>(value: T) -> RwSignal<T> {
    RwSignal::new(value)
}

async fn unmounting_leaves_no_node_and_runs_no_effect_afterwards() {
    let count = outside(0);
    let runs = Counter::default();
    let [in_child, in_attribute, in_effect] = [0; 3].map(|_| runs.clone());
    let mut stage = Stage::new(move || {
        effect(move |_| {
            count.get();
            in_effect.add();
        });
        let text = move || {
            in_child.add();
            count.get().to_string()
        };
        let title = move || {
            in_attribute.add();
            count.get().to_string()
        };
        ("text", p().attr("title", title), text).into_view()
    });
    settle().await;
    count.set(1);
    settle().await;
    assert_eq!(runs.get(), 6, "each of the three runs at first and after the change");

    stage.unmount();
    assert_eq!(stage.parent.child_nodes().length(), 0, "{}", stage.html());
    count.set(2);
    settle().await;
    assert_eq!(runs.get(), 6);
}

async fn effects_that_are_scheduled_do_not_read_signals_that_are_gone() {
    let count = outside(0);
    let runs = Counter::default();
    let counter = runs.clone();
    let mut stage = Stage::new(move || {
        let inside = Memo::new(move || count.get());
        effect(move |_| {
            inside.get();
            counter.add();
        });
        (move || inside.get().to_string()).into_view()
    });
    settle().await;
    count.set(1);
    stage.unmount();
    settle().await;
    assert_eq!(runs.get(), 1);
}

async fn unmounting_cancels_an_update_that_is_scheduled() {
    let count = outside(0);
    let runs = Counter::default();
    let counter = runs.clone();
    let mut stage = Stage::new(move || {
        (move || {
            counter.add();
            count.get().to_string()
        })
        .into_view()
    });
    count.set(1);
    stage.unmount();
    settle().await;
    assert_eq!(runs.get(), 1);
    assert_eq!(stage.parent.child_nodes().length(), 0, "{}", stage.html());
}

async fn a_dynamic_part_that_is_replaced_runs_no_more() {
    let is_shown = outside(true);
    let count = outside(0);
    let runs = Counter::default();
    let counter = runs.clone();
    let stage = Stage::new(move || {
        (move || {
            let counter = counter.clone();
            is_shown.get().then(|| {
                p().child(move || {
                    counter.add();
                    count.get().to_string()
                })
            })
        })
        .into_view()
    });
    assert_eq!((stage.text().as_str(), runs.get()), ("0", 1));
    is_shown.set(false);
    settle().await;
    assert_eq!(stage.text(), "");
    count.set(1);
    settle().await;
    assert_eq!(runs.get(), 1);
}

async fn a_surplus_dynamic_part_of_a_list_runs_no_more() {
    let length = outside(2);
    let count = outside(0);
    let runs = Counter::default();
    let counter = runs.clone();
    let stage = Stage::new(move || {
        (move || -> Vec<View> {
            let item = |_| {
                let counter = counter.clone();
                (move || {
                    counter.add();
                    count.get().to_string()
                })
                .into_view()
            };
            (0..length.get()).map(item).collect()
        })
        .into_view()
    });
    length.set(0);
    settle().await;
    let before = runs.get();
    count.set(1);
    settle().await;
    assert_eq!((stage.text().as_str(), runs.get()), ("", before));
}

async fn a_dynamic_attribute_that_becomes_static_no_longer_follows_its_signal() {
    let is_dynamic = outside(true);
    let title = outside("first");
    let stage = Stage::new(move || {
        (move || {
            if is_dynamic.get() {
                p().attr("title", move || title.get())
            } else {
                p().attr("title", "static")
            }
        })
        .into_view()
    });
    let paragraph = stage.find("p");
    is_dynamic.set(false);
    settle().await;
    title.set("second");
    settle().await;
    assert!(stage.find("p") == paragraph, "the element is another one");
    assert_eq!(paragraph.get_attribute("title").as_deref(), Some("static"));
}

async fn an_element_that_was_removed_calls_no_listener() {
    let is_shown = outside(true);
    let calls = Counter::default();
    let counter = calls.clone();
    let stage = Stage::new(move || {
        (move || {
            let counter = counter.clone();
            is_shown.get().then(|| button().on("click", move |_| counter.add()))
        })
        .into_view()
    });
    let element: HtmlElement = stage.find("button").unchecked_into();
    element.click();
    is_shown.set(false);
    settle().await;
    element.click();
    assert_eq!(calls.get(), 1);
}

async fn two_views_in_one_element_do_not_disturb_each_other() {
    let names = [outside("a"), outside("b")];
    let view = |name: RwSignal<&'static str>| {
        move || ((move || name.get()).into_view(), p().child("|")).into_view()
    };
    let mut stage = Stage::new(view(names[0]));
    let second = tiebreak_dom::mount(&stage.parent, view(names[1]));
    assert_eq!(stage.text(), "a|b|");
    names[0].set("A");
    settle().await;
    assert_eq!(stage.text(), "A|b|");
    names[1].set("B");
    settle().await;
    assert_eq!(stage.text(), "A|B|");
    stage.unmount();
    assert_eq!(stage.text(), "B|");
    names[1].set("still here");
    settle().await;
    assert_eq!(stage.text(), "still here|");
    drop(second);
    assert_eq!(stage.parent.child_nodes().length(), 0, "{}", stage.html());
}

async fn a_view_inside_an_effect_of_the_app_outlives_the_next_run_of_that_effect() {
    use leptos::reactive::owner::Owner;

    // As in a component: the owner of the app is cleaned up before the view is dropped.
    let app = Owner::default();
    let mut stage = app.with(|| {
        Stage::new(|| {
            let count = RwSignal::new(0);
            let click = move |_| count.update(|count| *count += 1);
            button().on("click", click).child(move || count.get().to_string()).into_view()
        })
    });
    app.cleanup();
    stage.unmount();
    assert_eq!(stage.parent.child_nodes().length(), 0, "{}", stage.html());
}
