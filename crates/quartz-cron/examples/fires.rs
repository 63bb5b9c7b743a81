//! Reads rows of expression, zone, start and count, tab-separated, and prints each with a fifth column:
//! the fire times as `tests/vectors` has them. `ERR` for an expression that Quartz refuses, `NONE` where
//! there is no further fire time.
//!
//! ```text
//! printf '0 0 4 ? * 7\tEurope/Copenhagen\t2026-10-23T14:02:00Z\t2\n' \
//!   | cargo run --release -q -p quartz-cron --example fires
//! ```

use quartz_cron::{Cron, OffsetTable, Timestamp};
use std::collections::HashMap;
use std::io::{BufRead as _, Write as _};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut zones: HashMap<String, OffsetTable> = HashMap::new();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [expression, name, start, count, ..] = *columns.as_slice() else {
            return Err(format!("a row needs expression, zone, start and count: {line}").into());
        };
        let start: jiff::Timestamp = start.parse()?;
        if !zones.contains_key(name) {
            zones.insert(name.to_owned(), table(name)?);
        }
        let fires = answer(
            expression,
            &zones[name],
            Timestamp::from_secs(start.as_second()),
            count.parse()?,
        )?;
        writeln!(out, "{expression}\t{name}\t{start}\t{count}\t{fires}")?;
    }
    Ok(())
}

fn answer(
    expression: &str,
    zone: &OffsetTable,
    start: Timestamp,
    count: usize,
) -> Result<String, jiff::Error> {
    let Ok(cron) = expression.parse::<Cron>() else {
        return Ok("ERR".to_owned());
    };
    let mut fires = Vec::new();
    for at in cron.fires_after(start, zone).take(count) {
        fires.push(jiff::Timestamp::from_second(at.as_secs())?.to_string());
    }
    if fires.len() < count {
        fires.push("NONE".to_owned());
    }
    Ok(fires.join(" "))
}

/// A zone's offsets from 1900 to 2130.
fn table(name: &str) -> Result<OffsetTable, Box<dyn std::error::Error>> {
    let zone = jiff::tz::TimeZone::get(name)?;
    let from: jiff::Timestamp = "1900-01-01T00:00:00Z".parse()?;
    let to: jiff::Timestamp = "2130-01-01T00:00:00Z".parse()?;
    let at = |at: jiff::Timestamp| Timestamp::from_secs(at.as_second());
    let mut rows = vec![(at(from), zone.to_offset(from).seconds())];
    for change in zone.following(from) {
        if change.timestamp() >= to {
            break;
        }
        rows.push((at(change.timestamp()), change.offset().seconds()));
    }
    Ok(OffsetTable::new(rows)?)
}
