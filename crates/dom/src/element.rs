//! Views: descriptions of nodes that [`mount`](crate::mount) renders.

use std::borrow::Cow;

use web_sys::Event;

/// A text of a view: static, or owned.
pub(crate) type Text = Cow<'static, str>;

/// A virtual DOM node.
pub enum View {
    /// A text node; an empty text renders nothing visible.
    Text(Text),
    /// An element with its attributes and children.
    Element(ElementBuilder),
    /// Any number of views side by side.
    Fragment(Vec<View>),
    /// A view that is rendered again when a signal that the function reads changes.
    Dynamic(Box<dyn Fn() -> View>),
}

/// An element under construction.
// Boxed because every method takes the builder by value and returns it.
#[must_use = "an element is rendered only as a child of another or by `mount`"]
pub struct ElementBuilder(pub(crate) Box<ElementParts>);

/// The parts of an element.
pub(crate) struct ElementParts {
    pub(crate) tag: &'static str,
    pub(crate) key: usize,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) children: Vec<View>,
}

/// An attribute, a property, a style or an event listener.
pub(crate) struct Attribute {
    pub(crate) kind: AttributeKind,
    pub(crate) name: &'static str,
    pub(crate) value: AttributeValue,
}

/// The browser interface that sets an attribute.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum AttributeKind {
    /// `setAttribute`.
    Attribute,
    /// `style.setProperty`; a `style` attribute would violate a strict content security policy.
    Style,
    /// The property `value`, which the reader can change.
    Value,
    /// The property `checked`, which the reader can change.
    Checked,
    /// `addEventListener`.
    Listener,
}

/// The value of an attribute.
pub enum AttributeValue {
    /// A text that does not change.
    Static(Text),
    /// A text that is computed again when a signal that the function reads changes.
    Dynamic(Box<dyn Fn() -> Text>),
    /// The function that handles an event.
    Listener(Box<dyn FnMut(Event)>),
}

impl From<&'static str> for AttributeValue {
    fn from(text: &'static str) -> Self {
        Self::Static(text.into())
    }
}

impl From<String> for AttributeValue {
    fn from(text: String) -> Self {
        Self::Static(text.into())
    }
}

impl<F, T> From<F> for AttributeValue
where
    F: Fn() -> T + 'static,
    T: Into<Text>,
{
    fn from(compute: F) -> Self {
        Self::Dynamic(Box::new(move || compute().into()))
    }
}

/// The value of `checked` for a box that is ticked.
pub(crate) const CHECKED: &str = "checked";

/// Starts an element.
fn element(tag: &'static str) -> ElementBuilder {
    ElementBuilder(Box::new(ElementParts {
        tag,
        key: 0,
        attributes: Vec::new(),
        children: Vec::new(),
    }))
}

/// One function for each tag that the views use.
pub(crate) mod tags {
    macro_rules! tags {
        ($($tag:ident)*) => {$(
            #[doc = concat!("Starts a `<", stringify!($tag), ">` element.")]
            pub fn $tag() -> super::ElementBuilder {
                super::element(stringify!($tag))
            }
        )*};
    }

    tags! {
        a b bdi button code details div dl dt dd em fieldset footer form h2 h3 h4 h5 header i input
        label legend li output p section slot small span summary table tbody td textarea th thead tr
        ul
    }
}

impl ElementBuilder {
    /// Sets the identity of the element. An update replaces an element by one with another key,
    /// even if tag and attributes are the same. Without a key the identity is 0.
    pub fn key(mut self, key: usize) -> Self {
        self.0.key = key;
        self
    }

    /// Sets the class.
    pub fn class(self, names: impl Into<AttributeValue>) -> Self {
        self.attr("class", names)
    }

    /// Sets the class to `class`, and to `class` and `extra` while `condition` holds.
    pub fn class_if(
        self,
        class: &'static str,
        extra: &'static str,
        condition: impl Fn() -> bool + 'static,
    ) -> Self {
        self.class(
            move || {
                if condition() { [class, " ", extra].concat() } else { class.to_owned() }
            },
        )
    }

    /// Names the element for `::part()` selectors of the page.
    pub fn part(self, name: &'static str) -> Self {
        self.attr("part", name)
    }

    /// Sets an attribute; a closure makes the attribute follow the signals that the closure reads.
    pub fn attr(self, name: &'static str, value: impl Into<AttributeValue>) -> Self {
        self.with(AttributeKind::Attribute, name, value.into())
    }

    /// Sets a style property.
    pub fn style(self, property: &'static str, value: impl Into<AttributeValue>) -> Self {
        self.with(AttributeKind::Style, property, value.into())
    }

