//! The schedules that run into each other, pair by pair.

use crate::agenda::Entry;
use crate::calendar::overlap::{Overlap, Overlaps};
use crate::foreign;
use crate::schedule::times;
use crate::schedule::zone::LocalZone;
use leptos::prelude::*;
use quartz_cron::Timestamp;
use std::sync::Arc;

/// Pairs that are shown at once; the others fold away.
const SHOWN: usize = 5;
/// Pairs that are listed at all.
const LISTED: usize = 200;

#[component]
pub fn OverlapList(
    overlaps: Arc<Overlaps>,
    entries: Arc<Vec<Entry>>,
    zone: Arc<LocalZone>,
) -> impl IntoView {
    let pair = |pair: &Overlap| {
        let title = |of: usize| {
            entries
                .get(of)
                .map_or_else(String::new, |entry| foreign::line(&entry.title))
        };
        view! {
            <li>
                <p>
                    <strong>
                        <bdi>{title(pair.of.0)}</bdi>
                    </strong>
                    " and "
                    <strong>
                        <bdi>{title(pair.of.1)}</bdi>
                    </strong>
                </p>
                <p class="dim">{told(pair, &zone)}</p>
            </li>
        }
        .into_any()
    };
    let (first, more) = overlaps.pairs.split_at(overlaps.pairs.len().min(SHOWN));
    let rest = more.len().saturating_sub(LISTED);
    let until = day(overlaps.until);
    view! {
        {overlaps.pairs.is_empty().then(|| view! { <p>"No run meets another."</p> }.into_any())}
        <ul class="stack">{first.iter().map(pair).collect_view()}</ul>
        {(!more.is_empty())
            .then(|| {
                view! {
                    <details>
                        <summary>{format!("{} more pairs", more.len())}</summary>
                        <ul class="stack">{more.iter().take(LISTED).map(pair).collect_view()}</ul>
                        {(rest > 0)
                            .then(|| {
                                view! { <p class="dim">{format!("{rest} pairs more are not listed.")}</p> }.into_any()
                            })}
                    </details>
                }
                    .into_any()
            })}
        <p class="dim">{format!("Looked for until {until}; what meets for less than a minute is left out.")}</p>
    }
}

/// `Sun 25 Oct, 01:30 to 01:52 UTC, 22 min. 6 times.`
fn told(pair: &Overlap, zone: &LocalZone) -> String {
    let (from, to) = (pair.from.civil(0), pair.to.civil(0));
    let local = match zone.is_utc() {
        true => String::new(),
        false => format!(" ({})", zone.clock(pair.from)),
    };
    let often = match pair.times {
        1 => "Once.".to_owned(),
        n => format!("{n} times, {} in all.", times::span(pair.secs)),
    };
    format!(
        "First on {}, {} to {} UTC{local}, {}. {often}",
        day(pair.from),
        times::clock(from),
        times::clock(to),
        times::span(pair.to.as_secs() - pair.from.as_secs()),
    )
}

fn day(at: Timestamp) -> String {
    times::full_date(at.civil(0))
}
