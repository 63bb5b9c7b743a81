//! HTTPS with a certificate of the sandbox's own, as Esri's Python client wants it.

use crate::recovery::durable;
use anyhow::{Context as _, Result};
use axum::Router;
use axum_server::tls_rustls::RustlsConfig;
use rcgen::generate_simple_self_signed;
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;

/// The names of this machine.
const NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// Serves until Ctrl-C.
///
/// # Errors
///
/// When the listener fails.
pub async fn serve(listener: TcpListener, router: Router, config: ServerConfig) -> Result<()> {
    let config = RustlsConfig::from_config(Arc::new(config));
    let handle = axum_server::Handle::new();
    tokio::spawn({
        let handle = handle.clone();
        async move {
            let _ = tokio::signal::ctrl_c().await;
            handle.graceful_shutdown(None);
        }
    });
    axum_server::from_tcp_rustls(listener, config)?
        .handle(handle)
        .serve(router.into_make_service())
        .await?;
    Ok(())
}

/// With the certificate from the data folder, which is made when it is missing.
///
/// # Errors
///
/// When the certificate cannot be made or read.
pub fn config(data: &Path) -> Result<ServerConfig> {
    let pem = certificate(data)?;
    let certificates = CertificateDer::pem_slice_iter(pem.as_bytes()).collect::<Result<_, _>>()?;
    let key = PrivateKeyDer::from_pem_slice(pem.as_bytes())?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(certificates, key)?;
    // The portal's addresses are told by the Host header, which HTTP/2 does not have.
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// Certificate and key from `tls.pem` of the data folder; made when it is missing.
fn certificate(data: &Path) -> Result<String> {
    let place = data.join("tls.pem");
    if let Ok(pem) = fs::read_to_string(&place) {
        return Ok(pem);
    }
    let made = generate_simple_self_signed(NAMES.map(str::to_owned))
        .context("a certificate cannot be made")?;
    let pem = made.cert.pem() + &made.signing_key.serialize_pem();
    durable::write_private(&place, pem.as_bytes())
        .with_context(|| format!("cannot write {}", place.display()))?;
    Ok(pem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_certificate_is_made_once_and_its_key_is_nobody_elses() {
        let data = tempfile::tempdir().unwrap();
        let pem = certificate(data.path()).unwrap();
        assert_eq!(certificate(data.path()).unwrap(), pem);
        assert!(config(data.path()).is_ok());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let of = fs::metadata(data.path().join("tls.pem")).unwrap();
            assert_eq!(of.permissions().mode() & 0o777, 0o600);
        }
    }
}
