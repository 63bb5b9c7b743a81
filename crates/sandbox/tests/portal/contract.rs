//! The sandbox's side of the contract in `tests/fixtures`: what it answers has the shape of what is
//! documented.

use crate::recovery::{DR, HOSTED, Session};
use crate::support::{Sandbox, Told, credentials};
use sandbox::cli::Seed;
use serde_json::Value;

pub(crate) fn fixture(name: &str) -> Value {
    let file = format!("{}/../../tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

/// Every member of the documented value is there, with the same type.
pub(crate) fn has_shape(documented: &Value, told: &Value, at: &str) {
    match (documented, told) {
        (Value::Object(wanted), Value::Object(found)) => {
            for (name, value) in wanted {
                let member = found
                    .get(name)
                    .unwrap_or_else(|| panic!("{at}.{name} is missing"));
                has_shape(value, member, &format!("{at}.{name}"));
            }
        }
        (Value::Array(wanted), Value::Array(found)) => {
            if let (Some(wanted), Some(found)) = (wanted.first(), found.first()) {
                has_shape(wanted, found, &format!("{at}[0]"));
            }
        }
        _ => assert_eq!(
            std::mem::discriminant(documented),
            std::mem::discriminant(told),
            "{at}: {documented} is documented, {told} was told"
        ),
    }
}

async fn ask(sandbox: &Sandbox, path: &str) -> Told {
    let token = sandbox.administrator().await;
    sandbox.get(&format!("{path}?f=json&token={token}")).await
}

#[tokio::test]
async fn the_documented_seed_is_the_documented_reply() {
    let sandbox = Sandbox::documented();
    let told = ask(&sandbox, "/gis/admin/system/tasks").await.json();
    assert_eq!(told, fixture("tasks.json"));
}

#[tokio::test]
async fn one_task_is_the_documented_reply() {
    let sandbox = Sandbox::documented();
    let wanted = fixture("task.json");
    let path = format!("/gis/admin/system/tasks/{}", wanted["id"].as_str().unwrap());
    assert_eq!(ask(&sandbox, &path).await.json(), wanted);
}

#[tokio::test]
async fn runs_have_the_documented_shape() {
    let sandbox = Sandbox::documented();
    let (list, one) = (fixture("runs.json"), fixture("run.json"));
    let task = one["task"]["id"].as_str().unwrap();
    let path = format!("/gis/admin/system/tasks/{task}/runs");
    let told = ask(&sandbox, &path).await.json();
    has_shape(&list, &told, "runs.json");
    let run = told["result"][0]["runId"].as_str().unwrap();
    let told = ask(&sandbox, &format!("{path}/{run}")).await.json();
    has_shape(&one, &told, "run.json");
}

#[tokio::test]
async fn who_and_where_have_the_documented_shape() {
    let sandbox = Sandbox::documented();
    for (path, name) in [
        ("/gis/sharing/rest/portals/self", "portal-self.json"),
        ("/gis/sharing/rest/community/self", "community-self.json"),
        ("/gis/sharing/rest/info", "info.json"),
    ] {
        has_shape(&fixture(name), &ask(&sandbox, path).await.json(), name);
    }
}

#[tokio::test]
async fn refusals_are_word_for_word_what_clients_know() {
    let sandbox = Sandbox::documented();
    let tasks = "/gis/admin/system/tasks?f=json";
    let publisher = sandbox.sign_in("publisher", "sandbox.publisher1").await;
    for (told, name) in [
        (sandbox.get(tasks).await, "token-required.json"),
        (
            sandbox.get(&format!("{tasks}&token=x")).await,
            "invalid-token.json",
        ),
        (
            sandbox.get(&format!("{tasks}&token={publisher}")).await,
            "forbidden.json",
        ),
    ] {
        assert_eq!(told.json(), fixture(name), "{name}");
    }
}

#[tokio::test]
async fn a_token_and_its_refusal_are_as_documented() {
    let sandbox = Sandbox::documented();
    let path = "/gis/sharing/rest/generateToken";
    let token = sandbox
        .post(path, &credentials("sandbox.admin1"))
        .await
        .json();
    has_shape(&fixture("token.json"), &token, "token");
    let refused = sandbox.post(path, &credentials("wrong")).await.json();
    assert_eq!(refused, fixture("token-refused.json"));
}

#[tokio::test]
async fn disaster_recovery_has_the_documented_shape() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    let before = session.get(&format!("{DR}/status")).await;
    assert_eq!(before, fixture("status-none.json"));
    let later = [("retentionDate", "1893456000000")];
    let job = session.back_up("default", "backup_first", &later).await;
    has_shape(&fixture("job-completed.json"), &job, "job");
    let id = job["jobid"].as_str().unwrap();
    for (path, name) in [
        (DR.to_owned(), "dr-index.json"),
        (format!("{DR}/stores"), "stores.json"),
        (format!("{DR}/stores/default"), "store.json"),
        (format!("{DR}/stores/default/backups"), "backups.json"),
        (
            format!("{DR}/stores/default/backups/backup_first"),
            "backup.json",
        ),
        (format!("{DR}/status"), "status.json"),
        (format!("{DR}/settings"), "dr-settings.json"),
        ("/gis/admin/jobs".to_owned(), "jobs.json"),
        (format!("/gis/admin/jobs/{id}"), "job.json"),
    ] {
        has_shape(&fixture(name), &session.get(&path).await, name);
    }
    let second = session.create("default", "second", &[]).await;
    has_shape(&fixture("backup-submitted.json"), &second, "submitted");
    let ready = session
        .post(&format!("{DR}/stores/default/validate"), &[])
        .await;
    assert_eq!(ready, fixture("store-ready.json"));
}

#[tokio::test]
async fn a_portal_without_recovery_answers_with_nothing_rather_than_not_at_all() {
    let sandbox = Sandbox::seeded(Seed::Empty);
    let session = Session::administrator(&sandbox).await;
    let stores = session.get(&format!("{DR}/stores")).await;
    assert_eq!(stores, fixture("stores-empty.json"));
    let settings = session.get(&format!("{DR}/settings")).await;
    assert_eq!(settings, fixture("dr-settings-unset.json"));
}

#[tokio::test]
async fn refusals_of_recovery_are_told_as_written_down() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    session.back_up("default", "backup_first", &[]).await;
    let taken = session.create("default", "backup_first", &[]).await;
    assert_eq!(taken, fixture("backup-name-taken.json"));
    let wrong = session
        .post(
            &format!("{DR}/stores/default/backups/backup_first/restore"),
            &[("passcode", "not the passcode")],
        )
        .await;
    assert_eq!(wrong, fixture("restore-wrong-passcode.json"));

    let bare = Sandbox::seeded(Seed::Empty);
    let session = Session::administrator(&bare).await;
    let form = [("storeName", "nas"), ("settings", HOSTED)];
    let registered = session.post(&format!("{DR}/stores/register"), &form).await;
    assert_eq!(registered, fixture("success.json"));
    let unstaged = session.create("nas", "b", &[]).await;
    assert_eq!(unstaged, fixture("staging-missing.json"));
}
