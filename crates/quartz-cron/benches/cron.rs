//! The engine beside croner and `cron`: next fire time, a year of hourly fire times, reading. `cargo
//! xtask bench cron` runs it and tells the ratios.

#![allow(clippy::unwrap_used, reason = "a benchmark may fail")]
#![allow(missing_docs, reason = "criterion writes a public function")]

#[path = "../tests/common/others.rs"]
mod others;

use chrono::{DateTime, Utc};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use quartz_cron::{Cron, Timestamp};
use std::hint::black_box;
use std::time::{Duration, Instant};

const VECTORS: &str = include_str!("../tests/vectors/quartz-utc.tsv");

/// A row of the vectors that all three crates can read.
struct Row {
    text: &'static str,
    start: i64,
    date: DateTime<Utc>,
    ours: Cron,
    croner: croner::Cron,
    cron: cron::Schedule,
}

fn rows() -> Vec<Row> {
    let read = |line: &'static str| {
        let mut columns = line.split('\t');
        let (text, start) = (columns.next()?, columns.nth(1)?);
        let date: DateTime<Utc> = start.parse().ok()?;
        Some(Row {
            text,
            start: date.timestamp(),
            date,
            ours: text.parse().ok()?,
            croner: others::croner(text)?,
            cron: text.parse().ok()?,
        })
    };
    VECTORS.lines().filter_map(read).collect()
}

fn next_fire(criterion: &mut Criterion) {
    let rows = rows();
    let mut group = criterion.benchmark_group("next fire");
    group.throughput(Throughput::Elements(rows.len() as u64));
    group.bench_function("quartz-cron", |bencher| {
        bencher.iter(|| {
            for row in &rows {
                let at = Timestamp::from_secs(black_box(row.start));
                black_box(row.ours.after(at, &quartz_cron::Utc));
            }
        });
    });
    group.bench_function("croner", |bencher| {
        bencher.iter(|| {
            for row in &rows {
                black_box(
                    row.croner
                        .find_next_occurrence(black_box(&row.date), false)
                        .ok(),
                );
            }
        });
    });
    group.bench_function("cron", |bencher| {
        bencher.iter(|| {
            for row in &rows {
                black_box(row.cron.after(black_box(&row.date)).next());
            }
        });
    });
    group.finish();
}

fn year_of_hours(criterion: &mut Criterion) {
    const TEXT: &str = "0 0 * * * ?";
    const HOURS: usize = 365 * 24;
    let ours: Cron = TEXT.parse().unwrap();
    let croner = others::croner(TEXT).unwrap();
    let cron: cron::Schedule = TEXT.parse().unwrap();
    let date: DateTime<Utc> = "2026-01-01T00:00:00Z".parse().unwrap();
    let start = Timestamp::from_secs(date.timestamp());
    let mut group = criterion.benchmark_group("a year of hours");
    group.throughput(Throughput::Elements(HOURS as u64));
    group.bench_function("quartz-cron", |bencher| {
        bencher.iter(|| {
            ours.fires_after(black_box(start), &quartz_cron::Utc)
                .take(HOURS)
                .last()
        });
    });
    group.bench_function("croner", |bencher| {
        bencher.iter(|| croner.iter_after(black_box(date)).take(HOURS).last());
    });
    group.bench_function("cron", |bencher| {
        bencher.iter(|| cron.after(black_box(&date)).take(HOURS).last());
    });
    group.finish();
}

fn parse(criterion: &mut Criterion) {
    let rows = rows();
    let mut group = criterion.benchmark_group("parse");
    group.throughput(Throughput::Elements(rows.len() as u64));
    group.bench_function("quartz-cron", |bencher| {
        bencher.iter(|| {
            rows.iter()
                .filter(|row| black_box(row.text).parse::<Cron>().is_ok())
                .count()
        });
    });
    group.bench_function("croner", |bencher| {
        bencher.iter(|| {
            rows.iter()
                .filter(|row| others::croner(black_box(row.text)).is_some())
                .count()
        });
    });
    group.bench_function("cron", |bencher| {
        bencher.iter(|| {
            rows.iter()
                .filter(|row| black_box(row.text).parse::<cron::Schedule>().is_ok())
                .count()
        });
    });
    group.finish();
}

/// The median over all rows of the vectors that Quartz accepts, each asked many times.
fn median_of_rows(_: &mut Criterion) {
    const TIMES: u32 = 2_000;
    let time = |line: &str| {
        let mut columns = line.split('\t');
        let (text, start) = (columns.next()?, columns.nth(1)?);
        let cron: Cron = text.parse().ok()?;
        let start: DateTime<Utc> = start.parse().ok()?;
        let began = Instant::now();
        for _ in 0..TIMES {
            let at = Timestamp::from_secs(black_box(start.timestamp()));
            black_box(cron.after(at, &quartz_cron::Utc));
        }
        Some(began.elapsed().as_secs_f64() * 1e9 / f64::from(TIMES))
    };
    let mut nanos: Vec<f64> = VECTORS.lines().filter_map(time).collect();
    nanos.sort_by(f64::total_cmp);
    println!(
        "next fire over {} rows: median {:.0} ns, slowest {:.0} ns",
        nanos.len(),
        nanos[nanos.len() / 2],
        nanos[nanos.len() - 1]
    );
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(4))
        .sample_size(40);
    targets = next_fire, year_of_hours, parse, median_of_rows
}
criterion_main!(benches);
