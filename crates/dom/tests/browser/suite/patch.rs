//! A new view updates the nodes of the one before.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::document;
use tiebreak_dom::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use super::{Stage, Test, settle, tests};

/// The tests of this file.
pub(crate) const TESTS: &[Test] = tests![
    an_update_keeps_element_focus_selection_and_typed_text,
    a_list_grows_and_shrinks_and_keeps_its_first_elements,
    fragments_next_to_each_other_keep_their_order,
    a_view_of_another_kind_takes_the_place_of_the_one_before,
    attributes_styles_and_properties_follow_their_signals,
    a_value_that_is_the_same_does_not_replace_typed_text,
    an_event_calls_only_the_listener_of_the_latest_view_and_once,
    a_listener_that_sets_a_signal_of_its_own_view_works,
    a_memo_updates_a_view_only_when_its_value_changes,
    text_is_never_html,
];

/// A list with an item for each name, between two paragraphs.
fn list(names: RwSignal<Vec<&'static str>>) -> View {
    let items = move || {
        names.get().into_iter().map(|name| li().child(name).into_view()).collect::<Vec<_>>()
    };
    (p().child("before"), items, p().child("after")).into_view()
}

fn list_items(stage: &Stage) -> Vec<HtmlElement> {
    let items = stage.parent.query_selector_all("li").expect("the selector is valid");
    (0..items.length()).filter_map(|i| items.item(i)).map(JsCast::unchecked_into).collect()
}

async fn an_update_keeps_element_focus_selection_and_typed_text() {
    let count = RwSignal::new(1);
    let stage = Stage::new(|| {
        (move || {
            let count = count.get().to_string();
            div().class(count.clone()).child((p().child(count), input().attr("type", "text")))
        })
        .into_view()
    });
    let (block, field) = (stage.find("div"), stage.find("input"));
    let field: HtmlInputElement = field.unchecked_into();
    field.focus().expect("the element is in the page");
    field.set_value("typed by the reader");
    field.set_selection_range(2, 5).expect("a text field has a selection");

    count.set(2);
    settle().await;

    assert_eq!(stage.find("p").text_content().as_deref(), Some("2"));
    assert_eq!(stage.find("div").class_name(), "2");
    assert!(stage.find("div") == block, "the element is another one");
    assert!(stage.find("input") == **field, "the field is another one");
    assert!(document().active_element() == Some(field.clone().into()), "the focus has moved");
    assert_eq!(field.value(), "typed by the reader");
    assert_eq!(field.selection_start(), Ok(Some(2)));
    assert_eq!(field.selection_end(), Ok(Some(5)));
}

async fn a_list_grows_and_shrinks_and_keeps_its_first_elements() {
    let names = RwSignal::new(vec!["a", "b"]);
    let stage = Stage::new(|| list(names));
    let first = list_items(&stage)[0].clone();
    for list in [vec!["a", "b", "c", "d"], vec!["x"], vec!["x", "y"]] {
        names.set(list.clone());
        settle().await;
        assert_eq!(stage.text(), ["before", &list.concat(), "after"].concat());
        assert!(list_items(&stage)[0] == first, "{list:?}: the first element is another one");
    }
    names.set(Vec::new());
    settle().await;
    assert_eq!(stage.text(), "beforeafter");
    names.set(vec!["z"]);
    settle().await;
    assert_eq!(stage.text(), "beforezafter");
}

async fn fragments_next_to_each_other_keep_their_order() {
    let counts = RwSignal::new((1, 1));
    let items = |name: &'static str, count: usize| -> Vec<View> {
        (0..count).map(|_| span().child(name).into_view()).collect()
    };
    let stage = Stage::new(|| {
        (move || {
            let (first, second) = counts.get();
            (items("a", first), b().child("|"), items("b", second))
        })
        .into_view()
    });
    for (first, second) in [(3, 0), (0, 3), (2, 1), (1, 4)] {
        counts.set((first, second));
        settle().await;
        assert_eq!(stage.text(), ["a".repeat(first), "|".into(), "b".repeat(second)].concat());
    }
}

