//! `portals/self`: what the portal is called and who is signed in.

use super::decode::{self, Reply};
use super::{ApiError, ApiRequest, Portal};
use crate::wire::sharing;

/// What the portal says of itself and of the caller.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    pub name: Option<String>,
    /// None when asked without a token.
    pub user: Option<User>,
}

/// The signed-in account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub username: String,
    pub full_name: Option<String>,
    pub role: Role,
}

/// The role of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    Administrator,
    Publisher,
    User,
    /// A custom role: its id says nothing to a person.
    Custom,
}

impl Role {
    fn from_wire(role: Option<&str>) -> Self {
        match role {
            Some("org_admin") => Self::Administrator,
            Some("org_publisher") => Self::Publisher,
            Some("org_user") => Self::User,
            _ => Self::Custom,
        }
    }

    /// The word on screen.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Administrator => "Administrator",
            Self::Publisher => "Publisher",
            Self::User => "User",
            Self::Custom => "Custom role",
        }
    }
}

/// The request; sign it to learn about the caller too.
pub fn request(portal: &Portal) -> ApiRequest {
    ApiRequest::get(portal.sharing("/portals/self"))
}

pub fn decode(reply: &Reply) -> Result<About, ApiError> {
    let about: sharing::PortalSelf = decode::resource(reply)?;
    let name = [about.name, about.portal_name]
        .into_iter()
        .flatten()
        .find(|name| !name.trim().is_empty());
    let user = about.user.map(|user| User {
        username: user.username,
        full_name: user.full_name.filter(|name| !name.trim().is_empty()),
        role: Role::from_wire(user.role.as_deref()),
    });
    Ok(About { name, user })
}
