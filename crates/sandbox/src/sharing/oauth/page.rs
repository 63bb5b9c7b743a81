//! The pages of a sign-in. No script runs on them.

use super::client::{APP, PYTHON};
use super::pending::Ask;
use crate::http::answer::escape;
use crate::portal::Portal;
use crate::seed::PORTAL_NAME;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse as _, Response};
use serde_json::json;

/// The form, with why the last try failed.
///
/// Esri's Python client reads the block of data, which no browser runs.
pub(super) fn sign_in(portal: &Portal, ask: &Ask, key: &str, wrong: Option<&str>) -> Response {
    let app = match ask.client_id.as_str() {
        APP => "Portal Tasks",
        PYTHON => "ArcGIS API for Python",
        other => other,
    };
    let mut info = json!({"oauth_state": key, "client_id": ask.client_id});
    let mut alert = String::new();
    if let Some(wrong) = wrong {
        info["messages"] = json!([wrong]);
        alert = format!("<p role=\"alert\">{}</p>\n", escape(wrong));
    }
    let context = &portal.context;
    let body = format!(
        "<h1>Sign in to {PORTAL_NAME}</h1>\n\
         <p>{} asks to act in the portal as you.</p>\n{alert}\
         <form method=\"post\" action=\"/{context}/sharing/oauth2/signin\">\n\
         <input type=\"hidden\" name=\"oauth_state\" value=\"{key}\">\n\
         <p><label>Username <input name=\"username\" autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\" autofocus></label></p>\n\
         <p><label>Password <input name=\"password\" type=\"password\" autocomplete=\"current-password\"></label></p>\n\
         <p><button>Sign in and allow</button> <button name=\"cancel\" value=\"true\">Cancel</button></p>\n\
         </form>\n\
         <script type=\"text/plain\">var oAuthInfo = {info};</script>\n",
        escape(app),
    );
    html(
        &format!("Sign in - {PORTAL_NAME}"),
        &body,
        &form_action(&ask.redirect_uri),
    )
}

/// The code for a program that has no page.
pub(super) fn code(code: &str) -> Response {
    let body = format!(
        "<h1>Approved</h1>\n<p>Copy this code into the program that asked: <code>{code}</code></p>\n"
    );
    html(&format!("SUCCESS code={code}"), &body, "'none'")
}

pub(super) fn refusal(why: &str) -> Response {
    let body = format!(
        "<h1>This sign-in cannot go on</h1>\n<p>Error: {}</p>\n",
        escape(why)
    );
    html("OAuth", &body, "'none'")
}

/// Browsers ask also where the answer to a form leads.
fn form_action(redirect_uri: &str) -> String {
    let origin = redirect_uri
        .split('/')
        .take(3)
        .collect::<Vec<_>>()
        .join("/");
    let is_origin = origin.contains("://") && !origin.contains([';', ',', ' ', '\'']);
    if is_origin {
        format!("'self' {origin}")
    } else {
        "'self'".to_owned()
    }
}

fn html(title: &str, body: &str, form_action: &str) -> Response {
    let page = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title></head>\n<body><main>{body}</main></body></html>\n"
    );
    let policy = format!(
        "default-src 'none'; form-action {form_action}; base-uri 'none'; frame-ancestors 'none'"
    );
    let mut response = Html(page).into_response();
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
