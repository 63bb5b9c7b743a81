//! The browser's time zones, asked of `Intl`, which alone knows them: the app carries no zone database.

use super::page;
use crate::schedule::zone::{LocalZone, offset_of, transitions};
use js_sys::{Array, Function, Intl, Object, Reflect};
use quartz_cron::{OffsetTable, Timestamp};
use wasm_bindgen::JsValue;

/// The table begins in 2020: no portal had scheduled tasks before.
const FIRST: i64 = 1_577_836_800;
/// Years of future that the table covers.
const FUTURE: i64 = 12;
const YEAR: i64 = 365 * 86_400;
/// No zone changes its clock twice within so many seconds and back to where it was.
const STEP: i64 = 20 * 86_400;

/// The zone that this browser is set to. UTC where the browser does not say.
pub fn local(now: Timestamp) -> LocalZone {
    own_name()
        .and_then(|name| named(&name, now))
        .unwrap_or_else(LocalZone::utc)
}

/// A zone by its IANA name, such as `Europe/Copenhagen`, as a table of offsets from 2020 to twelve years
/// from now. None where the browser does not know it.
pub fn named(name: &str, now: Timestamp) -> Option<LocalZone> {
    page::measured("zone", || {
        let offsets = Format::new("en-US", name, "longOffset")?;
        let mut known = true;
        let rows = transitions(FIRST, now.as_secs() + FUTURE * YEAR, STEP, |secs| {
            let offset = offsets.at(secs).as_deref().and_then(offset_of);
            known &= offset.is_some();
            offset.unwrap_or_default()
        });
        let labels = labels(name, &rows);
        let table = OffsetTable::new(rows).ok().filter(|_| known)?;
        Some(LocalZone::new(name.to_owned(), table, labels))
    })
}

/// The name of the zone that this browser is set to.
pub fn own_name() -> Option<String> {
    let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into()).ok()?.as_string()
}

/// The IANA names that this browser knows, sorted.
pub fn names() -> Vec<String> {
    let names = Intl::supported_values_of(Intl::SupportedValuesKey::TimeZone);
    Array::from(&names)
        .iter()
        .filter_map(|name| name.as_string())
        .collect()
}

/// One abbreviation for each different offset.
fn labels(zone: &str, rows: &[(Timestamp, i32)]) -> Vec<(i32, String)> {
    // British English knows the letters of Europe, American English those of America; what neither
    // knows (`GMT+5`) is left to the offset.
    let formats = ["en-GB", "en-US"].map(|locale| Format::new(locale, zone, "short"));
    let mut labels: Vec<(i32, String)> = Vec::new();
    // The newest use of an offset has the name in use now.
    for (at, offset) in rows.iter().rev() {
        if labels.iter().all(|(known, _)| known != offset) {
            let label = formats.iter().flatten().find_map(|format| {
                let label = format.at(at.as_secs())?;
                (!label.contains(['+', '-', '\u{2212}'])).then_some(label)
            });
            labels.extend(label.map(|label| (*offset, label)));
        }
    }
    labels
}

/// Writes the name that a zone has at an instant.
struct Format(Function);

impl Format {
    /// None where the browser does not know the zone.
    fn new(locale: &str, zone: &str, style: &str) -> Option<Self> {
        let options = Object::new();
        for (name, value) in [
            ("timeZone", zone),
            ("timeZoneName", style),
            ("year", "numeric"),
        ] {
            Reflect::set(&options, &name.into(), &value.into()).ok()?;
        }
        let class = Reflect::get(&js_sys::global(), &"Intl".into())
            .and_then(|intl| Reflect::get(&intl, &"DateTimeFormat".into()))
            .ok()?;
        // The binding of this constructor does not expect the error of an unknown zone.
        let arguments = Array::of2(&locale.into(), &options);
        let format = Reflect::construct(&Function::from(class), &arguments).ok()?;
        let format = Reflect::get(&format, &"format".into()).ok()?;
        Some(Self(Function::from(format)))
    }

    /// What stands behind the year: `GMT+02:00`, `CEST`.
    #[expect(clippy::cast_precision_loss, reason = "dates are small")]
    fn at(&self, secs: i64) -> Option<String> {
        let ms = JsValue::from_f64(secs as f64 * 1000.0);
        let text = self.0.call1(&JsValue::NULL, &ms).ok()?.as_string()?;
        text.split_once([' ', '\u{202f}'])
            .map(|(_, name)| name.trim().to_owned())
    }
}
