//! A moment, the way this page always tells it: UTC first, then local time with its own letters.

use crate::schedule::times;
use crate::schedule::zone::LocalZone;
use leptos::prelude::*;
use quartz_cron::Timestamp;
use std::sync::Arc;

/// `Sat 24 Oct, 04:00 UTC · 06:00 CEST`.
#[component]
pub fn When(
    at: Timestamp,
    /// The year that need not be told.
    this_year: i32,
    zone: Arc<LocalZone>,
) -> impl IntoView {
    let utc = at.civil(0);
    let local = (!zone.is_utc()).then(|| zone.clock(at));
    view! {
        <time datetime=times::iso(at)>
            <span class="when">{format!("{}, {} UTC", times::date(utc, this_year), times::clock(utc))}</span>
            {local.map(|local| view! { <span class="when">{format!(" · {local}")}</span> }.into_any())}
        </time>
    }
}
