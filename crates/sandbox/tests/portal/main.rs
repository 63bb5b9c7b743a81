//! The sandbox's behaviour, asked for over its real router.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod app;
mod backups;
mod bad_days;
mod command_line;
mod contract;
mod create;
mod demo;
mod durability;
mod https;
mod killed;
mod large;
mod oauth;
mod pages;
mod process;
mod quarter;
mod recovery;
mod recovery_faults;
mod requests;
mod restore;
mod retention;
mod runs;
mod schedule;
mod secrets;
mod stores;
mod support;
mod tasks;
mod timeout;
mod tokens;
mod update;
