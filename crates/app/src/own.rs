//! The reader's own model files, kept on this device.

pub mod section;

use serde_json::Value;

use crate::browser::files::Named;
use crate::route::Key;
use tiebreak_core::model::json::{self, object};
use tiebreak_core::model::load::{load, load_evidence};
use tiebreak_core::model::problem::{Code, File, Problem};

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
    pub fn write(&self) -> String {
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
pub fn bring(here: &[Own], files: Vec<Named>) -> Brought {
    let mut brought = Brought::default();
    let mut evidence = Vec::new();
    for (name, text) in files {
        let Some(text) = text else {
            let problem = Problem::new(File::Model, Code::TooLarge, "", texts::TOO_LARGE);
            brought.problems.push((name, problem));
            continue;
        };
        match of_evidence(&text) {
            Some(id) => evidence.push((name, id, text)),
            None => brought.add_model(&name, text),
        }
    }
    for (name, id, text) in &evidence {
        brought.add_evidence(here, name, id, text);
    }
    let is_new = |it: &Own| evidence.iter().any(|(_, id, _)| *id == it.id);
    let without: Vec<usize> =
        (0..brought.own.len()).filter(|&i| !is_new(&brought.own[i])).collect();
    for i in without {
        brought.take_over(here, i);
    }
    brought
}

impl Brought {
    fn add_model(&mut self, name: &str, text: String) {
        let loaded = load(&text);
        self.problems.extend(loaded.problems.into_iter().map(|it| (name.to_owned(), it)));
        if let Some(model) = loaded.model {
            let (id, title, version) = (model.id, model.title, model.version);
            self.own.push(Own { id, title, version, model: text, evidence: None });
        }
    }

    fn add_evidence(&mut self, here: &[Own], name: &str, id: &str, text: &str) {
        let mine = self.own.iter().position(|it| it.id == id);
        let place = mine.or_else(|| {
            self.own.push(here.iter().find(|it| it.id == id)?.clone());
            Some(self.own.len() - 1)
        });
        let Some(place) = place else {
            let message = ["it is evidence for `", id, "`, which is not here"].concat();
            let problem = Problem::new(File::Evidence, Code::WrongModel, "", message);
            return self.problems.push((name.to_owned(), problem.hint(texts::BRING_MODEL)));
        };
        let Some(model) = load(&self.own[place].model).model else { return };
        let loaded = load_evidence(&model, text);
        self.problems.extend(loaded.problems.into_iter().map(|it| (name.to_owned(), it)));
        if loaded.evidence.is_some() {
            self.own[place].evidence = Some(text.to_owned());
        }
    }

    /// A model that comes without evidence keeps what is here, as long as that fits it.
    fn take_over(&mut self, here: &[Own], i: usize) {
        let it = &mut self.own[i];
        let before = here.iter().find(|before| before.id == it.id);
        let Some(evidence) = before.and_then(|it| it.evidence.clone()) else { return };
        let fits = |model| load_evidence(&model, &evidence).evidence.is_some();
        if load(&it.model).model.is_some_and(fits) {
            it.evidence = Some(evidence);
            return;
        }
        let message = "the evidence that is here does not fit this version, and is no longer used";
        let problem = Problem::new(File::Evidence, Code::WrongModel, "", message);
        self.problems.push((it.title.clone(), problem.hint(texts::BRING_EVIDENCE)));
    }
}

/// The id of the model that a text is evidence for; `None` when it is no evidence.
fn of_evidence(text: &str) -> Option<String> {
    let json: Value = serde_json::from_str(text).ok()?;
    json.get("statements")?;
    json["model"].as_str().map(str::to_owned)
}
