//! A counter, the smallest Leptos app: `cargo xtask bench` compares the widget with it.

use leptos::mount::mount_to_body;
use leptos::prelude::*;

fn main() {
    mount_to_body(|| {
        let count = RwSignal::new(0);
        view! { <button on:click=move |_| count.update(|count| *count += 1)>{count}</button> }
    });
}
