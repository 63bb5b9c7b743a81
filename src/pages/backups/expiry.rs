//! "Change expiry": until when a backup is kept.

use super::desk::{Desk, Opened};
use super::refusal::{Refusal, of_change};
use crate::aftermath::{self, Failure};
use crate::browser::page;
use crate::components::check::Check;
use crate::components::dialog::Modal;
use crate::components::field::TextField;
use crate::presence::Presence;
use crate::recovery::backup::{Backup, Expiry};
use crate::schedule::times::{iso_date, parse_iso_date};
use leptos::prelude::*;
use quartz_cron::Timestamp;

/// The last second of the day that was typed, or what is wrong with it.
fn parse(typed: &str, now: Timestamp) -> Result<Timestamp, String> {
    let day = parse_iso_date(typed).ok_or_else(|| "Choose a day.".to_owned())?;
    let end = Timestamp::from_secs(day.as_secs() + 86_399);
    if end <= now {
        return Err("This day is past. To be rid of the backup now, delete it.".to_owned());
    }
    Ok(end)
}

#[component]
pub fn ExpiryDialog(desk: Desk) -> impl IntoView {
    let backup = Memo::new(move |_| {
        desk.opened.with(|opened| match opened {
            Some(Opened::ChangeExpiry(backup)) => Some(backup.clone()),
            _ => None,
        })
    });
    view! {
        <Modal
            open=Signal::derive(move || backup.with(Option::is_some))
            on_close=move |()| desk.close_if(|opened| matches!(opened, Opened::ChangeExpiry(_)))
            labelled_by="expiry-h"
        >
            {move || backup.get().map(|backup| view! { <Form backup desk /> }.into_any())}
        </Modal>
    }
}

#[component]
fn Form(backup: Backup, desk: Desk) -> impl IntoView {
    let is_forever = RwSignal::new(backup.expiry == Expiry::Never);
    let day = RwSignal::new(match backup.expiry {
        Expiry::At(at) => iso_date(at.civil(0)),
        Expiry::Never | Expiry::NotTold => String::new(),
    });
    let is_tried = RwSignal::new(false);
    let (store, name) = (backup.store.clone(), backup.name.clone());
    let here = Presence::here();
    let ask = Action::new_local(move |until: &Option<Timestamp>| {
        let (store, name, until) = (store.clone(), name.clone(), *until);
        let client = desk.session.client();
        async move {
            let answer = client?.set_expiry(&store, &name, until).await;
            aftermath::of_request(desk.session.settle(answer), async || {
                let there = desk.live.read_shelf(&store).await?;
                let wanted = until.map_or(Expiry::Never, Expiry::At);
                let is_it = |backup: &Backup| backup.name == name && backup.expiry == wanted;
                Some(there.iter().any(is_it))
            })
            .await?;
            desk.close_for(here);
            desk.good(format!("The expiry of “{name}” was changed."), "");
            desk.live.read_all().await;
            Ok::<(), Failure>(())
        }
    });
    let pending = ask.pending();
    let parsed = Memo::new(move |_| match is_forever.get() {
        true => Ok(None),
        false => day
            .with(|day| parse(day, desk.now.coarse().get()))
            .map(Some),
    });
    let problem = Memo::new(move |_| parsed.get().err().filter(|_| is_tried.get()));
    let on_submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        is_tried.set(true);
        match parsed.get_untracked() {
            Ok(until) if !pending.get_untracked() => {
                ask.dispatch(until);
            }
            Ok(_) => {}
            Err(_) => page::focus("until"),
        }
    };
    view! {
        <form method="post" novalidate on:submit=on_submit>
            <div>
                <h2 id="expiry-h">"Change expiry"</h2>
                <p class="dim">
                    <bdi>{backup.name.to_string()}</bdi>
                </p>
            </div>
            <Show when=move || !is_forever.get()>
                <TextField
                    label="Keep until the end of"
                    id="until"
                    value=day
                    problem=problem
                    remark="UTC"
                    kind="date"
                    hint="Then the retention cleaner deletes it, within the hour."
                />
            </Show>
            <Forever value=is_forever />
            <Refusal of=ask known=of_change />
            <footer role="none">
                <button type="button" class="button" data-kind="quiet" on:click=move |_| desk.close()>
                    "Cancel"
                </button>
                <button class="button" data-kind="primary" aria-busy=move || pending.get().then_some("true")>
                    "Change expiry"
                </button>
            </footer>
        </form>
    }
}

/// "Keep for ever".
#[component]
pub fn Forever(value: RwSignal<bool>) -> impl IntoView {
    view! { <Check label="Keep for ever" value /> }
}
