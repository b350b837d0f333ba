//! The test cases, in the order of the table.

mod access;
mod app;
mod builder;
mod counts;
mod crash;
mod digest;
mod element;
mod faults;
mod frame;
mod headers;
mod hostile;
mod hosts;
mod integrity;
mod layout;
mod leptos;
mod manners;
mod meanwhile;
mod offline;
mod policy;
mod quiet;
mod reader;
mod renderer;
mod surroundings;
mod translated;
mod whole;

use std::pin::Pin;
use std::rc::Rc;

use crate::session::Session;
use crate::{Outcome, Result};

/// The run of a case in one engine.
type Work = Pin<Box<dyn Future<Output = Result<Outcome>>>>;

/// A test of one behaviour.
pub(crate) struct TestCase {
    /// The name in the table.
    pub(crate) name: &'static str,
    /// Runs the case in a session.
    pub(crate) run: fn(Rc<Session>) -> Work,
}

/// A case for each function; each takes the session and returns the outcome.
macro_rules! cases {
    ($($name:literal => $run:path,)*) => {
        &[$(TestCase { name: $name, run: |session| Box::pin(async move { $run(&session).await }) },)*]
    };
}

/// All cases.
pub(crate) const CASES: &[TestCase] = cases! {
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
    "a policy without wasm: in a frame" => policy::framed,
    "a policy without wasm and frames: the article stays" => policy::forbidden,
    "axe finds nothing, every panel, light" => access::light,
    "axe finds nothing, every panel, dark" => access::dark,
    "forced colours, no motion" => access::forced,
    "keys that a control uses stay in the widget" => surroundings::keys,
    "dark where the page behind it is dark" => surroundings::colors,
    "styles and answers in another document" => surroundings::documents,
    "a short place: a button that names the decision" => surroundings::short,
    "no sideways scrolling, 240 to 1400 px" => layout::widths,
    "no sideways scrolling, long words from right to left" => layout::sample_widths,
    "no sideways scrolling, text twice as large" => layout::large_widths,
    "taken out and put back, it keeps its answers" => layout::remount,
    "two on a page are independent" => layout::two,
    "what does not arrive is told, and tried again" => faults::told,
    "a server that does not know wasm" => faults::nameless,
    "the element has what is documented, and nothing else" => element::contract,
    "presets, chosen questions, read only, at the end" => element::authors,
    "light, dark, or as the page is" => element::theme,
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
    "a frozen version has the decisions of its day" => integrity::unknown,
    "an article of an older version, alone and beside the newest" => integrity::older,
    "code that breaks down starts again, answers kept" => crash::recovers,
    "what breaks down each time is let be" => crash::ends,
    "what breaks down whenever it is shown takes no other with it" => crash::alone,
    "what breaks down in going is gone, and comes again" => crash::going,
    "an event's listener asks for something else" => meanwhile::anew,
    "states say what is, and the promise is kept" => meanwhile::states,
    "a frame is as high as what it shows" => frame::height,
    "a frame hears nobody else, and is bounded" => frame::forged,
    "a frame without origin and storage" => frame::sandboxed,
    "a frame is used by keyboard" => frame::keyboard,
    "a frame tells answers to the page that its snippet names" => frame::named,
    "a frame with a wrong answer, and one that moves" => meanwhile::framed,
    "the builder: what it makes works where it is pasted" => builder::pasted,
    "the builder: frozen lines run those bytes and no others" => builder::frozen,
    "the builder: a preset from answers, and in a frame" => builder::forms,
    "the builder: no answers are no preset" => builder::preset,
    "the builder: what comes late or never is in no lines" => builder::late,
    "the builder: a div" => builder::div,
    "the builder: what is wrong is said, and nothing to copy" => builder::wrong,
    "the builder: axe finds nothing, and nothing reaches past 360 px" => builder::access,
    "a Leptos app: shown, answered, removed, shown again" => leptos::app,
    "renderer: its own tests" => renderer::all,
    "translated: question and options belong together" => translated::together,
    "only its own base is asked" => layout::requests,
    "a model full of markup" => hostile::markup,
    "a model with names that objects have" => hostile::names,
    "models that are refused" => hostile::bad,
    "servers without manners" => hostile::servers,
    "far from the screen, nothing but the loader" => counts::lazy,
    "as many bytes as were packed" => counts::bytes,
    "nothing moves by itself" => counts::shifts,
    "twenty widgets, one core" => counts::twenty,
    "two hundred widgets leave nothing behind" => counts::heap,
    "an article with everything" => hosts::long,
    "bootstrap, tailwind, a page that unsets and hides all" => hosts::sheets,
    "a base, hidden names, the loader twice" => hosts::odd,
    "posts as WordPress and Ghost write them" => hosts::platforms,
    "its files on another origin" => hosts::elsewhere,
    "a page that is isolated from other origins" => headers::isolated,
    "frames, with and without an origin" => hosts::frames,
    "pages by Turbo, there and back" => hosts::turbo,
    "pages by htmx, there and back" => hosts::htmx,
    "a page that React draws anew" => hosts::react,
    "without a script the article is whole" => hosts::without,
    "a page that is zoomed" => hosts::zoomed,
    "back, on a page that the browser kept" => hosts::back,
    "the same picture under every style sheet" => manners::looks,
    "wide enough in floats, rows and grids" => manners::places,
    "the page stays what it was" => manners::leaves_alone,
    "keys, links, scrolling and forms stay the page's" => manners::keys,
    "page: what it is for, to a decision and back" => app::home,
    "page: unfinished answers come back" => app::draft,
    "page: the same answers in another window" => app::elsewhere,
    "page: notes that were being typed" => app::notes,
    "page: two windows save the same" => app::shelf::windows,
    "page: saving asks again for what did not come" => app::shelf::again,
    "page: its code breaks down" => app::crash,
    "page: the element does not come" => app::lost,
    "page: saved, found, renamed, copied, deleted, undone" => app::shelf::saved,
    "page: out to a file and in again" => app::shelf::files,
    "page: an older version of the decision" => app::shelf::older,
    "page: no room left" => app::shelf::full,
    "page: what could not be saved is not lost" => app::shelf::refused,
    "page: two people compared" => app::shelf::compare,
    "page: a decision of the reader's own" => app::own::own,
    "page: a decision of the reader's own is shown" => app::own::own_shown,
    "page: files dropped anywhere" => app::own::dropped,
    "page: how the verdict is made, and keys" => app::how,
    "page: a link beside unfinished answers" => app::link,
    "page: a link, and no room to set answers aside" => app::link_refused,
    "page: nothing moves while it comes" => app::views::still,
    "page: text is as large as the reader has it" => app::views::sizes,
    "page: axe finds nothing in any view" => app::views::axe,
    "page: no sideways scrolling in any view" => app::views::widths,
    "offline: after one visit the server may go" => offline::gone,
    "offline: a new version is told of, taken once, answers stay" => offline::updates::update,
    "offline: from first to third and back to second" => offline::updates::versions,
    "offline: an update that breaks off changes nothing" => offline::updates::broken_off,
    "offline: an update that breaks off leaves the one that waits" => offline::updates::waiting,
    "offline: a tab that is open is not forgotten among many" => offline::updates::tabs,
    "offline: a log-in page for everything poisons nothing" => offline::faults::portal,
    "offline: damaged or emptied storage mends itself" => offline::faults::mended,
    "offline: retired, it removes itself" => offline::faults::retired,
    "offline: two copies, an article and a frame on one host" => offline::neighbours,
    "offline: without room the page works all the same" => offline::denied,
    "offline: a browser would install it" => offline::installable,
};

/// The outcome of a case that passed.
const PASSED: Outcome = Outcome::Passed(None);
