//! Jobs: what was asked for and is done later. Section 3.5 of docs/portal-api.md.

use crate::http::Refusal;
use crate::portal::Portal;
use crate::random;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

/// How long the record of a finished job is kept, by the portal's clock: a day.
const KEPT_MS: i64 = 86_400_000;

/// How far a job is; of the documented ones those that the sandbox can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum JobStatus {
    Submitted,
    Executing,
    Failed,
    Completed,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// `j` and a UUID.
    pub id: String,
    /// The path of the operation.
    pub uri: String,
    pub username: String,
    pub started_ms: i64,
    pub updated_ms: i64,
    /// 0 until it is over.
    pub ended_ms: i64,
    pub status: JobStatus,
    /// What it brought, such as the stages of a backup.
    pub result: Option<Value>,
    /// Why it failed.
    pub messages: Vec<String>,
}

impl Job {
    /// A job that was just asked for.
    ///
    /// # Errors
    ///
    /// When the system has no random bytes for its id.
    pub fn new(uri: &str, username: &str, now_ms: i64) -> Result<Self, Refusal> {
        let digits = random::hex::<16>()?;
        let (a, rest) = digits.split_at(8);
        let (b, rest) = rest.split_at(4);
        let (c, rest) = rest.split_at(4);
        let (d, e) = rest.split_at(4);
        Ok(Self {
            id: format!("j{a}-{b}-{c}-{d}-{e}"),
            uri: uri.to_owned(),
            username: username.to_owned(),
            started_ms: now_ms,
            updated_ms: now_ms,
            ended_ms: 0,
            status: JobStatus::Submitted,
            result: None,
            messages: Vec::new(),
        })
    }

    /// Whether it has completed or failed.
    pub fn is_over(&self) -> bool {
        matches!(self.status, JobStatus::Completed | JobStatus::Failed)
    }

    /// It is over: completed, or failed with its reason.
    pub fn finish(&mut self, failure: Option<String>, now_ms: i64) {
        self.status = match failure {
            None => JobStatus::Completed,
            Some(_) => JobStatus::Failed,
        };
        self.messages.extend(failure);
        (self.updated_ms, self.ended_ms) = (now_ms, now_ms);
    }

    /// The answer to whoever asked for it. `base` is the address of the Administrator API.
    pub fn submitted(&self, base: &str) -> Value {
        json!({
            "jobid": self.id,
            "jobsUrl": format!("{base}/jobs/{}", self.id),
            "status": self.status,
        })
    }

    /// The job resource.
    pub fn told(&self) -> Value {
        let mut told = json!({
            "updatedtime": self.updated_ms,
            "jobid": self.id,
            "endtime": self.ended_ms,
            "starttime": self.started_ms,
            "operationURI": self.uri,
            "status": self.status,
            "username": self.username,
        });
        if self.is_over() {
            if let Some(result) = &self.result {
                told["result"] = result.clone();
            }
            if self.status == JobStatus::Failed {
                told["messages"] = json!(self.messages);
            }
        }
        told
    }
}

/// The work of a `CleanGPJobs` task: removes the records of jobs that ended more than a day ago.
///
/// # Errors
///
/// A sentence, when the records cannot be used.
pub async fn clean(portal: &Arc<Portal>) -> Result<String, String> {
    let portal = Arc::clone(portal);
    let removed = tokio::task::spawn_blocking(move || {
        let before = portal.clock.now_ms() - KEPT_MS;
        portal.recovery.catalogue().remove_jobs(before)
    });
    match removed.await {
        Ok(Ok(0)) => Ok("GP Jobs have been cleaned.".to_owned()),
        Ok(Ok(1)) => Ok("GP Jobs have been cleaned: 1 record was removed.".to_owned()),
        Ok(Ok(n)) => Ok(format!(
            "GP Jobs have been cleaned: {n} records were removed."
        )),
        Ok(Err(error)) => {
            tracing::error!("{error:#}");
            Err("The records of the jobs could not be used.".to_owned())
        }
        Err(_) => Err("The portal was stopped meanwhile.".to_owned()),
    }
}
