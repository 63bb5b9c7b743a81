//! Random bytes as text.

use crate::http::Refusal;

/// `N` random bytes in hexadecimal digits: two for each.
pub fn hex<const N: usize>() -> Result<String, Refusal> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| Refusal::Broken("No random bytes.".to_owned()))?;
    Ok(hex::encode(bytes))
}
