//! Renders views and updates what is rendered.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::slice;

use any_spawner::Executor;
use leptos::prelude::document;
#[cfg(debug_assertions)]
use leptos::reactive::diagnostics::SpecialNonReactiveZone;
use leptos::reactive::effect::RenderEffect;
use leptos::reactive::owner::Owner;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, Node};

use crate::element::{
    Attribute, AttributeKind, AttributeValue, CHECKED, ElementParts, IntoView, Text, View,
};
use crate::signal::while_owned;

/// A rendered view; dropping it removes the view from the page.
pub struct Mounted {
    rendered: Rendered,
    /// Owns all signals and effects of the view.
    _owner: Owner,
}

/// Renders a view as the last child of `parent`.
pub fn mount<V: IntoView>(parent: &HtmlElement, view: impl FnOnce() -> V) -> Mounted {
    // Fails if an earlier widget or Leptos has set an executor, which is then used.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    let rendered = owner.with(|| {
        let rendered = Rendered::new(view().into_view());
        rendered.insert(parent, None);
        rendered
    });
    Mounted { rendered, _owner: owner }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.rendered.remove();
    }
}

/// The nodes of a view, and the values that the next view is compared with.
enum Rendered {
    Text(Node, Text),
    Element(Box<RenderedElement>),
    /// The children, and a comment after the last of them.
    Fragment(Vec<Rendered>, Node),
    Dynamic(Dynamic),
}

/// A view that an effect updates, between two comments.
struct Dynamic {
    start: Node,
    /// Empty while the effect runs: an update may call code of the page, which may update this view
    /// again, and a `RefCell` would panic then.
    content: Rc<Cell<Vec<Rendered>>>,
    end: Node,
    _effect: RenderEffect<()>,
}

struct RenderedElement {
    element: Element,
    tag: &'static str,
    key: usize,
    attributes: Vec<RenderedAttribute>,
    children: Vec<Rendered>,
}

struct RenderedAttribute {
    kind: AttributeKind,
    name: &'static str,
    value: RenderedValue,
}

enum RenderedValue {
    Static(Text),
    Dynamic { _effect: RenderEffect<()> },
    Listener { _listener: Listener },
}

/// An event listener; dropping it removes the listener.
struct Listener {
    element: Element,
    event: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.closure.as_ref().unchecked_ref();
        let _ = self.element.remove_event_listener_with_callback(self.event, function);
    }
}

/// Runs `run` now and whenever a signal that `run` reads changes. Takes a boxed closure, so that
/// Leptos' effect is compiled once.
fn render_effect(run: Box<dyn Fn()>) -> RenderEffect<()> {
    let run = while_owned(Box::new(move |_| run()));
    RenderEffect::new(move |before: Option<()>| run(before.is_some()))
}

/// Leptos warns about signals that are read outside an effect. In a listener that is intended.
#[cfg(debug_assertions)]
fn without_warnings(mut listener: Box<dyn FnMut(Event)>) -> Box<dyn FnMut(Event)> {
    Box::new(move |event| {
        let _zone = SpecialNonReactiveZone::enter();
        listener(event);
    })
}

/// An empty comment that marks a position. `Node.normalize()` would remove an empty text node.
fn marker() -> Node {
    document().create_comment("").into()
}

fn insert(parent: &Node, node: &Node, sibling: Option<&Node>) {
    // Fails only if a script of the page has moved `sibling`; the next update repairs that.
    let _ = parent.insert_before(node, sibling);
}

/// Removes a node from wherever it is.
fn detach(node: &Node) {
    if let Some(parent) = node.parent_node() {
        let _ = parent.remove_child(node);
    }
}

/// Updates the nodes of `rendered`, which are in `parent` between `start` and `end`, to `views`.
/// Without `start` or `end` the range begins or ends with the children of `parent`.
fn update(
    rendered: &mut Vec<Rendered>,
    views: Vec<View>,
    parent: &Node,
    start: Option<&Node>,
    end: Option<&Node>,
) {
    repair(rendered, parent, start, end);
    patch(rendered, views, parent, end);
}

