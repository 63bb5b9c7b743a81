//! The figures above the list.

use super::desk::Desk;
use crate::components::when::When;
use crate::recovery::Name;
use crate::recovery::stock::{Stock, Told};
use crate::recovery::store::Readiness;
use crate::schedule::times;
use leptos::prelude::*;
use quartz_cron::Timestamp;

/// In the place of a figure while a store has not answered.
const NOT_READ: &str = "Not read yet";
/// Beside the figures that are known, where there may be more.
const IN_PART: &str = "Not everything could be read";

/// Four answers before the list.
#[component]
pub fn StockStrip(stock: Memo<Stock>, desk: Desk) -> impl IntoView {
    let now = desk.now.coarse();
    let moment = move |at: Option<Timestamp>| match (stock.with(|stock| stock.told), at) {
        (Told::NotYet, _) => unknown(NOT_READ),
        (_, Some(at)) => {
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
        (Told::InPart, None) => unknown(IN_PART),
        (Told::Wholly, None) => figure("None", "No backup can be restored"),
    };
    let points = move || {
        let stock = stock.get();
        let note = match (stock.told, stock.points, stock.broken) {
            (Told::NotYet, ..) => return unknown(NOT_READ),
            (Told::InPart, 0, 0) => return unknown(IN_PART),
            (Told::InPart, ..) => IN_PART.to_owned(),
            (Told::Wholly, 0, 0) => "No backup was made yet".to_owned(),
            (Told::Wholly, _, 0) => "All of them can be restored".to_owned(),
            (Told::Wholly, _, n) => format!("and {n} that cannot be restored"),
        };
        figure(&stock.points.to_string(), &note)
    };
    let ready = move || {
        desk.live.known().with(|known| {
            let stores = known.listed_stores();
            let is_ready = |name: &Name| known.readiness.get(name) == Some(&Readiness::Ready);
            let ready = stores.iter().filter(|store| is_ready(&store.name)).count();
            let is_open =
                |name: &Name| matches!(known.readiness.get(name), None | Some(Readiness::Checking));
            let open = stores.iter().filter(|store| is_open(&store.name)).count();
            let default = stores.iter().find(|store| store.is_default);
            let note = match (open, default) {
                (1.., _) => format!("{open} not checked yet"),
                (0, Some(default)) => format!("{} is the default store", default.name),
                (0, None) => "None is the default store".to_owned(),
            };
            figure(&format!("{ready} of {} ready", stores.len()), &note)
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

fn figure(figure: &str, note: &str) -> AnyView {
    let (figure, note) = (figure.to_owned(), note.to_owned());
    view! { <dd>{figure} <small class="dim">{note}</small></dd> }.into_any()
}

fn unknown(why: &str) -> AnyView {
    figure("–", why)
}
