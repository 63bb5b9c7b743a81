//! The frame around every page: product, portal, places, clock, account.

use super::later::{LaterTool, Tool};
use super::session_end::SessionEnd;
use super::session_warning::SessionWarning;
use super::shortcuts::Shortcuts;
use crate::browser::{page, zone};
use crate::bulk_run::BulkRun;
use crate::components::account::{AccountMenu, clock_note};
use crate::components::icon::{Glyph, Icon, Mark};
use crate::components::notice::{Notice, Tone};
use crate::components::toast::Toast;
use crate::live::LiveTasks;
use crate::now::Now;
use crate::paths::Page;
use crate::recovery_news::RecoveryNews;
use crate::route::Route;
use crate::schedule::times;
use crate::session::Session;
use crate::storage;
use crate::take_back::TakeBack;
use leptos::prelude::*;

#[component]
pub fn Shell(children: Children) -> impl IntoView {
    let session = Session::expect();
    let now = Now::expect();
    let route = Route::expect();
    let theme = RwSignal::new(storage::theme());
    let on_theme = move |chosen: Option<String>| {
        storage::save_theme(chosen.as_deref());
        page::set_theme(chosen.as_deref());
        theme.set(chosen);
    };
    let chosen_zone = RwSignal::new(storage::zone());
    let on_zone = move |name: Option<String>| {
        now.show_zone(name.as_deref());
        chosen_zone.set(name);
    };
    let shortcuts = RwSignal::new(storage::has_shortcuts());
    let on_shortcuts = move |is_on: bool| {
        storage::save_shortcuts(is_on);
        shortcuts.set(is_on);
    };
    let zones = RwSignal::new(Vec::new());
    let on_open = move |()| {
        if zones.with_untracked(Vec::is_empty) {
            zones.set(zone::names());
        }
    };
    let on_sign_out = move |()| {
        session.sign_out();
        route.go(&Page::SignIn);
    };
    let portal = move || session.about().with(|about| about.name.clone());
    let role = move || {
        let about = session.about().get();
        about.user.map(|user| user.role.word().to_owned())
    };
    let rights = move || {
        let about = session.about().get();
        about.user.map(|user| user.rights())
    };
    let left = move || {
        let until = session.expires().get()?.as_secs() - now.coarse().get().as_secs();
        Some(times::span(until.max(0)))
    };
    let clock_note = Memo::new(move |_| clock_note(session.ahead_ms().get()));
    session.learn();
    view! {
        <a class="skip" href="#main">
            "Skip to content"
        </a>
        <header class="bar">
            <a href=Page::Tasks.href() class="brand">
                <Mark />
                "Portal Tasks"
                <bdi>{portal}</bdi>
            </a>
            <nav aria-label="Places">
                <a
                    href=Page::Tasks.href()
                    aria-current=move || (route.page().get() == Some(Page::Tasks)).then_some("page")
                >
                    <Glyph icon=Icon::Tasks />
                    "Tasks"
                </a>
                <a
                    href=Page::Calendar.href()
                    aria-current=move || (route.page().get() == Some(Page::Calendar)).then_some("page")
                >
                    <Glyph icon=Icon::Calendar />
                    "Calendar"
                </a>
                <a
                    href=Page::Backups.href()
                    aria-current=move || (route.page().get() == Some(Page::Backups)).then_some("page")
                >
                    <Glyph icon=Icon::Box />
                    "Backups"
                </a>
            </nav>
            <Clock now note=clock_note />
            <AccountMenu
                username=Signal::derive(move || session.username().unwrap_or_default())
                role=Signal::derive(role)
                rights=Signal::derive(rights)
                time_left=Signal::derive(left)
                theme
                on_theme
                shortcuts
                on_shortcuts
                zone=chosen_zone
                own_zone=zone::own_name().unwrap_or_default()
                zones
                on_open
                on_zone
                on_sign_out
                clock_note=clock_note
            />
        </header>
        <StaleBanner />
        <LaterBulkBanner />
        {children()}
        <TakeBackToast />
        <SessionWarning />
        <SessionEnd />
        <Shortcuts is_on=shortcuts />
    }
}

/// What was just done, and the way back.
#[component]
fn TakeBackToast() -> impl IntoView {
    let take_back = TakeBack::expect();
    let toast = move || {
        let offer = take_back.offer().get()?;
        let verb = offer.can_be_accepted().then_some("Take back");
        Some(
            view! { <Toast said=offer.said verb on_act=move |()| take_back.accept() /> }.into_any(),
        )
    };
    view! { <div role="status">{toast}</div> }
}

/// An operation on many tasks that was asked for on the list, told on every other page. Its code is there
/// already: nobody has asked for such an operation without it.
#[component]
fn LaterBulkBanner() -> impl IntoView {
    let run = BulkRun::expect();
    let has_run = Memo::new(move |before| {
        before == Some(&true) || run.is_underway() || run.report.with(Option::is_some)
    });
    move || {
        has_run
            .get()
            .then(|| view! { <LaterTool tool=Tool::BulkBanner /> }.into_any())
    }
}

/// The portal's time in UTC and in the zone shown.
#[component]
fn Clock(
    now: Now,
    /// That this machine's clock is wrong.
    note: Memo<Option<String>>,
) -> impl IntoView {
    let minute = Memo::new(move |_| times::floor(now.second().get(), 60));
    view! {
        <time class="push" datetime=move || times::iso(minute.get()) aria-label="Portal time">
            <b>{move || format!("{} UTC", times::clock(minute.get().civil(0)))}</b>
            {move || { now.zone().with(|zone| (!zone.is_utc()).then(|| format!(" · {}", zone.clock(minute.get())))) }}
        </time>
        {move || {
            note.get()
                .map(|note| {
                    view! {
                        <span class="off" role="img" aria-label=note.clone() title=note>
                            <Glyph icon=Icon::Warn />
                        </span>
                    }
                        .into_any()
                })
        }}
    }
}

/// The portal does not answer, but there is something to show: how old it is.
#[component]
fn StaleBanner() -> impl IntoView {
    let live = LiveTasks::expect();
    let now = Now::expect();
    let route = Route::expect();
    let is_restoring = RecoveryNews::expect().is_restoring;
    // The page of backups tells of a restore itself.
    let is_told =
        move || is_restoring.get() && route.page().with(|page| *page == Some(Page::Backups));
    let age = move || {
        let read_at = live.read_at().get()?;
        // `read_at` is on this browser's clock, and so must be what it is compared with.
        now.coarse().track();
        let age = crate::browser::clock::now(0).as_secs() - read_at.as_secs();
        Some(times::span(age))
    };
    move || {
        let failure = live
            .failure()
            .get()
            .filter(|_| live.read_at().get().is_some() && !is_told())?;
        let title = failure.to_string();
        Some(view! {
            <Notice tone=Tone::Warning title is_banner=true icon=Icon::Cut>
                <p class="advice">
                    {move || age().map(|age| format!("You see what was so {age} ago. "))} {failure.advice()}
                </p>
                <button
                    type="button"
                    class="button"
                    data-size="small"
                    aria-busy=move || live.is_asking().get().then_some("true")
                    on:click=move |_| live.refresh()
                >
                    "Try again"
                </button>
            </Notice>
        }.into_any())
    }
}
