//! `stores` and `settings` of disaster recovery. Sections 3.2 and 3.6 of docs/portal-api.md.

use super::{ROOT, store_path};
use crate::api::{ApiRequest, Portal};
use crate::recovery::Name;
use crate::recovery::register::{Credential, Storage, StoreOrder};
use crate::recovery::settings::NewSettings;
use crate::recovery::volume::{Provisioning, Volume};
use serde_json::{Map, Value, json};

/// The list of the registered stores.
pub fn stores(portal: &Portal) -> ApiRequest {
    ApiRequest::get(portal.admin(&format!("{ROOT}/stores")))
}

/// Has the portal check that a store can be written to.
pub fn validate(portal: &Portal, store: &Name) -> ApiRequest {
    ApiRequest::post(portal.admin(&store_path(store, "/validate")))
}

/// Takes a store off the portal's list. Its backups stay on their volume, out of reach.
pub fn unregister(portal: &Portal, store: &Name) -> ApiRequest {
    ApiRequest::post(portal.admin(&store_path(store, "/unregister")))
}

/// `has_big_data` is sent where it is known: release 12.0 refuses without, others know nothing of it.
pub fn make_default(portal: &Portal, store: &Name, has_big_data: Option<bool>) -> ApiRequest {
    let mut settings = json!({"default": true});
    if let Some(has) = has_big_data {
        settings["supportBDSBackup"] = has.into();
    }
    ApiRequest::post(portal.admin(&store_path(store, "/update")))
        .param("settings", settings.to_string())
}

/// Registers a store. The credential of a cloud travels inside the JSON of `settings`.
pub fn register(portal: &Portal, order: &StoreOrder) -> ApiRequest {
    ApiRequest::post(portal.admin(&format!("{ROOT}/stores/register")))
        .param("storeName", order.name.as_str())
        .param("settings", storage(&order.storage).to_string())
        .param("isDefault", order.is_default.to_string())
}

/// The settings of disaster recovery: the staging volume and the timeout.
pub fn settings(portal: &Portal) -> ApiRequest {
    ApiRequest::get(portal.admin(&format!("{ROOT}/settings")))
}

/// Changes the settings. A timeout that is None is left out: what the portal then does no source says.
pub fn set_settings(portal: &Portal, new: &NewSettings) -> ApiRequest {
    let mut settings = json!({"stagingVolumeConfig": volume(&new.staging)});
    if let Some(seconds) = new.timeout {
        settings["timeoutInSeconds"] = seconds.into();
    }
    ApiRequest::post(portal.admin(&format!("{ROOT}/settings/update")))
        .param("settings", settings.to_string())
}

/// True for the JSON object of a credential.
pub fn is_credential(text: &str) -> bool {
    let read = serde_json::from_str::<Map<String, Value>>(text);
    read.is_ok_and(|credential| credential.get("type").is_some_and(Value::is_string))
}

fn storage(storage: &Storage) -> Value {
    match storage {
        Storage::Hosted(config) => json!({"type": "HOSTED", "storageConfig": volume(config)}),
        Storage::S3 {
            bucket,
            region,
            root,
            credential,
        } => {
            let connection = json!({
                "bucketName": bucket,
                "region": region,
                "rootDir": root,
                "credential": self::credential(credential),
            });
            json!({"type": "S3", "provider": provider("AWS", "AWS S3", &connection)})
        }
        Storage::Azure {
            container,
            endpoint,
            root,
            credential,
        } => {
            let connection = json!({
                "containerName": container,
                "rootDir": root,
                "accountEndpointUrl": endpoint,
                "credential": self::credential(credential),
            });
            let provider = provider("AZURE", "Azure Blob Store", &connection);
            json!({"type": "AZURE_BLOBSTORE", "provider": provider})
        }
    }
}

fn provider(name: &str, service: &str, connection: &Value) -> Value {
    json!({
        "name": name,
        "cloudServices": [{
            "name": service,
            "type": "objectStore",
            "usage": "BACKUP",
            "category": "storage",
            "connection": connection,
        }],
    })
}

fn credential(credential: &Credential) -> Value {
    match credential {
        Credential::IamRole => json!({"type": "IAM-ROLE"}),
        Credential::ManagedIdentity { client, account } => json!({
            "type": "USER-ASSIGNED-IDENTITY",
            "managedIdentityClientId": client,
            "secret": {"storageAccountName": account},
        }),
        Credential::Own(text) => serde_json::from_str(text).unwrap_or_default(),
    }
}

