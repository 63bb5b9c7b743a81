//! Who may ask for tokens, and where the answer may go.

use crate::http::Call;
use crate::portal::Portal;

/// Of Esri's Python client. It has no secret and no PKCE.
pub(super) const PYTHON: &str = "pythonapi";
/// Of Portal Tasks, and of any other app that is tried with the sandbox.
pub(super) const APP: &str = "portaltasks";
/// For programs without a page of their own: the code is shown.
pub(super) const OUT_OF_BAND: &str = "urn:ietf:wg:oauth:2.0:oob";

/// Why an authorisation cannot begin, in the words of a portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unregistered {
    Client,
    RedirectUri,
}

/// Whether a client may have its answer there.
pub(super) fn check(
    portal: &Portal,
    call: &Call,
    client_id: &str,
    redirect_uri: &str,
) -> Result<(), Unregistered> {
    let address = portal.address(call);
    let origin = address
        .trim_end_matches(&portal.context)
        .trim_end_matches('/');
    let is_registered = match client_id {
        PYTHON => redirect_uri == OUT_OF_BAND || redirect_uri == origin,
        APP => {
            is_below(redirect_uri, &format!("{address}/apps/"))
                || portal.redirect_uris.iter().any(|uri| uri == redirect_uri)
        }
        _ => return Err(Unregistered::Client),
    };
    if is_registered {
        Ok(())
    } else {
        Err(Unregistered::RedirectUri)
    }
}

/// A plain address below another one: nothing in it that leads out again.
fn is_below(uri: &str, place: &str) -> bool {
    let rest = uri.strip_prefix(place);
    rest.is_some_and(|rest| !rest.contains("..") && !rest.contains(['#', '\\', '%', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_below_the_apps_is() {
        let place = "http://127.0.0.1:7080/gis/apps/";
        assert!(is_below("http://127.0.0.1:7080/gis/apps/tasks/?a=b", place));
        for uri in [
            "http://127.0.0.1:7080/gis/",
            "http://127.0.0.1:7080/gis/apps/../admin",
            "http://127.0.0.1:7080/gis/apps/%2e%2e/admin",
            "http://127.0.0.1:7080.evil.example.com/gis/apps/",
            "https://127.0.0.1:7080/gis/apps/",
        ] {
            assert!(!is_below(uri, place), "{uri}");
        }
    }
}
