//! The Sharing API, as far as an administrator's page and Esri's clients need it: who the portal is,
//! who is signed in, and tokens. Section 2 of docs/portal-api.md.

mod identity;
mod oauth;
mod tokens;

pub use oauth::Pending;
pub use tokens::{caller, hash_password};

use crate::portal::Portal;
use axum::Router;
use axum::routing::any;
use std::sync::Arc;

pub fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .route("/info", any(identity::info))
        .route("/rest/info", any(identity::info))
        .route("/rest/services", any(identity::services))
        .route("/sharing/rest/oauth2/authorize", any(oauth::authorize))
        .route("/sharing/oauth2/signin", any(oauth::signin))
        .route("/sharing/rest/oauth2/token", any(oauth::token))
        .route("/sharing/rest/oauth2/revokeToken", any(oauth::revoke))
        .route("/sharing/rest", any(identity::root))
        .route("/sharing/rest/", any(identity::root))
        .route("/sharing/rest/info", any(identity::info))
        .route("/sharing/rest/generateToken", any(tokens::generate))
        .route("/sharing/rest/portals/self", any(identity::portal_self))
        .route("/sharing/rest/portals/self/roles", any(identity::roles))
        .route(
            "/sharing/rest/community/self",
            any(identity::community_self),
        )
        .route(
            "/sharing/rest/community/users/{username}",
            any(identity::community_user),
        )
}
