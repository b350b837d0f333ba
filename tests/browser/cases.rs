//! The test cases, in the order of the table.

mod access;
mod builder;
mod changes;
mod console;
mod counts;
mod crash;
mod details;
mod digest;
mod element;
mod faults;
mod first_screen;
mod frame;
mod fuzz;
mod headers;
mod hostile;
pub(crate) mod hosts;
mod integrity;
mod isolation;
pub(crate) mod languages;
mod layout;
mod leptos;
mod offline;
mod page;
mod policy;
mod reader;
mod renderer;
mod sequences;
mod soak;
mod studio;
mod surroundings;
mod tables;
mod translated;

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
    "first view: typical cases show verdicts, the reader has none yet" => reader::open,
    "a typical case sets answers, marked as preset, and a verdict" => reader::typical_case,
    "the keyboard alone reaches the end; arrow keys never go to the next question" => reader::keyboard,
    "a typical case that replaces answers can be undone in its place" => reader::replaced_by_case,
    "a changed earlier answer changes the verdict" => reader::change,
    "the reasons lead to the statements of a source" => reader::why,
    "scenarios are shown in words, dots and brackets" => details::scenarios,
    "changes can be tried out, discarded and adopted" => details::what_if,
    "a reader can set a weight" => details::overrule,
    "a panel is never about two states of the answers" => details::whole,
    "disagreements of the sources are shown" => details::sources,
    "a load is calculated and compared" => details::load,
    "a link keeps every answer and reports damage" => details::link,
    "record, pictures, JSON and print contain the decision" => details::keep,
    "a blocked export offers its text for copying" => details::by_hand,
    "results equal those of the native engine, 40 answer sheets" => digest::digest,
    "results equal those of the native engine, other model" => digest::sample,
    "the console stays empty" => console::silent,
    "strict policy: first view" => policy::strict_open,
    "strict policy: a typical case" => policy::strict_case,
    "strict policy: keyboard" => policy::strict_keyboard,
    "trusted types: first view" => policy::trusted_open,
    "trusted types: a typical case" => policy::trusted_case,
    "trusted types: keyboard" => policy::trusted_keyboard,
    "a policy without WebAssembly leads to a frame" => policy::framed,
    "a policy without WebAssembly and frames keeps the article's content" => policy::forbidden,
    "axe finds no fault in any panel, light" => access::light,
    "axe finds no fault in any panel, dark" => access::dark,
    "forced colours and reduced motion are respected" => access::forced,
    "keys that a control uses stay in the widget" => surroundings::keys,
    "auto theme is dark on a dark page" => surroundings::colors,
    "styles and answers survive a move into another document" => surroundings::documents,
    "a short place shows a button that names the decision" => surroundings::short,
    "760 x 900 px show the typical cases and the first question" => first_screen::fits,
    "360 x 740 px show a question of up to seven options" => first_screen::questions_fit,
    "on a phone the verdict stays in view below the question" => first_screen::verdict_line,
    "on a phone the selected tab is in view" => first_screen::tabs,
    "text has at least 12 px, and targets 24 px" => first_screen::readable,
    "no sideways scrolling, 240 to 1400 px" => layout::widths,
    "no sideways scrolling, long words from right to left" => layout::sample_widths,
    "no sideways scrolling, text twice as large" => layout::large_widths,
    "no sideways scrolling, longer texts of a language" => layout::long_widths,
    "no sideways scrolling, Arabic" => layout::arabic_widths,
    "the widget is in the language of the page, in each language" => languages::all,
    "the language is that of the element, the page, the decision, in this order" => languages::order,
    "texts of a language that do not arrive leave the widget in English" => languages::faults,
    "a table and its widget are in the language of the page" => languages::table,
    "a frame is in the language of the page around it" => languages::frame,
    "an element that is removed and added again keeps its answers" => layout::remount,
    "two elements on a page are independent" => layout::two,
    "a failed download is reported and can be retried" => faults::told,
    "a server with a wrong content type for WebAssembly works" => faults::nameless,
    "the element has exactly the documented members" => element::contract,
    "presets, chosen questions, read only and verdict at the end" => element::authors,
    "light, dark and auto themes" => element::theme,
    "a model that the page passes" => element::own_model,
    "answers are stored only where the author asks for storage" => element::state,
    "loading lazy, idle, eager and on a click" => element::loading,
    "one element and one fetch for every way to include the loader" => element::loaders,
    "the highest version serves elements that load later" => element::versions,
    "a div works where unknown tags are stripped" => element::divs,
    "a moved or copied element keeps its answers" => element::copies,
    "attributes, properties and methods in one task have the same end as one after the other" => sequences::one_task,
    "values that no author means do no harm" => fuzz::values,
    "stored answers of other programs do no harm" => fuzz::stored,
    "messages that a frame does not expect do no harm" => fuzz::messages,
    "random use of an article leaves nothing behind" => soak::article,
    "random use of the standalone page leaves nothing behind" => soak::standalone,
    "changed code is refused and can be retried" => integrity::changed,
    "changed details are refused and can be retried" => integrity::later,
    "a pinned snippet works, a snippet with a wrong digest does not" => integrity::pinned,
    "a frozen version reads the decisions of that version" => integrity::unknown,
    "an older version works alone and beside the newest" => integrity::older,
    "code that traps is restarted with the answers" => crash::recovers,
    "code that traps repeatedly is given up" => crash::ends,
    "an element that always traps does not affect others" => crash::alone,
    "a trap during unmount removes the widget, which can be mounted again" => crash::going,
    "a listener that changes attributes takes effect" => changes::anew,
    "states and the ready promise follow the element" => changes::states,
    "a frame is as high as its content" => frame::height,
    "a frame ignores foreign messages and limits its height" => frame::forged,
    "a sandboxed frame without origin and storage works" => frame::sandboxed,
    "a frame works by keyboard" => frame::keyboard,
    "a frame reports answers only to the named origin" => frame::named,
    "a frame with an invalid answer, and a frame that is moved" => changes::framed,
    "the builder: its lines work in a page" => builder::pasted,
    "the builder: frozen lines run only the pinned bytes" => builder::frozen,
    "the builder: a preset from answers, and in a frame" => builder::forms,
    "the builder: without answers there is no preset" => builder::preset,
    "the builder: lines never contain unfinished values" => builder::late,
    "the builder: a div" => builder::div,
    "the builder: errors are shown, and there is nothing to copy" => builder::wrong,
    "the builder: the page is in the language of the reader" => builder::language,
    "the builder: axe finds no fault, and 360 px are enough" => builder::access,
    "the builder: a table as Markdown, HTML, TSV and CSV" => builder::table::formats,
    "the builder: a table in formatted content" => builder::table::rich,
    "the builder: nothing in a table runs" => builder::table::hostile,
    "the builder: problems of a table, and settings of its criteria" => builder::table::settings,
    "the builder: a table with alternatives in rows" => builder::table::orientation,
    "the builder: without a table there is nothing to copy" => builder::table::wrong,
    "the builder with a table: axe finds no fault, and 360 px are enough" => builder::table::access,
    "tables are read by the rules" => builder::table::reading,
    "the Leptos component is mounted, answered, unmounted, mounted again" => leptos::app,
    "renderer: its own tests" => renderer::all,
    "a translated page shows the options of its question" => translated::together,
    "requests go to the element's own folder only" => layout::requests,
    "markup in a model stays text" => hostile::markup,
    "a model with names of object properties" => hostile::names,
    "invalid models are refused" => hostile::bad,
    "misbehaving servers are reported" => hostile::servers,
    "an element far from the screen loads nothing" => counts::lazy,
    "the browser downloads the measured bytes" => counts::bytes,
    "no layout shifts" => counts::shifts,
    "twenty widgets share one instance of the code" => counts::twenty,
    "two hundred widgets leave no memory behind" => counts::heap,
    "a long article with all kinds of content" => hosts::long,
    "Bootstrap, Tailwind, and pages that reset or hide everything" => hosts::sheets,
    "a base element, shadowed globals, and a loader included twice" => hosts::odd,
    "posts in the form of WordPress and Ghost" => hosts::platforms,
    "files on another origin" => hosts::elsewhere,
    "a page that is isolated from other origins" => headers::isolated,
    "the element inside frames, with and without an origin" => hosts::frames,
    "Turbo navigation, forwards and back" => hosts::turbo,
    "htmx navigation, forwards and back" => hosts::htmx,
    "a page that React renders again" => hosts::react,
    "a div in a page that React hydrates" => hosts::hydrated,
    "without scripts the article is complete" => hosts::without,
    "a zoomed page" => hosts::zoomed,
    "back to a page in the back/forward cache" => hosts::back,
    "table: a reader answers by mouse" => tables::mouse,
    "table: a reader answers by keyboard" => tables::keyboard,
    "table: the cells of the row stand beside the options" => tables::facts,
    "table: the article's table stays as it was" => tables::unchanged,
    "table: no layout shifts" => tables::still,
    "table: the widget in the place of the table" => tables::replaced,
    "table: in a div, in figures, and with alternatives in rows" => tables::wrapped,
    "table: changed cells, columns and rows" => tables::cells,
    "table: sorted rows and columns" => tables::order,
    "table: two hundred changes a second" => tables::many,
    "table: many versions leave no memory behind" => tables::memory,
    "table: errors are told to the author only" => tables::silent,
    "table: cells that are not rated are told with row and column" => tables::reported,
    "table: a corrected table gets its widget" => tables::corrected,
    "table: a table that becomes erroneous keeps its widget" => tables::broken,
    "table: not in a frame" => tables::framed,
    "table: hostile cells stay text" => tables::hostile,
    "table: ten tables share the code" => tables::ten,
    "table: its code is fetched for tables only" => tables::requests,
    "table: answers, questions, readonly and reveal" => tables::attributes,
    "table: answers are stored, exported and imported" => tables::state,
    "table: a link opens with the answers" => tables::links,
    "table: a link of one of two tables" => tables::link_of_two,
    "table: events and properties" => tables::events,
    "table: on paper" => tables::paper,
    "table: without scripts" => tables::without,
    "table: twelve alternatives and sixty-four rows" => tables::large,
    "table: in a shadow root" => tables::strangers,
    "table: added later than its element" => tables::added,
    "table: an element that is removed and added again" => tables::returned,
    "table: strict policies" => tables::policies,
    "table: axe finds no fault" => tables::access,
    "table: the tables of publishing systems" => tables::published,
    "minified style sheets have the rules of their sources" => isolation::styles,
    "every style sheet of the page leads to the same picture" => isolation::looks,
    "floats, rows and grids leave enough width" => isolation::places,
    "the page around the element stays unchanged" => isolation::leaves_alone,
    "keys, links, scrolling and forms of the page keep working" => isolation::keys,
    "a widget that changes does not scroll the page further down" => isolation::scrolling,
    "page: from the first view to a decision and back" => page::home,
    "page: unfinished answers are restored" => page::draft,
    "page: another window shows the same answers" => page::elsewhere,
    "page: notes are kept while typing" => page::notes,
    "page: two windows save the same decision" => page::saved_list::windows,
    "page: saving retries a failed download" => page::saved_list::again,
    "page: its code traps" => page::crash,
    "page: the element's script is missing" => page::lost,
    "page: save, search, rename, copy, delete, undo" => page::saved_list::saved,
    "page: export to a file and import" => page::saved_list::files,
    "page: a decision saved with an older version" => page::saved_list::older,
    "page: storage is full" => page::saved_list::full,
    "page: refused writes are not lost" => page::saved_list::refused,
    "page: compare two people" => page::saved_list::compare,
    "page: a model file of the reader" => page::own_models::own,
    "page: a model file of the reader is shown" => page::own_models::own_shown,
    "page: files can be dropped anywhere" => page::own_models::dropped,
    "page: the page about the method, and keyboard shortcuts" => page::how,
    "page: a link sets unfinished answers aside" => page::link,
    "page: a link, and no room for the unfinished answers" => page::link_refused,
    "page: the language that the reader has chosen" => page::languages::chosen,
    "page: the language of the browser" => page::languages::preferred,
    "page: no text of the interface is in another language" => page::languages::complete,
    "page: the menu of languages keeps the answers" => page::languages::menu,
    "page: texts of a language that do not arrive" => page::languages::missing,
    "page: no sideways scrolling in other languages" => page::languages::widths,
    "page: the language of the reader without a network" => page::languages::offline,
    "page: no layout shifts while loading" => page::views::still,
    "page: text follows the text size of the browser" => page::views::sizes,
    "page: axe finds no fault in any view" => page::views::axe,
    "studio: from a pasted table to an exported decision" => studio::table,
    "studio: from scratch to a decision that each alternative can win" => studio::scratch,
    "studio: a mistake is shown at its field, and gone when corrected" => studio::mistake,
    "studio: everything can be undone and redone" => studio::undo,
    "studio: a reload keeps the draft" => studio::reload,
    "studio: storage is full" => studio::full,
    "studio: two windows change one draft" => studio::windows,
    "studio: files are opened again as they were exported" => studio::files,
    "studio: the answers in the preview become a test" => studio::test_cases,
    "studio: facts, the row of an open question and rules can be edited by forms" => studio::rows,
    "studio: corrections, advice and the table can be edited by forms" => studio::evidence,
    "studio: the tie band, priors, notes about sources and unused statements can be edited by forms" => studio::notes,
    "studio: the report names an answer that never matters, and its examples open in the preview" => studio::report,
    "studio: no sideways scrolling in any pane, one pane at a time on a phone" => studio::widths,
    "studio: the keyboard alone is enough" => studio::keyboard,
    "studio: axe finds no fault in any part" => studio::axe,
    "studio: only the studio downloads its code" => studio::download,
    "page: no sideways scrolling in any view" => page::views::widths,
    "offline: works without a server after one visit" => offline::gone,
    "offline: an update is announced, installed on request, answers stay" => offline::updates::update,
    "offline: updates skip versions and can be rolled back" => offline::updates::versions,
    "offline: an interrupted update changes nothing" => offline::updates::broken_off,
    "offline: an interrupted update keeps the waiting update" => offline::updates::waiting,
    "offline: an open tab keeps its build among many" => offline::updates::tabs,
    "offline: a log-in page in place of files is not stored" => offline::faults::portal,
    "offline: damaged or emptied caches are repaired" => offline::faults::mended,
    "offline: a retired worker removes itself" => offline::faults::retired,
    "offline: two copies, an article and a frame share a host" => offline::neighbours,
    "offline: without storage the page works online" => offline::denied,
    "offline: browsers can install the page" => offline::installable,
};

/// The outcome of a case that passed.
const PASSED: Outcome = Outcome::Passed(None);
