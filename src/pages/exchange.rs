//! Tasks out to a file and in from one: the plan first, then the passcode, then the schedules.

use crate::api::ApiError;
use crate::browser::page;
use crate::bulk::count;
use crate::components::dialog::Modal;
use crate::components::icon::{Glyph, Icon};
use crate::components::notice::{Notice, Tone};
use crate::components::passcode_input::PasscodeInput;
use crate::exchange::plan::{Fate, Planned, plan, with_passcode};
use crate::exchange::{Format, csv, json};
use crate::live::LiveTasks;
use crate::now::Now;
use crate::pages::list_tools::ListTools;
use crate::passcode::Passcode;
use crate::session::Session;
use crate::task::{Listed, Task};
use leptos::prelude::*;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use zeroize::Zeroizing;

/// A file that is larger holds something else: ten thousand tasks are ten megabytes.
const LARGEST: usize = 64_000_000;

/// The dialog "Export and import".
#[component]
pub fn ExchangeDialog() -> impl IntoView {
    let is_open = ListTools::expect().is_exchanging;
    view! {
        <Modal open=is_open on_close=move |()| is_open.set(false) labelled_by="exchange-h" is_wide=true>
            <form method="dialog">
                <Export />
            </form>
            <Import is_open />
        </Modal>
    }
}

/// Those that are chosen, else those that are shown, as a file.
#[component]
fn Export() -> impl IntoView {
    let tools = ListTools::expect();
    let session = Session::expect();
    let now = Now::expect();
    let is_refused = RwSignal::new(false);
    let (tasks, which) = match tools.chosen_tasks() {
        chosen if chosen.is_empty() => (tools.shown_tasks(), "shown"),
        chosen => (chosen, "chosen"),
    };
    let count = count(tasks.len());
    let tasks = StoredValue::new(tasks);
    let export = move |format: Format| {
        let now = now.second().get_untracked();
        let text = tasks.with_value(|tasks| match format {
            Format::Json => json::write(tasks, session.portal().label(), now),
            Format::Csv => csv::write(tasks, now),
        });
        let is_done = page::save_file(&format.file_name(now), format.media_type(), &text);
        is_refused.set(!is_done);
    };
    view! {
        <div>
            <h2 id="exchange-h">"Export and import"</h2>
            <p class="dim">{format!("{count} {which}, without passcodes.")}</p>
        </div>
        <div class="row">
            <button type="button" class="button" on:click=move |_| export(Format::Json)>
                "Export as JSON"
            </button>
            <button type="button" class="button" on:click=move |_| export(Format::Csv)>
                "Export as CSV"
            </button>
            <small role="alert">{move || is_refused.get().then_some("The browser did not allow it.")}</small>
        </div>
    }
}

/// What is chosen and typed. It goes when the dialog closes.
#[derive(Clone, Copy)]
struct Chosen {
    imported: RwSignal<Option<Vec<Listed>>>,
    /// Why the file holds nothing.
    problem: RwSignal<Option<String>>,
    /// Positions in the plan that are not wanted.
    left_out: RwSignal<HashSet<usize>>,
    passcode: RwSignal<Zeroizing<String>>,
    confirm: RwSignal<Zeroizing<String>>,
    is_tried: RwSignal<bool>,
    /// What the portal said to those that it did not create.
    refused: RwSignal<HashMap<usize, String>>,
    created: RwSignal<usize>,
}

impl Chosen {
    fn new() -> Self {
        Self {
            imported: RwSignal::new(None),
            problem: RwSignal::new(None),
            left_out: RwSignal::default(),
            passcode: RwSignal::default(),
            confirm: RwSignal::default(),
            is_tried: RwSignal::new(false),
            refused: RwSignal::default(),
            created: RwSignal::new(0),
        }
    }

    async fn read(self, input: web_sys::HtmlInputElement) {
        let text = page::chosen_file(&input).await;
        let read = match &text {
            None => Err("The file could not be read.".to_owned()),
            Some(text) if text.len() > LARGEST => {
                Err("The file is larger than any list of tasks.".to_owned())
            }
            Some(text) => json::read(text).map_err(|error| error.to_string()),
        };
        self.left_out.set(HashSet::new());
        self.refused.set(HashMap::new());
        self.created.set(0);
        self.problem.set(read.as_ref().err().cloned());
        self.imported.set(read.ok());
    }

    /// What would be created, by its position in the plan.
    fn wanted(self, plan: &[Planned]) -> Vec<(usize, Arc<Task>)> {
        let is_wanted = |i: &usize| self.left_out.with(|left_out| !left_out.contains(i));
        plan.iter()
            .enumerate()
            .filter(|(i, _)| is_wanted(i))
            .filter_map(|(i, planned)| match &planned.fate {
                Fate::Create(task) => Some((i, Arc::clone(task))),
                Fate::Here | Fate::Cannot(_) => None,
            })
            .collect()
    }
}

#[component]
fn Import(is_open: RwSignal<bool>) -> impl IntoView {
    let session = Session::expect();
    let live = LiveTasks::expect();
    let now = Now::expect();
    let chosen = Chosen::new();
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
            <footer>
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

/// What becomes of each element of the file.
#[component]
fn Plan(plan: Memo<Option<Vec<Planned>>>, chosen: Chosen) -> impl IntoView {
    let line = move |(i, planned): (usize, Planned)| {
        let (icon, told) = match &planned.fate {
            Fate::Create(_) => (Icon::Plus, None),
            Fate::Here => (
                Icon::Ok,
                Some("Is here already. It stays as it is.".to_owned()),
            ),
            Fate::Cannot(why) => (Icon::Warn, Some(why.clone())),
        };
        let title = match planned.title.as_str() {
            "" => "A task without a title".to_owned(),
            title => title.to_owned(),
        };
        let can_be_created = matches!(planned.fate, Fate::Create(_));
        let refusal = move || chosen.refused.with(|refused| refused.get(&i).cloned());
        view! {
            <li>
                <label class="row">
                    {if can_be_created {
                        view! { <Wanted i chosen /> }.into_any()
                    } else {
                        view! { <Glyph icon /> }.into_any()
                    }} <bdi>{title}</bdi>
                </label>
                <small>{told}</small>
                {move || {
                    refusal()
                        .map(|words| {
                            view! {
                                <p class="problem">
                                    <Glyph icon=Icon::Fail />
                                    <span>{words}</span>
                                </p>
                            }
                                .into_any()
                        })
                }}
            </li>
        }
        .into_any()
    };
    view! {
        <ul class="plan" aria-label="What will happen" tabindex="0">
            {move || plan.get().unwrap_or_default().into_iter().enumerate().map(line).collect_view()}
        </ul>
    }
}

#[component]
fn Wanted(i: usize, chosen: Chosen) -> impl IntoView {
    view! {
        <input
            type="checkbox"
            prop:checked=move || chosen.left_out.with(|left_out| !left_out.contains(&i))
            on:change:target=move |ev| {
                let is_wanted = ev.target().checked();
                chosen
                    .left_out
                    .update(|left_out| {
                        if is_wanted {
                            left_out.remove(&i);
                        } else {
                            left_out.insert(i);
                        }
                    });
            }
        />
    }
}

/// A passcode is in no file: one is asked for, for all that are created at once.
#[component]
fn Protect(chosen: Chosen, protection: Memo<Option<crate::passcode::Problem>>) -> impl IntoView {
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
