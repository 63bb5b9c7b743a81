//! The real program, killed in the middle of its writing: what it said it had written is there.

use crate::support::{credentials, parameters, schedule};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

struct Running {
    child: Child,
    address: String,
}

impl Drop for Running {
    /// SIGKILL: no chance to tidy up.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn start(data: &Path) -> Running {
    let mut child = Command::new(env!("CARGO_BIN_EXE_portal-sandbox"))
        .args(["--listen", "127.0.0.1:0", "--data"])
        .arg(data)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let address = line
        .trim()
        .strip_prefix("listening on http://")
        .and_then(|rest| rest.split('/').next())
        .unwrap_or_else(|| panic!("{line}"))
        .to_owned();
    Running { child, address }
}

/// The body of the answer to a form; None when the portal is gone.
fn post(address: &str, path: &str, form: &[(&str, &str)]) -> Option<serde_json::Value> {
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

fn token(address: &str) -> String {
    let form = credentials("sandbox.admin1");
    let reply = post(address, "/gis/sharing/rest/generateToken", &form).unwrap();
    reply["token"].as_str().unwrap().to_owned()
}

/// Makes tasks until the portal is gone; the ids that it confirmed.
fn write_until_killed(address: &str, token: &str) -> Vec<String> {
    let parameters = parameters().to_string();
    let form = schedule("t", &parameters, token);
    let mut confirmed = Vec::new();
    while let Some(reply) = post(address, "/gis/admin/system/tasks/createTask", &form) {
        confirmed.push(reply["taskId"].as_str().unwrap().to_owned());
    }
    confirmed
}

#[test]
fn what_was_confirmed_survives_a_kill_in_the_middle_of_a_write() {
    let data = tempfile::tempdir().unwrap();
    let mut confirmed = Vec::new();
    for _ in 0..3 {
        let running = start(data.path());
        let address = running.address.clone();
        let token = token(&address);
        let writers: Vec<_> = (0..4)
            .map(|_| {
                let (address, token) = (address.clone(), token.clone());
                std::thread::spawn(move || write_until_killed(&address, &token))
            })
            .collect();
        // Some writes must have come through before the kill; then it hits whatever is under way.
        while count(&address, &token) < confirmed.len() + 40 {
            std::thread::yield_now();
        }
        drop(running);
        for writer in writers {
            confirmed.extend(writer.join().unwrap());
        }
    }
    let (store, is_new) = sandbox::store::Store::open(data.path()).unwrap();
    assert!(!is_new);
    assert_eq!(store.integrity().unwrap(), "ok");
    assert!(confirmed.len() >= 60);
    for id in &confirmed {
        assert!(
            store.task(id).unwrap().is_some(),
            "{id} was confirmed and is lost"
        );
    }
}

fn count(address: &str, token: &str) -> usize {
    let form = [("f", "json"), ("token", token)];
    let list = post(address, "/gis/admin/system/tasks", &form).unwrap();
    list["total"].as_u64().unwrap() as usize
}
