//! The Quartz cron engine.
