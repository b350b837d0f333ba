//! Draws texts, bars and shapes as SVG elements.
//!
//! Lengths are in user units of the picture, which is 1200 by 630. For a right-to-left language the
//! layout is mirrored. A right-to-left text in another layout keeps its place and its direction.

use crate::model::{Color, Shape};
use crate::texts::sentence::is_right_to_left;

/// Width of the picture.
pub const WIDTH: i64 = 1_200;
/// Height of the picture.
pub const HEIGHT: i64 = 630;
/// Margin on every side.
pub const EDGE: i64 = 48;
/// Colour of the track behind a bar.
pub const TRACK: &str = "#e9ebee";

const GROUND: &str = "#fbfbf9";
const TEXT: &str = "#1d2127";
const MUTED: &str = "#5c6470";
const RULE: &str = "#dfe2e6";
/// Fonts of the reader's system.
const FONT: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

/// The colour of an alternative on a light page.
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

/// Size, weight and colour of a text.
#[derive(Clone, Copy, Debug)]
pub struct Face {
    size: i64,
    bold: bool,
    color: &'static str,
}

impl Face {
    /// A text of this size.
    pub const fn plain(size: i64) -> Self {
        Self { size, bold: false, color: TEXT }
    }

    /// A bold text of this size.
    pub const fn bold(size: i64) -> Self {
        Self { size, bold: true, color: TEXT }
    }

    /// A grey text of this size.
    pub const fn muted(size: i64) -> Self {
        Self { size, bold: false, color: MUTED }
    }

    /// The same in grey.
    #[must_use]
    pub const fn quiet(self) -> Self {
        Self { color: MUTED, ..self }
    }

    /// The distance from one line to the next.
    pub const fn step(self) -> i64 {
        self.size * 5 / 4
    }
}

/// A picture to draw into.
pub struct Canvas {
    body: String,
    mirrored: bool,
}

impl Canvas {
    /// An empty picture, mirrored for languages that are written from right to left.
    pub fn new(mirrored: bool) -> Self {
        let mut canvas = Self { body: String::new(), mirrored };
        canvas.rectangle(0, 0, [WIDTH, HEIGHT], 0, GROUND);
        canvas
    }

    /// Draws a text that starts at `x`, in at most `most` lines of the width `room`. The baseline of
    /// the first line is at `y`. Returns the baseline of the next line.
    pub fn lines(&mut self, x: i64, y: i64, room: i64, most: usize, face: Face, text: &str) -> i64 {
        let mut y = y;
        for line in wrap(text, face, room, most) {
            self.text(x, y, face, "start", &line);
            y += face.step();
        }
        y
    }

    /// Draws one line that ends at `x`.
    pub fn end(&mut self, x: i64, y: i64, face: Face, text: &str) {
        self.text(x, y, face, "end", text);
    }

    fn text(&mut self, x: i64, y: i64, face: Face, anchor: &'static str, text: &str) {
        // The first letter decides the direction; without a letter, the picture does.
        let strong = text.chars().find(|c| c.is_alphabetic());
        let rtl = strong.map_or(self.mirrored, is_right_to_left);
        // A text against the direction of the picture has its start at the other end.
        let anchor = match (rtl == self.mirrored, anchor) {
            (true, anchor) => anchor,
            (false, "start") => "end",
            (false, _) => "start",
        };
        let x = if self.mirrored { WIDTH - x } else { x };
        self.element("text", |text| {
            text.number("x", x).number("y", y).number("font-size", face.size);
            text.attribute("fill", face.color).attribute("text-anchor", anchor);
            if face.bold {
                text.attribute("font-weight", "600");
            }
            if rtl {
                text.attribute("direction", "rtl");
            }
        });
        let end = self.body.len() - "/>".len();
        self.body.truncate(end);
        self.body.push('>');
        escape(&mut self.body, text);
        self.body.push_str("</text>\n");
    }

    /// Draws a bar.
    pub fn bar(&mut self, x: i64, y: i64, width: i64, color: &str) {
        self.rectangle(x, y, [width, 12], 3, color);
        self.body.push('\n');
    }

    /// Draws a line over the whole width.
    pub fn rule(&mut self, y: i64) {
        self.rectangle(EDGE, y, [WIDTH - 2 * EDGE, 1], 0, RULE);
        self.body.push('\n');
    }

    fn rectangle(&mut self, x: i64, y: i64, [width, height]: [i64; 2], round: i64, color: &str) {
        let x = if self.mirrored { WIDTH - x - width } else { x };
        self.element("rect", |rect| {
            rect.number("x", x).number("y", y).number("width", width).number("height", height);
            rect.number("rx", round).attribute("fill", color);
        });
    }

    /// Draws the shape of an alternative, 16 by 16.
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
        self.element("path", |element| {
            element.attribute("d", path).attribute("transform", &place).attribute("fill", color);
            element.attribute("fill-rule", "evenodd");
        });
        self.body.push('\n');
    }

    fn element(&mut self, name: &str, attributes: impl FnOnce(&mut Attributes<'_>)) {
        self.body.push('<');
        self.body.push_str(name);
        attributes(&mut Attributes(&mut self.body));
        self.body.push_str("/>");
    }

    /// The SVG file, with the title for screen readers and the link in the `desc` element.
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

/// Appends an escaped text, without the characters that XML 1.0 forbids.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if c.is_control() => {}
            _ => out.push(c),
        }
    }
}

/// Breaks a text into at most `most` lines of the width `room`. Lines break between words, or inside
/// a word that is wider than a line. If the text does not fit, the last line ends with an ellipsis.
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
        // Breaks before a word that would be cut, unless it is the first of the line.
        let next_is_space = rest[fitting..].starts_with(char::is_whitespace);
        let before = rest[..fitting].rfind(char::is_whitespace).filter(|_| !next_is_space);
        let end = before.unwrap_or(fitting);
        lines.push(rest[..end].trim_end().to_owned());
        rest = rest[end..].trim_start();
    }
    lines
}

/// The length in bytes of the longest start of a text that fits into a line; at least one character.
fn fitting(text: &str, face: Face, room: i64) -> usize {
    let mut end = 0;
    for (i, c) in text.char_indices() {
        let longer = i + c.len_utf8();
        if end > 0 && width(&text[..longer], face) > room {
            break;
        }
        end = longer;
    }
    end
}

/// An estimate of the width of a text.
///
/// Each character belongs to a class with the width that `DejaVu Sans` gives it, which is wider than
/// common system fonts; bold text is a seventh wider. Characters of other scripts count as capitals,
/// East Asian characters and emoji as squares. With a wider font, the text overflows.
pub fn width(text: &str, face: Face) -> i64 {
    let hundredths = |c: char| match c {
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
