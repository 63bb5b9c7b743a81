//! The log of requests, in which tests look for secrets.

use crate::support::{REFERER, Sandbox, posting};
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};

async fn told(sandbox: &Sandbox) -> Value {
    let request = Request::get("/sandbox/requests").header(header::HOST, "127.0.0.1:7080");
    sandbox
        .send(request.body(Body::empty()).unwrap())
        .await
        .json()
}

#[tokio::test]
async fn addresses_and_referers_are_noted_and_bodies_are_not() {
    let sandbox = Sandbox::documented();
    let get = Request::get("/gis/sharing/rest/info?f=json&token=in-the-address")
        .header(header::REFERER, REFERER)
        .header("x-esri-authorization", "Bearer in-a-header");
    sandbox.send(get.body(Body::empty()).unwrap()).await;
    sandbox
        .send(posting("/gis/nowhere", &[("password", "in-the-body")]))
        .await;
    assert_eq!(
        told(&sandbox).await,
        json!([
            {"method": "GET", "address": "/gis/sharing/rest/info?f=json&token=in-the-address", "referer": REFERER},
            {"method": "POST", "address": "/gis/nowhere", "referer": ""},
        ])
    );
}

#[tokio::test]
async fn another_site_may_not_read_it() {
    let sandbox = Sandbox::documented();
    let elsewhere = Request::get("/sandbox/requests").header(header::HOST, "evil.example.com");
    let told = sandbox.send(elsewhere.body(Body::empty()).unwrap()).await;
    assert_eq!(told.status, 403);
}
