//! The frame around every page: product, portal, places, clock, account.

use super::session_end::SessionEnd;
use super::shortcuts::Shortcuts;
use crate::browser::page;
use crate::components::account::AccountMenu;
use crate::components::icon::{Glyph, Icon, Mark};
use crate::components::notice::{Notice, Tone};
use crate::live::LiveTasks;
use crate::live_recovery::LiveRecovery;
use crate::now::Now;
use crate::paths::Page;
use crate::route::Route;
use crate::schedule::times;
use crate::session::Session;
use crate::storage;
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
    let utc_only = RwSignal::new(storage::shows_utc_only());
    let on_utc_only = move |only| {
        now.show_utc_only(only);
        utc_only.set(only);
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
    let left = move || {
        let until = session.expires()?.as_secs() - now.coarse().get().as_secs();
        Some(times::span(until.max(0)))
    };
    leptos::task::spawn_local(async move { session.learn().await });
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
                    href=Page::Backups.href()
                    aria-current=move || (route.page().get() == Some(Page::Backups)).then_some("page")
                >
                    <Glyph icon=Icon::Box />
                    "Backups"
                </a>
            </nav>
            <Clock now />
            <AccountMenu
                username=Signal::derive(move || session.username().unwrap_or_default())
                role=Signal::derive(role)
                time_left=Signal::derive(left)
                theme
                on_theme
                utc_only
                on_utc_only
                on_sign_out
            />
        </header>
        <StaleBanner />
        {children()}
        <SessionEnd />
        <Shortcuts />
    }
}

/// The portal's time in UTC and in the zone shown.
#[component]
fn Clock(now: Now) -> impl IntoView {
    let minute = Memo::new(move |_| {
        let secs = now.second().get().as_secs();
        quartz_cron::Timestamp::from_secs(secs - secs.rem_euclid(60))
    });
    view! {
        <time class="push" datetime=move || times::iso(minute.get()) aria-label="Portal time">
            <b>{move || format!("{} UTC", times::clock(minute.get().civil(0)))}</b>
            {move || { now.zone().with(|zone| (!zone.is_utc()).then(|| format!(" · {}", zone.clock(minute.get())))) }}
        </time>
    }
}

/// The portal does not answer, but there is something to show: how old it is.
#[component]
fn StaleBanner() -> impl IntoView {
    let live = LiveTasks::expect();
    let now = Now::expect();
    let route = Route::expect();
    let outage = LiveRecovery::expect().outage();
    // The page of backups tells of a restore itself.
    let is_told = move || {
        outage.with(Option::is_some) && route.page().with(|page| *page == Some(Page::Backups))
    };
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
