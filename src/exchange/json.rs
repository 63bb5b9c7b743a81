//! JSON: each task as the portal wrote it, secrets removed.

use crate::api::tasks;
use crate::raw::redact;
use crate::schedule::times;
use crate::task::Listed;
use quartz_cron::Timestamp;
use serde_json::{Value, json};

/// What is written into a file, so that it is known again.
const KIND: &str = "portal-tasks";
const VERSION: u64 = 1;

/// Why a file holds no tasks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoTasks {
    #[error("The file is not JSON: {0}.")]
    NotJson(String),
    #[error("The file holds no list of tasks. Choose one that was exported here.")]
    NoList,
    #[error("The file was written by a newer version of this page. Update the page to read it.")]
    Newer,
    #[error("The list in the file is empty.")]
    Empty,
}

/// The text of a file.
pub fn write(tasks: &[Listed], portal: &str, now: Timestamp) -> String {
    let mut file = json!({
        "kind": KIND,
        "version": VERSION,
        "portal": portal,
        "exported": times::iso(now),
        "tasks": tasks.iter().map(|listed| listed.raw().value()).collect::<Vec<_>>(),
    });
    // They were removed when the list was read; a file outlives mistakes.
    redact(&mut file);
    format!("{file:#}\n")
}

/// The tasks in a file: one of ours, or what the portal itself answers.
pub fn read(text: &str) -> Result<Vec<Listed>, NoTasks> {
    let mut file: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| NoTasks::NotJson(error.to_string()))?;
    if file["kind"] == KIND && file["version"].as_u64() > Some(VERSION) {
        return Err(NoTasks::Newer);
    }
    redact(&mut file);
    let list = match file {
        Value::Array(list) => list,
        Value::Object(mut members) => ["tasks", "result"]
            .into_iter()
            .find_map(|name| match members.remove(name) {
                Some(Value::Array(list)) => Some(list),
                _ => None,
            })
            .ok_or(NoTasks::NoList)?,
        _ => return Err(NoTasks::NoList),
    };
    if list.is_empty() {
        return Err(NoTasks::Empty);
    }
    Ok(list.iter().map(tasks::read_tree).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_secs(1_792_764_120);
    const LIST: &str = include_str!("../../tests/fixtures/tasks.json");

    #[test]
    fn what_was_written_is_read_again_without_a_passcode() {
        let tasks = read(LIST).unwrap();
        let text = write(&tasks, "organization.example.com/gis", NOW);
        assert_eq!(read(&text), Ok(tasks));
        assert!(!text.to_lowercase().contains("passcode"));
        assert!(text.contains("2026-10-23T14:02:00Z"));
    }

    #[test]
    fn a_passcode_in_a_file_goes_no_further() {
        let file = r#"[{"id":"a","taskType":"CreateBackup","parameters":{"passcode":"planted!"}}]"#;
        assert!(!format!("{:?}", read(file)).contains("planted"));
    }

    #[test]
    fn a_file_without_tasks_says_what_it_is() {
        for (text, told) in [
            ("{", "The file is not JSON"),
            ("3", "The file holds no list of tasks."),
            (r#"{"tasks":7}"#, "The file holds no list of tasks."),
            (
                r#"{"kind":"portal-tasks","version":2,"tasks":[]}"#,
                "newer version",
            ),
            (r#"{"tasks":[]}"#, "empty"),
        ] {
            let problem = read(text).unwrap_err().to_string();
            assert!(problem.contains(told), "{text}: {problem}");
        }
    }
}
