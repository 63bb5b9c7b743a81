//! OAuth 2: authorisation code with PKCE, renewal and revocation. Section 2.4 of docs/portal-api.md;
//! RFC 6749, 7636 and 7009.

use super::decode::{self, Reply};
use super::sign_in::{Grant, Way};
use super::{ApiError, ApiRequest, Portal, Token};
use crate::foreign;
use crate::wire::sharing;
use quartz_cron::Timestamp;

/// How long a sign-in is asked for, minutes: a working day. Until then a token is renewed without asking.
pub const MINUTES: u32 = 480;

/// A token that gets other ones. It lives in memory only.
pub type Refresh = Token;

/// Why signing in on the portal's page did not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What happened, in a sentence.
    pub what: String,
    /// What to do about it.
    pub advice: &'static str,
}

impl Problem {
    /// An answer that this tab has not asked for: somebody else's, or one that came twice.
    pub fn not_asked_for() -> Self {
        Self {
            what: "A sign-in came back that was not begun in this tab. It was not accepted."
                .to_owned(),
            advice: "Begin again here.",
        }
    }

    /// Somebody else signed in over a page that is not theirs.
    pub fn of_other(other: &str, here: &str) -> Self {
        Self {
            what: format!(
                "{} has signed in, but this page is {}’s. That was not accepted.",
                foreign::line(other),
                foreign::line(here)
            ),
            advice: "Sign in with the same account, or sign out first.",
        }
    }

    /// What the portal answered to the code.
    pub fn of_exchange(error: &ApiError) -> Self {
        match error {
            ApiError::Refused { message, .. } => Self {
                what: format!("The portal did not accept the sign-in: “{message}”"),
                advice: "It may have taken too long. Try again, or use the form.",
            },
            error => Self {
                what: error.to_string(),
                advice: error.advice(),
            },
        }
    }
}

/// What the portal's page has sent back: the code, or why there is none.
pub fn read_answer(
    code: Option<String>,
    error: Option<&str>,
    description: Option<&str>,
) -> Result<String, Problem> {
    const AGAIN: &str = "Try again, or use the form.";
    match (code, error) {
        (_, Some("access_denied")) => Err(Problem {
            what: "The sign-in was cancelled on the portal’s page.".to_owned(),
            advice: AGAIN,
        }),
        (_, Some(error)) => Err(Problem {
            what: format!(
                "The portal says: “{}”",
                foreign::line(description.unwrap_or(error))
            ),
            advice: AGAIN,
        }),
        (Some(code), None) if !code.is_empty() => Ok(code),
        (_, None) => Err(Problem {
            what: "The portal sent no code.".to_owned(),
            advice: AGAIN,
        }),
    }
}

/// A code for a token, by whoever knows the verifier of its challenge.
pub fn exchange(
    portal: &Portal,
    client_id: &str,
    redirect_uri: &str,
    code: &str,
    verifier: &str,
) -> ApiRequest {
    token(portal, client_id, "authorization_code")
        .param("code", code)
        .param("redirect_uri", redirect_uri)
        .param("code_verifier", verifier)
}

/// Another token without asking anybody.
pub fn renew(portal: &Portal, client_id: &str, refresh: &Refresh) -> ApiRequest {
    token(portal, client_id, "refresh_token").param("refresh_token", refresh.expose())
}

fn token(portal: &Portal, client_id: &str, grant: &'static str) -> ApiRequest {
    ApiRequest::post(portal.sharing("/oauth2/token"))
        .param("client_id", client_id)
        .param("grant_type", grant)
}

/// Takes a token back. With a refresh token those go that came of it.
pub fn revoke(portal: &Portal, client_id: &str, token: &Token) -> ApiRequest {
    ApiRequest::post(portal.sharing("/oauth2/revokeToken"))
        .param("client_id", client_id)
        .param("auth_token", token.expose())
}

/// Reads the answer to both, which came at `now`. A renewal that brings no refresh token goes on with the
/// one before.
pub fn decode(reply: &Reply, now: Timestamp, before: Option<Refresh>) -> Result<Grant, ApiError> {
    let answer: sharing::OAuthToken = decode::resource(reply)?;
    let unusable = || ApiError::Unexpected("the token has no usable text".into());
    Ok(Grant {
        username: answer.username,
        token: Token::new(answer.access_token).ok_or_else(unusable)?,
        expires: Timestamp::from_secs(now.as_secs() + answer.expires_in),
        way: Way::OAuth(answer.refresh_token.and_then(Token::new).or(before)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn portal() -> Portal {
        Portal::find(&Default::default(), "https://gis.example.com", "/gis/").unwrap()
    }

    fn reply(body: &str) -> Reply {
        Reply {
            status: 200,
            body: body.into(),
            ..Reply::default()
        }
    }

    #[test]
    fn a_code_is_exchanged_in_the_body_with_its_verifier() {
        let request = exchange(
            &portal(),
            "app",
            "https://gis.example.com/gis/apps/",
            "c",
            "v",
        );
        assert_eq!(
            request.url,
            "https://gis.example.com/gis/sharing/rest/oauth2/token"
        );
        assert_eq!(request.method, super::super::request::Method::Post);
        for (name, value) in [
            ("grant_type", "authorization_code"),
            ("client_id", "app"),
            ("code", "c"),
            ("code_verifier", "v"),
            ("redirect_uri", "https://gis.example.com/gis/apps/"),
        ] {
            assert_eq!(request.value(name), Some(value));
        }
    }

    #[test]
    fn seconds_count_from_the_portals_now() {
        let now = Timestamp::from_secs(1_792_764_120);
        let body =
            r#"{"access_token":"a","expires_in":1800,"username":"siteadmin","refresh_token":"r"}"#;
        let grant = decode(&reply(body), now, None).unwrap();
        assert_eq!(grant.expires.as_secs(), 1_792_765_920);
        assert_eq!(grant.way, Way::OAuth(Token::new("r".into())));
    }

    #[test]
    fn a_renewal_without_a_refresh_token_goes_on_with_the_one_before() {
        let now = Timestamp::from_secs(0);
        let body = r#"{"access_token":"a","expires_in":1800,"username":"siteadmin"}"#;
        let before = Token::new("before".into());
        let grant = decode(&reply(body), now, before.clone()).unwrap();
        assert_eq!(grant.way, Way::OAuth(before));
    }

    #[test]
    fn a_cancelled_sign_in_is_told_apart_from_a_failed_one() {
        let said = |error, description| read_answer(None, Some(error), description).unwrap_err();
        assert_eq!(
            said("access_denied", Some("The user denied your request.")).what,
            "The sign-in was cancelled on the portal’s page."
        );
        assert_eq!(
            said("server_error", Some("Out of order")).what,
            "The portal says: “Out of order”"
        );
        assert_eq!(read_answer(Some("c".into()), None, None), Ok("c".into()));
        assert!(read_answer(Some(String::new()), None, None).is_err());
    }

    #[test]
    fn a_code_that_is_over_is_told_in_the_portals_words() {
        let body = r#"{"error":{"code":400,"error":"invalid_request","error_description":"Invalid code","message":"Invalid code","details":[]}}"#;
        let error = decode(&reply(body), Timestamp::from_secs(0), None).unwrap_err();
        assert_eq!(
            Problem::of_exchange(&error).what,
            "The portal did not accept the sign-in: “Invalid code”"
        );
    }
}
