//! Signing in with OAuth: the page, the code, the tokens, and their end.

use crate::process::{get, start};
use crate::support::{NOW_MS, Sandbox, Told, credentials};
use axum::body::Body;
use axum::http::{Request, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const HOST: &str = "127.0.0.1:7080";
const APP: &str = "http://127.0.0.1:7080/gis/apps/tasks/signed-in";
const AUTHORIZE: &str = "/gis/sharing/rest/oauth2/authorize";
const SIGN_IN: &str = "/gis/sharing/oauth2/signin";
const TOKEN: &str = "/gis/sharing/rest/oauth2/token";
const REVOKE: &str = "/gis/sharing/rest/oauth2/revokeToken";
const VERIFIER: &str = "a-verifier-that-is-long-enough-to-be-one-0123456789";

fn challenge() -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER))
}

fn text(form: &[(&str, &str)]) -> String {
    serde_urlencoded::to_string(form).unwrap()
}

/// A POST to the portal by its name; where it leads, and what it says.
async fn post(sandbox: &Sandbox, path: &str, form: &[(&str, &str)]) -> (Option<String>, String) {
    let request = Request::post(path)
        .header(header::HOST, HOST)
        .body(Body::from(text(form)))
        .unwrap();
    let response = sandbox.raw(request).await;
    let to = response.headers().get(header::LOCATION);
    let to = to.map(|to| to.to_str().unwrap().to_owned());
    let body = axum::body::to_bytes(response.into_body(), 1 << 20).await;
    (to, String::from_utf8(body.unwrap().to_vec()).unwrap())
}

async fn token(sandbox: &Sandbox, form: &[(&str, &str)]) -> Value {
    let (_, body) = post(sandbox, TOKEN, form).await;
    serde_json::from_str(&body).unwrap()
}

/// The documented request of an app, with some of it replaced.
async fn page(sandbox: &Sandbox, changes: &[(&str, &str)]) -> Told {
    let challenge = challenge();
    let mut query = vec![
        ("client_id", "portaltasks"),
        ("response_type", "code"),
        ("redirect_uri", APP),
        ("state", "a state & more"),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ];
    for (name, value) in changes {
        query.retain(|(known, _)| known != name);
        query.push((name, value));
    }
    let request = Request::get(format!("{AUTHORIZE}?{}", text(&query)))
        .header(header::HOST, HOST)
        .body(Body::empty())
        .unwrap();
    sandbox.send(request).await
}

fn key(page: &Told) -> String {
    let (_, rest) = page
        .text
        .split_once("\"oauth_state\":\"")
        .unwrap_or_else(|| panic!("{}", page.text));
    rest.split('"').next().unwrap().to_owned()
}

async fn code(sandbox: &Sandbox) -> String {
    let key = key(&page(sandbox, &[]).await);
    let form = [
        ("oauth_state", key.as_str()),
        ("username", "siteadmin"),
        ("password", "sandbox.admin1"),
    ];
    let (to, body) = post(sandbox, SIGN_IN, &form).await;
    let to = to.unwrap_or_else(|| panic!("{body}"));
    let answer = to.strip_prefix(&format!("{APP}?code=")).unwrap();
    let (code, state) = answer.split_once('&').unwrap();
    assert_eq!(state, text(&[("state", "a state & more")]));
    code.to_owned()
}

fn exchange<'a>(code: &'a str, verifier: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("grant_type", "authorization_code"),
        ("client_id", "portaltasks"),
        ("code", code),
        ("redirect_uri", APP),
        ("code_verifier", verifier),
        ("f", "json"),
    ]
}

async fn signed_in(sandbox: &Sandbox) -> Value {
    let code = code(sandbox).await;
    token(sandbox, &exchange(&code, VERIFIER)).await
}

async fn is_good(sandbox: &Sandbox, token: &Value) -> bool {
    let path = format!(
        "/gis/admin/system/tasks?f=json&token={}",
        token.as_str().unwrap()
    );
    let told = sandbox.get(&path).await.json();
    match told["error"]["code"].as_i64() {
        None => true,
        Some(code) => {
            assert_eq!(code, 498);
            false
        }
    }
}

fn text_of(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value}"))
}

#[tokio::test]
async fn a_code_and_its_verifier_are_a_session_as_documented() {
    let sandbox = Sandbox::documented();
    let granted = signed_in(&sandbox).await;
    assert_eq!(granted["expires_in"], 1800);
    assert_eq!(granted["refresh_token_expires_in"], 1_209_600);
    assert_eq!(
        (&granted["username"], &granted["ssl"]),
        (&json!("siteadmin"), &json!(true))
    );
    assert!(is_good(&sandbox, &granted["access_token"]).await);
    assert!(
        !is_good(&sandbox, &granted["refresh_token"]).await,
        "it is no access token"
    );
}

