//! Faults on demand, and the page that switches them.

use crate::process::{get, post, start, token};
use crate::support::{NOW_MS, SCHEDULE_2, Sandbox, Told};
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};
use std::pin::pin;

const TASKS: &str = "/gis/admin/system/tasks";
const HERE: &str = "127.0.0.1:7080";

/// A call of the control API, from this machine.
async fn control(sandbox: &Sandbox, path: &str, form: &[(&str, &str)]) -> Told {
    let form = [form, &[("f", "json")]].concat();
    let request = Request::post(format!("/sandbox/{path}"))
        .header(header::HOST, HERE)
        .body(Body::from(serde_urlencoded::to_string(form).unwrap()))
        .unwrap();
    sandbox.send(request).await
}

async fn switch_on(sandbox: &Sandbox, fault: &str, form: &[(&str, &str)]) {
    let told = control(sandbox, &format!("faults/{fault}"), form).await;
    assert_eq!(told.status, 200, "{}", told.text);
}

async fn tasks(sandbox: &Sandbox, token: &str) -> Told {
    sandbox.get(&format!("{TASKS}?f=json&token={token}")).await
}

#[tokio::test]
async fn a_refusal_strikes_as_many_calls_as_were_asked_for() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    for (fault, code) in [
        ("invalid-token", 498),
        ("token-required", 499),
        ("forbidden", 403),
        ("server-error", 500),
    ] {
        switch_on(&sandbox, fault, &[("calls", "2")]).await;
        for _ in 0..2 {
            let told = tasks(&sandbox, &token).await;
            assert_eq!((told.status, told.code()), (200, code), "{fault}");
        }
        assert_eq!(tasks(&sandbox, &token).await.json()["total"], 4, "{fault}");
    }
}

#[tokio::test]
async fn what_was_asked_for_and_what_was_done_are_counted() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let disable = format!("{TASKS}/{SCHEDULE_2}/disable");
    let form = [("f", "json"), ("token", token.as_str())];
    switch_on(&sandbox, "forbidden", &[("calls", "1")]).await;
    switch_on(
        &sandbox,
        "bad-gateway",
        &[("calls", "1"), ("path", "/disable")],
    )
    .await;
    // 502, 403, then done.
    for _ in 0..3 {
        sandbox.post(&disable, &form).await;
    }
    let state = control(&sandbox, "reset", &[]).await.json();
    let count = &state["calls"][format!("POST /admin/system/tasks/{SCHEDULE_2}/disable")];
    assert_eq!(*count, json!({"asked": 3, "done": 1}));
    assert!(!state.to_string().contains(&token));
}

#[tokio::test]
async fn a_server_error_has_details_that_are_null() {
    let sandbox = Sandbox::documented();
    switch_on(&sandbox, "server-error", &[]).await;
    let told = sandbox.get(TASKS).await.json();
    assert!(told["error"]["details"].is_null() && told["error"].get("details").is_some());
}

#[tokio::test]
async fn a_fault_for_a_path_spares_the_others_until_it_is_switched_off() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    switch_on(&sandbox, "bad-gateway", &[("path", "/runs")]).await;
    let runs = format!("{TASKS}/{SCHEDULE_2}/runs?f=json&token={token}");
    for _ in 0..3 {
        let told = sandbox.get(&runs).await;
        assert_eq!(
            (told.status, told.kind.as_str()),
            (502, "text/html; charset=utf-8")
        );
    }
    assert_eq!(tasks(&sandbox, &token).await.status, 200);
    switch_on(&sandbox, "bad-gateway", &[("on", "false")]).await;
    assert_eq!(sandbox.get(&runs).await.status, 200);
}

#[tokio::test]
async fn what_a_refusal_strikes_is_not_carried_out() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let form = [("f", "json"), ("token", token.as_str())];
    for fault in ["invalid-token", "forbidden", "server-error", "bad-gateway"] {
        switch_on(&sandbox, fault, &[("calls", "1")]).await;
        sandbox
            .post(&format!("{TASKS}/{SCHEDULE_2}/delete"), &form)
            .await;
        assert_eq!(tasks(&sandbox, &token).await.json()["total"], 4, "{fault}");
    }
}

