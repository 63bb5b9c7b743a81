//! Planned runs against recorded ones, where it is known what became of each.

use crate::expressions::{DAY, at, expressions};
use portal_tasks::agenda::reality::reality;
use portal_tasks::audit::outage::{Record, outages};
use portal_tasks::audit::signs::Sign;
use portal_tasks::audit::{Audit, Span, Verdict};
use portal_tasks::runs::{Run, RunId, RunState};
use portal_tasks::task::{Kind, Schedule, State, Task, TaskId};
use proptest::prelude::*;
use quartz_cron::{Cron, Timestamp, Utc};

const HOUR: i64 = 3600;
/// Thursday 1 January 2026.
const BEGIN: i64 = 1_767_225_600;

fn run(start: i64, state: RunState) -> Run {
    Run {
        id: RunId::new("a").unwrap(),
        state,
        message: String::new(),
        start: Some(at(start)),
        took_ms: Some(60_000),
    }
}

fn fires(cron: &str, days: i64) -> Vec<Timestamp> {
    let cron: Cron = cron.parse().unwrap();
    cron.between(at(BEGIN), at(BEGIN + days * DAY), &Utc)
        .collect()
}

fn made_at(fires: &[Timestamp], late: i64) -> Vec<Run> {
    let runs = fires
        .iter()
        .map(|fire| run(fire.as_secs() + late, RunState::Succeeded));
    runs.collect()
}

