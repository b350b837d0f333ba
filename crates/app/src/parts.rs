//! What several views have: a heading that names the page, names with their shapes, buttons.

use js_sys::Array;
use leptos::html;
use leptos::prelude::*;
use web_sys::{Event, HtmlInputElement};

use crate::browser::{files, place};
use tiebreak::first::text::{color_class, shape_class};
use tiebreak_core::texts::sentence::{Part, Sentence};

use super::page_state::App;
use super::shipped::Named;
use super::texts;

/// The heading of a view: it names the page, and takes the focus when the reader came from another.
pub fn heading(app: App, text: &str, class: &'static str) -> AnyView {
    if app.has_moved() {
        place::focus_later("h1");
    }
    titled(text, class)
}

/// The same for a name that changes while the view stays: the focus stays too.
pub fn titled(text: &str, class: &'static str) -> AnyView {
    let title = match text {
        texts::PROMISE => [texts::TIEBREAK, ": ", text].concat(),
        _ => [text, " · ", texts::TIEBREAK].concat(),
    };
    place::entitle(&title);
    view! { class="tb", <h1 class=class tabindex="-1"><bdi>{text.to_owned()}</bdi></h1> }.into_any()
}

/// A part of the page that is made anew when what it reads changes.
pub fn live<T: IntoAny>(part: impl Fn() -> T + Send + 'static) -> AnyView {
    let part: Box<dyn FnMut() -> AnyView + Send> = Box::new(move || part().into_any());
    part.into_any()
}

/// Model text, which may run in another direction than what stands around it.
pub fn bdi(text: impl Into<String>) -> AnyView {
    let text: String = text.into();
    view! { class="tb", <bdi>{text}</bdi> }.into_any()
}

/// The sentence for the eye.
pub fn show(line: Sentence) -> AnyView {
    line.into_iter().map(show_part).collect_view().into_any()
}

fn show_part(part: Part) -> AnyView {
    match part {
        Part::Ui(text) => text.into_any(),
        Part::Model(text) => bdi(text),
        Part::Name(text, color, _) => {
            view! { class="tb", <b class=color_class(color)><bdi>{text}</bdi></b> }.into_any()
        }
    }
}

/// Name of an alternative with its shape.
pub fn tag(it: &Named) -> AnyView {
    let class = ["tag ", color_class(it.color)].concat();
    let mark = ["mark ", shape_class(it.shape)].concat();
    view! { class="tb",
        <span class=class><i class=mark aria-hidden="true"></i><bdi>{it.name.clone()}</bdi></span>
    }
    .into_any()
}

/// A plain button that does one thing.
pub fn press(label: &'static str, act: impl Fn() + 'static) -> AnyView {
    let act: Box<dyn Fn()> = Box::new(act);
    view! { class="tb",
        <button type="button" class="link" on:click=move |_| act()>{label}</button>
    }
    .into_any()
}

/// A paragraph.
pub fn para(text: impl IntoAny) -> AnyView {
    paragraph("", text.into_any())
}

/// A paragraph in small print.
pub fn small(text: impl IntoAny) -> AnyView {
    paragraph("small", text.into_any())
}

// The views below take parts that are boxed already: each shape of view is code of its own, which
// a reader downloads.

fn paragraph(class: &'static str, text: AnyView) -> AnyView {
    view! { class="tb", <p class=class>{text}</p> }.into_any()
}

/// What went wrong.
pub fn alert(text: impl IntoAny) -> AnyView {
    alarming(text.into_any())
}

fn alarming(text: AnyView) -> AnyView {
    view! { class="tb", <p role="alert">{text}</p> }.into_any()
}

/// An item of a list.
pub fn li(text: impl IntoAny) -> AnyView {
    item(text.into_any())
}

fn item(text: AnyView) -> AnyView {
    view! { class="tb", <li>{text}</li> }.into_any()
}

/// A list.
pub fn ul(class: &'static str, items: Vec<AnyView>) -> AnyView {
    view! { class="tb", <ul class=class>{items}</ul> }.into_any()
}

/// A part of the page with a heading; `id` is the heading's.
pub fn section(id: &'static str, heading: &'static str, parts: Vec<AnyView>) -> AnyView {
    view! { class="tb",
        <section aria-labelledby=id>
            <h2 id=id>{heading}</h2>
            {parts}
        </section>
    }
    .into_any()
}

/// The links above a heading.
pub fn back(parts: Vec<AnyView>) -> AnyView {
    view! { class="tb", <p class="back">{parts}</p> }.into_any()
}

