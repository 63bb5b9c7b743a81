//! The pieces that pages are made of: props in, callbacks out. They know neither portal nor session.

pub mod account;
pub mod backup_table;
pub mod blank;
pub mod confirm;
pub mod consequences;
pub mod cron_builder;
pub mod dialog;
pub mod field;
pub mod icon;
pub mod notice;
pub mod passcode_input;
pub mod raw_json;
pub mod retention_input;
pub mod secret_field;
pub mod sort_head;
pub mod stages;
pub mod store_list;
pub mod store_picker;
pub mod strip;
pub mod task_form;
pub mod task_row;
pub mod task_table;
pub mod toolbar;
pub mod virtual_rows;
pub mod when;
pub mod words;
