//! The decisions that are ours: a list that the build makes from the model files.

use serde_json::Value;

use crate::browser;
use tiebreak_core::model::schema::Word;
use tiebreak_core::model::{Color, Shape};

/// One of ours, as the list has it.
#[derive(Clone, Debug)]
pub struct Shipped {
    /// Id of the model, and name of its file.
    pub id: String,
    /// The decision in one line.
    pub title: String,
    /// Language of its texts.
    pub lang: String,
    /// What there is to choose from.
    pub alternatives: Vec<Named>,
    /// Number of sources.
    pub sources: usize,
    /// Number of questions.
    pub questions: usize,
    /// When the sources were read.
    pub read: String,
}

/// An alternative, as the list has it.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its colour.
    pub color: Color,
    /// Its shape.
    pub shape: Shape,
}

/// The list, beside the page.
pub const FILE: &str = "models/index.json";

/// Fetches the list.
///
/// # Errors
///
/// Why it cannot be had, in the browser's words.
pub async fn list() -> Result<Vec<Shipped>, String> {
    read(&browser::fetch_beside(&browser::address(), FILE, None).await?)
}

/// Reads the list.
///
/// # Errors
///
/// Why it is none.
pub fn read(text: &str) -> Result<Vec<Shipped>, String> {
    let list: Value = serde_json::from_str(text).map_err(|it| it.to_string())?;
    Ok(list.as_array().into_iter().flatten().filter_map(read_one).collect())
}

fn read_one(json: &Value) -> Option<Shipped> {
    let text = |name: &str| json[name].as_str().map(str::to_owned);
    let count = |name: &str| json[name].as_u64().unwrap_or_default() as usize;
    let alternative = |it: &Value| {
        let word = |name: &str| it[name].as_str().unwrap_or_default();
        Some(Named {
            id: word("id").to_owned(),
            name: word("name").to_owned(),
            color: value(word("color"))?,
            shape: value(word("shape"))?,
        })
    };
    Some(Shipped {
        id: text("id")?,
        title: text("title")?,
        lang: text("lang")?,
        alternatives: json["alternatives"].as_array()?.iter().filter_map(alternative).collect(),
        sources: count("sources"),
        questions: count("questions"),
        read: text("evidence_read")?,
    })
}

/// The value that a word stands for.
fn value<T: Word>(word: &str) -> Option<T> {
    let place = T::WORDS.words.iter().position(|it| it.0 == word)?;
    T::ALL.get(place).copied()
}
