//! Names and checks by content.

use base64::Engine as _;
use sha2::{Digest as _, Sha256, Sha384};

/// 16 hexadecimal digits that change with the content.
pub(crate) fn short_hash(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest.iter().take(8).map(|b| format!("{b:02x}")).collect()
}

/// The value of an `integrity` attribute.
pub(crate) fn attribute(content: &[u8]) -> String {
    let digest = base64::engine::general_purpose::STANDARD.encode(Sha384::digest(content));
    format!("sha384-{digest}")
}
