//! Which backups there are, held against a cleaner that goes through the store run by run.

use crate::expressions::{self, DAY, at, expressions, moments, rare_expressions, windows};
use portal_tasks::retention::cleaner::Cleaner;
use portal_tasks::retention::outlook::{Deleting, Outlook, Question};
use portal_tasks::retention::simulate::{Bare, Making, Points, Simulation, Stored, room};
use portal_tasks::schedule::figures::Asked;
use portal_tasks::schedule::preview::Window;
use proptest::prelude::*;
use quartz_cron::{Cron, Timestamp, Utc};
use serde_json::Value;

const HOUR: i64 = 3600;
/// Thursday 1 January 2026.
const NOW: i64 = 1_767_225_600;

fn runs(cron: &str, from: Timestamp, days: i64) -> Vec<Timestamp> {
    let cron: Cron = cron.parse().unwrap();
    cron.between(from, at(from.as_secs() + days * DAY), &Utc)
        .collect()
}

fn cleaner(cron: &str, now: Timestamp) -> Cleaner {
    Cleaner::new(&cron.parse().unwrap(), Window::default(), now)
}

/// A backup as it lies in a store: from when on, and when its time is up.
type Lying = (Timestamp, Option<Timestamp>);

/// What lies in the store at each run of the cleaner and each end of a backup, one after the other.
fn store_over_time(
    stored: &[Stored],
    makings: &[Making],
    cleaner: &Cron,
    now: Timestamp,
    to: Timestamp,
) -> Vec<(Timestamp, Vec<Lying>)> {
    // Backups that are finished come before the cleaner of the same moment.
    let mut events: Vec<(Timestamp, Option<Lying>)> = cleaner
        .between(now, to, &Utc)
        .map(|at| (at, None))
        .collect();
    for making in makings {
        for run in &making.runs {
            let expires = making.kept_secs.map(|secs| at(run.as_secs() + secs));
            let finished = at(run.as_secs() + making.takes_secs);
            events.push((finished, Some((*run, expires))));
        }
    }
    events.retain(|(at, _)| *at < to);
    events.sort_by_key(|(at, made)| (*at, made.is_none()));
    let mut lying: Vec<Lying> = stored.iter().map(|s| (s.point, s.expires)).collect();
    lying.sort();
    let mut told = vec![(now, lying.clone())];
    for (moment, made) in events {
        match made {
            Some(made) => lying.push(made),
            None => lying.retain(|(_, expires)| expires.is_none_or(|expires| expires > moment)),
        }
        lying.sort();
        match told.last_mut() {
            Some((last, before)) if *last == moment => before.clone_from(&lying),
            _ => told.push((moment, lying.clone())),
        }
    }
    told
}

fn makings() -> impl Strategy<Value = Vec<(Cron, i64, Option<i64>)>> {
    let takes = prop_oneof![Just(0), Just(HOUR), 0..3 * HOUR];
    let kept = prop_oneof![4 => (1i64..40).prop_map(|days| Some(days * DAY)), 1 => Just(None)];
    prop::collection::vec((rare_expressions(), takes, kept), 0..3)
}

/// Age, and in how many days the time is up.
fn stored() -> impl Strategy<Value = Vec<(i64, Option<i64>)>> {
    let up = prop_oneof![3 => (-20..60i64).prop_map(Some), 1 => Just(None)];
    prop::collection::vec((0..60 * DAY, up), 0..4)
}

fn stored_at(now: Timestamp, stored: &[(i64, Option<i64>)]) -> Vec<Stored> {
    let one = |(age, days): &(i64, Option<i64>)| Stored {
        point: at(now.as_secs() - age),
        expires: days.map(|days| at(now.as_secs() + days * DAY)),
    };
    stored.iter().map(one).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn the_backups_of_every_moment_are_those_that_a_cleaner_leaves(
        now in moments(),
        makings in makings(),
        cleaner in rare_expressions(),
        stored in stored(),
    ) {
        let to = at(now.as_secs() + 731 * DAY);
        let stored = stored_at(now, &stored);
        let makings: Vec<Making> = makings
            .into_iter()
            .map(|(cron, takes_secs, kept_secs)| Making {
                runs: cron.between(at(now.as_secs() + 1), to, &Utc).collect(),
                takes_secs,
                kept_secs,
            })
            .collect();
        let told = store_over_time(&stored, &makings, &cleaner, now, to);
        let cleaner = Cleaner::new(&cleaner, Window::default(), now);
        let simulation = Simulation::new(&stored, &makings, Some(&cleaner), now, to);
        for (moment, lying) in &told {
            let mut there: Vec<Lying> =
                simulation.at(*moment).map(|life| (life.point, life.expires)).collect();
            there.sort();
            prop_assert_eq!(&there, lying, "{:?}", moment);
            prop_assert_eq!(simulation.count(*moment), lying.len());
        }
        prop_assert_eq!(
            simulation.most(),
            told.iter().map(|(_, lying)| lying.len()).max().unwrap()
        );
        let mut empty = told.iter().filter(|(_, lying)| lying.is_empty()).map(|(at, _)| *at);
        prop_assert_eq!(simulation.bare().first().map(|bare| bare.from), empty.next());
        if let Some(steady) = simulation.steady() {
            let behind = told.iter().filter(|(at, _)| *at >= steady.from).map(|(_, l)| l.len());
            let (least, most) = (behind.clone().min().unwrap(), behind.max().unwrap());
            prop_assert_eq!((steady.least, steady.most), (least, most));
        }
    }
}

