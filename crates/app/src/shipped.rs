//! The decisions shipped with the page: a list that the build makes from the model files.

use serde::Deserialize;
use serde::de::{Deserializer, Error};

use crate::browser;
use crate::saved::entry::from_text;
use tiebreak_core::model::schema::Word;
use tiebreak_core::model::{Color, Shape};

/// A shipped decision in the list.
#[derive(Clone, Debug, Deserialize)]
pub struct ShippedDecision {
    /// Id of the model, and name of its file.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Language of its texts.
    pub lang: String,
    /// Its alternatives.
    pub alternatives: Vec<Alternative>,
    /// Number of sources.
    pub sources: usize,
    /// Number of questions.
    pub questions: usize,
    /// When the sources were read.
    #[serde(rename = "evidence_read", default)]
    pub read: String,
    /// Its typical cases.
    pub cases: Vec<TypicalCase>,
}

/// A typical case in the list, with its verdict.
#[derive(Clone, Debug, Deserialize)]
pub struct TypicalCase {
    /// Its name.
    pub name: String,
    /// Id of the winner, or ids of several alternatives that are close.
    pub close: Vec<String>,
}

/// An alternative in the list.
#[derive(Clone, Debug, Deserialize)]
pub struct Alternative {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its color.
    #[serde(deserialize_with = "word")]
    pub color: Color,
    /// Its shape.
    #[serde(deserialize_with = "word")]
    pub shape: Shape,
}

/// Address of the list, relative to the page.
pub const FILE: &str = "models/index.json";

/// Fetches the list.
///
/// # Errors
///
/// The message of the failed request, or of [`read`].
pub async fn fetch() -> Result<Vec<ShippedDecision>, String> {
    read(&browser::fetch_beside(&browser::address(), FILE, None).await?)
}

/// Reads the list.
///
/// # Errors
///
/// The message of the first fault.
pub fn read(text: &str) -> Result<Vec<ShippedDecision>, String> {
    from_text(text).map_err(|error| error.to_string())
}

/// Reads a value by its word in model files.
fn word<'de, D: Deserializer<'de>, T: Word>(deserializer: D) -> Result<T, D::Error> {
    let word = String::deserialize(deserializer)?;
    let place = T::WORDS.words.iter().position(|known| known.0 == word);
    let value = place.and_then(|place| T::ALL.get(place).copied());
    value.ok_or_else(|| D::Error::custom(["unknown word `", &word, "`"].concat()))
}
