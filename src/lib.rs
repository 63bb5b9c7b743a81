//! Portal Tasks: the admin page for the scheduled tasks and backups of an ArcGIS Enterprise portal.
//!
//! The rooms in the order of their dependency: a room uses those above it and none below
//! (`tests/layers.rs` holds that).

// Pure: values in, values out.
pub mod foreign;
pub mod passcode;
pub mod raw;
pub mod schedule;

pub mod retention;
pub mod task;

pub mod bulk;
pub mod deadlines;
pub mod draft;
pub mod kept_draft;
pub mod listing;
pub mod overview;
pub mod recovery;
pub mod refreshing;
pub mod runs;

pub mod audit;
pub mod calendar;
pub mod findings;
pub mod share;

pub mod agenda;

// The portal: what it writes, what is asked of it.
pub mod wire;

pub mod api;

pub mod exchange;

// The browser.
pub mod browser;

pub mod paths;
pub mod route;
pub mod storage;
pub mod takeover;

// What people see: told everything, knows nobody.
pub mod components;

// What outlives a page.
pub mod session;

pub mod bulk_run;
pub mod histories;
pub mod live;
pub mod live_runs;
pub mod now;
pub mod oauth;
pub mod recovery_news;

pub mod live_recovery;

pub mod aftermath;
pub mod take_back;

// What is there while somebody looks at it.
pub mod presence;

pub mod pages;

pub mod app;
