//! Secrets stop here: whatever JSON the app keeps has passed this file.

use serde_json::Value;

/// Parts of member names whose values are secret: passcodes of tasks and of the tasks inside runs,
/// tokens, and the keys of backup stores.
const SECRET: [&str; 8] = [
    "passcode",
    "password",
    "token",
    "secret",
    "credential",
    "identitykey",
    "encryptkey",
    "privatekey",
];

/// Removes every secret member, at any depth, also inside texts that are themselves JSON.
pub fn redact(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| {
                let name = name.to_ascii_lowercase();
                !SECRET.iter().any(|secret| name.contains(secret))
            });
            members.values_mut().for_each(redact);
        }
        Value::Array(values) => values.iter_mut().for_each(redact),
        Value::String(text) if text.trim_start().starts_with(['{', '[']) => {
            if let Ok(mut inside) = serde_json::from_str::<Value>(text) {
                redact(&mut inside);
                *text = inside.to_string();
            } else if holds_secret(text) {
                *text = "…".to_owned();
            }
        }
        _ => {}
    }
}

fn holds_secret(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    SECRET.iter().any(|secret| text.contains(secret))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_passcode_is_gone_at_any_depth() {
        let mut run = json!({
            "result": "ok",
            "task": {"parameters": {"name": "nightly", "passcode": "planted!", "metaData": [{"passCode": "planted!"}]}},
            "stores": [{"identityKey": "planted!", "name": "default"}],
            "settings": "{\"credential\":{\"secret\":\"planted!\"},\"type\":\"S3\"}",
            "broken": "{\"passcode\":\"planted!\"",
        });
        redact(&mut run);
        let text = run.to_string();
        assert!(!text.contains("planted"), "{text}");
        assert!(text.contains("nightly") && text.contains("S3"));
    }

    #[test]
    fn what_is_no_secret_stays_as_it_was() {
        let mut task = json!({"taskTitle": "schedule2", "maxOccurrences": -1, "text": "{not json"});
        let before = task.clone();
        redact(&mut task);
        assert_eq!(task, before);
    }
}
