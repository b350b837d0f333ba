//! The format of both files of a decision, as tables: which fields there are, and what stands in
//! each.
//!
//! The tables say what may stand in a file, no more: ranges, references and everything between two
//! fields is checked in [`super::load`], which reads by these tables. The JSON Schemas beside the
//! models are written from them too, and held equal by a test, so that what an editor proposes is
//! what is read.

mod cases;
mod words;

pub use cases::{CasesFile, TestCaseFile};
pub use words::{
    Choose, Color, Interest, Kind, Mark, Rule, Section, Shape, Tier, VerdictKind, Word, Words,
};

use Form::{Any, Fields, List, Map, Number, OneOf, Text, Whole, YesNo};

/// The format that this version reads.
pub const FORMAT: i64 = 1;

/// What may stand in a place of a file.
#[derive(Debug)]
pub enum Form {
    /// A text.
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// True or false.
    YesNo,
    /// One of these words.
    OneOf(&'static Words),
    /// An object with these fields.
    Fields(&'static Object),
    /// A list whose items are all of this form.
    List(&'static Form),
    /// An object with any names, whose values are all of this form.
    Map(&'static Form),
    /// An object with any names and any values.
    Any,
}

/// The fields of an object.
#[derive(Debug)]
pub struct Object {
    /// Its name among the definitions of a JSON Schema.
    pub name: &'static str,
    /// What it is.
    pub meaning: &'static str,
    /// Its fields, in the order in which people write them; there are no others.
    pub fields: &'static [Field],
}

/// A field of an object.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What stands in it.
    pub form: Form,
    /// Whether it must be there. If not, null is as if it were not.
    pub required: bool,
    /// What it means.
    pub meaning: &'static str,
}

const TEXTS: Form = List(&Text);

const fn object(name: &'static str, meaning: &'static str, fields: &'static [Field]) -> Object {
    Object { name, meaning: for_authors(meaning), fields }
}

const fn required(name: &'static str, form: Form, meaning: &'static str) -> Field {
    Field { name, form, required: true, meaning: for_authors(meaning) }
}

const fn optional(name: &'static str, form: Form, meaning: &'static str) -> Field {
    Field { name, form, required: false, meaning: for_authors(meaning) }
}

/// A text that JSON Schemas show and no reader sees: a browser does not download it.
const fn for_authors(meaning: &'static str) -> &'static str {
    if cfg!(target_family = "wasm") { "" } else { meaning }
}

/// `public/models/<id>.json`: what a verdict needs.
pub static MODEL: Object = object(
    "Model",
    "`public/models/<id>.json`: what a verdict needs.",
    &[
        optional("$schema", Text, "Address of the JSON Schema, for editors."),
        required("format", Whole, "Version of this format: 1."),
        required("id", Text, "Stable name of the decision: letters, digits, `-` and `_`."),
        required("version", Text, "Version of the decision, as its author counts."),
        required("lang", Text, "BCP 47 language tag of the texts."),
        required("title", Text, "The decision in one line."),
        required("evidence_read", Text, "When the sources were read, as `2026-03`."),
        optional(
            "corrections_read",
            Text,
            "When the public record was searched for corrections, as `2026-06`.",
        ),
        required("update_policy", Text, "When and why the model changes."),
        required("paid_by", Text, "Who paid for the work, and what they sell."),
        optional(
            "band",
            Whole,
            "Tie band in thousandths of the scale, 0 to 100; default 10, that is 1 point of 100.",
        ),
        optional("evidence", Fields(&EVIDENCE_LINK), "The second file."),
        required("alternatives", List(&Fields(&ALTERNATIVE)), "What one can choose: 2 to 12."),
        required("sources", List(&Fields(&SOURCE)), "Whose statements are evidence."),
        required("questions", List(&Fields(&QUESTION)), "What is asked: 1 to 64."),
        optional("cases", List(&Fields(&CASE)), "Situations that many readers share."),
    ],
);

static EVIDENCE_LINK: Object = object(
    "EvidenceLink",
    "Name and digest of the evidence file.",
    &[
        required("file", Text, "Bare file name, in the same folder."),
        optional("integrity", Text, "`sha256-…` of its bytes; `tiebreak lint --seal` writes it."),
    ],
);

static ALTERNATIVE: Object = object(
    "Alternative",
    "What one can choose.",
    &[
        required("id", Text, "Stable name."),
        required("name", Text, "Name that readers see."),
        required("color", OneOf(&Color::WORDS), "Colour that stands for it everywhere."),
        required(
            "shape",
            OneOf(&Shape::WORDS),
            "Shape that stands for it where colour does not reach.",
        ),
        required("living", Text, "What living with it is like."),
        required("good", TEXTS, "What speaks for it, in general."),
        required("bad", TEXTS, "What speaks against it, in equal detail."),
        optional("derived", Fields(&DERIVED), "Present on an alternative that joins others."),
    ],
);

static DERIVED: Object = object(
    "Derived",
    "How an alternative joins others.",
    &[
        required("of", TEXTS, "Ids of the base alternatives that it joins: two or more."),
        required("seam", Whole, "Taken off the better half on a `need`: 0 to 200 of 1000."),
        required(
            "cost",
            Whole,
            "Taken off the mean of the halves on a `property`: 0 to 200 of 1000.",
        ),
    ],
);

static SOURCE: Object = object(
    "Source",
    "Somebody whose statements are evidence.",
    &[
        required("id", Text, "Stable name."),
        required("short", Text, "Name that fits beside a bar."),
        required("title", Text, "Title of the article."),
        optional("author", Text, "Author, where known."),
        optional("date", Text, "Date, where known."),
        optional("url", Text, "Address: https, http or mailto."),
        required("sells", Text, "What the author or publisher sells."),
        required("interest", OneOf(&Interest::WORDS), "How that bears on the verdict."),
        optional(
            "cluster",
            Text,
            "Name of the cluster: sources of one vendor or author, or that cite each other, share one.",
        ),
    ],
);

static QUESTION: Object = object(
    "Question",
    "One question, which is one criterion.",
    &[
        required("id", Text, "Stable name."),
        required("kind", OneOf(&Kind::WORDS), "What its answers do to derived alternatives."),
        required("theme", Text, "Heading that it stands under in the list of all questions."),
        required("tier", OneOf(&Tier::WORDS), "Asked of everybody (`core`), or to refine."),
        optional(
            "may_not_matter",
            YesNo,
            "Whether \"does not matter to me\" is offered; default true, and always false for `cost`.",
        ),
        optional("choose", OneOf(&Choose::WORDS), "How it is answered."),
        required("text", Text, "The question itself."),
        required("why", Text, "Why it is asked, in one sentence."),
        required("scale", Fields(&SCALE), "Both ends of its scale, in words."),
        optional("unanswered", Fields(&ROW), "What leaving it open contributes; default nothing."),
        required("options", List(&Fields(&OPTION)), "The possible answers: 1 to 32."),
        optional(
            "in_control",
            YesNo,
            "Whether the reader could change the answer at will; an option may say otherwise.",
        ),
    ],
);

static SCALE: Object = object(
    "Scale",
    "Both ends of a scale, in words.",
    &[
        required("low", Text, "What it is like at the lower end."),
        required("high", Text, "What it is like at the upper end."),
    ],
);

static ROW: Object = object(
    "Row",
    "What leaving a question open contributes.",
    &[
        required("weight", Whole, "Swing weight, 0 to 200."),
        optional(
            "rule",
            Map(&OneOf(&Rule::WORDS)),
            "Per derived alternative, how it gets its value; default by the question's kind.",
        ),
        optional("ratings", List(&Fields(&RATING)), "What the sources say."),
    ],
);

static OPTION: Object = object(
    "Option",
    "One possible answer.",
    &[
        required("id", Text, "Stable name."),
        required("text", Text, "The answer, as the reader says it."),
        optional("note", Text, "What it means, in small print."),
        optional("group", Text, "`many`: name of the underlying need that it expresses."),
        optional(
            "from",
            Number,
            "`number`: peak requests per second from which this option holds; the first says 0.",
        ),
        required("weight", Whole, "Swing weight, 0 to 200."),
        optional(
            "prior",
            Number,
            "How often projects give this answer, relative to the other options; default 1.",
        ),
        optional(
            "in_control",
            YesNo,
            "Whether the reader could make this true; default as the question says.",
        ),
        optional(
            "rule",
            Map(&OneOf(&Rule::WORDS)),
            "Per derived alternative, how it gets its value; default by the question's kind.",
        ),
        optional(
            "ratings",
            List(&Fields(&RATING)),
            "What the sources say, or the editor where none does.",
        ),
        optional("requirements", List(&Fields(&REQUIREMENT)), "What this answer rules out."),
    ],
);

static RATING: Object = object(
    "Rating",
    "One source's values on a row.",
    &[
        required("source", Text, "Id of the source, or `editor` on a row where no source speaks."),
        required(
            "values",
            Map(&Whole),
            "Value 0 to 1000 for every base alternative, and for derived ones whose rule is `own`.",
        ),
        optional("statements", TEXTS, "Ids of the statements that it rests on."),
        optional(
            "inferred",
            TEXTS,
            "Alternatives whose value the text implies without stating it.",
        ),
    ],
);

static REQUIREMENT: Object = object(
    "Requirement",
    "An answer rules an alternative out.",
    &[
        required("excludes", Text, "Id of the alternative."),
        required("said_by", List(&Fields(&VOICE)), "Who says so."),
        optional(
            "contradicted_by",
            List(&Fields(&VOICE)),
            "Who says the contrary of this very situation; then the requirement is disputed.",
        ),
    ],
);

static VOICE: Object = object(
    "Voice",
    "A source and the statements in which it speaks.",
    &[
        required("source", Text, "Id of the source."),
        required("statements", TEXTS, "Ids of its statements."),
    ],
);

static CASE: Object = object(
    "Case",
    "A situation that many readers share.",
    &[
        required("id", Text, "Stable name."),
        required("name", Text, "Name on its button."),
        required("note", Text, "One line of reason."),
        required("answers", Any, "What it answers, as everywhere: option ids by question id."),
        required("winner", Text, "Id of the alternative that a source names for it."),
        required("statements", TEXTS, "Ids of the statements that name it."),
    ],
);

/// `public/models/<id>.evidence.json`: what stands behind a verdict.
pub static EVIDENCE: Object = object(
    "Evidence",
    "`public/models/<id>.evidence.json`: what stands behind a verdict.",
    &[
        optional("$schema", Text, "Address of the JSON Schema, for editors."),
        required("format", Whole, "Version of this format: 1."),
        required("model", Text, "Id of the model that it belongs to."),
        required(
            "statements",
            List(&Fields(&STATEMENT)),
            "What the sources say, in our words: up to 2,000.",
        ),
        optional("corrections", List(&Fields(&CORRECTION)), "What the public record says of them."),
        optional("table", List(&Fields(&TABLE_ROW)), "The alternatives side by side."),
        optional("advice", List(&Fields(&ADVICE)), "Advice, next steps and questions people ask."),
        optional(
            "source_notes",
            List(&Fields(&SOURCE_NOTE)),
            "What a reader should know of a source.",
        ),
        optional("unused", List(&Fields(&UNUSED)), "Statements that nothing uses, and why."),
    ],
);

static STATEMENT: Object = object(
    "Statement",
    "One statement of a source, in our words.",
    &[
        required("id", Text, "Stable name."),
        required("source", Text, "Id of its source."),
        required("place", Text, "Where in the source it stands."),
        required("text", Text, "What it says, in our words."),
    ],
);

static CORRECTION: Object = object(
    "Correction",
    "What the public record says of statements.",
    &[
        required("id", Text, "Stable name."),
        required("statements", TEXTS, "Ids of the statements that it concerns."),
        required("mark", OneOf(&Mark::WORDS), "How the statements stand up."),
        required("text", Text, "What the record says, in our words."),
        optional("links", TEXTS, "Where it says so."),
    ],
);

static TABLE_ROW: Object = object(
    "TableRow",
    "A row of the side-by-side table.",
    &[
        required("id", Text, "Stable name."),
        required("name", Text, "What is compared."),
        optional("questions", TEXTS, "Questions whose answers make this row matter."),
        required("cells", List(&Fields(&CELL)), "What each source says of each alternative."),
    ],
);

static CELL: Object = object(
    "Cell",
    "What one source says of one alternative in a row.",
    &[
        required("alternative", Text, "Id of the alternative."),
        required("source", Text, "Id of the source."),
        required("text", Text, "What it says, in a few words of ours."),
        optional(
            "requests_per_second",
            List(&Whole),
            "The same as two numbers, from and to, 1 to 10^9: drawn beside the reader's own load.",
        ),
        required("statements", TEXTS, "Ids of the statements."),
    ],
);

static ADVICE: Object = object(
    "Advice",
    "A piece of advice.",
    &[
        required("id", Text, "Stable name."),
        required("section", OneOf(&Section::WORDS), "Which panel shows it."),
        required("title", Text, "Its heading, or the question people ask."),
        required("text", Text, "The advice, or the answer."),
        optional("when", Fields(&WHEN), "When it applies; default always."),
        optional("statements", TEXTS, "Ids of the statements that it rests on."),
        optional("links", List(&Fields(&LINK)), "Where to read on."),
    ],
);

static WHEN: Object = object(
    "When",
    "When a piece of advice applies: all keys must hold, and of each list one member.",
    &[
        optional("answers", Map(&TEXTS), "Option ids by question id."),
        optional("winner", TEXTS, "Ids of winners."),
        optional("kind", List(&OneOf(&VerdictKind::WORDS)), "Kinds of verdict."),
        optional("final", YesNo, "Whether asking has stopped."),
    ],
);

static LINK: Object = object(
    "Link",
    "A link to read on.",
    &[
        required("text", Text, "What it leads to."),
        required("url", Text, "Address: https, http or mailto."),
    ],
);

static SOURCE_NOTE: Object = object(
    "SourceNote",
    "What a reader should know of a source.",
    &[
        required("source", Text, "Id of the source."),
        required("text", Text, "The note."),
        optional("statements", TEXTS, "Ids of the statements that it rests on."),
    ],
);

static UNUSED: Object = object(
    "Unused",
    "A statement that nothing uses.",
    &[
        required("statement", Text, "Id of the statement."),
        required("reason", Text, "Why nothing uses it."),
    ],
);
