//! The list of tasks, one task, and what makes or changes its state.

use super::{documented, fixture, here, page};
use portal_tasks::api::decode::Reply;
use portal_tasks::api::tasks;
use portal_tasks::draft::TaskDraft;
use portal_tasks::retention::{Retention, Unit};
use portal_tasks::task::{Kept, Kind, Listed, NextRun, Schedule, State, TaskId};
use quartz_cron::Timestamp;
use zeroize::Zeroizing;

#[test]
fn the_four_documented_tasks_are_read_completely() {
    let tasks = documented();
    let titles: Vec<&str> = tasks.iter().map(|task| task.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "schedule2",
            "schedule1",
            "backupRetentionCleanerTask",
            "gpCleanerTask"
        ]
    );

    let saturdays = &tasks[0];
    assert_eq!(
        saturdays.id,
        TaskId::new("5f0cdc50cf36460990bb6edfe9b60e08").unwrap()
    );
    assert_eq!(saturdays.kind, Kind::CreateBackup);
    assert_eq!(saturdays.state, State::Paused);
    assert_eq!(saturdays.expression, "0 0 4 ? * 7");
    assert_eq!(saturdays.start, Some(Timestamp::from_secs(1_634_961_600)));
    assert_eq!(
        saturdays.last_start,
        Some(Timestamp::from_secs(1_634_961_600))
    );
    assert_eq!(saturdays.created, Some(Timestamp::from_secs(1_634_933_908)));
    assert_eq!(saturdays.updated, Some(Timestamp::from_secs(1_635_343_062)));
    assert_eq!(saturdays.generation, Some(2));
    assert_eq!(saturdays.max_runs, None, "-1 is unlimited");
    let backup = saturdays.backup.as_ref().unwrap();
    assert_eq!(backup.store.as_deref(), Some("default"));
    assert_eq!(backup.name.as_deref(), Some("schedule2"));
    assert_eq!(
        backup.kept,
        Some(Kept::For(Retention::new(14, Unit::Day).unwrap()))
    );

    let cleaner = &tasks[2];
    assert_eq!(cleaner.kind, Kind::BackupRetentionCleaner);
    assert!(cleaner.is_active() && cleaner.kind.is_system());
    assert_eq!(cleaner.backup, None);
}

#[test]
fn a_documented_task_tells_its_next_run() {
    let cleaner = &documented()[3];
    let now = Timestamp::from_secs(1_635_372_000);
    assert_eq!(
        cleaner.next_run(now),
        NextRun::At(Timestamp::from_secs(1_635_375_600))
    );
}

#[test]
fn no_documented_passcode_survives_decoding() {
    let told = format!("{:?}", documented());
    assert!(
        !told.contains("otherPassCode") && !told.contains("passCode"),
        "{told}"
    );
    assert!(
        told.contains("retentionOffset"),
        "the rest of the JSON is kept"
    );
}

#[test]
fn one_task_and_one_of_release_10_9_are_read() {
    let Listed::Task(task) = tasks::decode_one(&fixture("task.json")).unwrap() else {
        panic!("not read");
    };
    assert_eq!(task.title, "schedule2");
    let Listed::Task(old) = tasks::decode_one(&fixture("task-10.9.json")).unwrap() else {
        panic!("not read");
    };
    assert_eq!(old.last_start, Some(Timestamp::from_secs(1_619_056_800)));
    assert!(matches!(old.schedule, Schedule::Cron(_)));
}

#[test]
fn a_created_task_is_known_by_whatever_the_reply_tells() {
    let id = TaskId::new("5f0cdc50cf36460990bb6edfe9b60e08");
    assert_eq!(
        tasks::decode_created(&fixture("created-both.json")).unwrap(),
        id
    );
    assert_eq!(
        tasks::decode_created(&fixture("created-sharing.json")).unwrap(),
        id
    );
    assert_eq!(
        tasks::decode_created(&fixture("success.json")).unwrap(),
        None
    );
}

#[test]
fn create_task_sends_the_documented_parameters() {
    let draft = TaskDraft {
        title: "backups".into(),
        backup_name: "myBackup".into(),
        store: "backups".into(),
        description: String::new(),
        cron: "0 0 4 * * ?".parse().ok(),
        start: "2026-11-01".into(),
        end: String::new(),
        max_runs: String::new(),
        keep: "14".into(),
        keep_unit: Unit::Day,
        passcode: Zeroizing::new("myPassword".into()),
        confirm: Zeroizing::new("myPassword".into()),
    };
    let task = draft.parse(Timestamp::from_secs(1_792_764_120)).unwrap();
    let request = tasks::create(&here(), &task, None);
    assert_eq!(
        request.url,
        "https://organization.example.com/gis/admin/system/tasks/createTask"
    );
    for (name, value) in [
        ("f", "json"),
        ("title", "backups"),
        ("type", "CreateBackup"),
        ("minute", "0"),
        ("hour", "4"),
        ("dayOfMonth", "*"),
        ("month", "*"),
        ("dayOfWeek", "?"),
        ("maxOccurrences", "-1"),
        ("startDate", "1793491200000"),
    ] {
        assert_eq!(request.value(name), Some(value), "{name}");
    }
    assert_eq!(request.value("endDate"), None);
    let parameters: serde_json::Value =
        serde_json::from_str(request.value("parameters").unwrap()).unwrap();
    assert_eq!(
        parameters,
        serde_json::json!({
            "name": "myBackup",
            "passcode": "myPassword",
            "storeName": "backups",
            "metaData": {"recurring": true, "startTime": "04:00", "retention": {"type": "day", "value": 14}},
            "retentionOffset": 1_209_600_000,
        })
    );
    assert!(!format!("{request:?}").contains("myPassword"));

    // Made like another one, it has what that one has beside.
    let like = tasks::read_tree(&serde_json::json!({"id": "a1", "parameters": {
        "name": "other", "passcode": "theirs", "newer": [1],
        "metaData": {"newer": "kept", "recurring": false, "retention": {"type": "week", "value": 9, "newer": 2}},
    }}));
    let request = tasks::create(&here(), &task, like.task());
    let parameters: serde_json::Value =
        serde_json::from_str(request.value("parameters").unwrap()).unwrap();
    assert_eq!(
        parameters,
        serde_json::json!({
            "name": "myBackup",
            "passcode": "myPassword",
            "storeName": "backups",
            "metaData": {"recurring": true, "startTime": "04:00", "newer": "kept",
                "retention": {"type": "day", "value": 14, "newer": 2}},
            "retentionOffset": 1_209_600_000,
            "newer": [1],
        })
    );
}

