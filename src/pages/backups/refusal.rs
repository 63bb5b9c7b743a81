//! What the portal said no to, within the dialog that asked.

use crate::api::ApiError;
use crate::components::notice::{Notice, Tone};
use leptos::prelude::*;

/// Whether an unanswered request was carried out is not known: asking twice may make two.
#[component]
pub fn Refusal(error: ApiError) -> impl IntoView {
    let advice = if error.is_passing() {
        "It may have begun all the same: look at the list before you ask again."
    } else {
        "Nothing was started; what you typed is still here."
    };
    view! {
        <Notice tone=Tone::Bad title=error.to_string()>
            <p class="advice">{advice}</p>
        </Notice>
    }
}

/// Of a request that may be asked once more.
#[component]
pub fn Refused<A: 'static, T: Clone + Send + Sync + 'static>(
    of: Action<A, Result<T, ApiError>>,
) -> impl IntoView {
    let pending = of.pending();
    let error = move || match of.value().get() {
        Some(Err(error)) if !pending.get() && error != ApiError::SessionEnded => Some(error),
        _ => None,
    };
    move || {
        error().map(|error| {
            view! {
                <Notice tone=Tone::Bad title=error.to_string()>
                    <p class="advice">{error.advice()}</p>
                </Notice>
            }
            .into_any()
        })
    }
}
