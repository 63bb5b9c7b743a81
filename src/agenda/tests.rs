use super::export::file;
use super::month::{Month, Strip};
use super::week::Week;
use super::*;
use crate::audit::Verdict;
use crate::calendar::Bar;
use crate::calendar::month::Day;
use crate::calendar::overlap::Overlaps;
use crate::runs::{RunId, RunState};
use crate::schedule::zone::LocalZone;
use crate::task::{Schedule, State};
use quartz_cron::Timestamp;
use std::sync::Arc;

/// Friday 23 October 2026, 14:02 UTC.
pub(super) const NOW: Timestamp = Timestamp::from_secs(1_792_764_120);

fn at(secs: i64) -> Timestamp {
    Timestamp::from_secs(NOW.as_secs() + secs)
}

pub(super) fn task(title: &str, cron: &str) -> Task {
    Task {
        id: TaskId::new(title).unwrap(),
        title: title.into(),
        kind: Kind::CreateBackup,
        state: State::Active,
        schedule: Schedule::Cron(cron.parse().unwrap()),
        expression: cron.into(),
        start: None,
        end: None,
        max_runs: None,
        last_start: None,
        created: None,
        updated: None,
        generation: None,
        owner_id: None,
        backup: None,
        raw: "{}".into(),
    }
}

fn shown(tasks: Vec<Task>, choice: Choice, record: Option<Record>) -> Vec<Entry> {
    let listed: Vec<Listed> = tasks
        .into_iter()
        .map(|t| Listed::Task(Arc::new(t)))
        .collect();
    entries(&listed, choice, |_| record)
}

#[test]
fn what_is_not_known_of_a_backup_is_the_time_out_and_of_others_a_minute() {
    let cleaner = Task {
        kind: Kind::CleanGpJobs,
        ..task("cleaner", "0 0 * * * ?")
    };
    let found = shown(
        vec![task("nightly", "0 0 4 * * ?"), cleaner],
        Choice::default(),
        None,
    );
    assert_eq!(found[0].lasts, Lasts::TimeOut(7200));
    assert_eq!(found[1].lasts, Lasts::Unknown);
    assert_eq!(found[1].planned.takes_secs, 60);
    let known = Record {
        expected: Expected::Measured {
            median_ms: 90_000,
            most_ms: 100_000,
            runs: 7,
        },
        runs: 7,
    };
    let found = shown(
        vec![task("nightly", "0 0 4 * * ?")],
        Choice::default(),
        Some(known),
    );
    assert_eq!(found[0].lasts.why(), "the median of 7 runs");
    assert_eq!(found[0].planned.takes_secs, 90);
}

#[test]
fn runs_that_were_made_count_against_the_maximum() {
    let limited = |most| Task {
        max_runs: Some(most),
        ..task("a", "0 0 4 * * ?")
    };
    let made = Some(Record {
        expected: Expected::TimeOut,
        runs: 3,
    });
    let left = shown(vec![limited(5)], Choice::default(), made);
    assert_eq!(left[0].planned.window.max_runs, Some(2));
    assert_eq!(shown(vec![limited(3)], Choice::default(), made), []);
    // Of a month that has begun only what is left is drawn.
    let month = Month {
        year: 2026,
        month: 11,
    };
    let days = month::bars(&left, month, NOW, &LocalZone::utc());
    assert_eq!(days.iter().map(|day| day.runs).sum::<usize>(), 0);
    let october = month::bars(&left, month.moved(-1), NOW, &LocalZone::utc());
    let last = october.iter().rposition(|day| day.runs > 0).unwrap();
    assert_eq!(october[last].from.civil(0).day, 25);
}

#[test]
fn paused_schedules_and_tasks_of_the_system_are_there_when_they_are_asked_for() {
    let tasks = || {
        let paused = Task {
            state: State::Paused,
            ..task("paused", "0 0 4 * * ?")
        };
        let cleaner = Task {
            kind: Kind::CleanGpJobs,
            ..task("cleaner", "0 0 * * * ?")
        };
        vec![paused, cleaner]
    };
    let titles = |choice| -> Vec<String> {
        let found = shown(tasks(), choice, None);
        found.into_iter().map(|entry| entry.title).collect()
    };
    assert_eq!(titles(Choice::default()), ["cleaner"]);
    let both = Choice {
        only_backups: true,
        paused: true,
    };
    assert_eq!(titles(both), ["paused"]);
}

#[test]
fn a_month_begins_on_a_monday_and_ends_on_a_sunday() {
    let month = Month::parse("2026-10").unwrap();
    let (from, to) = month.span(&LocalZone::utc());
    let date = |at: Timestamp| {
        let civil = at.civil(0);
        (civil.month, civil.day)
    };
    assert_eq!((date(from), date(to)), ((9, 28), (11, 2)));
    assert_eq!(month.moved(3).slug(), "2027-01");
    assert_eq!(month.moved(-10).title(), "December 2025");
    // A February of four whole weeks.
    let (from, to) = Month::parse("2027-02").unwrap().span(&LocalZone::utc());
    assert_eq!((date(from), date(to)), ((2, 1), (3, 1)));
    for text in ["", "2026", "2026-13", "2026-00", "9999-01", "a-b"] {
        assert_eq!(Month::parse(text), None, "{text}");
    }
}

