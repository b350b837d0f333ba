//! Writes the model file and the evidence file of a table.

use serde_json::{Map, Value};

use crate::model::digest::{digest, to_hex};
use crate::model::json::{self, each, object};
use crate::model::schema::{Color, Shape, Word};
use crate::model::syntax::{is_id, is_language, is_link};
use crate::texts::sentence::{fill, list, model_text, text as plain};

use super::grid::Grid;
use super::rating::Rated;
use super::text::{ENGLISH, Texts};
use super::{Files, Table};

/// Id of the only source.
const SOURCE: &str = "table";
/// Weights of the options.
const MUST: i64 = 120;
const IMPORTANT: i64 = 80;
const NICE: i64 = 30;
/// Value from which a cell is a strength, and up to which a cell is a weakness.
const STRENGTH: i64 = 750;
const WEAKNESS: i64 = 250;
/// Largest number of strengths and of weaknesses.
const MAX_POINTS: usize = 4;

/// Everything that both files are written from.
struct Writer<'a> {
    grid: &'a Grid,
    criteria: &'a [Rated],
    texts: &'static Texts,
    /// Ids of the alternatives.
    alternatives: Vec<String>,
    /// Ids of the criteria.
    questions: Vec<String>,
}

/// The files of a table whose criteria are rated.
pub(super) fn files(table: &Table, grid: &Grid, criteria: &[Rated]) -> Files {
    let alternatives = ids(grid.alternatives.iter().map(|cell| (&*cell.id, &*cell.text)));
    let questions =
        grid.criteria.iter().map(|criterion| (&*criterion.header.id, &*criterion.header.text));
    let writer =
        Writer { grid, criteria, texts: &ENGLISH, alternatives, questions: ids(questions) };
    let title = writer.title();
    let id = ids([(&*table.id, &*title)].into_iter()).remove(0);
    let model = object(vec![
        ("format", 1.into()),
        ("id", id.clone().into()),
        ("lang", if is_language(&table.lang) { &*table.lang } else { "en" }.into()),
        ("title", title.into()),
        ("update_policy", writer.texts.updates.into()),
        ("paid_by", writer.texts.not_stated.into()),
        ("default_verdict", true.into()),
        ("evidence", object(vec![("file", [&id, ".evidence.json"].concat().into())])),
        ("alternatives", each(&grid.alternatives, |a, _| writer.alternative(a))),
        ("sources", vec![writer.source(table)].into()),
        ("questions", writer.rated().map(|c| writer.question(c)).collect()),
    ]);
    let model = json::write(&model);
    // The version names the content. It goes before the first field.
    let version = &to_hex(digest(&model))[..8];
    let model = ["{\"version\":\"", version, "\",", &model[1..]].concat();
    Files { model, evidence: json::write(&writer.evidence(&id)) }
}

