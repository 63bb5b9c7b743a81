//! `generateToken`, and who a token belongs to. Sections 2.1 to 2.3 of docs/portal-api.md.

use crate::faults::Fault;
use crate::http::{Answer, Call, Refusal};
use crate::portal::Portal;
use crate::random;
use crate::store::{TokenRow, User};
use anyhow::anyhow;
use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use axum::extract::State;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

/// Wrong passwords in a row that lock an account. Esri's Python client spends four on one mistake.
const MOST_FAILURES: u32 = 6;
/// How long a locked account stays locked.
const LOCKED_MS: i64 = 15 * 60 * 1000;
/// `expiration` where none is sent, minutes.
const DEFAULT_MINUTES: i64 = 60;
/// The longest `expiration`, minutes: 15 days.
const MOST_MINUTES: i64 = 21_600;

const WRONG: Refusal = Refusal::NoToken("Invalid username or password.");

/// The parameters of the form page.
const FORM: &[&str] = &[
    "username",
    "password",
    "client",
    "referer",
    "ip",
    "expiration",
];

pub(super) async fn generate(State(portal): State<Arc<Portal>>, call: Call) -> Answer {
    if !call.is_post {
        let mut answer = Answer::of(&call, "Generate Token", Err(Refusal::PostOnly));
        answer.form = Some(FORM);
        return answer;
    }
    Answer::of(&call, "Generate Token", grant(&portal, &call))
}

fn grant(portal: &Portal, call: &Call) -> Result<Value, Refusal> {
    let (Some(username), Some(password)) = (call.param("username"), call.param("password")) else {
        return Err(WRONG);
    };
    let referer = match (call.param("client"), call.param("referer")) {
        (None | Some("referer"), Some(referer)) => Some(referer.to_owned()),
        (None | Some("referer"), None) => {
            return Err(Refusal::NoToken("'referer' must be specified."));
        }
        (Some("ip"), _) if call.param("ip").is_none() => {
            return Err(Refusal::NoToken("'ip' must be specified."));
        }
        (Some("ip" | "requestip"), _) => None,
        (Some(_), _) => {
            return Err(Refusal::NoToken(
                "'client' must be referer, ip or requestip.",
            ));
        }
    };
    let minutes = match call.param("expiration").map(str::parse::<i64>) {
        None => DEFAULT_MINUTES,
        Some(Ok(minutes)) if minutes > 0 => minutes.min(MOST_MINUTES),
        Some(_) => {
            return Err(Refusal::NoToken(
                "'expiration' must be a number of minutes.",
            ));
        }
    };
    let user = sign_in(portal, username, password)?;
    let now = portal.clock.now_ms();
    let token = random::hex::<48>()?;
    let row = TokenRow {
        digest: digest(&token),
        username: user.username,
        referer,
        expires_ms: now + minutes * 60_000,
    };
    portal.store.add_token(&row, now)?;
    Ok(json!({"token": token, "expires": row.expires_ms, "ssl": true}))
}

/// The account of a name and its password. Too many wrong ones lock it for a while.
pub(super) fn sign_in(portal: &Portal, username: &str, password: &str) -> Result<User, Refusal> {
    let now = portal.clock.now_ms();
    let user = portal.store.user(username)?.ok_or(WRONG)?;
    if user.locked_until_ms > now {
        return Err(Refusal::NoToken(
            "Too many invalid attempts. Please try again later.",
        ));
    }
    if !fits(password, &user.password) {
        let failures = user.failures + 1;
        let (failures, until) = if failures >= MOST_FAILURES {
            (0, now + LOCKED_MS)
        } else {
            (failures, 0)
        };
        portal.store.set_failures(username, failures, until)?;
        return Err(WRONG);
    }
    portal.store.set_failures(username, 0, 0)?;
    Ok(user)
}

/// The account behind a call. 499 without a token; 498 for one that is unknown, over, or bound to
/// another referer than the call's. A call without a referer is let pass: Esri's own clients send none.
pub fn caller(portal: &Portal, call: &Call) -> Result<User, Refusal> {
    let token = call.token.as_deref().ok_or(Refusal::TokenRequired)?;
    if portal
        .faults
        .strikes(Fault::InvalidToken, &call.path)
        .is_some()
    {
        return Err(Refusal::InvalidToken);
    }
    if portal
        .faults
        .strikes(Fault::TokenRequired, &call.path)
        .is_some()
    {
        return Err(Refusal::TokenRequired);
    }
    let row = portal
        .store
        .token(&digest(token))?
        .ok_or(Refusal::InvalidToken)?;
    let is_bound_elsewhere = match (&row.referer, &call.referer) {
        (Some(bound), Some(told)) => !told
            .to_ascii_lowercase()
            .starts_with(&bound.to_ascii_lowercase()),
        _ => false,
    };
    if row.expires_ms <= portal.clock.now_ms() || is_bound_elsewhere {
        return Err(Refusal::InvalidToken);
    }
    let user = portal.store.user(&row.username)?;
    let user = user.ok_or(Refusal::InvalidToken)?;
    let is_admin_api = call.path.contains("/admin/");
    if is_admin_api
        && portal
            .faults
            .strikes(Fault::Forbidden, &call.path)
            .is_some()
    {
        return Err(Refusal::Forbidden);
    }
    Ok(user)
}

/// Cheap on purpose: the passwords of a sandbox are known, and its tests sign in often.
fn argon() -> Argon2<'static> {
    let params = Params::new(1024, 1, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The PHC form of a password.
pub fn hash_password(password: &str) -> anyhow::Result<String> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|e| anyhow!("no random bytes: {e}"))?;
    let salt = SaltString::encode_b64(&salt).map_err(|e| anyhow!("{e}"))?;
    let hash = argon()
        .hash_password(password.as_bytes(), &salt)
        .map_err(|e| anyhow!("{e}"))?;
    Ok(hash.to_string())
}

fn fits(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| argon().verify_password(password.as_bytes(), &hash).is_ok())
}

/// What is kept of a token.
pub(super) fn digest(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}
