//! Backups: how far back the portal can be taken, what is being made, and where it lies.

pub mod back_up;
pub mod desk;
pub mod expiry;
pub mod keeper;
pub mod notices;
pub mod outage;
pub mod reach;
pub mod refusal;
pub mod register;
pub mod restore;
pub mod settings;
pub mod shelves;
pub mod stores;
pub mod strip;

use super::not_allowed::NotAllowed;
use crate::api::ApiError;
use crate::api::portal::Area;
use crate::browser::page;
use crate::components::blank::{Blank, Bones};
use crate::components::confirm::{Answer, Confirm, Question};
use crate::components::icon::{Glyph, Icon};
use crate::components::stages::Stages;
use crate::live::LiveTasks;
use crate::live_recovery::Known;
use crate::recovery::backup::Backup;
use crate::recovery::stock::{Stock, Told};
use back_up::BackUpDialog;
use desk::{Desk, Opened};
use expiry::ExpiryDialog;
use leptos::prelude::*;
use notices::Notices;
use outage::OutageState;
use reach::RestorePoints;
use register::RegisterDialog;
use restore::RestoreDialog;
use settings::{Settings, SettingsDialog};
use shelves::Shelves;
use stores::{Stores, UnregisterDialog};
use strip::StockStrip;

/// What the page shows as a whole.
#[derive(Clone, Debug, PartialEq)]
enum Shown {
    Outage,
    Loading,
    Failed(ApiError),
    Content,
}

/// While a restore is waited out, that alone; otherwise the restore points and the stores.
#[component]
pub fn BackupsPage() -> impl IntoView {
    let desk = Desk::of_page();
    keeper::keep_fresh(desk, LiveTasks::expect());
    let live = desk.live;
    let shown = Memo::new(move |_| {
        if live.outage().with(Option::is_some) {
            return Shown::Outage;
        }
        live.known().with(|known| match &known.stores {
            stores if stores.value.is_some() => Shown::Content,
            stores => stores.failure.clone().map_or(Shown::Loading, Shown::Failed),
        })
    });
    let choices = Memo::new(move |_| live.known().with(Known::choices));
    view! {
        <main id="main" tabindex="-1">
            {move || match shown.get() {
                Shown::Outage => view! { <OutageState /> }.into_any(),
                Shown::Content => view! { <Content desk /> }.into_any(),
                Shown::Failed(error) => view! { <Failed error desk /> }.into_any(),
                Shown::Loading => {
                    page::set_title("Backups");
                    view! {
                        <header>
                            <h1>"Backups"</h1>
                        </header>
                        <Bones label="Loading backups" rows=4 />
                    }
                        .into_any()
                }
            }}
        </main>
        <BackUpDialog desk choices />
        <RestoreDialog desk />
        <ExpiryDialog desk />
        <DeleteDialog desk />
        <RegisterDialog desk />
        <UnregisterDialog desk />
        <SettingsDialog desk />
    }
}

#[component]
fn Content(desk: Desk) -> impl IntoView {
    page::set_title("Backups");
    let live = desk.live;
    let now = desk.now.coarse();
    let known = live.known();
    let stock = Memo::new(move |before: Option<&Stock>| {
        let mut stock = known.with(Known::stock);
        // A store that was just registered takes nothing back of what is told.
        if let (Told::NotYet, Some(before)) = (stock.told, before) {
            stock.told = before.told;
        }
        stock
    });
    let told = Memo::new(move |_| stock.with(|stock| stock.told));
    let headline = move || stock.with(|stock| stock.headline(now.get()));
    let running = Memo::new(move |_| {
        known.with(|known| known.progress().filter(|p| p.is_running()).cloned())
    });
    let is_waiting = move || live.watch().with(Option::is_some) && running.with(Option::is_none);
    let missing = desk.missing;
    let cannot_start = move || {
        missing.get().is_some()
            || running.with(Option::is_some)
            || live.watch().with(Option::is_some)
    };
    view! {
        <header>
            <div>
                <h1>{headline}</h1>
                <p class="dim">
                    "A backup is the whole portal at one moment. It can be restored with its passcode only."
                </p>
            </div>
            <button
                type="button"
                class="button"
                data-kind="primary"
                disabled=cannot_start
                aria-describedby="missing"
                on:click=move |_| desk.open(Opened::BackUp)
            >
                <Glyph icon=Icon::Plus />
                "Back up now"
            </button>
        </header>
        {move || {
            missing
                .get()
                .map(|missing| {
                    view! {
                        <p id="missing" class="row">
                            <Glyph icon=Icon::Lock />
                            {format!("{missing}. What is here can be looked at.")}
                        </p>
                    }
                        .into_any()
                })
        }}
        <Notices desk />
        <Show when=move || running.with(Option::is_some)>
            <Stages progress=running now=desk.now.second() />
        </Show>
        <Show when=is_waiting>
            <p class="row" role="status">
                <span class="state" data-state="running">
                    <Glyph icon=Icon::Running />
                    "The portal has accepted the backup and is about to begin."
                </span>
            </p>
        </Show>
        <StockStrip stock desk />
        <RestorePoints desk told />
        <Shelves desk told />
        <Stores desk />
        <Settings desk />
    }
}

/// Nothing can be shown, and why.
#[component]
fn Failed(error: ApiError, desk: Desk) -> impl IntoView {
    page::set_title("Backups");
    if let ApiError::Forbidden(words) = error {
        return view! { <NotAllowed title="Your account may not see backups" area=Area::Backups words /> }
            .into_any();
    }
    view! {
        <header>
            <h1>"The backups could not be read"</h1>
        </header>
        <Blank icon=Icon::Fail heading=error.to_string() text=error.advice()>
            <button
                type="button"
                class="button"
                data-kind="primary"
                aria-busy=move || desk.live.is_asking().get().then_some("true")
                on:click=move |_| desk.refresh()
            >
                "Try again"
            </button>
        </Blank>
    }
    .into_any()
}

#[component]
fn DeleteDialog(desk: Desk) -> impl IntoView {
    let backup = Memo::new(move |_| {
        desk.opened.with(|opened| match opened {
            Some(Opened::Delete(backup)) => Some(backup.clone()),
            _ => None,
        })
    });
    let question = RwSignal::new(None);
    Effect::new(move |_| question.set(backup.get().map(|backup| ask(&backup, desk))));
    let on_answer = move |answer: Answer| {
        let asked = backup.get_untracked();
        desk.close_if(|opened| matches!(opened, Opened::Delete(_)));
        if let (Answer::Yes, Some(backup)) = (answer, asked) {
            desk.delete(backup);
        }
    };
    view! { <Confirm question=question.read_only() on_answer /> }
}

fn ask(backup: &Backup, desk: Desk) -> Question {
    let stock = desk.live.look(Known::stock);
    let is_last = backup.can_be_restored() && stock.points == 1;
    let last = match stock.told {
        Told::Wholly => "It is the only restore point there is.",
        Told::NotYet | Told::InPart => "It is the only restore point that is known.",
    };
    Question {
        heading: format!("Delete {}?", backup.name),
        text: "This cannot be undone. The portal can then not be taken back to this point."
            .to_owned(),
        remark: is_last.then(|| last.to_owned()),
        yes: "Delete backup",
        milder: None,
    }
}
