//! OAuth 2: authorisation code with PKCE for apps, and what Esri's Python client makes of it. Section 2.4 of
//! docs/portal-api.md.

mod authorize;
mod client;
mod page;
mod pending;
mod revoke;
mod signin;
mod token;

pub(super) use authorize::authorize;
pub use pending::Pending;
pub(super) use revoke::revoke;
pub(super) use signin::signin;
pub(super) use token::token;