impl Writer<'_> {
    /// The criteria with a value.
    fn rated(&self) -> impl Iterator<Item = usize> {
        (0..self.criteria.len()).filter(|&c| self.criteria[c].values.iter().any(Option::is_some))
    }

    fn title(&self) -> String {
        if !self.grid.title.is_empty() {
            return self.grid.title.clone();
        }
        let names = self.grid.alternatives.iter().map(|cell| model_text(&cell.text));
        [&plain(&list(names.collect(), self.texts.or)), "?"].concat()
    }

    fn names(&self, alternatives: impl Iterator<Item = usize>) -> String {
        let names = alternatives.map(|a| model_text(&self.grid.alternatives[a].text));
        plain(&list(names.collect(), self.texts.and))
    }

    fn alternative(&self, a: usize) -> Value {
        let texts = self.texts;
        let rated = self.rated().filter(|&c| self.criteria[c].values[a].is_some()).count();
        let [rated, all] =
            [rated, self.rated().count()].map(|count| model_text(&count.to_string()));
        let points = |holds: fn(i64) -> bool, none: &str| -> Value {
            let has_value = |&c: &usize| self.criteria[c].values[a].is_some_and(holds);
            let is_equal = |&c: &usize| self.is_equal(c);
            let cells = self.rated().filter(has_value).filter(|c| !is_equal(c)).take(MAX_POINTS);
            let texts: Vec<Value> = cells.map(|c| self.point(c, a).into()).collect();
            if texts.is_empty() { vec![Value::from(none)].into() } else { texts.into() }
        };
        object(vec![
            ("id", self.alternatives[a].clone().into()),
            ("name", self.grid.alternatives[a].text.clone().into()),
            ("color", Color::WORDS.words[a % Color::WORDS.words.len()].0.into()),
            ("shape", Shape::WORDS.words[a % Shape::WORDS.words.len()].0.into()),
            ("living", plain(&fill(texts.rated_rows, &[&rated, &all])).into()),
            ("good", points(|value| value >= STRENGTH, texts.no_strength)),
            ("bad", points(|value| value <= WEAKNESS, texts.no_weakness)),
        ])
    }

    /// A cell with the name of its criterion.
    fn point(&self, c: usize, a: usize) -> String {
        let criterion = &self.grid.criteria[c];
        match criterion.cells[a].text.as_str() {
            "" => criterion.header.text.clone(),
            cell => [&*criterion.header.text, ": ", cell].concat(),
        }
    }

    fn source(&self, table: &Table) -> Value {
        let mut source = vec![
            ("id", SOURCE.into()),
            ("short", self.texts.source.into()),
            ("title", self.title().into()),
            ("sells", self.texts.not_stated.into()),
            ("interest", "unstated".into()),
        ];
        if is_link(&table.url) {
            source.push(("url", table.url.clone().into()));
        }
        object(source)
    }

    /// Whether all alternatives have the same value.
    fn is_equal(&self, c: usize) -> bool {
        let values = &self.criteria[c].values;
        values.iter().flatten().all(|value| Some(*value) == values.iter().flatten().copied().next())
    }

    fn question(&self, c: usize) -> Value {
        let (criterion, rated, texts) = (&self.grid.criteria[c], &self.criteria[c], self.texts);
        let name = model_text(criterion.header.text.trim_end_matches([':', '?', ' ']));
        let ends =
            rated.ends.clone().unwrap_or([texts.lowest.to_owned(), texts.highest.to_owned()]);
        let [low, high] = ends.map(Value::from);
        let section = if criterion.section.is_empty() { texts.theme } else { &criterion.section };
        let ratings: Value = vec![self.rating(c)].into();
        let option = |id: &'static str, text: &'static str, weight: i64| {
            vec![
                ("id", id.into()),
                ("text", text.into()),
                ("weight", weight.into()),
                ("ratings", ratings.clone()),
            ]
        };
        let mut must = if rated.excluded.is_empty() {
            option("must", texts.very, MUST)
        } else {
            option("must", texts.must, MUST)
        };
        if !rated.excluded.is_empty() {
            let note = fill(
                texts.must_excludes,
                &[&model_text(&self.names(rated.excluded.iter().copied()))],
            );
            must.push(("note", plain(&note).into()));
            must.push((
                "requirements",
                each(&rated.excluded, |_, &a| {
                    let said_by = object(vec![
                        ("source", SOURCE.into()),
                        ("statements", self.statements(c, [a].into_iter())),
                    ]);
                    object(vec![
                        ("excludes", self.alternatives[a].clone().into()),
                        ("said_by", vec![said_by].into()),
                    ])
                }),
            ));
        }
        let options = [
            must,
            option("important", texts.important, IMPORTANT),
            option("nice", texts.nice, NICE),
        ];
        object(vec![
            ("id", self.questions[c].clone().into()),
            ("kind", "property".into()),
            ("theme", section.into()),
            ("tier", "core".into()),
            ("text", plain(&fill(texts.question, &[&name])).into()),
            ("why", self.why(c).into()),
            ("scale", object(vec![("low", low), ("high", high)])),
            ("facts", self.facts(c)),
            (
                "unanswered",
                object(vec![("weight", rated.weight.into()), ("ratings", ratings.clone())]),
            ),
            ("options", options.into_iter().map(object).collect()),
        ])
    }

    /// The note of the author, and how the row is special.
    fn why(&self, c: usize) -> String {
        let (criterion, rated) = (&self.grid.criteria[c], &self.criteria[c]);
        let mut parts = Vec::new();
        parts.extend(criterion.header.note.clone().filter(|note| !note.is_empty()));
        let unrated = || (0..rated.values.len()).filter(|&a| rated.values[a].is_none());
        if unrated().next().is_some() {
            let names = model_text(&self.names(unrated()));
            parts.push(plain(&fill(self.texts.not_rated, &[&names])));
        }
        if self.is_equal(c) {
            parts.push(self.texts.are_equal.to_owned());
        }
        if parts.is_empty() {
            parts.push(self.texts.row_of_table.to_owned());
        }
        parts.join(" ")
    }

    /// The texts of the cells.
    fn facts(&self, c: usize) -> Value {
        let mut facts = Map::new();
        for (id, cell) in self.alternatives.iter().zip(&self.grid.criteria[c].cells) {
            if !cell.text.is_empty() {
                facts.insert(id.clone(), cell.text.clone().into());
            }
        }
        facts.into()
    }

    /// The values of a criterion. An alternative without a value has the mean of the others.
    fn rating(&self, c: usize) -> Value {
        let values = &self.criteria[c].values;
        let (mut sum, mut count) = (0, 0);
        for value in values.iter().flatten() {
            (sum, count) = (sum + value, count + 1);
        }
        let mean = (2 * sum + count) / (2 * count);
        let mut all = Map::new();
        let mut inferred = Vec::new();
        for (id, value) in self.alternatives.iter().zip(values) {
            all.insert(id.clone(), value.unwrap_or(mean).into());
            if value.is_none() {
                inferred.push(Value::from(id.clone()));
            }
        }
        let rated = (0..values.len()).filter(|&a| values[a].is_some());
        object(vec![
            ("source", SOURCE.into()),
            ("values", all.into()),
            ("statements", self.statements(c, rated)),
            ("inferred", inferred.into()),
        ])
    }

    /// Ids of the statements of cells.
    fn statements(&self, c: usize, alternatives: impl Iterator<Item = usize>) -> Value {
        let has_text = |a: &usize| !self.grid.criteria[c].cells[*a].text.is_empty();
        alternatives.filter(has_text).map(|a| Value::from(statement_id(c, a))).collect()
    }

    /// The evidence file: each cell is a statement of the table.
    fn evidence(&self, model: &str) -> Value {
        let (mut statements, mut rows, mut unused) = (Vec::new(), Vec::new(), Vec::new());
        for (c, criterion) in self.grid.criteria.iter().enumerate() {
            let mut cells = Vec::new();
            for (a, cell) in
                criterion.cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty())
            {
                let id = statement_id(c, a);
                let mut statement = vec![
                    ("id", id.clone().into()),
                    ("source", SOURCE.into()),
                    ("place", criterion.header.text.clone().into()),
                    ("text", [&*self.grid.alternatives[a].text, ": ", &cell.text].concat().into()),
                ];
                let links: Vec<Value> = cell
                    .links
                    .iter()
                    .filter(|link| is_link(link))
                    .map(|link| link.clone().into())
                    .collect();
                if !links.is_empty() {
                    statement.push(("links", links.into()));
                }
                statements.push(object(statement));
                cells.push(object(vec![
                    ("alternative", self.alternatives[a].clone().into()),
                    ("source", SOURCE.into()),
                    ("text", cell.text.clone().into()),
                    ("statements", vec![Value::from(id.clone())].into()),
                ]));
                if self.criteria[c].values[a].is_none() {
                    unused.push(object(vec![
                        ("statement", id.into()),
                        ("reason", self.texts.not_used.into()),
                    ]));
                }
            }
            if !cells.is_empty() {
                let is_asked = self.criteria[c].values.iter().any(Option::is_some);
                let questions: Vec<Value> =
                    is_asked.then(|| self.questions[c].clone().into()).into_iter().collect();
                rows.push(object(vec![
                    ("id", self.questions[c].clone().into()),
                    ("name", criterion.header.text.clone().into()),
                    ("questions", questions.into()),
                    ("cells", cells.into()),
                ]));
            }
        }
        object(vec![
            ("format", 1.into()),
            ("model", model.into()),
            ("statements", statements.into()),
            ("table", rows.into()),
            ("unused", unused.into()),
        ])
    }
}

