//! A place in a file, from the inside out.

/// A key or an index, and the place that it leads on from. Kept where the checks stand, and only
/// written as a JSON pointer when something is wrong there.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    before: Option<&'a Place<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

impl<'a> Place<'a> {
    /// The whole file.
    pub(crate) const FILE: Place<'static> = Place { before: None, step: Step::Key("") };

    /// A field of what is here.
    pub(crate) fn key(&'a self, key: &'a str) -> Place<'a> {
        Place { before: Some(self), step: Step::Key(key) }
    }

    /// An item of the list here.
    pub(crate) fn item(&'a self, index: usize) -> Place<'a> {
        Place { before: Some(self), step: Step::Index(index) }
    }

    /// As a JSON pointer: `/questions/2/options/0`; empty for the whole file.
    pub(crate) fn pointer(&self) -> String {
        let Some(before) = self.before else { return String::new() };
        let mut pointer = before.pointer();
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
