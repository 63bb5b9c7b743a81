//! `f`: a page to read, JSON, or JSON to read.

use crate::support::{SCHEDULE_2, Sandbox, parameters, schedule};
use axum::body::Body;
use axum::http::Request;

#[tokio::test]
async fn without_f_a_plain_page_is_answered() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let told = sandbox
        .get(&format!("/gis/admin/system/tasks?token={token}"))
        .await;
    assert_eq!(told.status, 200);
    assert!(told.kind.starts_with("text/html"), "{}", told.kind);
    assert!(told.text.contains("<h1>Tasks</h1>") && told.text.contains("schedule2"));
}

#[tokio::test]
async fn pjson_is_json_with_lines() {
    let sandbox = Sandbox::documented();
    let told = sandbox.get("/gis/admin/system/tasks?f=pjson").await;
    assert!(told.kind.starts_with("application/json"));
    assert!(told.text.lines().count() > 3);
    assert_eq!(told.code(), 499);
}

#[tokio::test]
async fn an_operation_looked_at_with_a_browser_shows_its_form() {
    let sandbox = Sandbox::documented();
    let told = sandbox.get("/gis/admin/system/tasks/createTask").await;
    for field in ["title", "parameters", "dayOfWeek", "token"] {
        assert!(
            told.text.contains(&format!("name=\"{field}\"")),
            "{field}: {}",
            told.text
        );
    }
}

#[tokio::test]
async fn a_hostile_title_is_text_on_the_page() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let parameters = parameters().to_string();
    let form = schedule("</pre><script>alert(1)</script>", &parameters, &token);
    let made = sandbox
        .post("/gis/admin/system/tasks/createTask", &form)
        .await;
    assert_eq!(made.json()["success"], true, "{}", made.text);
    let page = sandbox
        .get(&format!("/gis/admin/system/tasks?token={token}"))
        .await;
    assert!(!page.text.contains("<script"), "{}", page.text);
    assert!(page.text.contains("&lt;script&gt;"));
}

#[tokio::test]
async fn an_address_outside_is_a_refusal_too() {
    let sandbox = Sandbox::documented();
    let told = sandbox.get("/gis/admin/nowhere?f=json").await;
    assert_eq!((told.status, told.code()), (200, 404));
}

#[tokio::test]
async fn every_answer_is_stamped_by_the_portals_clock_and_kept_by_nobody() {
    let sandbox = Sandbox::documented();
    let request = Request::get(format!("/gis/admin/system/tasks/{SCHEDULE_2}?f=json"))
        .body(Body::empty())
        .unwrap();
    let response = sandbox.raw(request).await;
    assert_eq!(response.headers()["date"], "Fri, 23 Oct 2026 14:02:00 GMT");
    assert_eq!(response.headers()["cache-control"], "no-store");
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
}

#[tokio::test]
async fn half_a_form_is_no_reason_to_fall_over() {
    let sandbox = Sandbox::documented();
    for body in ["%", "a=%zz&b", "f=json&token=%F0%28", "\u{0}=\u{0}", ""] {
        let request = Request::post("/gis/admin/system/tasks/createTask")
            .body(Body::from(body))
            .unwrap();
        assert_eq!(sandbox.send(request).await.status, 200, "{body:?}");
    }
}
