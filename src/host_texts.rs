//! Texts that depend on the page around the widget.

use std::sync::OnceLock;

/// Texts that depend on the page around the widget: an article, or the standalone page.
#[derive(Debug)]
pub struct HostTexts {
    /// States the author of a model that has no address.
    pub inline_model_author: &'static str,
    /// States which scripts can read the answers.
    pub page_reads: &'static str,
    /// Confirms that a link was copied, for a model that has no address; `None` if the text is the
    /// same as for every other model.
    pub inline_model_link_copied: Option<&'static str>,
}

static ARTICLE: HostTexts = HostTexts {
    inline_model_author: "written by this page, not by Tiebreak",
    page_reads: "Only scripts of this page can read your answers.",
    inline_model_link_copied: None,
};

static TEXTS: OnceLock<HostTexts> = OnceLock::new();

/// Sets the texts for all widgets that are mounted afterwards. Only the first call has an effect.
pub fn set_host_texts(texts: HostTexts) {
    let _ = TEXTS.set(texts);
}

/// The texts that were set, otherwise those for an article.
pub(crate) fn host_texts() -> &'static HostTexts {
    TEXTS.get().unwrap_or(&ARTICLE)
}
