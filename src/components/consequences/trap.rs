//! What an expression hides.

use crate::components::icon::Icon;
use crate::components::notice::{Notice, Tone};
use leptos::prelude::*;
use quartz_cron::{Cron, Lint, Rule};

/// One thing that is accepted but not what it looks like, with the way out where there is one.
#[component]
pub fn Trap(
    lint: Lint,
    on_fix: Callback<Cron>,
    /// What the button does with the other expression.
    #[prop(default = "Write")]
    verb: &'static str,
) -> impl IntoView {
    let tone = match is_warning(&lint) {
        true => Tone::Warning,
        false => Tone::Info,
    };
    let fix = lint.fix().cloned().map(|fix| {
        let label = format!("{verb} {fix}");
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

/// Where versions disagree there is nothing to mend, only to know.
pub fn is_warning(lint: &Lint) -> bool {
    lint.rule() != Rule::VersionDrift
}