#[tokio::test]
async fn what_is_not_answered_was_done_also_for_who_gives_up() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    let form = [("f", "json"), ("token", token.as_str())];
    let delete = format!("{TASKS}/{SCHEDULE_2}/delete");
    switch_on(&sandbox, "no-answer", &[("calls", "1")]).await;
    {
        let mut call = pin!(sandbox.post(&delete, &form));
        let name = format!("POST /admin/system/tasks/{SCHEDULE_2}/delete");
        let is_done = || sandbox.portal().ledger.tell()[&name]["done"] == 1;
        // Once more after it is done: no answer follows.
        let mut looks_after = 0;
        while looks_after < 2 {
            tokio::select! {
                biased;
                told = &mut call => panic!("answered: {told:?}"),
                () = tokio::task::yield_now() => {}
            }
            looks_after += u8::from(is_done());
        }
    }
    assert_eq!(tasks(&sandbox, &token).await.json()["total"], 3);

    switch_on(
        &sandbox,
        "no-answer",
        &[("number", "1"), ("path", "/delete")],
    )
    .await;
    let told = sandbox.post(&delete, &form).await;
    assert_eq!(told.code(), 404, "late, and the call's own");
}

#[tokio::test]
async fn ended_sessions_are_refused_and_a_new_one_is_good() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    control(&sandbox, "end-sessions", &[]).await;
    assert_eq!(tasks(&sandbox, &token).await.code(), 498);
    let again = sandbox.administrator().await;
    assert_eq!(tasks(&sandbox, &again).await.json()["total"], 4);
}

#[tokio::test]
async fn passcodes_are_ciphered_in_tasks_and_in_the_tasks_of_runs() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    switch_on(&sandbox, "ciphered-passcodes", &[]).await;
    for path in [
        "",
        &format!("/{SCHEDULE_2}"),
        &format!("/{SCHEDULE_2}/runs"),
    ] {
        let told = sandbox
            .get(&format!("{TASKS}{path}?f=json&token={token}"))
            .await;
        assert!(!told.text.contains("otherPassCode!"), "{path}");
        assert!(told.text.contains("\"passcode\":\"{crypt}"), "{path}");
    }
}

#[tokio::test]
async fn dates_may_be_those_of_10_9() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    switch_on(&sandbox, "string-dates", &[]).await;
    let path = format!("{TASKS}/{SCHEDULE_2}?f=json&token={token}");
    let task = sandbox.get(&path).await.json();
    assert_eq!(task["lastStart"], "Oct 23, 2021, 4:00:00 AM");
    assert_eq!(task["created"], "Oct 22, 2021, 8:18:28 PM");
    assert_eq!(task["maxOccurrences"], -1);
}

#[tokio::test]
async fn a_list_may_end_in_each_way_that_is_known() {
    let sandbox = Sandbox::documented();
    let token = sandbox.administrator().await;
    assert_eq!(tasks(&sandbox, &token).await.json()["nextStart"], 0);
    switch_on(&sandbox, "next-start-minus-one", &[("calls", "1")]).await;
    assert_eq!(tasks(&sandbox, &token).await.json()["nextStart"], -1);
    switch_on(&sandbox, "next-start-missing", &[("calls", "1")]).await;
    assert!(
        tasks(&sandbox, &token)
            .await
            .json()
            .get("nextStart")
            .is_none()
    );

    switch_on(&sandbox, "pages", &[("number", "3")]).await;
    let mut titles: Vec<Value> = Vec::new();
    let mut start = json!(0);
    loop {
        let path = format!("{TASKS}?f=json&token={token}&start={start}");
        let page = sandbox.get(&path).await.json();
        titles.extend(
            page["result"]
                .as_array()
                .unwrap()
                .iter()
                .map(|task| task["taskTitle"].clone()),
        );
        start = page["nextStart"].clone();
        if start == 0 {
            break;
        }
    }
    assert_eq!(
        titles,
        [
            "schedule2",
            "schedule1",
            "backupRetentionCleanerTask",
            "gpCleanerTask"
        ]
    );
}

#[tokio::test]
async fn one_click_ends_every_fault() {
    let sandbox = Sandbox::documented();
    for fault in ["bad-gateway", "slow", "cut"] {
        switch_on(&sandbox, fault, &[]).await;
    }
    let state = control(&sandbox, "reset", &[]).await.json();
    let on = state["faults"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|fault| fault["on"] == true);
    assert_eq!(on.count(), 0);
}

