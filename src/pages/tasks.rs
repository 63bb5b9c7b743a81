//! Tasks: what is so, then the list.

use crate::api::ApiError;
use crate::browser::page;
use crate::components::blank::{Blank, Bones};
use crate::components::confirm::Confirm;
use crate::components::icon::{Glyph, Icon};
use crate::components::notice::{Notice, Tone};
use crate::components::raw_json::RawJson;
use crate::components::strip::Strip;
use crate::components::task_row::Intent;
use crate::components::task_table::TaskTable;
use crate::components::toolbar::Toolbar;
use crate::listing::{self, Filter, KindFilter, Sort, StateFilter};
use crate::live::LiveTasks;
use crate::now::Now;
use crate::overview::Overview;
use crate::pages::actions::Actions;
use crate::paths::Page;
use crate::route::Route;
use crate::session::Session;
use crate::task::{Listed, TaskId};
use leptos::prelude::*;
use std::sync::Arc;

#[component]
pub fn TasksPage() -> impl IntoView {
    let live = LiveTasks::expect();
    let now = Now::expect();
    let actions = Actions::new(live);
    let rows = Memo::new(move |_| live.tasks().get().unwrap_or_default());
    let overview = Memo::new(move |_| rows.with(|tasks| Overview::of(tasks, now.coarse().get())));

    page::set_title("Tasks");
    view! {
        <main id="main" tabindex="-1">
            {move || match (live.tasks().with(Option::is_some), live.failure().get()) {
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
        <Confirm question=actions.question() on_answer=move |answer| actions.answer(answer) />
        <RawJson shown=actions.json() on_close=move |()| actions.close_json() />
    }
}

/// The answer, before any list.
#[component]
fn Headline(overview: Memo<Overview>) -> impl IntoView {
    let now = Now::expect();
    let headline = move || overview.with(|overview| overview.headline(now.coarse().get()));
    let about = move || {
        overview.with(|overview| match &overview.next_backup {
            Some((_, title)) => format!("By the schedule “{title}”."),
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
            <a class="button" data-kind="primary" href=Page::NewSchedule.href()>
                <Glyph icon=Icon::Plus />
                "New schedule"
            </a>
        </header>
        <Strip overview now=now.coarse() zone=now.zone() />
    }
}

/// What became of the last thing that was asked for.
#[component]
fn Outcome(actions: Actions) -> impl IntoView {
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

#[component]
fn List(rows: Memo<Arc<Vec<Listed>>>, actions: Actions) -> impl IntoView {
    let live = LiveTasks::expect();
    let now = Now::expect();
    let route = Route::expect();
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
    });
    let sort = Memo::new(move |_| {
        let slug = route.query("sort");
        slug.as_deref()
            .and_then(Sort::from_slug)
            .unwrap_or_default()
    });
    let shown = Memo::new(move |_| {
        let (filter, sort, now) = (filter.get(), sort.get(), now.coarse().get());
        rows.with(|tasks| listing::shown(tasks, &filter, sort, now))
    });
    let on_filter = move |filter: Filter| {
        route.set_query(&[
            (
                "q",
                (!filter.text.is_empty()).then_some(filter.text.as_str()),
            ),
            ("type", filter.kind.map(KindFilter::slug)),
            ("state", filter.state.map(StateFilter::slug)),
        ]);
    };
    let on_sort = move |sort: Sort| {
        let slug = (sort != Sort::default()).then(|| sort.slug());
        route.set_query(&[("sort", slug.as_deref())]);
    };
    let has_rows = Memo::new(move |_| shown.with(|shown| !shown.is_empty()));
    view! {
        <section class="stack" aria-labelledby="list">
            <h2 id="list" class="sr">
                "Schedules"
            </h2>
            <Toolbar
                filter
                on_filter
                read_at=live.read_at()
                is_asking=live.is_asking()
                tick=now.second()
                on_refresh=move |()| live.refresh()
            />
            <Show when=move || !live.is_complete().get()>
                <Notice tone=Tone::Warning title="The portal did not show the whole list.">
                    <p class="advice">"It says that there are more tasks and answers with the same ones again."</p>
                </Notice>
            </Show>
            {move || {
                if has_rows.get() {
                    view! {
                        <TaskTable
                            tasks=rows
                            shown
                            sort
                            on_sort
                            now=now.coarse()
                            zone=now.zone()
                            busy=live.busy()
                            on_intent=move |intent: Intent| actions.take(intent)
                            href=|id: &TaskId| Page::Task(id.clone()).href()
                        />
                    }
                        .into_any()
                } else {
                    view! { <NoRows rows filter on_clear=move |()| on_filter(Filter::default()) /> }.into_any()
                }
            }}
        </section>
    }
}

/// Nothing to list: because of the filter, or because there is nothing.
#[component]
fn NoRows(
    rows: Memo<Arc<Vec<Listed>>>,
    filter: Memo<Filter>,
    #[prop(into)] on_clear: Callback<()>,
) -> impl IntoView {
    let all = rows.with_untracked(|rows| rows.len());
    if all == 0 {
        return view! {
            <Blank
                icon=Icon::Calendar
                heading="No task at all"
                text="Not even the portal’s own cleaners are listed. Without a backup there is nothing to restore."
            >
                <a class="button" data-kind="primary" href=Page::NewSchedule.href()>
                    <Glyph icon=Icon::Plus />
                    "New schedule"
                </a>
            </Blank>
        }
        .into_any();
    }
    let heading = filter.with_untracked(|filter| match filter.text.trim() {
        "" => "No task fits the filter".to_owned(),
        text => format!("No task matches “{text}”"),
    });
    let text = match all {
        1 => "One task is hidden by the filter.".to_owned(),
        n => format!("{n} tasks are hidden by the filter."),
    };
    view! {
        <Blank icon=Icon::Search heading text>
            <button type="button" class="button" on:click=move |_| on_clear.run(())>
                "Clear the filter"
            </button>
        </Blank>
    }
    .into_any()
}

/// There is nothing to show, and why.
#[component]
fn Failed(failure: ApiError) -> impl IntoView {
    let live = LiveTasks::expect();
    let session = Session::expect();
    if let ApiError::Forbidden(words) = failure {
        // Who that is may become known after the refusal.
        let told = move || {
            let user = session.about().with(|about| about.user.clone());
            let who = session.username().unwrap_or_default();
            let role = user.map(|user| format!("{who} is signed in as {}. ", user.role.word()));
            let text = format!(
                "{}Scheduled tasks need the default administrator. The portal says: “{words}”",
                role.unwrap_or_default()
            );
            view! {
                <Blank icon=Icon::Lock heading="Signed in, but not allowed" text>
                    <button type="button" class="button" on:click=move |_| session.sign_out()>
                        "Sign in as someone else"
                    </button>
                </Blank>
            }
            .into_any()
        };
        return view! {
            <header>
                <h1>"Your account may not see tasks"</h1>
            </header>
            {told}
        }
        .into_any();
    }
    view! {
        <header>
            <h1>"The tasks could not be read"</h1>
        </header>
        <Blank icon=Icon::Fail heading=failure.to_string() text=failure.advice()>
            <button
                type="button"
                class="button"
                data-kind="primary"
                aria-busy=move || live.is_asking().get().then_some("true")
                on:click=move |_| live.refresh()
            >
                "Try again"
            </button>
        </Blank>
    }
    .into_any()
}