fn statement_id(c: usize, a: usize) -> String {
    ["r", &(c + 1).to_string(), "c", &(a + 1).to_string()].concat()
}

/// Ids for items with an `id` and a name, all different.
///
/// The id is the attribute `id` if the format allows it, otherwise made of the letters and digits of
/// the name, so that it stays the same when the author moves rows and columns.
fn ids<'a>(items: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for (id, name) in items {
        let base = if is_id(id) { id.to_owned() } else { slug(name) };
        let mut unique = base.clone();
        let mut number = 1;
        while ids.contains(&unique) || unique == "editor" || unique == "overrides" {
            number += 1;
            unique = [&base, "-", &number.to_string()].concat();
        }
        ids.push(unique);
    }
    ids
}

/// The ASCII letters and digits of a name in lower case, with `-` between them. A name with other
/// letters gets a digest.
fn slug(name: &str) -> String {
    const MOST: usize = 40;
    let mut slug = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let is_whole = name.chars().all(|c| c.is_ascii() || !c.is_alphanumeric()) && slug.len() <= MOST;
    slug.truncate(MOST);
    let slug = slug.trim_matches('-');
    if is_whole && !slug.is_empty() {
        return slug.to_owned();
    }
    let digest = &to_hex(digest(name))[..8];
    if slug.is_empty() { ["x", digest].concat() } else { [slug, "-", digest].concat() }
}