/// What became of a planned run, by the dice.
fn fate(dice: u8, room: i64) -> (Verdict, Option<i64>) {
    match dice % 8 {
        0 => (Verdict::Missed, None),
        1 if room > 1400 => (Verdict::Late(1200), Some(1200)),
        2 => (Verdict::Skipped, Some(1)),
        n => (Verdict::OnTime, Some(i64::from(n) * 30 - 60)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn each_planned_run_is_told_as_it_was(cron in expressions(), dice in prop::collection::vec(any::<u8>(), 60)) {
        let planned: Vec<Timestamp> = cron.between(at(BEGIN), at(BEGIN + 400 * DAY), &Utc).take(60).collect();
        let Some(last) = planned.last() else { return Ok(()) };
        let now = at(last.as_secs() + DAY);
        let room = |i: usize| planned.get(i + 1).map_or(DAY, |next| next.as_secs() - planned[i].as_secs());
        // A portal's schedules have no seconds: runs are minutes apart.
        prop_assume!((0..planned.len()).all(|i| room(i) >= 600));
        let fates: Vec<_> = (0..planned.len()).map(|i| fate(dice[i], room(i))).collect();
        let mut runs: Vec<Run> = Vec::new();
        for (planned, (verdict, late)) in planned.iter().zip(&fates) {
            let state = if *verdict == Verdict::Skipped { RunState::Skipped } else { RunState::Succeeded };
            runs.extend(late.map(|late| run(planned.as_secs() + late, state)));
        }
        // The portal tells the newest first.
        runs.reverse();
        let audit = Audit::of(&planned, &runs, &[], now);
        let told: Vec<Verdict> = audit.entries.iter().map(|entry| entry.verdict).collect();
        prop_assert_eq!(told, fates.iter().map(|(verdict, _)| *verdict).collect::<Vec<_>>());
        prop_assert_eq!(audit.unexpected, Vec::<usize>::new());
        for entry in &audit.entries {
            let Some(run) = entry.run else { continue };
            let late = runs[run].start.unwrap().as_secs() - entry.planned.as_secs();
            prop_assert!((-60..=1200).contains(&late));
        }
    }

    #[test]
    fn a_scheduler_in_another_zone_is_recognised(hour in 0u8..24, quarters in 1i64..23, is_ahead in any::<bool>(), late in 0i64..120) {
        let by = quarters * 1800 * if is_ahead { 1 } else { -1 };
        let cron: Cron = format!("0 0 {hour} * * ?").parse().unwrap();
        let planned: Vec<Timestamp> = cron.between(at(BEGIN), at(BEGIN + 30 * DAY), &Utc).collect();
        let runs = made_at(&planned, by + late);
        let audit = Audit::of(&planned, &runs, &[], at(BEGIN + 30 * DAY));
        let signs = Sign::of(&cron, &audit, &runs);
        prop_assert_eq!(signs.first(), Some(&Sign::OtherZone { by_secs: vec![by] }));
    }
}

#[test]
fn the_headline_counts_every_kind() {
    let planned = fires("0 0 4 * * ?", 10);
    let mut runs = made_at(&planned[..6], 30);
    runs[2].start = Some(at(planned[2].as_secs() + 2 * HOUR));
    runs[3].state = RunState::Skipped;
    runs.remove(4);
    runs.push(run(planned[0].as_secs() + HOUR, RunState::Succeeded));
    let down = Span {
        from: at(planned[6].as_secs() - 60),
        to: at(planned[8].as_secs() + HOUR),
    };
    let now = at(planned[9].as_secs() + 60);
    let audit = Audit::of(&planned, &runs, &[down], now);
    assert_eq!(
        audit.headline(),
        "4 of 9 planned runs were made, 1 of them late; 1 was missed, 1 was skipped by the portal, 3 were missed while the portal was down. 1 run was not planned."
    );
    assert_eq!(audit.entries[9].verdict, Verdict::Due);
    assert_eq!(audit.entries[2].verdict.words(), "Late by 2 h");
    assert_eq!(
        Audit::of(&[], &[], &[], now).headline(),
        "No planned run has been due yet."
    );
}

#[test]
fn an_outage_is_told_by_several_tasks_and_not_by_one() {
    let (hourly, nightly) = (fires("0 0 * * * ?", 5), fires("0 30 4 * * ?", 5));
    let down = Span {
        from: at(BEGIN + DAY + 3 * HOUR),
        to: at(BEGIN + DAY + 9 * HOUR + 30),
    };
    let ran = |fires: &[Timestamp]| -> Vec<Timestamp> {
        let up = fires
            .iter()
            .filter(|fire| !down.holds(at(fire.as_secs() + 30)));
        up.map(|fire| at(fire.as_secs() + 30)).collect()
    };
    let now = at(BEGIN + 5 * DAY);
    let records = [
        Record {
            ran: ran(&hourly),
            planned: hourly.clone(),
        },
        Record {
            ran: ran(&nightly),
            planned: nightly.clone(),
        },
    ];
    assert_eq!(outages(&records, now), [down]);
    assert_eq!(outages(&records[..1], now), [], "it may be that task alone");
    let all_well = [Record {
        ran: hourly.clone(),
        planned: hourly,
    }];
    assert_eq!(outages(&all_well, now), []);
}

#[test]
fn a_scheduler_that_passes_over_short_months_is_recognised() {
    let cron: Cron = "0 0 4 L * ?".parse().unwrap();
    let planned = fires("0 0 4 L * ?", 360);
    let long: Vec<_> = planned
        .iter()
        .copied()
        .filter(|fire| fire.civil(0).day == 31)
        .collect();
    let runs = made_at(&long, 20);
    let now = at(BEGIN + 360 * DAY);
    let audit = Audit::of(&planned, &runs, &[], now);
    let signs = Sign::of(&cron, &audit, &runs);
    assert_eq!(signs[0], Sign::SkipsShortMonths { missed: 5 });
    assert!(
        signs[0]
            .sentence()
            .starts_with("All 5 missed runs were planned in months of fewer than 31 days")
    );
    // One of them was made: it is something else.
    let mut all_but = made_at(&planned, 20);
    all_but.remove(1);
    let audit = Audit::of(&planned, &all_but, &[], now);
    assert_eq!(Sign::of(&cron, &audit, &all_but), []);
}

#[test]
fn a_zone_with_summer_time_has_two_distances() {
    let planned = fires("0 0 4 * * ?", 200);
    let cron: Cron = "0 0 4 * * ?".parse().unwrap();
    let summer = BEGIN + 87 * DAY;
    let runs: Vec<Run> = planned
        .iter()
        .map(|fire| {
            let by = if fire.as_secs() < summer {
                HOUR
            } else {
                2 * HOUR
            };
            run(fire.as_secs() - by + 20, RunState::Succeeded)
        })
        .collect();
    let audit = Audit::of(&planned, &runs, &[], at(BEGIN + 200 * DAY));
    assert_eq!(
        Sign::of(&cron, &audit, &runs)[0].sentence(),
        "Runs begin 2 h before or 1 h before their planned time: the scheduler seems to count in UTC+2 or UTC+1 in the place of UTC."
    );
}

#[test]
fn a_scheduler_that_stopped_is_recognised() {
    let planned = fires("0 0 4 * * ?", 10);
    let cron: Cron = "0 0 4 * * ?".parse().unwrap();
    let runs = made_at(&planned[..6], 20);
    let audit = Audit::of(&planned, &runs, &[], at(BEGIN + 10 * DAY));
    let signs = Sign::of(&cron, &audit, &runs);
    assert_eq!(
        signs,
        [Sign::Stopped {
            since: planned[6],
            missed: 4
        }]
    );
    assert_eq!(
        signs[0].sentence(),
        "None of the last 4 planned runs was made, the first of them on Wed 7 Jan 2026 at 04:00 UTC: the scheduler seems to have stopped."
    );
    let runs = made_at(&planned[..8], 20);
    let audit = Audit::of(&planned, &runs, &[], at(BEGIN + 10 * DAY));
    assert_eq!(Sign::of(&cron, &audit, &runs), [], "two are no pattern");
}

/// A task that was last edited when the year began.
fn task(id: &str, cron: &str) -> Task {
    Task {
        id: TaskId::new(id).unwrap(),
        title: id.into(),
        kind: Kind::CreateBackup,
        state: State::Active,
        schedule: Schedule::Cron(cron.parse().unwrap()),
        expression: cron.into(),
        start: None,
        end: None,
        max_runs: None,
        last_start: None,
        created: None,
        updated: Some(at(BEGIN)),
        generation: None,
        owner_id: None,
        backup: None,
        raw: "{}".into(),
    }
}

#[test]
fn a_scheduler_that_stands_still_is_no_outage_of_the_portal() {
    let (hourly, nightly) = (task("a", "0 0 * * * ?"), task("b", "0 30 4 * * ?"));
    let until = |cron: &str, days: i64| made_at(&fires(cron, days), 20);
    let (ran, also) = (until("0 0 * * * ?", 3), until("0 30 4 * * ?", 3));
    let now = at(BEGIN + 5 * DAY + 60);
    let told = reality(&nightly, &also, &[(&hourly, &ran)], now).unwrap();
    assert_eq!(
        told.audit.headline(),
        "3 of 5 planned runs were made; 2 were missed."
    );
    let told = reality(&hourly, &ran, &[(&nightly, &also)], now).unwrap();
    assert_eq!(
        told.signs,
        [Sign::Stopped {
            since: at(BEGIN + 3 * DAY),
            missed: 48
        }]
    );
    // With one run after it, it was an outage.
    let mut back = ran.clone();
    back.push(run(BEGIN + 5 * DAY + 20, RunState::Succeeded));
    let told = reality(&hourly, &back, &[(&nightly, &also)], now).unwrap();
    assert_eq!(told.signs, []);
    assert_eq!(told.audit.entries[80].verdict, Verdict::PortalDown);
}

#[test]
fn a_run_that_failed_was_not_made() {
    let planned = fires("0 0 4 * * ?", 4);
    let mut runs = made_at(&planned, 20);
    runs[1].state = RunState::Failed;
    runs[2].state = RunState::SubmitFailed;
    runs[2].start = Some(at(planned[2].as_secs() + 2 * HOUR));
    let audit = Audit::of(&planned, &runs, &[], at(BEGIN + 4 * DAY));
    assert_eq!(audit.headline(), "2 of 4 planned runs were made; 2 failed.");
    let told: Vec<String> = audit.entries.iter().map(|e| e.verdict.words()).collect();
    assert_eq!(
        told,
        ["On time", "Failed", "Failed, late by 2 h", "On time"]
    );
    // The scheduler did its part.
    let cron: Cron = "0 0 4 * * ?".parse().unwrap();
    assert_eq!(Sign::of(&cron, &audit, &runs), []);
}

#[test]
fn what_the_portal_passed_over_counts_against_no_maximum() {
    let mut task = task("a", "0 0 4 * * ?");
    task.max_runs = Some(3);
    let mut runs = made_at(&fires("0 0 4 * * ?", 3), 20);
    runs[1].state = RunState::Skipped;
    let planned = |runs: &[Run]| {
        let told = reality(&task, runs, &[], at(BEGIN + 5 * DAY)).unwrap();
        told.audit.entries.len()
    };
    assert_eq!(planned(&runs), 5);
    runs[1].state = RunState::Failed;
    assert_eq!(planned(&runs), 3);
}
