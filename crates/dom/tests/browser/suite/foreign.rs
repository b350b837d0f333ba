//! Translators, extensions and scripts of the page change nodes of a view. After the next update the
//! page shows the state again.

use leptos::prelude::document;
use tiebreak_dom::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Node};

use super::{Stage, Test, descendants, settle, tests};

/// The tests of this file.
pub(crate) const TESTS: &[Test] = tests![
    a_translator_that_moves_every_text_into_another_element,
    a_translator_that_replaces_every_text,
    a_translator_that_replaces_one_text,
    a_script_that_normalizes_texts,
    an_extension_that_inserts_an_element_before_every_node,
    an_extension_that_removes_one_node,
    an_extension_that_moves_a_node_to_the_end,
    nodes_outside_the_view_stay,
];

/// Texts, elements, a list and dynamic parts next to and inside each other.
fn question(number: RwSignal<usize>) -> View {
    let heading = move || {
        let number = number.get();
        p().class("heading").child(("Question ", number.to_string(), " of 9"))
    };
    let options = move || {
        let number = number.get();
        let items =
            (0..=number % 3).map(|i| li().child(format!("option {number}.{i}")).into_view());
        ul().child(items.collect::<Vec<_>>())
    };
    let loose = move || {
        let number = number.get();
        fragment().child(("loose ", (number % 2 == 0).then_some("even "), number.to_string()))
    };
    dynamic(move || {
        // The whole is rendered again, as a panel is for the next question.
        number.get();
        div().child((heading, options, loose, "end"))
    })
}

fn expected(number: usize) -> String {
    let options: String = (0..=number % 3).map(|i| format!("option {number}.{i}")).collect();
    let even = if number % 2 == 0 { "even " } else { "" };
    format!("Question {number} of 9{options}loose {even}{number}end")
}

/// Changes a fresh view, updates it, and compares it with one that nothing has changed.
async fn survives(name: &str, change: impl Fn(&Stage)) {
    for (before, after) in [(1, 2), (2, 3), (3, 3), (4, 1)] {
        let number = RwSignal::new(before);
        let stage = Stage::new(|| question(number));
        assert_eq!(stage.text(), expected(before));
        change(&stage);
        number.set(after);
        settle().await;
        assert_eq!(stage.text(), expected(after), "{name}, from {before} to {after}");
        let fresh = RwSignal::new(after);
        let fresh = Stage::new(|| question(fresh));
        assert_eq!(stage.html(), fresh.html(), "{name}, from {before} to {after}");
        // The same again: nodes that came back are followed like any others.
        change(&stage);
        number.set(before);
        settle().await;
        assert_eq!(stage.text(), expected(before), "{name}, back from {after} to {before}");
    }
}

fn texts(stage: &Stage) -> Vec<Node> {
    let nodes = descendants(&stage.parent).into_iter();
    nodes.filter(|node| node.node_type() == Node::TEXT_NODE).collect()
}

fn new_element(tag: &str) -> Element {
    document().create_element(tag).expect("the tag is valid")
}

/// Puts `<font><font>…</font></font>` in the place of a text, as translators do.
fn wrap_in_font(text: &Node, content: &Node) {
    let (outer, inner) = (new_element("font"), new_element("font"));
    let parent = text.parent_node().expect("the text is in the page");
    parent.replace_child(&outer, text).expect("the text is its child");
    outer.append_child(&inner).expect("the element is empty");
    inner.append_child(content).expect("the element is empty");
}

async fn a_translator_that_moves_every_text_into_another_element() {
    survives("moved", |stage| {
        for text in texts(stage) {
            wrap_in_font(&text, &text);
        }
    })
    .await;
}

async fn a_translator_that_replaces_every_text() {
    survives("replaced", |stage| {
        for text in texts(stage) {
            wrap_in_font(&text, &document().create_text_node("traducido"));
        }
    })
    .await;
}

async fn a_translator_that_replaces_one_text() {
    let count = {
        let number = RwSignal::new(4);
        texts(&Stage::new(|| question(number))).len()
    };
    for index in 0..count {
        survives(&format!("text {index}"), |stage| {
            if let Some(text) = texts(stage).get(index) {
                wrap_in_font(text, &document().create_text_node("traducido"));
            }
        })
        .await;
    }
}

async fn a_script_that_normalizes_texts() {
    survives("normalized", |stage| stage.parent.normalize()).await;
    survives("normalized", |_| document().body().expect("there is a body").normalize()).await;
}

async fn an_extension_that_inserts_an_element_before_every_node() {
    survives("inserted", |stage| {
        // Not beside the topmost nodes: whatever is there is not inside the view.
        for node in descendants(&stage.find("div")) {
            let parent = node.parent_node().expect("the node is in the page");
            let mark = new_element("mark");
            mark.set_text_content(Some("inserted"));
            parent.insert_before(&mark, Some(&node)).expect("the node is its child");
        }
    })
    .await;
}

async fn an_extension_that_removes_one_node() {
    let count = {
        let number = RwSignal::new(4);
        descendants(&Stage::new(|| question(number)).parent).len()
    };
    for index in 0..count {
        survives(&format!("node {index}"), |stage| {
            if let Some(node) = descendants(&stage.parent).get(index) {
                // The markers of the topmost part are the only trace of where the view was.
                let is_topmost = node.parent_node().as_ref() == Some(&**stage.parent);
                if is_topmost && node.node_type() == Node::COMMENT_NODE {
                    return;
                }
                node.unchecked_ref::<Element>().remove();
            }
        })
        .await;
    }
}

async fn an_extension_that_moves_a_node_to_the_end() {
    survives("moved", |stage| {
        let block = stage.find("div");
        let first = block.first_child().expect("the element has children");
        block.append_child(&first).expect("the node is its child");
        let list = stage.find("ul");
        let last = list.last_child().expect("the list has children");
        list.insert_before(&last, list.first_child().as_ref()).expect("the node is its child");
    })
    .await;
}

async fn nodes_outside_the_view_stay() {
    let number = RwSignal::new(1);
    let stage = Stage::new(|| question(number));
    let (before, after) = (new_element("nav"), new_element("aside"));
    stage.parent.prepend_with_node_1(&before).expect("the element is new");
    stage.parent.append_with_node_1(&after).expect("the element is new");
    for text in texts(&stage) {
        wrap_in_font(&text, &text);
    }
    number.set(2);
    settle().await;
    assert_eq!(stage.text(), expected(2));
    assert!(stage.parent.first_element_child() == Some(before), "the element before is gone");
    assert!(stage.parent.last_element_child() == Some(after), "the element after is gone");
}
