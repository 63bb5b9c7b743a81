//! Backup stores: registering, validating, letting go, and who may.

use crate::recovery::{DR, HOSTED, Session};
use crate::support::Sandbox;
use sandbox::cli::Seed;
use serde_json::{Value, json};

async fn register(session: &Session<'_>, name: &str, more: &[(&str, &str)]) -> Value {
    let mut form = vec![("storeName", name)];
    form.extend(more);
    session.post(&format!("{DR}/stores/register"), &form).await
}

fn named<'a>(stores: &'a Value, name: &str) -> &'a Value {
    let mut all = stores["backupStores"].as_array().unwrap().iter();
    all.find(|store| store["name"] == name)
        .unwrap_or_else(|| panic!("no {name} in {stores}"))
}

#[tokio::test]
async fn a_registered_store_is_listed_with_what_clients_read() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    let form = [("settings", HOSTED), ("isDefault", "True")];
    let told = register(&session, "nas", &form).await;
    assert_eq!(told, json!({"status": "success"}));
    let stores = session.get(&format!("{DR}/stores")).await;
    let store = named(&stores, "nas");
    assert_eq!(
        (&store["default"], &store["type"]),
        (&json!(true), &json!("HOSTED"))
    );
    for member in ["versionCreated", "providerID", "serviceID", "identityKey"] {
        assert!(store[member].is_string(), "{member}: {store}");
    }
    assert_eq!(
        named(&stores, "backupstore1")["default"],
        false,
        "one default only"
    );
    let alone = session.get(&format!("{DR}/stores/nas")).await;
    assert_eq!(alone["name"], "nas");
    assert_eq!(alone.get("identityKey"), None);
}

#[tokio::test]
async fn cloud_stores_are_registered_and_their_credentials_are_not_kept() {
    let sandbox = Sandbox::seeded(Seed::Empty);
    let session = Session::administrator(&sandbox).await;
    let settings = |kind: &str, connection: Value| {
        json!({"type": kind, "provider": {"name": "x", "cloudServices": [{"connection": connection}]}}).to_string()
    };
    let s3 = settings(
        "S3",
        json!({"bucketName": "b", "region": "eu-1", "rootDir": "r", "credential": {"type": "ACCESS-KEY", "secret": "planted-secret"}}),
    );
    let azure = settings("AZURE_BLOBSTORE", json!({"containerName": "c"}));
    assert_eq!(
        register(&session, "s3", &[("settings", &s3)]).await["status"],
        "success"
    );
    assert_eq!(
        register(&session, "blob", &[("settings", &azure)]).await["status"],
        "success"
    );
    let twice = register(&session, "again", &[("settings", &s3)]).await;
    assert_eq!(
        twice["error"]["details"],
        json!(["The storage is in use by the backup store 's3'."])
    );
    let stores = session.get(&format!("{DR}/stores")).await;
    assert_eq!(named(&stores, "s3")["bucketName"], "b");
    assert_eq!(named(&stores, "s3")["region"], "eu-1");
    assert!(!stores.to_string().contains("planted-secret"));
}

