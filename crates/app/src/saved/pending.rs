//! Writes that storage does not have: they are in progress or were refused. The page shows their
//! texts in place of the stored ones.

/// A write of one text. `S` is the type that names a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<S> {
    /// The store.
    pub store: S,
    /// Id of the text.
    pub id: String,
    /// The new text; `None` to remove it.
    pub text: Option<String>,
    /// The texts that it may replace; empty if it may replace any text.
    pub expected: Vec<String>,
}

/// Changes that are not in storage, at most one for each text.
#[derive(Clone, Debug)]
pub struct PendingWrites<S> {
    changes: Vec<Change<S>>,
    revision: u32,
}

impl<S> Default for PendingWrites<S> {
    fn default() -> Self {
        Self { changes: Vec::new(), revision: 0 }
    }
}

impl<S: Copy + PartialEq> PendingWrites<S> {
    /// Whether storage has every change.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Number of changes added so far. Rows that were read from storage at an earlier revision are
    /// out of date.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// All changes, oldest first.
    pub fn all(&self) -> &[Change<S>] {
        &self.changes
    }

    /// The texts that the pending change of an id may replace; storage may still have one of them.
    pub fn expected(&self, store: S, id: &str) -> &[String] {
        let change = self.changes.iter().find(|change| change.store == store && change.id == id);
        change.map_or(&[], |change| &change.expected)
    }

    /// Adds a change in place of an older one of the same text.
    pub fn add(&mut self, change: Change<S>) {
        self.changes.retain(|older| (older.store, &older.id) != (change.store, &change.id));
        self.changes.push(change);
        self.revision += 1;
    }

    /// Removes a change that storage has now. A newer change of the same text stays.
    pub fn remove(&mut self, change: &Change<S>) {
        self.changes.retain(|other| other != change);
    }

    /// The rows of a store with the pending changes applied.
    pub fn apply(&self, store: S, mut rows: Vec<(String, String)>) -> Vec<(String, String)> {
        for change in self.changes.iter().filter(|change| change.store == store) {
            rows.retain(|row| row.0 != change.id);
            rows.extend(change.text.clone().map(|text| (change.id.clone(), text)));
        }
        rows
    }
}
