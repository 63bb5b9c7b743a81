//! Zones as tables say what the browser itself says.

use portal_tasks::browser::zone;
use quartz_cron::{Civil, Timestamp};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn every_week_of_fifteen_years_has_the_offset_that_the_browser_tells() {
    const FROM: i64 = 1_577_836_800;
    let local = zone::local(Timestamp::from_secs(1_792_764_120));
    for week in 0..15 * 52 {
        // Not always the same hour.
        let secs = FROM + week * 7 * 86_400 + week * 3600;
        let date = js_sys::Date::new(&JsValue::from_f64(secs as f64 * 1000.0));
        let told = -(date.get_timezone_offset() * 60.0) as i32;
        assert_eq!(local.offset(Timestamp::from_secs(secs)), told, "{secs}");
    }
}

#[wasm_bindgen_test]
fn a_zone_is_had_by_its_name_and_none_by_another() {
    let now = Timestamp::from_secs(1_792_764_120);
    let kathmandu = zone::named("Asia/Kathmandu", now).unwrap();
    assert_eq!(kathmandu.clock(now), "19:47 UTC+5:45");
    let berlin = zone::named("Europe/Berlin", now).unwrap();
    assert_eq!(berlin.clock(now), "16:02 CEST");
    let winter = Civil::new(2026, 12, 1, 12, 0, 0).unwrap().timestamp(0);
    assert_eq!(berlin.clock(winter), "13:00 CET");
    assert!(zone::named("Middle/Earth", now).is_none());
}

#[wasm_bindgen_test]
fn every_name_that_the_browser_tells_can_be_chosen() {
    let now = Timestamp::from_secs(1_792_764_120);
    let names = zone::names();
    assert!(names.len() > 300, "{}", names.len());
    // All of them take a minute in a debug build.
    for name in names.iter().step_by(29) {
        assert!(zone::named(name, now).is_some(), "{name}");
    }
}
