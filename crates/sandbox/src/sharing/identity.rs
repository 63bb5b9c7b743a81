//! What the portal is and who is signed in. Section 2.5 of docs/portal-api.md.

use super::caller;
use crate::http::{Answer, Call, Refusal};
use crate::portal::{Portal, RELEASE};
use crate::seed::{ORG_ID, PORTAL_NAME};
use crate::store::User;
use axum::extract::{Path, State};
use serde_json::{Value, json};
use std::sync::Arc;

pub(super) async fn info(State(portal): State<Arc<Portal>>, call: Call) -> Answer {
    let address = portal.address(&call);
    let info = json!({
        "owningSystemUrl": address,
        "authInfo": {
            "tokenServicesUrl": format!("{address}/sharing/rest/generateToken"),
            "isTokenBasedSecurity": true,
        },
    });
    Answer::of(&call, "Info", Ok(info))
}

/// The portal itself has no services: an empty directory.
pub(super) async fn services(call: Call) -> Answer {
    let none = json!({"currentVersion": RELEASE, "folders": [], "services": []});
    Answer::of(&call, "Services", Ok(none))
}

pub(super) async fn root(call: Call) -> Answer {
    Answer::of(&call, "Sharing", Ok(json!({"currentVersion": "2025.1"})))
}

/// Answers without a token too, then without `user`.
pub(super) async fn portal_self(State(portal): State<Arc<Portal>>, call: Call) -> Answer {
    let user = match &call.token {
        None => Ok(None),
        Some(_) => caller(&portal, &call).map(Some),
    };
    let about = user.map(|user| {
        let mut about = json!({
            "id": ORG_ID,
            "name": PORTAL_NAME,
            "portalName": PORTAL_NAME,
            "portalMode": "singletenant",
            "isPortal": true,
            "portalDeploymentType": "ArcGISEnterpriseOnKubernetes",
            "allSSL": true,
            "supportsOAuth": true,
            "currentVersion": "2025.1",
            "allowedOrigins": [],
            "authorizedCrossOriginNoCorsDomains": [],
        });
        if let Some(user) = user {
            about["user"] = account(&user);
        }
        about
    });
    Answer::of(&call, "Portal", about)
}

pub(super) async fn roles(State(portal): State<Arc<Portal>>, call: Call) -> Answer {
    let roles = caller(&portal, &call)
        .map(|_| json!({"total": 0, "start": 1, "num": 100, "nextStart": -1, "roles": []}));
    Answer::of(&call, "Roles", roles)
}

pub(super) async fn community_self(State(portal): State<Arc<Portal>>, call: Call) -> Answer {
    let about = caller(&portal, &call).map(|user| account(&user));
    Answer::of(&call, "User", about)
}

pub(super) async fn community_user(
    State(portal): State<Arc<Portal>>,
    Path(username): Path<String>,
    call: Call,
) -> Answer {
    let about = caller(&portal, &call).and_then(|_| {
        let user = portal.store.user(&username)?;
        user.map(|user| account(&user))
            .ok_or_else(|| Refusal::NotFound("User does not exist.".to_owned()))
    });
    Answer::of(&call, "User", about)
}

fn account(user: &User) -> Value {
    let admin = [
        "portal:admin:manageSecurity",
        "portal:admin:manageServers",
        "portal:admin:manageWebsite",
        "portal:admin:viewUsers",
        "portal:admin:updateUsers",
        "portal:admin:manageRoles",
    ];
    let everyone = ["portal:user:createItem", "portal:publisher:publishFeatures"];
    let is_admin = user.role == "org_admin";
    let privileges: Vec<&str> = everyone
        .into_iter()
        .chain(admin.into_iter().filter(|_| is_admin))
        .chain((!is_admin && user.manages_security()).then_some("portal:admin:manageSecurity"))
        .collect();
    json!({
        "username": user.username,
        "fullName": user.full_name,
        "email": format!("{}@example.com", user.username),
        "orgId": ORG_ID,
        "role": user.role,
        "roleId": user.role,
        "level": "2",
        "privileges": privileges,
        "groups": [],
    })
}
