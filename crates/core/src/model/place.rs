//! The place of a value in a JSON file.

/// A key or an index, and the place of the object or list that contains it.
///
/// The check of a file descends from the root, and each step borrows the one before it from the
/// stack. A place allocates nothing until [`Place::pointer`] writes it for a problem.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    /// `None` for the root.
    parent: Option<&'a Place<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

impl<'a> Place<'a> {
    /// The whole file.
    pub(crate) const FILE: Place<'static> = Place { parent: None, step: Step::Key("") };

    /// The field `key` of the object at this place.
    pub(crate) fn key(&'a self, key: &'a str) -> Place<'a> {
        Place { parent: Some(self), step: Step::Key(key) }
    }

    /// The item `index` of the list at this place.
    pub(crate) fn item(&'a self, index: usize) -> Place<'a> {
        Place { parent: Some(self), step: Step::Index(index) }
    }

    /// The place as a JSON pointer (RFC 6901), for example `/questions/2/options/0`.
    /// The pointer of the whole file is empty.
    pub(crate) fn pointer(&self) -> String {
        let Some(parent) = self.parent else { return String::new() };
        let mut pointer = parent.pointer();
        pointer.push('/');
        match self.step {
            Step::Index(index) => pointer.push_str(&index.to_string()),
            Step::Key(key) => {
                for letter in key.chars() {
                    match letter {
                        '~' => pointer.push_str("~0"),
                        '/' => pointer.push_str("~1"),
                        _ => pointer.push(letter),
                    }
                }
            }
        }
        pointer
    }
}
