//! Files that the reader chooses, drops or downloads, and the clipboard.

use gloo_file::{Blob, File, FileList, ObjectUrl, futures::read_as_text};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, HtmlAnchorElement, HtmlInputElement};

use super::error_message;
use crate::import::NamedText;

/// How long the address of a download stays valid, in milliseconds.
const DOWNLOAD_LIFETIME: u32 = 60_000;

/// Downloads a text as a JSON file.
pub fn download(name: &str, text: &str) {
    let url = ObjectUrl::from(Blob::new_with_options(text, Some("application/json")));
    // Creating an element fails only for invalid names.
    let Ok(link) = document().create_element("a") else { return };
    let link: HtmlAnchorElement = link.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // Dropping the URL revokes it; browsers read it after `click` returns.
    Timeout::new(DOWNLOAD_LIFETIME, move || drop(url)).forget();
}

/// Writes a text to the clipboard.
///
/// # Errors
///
/// The browser's message if it does not allow that.
pub async fn copy(text: &str) -> Result<(), String> {
    let clipboard = window().navigator().clipboard();
    // Pages without https have no clipboard.
    if clipboard.is_undefined() {
        return Err(String::new());
    }
    JsFuture::from(clipboard.write_text(text)).await.map(drop).map_err(error_message)
}

/// Takes the chosen files out of an input, so that the same file can be chosen again.
pub fn take_chosen(input: &HtmlInputElement) -> Vec<File> {
    let files = input.files().map(FileList::from).map(|files| files.to_vec());
    input.set_value("");
    files.unwrap_or_default()
}

/// The files of a drag operation; browsers show them only once they are dropped.
pub fn dropped(data: &DataTransfer) -> Vec<File> {
    data.files().map(FileList::from).map(|files| files.to_vec()).unwrap_or_default()
}

/// Reads files; one with more than `max_bytes` has no text.
///
/// # Errors
///
/// The browser's message if a file cannot be read.
pub async fn read(files: Vec<File>, max_bytes: usize) -> Result<Vec<NamedText>, String> {
    let mut texts = Vec::new();
    for file in files {
        let text = if file.size() > max_bytes as u64 {
            None
        } else {
            Some(read_as_text(&file).await.map_err(|error| error.to_string())?)
        };
        texts.push(NamedText { name: file.name(), text });
    }
    Ok(texts)
}
