//! The reader's own models: what storage holds of each, and how opened files are sorted.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::import::{FileProblem, NamedText};
use crate::route::Key;
use crate::saved::entry::{from_text, to_json};
use tiebreak_core::model::digest::{digest, to_hex};
use tiebreak_core::model::json;
use tiebreak_core::model::load::{load, load_evidence};
use tiebreak_core::model::problem::{Code, File, Problem};

/// The problem of a file that is too large.
pub const TOO_LARGE: &str = "the file is larger than 1 MiB";

/// A model of the reader's own, as storage has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnModel {
    /// Id of the model.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// The text of the model file.
    pub model: String,
    /// The text of the evidence file, if the reader has opened one.
    pub evidence: Option<String>,
}

impl OwnModel {
    /// The key of the model.
    pub fn key(&self) -> Key {
        Key { model: self.id.clone(), own: true }
    }

    /// Changes with every change of the files.
    pub fn version(&self) -> String {
        let files = [Some(self.model.as_str()), self.evidence.as_deref()];
        let digests = files.into_iter().flatten().map(|text| to_hex(digest(text)));
        [self.id.clone()].into_iter().chain(digests).collect::<Vec<_>>().join("\n")
    }

    /// The text for storage.
    pub fn write(&self) -> String {
        json::write(&to_json(self))
    }

    /// Reads a text from storage.
    pub fn read(text: &str) -> Option<Self> {
        from_text(text).ok()
    }
}

/// Result of opening files.
#[derive(Clone, Debug, Default)]
pub struct ModelImport {
    /// The models that can be used.
    pub models: Vec<OwnModel>,
    /// The problems of all files.
    pub problems: Vec<FileProblem>,
}

/// Loads the models among the files, then the evidence for these models or for `existing` ones.
pub fn import(existing: &[OwnModel], files: Vec<NamedText>) -> ModelImport {
    let mut import = ModelImport::default();
    let mut evidence = Vec::new();
    for NamedText { name, text } in files {
        let Some(text) = text else {
            let problem = Problem::new(File::Model, Code::TooLarge, "", TOO_LARGE);
            import.problems.push(FileProblem { file: name, problem });
            continue;
        };
        match model_of_evidence(&text) {
            Some(id) => evidence.push((name, id, text)),
            None => import.add_model(&name, text),
        }
    }
    for (name, id, text) in &evidence {
        import.add_evidence(existing, name, id, text);
    }
    for place in 0..import.models.len() {
        if evidence.iter().all(|(_, id, _)| *id != import.models[place].id) {
            import.keep_evidence(existing, place);
        }
    }
    import
}

impl ModelImport {
    fn add_problems(&mut self, file: &str, problems: Vec<Problem>) {
        let named = |problem| FileProblem { file: file.to_owned(), problem };
        self.problems.extend(problems.into_iter().map(named));
    }

    fn add_model(&mut self, name: &str, text: String) {
        let loaded = load(&text);
        self.add_problems(name, loaded.problems);
        if let Some(model) = loaded.model {
            let (id, title, version) = (model.id, model.title, model.version);
            self.models.push(OwnModel { id, title, version, model: text, evidence: None });
        }
    }

    fn add_evidence(&mut self, existing: &[OwnModel], name: &str, id: &str, text: &str) {
        let imported = self.models.iter().position(|model| model.id == id);
        let place = imported.or_else(|| {
            self.models.push(existing.iter().find(|model| model.id == id)?.clone());
            Some(self.models.len() - 1)
        });
        let Some(place) = place else {
            let message = ["it is evidence for `", id, "`, which is not here"].concat();
            let problem = Problem::new(File::Evidence, Code::WrongModel, "", message);
            return self.add_problems(
                name,
                vec![problem.hint("open the model file first, or both at once")],
            );
        };
        let Some(model) = load(&self.models[place].model).model else { return };
        let loaded = load_evidence(&model, text);
        self.add_problems(name, loaded.problems);
        if loaded.evidence.is_some() {
            self.models[place].evidence = Some(text.to_owned());
        }
    }

    /// Keeps the evidence of the model that a model without evidence replaces, if it fits.
    fn keep_evidence(&mut self, existing: &[OwnModel], place: usize) {
        let model = &mut self.models[place];
        let replaced = existing.iter().find(|other| other.id == model.id);
        let Some(evidence) = replaced.and_then(|other| other.evidence.clone()) else { return };
        let fits = |model| load_evidence(&model, &evidence).evidence.is_some();
        if load(&model.model).model.is_some_and(fits) {
            model.evidence = Some(evidence);
            return;
        }
        let message = "the evidence that is here does not fit this version, and is no longer used";
        let problem = Problem::new(File::Evidence, Code::WrongModel, "", message);
        let title = model.title.clone();
        self.add_problems(
            &title,
            vec![problem.hint("open the evidence file of this version, too")],
        );
    }
}

/// The id of the model that an evidence file belongs to; `None` if the text is not evidence.
fn model_of_evidence(text: &str) -> Option<String> {
    let json: Value = serde_json::from_str(text).ok()?;
    json.get("statements")?;
    json["model"].as_str().map(str::to_owned)
}
