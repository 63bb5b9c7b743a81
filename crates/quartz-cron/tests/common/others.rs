//! The other crates, set to read as Quartz does as far as they can.

use croner::parser::{CronParser, Seconds, Year};

/// Croner as its README advises for expressions of Quartz.
pub(crate) fn croner(text: &str) -> Option<croner::Cron> {
    CronParser::builder()
        .seconds(Seconds::Required)
        .year(Year::Optional)
        .alternative_weekdays(true)
        .sloppy_ranges(true)
        .build()
        .parse(text)
        .ok()
}