/// Patches each view, removes surplus ones, and inserts new ones before `end`.
fn patch(rendered: &mut Vec<Rendered>, views: Vec<View>, parent: &Node, end: Option<&Node>) {
    for surplus in rendered.drain(views.len().min(rendered.len())..) {
        surplus.remove();
    }
    for (i, view) in views.into_iter().enumerate() {
        if let Some(rendered) = rendered.get_mut(i) {
            rendered.patch(view, parent);
        } else {
            let new = Rendered::new(view);
            new.insert(parent, end);
            rendered.push(new);
        }
    }
}

/// Restores nodes that a script of the page moved, replaced or merged. Afterwards the range contains
/// exactly the nodes of `rendered`, in order and with their texts. Nodes that are in the right order
/// stay in the page, so that they keep the focus.
fn repair(rendered: &[Rendered], parent: &Node, start: Option<&Node>, end: Option<&Node>) {
    let first = || start.map_or_else(|| parent.first_child(), Node::next_sibling);
    let mut next = first();
    let mut is_intact = true;
    for_each_node(rendered, &mut |node, _| {
        is_intact &= next.as_ref() == Some(node);
        next = node.next_sibling();
    });
    if is_intact && next.as_ref() == end {
        return;
    }
    let mut next = first();
    for_each_node(rendered, &mut |node, text| {
        if node.parent_node().as_ref() == Some(parent) {
            remove_until(&mut next, Some(node), end);
        }
        if next.as_ref() != Some(node) {
            insert(parent, node, next.as_ref());
        }
        if text.is_some() {
            node.set_node_value(text);
        }
        next = node.next_sibling();
    });
    remove_until(&mut next, end, end);
}

/// Removes siblings from `next` on until `stop` or `end`, which becomes `next`.
fn remove_until(next: &mut Option<Node>, stop: Option<&Node>, end: Option<&Node>) {
    while next.as_ref() != stop
        && next.as_ref() != end
        && let Some(node) = next.take()
    {
        *next = node.next_sibling();
        detach(&node);
    }
}

/// Calls `visit` for each top-level node in order, not for nodes inside elements, and with the text of
/// text nodes.
fn for_each_node(rendered: &[Rendered], visit: &mut dyn FnMut(&Node, Option<&str>)) {
    for rendered in rendered {
        match rendered {
            Rendered::Text(node, text) => visit(node, Some(text)),
            Rendered::Element(element) => visit(&element.element, None),
            Rendered::Fragment(children, end) => {
                for_each_node(children, visit);
                visit(end, None);
            }
            Rendered::Dynamic(dynamic) => {
                visit(&dynamic.start, None);
                let content = dynamic.content.take();
                for_each_node(&content, visit);
                dynamic.content.set(content);
                visit(&dynamic.end, None);
            }
        }
    }
}

impl Rendered {
    /// Renders a view; its nodes are not in the page yet.
    fn new(view: View) -> Self {
        match view {
            View::Text(text) => Self::Text(document().create_text_node(&text).into(), text),
            View::Element(element) => Self::Element(Box::new(RenderedElement::new(*element.0))),
            View::Fragment(views) => {
                Self::Fragment(views.into_iter().map(Self::new).collect(), marker())
            }
            View::Dynamic(view) => Self::Dynamic(Dynamic::new(view)),
        }
    }

    /// Updates to `view`; the nodes are children of `parent`.
    fn patch(&mut self, view: View, parent: &Node) {
        match (&mut *self, view) {
            (Self::Text(node, before), View::Text(text)) => {
                if *before != text {
                    node.set_node_value(Some(&text));
                    *before = text;
                }
            }
            (Self::Element(before), View::Element(element)) if before.is_alike(&element.0) => {
                before.patch(*element.0);
            }
            (Self::Fragment(before, end), View::Fragment(views)) => {
                patch(before, views, parent, Some(end));
            }
            (_, view) => {
                let new = Self::new(view);
                let mut first = None;
                for_each_node(slice::from_ref(self), &mut |node, _| {
                    first.get_or_insert_with(|| node.clone());
                });
                new.insert(parent, first.as_ref());
                self.remove();
                *self = new;
            }
        }
    }

    fn insert(&self, parent: &Node, sibling: Option<&Node>) {
        for_each_node(slice::from_ref(self), &mut |node, _| insert(parent, node, sibling));
    }

