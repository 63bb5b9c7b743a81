//! Backup stores. Section 3.2 of docs/portal-api.md.

use super::{flag, operation, resource, success};
use crate::admin::base;
use crate::http::{Answer, Call};
use crate::jobs::Job;
use crate::portal::Portal;
use crate::recovery::{self, NewStore, Trouble};
use axum::extract::{Path, State};
use serde_json::{Value, json};
use std::sync::Arc;

const REGISTER: &[&str] = &["storeName", "settings", "isDefault", "async"];

pub(super) async fn list(State(portal): State<Arc<Portal>>, call: Call) -> Answer {
    resource(portal, call, "Backup Stores", |portal, _| {
        let stores = portal.recovery.catalogue().stores()?;
        let told: Vec<Value> = stores.iter().map(recovery::BackupStore::told).collect();
        Ok(json!({"backupStores": told}))
    })
    .await
}

pub(super) async fn one(
    State(portal): State<Arc<Portal>>,
    Path(store): Path<String>,
    call: Call,
) -> Answer {
    resource(portal, call, "Backup Store", move |portal, _| {
        let found = portal.recovery.catalogue().store(&store)?;
        found
            .map(|store| store.told_alone())
            .ok_or_else(|| Trouble::NoStore(store).refusal("Unable to read backup store."))
    })
    .await
}

/// With `async=true` the answer is a job, which is over by then.
pub(super) async fn register(State(portal): State<Arc<Portal>>, call: Call) -> Answer {
    operation(
        portal,
        call,
        "Register Backup Store",
        REGISTER,
        |portal, call, user| {
            let refused = |trouble: Trouble| trouble.refusal("Unable to register backup store.");
            let is_async = flag(call, "async").map_err(refused)?;
            let new = NewStore {
                name: call.param("storeName").unwrap_or_default(),
                settings: call.param("settings"),
                storage_config: call.param("storageConfig"),
                root: call.param("rootDirectory"),
                is_default: flag(call, "isDefault").map_err(refused)?,
            };
            let mut job = Job::new(&call.path, &user.username, portal.clock.now_ms())?;
            recovery::register(&portal.recovery, &new).map_err(refused)?;
            if !is_async {
                let mut answer = success();
                if new.settings.is_none() {
                    // Esri's Python client asks as release 10.9 was asked, and wants the name.
                    answer["name"] = new.name.into();
                }
                return Ok(answer);
            }
            let submitted = job.submitted(&base(portal, call));
            job.finish(None, portal.clock.now_ms());
            portal.recovery.keep(&job)?;
            Ok(submitted)
        },
    )
    .await
}

/// `settings={"default": true}`. `supportBDSBackup`, which release 12.0 asks for, is let pass.
pub(super) async fn update(
    State(portal): State<Arc<Portal>>,
    Path(store): Path<String>,
    call: Call,
) -> Answer {
    operation(
        portal,
        call,
        "Update Backup Store",
        &["settings"],
        move |portal, call, _| {
            let settings = call
                .param("settings")
                .and_then(|text| serde_json::from_str(text).ok());
            let is_default = settings.and_then(|settings: Value| settings["default"].as_bool());
            is_default
                .ok_or_else(|| {
                    Trouble::Wrong(vec![
                        "'settings' must be a JSON object with 'default'.".to_owned(),
                    ])
                })
                .and_then(|is_default| recovery::set_default(portal, &store, is_default))
                .map(|()| success())
                .map_err(|trouble| trouble.refusal("Unable to update backup store."))
        },
    )
    .await
}

pub(super) async fn validate(
    State(portal): State<Arc<Portal>>,
    Path(store): Path<String>,
    call: Call,
) -> Answer {
    operation(
        portal,
        call,
        "Validate Backup Store",
        &[],
        move |portal, call, _| {
            recovery::validate(portal, &store, &call.path)
                .map_err(|trouble| trouble.refusal("Unable to validate backup store."))
        },
    )
    .await
}

pub(super) async fn unregister(
    State(portal): State<Arc<Portal>>,
    Path(store): Path<String>,
    call: Call,
) -> Answer {
    operation(
        portal,
        call,
        "Unregister Backup Store",
        &[],
        move |portal, _, _| {
            recovery::unregister(portal, &store)
                .map(|()| success())
                .map_err(|trouble| trouble.refusal("Unable to unregister backup store."))
        },
    )
    .await
}
