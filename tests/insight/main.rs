//! What schedules mean, held against counting run by run over two years.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod audit;
mod calendar;
mod consequences;
mod expressions;
mod retention;
