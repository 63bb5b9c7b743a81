//! What stands in the dock beside the buttons: how many problems and warnings, and the next run.

use crate::browser::page;
use crate::components::icon::{Glyph, Icon};
use crate::draft::Problem;
use crate::schedule::preview::{Preview, Row};
use crate::schedule::times::relative;
use leptos::prelude::*;
use quartz_cron::Timestamp;

#[component]
pub fn Summary(
    problems: Memo<Vec<Problem>>,
    /// How many the consequences tell.
    warnings: Memo<usize>,
    preview: Memo<Option<Preview>>,
    now: Memo<Timestamp>,
    /// What the run is called that comes next: `First run`.
    next_run: &'static str,
) -> impl IntoView {
    let next = move || {
        let at = preview.with(|preview| preview.as_ref()?.rows.iter().find_map(Row::at))?;
        Some(format!("{next_run} {}", relative(at, now.get())))
    };
    view! {
        <p>
            {move || match problems.with(Vec::len) {
                0 => None,
                n => {
                    let words = if n == 1 { "1 problem".to_owned() } else { format!("{n} problems") };
                    Some(
                        view! {
                            <span class="state" data-state="failed" role="status">
                                <Glyph icon=Icon::Warn />
                                {words}
                            </span>
                        }
                            .into_any(),
                    )
                }
            }}
            {move || {
                let words = match warnings.get() {
                    0 => return None,
                    1 => "1 warning".to_owned(),
                    n => format!("{n} warnings"),
                };
                Some(
                    view! {
                        <button
                            type="button"
                            class="button"
                            data-kind="quiet"
                            data-size="small"
                            on:click=move |_| page::focus("consequences")
                        >
                            <Glyph icon=Icon::Warn />
                            {words}
                        </button>
                    }
                        .into_any(),
                )
            }} <small>{next}</small>
        </p>
    }
}
