//! Every path of the app, in both directions.

use crate::runs::RunId;
use crate::task::TaskId;

const TASKS: &str = "/tasks";
const NEW: &str = "/tasks/new";
const CALENDAR: &str = "/calendar";
const FINDINGS: &str = "/findings";
const BACKUPS: &str = "/backups";
const SIGN_IN: &str = "/sign-in";

/// A page of the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    Tasks,
    NewSchedule,
    Task(TaskId),
    EditTask(TaskId),
    Runs(TaskId),
    Run(TaskId, RunId),
    Calendar,
    /// What of the portal's tasks does not fit together.
    Findings,
    Backups,
    SignIn,
}

impl Page {
    /// The page of a path below the app's place.
    pub fn parse(path: &str) -> Option<Self> {
        match path.strip_suffix('/').unwrap_or(path) {
            "" | "/index.html" | TASKS => Some(Self::Tasks),
            NEW => Some(Self::NewSchedule),
            CALENDAR => Some(Self::Calendar),
            FINDINGS => Some(Self::Findings),
            BACKUPS => Some(Self::Backups),
            SIGN_IN => Some(Self::SignIn),
            path => Self::below_tasks(path.strip_prefix(TASKS)?.strip_prefix('/')?),
        }
    }

    fn below_tasks(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').collect();
        let task = TaskId::new(parts.first()?)?;
        match parts[1..] {
            [] => Some(Self::Task(task)),
            ["edit"] => Some(Self::EditTask(task)),
            ["runs"] => Some(Self::Runs(task)),
            ["runs", run] => Some(Self::Run(task, RunId::new(run)?)),
            _ => None,
        }
    }

    /// The path below the app's place.
    pub fn path(&self) -> String {
        match self {
            Self::Tasks => TASKS.to_owned(),
            Self::NewSchedule => NEW.to_owned(),
            Self::Calendar => CALENDAR.to_owned(),
            Self::Findings => FINDINGS.to_owned(),
            Self::Backups => BACKUPS.to_owned(),
            Self::Task(id) => format!("{TASKS}/{}", id.as_str()),
            Self::EditTask(id) => format!("{TASKS}/{}/edit", id.as_str()),
            Self::Runs(id) => format!("{TASKS}/{}/runs", id.as_str()),
            Self::Run(id, run) => format!("{TASKS}/{}/runs/{}", id.as_str(), run.as_str()),
            Self::SignIn => SIGN_IN.to_owned(),
        }
    }

    /// The whole path, for a plain link.
    pub fn href(&self) -> String {
        format!("{}{}", crate::browser::page::base(), self.path())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages() -> [Page; 10] {
        let id = || TaskId::new("5f0cdc50cf36460990bb6edfe9b60e08").unwrap();
        let run = RunId::new("dae1bfa5d6ec44349790ebb3f27dd4e1").unwrap();
        [
            Page::Tasks,
            Page::NewSchedule,
            Page::Task(id()),
            Page::EditTask(id()),
            Page::Runs(id()),
            Page::Run(id(), run),
            Page::Calendar,
            Page::Findings,
            Page::Backups,
            Page::SignIn,
        ]
    }

    #[test]
    fn a_page_is_found_again_by_its_path() {
        for page in pages() {
            assert_eq!(Page::parse(&page.path()), Some(page));
        }
    }

    #[test]
    fn the_place_itself_is_the_list_and_the_rest_is_nothing() {
        for path in ["", "/", "/index.html", "/tasks/"] {
            assert_eq!(Page::parse(path), Some(Page::Tasks), "{path}");
        }
        for path in [
            "/nowhere",
            "/tasks/a/b",
            "/tasks/a/runs/b/c",
            "/tasks/a/runs/..",
            "/tasks//edit",
            "/tasksnew",
            "tasks",
        ] {
            assert_eq!(Page::parse(path), None, "{path}");
        }
    }

    #[test]
    fn every_path_of_the_app() {
        assert_eq!(
            pages().map(|page| page.path()),
            [
                "/tasks",
                "/tasks/new",
                "/tasks/5f0cdc50cf36460990bb6edfe9b60e08",
                "/tasks/5f0cdc50cf36460990bb6edfe9b60e08/edit",
                "/tasks/5f0cdc50cf36460990bb6edfe9b60e08/runs",
                "/tasks/5f0cdc50cf36460990bb6edfe9b60e08/runs/dae1bfa5d6ec44349790ebb3f27dd4e1",
                "/calendar",
                "/findings",
                "/backups",
                "/sign-in"
            ]
        );
    }
}
