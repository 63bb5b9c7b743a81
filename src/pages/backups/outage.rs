//! The portal is down because it restores a backup: what happens, for how long, and that nothing is
//! to be done.

use crate::browser::{clock, page};
use crate::components::icon::{Glyph, Icon};
use crate::live_recovery::LiveRecovery;
use crate::now::Now;
use crate::recovery::outage::Phase;
use crate::schedule::times;
use leptos::prelude::*;

/// In the place of the page, until the restore is over.
#[component]
pub fn OutageState() -> impl IntoView {
    let live = LiveRecovery::expect();
    let now = Now::expect();
    let outage = live.outage();
    page::set_title("Restoring");
    let elapsed = move || {
        now.second().track();
        let here = clock::now_ms() / 1000;
        outage.with(|outage| {
            outage
                .as_ref()
                .map(|outage| times::span(outage.elapsed(here)))
        })
    };
    let is_down = Memo::new(move |_| {
        outage.with(|outage| {
            outage
                .as_ref()
                .is_some_and(|outage| outage.phase == Phase::Down)
        })
    });
    let name =
        move || outage.with(|outage| outage.as_ref().map(|outage| outage.backup.to_string()));
    let phase = move || {
        if is_down.get() {
            "The portal is down while it restores. This is expected."
        } else {
            "The portal has begun. It goes down any moment."
        }
    };
    view! {
        <section class="panel blank" aria-labelledby="outage-h">
            <Glyph icon=Icon::Back />
            <h1 id="outage-h">"The portal is being restored"</h1>
            <p>
                "From " <strong>
                    <bdi>{name}</bdi>
                </strong> ". " <span role="status">{phase}</span>
            </p>
            <progress aria-labelledby="outage-h"></progress>
            <p class="elapsed" role="timer" aria-label="Time passed">
                {elapsed}
            </p>
            <p>
                "Nothing is to be done. This page asks every two seconds and comes back by itself; it may ask for your password then. A restore can take hours."
            </p>
        </section>
    }
}
