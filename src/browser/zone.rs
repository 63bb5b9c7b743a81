//! The browser's time zone, asked of `Intl` and of `Date`, which alone know it.

use crate::schedule::zone::{LocalZone, transitions};
use js_sys::{Array, Date, Intl, Object, Reflect};
use quartz_cron::{OffsetTable, Timestamp};
use wasm_bindgen::JsValue;

/// The table begins in 2020: no portal had scheduled tasks before.
const FIRST: i64 = 1_577_836_800;
/// Years of future that the table covers.
const FUTURE: i64 = 12;
const YEAR: i64 = 365 * 86_400;
/// No zone changes its clock twice within so many seconds and back to where it was.
const STEP: i64 = 20 * 86_400;

/// The zone that this browser shows times in. UTC where the browser does not say.
pub fn local(now: Timestamp) -> LocalZone {
    let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    let name = Reflect::get(&options, &"timeZone".into())
        .ok()
        .and_then(|name| name.as_string());
    let rows = transitions(FIRST, now.as_secs() + FUTURE * YEAR, STEP, offset_at);
    let labels = labels(&rows);
    match (name, OffsetTable::new(rows)) {
        (Some(name), Ok(table)) => LocalZone::new(name, table, labels),
        _ => LocalZone::utc(),
    }
}

/// Seconds that this browser's local time is ahead of UTC.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "dates and offsets are small"
)]
fn offset_at(secs: i64) -> i32 {
    let date = Date::new(&JsValue::from_f64(secs as f64 * 1000.0));
    -(date.get_timezone_offset() * 60.0) as i32
}

/// One abbreviation for each different offset.
fn labels(rows: &[(Timestamp, i32)]) -> Vec<(i32, String)> {
    let mut labels: Vec<(i32, String)> = Vec::new();
    // The newest use of an offset has the name in use now.
    for (at, offset) in rows.iter().rev() {
        if labels.iter().all(|(known, _)| known != offset)
            && let Some(label) = abbreviation(*at)
        {
            labels.push((*offset, label));
        }
    }
    labels
}

/// The zone's letters at an instant. British English knows those of Europe, American English those
/// of America; what neither knows (`GMT+5`) is left to the offset.
#[expect(clippy::cast_precision_loss, reason = "dates are small")]
fn abbreviation(at: Timestamp) -> Option<String> {
    let options = Object::new();
    Reflect::set(&options, &"timeZoneName".into(), &"short".into()).ok()?;
    let date = Date::new(&JsValue::from_f64(at.as_secs() as f64 * 1000.0));
    ["en-GB", "en-US"].into_iter().find_map(|locale| {
        let format = Intl::DateTimeFormat::new(&Array::of1(&locale.into()), &options);
        format
            .format_to_parts(&date)
            .iter()
            .find_map(|part| {
                let get = |name: &str| Reflect::get(&part, &name.into()).ok()?.as_string();
                (get("type")? == "timeZoneName").then(|| get("value"))?
            })
            .filter(|label| !label.contains(['+', '-', '\u{2212}']))
    })
}