#[tokio::test]
async fn the_clock_runs_to_an_instant_and_not_back() {
    let sandbox = Sandbox::documented().living();
    let told = control(&sandbox, "clock", &[("until", "2026-10-23T16:00:00Z")])
        .await
        .json();
    assert_eq!(told["now"], NOW_MS + 118 * 60_000);
    let told = control(&sandbox, "clock", &[("by", "3600")]).await.json();
    assert_eq!(told["nowText"], "2026-10-23T17:00:00Z");
    for form in [
        ("until", "2026-10-23T16:00:00Z"),
        ("until", "soon"),
        ("by", "9999999999"),
        ("by", ""),
    ] {
        let told = control(&sandbox, "clock", &[form]).await;
        assert_eq!((told.status, told.code()), (400, 400), "{form:?}");
    }
    let token = sandbox.administrator().await;
    let cleaner = "e34d3851b7f34510a3097f23cb7adab3";
    let path = format!("{TASKS}/{cleaner}/runs?f=json&token={token}");
    assert_eq!(sandbox.get(&path).await.json()["total"], 128 + 3);
}

#[tokio::test]
async fn what_is_wrong_with_a_switch_is_said_and_nothing_is_switched() {
    let sandbox = Sandbox::documented();
    for (fault, form) in [
        ("fire", ("on", "true")),
        ("cut", ("calls", "0")),
        ("slow", ("number", "long")),
    ] {
        let told = control(&sandbox, &format!("faults/{fault}"), &[form]).await;
        assert_eq!(told.status, 400, "{fault}");
    }
    let state = control(&sandbox, "reset", &[]).await.text;
    assert!(!state.contains("\"on\":true"));
}

#[tokio::test]
async fn the_page_shows_what_is_on_without_any_script() {
    let sandbox = Sandbox::documented();
    switch_on(
        &sandbox,
        "slow",
        &[("calls", "3"), ("path", "<b>"), ("number", "250")],
    )
    .await;
    let page = |path: &str| {
        Request::get(path.to_owned())
            .header(header::HOST, HERE)
            .body(Body::empty())
            .unwrap()
    };
    let response = sandbox.raw(page("/sandbox/")).await;
    let policy = response.headers()["content-security-policy"]
        .to_str()
        .unwrap();
    assert!(
        policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
        "{policy}"
    );
    let told = sandbox.send(page("/sandbox/")).await;
    assert!(told.text.contains("<strong>On</strong> for the next 3 calls, paths with <code>&lt;b&gt;</code>, 250 milliseconds."), "{}", told.text);
    assert!(!told.text.contains("<script") && !told.text.contains(" style="));
    assert!(
        sandbox
            .send(page("/sandbox/style.css"))
            .await
            .kind
            .starts_with("text/css")
    );
    // A form of the page leads back to it.
    let request = Request::post("/sandbox/reset")
        .header(header::HOST, HERE)
        .header(header::ORIGIN, format!("http://{HERE}"))
        .body(Body::empty())
        .unwrap();
    let response = sandbox.raw(request).await;
    assert_eq!(
        (response.status().as_u16(), &response.headers()["location"]),
        (303, &"/sandbox/".parse().unwrap())
    );
}

#[tokio::test]
async fn another_name_and_another_page_are_turned_away() {
    let sandbox = Sandbox::documented();
    let posted = |host: &str, origin: Option<&str>| {
        let mut request = Request::post("/sandbox/faults/cut").header(header::HOST, host);
        if let Some(origin) = origin {
            request = request.header(header::ORIGIN, origin);
        }
        request.body(Body::from("f=json")).unwrap()
    };
    for (host, origin) in [
        ("evil.example.com", None),
        ("evil.example.com", Some("http://evil.example.com")),
        (HERE, Some("http://evil.example.com")),
        (HERE, Some("http://127.0.0.1:9")),
        (HERE, Some("null")),
    ] {
        assert_eq!(
            sandbox.send(posted(host, origin)).await.status,
            403,
            "{host} {origin:?}"
        );
    }
    let read = Request::get("/sandbox/")
        .header(header::HOST, "evil.example.com")
        .body(Body::empty())
        .unwrap();
    assert_eq!(sandbox.send(read).await.status, 403);
    assert!(
        !control(&sandbox, "reset", &[])
            .await
            .text
            .contains("\"on\":true")
    );
}

#[test]
fn a_cut_answer_ends_in_the_middle_of_what_it_promised() {
    let data = tempfile::tempdir().unwrap();
    let running = start(data.path(), &[]);
    let path = format!("{TASKS}?f=json&token={}", token(&running.address));
    let whole = get(&running.address, &path);
    let once = [("calls", "1"), ("f", "json")];
    post(&running.address, "/sandbox/faults/cut", &once).unwrap();
    let half = get(&running.address, &path);
    assert_eq!(half.1, whole.1[..whole.1.len() / 2]);
    assert!(
        half.0
            .contains(&format!("content-length: {}", whole.1.len())),
        "{}",
        half.0
    );
    assert_eq!(get(&running.address, &path).1, whole.1);
}
