//! `system/disasterrecovery`: stores, their backups, and what is being made or restored. Section 3 of
//! docs/portal-api.md.

mod client;
mod decode;
mod stores;

pub use decode::{
    decode_backups, decode_job, decode_settings, decode_status, decode_stores, decode_submitted,
    decode_validated,
};
pub use stores::{
    is_credential, make_default, register, set_settings, settings, stores, unregister, validate,
};

use super::{ApiRequest, Portal};
use crate::recovery::Name;
use crate::recovery::order::BackupOrder;
use crate::recovery::watch::JobId;
use quartz_cron::Timestamp;
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

/// The list of the backups in a store.
pub fn backups(portal: &Portal, store: &Name) -> ApiRequest {
    ApiRequest::get(portal.admin(&store_path(store, "/backups")))
}

/// What is being made or restored, or was last.
pub fn status(portal: &Portal) -> ApiRequest {
    ApiRequest::get(portal.admin(&format!("{ROOT}/status")))
}

/// How a job stands. Jobs have an address of their own, beside disaster recovery.
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

/// Begins a restore from a backup. `passcode` is the one that it was made with.
pub fn restore(portal: &Portal, store: &Name, name: &Name, passcode: &str) -> ApiRequest {
    ApiRequest::post(portal.admin(&backup_path(store, name, "/restore")))
        .param("passcode", passcode)
}

/// Deletes a backup at the address below its store; the other one is [`delete_at_old_address`].
pub fn delete(portal: &Portal, store: &Name, name: &Name) -> ApiRequest {
    ApiRequest::post(portal.admin(&backup_path(store, name, "/delete")))
}

/// The address that every stored page of the documentation prints. It names no store; the parameter
/// of release 10.9 does.
pub fn delete_at_old_address(portal: &Portal, store: &Name, name: &Name) -> ApiRequest {
    let path = format!("{OLD_BACKUPS}/{}/delete", encoded(name));
    ApiRequest::post(portal.admin(&path)).param("storeName", store.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::decode::Reply;
    use crate::api::place::Config;
    use crate::recovery::Listing;
    use crate::recovery::backup::{Expiry, State, Trigger};
    use crate::recovery::store::Readiness;

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
