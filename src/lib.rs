//! Portal Tasks.
