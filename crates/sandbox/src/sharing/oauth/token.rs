//! `oauth2/token`: codes and refresh tokens for tokens.

use super::client::{self, APP};
use super::pending::{Expected, Granted};
use crate::http::{Answer, Call, Format, Refusal};
use crate::portal::Portal;
use crate::random;
use crate::sharing::tokens::digest;
use crate::store::{RefreshRow, TokenRow};
use axum::extract::State;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

/// How long an access token lasts, minutes.
const ACCESS_MINUTES: i64 = 30;
/// How long a refresh token lasts that was exchanged for another one, minutes: two weeks.
const REFRESH_MINUTES: i64 = 20_160;

const INVALID_CODE: Refusal = Refusal::OAuth(400, "invalid_request", "Invalid code");
const INVALID_REFRESH: Refusal = Refusal::OAuth(498, "invalid_request", "Invalid refresh_token");

pub(in crate::sharing) async fn token(State(portal): State<Arc<Portal>>, call: Call) -> Answer {
    let granted = if call.is_post {
        grant(&portal, &call)
    } else {
        Err(Refusal::PostOnly)
    };
    let mut answer = Answer::of(&call, "Token", granted);
    // Clients of OAuth know no `f`.
    if answer.format == Format::Html {
        answer.format = Format::Json;
    }
    answer
}

fn grant(portal: &Portal, call: &Call) -> Result<Value, Refusal> {
    match call.param("grant_type") {
        Some("authorization_code") => {
            let code = call.param("code").unwrap_or_default();
            let granted = portal.pending.take_code(code).ok_or(INVALID_CODE)?;
            check_code(call, &granted)?;
            sign_in(
                portal,
                &granted.username,
                &granted.ask.client_id,
                granted.ask.minutes,
            )
        }
        Some("refresh_token") => {
            let refresh = refresh(portal, call)?;
            let (user, client) = (&refresh.username, &refresh.client_id);
            grant_access(portal, user, client, ACCESS_MINUTES, Some(&refresh.digest))
        }
        Some("exchange_refresh_token") => {
            let refresh = refresh(portal, call)?;
            let redirect_uri = call.param("redirect_uri").unwrap_or_default();
            client::check(portal, call, &refresh.client_id, redirect_uri)
                .map_err(|_| Refusal::OAuth(400, "invalid_request", "Invalid redirect_uri"))?;
            let granted = sign_in(
                portal,
                &refresh.username,
                &refresh.client_id,
                REFRESH_MINUTES,
            )?;
            portal.store.revoke(&refresh.digest, &refresh.client_id)?;
            Ok(granted)
        }
        _ => Err(Refusal::OAuth(
            400,
            "unsupported_grant_type",
            "Unsupported grant_type",
        )),
    }
}

fn check_code(call: &Call, granted: &Granted) -> Result<(), Refusal> {
    let ask = &granted.ask;
    let is_same = call.param("client_id") == Some(&ask.client_id)
        && call.param("redirect_uri") == Some(&ask.redirect_uri);
    let verifier = call.param("code_verifier").unwrap_or_default();
    let is_proven = match &ask.answer {
        Expected::Code {
            challenge: Some(challenge),
        } => URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) == *challenge,
        _ => ask.client_id != APP,
    };
    match (is_same, is_proven) {
        (true, true) => Ok(()),
        (true, false) => Err(Refusal::OAuth(
            400,
            "invalid_grant",
            "Invalid code_verifier",
        )),
        (false, _) => Err(INVALID_CODE),
    }
}

fn refresh(portal: &Portal, call: &Call) -> Result<RefreshRow, Refusal> {
    let sent = call.param("refresh_token").ok_or(INVALID_REFRESH)?;
    let row = portal.store.refresh_token(&digest(sent))?;
    let row = row
        .filter(|row| call.param("client_id") == Some(&row.client_id))
        .ok_or(INVALID_REFRESH)?;
    if row.expires_ms <= portal.clock.now_ms() {
        return Err(Refusal::OAuth(
            498,
            "invalid_request",
            "refresh_token expired",
        ));
    }
    Ok(row)
}

/// A refresh token, and the first access token from it.
fn sign_in(
    portal: &Portal,
    username: &str,
    client_id: &str,
    minutes: i64,
) -> Result<Value, Refusal> {
    let refresh = random::hex::<48>()?;
    let now = portal.clock.now_ms();
    let row = RefreshRow {
        digest: digest(&refresh),
        username: username.to_owned(),
        client_id: client_id.to_owned(),
        expires_ms: now + minutes * 60_000,
    };
    portal.store.add_refresh_token(&row, now)?;
    let mut granted = grant_access(
        portal,
        username,
        client_id,
        ACCESS_MINUTES,
        Some(&row.digest),
    )?;
    granted["refresh_token"] = refresh.into();
    granted["refresh_token_expires_in"] = (minutes * 60).into();
    Ok(granted)
}

/// An access token.
pub(super) fn grant_access(
    portal: &Portal,
    username: &str,
    client_id: &str,
    minutes: i64,
    refresh_digest: Option<&str>,
) -> Result<Value, Refusal> {
    let token = random::hex::<48>()?;
    let now = portal.clock.now_ms();
    let row = TokenRow {
        digest: digest(&token),
        username: username.to_owned(),
        referer: None,
        expires_ms: now + minutes * 60_000,
    };
    portal
        .store
        .add_oauth_token(&row, client_id, refresh_digest, now)?;
    Ok(json!({
        "access_token": token,
        "expires_in": minutes * 60,
        "username": username,
        "ssl": true,
    }))
}
