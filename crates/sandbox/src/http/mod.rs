//! How the portal speaks HTTP: parameters from query and form, tokens from four places, answers in
//! three formats, refusals with status 200.

pub mod answer;
pub mod call;
pub mod outage;
pub mod refusal;

pub use answer::{Answer, Body};
pub use call::{Call, Format};
pub use outage::bad_gateway;
pub use refusal::Refusal;
