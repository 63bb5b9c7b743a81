//! What the spreader proposes: each schedule, its expression now and then, and why.

use crate::agenda::Entry;
use crate::calendar::spread::{Edit, Spread};
use crate::foreign;
use crate::schedule::times;
use crate::task::TaskId;
use leptos::prelude::*;
use quartz_cron::{Cron, Style, describe};
use std::collections::HashMap;
use std::sync::Arc;

/// What became of an edit.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    UnderWay,
    Done,
    /// Why not.
    Failed(String),
    Left,
}

#[component]
pub fn Proposal(
    spread: Arc<Spread>,
    entries: Arc<Vec<Entry>>,
    fates: RwSignal<HashMap<TaskId, Fate>>,
    /// Where a schedule is edited whose passcode the portal asks for.
    #[prop(into)]
    edit_href: Callback<(TaskId, Cron), String>,
    /// Whether a schedule, by its position, is edited there.
    #[prop(into)]
    needs_passcode: Callback<usize, bool>,
) -> impl IntoView {
    let row = |edit: &Edit| {
        let entry = entries.get(edit.of)?;
        let id = entry.id.clone();
        let fate = move || match fates.with(|fates| fates.get(&id).cloned()) {
            Some(Fate::UnderWay) => "Being saved".to_owned(),
            Some(Fate::Done) => "Saved".to_owned(),
            Some(Fate::Failed(why)) => format!("Not saved. {why}"),
            Some(Fate::Left) => "Left: it was stopped".to_owned(),
            None => String::new(),
        };
        let link = needs_passcode.run(edit.of).then(|| {
            view! {
                <a
                    class="button"
                    data-size="small"
                    href=edit_href.run((entry.id.clone(), edit.cron.clone()))
                    aria-label=format!("Edit {}", foreign::line(&entry.title))
                >
                    "Edit"
                </a>
            }
            .into_any()
        });
        let title = foreign::line(&entry.title);
        Some(
            view! {
                <tr>
                    <th scope="row" class="head">
                        <bdi>{title}</bdi>
                    </th>
                    <td data-name="From">{said(&entry.planned.cron)}</td>
                    <td data-name="To">{said(&edit.cron)}</td>
                    <td data-name="Why">{why(edit)}</td>
                    <td data-name="Change">{link} <small>{fate}</small></td>
                </tr>
            }
            .into_any(),
        )
    };
    view! {
        <div class="sheet">
            <table>
                <caption class="sr">"Proposed changes"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Schedule"</th>
                        <th scope="col">"From"</th>
                        <th scope="col">"To"</th>
                        <th scope="col">"Why"</th>
                        <th scope="col">"Change"</th>
                    </tr>
                </thead>
                <tbody>{spread.edits.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn said(cron: &Cron) -> AnyView {
    let told = describe(cron, &Style::default());
    view! {
        {told}
        <code>{cron.to_string()}</code>
    }
    .into_any()
}

/// `45 min later; meets 2 others no more`.
fn why(edit: &Edit) -> String {
    let span = times::span((edit.minutes * 60).abs());
    let side = if edit.minutes < 0 { "earlier" } else { "later" };
    let others = match edit.frees {
        1 => "one other".to_owned(),
        n => format!("{n} others"),
    };
    format!("{span} {side}: then it meets {others} no more")
}
