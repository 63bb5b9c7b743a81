//! The app's side of the contract: every reply in `fixtures/` is read as it should be, and every
//! request is what the portal documents.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod of_edits;
mod of_portal;
mod of_recovery;
mod of_runs;
mod of_tasks;

use portal_tasks::api::arriving::{Arriving, Row};
use portal_tasks::api::decode::Reply;
use portal_tasks::api::paging::Page;
use portal_tasks::api::{ApiError, Portal, paging, place};
use portal_tasks::task::{Listed, Task};
use std::sync::Arc;

fn fixture(name: &str) -> Reply {
    let file = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    Reply {
        status: if name.ends_with(".html") { 502 } else { 200 },
        body: std::fs::read_to_string(file).unwrap(),
        ..Reply::default()
    }
}

fn page<T: Row>(reply: &Reply) -> Result<Page<T>, ApiError> {
    let mut list = Arriving::default();
    list.hear(&reply.body);
    list.page(reply, 0)
}

fn documented() -> Vec<Arc<Task>> {
    let page = page::<Listed>(&fixture("tasks.json")).unwrap();
    assert_eq!(page.next, paging::Next::End);
    let task = |listed| match listed {
        Listed::Task(task) => task,
        Listed::Unreadable { why, .. } => panic!("{why}"),
    };
    page.rows.into_iter().map(task).collect()
}

fn here() -> Portal {
    Portal::find(
        &place::Config::default(),
        "https://organization.example.com",
        "/gis/apps/tasks/",
    )
    .unwrap()
}
