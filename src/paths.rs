//! Every path of the app, in both directions with the route table in `app`.

use crate::task::TaskId;

/// Below the place where the app is served; the router puts that in front.
pub const TASKS: &str = "/tasks";
pub const NEW: &str = "/tasks/new";
pub const SIGN_IN: &str = "/sign-in";

/// A page, as the target of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    Tasks,
    NewSchedule,
    Task(TaskId),
    SignIn,
}

impl Page {
    /// The path below the app's place.
    pub fn path(&self) -> String {
        match self {
            Self::Tasks => TASKS.to_owned(),
            Self::NewSchedule => NEW.to_owned(),
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
    fn every_path_of_the_app() {
        let id = TaskId::new("5f0cdc50cf36460990bb6edfe9b60e08").unwrap();
        let pages = [Page::Tasks, Page::NewSchedule, Page::Task(id), Page::SignIn];
        assert_eq!(
            pages.map(|page| page.path()),
            [
                "/tasks",
                "/tasks/new",
                "/tasks/5f0cdc50cf36460990bb6edfe9b60e08",
                "/sign-in"
            ]
        );
    }
}
