//! Writes the model file and the evidence file of a table.

use crate::model::digest::{digest, to_hex};
use crate::model::json::push_string;
use crate::model::schema::{Color, Shape, Word};
use crate::model::syntax::{is_id, is_language, is_link};
use crate::texts::sentence::{fill, list, model_text, text as plain};
use crate::texts::strings::{Strings, TableStrings, strings};

use super::grid::Grid;
use super::rating::Rated;
use super::{Cell, Files, Table};

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
    strings: &'static Strings,
    texts: &'static TableStrings,
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
    let (strings, questions) = (strings(&table.lang), ids(questions));
    let writer =
        Writer { grid, criteria, strings, texts: strings.table(), alternatives, questions };
    let title = writer.title();
    let id = ids([(&*table.id, &*title)].into_iter()).remove(0);
    let lang = if is_language(&table.lang) { &*table.lang } else { "en" };
    let mut fields = vec![
        ("format", number(1)),
        ("id", text(&id)),
        ("lang", text(lang)),
        ("title", text(&title)),
        ("update_policy", text(writer.texts.updates)),
        ("paid_by", text(writer.texts.not_stated)),
        ("default_verdict", Json("true".to_owned())),
        ("evidence", object([("file", text(&[&id, ".evidence.json"].concat()))])),
        ("alternatives", items((0..grid.alternatives.len()).map(|a| writer.alternative(a)))),
        ("questions", items(writer.rated().map(|c| writer.question(c)))),
    ];
    // The version names the content. The address of the page, which the source has, differs from visit
    // to visit and is no content.
    let version = &to_hex(digest(&object(fields.iter().cloned()).0))[..8];
    fields.insert(0, ("version", text(version)));
    fields.insert(fields.len() - 1, ("sources", items([writer.source(table)])));
    let model = object(fields).0;
    Files { model, evidence: writer.evidence(&id).0 }
}

