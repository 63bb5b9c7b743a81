//! The table of tasks: what each is, when it ran, when it runs next.

use super::sort_head::SortHead;
use super::task_row::{RowContext, TaskRow, UnreadableRow};
use super::virtual_rows::{Place, VirtualRows, row_count};
use crate::listing::by_column::Columns as _;
use crate::listing::{Column, Sort};
use crate::task::{Listed, Task, TaskId};
use leptos::prelude::*;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// The table "Tasks".
#[component]
pub fn TaskTable(
    tasks: Memo<Arc<Vec<Listed>>>,
    /// Positions in `tasks` of the rows to show, in order.
    shown: Memo<Vec<usize>>,
    sort: Memo<Sort>,
    #[prop(into)] on_sort: Callback<Sort>,
    context: RowContext,
) -> impl IntoView {
    let head = move |by: Column, label: &'static str, is_wide: bool| {
        let direction = Memo::new(move |_| {
            let sort = sort.get();
            (sort.by == by).then_some(sort.is_descending)
        });
        let on_click = move |()| on_sort.run(sort.get_untracked().clicked(by));
        view! { <SortHead label column=by.slug() direction on_click is_wide /> }.into_any()
    };
    let listed = move |i: usize| {
        let i = shown.with(|shown| shown.get(i).copied())?;
        tasks.with(|tasks| tasks.get(i).cloned())
    };
    let row = move |place: Place| match untrack(|| listed(place.index())) {
        Some(Listed::Task(task)) => {
            view! { <TaskRow task=Task::clone(&task) place context /> }.into_any()
        }
        Some(Listed::Unreadable { title, why, raw }) => {
            view! { <UnreadableRow title why raw place on_intent=context.on_intent /> }.into_any()
        }
        None => ().into_any(),
    };
    let count = Memo::new(move |_| shown.with(Vec::len));
    view! {
        <div class="sheet">
            <table role="table" class="virtual tasks" aria-label="Tasks" aria-rowcount=move || row_count(count.get())>
                <thead role="rowgroup">
                    <tr role="row" aria-rowindex="1">
                        <th role="columnheader" scope="col" class="pick">
                            <PickAll tasks shown chosen=context.chosen />
                        </th>
                        <th role="columnheader" scope="col">
                            <span class="sr">"Enabled"</span>
                        </th>
                        {head(Column::Title, "Title", false)}
                        {head(Column::Schedule, "Schedule", false)}
                        {head(Column::NextRun, "Next run", false)}
                        {head(Column::LastRun, "Last run", false)}
                        {head(Column::Keeps, "Keeps", true)}
                        {head(Column::Store, "Store", true)}
                        <th role="columnheader" scope="col">
                            <span class="sr">"More"</span>
                        </th>
                    </tr>
                </thead>
                <VirtualRows
                    count
                    key=move |i: usize| listed(i).map(|listed| fingerprint(&listed)).unwrap_or_default()
                    row
                />
            </table>
            <footer>
                <span role="status">
                    {move || {
                        let (shown, all) = (count.get(), tasks.with(|tasks| tasks.len()));
                        format!("{shown} of {all} {}", if all == 1 { "task" } else { "tasks" })
                    }}
                </span>
            </footer>
        </div>
    }
}

/// "Select all shown".
#[component]
fn PickAll(
    tasks: Memo<Arc<Vec<Listed>>>,
    shown: Memo<Vec<usize>>,
    chosen: RwSignal<FxHashSet<TaskId>>,
) -> impl IntoView {
    // How many of the shown are chosen, and how many could be.
    let picked = Memo::new(move |_| {
        let tasks = tasks.get();
        chosen.with(|chosen| {
            if chosen.is_empty() {
                return (0, 0);
            }
            shown.with(|shown| {
                let ids = ids(&tasks, shown);
                ids.fold((0, 0), |(picked, all), id| {
                    (picked + usize::from(chosen.contains(id)), all + 1)
                })
            })
        })
    });
    let toggle = move |is_checked: bool| {
        let tasks = tasks.get_untracked();
        shown.with_untracked(|shown| {
            chosen.update(|chosen| {
                for id in ids(&tasks, shown) {
                    if is_checked {
                        chosen.insert(id.clone());
                    } else {
                        chosen.remove(id);
                    }
                }
            });
        });
    };
    view! {
        <input
            type="checkbox"
            aria-label="Select all shown"
            prop:checked=move || matches!(picked.get(), (n @ 1.., all) if n == all)
            prop:indeterminate=move || matches!(picked.get(), (n @ 1.., all) if n != all)
            on:change:target=move |ev| toggle(ev.target().checked())
        />
    }
}

fn ids<'a>(tasks: &'a [Listed], shown: &'a [usize]) -> impl Iterator<Item = &'a TaskId> {
    let listed = shown.iter().filter_map(|i| tasks.get(*i));
    listed.filter_map(Listed::task).map(|task| &task.id)
}

/// All that a row shows of a task comes from its JSON.
fn fingerprint(listed: &Listed) -> Arc<str> {
    listed.raw().mark().to_string().into()
}
