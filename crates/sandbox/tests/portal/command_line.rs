//! What Esri's command line client for this API (`enterprise-admin-cli`) sends, and reads of the answers:
//! the token in `Authorization`, a form with GET too, flags as Python writes them, no `Referer`.

use crate::recovery::{DR, PASSCODE};
use crate::support::Sandbox;
use axum::body::Body;
use axum::http::{Method, Request, header};
use serde_json::{Value, json};

struct Client(Sandbox);

impl Client {
    async fn send(&self, method: Method, path: &str, form: &[(&str, &str)]) -> Value {
        let signed_in = [
            ("username", "siteadmin"),
            ("password", "sandbox.admin1"),
            ("client", "referer"),
            ("referer", "referer"),
            ("expiration", "600"),
            ("f", "json"),
        ];
        let path_of_token = "/gis/sharing/rest/generateToken";
        let token = self.0.post(path_of_token, &signed_in).await.json()["token"].clone();
        let mut whole = vec![("f", "json")];
        whole.extend(form);
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(
                header::AUTHORIZATION,
                format!("Bearer {}", token.as_str().unwrap()),
            )
            .body(Body::from(serde_urlencoded::to_string(whole).unwrap()))
            .unwrap();
        let told = self.0.send(request).await;
        if told.status == 200 {
            told.json()
        } else {
            Value::Null
        }
    }

    async fn get(&self, path: &str) -> Value {
        self.send(Method::GET, &format!("{DR}{path}"), &[]).await
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> Value {
        self.send(Method::POST, &format!("{DR}{path}"), form).await
    }
}

#[tokio::test]
async fn a_store_is_registered_listed_updated_and_let_go() {
    let client = Client(Sandbox::seeded(sandbox::cli::Seed::Empty));
    let settings = json!({"stagingVolumeConfig": {"storageClass": "default", "size": "64Gi", "provisioningType": "DYNAMIC"}, "timeoutInSeconds": 7200}).to_string();
    let told = client
        .post("/settings/update", &[("settings", &settings)])
        .await;
    assert_eq!(told["status"], "success");
    assert!(client.get("/settings").await["stagingVolumeConfig"].is_object());
    let azure = json!({"type": "AZURE_BLOBSTORE", "provider": {"name": "AZURE", "cloudServices": [{
        "name": "Azure Blob Store", "type": "objectStore", "usage": "BACKUP", "category": "storage",
        "connection": {"containerName": "k8s-backups", "rootDir": "backups",
            "accountEndpointUrl": ["https://account.blob.core.windows.net"],
            "credential": {"type": "USER-ASSIGNED-IDENTITY", "managedIdentityClientId": null,
                "secret": {"storageAccountName": "account"}}}}]}});
    let s3 = json!({"type": "S3", "provider": {"name": "AWS", "cloudServices": [{
        "name": "AWS S3", "type": "objectStore", "usage": "BACKUP", "category": "storage",
        "connection": {"bucketName": "bucket", "region": "us-west-1", "rootDir": "backups",
            "credential": {"type": "IAM-ROLE"}}}]}});
    let volume = json!({"type": "HOSTED", "storageConfig": {
        "provisioningType": "DYNAMIC", "storageClass": "standard", "size": "64Gi"}});
    for (name, settings) in [("azure", azure), ("s3", s3), ("volume", volume)] {
        let settings = settings.to_string();
        let form = [
            ("storeName", name),
            ("settings", &settings),
            ("isDefault", "True"),
            ("async", "False"),
        ];
        assert_eq!(
            client.post("/stores/register", &form).await["status"],
            "success",
            "{name}"
        );
    }
    let stores = client.get("/stores").await;
    for store in stores["backupStores"].as_array().unwrap() {
        for read in ["name", "type", "versionCreated", "providerID", "serviceID"] {
            assert!(store[read].is_string(), "{read}: {store}");
        }
        assert!(store["default"].is_boolean());
        if store["type"] == "S3" {
            assert!(store["bucketName"].is_string() && store["region"].is_string());
        }
    }
    let told = client
        .post("/stores/s3/update", &[("settings", r#"{"default": true}"#)])
        .await;
    assert_eq!(told["status"], "success");
    let told = client.post("/stores/azure/unregister", &[]).await;
    assert_eq!(told["status"], "success");
}

#[tokio::test]
async fn a_backup_is_waited_for_and_the_newest_one_restored() {
    let client = Client(Sandbox::documented());
    let stores = client.get("/stores").await;
    let stores = stores["backupStores"].as_array().unwrap();
    let store = stores
        .iter()
        .find(|store| store["default"] == true)
        .unwrap();
    let store = format!("/stores/{}", store["name"].as_str().unwrap());
    // Python writes `None` for a description that is not given.
    let form = [
        ("name", "b"),
        ("passcode", PASSCODE),
        ("description", "None"),
        ("retentionDate", "-1"),
    ];
    let told = client.post(&format!("{store}/backups/create"), &form).await;
    let job = format!("/gis/admin/jobs/{}", told["jobid"].as_str().unwrap());
    loop {
        let job = client.send(Method::GET, &job, &[]).await;
        if job["status"] == "COMPLETED" {
            for stage in job["result"]["stages"].as_array().unwrap() {
                for read in ["name", "state", "duration"] {
                    assert!(stage[read].is_string(), "{stage}");
                }
            }
            break;
        }
        assert_eq!(job["status"], "EXECUTING");
    }
    let backups = client.get(&format!("{store}/backups")).await;
    let backups = backups["backups"].as_array().unwrap();
    let newest = backups
        .iter()
        .filter(|backup| backup["status"] == "completed")
        .max_by_key(|backup| backup["startTime"].as_i64())
        .unwrap();
    let path = format!(
        "{store}/backups/{}/restore",
        newest["backupName"].as_str().unwrap()
    );
    assert_eq!(
        client.post(&path, &[("passcode", PASSCODE)]).await["status"],
        "success"
    );
    loop {
        // No token and no answer while the portal is down: it asks again.
        let request = Request::get(format!("{DR}/status"))
            .body(Body::empty())
            .unwrap();
        if client.0.send(request).await.status == 200 {
            break;
        }
        tokio::task::yield_now().await;
    }
    assert_eq!(client.get("/status").await["status"]["state"], "success");
}
