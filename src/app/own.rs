//! The reader's own model files, kept on this device.

pub mod section;

use leptos::prelude::*;
use serde_json::Value;

use crate::browser::store::Store;
use crate::model::json::{self, object};
use crate::model::load::{load, load_evidence};
use crate::model::problem::{Code, File, Problem};
use crate::route::Key;

use super::state::{App, Said};
use super::texts;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Id of the model.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// The text of the file.
    pub model: String,
    /// The text of its evidence, when the reader has brought it.
    pub evidence: Option<String>,
}

impl Own {
    /// Which decision it is.
    pub fn key(&self) -> Key {
        Key { model: self.id.clone(), own: true }
    }

    /// As it stands in storage.
    fn write(&self) -> String {
        json::write(&object(vec![
            ("id", self.id.as_str().into()),
            ("title", self.title.as_str().into()),
            ("version", self.version.as_str().into()),
            ("model", self.model.as_str().into()),
            ("evidence", self.evidence.clone().into()),
        ]))
    }
}

/// Reads one back from storage.
pub fn read(text: &str) -> Option<Own> {
    let json: Value = serde_json::from_str(text).ok()?;
    let text = |name: &str| json[name].as_str().map(str::to_owned);
    Some(Own {
        id: text("id")?,
        title: text("title")?,
        version: text("version")?,
        model: text("model")?,
        evidence: text("evidence"),
    })
}

/// What came of files that the reader brought.
#[derive(Clone, Debug, Default)]
pub struct Brought {
    /// What can be used.
    pub own: Vec<Own>,
    /// What is wrong, each with the name of its file.
    pub problems: Vec<(String, Problem)>,
}

/// Sorts out what the reader brought: models first, then evidence for one of them, or for one that
/// is here already.
pub fn bring(here: &[Own], files: Vec<(String, Option<String>)>) -> Brought {
    let mut brought = Brought::default();
    let mut evidence = Vec::new();
    for (name, text) in files {
        let Some(text) = text else {
            let problem = Problem::new(File::Model, Code::TooLarge, "", texts::TOO_LARGE);
            brought.problems.push((name, problem));
            continue;
        };
        if of_evidence(&text).is_some() {
            evidence.push((name, text));
            continue;
        }
        let loaded = load(&text);
        brought.problems.extend(loaded.problems.into_iter().map(|it| (name.clone(), it)));
        if let Some(model) = loaded.model {
            let (id, title, version) = (model.id, model.title, model.version);
            let before = here.iter().find(|it| it.id == id && it.model == text);
            let evidence = before.and_then(|it| it.evidence.clone());
            brought.own.push(Own { id, title, version, model: text, evidence });
        }
    }
    for (name, text) in evidence {
        brought.add_evidence(here, name, text);
    }
    brought
}

impl Brought {
    fn add_evidence(&mut self, here: &[Own], name: String, text: String) {
        let id = of_evidence(&text).unwrap_or_default();
        let mine = self.own.iter().position(|it| it.id == id);
        let place = mine.or_else(|| {
            self.own.push(here.iter().find(|it| it.id == id)?.clone());
            Some(self.own.len() - 1)
        });
        let Some(place) = place else {
            let message = ["it is evidence for `", &id, "`, which is not here"].concat();
            let problem = Problem::new(File::Evidence, Code::WrongModel, "", message);
            return self.problems.push((name, problem.hint(texts::BRING_MODEL)));
        };
        let Some(model) = load(&self.own[place].model).model else { return };
        let loaded = load_evidence(&model, &text);
        self.problems.extend(loaded.problems.into_iter().map(|it| (name.clone(), it)));
        if loaded.evidence.is_some() {
            self.own[place].evidence = Some(text);
        }
    }
}

/// The id of the model that a text is evidence for; `None` when it is no evidence.
fn of_evidence(text: &str) -> Option<String> {
    let json: Value = serde_json::from_str(text).ok()?;
    json.get("statements")?;
    json["model"].as_str().map(str::to_owned)
}

impl App {
    /// Keeps models of the reader's, in the place of those with the same ids, and says so once they
    /// are stored.
    pub fn keep_own(self, them: Vec<Own>, said: Said) {
        let put = them.iter().map(|it| (it.id.clone(), it.write())).collect();
        for it in &them {
            self.forget_model(&it.key());
        }
        self.own.update(|list| {
            list.retain(|it| them.iter().all(|new| new.id != it.id));
            list.extend(them);
        });
        self.store(Store::Models, put, Vec::new(), Some(said));
    }

    /// Removes one; can be undone. What was saved with it stays.
    pub fn remove_own(self, it: Own) {
        self.own.update(|list| list.retain(|other| other.id != it.id));
        self.store(Store::Models, Vec::new(), vec![it.id.clone()], None);
        self.say_with_undo(texts::removed(&it.title), move || {
            let said = Said { text: texts::is_back(&it.title), undo: None };
            self.keep_own(vec![it.clone()], said);
        });
    }
}
