//! A file of test cases, which only the command line reads.

#[cfg(test)]
use schemars::JsonSchema;
use serde::Deserialize;

/// A file of test cases: situations with the verdicts that are expected of a model.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CasesFile {
    /// Id of the model that they test.
    pub model: String,
    /// The situations.
    pub cases: Vec<TestCaseFile>,
}

/// A situation and the verdict that is expected for it.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TestCaseFile {
    /// Stable name.
    pub id: String,
    /// The situation in words.
    #[serde(default)]
    pub situation: String,
    /// Answer sheets; a situation that lists alternatives has one for each combination, and is
    /// met only if each is.
    pub sheets: Vec<serde_json::Map<String, serde_json::Value>>,
    /// Ids of the winners that are right.
    pub expected: Vec<String>,
    /// Whether the evidence leaves room: then an honest "too close" or "disputed" may count.
    #[serde(default)]
    pub hard: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The committed schema is what the types generate; `UPDATE_EXPECT=1` rewrites it.
    #[test]
    fn the_committed_schema_is_that_of_the_types() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/models/cases.schema.json");
        let committed = expect_test::ExpectFile { path: path.into(), position: "" };
        let schema = schemars::schema_for!(CasesFile);
        committed.assert_eq(&(serde_json::to_string_pretty(&schema).unwrap() + "\n"));
    }
}
