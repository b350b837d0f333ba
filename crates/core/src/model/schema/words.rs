//! The enumerations of the file format, and the words that stand for their values.

use super::for_authors;

/// The words for the values of an enumeration.
#[derive(Debug)]
pub struct Words {
    /// Name of the enumeration among the definitions of the JSON Schema.
    pub name: &'static str,
    /// Meaning of the enumeration; empty in WebAssembly.
    pub meaning: &'static str,
    /// Each word with its meaning, in the order of [`Word::ALL`].
    pub words: &'static [(&'static str, &'static str)],
}

/// An enumeration whose values are words in files.
pub trait Word: Copy + 'static {
    /// The words.
    const WORDS: Words;
    /// All values, in the order of the words.
    const ALL: &'static [Self];
}

macro_rules! words {
    (#[doc = $about:literal] pub enum $name:ident {
        $($(#[doc = $meaning:literal])? $value:ident = $word:literal,)*
    }) => {
        #[doc = $about]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "the names of colours and shapes need no explanation")]
        pub enum $name { $($(#[doc = $meaning])? $value,)* }

        impl Word for $name {
            const WORDS: Words = Words {
                name: stringify!($name),
                meaning: for_authors($about),
                words: &[$(($word, for_authors(concat!($($meaning)?))),)*],
            };
            const ALL: &'static [Self] = &[$($name::$value,)*];
        }
    };
}

words! {
    /// Colour of an alternative. The style sheet has a light and a dark tone for each.
    pub enum Color {
        Blue = "blue",
        Orange = "orange",
        Purple = "purple",
        Teal = "teal",
        Pink = "pink",
        Olive = "olive",
        Indigo = "indigo",
        Brown = "brown",
        Cyan = "cyan",
        Plum = "plum",
        Slate = "slate",
        Gold = "gold",
    }
}

words! {
    /// Shape that marks an alternative in charts.
    pub enum Shape {
        Circle = "circle",
        Square = "square",
        Diamond = "diamond",
        Triangle = "triangle",
        Ring = "ring",
        Bar = "bar",
    }
}

words! {
    /// Interest of a source in the outcome.
    pub enum Interest {
        /// The source sells something that depends on the choice.
        Vendor = "vendor",
        /// The source uses an alternative.
        User = "user",
        /// The source has no known interest.
        Independent = "independent",
        /// The source does not state its interest.
        Unstated = "unstated",
    }
}

words! {
    /// Kind of a question: how derived alternatives get their values.
    pub enum Kind {
        /// A need that one part can meet: a derived alternative has the largest value of its parts, minus `seam`.
        Need = "need",
        /// A property of the whole: a derived alternative has the mean value of its parts, minus `cost`.
        Property = "property",
        /// A cost: sources rate derived alternatives, with at most the largest value of their parts.
        Cost = "cost",
    }
}

words! {
    /// Tier of a question: asked of every reader, or on request.
    pub enum Tier {
        /// Asked of every reader.
        Core = "core",
        /// Asked of readers who want to refine the verdict.
        Refine = "refine",
    }
}

words! {
    /// Form of the reply to a question.
    pub enum Choose {
        /// One option.
        One = "one",
        /// Any number of options, of which one counts in each group.
        Many = "many",
        /// A load in requests per second, which the cut points turn into an option.
        Number = "number",
    }
}

words! {
    /// Rule for the value of a derived alternative on a row.
    pub enum Rule {
        /// The largest value of its parts, minus `seam` (`need` only).
        Best = "best",
        /// The mean value of its parts, minus `cost` (`property` only).
        Mean = "mean",
        /// The value that the sources give.
        Own = "own",
    }
}

words! {
    /// Result of comparing a statement with the public record.
    pub enum Mark {
        /// The public record confirms the statement.
        Ok = "ok",
        /// The statement was right, but is outdated.
        Stale = "stale",
        /// The public record contradicts the statement.
        Wrong = "wrong",
        /// The statement is partly right, or imprecise.
        Loose = "loose",
        /// The statement could not be checked.
        Open = "open",
    }
}

words! {
    /// Panel that shows a piece of advice.
    pub enum Section {
        /// A common mistake or cost.
        WatchOut = "watch-out",
        /// A next step after the verdict.
        NextStep = "next-step",
        /// A common question with its answer.
        Question = "question",
    }
}

words! {
    /// Kind of a verdict: the first of these whose condition holds.
    pub enum VerdictKind {
        /// No question is answered.
        Unasked = "unasked",
        /// Every alternative is excluded.
        NoneEligible = "none_eligible",
        /// The winner depends on a requirement that sources dispute.
        Disputed = "disputed",
        /// One alternative is eligible.
        ByElimination = "by_elimination",
        /// Two or more alternatives are within the tie band of the best.
        TooClose = "too_close",
        /// No further answer can change the winner.
        Settled = "settled",
        /// An alternative leads, but few questions are answered.
        Early = "early",
        /// An alternative leads.
        Leaning = "leaning",
    }
}
