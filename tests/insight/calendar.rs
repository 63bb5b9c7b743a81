//! The heat map, overlaps and the spreader, held against minutes and runs counted one by one.

use crate::expressions::{DAY, at, copenhagen, expressions, moments, rare_expressions, runs};
use portal_tasks::calendar::Planned;
use portal_tasks::calendar::crowd::crowd;
use portal_tasks::calendar::heat::{Cell, Heat};
use portal_tasks::calendar::month;
use portal_tasks::calendar::overlap::Overlaps;
use portal_tasks::calendar::shift::{is_hourly, shifted};
use portal_tasks::calendar::spread::Spread;
use portal_tasks::schedule::diff::Difference;
use portal_tasks::schedule::preview::Window;
use portal_tasks::schedule::zone::LocalZone;
use proptest::prelude::*;
use quartz_cron::{Cron, Field, Item, Timestamp, Utc};
use std::collections::BTreeMap;

/// Friday 23 October 2026, 14:02 UTC.
const NOW: Timestamp = Timestamp::from_secs(1_792_764_120);

fn planned(cron: &str, minutes: i64) -> Planned {
    Planned {
        cron: cron.parse().unwrap(),
        window: Window::default(),
        takes_secs: minutes * 60,
    }
}

/// Two years.
const SPAN: i64 = 731 * DAY;

fn schedules(crons: impl Strategy<Value = Cron>) -> impl Strategy<Value = Vec<Planned>> {
    let one = (crons, 1i64..300).prop_map(|(cron, minutes)| Planned {
        cron,
        window: Window::default(),
        takes_secs: minutes * 60,
    });
    prop::collection::vec(one, 0..5)
}

