//! `oauth2/revokeToken`: succeeds also for a token that there never was. Tokens of `generateToken` stay.

use crate::http::{Answer, Call, Refusal};
use crate::portal::Portal;
use crate::sharing::tokens::digest;
use axum::extract::State;
use serde_json::json;
use std::sync::Arc;

const FORM: &[&str] = &["auth_token", "client_id", "token_type_hint"];

pub(in crate::sharing) async fn revoke(State(portal): State<Arc<Portal>>, call: Call) -> Answer {
    if !call.is_post {
        let mut answer = Answer::of(&call, "Revoke Token", Err(Refusal::PostOnly));
        answer.form = Some(FORM);
        return answer;
    }
    let name = |name: &str| call.param(name).unwrap_or_default();
    let revoked = portal
        .store
        .revoke(&digest(name("auth_token")), name("client_id"))
        .map(|()| json!({"success": true}))
        .map_err(Refusal::from);
    Answer::of(&call, "Revoke Token", revoked)
}
