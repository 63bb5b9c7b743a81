//! Tasks: what is so, then the list.

use crate::browser::page;
use crate::bulk_run::BulkRun;
use crate::components::blank::Bones;
use crate::components::icon::{Glyph, Icon};
use crate::components::notice::{Notice, Tone};
use crate::components::strip::Strip;
use crate::components::task_row::{Intent, RowContext};
use crate::components::task_table::TaskTable;
use crate::components::toolbar::Toolbar;
use crate::foreign;
use crate::listing::{self, Filter, Frequency, KindFilter, Sort, StateFilter};
use crate::live::LiveTasks;
use crate::now::Now;
use crate::overview::Overview;
use crate::pages::actions::Actions;
use crate::pages::later::{LaterStores, LaterTool, Tool};
use crate::pages::list_tools::ListTools;
use crate::pages::no_tasks::{Failed, NoRows};
use crate::paths::Page;
use crate::recovery_news::RecoveryNews;
use crate::route::Route;
use crate::task::{Listed, TaskId};
use leptos::prelude::*;
use std::sync::Arc;

/// The start page: headline and list as soon as the tasks are there, or why they could not be read.
#[component]
pub fn TasksPage() -> impl IntoView {
    let live = LiveTasks::expect();
    let now = Now::expect();
    let actions = Actions::provide(live);
    let has_asked = Memo::new(move |before| before == Some(&true) || actions.has_dialog());
    let rows = Memo::new(move |_| live.tasks().get().unwrap_or_default());
    let overview = Memo::new(move |_| rows.with(|tasks| Overview::of(tasks, now.coarse().get())));

    // What stands on the page stays when the list is read again: selection, focus and scroll with it.
    let is_read = Memo::new(move |_| live.tasks().with(Option::is_some));
    let failure = Memo::new(move |_| live.failure().get().filter(|_| !is_read.get()));

    page::set_title("Tasks");
    view! {
        <main id="main" tabindex="-1">
            {move || match (is_read.get(), failure.get()) {
                (true, _) => {
                    view! {
                        <Headline overview />
                        <Outcome actions />
                        <List rows actions />
                    }
                        .into_any()
                }
                (false, Some(failure)) => view! { <Failed failure /> }.into_any(),
                (false, None) => {
                    view! {
                        <header>
                            <h1>"Tasks"</h1>
                        </header>
                        <Bones label="Loading tasks" rows=4 />
                    }
                        .into_any()
                }
            }}
        </main>
        {move || has_asked.get().then(|| view! { <LaterTool tool=Tool::Dialogs /> }.into_any())}
    }
}

/// The answer, before any list.
#[component]
fn Headline(overview: Memo<Overview>) -> impl IntoView {
    let now = Now::expect();
    let reach = RecoveryNews::expect().reach.read_only();
    let headline = move || overview.with(|overview| overview.headline(now.coarse().get()));
    let about = move || {
        overview.with(|overview| match &overview.next_backup {
            Some((_, title)) => format!("By the schedule “{}”.", foreign::line(title)),
            None => "Without a new backup there is less to restore every day.".to_owned(),
        })
    };
    view! {
        <header>
            <div>
                <h1>{headline}</h1>
                <p class="dim">
                    <bdi>{about}</bdi>
                </p>
            </div>
            <div class="row">
                <a class="button" data-kind="quiet" href=Page::Findings.href()>
                    "Findings"
                </a>
                <a class="button" data-kind="primary" href=Page::NewSchedule.href()>
                    <Glyph icon=Icon::Plus />
                    "New schedule"
                </a>
            </div>
        </header>
        <Strip overview reach now=now.coarse() zone=now.zone() />
    }
}

/// What became of the last thing that was asked for.
#[component]
pub fn Outcome(actions: Actions) -> impl IntoView {
    move || {
        actions.outcome().get().map(|outcome| {
            view! {
                <Notice tone=outcome.tone title=outcome.title>
                    <p class="advice">{outcome.text}</p>
                </Notice>
            }
            .into_any()
        })
    }
}

/// The filter and the order that the address tells.
fn chosen_view(route: Route) -> (Memo<Filter>, Memo<Sort>) {
    let filter = Memo::new(move |_| Filter {
        text: route.query("q").unwrap_or_default(),
        kind: route
            .query("type")
            .as_deref()
            .and_then(KindFilter::from_slug),
        state: route
            .query("state")
            .as_deref()
            .and_then(StateFilter::from_slug),
        frequency: route
            .query("runs")
            .as_deref()
            .and_then(Frequency::from_slug),
    });
    let sort = Memo::new(move |_| {
        let slug = route.query("sort");
        slug.as_deref()
            .and_then(Sort::from_slug)
            .unwrap_or_default()
    });
    (filter, sort)
}

