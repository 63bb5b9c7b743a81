//! Sign in: which portal this is, a name, a password.

use super::later::LaterPortalSignIn;
use super::portal_sign_in::Place;
use crate::api::sign_in::{Credentials, Refusal};
use crate::browser::page;
use crate::components::field::{ProblemText, described_by};
use crate::components::icon::Mark;
use crate::components::notice::{Notice, Tone};
use crate::session::Session;
use crate::takeover::Takeover;
use leptos::prelude::*;
use zeroize::{Zeroize, Zeroizing};

/// What is wrong, and with which field.
#[derive(Clone, Debug, Default, PartialEq)]
struct Wrong {
    username: Option<String>,
    password: Option<String>,
    /// Nothing to do with what was typed: what happened, and what to do.
    elsewhere: Option<(String, &'static str)>,
}

/// Stands in the place of any page while nobody is signed in; after it, that page is there.
#[component]
pub fn SignInPage() -> impl IntoView {
    let session = Session::expect();
    let typed = Takeover::take();
    let username = RwSignal::new(typed.username);
    let password = RwSignal::new(typed.password);
    let wrong = RwSignal::new(Wrong {
        elsewhere: session
            .take_problem()
            .map(|problem| (problem.what, problem.advice)),
        ..Wrong::default()
    });
    let at_portal = session.client_id();
    let username_problem = Signal::derive(move || wrong.with(|wrong| wrong.username.clone()));
    let password_problem = Signal::derive(move || wrong.with(|wrong| wrong.password.clone()));

    let enter = Action::new_local(move |credentials: &Credentials| {
        let credentials = credentials.clone();
        async move {
            if let Err(refusal) = session.sign_in(credentials).await {
                password.update(Zeroize::zeroize);
                wrong.set(explain(&refusal));
                page::focus("password");
            }
        }
    });
    let pending = enter.pending();
    let submit = move || {
        if pending.get_untracked() {
            return;
        }
        let name = username.get_untracked().trim().to_owned();
        let missing = missing(&name, &password.read_untracked());
        if missing != Wrong::default() {
            page::focus(if missing.username.is_some() {
                "username"
            } else {
                "password"
            });
            wrong.set(missing);
            return;
        }
        wrong.set(Wrong::default());
        enter.dispatch(Credentials {
            username: name,
            password: Zeroizing::new(password.get_untracked()),
        });
    };

    page::set_title("Sign in");
    session.learn();
    let focus = typed.focus;
    Effect::new(move |_| {
        match &focus {
            Some(id) => page::focus(id),
            None if username.with_untracked(String::is_empty) => page::focus("username"),
            None => page::focus("password"),
        }
        if typed.was_submitted {
            submit();
        }
    });

    let name = move || {
        session
            .about()
            .with(|about| about.name.clone())
            .unwrap_or_else(|| "Sign in".to_owned())
    };
    view! {
        <div class="door">
            <main id="main">
                <header class="stack">
                    <p class="row product">
                        <Mark />
                        "Portal Tasks"
                    </p>
                    <h1>{name}</h1>
                    <p class="dim">{session.portal().label().to_owned()}</p>
                </header>
                {move || {
                    wrong
                        .with(|wrong| wrong.elsewhere.clone())
                        .map(|(what, advice)| {
                            view! {
                                <Notice tone=Tone::Bad title=what>
                                    <p class="advice">{advice}</p>
                                </Notice>
                            }
                                .into_any()
                        })
                }}
                <form
                    class="stack"
                    method="post"
                    novalidate
                    on:submit=move |ev| {
                        ev.prevent_default();
                        submit();
                    }
                >
                    <div class="field">
                        <label for="username">"Username"</label>
                        <input
                            class="input"
                            id="username"
                            name="username"
                            autocomplete="username"
                            autocapitalize="none"
                            spellcheck="false"
                            required
                            prop:value=move || username.get()
                            on:input:target=move |ev| username.set(ev.target().value())
                            aria-invalid=move || username_problem.with(Option::is_some).then_some("true")
                            aria-describedby=described_by("username", false, username_problem)
                        />
                        <ProblemText id="username-problem" problem=username_problem />
                    </div>
                    <div class="field">
                        <label for="password">"Password"</label>
                        <input
                            class="input"
                            id="password"
                            name="password"
                            type="password"
                            autocomplete="current-password"
                            required
                            prop:value=move || password.get()
                            on:input:target=move |ev| password.set(ev.target().value())
                            aria-invalid=move || password_problem.with(Option::is_some).then_some("true")
                            aria-describedby=described_by("password", false, password_problem)
                        />
                        <ProblemText id="password-problem" problem=password_problem />
                    </div>
                    <button class="button" data-kind="primary" aria-busy=move || pending.get().then_some("true")>
                        {move || if pending.get() { "Signing in" } else { "Sign in" }}
                    </button>
                    {at_portal.map(|_| view! { <LaterPortalSignIn place=Place::Here /> }.into_any())}
                </form>
                <p>
                    <small>"The password goes to the portal and is not kept here."</small>
                </p>
            </main>
            <div class="map" aria-hidden="true"></div>
        </div>
    }
}

fn missing(username: &str, password: &str) -> Wrong {
    Wrong {
        username: username
            .is_empty()
            .then(|| "Type your user name.".to_owned()),
        password: password
            .is_empty()
            .then(|| "Type your password.".to_owned()),
        elsewhere: None,
    }
}

fn explain(refusal: &Refusal) -> Wrong {
    match refusal {
        Refusal::Credentials(_) | Refusal::Locked(_) => Wrong {
            password: Some(refusal.to_string()),
            ..Wrong::default()
        },
        Refusal::Failed(error) => Wrong {
            elsewhere: Some((error.to_string(), error.advice())),
            ..Wrong::default()
        },
    }
}
