//! The Sharing API: tokens and who is signed in.

use serde::Deserialize;

/// `generateToken`. No `Debug`: it carries a token.
#[derive(Deserialize)]
pub struct Token {
    pub token: String,
    /// Epoch milliseconds.
    pub expires: i64,
}

/// `oauth2/token`. No `Debug`: it carries tokens.
#[derive(Deserialize)]
pub struct OAuthToken {
    pub access_token: String,
    /// Seconds.
    pub expires_in: i64,
    pub username: String,
    pub refresh_token: Option<String>,
}

/// `portals/self`; answers without a token too, then without `user`.
#[derive(Debug, Deserialize)]
pub struct PortalSelf {
    pub name: Option<String>,
    #[serde(rename = "portalName")]
    pub portal_name: Option<String>,
    pub user: Option<User>,
}

/// The signed-in account.
#[derive(Debug, Deserialize)]
pub struct User {
    pub username: String,
    #[serde(rename = "fullName")]
    pub full_name: Option<String>,
    /// `org_admin`, `org_publisher`, `org_user` or the id of a custom role.
    pub role: Option<String>,
    #[serde(default)]
    pub privileges: Vec<String>,
}
