//! What Quartz itself answers: `vectors/*.tsv` were made by running `org.quartz.CronExpression`.
//!
//! Columns: expression, zone, start (exclusive), how many, fire times; `ERR` for an expression that
//! Quartz refuses, `NONE` where it finds no further fire time.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use quartz_cron::{Cron, OffsetTable, Timestamp};

/// A zone's offsets from 2000 to 2130, from the time-zone database.
fn zone(name: &str) -> OffsetTable {
    let zone = jiff::tz::TimeZone::get(name).unwrap();
    let from = instant("2000-01-01T00:00:00Z");
    let first = zone.to_offset(jiff(from)).seconds();
    let mut rows = vec![(from, first)];
    let end = jiff(instant("2130-01-01T00:00:00Z"));
    for change in zone
        .following(jiff(from))
        .take_while(|change| change.timestamp() < end)
    {
        rows.push((
            Timestamp::from_secs(change.timestamp().as_second()),
            change.offset().seconds(),
        ));
    }
    OffsetTable::new(rows).unwrap()
}

fn jiff(at: Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_second(at.as_secs()).unwrap()
}

fn instant(text: &str) -> Timestamp {
    let at: jiff::Timestamp = text.parse().unwrap();
    Timestamp::from_secs(at.as_second())
}

/// The fifth column as our engine writes it.
fn answer(expression: &str, zone: &OffsetTable, start: Timestamp, count: usize) -> String {
    let Ok(cron) = expression.parse::<Cron>() else {
        return "ERR".to_owned();
    };
    let mut fires: Vec<String> = cron
        .fires_after(start, zone)
        .take(count)
        .map(|at| jiff(at).to_string())
        .collect();
    if fires.len() < count {
        fires.push("NONE".to_owned());
    }
    fires.join(" ")
}

/// What a row's columns 5, 6 and 7 (Quartz 2.3.2, 2.5.0 and 2.5.2) come to: the documented meaning is
/// that of 2.5.2 for `L` in a list, which 2.3.2 refuses, and that of 2.3.2 for everything else.
fn documented<'a>(columns: &[&'a str]) -> &'a str {
    match *columns {
        [_, _, _, _, "ERR", _, newest] => newest,
        [_, _, _, _, oldest, ..] => oldest,
        _ => panic!("a row without five columns: {columns:?}"),
    }
}

fn check<'a>(lines: impl Iterator<Item = &'a str>) {
    let mut zones = std::collections::HashMap::new();
    let mut wrong = Vec::new();
    let mut rows = 0;
    for line in lines {
        let columns: Vec<&str> = line.split('\t').collect();
        let expected = documented(&columns);
        let [expression, name, start, count, ..] = *columns.as_slice() else {
            panic!("a row without five columns: {line}");
        };
        let zone = zones.entry(name).or_insert_with(|| zone(name));
        let ours = answer(expression, zone, instant(start), count.parse().unwrap());
        rows += 1;
        // Quartz never returns from these: they are refused here.
        let expected = if expected == "HANG" { "ERR" } else { expected };
        if ours != expected {
            wrong.push(format!(
                "{expression} [{name}] {start}\n  Quartz {expected}\n  ours   {ours}"
            ));
        }
    }
    assert!(rows > 0);
    assert!(
        wrong.is_empty(),
        "{} of {rows} rows differ:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(12)].join("\n")
    );
}

#[test]
fn every_documented_form_fires_as_quartz_does() {
    check(include_str!("vectors/quartz-utc.tsv").lines());
}

#[test]
fn every_documented_form_fires_as_quartz_does_in_zones_with_awkward_rules() {
    check(include_str!("vectors/quartz-zones.tsv").lines());
}

#[test]
fn nights_when_clocks_change_are_as_quartz_has_them() {
    check(include_str!("vectors/quartz-dst.tsv").lines());
}

#[test]
fn where_versions_differ_the_documented_meaning_counts() {
    check(include_str!("vectors/quartz-drift.tsv").lines());
}

#[test]
fn odd_forms_get_the_verdict_that_quartz_gives() {
    // These are as Quartz 2.3.2 answers. What other versions answer otherwise has the test above.
    let expression = |line: &'static str| line.split('\t').next();
    let drifting: Vec<_> = include_str!("vectors/quartz-drift.tsv")
        .lines()
        .map(expression)
        .collect();
    let quirks = include_str!("vectors/quartz-quirks.tsv").lines();
    check(quirks.filter(|line| !drifting.contains(&expression(line))));
}
