//! The screens: each reads the context, owns its state and acts. None knows another.

pub mod actions;
pub mod ask;
pub mod backups;
pub mod bulk;
pub mod dialogs;
pub mod draft_keeper;
pub mod edit_task;
pub mod exchange;
pub mod handed_over;
pub mod later;
pub mod list_tools;
pub mod lost;
pub mod new_task;
pub mod no_tasks;
pub mod not_found;
pub mod portal_sign_in;
pub mod run;
pub mod run_actions;
pub mod runs;
pub mod session_end;
pub mod session_warning;
pub mod shell;
pub mod shortcuts;
pub mod sign_in;
pub mod task;
pub mod tasks;
