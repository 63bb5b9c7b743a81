//! "Sign in with ArcGIS Enterprise": on the portal's own page, which may ask for more than a password.

use crate::api::oauth::Problem;
use crate::components::notice::{Notice, Tone};
use crate::oauth;
use crate::session::Session;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Where the portal's page opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the place of this page, which holds nothing.
    Here,
    /// In a window of its own: this page stays as it is.
    Window,
}

#[component]
pub fn PortalSignIn(place: Place) -> impl IntoView {
    let session = Session::expect();
    let problem = RwSignal::new(None::<Problem>);
    let waiting = StoredValue::new_local(None);
    let is_waiting = RwSignal::new(false);
    let visit = session.visit();
    let on_answer = move |answer: oauth::Answer| {
        spawn_local(async move {
            let (Some(client_id), portal) = (session.client_id(), session.portal()) else {
                return;
            };
            let signed_in = match answer.exchange(&portal, &client_id).await {
                Ok(grant) => session.accept(grant, visit),
                Err(problem) => Err(problem),
            };
            is_waiting.set(false);
            problem.set(signed_in.err());
        });
    };
    let begin = move || {
        let client_id = session.client_id()?;
        let portal = session.portal();
        match place {
            Place::Here => oauth::leave(&portal, &client_id).err(),
            Place::Window => match oauth::open_window(&portal, &client_id, on_answer) {
                Ok(channel) => {
                    waiting.set_value(Some(channel));
                    is_waiting.set(true);
                    None
                }
                Err(problem) => Some(problem),
            },
        }
    };
    view! {
        <div class="stack">
            <button type="button" class="button" on:click=move |_| problem.set(begin())>
                "Sign in with ArcGIS Enterprise"
            </button>
            <p role="status" class="dim">
                {move || is_waiting.get().then_some("Sign in in the window that has opened. This page waits.")}
            </p>
        </div>
        {move || {
            problem
                .get()
                .map(|problem| {
                    view! {
                        <Notice tone=Tone::Bad title=problem.what>
                            <p class="advice">{problem.advice}</p>
                        </Notice>
                    }
                        .into_any()
                })
        }}
    }
}
