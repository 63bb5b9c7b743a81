//! A minute before the session ends: that it will, and how to stay.

use crate::components::icon::{Glyph, Icon};
use crate::deadlines::Why;
use crate::session::Session;
use leptos::prelude::*;

/// Shown while the session tells that it is about to end.
#[component]
pub fn SessionWarning() -> impl IntoView {
    let session = Session::expect();
    let why = Memo::new(move |_| session.warning().get().map(|warning| warning.why));
    let words = |why| match why {
        Why::Idle => "Nothing was done here for a while. Your session ends within a minute.",
        Why::Expired | Why::Refused => "Your session ends within a minute.",
    };
    move || {
        let why = why.get()?;
        Some(
            view! {
                <div class="toast" data-at="top" role="alert">
                    <Glyph icon=Icon::Clock />
                    {words(why)}
                    <button type="button" class="button" data-size="small" on:click=move |_| session.stay()>
                        "Stay signed in"
                    </button>
                </div>
            }
            .into_any(),
        )
    }
}
