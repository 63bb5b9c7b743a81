//! The sandbox: an ArcGIS Enterprise portal small enough to live on one machine, and faithful enough
//! to try an administrator's page against. Where it differs from the real one is written in
//! `docs/sandbox-differences.md`.
//!
//! It shares no type with the app: what both must agree on stands in `tests/fixtures`.

pub mod admin;
pub mod app_files;
pub mod cli;
pub mod clock;
pub mod control;
pub mod data_folder;
pub mod faults;
pub mod http;
pub mod jobs;
pub mod ledger;
pub mod portal;
pub mod random;
pub mod recovery;
pub mod requests;
pub mod run;
pub mod scheduler;
pub mod seed;
pub mod sharing;
pub mod store;
pub mod tls;
pub mod work;

pub use portal::{Portal, router};
