//! What an edit changes: field by field, and run by run.

use super::icon::{Glyph, Icon};
use super::words;
use crate::draft::Change;
use crate::foreign;
use crate::schedule::diff::Difference;
use crate::schedule::preview::{Shift, Window};
use crate::schedule::times;
use crate::schedule::zone::LocalZone;
use leptos::prelude::*;
use quartz_cron::{Cron, Timestamp};
use std::sync::Arc;

/// A schedule in the place of another.
#[derive(Clone, PartialEq)]
pub struct Swap {
    pub before: (Cron, Window),
    pub after: (Cron, Window),
    pub now: Timestamp,
}

impl Swap {
    /// `+4 runs a week: …`; None where all runs stay.
    fn sentence(&self) -> Option<String> {
        let both = [&self.before, &self.after].map(|(cron, window)| (cron, *window));
        let difference = Difference::of(both[0], both[1], self.now);
        (!difference.is_none()).then(|| difference.sentence())
    }
}

/// The panel "What changes".
#[component]
pub fn Changes(
    changes: Memo<Vec<Change>>,
    /// Runs that come or go.
    shifts: Memo<Vec<Shift>>,
    /// Both schedules, where both can be told of.
    swap: Memo<Option<Swap>>,
    /// True for a backup: its passcode is replaced whatever else is.
    has_passcode: bool,
    now: Memo<Timestamp>,
    zone: ReadSignal<Arc<LocalZone>>,
) -> impl IntoView {
    let difference = Memo::new(move |_| swap.with(|swap| swap.as_ref()?.sentence()));
    view! {
        <section class="panel" aria-labelledby="changes-h">
            <section>
                <h2 id="changes-h">"What changes" <small>"from the next run on"</small></h2>
                {move || {
                    let changes = changes.get();
                    if changes.is_empty() {
                        view! { <p class="dim">"Nothing yet."</p> }.into_any()
                    } else {
                        view! { <ChangeList changes before="before" after="now" /> }.into_any()
                    }
                }}
                {has_passcode
                    .then(|| {
                        view! {
                            <p class="dim">
                                <small>
                                    "The passcode becomes the one that you type. Backups that exist keep theirs."
                                </small>
                            </p>
                        }
                            .into_any()
                    })}
            </section>
            {move || {
                difference
                    .get()
                    .map(|sentence| {
                        view! {
                            <section>
                                <h3>"What that does to the runs"</h3>
                                <p>{sentence}</p>
                            </section>
                        }
                            .into_any()
                    })
            }}
            {move || {
                let shifts = shifts.get();
                (!shifts.is_empty())
                    .then(|| {
                        view! {
                            <section>
                                <Shifts shifts now zone />
                            </section>
                        }
                            .into_any()
                    })
            }}
        </section>
    }
}

/// Fields with two values each.
#[component]
pub fn ChangeList(
    changes: Vec<Change>,
    /// Said to screen readers before the first value.
    before: &'static str,
    after: &'static str,
) -> impl IntoView {
    let value = |text: String| match text.is_empty() {
        true => view! { <span class="dim">"Not set"</span> }.into_any(),
        false => view! { <bdi>{foreign::line(&text)}</bdi> }.into_any(),
    };
    let row = |change: Change| {
        view! {
            <dt>{words::field(change.field)}</dt>
            <dd>
                <del>
                    <span class="sr">{format!("{before}: ")}</span>
                    {value(change.before)}
                </del>
                <ins>
                    <span class="sr">{format!("{after}: ")}</span>
                    {value(change.after)}
                </ins>
            </dd>
        }
        .into_any()
    };
    view! { <dl class="facts changes">{changes.into_iter().map(row).collect_view()}</dl> }
}

/// Runs that come or go.
#[component]
fn Shifts(
    shifts: Vec<Shift>,
    now: Memo<Timestamp>,
    zone: ReadSignal<Arc<LocalZone>>,
) -> impl IntoView {
    let this_year = now.with_untracked(|now| now.civil(0).year);
    let row = move |shift: Shift| {
        let utc = shift.at.civil(0);
        let (icon, word) = match shift.is_new {
            true => (Icon::Plus, "New"),
            false => (Icon::Minus, "Dropped"),
        };
        let local = zone.with_untracked(|zone| (!zone.is_utc()).then(|| zone.clock(shift.at)));
        view! {
            <tr>
                <td>
                    <span class="state">
                        <Glyph icon />
                        {word}
                    </span>
                </td>
                <td>{format!("{}, {} UTC", times::date(utc, this_year), times::clock(utc))}</td>
                <td class="num dim">{local}</td>
            </tr>
        }
        .into_any()
    };
    view! {
        <h3>"Runs that change"</h3>
        <table class="fires">
            <caption class="sr">"Runs that change"</caption>
            <tbody>{shifts.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
