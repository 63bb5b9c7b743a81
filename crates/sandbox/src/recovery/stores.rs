//! Backup stores: registering, validating, letting go. Section 3.2 of docs/portal-api.md.

use super::Recovery;
use super::progress::Progress;
use super::settings::storage;
use super::trouble::Trouble;
use super::volume::{Volume, is_name};
use crate::faults::Fault;
use crate::portal::{Portal, RELEASE};
use crate::random;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// A registered backup store.
#[derive(Clone, Debug, PartialEq)]
pub struct BackupStore {
    pub name: String,
    pub is_default: bool,
    /// The name of its folder below `volumes/`.
    pub volume: String,
    /// What the API tells of it besides name and default.
    pub body: Value,
}

impl BackupStore {
    /// As the list of stores tells it.
    pub fn told(&self) -> Value {
        let mut told = json!({"default": self.is_default});
        let members = self.body.as_object().into_iter().flatten();
        for (name, value) in members {
            told[name] = value.clone();
        }
        told["name"] = self.name.clone().into();
        told
    }

    /// As its own resource tells it: the documented sample has no `identityKey`.
    pub fn told_alone(&self) -> Value {
        let mut told = self.told();
        if let Some(members) = told.as_object_mut() {
            members.shift_remove("identityKey");
        }
        told
    }
}

/// What `register` was asked for.
pub struct NewStore<'a> {
    pub name: &'a str,
    /// JSON text. Release 10.9 sent `storage_config` and `root` in its place.
    pub settings: Option<&'a str>,
    pub storage_config: Option<&'a str>,
    pub root: Option<&'a str>,
    pub is_default: bool,
}

/// Registers a store. A volume that has the storage's description and that no store uses is taken with
/// the backups on it; otherwise a new one is made.
///
/// # Errors
///
/// Everything that is wrong with the request; nothing was changed then.
pub fn register(recovery: &Recovery, new: &NewStore<'_>) -> Result<(), Trouble> {
    let mut wrong = Vec::new();
    if !is_name(new.name) {
        wrong.push("'storeName' may have letters, digits, spaces, '.', '-' and '_', and begins and ends with a letter or a digit.".to_owned());
    }
    let described = describe(new, &mut wrong);
    if !wrong.is_empty() {
        return Err(Trouble::Wrong(wrong));
    }
    let _changing = recovery.changing();
    let stores = recovery.catalogue.stores()?;
    if stores.iter().any(|store| store.name == new.name) {
        return Err(Trouble::StoreExists(new.name.to_owned()));
    }
    let used_by = |volume: &str| stores.iter().find(|store| store.volume == volume);
    let mut volume = format!("{}-1", described.storage);
    let mut n = 1;
    while let Some(other) = used_by(&volume) {
        if described.is_one_of_its_kind {
            return Err(Trouble::StorageInUse(other.name.clone()));
        }
        n += 1;
        volume = format!("{}-{n}", described.storage);
    }
    Volume::open(recovery.volumes().join(&volume))?;
    let mut body = described.body;
    for (name, text) in [
        ("identity", random::hex::<10>()),
        ("identityKey", random::hex::<32>()),
        ("providerID", random::hex::<10>()),
        ("serviceID", random::hex::<10>()),
    ] {
        let text = text.map_err(|_| Trouble::Broken("No random bytes."))?;
        body[name] = text.into();
    }
    body["versionCreated"] = RELEASE.into();
    recovery.catalogue.add_store(&BackupStore {
        name: new.name.to_owned(),
        is_default: new.is_default,
        volume,
        body,
    })?;
    Ok(())
}

/// Makes a store the default one, or no longer.
///
/// # Errors
///
/// When there is no such store.
pub fn set_default(portal: &Portal, name: &str, is_default: bool) -> Result<(), Trouble> {
    portal.recovery.find(name)?;
    Ok(portal.recovery.catalogue.set_default(name, is_default)?)
}

/// Lets go of a store. Its backups stay on the volume.
///
/// # Errors
///
/// When there is no such store, or a backup is being written to it.
pub fn unregister(portal: &Portal, name: &str) -> Result<(), Trouble> {
    let is_in_use = |last: &Progress| last.end.is_none() && last.store == name;
    if portal.recovery.last().as_ref().is_some_and(is_in_use) {
        return Err(Trouble::Busy);
    }
    if portal.recovery.catalogue.remove_store(name)? {
        Ok(())
    } else {
        Err(Trouble::NoStore(name.to_owned()))
    }
}

