//! Backups. Sections 3.3 and 3.4 of docs/portal-api.md.

use super::{flag, operation, resource, success};
use crate::admin::base;
use crate::http::{Answer, Call, Refusal};
use crate::jobs::Job;
use crate::portal::Portal;
use crate::recovery::{self, BackupStore, Manifest, Order, Trouble};
use crate::store::User;
use axum::extract::{Path, State};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

const CREATE: &[&str] = &["name", "passcode", "description", "retentionDate"];
pub(super) const UNREAD: &str = "Unable to read backups.";
const NOT_DELETED: &str = "Unable to delete backup.";
pub(super) const NOT_RESTORED: &str = "Unable to restore backup.";

type At = Path<(String, String)>;

pub(super) async fn list(
    State(portal): State<Arc<Portal>>,
    Path(store): Path<String>,
    call: Call,
) -> Answer {
    resource(portal, call, "Backups", move |portal, _| {
        told(
            portal,
            &[find(portal, store).map_err(|trouble| trouble.refusal(UNREAD))?],
        )
    })
    .await
}

pub(super) fn told(portal: &Portal, stores: &[BackupStore]) -> Result<Value, Refusal> {
    let mut told = Vec::new();
    for store in stores {
        let backups = portal.recovery.volume(store).backups()?;
        told.extend(backups.iter().map(|backup| backup.told(&store.name)));
    }
    Ok(json!({"backups": told}))
}

pub(super) async fn one(
    State(portal): State<Arc<Portal>>,
    Path((store, backup)): At,
    call: Call,
) -> Answer {
    resource(portal, call, "Backup", move |portal, _| {
        let found = look_up(portal, &store, &backup);
        let told = found.map(|manifest| manifest.told(&store));
        told.map_err(|trouble| trouble.refusal(UNREAD))
    })
    .await
}

pub(super) async fn create(
    State(portal): State<Arc<Portal>>,
    Path(store): Path<String>,
    call: Call,
) -> Answer {
    operation(
        portal,
        call,
        "Create Backup",
        CREATE,
        move |portal, call, user| submit(portal, call, user, Some(store)),
    )
    .await
}

pub(super) fn submit(
    portal: &Arc<Portal>,
    call: &Call,
    user: &User,
    store: Option<String>,
) -> Result<Value, Refusal> {
    let refused = |trouble: Trouble| trouble.refusal("Unable to create backup.");
    let required = |name: &str| Trouble::Wrong(vec![format!("'{name}' is required.")]);
    let order = Order {
        store: store.ok_or_else(|| refused(required("storeName")))?,
        name: call
            .param("name")
            .ok_or_else(|| refused(required("name")))?
            .to_owned(),
        passcode: call.param("passcode").unwrap_or_default().to_owned().into(),
        description: call.param("description").unwrap_or_default().to_owned(),
        retention_date: retention_date(portal, call).map_err(refused)?.flatten(),
        task_id: None,
        longer: Duration::ZERO,
    };
    let job = Job::new(&call.path, &user.username, portal.clock.now_ms())?;
    let job = recovery::create(portal, order, job).map_err(refused)?;
    Ok(job.submitted(&base(portal, call)))
}

/// `-1` is for ever, within; without, nothing was sent.
fn retention_date(portal: &Portal, call: &Call) -> Result<Option<Option<i64>>, Trouble> {
    let Some(text) = call.param("retentionDate") else {
        return Ok(None);
    };
    match text.parse::<i64>() {
        Ok(-1) => Ok(Some(None)),
        Ok(date) if date > portal.clock.now_ms() => Ok(Some(Some(date))),
        _ => Err(Trouble::Wrong(vec![
            "'retentionDate' must be -1 or a time to come, in milliseconds.".to_owned(),
        ])),
    }
}

pub(super) async fn update(
    State(portal): State<Arc<Portal>>,
    Path((store, backup)): At,
    call: Call,
) -> Answer {
    operation(
        portal,
        call,
        "Update Backup",
        &["retentionDate"],
        move |portal, call, _| {
            retention_date(portal, call)
                .and_then(|date| {
                    let required =
                        || Trouble::Wrong(vec!["'retentionDate' is required.".to_owned()]);
                    recovery::keep_until(portal, &store, &backup, date.ok_or_else(required)?)
                })
                .map(|()| success())
                .map_err(|trouble| trouble.refusal("Unable to update backup."))
        },
    )
    .await
}

pub(super) async fn restore(
    State(portal): State<Arc<Portal>>,
    Path((store, backup)): At,
    call: Call,
) -> Answer {
    operation(
        portal,
        call,
        "Restore Backup",
        &["passcode"],
        move |portal, call, _| {
            begin_restore(portal, call, &store, &backup)
                .map_err(|trouble| trouble.refusal(NOT_RESTORED))
        },
    )
    .await
}

pub(super) fn begin_restore(
    portal: &Arc<Portal>,
    call: &Call,
    store: &str,
    backup: &str,
) -> Result<Value, Trouble> {
    let required = || Trouble::Wrong(vec!["'passcode' is required.".to_owned()]);
    let passcode = call.param("passcode").ok_or_else(required)?;
    recovery::restore(
        portal,
        store,
        backup,
        passcode.to_owned().into(),
        &call.path,
    )?;
    Ok(success())
}

/// With `async=true` the answer is a job, which is over by then.
pub(super) async fn delete(
    State(portal): State<Arc<Portal>>,
    Path((store, backup)): At,
    call: Call,
) -> Answer {
    operation(
        portal,
        call,
        "Delete Backup",
        &["async"],
        move |portal, call, user| remove(portal, call, user, Ok(store), &backup),
    )
    .await
}

pub(super) fn remove(
    portal: &Arc<Portal>,
    call: &Call,
    user: &User,
    store: Result<String, Trouble>,
    backup: &str,
) -> Result<Value, Refusal> {
    let refused = |trouble: Trouble| trouble.refusal(NOT_DELETED);
    let is_async = flag(call, "async").map_err(refused)?;
    let mut job = Job::new(&call.path, &user.username, portal.clock.now_ms())?;
    store
        .and_then(|store| recovery::delete(portal, &store, backup))
        .map_err(refused)?;
    if !is_async {
        return Ok(success());
    }
    let submitted = job.submitted(&base(portal, call));
    job.finish(None, portal.clock.now_ms());
    portal.recovery.keep(&job)?;
    Ok(submitted)
}

pub(super) fn find(portal: &Portal, store: String) -> Result<BackupStore, Trouble> {
    let found = portal.recovery.catalogue().store(&store)?;
    found.ok_or(Trouble::NoStore(store))
}

pub(super) fn look_up(portal: &Portal, store: &str, backup: &str) -> Result<Manifest, Trouble> {
    let found = find(portal, store.to_owned())?;
    let manifest = portal.recovery.volume(&found).backup(backup);
    manifest.ok_or_else(|| Trouble::NoBackup {
        store: store.to_owned(),
        backup: backup.to_owned(),
    })
}
