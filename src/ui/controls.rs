//! Controls that know no decision words: tabs, checkboxes and bars.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::browser;

use super::inline::live;

/// A row of tabs over one panel: arrow keys, Home and End move and choose; one Tab stop.
pub fn tabs(
    label: &'static str,
    names: Vec<&'static str>,
    chosen: RwSignal<usize>,
    panel: impl Fn(usize) -> AnyView + Send + 'static,
) -> AnyView {
    let count = names.len();
    let key = move |event: KeyboardEvent| {
        let now = chosen.get_untracked();
        let to = match event.key().as_str() {
            "ArrowRight" => (now + 1) % count,
            "ArrowLeft" => (now + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        chosen.set(to);
        let list = event.current_target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
        if let Some(it) = list.and_then(|it| it.children().item(to as u32)) {
            browser::focus(&it);
        }
    };
    let tabs = names.into_iter().enumerate().map(|(i, name)| {
        let on = move || chosen.get() == i;
        view! { class="tb",
            <button type="button" role="tab" id=["t", &i.to_string()].concat() aria-controls="panel"
                aria-selected=move || on().to_string()
                tabindex=move || if on() { "0" } else { "-1" }
                on:click=move |_| chosen.set(i)>
                {name}
            </button>
        }
        .into_any()
    });
    view! { class="tb",
        <div class="tabs" role="tablist" aria-label=label on:keydown=key>{tabs.collect_view()}</div>
        <div class="panel" role="tabpanel" id="panel" tabindex="0"
            aria-labelledby=move || ["t", &chosen.get().to_string()].concat()>
            {live(move || panel(chosen.get()))}
        </div>
    }
    .into_any()
}

/// A checkbox with its label.
pub fn check(label: &'static str, on: RwSignal<bool>) -> AnyView {
    view! { class="tb",
        <label class="check">
            <input type="checkbox" prop:checked=move || on.get()
                on:change=move |_| on.update(|it| *it = !*it) />
            " " {label}
        </label>
    }
    .into_any()
}

/// A bar to one side of a centre line: `share` in hundredths of half the width, negative to the
/// end side.
pub fn signed_bar(share: i64, class: &'static str) -> AnyView {
    let width = [&(share.abs().min(100) / 2).to_string(), "%"].concat();
    let class = [if share < 0 { "to-end " } else { "to-start " }, class].concat();
    view! { class="tb",
        <span class="signed" aria-hidden="true"><i class=class style:width=width></i></span>
    }
    .into_any()
}
