//! `system/disasterrecovery`: stores, their backups, and what is being made or restored. Section 3.

use super::decode::{self, Reply, first_text};
use super::{ApiError, ApiRequest, Client, Portal};
use crate::recovery::backup::{Backup, Expiry, State, Trigger};
use crate::recovery::order::BackupOrder;
use crate::recovery::progress::{self, Job, JobState, Operation, Progress, Stage, StageState};
use crate::recovery::store::{Readiness, Store};
use crate::recovery::watch::JobId;
use crate::recovery::{Listing, Name};
use crate::wire::date::Date;
use crate::wire::recovery as wire;
use quartz_cron::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt::Write as _;

const ROOT: &str = "/system/disasterrecovery";
/// Where release 10.9 has its backups, and where every release documents the deletion of one.
const OLD_BACKUPS: &str = "/system/disasterrecovery/backuprestore/backups";

/// Letters, digits and what RFC 3986 leaves alone; everything else as `%XX`.
fn encoded(name: &Name) -> String {
    let mut text = String::new();
    for byte in name.as_str().bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

fn store_path(store: &Name, rest: &str) -> String {
    format!("{ROOT}/stores/{}{rest}", encoded(store))
}

fn backup_path(store: &Name, name: &Name, rest: &str) -> String {
    store_path(store, &format!("/backups/{}{rest}", encoded(name)))
}

pub fn stores(portal: &Portal) -> ApiRequest {
    ApiRequest::get(portal.admin(&format!("{ROOT}/stores")))
}

pub fn validate(portal: &Portal, store: &Name) -> ApiRequest {
    ApiRequest::post(portal.admin(&store_path(store, "/validate")))
}

pub fn backups(portal: &Portal, store: &Name) -> ApiRequest {
    ApiRequest::get(portal.admin(&store_path(store, "/backups")))
}

pub fn status(portal: &Portal) -> ApiRequest {
    ApiRequest::get(portal.admin(&format!("{ROOT}/status")))
}

pub fn settings(portal: &Portal) -> ApiRequest {
    ApiRequest::get(portal.admin(&format!("{ROOT}/settings")))
}

pub fn job(portal: &Portal, id: &JobId) -> ApiRequest {
    ApiRequest::get(portal.admin(&format!("/jobs/{}", id.as_str())))
}

/// `storeName` is in the address already; newer pages print it as required all the same.
pub fn create(portal: &Portal, order: &BackupOrder, now: Timestamp) -> ApiRequest {
    ApiRequest::post(portal.admin(&store_path(order.store(), "/backups/create")))
        .param("name", order.name().as_str())
        .param("storeName", order.store().as_str())
        .param("passcode", order.passcode().expose())
        .param("retentionDate", order.retention_date(now).to_string())
}

/// None keeps it for ever.
pub fn set_expiry(
    portal: &Portal,
    store: &Name,
    name: &Name,
    until: Option<Timestamp>,
) -> ApiRequest {
    let date = until.map_or(-1, |at| at.as_secs() * 1000);
    ApiRequest::post(portal.admin(&backup_path(store, name, "/update")))
        .param("retentionDate", date.to_string())
}

pub fn restore(portal: &Portal, store: &Name, name: &Name, passcode: &str) -> ApiRequest {
    ApiRequest::post(portal.admin(&backup_path(store, name, "/restore")))
        .param("passcode", passcode)
}

pub fn delete(portal: &Portal, store: &Name, name: &Name) -> ApiRequest {
    ApiRequest::post(portal.admin(&backup_path(store, name, "/delete")))
}

/// The address that every stored page of the documentation prints. It names no store; the parameter
/// of release 10.9 does.
pub fn delete_at_old_address(portal: &Portal, store: &Name, name: &Name) -> ApiRequest {
    let path = format!("{OLD_BACKUPS}/{}/delete", encoded(name));
    ApiRequest::post(portal.admin(&path)).param("storeName", store.as_str())
}

pub fn decode_stores(reply: &Reply) -> Result<Listing<Store>, ApiError> {
    let list: wire::Stores = decode::resource(reply)?;
    Ok(read_each(list.stores, |store: wire::Store| {
        let (size, provisioning, class) = match store.storage_config {
            Some(config) => (config.size, config.provisioning_type, config.storage_class),
            None => (None, None, None),
        };
        Some(Store {
            name: Name::new(&store.name)?,
            is_default: store.default == Some(true),
            kind: filled(store.kind),
            size: filled(size),
            provisioning: filled(provisioning),
            place: filled(store.bucket_name)
                .or(filled(store.container_name))
                .or(filled(class)),
        })
    }))
}

/// A refusal is an answer too: the portal does not say how it tells that a store is not ready.
pub fn decode_validated(reply: &Reply) -> Readiness {
    let answer = decode::operation(reply)
        .and_then(|_| decode::resource::<wire::Validated>(reply))
        .map(|answer| match answer.is_ready {
            Some(false) => Readiness::NotReady(first_text(&answer.messages)),
            Some(true) | None => Readiness::Ready,
        });
    match answer {
        Ok(readiness) => readiness,
        Err(ApiError::Refused { message, .. }) => Readiness::NotReady(Some(message)),
        Err(error) => Readiness::Unknown(error.to_string()),
    }
}

/// The backups of `store`.
pub fn decode_backups(reply: &Reply, store: &Name) -> Result<Listing<Backup>, ApiError> {
    let list: wire::Backups = decode::resource(reply)?;
    Ok(read_each(list.backups, |backup: wire::Backup| {
        Some(Backup {
            name: Name::new(&backup.backup_name)?,
            store: store.clone(),
            description: filled(backup.description),
            state: match filled(backup.status) {
                Some(word) if word.eq_ignore_ascii_case("completed") => State::Completed,
                Some(word) => State::Other(word),
                None => State::NotTold,
            },
            release: filled(backup.release),
            started: backup.start_time.and_then(instant),
            completed: backup.complete_time.and_then(instant),
            expiry: match backup.retention_date {
                Some(Date(-1)) => Expiry::Never,
                Some(date) => instant(date).map_or(Expiry::NotTold, Expiry::At),
                None => Expiry::NotTold,
            },
            trigger: match filled(backup.schedule_type).as_deref() {
                Some("MANUAL") => Trigger::Manual,
                Some("SCHEDULED") => Trigger::Scheduled,
                other => Trigger::Other(other.map(str::to_owned)),
            },
            size: backup.size.as_u64(),
        })
    }))
}

/// None before the first operation.
pub fn decode_status(reply: &Reply) -> Result<Option<Progress>, ApiError> {
    let answer: wire::StatusReply = decode::resource(reply)?;
    let Some(status) = answer.status else {
        return Ok(None);
    };
    let Some(state) = filled(status.state) else {
        return Ok(None);
    };
    let stages = status.stages.unwrap_or_default();
    Ok(Some(Progress {
        operation: Operation::from_name(&status.operation.unwrap_or_default()),
        state: progress::State::from_name(&state),
        backup: filled(status.backup_name),
        store: filled(status.backup_store),
        is_scheduled: status.schedule_type.as_deref() == Some("SCHEDULED"),
        stages: stages
            .into_iter()
            .filter_map(|stage| {
                Some(Stage {
                    name: filled(stage.name)?,
                    state: StageState::from_name(stage.state.as_deref()),
                    took: stage.duration.as_deref().and_then(progress::millis),
                })
            })
            .collect(),
        started: status.start_time.and_then(instant),
        completed: status.complete_time.and_then(instant),
        message: filled(status.message),
    }))
}

/// Whether backups have a volume to be put together on.
pub fn decode_settings(reply: &Reply) -> Result<bool, ApiError> {
    let settings: wire::Settings = decode::resource(reply)?;
    Ok(settings.staging.is_some())
}

/// The job of what was asked for, where the portal names one.
pub fn decode_submitted(reply: &Reply) -> Result<Option<JobId>, ApiError> {
    decode::operation(reply)?;
    let answer: wire::Submitted = decode::resource(reply)?;
    let from_address = || {
        let url = answer.jobs_url.as_deref()?;
        JobId::new(url.trim_end_matches('/').rsplit('/').next()?)
    };
    let told = answer.jobid.as_deref().and_then(JobId::new);
    Ok(told.or_else(from_address))
}

/// A job's `status` may be `FAILED`: that is what became of it, not of the request.
pub fn decode_job(reply: &Reply) -> Result<Job, ApiError> {
    let job: wire::Job = decode::resource(reply)?;
    Ok(Job {
        state: JobState::from_name(&job.status.unwrap_or_default()),
        message: first_text(&job.messages),
    })
}

fn read_each<W: DeserializeOwned, T>(
    values: Option<Vec<Value>>,
    read: impl Fn(W) -> Option<T>,
) -> Listing<T> {
    let mut list = Listing::default();
    for value in values.unwrap_or_default() {
        match serde_json::from_value(value).ok().and_then(&read) {
            Some(item) => list.items.push(item),
            None => list.unreadable += 1,
        }
    }
    list
}

fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

fn instant(Date(ms): Date) -> Option<Timestamp> {
    (ms > 0).then(|| Timestamp::from_secs(ms.div_euclid(1000)))
}

/// Asked on behalf of somebody who is signed in.
impl Client {
    pub async fn stores(&self) -> Result<Listing<Store>, ApiError> {
        decode_stores(&self.ask(stores(self.portal())).await?)
    }

    /// Has the portal check that a store can be written to.
    pub async fn validate(&self, store: &Name) -> Result<Readiness, ApiError> {
        let reply = self.ask(validate(self.portal(), store)).await?;
        match decode::operation(&reply) {
            Err(ApiError::SessionEnded) => Err(ApiError::SessionEnded),
            _ => Ok(decode_validated(&reply)),
        }
    }

    pub async fn backups(&self, store: &Name) -> Result<Listing<Backup>, ApiError> {
        decode_backups(&self.ask(backups(self.portal(), store)).await?, store)
    }

    pub async fn recovery_status(&self) -> Result<Option<Progress>, ApiError> {
        decode_status(&self.ask(status(self.portal())).await?)
    }

    /// Whether a staging volume is configured.
    pub async fn has_staging(&self) -> Result<bool, ApiError> {
        decode_settings(&self.ask(settings(self.portal())).await?)
    }

    pub async fn job(&self, id: &JobId) -> Result<Job, ApiError> {
        decode_job(&self.ask(job(self.portal(), id)).await?)
    }

    pub async fn back_up(
        &self,
        order: &BackupOrder,
        now: Timestamp,
    ) -> Result<Option<JobId>, ApiError> {
        decode_submitted(&self.ask(create(self.portal(), order, now)).await?)
    }

    /// None keeps it for ever.
    pub async fn set_expiry(
        &self,
        store: &Name,
        name: &Name,
        until: Option<Timestamp>,
    ) -> Result<(), ApiError> {
        let request = set_expiry(self.portal(), store, name, until);
        decode::operation(&self.ask(request).await?).map(|_| ())
    }

    /// Answers when the restore has begun; then the portal goes down.
    pub async fn restore(&self, store: &Name, name: &Name, passcode: &str) -> Result<(), ApiError> {
        let request = restore(self.portal(), store, name, passcode);
        decode::operation(&self.ask(request).await?).map(|_| ())
    }

    /// At the store's address, else at the one that the documentation prints.
    pub async fn delete_backup(&self, store: &Name, name: &Name) -> Result<(), ApiError> {
        let reply = self.ask(delete(self.portal(), store, name)).await?;
        let answer = decode::operation(&reply).map(|_| ());
        if !matches!(
            answer,
            Err(ApiError::Refused { code: 404, .. }
                | ApiError::Status(404)
                | ApiError::NotJson { status: 404, .. })
        ) {
            return answer;
        }
        let old = delete_at_old_address(self.portal(), store, name);
        decode::operation(&self.ask(old).await?).map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::place::Config;

    fn portal() -> Portal {
        Portal::find(&Config::default(), "https://gis.example.com", "/gis/").unwrap()
    }

    fn name(text: &str) -> Name {
        Name::new(text).unwrap()
    }

    fn reply(body: &str) -> Reply {
        Reply {
            status: 200,
            body: body.to_owned(),
            ..Reply::default()
        }
    }

    #[test]
    fn a_name_stays_one_part_of_the_address_whatever_it_holds() {
        let request = delete(&portal(), &name("default"), &name("../ä b?f=html#"));
        assert_eq!(
            request.url,
            "https://gis.example.com/gis/admin/system/disasterrecovery/stores/default/backups/..%2F%C3%A4%20b%3Ff%3Dhtml%23/delete"
        );
    }

    #[test]
    fn a_passcode_travels_in_the_form_and_shows_in_no_debug_output() {
        let request = restore(&portal(), &name("default"), &name("a"), "planted-pass");
        assert_eq!(request.value("passcode"), Some("planted-pass"));
        assert!(!request.url.contains("planted") && !format!("{request:?}").contains("planted"));
    }

    #[test]
    fn an_expiry_is_a_moment_or_minus_one() {
        let at = |until| {
            let request = set_expiry(&portal(), &name("s"), &name("b"), until);
            request.value("retentionDate").unwrap().to_owned()
        };
        assert_eq!(at(None), "-1");
        assert_eq!(at(Some(Timestamp::from_secs(5))), "5000");
    }

    #[test]
    fn missing_or_null_lists_are_empty() {
        for body in ["{}", r#"{"backupStores":null}"#, r#"{"backupStores":[]}"#] {
            assert_eq!(decode_stores(&reply(body)).unwrap(), Listing::default());
        }
        let list = decode_backups(&reply(r#"{"backups":null}"#), &name("s")).unwrap();
        assert!(list.items.is_empty());
    }

    #[test]
    fn one_odd_element_does_not_hide_the_others() {
        let body = r#"{"backups":[{"backupName":"a"},{"backupName":7},null,{"backupName":".."}]}"#;
        let list = decode_backups(&reply(body), &name("s")).unwrap();
        assert_eq!((list.items.len(), list.unreadable), (1, 3));
        assert_eq!(list.items[0].expiry, Expiry::NotTold);
        assert_eq!(list.items[0].state, State::NotTold);
    }

    #[test]
    fn words_of_a_newer_release_are_kept_as_they_are() {
        let body =
            r#"{"backups":[{"backupName":"a","status":"mirrored","scheduleType":"ON_UPGRADE"}]}"#;
        let list = decode_backups(&reply(body), &name("s")).unwrap();
        assert_eq!(list.items[0].state, State::Other("mirrored".into()));
        assert_eq!(
            list.items[0].trigger,
            Trigger::Other(Some("ON_UPGRADE".into()))
        );
    }

    #[test]
    fn a_refused_check_says_that_a_store_is_not_ready_and_a_missing_answer_says_nothing() {
        let refused = r#"{"error":{"code":500,"message":"Mount failed.","details":null}}"#;
        assert_eq!(
            decode_validated(&reply(refused)),
            Readiness::NotReady(Some("Mount failed.".into()))
        );
        assert!(matches!(
            decode_validated(&reply("<html>")),
            Readiness::Unknown(_)
        ));
    }

    #[test]
    fn a_job_is_found_by_its_address_where_its_name_is_missing() {
        let told = decode_submitted(&reply(
            r#"{"jobsUrl":"https://gis.example.com/gis/admin/jobs/j47c0"}"#,
        ));
        assert_eq!(told.unwrap(), JobId::new("j47c0"));
        assert_eq!(
            decode_submitted(&reply(r#"{"status":"success"}"#)).unwrap(),
            None
        );
    }
}
