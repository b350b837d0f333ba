//! The syntax of single texts: ids, language tags, dates, links, file names and digests.

/// Largest length of an id, in characters.
const MAX_ID: usize = 64;
/// Length of a SHA-256 digest in base64 with its `=`, in characters.
const DIGEST: usize = 44;

/// Whether texts must not contain this character: a control character, or one that changes the
/// direction of the text around it.
///
/// ```
/// use tiebreak_core::model::load::is_refused;
/// assert!(is_refused('\n') && is_refused('\u{202e}'));
/// assert!(!is_refused('é'));
/// ```
pub fn is_refused(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}')
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A character as its code point, for example `U+202E`.
pub(super) fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

/// Whether the text is an id: up to 64 ASCII letters, digits, `-` and `_`, of which the first is a
/// letter or a digit.
pub(crate) fn is_id(text: &str) -> bool {
    text.len() <= MAX_ID && is_name(text, b"-_")
}

/// Whether a text consists of ASCII letters, digits and the characters in `marks`, and begins with a
/// letter or a digit.
fn is_name(text: &str, marks: &[u8]) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphanumeric())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || marks.contains(&byte))
}

/// The parts of a text between `-`.
fn subtags(text: &str) -> impl Iterator<Item = &[u8]> + Clone {
    text.as_bytes().split(|&byte| byte == b'-')
}

/// Whether the text has the form of a BCP 47 language tag, for example `en` or `zh-Hant-TW`.
pub(crate) fn is_language(text: &str) -> bool {
    let is_subtag =
        |tag: &[u8]| (1..=8).contains(&tag.len()) && tag.iter().all(u8::is_ascii_alphanumeric);
    let is_primary = |tag: &[u8]| tag.len() >= 2 && tag.iter().all(u8::is_ascii_alphabetic);
    subtags(text).all(is_subtag) && subtags(text).next().is_some_and(is_primary)
}

/// Whether the text is a year, a month or a day: `2026`, `2026-03` or `2026-03-31`.
pub(super) fn is_date(text: &str) -> bool {
    // Number of digits and largest value of year, month and day.
    const PARTS: [(usize, u32); 3] = [(4, 9999), (2, 12), (2, 31)];
    let add_digit =
        |number, digit: &u8| digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0'));
    let is_part = |(part, (digits, largest)): (&[u8], (usize, u32))| {
        part.len() == digits
            && part
                .iter()
                .try_fold(0, add_digit)
                .is_some_and(|number| (1..=largest).contains(&number))
    };
    subtags(text).count() <= PARTS.len() && subtags(text).zip(PARTS).all(is_part)
}

/// Whether the text is a link with the scheme https, http or mailto.
pub(crate) fn is_link(text: &str) -> bool {
    let rest =
        ["https://", "http://", "mailto:"].iter().find_map(|scheme| text.strip_prefix(scheme));
    let can_start = |c: char| c.is_ascii_alphanumeric() || c == '[' || !c.is_ascii();
    rest.is_some_and(|rest| rest.starts_with(can_start))
        && !text.contains(|c: char| c.is_whitespace() || matches!(c, '\\' | '"' | '<' | '>'))
}

/// Whether the text is a file name without a folder.
pub(super) fn is_file_name(text: &str) -> bool {
    text.len() <= 2 * MAX_ID && is_name(text, b"-_.")
}

/// Whether the text is a subresource-integrity value: `sha256-` and 44 characters of base64.
pub(super) fn is_integrity(text: &str) -> bool {
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    text.strip_prefix("sha256-").is_some_and(|digest| {
        digest.len() == DIGEST
            && digest.strip_suffix('=').is_some_and(|digits| digits.bytes().all(is_base64))
    })
}
