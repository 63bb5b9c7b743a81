//! Calendar: all schedules at once, what runs into each other, and when.

pub mod scene;
pub mod spread;

use super::no_tasks::Failed;
use crate::agenda::past::of_day;
use crate::agenda::{headline, summary};
use crate::browser::page;
use crate::components::blank::{Blank, Bones};
use crate::components::calendar::counted::Counted;
use crate::components::calendar::day::DayRuns;
use crate::components::calendar::heat::HeatMap;
use crate::components::calendar::month::MonthTable;
use crate::components::calendar::overlaps::OverlapList;
use crate::components::ical_export::IcalExport;
use crate::components::icon::Icon;
use crate::live::LiveTasks;
use crate::paths::Page;
use crate::runs::RunId;
use crate::task::TaskId;
use leptos::prelude::*;
use scene::Scene;
use spread::{Proposals, SpreadOut, Spreading};

fn href(task: TaskId) -> String {
    Page::Task(task).href()
}

fn run_href((task, run): (TaskId, RunId)) -> String {
    Page::Run(task, run).href()
}

/// The calendar as soon as the list of tasks is there, or why it could not be read.
#[component]
pub fn CalendarPage() -> impl IntoView {
    page::set_title("Calendar");
    let live = LiveTasks::expect();
    let is_known = Memo::new(move |_| live.tasks().with(Option::is_some));
    let failure = Memo::new(move |_| live.failure().get().filter(|_| !is_known.get()));
    view! {
        <main id="main" tabindex="-1">
            {move || match (is_known.get(), failure.get()) {
                (true, _) => view! { <Content live /> }.into_any(),
                (false, Some(failure)) => view! { <Failed failure /> }.into_any(),
                (false, None) => {
                    view! {
                        <header>
                            <h1>"Calendar"</h1>
                        </header>
                        <Bones label="Loading the calendar" rows=6 />
                    }
                        .into_any()
                }
            }}
        </main>
    }
}

#[component]
fn Content(live: LiveTasks) -> impl IntoView {
    let scene = Scene::of_page(live);
    let spreading = Spreading::of_page(scene, live);
    let (entries, met) = (scene.entries, scene.met);
    let overlaps = Memo::new(move |_| met.get().map(|met| met.0.clone()));
    let title = move || {
        entries.with(|entries| overlaps.with(|overlaps| headline(entries, overlaps.as_deref())))
    };
    let has_any = Memo::new(move |_| entries.with(|entries| !entries.is_empty()));
    let told = move || {
        let place = scene.place();
        (has_any.get()).then(|| scene.week.with(|week| summary(week, &place)))
    };
    view! {
        <header>
            <div>
                <h1>{title}</h1>
                <p class="dim">{told}</p>
            </div>
            <div class="row">
                <Zones scene />
                <IcalExport entries=scene.entries now=scene.now.second() />
                <a class="button" href=Page::Findings.href()>
                    "Findings"
                </a>
            </div>
        </header>
        <Choices scene />
        <Show when=move || has_any.get() fallback=move || view! { <Nothing scene /> }>
            <div class="split" data-lead="start">
                <div class="stack wide">
                    <section class="stack tight" aria-labelledby="week-h">
                        <div class="row">
                            <h2 id="week-h">"A week"</h2>
                            <small>
                                {move || {
                                    format!(
                                        "minutes of work in each hour, {}, with the usual length of each task",
                                        scene.place(),
                                    )
                                }}
                            </small>
                        </div>
                        <HeatMap drawn=scene.heat />
                    </section>
                    <Proposals spreading />
                    <MonthSection scene />
                </div>
                <aside class="panel" aria-label="Overlaps and lengths">
                    <section class="stack tight" aria-labelledby="overlaps-h">
                        <h2 id="overlaps-h">"Overlaps"</h2>
                        {move || match overlaps.get() {
                            Some(overlaps) => {
                                view! { <OverlapList overlaps entries=entries.get() zone=scene.zone.get() /> }
                                    .into_any()
                            }
                            None => view! { <p class="dim">"Looking for them."</p> }.into_any(),
                        }}
                        <SpreadOut spreading />
                    </section>
                    <section aria-labelledby="counted-h">
                        <h2 id="counted-h">"Counted"</h2>
                        {move || {
                            let runs = scene.week.with(|week| week.runs.clone());
                            view! { <Counted entries=entries.get() runs href /> }.into_any()
                        }}
                    </section>
                </aside>
            </div>
        </Show>
    }
}

