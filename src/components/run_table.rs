//! The table of runs: when each began, how it ended, how long it took, what it said.

use super::icon::Icon;
use super::more_menu::{Entry, MoreMenu, menu_id};
use super::run_state::RunStateBadge;
use super::sort_head::SortHead;
use super::virtual_rows::{Place, VirtualRows, row_count};
use crate::foreign;
use crate::listing::by_column::Columns as _;
use crate::runs::shown::{Column, Sort};
use crate::runs::{Run, RunId};
use crate::schedule::times;
use crate::schedule::zone::LocalZone;
use leptos::prelude::*;
use quartz_cron::Timestamp;
use std::sync::Arc;

/// What a person wants done with a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunIntent {
    Edit(Run),
    Delete(Run),
}

/// The table "Runs".
#[component]
pub fn RunTable(
    /// The run at a position; None where there is none any more.
    #[prop(into)]
    run_at: Callback<usize, Option<Run>>,
    /// Positions of the rows to show, in order.
    shown: Memo<Vec<usize>>,
    sort: Memo<Sort>,
    /// None where the order is fixed.
    #[prop(optional, into)]
    on_sort: Option<Callback<Sort>>,
    now: Memo<Timestamp>,
    zone: ReadSignal<Arc<LocalZone>>,
    #[prop(into)] on_intent: Callback<RunIntent>,
    /// The address of a run's page.
    #[prop(into)]
    href: Callback<RunId, String>,
    /// What stands beneath the rows.
    children: Children,
) -> impl IntoView {
    let count = Memo::new(move |_| shown.with(Vec::len));
    let nth = move |row: usize| run_at.run(shown.with(|shown| shown.get(row).copied())?);
    let key = move |row: usize| -> Arc<str> {
        match nth(row) {
            Some(run) => format!("{run:?}").into(),
            None => "".into(),
        }
    };
    let row = move |place: Place| match nth(place.index()) {
        Some(run) => view! { <Row run place now zone on_intent href /> }.into_any(),
        None => ().into_any(),
    };
    let head = move |label: &'static str, by: Column| {
        let direction = Memo::new(move |_| {
            let sort = sort.get();
            (sort.by == by).then_some(sort.is_descending)
        });
        match on_sort {
            Some(on_sort) => {
                let on_click = move |()| on_sort.run(sort.get_untracked().clicked(by));
                view! { <SortHead label column=by.slug() direction on_click /> }.into_any()
            }
            None => view! {
                <th role="columnheader" scope="col" data-column=by.slug()>
                    {label}
                </th>
            }
            .into_any(),
        }
    };
    view! {
        <div class="sheet">
            <table class="virtual runs" role="table" aria-label="Runs" aria-rowcount=move || row_count(count.get())>
                <thead role="rowgroup">
                    <tr role="row" aria-rowindex="1">
                        {head("Started", Column::Start)}
                        {head("State", Column::State)}
                        {head("Took", Column::Took)}
                        {head("Message", Column::Message)}
                        <th role="columnheader" scope="col">
                            <span class="sr">"More"</span>
                        </th>
                    </tr>
                </thead>
                <VirtualRows count key row />
            </table>
            <footer>{children()}</footer>
        </div>
    }
}

#[component]
fn Row(
    run: Run,
    place: Place,
    now: Memo<Timestamp>,
    zone: ReadSignal<Arc<LocalZone>>,
    on_intent: Callback<RunIntent>,
    href: Callback<RunId, String>,
) -> impl IntoView {
    let name = name(&run, now.get_untracked());
    let took = run.took_ms.map_or_else(|| "–".to_owned(), times::took);
    let start = run.start;
    let local = move || {
        let zone = zone.get();
        start.filter(|_| !zone.is_utc()).map(|at| zone.clock(at))
    };
    let link = href.run(run.id.clone());
    let message = foreign::line(&run.message);
    view! {
        <tr role="row" aria-rowindex=place.row_index() style:--at=place.at()>
            <th role="rowheader" class="head" scope="row">
                <a href=link>{name.clone()}</a>
                <small>{local}</small>
            </th>
            <td role="cell" class="corner">
                <RunStateBadge state=run.state.clone() />
            </td>
            <td role="cell" class="num" data-name="Took">
                <span>{took}</span>
            </td>
            <td role="cell" data-name="Message">
                <bdi title=message.clone()>{message.clone()}</bdi>
            </td>
            <td role="cell" class="more">
                {menu(run, &name, on_intent)}
            </td>
        </tr>
    }
}

/// How a run is called: by the moment it began, `Fri 23 Oct, 04:30 UTC`, else by its id.
pub fn name(run: &Run, now: Timestamp) -> String {
    let this_year = now.civil(0).year;
    match run.start.map(|at| at.civil(0)) {
        Some(utc) => format!("{}, {} UTC", times::date(utc, this_year), times::clock(utc)),
        None => run.id.as_str().to_owned(),
    }
}

/// "More for the run of <start>".
fn menu(run: Run, name: &str, on_intent: Callback<RunIntent>) -> AnyView {
    let id = menu_id("run", &run.id);
    let entries = move |()| {
        let entry = |icon: Icon, word: &'static str, intent: RunIntent| {
            let act = Callback::new(move |()| on_intent.run(intent.clone()));
            Entry::Do(icon, word, act)
        };
        vec![
            entry(Icon::Edit, "Edit", RunIntent::Edit(run.clone())),
            entry(Icon::Trash, "Delete", RunIntent::Delete(run.clone())),
        ]
    };
    view! { <MoreMenu id name=format!("the run of {name}") entries /> }.into_any()
}
