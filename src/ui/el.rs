//! Builds elements.
//!
//! Leptos compiles a view into a type of its own for each kind of element, attribute and handler,
//! with all that such a type can do; a reader would download every one. Here each element is of one
//! type, whatever its name, and there are five kinds of attributes. Text stays text.

use leptos::ev::{Custom, on};
use leptos::html::custom;
use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::html::attribute::custom::custom_attribute;
use leptos::tachys::html::property::prop;
use leptos::tachys::html::style::style;
use leptos::tachys::view::iterators::StaticVec;
use web_sys::Event;

/// An element that is being put together.
#[must_use = "it is shown where it is a child"]
pub struct El {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// An element without attributes and children.
pub fn el(tag: &'static str) -> El {
    El { tag, attributes: Vec::new(), children: Vec::new() }
}

impl El {
    /// With a class.
    pub fn class(self, names: impl Into<String>) -> Self {
        self.attr("class", names)
    }

    /// With a class that is extended by another while something holds.
    pub fn class_while(
        self,
        class: &'static str,
        more: &'static str,
        holds: impl Fn() -> bool + Send + 'static,
    ) -> Self {
        self.live_attr("class", move || {
            if holds() { [class, " ", more].concat() } else { class.to_owned() }
        })
    }

    /// Under a name by which a page can style it.
    pub fn part(self, name: &'static str) -> Self {
        self.attr("part", name)
    }

    /// With an attribute.
    pub fn attr(self, name: &'static str, value: impl Into<String>) -> Self {
        let value: String = value.into();
        self.add(custom_attribute(name, value))
    }

    /// With an attribute that follows what it reads.
    pub fn live_attr<T: Into<String>>(
        self,
        name: &'static str,
        value: impl Fn() -> T + Send + 'static,
    ) -> Self {
        let value: Box<dyn FnMut() -> String + Send> = Box::new(move || value().into());
        self.add(custom_attribute(name, value))
    }

    /// With a style, set as a property: an attribute would need a laxer content-security policy.
    pub fn style(self, property: &'static str, value: String) -> Self {
        self.add(style((property, value)))
    }

    /// Checked while something holds.
    pub fn checked(self, holds: impl Fn() -> bool + Send + 'static) -> Self {
        let holds: Box<dyn FnMut() -> bool + Send> = Box::new(holds);
        self.add(prop("checked", holds))
    }

    /// With a value that the reader can change.
    pub fn value(self, value: String) -> Self {
        self.add(prop("value", value))
    }

    /// Doing something on an event.
    pub fn on(self, event: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        let act: Box<dyn FnMut(Event)> = Box::new(act);
        self.add(on(Custom::new(event), act))
    }

    fn add(mut self, attribute: impl IntoAnyAttribute) -> Self {
        self.attributes.push(attribute.into_any_attr());
        self
    }

    /// With another child, behind the others.
    pub fn child(mut self, child: impl Piece) -> Self {
        self.children.push(child.view());
        self
    }
}

/// Parts side by side, without an element around them.
#[derive(Default)]
#[must_use = "it is shown where it is a child"]
pub struct Group(Vec<AnyView>);

/// Nothing yet.
pub fn group() -> Group {
    Group::default()
}

impl Group {
    /// With another part, behind the others.
    pub fn child(mut self, child: impl Piece) -> Self {
        self.0.push(child.view());
        self
    }
}

/// What can stand in an element.
pub trait Piece {
    /// As a view.
    fn view(self) -> AnyView;
}

impl Piece for El {
    fn view(self) -> AnyView {
        let mut children = self.children.into_iter();
        let first = children.next().unwrap_or_else(|| ().into_any());
        // In capitals, as a browser says it: for Leptos another name is another element.
        let tag = self.tag.to_ascii_uppercase();
        let mut element = custom(tag).add_any_attr(self.attributes).child(first);
        for child in children {
            element = element.child(child);
        }
        element.into_any()
    }
}

impl Piece for Group {
    fn view(self) -> AnyView {
        self.0.view()
    }
}

impl Piece for AnyView {
    fn view(self) -> AnyView {
        self
    }
}

impl Piece for String {
    fn view(self) -> AnyView {
        self.into_any()
    }
}

impl Piece for &'static str {
    fn view(self) -> AnyView {
        self.to_owned().into_any()
    }
}

impl<T: Piece> Piece for Option<T> {
    fn view(self) -> AnyView {
        self.map_or_else(|| ().into_any(), Piece::view)
    }
}

impl Piece for Vec<AnyView> {
    fn view(self) -> AnyView {
        // The kind of list that children are anyway.
        StaticVec::from(self).into_any()
    }
}
