//! The real program with `--tls`, asked by a client that trusts its certificate and nothing else.

use crate::process::{ask, start};
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use std::net::TcpStream;
use std::sync::Arc;

#[test]
fn the_portal_is_served_over_https_and_names_its_addresses_so() {
    let data = tempfile::tempdir().unwrap();
    let running = start(data.path(), &["--tls"]);
    let mut trusted = RootCertStore::empty();
    let pem = data.path().join("tls.pem");
    trusted
        .add(CertificateDer::from_pem_file(pem).unwrap())
        .unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(trusted)
        .with_no_client_auth();
    let name = ServerName::try_from("127.0.0.1").unwrap();
    let client = ClientConnection::new(Arc::new(config), name).unwrap();
    let stream = StreamOwned::new(client, TcpStream::connect(&running.address).unwrap());
    let (head, body) = ask(stream, &running.address, "/gis/sharing/rest/info?f=json");
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    let told: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        told["owningSystemUrl"],
        format!("https://{}/gis", running.address)
    );
}
