//! Faults of disaster recovery, each beside the portal without it.

use crate::contract::{fixture, has_shape};
use crate::recovery::{DR, PASSCODE, Session};
use crate::support::Sandbox;
use sandbox::faults::{Fault, Switch};
use serde_json::{Value, json};

fn switch_on(sandbox: &Sandbox, fault: Fault, calls: Option<u32>) {
    let (path, number) = (String::new(), 0);
    let switch = Switch {
        calls,
        path,
        number,
    };
    sandbox.portal().faults.switch_on(fault, switch);
}

#[tokio::test]
async fn a_system_without_staging_volume_tells_so_and_makes_no_backup() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    session.back_up("default", "before", &[]).await;
    switch_on(&sandbox, Fault::NoStagingVolume, None);
    let settings = async || session.get(&format!("{DR}/settings")).await;
    assert_eq!(settings().await.get("stagingVolumeConfig"), None);
    let told = session.create("default", "b", &[]).await;
    let why = "The staging volume is not configured: update the disaster recovery settings first.";
    assert_eq!(told["error"]["details"], json!([why]));
    let path = format!("{DR}/stores/default/backups/before/restore");
    let told = session.post(&path, &[("passcode", PASSCODE)]).await;
    assert_eq!(told["error"]["details"], json!([why]));
    let task = json!({"parameters": {"name": "n", "storeName": "default", "passcode": PASSCODE}});
    let told = sandbox::recovery::scheduled_backup(sandbox.portal(), &task).await;
    assert_eq!(told.unwrap_err(), why);
    sandbox.portal().faults.switch_off(Fault::NoStagingVolume);
    assert!(settings().await["stagingVolumeConfig"].is_object());
    assert_eq!(session.names("default").await, ["before"]);
}

#[tokio::test]
async fn a_store_that_fails_its_validation_fails_the_next_backup() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    let validate = async || {
        session
            .post(&format!("{DR}/stores/default/validate"), &[])
            .await
    };
    switch_on(&sandbox, Fault::StoreFails, Some(2));
    let told = validate().await;
    assert_eq!(told["isReady"], false);
    has_shape(&fixture("store-not-ready.json"), &told, "validate");
    let job = session.back_up("default", "b", &[]).await;
    assert_eq!(job["status"], "FAILED");
    has_shape(&fixture("job-failed.json"), &job, "job");
    let status = session.get(&format!("{DR}/status")).await;
    has_shape(&fixture("status-failed.json"), &status, "status");
    assert_eq!(validate().await["isReady"], true);
    assert_eq!(
        session.back_up("default", "b", &[]).await["status"],
        "COMPLETED"
    );
}

#[tokio::test]
async fn a_job_says_completed_before_it_is_while_status_tells_the_truth() {
    let sandbox = Sandbox::slow();
    let session = Session::administrator(&sandbox).await;
    switch_on(&sandbox, Fault::JobEarly, Some(1));
    let told = session.create("default", "b", &[]).await;
    let path = format!("/gis/admin/jobs/{}", told["jobid"].as_str().unwrap());
    let early = session.get(&path).await;
    assert_eq!(
        (&early["status"], early.get("result")),
        (&json!("COMPLETED"), None::<&Value>)
    );
    let status = session.get(&format!("{DR}/status")).await;
    assert_eq!(status["status"]["state"], "in_progress");
    assert_eq!(session.names("default").await, Vec::<String>::new());
    assert_eq!(session.get(&path).await["status"], "EXECUTING");
}
