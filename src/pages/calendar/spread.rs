//! "Spread out": shifts after which no two schedules meet, looked at before they are made, then made one
//! by one. A schedule that makes backups is edited on its own page: the portal asks for its passcode.

use super::scene::Scene;
use crate::aftermath::{self, Failure};
use crate::agenda::Entry;
use crate::agenda::week::NEAR;
use crate::api::{ApiError, Client};
use crate::calendar::Planned;
use crate::calendar::spread::Spread;
use crate::components::calendar::proposal::{Fate, Proposal};
use crate::draft::TaskDraft;
use crate::live::LiveTasks;
use crate::paths::Page;
use crate::session::Session;
use crate::share::link::encode;
use crate::task::{Kind, Listed, TaskId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use quartz_cron::{Cron, Timestamp};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// What is proposed, and for whom.
#[derive(Clone)]
struct Proposed {
    spread: Arc<Spread>,
    entries: Arc<Vec<Entry>>,
}

/// One edit that is to be made.
#[derive(Clone)]
struct Shift {
    task: TaskId,
    /// What it was worked out for.
    from: Cron,
    to: Cron,
}

impl Proposed {
    /// Edits that the portal takes without a passcode.
    fn free(&self) -> Vec<Shift> {
        let edits = self.spread.edits.iter();
        let edits = edits.filter_map(|edit| Some((self.entries.get(edit.of)?, edit)));
        edits
            .filter(|(entry, _)| is_free(&entry.kind))
            .map(|(entry, edit)| Shift {
                task: entry.id.clone(),
                from: entry.planned.cron.clone(),
                to: edit.cron.clone(),
            })
            .collect()
    }
}

fn is_free(kind: &Kind) -> bool {
    kind.is_system()
}

/// Of those that take more than a minute: what takes seconds is in nobody's way.
fn spread(entries: &[Entry], from: Timestamp, to: Timestamp) -> Spread {
    let is_long = |of: &usize| entries[*of].lasts.secs() > 60;
    let long: Vec<usize> = (0..entries.len()).filter(is_long).collect();
    let planned: Vec<Planned> = long.iter().map(|of| entries[*of].planned.clone()).collect();
    let mut spread = Spread::of(&planned, from, to);
    for edit in &mut spread.edits {
        edit.of = long[edit.of];
    }
    spread
}

/// A handle for one visit.
#[derive(Clone, Copy)]
pub struct Spreading {
    session: Session,
    live: LiveTasks,
    scene: Scene,
    is_searching: RwSignal<bool>,
    proposed: RwSignal<Option<Proposed>>,
    fates: RwSignal<HashMap<TaskId, Fate>>,
    is_applying: RwSignal<bool>,
    is_stopped: RwSignal<bool>,
}

impl Spreading {
    /// Proposes nothing until the button is pressed.
    pub fn of_page(scene: Scene, live: LiveTasks) -> Self {
        Self {
            session: Session::expect(),
            live,
            scene,
            is_searching: RwSignal::new(false),
            proposed: RwSignal::new(None),
            fates: RwSignal::new(HashMap::new()),
            is_applying: RwSignal::new(false),
            is_stopped: RwSignal::new(false),
        }
    }

    fn close(self) {
        self.is_stopped.set(true);
        self.proposed.set(None);
    }

    /// Works it out once the button shows that it was pressed.
    fn search(self) {
        if self.is_searching.get_untracked() {
            return;
        }
        self.is_searching.set(true);
        self.fates.set(HashMap::new());
        let entries = self.scene.entries.get_untracked();
        let now = self.scene.now.coarse().get_untracked();
        let work = move || {
            let to = Timestamp::from_secs(now.as_secs() + NEAR);
            let spread = Arc::new(spread(&entries, now, to));
            self.proposed.try_set(Some(Proposed { spread, entries }));
            self.is_searching.try_set(false);
        };
        set_timeout(work, Duration::from_millis(30));
    }

    /// Makes the edits that need no passcode, one after another.
    fn apply(self, shifts: Vec<Shift>) {
        if self.is_applying.get_untracked() {
            return;
        }
        self.is_applying.set(true);
        self.is_stopped.set(false);
        spawn_local(async move {
            for shift in shifts {
                let fate = match self.is_stopped.try_get_untracked() {
                    Some(false) => {
                        self.tell(&shift.task, Fate::UnderWay);
                        match self.edit(&shift).await {
                            Ok(()) => Fate::Done,
                            Err(why) => Fate::Failed(why),
                        }
                    }
                    _ => Fate::Left,
                };
                self.tell(&shift.task, fate);
            }
            self.is_applying.try_set(false);
            self.live.refresh();
        });
    }

    fn tell(self, id: &TaskId, fate: Fate) {
        self.fates
            .try_update(|fates| fates.insert(id.clone(), fate));
    }

    async fn edit(self, shift: &Shift) -> Result<(), String> {
        let client = untrack(|| self.session.client()).map_err(|error| error.to_string())?;
        let is_over = |failure: &Failure| failure.error == ApiError::SessionEnded;
        let answer = match self.edit_once(&client, shift).await? {
            // Somebody has to sign in for it, and may have edited the task before.
            Err(failure) if is_over(&failure) => self.edit_once(&client, shift).await?,
            answer => answer,
        };
        answer.map_err(|failure| failure.text())
    }

    /// Reads the task, moves it and nothing else, and sends it. The outer error is why nothing was sent.
    async fn edit_once(
        self,
        client: &Client,
        shift: &Shift,
    ) -> Result<Result<(), Failure>, String> {
        let told = |error: ApiError| error.to_string();
        let read = async || {
            let answer = self.session.settle(client.task(&shift.task).await);
            match answer.map_err(told)? {
                Listed::Task(task) => Ok(task),
                Listed::Unreadable { .. } => Err("The portal’s answer cannot be read.".to_owned()),
            }
        };
        let before = read().await?;
        if before.schedule.cron() != Some(&shift.from) {
            return Err("Its schedule was changed meanwhile: spread out once more.".to_owned());
        }
        let mut draft = TaskDraft::of(&before);
        draft.cron = Some(shift.to.clone());
        let now = untrack(|| self.scene.now.second().get());
        let edit = draft.parse_edit(&before, now).map_err(|problems| {
            let first = problems.into_iter().next();
            first.map_or_else(String::new, |problem| problem.sentence)
        })?;
        let answer = self.session.settle(client.update(&before, &edit).await);
        let look = async || Some(read().await.ok()?.schedule.cron() == Some(&shift.to));
        Ok(aftermath::of_request(answer, look).await)
    }
}

/// The button "Spread out".
#[component]
pub fn SpreadOut(spreading: Spreading) -> impl IntoView {
    let is_busy = move || spreading.is_searching.get().then_some("true");
    view! {
        <p class="row">
            <button
                type="button"
                class="button"
                data-size="small"
                aria-busy=is_busy
                disabled=move || spreading.scene.histories.is_reading()
                on:click=move |_| spreading.search()
            >
                "Spread out"
            </button>
            <small>"Looks for the smallest shifts after which nothing meets."</small>
        </p>
    }
}

/// What is proposed, while something is.
#[component]
pub fn Proposals(spreading: Spreading) -> impl IntoView {
    move || {
        let proposed = spreading.proposed.get()?;
        Some(
            view! {
                <section class="stack tight" aria-labelledby="spread-h">
                    <h2 id="spread-h">"Spread out"</h2>
                    <Body proposed spreading />
                </section>
            }
            .into_any(),
        )
    }
}

#[component]
fn Body(proposed: Proposed, spreading: Spreading) -> impl IntoView {
    let free = proposed.free();
    let count = free.len();
    let entries = Arc::clone(&proposed.entries);
    let needs_passcode =
        move |of: usize| !entries.get(of).is_some_and(|entry| is_free(&entry.kind));
    let has_others = count < proposed.spread.edits.len();
    let is_empty = proposed.spread.edits.is_empty();
    let finished = move || spreading.fates.with(HashMap::len);
    let apply = (count > 0).then(|| {
        let word = if count == 1 {
            "Save one change".to_owned()
        } else {
            format!("Save {count} changes")
        };
        let free = StoredValue::new(free);
        view! {
            <button
                type="button"
                class="button"
                data-kind="primary"
                aria-busy=move || spreading.is_applying.get().then_some("true")
                on:click=move |_| spreading.apply(free.get_value())
            >
                {word}
            </button>
        }
        .into_any()
    });
    let underway = move || {
        spreading.is_applying.get().then(|| {
            view! {
                <strong id="spread-underway" role="status">
                    {format!("{} of {count}", finished())}
                </strong>
                <progress
                    class="short"
                    aria-labelledby="spread-underway"
                    max=count.to_string()
                    value=finished().to_string()
                ></progress>
                <button type="button" class="button" on:click=move |_| spreading.is_stopped.set(true)>
                    "Stop"
                </button>
            }
            .into_any()
        })
    };
    let table = (!is_empty).then(|| {
        view! {
            <Proposal
                spread=proposed.spread.clone()
                entries=proposed.entries.clone()
                fates=spreading.fates
                edit_href=edit_href
                needs_passcode
            />
        }
        .into_any()
    });
    view! {
        <p class="sentence">{headline(&proposed.spread)}</p>
        {has_others
            .then(|| {
                view! {
                    <p class="dim">
                        "The portal takes no edit of a backup schedule without its passcode: such a change is made on the schedule’s own page, where it is filled in."
                    </p>
                }
                    .into_any()
            })}
        {table}
        <div class="row">
            {apply} {underway}
            <button type="button" class="button" data-kind="quiet" on:click=move |_| spreading.close()>
                "Close"
            </button>
        </div>
    }
}

fn edit_href((task, cron): (TaskId, Cron)) -> String {
    let mut address = format!("{}?cron=", Page::EditTask(task).href());
    encode(&cron.to_string(), &mut address);
    address
}

/// What the proposal comes to.
fn headline(spread: &Spread) -> String {
    let left = match spread.left {
        0 => "then nothing meets.".to_owned(),
        1 => "then one pair still meets.".to_owned(),
        n => format!("then {n} pairs still meet."),
    };
    match (spread.edits.len(), spread.left) {
        (0, 0) => "Nothing has to move: no run of more than a minute meets another.".to_owned(),
        (0, _) => "No shift on the same days lets a schedule run alone.".to_owned(),
        (1, _) => format!("Move one schedule, {left}"),
        (n, _) => format!("Move {n} schedules, {left}"),
    }
}
