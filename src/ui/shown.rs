//! Puts views into the page, and brings what stands there up to date.
//!
//! Leptos' effects do the following: whatever a live part or attribute reads, it is made anew when
//! that changes. Where the new view is like the one before, its elements stay and only what differs
//! is set, so that focus and what was typed are not lost.

use std::cell::RefCell;
use std::rc::Rc;

use any_spawner::Executor;
use leptos::prelude::document;
use leptos::reactive::effect::RenderEffect;
use leptos::reactive::owner::Owner;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, Node, Text};

use super::el::{Attribute, CHECKED, Kind, Parts, Value, View};

/// A view in the page; it leaves when this is dropped.
pub struct Mounted {
    shown: Shown,
    /// Owns all signals and effects of the view.
    _owner: Owner,
}

/// Shows a view as the last child of an element.
pub fn mount(parent: &HtmlElement, view: impl FnOnce() -> View) -> Mounted {
    // Where it is there already, from the widget before, that is fine.
    let _ = Executor::init_wasm_bindgen();
    let owner = Owner::new();
    let shown = owner.with(|| {
        let shown = build(view());
        shown.mount(parent, None);
        shown
    });
    Mounted { shown, _owner: owner }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.shown.unmount();
    }
}

/// A part of the page, as it stands there. Each has a node, by which others find their place.
enum Shown {
    Text(Text, String),
    Element(Box<Built>),
    /// Parts, and an empty text behind the last of them.
    Group(Vec<Shown>, Text),
    Live(Live),
}

/// A part that is made anew when what it reads changes.
struct Live {
    /// `None` until it is made for the first time.
    shown: Rc<RefCell<Option<Shown>>>,
    _effect: RenderEffect<()>,
}

impl Live {
    fn read<T>(&self, what: impl FnOnce(&Shown) -> T) -> T {
        what(self.shown.borrow().as_ref().expect("effects run at once"))
    }
}

struct Built {
    element: Element,
    tag: &'static str,
    attributes: Vec<Held>,
    children: Vec<Shown>,
}

/// An attribute, as it was set.
struct Held {
    kind: Kind,
    name: &'static str,
    value: Holds,
}

enum Holds {
    Fixed(String),
    Live { _effect: RenderEffect<()> },
    Act { _listener: Listener },
}

/// What listens to an event, until it is dropped.
struct Listener {
    element: Element,
    event: &'static str,
    act: Closure<dyn FnMut(Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let act = self.act.as_ref().unchecked_ref();
        let _ = self.element.remove_event_listener_with_callback(self.event, act);
    }
}

/// Does something at once, and again whenever what it reads changes; of one type for all.
fn effect(mut act: impl FnMut() + 'static) -> RenderEffect<()> {
    RenderEffect::new(move |_: Option<()>| act())
}

fn build(view: View) -> Shown {
    match view {
        View::Text(text) => Shown::Text(document().create_text_node(&text), text),
        View::Element(it) => Shown::Element(Box::new(it.0.build())),
        View::Group(parts) => {
            let parts = parts.into_iter().map(build).collect();
            Shown::Group(parts, document().create_text_node(""))
        }
        View::Live(part) => {
            let shown = Rc::new(RefCell::new(None));
            let there = Rc::clone(&shown);
            let effect = effect(move || {
                let now = part();
                match &mut *there.borrow_mut() {
                    Some(it) => Shown::update(it, now),
                    none => *none = Some(build(now)),
                }
            });
            Shown::Live(Live { shown, _effect: effect })
        }
    }
}

impl Parts {
    fn build(self) -> Built {
        let element = document().create_element(self.tag).expect("names of elements are ours");
        let attributes = self.attributes.into_iter().map(|it| it.apply(&element)).collect();
        let mut built = Built { element, tag: self.tag, attributes, children: Vec::new() };
        built.fill(self.children);
        built
    }
}

impl Built {
    /// Whether it has the name and the attributes of what shall stand there.
    fn is_like(&self, it: &Parts) -> bool {
        let same =
            |(held, new): (&Held, &Attribute)| (held.kind, held.name) == (new.kind, new.name);
        self.tag == it.tag
            && self.attributes.len() == it.attributes.len()
            && self.attributes.iter().zip(&it.attributes).all(same)
    }

    fn update(&mut self, it: Parts) {
        for (held, new) in self.attributes.iter_mut().zip(it.attributes) {
            match (&held.value, &new.value) {
                (Holds::Fixed(before), Value::Fixed(now)) if before == now => {}
                _ => *held = new.apply(&self.element),
            }
        }
        self.fill(it.children);
    }