#[test]
fn operations_are_posts_to_the_documented_addresses() {
    let id = TaskId::new("5f0cdc50cf36460990bb6edfe9b60e08").unwrap();
    let request = tasks::operate(&here(), &id, tasks::Operation::Disable);
    assert_eq!(
        request.url,
        "https://organization.example.com/gis/admin/system/tasks/5f0cdc50cf36460990bb6edfe9b60e08/disable"
    );
    assert_eq!(request.params, [("f", Zeroizing::new("json".to_owned()))]);
}

#[test]
fn ten_thousand_tasks_and_hostile_titles_are_read() {
    let hostile = [
        "<img src=x onerror=alert(1)>",
        "\u{202e}gnp.exe",
        &"x".repeat(10_000),
        "a\u{0}b",
    ];
    let result: Vec<_> = (0..10_000)
        .map(|i| serde_json::json!({"id": format!("{i:032x}"), "taskTitle": hostile[i % hostile.len()]}))
        .collect();
    let body = serde_json::json!({"result": result, "total": 10_000, "num": 10_000, "start": 0, "nextStart": 0});
    let reply = Reply {
        status: 200,
        body: body.to_string(),
        ..Reply::default()
    };
    let page = page::<Listed>(&reply).unwrap();
    assert_eq!(page.rows.len(), 10_000);
    assert!(page.rows.iter().all(|listed| listed.task().is_some()));
}

#[test]
fn wrong_shapes_are_said_and_not_guessed() {
    for (body, told) in [
        (
            "{\"result\":[{\"id\":\"a\"},",
            "The portal’s answer broke off before its end.",
        ),
        (
            "{\"result\":{}}",
            "The portal’s answer could not be read: invalid type: map, expected a sequence.",
        ),
        ("[]", "The portal’s answer could not be read"),
        ("null", "The portal’s answer could not be read"),
        (
            "{}",
            "The portal’s answer could not be read: missing field `result`.",
        ),
        (
            "<html><title>Sign in</title>",
            "The answer is not the portal’s (HTTP status 200): “Sign in”",
        ),
        ("", "The answer is not the portal’s (HTTP status 200)."),
    ] {
        let reply = Reply {
            status: 200,
            body: body.to_owned(),
            ..Reply::default()
        };
        let error = page::<Listed>(&reply).unwrap_err().to_string();
        assert!(error.starts_with(told), "{body}: {error}");
    }
}

#[test]
fn an_unknown_type_missing_parameters_and_texts_for_dates_are_read() {
    let body = serde_json::json!({"result": [
        {"id": "a1", "taskType": "CreateHealthCheckReports", "taskTitle": "health", "taskState": "resting"},
        {"id": "a2", "taskType": "CreateBackup", "taskTitle": "bare", "lastStart": "Apr 22, 2021, 2:00:00 AM"},
        {"id": "a3", "taskType": "CreateBackup", "parameters": null, "cronExpression": "not cron"},
        {"id": "a4", "taskTitle": "dateless", "created": "some day"},
    ]});
    let reply = Reply {
        status: 200,
        body: body.to_string(),
        ..Reply::default()
    };
    let page = page::<Listed>(&reply).unwrap();
    let task = |i: usize| page.rows[i].task().unwrap();
    assert_eq!(
        task(0).kind,
        Kind::Other("CreateHealthCheckReports".to_owned())
    );
    assert_eq!(task(0).schedule, Schedule::Missing);
    assert_eq!(
        task(1).last_start,
        Some(Timestamp::from_secs(1_619_056_800))
    );
    let backup = task(1).backup.as_ref().unwrap();
    assert_eq!((&backup.store, backup.kept), (&None, None));
    assert!(matches!(task(2).schedule, Schedule::Unreadable { .. }));
    // What cannot be read is listed with its title and its reason, and hides nothing else.
    assert!(
        matches!(&page.rows[3], Listed::Unreadable { title, why, .. } if title == "dateless" && why.contains("some day"))
    );
}
