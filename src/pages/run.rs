//! One run: how it went, in the portal's words and in full.

use crate::api::ApiError;
use crate::api::portal::Area;
use crate::api::runs::OneRun;
use crate::browser::page;
use crate::components::blank::{Blank, Bones};
use crate::components::icon::{Glyph, Icon};
use crate::components::run_state::RunStateBadge;
use crate::components::run_table::{self, RunIntent};
use crate::components::when::When;
use crate::foreign;
use crate::live::LiveTasks;
use crate::now::Now;
use crate::pages::ask::Answer;
use crate::pages::not_allowed::Barred;
use crate::pages::run_actions::{RunActions, RunDialogs, RunOutcome, runs_of};
use crate::paths::Page;
use crate::route::Route;
use crate::runs::RunId;
use crate::schedule::times;
use crate::session::Session;
use crate::task::TaskId;
use leptos::prelude::*;

#[component]
pub fn RunPage(task: TaskId, run: RunId) -> impl IntoView {
    let (live, route) = (LiveTasks::expect(), Route::expect());
    let actions = RunActions::new(task.clone(), runs_of(&task));
    let answer = {
        let (task, run) = (task.clone(), run.clone());
        Answer::to(Session::expect(), move |client| {
            let (task, run) = (task.clone(), run.clone());
            async move { client.run(&task, &run).await }
        })
    };
    Effect::new(move |before: Option<()>| {
        actions.changes().track();
        if before.is_some() {
            answer.again();
        }
    });
    let list = Page::Runs(task.clone());
    let away = list.clone();
    Effect::new(move |_| {
        if actions.deleted().get().is_some() {
            route.go(&away);
        }
    });
    let up = Page::Task(task.clone()).href();
    let title = move || {
        live.task(&task).map_or_else(
            || task.as_str().to_owned(),
            |task| foreign::line(&task.title),
        )
    };
    view! {
        <main id="main" tabindex="-1">
            <p>
                <small>
                    <a href=Page::Tasks.href()>"Tasks"</a>
                    " / "
                    <a href=up>
                        <bdi>{title}</bdi>
                    </a>
                    " / "
                    <a href=list.href()>"Runs"</a>
                </small>
            </p>
            <RunOutcome actions />
            {move || match (answer.value().get(), answer.failure().get()) {
                (Some(one), _) => view! { <Told one actions /> }.into_any(),
                (None, Some(failure)) => view! { <Failed failure answer /> }.into_any(),
                (None, None) => {
                    view! {
                        <h1>"Run"</h1>
                        <Bones label="Loading the run" rows=3 />
                    }
                        .into_any()
                }
            }}
        </main>
        <RunDialogs actions />
    }
}

/// There is nothing to show, and why.
#[component]
fn Failed(failure: ApiError, answer: Answer<OneRun>) -> impl IntoView {
    page::set_title("The run could not be read");
    let why = match failure {
        ApiError::Forbidden(words) => view! { <Barred area=Area::Tasks words /> }.into_any(),
        failure => view! {
            <Blank icon=Icon::Fail heading=failure.to_string() text=failure.advice()>
                <button
                    type="button"
                    class="button"
                    data-kind="primary"
                    aria-busy=move || answer.is_asking().get().then_some("true")
                    on:click=move |_| answer.again()
                >
                    "Try again"
                </button>
            </Blank>
        }
        .into_any(),
    };
    view! {
        <h1>"The run could not be read"</h1>
        {why}
    }
}

#[component]
fn Told(one: OneRun, actions: RunActions) -> impl IntoView {
    let now = Now::expect();
    let run = one.run;
    let name = run_table::name(&run, now.coarse().get_untracked());
    page::set_title(&format!("Run of {name}"));
    let this_year = now.coarse().with_untracked(|now| now.civil(0).year);
    let start = match run.start {
        Some(at) => view! { <When at this_year zone=now.zone().get_untracked() /> }.into_any(),
        None => view! { <span class="dim">"Not told"</span> }.into_any(),
    };
    let took = match run.took_ms {
        Some(ms) => times::took(ms),
        None if run.state.is_over() => "Not told".to_owned(),
        None => "Not over yet".to_owned(),
    };
    let message = match run.message.is_empty() {
        true => view! { <p class="dim">"The portal wrote no message."</p> }.into_any(),
        false => view! {
            <p class="message">
                <bdi>{foreign::passage(&run.message)}</bdi>
            </p>
        }
        .into_any(),
    };
    let (edited, deleted) = (run.clone(), run.clone());
    view! {
        <header>
            <div>
                <h1>{format!("Run of {name}")}</h1>
                <p>
                    <RunStateBadge state=run.state.clone() />
                </p>
            </div>
            <div class="row">
                <button type="button" class="button" on:click=move |_| actions.take(RunIntent::Edit(edited.clone()))>
                    <Glyph icon=Icon::Edit />
                    "Edit"
                </button>
                <button
                    type="button"
                    class="button"
                    data-kind="danger"
                    on:click=move |_| actions.take(RunIntent::Delete(deleted.clone()))
                >
                    <Glyph icon=Icon::Trash />
                    "Delete"
                </button>
            </div>
        </header>
        <div class="split" data-lead="start">
            <section class="stack" aria-labelledby="message">
                <h2 id="message">"Message"</h2>
                {message}
            </section>
            <aside class="panel" aria-label="Facts">
                <section>
                    <h2>"Facts"</h2>
                    <dl class="facts">
                        <dt>"Started"</dt>
                        <dd>{start}</dd>
                        <dt>"Took"</dt>
                        <dd>{took}</dd>
                        <dt>"Id"</dt>
                        <dd>
                            <code>{run.id.as_str().to_owned()}</code>
                        </dd>
                    </dl>
                </section>
                <section>
                    <details>
                        <summary>"Raw JSON " <small>"secrets left out"</small></summary>
                        <pre class="json" tabindex="0" aria-label="Raw JSON">
                            {one.raw.pretty()}
                        </pre>
                    </details>
                </section>
            </aside>
        </div>
    }
}
