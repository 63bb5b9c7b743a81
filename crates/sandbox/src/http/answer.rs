//! Answers: JSON, indented JSON, or a plain page to read.

use super::call::{Call, Format};
use super::refusal::Refusal;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use serde_json::Value;
use std::fmt::Write as _;

/// What is said.
pub enum Body {
    Tree(Value),
    /// JSON that is written already.
    Text(String),
}

/// Goes with a response whose call was carried out.
#[derive(Clone, Copy, Debug)]
pub struct Done;

/// What is said, and how.
pub struct Answer {
    pub format: Format,
    /// The heading of the page.
    pub title: String,
    pub body: Body,
    /// The call was carried out.
    pub is_done: bool,
    /// For an operation looked at with a browser: the parameters of its form.
    pub form: Option<&'static [&'static str]>,
}

impl Answer {
    /// Puts what a handler found, or why it found nothing, into the format that was asked for.
    pub fn of(call: &Call, title: &str, result: Result<Value, Refusal>) -> Self {
        Self {
            format: call.format,
            title: title.to_owned(),
            is_done: result.is_ok(),
            body: Body::Tree(result.unwrap_or_else(|refusal| refusal.body())),
            form: None,
        }
    }

    /// The same for JSON that is written already: long lists.
    pub fn of_text(call: &Call, title: &str, result: Result<String, Refusal>) -> Self {
        match result {
            Ok(text) => Self {
                format: call.format,
                title: title.to_owned(),
                body: Body::Text(text),
                is_done: true,
                form: None,
            },
            Err(refusal) => Self::of(call, title, Err(refusal)),
        }
    }
}

impl Body {
    fn compact(self) -> String {
        match self {
            Self::Tree(value) => value.to_string(),
            Self::Text(text) => text,
        }
    }

    fn indented(&self) -> String {
        match self {
            Self::Tree(value) => format!("{value:#}"),
            Self::Text(text) => serde_json::from_str::<Value>(text)
                .map_or_else(|_| text.clone(), |value| format!("{value:#}")),
        }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let json = |text: String| {
            let kind = HeaderValue::from_static("application/json;charset=UTF-8");
            ([(header::CONTENT_TYPE, kind)], text).into_response()
        };
        let is_done = self.is_done;
        let mut response = match self.format {
            Format::Json => json(self.body.compact()),
            Format::PrettyJson => json(self.body.indented()),
            Format::Html => Html(page(&self)).into_response(),
        };
        if is_done {
            response.extensions_mut().insert(Done);
        }
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        );
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(
                "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
            ),
        );
        response
    }
}

fn page(answer: &Answer) -> String {
    let title = escape(&answer.title);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head>\n<body><main><h1>{title}</h1>\n"
    );
    if let Some(fields) = answer.form {
        page.push_str("<form method=\"post\">\n");
        for field in fields.iter().chain(&["token"]) {
            let kind = if matches!(*field, "password" | "passcode" | "token") {
                "password"
            } else {
                "text"
            };
            let _ = writeln!(
                page,
                "<p><label>{field} <input name=\"{field}\" type=\"{kind}\"></label></p>"
            );
        }
        page.push_str("<p><label>f <select name=\"f\"><option>html</option><option>json</option><option>pjson</option></select></label></p>\n<p><button>Send</button></p></form>\n");
    } else {
        let _ = writeln!(page, "<pre>{}</pre>", escape(&answer.body.indented()));
    }
    page.push_str("</main></body></html>\n");
    page
}

/// Text as it may stand in HTML.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}
