//! Translators, extensions and scripts of the page change nodes of a view. After the next update the
//! page shows the state again.

use leptos::prelude::document;
use tiebreak_dom::prelude::*;
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
    an_extension_that_moves_nodes,
    nodes_outside_the_view_stay,
];

/// A way to build the same page.
type Question = fn(RwSignal<usize>) -> View;

/// Everything is rendered again, and the elements stay.
fn patched(number: RwSignal<usize>) -> View {
    (move || {
        let number = number.get();
        div().child((heading(number), options(number), loose(number), "end"))
    })
    .into_view()
}

/// Everything is rendered again, with dynamic parts inside that are rendered again, too.
fn nested(number: RwSignal<usize>) -> View {
    (move || {
        number.get();
        div().child((
            move || heading(number.get()),
            move || options(number.get()),
            move || loose(number.get()),
            "end",
        ))
    })
    .into_view()
}

/// The element around the dynamic parts is rendered once.
fn separate(number: RwSignal<usize>) -> View {
    let parts = (
        move || heading(number.get()),
        move || options(number.get()),
        move || loose(number.get()),
        // Also read by each update: the text is not beyond what is rendered again.
        move || if number.get() > 0 { "end" } else { "" },
    );
    div().child(parts).into_view()
}

fn heading(number: usize) -> View {
    p().class("heading").child(("Question ", number.to_string(), " of 9")).into_view()
}

fn options(number: usize) -> View {
    let items = (0..=number % 3).map(|i| li().child(format!("option {number}.{i}")).into_view());
    ul().child(items.collect::<Vec<_>>()).into_view()
}

fn loose(number: usize) -> View {
    let even = number.is_multiple_of(2).then_some("even ");
    ("loose ", even, number.to_string()).into_view()
}

fn expected(number: usize) -> String {
    let options: Vec<String> = (0..=number % 3).map(|i| format!("option {number}.{i}")).collect();
    let options = options.concat();
    let even = if number.is_multiple_of(2) { "even " } else { "" };
    format!("Question {number} of 9{options}loose {even}{number}end")
}

/// Changes a fresh view, updates it, and compares it with one that nothing has changed.
async fn survives(name: &str, question: Question, change: impl Fn(&Stage)) {
    for (before, after) in [(1, 2), (2, 3), (3, 5), (4, 1)] {
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
    for question in [patched, nested, separate] as [Question; 3] {
        survives("moved", question, |stage| {
            for text in texts(stage) {
                wrap_in_font(&text, &text);
            }
        })
        .await;
    }
}

async fn a_translator_that_replaces_every_text() {
    for question in [patched, nested, separate] as [Question; 3] {
        survives("replaced", question, |stage| {
            for text in texts(stage) {
                wrap_in_font(&text, &document().create_text_node("traducido"));
            }
        })
        .await;
    }
}

async fn a_translator_that_replaces_one_text() {
    for question in [patched, nested] as [Question; 2] {
        for index in 0..texts(&sample(question)).len() {
            survives(&format!("text {index}"), question, |stage| {
                if let Some(text) = texts(stage).get(index) {
                    wrap_in_font(text, &document().create_text_node("traducido"));
                }
            })
            .await;
        }
    }
}

async fn a_script_that_normalizes_texts() {
    for question in [patched, nested, separate] as [Question; 3] {
        survives("normalized", question, |stage| stage.parent.normalize()).await;
    }
}

async fn an_extension_that_inserts_an_element_before_every_node() {
    for question in [patched, nested] as [Question; 2] {
        survives("inserted", question, |stage| {
            for node in descendants(&stage.find("div")) {
                let parent = node.parent_node().expect("the node is in the page");
                let mark = new_element("mark");
                mark.set_text_content(Some("inserted"));
                parent.insert_before(&mark, Some(&node)).expect("the node is its child");
            }
        })
        .await;
    }
}

async fn an_extension_that_removes_one_node() {
    for question in [patched, nested] as [Question; 2] {
        for index in 0..descendants(&sample(question).parent).len() {
            survives(&format!("node {index}"), question, |stage| {
                let Some(node) = descendants(&stage.parent).into_iter().nth(index) else { return };
                let parent = node.parent_node().expect("the node is in the page");
                // The markers of the topmost part are the only trace of the place of the view.
                if parent != **stage.parent || node.node_type() != Node::COMMENT_NODE {
                    parent.remove_child(&node).expect("the node is its child");
                }
            })
            .await;
        }
    }
}

async fn an_extension_that_moves_nodes() {
    for question in [patched, nested] as [Question; 2] {
        survives("moved", question, |stage| {
            let [block, list] = ["div", "ul"].map(|selector| stage.find(selector));
            let first = block.first_child().expect("the element has children");
            block.append_child(&first).expect("the node is its child");
            let bottom = list.last_child().expect("the list has children");
            list.insert_before(&bottom, list.first_child().as_ref()).expect("it is its child");
        })
        .await;
    }
}

/// An update leaves nodes outside the dynamic parts of a mounted view alone.
async fn nodes_outside_the_view_stay() {
    for question in [patched, nested, separate] as [Question; 3] {
        let number = RwSignal::new(1);
        let stage = Stage::new(|| question(number));
        let [before, after] = ["nav", "aside"].map(new_element);
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
}

/// A view that nothing has changed.
fn sample(question: Question) -> Stage {
    let number = RwSignal::new(4);
    Stage::new(|| question(number))
}
