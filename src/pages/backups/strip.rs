//! The figures above the list.

use super::desk::Desk;
use crate::components::when::When;
use crate::recovery::Name;
use crate::recovery::stock::Stock;
use crate::recovery::store::Readiness;
use crate::schedule::times;
use leptos::prelude::*;
use quartz_cron::Timestamp;

/// Four answers before the list.
#[component]
pub fn StockStrip(stock: Memo<Stock>, desk: Desk) -> impl IntoView {
    let now = desk.now.coarse();
    let moment = move |at: Option<Timestamp>| match at {
        Some(at) => {
            let this_year = now.with(|now| now.civil(0).year);
            let zone = desk.now.zone().get();
            view! {
                <dd>
                    {times::span((now.get().as_secs() - at.as_secs()).max(0))} " ago" <small class="dim">
                        <When at this_year zone />
                    </small>
                </dd>
            }
            .into_any()
        }
        None => view! { <dd>"None" <small class="dim">"No backup can be restored"</small></dd> }
            .into_any(),
    };
    let points = move || {
        let Stock { points, broken, .. } = stock.get();
        let note = match (points, broken) {
            (0, 0) => "No backup was made yet".to_owned(),
            (_, 0) => "All of them can be restored".to_owned(),
            (_, n) => format!("and {n} that cannot be restored"),
        };
        view! { <dd>{points} <small class="dim">{note}</small></dd> }.into_any()
    };
    let ready = move || {
        desk.live.known().with(|known| {
            let stores = known.listed_stores();
            let is_ready = |name: &Name| known.readiness.get(name) == Some(&Readiness::Ready);
            let ready = stores.iter().filter(|store| is_ready(&store.name)).count();
            let default = stores.iter().find(|store| store.is_default);
            let note = match default {
                Some(default) => format!("{} is the default store", default.name),
                None => "None is the default store".to_owned(),
            };
            let told = format!("{ready} of {} ready", stores.len());
            view! { <dd>{told} <small class="dim">{note}</small></dd> }.into_any()
        })
    };
    view! {
        <dl class="strip">
            <div>
                <dt>"Restore points"</dt>
                {points}
            </div>
            <div>
                <dt>"Newest"</dt>
                {move || moment(stock.get().newest)}
            </div>
            <div>
                <dt>"Oldest"</dt>
                {move || moment(stock.get().oldest)}
            </div>
            <div>
                <dt>"Stores"</dt>
                {ready}
            </div>
        </dl>
    }
}
