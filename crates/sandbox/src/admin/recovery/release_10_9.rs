//! Backups at the addresses of release 10.9, where Esri's Python client asks still. They name the store in
//! a parameter, or not at all.

use super::backups::{NOT_RESTORED, UNREAD, begin_restore, find, look_up, remove, submit, told};
use super::{operation, resource};
use crate::http::{Answer, Call};
use crate::portal::Portal;
use crate::recovery::{self, Trouble};
use axum::extract::{Path, State};
use serde_json::json;
use std::sync::Arc;

const CREATE: &[&str] = &["name", "storeName", "passcode", "description"];

pub(super) async fn index(State(portal): State<Arc<Portal>>, call: Call) -> Answer {
    resource(portal, call, "Backup and Restore", |_, _| {
        Ok(json!({"operations": ["backup", "status"], "resources": ["backups"]}))
    })
    .await
}

/// The backups of every store, or of the one that `storeName` names.
pub(super) async fn list(State(portal): State<Arc<Portal>>, call: Call) -> Answer {
    resource(portal, call, "Backups", |portal, call| {
        let stores = match call.param("storeName") {
            Some(name) => {
                vec![find(portal, name.to_owned()).map_err(|trouble| trouble.refusal(UNREAD))?]
            }
            None => portal.recovery.catalogue().stores()?,
        };
        told(portal, &stores)
    })
    .await
}

pub(super) async fn one(
    State(portal): State<Arc<Portal>>,
    Path(backup): Path<String>,
    call: Call,
) -> Answer {
    resource(portal, call, "Backup", move |portal, call| {
        let store = store_of(portal, call, &backup);
        let told = store.and_then(|store| Ok(look_up(portal, &store, &backup)?.told(&store)));
        told.map_err(|trouble| trouble.refusal(UNREAD))
    })
    .await
}

pub(super) async fn create(State(portal): State<Arc<Portal>>, call: Call) -> Answer {
    operation(portal, call, "Backup", CREATE, |portal, call, user| {
        let store = call.param("storeName").map(str::to_owned);
        submit(portal, call, user, store)
    })
    .await
}

pub(super) async fn restore(
    State(portal): State<Arc<Portal>>,
    Path(backup): Path<String>,
    call: Call,
) -> Answer {
    operation(
        portal,
        call,
        "Restore Backup",
        &["storeName", "passcode"],
        move |portal, call, _| {
            store_of(portal, call, &backup)
                .and_then(|store| begin_restore(portal, call, &store, &backup))
                .map_err(|trouble| trouble.refusal(NOT_RESTORED))
        },
    )
    .await
}

pub(super) async fn delete(
    State(portal): State<Arc<Portal>>,
    Path(backup): Path<String>,
    call: Call,
) -> Answer {
    operation(
        portal,
        call,
        "Delete Backup",
        &["storeName", "async"],
        move |portal, call, user| {
            let store = store_of(portal, call, &backup);
            remove(portal, call, user, store, &backup)
        },
    )
    .await
}

/// Stands in no documentation: Esri's Python client asks a backup for it, and means its store.
pub(super) async fn validate(
    State(portal): State<Arc<Portal>>,
    Path(backup): Path<String>,
    call: Call,
) -> Answer {
    operation(
        portal,
        call,
        "Validate Backup",
        &["storeName"],
        move |portal, call, _| {
            store_of(portal, call, &backup)
                .and_then(|store| recovery::validate(portal, &store, &call.path))
                .map_err(|trouble| trouble.refusal("Unable to validate backup store."))
        },
    )
    .await
}

/// The store that a call of release 10.9 means: the one it names, else the default one if it has the
/// backup, else the first one that has.
fn store_of(portal: &Portal, call: &Call, backup: &str) -> Result<String, Trouble> {
    if let Some(store) = call.param("storeName") {
        return Ok(store.to_owned());
    }
    let mut stores = portal.recovery.catalogue().stores()?;
    stores.sort_by_key(|store| !store.is_default);
    let holder = stores
        .into_iter()
        .find(|store| portal.recovery.volume(store).backup(backup).is_some());
    holder
        .map(|store| store.name)
        .ok_or_else(|| Trouble::NoBackupAnywhere(backup.to_owned()))
}
