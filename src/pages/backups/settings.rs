//! The settings of disaster recovery, and the dialog that changes them.

use super::desk::{Desk, Opened};
use super::refusal::{Refusal, advice, of_change};
use crate::aftermath::{self, Failure};
use crate::browser::page;
use crate::components::dialog::Modal;
use crate::components::field::TextField;
use crate::components::icon::{Glyph, Icon};
use crate::components::volume_fields::{self, TypedVolume, VolumeFields};
use crate::presence::Presence;
use crate::recovery::settings::{
    Field, NewSettings, Settings as Told, SettingsDraft, Staging, USUAL_HOURS,
};
use crate::recovery::volume::{self, Provisioning};
use leptos::prelude::*;

/// What is set, beneath the stores.
#[component]
pub fn Settings(desk: Desk) -> impl IntoView {
    let settings = Memo::new(move |_| {
        desk.live.known().with(|known| {
            let settings = &known.settings;
            (settings.value.clone(), settings.failure.clone())
        })
    });
    let told = move || {
        match settings.get() {
        (Some(told), _) => view! { <Facts told=(*told).clone() /> }.into_any(),
        (None, Some(error)) => view! { <p class="dim">"They could not be read. " {error.to_string()} " " {advice(&error)}</p> }
        .into_any(),
        (None, None) => view! { <p class="dim">"Not read yet."</p> }.into_any(),
    }
    };
    let is_known = Memo::new(move |_| settings.with(|(told, _)| told.is_some()));
    view! {
        <section class="stack" aria-labelledby="settings-h">
            <div class="row">
                <h2 id="settings-h">"Recovery settings"</h2>
                <Show when=move || is_known.get()>
                    <button
                        type="button"
                        class="button push"
                        data-size="small"
                        on:click=move |_| desk.open(Opened::Settings)
                    >
                        <Glyph icon=Icon::Edit />
                        "Edit settings"
                    </button>
                </Show>
            </div>
            {told}
        </section>
    }
}

#[component]
fn Facts(told: Told) -> impl IntoView {
    let staging = match &told.staging {
        Staging::On(volume) => view! { <span>{volume.about()}</span> }.into_any(),
        Staging::Other => view! { <span>"Configured"</span> }.into_any(),
        Staging::Missing => view! {
            <span class="state" data-state="failed">
                <Glyph icon=Icon::Fail />
                "Missing: every backup fails"
            </span>
        }
        .into_any(),
    };
    view! {
        <dl class="facts">
            <dt>"Staging volume"</dt>
            <dd>{staging}</dd>
            <dt>"A backup is cancelled"</dt>
            <dd>{told.limit()}</dd>
        </dl>
    }
}

#[component]
pub fn SettingsDialog(desk: Desk) -> impl IntoView {
    let is_open = Memo::new(move |_| desk.opened.with(|opened| *opened == Some(Opened::Settings)));
    view! {
        <Modal
            open=is_open
            on_close=move |()| desk.close_if(|opened| *opened == Opened::Settings)
            labelled_by="settings-dialog-h"
            is_wide=true
        >
            <Form desk />
        </Modal>
    }
}

fn input_id(field: Field) -> &'static str {
    match field {
        Field::Volume(field) => volume_fields::input_id(field),
        Field::Timeout => "timeout",
    }
}

#[component]
fn Form(desk: Desk) -> impl IntoView {
    let told = desk.live.known().with_untracked(|known| {
        let told = known.settings.value.as_deref().cloned();
        told.unwrap_or_default()
    });
    let draft = SettingsDraft::of(&told);
    let provisioning = RwSignal::new(draft.volume.provisioning);
    let volume = TypedVolume::of(draft.volume);
    let minutes = RwSignal::new(draft.minutes);
    let is_tried = RwSignal::new(false);
    let parsed = Memo::new(move |_| {
        let draft = SettingsDraft {
            volume: volume.draft(provisioning.get()),
            minutes: minutes.get(),
        };
        draft.parse()
    });
    let problem = move |field: Field| -> Signal<Option<String>> {
        Memo::new(move |_| {
            let problems = parsed.get().err()?;
            let found = problems.into_iter().find(|(wrong, _)| *wrong == field)?;
            is_tried.get().then_some(found.1)
        })
        .into()
    };
    let here = Presence::here();
    let ask = Action::new_local(move |new: &NewSettings| {
        let new = new.clone();
        let client = desk.session.client();
        async move {
            let client = client?;
            let answer = desk
                .session
                .settle(client.set_recovery_settings(&new).await);
            aftermath::of_request(answer, async || {
                let told = client.recovery_settings().await.ok()?;
                Some(new.is_in(&told))
            })
            .await?;
            desk.close_for(here);
            desk.good("The recovery settings were changed.".to_owned(), "");
            desk.live.read_all().await;
            Ok::<(), Failure>(())
        }
    });
    let pending = ask.pending();
    let on_submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        is_tried.set(true);
        match parsed.get_untracked() {
            Ok(new) if !pending.get_untracked() => {
                ask.dispatch(new);
            }
            Ok(_) => {}
            Err(problems) => {
                if let Some((field, _)) = problems.first() {
                    page::focus(input_id(*field));
                }
            }
        }
    };
    let of_volume = Callback::new(move |field: volume::Field| problem(Field::Volume(field)));
    view! {
        <form method="post" novalidate autocomplete="off" on:submit=on_submit>
            <div>
                <h2 id="settings-dialog-h">"Recovery settings"</h2>
                <p class="dim">
                    "A backup is put together on the staging volume before it goes to its store. Without one every backup fails."
                </p>
            </div>
            <Origin provisioning />
            <VolumeFields typed=volume provisioning problem=of_volume />
            <TextField
                label="Cancel a backup after"
                id=input_id(Field::Timeout)
                value=minutes
                problem=problem(Field::Timeout)
                remark="minutes"
                keyboard="decimal"
                hint=format!("Left empty, nothing is said about it; a portal’s own limit is {USUAL_HOURS} hours.")
            />
            <Refusal of=ask known=of_change />
            <footer role="none">
                <button type="button" class="button" data-kind="quiet" on:click=move |_| desk.close()>
                    "Cancel"
                </button>
                <button class="button" data-kind="primary" aria-busy=move || pending.get().then_some("true")>
                    {move || if pending.get() { "Asking the portal" } else { "Save settings" }}
                </button>
            </footer>
        </form>
    }
}

/// Where the volume comes from.
#[component]
fn Origin(provisioning: RwSignal<Provisioning>) -> impl IntoView {
    let option = move |value: Provisioning, label: &'static str| {
        view! {
            <option value=value.name() selected=move || provisioning.get() == value>
                {label}
            </option>
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label for="provisioning">"Staging volume"</label>
            <select
                class="input"
                id="provisioning"
                aria-describedby="provisioning-hint"
                on:change:target=move |ev| {
                    if let Some(chosen) = Provisioning::from_name(&ev.target().value()) {
                        provisioning.set(chosen);
                    }
                }
            >
                {option(Provisioning::Dynamic, "The cluster makes one")}
                {option(Provisioning::Static, "One that is there")}
            </select>
            <small id="provisioning-hint">"One that is there is taken from release 11.3 on."</small>
        </div>
    }
}
