//! "Back up now": a store, a name, a passcode, how long to keep it.

use super::desk::{Desk, Opened};
use super::expiry::Forever;
use super::refusal::{Refusal, of_start};
use crate::aftermath::{self, Failure};
use crate::browser::page;
use crate::components::dialog::Modal;
use crate::components::field::TextField;
use crate::components::passcode_input::PasscodeInput;
use crate::components::retention_input::RetentionInput;
use crate::components::store_picker::StorePicker;
use crate::presence::Presence;
use crate::recovery::Name;
use crate::recovery::order::{BackupDraft, BackupOrder, Field, Keep, suggested_name};
use crate::recovery::store::Choice;
use crate::recovery::watch::Watch;
use crate::retention::Unit;
use leptos::prelude::*;
use quartz_cron::Timestamp;
use zeroize::Zeroizing;

/// What is typed. It goes when the dialog closes.
#[derive(Clone, Copy)]
struct Typed {
    store: RwSignal<String>,
    name: RwSignal<String>,
    keep: RwSignal<String>,
    unit: RwSignal<Unit>,
    is_forever: RwSignal<bool>,
    passcode: RwSignal<Zeroizing<String>>,
    confirm: RwSignal<Zeroizing<String>>,
    /// Problems are told from the first attempt on.
    is_tried: RwSignal<bool>,
}

impl Typed {
    fn new(now: Timestamp) -> Self {
        Self {
            store: RwSignal::default(),
            name: RwSignal::new(suggested_name(now)),
            keep: RwSignal::new("14".to_owned()),
            unit: RwSignal::new(Unit::Day),
            is_forever: RwSignal::new(false),
            passcode: RwSignal::default(),
            confirm: RwSignal::default(),
            is_tried: RwSignal::new(false),
        }
    }

    fn draft(self) -> BackupDraft {
        BackupDraft {
            store: Name::new(&self.store.get()),
            name: self.name.get(),
            keep: if self.is_forever.get() {
                Keep::Forever
            } else {
                Keep::For(self.keep.get(), self.unit.get())
            },
            passcode: self.passcode.get(),
            confirm: self.confirm.get(),
        }
    }
}

fn input_id(field: Field) -> &'static str {
    match field {
        Field::Store => "store",
        Field::Name => "backup-name",
        Field::Keep => "keep",
        Field::Passcode => "passcode",
        Field::ConfirmPasscode => "confirm",
    }
}

#[component]
pub fn BackUpDialog(desk: Desk, choices: Memo<Option<Vec<Choice>>>) -> impl IntoView {
    let is_open = Memo::new(move |_| desk.opened.with(|opened| *opened == Some(Opened::BackUp)));
    view! {
        <Modal
            open=is_open
            on_close=move |()| desk.close_if(|opened| *opened == Opened::BackUp)
            labelled_by="back-up-h"
            is_wide=true
        >
            <Form desk choices />
        </Modal>
    }
}

#[component]
fn Form(desk: Desk, choices: Memo<Option<Vec<Choice>>>) -> impl IntoView {
    let typed = Typed::new(desk.now.second().get_untracked());
    let parsed = Memo::new(move |_| {
        let store = typed.store.get();
        desk.live.known().with(|known| {
            let is_taken = |name: &str| {
                let mut in_store = known.all_backups().filter(|b| b.store.as_str() == store);
                in_store.any(|backup| backup.name.as_str() == name)
            };
            typed.draft().parse(is_taken)
        })
    });
    let here = Presence::here();
    let ask = Action::new_local(move |order: &BackupOrder| {
        let order = order.clone();
        let client = desk.session.client();
        let since = desk.now.second().get_untracked();
        async move {
            let mut watch = Watch {
                store: order.store().clone(),
                name: order.name().clone(),
                since,
                job: None,
            };
            let answer = desk.session.settle(client?.back_up(&order, since).await);
            watch.job =
                aftermath::of_request(answer, async || desk.live.has_begun(&watch).await).await?;
            desk.live.watch().set(Some(watch));
            desk.close_for(here);
            let _ = desk.live.read_status().await;
            Ok::<(), Failure>(())
        }
    });
    let pending = ask.pending();
    let on_submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        typed.is_tried.set(true);
        if pending.get_untracked() {
            return;
        }
        match parsed.get_untracked() {
            Ok(order) => {
                ask.dispatch(order);
            }
            Err(problems) => {
                if let Some(first) = problems.first() {
                    page::focus(input_id(first.field));
                }
            }
        }
    };
    view! {
        <form method="post" novalidate autocomplete="off" on:submit=on_submit>
            <div>
                <h2 id="back-up-h">"Back up now"</h2>
                <p class="dim">"The whole portal is backed up. It stays in use meanwhile."</p>
            </div>
            <Fields typed parsed choices />
            <Refusal of=ask known=of_start />
            <footer role="none">
                <button type="button" class="button" data-kind="quiet" on:click=move |_| desk.close()>
                    "Cancel"
                </button>
                <button class="button" data-kind="primary" aria-busy=move || pending.get().then_some("true")>
                    {move || if pending.get() { "Starting" } else { "Start backup" }}
                </button>
            </footer>
        </form>
    }
}

#[component]
fn Fields(
    typed: Typed,
    parsed: Memo<Result<BackupOrder, Vec<crate::recovery::order::Problem>>>,
    choices: Memo<Option<Vec<Choice>>>,
) -> impl IntoView {
    let problem = move |field: Field| -> Signal<Option<String>> {
        Memo::new(move |_| {
            let problems = parsed.with(|parsed| parsed.as_ref().err().cloned())?;
            let found = problems
                .into_iter()
                .find(|problem| problem.field == field)?;
            typed.is_tried.get().then_some(found.sentence)
        })
        .into()
    };
    view! {
        <div class="pair">
            <StorePicker value=typed.store choices problem=problem(Field::Store) is_new=true />
            <TextField label="Backup name" id="backup-name" value=typed.name problem=problem(Field::Name) />
        </div>
        <div class="stack tight">
            <Show when=move || !typed.is_forever.get()>
                <RetentionInput amount=typed.keep unit=typed.unit problem=problem(Field::Keep) />
            </Show>
            <Forever value=typed.is_forever />
        </div>
        <PasscodeInput
            value=typed.passcode
            confirm=typed.confirm
            problem=problem(Field::Passcode)
            confirm_problem=problem(Field::ConfirmPasscode)
            protects="nothing of this backup"
            opens=Signal::derive(move || vec![("Backup name", typed.name.get()), ("Backup store", typed.store.get())])
        />
    }
}