fn bounded() -> impl Strategy<Value = (Cron, Timestamp, Window)> {
    let schedule = (expressions(), moments());
    schedule.prop_flat_map(|(cron, now)| windows(now).prop_map(move |w| (cron.clone(), now, w)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn the_first_time_without_a_backup_is_told_of_two_years(
        (cron, now, window) in bounded(),
        days in 1i64..40,
        takes_secs in prop_oneof![Just(HOUR), 0..3 * HOUR],
        cleaner in prop_oneof![2 => Just("0 0 * * * ?".parse().unwrap()), 1 => rare_expressions()],
        stored in stored(),
    ) {
        let cleaner = Cleaner::new(&cleaner, Window::default(), now);
        let question = Question {
            asked: Asked::new(cron.clone(), window, takes_secs, now),
            kept_secs: days * DAY,
            stored: stored_at(now, &stored),
            deleting: Deleting::By(cleaner.clone()),
        };
        let outlook = Outlook::of(&question);
        let to = at((now.as_secs().div_euclid(DAY) + 732) * DAY);
        let making = Making {
            runs: expressions::runs(&cron, window, at(now.as_secs() + 1), to),
            takes_secs,
            kept_secs: Some(days * DAY),
        };
        let whole = Simulation::new(&question.stored, &[making], Some(&cleaner), now, to);
        let within = |bare: Bare| (bare.from, bare.until.filter(|until| *until < to));
        prop_assert_eq!(
            outlook.first_without().map(within),
            whole.first_without().map(within)
        );
        let last = outlook.days().last().unwrap();
        prop_assert!(outlook.is_cut || last.at == at(to.as_secs() - 1));
        for day in outlook.days() {
            prop_assert_eq!(day.end, whole.count(day.at));
        }
    }
}

#[test]
fn a_quarter_ends_with_the_backups_that_the_sandbox_really_kept() {
    let text = include_str!("../fixtures/quarter.json");
    let quarter: Value = serde_json::from_str(text).unwrap();
    let moment = |name: &str| at(quarter[name].as_i64().unwrap() / 1000);
    let (now, to) = (moment("from"), moment("to"));
    let cron =
        |value: &Value| -> Cron { format!("0 {}", value.as_str().unwrap()).parse().unwrap() };
    let schedules = quarter["schedules"].as_array().unwrap();
    let makings: Vec<Making> = schedules
        .iter()
        .map(|schedule| Making {
            runs: cron(&schedule["cron"])
                .between(at(now.as_secs() + 1), to, &Utc)
                .collect(),
            takes_secs: 0,
            kept_secs: Some(schedule["days"].as_i64().unwrap() * DAY),
        })
        .collect();
    let cleaner = Cleaner::new(&cron(&quarter["cleaner"]), Window::default(), now);
    let simulation = Simulation::new(&[], &makings, Some(&cleaner), now, to);
    let name = |schedule: &Value, made: Timestamp| {
        let c = made.civil(0);
        format!(
            "{}-{:04}-{:02}-{:02}-{:02}{:02}{:02}",
            schedule["name"].as_str().unwrap(),
            c.year,
            c.month,
            c.day,
            c.hour,
            c.minute,
            c.second
        )
    };
    let mut kept: Vec<(String, String, i64)> = simulation
        .at(to)
        .map(|life| {
            let schedule = &schedules[life.made_by.unwrap()];
            (
                schedule["storeName"].as_str().unwrap().to_owned(),
                name(schedule, life.point),
                life.expires.unwrap().as_secs() * 1000,
            )
        })
        .collect();
    kept.sort();
    let told = quarter["kept"].as_array().unwrap().iter().map(|backup| {
        (
            backup["store"].as_str().unwrap().to_owned(),
            backup["name"].as_str().unwrap().to_owned(),
            backup["retentionDate"].as_i64().unwrap(),
        )
    });
    assert_eq!(kept, told.collect::<Vec<_>>());
}

fn nightly(kept_days: i64, days: i64) -> Making {
    Making {
        runs: runs("0 0 4 * * ?", at(NOW), days),
        takes_secs: HOUR,
        kept_secs: Some(kept_days * DAY),
    }
}

#[test]
fn a_schedule_in_its_stride_swings_between_two_numbers_of_backups() {
    let hourly = cleaner("0 0 * * * ?", at(NOW));
    let to = at(NOW + 60 * DAY);
    let told = Simulation::new(&[], &[nightly(14, 60)], Some(&hourly), at(NOW), to);
    let steady = told.steady().unwrap();
    // For the hour in which the new one is made the oldest one is gone already.
    assert_eq!((steady.least, steady.most), (13, 14));
    assert_eq!(steady.from, at(NOW + 14 * DAY + 4 * HOUR));
    assert_eq!((told.most(), room(told.most(), 1_500)), (14, 21_000));
    let points = told.points(at(NOW + 40 * DAY));
    let counts = Points {
        last_day: 1,
        last_week: 7,
        last_month: 14,
        last_year: 14,
        all: 14,
        newest: Some(at(NOW + 39 * DAY + 4 * HOUR)),
        oldest: Some(at(NOW + 26 * DAY + 4 * HOUR)),
    };
    assert_eq!(points, counts);
}

#[test]
fn without_a_cleaner_backups_pile_up_for_ever() {
    let to = at(NOW + 60 * DAY);
    let told = Simulation::new(&[], &[nightly(1, 60)], None, at(NOW), to);
    assert_eq!((told.most(), told.steady()), (60, None));
    let seldom = cleaner("0 0 0 1 * ?", at(NOW));
    let told = Simulation::new(&[], &[nightly(1, 60)], Some(&seldom), at(NOW), to);
    // The first of February finds 31 backups, of which one is younger than a day.
    assert_eq!(
        (
            told.count(at(NOW + 31 * DAY - 1)),
            told.count(at(NOW + 31 * DAY))
        ),
        (31, 1)
    );
}

#[test]
fn a_day_without_any_backup_is_found() {
    let hourly = cleaner("0 0 * * * ?", at(NOW));
    let to = at(NOW + 60 * DAY);
    let weekly = Making {
        runs: runs("0 0 4 ? * 1", at(NOW), 60),
        takes_secs: HOUR,
        kept_secs: Some(3 * DAY),
    };
    let told = Simulation::new(
        &[],
        std::slice::from_ref(&weekly),
        Some(&hourly),
        at(NOW),
        to,
    );
    let bare = told.bare();
    assert!(bare[0].is_before_the_first && bare[0].from == at(NOW));
    let first = told.first_without().unwrap();
    // Sunday 4 January 04:00, and three days.
    assert_eq!(first.from, at(NOW + 6 * DAY + 4 * HOUR));
    assert_eq!(first.until, Some(at(NOW + 10 * DAY + 5 * HOUR)));
    let stored = [Stored {
        point: at(NOW - DAY),
        expires: None,
    }];
    let safe = Simulation::new(&stored, &[weekly], Some(&hourly), at(NOW), to);
    assert_eq!(safe.first_without(), None);
}

#[test]
fn a_cleaner_that_ends_leaves_what_comes_after() {
    let cron: Cron = "0 0 0 * * ?".parse().unwrap();
    let window = Window {
        end: Some(at(NOW + 5 * DAY)),
        ..Window::default()
    };
    let bounded = Cleaner::new(&cron, window, at(NOW));
    assert_eq!(bounded.run_from(at(NOW + 5 * DAY)), Some(at(NOW + 5 * DAY)));
    assert_eq!(bounded.run_from(at(NOW + 5 * DAY + 1)), None);
    let twice = Window {
        max_runs: Some(2),
        ..Window::default()
    };
    let twice = Cleaner::new(&cron, twice, at(NOW));
    assert_eq!(twice.run_from(at(NOW + 2 * DAY)), Some(at(NOW + 2 * DAY)));
    assert_eq!(twice.run_from(at(NOW + 2 * DAY + 1)), None);
}
