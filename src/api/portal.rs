//! `portals/self`: what the portal is called and who is signed in.

use super::decode::{self, Reply};
use super::{ApiError, ApiRequest, Portal};
use crate::foreign;
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
    privileges: Vec<String>,
}

/// A part of the Administrator API with a privilege of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    Tasks,
    Backups,
}

impl Area {
    /// What an account must have for it: a sentence without its point. Source: docs/portal-api.md, sections 1 and 3.
    pub fn requirement(self) -> &'static str {
        match self {
            Self::Tasks => "Tasks need the default administrator role",
            Self::Backups => {
                "Backups need the default administrator role or the privilege “Security and infrastructure”"
            }
        }
    }

    /// The privilege that is enough, as the portal spells it.
    fn privilege(self) -> Option<&'static str> {
        match self {
            Self::Tasks => None,
            Self::Backups => Some("portal:admin:manageSecurity"),
        }
    }
}

impl User {
    /// Whether role and privileges tell that the account may use an area. The portal decides, and a newer
    /// release may allow more: what it has shown is never hidden because of this.
    pub fn may(&self, area: Area) -> bool {
        let is_named = |named: &str| self.privileges.iter().any(|held| held == named);
        self.role == Role::Administrator || area.privilege().is_some_and(is_named)
    }

    /// What the account may do here, in sentences.
    pub fn rights(&self) -> String {
        let missing = |area: Area| format!("{}.", area.requirement());
        match (self.may(Area::Tasks), self.may(Area::Backups)) {
            (true, true) => "May use tasks and backups.".to_owned(),
            (true, false) => format!("May use tasks. {}", missing(Area::Backups)),
            (false, true) => format!("May use backups. {}", missing(Area::Tasks)),
            (false, false) => format!("{} {}", missing(Area::Tasks), missing(Area::Backups)),
        }
    }
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

/// Its name is the first of `name` and `portalName` that is not blank; an unknown role is a custom one.
pub fn decode(reply: &Reply) -> Result<About, ApiError> {
    let about: sharing::PortalSelf = decode::resource(reply)?;
    let name = [about.name, about.portal_name]
        .into_iter()
        .flatten()
        .find(|name| !name.trim().is_empty())
        .map(|name| foreign::line(&name));
    let user = about.user.map(|user| User {
        username: user.username,
        full_name: user.full_name.filter(|name| !name.trim().is_empty()),
        role: Role::from_wire(user.role.as_deref()),
        privileges: user.privileges,
    });
    Ok(About { name, user })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(role: &str, privileges: &[&str]) -> User {
        let user = serde_json::json!({"username": "x", "role": role, "privileges": privileges});
        let body = serde_json::json!({ "user": user }).to_string();
        let reply = Reply {
            status: 200,
            body,
            ahead_ms: None,
        };
        decode(&reply).unwrap().user.unwrap()
    }

    #[test]
    fn the_administrator_may_everything_whatever_the_privileges() {
        let told = "May use tasks and backups.";
        assert_eq!(user("org_admin", &[]).rights(), told);
    }

    #[test]
    fn a_custom_role_may_what_its_privileges_say() {
        let operator = user("bK7opR2tQx9LmZ4w", &["portal:admin:manageSecurity"]);
        assert!(operator.may(Area::Backups) && !operator.may(Area::Tasks));
        assert_eq!(
            operator.rights(),
            "May use backups. Tasks need the default administrator role."
        );
    }

    #[test]
    fn what_is_missing_is_named() {
        let publisher = user("org_publisher", &["portal:admin:viewUsers"]);
        assert!(!publisher.may(Area::Backups) && !publisher.may(Area::Tasks));
        assert!(
            publisher
                .rights()
                .ends_with("the privilege “Security and infrastructure”.")
        );
    }
}
