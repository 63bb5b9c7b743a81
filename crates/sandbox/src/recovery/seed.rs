//! The backup stores of a new portal.

use super::{NewStore, Recovery, register, set_settings};
use crate::cli::Seed;
use anyhow::Result;

const STATIC: &str = r#"{"type":"HOSTED","storageConfig":{"storageClass":"backups","size":"64Gi","provisioningType":"STATIC","labels":{"arcgis/purpose":"backups"}}}"#;
const DYNAMIC: &str = r#"{"type":"HOSTED","storageConfig":{"storageClass":"backups","size":"64Gi","provisioningType":"DYNAMIC"}}"#;
const SETTINGS: &str = r#"{"stagingVolumeConfig":{"storageClass":"default","size":"64Gi","provisioningType":"DYNAMIC"},"timeoutInSeconds":7200}"#;

/// The stores that the tasks of a seed write to, and a staging volume. An empty portal has neither, and
/// one task in three of a large one writes to a store that is not registered.
pub fn seed(recovery: &Recovery, seed: Seed, now_ms: i64) -> Result<()> {
    let stores = match seed {
        Seed::Documented | Seed::Runs(_) => {
            [("default", STATIC, false), ("backupstore1", DYNAMIC, true)]
        }
        Seed::Large(_) => [("default", STATIC, true), ("nas-archive", DYNAMIC, false)],
        Seed::Empty => return Ok(()),
    };
    set_settings(recovery, SETTINGS, now_ms)?;
    for (name, settings, is_default) in stores {
        if recovery.catalogue.store(name)?.is_none() {
            let new = NewStore {
                name,
                settings: Some(settings),
                storage_config: None,
                root: None,
                is_default,
            };
            register(recovery, &new)?;
        }
    }
    Ok(())
}
