//! The table of tasks.

use crate::support::{Stage, settled, stage};
use leptos::prelude::*;
use portal_tasks::api::decode::Reply;
use portal_tasks::api::tasks::decode_page;
use portal_tasks::components::task_row::Intent;
use portal_tasks::components::task_table::TaskTable;
use portal_tasks::listing::Sort;
use portal_tasks::schedule::zone::LocalZone;
use portal_tasks::task::Listed;
use quartz_cron::Timestamp;
use std::collections::HashSet;
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
            })
        })
        .collect();
    let reply = Reply {
        status: 200,
        body: serde_json::json!({"result": result}).to_string(),
        ..Reply::default()
    };
    decode_page(&reply, 0).unwrap().rows
}

fn table(titles: &[String]) -> (Stage, Arc<Mutex<Vec<Intent>>>) {
    let listed = Arc::new(tasks(titles));
    let wanted = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&wanted);
    let stage = stage(move || {
        let count = listed.len();
        let tasks = Memo::new(move |_| Arc::clone(&listed));
        let shown = Memo::new(move |_| (0..count).collect::<Vec<_>>());
        let sort = Memo::new(|_| Sort::default());
        let now = Memo::new(|_| Timestamp::from_secs(1_792_764_120));
        let zone = RwSignal::new(Arc::new(LocalZone::utc())).read_only();
        let busy = RwSignal::new(HashSet::new()).read_only();
        let on_intent = move |intent| heard.lock().unwrap().push(intent);
        view! {
            <TaskTable
                tasks
                shown
                sort
                on_sort=|_| ()
                now
                zone
                busy
                on_intent
                href=|id| format!("/tasks/{}", id.as_str())
            />
        }
        .into_any()
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
async fn many_rows_come_a_hundred_at_a_time() {
    let titles: Vec<String> = (0..250).map(|i| format!("task {i}")).collect();
    let (stage, _) = table(&titles);
    settled().await;
    assert_eq!(stage.all("tbody tr").len(), 100);
    stage.button("Show 100 more").click();
    settled().await;
    stage.button("Show 50 more").click();
    settled().await;
    assert_eq!(stage.all("tbody tr").len(), 250);
    assert!(stage.text().contains("250 of 250 tasks"));
}
