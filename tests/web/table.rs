//! The table of tasks.

use crate::support::{Stage, settled, stage};
use leptos::prelude::*;
use portal_tasks::api::arriving::Arriving;
use portal_tasks::api::decode::Reply;
use portal_tasks::components::task_row::{Intent, RowContext};
use portal_tasks::components::task_table::TaskTable;
use portal_tasks::listing::Sort;
use portal_tasks::recovery::Listing;
use portal_tasks::recovery::store::Destinations;
use portal_tasks::schedule::zone::LocalZone;
use portal_tasks::task::Listed;
use quartz_cron::Timestamp;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

fn tasks(titles: &[String]) -> Vec<Listed> {
    let result: Vec<_> = titles
        .iter()
        .enumerate()
        .map(|(i, title)| {
            serde_json::json!({
                "id": format!("{i:032x}"),
                "taskTitle": title,
                "taskType": "CreateBackup",
                "taskState": "active",
                "active": true,
                "cronExpression": "0 0 4 ? * 7",
                "parameters": {"name": "nightly", "storeName": "nas"},
            })
        })
        .collect();
    let reply = Reply {
        status: 200,
        body: serde_json::json!({"result": result}).to_string(),
        ..Reply::default()
    };
    let mut list = Arriving::default();
    list.hear(&reply.body);
    list.page(&reply, 0).unwrap().rows
}

fn table(titles: &[String]) -> (Stage, Arc<Mutex<Vec<Intent>>>) {
    table_beside(titles, Destinations::default())
}

fn table_beside(titles: &[String], destinations: Destinations) -> (Stage, Arc<Mutex<Vec<Intent>>>) {
    let listed = Arc::new(tasks(titles));
    let wanted = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&wanted);
    let stage = stage(move || {
        let count = listed.len();
        let tasks = Memo::new(move |_| Arc::clone(&listed));
        let shown = Memo::new(move |_| (0..count).collect::<Vec<_>>());
        let sort = Memo::new(|_| Sort::default());
        let context = RowContext {
            now: Memo::new(|_| Timestamp::from_secs(1_792_764_120)),
            zone: RwSignal::new(Arc::new(LocalZone::utc())).read_only(),
            busy: RwSignal::default().read_only(),
            chosen: RwSignal::default(),
            destinations: RwSignal::new(destinations).read_only(),
            on_intent: Callback::new(move |intent| heard.lock().unwrap().push(intent)),
            href: |id| format!("/tasks/{}", id.as_str()),
        };
        view! { <TaskTable tasks shown sort on_sort=|_| () context /> }.into_any()
    });
    (stage, wanted)
}

#[wasm_bindgen_test]
async fn a_row_tells_what_runs_and_when() {
    let (stage, _) = table(&["parcels".to_owned()]);
    settled().await;
    let text = stage.text();
    for told in [
        "parcels",
        "Every Saturday at 04:00 UTC",
        "Sat 24 Oct, 04:00 UTC",
        "1 of 1 task",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
}

#[wasm_bindgen_test]
async fn a_hostile_title_is_text() {
    let (stage, _) = table(&["<img src=x onerror=alert(1)>".to_owned()]);
    settled().await;
    assert!(stage.all("img").is_empty());
    assert!(stage.text().contains("<img src=x onerror=alert(1)>"));
}

#[wasm_bindgen_test]
async fn the_switch_waits_for_the_portal() {
    let (stage, wanted) = table(&["parcels".to_owned()]);
    settled().await;
    let switch: HtmlInputElement = stage
        .named("[role=switch]", "Enable parcels")
        .unchecked_into();
    switch.click();
    settled().await;
    assert!(
        switch.checked(),
        "it shows what the portal says, not what was clicked"
    );
    assert!(
        matches!(wanted.lock().unwrap().as_slice(), [Intent::Disable(task)] if task.title == "parcels")
    );
}

#[wasm_bindgen_test]
async fn of_many_rows_only_those_in_view_are_there() {
    let titles: Vec<String> = (0..10_000).map(|i| format!("task {i}")).collect();
    let (stage, _) = table(&titles);
    settled().await;
    assert!(stage.all("tbody tr").len() < 100);
    assert!(stage.text().contains("10000 of 10000 tasks"));
    let table = &stage.all("table")[0];
    assert_eq!(table.get_attribute("aria-rowcount").unwrap(), "10001");
}

#[wasm_bindgen_test]
async fn all_shown_are_chosen_at_once_and_some_is_told_apart_from_all() {
    let (stage, _) = table(&["parcels".to_owned(), "roads".to_owned()]);
    settled().await;
    let all = stage.input("Select all shown");
    all.click();
    settled().await;
    assert!(stage.input("Select parcels").checked() && stage.input("Select roads").checked());
    stage.input("Select roads").click();
    settled().await;
    assert!(!all.checked() && all.indeterminate());
}

#[wasm_bindgen_test]
async fn a_schedule_whose_store_is_not_registered_says_so() {
    let none = Destinations::new(&Listing::default(), &HashMap::new());
    let (stage, _) = table_beside(&["parcels".to_owned()], none);
    settled().await;
    assert!(stage.text().contains("Not registered"), "{}", stage.text());
    let (stage, _) = table(&["parcels".to_owned()]);
    settled().await;
    assert!(!stage.text().contains("Not registered"));
}
