//! The README's comparison: what it says of croner and `cron` is counted here.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "common/others.rs"]
mod others;

use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;
use quartz_cron::{Cron, Timestamp};

const DOCUMENTED: &str = include_str!("vectors/quartz-utc.tsv");
const ZONES: &str = include_str!("vectors/quartz-zones.tsv");
const CLOCK_CHANGES: &str = include_str!("vectors/quartz-dst.tsv");

/// Fire times of another crate; None where it cannot read the expression.
type Fires = fn(&str, DateTime<Tz>, usize) -> Option<Vec<DateTime<Tz>>>;

fn croner(text: &str, start: DateTime<Tz>, count: usize) -> Option<Vec<DateTime<Tz>>> {
    Some(
        others::croner(text)?
            .iter_after(start)
            .take(count)
            .collect(),
    )
}

fn cron(text: &str, start: DateTime<Tz>, count: usize) -> Option<Vec<DateTime<Tz>>> {
    let schedule: cron::Schedule = text.parse().ok()?;
    Some(schedule.after(&start).take(count).collect())
}

/// How many rows it answers as Quartz did, and how many there are.
fn agreement(file: &str, fires: Fires) -> (usize, usize) {
    let agrees = |line: &str| {
        let columns: Vec<&str> = line.split('\t').collect();
        let zone: Tz = columns[1].parse().unwrap();
        let start: DateTime<Utc> = columns[2].parse().unwrap();
        let count: usize = columns[3].parse().unwrap();
        let Some(fires) = fires(columns[0], start.with_timezone(&zone), count) else {
            return columns[4] == "ERR";
        };
        let utc = |at: &DateTime<Tz>| at.to_utc().to_rfc3339_opts(SecondsFormat::Secs, true);
        let mut told: Vec<String> = fires.iter().map(utc).collect();
        if told.len() < count {
            told.push("NONE".to_owned());
        }
        told.join(" ") == columns[4]
    };
    (
        file.lines().filter(|line| agrees(line)).count(),
        file.lines().count(),
    )
}

#[test]
fn the_comparison_in_the_readme_is_what_is_counted() {
    let row = |what: &str, file: &str| {
        let (croner, all) = agreement(file, croner);
        let (cron, _) = agreement(file, cron);
        format!("| {what} | {all} of {all} | {croner} | {cron} |")
    };
    let readme = include_str!("../README.md");
    let rows = [
        row("documented forms, in UTC", DOCUMENTED),
        row("documented forms, in twelve zones", ZONES),
        row("nights when clocks change", CLOCK_CHANGES),
    ]
    .join("\n");
    assert!(readme.contains(&rows), "the README lacks the rows\n{rows}");
}

/// Forms that every cron reads alike.
fn common() -> impl Strategy<Value = String> {
    let field = |high: u8| {
        let value = 0..=high;
        prop_oneof![
            Just("*".to_owned()),
            value.clone().prop_map(|a| a.to_string()),
            (value.clone(), value.clone()).prop_map(|(a, b)| format!("{}-{}", a.min(b), a.max(b))),
            (value.clone(), value).prop_map(|(a, b)| format!("{a},{b}")),
            (2..=high / 2).prop_map(|step| format!("*/{step}")),
        ]
    };
    let days = prop_oneof![
        Just("* * ?".to_owned()),
        (1..=28u8, 1..=12u8).prop_map(|(day, month)| format!("{day} {month} ?")),
        (1..=28u8).prop_map(|day| format!("{day},15 * ?")),
        Just("L * ?".to_owned()),
        (1..=7u8).prop_map(|day| format!("? * {day}")),
        (2..=6u8, 1..=12u8).prop_map(|(day, month)| format!("? {month} 1,{day}")),
        Just("? * MON-FRI".to_owned()),
    ];
    (field(59), field(59), field(23), days)
        .prop_map(|(s, m, h, days)| format!("{s} {m} {h} {days}"))
}

proptest! {
    #[test]
    fn croner_agrees_on_what_every_cron_has(text in common(), secs in 0i64..2_500_000_000) {
        let ours: Cron = text.parse().unwrap();
        let start = DateTime::<Utc>::from_timestamp(secs, 0).unwrap();
        let theirs: Vec<i64> = others::croner(&text)
            .unwrap()
            .iter_after(start)
            .take(5)
            .map(|at| at.timestamp())
            .collect();
        let ours: Vec<i64> = ours
            .fires_after(Timestamp::from_secs(secs), &quartz_cron::Utc)
            .take(5)
            .map(Timestamp::as_secs)
            .collect();
        prop_assert_eq!(ours, theirs, "{}", text);
    }
}