/// Whether backups can be written to the store: tries it, for a call of a path.
///
/// # Errors
///
/// When there is no such store.
pub fn validate(portal: &Portal, name: &str, path: &str) -> Result<Value, Trouble> {
    let store = portal.recovery.find(name)?;
    Ok(match ready(portal, &store, path) {
        Ok(()) => json!({"isReady": true, "status": "success"}),
        Err(trouble) => json!({
            "isReady": false,
            "status": "success",
            "messages": [trouble.to_string()],
        }),
    })
}

pub(super) fn ready(portal: &Portal, store: &BackupStore, path: &str) -> Result<(), Trouble> {
    let not_ready = || Trouble::NotReady(store.name.clone());
    if portal.faults.strikes(Fault::StoreFails, path).is_some() {
        return Err(not_ready());
    }
    portal.recovery.volume(store).try_out().map_err(|error| {
        tracing::warn!("{error:#}");
        not_ready()
    })
}

/// What the settings say of the storage.
#[derive(Default)]
struct Described {
    /// What the API tells of it. No credential is kept.
    body: Value,
    /// A name for it, the same for the same description.
    storage: String,
    /// A bucket or a container is there once; volumes of one description there may be many.
    is_one_of_its_kind: bool,
}

fn describe(new: &NewStore<'_>, wrong: &mut Vec<String>) -> Described {
    let settings = match (new.settings, new.storage_config) {
        (Some(settings), _) => serde_json::from_str(settings).ok(),
        (None, Some(config)) => serde_json::from_str(config)
            .ok()
            .map(|config: Value| json!({"type": "HOSTED", "storageConfig": config})),
        (None, None) => {
            wrong.push("'settings' is required.".to_owned());
            return Described::default();
        }
    };
    let Some(Value::Object(settings)) = settings else {
        wrong.push("'settings' must be a JSON object.".to_owned());
        return Described::default();
    };
    match settings.get("type").and_then(Value::as_str) {
        Some("HOSTED") => hosted(&settings, new, wrong),
        Some("S3") => cloud("S3", &["bucketName", "region"], &settings, wrong),
        Some("AZURE_BLOBSTORE") => cloud("AZURE_BLOBSTORE", &["containerName"], &settings, wrong),
        _ => {
            wrong.push("The type of 'settings' must be HOSTED, S3 or AZURE_BLOBSTORE.".to_owned());
            Described::default()
        }
    }
}

fn hosted(settings: &Map<String, Value>, new: &NewStore<'_>, wrong: &mut Vec<String>) -> Described {
    let sent = settings.get("storageConfig").unwrap_or(&Value::Null);
    let config = storage(sent, wrong);
    let is_static = config.get("provisioningType") == Some(&"STATIC".into());
    let root = new.root.unwrap_or("rootdir");
    // A volume that is made on demand belongs to the store that demanded it.
    let owner = if is_static { "" } else { new.name };
    let class = config
        .get("storageClass")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let labels = config.get("labels").and_then(Value::as_object);
    let labels: BTreeMap<_, _> = labels.into_iter().flatten().collect();
    let storage = slug(&["volume", class, &format!("{labels:?}"), root, owner]);
    let mut body = json!({"storageConfig": config, "rootDir": root, "type": "HOSTED"});
    if is_static {
        body["autoShutdown"] = true.into();
    }
    Described {
        storage,
        body,
        is_one_of_its_kind: !is_static,
    }
}

fn cloud(
    kind: &str,
    required: &[&str],
    settings: &Map<String, Value>,
    wrong: &mut Vec<String>,
) -> Described {
    let settings = Value::Object(settings.clone());
    let connection = &settings["provider"]["cloudServices"][0]["connection"];
    let text = |name: &str| connection[name].as_str().unwrap_or_default();
    let mut body = json!({"type": kind, "rootDir": text("rootDir")});
    for name in required {
        if text(name).is_empty() {
            wrong.push(format!(
                "'{name}' is required in the connection of the cloud service."
            ));
        }
        body[*name] = text(name).into();
    }
    let parts = [
        kind,
        text("bucketName"),
        text("containerName"),
        text("accountEndpointUrl"),
        text("rootDir"),
    ];
    Described {
        storage: slug(&parts),
        body,
        is_one_of_its_kind: true,
    }
}

/// A name for a folder: readable, and another one for other parts.
fn slug(parts: &[&str]) -> String {
    let readable: String = parts[1]
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .take(40)
        .collect();
    let digest = hex::encode(Sha256::digest(parts.join("\0").as_bytes()));
    format!("{}-{readable}-{}", parts[0].to_lowercase(), &digest[..12])
}