/// The runs of a span, each with its end: the next run of the schedule at the latest.
fn bars(planned: &Planned, from: Timestamp, to: Timestamp) -> Vec<(i64, i64)> {
    let all = runs(&planned.cron, planned.window, from, to);
    let each = all.iter().map(|run| {
        let end = run.as_secs() + planned.takes_secs;
        let next = planned.cron.after(*run, &Utc).unwrap().as_secs();
        (run.as_secs(), end.min(next))
    });
    each.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn the_heat_map_is_every_run_and_minute_of_work(
        schedules in schedules(rare_expressions()),
        from in moments(),
        is_local in any::<bool>(),
    ) {
        let to = at(from.as_secs() + SPAN);
        let zone = if is_local { copenhagen(from) } else { LocalZone::utc() };
        let mut cells = [[Cell::default(); 24]; 7];
        for (run, end) in schedules.iter().flat_map(|planned| bars(planned, from, to)) {
            // The hour of the beginning counts; from there on it is so many seconds of the week.
            let civil = zone.civil(at(run));
            let day = (civil.weekday() as usize + 5) % 7;
            let begin = (day * 24 + usize::from(civil.hour)) as i64 * 3600
                + i64::from(civil.minute) * 60 + i64::from(civil.second);
            cells[day][usize::from(civil.hour)].runs += 1;
            for minute in (begin / 60)..(begin + end - run + 59) / 60 {
                let secs = (begin + end - run).min(minute * 60 + 60) - begin.max(minute * 60);
                let hour = minute / 60 % (7 * 24);
                cells[(hour / 24) as usize][(hour % 24) as usize].busy_secs += secs as u64;
            }
        }
        prop_assert_eq!(Heat::of(&schedules, from, to, &zone).cells, cells);
    }

    #[test]
    fn overlaps_are_all_pairs_of_runs_that_share_a_second(
        schedules in schedules(rare_expressions()),
        from in moments(),
    ) {
        let to = at(from.as_secs() + SPAN);
        let all: Vec<_> = schedules.iter().map(|planned| bars(planned, from, to)).collect();
        let mut expected: BTreeMap<(usize, usize), (u64, i64)> = BTreeMap::new();
        for a in 0..all.len() {
            for b in a + 1..all.len() {
                for one in &all[a] {
                    for other in &all[b] {
                        let shared = one.1.min(other.1) - one.0.max(other.0);
                        if shared > 0 {
                            let so_far = expected.entry((a, b)).or_default();
                            *so_far = (so_far.0 + 1, so_far.1 + shared);
                        }
                    }
                }
            }
        }
        let found = Overlaps::of(&schedules, from, to);
        prop_assert_eq!(found.until, to);
        let told = found.pairs.iter().map(|pair| (pair.of, (pair.times, pair.secs)));
        prop_assert_eq!(told.collect::<BTreeMap<_, _>>(), expected);
    }

    #[test]
    fn a_crowd_is_the_most_schedules_at_work_in_any_second_of_an_hour(
        schedules in schedules(rare_expressions()),
        from in moments(),
        is_local in any::<bool>(),
    ) {
        let to = at(from.as_secs() + SPAN);
        let zone = if is_local { copenhagen(from) } else { LocalZone::utc() };
        let all: Vec<_> = schedules.iter().map(|planned| bars(planned, from, to)).collect();
        let mut expected = [[0u16; 24]; 7];
        // Who is at work changes where a run begins or an hour does.
        let bars = || all.iter().flatten();
        let hours = bars().flat_map(|bar| (bar.0.div_euclid(1800) + 1..=bar.1.div_euclid(1800)).map(|n| n * 1800));
        for moment in bars().map(|bar| bar.0).chain(hours) {
            // The last one that has begun: a schedule's runs do not meet.
            let last = |bars: &&Vec<(i64, i64)>| {
                let begun = bars.partition_point(|bar| bar.0 <= moment);
                begun > 0 && moment < bars[begun - 1].1
            };
            let n = all.iter().filter(last).count() as u16;
            if n > 1 {
                let civil = zone.civil(at(moment));
                let cell = &mut expected[(civil.weekday() as usize + 5) % 7][usize::from(civil.hour)];
                *cell = (*cell).max(n);
            }
        }
        prop_assert_eq!(crowd(&schedules, from, to, &zone), expected);
    }

    #[test]
    fn a_shifted_expression_fires_so_much_later_on_the_same_days(cron in expressions(), minutes in -720i64..720) {
        let Some(moved) = shifted(&cron, minutes) else { return Ok(()) };
        let from = at(NOW.as_secs().div_euclid(DAY) * DAY);
        let to = at(from.as_secs() + SPAN);
        let told: Vec<i64> = moved.between(from, to, &Utc).map(Timestamp::as_secs).collect();
        let mut expected: Vec<i64> = cron
            .between(from, to, &Utc)
            .map(|run| {
                let run = run.as_secs();
                let by = minutes * 60;
                if is_hourly(&cron) {
                    // It stays in its hour.
                    run.div_euclid(3600) * 3600 + (run.rem_euclid(3600) + by).rem_euclid(3600)
                } else {
                    run + by
                }
            })
            .collect();
        expected.sort_unstable();
        prop_assert_eq!(told, expected, "{} {}", cron, moved);
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn spreading_adds_no_overlap_and_tells_what_is_left(schedules in schedules(expressions())) {
        let to = at(NOW.as_secs() + 28 * DAY);
        let before = Overlaps::of(&schedules, NOW, to).pairs.len();
        let spread = Spread::of(&schedules, NOW, to);
        prop_assert_eq!(&spread, &Spread::of(&schedules, NOW, to));
        let mut moved = schedules.clone();
        let mut pairs = before;
        for edit in &spread.edits {
            moved[edit.of].cron = edit.cron.clone();
            let left = Overlaps::of(&moved, NOW, to).pairs;
            prop_assert!(left.len() <= pairs);
            prop_assert!(left.iter().all(|pair| pair.of.0 != edit.of && pair.of.1 != edit.of));
            prop_assert_eq!(shifted(&schedules[edit.of].cron, edit.minutes), Some(edit.cron.clone()));
            pairs = left.len();
        }
        // The board counts whole minutes, so it may see a meeting where seconds only touch.
        prop_assert!(spread.left >= pairs);
    }

    #[test]
    fn of_two_schedules_the_smallest_shift_is_found(a in expressions(), b in expressions(), minutes in 5i64..120) {
        // The board counts whole minutes.
        prop_assume!([&a, &b].iter().all(|cron| cron.items(Field::Second) == [Item::Value(0)]));
        let to = at(NOW.as_secs() + 14 * DAY);
        let pair = [a, b].map(|cron| Planned { cron, window: Window::default(), takes_secs: minutes * 60 });
        let spread = Spread::of(&pair, NOW, to);
        let is_free = |of: usize, by: i64| {
            shifted(&pair[of].cron, by).is_some_and(|cron| {
                let mut moved = pair.clone();
                moved[of].cron = cron;
                Overlaps::of(&moved, NOW, to).pairs.is_empty()
            })
        };
        match spread.edits.first() {
            Some(edit) => {
                prop_assert!(is_free(edit.of, edit.minutes));
                for by in (5..edit.minutes.abs()).step_by(5) {
                    for of in 0..2 {
                        prop_assert!(!is_free(of, by) && !is_free(of, -by), "{} by {}", of, by);
                    }
                }
            }
            None => prop_assert_eq!(spread.left > 0, !Overlaps::of(&pair, NOW, to).pairs.is_empty()),
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn what_one_schedule_has_and_another_has_not_is_told_exactly(a in expressions(), b in expressions()) {
        let (from, to) = (at(NOW.as_secs() + 1), at(NOW.as_secs() + 365 * DAY));
        let open = Window::default();
        let (old, new) = (runs(&a, open, from, to), runs(&b, open, from, to));
        let only = |some: &[Timestamp], others: &[Timestamp]| -> Vec<Timestamp> {
            some.iter().filter(|run| others.binary_search(run).is_err()).copied().collect()
        };
        match Difference::of((&a, open), (&b, open), NOW) {
            Difference::Yearly { lost, gained } => {
                prop_assert_eq!(lost, only(&old, &new));
                prop_assert_eq!(gained, only(&new, &old));
            }
            Difference::Weekly { lost, gained } => {
                // A week in the middle stands for all.
                let week = |runs: Vec<Timestamp>| {
                    let inside = runs.into_iter().filter(|run| (100 * DAY..107 * DAY).contains(&(run.as_secs() - NOW.as_secs())));
                    let mut slots: Vec<(u8, i64)> = inside
                        .map(|run| (run.civil(0).weekday() as u8, run.as_secs().rem_euclid(DAY)))
                        .collect();
                    slots.sort_unstable();
                    slots
                };
                let told = |slots: Vec<portal_tasks::schedule::diff::Slot>| {
                    slots.iter().map(|slot| (slot.weekday as u8, slot.time)).collect::<Vec<_>>()
                };
                prop_assert_eq!(told(lost), week(only(&old, &new)));
                prop_assert_eq!(told(gained), week(only(&new, &old)));
            }
            Difference::Counted { before, after } => {
                prop_assert_eq!((before, after), (old.len() as u64, new.len() as u64));
                prop_assert!(before.max(after) > 10_000 && old != new);
            }
        }
    }
}

#[test]
fn each_edit_frees_the_schedule_that_meets_most_by_the_smallest_shift() {
    let schedules = [
        planned("0 30 1 * * ?", 52),
        planned("0 30 1 ? * 1", 95),
        planned("0 0 2,8,14,20 * * ?", 19),
    ];
    let to = at(NOW.as_secs() + 28 * DAY);
    let overlaps = Overlaps::of(&schedules, NOW, to);
    let pairs: Vec<_> = overlaps
        .pairs
        .iter()
        .map(|p| (p.of, p.times, p.secs))
        .collect();
    // Each night the backup of 01:30 lasts into that of 02:00; the weekly one meets both.
    assert_eq!(
        pairs,
        [
            ((0, 2), 28, 28 * 19 * 60),
            ((0, 1), 4, 4 * 52 * 60),
            ((1, 2), 4, 4 * 19 * 60)
        ]
    );
    let spread = Spread::of(&schedules, NOW, to);
    assert_eq!(spread.left, 0);
    let told: Vec<_> = spread
        .edits
        .iter()
        .map(|e| (e.of, e.minutes, e.frees))
        .collect();
    assert_eq!(told, [(2, -50, 2), (1, 55, 1)]);
    assert_eq!(spread.edits[1].cron.to_string(), "0 25 2 ? * 1");
}

#[test]
fn a_month_has_a_day_of_25_hours_and_every_run_on_its_day() {
    let zone = copenhagen(NOW);
    let begin = |secs: i64| at(secs);
    // Monday 19 October 2026, 00:00 CEST, to Monday 2 November, 00:00 CET.
    let (from, to) = (begin(1_792_360_800), begin(1_793_574_000));
    let days = month::days(&[planned("0 0 * * * ?", 10)], from, to, &zone);
    assert_eq!(days.len(), 14);
    let hours: Vec<usize> = days.iter().map(|day| day.runs).collect();
    assert_eq!(
        hours,
        [24, 24, 24, 24, 24, 24, 25, 24, 24, 24, 24, 24, 24, 24]
    );
    assert!(days.windows(2).all(|pair| pair[0].to == pair[1].from));
    assert!(days.iter().all(|day| zone.civil(day.from).hour == 0));
}

#[test]
fn the_difference_of_two_schedules_is_a_sentence() {
    let told = |before: &str, after: &str| {
        let (before, after): (Cron, Cron) = (before.parse().unwrap(), after.parse().unwrap());
        let open = Window::default();
        Difference::of((&before, open), (&after, open), NOW).sentence()
    };
    assert_eq!(
        told("0 0 3 ? * 1", "0 0 4 ? * 2-6"),
        "+4 runs a week: loses Sunday 03:00, gains Monday 04:00, Tuesday 04:00, Wednesday 04:00 and 2 more (UTC)."
    );
    assert_eq!(
        told("0 0 3 * * ?", "0 0 3 ? * 2-7"),
        "-1 run a week: loses Sunday 03:00 (UTC)."
    );
    assert_eq!(
        told("0 0 3 * * ?", "0 30 3 * * ?"),
        "As many runs a week: loses every day 03:00, gains every day 03:30 (UTC)."
    );
    assert_eq!(
        told("0 0 3 ? * 1-7", "0 0 3 * * ?"),
        "The runs stay the same."
    );
    assert_eq!(
        told("0 0 3 L * ?", "0 0 3 30 * ?"),
        "-1 run in the coming year: loses Sat 31 Oct 2026 03:00, Thu 31 Dec 2026 03:00, Sun 31 Jan 2027 03:00 and 5 more, gains Fri 30 Oct 2026 03:00, Wed 30 Dec 2026 03:00, Sat 30 Jan 2027 03:00 and 4 more (UTC)."
    );
}
