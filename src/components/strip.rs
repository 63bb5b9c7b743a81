//! The headline strip: four answers before the list.

use super::when::When;
use crate::foreign;
use crate::overview::Overview;
use crate::recovery::reach::Reach;
use crate::schedule::times;
use crate::schedule::zone::LocalZone;
use leptos::prelude::*;
use quartz_cron::Timestamp;
use std::sync::Arc;

#[component]
pub fn Strip(
    overview: Memo<Overview>,
    /// How far back the portal can be taken.
    reach: ReadSignal<Reach>,
    now: Memo<Timestamp>,
    zone: ReadSignal<Arc<LocalZone>>,
) -> impl IntoView {
    let moment = move |at: Timestamp, title: String| {
        let this_year = now.with(|now| now.civil(0).year);
        view! {
            <small class="dim">
                <bdi>{foreign::line(&title)}</bdi>
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
            None => answer(none, hint.to_owned()),
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
                <dt>"Oldest restore point"</dt>
                {move || match reach.get() {
                    Reach::Back { at, name, is_certain } => {
                        view! {
                            <dd>
                                {times::relative(at, now.get())} {moment(at, name.to_string())}
                                {(!is_certain)
                                    .then(|| {
                                        view! {
                                            <small class="dim">
                                                "A store could not be read; there may be an older one"
                                            </small>
                                        }
                                            .into_any()
                                    })}
                            </dd>
                        }
                            .into_any()
                    }
                    Reach::Nothing => answer("None", "No ready store holds a backup to restore".to_owned()),
                    Reach::NotRead => answer("–", "The stores are being read".to_owned()),
                    Reach::Unreadable(why) => answer("Not known", format!("The backups cannot be read. {why}")),
                }}
            </div>
        </dl>
    }
}

/// An answer that is no moment, and why.
fn answer(told: &'static str, why: String) -> AnyView {
    view! { <dd>{told} <small class="dim">{why}</small></dd> }.into_any()
}
