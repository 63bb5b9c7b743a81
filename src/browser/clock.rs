//! Now.

use quartz_cron::Timestamp;

/// This machine's clock, milliseconds since 1970.
#[expect(clippy::cast_possible_truncation, reason = "fits for 285,000 years")]
pub fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// Waits so many milliseconds.
pub async fn pause(ms: i32) {
    let wait = js_sys::Promise::new(&mut |resolve, _| {
        let _ = super::page::window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
    });
    let _ = wasm_bindgen_futures::JsFuture::from(wait).await;
}

/// The portal's clock, given how far it is ahead of ours.
pub fn now(ahead_ms: i64) -> Timestamp {
    Timestamp::from_secs(now_ms().saturating_add(ahead_ms).div_euclid(1000))
}
