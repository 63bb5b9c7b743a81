//! Who may use the control page: this machine, and no page of another site.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

const POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Refuses names that only point here (a page that rebinds its own name would have one), and calls
/// that a page of another origin makes.
pub(super) async fn from_here(request: Request, next: Next) -> Response {
    let mut response = if is_from_here(request.headers()) {
        next.run(request).await
    } else {
        let why = "The sandbox answers http://localhost, http://127.0.0.1 and its own page only.\n";
        (StatusCode::FORBIDDEN, why).into_response()
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn is_from_here(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(host) = text(header::HOST) else {
        return false;
    };
    let is_own_page = match text(header::ORIGIN) {
        // Browsers send it with every POST.
        None => true,
        Some(origin) => {
            let of = origin.split_once("://").map(|(_, of)| of);
            of == Some(host)
        }
    };
    is_loopback(host) && is_own_page
}

fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for host in [
            "localhost",
            "localhost:7080",
            "127.0.0.1:1",
            "[::1]:7080",
            "[::1]",
        ] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "evil.example.com",
            "localhost.evil.example.com:80",
            "127.0.0.1.evil.example.com",
            "",
            "10.0.0.1",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
