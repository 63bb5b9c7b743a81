//! What the portal is making or restoring, stage by stage.

use super::icon::{Glyph, Icon};
use crate::foreign;
use crate::recovery::progress::{Operation, Progress, Stage, StageState};
use crate::schedule::times;
use leptos::prelude::*;
use quartz_cron::Timestamp;

/// The panel of a running operation.
#[component]
pub fn Stages(
    /// None shows nothing of it.
    progress: Memo<Option<Progress>>,
    /// On the portal's clock.
    now: ReadSignal<Timestamp>,
) -> impl IntoView {
    let heading = move || progress.with(|progress| progress.as_ref().map(heading));
    let about = move || {
        progress.with(|progress| {
            let progress = progress.as_ref()?;
            let store = progress
                .store
                .as_ref()
                .map(|store| format!("in {}", foreign::line(store)));
            let who = progress.is_scheduled.then(|| "by a schedule".to_owned());
            let age = progress.started.map(|at| {
                let seconds = now.get().as_secs() - at.as_secs();
                format!("for {}", times::span(seconds.max(0)))
            });
            let parts: Vec<String> = [store, who, age].into_iter().flatten().collect();
            Some(parts.join(" · "))
        })
    };
    let stages = Memo::new(move |_| {
        progress.with(|progress| {
            progress
                .as_ref()
                .map(Progress::all_stages)
                .unwrap_or_default()
        })
    });
    let steps = Memo::new(move |_| {
        progress.with(|progress| progress.as_ref().map(Progress::steps).unwrap_or_default())
    });
    let told = move || {
        let (done, all) = steps.get();
        format!("{done} of {all} stages done")
    };
    view! {
        <section class="panel" aria-labelledby="running-h">
            <section class="stack">
                <h2 id="running-h">
                    <bdi>{heading}</bdi>
                    <small>{about}</small>
                </h2>
                <progress
                    aria-labelledby="running-h"
                    max=move || steps.get().1.max(1).to_string()
                    value=move || steps.get().0.to_string()
                ></progress>
                <p class="sr" role="status">
                    {told}
                </p>
                <ol class="stages">
                    {move || stages.get().into_iter().map(|stage| view! { <Line stage /> }.into_any()).collect_view()}
                </ol>
            </section>
        </section>
    }
}

fn heading(progress: &Progress) -> String {
    let name = progress
        .backup
        .as_deref()
        .map_or_else(|| "the portal".to_owned(), foreign::line);
    match &progress.operation {
        Operation::Backup => format!("Backing up: {name}"),
        Operation::Restore => format!("Restoring {name}"),
        Operation::Other(word) => format!("Under way: {}", foreign::line(word)),
    }
}

#[component]
fn Line(stage: Stage) -> impl IntoView {
    let (icon, state, word) = match stage.state {
        StageState::Waiting => (Icon::Clock, "waiting", "to come"),
        StageState::Running => (Icon::Running, "running", "running"),
        StageState::Done => (Icon::Ok, "succeeded", "done"),
        StageState::Failed => (Icon::Fail, "failed", "failed"),
    };
    let took = match (stage.state, stage.took) {
        (StageState::Done | StageState::Failed, Some(seconds)) => {
            format!("{word} in {}", times::span(seconds))
        }
        _ => word.to_owned(),
    };
    view! {
        <li>
            <span class="state" data-state=state>
                <Glyph icon />
                <bdi>{foreign::line(&stage.name)}</bdi>
            </span>
            <small>{took}</small>
        </li>
    }
}
