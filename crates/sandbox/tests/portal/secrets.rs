//! Where a passcode is to be found: encrypted, in the field that the API itself returns, and nowhere else.

use crate::recovery::{DR, Session, files};
use crate::support::{Sandbox, parameters, schedule};
use serde_json::json;
use std::path::Path;

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

#[tokio::test]
async fn the_passcode_of_a_schedule_is_in_the_database_as_long_as_the_api_returns_it() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    let create = async |passcode: &str, path: &str| {
        let mut wanted = parameters();
        wanted["passcode"] = json!(passcode);
        let wanted = wanted.to_string();
        let form = schedule("t", &wanted, &session.token);
        let told = sandbox.post(path, &form).await.json();
        told["taskId"]
            .as_str()
            .unwrap_or_else(|| panic!("{told}"))
            .to_owned()
    };
    let tasks = "/gis/admin/system/tasks";
    let id = create(PLANTED, &format!("{tasks}/createTask")).await;
    let told = session.get(&format!("{tasks}/{id}")).await;
    assert_eq!(
        told["parameters"]["passcode"], PLANTED,
        "the API itself returns it"
    );
    session.back_up("default", "b", &[]).await;
    for file in holding(sandbox.data(), PLANTED) {
        assert!(file.starts_with("portal.sqlite"), "{file}");
    }
    create(CHANGED, &format!("{tasks}/{id}/update")).await;
    assert_eq!(
        holding(sandbox.data(), PLANTED),
        Vec::<String>::new(),
        "replaced"
    );
    assert!(!holding(sandbox.data(), CHANGED).is_empty());
    let gone = session.post(&format!("{tasks}/{id}/delete"), &[]).await;
    assert_eq!(gone["status"], "success");
    assert_eq!(
        holding(sandbox.data(), CHANGED),
        Vec::<String>::new(),
        "deleted"
    );
}
