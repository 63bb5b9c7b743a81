//! A request as a value.

use super::token::Token;
use std::fmt;
use zeroize::Zeroizing;

/// GET for resources, POST for operations: the portal knows no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
}

/// What is asked, where, and on whose behalf.
///
/// The token is kept apart from the parameters so that it can never become part of an address: it
/// travels as a header on GET and in the form body on POST.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiRequest {
    pub method: Method,
    /// Without a query.
    pub url: String,
    /// The query of a GET, the form of a POST; `f=json` is among them. Overwritten when dropped, since one
    /// may be a password or a passcode.
    pub params: Vec<(&'static str, Zeroizing<String>)>,
    pub token: Option<Token>,
    /// After so many seconds the answer is no longer waited for.
    pub patience: u32,
}

impl ApiRequest {
    /// A resource.
    pub fn get(url: String) -> Self {
        Self::new(Method::Get, url, 30)
    }

    /// An operation: it may take longer, and it is never repeated by itself.
    pub fn post(url: String) -> Self {
        Self::new(Method::Post, url, 60)
    }

    fn new(method: Method, url: String, patience: u32) -> Self {
        Self {
            method,
            url,
            params: vec![("f", Zeroizing::new("json".to_owned()))],
            token: None,
            patience,
        }
    }

    /// Adds a parameter; one of the same name stays beside it.
    pub fn param(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.params.push((name, Zeroizing::new(value.into())));
        self
    }

    /// A list from a 0-based position. The first page is asked as documented, without a position: no
    /// release documents that it takes one.
    pub fn from(self, start: i64) -> Self {
        match start {
            0 => self,
            start => self.param("start", start.to_string()),
        }
    }

    /// Asks in the name of whoever this token was given to, in the place of any other.
    pub fn signed(mut self, token: &Token) -> Self {
        self.token = Some(token.clone());
        self
    }

    /// The value of a parameter, for tests.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.params
            .iter()
            .find(|(n, _)| *n == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Names only: the values may be a password or a passcode.
impl fmt::Debug for ApiRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}", self.method, self.url)?;
        f.debug_set()
            .entries(self.params.iter().map(|(name, _)| name))
            .finish()
    }
}