    /// Ticks a checkbox or radio button while `condition` holds.
    pub fn checked(self, condition: impl Fn() -> bool + 'static) -> Self {
        let value = move || if condition() { CHECKED } else { "" };
        self.with(AttributeKind::Checked, "checked", value.into())
    }

    /// Sets the property `value` of a control; the reader can change it.
    pub fn value(self, value: impl Into<AttributeValue>) -> Self {
        self.with(AttributeKind::Value, "value", value.into())
    }

    /// Calls `listener` for every event of this type.
    pub fn on(self, event: &'static str, listener: impl FnMut(Event) + 'static) -> Self {
        let listener = AttributeValue::Listener(Box::new(listener));
        self.with(AttributeKind::Listener, event, listener)
    }

    fn with(mut self, kind: AttributeKind, name: &'static str, value: AttributeValue) -> Self {
        self.0.attributes.push(Attribute { kind, name, value });
        self
    }

    /// Appends a child, or all views of a tuple.
    #[expect(clippy::inline_always, reason = "a copy for each type of tuple takes more code")]
    #[inline(always)]
    pub fn child(mut self, children: impl IntoView) -> Self {
        children.append_to(&mut self.0.children);
        self
    }
}

/// Everything that can be a child of an element.
pub trait IntoView: Sized {
    /// Converts into a view.
    fn into_view(self) -> View;

    /// Appends to the children of an element.
    #[inline(never)]
    fn append_to(self, children: &mut Vec<View>) {
        children.push(self.into_view());
    }
}

impl IntoView for View {
    fn into_view(self) -> View {
        self
    }
}

impl IntoView for ElementBuilder {
    fn into_view(self) -> View {
        View::Element(self)
    }
}

impl IntoView for String {
    fn into_view(self) -> View {
        View::Text(self.into())
    }
}

impl IntoView for &'static str {
    fn into_view(self) -> View {
        View::Text(self.into())
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl IntoView for $number {
            fn into_view(self) -> View {
                self.to_string().into_view()
            }
        }
    )*};
}

numbers!(i32 i64 u32 u64 usize);

/// Renders nothing.
impl IntoView for () {
    fn into_view(self) -> View {
        View::Text(Text::default())
    }
}

/// `None` renders nothing.
impl<T: IntoView> IntoView for Option<T> {
    fn into_view(self) -> View {
        self.map_or_else(|| ().into_view(), IntoView::into_view)
    }
}

/// Views side by side; their number may change with every update.
impl<T: IntoView> IntoView for Vec<T> {
    fn into_view(self) -> View {
        View::Fragment(self.into_iter().map(IntoView::into_view).collect())
    }
}

/// A dynamic part: rendered again whenever a signal that the closure reads changes.
impl<F, T> IntoView for F
where
    F: Fn() -> T + 'static,
    T: IntoView,
{
    fn into_view(self) -> View {
        View::Dynamic(Box::new(move || self().into_view()))
    }
}

macro_rules! tuples {
    ($($name:ident)+) => {
        impl<$($name: IntoView),+> IntoView for ($($name,)+) {
            fn into_view(self) -> View {
                let mut children = Vec::new();
                self.append_to(&mut children);
                View::Fragment(children)
            }

            #[expect(non_snake_case, reason = "the names of the types name the fields as well")]
            #[inline(always)]
            fn append_to(self, children: &mut Vec<View>) {
                let ($($name,)+) = self;
                $($name.append_to(children);)+
            }
        }
    };
}

tuples!(A);
tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
tuples!(A B C D E);
tuples!(A B C D E F);
tuples!(A B C D E F G);
tuples!(A B C D E F G H);
tuples!(A B C D E F G H I);
tuples!(A B C D E F G H I J);
tuples!(A B C D E F G H I J K);
tuples!(A B C D E F G H I J K L);

/// Collects an iterator of views into a list that can be a child.
pub trait CollectView {
    /// Collects all views.
    fn collect_view(self) -> Vec<View>;
}

impl<I> CollectView for I
where
    I: IntoIterator,
    I::Item: IntoView,
{
    fn collect_view(self) -> Vec<View> {
        let mut items = self.into_iter();
        collect(&mut |views| items.next().map(|item| item.append_to(views)).is_some())
    }
}

/// Calls a function that appends the next item, until the function returns false. Not generic, so
/// that the loop is compiled once.
fn collect(append_next: &mut dyn FnMut(&mut Vec<View>) -> bool) -> Vec<View> {
    let mut views = Vec::new();
    while append_next(&mut views) {}
    views
}
