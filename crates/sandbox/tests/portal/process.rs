//! The real program, started and killed, asked for over its socket.

use crate::support::credentials;
use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A sandbox of its own process.
pub(crate) struct Running {
    child: Child,
    pub(crate) address: String,
}

impl Drop for Running {
    /// SIGKILL: no chance to tidy up.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts one over a data folder, on a port of its own.
pub(crate) fn start(data: &Path, more: &[&str]) -> Running {
    let mut child = Command::new(env!("CARGO_BIN_EXE_portal-sandbox"))
        .args(["--listen", "127.0.0.1:0", "--data"])
        .arg(data)
        .args(more)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let address = line
        .trim()
        .split_once("://")
        .and_then(|(_, rest)| rest.split('/').next())
        .unwrap_or_else(|| panic!("{line}"))
        .to_owned();
    Running { child, address }
}

/// The body of the answer to a form; None when the portal is gone.
pub(crate) fn post(address: &str, path: &str, form: &[(&str, &str)]) -> Option<serde_json::Value> {
    let body = serde_urlencoded::to_string(form).unwrap();
    let mut stream = TcpStream::connect(address).ok()?;
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (_, body) = answer.split_once("\r\n\r\n")?;
    serde_json::from_str(body).ok()
}

pub(crate) fn token(address: &str) -> String {
    let form = credentials("sandbox.admin1");
    let reply = post(address, "/gis/sharing/rest/generateToken", &form).unwrap();
    reply["token"].as_str().unwrap().to_owned()
}

/// Head and body of what came before the connection closed, whole or not.
pub(crate) fn get(address: &str, path: &str) -> (String, String) {
    ask(TcpStream::connect(address).unwrap(), address, path)
}

/// The same over a connection that is there.
pub(crate) fn ask(mut stream: impl Read + Write, address: &str, path: &str) -> (String, String) {
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}