#[tokio::test]
async fn a_code_is_good_once_and_only_for_who_asked_for_it() {
    let sandbox = Sandbox::documented();
    let first = code(&sandbox).await;
    let refused = token(&sandbox, &exchange(&first, "another verifier")).await;
    assert_eq!(
        refused["error"]["error_description"],
        "Invalid code_verifier"
    );
    let again = token(&sandbox, &exchange(&first, VERIFIER)).await;
    assert_eq!(again["error"]["code"], 400, "it was spent");

    for (name, value) in [
        ("client_id", "pythonapi"),
        ("redirect_uri", "http://127.0.0.1:7080/gis/apps/"),
    ] {
        let code = code(&sandbox).await;
        let mut form = exchange(&code, VERIFIER).to_vec();
        form.retain(|(known, _)| *known != name);
        form.push((name, value));
        let refused = token(&sandbox, &form).await;
        assert_eq!(
            refused["error"]["error_description"], "Invalid code",
            "{name}"
        );
    }
}

#[tokio::test]
async fn nothing_leads_where_it_is_not_registered() {
    let sandbox = Sandbox::documented();
    for (changes, why) in [
        ([("client_id", "somebody")], "Invalid client_id"),
        (
            [("redirect_uri", "https://evil.example.com/")],
            "Invalid redirect_uri",
        ),
        ([("redirect_uri", "")], "Invalid redirect_uri"),
        ([("code_challenge", "")], "code_challenge is required"),
        (
            [("code_challenge_method", "plain")],
            "code_challenge_method must be S256",
        ),
        ([("response_type", "token")], "Invalid response_type"),
    ] {
        let told = page(&sandbox, &changes).await;
        assert!(
            told.text.contains(&format!("Error: {why}")),
            "{changes:?}: {}",
            told.text
        );
        assert!(!told.text.contains("password"), "{changes:?}");
    }
}

