//! JSON as the portal wrote it, without its secrets.

mod redact;

use crate::foreign;
pub use redact::redact;
use rustc_hash::FxHasher;
use serde_json::Value;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

/// A JSON text of the portal. Nobody gets it but without its secrets; taking these out waits until
/// somebody asks, or until [`Raw::settle`]: ten thousand of them cost more time than a page may take to
/// show its first rows.
///
/// Two are equal when the portal wrote the same.
#[derive(Clone)]
pub struct Raw {
    /// Of the text as it was written.
    mark: u64,
    text: Arc<Mutex<Text>>,
}

enum Text {
    AsWritten(Box<str>),
    WithoutSecrets(Arc<str>),
}

impl Raw {
    /// Takes up a JSON text. One that is not JSON is forgotten, since nobody could tell what in it is secret.
    pub fn new(written: &str) -> Self {
        let mut hasher = FxHasher::default();
        written.hash(&mut hasher);
        Self {
            mark: hasher.finish(),
            text: Arc::new(Mutex::new(Text::AsWritten(written.into()))),
        }
    }

    /// The JSON without its secrets.
    pub fn text(&self) -> Arc<str> {
        let mut text = self.text.lock().unwrap_or_else(PoisonError::into_inner);
        match &*text {
            Text::WithoutSecrets(clean) => Arc::clone(clean),
            Text::AsWritten(written) => {
                let clean: Arc<str> = without_secrets(written).into();
                *text = Text::WithoutSecrets(Arc::clone(&clean));
                clean
            }
        }
    }

    /// The JSON without its secrets, as a tree.
    pub fn value(&self) -> Value {
        serde_json::from_str(&self.text()).unwrap_or_default()
    }

    /// The JSON without its secrets, indented for reading; what would not be seen in it is escaped.
    pub fn pretty(&self) -> String {
        foreign::json(&format!("{:#}", self.value()))
    }

    /// Forgets the secrets now.
    pub fn settle(&self) {
        self.text();
    }

    /// A number that another text has too only by a rare chance.
    pub fn mark(&self) -> u64 {
        self.mark
    }
}

fn without_secrets(written: &str) -> String {
    let mut value: Value = serde_json::from_str(written).unwrap_or_default();
    redact(&mut value);
    value.to_string()
}

impl From<&str> for Raw {
    fn from(written: &str) -> Self {
        Self::new(written)
    }
}

impl PartialEq for Raw {
    fn eq(&self, other: &Self) -> bool {
        self.mark == other.mark
    }
}

impl Eq for Raw {}

impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITTEN: &str = r#"{"id":"a","parameters":{"name":"n","passcode":"planted!"}}"#;

    #[test]
    fn nobody_gets_a_secret() {
        let raw = Raw::new(WRITTEN);
        let clean = r#"{"id":"a","parameters":{"name":"n"}}"#;
        assert_eq!(&*raw.text(), clean);
        assert_eq!(format!("{raw:?}"), clean);
        assert!(!raw.pretty().contains("planted"));
    }

    #[test]
    fn it_is_the_same_before_and_after_its_secrets_were_forgotten() {
        let settled = Raw::new(WRITTEN);
        settled.settle();
        assert_eq!(settled, Raw::new(WRITTEN));
        assert_ne!(settled, Raw::new(&settled.text()));
    }

    #[test]
    fn what_is_not_json_is_not_kept() {
        assert_eq!(&*Raw::new(r#"{"passcode":"planted!"#).text(), "null");
    }
}
