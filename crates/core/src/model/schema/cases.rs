//! The format of a file of test cases, which only the command line reads.

#[cfg(test)]
use schemars::JsonSchema;
use serde::Deserialize;

/// A file of test cases: situations with the winners that are expected.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CasesFile {
    /// Id of the model to test.
    pub model: String,
    /// The test cases.
    pub cases: Vec<TestCaseFile>,
}

/// A situation and the winners that are expected for it.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TestCaseFile {
    /// Stable name.
    pub id: String,
    /// The situation in words.
    #[serde(default)]
    pub situation: String,
    /// Answer sheets. If the situation leaves something open, there is one sheet for each
    /// combination, and the case is met only if every sheet is.
    pub sheets: Vec<serde_json::Map<String, serde_json::Value>>,
    /// Ids of the winners that are expected; any of them is right.
    pub expected: Vec<String>,
    /// Whether the sources leave the winner open. Then the verdicts "too close" and "disputed" can
    /// count as met.
    #[serde(default, alias = "hard")]
    pub may_stay_open: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `UPDATE_EXPECT=1` writes the schema file.
    #[test]
    fn the_schema_file_matches_the_types() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/models/cases.schema.json");
        let committed = expect_test::ExpectFile { path: path.into(), position: "" };
        let schema = schemars::schema_for!(CasesFile);
        committed.assert_eq(&(serde_json::to_string_pretty(&schema).unwrap() + "\n"));
    }
}
