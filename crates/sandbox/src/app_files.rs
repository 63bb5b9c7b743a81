//! Serves the app's bundle as a static host behind a portal would: the same headers, precompressed
//! files, a start page for every deep link.

use crate::portal::Portal;
use anyhow::{Result, ensure};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One `Name: value` a line; hosts in `deploy/` send the same.
const HEADERS: &str = include_str!("../../../deploy/headers.txt");

/// The folder of the bundle.
pub struct AppFiles(PathBuf);

impl AppFiles {
    /// # Errors
    ///
    /// When the folder has no `index.html`.
    pub fn new(folder: PathBuf) -> Result<Self> {
        ensure!(
            folder.join("index.html").is_file(),
            "there is no index.html in {}: build the app first, with `cargo xtask build`",
            folder.display()
        );
        Ok(Self(folder))
    }
}

pub(crate) async fn serve(State(portal): State<Arc<Portal>>, request: Request) -> Response {
    let Some(AppFiles(folder)) = &portal.app else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let place = format!("/{}/apps/tasks/", portal.context);
    let path = request
        .uri()
        .path()
        .strip_prefix(&place)
        .unwrap_or_default();
    let is_plain = path
        .split('/')
        .all(|part| !part.starts_with('.') && !part.contains(['\\', '%']));
    let is_file = path
        .rsplit('/')
        .next()
        .is_some_and(|name| name.contains('.'));
    let mut response = if is_plain && is_file && path != "index.html" {
        file(&folder.join(path), path, request.headers()).await
    } else if is_plain && !is_file || path == "index.html" {
        start_page(folder, &place).await
    } else {
        StatusCode::NOT_FOUND.into_response()
    };
    for line in HEADERS.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, value)) = line.split_once(": ")
            && let (Ok(name), Ok(value)) =
                (name.parse::<HeaderName>(), HeaderValue::from_str(value))
        {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// The start page stands for every address of the app; its base says where the app is.
async fn start_page(folder: &Path, place: &str) -> Response {
    match tokio::fs::read_to_string(folder.join("index.html")).await {
        Ok(html) => {
            let kind = HeaderValue::from_static("text/html; charset=utf-8");
            let keep = HeaderValue::from_static("no-store");
            let html = with_base(&html, place);
            (
                [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, keep)],
                html,
            )
                .into_response()
        }
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Writes the value of `<base href="…">`.
fn with_base(html: &str, place: &str) -> String {
    let moved = html.split_once("<base href=\"").and_then(|(before, rest)| {
        let (_, after) = rest.split_once('"')?;
        Some(format!("{before}<base href=\"{place}\"{after}"))
    });
    moved.unwrap_or_else(|| html.to_owned())
}

async fn file(file: &Path, path: &str, headers: &HeaderMap) -> Response {
    let accepts = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let offers = |name: &str| {
        accepts
            .split(',')
            .any(|offer| offer.split(';').next().is_some_and(|n| n.trim() == name))
    };
    for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
        if offers(encoding) {
            let mut packed = file.as_os_str().to_owned();
            packed.push(".");
            packed.push(ending);
            if let Ok(bytes) = tokio::fs::read(Path::new(&packed)).await {
                let mut response = content(bytes, path);
                response
                    .headers_mut()
                    .insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
                return response;
            }
        }
    }
    match tokio::fs::read(file).await {
        Ok(bytes) => content(bytes, path),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

fn content(bytes: Vec<u8>, path: &str) -> Response {
    let kind = match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    };
    // A hash in the name: what is behind it never changes.
    let keep = if is_hashed(path) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

/// `app-0123456789abcdef.js`, `app-0123456789abcdef_bg.wasm`.
fn is_hashed(path: &str) -> bool {
    let stem = path.split('.').next().unwrap_or_default();
    let hash = stem
        .rsplit('-')
        .next()
        .unwrap_or_default()
        .trim_end_matches("_bg");
    hash.len() >= 12 && hash.bytes().all(|b| b.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_is_the_one_attribute_that_changes() {
        let html = "<base href=\"./\" /><link href=\"a.css\">";
        assert_eq!(
            with_base(html, "/gis/apps/tasks/"),
            "<base href=\"/gis/apps/tasks/\" /><link href=\"a.css\">"
        );
        assert_eq!(with_base("<p>", "/x/"), "<p>");
    }

    #[test]
    fn hashed_names_are_told_apart() {
        assert!(is_hashed("portal-tasks-0123456789abcdef_bg.wasm"));
        assert!(is_hashed("tokens-0123456789abcdef.css"));
        // A leading zero is left out.
        assert!(is_hashed("portal-tasks-ae62a352766bf26.js"));
        assert!(!is_hashed("contours.svg"));
        assert!(!is_hashed("config.json"));
    }
}