fn volume(volume: &Volume) -> Value {
    let mut config = json!({
        "storageClass": volume.class,
        "size": volume.size,
        "provisioningType": volume.provisioning.name(),
    });
    if volume.provisioning == Provisioning::Static {
        let labels = volume.labels.iter();
        let labels = labels.map(|(name, value)| (name.clone(), Value::from(value.as_str())));
        config["labels"] = labels.collect::<Map<_, _>>().into();
    }
    config
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::place::Config;
    use zeroize::Zeroizing;

    fn portal() -> Portal {
        Portal::find(&Config::default(), "https://gis.example.com", "/gis/").unwrap()
    }

    fn sent(storage: Storage) -> Value {
        let order = StoreOrder {
            name: Name::new("s").unwrap(),
            is_default: true,
            storage,
        };
        let request = register(&portal(), &order);
        assert_eq!(request.value("isDefault"), Some("true"));
        serde_json::from_str(request.value("settings").unwrap()).unwrap()
    }

    #[test]
    fn a_hosted_store_is_registered_as_documented() {
        let volume = Volume {
            class: "backups".into(),
            size: "64Gi".into(),
            provisioning: Provisioning::Static,
            labels: vec![("arcgis/purpose".into(), "backups".into())],
        };
        assert_eq!(
            sent(Storage::Hosted(volume)),
            json!({"type": "HOSTED", "storageConfig": {"provisioningType": "STATIC", "storageClass": "backups",
                "size": "64Gi", "labels": {"arcgis/purpose": "backups"}}})
        );
    }

    #[test]
    fn cloud_stores_are_registered_as_esris_own_client_does() {
        let s3 = Storage::S3 {
            bucket: "b".into(),
            region: "us-west-1".into(),
            root: "backups".into(),
            credential: Credential::IamRole,
        };
        assert_eq!(
            sent(s3),
            json!({"type": "S3", "provider": {"name": "AWS", "cloudServices": [{"name": "AWS S3",
                "type": "objectStore", "usage": "BACKUP", "category": "storage", "connection": {"bucketName": "b",
                "region": "us-west-1", "rootDir": "backups", "credential": {"type": "IAM-ROLE"}}}]}})
        );
        let azure = Storage::Azure {
            container: "k8s-backups".into(),
            endpoint: "https://account.blob.core.windows.net".into(),
            root: "backups".into(),
            credential: Credential::ManagedIdentity {
                client: "c".into(),
                account: "account".into(),
            },
        };
        assert_eq!(
            sent(azure)["provider"]["cloudServices"][0]["connection"],
            json!({"containerName": "k8s-backups", "rootDir": "backups",
                "accountEndpointUrl": "https://account.blob.core.windows.net",
                "credential": {"type": "USER-ASSIGNED-IDENTITY", "managedIdentityClientId": "c",
                    "secret": {"storageAccountName": "account"}}})
        );
    }

    #[test]
    fn a_key_travels_in_the_form_and_shows_in_no_debug_output() {
        let key = r#"{"type":"ACCESS-KEY","secret":"planted-key"}"#;
        assert!(is_credential(key));
        for odd in ["", "planted-key", "[]", "{}", r#"{"type":7}"#] {
            assert!(!is_credential(odd), "{odd}");
        }
        let order = StoreOrder {
            name: Name::new("s").unwrap(),
            is_default: false,
            storage: Storage::S3 {
                bucket: "b".into(),
                region: "r".into(),
                root: String::new(),
                credential: Credential::Own(Zeroizing::new(key.into())),
            },
        };
        let request = register(&portal(), &order);
        assert!(request.value("settings").unwrap().contains("planted-key"));
        assert!(!request.url.contains("planted") && !format!("{request:?}").contains("planted"));
    }

    #[test]
    fn what_release_12_asks_for_is_sent_where_it_is_known() {
        let settings = |has| {
            let request = make_default(&portal(), &Name::new("a b").unwrap(), has);
            assert!(request.url.ends_with("/stores/a%20b/update"));
            request.value("settings").unwrap().to_owned()
        };
        assert_eq!(settings(None), r#"{"default":true}"#);
        assert_eq!(
            settings(Some(true)),
            r#"{"default":true,"supportBDSBackup":true}"#
        );
    }
}
