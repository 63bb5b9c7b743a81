//! What the tests of disaster recovery ask for, over and over.

use crate::support::{Sandbox, Told};
use serde_json::Value;
use std::path::{Path, PathBuf};

pub(crate) const DR: &str = "/gis/admin/system/disasterrecovery";
pub(crate) const PASSCODE: &str = "planted-passcode";
/// The settings of the documented store.
pub(crate) const HOSTED: &str = r#"{"type":"HOSTED","storageConfig":{"provisioningType":"STATIC","storageClass":"backups","size":"64Gi","labels":{"arcgis/purpose":"backups"}}}"#;

/// Somebody who is signed in.
pub(crate) struct Session<'a> {
    pub(crate) sandbox: &'a Sandbox,
    pub(crate) token: String,
}

impl<'a> Session<'a> {
    pub(crate) async fn administrator(sandbox: &'a Sandbox) -> Self {
        let token = sandbox.administrator().await;
        Self { sandbox, token }
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        let path = format!("{path}?f=json&token={}", self.token);
        self.sandbox.get(&path).await.json()
    }

    pub(crate) async fn send(&self, path: &str, form: &[(&str, &str)]) -> Told {
        let mut whole = vec![("f", "json"), ("token", self.token.as_str())];
        whole.extend(form);
        self.sandbox.post(path, &whole).await
    }

    pub(crate) async fn post(&self, path: &str, form: &[(&str, &str)]) -> Value {
        self.send(path, form).await.json()
    }

    pub(crate) async fn create(&self, store: &str, name: &str, more: &[(&str, &str)]) -> Value {
        let mut form = vec![("name", name), ("passcode", PASSCODE)];
        form.extend(more);
        self.post(&format!("{DR}/stores/{store}/backups/create"), &form)
            .await
    }

    /// Asks for a backup and waits until its job is over. The job.
    pub(crate) async fn back_up(&self, store: &str, name: &str, more: &[(&str, &str)]) -> Value {
        let submitted = self.create(store, name, more).await;
        let id = submitted["jobid"]
            .as_str()
            .unwrap_or_else(|| panic!("{submitted}"))
            .to_owned();
        loop {
            let job = self.get(&format!("/gis/admin/jobs/{id}")).await;
            if matches!(job["status"].as_str(), Some("COMPLETED" | "FAILED")) {
                return job;
            }
            tokio::task::yield_now().await;
        }
    }

    /// Asks for a restore and waits until the portal answers again. What `status` tells then.
    pub(crate) async fn restore(&self, store: &str, name: &str, passcode: &str) -> Value {
        let path = format!("{DR}/stores/{store}/backups/{name}/restore");
        self.restore_at(&path, passcode).await
    }

    /// The same by an address of any release.
    pub(crate) async fn restore_at(&self, path: &str, passcode: &str) -> Value {
        let told = self.post(path, &[("passcode", passcode)]).await;
        assert_eq!(told["status"], "success", "{told}");
        let status = format!("{DR}/status?f=json&token={}", self.token);
        loop {
            let told = self.sandbox.get(&status).await;
            if told.status == 200 {
                return told.json()["status"].clone();
            }
            assert_eq!(told.status, 502);
            tokio::task::yield_now().await;
        }
    }

    /// The names of the backups in a store, the oldest first.
    pub(crate) async fn names(&self, store: &str) -> Vec<String> {
        let told = self.get(&format!("{DR}/stores/{store}/backups")).await;
        let backups = told["backups"]
            .as_array()
            .unwrap_or_else(|| panic!("{told}"));
        let name = |backup: &Value| backup["backupName"].as_str().unwrap().to_owned();
        backups.iter().map(name).collect()
    }
}

/// The folder of a backup.
pub(crate) fn folder_of(data: &Path, backup: &str) -> PathBuf {
    let volumes = std::fs::read_dir(data.join("volumes")).unwrap();
    let mut folders = volumes.map(|volume| volume.unwrap().path().join(backup));
    folders.find(|folder| folder.exists()).unwrap()
}

/// Every file below the data folder that is neither a database nor part of a backup.
pub(crate) fn leftovers(data: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for file in files(data) {
        let path = file.strip_prefix(data).unwrap().to_str().unwrap();
        let is_backup = path.starts_with("volumes/")
            && !path.contains("/.")
            && (path.ends_with("/archive.age") || path.ends_with("/manifest.json"));
        let is_claim = path == "sandbox.lock";
        let is_database = path.starts_with("portal.sqlite") || path.starts_with("recovery.sqlite");
        if !is_backup && !is_database && !is_claim {
            found.push(path.to_owned());
        }
    }
    found
}

/// All files below a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}
