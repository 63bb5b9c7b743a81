//! The runs of a task: how they went, then every one of them.

use crate::api::ApiError;
use crate::api::portal::Area;
use crate::browser::page;
use crate::components::blank::{Blank, Bones};
use crate::components::icon::{Glyph, Icon};
use crate::components::notice::{Notice, Tone};
use crate::components::run_chart::RunChart;
use crate::components::run_table::RunTable;
use crate::components::words;
use crate::foreign;
use crate::live::LiveTasks;
use crate::live_runs::LiveRuns;
use crate::now::Now;
use crate::pages::audit::PlanAndReality;
use crate::pages::not_allowed::Barred;
use crate::pages::run_actions::{RunActions, RunDialogs, RunOutcome, runs_of};
use crate::paths::Page;
use crate::route::Route;
use crate::runs::RunState;
use crate::runs::chart::Chart;
use crate::runs::shown::{self, Filter, Sort};
use crate::task::TaskId;
use leptos::prelude::*;

#[component]
pub fn RunsPage(id: TaskId) -> impl IntoView {
    let runs = runs_of(&id);
    let actions = RunActions::new(id.clone(), runs);
    let live = LiveTasks::expect();
    let task = id.clone();
    let told = Memo::new(move |_| {
        let title = live.task(&task).map(|task| task.title);
        title.unwrap_or_else(|| task.as_str().to_owned())
    });
    Effect::new(move |_| page::set_title(&format!("Runs of {}", told.get())));
    let title = Memo::new(move |_| told.with(|title| foreign::line(title)));
    let up = Page::Task(id.clone()).href();
    let is_known = Memo::new(move |_| runs.list().with(Option::is_some));
    let failure = Memo::new(move |_| runs.failure().get());
    view! {
        <main id="main" tabindex="-1">
            <header>
                <div>
                    <p>
                        <small>
                            <a href=Page::Tasks.href()>"Tasks"</a>
                            " / "
                            <a href=up>
                                <bdi>{title}</bdi>
                            </a>
                            " / Runs"
                        </small>
                    </p>
                    <h1>"Runs of " <bdi>{title}</bdi></h1>
                </div>
            </header>
            <RunOutcome actions />
            {move || failure.get().filter(|_| is_known.get()).map(|failure| view! { <Stale failure /> }.into_any())}
            {move || {
                if is_known.get() {
                    return view! {
                        <PlanAndReality id=id.clone() runs />
                        <List id=id.clone() runs actions />
                    }
                        .into_any();
                }
                match failure.get() {
                    Some(failure) => view! { <Failed failure runs /> }.into_any(),
                    None => view! { <Bones label="Loading the runs" rows=6 /> }.into_any(),
                }
            }}
        </main>
        <RunDialogs actions />
    }
}

/// The last attempt to read the runs failed; those that were read before are still shown.
#[component]
fn Stale(failure: ApiError) -> impl IntoView {
    view! {
        <Notice tone=Tone::Warning title=failure.to_string() icon=Icon::Cut>
            <p class="advice">"You see the runs as they were read before. " {failure.advice()}</p>
        </Notice>
    }
}

/// There is nothing to show, and why.
#[component]
fn Failed(failure: ApiError, runs: LiveRuns) -> impl IntoView {
    if let ApiError::Forbidden(words) = failure {
        return view! { <Barred area=Area::Tasks words /> }.into_any();
    }
    view! {
        <Blank icon=Icon::Fail heading=failure.to_string() text=failure.advice()>
            <button
                type="button"
                class="button"
                data-kind="primary"
                aria-busy=move || runs.is_asking().get().then_some("true")
                on:click=move |_| runs.refresh()
            >
                "Try again"
            </button>
        </Blank>
    }
    .into_any()
}

/// What is chosen to be seen: it stands in the address.
#[derive(Clone, Copy)]
struct Chosen {
    filter: Memo<Filter>,
    sort: Memo<Sort>,
    route: Route,
}

impl Chosen {
    fn new() -> Self {
        let route = Route::expect();
        Self {
            filter: Memo::new(move |_| Filter {
                text: route.query("q").unwrap_or_default(),
                state: route.query("state").map(|name| RunState::named(&name)),
            }),
            sort: Memo::new(move |_| {
                let slug = route.query("sort");
                slug.as_deref()
                    .and_then(Sort::from_slug)
                    .unwrap_or_default()
            }),
            route,
        }
    }

    fn set_filter(self, filter: &Filter) {
        let text = (!filter.text.is_empty()).then_some(filter.text.as_str());
        let state = filter.state.as_ref().map(RunState::name);
        self.route.set_query(&[("q", text), ("state", state)]);
    }

    fn set_sort(self, sort: Sort) {
        let slug = (sort != Sort::default()).then(|| sort.slug());
        self.route.set_query(&[("sort", slug.as_deref())]);
    }
}

