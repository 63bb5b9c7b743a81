//! What an import would do, told before it does anything.

use crate::draft::{Edit, Field, NewTask, TaskDraft};
use crate::task::{Kind, Listed, Task};
use quartz_cron::Timestamp;
use std::sync::Arc;
use zeroize::Zeroizing;

/// An element of the file and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub title: String,
    pub fate: Fate,
}

/// What becomes of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is created; a passcode is still missing.
    Create(Arc<Task>),
    /// A schedule of this title is here already: it stays as it is.
    Here,
    /// It cannot be created, and why.
    Cannot(String),
}

/// The plan for what was read from a file, beside what is `here`. Nothing that is here is changed.
pub fn plan(imported: &[Listed], here: &[Listed], now: Timestamp) -> Vec<Planned> {
    let mut titles: Vec<&str> = here
        .iter()
        .filter_map(Listed::task)
        .map(|task| task.title.as_str())
        .collect();
    let mut plan = Vec::with_capacity(imported.len());
    for listed in imported {
        plan.push(match listed {
            Listed::Unreadable { title, why, .. } => Planned {
                title: title.clone(),
                fate: Fate::Cannot(format!("It cannot be read: {why}.")),
            },
            Listed::Task(task) => {
                let fate = fate(task, &titles, now);
                // A title that stands in the file twice is created once.
                titles.push(&task.title);
                Planned {
                    title: task.title.clone(),
                    fate,
                }
            }
        });
    }
    plan
}

fn fate(task: &Arc<Task>, titles: &[&str], now: Timestamp) -> Fate {
    match &task.kind {
        Kind::CreateBackup => {}
        kind if kind.is_system() => {
            return Fate::Cannot("Each portal has its own: it belongs to the system.".to_owned());
        }
        kind => {
            let name = kind.name();
            return Fate::Cannot(format!("This page cannot create tasks of the type {name}."));
        }
    }
    if titles.contains(&task.title.as_str()) {
        return Fate::Here;
    }
    if task.end.is_some_and(|end| end < now) {
        return Fate::Cannot("Its end lies in the past.".to_owned());
    }
    let is_about_passcode = |field| matches!(field, Field::Passcode | Field::ConfirmPasscode);
    let problems: Vec<String> = match TaskDraft::of(task).parse_edit(task, now) {
        Ok(_) => Vec::new(),
        Err(problems) => problems
            .into_iter()
            .filter(|problem| !is_about_passcode(problem.field))
            .map(|problem| problem.sentence)
            .collect(),
    };
    if problems.is_empty() {
        Fate::Create(Arc::clone(task))
    } else {
        Fate::Cannot(problems.join(" "))
    }
}

/// The task with a passcode: it may be sent. None for a passcode that is not allowed, which its field
/// tells.
pub fn with_passcode(task: &Task, passcode: &Zeroizing<String>, now: Timestamp) -> Option<NewTask> {
    let draft = TaskDraft {
        passcode: passcode.clone(),
        confirm: passcode.clone(),
        ..TaskDraft::of(task)
    };
    match draft.parse_edit(task, now) {
        Ok(Edit::Backup(new)) => Some(new),
        Ok(Edit::System(_)) | Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::json::read;
    use super::*;

    const NOW: Timestamp = Timestamp::from_secs(1_792_764_120);
    const LIST: &str = include_str!("../../tests/fixtures/tasks.json");

    fn fates(imported: &str, here: &[Listed]) -> Vec<Fate> {
        let plan = plan(&read(imported).unwrap(), here, NOW);
        plan.into_iter().map(|planned| planned.fate).collect()
    }

    #[test]
    fn schedules_are_created_and_tasks_of_the_system_are_not() {
        let fates = fates(LIST, &[]);
        assert!(matches!(&fates[0], Fate::Create(task) if task.title == "schedule2"));
        assert!(matches!(&fates[1], Fate::Create(_)));
        assert!(matches!(&fates[2], Fate::Cannot(why) if why.contains("belongs to the system")));
    }

    #[test]
    fn what_is_here_already_stays_as_it_is() {
        let here = read(LIST).unwrap();
        assert_eq!(fates(LIST, &here)[..2], [Fate::Here, Fate::Here]);
    }

    #[test]
    fn a_title_that_stands_in_the_file_twice_is_created_once() {
        let one = read(LIST).unwrap().swap_remove(0);
        let twice = plan(&[one.clone(), one], &[], NOW);
        assert!(matches!(twice[0].fate, Fate::Create(_)));
        assert_eq!(twice[1].fate, Fate::Here);
    }

    #[test]
    fn what_cannot_be_created_says_why() {
        for (member, value, told) in [
            (
                "taskType",
                "\"CreateHealthCheckReports\"",
                "of the type CreateHealthCheckReports",
            ),
            ("cronExpression", "\"0 0 4 ? * 9\"", "Mend the schedule"),
            ("endDate", "1634961600000", "Its end lies in the past."),
            ("parameters", "{}", "Name the backup store"),
        ] {
            let mut file: serde_json::Value = serde_json::from_str(LIST).unwrap();
            file["result"][0][member] = serde_json::from_str(value).unwrap();
            let fate = fates(&file.to_string(), &[]).swap_remove(0);
            assert!(
                matches!(&fate, Fate::Cannot(why) if why.contains(told)),
                "{fate:?}"
            );
        }
    }

    #[test]
    fn a_task_keeps_its_own_start_to_the_second() {
        let imported = read(LIST).unwrap();
        let task = imported[0].task().unwrap();
        let passcode = Zeroizing::new("correct horse".to_owned());
        let new = with_passcode(task, &passcode, NOW).unwrap();
        assert_eq!(new.timing().start(), task.start);
        assert!(with_passcode(task, &Zeroizing::new("short".to_owned()), NOW).is_none());
    }
}
