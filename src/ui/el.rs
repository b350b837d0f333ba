//! Builds elements.
//!
//! Leptos compiles a view into a type of its own for each kind of element, attribute and handler,
//! with all that such a type can do; a reader would download every one. Here a view is of one type,
//! whatever it shows. What it reads are Leptos' signals, and its effects bring the page up to date:
//! see [`super::shown`]. Text stays text.

use web_sys::Event;

/// A part of the page, as it shall be.
pub enum View {
    /// Text, or nothing.
    Text(String),
    /// An element with what is in it.
    Element(El),
    /// Parts side by side.
    Group(Vec<View>),
    /// A part that is made anew when what it reads changes.
    Live(Box<dyn Fn() -> View>),
}

/// An element that is being put together. It is boxed because it is handed on for each part of it.
#[must_use = "it is shown where it is a child"]
pub struct El(pub(super) Box<Parts>);

/// What an element is made of.
pub(super) struct Parts {
    pub(super) tag: &'static str,
    pub(super) attributes: Vec<Attribute>,
    pub(super) children: Vec<View>,
}

/// Something that an element has besides its children.
pub(super) struct Attribute {
    pub(super) kind: Kind,
    pub(super) name: &'static str,
    pub(super) value: Value,
}

/// What an attribute is to the browser.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    /// Set as a property: an attribute would need a laxer content-security policy.
    Style,
    /// What a reader typed, which the attribute of that name only begins with.
    Typed,
    Checked,
    Event,
}

/// What it is set to.
pub(super) enum Value {
    Fixed(String),
    /// What follows what it reads.
    Live(Box<dyn Fn() -> String>),
    Act(Box<dyn FnMut(Event)>),
}

/// What a checked box says of itself.
pub(super) const CHECKED: &str = "checked";

/// An element without attributes and children.
pub fn el(tag: &'static str) -> El {
    El(Box::new(Parts { tag, attributes: Vec::new(), children: Vec::new() }))
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
        holds: impl Fn() -> bool + 'static,
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
        self.with(Kind::Plain, name, Value::Fixed(value.into()))
    }

    /// With an attribute that follows what it reads.
    pub fn live_attr<T: Into<String>>(
        self,
        name: &'static str,
        value: impl Fn() -> T + 'static,
    ) -> Self {
        self.with(Kind::Plain, name, Value::Live(Box::new(move || value().into())))
    }

    /// With a style.
    pub fn style(self, property: &'static str, value: String) -> Self {
        self.with(Kind::Style, property, Value::Fixed(value))
    }

    /// Checked while something holds.
    pub fn checked(self, holds: impl Fn() -> bool + 'static) -> Self {
        let says = move || if holds() { CHECKED } else { "" }.to_owned();
        self.with(Kind::Checked, "checked", Value::Live(Box::new(says)))
    }

    /// With a value that the reader can change.
    pub fn value(self, value: String) -> Self {
        self.with(Kind::Typed, "value", Value::Fixed(value))
    }

    /// Doing something on an event.
    pub fn on(self, event: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        self.with(Kind::Event, event, Value::Act(Box::new(act)))
    }

    fn with(mut self, kind: Kind, name: &'static str, value: Value) -> Self {
        self.0.attributes.push(Attribute { kind, name, value });
        self
    }

    /// With another child, behind the others.
    pub fn child(mut self, child: impl Piece) -> Self {
        self.0.children.push(child.view());
        self
    }
}

/// Parts side by side, without an element around them.
#[derive(Default)]
#[must_use = "it is shown where it is a child"]
pub struct Group(Vec<View>);

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
    fn view(self) -> View;
}

impl Piece for El {
    fn view(self) -> View {
        View::Element(self)
    }
}

impl Piece for Group {
    fn view(self) -> View {
        View::Group(self.0)
    }
}

impl Piece for View {
    fn view(self) -> View {
        self
    }
}

impl Piece for String {
    fn view(self) -> View {
        View::Text(self)
    }
}

impl Piece for &'static str {
    fn view(self) -> View {
        View::Text(self.to_owned())
    }
}

impl<T: Piece> Piece for Option<T> {
    fn view(self) -> View {
        self.map_or_else(|| View::Text(String::new()), Piece::view)
    }
}

impl Piece for Vec<View> {
    fn view(self) -> View {
        View::Group(self)
    }
}
