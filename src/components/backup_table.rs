//! The table of backups: how old each is, how long it stays, what made it.

use super::icon::{Glyph, Icon};
use super::more_menu::{Entry, MoreMenu, menu_id};
use super::sort_head::SortHead;
use super::when::When;
use crate::foreign;
use crate::listing::by_column::Columns as _;
use crate::recovery::backup::{self, Backup, Expiry, State};
use crate::recovery::origin::Origin;
use crate::recovery::shelf::{Column, Identity, Row, Sort};
use crate::schedule::times;
use crate::schedule::zone::LocalZone;
use crate::task::TaskId;
use leptos::prelude::*;
use quartz_cron::Timestamp;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What a person wants done with a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackupIntent {
    Restore(Backup),
    ChangeExpiry(Backup),
    Delete(Backup),
}

/// The table "Backups".
#[component]
pub fn BackupTable(
    rows: Memo<Vec<Row>>,
    /// How many there are in all.
    total: Memo<usize>,
    sort: Memo<Sort>,
    #[prop(into)] on_sort: Callback<Sort>,
    now: Memo<Timestamp>,
    zone: ReadSignal<Arc<LocalZone>>,
    /// What the account would need to do something with a backup, where it lacks that.
    missing: Memo<Option<&'static str>>,
    #[prop(into)] on_intent: Callback<BackupIntent>,
    /// The address of a task's page.
    href: fn(&TaskId) -> String,
) -> impl IntoView {
    let head = move |by: Column, label: &'static str, is_wide: bool| {
        let direction = Memo::new(move |_| {
            let sort = sort.get();
            (sort.by == by).then_some(sort.is_descending)
        });
        let on_click = move |()| on_sort.run(sort.get_untracked().clicked(by));
        view! { <SortHead label column=by.slug() direction on_click is_wide /> }.into_any()
    };
    // No documented release tells a size: a column of dashes would say nothing.
    let has_sizes =
        Memo::new(move |_| rows.with(|rows| rows.iter().any(|row| row.backup.size.is_some())));
    let known = Memo::new(move |_| {
        let identified = |row: &Row| (row.identity(), row.clone());
        rows.with(|rows| rows.iter().map(identified).collect())
    });
    let count = move || {
        let (shown, all) = (rows.with(Vec::len), total.get());
        format!(
            "{shown} of {all} {}",
            if all == 1 { "backup" } else { "backups" }
        )
    };
    view! {
        <div class="sheet">
            <table role="table" aria-label="Backups">
                <thead role="rowgroup">
                    <tr role="row">
                        {head(Column::Name, "Backup", false)} {head(Column::Age, "Age", false)}
                        {head(Column::Expiry, "Expires", false)} {head(Column::Origin, "Made by", false)}
                        {head(Column::Store, "Store", true)}
                        {move || has_sizes.get().then(|| head(Column::Size, "Size", true))}
                        <th role="columnheader" scope="col" data-column="more">
                            <span class="sr">"More"</span>
                        </th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <For each=move || rows.get() key=Row::identity let:row>
                        <BackupRow first=row known now zone has_sizes missing on_intent href />
                    </For>
                </tbody>
            </table>
            <footer>
                <span>{count}</span>
            </footer>
        </div>
    }
}

/// Stays while its backup is listed, whatever else is learnt of it: its menu may be open.
#[component]
fn BackupRow(
    /// As the backup was when its row came.
    first: Row,
    known: Memo<FxHashMap<Identity, Row>>,
    now: Memo<Timestamp>,
    zone: ReadSignal<Arc<LocalZone>>,
    has_sizes: Memo<bool>,
    missing: Memo<Option<&'static str>>,
    on_intent: Callback<BackupIntent>,
    href: fn(&TaskId) -> String,
) -> impl IntoView {
    let (name, store) = (first.backup.name.clone(), first.backup.store.to_string());
    let identity = first.identity();
    let row = Memo::new(move |_| {
        let now = known.with(|known| known.get(&identity).cloned());
        now.unwrap_or_else(|| first.clone())
    });
    let backup = Memo::new(move |_| row.get().backup);
    let origin = Memo::new(move |_| row.get().origin);
    let broken = Memo::new(move |_| backup.with(|backup| not_restorable(&backup.state)));
    let about = move || {
        let about = backup.with(|backup| backup.description.as_deref().map(foreign::line))?;
        let about = view! {
            <small>
                <bdi>{about}</bdi>
            </small>
        };
        Some(about.into_any())
    };
    let size = move || {
        let size = backup.with(|backup| backup.size);
        size.map_or_else(|| "–".to_owned(), backup::size)
    };
    let fold = format!("in {store}");
    view! {
        <tr role="row" data-off=move || broken.get().map(|_| "")>
            <th role="rowheader" class="head" scope="row">
                <bdi>{name.to_string()}</bdi>
                {about}
                {move || {
                    broken
                        .get()
                        .map(|broken| {
                            view! {
                                <span class="state" data-state="failed">
                                    <Glyph icon=Icon::Fail />
                                    {broken}
                                </span>
                            }
                                .into_any()
                        })
                }}
                <small class="fold">{fold}</small>
            </th>
            <td role="cell" data-name="Age">
                {move || view! { <Age at=backup.get().point() now zone /> }.into_any()}
            </td>
            <td role="cell" data-name="Expires">
                {move || view! { <Expires backup=backup.get() now zone /> }.into_any()}
            </td>
            <td role="cell" data-name="Made by">
                {move || view! { <MadeBy origin=origin.get() href /> }.into_any()}
            </td>
            <td role="cell" class="wide" data-name="Store">
                <span>
                    <bdi>{store}</bdi>
                </span>
            </td>
            {move || {
                has_sizes
                    .get()
                    .then(|| {
                        view! {
                            <td role="cell" class="wide" data-name="Size">
                                <span>{size}</span>
                            </td>
                        }
                            .into_any()
                    })
            }}
            <td role="cell" class="more">
                {menu(backup, missing, on_intent)}
            </td>
        </tr>
    }
}

