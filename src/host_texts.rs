//! Texts that depend on the page around the widget.

use std::sync::OnceLock;

/// Texts of the standalone page, in the place of those for an article.
#[derive(Debug)]
pub struct HostTexts {
    /// States the author of a model that has no address.
    pub inline_model_author: &'static str,
    /// States which scripts can read the answers.
    pub page_reads: &'static str,
    /// Confirms that a link was copied, for a model that has no address.
    pub inline_model_link_copied: &'static str,
}

static TEXTS: OnceLock<HostTexts> = OnceLock::new();

/// Sets the texts for all widgets that are mounted afterwards. Only the first call has an effect.
pub fn set_host_texts(texts: HostTexts) {
    let _ = TEXTS.set(texts);
}

/// The texts that were set; `None` in an article.
pub(crate) fn host_texts() -> Option<&'static HostTexts> {
    TEXTS.get()
}
