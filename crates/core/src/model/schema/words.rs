//! The words that stand in files for one of a few things.

use super::for_authors;

/// The words for the values of a type.
#[derive(Debug)]
pub struct Words {
    /// Its name among the definitions of a JSON Schema.
    pub name: &'static str,
    /// What it is.
    pub meaning: &'static str,
    /// Each word with what it means, in the order of the type's values.
    pub words: &'static [(&'static str, &'static str)],
}

/// A type whose values are words in files.
pub trait Word: Copy + 'static {
    /// The words.
    const WORDS: Words;
    /// The values, in the order of the words.
    const ALL: &'static [Self];
}

macro_rules! words {
    (#[doc = $about:literal] pub enum $name:ident {
        $($(#[doc = $meaning:literal])? $value:ident = $word:literal,)*
    }) => {
        #[doc = $about]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "the names of colours and shapes say it")]
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
    /// Colours that a model may give to its alternatives; the style sheet knows them in both themes.
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
    /// Shapes that a model may give to its alternatives.
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
    /// What a source stands to gain.
    pub enum Interest {
        /// It sells something that the choice bears on.
        Vendor = "vendor",
        /// It uses what it writes about.
        User = "user",
        /// It has no known stake.
        Independent = "independent",
    }
}

words! {
    /// What the answers of a question do to derived alternatives.
    pub enum Kind {
        /// Somebody must be served: a derived alternative serves as well as its better half, less the seam.
        Need = "need",
        /// Pervades everything: a derived alternative is the mean of its halves, less the cost.
        Property = "property",
        /// Only ever takes away from a derived alternative.
        Cost = "cost",
    }
}

words! {
    /// Asked of everybody, or on request.
    pub enum Tier {
        /// Asked of everybody.
        Core = "core",
        /// Asked to refine.
        Refine = "refine",
    }
}

words! {
    /// How a question is answered.
    pub enum Choose {
        /// One option.
        One = "one",
        /// Any set of options, one of which counts in each group.
        Many = "many",
        /// A load in requests per second, which cut points turn into an option.
        Number = "number",
    }
}

words! {
    /// How a derived alternative gets its value on a row.
    pub enum Rule {
        /// The better half less the seam (`need` only).
        Best = "best",
        /// The mean of the halves less the cost (`property` only).
        Mean = "mean",
        /// Rated by every speaking source.
        Own = "own",
    }
}

words! {
    /// How a statement stands up to the public record.
    pub enum Mark {
        /// The record agrees.
        Ok = "ok",
        /// Was right, is no longer.
        Stale = "stale",
        /// The record contradicts it.
        Wrong = "wrong",
        /// Partly right, or imprecise.
        Loose = "loose",
        /// Could not be checked.
        Open = "open",
    }
}

words! {
    /// Which panel shows a piece of advice.
    pub enum Section {
        /// Common mistakes and costs.
        WatchOut = "watch-out",
        /// What to do with this verdict.
        NextStep = "next-step",
        /// A question people ask.
        Question = "question",
    }
}

words! {
    /// The kinds of verdict, in the order in which they are tried.
    pub enum VerdictKind {
        /// Nothing is answered.
        Unasked = "unasked",
        /// Every alternative is ruled out.
        NoneEligible = "none_eligible",
        /// The verdict hangs on a requirement that the sources dispute.
        Disputed = "disputed",
        /// One alternative is left.
        ByElimination = "by_elimination",
        /// Two or more are within the tie band of the best.
        TooClose = "too_close",
        /// No further answer changes the winner.
        Settled = "settled",
        /// There is a leader, but little is answered.
        Early = "early",
        /// There is a leader.
        Leaning = "leaning",
    }
}