fn not_restorable(state: &State) -> Option<String> {
    match state {
        State::Completed => None,
        State::Other(word) => Some(format!("Not restorable: {}", foreign::line(word))),
        State::NotTold => Some("Not restorable: its state is not told".to_owned()),
    }
}

/// A moment on the second line of a cell.
#[component]
fn Moment(at: Timestamp, now: Memo<Timestamp>, zone: ReadSignal<Arc<LocalZone>>) -> impl IntoView {
    view! {
        <small>
            {move || {
                let this_year = now.with(|now| now.civil(0).year);
                view! { <When at this_year zone=zone.get() /> }.into_any()
            }}
        </small>
    }
}

#[component]
fn Age(
    at: Option<Timestamp>,
    now: Memo<Timestamp>,
    zone: ReadSignal<Arc<LocalZone>>,
) -> impl IntoView {
    match at {
        Some(at) => view! {
            <span>{move || times::span((now.get().as_secs() - at.as_secs()).max(0))}</span>
            <Moment at now zone />
        }
        .into_any(),
        None => view! { <span class="dim">"Not told"</span> }.into_any(),
    }
}

#[component]
fn Expires(
    backup: Backup,
    now: Memo<Timestamp>,
    zone: ReadSignal<Arc<LocalZone>>,
) -> impl IntoView {
    match backup.expiry {
        Expiry::Never => view! { <span>"Never"</span> }.into_any(),
        Expiry::NotTold => view! { <span class="dim">"Not told"</span> }.into_any(),
        Expiry::At(at) => {
            let is_over = Memo::new(move |_| backup.is_expired(now.get()));
            view! {
                {move || {
                    if is_over.get() {
                        view! {
                            <span class="state" data-state="late">
                                <Glyph icon=Icon::Clock />
                                "Past, deleted soon"
                            </span>
                        }
                            .into_any()
                    } else {
                        view! { <span>{move || times::relative(at, now.get())}</span> }.into_any()
                    }
                }}
                <Moment at now zone />
            }
            .into_any()
        }
    }
}

#[component]
fn MadeBy(origin: Origin, href: fn(&TaskId) -> String) -> impl IntoView {
    match origin {
        Origin::Hand => view! { <span>"By hand"</span> }.into_any(),
        Origin::Schedule { id, title } => view! {
            <a href=href(&id)>
                <bdi>{foreign::line(&title)}</bdi>
            </a>
            <small>"By its name"</small>
        }
        .into_any(),
        Origin::OneOf(n) => view! {
            <span>"A schedule"</span>
            <small>{format!("One of {n} with this name")}</small>
        }
        .into_any(),
        Origin::SomeSchedule => view! {
            <span>"A schedule"</span>
            <small>"Not in the list of tasks"</small>
        }
        .into_any(),
        Origin::Other(Some(word)) => view! { <span>{foreign::line(&word)}</span> }.into_any(),
        Origin::Other(None) => view! { <span class="dim">"Not told"</span> }.into_any(),
    }
}

/// "More for <name>".
fn menu(
    backup: Memo<Backup>,
    missing: Memo<Option<&'static str>>,
    on_intent: Callback<BackupIntent>,
) -> AnyView {
    let (id, name) = backup.with_untracked(|backup| {
        let id = menu_id("backup", &(&backup.store, &backup.name));
        (id, backup.name.to_string())
    });
    let can_be_restored = Memo::new(move |_| backup.with(Backup::can_be_restored));
    let entry = move |icon: Icon, word: &'static str, intent: fn(Backup) -> BackupIntent| {
        let act = Callback::new(move |()| on_intent.run(intent(backup.get_untracked())));
        Entry::Do(icon, word, act)
    };
    let entries = move |()| {
        if let Some(missing) = missing.get() {
            return vec![Entry::Remark(format!("{missing}.").into())];
        }
        let restore = if can_be_restored.get() {
            entry(Icon::Back, "Restore", BackupIntent::Restore)
        } else {
            Entry::Remark("It was not completed and cannot be restored.".into())
        };
        vec![
            restore,
            entry(Icon::Calendar, "Change expiry", BackupIntent::ChangeExpiry),
            entry(Icon::Trash, "Delete", BackupIntent::Delete),
        ]
    };
    view! { <MoreMenu id name entries /> }.into_any()
}
