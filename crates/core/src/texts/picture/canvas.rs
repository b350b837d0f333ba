//! What a picture is drawn with: texts, bars and shapes as SVG elements.
//!
//! All lengths are units of the picture, which is 1200 by 630. A decision in a language that runs
//! from right to left is drawn as in a mirror; a single text from right to left keeps its place
//! and runs its own way.

use crate::model::{Color, Shape};
use crate::texts::sentence::is_right_to_left;

/// Width of the picture.
pub const WIDTH: i64 = 1_200;
/// Height of the picture.
pub const HEIGHT: i64 = 630;
/// Free room at every side.
pub const EDGE: i64 = 48;
/// Colour of what a bar fills.
pub const TRACK: &str = "#e9ebee";

const GROUND: &str = "#fbfbf9";
const TEXT: &str = "#1d2127";
const MUTED: &str = "#5c6470";
const RULE: &str = "#dfe2e6";
/// Families that come with the reader's system.
const FONT: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

/// The light colour of the widget that stands for an alternative.
pub fn color(color: Color) -> &'static str {
    match color {
        Color::Blue => "#1c5fb0",
        Color::Orange => "#a94f0b",
        Color::Purple => "#7a4a9c",
        Color::Teal => "#0b6b62",
        Color::Pink => "#b02a63",
        Color::Olive => "#5d6510",
        Color::Indigo => "#4a49b8",
        Color::Brown => "#7d4f35",
        Color::Cyan => "#08677f",
        Color::Plum => "#8d2f7d",
        Color::Slate => "#4d5b6b",
        Color::Gold => "#7c5a00",
    }
}

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub struct Face {
    size: i64,
    bold: bool,
    color: &'static str,
}

impl Face {
    /// Of this size.
    pub const fn plain(size: i64) -> Self {
        Self { size, bold: false, color: TEXT }
    }

    /// Of this size, in bold.
    pub const fn bold(size: i64) -> Self {
        Self { size, bold: true, color: TEXT }
    }

    /// Of this size, in grey.
    pub const fn muted(size: i64) -> Self {
        Self { size, bold: false, color: MUTED }
    }

    /// The same in grey.
    #[must_use]
    pub const fn quiet(self) -> Self {
        Self { color: MUTED, ..self }
    }

    /// From one line to the next.
    pub const fn step(self) -> i64 {
        self.size * 5 / 4
    }
}

/// A picture that is being drawn.
pub struct Canvas {
    body: String,
    mirrored: bool,
}

impl Canvas {
    /// An empty one for texts of this language.
    pub fn new(lang: &str) -> Self {
        let mirrored = is_right_to_left_language(lang);
        let mut it = Self { body: String::new(), mirrored };
        it.rectangle(0, 0, [WIDTH, HEIGHT], 0, GROUND);
        it
    }

    /// Writes a text in at most so many lines, from `x` on, the first with its foot at `y`.
    /// Returns where the next line would stand.
    pub fn lines(&mut self, x: i64, y: i64, room: i64, most: usize, face: Face, text: &str) -> i64 {
        let mut y = y;
        for line in wrap(text, face, room, most) {
            self.text(x, y, face, "start", &line);
            y += face.step();
        }
        y
    }

    /// Writes one line that ends at `x`.
    pub fn end(&mut self, x: i64, y: i64, face: Face, text: &str) {
        self.text(x, y, face, "end", text);
    }

    fn text(&mut self, x: i64, y: i64, face: Face, anchor: &'static str, text: &str) {
        // The first letter says which way a text runs; without one it runs as the picture does.
        let strong = text.chars().find(|it| it.is_alphabetic());
        let rtl = strong.map_or(self.mirrored, is_right_to_left);
        // The anchor of a text that runs against the picture is the other one.
        let anchor = match (rtl == self.mirrored, anchor) {
            (true, it) => it,
            (false, "start") => "end",
            (false, _) => "start",
        };
        let x = if self.mirrored { WIDTH - x } else { x };
        self.element("text", |it| {
            it.number("x", x).number("y", y).number("font-size", face.size);
            it.attribute("fill", face.color).attribute("text-anchor", anchor);
            if face.bold {
                it.attribute("font-weight", "600");
            }
            if rtl {
                it.attribute("direction", "rtl");
            }
        });
        let end = self.body.len() - "/>".len();
        self.body.truncate(end);
        self.body.push('>');
        escape(&mut self.body, text);
        self.body.push_str("</text>\n");
    }

    /// A bar of this width.
    pub fn bar(&mut self, x: i64, y: i64, width: i64, color: &str) {
        self.rectangle(x, y, [width, 12], 3, color);
        self.body.push('\n');
    }

    /// A line from edge to edge.
    pub fn rule(&mut self, y: i64) {
        self.rectangle(EDGE, y, [WIDTH - 2 * EDGE, 1], 0, RULE);
        self.body.push('\n');
    }

    fn rectangle(&mut self, x: i64, y: i64, [width, height]: [i64; 2], round: i64, color: &str) {
        let x = if self.mirrored { WIDTH - x - width } else { x };
        self.element("rect", |it| {
            it.number("x", x).number("y", y).number("width", width).number("height", height);
            it.number("rx", round).attribute("fill", color);
        });
    }

