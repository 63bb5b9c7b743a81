//! What an expression hides.

use crate::components::icon::Icon;
use crate::components::notice::{Notice, Tone};
use leptos::prelude::*;
use quartz_cron::{Cron, Lint, Rule};

/// One thing that is accepted but not what it looks like, with the way out where there is one.
#[component]
pub fn Trap(lint: Lint, on_fix: Callback<Cron>) -> impl IntoView {
    // Where versions disagree there is nothing to mend, only to know.
    let tone = match lint.rule() {
        Rule::VersionDrift => Tone::Info,
        _ => Tone::Warning,
    };
    let fix = lint.fix().cloned().map(|fix| {
        let label = format!("Write {fix}");
        view! {
            <div class="row">
                <button type="button" class="button" data-size="small" on:click=move |_| on_fix.run(fix.clone())>
                    {label}
                </button>
            </div>
        }
        .into_any()
    });
    view! {
        <Notice tone title=lint.to_string() icon=Icon::Warn>
            {fix}
        </Notice>
    }
}
