//! From a reply's text to a value or an [`ApiError`].
//!
//! The body is looked at before the status: the portal reports failures inside a 200. Sources:
//! sections 2.3 and 4.1 of docs/portal-api.md; arcgis-rest-js `checkForErrors`.

use super::error::ApiError;
use super::request::Method;
use crate::foreign;
use crate::wire::reply::{Envelope, ErrorBody, Operation};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;

/// What came back.
#[derive(Default)]
pub struct Reply {
    pub status: u16,
    pub body: String,
    /// How far the portal's clock (its `Date` header) was ahead of ours, milliseconds.
    pub ahead_ms: Option<i64>,
}

/// A resource: a bare object. `status` members mean what they mean there (a run may have failed).
pub fn resource<T: DeserializeOwned>(reply: &Reply) -> Result<T, ApiError> {
    let value = json(reply)?;
    serde_json::from_value(value).map_err(|e| ApiError::Unexpected(foreign::line(&e.to_string())))
}

/// The answer of an operation: every known way to say no, then what it says beside yes.
pub fn operation(reply: &Reply) -> Result<Operation, ApiError> {
    let answer: Operation = resource(reply)?;
    let failed = matches!(
        answer.status.as_deref(),
        Some("error" | "failed" | "failure")
    ) || answer.success == Some(false);
    if !failed {
        return Ok(answer);
    }
    let words = [
        &answer.messages,
        &answer.status_message,
        &answer.message,
        &answer.details,
    ]
    .into_iter()
    .find_map(first_text);
    Err(refusal(code_of(&answer.code).unwrap_or(500), words))
}

/// True where the portal did not take the token: then it has done nothing.
pub(super) fn ends_session(method: Method, reply: &Reply) -> bool {
    // Long lists are not read twice for this: a refusal is short.
    const LONGEST: usize = 10_000;
    let refusal = match method {
        _ if reply.body.len() > LONGEST => None,
        Method::Get => json(reply).err(),
        Method::Post => operation(reply).err(),
    };
    refusal == Some(ApiError::SessionEnded)
}

/// The JSON of a reply that is not an error.
fn json(reply: &Reply) -> Result<Value, ApiError> {
    let value: Value = match serde_json::from_str(&reply.body) {
        Ok(value) => value,
        Err(e)
            if e.classify() == Category::Eof && reply.body.trim_start().starts_with(['{', '[']) =>
        {
            return Err(ApiError::CutOff);
        }
        Err(_) => return Err(not_json(reply)),
    };
    if let Some(error) = value.get("error") {
        let body = Envelope {
            error: error.clone(),
        };
        return Err(from_envelope(body));
    }
    match reply.status {
        200..=299 => Ok(value),
        status => Err(ApiError::Status(status)),
    }
}

fn from_envelope(envelope: Envelope) -> ApiError {
    // `{"error": "invalid_request", …}` of plain OAuth servers.
    if let Value::String(word) = &envelope.error {
        return refusal(400, Some(word.clone()));
    }
    let body: ErrorBody = serde_json::from_value(envelope.error).unwrap_or_default();
    let words = [
        &body.details,
        &body.message,
        &body.error_description,
        &body.description,
    ]
    .into_iter()
    .find_map(first_text);
    refusal(code_of(&body.code).unwrap_or(500), words)
}

fn refusal(code: i64, words: Option<String>) -> ApiError {
    let message = words.unwrap_or_else(|| "No reason was given.".to_owned());
    match code {
        401 | 498 | 499 => ApiError::SessionEnded,
        403 => ApiError::Forbidden(message),
        code => ApiError::Refused { code, message },
    }
}

/// A number, or a number in quotes.
fn code_of(value: &Value) -> Option<i64> {
    value
        .as_i64()
        .or_else(|| value.as_str().and_then(|text| text.trim().parse().ok()))
}

/// The first text that says something: `details[0]` tells more than `message`.
pub(super) fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(foreign::line(text)),
        Value::Array(texts) => texts.iter().find_map(first_text),
        _ => None,
    }
}

/// The first line of a page that a person would read: its title, else its first text.
fn not_json(reply: &Reply) -> ApiError {
    if reply.body.trim().is_empty() && !(200..=299).contains(&reply.status) {
        return ApiError::Status(reply.status);
    }
    let title = between(&reply.body, "<title>", "</title>");
    let line = title.or_else(|| {
        reply
            .body
            .lines()
            .map(str::trim)
            .find(|line| !line.is_empty() && !line.starts_with('<'))
    });
    ApiError::NotJson {
        status: reply.status,
        first_line: foreign::line(line.unwrap_or_default()),
    }
}

fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(open)?;
    rest.split_once(close).map(|(inside, _)| inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(status: u16, body: &str) -> Reply {
        Reply {
            status,
            body: body.to_owned(),
            ..Reply::default()
        }
    }

    fn failure(body: &str) -> ApiError {
        resource::<Value>(&reply(200, body)).unwrap_err()
    }

    fn refused(code: i64, message: &str) -> ApiError {
        ApiError::Refused {
            code,
            message: message.into(),
        }
    }

    #[test]
    fn a_failure_inside_a_200_is_a_failure() {
        assert_eq!(
            failure(
                r#"{"error":{"code":400,"message":"Unable to generate token.","details":["Invalid username or password."]}}"#
            ),
            refused(400, "Invalid username or password.")
        );
    }

    #[test]
    fn details_may_be_null_empty_or_a_text() {
        for (details, words) in [
            ("null", "JSONObject[\"x\"] not found."),
            ("[]", "JSONObject[\"x\"] not found."),
            ("[\"\"]", "JSONObject[\"x\"] not found."),
            ("\"one text\"", "one text"),
        ] {
            let body = format!(
                r#"{{"error":{{"code":500,"message":"JSONObject[\"x\"] not found.","details":{details}}}}}"#
            );
            assert_eq!(failure(&body), refused(500, words));
        }
    }

    #[test]
    fn an_invalid_or_missing_token_ends_the_session() {
        for body in [
            r#"{"error":{"code":498,"message":"Invalid token.","details":[]}}"#,
            r#"{"error":{"code":499,"message":"Token Required","messageCode":"GWM_0003","details":["Token Required"]}}"#,
            r#"{"error":{"code":"498","message":"Invalid token."}}"#,
        ] {
            assert_eq!(failure(body), ApiError::SessionEnded);
        }
    }

    #[test]
    fn only_the_portals_own_word_ends_a_session() {
        let ends = |status, body| ends_session(Method::Post, &reply(status, body));
        assert!(ends(
            200,
            r#"{"error":{"code":498,"message":"Invalid token."}}"#
        ));
        assert!(!ends(200, r#"{"error":{"code":403,"message":"No."}}"#));
        assert!(!ends(200, r#"{"error":{"code":498,"mess"#), "half a reply");
        assert!(!ends(401, "<title>Sign in to the proxy</title>"));
        assert!(!ends(200, r#"{"result":[{"code":498}]}"#));
    }

    #[test]
    fn an_operation_may_say_in_its_own_shape_that_the_session_is_over() {
        let refusal = reply(
            200,
            r#"{"status":"error","code":498,"messages":["Invalid token."]}"#,
        );
        assert!(ends_session(Method::Post, &refusal));
        assert!(
            !ends_session(Method::Get, &refusal),
            "there it is the state of a resource"
        );
    }

    #[test]
    fn a_missing_privilege_is_told_apart_from_an_ended_session() {
        let body = r#"{"error":{"code":403,"message":"Token is valid but access is denied.","details":[]}}"#;
        assert_eq!(
            failure(body),
            ApiError::Forbidden("Token is valid but access is denied.".into())
        );
    }

    #[test]
    fn an_envelope_without_code_or_words_is_still_an_error() {
        assert_eq!(
            failure(r#"{"error":{}}"#),
            refused(500, "No reason was given.")
        );
        assert_eq!(
            failure(r#"{"error":null}"#),
            refused(500, "No reason was given.")
        );
        assert_eq!(
            failure(r#"{"error":"invalid_request"}"#),
            refused(400, "invalid_request")
        );
    }

    #[test]
    fn operations_say_no_in_three_more_ways() {
        for (body, error) in [
            (
                r#"{"status":"error","messages":["The store is gone."],"code":404}"#,
                refused(404, "The store is gone."),
            ),
            (
                r#"{"status":"failed","statusMessage":"No space left."}"#,
                refused(500, "No space left."),
            ),
            (
                r#"{"code":500,"message":"Broken","status":"failure","details":null}"#,
                refused(500, "Broken"),
            ),
            (r#"{"success":false}"#, refused(500, "No reason was given.")),
        ] {
            assert_eq!(operation(&reply(200, body)).err(), Some(error), "{body}");
        }
    }

    #[test]
    fn operations_say_yes_in_two_ways() {
        for body in [
            r#"{"status":"success"}"#,
            r#"{"success":true,"taskId":"ab"}"#,
            "{}",
        ] {
            assert!(operation(&reply(200, body)).is_ok(), "{body}");
        }
    }

    #[test]
    fn a_resource_may_itself_have_failed() {
        let run = resource::<Value>(&reply(200, r#"{"status":"failed","runId":"1"}"#)).unwrap();
        assert_eq!(run["status"], "failed");
    }

    #[test]
    fn a_page_in_the_place_of_json_is_quoted_by_its_title() {
        let page = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";
        assert_eq!(
            resource::<Value>(&reply(502, page)).unwrap_err(),
            ApiError::NotJson {
                status: 502,
                first_line: "502 Bad Gateway".into()
            }
        );
    }

    #[test]
    fn half_a_reply_is_not_taken_for_another_thing() {
        assert_eq!(failure(r#"{"result":[{"id":"#), ApiError::CutOff);
        assert_eq!(
            resource::<Value>(&reply(503, "")).unwrap_err(),
            ApiError::Status(503)
        );
    }
}
