//! The table of backups with its filter.

use super::desk::{Desk, Opened};
use crate::browser::clock;
use crate::components::backup_table::{BackupIntent, BackupTable};
use crate::components::blank::{Blank, Bones};
use crate::components::icon::{Glyph, Icon};
use crate::live::LiveTasks;
use crate::paths::Page;
use crate::recovery::Name;
use crate::recovery::shelf::{self, Filter, Sort};
use crate::recovery::stock::Told;
use crate::route::Route;
use crate::schedule::times;
use crate::task::TaskId;
use leptos::prelude::*;

/// The backups, filtered and sorted by the address.
#[component]
pub fn Shelves(desk: Desk, told: Memo<Told>) -> impl IntoView {
    let route = Route::expect();
    let tasks = LiveTasks::expect().tasks();
    let known = desk.live.known();
    let all = Memo::new(move |_| {
        let tasks = tasks.get().unwrap_or_default();
        known.with(|known| shelf::rows(known.all_backups(), &tasks))
    });
    let filter = Memo::new(move |_| Filter {
        text: route.query("q").unwrap_or_default(),
        store: route.query("store").as_deref().and_then(Name::new),
    });
    let sort = Memo::new(move |_| {
        let slug = route.query("sort");
        slug.as_deref()
            .and_then(Sort::from_slug)
            .unwrap_or_default()
    });
    let rows = Memo::new(move |_| all.with(|all| shelf::shown(all, &filter.get(), sort.get())));
    let total = Memo::new(move |_| all.with(Vec::len));
    let on_sort = move |sort: Sort| {
        let slug = (sort != Sort::default()).then(|| sort.slug());
        route.set_query(&[("sort", slug.as_deref())]);
    };
    let has_rows = Memo::new(move |_| rows.with(|rows| !rows.is_empty()));
    view! {
        <section class="stack" aria-labelledby="backups-h">
            <h2 id="backups-h" class="sr">
                "Restore points"
            </h2>
            <FilterBar desk filter />
            {move || {
                if has_rows.get() {
                    view! {
                        <BackupTable
                            rows
                            total
                            sort
                            on_sort
                            now=desk.now.coarse()
                            zone=desk.now.zone()
                            missing=desk.missing
                            on_intent=move |intent: BackupIntent| desk.take(intent)
                            href=|id: &TaskId| Page::Task(id.clone()).href()
                        />
                    }
                        .into_any()
                } else if told.get() == Told::NotYet {
                    view! { <Bones label="Loading the backups" rows=5 /> }.into_any()
                } else {
                    view! { <NoRows desk total told filter /> }.into_any()
                }
            }}
        </section>
    }
}

#[component]
fn FilterBar(desk: Desk, filter: Memo<Filter>) -> impl IntoView {
    let route = Route::expect();
    let known = desk.live.known();
    let stores = Memo::new(move |_| {
        known.with(|known| {
            let stores = known.listed_stores().iter();
            stores.map(|store| store.name.clone()).collect::<Vec<_>>()
        })
    });
    let age = move || {
        desk.now.second().track();
        let read_at = known.with(|known| known.stores.read_at)?;
        let secs = clock::now(0).as_secs() - read_at.as_secs();
        Some(match secs {
            ..5 => "Updated just now".to_owned(),
            secs => format!("Updated {} ago", times::span(secs - secs % 5)),
        })
    };
    let options = move || {
        let chosen = filter.with_untracked(|filter| filter.store.clone());
        let option = |name: Name| {
            let is_chosen = chosen.as_ref() == Some(&name);
            let (value, label) = (name.as_str().to_owned(), name.to_string());
            view! {
                <option value=value selected=is_chosen>
                    {label}
                </option>
            }
            .into_any()
        };
        stores.get().into_iter().map(option).collect_view()
    };
    let non_empty = |text: String| (!text.is_empty()).then_some(text);
    view! {
        <div class="row" role="search">
            <div class="search">
                <Glyph icon=Icon::Search />
                <input
                    class="input"
                    type="search"
                    aria-label="Filter backups"
                    placeholder="Filter backups"
                    prop:value=move || filter.get().text
                    on:input:target=move |ev| {
                        let text = non_empty(ev.target().value());
                        route.set_query(&[("q", text.as_deref())]);
                    }
                />
            </div>
            <select
                class="input"
                data-fit=""
                aria-label="Store"
                on:change:target=move |ev| {
                    let store = non_empty(ev.target().value());
                    route.set_query(&[("store", store.as_deref())]);
                }
            >
                <option value="" selected=move || filter.get().store.is_none()>
                    "All stores"
                </option>
                {options}
            </select>
            <p class="push row">
                <small>{age}</small>
                <button
                    type="button"
                    class="button"
                    data-kind="quiet"
                    data-size="small"
                    aria-busy=move || desk.live.is_asking().get().then_some("true")
                    on:click=move |_| desk.refresh()
                >
                    "Refresh"
                </button>
            </p>
        </div>
    }
}

/// Nothing to list: because of the filter, or because there is nothing.
#[component]
fn NoRows(desk: Desk, total: Memo<usize>, told: Memo<Told>, filter: Memo<Filter>) -> impl IntoView {
    let route = Route::expect();
    move || {
        match (total.get(), filter.with(Filter::is_empty)) {
        (0, _) if told.get() == Told::InPart => view! {
            <Blank
                icon=Icon::Fail
                heading="No backup could be read"
                text="That says nothing about what lies in the stores. The page reads them again by itself."
            />
        }
        .into_any(),
        (0, _) | (_, true) => view! {
            <Blank
                icon=Icon::Box
                heading="No backup in any store"
                text="If the portal is lost today, nothing can be restored. Make a backup now, or a schedule that makes them."
            >
                <button
                    type="button"
                    class="button"
                    data-kind="primary"
                    disabled=move || desk.missing.get().is_some()
                    on:click=move |_| desk.open(Opened::BackUp)
                >
                    "Back up now"
                </button>
                <a class="button" href=Page::NewSchedule.href()>
                    "New schedule"
                </a>
            </Blank>
        }
        .into_any(),
        (n, false) => {
            let text = match n {
                1 => "One backup is hidden by the filter.".to_owned(),
                n => format!("{n} backups are hidden by the filter."),
            };
            view! {
                <Blank icon=Icon::Search heading="No backup fits the filter" text>
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| route.set_query(&[("q", None), ("store", None)])
                    >
                        "Clear the filter"
                    </button>
                </Blank>
            }
            .into_any()
        }
    }
    }
}
