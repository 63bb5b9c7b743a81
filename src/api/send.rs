//! The one file that touches fetch.

use super::decode::Reply;
use super::error::ApiError;
use super::request::{ApiRequest, Method};
use gloo_net::http::{RequestBuilder, Response};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, ReadableStreamDefaultReader, ReadableStreamReadResult, RequestCache,
    UrlSearchParams,
};

/// On GET: Esri's own Python client sends it on every call of this API, and unlike `Authorization`
/// it does not collide with a web tier that signs people in.
const TOKEN_HEADER: &str = "X-Esri-Authorization";

/// Sends a request and waits for the whole answer. `hear` gets the body as far as it has arrived, an empty
/// one first.
pub async fn send(request: ApiRequest, hear: &mut dyn FnMut(&str)) -> Result<Reply, ApiError> {
    let patience = request.patience;
    let failed = move |name: &str| match name {
        "TimeoutError" | "AbortError" => ApiError::TimedOut(patience),
        _ => ApiError::Unreachable,
    };
    let refused = move |error: gloo_net::Error| match error {
        gloo_net::Error::JsError(error) => failed(&error.name),
        _ => ApiError::Unreachable,
    };
    let broken = move |error: JsValue| failed(&String::from(js_sys::Error::from(error).name()));
    let signal = AbortSignal::timeout_with_u32(patience * 1000);
    let sent = build(&request, &signal).map_err(refused)?.send().await;
    let response: Response = sent.map_err(refused)?;
    let date = response.headers().get("date");
    Ok(Reply {
        status: response.status(),
        ahead_ms: date.and_then(|date| whole(js_sys::Date::parse(&date) - js_sys::Date::now())),
        body: body(&response, hear).await.map_err(broken)?,
    })
}

/// The body, piece by piece. As UTF-8, which JSON is; a mark that some servers put before it goes.
async fn body(response: &Response, hear: &mut dyn FnMut(&str)) -> Result<String, JsValue> {
    let mut text = String::new();
    hear(&text);
    let Some(stream) = response.body() else {
        return Ok(text);
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut rest = Vec::new();
    loop {
        let piece: ReadableStreamReadResult = JsFuture::from(reader.read()).await?.unchecked_into();
        let is_over = piece.get_done().unwrap_or(true);
        if !is_over {
            rest.append(&mut Uint8Array::from(piece.get_value()).to_vec());
        }
        take_text(&mut text, &mut rest, is_over);
        hear(&text);
        if is_over {
            return Ok(text);
        }
    }
}

/// Moves what is whole text from the bytes to the text. A letter may be cut in two by the end of a piece.
fn take_text(text: &mut String, bytes: &mut Vec<u8>, is_over: bool) {
    let whole = match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() && !is_over => error.valid_up_to(),
        _ => bytes.len(),
    };
    let piece = String::from_utf8_lossy(bytes.get(..whole).unwrap_or_default());
    text.push_str(match text.is_empty() {
        true => piece.trim_start_matches('\u{feff}'),
        false => &piece,
    });
    bytes.drain(..whole);
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
