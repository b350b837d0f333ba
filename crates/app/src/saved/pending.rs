//! Changes that are not in storage, because they are on their way or were refused: the page shows
//! them all the same, whatever it reads there.

/// A change of one text; `S` names the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<S> {
    /// Where it is kept.
    pub store: S,
    /// The id that it stands under.
    pub id: String,
    /// The text to put there; `None` when it is to be taken out.
    pub text: Option<String>,
    /// The texts that it may replace; none when it may replace any.
    pub before: Vec<String>,
}

/// Changes that are not in storage, at most one for each text.
#[derive(Clone, Debug)]
pub struct PendingWrites<S> {
    changes: Vec<Change<S>>,
    added: u32,
}

impl<S> Default for PendingWrites<S> {
    fn default() -> Self {
        Self { changes: Vec::new(), added: 0 }
    }
}

impl<S: Copy + PartialEq> PendingWrites<S> {
    /// Whether storage has everything.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// How many were ever added: what was read from storage before the last one is out of date.
    pub fn added(&self) -> u32 {
        self.added
    }

    /// All of them, oldest first.
    pub fn all(&self) -> &[Change<S>] {
        &self.changes
    }

    /// The texts that a change on its way or refused was to replace: one of them may stand there yet.
    pub fn before(&self, store: S, id: &str) -> &[String] {
        let it = self.changes.iter().find(|it| it.store == store && it.id == id);
        it.map_or(&[], |it| &it.before)
    }

    /// Adds a change, which makes an older one of the same text pointless.
    pub fn add(&mut self, change: Change<S>) {
        self.changes.retain(|it| (it.store, &it.id) != (change.store, &change.id));
        self.changes.push(change);
        self.added += 1;
    }

    /// Takes out a change that is in storage now; a newer one of the same text stays.
    pub fn stored(&mut self, change: &Change<S>) {
        self.changes.retain(|it| it != change);
    }

    /// What storage would have if nothing had been refused: pairs of id and text.
    pub fn over(&self, store: S, rows: Vec<(String, String)>) -> Vec<(String, String)> {
        let mut rows = rows;
        for it in self.changes.iter().filter(|it| it.store == store) {
            rows.retain(|row| row.0 != it.id);
            rows.extend(it.text.clone().map(|text| (it.id.clone(), text)));
        }
        rows
    }
}
