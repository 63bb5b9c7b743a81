//! From a reply's text to stores, backups, progress and jobs. What cannot be read of a list is counted.

use crate::api::ApiError;
use crate::api::decode::{self, Reply, first_text};
use crate::recovery::backup::{Backup, Expiry, State, Trigger};
use crate::recovery::progress::{self, Job, JobState, Operation, Progress, Stage, StageState};
use crate::recovery::settings::{Settings, Staging};
use crate::recovery::store::{Readiness, Store};
use crate::recovery::volume::{Provisioning, Volume};
use crate::recovery::watch::JobId;
use crate::recovery::{Listing, Name};
use crate::wire::date::Date;
use crate::wire::recovery as wire;
use quartz_cron::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The registered stores. One whose name cannot stand in an address counts as unreadable.
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
            has_big_data: store.support_bds_backup,
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

/// A staging volume that cannot be read is [`Staging::Other`]; a timeout that is not above 0 is None.
pub fn decode_settings(reply: &Reply) -> Result<Settings, ApiError> {
    let settings: wire::Settings = decode::resource(reply)?;
    Ok(Settings {
        staging: match settings.staging {
            None => Staging::Missing,
            Some(config) => read_volume(config).map_or(Staging::Other, Staging::On),
        },
        timeout: settings.timeout.as_i64().filter(|seconds| *seconds > 0),
    })
}

fn read_volume(config: Value) -> Option<Volume> {
    let config: wire::StorageConfig = serde_json::from_value(config).ok()?;
    let labels = config.labels.as_object().into_iter().flatten();
    let label = |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.to_owned()));
    Some(Volume {
        class: filled(config.storage_class)?,
        size: filled(config.size)?,
        provisioning: Provisioning::from_name(&config.provisioning_type?)?,
        labels: labels.map(label).collect::<Option<_>>()?,
    })
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
