//! Edit: a task is read, and the form over it shown where the portal takes an edit of it.

pub mod form;
pub mod swap;

use crate::api::ApiError;
use crate::api::portal::Area;
use crate::browser::page;
use crate::components::blank::{Blank, Bones};
use crate::components::icon::Icon;
use crate::foreign;
use crate::pages::ask::Answer;
use crate::pages::not_allowed::NotAllowed;
use crate::paths::Page;
use crate::session::Session;
use crate::task::{Listed, Task, TaskId};
use form::EditForm;
use leptos::prelude::*;

#[component]
pub fn EditTaskPage(id: TaskId) -> impl IntoView {
    let answer = {
        let id = id.clone();
        Answer::to(Session::expect(), move |client| {
            let id = id.clone();
            async move { client.task(&id).await }
        })
    };
    // The first answer is what the form begins with. A later one, after a new sign-in, must not take away
    // what was typed.
    let first = Memo::new(move |before: Option<&Option<Listed>>| {
        before.cloned().flatten().or_else(|| answer.value().get())
    });
    let failure = Memo::new(move |_| match first.with(Option::is_some) {
        true => None,
        false => answer.failure().get(),
    });
    let up = StoredValue::new(Page::Task(id).href());
    page::set_title("Edit");
    view! {
        {move || match (first.get(), failure.get()) {
            (Some(Listed::Task(task)), _) if task.kind.can_be_edited() => {
                view! { <EditForm task=Task::clone(&task) /> }.into_any()
            }
            (Some(listed), _) => {
                let text = match listed {
                    Listed::Task(task) => {
                        format!("The portal’s API takes no edit of the type {}.", foreign::line(task.kind.name()))
                    }
                    Listed::Unreadable { why, .. } => format!("This page cannot read it: {}.", foreign::line(&why)),
                };
                view! {
                    <main id="main" tabindex="-1">
                        <h1>"This task cannot be edited"</h1>
                        <Blank icon=Icon::Lock heading="It can be looked at" text>
                            <a class="button" data-kind="primary" href=up.get_value()>
                                "Go to the task"
                            </a>
                        </Blank>
                    </main>
                }
                    .into_any()
            }
            (None, Some(ApiError::Forbidden(words))) => {
                view! {
                    <main id="main" tabindex="-1">
                        <NotAllowed title="Your account may not edit tasks" area=Area::Tasks words />
                    </main>
                }
                    .into_any()
            }
            (None, Some(failure)) => {
                view! {
                    <main id="main" tabindex="-1">
                        <h1>"The task could not be read"</h1>
                        <Blank icon=Icon::Fail heading=failure.to_string() text=failure.advice()>
                            <button type="button" class="button" data-kind="primary" on:click=move |_| answer.again()>
                                "Try again"
                            </button>
                        </Blank>
                    </main>
                }
                    .into_any()
            }
            (None, None) => {
                view! {
                    <main id="main" tabindex="-1">
                        <h1>"Edit"</h1>
                        <Bones label="Loading the task" rows=4 />
                    </main>
                }
                    .into_any()
            }
        }}
    }
}
