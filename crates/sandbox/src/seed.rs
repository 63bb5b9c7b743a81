//! What a new portal holds.

mod history;

use crate::cli::Seed;
use crate::sharing::hash_password;
use crate::store::{BACKUP_OPERATOR, Store, User};
use anyhow::Result;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// Of the organisation in the documented samples.
pub const ORG_ID: &str = "0123456789ABCDEF";
pub const PORTAL_NAME: &str = "Sandbox Portal";

/// The reply of the tasks resource as Esri documents it.
const DOCUMENTED: &str = include_str!("../../../tests/fixtures/tasks.json");

/// The accounts, the tasks of a seed, and what these tasks have done so far.
pub fn fill(store: &Store, seed: Seed, now_ms: i64) -> Result<()> {
    let users = [
        user(
            "siteadmin",
            "Site Administrator",
            "org_admin",
            "sandbox.admin1",
        )?,
        user(
            "publisher",
            "Paula Publisher",
            "org_publisher",
            "sandbox.publisher1",
        )?,
        user(
            "operator",
            "Olivia Operator",
            BACKUP_OPERATOR,
            "sandbox.operator1",
        )?,
    ];
    let documented: Value = serde_json::from_str(DOCUMENTED)?;
    let documented = documented["result"].as_array().cloned().unwrap_or_default();
    let tasks: Vec<Value> = match seed {
        Seed::Large(n) => {
            let no_runs = std::iter::empty();
            return store.fill(&users, (0..n).map(|i| varied(i, now_ms)), no_runs, now_ms);
        }
        Seed::Documented | Seed::Tasks => documented,
        Seed::Empty => documented.into_iter().filter(is_of_the_system).collect(),
        Seed::Runs(n) => {
            let mut tasks = documented;
            for task in tasks
                .iter_mut()
                .filter(|task| task["taskType"] == "CleanGPJobs")
            {
                history::lengthen(task, n, now_ms);
            }
            tasks
        }
    };
    let runs: Vec<_> = tasks.iter().map(history::of).collect();
    store.fill(
        &users,
        tasks.into_iter(),
        runs.into_iter().flatten(),
        now_ms,
    )
}

fn is_of_the_system(task: &Value) -> bool {
    task["taskType"] != "CreateBackup"
}

fn user(username: &str, full_name: &str, role: &str, password: &str) -> Result<User> {
    Ok(User {
        username: username.to_owned(),
        full_name: full_name.to_owned(),
        role: role.to_owned(),
        password: hash_password(password)?,
        failures: 0,
        locked_until_ms: 0,
    })
}

/// The id under which a user owns tasks: 32 hexadecimal digits, always the same for a name.
pub fn owner_id(username: &str) -> String {
    let mut id = hex::encode(Sha256::digest(username.as_bytes()));
    id.truncate(32);
    id
}

/// The i-th task of a large portal: the same for each start.
fn varied(i: u32, now_ms: i64) -> Value {
    const STORES: [&str; 3] = ["default", "nas-archive", "cloud-eu"];
    const TOPICS: [&str; 6] = [
        "Parcels",
        "Utilities",
        "Roads",
        "Imagery",
        "Addresses",
        "Zoning",
    ];
    const KEPT: [(&str, i64, i64); 4] = [
        ("day", 7, 7),
        ("day", 14, 14),
        ("week", 12, 84),
        ("month", 12, 360),
    ];
    let mut id = hex::encode(Sha256::digest(i.to_be_bytes()));
    id.truncate(32);
    let pick = |from: usize, step: u32| (i / step) as usize % from;
    let (unit, value, days) = KEPT[pick(KEPT.len(), 5)];
    let (minute, hour) = ((i * 7 % 60).to_string(), (i * 5 % 24).to_string());
    let day_of_week = if i.is_multiple_of(3) {
        "*".to_owned()
    } else {
        (i % 7 + 1).to_string()
    };
    let active = !i.is_multiple_of(11);
    let name = format!("{}-{i:05}", TOPICS[pick(TOPICS.len(), 1)].to_lowercase());
    let created = now_ms - i64::from(i % 400 + 1) * 86_400_000;
    json!({
        "generation": 1 + i % 300,
        "created": created,
        "active": active,
        "ownerId": owner_id("siteadmin"),
        "type": "CREATE_BACKUP_TASK_TYPE",
        "orgId": ORG_ID,
        "cronSchedule": {"dayOfWeek": day_of_week, "hour": hour, "month": "*", "dayOfMonth": "?", "minute": minute},
        "cronExpression": format!("0 {minute} {hour} ? * {day_of_week}"),
        "runIntervalSeconds": if day_of_week == "*" { 86_400 } else { 604_800 },
        "taskType": "CreateBackup",
        "taskState": if active { "active" } else { "paused" },
        "taskTitle": format!("{} {i:05}", TOPICS[pick(TOPICS.len(), 1)]),
        "maxOccurrences": -1,
        "id": id,
        "lastStart": now_ms - i64::from(i % 96) * 3_600_000,
        "parameters": {
            "itemId": "",
            "metaData": {"recurring": true, "startTime": "04:00", "retention": {"type": unit, "value": value}},
            "retentionOffset": days * 86_400_000,
            "name": name,
            "storeName": STORES[pick(STORES.len(), 2)],
            "passcode": "planted-passcode",
        },
        "updated": created,
        "taskId": id,
        "startDate": created,
    })
}
