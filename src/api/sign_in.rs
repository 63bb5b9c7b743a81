//! `generateToken`: a user name and a password become a session.

use super::decode::{self, Reply};
use super::{ApiError, ApiRequest, Portal, Token, oauth};
use crate::wire::sharing;
use quartz_cron::Timestamp;
use zeroize::Zeroizing;

/// How long a session is asked for: long enough for a morning's work, short enough to forget.
const MINUTES: u32 = 60;

/// What a person types to sign in. No `Debug`.
#[derive(Clone)]
pub struct Credentials {
    pub username: String,
    pub password: Zeroizing<String>,
}

/// A session that the portal opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub username: String,
    pub token: Token,
    pub expires: Timestamp,
    pub way: Way,
}

/// How a session was opened, which decides how it can be renewed and taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// `generateToken`: it ends by itself.
    Password,
    /// With the token that renews it, while that is known: it does not survive a reload.
    OAuth(Option<oauth::Refresh>),
}

/// Why nobody is signed in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// User name or password, in the portal's words; the password is the field to mend.
    #[error("The portal refused: “{0}”")]
    Credentials(String),
    /// Too many attempts, in the portal's words.
    #[error("The account is locked for now. The portal says: “{0}”")]
    Locked(String),
    /// Anything that has nothing to do with what was typed.
    #[error("{0}")]
    Failed(#[from] ApiError),
}

/// The request. The token is bound to `origin`: the `Referer` of later requests.
pub fn request(portal: &Portal, credentials: &Credentials, origin: &str) -> ApiRequest {
    ApiRequest::post(portal.sharing("/generateToken"))
        .param("username", &credentials.username)
        .param("password", credentials.password.as_str())
        .param("client", "referer")
        .param("referer", origin)
        .param("expiration", MINUTES.to_string())
}

/// Reads the answer. Bad credentials are not an ended session.
pub fn decode(reply: &Reply, username: &str) -> Result<Grant, Refusal> {
    match decode::resource::<sharing::Token>(reply) {
        Ok(sharing::Token { token, expires }) => {
            let token = Token::new(token)
                .ok_or_else(|| ApiError::Unexpected("the token has no usable text".into()))?;
            Ok(Grant {
                username: username.to_owned(),
                token,
                expires: Timestamp::from_secs(expires.div_euclid(1000)),
                way: Way::Password,
            })
        }
        Err(ApiError::Refused { message, .. }) if message.contains("Too many") => {
            Err(Refusal::Locked(message))
        }
        Err(ApiError::Refused { code: 400, message }) => Err(Refusal::Credentials(message)),
        Err(ApiError::SessionEnded) => Err(Refusal::Credentials(
            "The user name or the password is not right.".to_owned(),
        )),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(body: &str) -> Result<Grant, Refusal> {
        let reply = Reply {
            status: 200,
            body: body.to_owned(),
            ..Reply::default()
        };
        decode(&reply, "siteadmin")
    }

    #[test]
    fn the_password_travels_in_the_body_and_the_token_is_bound_to_this_origin() {
        let portal = Portal::find(&Default::default(), "https://gis.example.com", "/gis/").unwrap();
        let credentials = Credentials {
            username: "siteadmin".into(),
            password: Zeroizing::new("pass&word=1".into()),
        };
        let request = request(&portal, &credentials, "https://gis.example.com");
        assert_eq!(request.method, super::super::request::Method::Post);
        assert_eq!(
            request.url,
            "https://gis.example.com/gis/sharing/rest/generateToken"
        );
        assert_eq!(
            request.params,
            [
                ("f", "json"),
                ("username", "siteadmin"),
                ("password", "pass&word=1"),
                ("client", "referer"),
                ("referer", "https://gis.example.com"),
                ("expiration", "60"),
            ]
            .map(|(name, value)| (name, Zeroizing::new(value.to_owned())))
        );
        assert!(!format!("{request:?}").contains("pass&word"));
    }

    #[test]
    fn a_token_and_its_end_are_a_session() {
        let grant = answer(r#"{"token":"NLYf","expires":1666030543375,"ssl":true}"#).unwrap();
        assert_eq!(grant.token.expose(), "NLYf");
        assert_eq!(grant.expires, Timestamp::from_secs(1_666_030_543));
        assert_eq!(grant.username, "siteadmin");
    }

    #[test]
    fn a_wrong_password_is_told_in_the_portals_words() {
        let refusal = answer(
            r#"{"error":{"code":400,"message":"Unable to generate token.","details":["Invalid username or password."]}}"#,
        )
        .unwrap_err();
        assert_eq!(
            refusal.to_string(),
            "The portal refused: “Invalid username or password.”"
        );
        assert!(matches!(refusal, Refusal::Credentials(_)));
    }

    #[test]
    fn a_locked_account_is_told_apart() {
        let refusal = answer(
            r#"{"error":{"code":400,"message":"Unable to generate token.","details":["Too many invalid attempts. Please try again later."]}}"#,
        )
        .unwrap_err();
        assert!(matches!(refusal, Refusal::Locked(_)));
    }

    #[test]
    fn a_401_while_signing_in_is_about_the_password_not_the_session() {
        let refusal = answer(r#"{"error":{"code":401,"message":"Unauthorized"}}"#).unwrap_err();
        assert!(matches!(refusal, Refusal::Credentials(_)));
    }

    #[test]
    fn a_page_or_an_empty_token_is_no_session() {
        assert!(matches!(
            answer("<html><title>Portal</title></html>"),
            Err(Refusal::Failed(ApiError::NotJson { .. }))
        ));
        assert!(matches!(
            answer(r#"{"token":"","expires":1}"#),
            Err(Refusal::Failed(ApiError::Unexpected(_)))
        ));
    }
}
