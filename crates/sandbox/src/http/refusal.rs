//! The portal's ways of saying no. Sections 2.1, 2.3 and 4.1 of docs/portal-api.md.

use serde_json::{Value, json};

/// Why a request was not carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// 498: unknown, expired, or bound to another referer.
    InvalidToken,
    /// 499.
    TokenRequired,
    /// 403: valid token, no privilege.
    Forbidden,
    /// 400 of `generateToken`, with its reason.
    NoToken(&'static str),
    /// Of OAuth: code, error, and what it means.
    OAuth(u16, &'static str, &'static str),
    /// 400 of an operation: its own message, and what is wrong.
    Invalid {
        message: &'static str,
        details: Vec<String>,
    },
    /// 409: what is there already, or under way, stands against it.
    Conflict {
        message: &'static str,
        details: Vec<String>,
    },
    /// 404.
    NotFound(String),
    /// 405: an operation was asked for with GET.
    PostOnly,
    /// 500: the sandbox itself failed.
    Broken(String),
}

impl Refusal {
    /// The envelope `{"error": {...}}`.
    pub fn body(&self) -> Value {
        let (code, message, details) = match self {
            Self::InvalidToken => (498, "Invalid token.", json!([])),
            Self::TokenRequired => {
                return json!({"error": {
                    "code": 499,
                    "message": "Token Required",
                    "messageCode": "GWM_0003",
                    "details": ["Token Required"],
                }});
            }
            Self::Forbidden => (
                403,
                "You do not have permissions to access this resource or perform this operation.",
                json!([]),
            ),
            Self::OAuth(code, error, description) => {
                return json!({"error": {
                    "code": code,
                    "error": error,
                    "error_description": description,
                    "message": description,
                    "details": [],
                }});
            }
            Self::NoToken(reason) => (400, "Unable to generate token.", json!([reason])),
            Self::Invalid { message, details } => (400, *message, json!(details)),
            Self::Conflict { message, details } => (409, *message, json!(details)),
            Self::NotFound(what) => (404, "Not found.", json!([what])),
            Self::PostOnly => (
                405,
                "Method not allowed.",
                json!(["This operation takes POST."]),
            ),
            Self::Broken(what) => {
                return json!({"error": {"code": 500, "message": what, "details": null}});
            }
        };
        json!({"error": {"code": code, "message": message, "details": details}})
    }
}

impl From<anyhow::Error> for Refusal {
    fn from(error: anyhow::Error) -> Self {
        tracing::error!("{error:#}");
        Self::Broken("The portal's database could not be used.".to_owned())
    }
}
