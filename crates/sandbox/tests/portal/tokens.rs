//! Signing in, and where a token may stand.

use crate::support::{NOW_MS, REFERER, Sandbox, credentials, posting};
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::json;

const GENERATE: &str = "/gis/sharing/rest/generateToken";
const TASKS: &str = "/gis/admin/system/tasks?f=json";

#[tokio::test]
async fn a_token_lasts_as_many_minutes_as_were_asked_for() {
    let sandbox = Sandbox::documented();
    for (asked, granted) in [("5", 5), ("1440", 1440), ("99999999", 21_600)] {
        let form = [
            ("username", "siteadmin"),
            ("password", "sandbox.admin1"),
            ("client", "referer"),
            ("referer", REFERER),
            ("expiration", asked),
            ("f", "json"),
        ];
        let reply = sandbox.post(GENERATE, &form).await.json();
        assert_eq!(reply["expires"], NOW_MS + granted * 60_000, "{asked}");
        assert_eq!(reply["ssl"], true);
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_are_told_in_the_same_words() {
    let sandbox = Sandbox::documented();
    let mut told = Vec::new();
    for username in ["siteadmin", "nobody"] {
        let form = [
            ("username", username),
            ("password", "wrong"),
            ("client", "requestip"),
            ("f", "json"),
        ];
        told.push(sandbox.post(GENERATE, &form).await.json());
    }
    assert_eq!(told[0]["error"]["code"], 400);
    assert_eq!(told[0]["error"]["message"], "Unable to generate token.");
    assert_eq!(told[0], told[1]);
}

#[tokio::test]
async fn six_wrong_passwords_lock_the_account_for_the_right_one_too() {
    let sandbox = Sandbox::documented();
    for _ in 0..6 {
        assert_eq!(
            sandbox.post(GENERATE, &credentials("wrong")).await.code(),
            400
        );
    }
    let told = sandbox
        .post(GENERATE, &credentials("sandbox.admin1"))
        .await
        .json();
    assert_eq!(
        told["error"]["details"],
        json!(["Too many invalid attempts. Please try again later."])
    );
}

#[tokio::test]
async fn what_is_missing_for_a_token_is_named() {
    let sandbox = Sandbox::documented();
    for form in [
        vec![("password", "x"), ("f", "json")],
        vec![("username", "siteadmin"), ("f", "json")],
        vec![
            ("username", "siteadmin"),
            ("password", "sandbox.admin1"),
            ("client", "referer"),
            ("f", "json"),
        ],
        vec![
            ("username", "siteadmin"),
            ("password", "sandbox.admin1"),
            ("client", "requestip"),
            ("expiration", "soon"),
            ("f", "json"),
        ],
    ] {
        let told = sandbox.post(GENERATE, &form).await;
        assert_eq!(told.code(), 400, "{form:?}");
        assert!(
            told.json()["error"]["details"][0].is_string(),
            "{}",
            told.text
        );
    }
}

#[tokio::test]
async fn a_password_in_the_address_signs_nobody_in() {
    let sandbox = Sandbox::documented();
    let told = sandbox
        .get(&format!(
            "{GENERATE}?username=siteadmin&password=sandbox.admin1&client=requestip&f=json"
        ))
        .await;
    assert_eq!(told.code(), 405);
}

#[tokio::test]
async fn a_token_may_stand_in_four_places() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let bearer = format!("Bearer {token}");
    let with = |name: &str| {
        Request::get(TASKS)
            .header(name, &bearer)
            .body(Body::empty())
            .unwrap()
    };
    let requests = [
        (
            "query",
            Request::get(format!("{TASKS}&token={token}"))
                .body(Body::empty())
                .unwrap(),
        ),
        (
            "form",
            posting(
                "/gis/admin/system/tasks",
                &[("f", "json"), ("token", &token)],
            ),
        ),
        ("X-Esri-Authorization", with("x-esri-authorization")),
        ("Authorization", with("authorization")),
    ];
    for (place, request) in requests {
        let told = sandbox.send(request).await;
        assert_eq!(told.json()["total"], 4, "{place}: {}", told.text);
    }
}

#[tokio::test]
async fn a_token_is_refused_from_another_page_than_it_was_made_for() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let from = |referer: &str| {
        Request::get(format!("{TASKS}&token={token}"))
            .header(header::REFERER, referer)
            .body(Body::empty())
            .unwrap()
    };
    assert_eq!(
        sandbox.send(from("https://evil.example.com/")).await.code(),
        498
    );
    let deeper = format!("{REFERER}tasks/new");
    assert_eq!(sandbox.send(from(&deeper)).await.json()["total"], 4);
}

#[tokio::test]
async fn no_token_and_a_wrong_one_are_different_refusals_with_status_200() {
    let sandbox = Sandbox::documented();
    let none = sandbox.get(TASKS).await;
    assert_eq!((none.status, none.code()), (200, 499));
    let wrong = sandbox.get(&format!("{TASKS}&token=abc")).await;
    assert_eq!((wrong.status, wrong.code()), (200, 498));
}

#[tokio::test]
async fn every_operation_needs_a_token() {
    let sandbox = Sandbox::documented();
    for path in [
        "createTask",
        "5f0cdc50cf36460990bb6edfe9b60e08/enable",
        "5f0cdc50cf36460990bb6edfe9b60e08/disable",
        "5f0cdc50cf36460990bb6edfe9b60e08/delete",
    ] {
        let path = format!("/gis/admin/system/tasks/{path}");
        assert_eq!(sandbox.post(&path, &[("f", "json")]).await.code(), 499);
    }
}

#[tokio::test]
async fn a_publisher_is_signed_in_and_may_not_see_the_tasks() {
    let sandbox = Sandbox::documented();
    let token = sandbox.sign_in("publisher", "sandbox.publisher1").await;
    let tasks = sandbox.get(&format!("{TASKS}&token={token}")).await;
    assert_eq!((tasks.status, tasks.code()), (200, 403));
    let me = sandbox
        .get(&format!(
            "/gis/sharing/rest/community/self?f=json&token={token}"
        ))
        .await;
    assert_eq!(me.json()["role"], "org_publisher");
}
