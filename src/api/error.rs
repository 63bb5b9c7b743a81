//! Everything that can go wrong between a request and its answer, each with its sentence.

/// Why there is no answer. The text says what happened; [`ApiError::advice`] says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// No connection, no such host, blocked by the browser: fetch does not tell which.
    #[error("The portal cannot be reached.")]
    Unreachable,
    #[error("The portal did not answer within {0} seconds.")]
    TimedOut(u32),
    /// Codes 498 and 499, or nobody is signed in.
    #[error("Your session has ended.")]
    SessionEnded,
    /// The same for something to be done, once more after a new sign-in.
    #[error("The portal does not take the token of the new session either.")]
    TokenRefused,
    /// Code 403: signed in, not allowed.
    #[error("Your account may not do this. The portal says: “{0}”")]
    Forbidden(String),
    /// The portal refused, in its own words.
    #[error("The portal answered {code}: “{message}”")]
    Refused { code: i64, message: String },
    /// HTML or plain text in the place of JSON: a proxy's error page, a start page, a wrong address.
    #[error("{}", not_json(*status, first_line))]
    NotJson { status: u16, first_line: String },
    /// JSON that stops in the middle.
    #[error("The portal’s answer broke off before its end.")]
    CutOff,
    /// JSON of another shape than documented.
    #[error("The portal’s answer could not be read: {0}.")]
    Unexpected(String),
    /// An HTTP error without a word.
    #[error("The portal answered with HTTP status {0} and no explanation.")]
    Status(u16),
    /// It was not asked: what was asked for the same thing before is still on its way.
    #[error("Another request for it is still on its way.")]
    Busy,
}

impl ApiError {
    /// What to do about it: a sentence.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Unreachable => "Check your connection, then try again.",
            Self::TimedOut(_) => "It may be busy or restarting. Try again in a moment.",
            Self::SessionEnded => "Sign in to go on.",
            Self::Forbidden(_) => {
                "Ask for the default administrator role, or sign in as someone else."
            }
            Self::NotJson {
                status: 502..=504, ..
            } => "The portal may be restarting or restoring a backup. Try again in a few minutes.",
            Self::NotJson { .. } => "The address may not be that of a portal. Check config.json.",
            Self::CutOff | Self::Busy => "Try again.",
            Self::TokenRefused | Self::Refused { .. } | Self::Status(_) => {
                "Try again; if it stays, look into the portal’s logs."
            }
            Self::Unexpected(_) => "It may be of a release that this page does not know.",
        }
    }

    /// True where the portal may have done what was asked, and only its answer is missing.
    pub fn may_hide_success(&self) -> bool {
        match self {
            Self::Unreachable | Self::TimedOut(_) | Self::CutOff | Self::Unexpected(_) => true,
            Self::NotJson { status, .. } | Self::Status(status) => !(400..500).contains(status),
            // It says so of what it refuses, and of what went wrong once it had begun.
            Self::Refused { code, .. } => *code >= 500,
            Self::SessionEnded | Self::TokenRefused | Self::Forbidden(_) | Self::Busy => false,
        }
    }

    /// True where the portal may be at it still: whatever was on the way gave up waiting. fetch does not tell
    /// a connection that was refused from one that broke.
    pub fn may_come_late(&self) -> bool {
        matches!(
            self,
            Self::Unreachable
                | Self::TimedOut(_)
                | Self::NotJson {
                    status: 502 | 504,
                    ..
                }
                | Self::Status(502 | 504)
        )
    }
}

fn not_json(status: u16, first_line: &str) -> String {
    match (status, first_line) {
        (502..=504, _) => format!("The portal is not available (HTTP status {status})."),
        (status, "") => format!("The answer is not the portal’s (HTTP status {status})."),
        (status, line) => {
            format!("The answer is not the portal’s (HTTP status {status}): “{line}”")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outage_is_told_apart_from_a_wrong_address() {
        let outage = ApiError::NotJson {
            status: 502,
            first_line: "502 Bad Gateway".into(),
        };
        assert_eq!(
            outage.to_string(),
            "The portal is not available (HTTP status 502)."
        );
        assert!(outage.may_come_late());

        let page = ApiError::NotJson {
            status: 200,
            first_line: "Welcome".into(),
        };
        assert_eq!(
            page.to_string(),
            "The answer is not the portal’s (HTTP status 200): “Welcome”"
        );
        assert!(page.may_hide_success() && !page.may_come_late());
    }

    #[test]
    fn only_the_portals_own_no_is_certain() {
        let refused = |code| ApiError::Refused {
            code,
            message: String::new(),
        };
        for lost in [
            refused(500),
            ApiError::Unreachable,
            ApiError::TimedOut(60),
            ApiError::CutOff,
            ApiError::Status(502),
        ] {
            assert!(lost.may_hide_success(), "{lost}");
        }
        for certain in [
            ApiError::SessionEnded,
            ApiError::TokenRefused,
            ApiError::Forbidden(String::new()),
            ApiError::Status(404),
            refused(409),
        ] {
            assert!(!certain.may_hide_success(), "{certain}");
            assert!(!certain.may_come_late(), "{certain}");
        }
    }
}
