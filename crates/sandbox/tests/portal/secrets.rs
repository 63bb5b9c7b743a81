//! Where a passcode is to be found: encrypted, in the field that the API itself returns, and nowhere else.

use crate::recovery::{DR, Session, files};
use crate::support::{NOW_MS, Sandbox, parameters, schedule};
use sandbox::run::{NewRun, Status};
use sandbox::store::Fire;
use serde_json::json;
use std::path::Path;

const TASKS: &str = "/gis/admin/system/tasks";
const PLANTED: &str = "planted-7f3a-passcode";
const CHANGED: &str = "planted-91cc-passcode";

/// The names of the files below a folder that hold a text.
fn holding(data: &Path, text: &str) -> Vec<String> {
    let holds = |file: &Path| {
        let bytes = std::fs::read(file).unwrap();
        bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    };
    let name = |file: &Path| file.file_name().unwrap().to_str().unwrap().to_owned();
    let mut found: Vec<String> = files(data)
        .iter()
        .filter(|file| holds(file))
        .map(|file| name(file))
        .collect();
    found.sort();
    found
}

#[tokio::test]
async fn the_passcode_of_a_backup_is_kept_nowhere() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    let path = format!("{DR}/stores/default/backups/create");
    let form = [("name", "b"), ("passcode", PLANTED), ("description", "d")];
    session.post(&path, &form).await;
    while session.get(&format!("{DR}/status")).await["status"]["state"] == "in_progress" {}
    assert_eq!(session.names("default").await, ["b"]);
    let refused = [("name", "b"), ("passcode", PLANTED)];
    assert_eq!(session.post(&path, &refused).await["error"]["code"], 409);
    session.restore("default", "b", PLANTED).await;
    assert_eq!(holding(sandbox.data(), PLANTED), Vec::<String>::new());
}

/// Makes or changes a schedule; its id.
async fn write_schedule(session: &Session<'_>, path: &str, passcode: &str) -> String {
    let mut wanted = parameters();
    wanted["passcode"] = json!(passcode);
    let wanted = wanted.to_string();
    let form = schedule("t", &wanted, &session.token);
    let told = session.sandbox.post(path, &form).await.json();
    let id = told["taskId"].as_str();
    id.unwrap_or_else(|| panic!("{told}")).to_owned()
}

#[tokio::test]
async fn the_passcode_of_a_schedule_is_in_the_database_as_long_as_the_api_returns_it() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    let id = write_schedule(&session, &format!("{TASKS}/createTask"), PLANTED).await;
    let told = session.get(&format!("{TASKS}/{id}")).await;
    assert_eq!(
        told["parameters"]["passcode"], PLANTED,
        "the API itself returns it"
    );
    session.back_up("default", "b", &[]).await;
    for file in holding(sandbox.data(), PLANTED) {
        assert!(file.starts_with("portal.sqlite"), "{file}");
    }
    write_schedule(&session, &format!("{TASKS}/{id}/update"), CHANGED).await;
    assert_eq!(
        holding(sandbox.data(), PLANTED),
        Vec::<String>::new(),
        "replaced"
    );
    assert!(!holding(sandbox.data(), CHANGED).is_empty());
    let gone = session.post(&format!("{TASKS}/{id}/delete"), &[]).await;
    assert_eq!(gone["status"], "success");
    assert_eq!(
        holding(sandbox.data(), CHANGED),
        Vec::<String>::new(),
        "deleted"
    );
}

#[tokio::test]
async fn an_old_passcode_does_not_outlive_the_last_run_that_tells_it() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    let id = write_schedule(&session, &format!("{TASKS}/createTask"), PLANTED).await;
    let run = NewRun {
        id: "0".repeat(32),
        status: Status::Succeeded,
        result: String::new(),
        created_ms: NOW_MS,
        modified_ms: NOW_MS,
    };
    let fire = Fire {
        task_id: id.clone(),
        at_ms: NOW_MS,
        run,
    };
    sandbox.portal().store.fire(&[fire]).unwrap();
    write_schedule(&session, &format!("{TASKS}/{id}/update"), CHANGED).await;
    let run = format!("{TASKS}/{id}/runs/{}", "0".repeat(32));
    let told = session.get(&run).await;
    assert_eq!(told["task"]["parameters"]["passcode"], PLANTED);
    let gone = session.post(&format!("{run}/delete"), &[]).await;
    assert_eq!(gone["status"], "success");
    assert_eq!(holding(sandbox.data(), PLANTED), Vec::<String>::new());
}
