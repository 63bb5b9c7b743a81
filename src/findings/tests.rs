use super::*;
use crate::recovery::{Listing, Name, store};
use crate::retention::Unit;
use crate::task::State;
use std::sync::Arc;

const DAY_MS: i64 = 86_400_000;
/// Friday 23 October 2026, 14:02 UTC.
const NOW: Timestamp = Timestamp::from_secs(1_792_764_120);

fn fortnight() -> Retention {
    Retention::new(14, Unit::Day).unwrap()
}

/// A backup schedule without fault: Saturdays at four.
fn schedule(title: &str) -> Task {
    Task {
        id: TaskId::new(title).unwrap(),
        title: title.into(),
        kind: Kind::CreateBackup,
        state: State::Active,
        schedule: Schedule::Cron("0 0 4 ? * 7".parse().unwrap()),
        expression: "0 0 4 ? * 7".into(),
        start: None,
        end: None,
        max_runs: None,
        last_start: None,
        created: None,
        updated: None,
        generation: None,
        owner_id: None,
        backup: Some(Backup {
            name: Some(title.into()),
            store: Some("default".into()),
            description: None,
            kept: Some(Kept::For(fortnight())),
            offset_ms: Some(14 * DAY_MS),
            start_time: Some("04:00".into()),
        }),
        raw: "{}".into(),
    }
}

fn cleaner() -> Task {
    Task {
        kind: Kind::BackupRetentionCleaner,
        backup: None,
        schedule: Schedule::Cron("0 0 * * * ?".parse().unwrap()),
        ..schedule("cleaner")
    }
}

fn known() -> Known {
    let stores = Listing {
        items: vec![store::Store {
            name: Name::new("default").unwrap(),
            is_default: true,
            kind: None,
            size: None,
            provisioning: None,
            place: None,
            has_big_data: None,
        }],
        unreadable: 0,
    };
    Known {
        destinations: Destinations::new(&stores, &HashMap::new()),
        is_complete: true,
        ..Known::default()
    }
}

fn found(tasks: Vec<Task>, known: &Known) -> Vec<Finding> {
    let listed = tasks.into_iter().map(|task| Listed::Task(Arc::new(task)));
    findings(&listed.collect::<Vec<_>>(), known, NOW)
}

/// The only thing that is found of a changed schedule.
fn of(change: impl FnOnce(&mut Task)) -> Finding {
    let mut task = schedule("nightly");
    change(&mut task);
    let mut all = found(vec![task, cleaner()], &known());
    assert_eq!(all.len(), 1, "{all:?}");
    all.swap_remove(0)
}

fn backup(change: impl FnOnce(&mut Backup)) -> Finding {
    of(|task| change(task.backup.as_mut().unwrap()))
}

#[test]
fn where_all_is_well_nothing_is_found() {
    assert_eq!(found(vec![schedule("a"), cleaner()], &known()), []);
    assert_eq!(found(Vec::new(), &known()), []);
    let unknown = Known::default();
    assert_eq!(
        found(vec![schedule("a")], &unknown),
        [],
        "what is not known is no fault"
    );
}

#[test]
fn a_retention_that_is_told_twice_and_differs_is_an_error() {
    let finding = backup(|backup| backup.offset_ms = Some(7 * DAY_MS));
    assert_eq!(finding.severity(), Severity::Error);
    assert_eq!(
        finding.sentence(),
        "The task says that backups are kept for 14 days, but the portal counts with 7 days."
    );
    let week = Retention::new(7, Unit::Day).unwrap();
    assert_eq!(
        finding.repairs(),
        [Repair::Keep(fortnight()), Repair::Keep(week)]
    );
    let for_ever = backup(|backup| backup.offset_ms = Some(-1));
    assert!(for_ever.sentence().ends_with("counts with no end at all."));
    assert_eq!(for_ever.repairs(), [Repair::Keep(fortnight())]);
}

#[test]
fn a_month_of_31_days_is_a_month() {
    let mut task = schedule("a");
    let backup = task.backup.as_mut().unwrap();
    backup.kept = Some(Kept::For(Retention::new(2, Unit::Month).unwrap()));
    backup.offset_ms = Some(61 * DAY_MS);
    assert_eq!(found(vec![task, cleaner()], &known()), []);
}

