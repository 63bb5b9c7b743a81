//! The sandbox's behaviour, asked for over its real router.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod app;
mod contract;
mod create;
mod durability;
mod large;
mod pages;
mod recovery;
mod support;
mod tasks;
mod tokens;
