//! Answers in another shape: other releases, and what no source tells.

use super::{Fault, Faults};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;

/// Members of tasks and runs that are dates.
const DATES: [&str; 6] = [
    "created",
    "updated",
    "modified",
    "lastStart",
    "startDate",
    "endDate",
];

/// The shapes that strike a call.
pub(super) struct Shapes {
    ciphered_passcodes: bool,
    string_dates: bool,
    minus_one: bool,
    missing: bool,
    rows: Option<u32>,
}

impl Shapes {
    /// Tasks and runs have them, and nothing else.
    pub(super) fn of(faults: &Faults, path: &str) -> Self {
        let is_about_tasks = path.contains("/admin/system/tasks");
        let number = |fault| {
            is_about_tasks
                .then(|| faults.strikes(fault, path))
                .flatten()
        };
        let is_on = |fault| number(fault).is_some();
        Self {
            ciphered_passcodes: is_on(Fault::CipheredPasscodes),
            string_dates: is_on(Fault::StringDates),
            minus_one: is_on(Fault::NextStartMinusOne),
            missing: is_on(Fault::NextStartMissing),
            rows: number(Fault::Pages),
        }
    }

    pub(super) fn is_any(&self) -> bool {
        self.ciphered_passcodes
            || self.string_dates
            || self.minus_one
            || self.missing
            || self.rows.is_some()
    }

    pub(super) fn apply(&self, text: &str, query: &str) -> String {
        let Ok(mut body) = serde_json::from_str::<Value>(text) else {
            return text.to_owned();
        };
        self.page(&mut body, query);
        self.write(&mut body);
        if text.contains('\n') {
            format!("{body:#}")
        } else {
            body.to_string()
        }
    }

    /// `start` counts from 0, and a page has at most `num` rows, as far as the portal gives so many.
    fn page(&self, body: &mut Value, query: &str) {
        if body["nextStart"].is_null() {
            return;
        }
        let mut next = 0;
        if let (Some(most), Some(rows)) = (self.rows, body["result"].as_array_mut()) {
            let sent: HashMap<String, String> =
                serde_urlencoded::from_str(query).unwrap_or_default();
            let number = |name: &str| sent.get(name)?.parse::<usize>().ok();
            let most = usize::try_from(most).unwrap_or(usize::MAX).max(1);
            let start = number("start").unwrap_or(0).min(rows.len());
            let end = start + number("num").unwrap_or(most).min(most);
            if end < rows.len() {
                next = end;
                rows.truncate(end);
            }
            rows.drain(..start);
            let num = rows.len();
            body["num"] = json!(num);
            body["start"] = json!(start);
        }
        body["nextStart"] = if next == 0 && self.minus_one {
            json!(-1)
        } else {
            json!(next)
        };
        if next == 0
            && self.missing
            && let Some(body) = body.as_object_mut()
        {
            body.shift_remove("nextStart");
        }
    }

    fn write(&self, value: &mut Value) {
        match value {
            Value::Array(rows) => rows.iter_mut().for_each(|row| self.write(row)),
            Value::Object(members) => {
                for (name, member) in members {
                    match member {
                        Value::String(text) if name == "passcode" && self.ciphered_passcodes => {
                            *text = cipher(text);
                        }
                        Value::Number(ms)
                            if self.string_dates && DATES.contains(&name.as_str()) =>
                        {
                            if let Some(text) = ms.as_i64().and_then(date_of_10_9) {
                                *member = text.into();
                            }
                        }
                        _ => self.write(member),
                    }
                }
            }
            _ => {}
        }
    }
}

/// Looks like cipher text, and is the same for the same passcode.
fn cipher(passcode: &str) -> String {
    format!("{{crypt}}{}", hex::encode(Sha256::digest(passcode)))
}

/// `Apr 21, 2021, 10:42:17 PM`, in UTC.
fn date_of_10_9(ms: i64) -> Option<String> {
    let date = jiff::Timestamp::from_millisecond(ms).ok()?;
    Some(date.strftime("%b %-d, %Y, %-I:%M:%S %p").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_10_9_have_twelve_hours_and_no_zone() {
        let date = date_of_10_9(1_619_044_937_000);
        assert_eq!(date.as_deref(), Some("Apr 21, 2021, 10:42:17 PM"));
        let early = date_of_10_9(1_619_049_600_000);
        assert_eq!(early.as_deref(), Some("Apr 22, 2021, 12:00:00 AM"));
    }

    #[test]
    fn pages_lead_from_one_to_the_next_and_end() {
        let shapes = Shapes {
            ciphered_passcodes: false,
            string_dates: false,
            minus_one: true,
            missing: false,
            rows: Some(2),
        };
        let list = r#"{"result":[1,2,3],"total":3,"num":3,"start":0,"nextStart":0}"#;
        for (query, wanted) in [
            (
                "",
                r#"{"result":[1,2],"total":3,"num":2,"start":0,"nextStart":2}"#,
            ),
            (
                "start=2",
                r#"{"result":[3],"total":3,"num":1,"start":2,"nextStart":-1}"#,
            ),
            (
                "num=1&start=1",
                r#"{"result":[2],"total":3,"num":1,"start":1,"nextStart":2}"#,
            ),
            (
                "start=9",
                r#"{"result":[],"total":3,"num":0,"start":3,"nextStart":-1}"#,
            ),
        ] {
            assert_eq!(shapes.apply(list, query), wanted, "{query}");
        }
    }
}
