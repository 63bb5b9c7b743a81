//! The backup stores: what each is, whether it can be written to, what lies in it.

use super::icon::{Glyph, Icon};
use crate::recovery::store::{Readiness, Store};
use leptos::prelude::*;

/// A store and what is known beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreRow {
    pub store: Store,
    pub readiness: Readiness,
    /// Backups in it; None while they are not known.
    pub backups: Option<usize>,
    /// Schedules that write to it; None where tasks may not be seen.
    pub schedules: Option<usize>,
}

/// The table "Backup stores".
#[component]
pub fn StoreList(rows: Memo<Vec<StoreRow>>) -> impl IntoView {
    view! {
        <div class="sheet">
            <table role="table" aria-label="Backup stores">
                <thead role="rowgroup">
                    <tr role="row">
                        {["Store", "Ready", "Backups", "Schedules"]
                            .map(|head| {
                                view! {
                                    <th role="columnheader" scope="col">
                                        {head}
                                    </th>
                                }
                                    .into_any()
                            })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {move || rows.get().into_iter().map(|row| view! { <Row row /> }.into_any()).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(row: StoreRow) -> impl IntoView {
    let count = |n: Option<usize>| n.map_or_else(|| "–".to_owned(), |n| n.to_string());
    let about = row.store.about();
    view! {
        <tr role="row">
            <th role="rowheader" class="head" scope="row">
                <bdi>{row.store.name.to_string()}</bdi>
                <small>
                    {row.store.is_default.then_some("The default store")}
                    {(row.store.is_default && !about.is_empty()).then_some(" · ")} {about}
                </small>
            </th>
            <td role="cell" data-name="Ready">
                <Ready readiness=row.readiness />
            </td>
            <td role="cell" data-name="Backups">
                <span>{count(row.backups)}</span>
            </td>
            <td role="cell" data-name="Schedules">
                <span>{count(row.schedules)}</span>
            </td>
        </tr>
    }
}

/// Icon, word, and the portal's reason.
#[component]
pub fn Ready(readiness: Readiness) -> impl IntoView {
    let (icon, state, word, why) = match readiness {
        Readiness::Checking => (Icon::Running, "running", "Checking", None),
        Readiness::Ready => (Icon::Ok, "succeeded", "Ready", None),
        Readiness::NotReady(why) => (Icon::Fail, "failed", "Not ready", why),
        Readiness::Unknown(why) => (Icon::Warn, "late", "Not known", Some(why)),
    };
    view! {
        <span class="state" data-state=state>
            <Glyph icon />
            {word}
        </span>
        {why.map(|why| view! { <small>{why}</small> }.into_any())}
    }
}
