//! An import: the plan first, then the passcode, then the schedules.

use super::chosen::Chosen;
use super::create::create;
use super::plan_list::Plan;
use crate::browser::page;
use crate::components::leaving::ask_before_leaving;
use crate::components::notice::{Notice, Tone};
use crate::components::passcode_input::PasscodeInput;
use crate::exchange::outcome::told;
use crate::exchange::plan::{plan, with_passcode};
use crate::live::LiveTasks;
use crate::now::Now;
use crate::passcode::{Passcode, Problem};
use crate::presence::Presence;
use crate::session::Session;
use crate::task::Task;
use leptos::prelude::*;
use std::sync::Arc;

#[component]
pub fn Import(
    is_open: RwSignal<bool>,
    /// Some are being created: until that is over or stopped the dialog stays, since it tells what became of
    /// them.
    is_creating: RwSignal<bool>,
) -> impl IntoView {
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
    // Which one is being created.
    let at = RwSignal::new(0);
    let is_stopped = RwSignal::new(false);
    let presence = Presence::here();
    let import = Action::new_local(move |tasks: &Vec<(usize, Arc<Task>)>| {
        let tasks = tasks.clone();
        let client = session.client();
        let passcode = chosen.passcode.get_untracked();
        let now = now.coarse().get_untracked();
        async move {
            let Ok(client) = client else { return };
            chosen
                .fared
                .update(|fared| fared.retain(|i, _| tasks.iter().all(|(wanted, _)| wanted != i)));
            at.set(0);
            is_stopped.set(false);
            is_creating.set(true);
            for (i, task) in tasks {
                // The list was left, where nobody could stop it any more.
                if !presence.lasts() || is_stopped.get_untracked() {
                    break;
                }
                at.update(|at| *at += 1);
                let Some(new) = with_passcode(&task, &passcode, now) else {
                    continue;
                };
                let fared = create(session, live, &client, &task, &new).await;
                chosen.fared.update(|all| {
                    all.insert(i, fared);
                });
            }
            is_creating.set(false);
            live.refresh();
        }
    });
    let pending = import.pending();
    ask_before_leaving(Memo::new(move |_| pending.get()));
    let on_submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        chosen.is_tried.set(true);
        if pending.get_untracked() || wanted.with_untracked(Vec::is_empty) {
            return;
        }
        match protection.get_untracked() {
            None => {
                import.dispatch(wanted.get_untracked());
            }
            Some(problem) if problem.is_about_confirmation() => page::focus("confirm"),
            Some(_) => page::focus("passcode"),
        }
    };
    let on_close = move |_| match pending.get_untracked() {
        true => is_stopped.set(true),
        false => is_open.set(false),
    };
    let verb = move || match (pending.get(), wanted.with(Vec::len)) {
        (true, n) => format!("Creating {} of {n}", at.get()),
        (false, 1) => "Create 1 schedule".to_owned(),
        (false, n) => format!("Create {n} schedules"),
    };
    view! {
        <form method="post" novalidate autocomplete="off" on:submit=on_submit>
            <p class="dim">"An import changes nothing that is here: it creates the schedules that are missing."</p>
            <FileField chosen is_creating />
            <Show when=move || plan.with(Option::is_some)>
                <Plan plan chosen />
            </Show>
            <Show when=move || wanted.with(|wanted| !wanted.is_empty())>
                <Protect chosen protection />
            </Show>
            <Outcome chosen pending=pending.into() />
            <footer role="none">
                <button type="button" class="button" data-kind="quiet" on:click=on_close>
                    {move || if pending.get() { "Stop" } else { "Close" }}
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
fn FileField(chosen: Chosen, is_creating: RwSignal<bool>) -> impl IntoView {
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
                disabled=is_creating
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
        let fared = chosen.fared.read();
        let title = told(fared.values()).filter(|_| !pending.get())?;
        let is_well = fared.values().all(|fared| fared.trouble().is_none());
        let tone = if is_well { Tone::Good } else { Tone::Bad };
        Some(view! { <Notice tone title /> }.into_any())
    }
}
