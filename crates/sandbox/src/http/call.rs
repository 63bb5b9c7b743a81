//! A request as the portal sees it.

use axum::body::Bytes;
use axum::extract::{FromRequest, OriginalUri, Request};
use axum::http::{HeaderMap, Method, header};
use axum::response::Response;
use std::collections::HashMap;

/// `f`: `html` where it is not given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    #[default]
    Html,
    Json,
    /// Indented.
    PrettyJson,
}

/// Method, parameters, token and referer of a request.
#[derive(Debug)]
pub struct Call {
    pub is_post: bool,
    pub format: Format,
    pub token: Option<String>,
    pub referer: Option<String>,
    pub path: String,
    /// The machine and port that the caller addresses: `127.0.0.1:7080`. Empty where the call does not say.
    pub host: String,
    params: HashMap<String, String>,
}

impl Call {
    /// A parameter that is not empty.
    pub fn param(&self, name: &str) -> Option<&str> {
        let value = self.params.get(name)?;
        (!value.is_empty()).then_some(value.as_str())
    }

    /// True when a parameter was sent with nothing in it.
    pub fn is_empty(&self, name: &str) -> bool {
        self.params.get(name).is_some_and(String::is_empty)
    }

    fn new(method: &Method, path: &str, query: &str, headers: &HeaderMap, body: &[u8]) -> Self {
        let mut params: HashMap<String, String> = pairs(query.as_bytes());
        // Esri's command line client sends a form with GET as well.
        params.extend(pairs(body));
        let text = |name: &str| headers.get(name)?.to_str().ok().map(str::to_owned);
        let bearer = |name: &str| {
            let value = text(name)?;
            let (scheme, token) = value.split_once(' ')?;
            scheme
                .eq_ignore_ascii_case("bearer")
                .then(|| token.trim().to_owned())
        };
        // The four places: form field, query, and two headers.
        let token = params
            .get("token")
            .filter(|token| !token.is_empty())
            .cloned()
            .or_else(|| bearer("x-esri-authorization"))
            .or_else(|| bearer(header::AUTHORIZATION.as_str()));
        let format = match params.get("f").map(String::as_str) {
            Some("json") => Format::Json,
            Some("pjson") => Format::PrettyJson,
            _ => Format::Html,
        };
        Self {
            is_post: method == Method::POST,
            format,
            token,
            referer: text(header::REFERER.as_str()),
            path: path.to_owned(),
            host: text(header::HOST.as_str()).unwrap_or_default(),
            params,
        }
    }
}

fn pairs(text: &[u8]) -> HashMap<String, String> {
    serde_urlencoded::from_bytes::<Vec<(String, String)>>(text)
        .unwrap_or_default()
        .into_iter()
        .collect()
}

impl<S: Send + Sync> FromRequest<S> for Call {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        // A nested router takes its own part off the address.
        let whole = request.extensions().get::<OriginalUri>();
        let uri = whole.map_or_else(|| request.uri().clone(), |whole| whole.0.clone());
        let (method, headers) = (request.method().clone(), request.headers().clone());
        let body = Bytes::from_request(request, state)
            .await
            .map_err(axum::response::IntoResponse::into_response)?;
        Ok(Self::new(
            &method,
            uri.path(),
            uri.query().unwrap_or_default(),
            &headers,
            &body,
        ))
    }
}
