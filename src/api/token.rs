//! The session token.

use std::fmt;
use zeroize::Zeroizing;

/// Opaque: no `Display`, a silent `Debug`, overwritten when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Zeroizing<String>);

impl Token {
    /// None for text that cannot be a header's value, which no portal sends.
    pub fn new(text: String) -> Option<Self> {
        let is_plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic());
        let text = Zeroizing::new(text);
        is_plain.then_some(Self(text))
    }

    /// For a request's header or body and for the session storage, and for nothing else.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_never_shows_it() {
        let token = Token::new("NLYf-secret".into()).unwrap();
        assert_eq!(format!("{token:?}"), "Token(…)");
    }

    #[test]
    fn text_that_would_break_a_header_is_no_token() {
        assert!(Token::new(String::new()).is_none());
        assert!(Token::new("a\r\nX-Evil: 1".into()).is_none());
    }
}
