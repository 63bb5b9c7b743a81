//! Restore: behind typing the backup's name and its passcode, with what it costs said first.

use super::desk::{Desk, Opened};
use super::refusal::{Refusal, of_start};
use crate::aftermath::Failure;
use crate::api::ApiError;
use crate::browser::{clock, page};
use crate::components::dialog::Modal;
use crate::components::field::TextField;
use crate::components::notice::{Notice, Tone};
use crate::components::secret_field::SecretField;
use crate::components::when::When;
use crate::foreign;
use crate::presence::Presence;
use crate::recovery::backup::Backup;
use crate::recovery::outage::Outage;
use crate::schedule::times;
use leptos::prelude::*;
use zeroize::Zeroizing;

#[component]
pub fn RestoreDialog(desk: Desk) -> impl IntoView {
    let backup = Memo::new(move |_| {
        desk.opened.with(|opened| match opened {
            Some(Opened::Restore(backup)) => Some(backup.clone()),
            _ => None,
        })
    });
    view! {
        <Modal
            open=Signal::derive(move || backup.with(Option::is_some))
            on_close=move |()| desk.close_if(|opened| matches!(opened, Opened::Restore(_)))
            labelled_by="restore-h"
            is_wide=true
        >
            {move || backup.get().map(|backup| view! { <Form backup desk /> }.into_any())}
        </Modal>
    }
}

#[component]
fn Form(backup: Backup, desk: Desk) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let passcode = RwSignal::new(Zeroizing::new(String::new()));
    let is_tried = RwSignal::new(false);
    let asked = backup.clone();
    let here = Presence::here();
    let ask = Action::new_local(move |(): &()| {
        let (store, name) = (asked.store.clone(), asked.name.clone());
        let client = desk.session.client();
        let typed = passcode.get_untracked();
        let since = desk.now.second().get_untracked();
        async move {
            let answer = client?.restore(&store, &name, &typed).await;
            let answer = desk.session.settle(answer);
            // Where the answer may hide that it has begun, that is waited out too; words of the portal are there to be
            // read.
            if let Err(error) = answer
                && (!error.may_hide_success() || matches!(error, ApiError::Refused { .. }))
            {
                return Err(Failure::from(error));
            }
            let began = clock::now_ms() / 1000;
            desk.live.set_outage(Some(Outage::new(name, since, began)));
            desk.close_for(here);
            Ok(())
        }
    });
    let pending = ask.pending();
    let wanted = backup.name.clone();
    let name_problem = Memo::new(move |_| {
        // What stands above is what can be typed.
        let is_same = name.with(|name| name.trim() == wanted.to_string());
        (is_tried.get() && !is_same).then(|| "Type the name exactly as it stands above.".to_owned())
    });
    let passcode_problem = Memo::new(move |_| {
        let is_missing = is_tried.get() && passcode.with(|passcode| passcode.is_empty());
        is_missing.then(|| "Type the passcode that this backup was made with.".to_owned())
    });
    let on_submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        is_tried.set(true);
        if pending.get_untracked() {
            return;
        }
        match (
            name_problem.get_untracked(),
            passcode_problem.get_untracked(),
        ) {
            (Some(_), _) => page::focus("restore-name"),
            (None, Some(_)) => page::focus("restore-passcode"),
            (None, None) => {
                ask.dispatch(());
            }
        }
    };
    view! {
        <form method="post" novalidate autocomplete="off" on:submit=on_submit>
            <Price backup desk />
            <TextField label="Type the backup’s name to confirm" id="restore-name" value=name problem=name_problem />
            <SecretField
                label="Passcode of this backup"
                id="restore-passcode"
                value=passcode
                problem=passcode_problem
                hint="Of a scheduled backup: the one that the schedule had when it was made."
            />
            <Refusal of=ask known=of_start />
            <footer role="none">
                <button type="button" class="button" on:click=move |_| desk.close()>
                    "Cancel"
                </button>
                <button class="button" data-kind="danger" aria-busy=move || pending.get().then_some("true")>
                    {move || if pending.get() { "Asking the portal" } else { "Restore the portal" }}
                </button>
            </footer>
        </form>
    }
}

/// What a restore costs.
#[component]
fn Price(backup: Backup, desk: Desk) -> impl IntoView {
    let now = desk.now.coarse().get_untracked();
    let zone = desk.now.zone().get_untracked();
    let this_year = now.civil(0).year;
    let point = backup.point().map(|at| {
        let age = times::relative(at, now);
        view! {
            " at "
            <strong>
                <When at this_year zone />
            </strong>
            {format!(" ({age})")}
        }
        .into_any()
    });
    let release = match backup.release.as_deref().map(foreign::line) {
        Some(release) => format!(
            "Only a portal of the same release ({release}), address and namespace can take it."
        ),
        None => "Only a portal of the same release, address and namespace can take it.".to_owned(),
    };
    view! {
        <div class="stack tight">
            <h2 id="restore-h">"Restore " <bdi>{backup.name.to_string()}</bdi> "?"</h2>
            <p>
                "The portal goes back to what it was"{point}
                ". Everything changed since then is lost: items, users, services, and the schedules themselves."
            </p>
            <Notice tone=Tone::Warning title="The whole organisation will be down.">
                <p class="advice">
                    "From the start of the restore to its end nobody can use the portal. That can take hours. This page waits and comes back by itself; it may ask for your password then."
                </p>
            </Notice>
            <p class="dim">{release}</p>
        </div>
    }
}
