//! The stores, beneath the backups.

use super::desk::{Desk, Opened};
use crate::components::blank::Blank;
use crate::components::confirm::{Answer, Confirm, Question};
use crate::components::icon::{Glyph, Icon};
use crate::components::store_list::{StoreIntent, StoreList, StoreRow};
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
    let check = move |_| spawn_local(desk.live.check_stores(0));
    view! {
        <section class="stack" aria-labelledby="stores-h">
            <div class="row">
                <h2 id="stores-h">"Backup stores"</h2>
                <button type="button" class="button push" data-kind="quiet" data-size="small" on:click=check>
                    "Check again"
                </button>
                <button type="button" class="button" data-size="small" on:click=move |_| desk.open(Opened::Register)>
                    <Glyph icon=Icon::Plus />
                    "Register a store"
                </button>
            </div>
            {move || {
                if has_rows.get() {
                    view! { <StoreList rows on_intent=move |intent: StoreIntent| desk.take_store(intent) /> }.into_any()
                } else {
                    view! {
                        <Blank
                            icon=Icon::Box
                            heading="No backup store is registered"
                            text="Without one no backup can be made. On storage that held a store before, its backups are found again."
                        >
                            <button
                                type="button"
                                class="button"
                                data-kind="primary"
                                on:click=move |_| desk.open(Opened::Register)
                            >
                                "Register a store"
                            </button>
                        </Blank>
                    }
                        .into_any()
                }
            }}
        </section>
    }
}

/// "Unregister <store>?": what becomes of its backups and of the schedules that write to it.
#[component]
pub fn UnregisterDialog(desk: Desk) -> impl IntoView {
    let row = Memo::new(move |_| {
        desk.opened.with(|opened| match opened {
            Some(Opened::Unregister(row)) => Some(row.clone()),
            _ => None,
        })
    });
    let question = RwSignal::new(None);
    Effect::new(move |_| question.set(row.get().map(|row| ask(&row))));
    let on_answer = move |answer: Answer| {
        let asked = row.get_untracked();
        desk.close_if(|opened| matches!(opened, Opened::Unregister(_)));
        if let (Answer::Yes, Some(row)) = (answer, asked) {
            desk.unregister(row.store);
        }
    };
    view! { <Confirm question=question.read_only() on_answer /> }
}

fn ask(row: &StoreRow) -> Question {
    let backups = match row.backups {
        Some(0) => "It holds no backup.".to_owned(),
        Some(1) => "Its backup stays on the volume, but cannot be seen, restored or deleted until a store is registered on the same storage again.".to_owned(),
        Some(n) => format!("Its {n} backups stay on the volume, but cannot be seen, restored or deleted until a store is registered on the same storage again."),
        None => "Its backups stay on the volume, but cannot be seen, restored or deleted until a store is registered on the same storage again.".to_owned(),
    };
    let schedules = match row.schedules {
        None | Some(0) => None,
        Some(1) => Some("One schedule writes to it: its backups will fail.".to_owned()),
        Some(n) => Some(format!(
            "{n} schedules write to it: their backups will fail."
        )),
    };
    let default = row
        .store
        .is_default
        .then(|| "It is the default store, and there will be none.".to_owned());
    let remarks: Vec<String> = schedules.into_iter().chain(default).collect();
    Question {
        heading: format!("Unregister {}?", row.store.name),
        text: backups,
        remark: (!remarks.is_empty()).then(|| remarks.join(" ")),
        yes: "Unregister store",
        milder: None,
    }
}
