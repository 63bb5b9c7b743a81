//! Pages whose code is fetched when they are first opened: what most visits never need does not make
//! every visit wait.
//!
//! A release build cuts the app at the functions marked here (`cfg(split)`, set by `cargo xtask
//! build`); any other build has them inside.

use super::actions::Actions;
use super::backups::BackupsPage;
use super::bulk::BulkTools;
use super::bulk_banner::BulkBanner;
use super::calendar::CalendarPage;
use super::dialogs::Dialogs;
use super::edit_task::EditTaskPage;
use super::exchange::ExchangeDialog;
use super::findings::FindingsPage;
use super::new_task::NewTaskPage;
use super::not_allowed::ListRefused;
use super::not_found::NotFoundPage;
use super::portal_sign_in::{Place, PortalSignIn};
use super::run::RunPage;
use super::runs::RunsPage;
use super::shortcuts_list::ShortcutsList;
use super::task::TaskPage;
use crate::api::Portal;
use crate::browser::page;
use crate::components::blank::{Blank, Bones};
use crate::components::icon::Icon;
use crate::live_recovery::LiveRecovery;
use crate::oauth::{Back, finish};
use crate::paths::Page;
use crate::route::Route;
use leptos::prelude::*;
use leptos::task::spawn_local;
#[cfg(split)]
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use std::pin::Pin;
use std::sync::Arc;

/// What makes a page once its code is there.
type Render = fn() -> AnyView;
/// Code on its way.
type Fetching<T> = Pin<Box<dyn Future<Output = Option<T>>>>;

/// Takes up what the portal's page has sent back.
type Finish = fn(Portal, Arc<str>, String) -> Pin<Box<dyn Future<Output = Back>>>;

/// Names a part and what it holds: a value whose code is nowhere else.
macro_rules! part {
    ($name:ident: $kind:ty = $value:expr) => {
        fn $name() -> Fetching<$kind> {
            #[cfg(split)]
            #[wasm_split($name, wasm_split_path = leptos::wasm_split, fallible)]
            fn part() -> Result<$kind, SplitLoaderError> {
                Ok($value)
            }
            #[cfg(not(split))]
            async fn part() -> Result<$kind, std::convert::Infallible> {
                Ok($value)
            }
            Box::pin(async { part().await.ok() })
        }
    };
}

part!(new_schedule: Render = form_page);
part!(task: Render = task_page);
part!(backups: Render = || view! { <BackupsPage /> }.into_any());
part!(calendar: Render = calendar_page);
part!(stores: Render = || {
    LiveRecovery::expect().keep_stores();
    ().into_any()
});
part!(oauth: AtPortal = AtPortal {
    button: |place| view! { <PortalSignIn place /> }.into_any(),
    finish: |portal, client_id, search| Box::pin(finish(portal, client_id, search)),
});
part!(tools: fn(Tool) -> AnyView = |tool| match tool {
    Tool::Bulk => view! { <BulkTools /> }.into_any(),
    Tool::BulkBanner => view! { <BulkBanner /> }.into_any(),
    Tool::Dialogs => view! { <Dialogs actions=Actions::expect() /> }.into_any(),
    Tool::Exchange => view! { <ExchangeDialog /> }.into_any(),
    Tool::Refusal => view! { <ListRefused /> }.into_any(),
    Tool::Shortcuts => view! { <ShortcutsList /> }.into_any(),
});

/// Signing in on a page of the portal.
#[derive(Clone, Copy)]
pub struct AtPortal {
    button: fn(Place) -> AnyView,
    pub finish: Finish,
}

/// The code for it, where `config.json` asks for it.
pub fn at_portal() -> Fetching<AtPortal> {
    oauth()
}

/// The button "Sign in with ArcGIS Enterprise", as soon as it is there: before it is clicked, since a
/// browser opens windows only in the middle of a click.
#[component]
pub fn LaterPortalSignIn(place: Place) -> impl IntoView {
    let code = RwSignal::new(None::<Option<AtPortal>>);
    let fetch = move || {
        code.set(None);
        spawn_local(async move { code.set(Some(oauth().await)) });
    };
    fetch();
    let button = move || match code.get()? {
        Some(part) => Some((part.button)(place)),
        None => Some(view! { <PartMissing on_again=move |()| fetch() /> }.into_any()),
    };
    view! {
        <p class="or">"or"</p>
        {button}
    }
}

/// What the list of tasks does not need until somebody acts on it: one part, since whoever opens one
/// is about to open another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// What can be done with several tasks.
    Bulk,
    /// What becomes of that, on the other pages.
    BulkBanner,
    /// What is asked before something is done to a task.
    Dialogs,
    /// The dialog "Export and import".
    Exchange,
    /// What stands in the place of the list for who may not see it.
    Refusal,
    /// The dialog "Keyboard shortcuts".
    Shortcuts,
}

