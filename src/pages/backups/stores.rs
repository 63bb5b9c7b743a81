//! The stores, beneath the backups.

use super::desk::Desk;
use crate::components::blank::Blank;
use crate::components::icon::Icon;
use crate::components::store_list::{StoreList, StoreRow};
use crate::live::LiveTasks;
use crate::recovery::Name;
use crate::recovery::store::{Readiness, Store};
use crate::task::{Listed, Task};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The stores and whether they can be written to.
#[component]
pub fn Stores(desk: Desk) -> impl IntoView {
    let tasks = LiveTasks::expect().tasks();
    let known = desk.live.known();
    let rows = Memo::new(move |_| {
        let tasks = tasks.get();
        let writers = |name: &Name| {
            let writes = |task: &&Task| {
                let store = task
                    .backup
                    .as_ref()
                    .and_then(|backup| backup.store.as_deref());
                store == Some(name.as_str())
            };
            let tasks = tasks.as_ref()?;
            Some(tasks.iter().filter_map(Listed::task).filter(writes).count())
        };
        known.with(|known| {
            let row = |store: &Store| StoreRow {
                readiness: known
                    .readiness
                    .get(&store.name)
                    .cloned()
                    .unwrap_or(Readiness::Checking),
                backups: known
                    .backups
                    .get(&store.name)
                    .and_then(|held| held.value.as_ref())
                    .map(|list| list.items.len()),
                schedules: writers(&store.name),
                store: store.clone(),
            };
            known.listed_stores().iter().map(row).collect::<Vec<_>>()
        })
    });
    let has_rows = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    let check = move |_| spawn_local(desk.live.read_stores(0));
    view! {
        <section class="stack" aria-labelledby="stores-h">
            <div class="row">
                <h2 id="stores-h">"Backup stores"</h2>
                <button type="button" class="button push" data-size="small" on:click=check>
                    "Check again"
                </button>
            </div>
            {move || {
                if has_rows.get() {
                    view! { <StoreList rows /> }.into_any()
                } else {
                    view! {
                        <Blank
                            icon=Icon::Box
                            heading="No backup store is registered"
                            text="Without one no backup can be made. Register one in ArcGIS Enterprise Manager, under disaster recovery."
                        />
                    }
                        .into_any()
                }
            }}
        </section>
    }
}
