//! A quarter of scheduled backups on the virtual clock: what is there at its end is what the app's
//! simulation says too (`tests/insight/retention.rs` reads the same file).

use crate::support::{NOW_MS, Sandbox, parameters, schedule};
use serde_json::{Value, json};

const TASKS: &str = "/gis/admin/system/tasks";
/// The documented task that deletes backups whose retention has passed.
const CLEANER: &str = "05422480f3014101a467314182f5d858";
const FIELDS: [&str; 5] = ["minute", "hour", "dayOfMonth", "month", "dayOfWeek"];
const DAY_MS: i64 = 86_400_000;

fn fields(cron: &str) -> Vec<(&str, &str)> {
    FIELDS.into_iter().zip(cron.split(' ')).collect()
}

async fn post(sandbox: &Sandbox, path: &str, form: &[(&str, &str)]) {
    let token = sandbox.administrator().await;
    let form = [form, &[("f", "json"), ("token", &token)]].concat();
    let told = sandbox.post(&format!("{TASKS}/{path}"), &form).await.json();
    assert_eq!(told["success"], true, "{told}");
}

#[tokio::test]
async fn after_a_quarter_the_backups_are_there_that_the_app_foresees() {
    let text = include_str!("../../../../tests/fixtures/quarter.json");
    let quarter: Value = serde_json::from_str(text).unwrap();
    assert_eq!(quarter["from"], NOW_MS);
    let sandbox = Sandbox::documented().living();
    let cleaner = fields(quarter["cleaner"].as_str().unwrap());
    post(&sandbox, &format!("{CLEANER}/update"), &cleaner).await;
    for made in quarter["schedules"].as_array().unwrap() {
        let mut parameters = parameters();
        let days = made["days"].as_i64().unwrap();
        parameters["name"] = made["name"].clone();
        parameters["storeName"] = made["storeName"].clone();
        parameters["metaData"]["retention"] = json!({"type": "day", "value": days});
        parameters["retentionOffset"] = json!(days * DAY_MS);
        let parameters = parameters.to_string();
        let mut form = schedule(made["name"].as_str().unwrap(), &parameters, "");
        form.retain(|(name, _)| !FIELDS.contains(name) && !["f", "token"].contains(name));
        form.extend(fields(made["cron"].as_str().unwrap()));
        post(&sandbox, "createTask", &form).await;
    }
    let portal = sandbox.portal();
    portal
        .clock
        .run_until(quarter["to"].as_i64().unwrap())
        .await;

    let mut kept = Vec::new();
    for store in portal.recovery.catalogue().stores().unwrap() {
        for backup in portal.recovery.volume(&store).backups().unwrap() {
            kept.push(json!({
                "store": store.name,
                "name": backup.backup_name,
                "retentionDate": backup.retention_date,
            }));
        }
    }
    kept.sort_by_key(|backup| (backup["store"].to_string(), backup["name"].to_string()));
    assert_eq!(Value::from(kept), quarter["kept"]);
}