#[test]
fn an_address_that_was_registered_at_the_start_is_led_back_to_and_no_other_beside_it() {
    let data = tempfile::tempdir().unwrap();
    let registered = "https://elsewhere.example.com/tasks/";
    let running = start(data.path(), &["--redirect-uri", registered]);
    let challenge = challenge();
    let page = |uri: &str| {
        let query = text(&[
            ("client_id", "portaltasks"),
            ("response_type", "code"),
            ("redirect_uri", uri),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        get(&running.address, &format!("{AUTHORIZE}?{query}")).1
    };
    assert!(page(registered).contains("oauth_state"));
    assert!(page(&format!("{registered}more")).contains("Invalid redirect_uri"));
}

#[tokio::test]
async fn a_wrong_password_is_said_on_the_page_and_may_be_corrected() {
    let sandbox = Sandbox::documented();
    let key = key(&page(&sandbox, &[]).await);
    let form = [
        ("oauth_state", key.as_str()),
        ("username", "siteadmin"),
        ("password", "wrong"),
    ];
    let (to, body) = post(&sandbox, SIGN_IN, &form).await;
    assert_eq!(to, None);
    assert!(
        body.contains("<p role=\"alert\">Invalid username or password.</p>"),
        "{body}"
    );
    assert!(!body.contains("wrong"), "{body}");
    let form = [
        ("oauth_state", key.as_str()),
        ("username", "siteadmin"),
        ("password", "sandbox.admin1"),
    ];
    assert!(post(&sandbox, SIGN_IN, &form).await.0.is_some());
    let (to, body) = post(&sandbox, SIGN_IN, &form).await;
    assert!(
        to.is_none() && body.contains("Invalid oauth_state"),
        "{body}"
    );
}

#[tokio::test]
async fn whoever_cancels_is_led_back_with_the_reason() {
    let sandbox = Sandbox::documented();
    let key = key(&page(&sandbox, &[]).await);
    let form = [("oauth_state", key.as_str()), ("cancel", "true")];
    let to = post(&sandbox, SIGN_IN, &form).await.0.unwrap();
    assert!(
        to.starts_with(&format!("{APP}?error=access_denied&")),
        "{to}"
    );
    assert!(to.ends_with("state=a+state+%26+more"), "{to}");
}

#[tokio::test]
async fn the_page_runs_no_script_and_leads_to_the_app_only() {
    let sandbox = Sandbox::documented();
    let request = Request::get(format!("{AUTHORIZE}?client_id=portaltasks&response_type=code&code_challenge=x&code_challenge_method=S256&redirect_uri={APP}"))
        .header(header::HOST, HOST)
        .body(Body::empty())
        .unwrap();
    let response = sandbox.raw(request).await;
    let policy = response.headers()["content-security-policy"]
        .to_str()
        .unwrap();
    assert_eq!(
        policy,
        "default-src 'none'; form-action 'self' http://127.0.0.1:7080; base-uri 'none'; frame-ancestors 'none'"
    );
}

#[tokio::test]
async fn a_refresh_token_gives_access_for_two_weeks() {
    let sandbox = Sandbox::documented();
    let granted = signed_in(&sandbox).await;
    let form = [
        ("grant_type", "refresh_token"),
        ("client_id", "portaltasks"),
        ("refresh_token", text_of(&granted["refresh_token"])),
        ("f", "json"),
    ];
    sandbox.portal().clock.run_until(NOW_MS + 31 * 60_000).await;
    assert!(!is_good(&sandbox, &granted["access_token"]).await);
    let again = token(&sandbox, &form).await;
    assert!(is_good(&sandbox, &again["access_token"]).await);
    assert!(again.get("refresh_token").is_none());

    sandbox
        .portal()
        .clock
        .run_until(NOW_MS + 14 * 86_400_000)
        .await;
    let over = token(&sandbox, &form).await;
    assert_eq!(
        over["error"],
        json!({"code": 498, "error": "invalid_request", "error_description": "refresh_token expired", "message": "refresh_token expired", "details": []})
    );
}

#[tokio::test]
async fn an_exchanged_refresh_token_takes_the_place_of_the_old_one() {
    let sandbox = Sandbox::documented();
    let granted = signed_in(&sandbox).await;
    let old = text_of(&granted["refresh_token"]);
    let mut form = vec![
        ("grant_type", "exchange_refresh_token"),
        ("client_id", "portaltasks"),
        ("refresh_token", old),
        ("redirect_uri", "https://evil.example.com/"),
    ];
    assert_eq!(token(&sandbox, &form).await["error"]["code"], 400);
    form[3].1 = APP;
    let new = token(&sandbox, &form).await;
    assert!(is_good(&sandbox, &new["access_token"]).await);
    assert_eq!(new["refresh_token_expires_in"], 1_209_600);
    assert_ne!(new["refresh_token"], granted["refresh_token"]);
    assert_eq!(token(&sandbox, &form).await["error"]["code"], 498);
}

#[tokio::test]
async fn revoking_a_refresh_token_ends_what_came_from_it() {
    let sandbox = Sandbox::documented();
    let granted = signed_in(&sandbox).await;
    let other = signed_in(&sandbox).await;
    let form = [
        ("auth_token", text_of(&granted["refresh_token"])),
        ("client_id", "portaltasks"),
        ("f", "json"),
    ];
    let (_, body) = post(&sandbox, REVOKE, &form).await;
    assert_eq!(body, "{\"success\":true}");
    assert!(!is_good(&sandbox, &granted["access_token"]).await);
    assert!(is_good(&sandbox, &other["access_token"]).await);

    let form = [
        ("auth_token", text_of(&other["access_token"])),
        ("client_id", "portaltasks"),
        ("f", "json"),
    ];
    post(&sandbox, REVOKE, &form).await;
    assert!(!is_good(&sandbox, &other["access_token"]).await);
}

#[tokio::test]
async fn a_token_of_generate_token_cannot_be_revoked() {
    let sandbox = Sandbox::documented();
    let told = sandbox
        .post(
            "/gis/sharing/rest/generateToken",
            &credentials("sandbox.admin1"),
        )
        .await
        .json();
    let form = [
        ("auth_token", text_of(&told["token"])),
        ("client_id", "portaltasks"),
        ("f", "json"),
    ];
    let (_, body) = post(&sandbox, REVOKE, &form).await;
    assert_eq!(body, "{\"success\":true}");
    assert!(is_good(&sandbox, &told["token"]).await);
}

#[tokio::test]
async fn esris_python_client_gets_its_token_in_the_fragment() {
    let sandbox = Sandbox::documented();
    let ask = [
        ("client_id", "pythonapi"),
        ("response_type", "token"),
        ("redirect_uri", "http://127.0.0.1:7080"),
        ("expiration", "600"),
        ("state", "s"),
    ];
    let key = key(&page(&sandbox, &ask).await);
    let form = [
        ("oauth_state", key.as_str()),
        ("username", "siteadmin"),
        ("password", "sandbox.admin1"),
        ("expiration", "600"),
    ];
    let to = post(&sandbox, SIGN_IN, &form).await.0.unwrap();
    let answer = to
        .strip_prefix("http://127.0.0.1:7080#access_token=")
        .unwrap();
    let (access, rest) = answer.split_once('&').unwrap();
    assert_eq!(rest, "expires_in=36000&username=siteadmin&ssl=true&state=s");
    assert!(is_good(&sandbox, &json!(access)).await);
}

#[tokio::test]
async fn a_code_for_a_program_stands_in_the_title() {
    let sandbox = Sandbox::documented();
    let ask = [
        ("client_id", "pythonapi"),
        ("redirect_uri", "urn:ietf:wg:oauth:2.0:oob"),
        ("code_challenge", ""),
    ];
    let key = key(&page(&sandbox, &ask).await);
    let form = [
        ("oauth_state", key.as_str()),
        ("authorize", "True"),
        ("username", "siteadmin"),
        ("password", "sandbox.admin1"),
    ];
    let (_, body) = post(&sandbox, SIGN_IN, &form).await;
    let (_, rest) = body
        .split_once("<title>SUCCESS code=")
        .unwrap_or_else(|| panic!("{body}"));
    let code = rest.split('<').next().unwrap();
    let form = [
        ("grant_type", "authorization_code"),
        ("client_id", "pythonapi"),
        ("code", code),
        ("redirect_uri", "urn:ietf:wg:oauth:2.0:oob"),
    ];
    let granted = token(&sandbox, &form).await;
    assert!(is_good(&sandbox, &granted["access_token"]).await);
}
