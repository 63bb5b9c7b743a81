//! The sandbox's behaviour, asked for over its real router.

mod contract;
mod create;
mod durability;
mod large;
mod pages;
mod support;
mod tasks;
mod tokens;
