//! `oauth2/authorize`: the page on which a person signs in and lets an app in.

use super::client::{self, APP, Unregistered};
use super::page;
use super::pending::{Ask, Expected};
use crate::http::Call;
use crate::portal::Portal;
use crate::random;
use axum::extract::State;
use axum::response::Response;
use std::sync::Arc;

/// The longest sign-in that an app may ask for, and the usual one: two weeks, minutes.
const MOST_MINUTES: i64 = 20_160;
/// How long a token lasts that is sent back itself, where nothing else is asked for, minutes.
const TOKEN_MINUTES: i64 = 30;

pub(in crate::sharing) async fn authorize(
    State(portal): State<Arc<Portal>>,
    call: Call,
) -> Response {
    let text = |name: &str| call.param(name).unwrap_or_default().to_owned();
    let (client_id, redirect_uri) = (text("client_id"), text("redirect_uri"));
    match client::check(&portal, &call, &client_id, &redirect_uri) {
        Err(Unregistered::Client) => return page::refusal("Invalid client_id"),
        Err(Unregistered::RedirectUri) => return page::refusal("Invalid redirect_uri"),
        Ok(()) => {}
    }
    let answer = match expected(&call, &client_id) {
        Ok(answer) => answer,
        Err(why) => return page::refusal(why),
    };
    let usual = match answer {
        Expected::Token => TOKEN_MINUTES,
        Expected::Code { .. } => MOST_MINUTES,
    };
    let asked = call.param("expiration").and_then(|text| text.parse().ok());
    let ask = Ask {
        client_id,
        redirect_uri,
        state: call.param("state").map(str::to_owned),
        answer,
        minutes: asked.unwrap_or(usual).clamp(1, MOST_MINUTES),
    };
    let Ok(key) = random::hex::<24>() else {
        return page::refusal("No random bytes");
    };
    portal.pending.add_ask(key.clone(), ask.clone());
    page::sign_in(&portal, &ask, &key, None)
}

/// An app must bring a challenge: it cannot keep a secret.
fn expected(call: &Call, client_id: &str) -> Result<Expected, &'static str> {
    let challenge = call.param("code_challenge").map(str::to_owned);
    match (call.param("response_type"), &challenge) {
        (Some("token"), _) if client_id != APP => Ok(Expected::Token),
        (Some("code"), None) if client_id != APP => Ok(Expected::Code { challenge }),
        (Some("code"), None) => Err("code_challenge is required"),
        (Some("code"), Some(_)) if call.param("code_challenge_method") != Some("S256") => {
            Err("code_challenge_method must be S256")
        }
        (Some("code"), Some(_)) => Ok(Expected::Code { challenge }),
        _ => Err("Invalid response_type"),
    }
}
