//! The backup stores: what each is, whether it can be written to, what lies in it.

use super::icon::{Glyph, Icon};
use super::more_menu::{Entry, MoreMenu};
use crate::foreign;
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

/// What a person asks for in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreIntent {
    Check(Store),
    MakeDefault(Store),
    Unregister(StoreRow),
}

/// The table "Backup stores".
#[component]
pub fn StoreList(
    rows: Memo<Vec<StoreRow>>,
    #[prop(into)] on_intent: Callback<StoreIntent>,
) -> impl IntoView {
    let row = move |(index, row)| view! { <Row row index on_intent /> }.into_any();
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
                            .collect_view()} <th role="columnheader" scope="col" data-column="more">
                            <span class="sr">"More"</span>
                        </th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{move || rows.get().into_iter().enumerate().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(row: StoreRow, index: usize, on_intent: Callback<StoreIntent>) -> impl IntoView {
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
                <Ready readiness=row.readiness.clone() />
            </td>
            <td role="cell" data-name="Backups">
                <span>{count(row.backups)}</span>
            </td>
            <td role="cell" data-name="Schedules">
                <span>{count(row.schedules)}</span>
            </td>
            <td role="cell" class="more">
                {menu(row, index, on_intent)}
            </td>
        </tr>
    }
}

/// "More for <name>".
fn menu(row: StoreRow, index: usize, on_intent: Callback<StoreIntent>) -> AnyView {
    let entry = move |icon: Icon, word: &'static str, intent: StoreIntent| {
        let act = Callback::new(move |()| on_intent.run(intent.clone()));
        Entry::Do(icon, word, act)
    };
    let name = row.store.name.to_string();
    let entries = move |()| {
        let store = &row.store;
        let check = StoreIntent::Check(store.clone());
        let default = if store.is_default {
            Entry::Remark(
                "It is the default store. To change that, make another one the default.".into(),
            )
        } else {
            let intent = StoreIntent::MakeDefault(store.clone());
            entry(Icon::Ok, "Make it the default", intent)
        };
        let unregister = StoreIntent::Unregister(row.clone());
        vec![
            entry(Icon::Running, "Check now", check),
            default,
            entry(Icon::Trash, "Unregister", unregister),
        ]
    };
    view! { <MoreMenu id=format!("store-{index}") name entries /> }.into_any()
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
        {why
            .map(|why| {
                view! {
                    <small>
                        <bdi>{foreign::line(&why)}</bdi>
                    </small>
                }
                    .into_any()
            })}
    }
}