async fn a_view_of_another_kind_takes_the_place_of_the_one_before() {
    let kind = RwSignal::new(0);
    let stage = Stage::new(|| {
        let middle = move || match kind.get() {
            0 => "text".into_view(),
            1 => p().child("paragraph").into_view(),
            2 => p().class("named").child("with a class").into_view(),
            3 => (b().child("one"), i().child("two")).into_view(),
            4 => (|| "dynamic").into_view(),
            _ => None::<View>.into_view(),
        };
        (span().child("<"), middle, span().child(">")).into_view()
    });
    let expected = ["text", "paragraph", "with a class", "onetwo", "dynamic", ""];
    for next in [1, 2, 3, 4, 5, 0, 3, 1, 4, 2, 0, 5, 3, 0] {
        kind.set(next);
        settle().await;
        assert_eq!(stage.text(), ["<", expected[next], ">"].concat());
    }
}

async fn attributes_styles_and_properties_follow_their_signals() {
    let size = RwSignal::new(1);
    let is_checked = RwSignal::new(false);
    let stage = Stage::new(|| {
        input()
            .attr("type", "checkbox")
            .attr("title", move || size.get().to_string())
            .class_if("box", "on", move || is_checked.get())
            .style("inline-size", move || format!("{}px", size.get()))
            .value(move || format!("value {}", size.get()))
            .checked(move || is_checked.get())
            .into_view()
    });
    let field: HtmlInputElement = stage.find("input").unchecked_into();
    for (next, checked) in [(1, false), (20, true), (3, false)] {
        size.set(next);
        is_checked.set(checked);
        settle().await;
        assert_eq!(field.title(), next.to_string());
        assert_eq!(field.class_name(), if checked { "box on" } else { "box" });
        let style = field.style().get_property_value("inline-size");
        assert_eq!(style.as_deref(), Ok(format!("{next}px").as_str()));
        assert_eq!(field.value(), format!("value {next}"));
        assert_eq!(field.checked(), checked);
    }
}

async fn a_value_that_is_the_same_does_not_replace_typed_text() {
    let value = RwSignal::new(("first", 0));
    let stage =
        Stage::new(|| (move || input().attr("type", "text").value(value.get().0)).into_view());
    let field: HtmlInputElement = stage.find("input").unchecked_into();
    field.set_value("typed by the reader");
    value.set(("first", 1));
    settle().await;
    assert_eq!(field.value(), "typed by the reader");
    value.set(("second", 1));
    settle().await;
    assert_eq!(field.value(), "second");
}

async fn an_event_calls_only_the_listener_of_the_latest_view_and_once() {
    let version = RwSignal::new(0);
    let calls = Rc::new(RefCell::new(Vec::new()));
    let log = Rc::clone(&calls);
    let stage = Stage::new(|| {
        (move || {
            let (version, log) = (version.get(), Rc::clone(&log));
            button().on("click", move |_| log.borrow_mut().push(version)).child("press")
        })
        .into_view()
    });
    let element: HtmlElement = stage.find("button").unchecked_into();
    element.click();
    for next in 1..4 {
        version.set(next);
        settle().await;
        assert!(stage.find("button") == *element, "the button is another one");
        element.click();
    }
    assert_eq!(*calls.borrow(), [0, 1, 2, 3]);
}

async fn a_listener_that_sets_a_signal_of_its_own_view_works() {
    let count = RwSignal::new(0);
    let stage = Stage::new(|| {
        (move || {
            let label = count.get().to_string();
            button().on("click", move |_| count.update(|count| *count += 1)).child(label)
        })
        .into_view()
    });
    let element: HtmlElement = stage.find("button").unchecked_into();
    for expected in ["1", "2", "3"] {
        element.click();
        settle().await;
        assert_eq!(stage.text(), expected);
    }
}

async fn a_memo_updates_a_view_only_when_its_value_changes() {
    let number = RwSignal::new(1);
    let renders = Rc::new(Cell::new(0));
    let counter = Rc::clone(&renders);
    let stage = Stage::new(|| {
        let is_even = Memo::new(move || number.get() % 2 == 0);
        (move || {
            counter.set(counter.get() + 1);
            if is_even.get() { "even" } else { "odd" }
        })
        .into_view()
    });
    for (next, text, count) in [(3, "odd", 1), (4, "even", 2), (6, "even", 2), (7, "odd", 3)] {
        number.set(next);
        settle().await;
        assert_eq!((stage.text().as_str(), renders.get()), (text, count), "after {next}");
    }
}

async fn text_is_never_html() {
    let markup = "<b>&amp;</b>";
    let stage = Stage::new(|| p().attr("title", markup).child(markup).into_view());
    assert_eq!(stage.text(), markup);
    assert_eq!(stage.find("p").get_attribute("title").as_deref(), Some(markup));
    assert_eq!(stage.find("p").child_element_count(), 0);
}
