//! "Copy link": the expression as an address that opens a new schedule with it.

use crate::browser::page;
use crate::components::icon::{Glyph, Icon};
use crate::schedule::builder::Builder;
use leptos::prelude::*;
use leptos::task::spawn_local;
use quartz_cron::Cron;

/// What came of the last click.
#[derive(Clone, PartialEq)]
enum Copied {
    Done,
    /// The browser does not let it: the address, for copying by hand.
    Refused(String),
}

#[component]
pub fn CopyLink(builder: RwSignal<Builder>, link: Callback<Cron, String>) -> impl IntoView {
    let cron = Memo::new(move |_| builder.with(|builder| builder.cron().cloned()));
    let copied = RwSignal::new(None::<Copied>);
    // What was copied is not the link of another expression.
    Effect::new(move |_| {
        cron.track();
        copied.set(None);
    });
    let copy = move |_| {
        let Some(cron) = cron.get_untracked() else {
            return;
        };
        let address = link.run(cron);
        spawn_local(async move {
            let told = match page::copy(&address).await {
                true => Copied::Done,
                false => Copied::Refused(address),
            };
            copied.try_set(Some(told));
        });
    };
    view! {
        <div class="row">
            <button
                type="button"
                class="button"
                data-size="small"
                disabled=move || cron.with(Option::is_none)
                on:click=copy
            >
                <Glyph icon=Icon::Copy />
                "Copy link"
            </button>
            <small role="status">
                {move || match copied.get() {
                    None => "It holds the expression and nothing else of the form.".into_any(),
                    Some(Copied::Done) => "Copied.".into_any(),
                    Some(Copied::Refused(address)) => {
                        view! {
                            "The browser does not let it be copied. It is: "
                            <code>{address}</code>
                        }
                            .into_any()
                    }
                }}
            </small>
        </div>
    }
}
