//! The table of tasks: what each is, when it ran, when it runs next.

use super::icon::{Glyph, Icon};
use super::task_row::{Intent, TaskRow, UnreadableRow};
use crate::listing::{Column, Sort};
use crate::schedule::zone::LocalZone;
use crate::task::{Listed, Task, TaskId};
use leptos::prelude::*;
use quartz_cron::Timestamp;
use std::collections::HashSet;
use std::sync::Arc;

/// Rows that are added at a time: more would keep the page from answering.
const AT_A_TIME: usize = 100;

/// A column's head: a button that orders by it.
#[component]
fn Head(
    by: Column,
    label: &'static str,
    sort: Memo<Sort>,
    on_sort: Callback<Sort>,
    /// Folded under the title where there is little room.
    #[prop(optional)]
    is_wide: bool,
) -> impl IntoView {
    let direction = move || {
        let sort = sort.get();
        (sort.by == by).then_some(if sort.is_descending {
            "descending"
        } else {
            "ascending"
        })
    };
    view! {
        <th role="columnheader" scope="col" class:wide=is_wide data-column=by.slug() aria-sort=direction>
            <button type="button" on:click=move |_| on_sort.run(sort.get_untracked().clicked(by))>
                {label}
                {move || {
                    direction()
                        .map(|direction| {
                            view! { <Glyph icon=if direction == "ascending" { Icon::Up } else { Icon::Down } /> }
                                .into_any()
                        })
                }}
            </button>
        </th>
    }
}

/// The table "Tasks".
#[component]
pub fn TaskTable(
    tasks: Memo<Arc<Vec<Listed>>>,
    /// Positions in `tasks` of the rows to show, in order.
    shown: Memo<Vec<usize>>,
    sort: Memo<Sort>,
    #[prop(into)] on_sort: Callback<Sort>,
    now: Memo<Timestamp>,
    zone: ReadSignal<Arc<LocalZone>>,
    /// Tasks whose state is being changed.
    busy: ReadSignal<HashSet<TaskId>>,
    #[prop(into)] on_intent: Callback<Intent>,
    /// The address of a task's page.
    href: fn(&TaskId) -> String,
) -> impl IntoView {
    let limit = RwSignal::new(AT_A_TIME);
    // A key that holds the whole task: a row is built anew exactly when its task has changed.
    let rows = Memo::new(move |_| {
        let tasks = tasks.get();
        shown.with(|shown| {
            let rows = shown.iter().take(limit.get());
            rows.filter_map(|i| Some((*i, tasks.get(*i)?.clone())))
                .collect::<Vec<_>>()
        })
    });
    let row = move |(_, listed): (usize, Listed)| match listed {
        Listed::Task(task) => {
            view! { <TaskRow task=Task::clone(&task) now zone busy on_intent href /> }.into_any()
        }
        Listed::Unreadable { title, why, raw } => {
            view! { <UnreadableRow title why raw on_intent /> }.into_any()
        }
    };
    let hidden = move || shown.with(Vec::len).saturating_sub(limit.get());
    view! {
        <div class="sheet">
            <table role="table" aria-label="Tasks">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col" data-column="enabled">
                            <span class="sr">"Enabled"</span>
                        </th>
                        <Head by=Column::Title label="Title" sort on_sort />
                        <th role="columnheader" scope="col" data-column="schedule">
                            "Schedule"
                        </th>
                        <Head by=Column::NextRun label="Next run" sort on_sort />
                        <Head by=Column::LastRun label="Last run" sort on_sort />
                        <Head by=Column::Keeps label="Keeps" sort on_sort is_wide=true />
                        <Head by=Column::Store label="Store" sort on_sort is_wide=true />
                        <th role="columnheader" scope="col" data-column="more">
                            <span class="sr">"More"</span>
                        </th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <For each=move || rows.get() key=|(i, listed)| (*i, fingerprint(listed)) children=row />
                </tbody>
            </table>
            <footer>
                <span>
                    {move || {
                        let (shown, all) = (shown.with(Vec::len), tasks.with(|tasks| tasks.len()));
                        format!("{} of {all} {}", shown, if all == 1 { "task" } else { "tasks" })
                    }}
                </span>
                <Show when=move || hidden() != 0>
                    <button
                        type="button"
                        class="button"
                        data-size="small"
                        on:click=move |_| limit.update(|limit| *limit += AT_A_TIME)
                    >
                        {move || format!("Show {} more", hidden().min(AT_A_TIME))}
                    </button>
                </Show>
            </footer>
        </div>
    }
}

/// All that a row shows of a task comes from its JSON.
fn fingerprint(listed: &Listed) -> Arc<str> {
    match listed {
        Listed::Task(task) => Arc::clone(&task.raw),
        Listed::Unreadable { raw, .. } => Arc::clone(raw),
    }
}
