//! The views of the standalone page, as fragments of its address.
//!
//! ```text
//! #/                       all decisions        #/compare/ID,ID   side by side
//! #/d/MODEL                a decision           #/how/MODEL       how a verdict is made
//! #/s/ID                   a saved one          #tb=…             answers in a link
//! #/studio                 drafts of the studio #/studio/ID       a draft
//! ```
//!
//! The key of a reader's own model starts with `own:`, so that it cannot be taken for a shipped one.

#![forbid(unsafe_code)]

/// Maximum number of decisions that are compared.
pub const MAX_COMPARED: usize = 4;

/// A view of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// All decisions.
    #[default]
    Home,
    /// A decision by its key.
    Decision(Key),
    /// A saved decision by its id.
    Saved(String),
    /// Saved decisions side by side, by their ids; empty to choose some.
    Compare(Vec<String>),
    /// The explanation of how the verdict of a decision is made.
    How(Key),
    /// The studio: a draft by its id, a new draft of a reader's own model by its key, or all drafts.
    Studio(Option<String>),
    /// Answers in a link: the id of the model, and the whole fragment without `#`.
    Link(String, String),
}

/// Identifies a model: shipped with the page, or the reader's own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Id of the model.
    pub model: String,
    /// Whether it is the reader's own.
    pub own: bool,
}

const OWN: &str = "own:";

impl Key {
    /// The key of a shipped model.
    pub fn shipped(model: &str) -> Self {
        Self { model: model.to_owned(), own: false }
    }

    /// The key as text: the id, after `own:` for a reader's own model.
    ///
    /// ```
    /// use tiebreak_app::route::Key;
    /// let key = Key { model: "roof".into(), own: true };
    /// assert_eq!(key.text(), "own:roof");
    /// assert_eq!(Key::read("own:roof"), Some(key));
    /// assert_eq!(Key::read("own:../roof"), None);
    /// ```
    pub fn text(&self) -> String {
        [if self.own { OWN } else { "" }, &self.model].concat()
    }

    /// Reads a key; `None` if the id is not valid.
    pub fn read(text: &str) -> Option<Self> {
        let (model, own) = match text.strip_prefix(OWN) {
            Some(model) => (model, true),
            None => (text, false),
        };
        is_id(model).then(|| Self { model: model.to_owned(), own })
    }
}

impl Route {
    /// The view of a fragment with or without its `#`; [`Route::Home`] if the fragment is unknown.
    pub fn read(fragment: &str) -> Self {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        if fragment.starts_with("tb=") {
            // Some programs encode the separators of a link, see `tiebreak_core::link`.
            let text = fragment.replace("%2F", "/").replace("%2f", "/");
            let model = text.split('/').nth(1).filter(|id| is_id(id));
            return model.map_or(Self::Home, |id| Self::Link(id.to_owned(), fragment.to_owned()));
        }
        let mut parts = fragment.trim_start_matches('/').splitn(2, '/');
        let (view, rest) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let with_key = |view: fn(Key) -> Self| Key::read(rest).map_or(Self::Home, view);
        match view {
            "d" => with_key(Self::Decision),
            "how" => with_key(Self::How),
            "studio" => Self::Studio(Key::read(rest).map(|_| rest.to_owned())),
            "s" if is_id(rest) => Self::Saved(rest.to_owned()),
            "compare" => {
                let ids = rest.split(',').filter(|id| is_id(id)).take(MAX_COMPARED);
                Self::Compare(ids.map(str::to_owned).collect())
            }
            _ => Self::Home,
        }
    }

    /// The fragment of the view, with `#`.
    pub fn fragment(&self) -> String {
        match self {
            Self::Home => "#/".to_owned(),
            Self::Decision(key) => ["#/d/", &key.text()].concat(),
            Self::Saved(id) => ["#/s/", id].concat(),
            Self::Compare(ids) if ids.is_empty() => "#/compare".to_owned(),
            Self::Compare(ids) => ["#/compare/", &ids.join(",")].concat(),
            Self::How(key) => ["#/how/", &key.text()].concat(),
            Self::Studio(None) => "#/studio".to_owned(),
            Self::Studio(Some(id)) => ["#/studio/", id].concat(),
            Self::Link(_, fragment) => ["#", fragment].concat(),
        }
    }
}

/// Whether a text is a valid id of a model or of a saved decision.
pub fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}
