//! The rows of the table, in the order in which a reader would notice.

mod access;
mod crash;
mod digest;
mod element;
mod faults;
mod integrity;
mod layout;
mod policy;
mod quiet;
mod reader;
mod whole;

use std::pin::Pin;
use std::rc::Rc;

use crate::session::Session;
use crate::{Outcome, Result};

/// What a row does in one engine.
type Work = Pin<Box<dyn Future<Output = Result<Outcome>>>>;

/// One behaviour.
pub(crate) struct Row {
    /// As the table calls it.
    pub(crate) name: &'static str,
    /// Tries it.
    pub(crate) run: fn(Rc<Session>) -> Work,
}

/// A row per function; each takes the session and says how it went.
macro_rules! rows {
    ($($name:literal => $run:path,)*) => {
        &[$(Row { name: $name, run: |session| Box::pin(async move { $run(&session).await }) },)*]
    };
}

/// All rows.
pub(crate) const ROWS: &[Row] = rows! {
    "open: typical cases with verdicts, none for this reader" => reader::open,
    "a typical case: verdict, answers marked as preset" => reader::typical_case,
    "keyboard alone, to the end; arrows never advance" => reader::keyboard,
    "change an earlier answer; the verdict follows" => reader::change,
    "why: down to a source's statements" => reader::why,
    "how sure: a hundred readings, in words, dots and brackets" => whole::readings,
    "what would change it: tried out, taken back, kept" => whole::what_if,
    "I see it differently: a weight of one's own" => whole::overrule,
    "where the sources disagree" => whole::sources,
    "your load: calculated and compared" => whole::load,
    "a link keeps every answer, and tells of damage" => whole::link,
    "record, pictures, JSON and paper" => whole::keep,
    "what may not leave is taken by hand" => whole::by_hand,
    "the same letters as the native engine, 40 sheets" => digest::digest,
    "the same with a decision of somebody else" => digest::sample,
    "nothing in the console" => quiet::quiet,
    "strict policy: open" => policy::strict_open,
    "strict policy: a typical case" => policy::strict_case,
    "strict policy: keyboard" => policy::strict_keyboard,
    "trusted types: open" => policy::trusted_open,
    "trusted types: a typical case" => policy::trusted_case,
    "trusted types: keyboard" => policy::trusted_keyboard,
    "axe finds nothing, every panel, light" => access::light,
    "axe finds nothing, every panel, dark" => access::dark,
    "no sideways scrolling, 240 to 1400 px" => layout::widths,
    "no sideways scrolling, long words from right to left" => layout::sample_widths,
    "taken out and put back, it keeps its answers" => layout::remount,
    "two on a page are independent" => layout::two,
    "what does not arrive is told, and tried again" => faults::told,
    "a server that does not know wasm" => faults::nameless,
    "only its own base is asked" => layout::requests,
    "the element has what is documented, and nothing else" => element::contract,
    "presets, chosen questions, read only, at the end" => element::authors,
    "a decision of the page itself" => element::own_model,
    "stored where the author says so, and only there" => element::state,
    "loaded near, idle, at once, on a click" => element::loading,
    "one element and one fetch, however the loader comes" => element::loaders,
    "a higher version serves who comes later" => element::versions,
    "where unknown tags are stripped, a div does" => element::divs,
    "moved and copied, it keeps its answers" => element::copies,
    "code with a changed byte is refused, and comes again" => integrity::changed,
    "the same after the first answer" => integrity::later,
    "a pinned snippet works, a changed one does not" => integrity::pinned,
    "code that breaks down starts again, answers kept" => crash::recovers,
    "what breaks down each time is let be" => crash::ends,
};

/// A row that went well.
const PASSED: Outcome = Outcome::Passed(None);
