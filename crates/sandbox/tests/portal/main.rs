//! The sandbox's behaviour, asked for over its real router.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod app;
mod backups;
mod contract;
mod create;
mod durability;
mod killed;
mod large;
mod pages;
mod process;
mod recovery;
mod restore;
mod runs;
mod stores;
mod support;
mod tasks;
mod tokens;
mod update;