    /// The shape of an alternative, 16 by 16.
    pub fn shape(&mut self, x: i64, y: i64, shape: Shape, color: &str) {
        let x = if self.mirrored { WIDTH - x - 16 } else { x };
        let path = match shape {
            Shape::Circle => "M0 8a8 8 0 1 0 16 0a8 8 0 1 0 -16 0z",
            Shape::Square => "M1 1h14v14h-14z",
            Shape::Diamond => "M8 0l8 8l-8 8l-8 -8z",
            Shape::Triangle => "M8 1l8 14h-16z",
            Shape::Ring => "M0 8a8 8 0 1 0 16 0a8 8 0 1 0 -16 0zM4 8a4 4 0 1 1 8 0a4 4 0 1 1 -8 0z",
            Shape::Bar => "M0 5h16v6h-16z",
        };
        let place = ["translate(", &x.to_string(), " ", &y.to_string(), ")"].concat();
        self.element("path", |it| {
            it.attribute("d", path).attribute("transform", &place).attribute("fill", color);
            it.attribute("fill-rule", "evenodd");
        });
        self.body.push('\n');
    }

    fn element(&mut self, name: &str, attributes: impl FnOnce(&mut Attributes<'_>)) {
        self.body.push('<');
        self.body.push_str(name);
        attributes(&mut Attributes(&mut self.body));
        self.body.push_str("/>");
    }

    /// The whole file, with a title for whoever cannot see it and the link it leads to.
    pub fn finish(self, title: &str, link: Option<&str>) -> String {
        let mut out = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
        let (width, height) = (WIDTH.to_string(), HEIGHT.to_string());
        let box_ = ["0 0 ", &width, " ", &height].concat();
        let mut head = Attributes(&mut out);
        head.attribute("width", &width).attribute("height", &height).attribute("viewBox", &box_);
        head.attribute("font-family", FONT);
        out.push_str(">\n<title>");
        escape(&mut out, title);
        out.push_str("</title>\n");
        if let Some(link) = link {
            out.push_str("<desc>");
            escape(&mut out, link);
            out.push_str("</desc>\n");
        }
        [&out, &self.body, "</svg>\n"].concat()
    }
}

struct Attributes<'a>(&'a mut String);

impl Attributes<'_> {
    fn attribute(&mut self, name: &str, value: &str) -> &mut Self {
        self.0.push(' ');
        self.0.push_str(name);
        self.0.push_str("=\"");
        escape(self.0, value);
        self.0.push('"');
        self
    }

    fn number(&mut self, name: &str, value: i64) -> &mut Self {
        self.attribute(name, &value.to_string())
    }
}

/// Appends a text so that nothing in it is markup; what XML 1.0 has no place for is left out.
fn escape(out: &mut String, text: &str) {
    for it in text.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if it.is_control() => {}
            _ => out.push(it),
        }
    }
}

/// The lines of a text that has so much room. Breaks stand between words, or within one that is
/// wider than a line; what does not fit into the last line ends in an ellipsis.
pub fn wrap(text: &str, face: Face, room: i64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let fitting = fitting(rest, face, room);
        if fitting == rest.len() {
            lines.push(rest.to_owned());
            break;
        }
        if lines.len() + 1 >= most {
            let room = room - width("…", face);
            let end = self::fitting(rest, face, room);
            lines.push([rest[..end].trim_end(), "…"].concat());
            break;
        }
        // A break before a word that is cut, when there is another one before it.
        let next_is_space = rest[fitting..].starts_with(char::is_whitespace);
        let before = rest[..fitting].rfind(char::is_whitespace).filter(|_| !next_is_space);
        let end = before.unwrap_or(fitting);
        lines.push(rest[..end].trim_end().to_owned());
        rest = rest[end..].trim_start();
    }
    lines
}

/// How many bytes of a text fit into a line, one character at least.
fn fitting(text: &str, face: Face, room: i64) -> usize {
    let mut end = 0;
    for (i, it) in text.char_indices() {
        let longer = i + it.len_utf8();
        if end > 0 && width(&text[..longer], face) > room {
            break;
        }
        end = longer;
    }
    end
}

/// How wide a text may be: its characters by classes, after the widths of `DejaVu Sans`, which is
/// wider than the system fonts of today; bold is a seventh wider. What is not Latin counts as wide
/// as a capital, and East Asian characters and pictures as high as wide. An estimate: a font that
/// is wider still runs over.
pub fn width(text: &str, face: Face) -> i64 {
    let hundredths = |it: char| match it {
        '\u{2066}'..='\u{2069}' | '\u{300}'..='\u{36f}' => 0,
        'i' | 'j' | 'l' | 'I' | 'J' | '\'' | '’' | '|' | ' ' | '.' | ',' | ':' | ';' | '/' => 34,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '!' => 42,
        'a'..='l' | 'n'..='v' | 'x'..='z' | '0'..='9' | '“' | '”' | '"' | '_' | '?' | '·' => {
            64
        }
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' | '—' => 100,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' => 104,
        '\u{ff00}'..='\u{ff60}' | '\u{1f000}'.. => 125,
        _ => 79,
    };
    let em: i64 = text.chars().map(hundredths).sum();
    let wide = em * face.size / 100;
    if face.bold { wide * 8 / 7 } else { wide }
}

/// Whether a language is written from right to left.
fn is_right_to_left_language(lang: &str) -> bool {
    let primary = lang.split('-').next().unwrap_or_default();
    ["ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"].contains(&primary)
}