#[component]
fn List(id: TaskId, runs: LiveRuns, actions: RunActions) -> impl IntoView {
    let now = Now::expect();
    let chosen = Chosen::new();
    let list = runs.runs();
    let order = Memo::new(move |_| {
        let sort = chosen.sort.get();
        list.with(|list| shown::order(&list.runs, sort))
    });
    let shown = Memo::new(move |_| {
        let filter = chosen.filter.get();
        list.with(|list| order.with(|order| shown::shown(&list.runs, order, &filter)))
    });
    let chart =
        Memo::new(move |_| list.with(|list| shown.with(|shown| Chart::of(&list.runs, shown))));
    let all = move || list.with(|list| list.runs.len());
    let count = move || {
        let (shown, all) = (shown.with(Vec::len), all());
        format!("{shown} of {all} {}", if all == 1 { "run" } else { "runs" })
    };
    let has_rows = Memo::new(move |_| shown.with(|shown| !shown.is_empty()));
    let id = StoredValue::new(id);
    view! {
        <Show when=move || has_rows.get()>
            <RunChart chart now=now.coarse() />
        </Show>
        <section class="stack" aria-labelledby="list">
            <h2 id="list" class="sr">
                "Every run"
            </h2>
            <Search runs chosen />
            <Gaps runs />
            <Show when=move || has_rows.get() fallback=move || view! { <NoRuns runs chosen /> }>
                <RunTable
                    run_at=move |i: usize| list.with(|list| list.runs.get(i).cloned())
                    shown
                    sort=chosen.sort
                    on_sort=move |sort| chosen.set_sort(sort)
                    now=now.coarse()
                    zone=now.zone()
                    on_intent=move |intent| actions.take(intent)
                    href=move |run| Page::Run(id.get_value(), run).href()
                >
                    <span role="status">{count}</span>
                </RunTable>
            </Show>
        </section>
    }
}

/// "Filter runs" and "State".
#[component]
fn Search(runs: LiveRuns, chosen: Chosen) -> impl IntoView {
    let change = move |edit: &dyn Fn(&mut Filter)| {
        let mut filter = chosen.filter.get_untracked();
        edit(&mut filter);
        chosen.set_filter(&filter);
    };
    let list = runs.runs();
    // The documented states, and those that this portal has beside them.
    let states = Memo::new(move |_| {
        let mut states = RunState::KNOWN.to_vec();
        let others = list.with(|list| {
            let others = list.runs.iter().map(|run| &run.state);
            let others = others.filter(|state| matches!(state, RunState::Other(_)));
            others.cloned().collect::<Vec<_>>()
        });
        for state in others.into_iter().chain(chosen.filter.get().state) {
            if !states.contains(&state) {
                states.push(state);
            }
        }
        states
    });
    let option = move |state: RunState| {
        let (name, word) = (state.name().to_owned(), words::run_state(&state).1);
        view! {
            <option value=name selected=move || chosen.filter.with(|filter| filter.state.as_ref() == Some(&state))>
                {word}
            </option>
        }
        .into_any()
    };
    let choose = move |name: String| {
        change(&|filter| filter.state = (!name.is_empty()).then(|| RunState::named(&name)));
    };
    view! {
        <div class="row" role="search">
            <div class="search">
                <Glyph icon=Icon::Search />
                <input
                    class="input"
                    type="search"
                    aria-label="Filter runs"
                    placeholder="Filter runs"
                    prop:value=move || chosen.filter.get().text
                    on:input:target=move |ev| change(&|filter| filter.text = ev.target().value())
                />
            </div>
            <select class="input" data-fit="" aria-label="State" on:change:target=move |ev| choose(ev.target().value())>
                <option value="" selected=move || chosen.filter.with(|filter| filter.state.is_none())>
                    "Any state"
                </option>
                {move || states.get().into_iter().map(option).collect_view()}
            </select>
            <p class="push row">
                <button
                    type="button"
                    class="button"
                    data-kind="quiet"
                    data-size="small"
                    aria-busy=move || runs.is_asking().get().then_some("true")
                    on:click=move |_| runs.refresh()
                >
                    "Refresh"
                </button>
            </p>
        </div>
    }
}

/// What of the list is not here, and why.
#[component]
fn Gaps(runs: LiveRuns) -> impl IntoView {
    let list = runs.runs();
    let unreadable = move || {
        list.with(|list| match list.unreadable {
            0 => None,
            1 => Some("One run cannot be read: it has no usable id.".to_owned()),
            n => Some(format!("{n} runs cannot be read: they have no usable id.")),
        })
    };
    view! {
        {move || unreadable().map(|title| view! { <Notice tone=Tone::Warning title /> }.into_any())}
        <Show when=move || !list.with(|list| list.is_complete)>
            <Notice tone=Tone::Warning title="The portal did not show the whole list.">
                <p class="advice">"It says that there are more runs and answers with the same ones again."</p>
            </Notice>
        </Show>
    }
}

/// Nothing to list: because of the filter, or because there is nothing.
#[component]
fn NoRuns(runs: LiveRuns, chosen: Chosen) -> impl IntoView {
    match runs.runs().with_untracked(|list| list.runs.len()) {
        0 => view! { <Blank icon=Icon::Clock heading="No run yet" text="As soon as the task has run, how it went stands here." /> }
        .into_any(),
        all => {
            let text = match all {
                1 => "One run is hidden by the filter.".to_owned(),
                n => format!("{n} runs are hidden by the filter."),
            };
            view! {
                <Blank icon=Icon::Search heading="No run fits the filter" text>
                    <button type="button" class="button" on:click=move |_| chosen.set_filter(&Filter::default())>
                        "Clear the filter"
                    </button>
                </Blank>
            }
            .into_any()
        }
    }
}
