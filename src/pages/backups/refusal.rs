//! Why what a dialog asked for was not done, or is not known to be.

use crate::aftermath::{Evidence, Failure};
use crate::api::ApiError;
use crate::api::portal::Area;
use crate::components::notice::{Notice, Tone};
use leptos::prelude::*;

/// Within the dialog, until it asks again. `known` says what is known of it.
#[component]
pub fn Refusal<A: 'static, T: Clone + Send + Sync + 'static>(
    of: Action<A, Result<T, Failure>>,
    known: fn(&Failure) -> String,
) -> impl IntoView {
    let pending = of.pending();
    let failure = move || match of.value().get() {
        Some(Err(failure)) if !pending.get() && failure.error != ApiError::SessionEnded => {
            Some(failure)
        }
        _ => None,
    };
    move || {
        failure().map(|failure| {
            view! {
                <Notice tone=Tone::Bad title=failure.error.to_string()>
                    <p class="advice">{known(&failure)}</p>
                </Notice>
            }
            .into_any()
        })
    }
}

/// Of something that begins and then takes its time: asking twice may make two, and what does not show yet may
/// have begun.
pub fn of_start(failure: &Failure) -> String {
    match failure.evidence {
        Evidence::Refused => format!(
            "Nothing was started; what you typed is still here. {}",
            advice(&failure.error)
        ),
        Evidence::Unchanged | Evidence::NotYet => {
            "Neither the portal’s status nor the store’s list shows it so far. It may have begun all the same: look at the list before you ask again.".to_owned()
        }
        Evidence::Missing => {
            "It may have begun all the same: look at the list before you ask again.".to_owned()
        }
    }
}

/// Of something that is done at once.
pub fn of_change(failure: &Failure) -> String {
    match failure.evidence {
        Evidence::Refused => advice(&failure.error),
        Evidence::Unchanged => {
            "What the portal has was read after it and does not show the change. Try again."
                .to_owned()
        }
        Evidence::NotYet => {
            "What the portal has was read after it and does not show the change yet. The portal may still make it: look again before you try again.".to_owned()
        }
        Evidence::Missing => {
            "It is not known whether the change was made: look at the page before you try again."
                .to_owned()
        }
    }
}

/// What to do about a refusal: less than the administrator's role is enough for backups.
pub fn advice(error: &ApiError) -> String {
    match error {
        ApiError::Forbidden(_) => format!("{}.", Area::Backups.requirement()),
        error => error.advice().to_owned(),
    }
}