impl Writer<'_> {
    /// The criteria with a value.
    fn rated(&self) -> impl Iterator<Item = usize> {
        (0..self.criteria.len()).filter(|&c| self.is_rated(c))
    }

    fn is_rated(&self, c: usize) -> bool {
        self.criteria[c].values.iter().any(Option::is_some)
    }

    fn title(&self) -> String {
        if !self.grid.title.is_empty() {
            return self.grid.title.clone();
        }
        let names = self.grid.alternatives.iter().map(|cell| model_text(&cell.text));
        [&plain(&list(names.collect(), self.strings.or)), "?"].concat()
    }

    fn names(&self, alternatives: impl Iterator<Item = usize>) -> String {
        let names = alternatives.map(|a| model_text(&self.grid.alternatives[a].text));
        plain(&list(names.collect(), self.strings.and))
    }

    fn alternative(&self, a: usize) -> Json {
        let texts = self.texts;
        let rated = self.rated().filter(|&c| self.criteria[c].values[a].is_some()).count();
        let [rated, all] =
            [rated, self.rated().count()].map(|count| model_text(&count.to_string()));
        let points = |holds: fn(i64) -> bool, none: &str| {
            let has_value = |&c: &usize| self.criteria[c].values[a].is_some_and(holds);
            let cells = self.rated().filter(has_value).filter(|&c| !self.is_equal(c));
            let mut points: Vec<Json> =
                cells.take(MAX_POINTS).map(|c| text(&self.point(c, a))).collect();
            if points.is_empty() {
                points.push(text(none));
            }
            items(points)
        };
        object([
            ("id", text(&self.alternatives[a])),
            ("name", text(&self.grid.alternatives[a].text)),
            ("color", text(Color::WORDS.words[a % Color::WORDS.words.len()].0)),
            ("shape", text(Shape::WORDS.words[a % Shape::WORDS.words.len()].0)),
            ("living", text(&plain(&fill(texts.rated_rows, &[&rated, &all])))),
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

    fn source(&self, table: &Table) -> Json {
        let url = is_link(&table.url).then(|| ("url", text(&table.url)));
        let source = [
            ("id", text(SOURCE)),
            ("short", text(self.texts.source)),
            ("title", text(&self.title())),
            ("sells", text(self.texts.not_stated)),
            ("interest", text("unstated")),
        ];
        object(source.into_iter().chain(url))
    }

    /// Whether all alternatives have the same value.
    fn is_equal(&self, c: usize) -> bool {
        let values = &self.criteria[c].values;
        values.iter().all(|value| *value == values[0])
    }

    fn question(&self, c: usize) -> Json {
        let (criterion, rated, texts) = (&self.grid.criteria[c], &self.criteria[c], self.texts);
        let name = model_text(criterion.header.text.trim_end_matches([':', '?', ' ']));
        let ends = rated.ends.as_ref().map(|[low, high]| [low.as_str(), high.as_str()]);
        let [low, high] = ends.unwrap_or([texts.lowest, texts.highest]).map(text);
        let section = if criterion.section.is_empty() { texts.theme } else { &criterion.section };
        let ratings = items([self.rating(c)]);
        let row = |weight: i64| [("weight", number(weight)), ("ratings", ratings.clone())];
        let option = |id: &str, label: &str, weight: i64| {
            [("id", text(id)), ("text", text(label))].into_iter().chain(row(weight))
        };
        let excludes = !rated.excluded.is_empty();
        let requirements = excludes.then(|| {
            let note = model_text(&self.names(rated.excluded.iter().copied()));
            let requirements = rated.excluded.iter().map(|&a| self.requirement(c, a));
            [
                ("note", text(&plain(&fill(texts.must_excludes, &[&note])))),
                ("requirements", items(requirements)),
            ]
        });
        let must = option("must", if excludes { texts.must } else { texts.very }, MUST);
        let options = [
            object(must.chain(requirements.into_iter().flatten())),
            object(option("important", texts.important, IMPORTANT)),
            object(option("nice", texts.nice, NICE)),
        ];
        object([
            ("id", text(&self.questions[c])),
            ("kind", text("property")),
            ("theme", text(section)),
            ("tier", text("core")),
            ("text", text(&plain(&fill(texts.question, &[&name])))),
            ("why", text(&self.why(c))),
            ("scale", object([("low", low), ("high", high)])),
            ("facts", self.facts(c)),
            ("unanswered", object(row(rated.weight))),
            ("options", items(options)),
        ])
    }

    /// The requirement that excludes an alternative.
    fn requirement(&self, c: usize, a: usize) -> Json {
        let statements = self.statements(c, std::iter::once(a));
        let said_by = object([("source", text(SOURCE)), ("statements", statements)]);
        object([("excludes", text(&self.alternatives[a])), ("said_by", items([said_by]))])
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

    /// The cells of a criterion that have a text, each with the index of its alternative.
    fn cells(&self, c: usize) -> impl Iterator<Item = (usize, &Cell)> {
        let cells = self.grid.criteria[c].cells.iter().enumerate();
        cells.filter(|(_, cell)| !cell.text.is_empty())
    }

    /// The texts of the cells.
    fn facts(&self, c: usize) -> Json {
        object(self.cells(c).map(|(a, cell)| (&*self.alternatives[a], text(&cell.text))))
    }

    /// The values of a criterion. An alternative without a value has the mean of the others.
    fn rating(&self, c: usize) -> Json {
        let values = &self.criteria[c].values;
        let (mut sum, mut count) = (0, 0);
        for value in values.iter().flatten() {
            (sum, count) = (sum + value, count + 1);
        }
        let mean = (2 * sum + count) / (2 * count);
        let ids = || self.alternatives.iter().zip(values);
        let all = ids().map(|(id, value)| (&**id, number(value.unwrap_or(mean))));
        let inferred = ids().filter(|(_, value)| value.is_none()).map(|(id, _)| text(id));
        let rated = (0..values.len()).filter(|&a| values[a].is_some());
        object([
            ("source", text(SOURCE)),
            ("values", object(all)),
            ("statements", self.statements(c, rated)),
            ("inferred", items(inferred)),
        ])
    }

    /// Ids of the statements of cells.
    fn statements(&self, c: usize, alternatives: impl Iterator<Item = usize>) -> Json {
        let has_text = |a: &usize| !self.grid.criteria[c].cells[*a].text.is_empty();
        items(alternatives.filter(has_text).map(|a| text(&statement_id(c, a))))
    }

    /// The evidence file: each cell is a statement of the table.
    fn evidence(&self, model: &str) -> Json {
        let criteria = || 0..self.criteria.len();
        let cells = || criteria().flat_map(|c| self.cells(c).map(move |(a, cell)| (c, a, cell)));
        let statements = cells().map(|(c, a, cell)| {
            let links = cell.links.iter().filter(|link| is_link(link)).map(|link| text(link));
            let statement = [&*self.grid.alternatives[a].text, ": ", &cell.text].concat();
            object([
                ("id", text(&statement_id(c, a))),
                ("source", text(SOURCE)),
                ("place", text(&self.grid.criteria[c].header.text)),
                ("text", text(&statement)),
                ("links", items(links)),
            ])
        });
        let unused = cells().filter(|&(c, a, _)| self.criteria[c].values[a].is_none());
        let unused = unused.map(|(c, a, _)| {
            let reason = text(self.texts.not_used);
            object([("statement", text(&statement_id(c, a))), ("reason", reason)])
        });
        let with_text = criteria().filter(|&c| self.cells(c).next().is_some());
        object([
            ("format", number(1)),
            ("model", text(model)),
            ("statements", items(statements)),
            ("table", items(with_text.map(|c| self.row(c)))),
            ("unused", items(unused)),
        ])
    }

    /// The row of the evidence file.
    fn row(&self, c: usize) -> Json {
        let cells = self.cells(c).map(|(a, cell)| {
            object([
                ("alternative", text(&self.alternatives[a])),
                ("source", text(SOURCE)),
                ("text", text(&cell.text)),
                ("statements", items([text(&statement_id(c, a))])),
            ])
        });
        let id = text(&self.questions[c]);
        let questions = items(self.is_rated(c).then(|| id.clone()));
        object([
            ("id", id),
            ("name", text(&self.grid.criteria[c].header.text)),
            ("questions", questions),
            ("cells", items(cells)),
        ])
    }
}

/// A value as JSON. The files are large, so that the same texts are not built as values first.
#[derive(Clone)]
struct Json(String);

fn text(text: &str) -> Json {
    let mut json = String::new();
    push_string(&mut json, text);
    Json(json)
}

fn number(number: i64) -> Json {
    Json(number.to_string())
}

/// An object with these fields, whose names need no escapes.
fn object<'a>(fields: impl IntoIterator<Item = (&'a str, Json)>) -> Json {
    let mut json = String::from("{");
    for (name, value) in fields {
        let separator = if json.len() > 1 { ",\"" } else { "\"" };
        for part in [separator, name, "\":", &value.0] {
            json.push_str(part);
        }
    }
    json.push('}');
    Json(json)
}

fn items(items: impl IntoIterator<Item = Json>) -> Json {
    let mut json = String::from("[");
    for item in items {
        if json.len() > 1 {
            json.push(',');
        }
        json.push_str(&item.0);
    }
    json.push(']');
    Json(json)
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
