//! What a schedule means, before it is saved: the sentence and the next ten runs.

use super::icon::{Glyph, Icon};
use super::notice::{Notice, Tone};
use crate::schedule::preview::{Preview, Row};
use crate::schedule::times;
use crate::schedule::zone::LocalZone;
use leptos::prelude::*;
use quartz_cron::{Cron, Lint, Rule, Timestamp};
use std::sync::Arc;

/// The panel "What will happen".
#[component]
pub fn Consequences(
    /// None while the form has no schedule to tell of.
    #[prop(into)]
    preview: Memo<Option<Preview>>,
    /// What the expression hides.
    lints: Memo<Vec<Lint>>,
    /// The person wants this expression in the place of the one that hides something.
    #[prop(into)]
    on_fix: Callback<Cron>,
    now: Memo<Timestamp>,
    zone: ReadSignal<Arc<LocalZone>>,
) -> impl IntoView {
    let sentence = move || {
        preview
            .get()
            .map_or_else(|| "No schedule yet.".to_owned(), |preview| preview.sentence)
    };
    view! {
        <aside class="panel" id="consequences" data-follow="" tabindex="0" aria-labelledby="consequences-h">
            <section>
                <h2 id="consequences-h">"What will happen"</h2>
                <p class="sentence" role="status">
                    {sentence}
                </p>
                {move || {
                    lints.get().into_iter().map(|lint| view! { <Trap lint on_fix /> }.into_any()).collect_view()
                }}
            </section>
            {move || {
                preview
                    .get()
                    .map(|preview| {
                        view! {
                            <section>
                                <Facts preview=preview.clone() />
                            </section>
                            <section>
                                <Fires rows=preview.rows now zone />
                            </section>
                        }
                            .into_any()
                    })
            }}
        </aside>
    }
}

/// One thing that is accepted but not what it looks like, with the way out where there is one.
#[component]
fn Trap(lint: Lint, on_fix: Callback<Cron>) -> impl IntoView {
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

#[component]
fn Facts(preview: Preview) -> impl IntoView {
    view! {
        <dl class="facts">
            <dt>"Runs"</dt>
            <dd>{preview.how_often}</dd>
            <dt>"Longest gap"</dt>
            <dd>{preview.longest_gap}</dd>
            <dt>"Kept"</dt>
            <dd>{preview.kept}</dd>
        </dl>
    }
}

/// The next runs, in UTC and in local time. A change of the clock stands between the runs it
/// separates.
#[component]
pub fn Fires(
    rows: Vec<Row>,
    now: Memo<Timestamp>,
    zone: ReadSignal<Arc<LocalZone>>,
) -> impl IntoView {
    let first = rows.iter().find_map(Row::at);
    let this_year = first.map_or(0, |at| at.civil(0).year);
    let has_local = zone.with_untracked(|zone| !zone.is_utc());
    let runs = rows.iter().filter(|row| row.at().is_some()).count();
    let title = match runs {
        0 => "No run".to_owned(),
        1 => "The only run".to_owned(),
        10 => "Next ten runs".to_owned(),
        n => format!("The last {n} runs"),
    };
    let caption = title.clone();
    let city = zone.with_untracked(|zone| zone.city());
    let columns = if has_local { "3" } else { "2" };
    let row = move |row: Row| match row {
        Row::Run(at) => {
            let utc = at.civil(0);
            let local = has_local.then(|| zone.with_untracked(|zone| zone.clock(at)));
            view! {
                <tr>
                    <td>
                        <time datetime=times::iso(
                            at,
                        )>{format!("{}, {}", times::date(utc, this_year), times::clock(utc))}</time>
                    </td>
                    {local.map(|local| view! { <td>{local}</td> }.into_any())}
                    <td class="num dim">{move || times::relative(at, now.get())}</td>
                </tr>
            }
            .into_any()
        }
        Row::ClockChange(sentence) => view! {
            <tr data-dst="">
                <td colspan=columns>
                    <span>
                        <Glyph icon=Icon::Moon />
                        {sentence}
                    </span>
                </td>
            </tr>
        }
        .into_any(),
    };
    view! {
        <h3>{title}</h3>
        <table class="fires">
            <caption class="sr">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">"UTC"</th>
                    {has_local.then(|| view! { <th scope="col">{city}</th> }.into_any())}
                    <th scope="col" class="num">
                        "From now"
                    </th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