/// A link within the page.
pub fn link(address: &str, text: impl IntoAny) -> AnyView {
    anchor(address.to_owned(), text.into_any())
}

fn anchor(address: String, text: AnyView) -> AnyView {
    view! { class="tb", <a href=address>{text}</a> }.into_any()
}

/// Fields and buttons in a row, which Enter submits.
pub fn form(submit: impl Fn() + 'static, parts: Vec<AnyView>) -> AnyView {
    submitted(Box::new(submit), parts)
}

fn submitted(submit: Box<dyn Fn()>, parts: Vec<AnyView>) -> AnyView {
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        submit();
    };
    view! { class="tb", <form class="row" on:submit=submit>{parts}</form> }.into_any()
}

/// A field for one line of text.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// Its kind: `text`, `search`, `url`.
    pub kind: &'static str,
    /// Its id; may be empty.
    pub id: &'static str,
    /// What it is for, as assistive technology says it.
    pub label: &'static str,
    /// What it shows while it is empty.
    pub hint: &'static str,
    /// What stands in it at first.
    pub value: String,
}

/// A field for one line of text; `typed` hears what stands in it.
pub fn field(input: NodeRef<html::Input>, it: Field, typed: impl Fn() + 'static) -> AnyView {
    let typed: Box<dyn Fn()> = Box::new(typed);
    view! { class="tb",
        <input node_ref=input type=it.kind id=it.id aria-label=it.label placeholder=it.hint
            prop:value=it.value maxlength="2000" autocomplete="off" on:input=move |_| typed()/>
    }
    .into_any()
}

/// What stands in a field.
pub fn text_of(input: NodeRef<html::Input>) -> String {
    input.get_untracked().map(|it| it.value()).unwrap_or_default()
}

/// The button that submits a form.
pub fn submit(label: &'static str) -> AnyView {
    view! { class="tb", <button type="submit" class="btn">{label}</button> }.into_any()
}

/// A row of buttons about one thing, which `label` names.
pub fn group(label: String, parts: Vec<AnyView>) -> AnyView {
    view! { class="tb", <div class="row" role="group" aria-label=label>{parts}</div> }.into_any()
}

/// A box to tick, with a label beside it. It shows what is so, whatever `toggle` makes of a click.
pub fn tick(is_on: Signal<bool>, label: AnyView, toggle: impl Fn() + 'static) -> AnyView {
    let toggle = move |event| {
        toggle();
        event_target::<HtmlInputElement>(&event).set_checked(is_on.get_untracked());
    };
    let toggle: Box<dyn Fn(Event)> = Box::new(toggle);
    view! { class="tb",
        <label class="tick">
            <input type="checkbox" prop:checked=move || is_on.get() on:change=move |event| toggle(event)/>
            <span>{label}</span>
        </label>
    }
    .into_any()
}

/// Files that the reader chooses; `take` gets them.
pub fn files_in(
    class: &'static str,
    label: &'static str,
    take: fn(App, Array),
    app: App,
) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let choose = move |_| {
        if let Some(input) = input.get_untracked() {
            take(app, files::held(&input));
        }
    };
    view! { class="tb",
        <label class=class>
            {label} " "
            <input type="file" multiple accept=".json,application/json" node_ref=input
                on:change=choose/>
        </label>
    }
    .into_any()
}

/// One line of a list of things that are kept: its name, what it is, what can be done with it.
pub fn entry(name: AnyView, about: AnyView, buttons: AnyView) -> AnyView {
    view! { class="tb",
        <li>
            <div class="title">{name}</div>
            <p class="small">{about}</p>
            {buttons}
        </li>
    }
    .into_any()
}

/// Something said in passing, within a line.
pub fn small_print(text: &str) -> AnyView {
    view! { class="tb", <small>{text.to_owned()}</small> }.into_any()
}

/// One of several, by its place; `choose` hears which.
pub fn select(
    label: &'static str,
    options: Vec<String>,
    chosen: usize,
    choose: impl Fn(usize) + 'static,
) -> AnyView {
    let choose: Box<dyn Fn(usize)> = Box::new(choose);
    let option = |(i, text): (usize, String)| {
        view! { class="tb", <option value=i.to_string() prop:selected=i == chosen>{text}</option> }
            .into_any()
    };
    let options: Vec<AnyView> = options.into_iter().enumerate().map(option).collect();
    let change = move |event| choose(event_target_value(&event).parse().unwrap_or(0));
    view! { class="tb",
        <p>
            <label>{label} " " <select on:change=change>{options}</select></label>
        </p>
    }
    .into_any()
}
