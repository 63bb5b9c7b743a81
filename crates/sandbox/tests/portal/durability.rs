//! The real program, killed in the middle of its writing: what it said it had written is there.

use crate::process::{post, start, token};
use crate::support::{parameters, schedule};

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
        let running = start(data.path(), &[]);
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
