//! What a tab keeps.

use portal_tasks::api::sign_in::{Grant, Way};
use portal_tasks::api::{Portal, Token, place};
use portal_tasks::storage;
use quartz_cron::Timestamp;
use wasm_bindgen_test::wasm_bindgen_test;

fn portal(address: &str) -> Portal {
    Portal::find(&place::Config::default(), address, "/gis/apps/tasks/").unwrap()
}

fn grant(secs_left: i64) -> Grant {
    let now = (js_sys::Date::now() / 1000.0) as i64;
    Grant {
        username: "siteadmin".to_owned(),
        token: Token::new("a-token".to_owned()).unwrap(),
        expires: Timestamp::from_secs(now + secs_left),
        way: Way::Password,
    }
}

#[wasm_bindgen_test]
fn a_session_is_kept_for_its_portal_and_its_time() {
    let here = portal("https://organization.example.com");
    storage::save_session(&here, &grant(60), Timestamp::from_secs(0), 1);
    let kept = storage::load_session(&here).unwrap();
    assert_eq!(kept.grant.username, "siteadmin");
    assert_eq!(kept.grant.token.expose(), "a-token");
    assert_eq!(kept.opened, 1);
    assert!(storage::load_session(&portal("https://other.example.com")).is_none());

    storage::save_session(&here, &grant(-1), Timestamp::from_secs(0), 1);
    assert!(storage::load_session(&here).is_none());
    storage::save_session(&here, &grant(60), Timestamp::from_secs(0), 1);
    storage::forget_session();
    assert!(storage::load_session(&here).is_none());
}

#[wasm_bindgen_test]
fn a_session_is_kept_when_the_portals_clock_is_far_behind() {
    let here = portal("https://organization.example.com");
    here.set_ahead(-30 * 86_400_000);
    storage::save_session(&here, &grant(-30 * 86_400 + 60), Timestamp::from_secs(0), 1);
    let reloaded = portal("https://organization.example.com");
    assert!(storage::load_session(&reloaded).is_some());
    assert_eq!(reloaded.ahead_ms(), -30 * 86_400_000);
    storage::forget_session();
}

#[wasm_bindgen_test]
fn half_of_a_saved_session_is_none() {
    let here = portal("https://organization.example.com");
    let web = web_sys::window()
        .unwrap()
        .session_storage()
        .unwrap()
        .unwrap();
    for text in ["", "{", "{\"portal\":1}", "null"] {
        web.set_item("portal-tasks.session", text).unwrap();
        assert!(storage::load_session(&here).is_none(), "{text}");
    }
    storage::forget_session();
}

#[wasm_bindgen_test]
fn a_reload_does_not_make_an_idle_session_fresh() {
    let here = portal("https://organization.example.com");
    storage::save_session(&here, &grant(60), Timestamp::from_secs(0), 1);
    storage::note_active(Timestamp::from_secs(1_000));
    let kept = storage::load_session(&here).unwrap();
    assert_eq!(kept.active.as_secs(), 1_000);
    storage::forget_session();
    storage::note_active(Timestamp::from_secs(1_000));
    assert!(storage::load_session(&here).is_none());
}

#[wasm_bindgen_test]
fn a_session_that_was_opened_before_a_sign_out_is_none() {
    let here = portal("https://signed-out.example.com");
    let elsewhere = portal("https://elsewhere.example.com");
    let now = js_sys::Date::now() as i64;
    storage::note_sign_out(&here);
    for (opened, is_kept) in [(0, false), (now, false), (now + 60_000, true)] {
        storage::save_session(&here, &grant(60), Timestamp::from_secs(0), opened);
        assert_eq!(storage::load_session(&here).is_some(), is_kept, "{opened}");
        storage::save_session(&elsewhere, &grant(60), Timestamp::from_secs(0), opened);
        assert!(storage::load_session(&elsewhere).is_some());
    }
    storage::forget_session();
}

#[wasm_bindgen_test]
fn what_a_sign_in_is_checked_with_is_handed_out_once() {
    storage::save_asked(&storage::Asked {
        state: "s".to_owned(),
        verifier: "v".to_owned(),
        page: "/tasks/new".to_owned(),
    });
    let asked = storage::take_asked().unwrap();
    assert_eq!((asked.state.as_str(), asked.verifier.as_str()), ("s", "v"));
    assert!(storage::take_asked().is_none());
}
