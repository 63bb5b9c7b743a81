//! Signing in, refusals, and who the portal is.

use super::fixture;
use portal_tasks::api::{ApiError, decode, portal, sign_in};
use quartz_cron::Timestamp;

#[test]
fn a_token_and_its_refusals_are_read() {
    let grant = sign_in::decode(&fixture("token.json"), "siteadmin").unwrap();
    assert_eq!(grant.expires, Timestamp::from_secs(1_666_030_543));
    let refusal = |name| sign_in::decode(&fixture(name), "siteadmin").unwrap_err();
    assert!(matches!(
        refusal("token-refused.json"),
        sign_in::Refusal::Credentials(_)
    ));
    assert!(matches!(
        refusal("token-locked.json"),
        sign_in::Refusal::Locked(_)
    ));
    assert!(matches!(
        refusal("bad-gateway.html"),
        sign_in::Refusal::Failed(ApiError::NotJson { status: 502, .. })
    ));
}

#[test]
fn every_envelope_of_a_refusal_is_understood() {
    for (name, told) in [
        ("invalid-token.json", "Your session has ended."),
        ("token-required.json", "Your session has ended."),
        (
            "forbidden.json",
            "Your account may not do this. The portal says: “You do not have permissions to access this resource or perform this operation.”",
        ),
        (
            "error-details-null.json",
            "The portal answered 500: “JSONObject[\"supportBDSBackup\"] not found.”",
        ),
        (
            "error-messages.json",
            "The portal answered 500: “The backup store is not reachable.”",
        ),
        (
            "error-failure.json",
            "The portal answered 500: “Unable to reach the task service.”",
        ),
        (
            "error-success-false.json",
            "The portal answered 500: “No reason was given.”",
        ),
        (
            "bad-gateway.html",
            "The portal is not available (HTTP status 502).",
        ),
    ] {
        let error = decode::operation(&fixture(name)).err().unwrap();
        assert_eq!(error.to_string(), told, "{name}");
        assert!(!error.advice().is_empty());
    }
}

#[test]
fn the_portal_tells_its_name_and_who_is_signed_in() {
    let about = portal::decode(&fixture("portal-self.json")).unwrap();
    assert_eq!(about.name.as_deref(), Some("Sandbox Portal"));
    let user = about.user.unwrap();
    assert_eq!(
        (user.username.as_str(), user.role),
        ("siteadmin", portal::Role::Administrator)
    );
}
