//! The app's bundle, served as a static host behind a portal would.

use crate::support::Sandbox;
use axum::body::Body;
use axum::http::{HeaderMap, Request};
use http_body_util::BodyExt as _;

const HOME: &str = "/gis/apps/tasks/";

struct Bundle {
    sandbox: Sandbox,
    _folder: tempfile::TempDir,
}

fn bundle() -> Bundle {
    let folder = tempfile::tempdir().unwrap();
    let app = folder.path().join("app");
    std::fs::create_dir(&app).unwrap();
    let write = |name: &str, text: &str| std::fs::write(app.join(name), text).unwrap();
    write("../beside.json", "not for the web");
    write(".hidden.json", "not for the web");
    write("index.html", "<base href=\"./\" /><p>the app</p>");
    write("app-0123456789abcdef_bg.wasm", "plain");
    write("app-0123456789abcdef_bg.wasm.br", "brotli");
    write("app-0123456789abcdef_bg.wasm.gz", "gzip");
    write("config.json", "{}");
    Bundle {
        sandbox: Sandbox::with_app(&app),
        _folder: folder,
    }
}

impl Bundle {
    async fn get(&self, path: &str, accepts: &str) -> (u16, HeaderMap, String) {
        let request = Request::get(path)
            .header("accept-encoding", accepts)
            .body(Body::empty())
            .unwrap();
        let (parts, body) = self.sandbox.raw(request).await.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        (parts.status.as_u16(), parts.headers, text)
    }
}

#[tokio::test]
async fn every_deep_link_is_the_start_page_with_the_place_as_its_base() {
    let bundle = bundle();
    for path in ["", "tasks", "tasks/new", "index.html"] {
        let (status, headers, text) = bundle.get(&format!("{HOME}{path}"), "").await;
        assert_eq!(status, 200, "{path}");
        assert_eq!(text, "<base href=\"/gis/apps/tasks/\" /><p>the app</p>");
        assert_eq!(headers["cache-control"], "no-store");
    }
}

#[tokio::test]
async fn the_best_compression_that_is_asked_for_is_sent_and_kept_for_ever() {
    let bundle = bundle();
    let file = format!("{HOME}app-0123456789abcdef_bg.wasm");
    for (accepts, encoding, content) in [
        ("gzip, br", Some("br"), "brotli"),
        ("gzip", Some("gzip"), "gzip"),
        ("", None, "plain"),
    ] {
        let (_, headers, text) = bundle.get(&file, accepts).await;
        assert_eq!(text, content, "{accepts}");
        assert_eq!(
            headers.get("content-encoding").map(|v| v.to_str().unwrap()),
            encoding
        );
        assert_eq!(headers["content-type"], "application/wasm");
        assert_eq!(
            headers["cache-control"],
            "public, max-age=31536000, immutable"
        );
        assert_eq!(headers["vary"], "accept-encoding");
    }
    let (_, headers, _) = bundle.get(&format!("{HOME}config.json"), "").await;
    assert_eq!(
        headers["cache-control"], "no-cache",
        "a name without a hash"
    );
}

#[tokio::test]
async fn every_answer_carries_the_policy_of_the_hosts() {
    let bundle = bundle();
    for path in ["", "config.json", "missing.js"] {
        let (_, headers, _) = bundle.get(&format!("{HOME}{path}"), "").await;
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("unsafe-eval' "),
            "{policy}"
        );
        assert_eq!(headers["x-content-type-options"], "nosniff");
    }
}

#[tokio::test]
async fn nothing_beside_the_bundle_is_served() {
    let bundle = bundle();
    for path in [
        "missing.js",
        ".hidden.json",
        "../beside.json",
        "%2e%2e/beside.json",
    ] {
        let (status, _, _) = bundle.get(&format!("{HOME}{path}"), "").await;
        assert_eq!(status, 404, "{path}");
    }
    let post = Request::post(HOME).body(Body::empty()).unwrap();
    assert_eq!(bundle.sandbox.raw(post).await.status(), 405);
}