    fn remove(&self) {
        for_each_node(slice::from_ref(self), &mut |node, _| detach(node));
    }
}

impl Dynamic {
    fn new(view: Box<dyn Fn() -> View>) -> Self {
        let (start, end) = (marker(), marker());
        let content = Rc::new(Cell::new(Vec::new()));
        let effect = render_effect(Box::new({
            let (start, end, content) = (start.clone(), end.clone(), Rc::clone(&content));
            move || {
                let views = vec![view()];
                let mut rendered = content.take();
                if let Some(parent) = end.parent_node() {
                    update(&mut rendered, views, &parent, Some(&start), Some(&end));
                } else {
                    // The nodes are not in the page yet, or something else has removed the marker.
                    // In that case the next update of the view around them inserts the nodes.
                    rendered.iter().for_each(Rendered::remove);
                    rendered = views.into_iter().map(Rendered::new).collect();
                }
                content.set(rendered);
            }
        }));
        Self { start, content, end, _effect: effect }
    }
}

impl RenderedElement {
    fn new(parts: ElementParts) -> Self {
        let element = document().create_element(parts.tag).expect("every tag is a valid name");
        let attributes =
            parts.attributes.into_iter().map(|attribute| attribute.apply(&element)).collect();
        let mut children = Vec::new();
        patch(&mut children, parts.children, &element, None);
        Self { element, tag: parts.tag, key: parts.key, attributes, children }
    }

    /// Whether the tag, the key and the names of all attributes are the same.
    fn is_alike(&self, parts: &ElementParts) -> bool {
        let is_same = |(before, new): (&RenderedAttribute, &Attribute)| {
            (before.kind, before.name) == (new.kind, new.name)
        };
        (self.tag, self.key) == (parts.tag, parts.key)
            && self.attributes.len() == parts.attributes.len()
            && self.attributes.iter().zip(&parts.attributes).all(is_same)
    }

    fn patch(&mut self, parts: ElementParts) {
        for (before, new) in self.attributes.iter_mut().zip(parts.attributes) {
            match (&before.value, &new.value) {
                (RenderedValue::Static(before), AttributeValue::Static(new)) if before == new => {}
                _ => *before = new.apply(&self.element),
            }
        }
        update(&mut self.children, parts.children, &self.element, None, None);
    }
}

impl Attribute {
    fn apply(self, element: &Element) -> RenderedAttribute {
        let (kind, name) = (self.kind, self.name);
        let value = match self.value {
            AttributeValue::Static(value) => {
                set(element, kind, name, &value);
                RenderedValue::Static(value)
            }
            AttributeValue::Dynamic(compute) => {
                let element = element.clone();
                let before = RefCell::new(None);
                let effect = render_effect(Box::new(move || {
                    let value = compute();
                    if before.borrow().as_ref() != Some(&value) {
                        set(&element, kind, name, &value);
                        *before.borrow_mut() = Some(value);
                    }
                }));
                RenderedValue::Dynamic { _effect: effect }
            }
            AttributeValue::Listener(listener) => {
                #[cfg(debug_assertions)]
                let listener = without_warnings(listener);
                let listener = Listener {
                    element: element.clone(),
                    event: name,
                    closure: Closure::wrap(listener),
                };
                let function = listener.closure.as_ref().unchecked_ref();
                let _ = element.add_event_listener_with_callback(name, function);
                RenderedValue::Listener { _listener: listener }
            }
        };
        RenderedAttribute { kind, name, value }
    }
}

/// Sets an attribute, property or style. No call can fail: the names are valid, and a value may be
/// any text.
fn set(element: &Element, kind: AttributeKind, name: &str, value: &str) {
    match kind {
        AttributeKind::Attribute | AttributeKind::Listener => {
            drop(element.set_attribute(name, value));
        }
        AttributeKind::Style => {
            drop(element.unchecked_ref::<HtmlElement>().style().set_property(name, value));
        }
        // Every control has a property of this name.
        AttributeKind::Value => element.unchecked_ref::<HtmlInputElement>().set_value(value),
        AttributeKind::Checked => {
            element.unchecked_ref::<HtmlInputElement>().set_checked(value == CHECKED);
        }
    }
}
