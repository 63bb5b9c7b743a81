//! The table of backups: how old each is, how long it stays, what made it.

use super::icon::{Glyph, Icon};
use super::more_menu::{Entry, MoreMenu, menu_id};
use super::sort_head::SortHead;
use super::when::When;
use crate::foreign;
use crate::listing::by_column::Columns as _;
use crate::recovery::backup::{self, Backup, Expiry, State};
use crate::recovery::origin::Origin;
use crate::recovery::shelf::{Column, Row, Sort};
use crate::schedule::times;
use crate::schedule::zone::LocalZone;
use crate::task::TaskId;
use leptos::prelude::*;
use quartz_cron::Timestamp;
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
                    <For each=move || rows.get() key=Row::clone let:row>
                        <BackupRow row now zone has_sizes missing on_intent href />
                    </For>
                </tbody>
            </table>
            <footer>
                <span>{count}</span>
            </footer>
        </div>
    }
}

#[component]
fn BackupRow(
    row: Row,
    now: Memo<Timestamp>,
    zone: ReadSignal<Arc<LocalZone>>,
    has_sizes: Memo<bool>,
    missing: Memo<Option<&'static str>>,
    on_intent: Callback<BackupIntent>,
    href: fn(&TaskId) -> String,
) -> impl IntoView {
    let Row { backup, origin } = row;
    let broken = match &backup.state {
        State::Completed => None,
        State::Other(word) => Some(format!("Not restorable: {}", foreign::line(word))),
        State::NotTold => Some("Not restorable: its state is not told".to_owned()),
    };
    let is_broken = broken.is_some();
    let about = backup.description.as_deref().map(foreign::line);
    let fold = format!("in {}", backup.store);
    let size = backup.size.map_or_else(|| "–".to_owned(), backup::size);
    view! {
        <tr role="row" data-off=is_broken.then_some("")>
            <th role="rowheader" class="head" scope="row">
                <bdi>{backup.name.to_string()}</bdi>
                {about
                    .map(|about| {
                        view! {
                            <small>
                                <bdi>{about}</bdi>
                            </small>
                        }
                            .into_any()
                    })}
                {broken
                    .map(|broken| {
                        view! {
                            <span class="state" data-state="failed">
                                <Glyph icon=Icon::Fail />
                                {broken}
                            </span>
                        }
                            .into_any()
                    })}
                <small class="fold">{fold}</small>
            </th>
            <td role="cell" data-name="Age">
                <Age at=backup.point() now zone />
            </td>
            <td role="cell" data-name="Expires">
                <Expires backup=backup.clone() now zone />
            </td>
            <td role="cell" data-name="Made by">
                <MadeBy origin href />
            </td>
            <td role="cell" class="wide" data-name="Store">
                <span>
                    <bdi>{backup.store.to_string()}</bdi>
                </span>
            </td>
            {move || {
                has_sizes
                    .get()
                    .then(|| {
                        view! {
                            <td role="cell" class="wide" data-name="Size">
                                <span>{size.clone()}</span>
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
    backup: Backup,
    missing: Memo<Option<&'static str>>,
    on_intent: Callback<BackupIntent>,
) -> AnyView {
    let id = menu_id("backup", &(&backup.store, &backup.name));
    let name = backup.name.to_string();
    let entry = move |icon: Icon, word: &'static str, intent: BackupIntent| {
        Entry::Do(
            icon,
            word,
            Callback::new(move |()| on_intent.run(intent.clone())),
        )
    };
    let entries = move |()| {
        if let Some(missing) = missing.get() {
            return vec![Entry::Remark(format!("{missing}.").into())];
        }
        let restore = if backup.can_be_restored() {
            entry(Icon::Back, "Restore", BackupIntent::Restore(backup.clone()))
        } else {
            Entry::Remark("It was not completed and cannot be restored.".into())
        };
        vec![
            restore,
            entry(
                Icon::Calendar,
                "Change expiry",
                BackupIntent::ChangeExpiry(backup.clone()),
            ),
            entry(Icon::Trash, "Delete", BackupIntent::Delete(backup.clone())),
        ]
    };
    view! { <MoreMenu id name entries /> }.into_any()
}
