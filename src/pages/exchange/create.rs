//! One schedule of an import: created, then paused where it is paused in the file.

use crate::aftermath;
use crate::api::Client;
use crate::draft::NewTask;
use crate::exchange::outcome::Fared;
use crate::live::LiveTasks;
use crate::session::Session;
use crate::task::{Operation, State, Task};

/// Creates `new` as `task` is in the file. The portal makes every schedule active.
pub async fn create(
    session: Session,
    live: LiveTasks,
    client: &Client,
    task: &Task,
    new: &NewTask,
) -> Fared {
    let (title, before) = (new.title(), live.ids());
    let made = match session.settle(client.create_like(new, task).await) {
        Err(error) => aftermath::of_creation(live, before.clone(), title, error).await,
        Ok(id) => Ok(id),
    };
    let told = match made {
        Ok(told) => told,
        Err(failure) => {
            return Fared::Not {
                why: failure.short(),
                is_certain: failure.is_certain(),
            };
        }
    };
    if task.state != State::Paused {
        return Fared::Created;
    }
    let id = match told {
        Some(id) => Some(id),
        None => aftermath::created(live, before, title).await,
    };
    let Some(id) = id else {
        return Fared::NotPaused(
            "Created, but it is active: the portal does not say which one it is. Disable it in the list.".to_owned(),
        );
    };
    let paused = match live
        .operate_one_of_many(id.clone(), Operation::Disable)
        .await
    {
        Err(error) => aftermath::of_operation(live, id, Operation::Disable, error).await,
        Ok(()) => Ok(()),
    };
    match paused {
        Ok(()) => Fared::Created,
        Err(failure) if failure.is_certain() => Fared::NotPaused(format!(
            "Created, but it is active: {} Disable it in the list.",
            failure.short()
        )),
        Err(failure) => Fared::NotPaused(format!(
            "Created, but it may be active: {} Look at it in the list.",
            failure.short()
        )),
    }
}