    fn fill(&mut self, children: Vec<View>) {
        update(&mut self.children, children, &self.element, None);
    }
}

impl Attribute {
    fn apply(self, element: &Element) -> Held {
        let (kind, name) = (self.kind, self.name);
        let value = match self.value {
            Value::Fixed(value) => {
                set(element, kind, name, &value);
                Holds::Fixed(value)
            }
            Value::Live(value) => {
                let element = element.clone();
                let mut before = None;
                let effect = effect(move || {
                    let now = value();
                    if before.as_ref() != Some(&now) {
                        set(&element, kind, name, &now);
                        before = Some(now);
                    }
                });
                Holds::Live { _effect: effect }
            }
            Value::Act(act) => {
                let listener =
                    Listener { element: element.clone(), event: name, act: Closure::wrap(act) };
                let act = listener.act.as_ref().unchecked_ref();
                let _ = element.add_event_listener_with_callback(name, act);
                Holds::Act { _listener: listener }
            }
        };
        Held { kind, name, value }
    }
}

fn set(element: &Element, kind: Kind, name: &str, value: &str) {
    // None of this can fail: names are ours, and any text is a value.
    match kind {
        Kind::Plain | Kind::Event => drop(element.set_attribute(name, value)),
        Kind::Style => {
            drop(element.unchecked_ref::<HtmlElement>().style().set_property(name, value));
        }
        // All that can be typed into has a value of that name.
        Kind::Typed => element.unchecked_ref::<HtmlInputElement>().set_value(value),
        Kind::Checked => {
            element.unchecked_ref::<HtmlInputElement>().set_checked(value == CHECKED);
        }
    }
}

/// Brings parts in a row up to date; what is new stands in `parent`, in front of `end`.
fn update(shown: &mut Vec<Shown>, parts: Vec<View>, parent: &Node, end: Option<&Node>) {
    for surplus in shown.drain(parts.len().min(shown.len())..) {
        surplus.unmount();
    }
    for (i, part) in parts.into_iter().enumerate() {
        if let Some(shown) = shown.get_mut(i) {
            shown.update(part);
        } else {
            let part = build(part);
            part.mount(parent, end);
            shown.push(part);
        }
    }
}

impl Shown {
    fn update(&mut self, view: View) {
        match (&mut *self, view) {
            (Self::Text(node, before), View::Text(now)) => {
                if *before != now {
                    node.set_node_value(Some(&now));
                    *before = now;
                }
            }
            (Self::Element(before), View::Element(now)) if before.is_like(&now.0) => {
                before.update(*now.0);
            }
            (Self::Group(before, end), View::Group(now)) => {
                if let Some(parent) = end.parent_node() {
                    update(before, now, &parent, Some(end));
                }
            }
            (_, view) => {
                let other = build(view);
                let first = self.first();
                if let Some(parent) = first.parent_node() {
                    other.mount(&parent, Some(&first));
                }
                self.unmount();
                *self = other;
            }
        }
    }

    fn mount(&self, parent: &Node, before: Option<&Node>) {
        let insert = |node: &Node| {
            // It fails only where a script of the page took `before` away; then nothing is shown.
            let _ = parent.insert_before(node, before);
        };
        match self {
            Self::Text(node, _) => insert(node),
            Self::Element(it) => insert(&it.element),
            Self::Group(parts, end) => {
                for part in parts {
                    part.mount(parent, before);
                }
                insert(end);
            }
            Self::Live(it) => it.read(|it| it.mount(parent, before)),
        }
    }

    fn unmount(&self) {
        let remove = |node: &Node| node.unchecked_ref::<Element>().remove();
        match self {
            Self::Text(node, _) => remove(node),
            Self::Element(it) => remove(&it.element),
            Self::Group(parts, end) => {
                for part in parts {
                    part.unmount();
                }
                remove(end);
            }
            Self::Live(it) => it.read(Self::unmount),
        }
    }

    /// Its first node.
    fn first(&self) -> Node {
        match self {
            Self::Text(node, _) => node.clone().into(),
            Self::Element(it) => it.element.clone().into(),
            Self::Group(parts, end) => {
                parts.first().map_or_else(|| end.clone().into(), Self::first)
            }
            Self::Live(it) => it.read(Self::first),
        }
    }
}
