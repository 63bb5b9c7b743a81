//! Planned runs for another calendar: RFC 5545, an event a run.
//!
//! The expression is not told as a rule of repetition: `L`, `W` and the clock of UTC have no exact
//! counterpart there. The same runs get the same `UID`s, so a later export replaces an earlier one.

use quartz_cron::Timestamp;

/// A line has no more bytes than this; what is longer goes on in the next one.
const LINE: usize = 75;

/// One planned run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event<'a> {
    /// The task's identifier.
    pub task: &'a str,
    pub from: Timestamp,
    /// How long it is expected to take, seconds.
    pub takes_secs: i64,
    pub summary: &'a str,
    pub description: &'a str,
}

/// The text of an `.ics` file. `stamp` is when it was made.
pub fn calendar(name: &str, events: &[Event<'_>], stamp: Timestamp) -> String {
    let mut text = String::new();
    let mut line = |content: &str| fold(content, &mut text);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Portal Tasks//Planned runs//EN");
    line("CALSCALE:GREGORIAN");
    line(&format!("X-WR-CALNAME:{}", escaped(name)));
    let stamp = moment(stamp);
    for event in events {
        let from = moment(event.from);
        line("BEGIN:VEVENT");
        line(&format!("UID:{}-{from}@portal-tasks", escaped(event.task)));
        line(&format!("DTSTAMP:{stamp}"));
        line(&format!("DTSTART:{from}"));
        line(&format!("DURATION:PT{}S", event.takes_secs.max(0)));
        line(&format!("SUMMARY:{}", escaped(event.summary)));
        if !event.description.is_empty() {
            line(&format!("DESCRIPTION:{}", escaped(event.description)));
        }
        // Nobody is busy because a backup runs.
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    text
}

/// `20261024T040000Z`.
fn moment(at: Timestamp) -> String {
    let c = at.civil(0);
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}Z",
        c.year, c.month, c.day, c.hour, c.minute, c.second
    )
}

/// A value of type TEXT: section 3.3.11. Control characters have no place in it.
fn escaped(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push(c),
            _ if c.is_control() => {}
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Adds a content line, cut into lines of at most 75 bytes: section 3.1. No character is cut.
fn fold(content: &str, into: &mut String) {
    let mut used = 0;
    for c in content.chars() {
        if used + c.len_utf8() > LINE {
            into.push_str("\r\n ");
            used = 1;
        }
        into.push(c);
        used += c.len_utf8();
    }
    into.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event<'a>(summary: &'a str, description: &'a str) -> Event<'a> {
        Event {
            task: "5f0cdc50cf36460990bb6edfe9b60e08",
            from: Timestamp::from_secs(1_792_814_400),
            takes_secs: 3120,
            summary,
            description,
        }
    }

    const STAMP: Timestamp = Timestamp::from_secs(1_792_764_120);

    #[test]
    fn a_run_is_an_event_whose_uid_stays() {
        let text = calendar("Backups", &[event("Nightly", "")], STAMP);
        assert_eq!(
            text.split("\r\n").collect::<Vec<_>>(),
            [
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//Portal Tasks//Planned runs//EN",
                "CALSCALE:GREGORIAN",
                "X-WR-CALNAME:Backups",
                "BEGIN:VEVENT",
                "UID:5f0cdc50cf36460990bb6edfe9b60e08-20261024T040000Z@portal-tasks",
                "DTSTAMP:20261023T140200Z",
                "DTSTART:20261024T040000Z",
                "DURATION:PT3120S",
                "SUMMARY:Nightly",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
                "END:VCALENDAR",
                "",
            ]
        );
        let later = Timestamp::from_secs(STAMP.as_secs() + 60);
        let again = calendar("Backups", &[event("Nightly", "")], later);
        assert_eq!(text.replace("140200Z", "140300Z"), again);
    }

    #[test]
    fn text_cannot_end_its_line_or_its_event() {
        let nasty = "a,b;c\\d\r\nEND:VEVENT\u{7}\rx";
        let text = calendar("n", &[event(nasty, "")], STAMP);
        assert!(
            text.contains("SUMMARY:a\\,b\\;c\\\\d\\nEND:VEVENT\\nx\r\n"),
            "{text}"
        );
        assert_eq!(text.matches("\r\nEND:VEVENT\r\n").count(), 1);
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let long = "Sicherung für Ærø 🗄️, ".repeat(20);
        let text = calendar("n", &[event("s", &long)], STAMP);
        assert!(text.split("\r\n").all(|line| line.len() <= LINE));
        let whole = text.replace("\r\n ", "");
        assert!(whole.contains(&format!("DESCRIPTION:{}\r\n", escaped(&long))));
    }
}
