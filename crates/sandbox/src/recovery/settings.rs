//! The settings of disaster recovery. Section 3.6 of docs/portal-api.md.

use super::Recovery;
use super::trouble::Trouble;
use crate::faults::Fault;
use crate::portal::Portal;
use serde_json::{Map, Value, json};

/// How long a backup may take where nothing else is set, seconds.
const TIMEOUT_SECONDS: i64 = 7200;

/// The settings resource, as a call of a path sees it. Without a staging volume it has no `stagingVolumeConfig`.
///
/// # Errors
///
/// When the portal's disk cannot be used.
pub fn settings(portal: &Portal, path: &str) -> Result<Value, Trouble> {
    let mut settings = stored(&portal.recovery)?;
    let is_lost = portal
        .faults
        .strikes(Fault::NoStagingVolume, path)
        .is_some();
    if let Some(members) = settings.as_object_mut().filter(|_| is_lost) {
        members.shift_remove("stagingVolumeConfig");
    }
    Ok(settings)
}

/// Whether backups have a place to be put together.
pub(super) fn is_staging_configured(portal: &Portal, path: &str) -> Result<bool, Trouble> {
    Ok(settings(portal, path)?.get("stagingVolumeConfig").is_some())
}

/// How long a backup may take, seconds.
pub(super) fn timeout(recovery: &Recovery) -> Result<i64, Trouble> {
    let seconds = stored(recovery)?["timeoutInSeconds"].as_i64();
    Ok(seconds.unwrap_or(TIMEOUT_SECONDS))
}

fn stored(recovery: &Recovery) -> Result<Value, Trouble> {
    let stored = recovery.catalogue.fact("settings")?;
    Ok(stored.unwrap_or_else(|| json!({"timeoutInSeconds": TIMEOUT_SECONDS})))
}

/// Changes what the JSON text names; the rest stays.
///
/// # Errors
///
/// Everything that is wrong with the text; nothing was changed then.
pub fn set_settings(recovery: &Recovery, text: &str, now_ms: i64) -> Result<(), Trouble> {
    let sent: Map<String, Value> = serde_json::from_str(text)
        .map_err(|_| Trouble::Wrong(vec!["'settings' must be a JSON object.".to_owned()]))?;
    let mut wrong = Vec::new();
    let mut changed = stored(recovery)?;
    if let Some(seconds) = sent.get("timeoutInSeconds") {
        match seconds.as_i64() {
            Some(seconds @ 1..) => changed["timeoutInSeconds"] = seconds.into(),
            _ => wrong.push("'timeoutInSeconds' must be a whole number above 0.".to_owned()),
        }
    }
    if let Some(staging) = sent.get("stagingVolumeConfig") {
        let config = storage(staging, &mut wrong);
        changed["stagingVolumeConfig"] = json!({"component": "DR_JOB"});
        for (name, value) in config {
            changed["stagingVolumeConfig"][name] = value;
        }
        changed["stagingVolumeConfig"]["g"] = now_ms.into();
    }
    if !wrong.is_empty() {
        return Err(Trouble::Wrong(wrong));
    }
    recovery.catalogue.set_fact("settings", &changed)?;
    Ok(())
}

/// Class, size, provisioning and labels of a volume, or what is wrong with them.
pub(super) fn storage(sent: &Value, wrong: &mut Vec<String>) -> Map<String, Value> {
    let text = |name: &str| sent[name].as_str().unwrap_or_default();
    if text("storageClass").is_empty() {
        wrong.push("'storageClass' is required.".to_owned());
    }
    let is_dynamic = text("provisioningType") == "DYNAMIC";
    if !is_dynamic && text("provisioningType") != "STATIC" {
        wrong.push("'provisioningType' must be STATIC or DYNAMIC.".to_owned());
    }
    match gibibytes(text("size")) {
        None => wrong.push("'size' must be a size such as 64Gi.".to_owned()),
        Some(size) if is_dynamic && size < 16 => {
            wrong.push("A dynamically provisioned volume needs at least 16Gi.".to_owned());
        }
        Some(_) => {}
    }
    let mut config = Map::new();
    for name in ["storageClass", "size", "provisioningType"] {
        config.insert(name.to_owned(), text(name).into());
    }
    if let Some(labels) = sent.get("labels").filter(|labels| labels.is_object()) {
        config.insert("labels".to_owned(), labels.clone());
    }
    config
}

fn gibibytes(size: &str) -> Option<u64> {
    let digits = size.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number: u64 = digits.parse().ok().filter(|number| *number > 0)?;
    match &size[digits.len()..] {
        "Mi" => Some(number / 1024),
        "Gi" => Some(number),
        "Ti" => number.checked_mul(1024),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_kubernetes() {
        assert_eq!(gibibytes("64Gi"), Some(64));
        assert_eq!(gibibytes("1Ti"), Some(1024));
        assert_eq!(gibibytes("512Mi"), Some(0));
        for odd in ["", "Gi", "64", "64GB", "-1Gi", "0Gi", "6 4Gi"] {
            assert_eq!(gibibytes(odd), None, "{odd}");
        }
    }
}
