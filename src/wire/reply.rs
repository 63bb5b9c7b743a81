//! The envelopes in which the portal says no, usually with HTTP status 200.
//!
//! Shapes A to G of the administrator API; every member is optional because every member has been
//! seen missing, null or of another type.

use serde::Deserialize;
use serde_json::Value;

/// `{"error": {...}}`: the shape nearly everything uses, and OAuth's variant of it.
#[derive(Debug, Deserialize)]
pub struct Envelope {
    pub error: Value,
}

/// The inside of [`Envelope`].
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ErrorBody {
    pub code: Value,
    pub message: Value,
    pub description: Value,
    pub error_description: Value,
    /// A list of texts, one text, or null.
    pub details: Value,
}

/// What an operation answers: success in one of two spellings, or a failure in one of three.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Operation {
    pub success: Option<bool>,
    /// `success`, or `error`, `failed`, `failure`.
    pub status: Option<String>,
    pub code: Value,
    pub message: Value,
    pub messages: Value,
    pub status_message: Value,
    pub details: Value,
    /// Of a created or edited task.
    pub task_id: Option<String>,
    pub id: Option<String>,
}