#[test]
fn bars_that_meet_lie_in_two_lanes_and_are_told_apart() {
    let day = Day {
        from: at(0),
        to: at(86_400),
        bars: Vec::new(),
        runs: 3,
    };
    let bar = |of, from: i64, to: i64| Bar {
        from: at(from * 3600),
        to: at(to * 3600),
        of,
    };
    let strip = Strip::of(&day, &[bar(0, 1, 3), bar(1, 2, 4), bar(2, 6, 7)]);
    assert_eq!(strip.at_once, 2);
    assert_eq!(strip.meeting, "M60 0h120v.8h-120zM120 1h120v.8h-120z");
    assert_eq!(strip.alone, "M360 0h60v.8h-60z");
}

#[test]
fn the_hours_in_which_nothing_runs_are_told_across_midnight() {
    let entries = shown(
        vec![task("a", "0 0 4 * * ?"), task("b", "0 30 4 * * ?")],
        Choice::default(),
        None,
    );
    let week = Week::of(&entries, NOW, &LocalZone::utc());
    assert_eq!(week.quiet(), Some((7, 4)));
    assert_eq!(
        summary(&week, "UTC"),
        "2 schedules, 14 runs a week, counted over the coming 52 weeks. Overlaps are looked for in the first six of them. Nothing runs on any day from 07:00 to 04:00 UTC."
    );
    assert_eq!(week.told(&entries, 0, 5), "Mon 05:00: a 1 h, b 1 h");
    assert_eq!(week.hour(0, 5).unwrap().load(), 3);
    let overlaps = Overlaps::of(&planned(&entries), NOW, at(42 * 86_400));
    assert_eq!(
        headline(&entries, Some(&overlaps)),
        "a and b run into each other"
    );
}

#[test]
fn a_file_for_other_calendars_ends_where_it_is_full() {
    let nightly = shown(vec![task("a", "0 0 4 * * ?")], Choice::default(), None);
    let whole = file("n", &nightly, NOW);
    assert_eq!((whole.runs, whole.until), (92, at(92 * 86_400)));
    let told = "DESCRIPTION:Every day at 04:00 UTC. 0 0 4 * * ?\r\n";
    assert!(whole.text.contains(told), "{}", &whole.text[..600]);
    let often = shown(vec![task("a", "0 * * * * ?")], Choice::default(), None);
    let full = file("n", &often, NOW);
    assert_eq!(full.runs, 5000);
    assert_eq!(full.text.matches("BEGIN:VEVENT").count(), 5000);
    assert!(full.until < whole.until);
}

fn run(id: &str, start: Timestamp, took_secs: i64) -> Run {
    Run {
        id: RunId::new(id).unwrap(),
        state: RunState::Succeeded,
        message: String::new(),
        start: Some(start),
        took_ms: Some(took_secs * 1000),
    }
}

#[test]
fn what_became_of_a_day_stands_beside_its_plan() {
    const DAY: i64 = 86_400;
    let midnight = NOW.as_secs().div_euclid(DAY) * DAY;
    let clock = |days: i64, hour: i64, minute: i64| {
        Timestamp::from_secs(midnight + days * DAY + hour * 3600 + minute * 60)
    };
    let nightly = Task {
        created: Some(clock(-4, 0, 0)),
        ..task("nightly", "0 0 4 * * ?")
    };
    let runs = [
        run("a", clock(-3, 4, 0), 600),
        run("b", clock(-2, 4, 30), 600),
        run("c", clock(-2, 18, 0), 600),
        run("d", clock(0, 4, 1), 600),
    ];
    let told = past::past(
        &[(0, &nightly, &runs)],
        clock(-10, 0, 0),
        clock(10, 0, 0),
        NOW,
    );
    let became: Vec<(Timestamp, Option<Verdict>)> =
        told.iter().map(|run| (run.at, run.verdict)).collect();
    assert_eq!(
        became,
        [
            // Before it was made nothing was planned.
            (clock(-4, 4, 0), Some(Verdict::Missed)),
            (clock(-3, 4, 0), Some(Verdict::OnTime)),
            (clock(-2, 4, 0), Some(Verdict::Late(1800))),
            (clock(-2, 18, 0), None),
            (clock(-1, 4, 0), Some(Verdict::Missed)),
            (clock(0, 4, 0), Some(Verdict::OnTime)),
        ]
    );
    let day = |days: i64| Day {
        from: clock(days, 0, 0),
        to: clock(days + 1, 0, 0),
        bars: Vec::new(),
        runs: 1,
    };
    let amiss = |days| past::Amiss::of(past::of_day(&told, &day(days)));
    assert_eq!(amiss(-2).words(), ["1 late", "1 not planned"]);
    assert!(amiss(-1).is_grave() && !amiss(-2).is_grave());
    assert_eq!(amiss(-3).words(), Vec::<String>::new());
    let traces = past::Traces::of(&day(-2), past::of_day(&told, &day(-2)));
    assert_eq!(traces.late, "M240 0h30v.8h-30z");
    assert_eq!(traces.made, "M270 0h12v.8h-12zM1080 0h12v.8h-12z");
    let none = past::Traces::of(&day(-1), past::of_day(&told, &day(-1)));
    assert_eq!(none.missed, "M240 0h12v.8h-12z");
}

#[test]
fn of_a_paused_task_and_of_one_with_countless_runs_nothing_is_told() {
    let paused = Task {
        state: State::Paused,
        created: Some(at(-86_400)),
        ..task("paused", "0 0 4 * * ?")
    };
    let countless = Task {
        created: Some(at(-86_400)),
        ..task("countless", "* * * * * ?")
    };
    let tasks: [(usize, &Task, &[Run]); 2] = [(0, &paused, &[]), (1, &countless, &[])];
    assert_eq!(past::past(&tasks, at(-86_400), at(86_400), NOW), []);
}
