//! An import: the plan first, then the passcode, then the schedules.

use super::chosen::Chosen;
use super::plan_list::Plan;
use crate::api::ApiError;
use crate::browser::page;
use crate::components::notice::{Notice, Tone};
use crate::components::passcode_input::PasscodeInput;
use crate::exchange::plan::{plan, with_passcode};
use crate::live::LiveTasks;
use crate::now::Now;
use crate::passcode::{Passcode, Problem};
use crate::session::Session;
use crate::task::Task;
use leptos::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

#[component]
pub fn Import(is_open: RwSignal<bool>) -> impl IntoView {
    let session = Session::expect();
    let live = LiveTasks::expect();
    let now = Now::expect();
    let chosen = Chosen::empty();
    let plan = Memo::new(move |_| {
        let here = live.tasks().get().unwrap_or_default();
        let now = now.coarse().get();
        chosen
            .imported
            .with(|imported| imported.as_ref().map(|imported| plan(imported, &here, now)))
    });
    let wanted = Memo::new(move |_| {
        plan.with(|plan| {
            plan.as_ref()
                .map(|plan| chosen.wanted(plan))
                .unwrap_or_default()
        })
    });
    let protection = Memo::new(move |_| {
        Passcode::confirm(&chosen.passcode.read(), &chosen.confirm.read()).err()
    });
    let create = Action::new_local(move |tasks: &Vec<(usize, Arc<Task>)>| {
        let tasks = tasks.clone();
        let client = session.client();
        let passcode = chosen.passcode.get_untracked();
        let now = now.coarse().get_untracked();
        async move {
            let Ok(client) = client else { return };
            chosen.refused.set(HashMap::new());
            chosen.created.set(0);
            for (i, task) in tasks {
                let Some(new) = with_passcode(&task, &passcode, now) else {
                    continue;
                };
                match session.settle(client.create(&new).await) {
                    Ok(_) => chosen.created.update(|n| *n += 1),
                    Err(error) => {
                        chosen.refused.update(|refused| {
                            refused.insert(i, error.to_string());
                        });
                        if error == ApiError::SessionEnded {
                            break;
                        }
                    }
                }
            }
            live.refresh();
        }
    });
    let pending = create.pending();
    let on_submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        chosen.is_tried.set(true);
        if pending.get_untracked() || wanted.with_untracked(Vec::is_empty) {
            return;
        }
        match protection.get_untracked() {
            None => {
                create.dispatch(wanted.get_untracked());
            }
            Some(problem) if problem.is_about_confirmation() => page::focus("confirm"),
            Some(_) => page::focus("passcode"),
        }
    };
    let verb = move || match (pending.get(), wanted.with(Vec::len)) {
        (true, n) => format!("Creating {} of {n}", chosen.created.get() + 1),
        (false, 1) => "Create 1 schedule".to_owned(),
        (false, n) => format!("Create {n} schedules"),
    };
    view! {
        <form method="post" novalidate autocomplete="off" on:submit=on_submit>
            <p class="dim">"An import changes nothing that is here: it creates the schedules that are missing."</p>
            <FileField chosen />
            <Show when=move || plan.with(Option::is_some)>
                <Plan plan chosen />
            </Show>
            <Show when=move || wanted.with(|wanted| !wanted.is_empty())>
                <Protect chosen protection />
            </Show>
            <Outcome chosen pending=pending.into() />
            <footer role="none">
                <button type="button" class="button" data-kind="quiet" on:click=move |_| is_open.set(false)>
                    "Close"
                </button>
                <Show when=move || wanted.with(|wanted| !wanted.is_empty())>
                    <button class="button" data-kind="primary" aria-busy=move || pending.get().then_some("true")>
                        {verb}
                    </button>
                </Show>
            </footer>
        </form>
    }
}

#[component]
fn FileField(chosen: Chosen) -> impl IntoView {
    let read = move |ev: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlInputElement>| {
        leptos::task::spawn_local(chosen.read(ev.target()));
    };
    view! {
        <div class="field">
            <label for="import-file">"Import from a file"</label>
            <input
                class="input"
                id="import-file"
                type="file"
                accept=".json,application/json"
                aria-describedby="import-file-hint"
                on:change:target=read
            />
            <small id="import-file-hint">"JSON that was exported here, or the portal’s own list of tasks."</small>
        </div>
        {move || { chosen.problem.get().map(|problem| view! { <Notice tone=Tone::Bad title=problem /> }.into_any()) }}
    }
}

/// A passcode is in no file: one is asked for, for all that are created at once.
#[component]
fn Protect(chosen: Chosen, protection: Memo<Option<Problem>>) -> impl IntoView {
    let problem = move |is_confirmation: bool| -> Signal<Option<String>> {
        Memo::new(move |_| {
            let problem = protection.get().filter(|_| chosen.is_tried.get())?;
            (problem.is_about_confirmation() == is_confirmation).then(|| problem.to_string())
        })
        .into()
    };
    view! {
        <p>
            "No file holds a passcode. This one is for every schedule that is created now; leave some out to give them another one later."
        </p>
        <PasscodeInput
            value=chosen.passcode
            confirm=chosen.confirm
            problem=problem(false)
            confirm_problem=problem(true)
            protects="no backup of these schedules"
        />
    }
}

/// What has been created, and what has not.
#[component]
fn Outcome(chosen: Chosen, pending: Signal<bool>) -> impl IntoView {
    move || {
        let (created, refused) = (chosen.created.get(), chosen.refused.with(HashMap::len));
        if pending.get() || (created, refused) == (0, 0) {
            return None;
        }
        let created = match created {
            1 => "1 schedule was created".to_owned(),
            n => format!("{n} schedules were created"),
        };
        let (tone, title) = match refused {
            0 => (Tone::Good, format!("{created}.")),
            n => (
                Tone::Bad,
                format!("{created}, {n} not: see above. What is typed is still here."),
            ),
        };
        Some(view! { <Notice tone title /> }.into_any())
    }
}
