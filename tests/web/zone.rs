//! The browser's zone as a table says what the browser itself says.

use portal_tasks::browser::zone;
use quartz_cron::Timestamp;
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
