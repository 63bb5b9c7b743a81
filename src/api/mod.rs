//! What is asked of the portal and what its answers mean.
//!
//! A request is a value and a reply is decoded by a function of text: both are tested without a
//! network. [`send`] is the one file that touches fetch.

pub mod arriving;
pub mod client;
pub mod decode;
pub mod error;
pub mod key;
pub mod oauth;
pub mod paging;
pub mod place;
pub mod portal;
pub mod recovery;
pub mod request;
pub mod runs;
pub mod send;
pub mod sign_in;
pub mod tasks;
pub mod token;
pub mod update;

/// Requests on their way at once, where there are many to make: as many as a portal takes from one page
/// without slowing for others.
pub const LANES: usize = 4;

pub use client::Client;
pub use error::ApiError;
pub use key::Key;
pub use place::Portal;
pub use request::ApiRequest;
pub use token::Token;
