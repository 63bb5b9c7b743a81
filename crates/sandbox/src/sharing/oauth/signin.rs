//! `oauth2/signin`: where the page sends what was typed.

use super::client::OUT_OF_BAND;
use super::page;
use super::pending::{Ask, Expected, Granted};
use super::token::grant_access;
use crate::http::{Call, Refusal};
use crate::portal::Portal;
use crate::random;
use crate::sharing::tokens;
use crate::store::User;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;
use std::sync::Arc;

pub(in crate::sharing) async fn signin(State(portal): State<Arc<Portal>>, call: Call) -> Response {
    let key = call.param("oauth_state").unwrap_or_default();
    let Some(ask) = portal.pending.ask(key).filter(|_| call.is_post) else {
        return page::refusal("Invalid oauth_state");
    };
    if call.param("cancel").is_some() {
        portal.pending.end_ask(key);
        let denied = [
            ("error", "access_denied"),
            ("error_description", "The user denied your request."),
        ];
        return lead_back(&ask, &denied);
    }
    let name = |name: &str| call.param(name).unwrap_or_default();
    let user = match tokens::sign_in(&portal, name("username"), name("password")) {
        Ok(user) => user,
        Err(Refusal::NoToken(why)) => return page::sign_in(&portal, &ask, key, Some(why)),
        Err(_) => return page::refusal("The portal's database could not be used"),
    };
    portal.pending.end_ask(key);
    let answered = match &ask.answer {
        Expected::Token => token(&portal, &ask, &user),
        Expected::Code { .. } => code(&portal, &ask, &user),
    };
    answered.unwrap_or_else(|_| page::refusal("The portal's database could not be used"))
}

fn token(portal: &Portal, ask: &Ask, user: &User) -> Result<Response, Refusal> {
    let granted = grant_access(portal, &user.username, &ask.client_id, ask.minutes, None)?;
    let text = |name: &str| match &granted[name] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let (token, expires) = (text("access_token"), text("expires_in"));
    let pairs = [
        ("access_token", token.as_str()),
        ("expires_in", &expires),
        ("username", &user.username),
        ("ssl", "true"),
    ];
    Ok(lead_back(ask, &pairs))
}

fn code(portal: &Portal, ask: &Ask, user: &User) -> Result<Response, Refusal> {
    let code = random::hex::<24>()?;
    let granted = Granted {
        ask: ask.clone(),
        username: user.username.clone(),
    };
    portal.pending.add_code(code.clone(), granted);
    Ok(if ask.redirect_uri == OUT_OF_BAND {
        page::code(&code)
    } else {
        lead_back(ask, &[("code", &code)])
    })
}

/// To the app, with the answer in the query, or in the fragment when it is the token itself.
fn lead_back(ask: &Ask, pairs: &[(&str, &str)]) -> Response {
    let mut pairs = pairs.to_vec();
    if let Some(state) = &ask.state {
        pairs.push(("state", state));
    }
    let text = serde_urlencoded::to_string(pairs).unwrap_or_default();
    let mark = match (&ask.answer, ask.redirect_uri.contains('?')) {
        (Expected::Token, _) => '#',
        (Expected::Code { .. }, true) => '&',
        (Expected::Code { .. }, false) => '?',
    };
    match HeaderValue::from_str(&format!("{}{mark}{text}", ask.redirect_uri)) {
        Ok(place) => (
            StatusCode::FOUND,
            [
                (header::LOCATION, place),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
                (
                    header::REFERRER_POLICY,
                    HeaderValue::from_static("no-referrer"),
                ),
            ],
        )
            .into_response(),
        Err(_) => page::refusal("Invalid redirect_uri"),
    }
}
