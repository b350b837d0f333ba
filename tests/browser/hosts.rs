//! Pages that nobody prepared for a widget: each is a file of `tests/hosts/` with something else in
//! the place of the line that brings the loader.

/// The line of `tests/hosts/*.html` that brings the loader.
const LOADER: &str = "<script async src=\"/tiebreak/embed.js\"></script>";

/// An article with everything that articles have, and the widget where a reader wants it.
pub(crate) const LONG: &str = "/hosts/long.html";
/// The same without our script.
pub(crate) const BARE: &str = "/hosts/bare.html";
/// The same with the widget's files on another origin.
pub(crate) const ELSEWHERE: &str = "/hosts/elsewhere.html";

/// The same on a page that sends `Cross-Origin-Embedder-Policy` and `Cross-Origin-Opener-Policy`.
pub(crate) const ISOLATED: &str = "/hosts/isolated.html";

/// An article with a comparison table, without our script.
pub(crate) const TABLE_BARE: &str = "/hosts/table-bare.html";

/// A page made of another.
struct Host {
    path: &'static str,
    file: &'static str,
    /// The code that replaces the line of the loader; `{other}` is another origin that serves the
    /// same.
    head: &'static str,
}

const HOSTS: [Host; 10] = [
    Host { path: TABLE_BARE, file: "table.html", head: "" },
    Host { path: BARE, file: "long.html", head: "" },
    Host {
        path: ELSEWHERE,
        file: "long.html",
        head: "<script async src=\"{other}/tiebreak/embed.js\"></script>",
    },
    Host {
        path: ISOLATED,
        file: "long.html",
        head: "<script async src=\"{other}/tiebreak/embed.js\"></script>",
    },
    Host {
        path: "/hosts/base.html",
        file: "long.html",
        head: "<base href=\"/nowhere/\"><script async src=\"/tiebreak/embed.js\"></script>",
    },
    Host {
        path: "/hosts/clobbered.html",
        file: "long.html",
        head: "<img name=\"currentScript\" alt=\"\"><form name=\"body\"></form>\
               <script async src=\"/tiebreak/embed.js\"></script>",
    },
    Host {
        path: "/hosts/twice.html",
        file: "long.html",
        head: "<script src=\"/tiebreak/embed.js?a\"></script>\
               <script defer src=\"/tiebreak/embed.js?b\"></script>",
    },
    Host {
        path: "/hosts/bootstrap.html",
        file: "long.html",
        head: "<link rel=\"stylesheet\" href=\"/npm/bootstrap/dist/css/bootstrap.min.css\">\
               <script async src=\"/tiebreak/embed.js\"></script>",
    },
    Host {
        path: "/hosts/tailwind.html",
        file: "long.html",
        head: "<link rel=\"stylesheet\" href=\"/npm/tailwindcss/preflight.css\">\
               <script async src=\"/tiebreak/embed.js\"></script>",
    },
    Host {
        path: "/hosts/unset.html",
        file: "long.html",
        head: "<link rel=\"stylesheet\" href=\"/hosts/rude/unset.css\">\
               <link rel=\"stylesheet\" href=\"/hosts/rude/hidden.css\">\
               <script async src=\"/tiebreak/embed.js\"></script>",
    },
];

/// Style sheets of pages that were written for anything but us.
pub(crate) const SHEETS: [&str; 10] = [
    "/npm/bootstrap/dist/css/bootstrap.min.css",
    "/npm/tailwindcss/preflight.css",
    "/hosts/rude/unset.css",
    "/hosts/rude/hidden.css",
    "/hosts/rude/text.css",
    "/hosts/rude/tags.css",
    "/hosts/rude/names.css",
    "/hosts/rude/small.css",
    "/hosts/rude/large.css",
    "/hosts/rude/boxes.css",
];

/// The file that a page is made of; the page's own name where it is a file itself.
pub(crate) fn file(path: &str) -> Option<&str> {
    match HOSTS.iter().find(|host| host.path == path) {
        Some(host) => Some(host.file),
        None => path.strip_prefix("/hosts/"),
    }
}

/// The page that is made of a file's text.
pub(crate) fn made_of(path: &str, text: String, other: &str) -> String {
    match HOSTS.iter().find(|host| host.path == path) {
        Some(host) => text.replace(LOADER, &host.head.replace("{other}", other)),
        None => text,
    }
}
