//! Text that others wrote, as it may be shown: titles, messages, names of stores and backups, the words of an
//! error. It can hold anything; shown it is text, of a bounded length, that cannot pass for another text or
//! turn round the one beside it.
//!
//! What goes back to the portal, or is compared with what it said, is not touched.

/// The longest line: as much as a title may have that is made here.
const LONGEST_LINE: usize = 250;
/// The longest passage.
const LONGEST_PASSAGE: usize = 5_000;
/// Stands for a character that would not be seen.
const HIDDEN: char = '\u{fffd}';

/// One line. Line breaks and tabs become spaces.
pub fn line(text: &str) -> String {
    one_line(text, LONGEST_LINE)
}

/// A title inside a sentence, which must not become as long as all that it names.
pub fn short(text: &str) -> String {
    one_line(text, 60)
}

fn one_line(text: &str, longest: usize) -> String {
    isolated(cut(text.trim(), longest).map(|c| if c.is_whitespace() { ' ' } else { c }))
}

/// Text with its line breaks.
pub fn passage(text: &str) -> String {
    let keep = |c: char| {
        if c.is_whitespace() && c != '\n' {
            ' '
        } else {
            c
        }
    };
    isolated(cut(text.trim(), LONGEST_PASSAGE).map(keep))
}

/// JSON text, in which what would not be seen is escaped: it stays the same JSON.
pub fn json(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                shown.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            shown.push(c);
        }
    }
    shown
}

/// The beginning, with a mark where there is more, and marks for what would not be seen.
fn cut(text: &str, longest: usize) -> impl Iterator<Item = char> {
    let more = text.chars().nth(longest).map(|_| '…');
    let mut before = ' ';
    let mark = move |c: char| {
        let joins = matches!(c, '\u{200c}' | '\u{200d}') && !before.is_ascii();
        before = c;
        if is_hidden(c) && !joins { HIDDEN } else { c }
    };
    text.chars().take(longest).map(mark).chain(more)
}

/// Controls, and characters without a picture: zero-width ones, those that turn the direction of what follows,
/// and tags. The joiners among them have a meaning in emoji and some scripts: see [`cut`].
fn is_hidden(c: char) -> bool {
    let is_control = c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    is_control
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// In a sentence of ours a text that is read from right to left keeps to itself.
fn isolated(text: impl Iterator<Item = char>) -> String {
    let text: String = text.collect();
    match text.chars().any(is_right_to_left) {
        true => format!("\u{2068}{text}\u{2069}"),
        false => text,
    }
}

/// The blocks of the scripts that are written from right to left.
fn is_right_to_left(c: char) -> bool {
    matches!(
        c,
        '\u{590}'..='\u{8ff}'
            | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefc}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cut after it had been set apart, it took the rest of our sentence with it.
    #[test]
    fn a_title_that_is_cut_keeps_to_itself_too() {
        let shown = short(&"גיבוי לילי ".repeat(20));
        assert!(shown.starts_with('\u{2068}') && shown.ends_with("…\u{2069}"));
        assert_eq!(shown.chars().count(), 60 + 3);
    }

    #[test]
    fn what_is_harmless_stays_as_it_is() {
        for text in [
            "Nightly full",
            "Zürich – Überlandwerke",
            "日次バックアップ",
            "👩‍👩‍👧 family",
            "<b>bold</b> & more",
        ] {
            assert_eq!(line(text), text);
        }
    }

    #[test]
    fn what_would_not_be_seen_is_seen() {
        assert_eq!(line("invoice\u{202e}gnp.exe"), "invoice\u{fffd}gnp.exe");
        assert_eq!(line("ad\u{200b}min\u{0}"), "ad\u{fffd}min\u{fffd}");
        assert_eq!(line("a\u{200d}b"), "a\u{fffd}b");
        assert_eq!(line("\u{feff}x\u{7f}"), "\u{fffd}x\u{fffd}");
    }

    #[test]
    fn a_line_is_one_line_and_a_passage_keeps_its_own() {
        assert_eq!(line(" a\r\n\tb\u{2028}c "), "a   b c");
        assert_eq!(passage("a\nb\tc"), "a\nb c");
    }

    #[test]
    fn a_long_text_is_cut_and_says_so() {
        let long = "é".repeat(10_000);
        assert_eq!(line(&long).chars().count(), LONGEST_LINE + 1);
        assert!(line(&long).ends_with('…'));
        assert_eq!(line(&long[..2 * LONGEST_LINE]), long[..2 * LONGEST_LINE]);
        assert_eq!(passage(&long).chars().count(), LONGEST_PASSAGE + 1);
    }

    #[test]
    fn text_from_right_to_left_keeps_to_itself() {
        assert_eq!(line("גיבוי"), "\u{2068}גיבוי\u{2069}");
        assert_eq!(line("نسخة 7"), "\u{2068}نسخة 7\u{2069}");
    }

    #[test]
    fn json_with_marks_is_the_same_json() {
        let text = serde_json::json!({"a": "x\u{202e}y\u{e0041}\u{200d}"}).to_string();
        let shown = json(&text);
        assert!(shown.is_ascii(), "{shown}");
        let parse = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(parse(&shown), parse(&text));
    }
}