/// Whose clock the grid is on.
#[component]
fn Zones(scene: Scene) -> impl IntoView {
    let city = scene.now.city();
    let radio = move |name: String, is_local: bool| {
        view! {
            <label>
                <input
                    type="radio"
                    name="grid-zone"
                    prop:checked=move || scene.is_local.get() == is_local
                    on:change=move |_| scene.route.set_query(&[("zone", is_local.then_some("local"))])
                />
                {name}
            </label>
        }
        .into_any()
    };
    move || {
        city.get().map(|city| {
            view! {
                <fieldset>
                    <legend class="sr">"Zone of the grid"</legend>
                    <div class="tabs">{radio("UTC".to_owned(), false)} {radio(city, true)}</div>
                </fieldset>
            }
            .into_any()
        })
    }
}

/// Which schedules are shown, and what is not known of them.
#[component]
fn Choices(scene: Scene) -> impl IntoView {
    let check = move |label: &'static str, name: &'static str, is_on: Memo<bool>| {
        view! {
            <label class="row">
                <input
                    type="checkbox"
                    prop:checked=move || is_on.get()
                    on:change:target=move |ev| {
                        scene.route.set_query(&[(name, ev.target().checked().then_some("1"))]);
                    }
                />
                {label}
            </label>
        }
        .into_any()
    };
    let only = Memo::new(move |_| scene.choice.get().only_backups);
    let paused = Memo::new(move |_| scene.choice.get().paused);
    let missing = scene.histories.missing();
    let note = move || match (scene.histories.is_reading(), missing.get()) {
        (true, _) => Some("Reading how long runs took.".to_owned()),
        (false, 0) => None,
        (false, 1) => Some("The runs of one task could not be read.".to_owned()),
        (false, n) => Some(format!("The runs of {n} tasks could not be read.")),
    };
    view! {
        <div class="row" role="group" aria-label="What is shown">
            {check("Only backups", "backups", only)}
            {check("Paused ones too", "paused", paused)}
            <p class="push dim" role="status">
                {note}
            </p>
        </div>
    }
}

/// There is no schedule to show, and why.
#[component]
fn Nothing(scene: Scene) -> impl IntoView {
    move || {
        let (all, is_all) = (scene.all.get(), scene.choice.get().is_widest());
        match (all, is_all) {
            (1.., false) => view! {
                <Blank
                    icon=Icon::Calendar
                    heading="No schedule fits what is chosen"
                    text="Paused schedules and tasks that make no backups can be shown too."
                >
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| scene.route.set_query(&[("backups", None), ("paused", Some("1"))])
                    >
                        "Show all of them"
                    </button>
                </Blank>
            }
            .into_any(),
            _ => view! {
                <Blank
                    icon=Icon::Calendar
                    heading="No schedule yet"
                    text="As soon as there is one, its runs stand here: hour by hour of a week, and day by day of a month."
                >
                    <a class="button" data-kind="primary" href=Page::NewSchedule.href()>
                        "New schedule"
                    </a>
                </Blank>
            }
            .into_any(),
        }
    }
}

#[component]
fn MonthSection(scene: Scene) -> impl IntoView {
    let go = move |by: i32| {
        let month = scene.month.get_untracked().moved(by).slug();
        scene
            .route
            .set_query(&[("month", Some(&month)), ("day", None)]);
    };
    let name = move |by: i32| move || scene.month.get().moved(by).title();
    let day = move || {
        let chosen = scene.chosen.get()?;
        let day = scene
            .days
            .with(|days| days.iter().find(|day| day.from == chosen).cloned())?;
        let past = scene.past.with(|past| of_day(past, &day).to_vec());
        Some(
            view! { <DayRuns day past entries=scene.entries.get() zone=scene.zone.get() href run_href /> }
                .into_any(),
        )
    };
    view! {
        <section class="stack tight" aria-labelledby="month-h">
            <div class="row">
                <h2 id="month-h">{move || scene.month.get().title()}</h2>
                <small>{move || format!("days in {}", scene.place())}</small>
                <div class="row push">
                    <button
                        type="button"
                        class="button"
                        data-size="small"
                        on:click=move |_| scene.route.set_query(&[("month", None), ("day", None)])
                    >
                        "This month"
                    </button>
                    <button type="button" class="button" data-size="small" on:click=move |_| go(-1)>
                        {name(-1)}
                    </button>
                    <button type="button" class="button" data-size="small" on:click=move |_| go(1)>
                        {name(1)}
                    </button>
                </div>
            </div>
            <MonthTable drawn=scene.drawn_month chosen=scene.chosen on_day=move |at| scene.choose_day(at) />
            <div class="scroll" data-tall="" role="region" aria-label="Runs of the day" tabindex="0">
                {day}
            </div>
        </section>
    }
}
