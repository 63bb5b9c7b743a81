//! A portal with very many tasks.

use crate::support::Sandbox;
use quartz_cron::Cron;
use sandbox::cli::Seed;
use std::collections::HashSet;

#[tokio::test]
async fn ten_thousand_tasks_have_ids_of_their_own_and_schedules_that_quartz_accepts() {
    let sandbox = Sandbox::seeded(Seed::Large(10_000));
    let token = sandbox.administrator().await;
    let list = sandbox
        .get(&format!("/gis/admin/system/tasks?f=json&token={token}"))
        .await
        .json();
    let tasks = list["result"].as_array().unwrap();
    let ids: HashSet<&str> = tasks.iter().map(|t| t["id"].as_str().unwrap()).collect();
    assert_eq!((ids.len(), &list["total"]), (10_000, &10_000.into()));
    for task in tasks {
        let expression = task["cronExpression"].as_str().unwrap();
        assert!(expression.parse::<Cron>().is_ok(), "{expression}");
    }
}

#[tokio::test]
async fn an_empty_portal_still_has_the_tasks_of_the_system() {
    let sandbox = Sandbox::seeded(Seed::Empty);
    let token = sandbox.administrator().await;
    let list = sandbox
        .get(&format!("/gis/admin/system/tasks?f=json&token={token}"))
        .await
        .json();
    assert_eq!(list["total"], 2);
}
