//! A module without the engine and one with it: the difference is what a page pays for it.

use wasm_bindgen::prelude::wasm_bindgen;

/// The frame alone: memory, texts, numbers and their formatting, which every page has.
#[cfg(not(feature = "engine"))]
#[wasm_bindgen]
pub fn probe(text: &str) -> String {
    use std::fmt::Write as _;

    let mut told = String::new();
    let mut words: Vec<&str> = text.split_ascii_whitespace().collect();
    words.sort_unstable();
    for word in words {
        let _ = match word.parse::<u16>() {
            Ok(number) => write!(told, " {number:02} {}", i64::from(number) + 1),
            Err(error) => write!(told, " {word}: {error}"),
        };
    }
    told
}

/// Reads, fires, lints and describes.
#[cfg(feature = "engine")]
#[wasm_bindgen]
pub fn probe(text: &str) -> String {
    use quartz_cron::{Cron, Style, Timestamp, Utc, describe};
    use std::fmt::Write as _;

    let cron: Cron = match text.parse() {
        Ok(cron) => cron,
        Err(error) => return error.to_string(),
    };
    let mut told = describe(&cron, &Style::default());
    for at in cron
        .fires_after(Timestamp::from_secs(1_792_764_120), &Utc)
        .take(10)
    {
        let _ = write!(told, " {}", at.as_secs());
    }
    for lint in Cron::lint(text).unwrap_or_default() {
        let _ = write!(told, " {lint}");
    }
    told
}

/// Milliseconds are taken outside: these do the work so many times and return the sum of what they
/// found, so that none of it can be left out.
#[cfg(feature = "race")]
pub mod race {
    use chrono::{DateTime, Utc};
    use croner::parser::{CronParser, Seconds, Year};
    use quartz_cron::{Cron, Timestamp};
    use wasm_bindgen::prelude::wasm_bindgen;

    /// A row that both can read.
    struct Row {
        start: i64,
        date: DateTime<Utc>,
        ours: Cron,
        theirs: croner::Cron,
    }

    /// The rows of the vectors that both can read.
    #[wasm_bindgen]
    pub struct Rows(Vec<Row>);

    #[wasm_bindgen]
    impl Rows {
        /// Reads the text of a file of vectors.
        #[wasm_bindgen(constructor)]
        pub fn new(text: &str) -> Self {
            let parser = CronParser::builder()
                .seconds(Seconds::Required)
                .year(Year::Optional)
                .alternative_weekdays(true)
                .sloppy_ranges(true)
                .build();
            let read = |line: &str| {
                let mut columns = line.split('\t');
                let (text, start) = (columns.next()?, columns.nth(1)?);
                let date: DateTime<Utc> = start.parse().ok()?;
                Some(Row {
                    start: date.timestamp(),
                    date,
                    ours: text.parse().ok()?,
                    theirs: parser.parse(text).ok()?,
                })
            };
            Self(text.lines().filter_map(read).collect())
        }

        /// How many there are.
        pub fn count(&self) -> usize {
            self.0.len()
        }

        /// The next fire time of each row, by the engine.
        pub fn ours(&self) -> f64 {
            let fires = self.0.iter().map(|row| {
                let at = Timestamp::from_secs(row.start);
                row.ours
                    .after(at, &quartz_cron::Utc)
                    .map_or(0, Timestamp::as_secs)
            });
            fires.map(|at| at as f64).sum()
        }

        /// The next fire time of each row, by croner.
        pub fn theirs(&self) -> f64 {
            let fires = self.0.iter().map(|row| {
                let next = row.theirs.find_next_occurrence(&row.date, false);
                next.map_or(0, |at| at.timestamp())
            });
            fires.map(|at| at as f64).sum()
        }
    }
}
