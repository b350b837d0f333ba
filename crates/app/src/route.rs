//! The views of the standalone page, as fragments of its address.
//!
//! ```text
//! #/                       all decisions        #/compare/ID,ID   side by side
//! #/d/MODEL                a decision           #/how/MODEL       how a verdict is made
//! #/s/ID                   a saved one          #tb=…             answers in a link
//! ```
//!
//! A model of the reader's own has `own:` before its id, so that it cannot pass for one of ours.

#![forbid(unsafe_code)]

/// Most decisions that are compared at once.
pub const MOST_COMPARED: usize = 4;

/// One view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// All decisions.
    #[default]
    Home,
    /// A decision, by its key.
    Decision(Key),
    /// A saved decision, by its id.
    Saved(String),
    /// Saved decisions side by side, by their ids; none yet to choose some.
    Compare(Vec<String>),
    /// How the verdict of a decision is made.
    How(Key),
    /// Answers in a link: the id of its decision, and the whole fragment without `#`.
    Link(String, String),
}

/// Which decision: one of ours, or one of the reader's own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Id of its model.
    pub model: String,
    /// Whether the reader brought it.
    pub own: bool,
}

const OWN: &str = "own:";

impl Key {
    /// One of ours.
    pub fn shipped(model: &str) -> Self {
        Self { model: model.to_owned(), own: false }
    }

    /// As text: the id, with `own:` before that of a reader's own.
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

    /// Reads it back; `None` when no model can have such an id.
    pub fn read(text: &str) -> Option<Self> {
        let (model, own) = match text.strip_prefix(OWN) {
            Some(model) => (model, true),
            None => (text, false),
        };
        is_id(model).then(|| Self { model: model.to_owned(), own })
    }
}

impl Route {
    /// The view that a fragment names, with or without its `#`; what is not known is home.
    pub fn read(fragment: &str) -> Self {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        if fragment.starts_with("tb=") {
            // A link may come with its separators encoded, see `link`.
            let text = fragment.replace("%2F", "/").replace("%2f", "/");
            let model = text.split('/').nth(1).filter(|it| is_id(it));
            return model.map_or(Self::Home, |it| Self::Link(it.to_owned(), fragment.to_owned()));
        }
        let mut parts = fragment.trim_start_matches('/').splitn(2, '/');
        let (view, rest) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let of = |view: fn(Key) -> Self| Key::read(rest).map_or(Self::Home, view);
        match view {
            "d" => of(Self::Decision),
            "how" => of(Self::How),
            "s" if is_id(rest) => Self::Saved(rest.to_owned()),
            "compare" => {
                let ids = rest.split(',').filter(|it| is_id(it)).take(MOST_COMPARED);
                Self::Compare(ids.map(str::to_owned).collect())
            }
            _ => Self::Home,
        }
    }

    /// Its fragment, with `#`.
    pub fn fragment(&self) -> String {
        match self {
            Self::Home => "#/".to_owned(),
            Self::Decision(key) => ["#/d/", &key.text()].concat(),
            Self::Saved(id) => ["#/s/", id].concat(),
            Self::Compare(ids) if ids.is_empty() => "#/compare".to_owned(),
            Self::Compare(ids) => ["#/compare/", &ids.join(",")].concat(),
            Self::How(key) => ["#/how/", &key.text()].concat(),
            Self::Link(_, fragment) => ["#", fragment].concat(),
        }
    }
}

/// Whether this can be the id of a model or of a saved decision.
pub fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_'))
}
