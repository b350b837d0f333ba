//! Texts that depend on the page around the widget.

use std::sync::OnceLock;

/// Texts that depend on the page around the widget: an article, or the standalone page.
#[derive(Debug)]
pub struct HostTexts {
    /// Names the author of a model that has no address.
    pub brought_model: &'static str,
    /// Says who can read the answers.
    pub page_reads: &'static str,
    /// Confirms that a link was copied, for a model that has no address; `None` where the text is
    /// the same as for every other model.
    pub brought_link_copied: Option<&'static str>,
}

static TEXTS: OnceLock<HostTexts> = OnceLock::new();

/// Sets the texts for all widgets of the page. Only the first call before the first widget counts.
pub fn set_host_texts(texts: HostTexts) {
    let _ = TEXTS.set(texts);
}

/// The texts of the page around the widget; those of an article, unless others were set.
pub(crate) fn host_texts() -> &'static HostTexts {
    TEXTS.get_or_init(|| HostTexts {
        brought_model: "model by this page, not by Tiebreak",
        page_reads: "Only scripts of this page can read your answers.",
        brought_link_copied: None,
    })
}