fn write_filter(route: Route, filter: &Filter) {
    let text = (!filter.text.is_empty()).then_some(filter.text.as_str());
    route.set_query(&[
        ("q", text),
        ("type", filter.kind.map(KindFilter::slug)),
        ("state", filter.state.map(StateFilter::slug)),
        ("runs", filter.frequency.map(Frequency::slug)),
    ]);
}

#[component]
fn List(rows: Memo<Arc<Vec<Listed>>>, actions: Actions) -> impl IntoView {
    let live = LiveTasks::expect();
    let now = Now::expect();
    let route = Route::expect();
    let (filter, sort) = chosen_view(route);
    // A keystroke narrows what is ordered already, in texts that are put together once.
    let order = Memo::new(move |_| {
        let (sort, now) = (sort.get(), now.coarse().get());
        rows.with(|tasks| listing::order(tasks, sort, now))
    });
    // They are put together when somebody is about to search, so that the first key waits for nothing.
    let texts = Memo::new(move |_| Arc::new(rows.with(|tasks| listing::texts(tasks))));
    let shown = Memo::new(move |_| {
        let filter = filter.get();
        rows.with(|tasks| order.with(|order| listing::shown(tasks, order, &filter, || texts.get())))
    });
    let on_sort = move |sort: Sort| {
        let slug = (sort != Sort::default()).then(|| sort.slug());
        route.set_query(&[("sort", slug.as_deref())]);
    };
    let has_rows = Memo::new(move |_| shown.with(|shown| !shown.is_empty()));
    let tools = ListTools::provide(rows, shown);
    let run = BulkRun::expect();
    let is_choosing = Memo::new(move |_| tools.is_choosing() || run.is_underway());
    // They stay to tell what became of the tasks when none is chosen any more.
    let has_chosen = Memo::new(move |before| {
        before == Some(&true) || is_choosing.get() || run.report.with(Option::is_some)
    });
    let has_exchanged = Memo::new(move |before| before == Some(&true) || tools.is_exchanging.get());
    let context = RowContext {
        now: now.coarse(),
        zone: now.zone(),
        busy: live.busy(),
        chosen: tools.chosen,
        destinations: RecoveryNews::expect().destinations.read_only(),
        on_intent: Callback::new(move |intent: Intent| actions.take(intent)),
        href: |id: &TaskId| Page::Task(id.clone()).href(),
    };
    view! {
        <section class="stack" aria-labelledby="list">
            <h2 id="list" class="sr">
                "Schedules"
            </h2>
            <LaterStores />
            <div class="tools">
                <div class="stack">
                    {move || has_chosen.get().then(|| view! { <LaterTool tool=Tool::Bulk /> }.into_any())}
                    {move || {
                        (!is_choosing.get())
                            .then(|| {
                                view! {
                                    <Toolbar
                                        filter
                                        on_search=move |()| texts.with_untracked(|_| ())
                                        on_filter=move |filter: Filter| write_filter(route, &filter)
                                        read_at=live.read_at()
                                        is_asking=live.is_asking()
                                        tick=now.second()
                                        on_refresh=move |()| live.refresh()
                                    />
                                }
                                    .into_any()
                            })
                    }}
                </div>
                <button
                    type="button"
                    class="button"
                    data-kind="quiet"
                    aria-label="Export and import"
                    on:click=move |_| tools.is_exchanging.set(true)
                >
                    <Glyph icon=Icon::Exchange />
                </button>
            </div>
            {move || has_exchanged.get().then(|| view! { <LaterTool tool=Tool::Exchange /> }.into_any())}
            <Show when=move || !live.is_complete().get()>
                <Notice tone=Tone::Warning title="The portal did not show the whole list.">
                    <p class="advice">"It says that there are more tasks and answers with the same ones again."</p>
                </Notice>
            </Show>
            <p class="sr" role="status">
                {move || (!has_rows.get()).then_some("No task fits.")}
            </p>
            {move || {
                if has_rows.get() {
                    view! { <TaskTable tasks=rows shown sort on_sort context /> }.into_any()
                } else {
                    view! { <NoRows rows filter on_clear=move |()| write_filter(route, &Filter::default()) /> }
                        .into_any()
                }
            }}
        </section>
    }
}