#[tokio::test]
async fn the_form_of_release_10_9_registers_too() {
    let sandbox = Sandbox::seeded(Seed::Empty);
    let session = Session::administrator(&sandbox).await;
    let form = [
        ("credentials", r#"{"password":"planted-secret"}"#),
        ("rootDirectory", "root"),
        (
            "storageConfig",
            r#"{"storageClass":"c","size":"16Gi","provisioningType":"DYNAMIC"}"#,
        ),
        ("isDefault", "true"),
    ];
    assert_eq!(
        register(&session, "old", &form).await,
        json!({"status": "success", "name": "old"}),
        "Esri's client reads the name"
    );
    let stores = session.get(&format!("{DR}/stores")).await;
    assert_eq!(named(&stores, "old")["rootDir"], "root");
    assert!(!stores.to_string().contains("planted-secret"));
}

#[tokio::test]
async fn all_that_is_wrong_with_a_store_is_told_at_once_and_none_is_registered() {
    let sandbox = Sandbox::seeded(Seed::Empty);
    let session = Session::administrator(&sandbox).await;
    let small = r#"{"type":"HOSTED","storageConfig":{"provisioningType":"DYNAMIC","size":"8Gi"}}"#;
    let refused = register(&session, "../up", &[("settings", small)]).await;
    let details = refused["error"]["details"].to_string();
    for word in ["storeName", "storageClass", "16Gi"] {
        assert!(details.contains(word), "{word}: {details}");
    }
    for settings in [
        "",
        "[]",
        "{",
        "{}",
        r#"{"type":"TAPE"}"#,
        r#"{"type":"S3"}"#,
    ] {
        let refused = register(&session, "x", &[("settings", settings)]).await;
        assert_eq!(refused["error"]["code"], 400, "{settings}: {refused}");
    }
    let maybe = register(
        &session,
        "x",
        &[("settings", HOSTED), ("isDefault", "maybe")],
    )
    .await;
    assert_eq!(maybe["error"]["code"], 400);
    let stores = session.get(&format!("{DR}/stores")).await;
    assert_eq!(stores["backupStores"], json!([]));
}

#[tokio::test]
async fn a_name_is_registered_once() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    let refused = register(&session, "default", &[("settings", HOSTED)]).await;
    assert_eq!(refused["error"]["code"], 409, "{refused}");
}

#[tokio::test]
async fn asked_for_asynchronously_a_store_comes_with_a_job() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    let told = register(&session, "nas", &[("settings", HOSTED), ("async", "true")]).await;
    let id = told["jobid"].as_str().unwrap();
    assert!(
        told["jobsUrl"]
            .as_str()
            .unwrap()
            .ends_with(&format!("/gis/admin/jobs/{id}"))
    );
    let job = session.get(&format!("/gis/admin/jobs/{id}")).await;
    assert_eq!(job["status"], "COMPLETED");
    assert_eq!(job["username"], "siteadmin");
}

#[tokio::test]
async fn the_default_moves_with_an_update() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    let path = format!("{DR}/stores/default/update");
    for odd in ["", "{}", "true"] {
        let refused = session.post(&path, &[("settings", odd)]).await;
        assert_eq!(refused["error"]["code"], 400, "{odd}");
    }
    let told = session
        .post(
            &path,
            &[("settings", r#"{"default":true,"supportBDSBackup":false}"#)],
        )
        .await;
    assert_eq!(told, json!({"status": "success"}));
    let stores = session.get(&format!("{DR}/stores")).await;
    assert_eq!(named(&stores, "default")["default"], true);
    assert_eq!(named(&stores, "backupstore1")["default"], false);
}

#[tokio::test]
async fn backups_stay_on_the_volume_of_a_store_that_is_let_go() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    session.back_up("default", "kept", &[]).await;
    let gone = session
        .post(&format!("{DR}/stores/default/unregister"), &[])
        .await;
    assert_eq!(gone, json!({"status": "success"}));
    let list = session.get(&format!("{DR}/stores/default/backups")).await;
    assert_eq!(list["error"]["code"], 404);
    let again = session
        .post(&format!("{DR}/stores/default/unregister"), &[])
        .await;
    assert_eq!(again["error"]["code"], 404);
    // Another name on the same volume.
    assert_eq!(
        register(&session, "found", &[("settings", HOSTED)]).await["status"],
        "success"
    );
    assert_eq!(session.names("found").await, ["kept"]);
    let one = session
        .get(&format!("{DR}/stores/found/backups/kept"))
        .await;
    assert_eq!(one["backupStore"], "found");
}

