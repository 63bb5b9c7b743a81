//! Findings: what of the portal's tasks does not fit together, and what would mend it.

pub mod known;
pub mod one;

use super::actions::Actions;
use super::dialogs::Dialogs;
use super::no_tasks::Failed;
use super::tasks::Outcome;
use crate::browser::page;
use crate::components::blank::{Blank, Bones};
use crate::components::icon::Icon;
use crate::components::notice::{Notice, Tone};
use crate::findings::{Finding, Severity};
use crate::live::LiveTasks;
use crate::paths::Page;
use known::Checked;
use leptos::prelude::*;
use one::One;

/// The findings as soon as the list of tasks is there, or why it could not be read.
#[component]
pub fn FindingsPage() -> impl IntoView {
    page::set_title("Findings");
    let live = LiveTasks::expect();
    let actions = Actions::new(live);
    let is_known = Memo::new(move |_| live.tasks().with(Option::is_some));
    let failure = Memo::new(move |_| live.failure().get().filter(|_| !is_known.get()));
    view! {
        <main id="main" tabindex="-1">
            {move || match (is_known.get(), failure.get()) {
                (true, _) => view! { <Content live actions /> }.into_any(),
                (false, Some(failure)) => view! { <Failed failure /> }.into_any(),
                (false, None) => {
                    view! {
                        <h1>"Findings"</h1>
                        <Bones label="Loading the tasks" rows=4 />
                    }
                        .into_any()
                }
            }}
        </main>
        <Dialogs actions />
    }
}

#[component]
fn Content(live: LiveTasks, actions: Actions) -> impl IntoView {
    let checked = Checked::of_page(live);
    let found = checked.found;
    let state = Memo::new(move |_| match checked.is_incomplete() {
        true => State::Checking,
        false if checked.unknown().is_empty() => State::Whole,
        false => State::Partly,
    });
    let without = Memo::new(move |_| found.with(Vec::is_empty).then(|| state.get()));
    let is_busy = move || checked.is_reading().then_some("true");
    let list = move || {
        match without.get() {
            Some(State::Checking) => {
                return view! { <Bones label="Checking the tasks" rows=4 /> }.into_any();
            }
            Some(state) => return nothing(state == State::Whole),
            None => {}
        }
        let one = |finding: Finding| view! { <One finding live actions /> }.into_any();
        view! {
            <ul class="findings" aria-label="Findings">
                {found.get().into_iter().map(one).collect_view()}
            </ul>
        }
        .into_any()
    };
    view! {
        <header>
            <div>
                <h1>{move || found.with(|found| headline(found, state.get()))}</h1>
                <p class="dim">
                    "What the portal holds, checked for what contradicts itself. Passcodes are compared without being shown or kept."
                </p>
            </div>
            <button type="button" class="button" aria-busy=is_busy on:click=move |_| checked.again()>
                "Check again"
            </button>
        </header>
        <Outcome actions />
        {move || {
            checked
                .unknown()
                .into_iter()
                .map(|(title, advice)| {
                    view! {
                        <Notice tone=Tone::Warning title icon=Icon::Cut>
                            <p class="advice">{advice}</p>
                        </Notice>
                    }
                        .into_any()
                })
                .collect_view()
        }}
        {list}
    }
}

/// How far the check has come.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Checking,
    /// Something could not be read.
    Partly,
    Whole,
}

/// What is said where nothing was found.
fn nothing(is_whole: bool) -> AnyView {
    let (icon, heading, text) = match is_whole {
        true => (
            Icon::Ok,
            "Everything fits together",
            "Retention, start times, stores, passcodes and the retention cleaner were checked.",
        ),
        false => (
            Icon::Cut,
            "What could be read fits together",
            "What is named above could not be checked: something may be wrong with it.",
        ),
    };
    view! {
        <Blank icon heading text>
            <a class="button" href=Page::Tasks.href()>
                "Go to the tasks"
            </a>
        </Blank>
    }
    .into_any()
}

/// `2 errors and 1 warning`.
fn headline(found: &[Finding], state: State) -> String {
    let count = |severity: Severity| {
        let n = found
            .iter()
            .filter(|finding| finding.severity() == severity)
            .count();
        let (one, many) = match severity {
            Severity::Error => ("error", "errors"),
            Severity::Warning => ("warning", "warnings"),
            Severity::Note => ("note", "notes"),
        };
        match n {
            0 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {many}")),
        }
    };
    let parts = [Severity::Error, Severity::Warning, Severity::Note].map(count);
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    match parts.as_slice() {
        [] if state == State::Checking => "Checking …".to_owned(),
        [] => "Nothing was found".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