/// The form: for a new schedule, or over a task.
fn form_page() -> AnyView {
    match open_page() {
        Some(Page::EditTask(id)) => view! { <EditTaskPage id /> }.into_any(),
        _ => view! { <NewTaskPage /> }.into_any(),
    }
}

/// A task, its runs, or one of them.
fn task_page() -> AnyView {
    match open_page() {
        Some(Page::Task(id)) => view! { <TaskPage id /> }.into_any(),
        Some(Page::Runs(id)) => view! { <RunsPage id /> }.into_any(),
        Some(Page::Run(task, run)) => view! { <RunPage task run /> }.into_any(),
        _ => view! { <NotFoundPage /> }.into_any(),
    }
}

/// All schedules together: when they run, and what is wrong with them.
fn calendar_page() -> AnyView {
    match open_page() {
        Some(Page::Calendar) => view! { <CalendarPage /> }.into_any(),
        Some(Page::Findings) => view! { <FindingsPage /> }.into_any(),
        _ => view! { <NotFoundPage /> }.into_any(),
    }
}

fn open_page() -> Option<Page> {
    Route::expect().page().get_untracked()
}

/// "New schedule" or "Edit", as soon as it is there.
#[component]
pub fn LaterFormPage() -> impl IntoView {
    view! { <Later fetch=new_schedule /> }
}

/// A task, its runs, or one of them, as soon as it is there.
#[component]
pub fn LaterTaskPage() -> impl IntoView {
    view! { <Later fetch=task /> }
}

/// "Calendar" or "Findings", as soon as it is there.
#[component]
pub fn LaterCalendarPage() -> impl IntoView {
    view! { <Later fetch=calendar /> }
}

/// "Backups", as soon as it is there.
#[component]
pub fn LaterBackupsPage() -> impl IntoView {
    view! { <Later fetch=backups /> }
}

/// A tool of the list, as soon as it is there.
#[component]
pub fn LaterTool(tool: Tool) -> impl IntoView {
    let code = RwSignal::new(None::<Option<fn(Tool) -> AnyView>>);
    let fetch = move || {
        code.set(None);
        spawn_local(async move { code.set(Some(with_style(tools()).await)) });
    };
    fetch();
    move || match code.get()? {
        Some(render) => Some(render(tool)),
        None => Some(view! { <PartMissing on_again=move |()| fetch() /> }.into_any()),
    }
}

/// The code of what is seen, once it can be seen as it should be.
async fn with_style<T>(code: Fetching<T>) -> Option<T> {
    let style = page::load_later_style();
    let code = code.await;
    let is_styled = style.await;
    code.filter(|_| is_styled)
}

/// The code of something on a page could not be fetched.
#[component]
fn PartMissing(#[prop(into)] on_again: Callback<()>) -> impl IntoView {
    view! {
        <p class="row" role="alert">
            "A part of the app could not be fetched."
            <button type="button" class="button" on:click=move |_| on_again.run(())>
                "Try again"
            </button>
        </p>
    }
}

/// Shows nothing: reads the backup stores. Without its code nothing is known of them.
#[component]
pub fn LaterStores() -> impl IntoView {
    let code = RwSignal::new(None);
    spawn_local(async move { code.set(stores().await) });
    move || code.get().map(|read: Render| read())
}

/// A page, as soon as its code is there.
#[component]
fn Later(fetch: fn() -> Fetching<Render>) -> impl IntoView {
    let code = RwSignal::new(None::<Option<Render>>);
    let fetch = move || {
        code.set(None);
        spawn_local(async move { code.set(Some(with_style(fetch()).await)) });
    };
    fetch();
    move || match code.get() {
        Some(Some(render)) => {
            // Who came here by a link stands on what the page takes the place of.
            if page::has_focus("main") {
                page::focus_main();
            }
            render()
        }
        Some(None) => view! { <NotFetched on_again=move |()| fetch() /> }.into_any(),
        None => view! {
            <main id="main" tabindex="-1">
                <Bones label="Loading the page" rows=4 />
            </main>
        }
        .into_any(),
    }
}

/// The code of a page could not be fetched.
#[component]
fn NotFetched(#[prop(into)] on_again: Callback<()>) -> impl IntoView {
    page::set_title("Not loaded");
    view! {
        <main id="main" tabindex="-1">
            <h1>"This page could not be loaded"</h1>
            <Blank
                icon=Icon::Fail
                heading="A part of the app could not be fetched"
                text="The connection may be down, or the app was replaced by a newer one: then load the whole page again."
            >
                <button type="button" class="button" data-kind="primary" on:click=move |_| on_again.run(())>
                    "Try again"
                </button>
            </Blank>
        </main>
    }
}