#[tokio::test]
async fn a_store_whose_volume_is_lost_is_not_ready_and_takes_no_backup() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    std::fs::remove_dir_all(sandbox.data().join("volumes")).unwrap();
    let told = session
        .post(&format!("{DR}/stores/default/validate"), &[])
        .await;
    assert_eq!(told["isReady"], false, "{told}");
    let job = session.back_up("default", "b", &[]).await;
    assert_eq!(job["status"], "FAILED");
    let reason = "The volume of the backup store 'default' cannot be written to.";
    assert_eq!(job["messages"], json!([reason]));
    let status = session.get(&format!("{DR}/status")).await;
    assert_eq!(status["status"]["message"], reason);
    assert_eq!(status["status"]["stages"][0]["state"], "failed");
}

#[tokio::test]
async fn settings_change_where_they_are_named_and_keep_the_rest() {
    let sandbox = Sandbox::seeded(Seed::Empty);
    let session = Session::administrator(&sandbox).await;
    let update = async |settings: &str| {
        session
            .post(&format!("{DR}/settings/update"), &[("settings", settings)])
            .await
    };
    let staging = r#"{"stagingVolumeConfig":{"storageClass":"fast","size":"64Gi","provisioningType":"DYNAMIC"}}"#;
    assert_eq!(update(staging).await, json!({"status": "success"}));
    assert_eq!(
        update(r#"{"timeoutInSeconds":9000}"#).await,
        json!({"status": "success"})
    );
    for odd in [
        "",
        "[]",
        r#"{"timeoutInSeconds":0}"#,
        r#"{"stagingVolumeConfig":{}}"#,
    ] {
        assert_eq!(update(odd).await["error"]["code"], 400, "{odd}");
    }
    let told = session.get(&format!("{DR}/settings")).await;
    assert_eq!(told["timeoutInSeconds"], 9000);
    assert_eq!(told["stagingVolumeConfig"]["storageClass"], "fast");
    assert_eq!(told["stagingVolumeConfig"]["component"], "DR_JOB");
}

#[tokio::test]
async fn security_and_infrastructure_is_enough_for_recovery_and_not_for_tasks() {
    let sandbox = Sandbox::documented();
    for (name, password, recovery, tasks) in [
        ("siteadmin", "sandbox.admin1", true, true),
        ("operator", "sandbox.operator1", true, false),
        ("publisher", "sandbox.publisher1", false, false),
    ] {
        let token = sandbox.sign_in(name, password).await;
        let session = Session {
            sandbox: &sandbox,
            token,
        };
        for (path, may) in [
            (format!("{DR}/stores"), recovery),
            (format!("{DR}/status"), recovery),
            ("/gis/admin/jobs".to_owned(), recovery),
            ("/gis/admin/system/tasks".to_owned(), tasks),
        ] {
            let told = session.get(&path).await;
            assert_eq!(told["error"]["code"] != 403, may, "{name} {path}: {told}");
        }
        let created = session.create("default", name, &[]).await;
        assert_eq!(
            created["error"]["code"] != 403,
            recovery,
            "{name}: {created}"
        );
    }
}

#[tokio::test]
async fn a_volume_is_found_again_whatever_the_order_of_its_labels() {
    let sandbox = Sandbox::documented();
    let session = Session::administrator(&sandbox).await;
    let labelled = |labels: &str| {
        format!(
            r#"{{"type":"HOSTED","storageConfig":{{"provisioningType":"STATIC","storageClass":"c","size":"16Gi","labels":{labels}}}}}"#
        )
    };
    let one = labelled(r#"{"a":"1","b":"2"}"#);
    register(&session, "first", &[("settings", &one)]).await;
    session.back_up("first", "kept", &[]).await;
    session
        .post(&format!("{DR}/stores/first/unregister"), &[])
        .await;
    let same = labelled(r#"{"b":"2","a":"1"}"#);
    register(&session, "second", &[("settings", &same)]).await;
    assert_eq!(session.names("second").await, ["kept"]);
    let other = labelled(r#"{"a":"1","b":"3"}"#);
    register(&session, "third", &[("settings", &other)]).await;
    assert!(session.names("third").await.is_empty());
}
