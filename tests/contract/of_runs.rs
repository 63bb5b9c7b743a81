//! The runs of a task.

use super::{fixture, here, page};
use portal_tasks::api::{paging, runs};
use portal_tasks::runs::{Run, RunEdit, RunId, RunState};
use portal_tasks::task::TaskId;
use quartz_cron::Timestamp;

#[test]
fn the_documented_runs_are_read() {
    let page = page::<Option<Run>>(&fixture("runs.json")).unwrap();
    assert_eq!(page.next, paging::Next::End);
    let run = page.rows[0].clone().unwrap();
    assert_eq!(
        run.id,
        RunId::new("dae1bfa5d6ec44349790ebb3f27dd4e1").unwrap()
    );
    assert_eq!(run.state, RunState::Succeeded);
    assert_eq!(run.message, "GP Jobs have been cleaned.");
    assert_eq!(run.start, Some(Timestamp::from_secs(1_634_914_831)));
    assert_eq!(run.took_ms, Some(0));
    let one = runs::decode_one(&fixture("run.json")).unwrap();
    assert_eq!(one.run, run);
    assert!(one.raw.text().contains("\"taskTitle\":\"gpCleanerTask\""));
}

#[test]
fn what_is_asked_of_runs_goes_to_the_documented_addresses() {
    let task = TaskId::new("e34d3851b7f34510a3097f23cb7adab3").unwrap();
    let run = RunId::new("dae1bfa5d6ec44349790ebb3f27dd4e1").unwrap();
    let at = "https://organization.example.com/gis/admin/system/tasks/e34d3851b7f34510a3097f23cb7adab3/runs";
    assert_eq!(runs::list(&here(), &task, 0).url, at);
    assert_eq!(runs::list(&here(), &task, 500).value("start"), Some("500"));
    assert_eq!(
        runs::one(&here(), &task, &run).url,
        format!("{at}/{}", run.as_str())
    );
    let edit = RunEdit {
        state: RunState::Failed,
        message: "Looked into: the store was full.".into(),
    };
    let request = runs::edit(&here(), &task, &run, &edit);
    assert_eq!(request.url, format!("{at}/{}/update", run.as_str()));
    assert_eq!(request.value("status"), Some("failed"));
    assert_eq!(
        request.value("result"),
        Some("Looked into: the store was full.")
    );
    assert_eq!(
        runs::delete(&here(), &task, &run).url,
        format!("{at}/{}/delete", run.as_str())
    );
}
