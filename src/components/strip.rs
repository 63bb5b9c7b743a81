//! The headline strip: four answers before the list.

use super::when::When;
use crate::overview::Overview;
use crate::schedule::times;
use crate::schedule::zone::LocalZone;
use leptos::prelude::*;
use quartz_cron::Timestamp;
use std::sync::Arc;

#[component]
pub fn Strip(
    overview: Memo<Overview>,
    now: Memo<Timestamp>,
    zone: ReadSignal<Arc<LocalZone>>,
) -> impl IntoView {
    let moment = move |at: Timestamp, title: String| {
        let this_year = now.with(|now| now.civil(0).year);
        view! {
            <small class="dim">
                <bdi>{title}</bdi>
                " · "
                <When at this_year zone=zone.get() />
            </small>
        }
        .into_any()
    };
    let told = move |moment_of: Option<(Timestamp, String)>,
                     none: &'static str,
                     hint: &'static str| {
        match moment_of {
            Some((at, title)) => {
                view! { <dd>{times::relative(at, now.get())} {moment(at, title)}</dd> }.into_any()
            }
            None => view! { <dd>{none} <small class="dim">{hint}</small></dd> }.into_any(),
        }
    };
    view! {
        <dl class="strip">
            <div>
                <dt>"Schedules"</dt>
                {move || {
                    let o = overview.get();
                    view! {
                        <dd>
                            {format!("{} active", o.active)}
                            <span class="dim">{format!(" · {} paused", o.paused)}</span>
                            <small class="dim">
                                {format!("{} back up, {} do not", o.backups, o.active + o.paused - o.backups)}
                            </small>
                        </dd>
                    }
                        .into_any()
                }}
            </div>
            <div>
                <dt>"Next backup"</dt>
                {move || told(overview.get().next_backup, "None", "No active schedule makes one")}
            </div>
            <div>
                <dt>"Last backup started"</dt>
                {move || told(overview.get().last_backup, "Never", "No schedule has run yet")}
            </div>
            <div>
                <dt>"Longest kept"</dt>
                {move || match overview.get().longest_kept_ms {
                    Some(ms) => {
                        view! { <dd>{times::span(ms / 1000)} <small class="dim">"by the active schedules"</small></dd> }
                            .into_any()
                    }
                    None => {
                        view! { <dd>"Nothing" <small class="dim">"No active schedule makes a backup"</small></dd> }
                            .into_any()
                    }
                }}
            </div>
        </dl>
    }
}
