//! The one file that touches fetch.

use super::decode::Reply;
use super::error::ApiError;
use super::request::{ApiRequest, Method};
use gloo_net::http::{RequestBuilder, Response};
use web_sys::{AbortSignal, RequestCache, UrlSearchParams};

/// On GET: Esri's own Python client sends it on every call of this API, and unlike `Authorization`
/// it does not collide with a web tier that signs people in.
const TOKEN_HEADER: &str = "X-Esri-Authorization";

/// Sends a request and waits for the whole answer.
pub async fn send(request: ApiRequest) -> Result<Reply, ApiError> {
    let patience = request.patience;
    let failed = move |error: gloo_net::Error| match error {
        gloo_net::Error::JsError(error)
            if matches!(error.name.as_str(), "TimeoutError" | "AbortError") =>
        {
            ApiError::TimedOut(patience)
        }
        _ => ApiError::Unreachable,
    };
    let signal = AbortSignal::timeout_with_u32(patience * 1000);
    let sent = build(&request, &signal).map_err(failed)?.send().await;
    let response: Response = sent.map_err(failed)?;
    let date = response.headers().get("date");
    Ok(Reply {
        status: response.status(),
        ahead_ms: date.and_then(|date| whole(js_sys::Date::parse(&date) - js_sys::Date::now())),
        body: response.text().await.map_err(failed)?,
    })
}

/// This machine's clock, milliseconds since 1970.
pub(super) fn now_ms() -> i64 {
    whole(js_sys::Date::now()).unwrap_or_default()
}

fn build(
    request: &ApiRequest,
    signal: &AbortSignal,
) -> Result<gloo_net::http::Request, gloo_net::Error> {
    let token = request.token.as_ref();
    let builder = |url: &str, method| {
        RequestBuilder::new(url)
            .method(method)
            .cache(RequestCache::NoStore)
            .abort_signal(Some(signal))
    };
    match request.method {
        Method::Get => {
            let url = format!("{}?{}", request.url, encode(request));
            let builder = builder(&url, gloo_net::http::Method::GET);
            match token {
                Some(token) => builder.header(TOKEN_HEADER, &format!("Bearer {}", token.expose())),
                None => builder,
            }
            .build()
        }
        Method::Post => {
            let form =
                UrlSearchParams::new().map_err(|_| gloo_net::Error::GlooError("form".into()))?;
            append(request, &form);
            if let Some(token) = token {
                form.append("token", token.expose());
            }
            // A URLSearchParams body sets the form content type by itself.
            builder(&request.url, gloo_net::http::Method::POST).body(form)
        }
    }
}

fn encode(request: &ApiRequest) -> String {
    UrlSearchParams::new().map_or_else(
        |_| String::new(),
        |query| {
            append(request, &query);
            query.to_string().into()
        },
    )
}

fn append(request: &ApiRequest, params: &UrlSearchParams) {
    for (name, value) in &request.params {
        params.append(name, value);
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "milliseconds of a date fit by far"
)]
fn whole(ms: f64) -> Option<i64> {
    ms.is_finite().then_some(ms as i64)
}
