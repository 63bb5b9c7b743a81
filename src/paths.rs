//! Every path of the app, in both directions.

use crate::task::TaskId;

const TASKS: &str = "/tasks";
const NEW: &str = "/tasks/new";
const BACKUPS: &str = "/backups";
const SIGN_IN: &str = "/sign-in";

/// A page of the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    Tasks,
    NewSchedule,
    Task(TaskId),
    Backups,
    SignIn,
}

impl Page {
    /// The page of a path below the app's place.
    pub fn parse(path: &str) -> Option<Self> {
        match path.strip_suffix('/').unwrap_or(path) {
            "" | "/index.html" | TASKS => Some(Self::Tasks),
            NEW => Some(Self::NewSchedule),
            BACKUPS => Some(Self::Backups),
            SIGN_IN => Some(Self::SignIn),
            path => {
                let id = path.strip_prefix(TASKS)?.strip_prefix('/')?;
                TaskId::new(id).map(Self::Task)
            }
        }
    }

    /// The path below the app's place.
    pub fn path(&self) -> String {
        match self {
            Self::Tasks => TASKS.to_owned(),
            Self::NewSchedule => NEW.to_owned(),
            Self::Backups => BACKUPS.to_owned(),
            Self::Task(id) => format!("{TASKS}/{}", id.as_str()),
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

    #[test]
    fn a_page_is_found_again_by_its_path() {
        let id = TaskId::new("5f0cdc50cf36460990bb6edfe9b60e08").unwrap();
        for page in [
            Page::Tasks,
            Page::NewSchedule,
            Page::Task(id),
            Page::Backups,
            Page::SignIn,
        ] {
            assert_eq!(Page::parse(&page.path()), Some(page));
        }
    }

    #[test]
    fn the_place_itself_is_the_list_and_the_rest_is_nothing() {
        for path in ["", "/", "/index.html", "/tasks/"] {
            assert_eq!(Page::parse(path), Some(Page::Tasks), "{path}");
        }
        for path in ["/nowhere", "/tasks/a/b", "/tasksnew", "tasks"] {
            assert_eq!(Page::parse(path), None, "{path}");
        }
    }

    #[test]
    fn every_path_of_the_app() {
        let id = TaskId::new("5f0cdc50cf36460990bb6edfe9b60e08").unwrap();
        let pages = [
            Page::Tasks,
            Page::NewSchedule,
            Page::Task(id),
            Page::Backups,
            Page::SignIn,
        ];
        assert_eq!(
            pages.map(|page| page.path()),
            [
                "/tasks",
                "/tasks/new",
                "/tasks/5f0cdc50cf36460990bb6edfe9b60e08",
                "/backups",
                "/sign-in"
            ]
        );
    }
}