#[test]
fn a_start_time_at_which_nothing_runs_is_told() {
    let finding = backup(|backup| backup.start_time = Some("20:00".into()));
    assert_eq!(finding.severity(), Severity::Note);
    assert_eq!(
        finding.sentence(),
        "The task says that it starts at 20:00 UTC, but its schedule does not run then; the first run of a day is at 04:00 UTC. The schedule counts."
    );
    assert_eq!(
        finding.repairs(),
        [Repair::StartTime(TimeOfDay::new(4, 0).unwrap())]
    );
    // The second documented sample: hourly, and the start date's time of day.
    let mut hourly = schedule("a");
    hourly.schedule = Schedule::Cron("0 0 0/1 * * ?".parse().unwrap());
    hourly.backup.as_mut().unwrap().start_time = Some("20:00".into());
    assert_eq!(found(vec![hourly, cleaner()], &known()), []);
}

#[test]
fn a_store_that_is_gone_is_an_error() {
    let finding = backup(|backup| backup.store = Some("nas".into()));
    assert_eq!(finding.severity(), Severity::Error);
    assert_eq!(
        finding.sentence(),
        "Store “nas”: No store of this name is registered: backups of this schedule fail."
    );
    assert_eq!(
        finding.repairs(),
        [Repair::ChooseStore, Repair::RegisterStore("nas".into())]
    );
}

#[test]
fn a_shared_passcode_is_told_once_and_without_the_passcode() {
    let tasks = ["a", "b", "c"].map(schedule);
    let known = Known {
        shared_passcodes: vec![vec![tasks[0].id.clone(), tasks[2].id.clone()]],
        ..known()
    };
    let all = found([tasks.to_vec(), vec![cleaner()]].concat(), &known);
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0].task.as_ref().unwrap().1, "a");
    assert_eq!(
        all[0].sentence(),
        "It has the same passcode as “c”: whoever learns one can read the backups of all."
    );
    assert_eq!(all[0].repairs(), [Repair::NewPasscode]);
}

#[test]
fn a_cleaner_that_does_not_run_lets_stores_fill() {
    let mut paused = cleaner();
    paused.state = State::Paused;
    let all = found(vec![schedule("a"), paused], &known());
    assert_eq!(
        (&all[0].what, all[0].repairs()),
        (&What::CleanerDisabled, vec![Repair::Enable])
    );
    let mut over = cleaner();
    over.end = Some(NOW);
    assert_eq!(
        found(vec![schedule("a"), over], &known())[0].what,
        What::CleanerEnded
    );
    let missing = found(vec![schedule("a")], &known());
    assert_eq!(
        (&missing[0].task, &missing[0].what),
        (&None, &What::CleanerMissing)
    );
    assert_eq!(missing[0].repairs(), [Repair::LookAtBackups]);
}

#[test]
fn a_schedule_that_does_not_run_again_is_told() {
    let ended = of(|task| task.end = Some(NOW));
    assert_eq!(
        ended.sentence(),
        "It ended on Fri 23 Oct 2026, 14:02 UTC and does not run again."
    );
    assert_eq!(ended.repairs(), [Repair::Extend, Repair::Delete]);
    let never = of(|task| task.schedule = Schedule::Cron("0 0 4 30 2 ?".parse().unwrap()));
    assert_eq!(never.severity(), Severity::Error);
}

#[test]
fn a_schedule_that_made_all_its_runs_is_told_and_one_with_some_left_is_not() {
    let mut task = schedule("a");
    task.max_runs = Some(3);
    let with = |recorded| {
        let runs = HashMap::from([(task.id.clone(), recorded)]);
        let known = Known {
            recorded_runs: runs,
            ..known()
        };
        found(vec![task.clone(), cleaner()], &known)
    };
    assert_eq!(with(2), []);
    assert_eq!(
        with(3)[0].sentence(),
        "It may run 3 times, and as many runs are recorded: it does not run again."
    );
}

#[test]
fn the_worst_comes_first() {
    let mut late = schedule("late");
    late.end = Some(NOW);
    let mut lost = schedule("lost");
    lost.backup.as_mut().unwrap().store = Some("nas".into());
    let all = found(vec![late, lost], &known());
    let severities: Vec<_> = all.iter().map(Finding::severity).collect();
    assert_eq!(
        severities,
        [Severity::Error, Severity::Warning, Severity::Note]
    );
}
