//! The real program, killed a hundred times in a row: during backups, restores, deletes and edits.
//!
//! The moments are random, within twice the time that the operation needs on this machine; another seed
//! is another hundred.

use crate::process::{Running, post, start, token};
use crate::recovery::{DR, PASSCODE, leftovers};
use crate::support::SCHEDULE_2;
use serde_json::Value;
use std::path::Path;
use std::time::{Duration, Instant};

const KILLS: u32 = 100;
/// The generation of the documented task.
const SEEDED: u64 = 2;
const TASKS: &str = "/gis/admin/system/tasks";

/// splitmix64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % limit
    }
}

/// A portal that will be killed, and somebody who is signed in to it.
struct Portal {
    running: Running,
    token: String,
}

impl Portal {
    fn start(data: &Path) -> Self {
        let running = start(data, &["--pace", "0", "--seed", "tasks"]);
        let token = token(&running.address);
        Self { running, token }
    }

    /// `None` when there was no answer: the portal is gone, or down.
    fn ask(&self, path: &str, form: &[(&str, &str)]) -> Option<Value> {
        let mut whole = vec![("f", "json"), ("token", self.token.as_str())];
        whole.extend(form);
        post(&self.running.address, path, &whole)
    }

    fn told(&self, path: &str) -> Value {
        self.ask(path, &[]).unwrap()
    }

    fn status(&self) -> Value {
        self.told(&format!("{DR}/status"))["status"].clone()
    }

    fn names(&self) -> Vec<String> {
        let list = self.told(&format!("{DR}/stores/default/backups"));
        let backups = list["backups"].as_array().unwrap().iter();
        backups
            .map(|backup| backup["backupName"].as_str().unwrap().to_owned())
            .collect()
    }

    fn total(&self) -> u64 {
        self.told(TASKS)["total"].as_u64().unwrap()
    }

    /// The generation of the task that is edited. Each edit writes it into the title as well.
    fn generation(&self) -> u64 {
        let task = self.told(&format!("{TASKS}/{SCHEDULE_2}"));
        let generation = task["generation"].as_u64().unwrap();
        if generation > SEEDED {
            assert_eq!(task["taskTitle"], title(generation), "half an edit: {task}");
        }
        generation
    }

    fn back_up(&self, name: &str) {
        let path = format!("{DR}/stores/default/backups/create");
        let told = self.ask(&path, &[("name", name), ("passcode", PASSCODE)]);
        assert!(
            told.as_ref().is_some_and(|told| told["jobid"].is_string()),
            "{told:?}"
        );
    }

    fn restore(&self, name: &str) {
        let path = format!("{DR}/stores/default/backups/{name}/restore");
        let told = self.ask(&path, &[("passcode", PASSCODE)]).unwrap();
        assert_eq!(told["status"], "success", "{told}");
    }

    /// Waits until the operation is over, and the portal is back.
    fn finished(&self) -> Value {
        let until = Instant::now() + Duration::from_secs(20);
        while Instant::now() < until {
            let told = self.ask(&format!("{DR}/status"), &[]);
            match told.map(|told| told["status"].clone()) {
                Some(status) if status["state"] != "in_progress" => return status,
                _ => std::thread::yield_now(),
            }
        }
        panic!("it is not done after 20 seconds");
    }

    /// Waits until the operation is over, with success. How long that took, in microseconds.
    fn finished_within(&self) -> u64 {
        let begun = Instant::now();
        assert_eq!(self.finished()["state"], "success");
        begun.elapsed().as_micros().try_into().unwrap()
    }

    /// Lets it work on for a while, then kills it and starts it again.
    fn killed_after(self, micros: u64, data: &Path) -> Self {
        let until = Instant::now() + Duration::from_micros(micros);
        while Instant::now() < until {
            std::thread::yield_now();
        }
        drop(self.running);
        let again = Self::start(data);
        assert_eq!(
            leftovers(data),
            Vec::<String>::new(),
            "what was unfinished is gone"
        );
        again
    }
}

#[test]
fn killed_a_hundred_times_a_portal_loses_nothing_that_it_confirmed() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let mut dice = Dice(20_261_023);
    let mut portal = Portal::start(data);
    portal.back_up("four-tasks");
    let backup = portal.finished_within();
    portal.restore("four-tasks");
    let restore = portal.finished_within();
    let mut kept = portal.names();
    let mut came_through = [0, 0];
    // Whichever way the last one went, the next is made likelier to go the other way: so both ends are
    // seen on machines of any speed.
    let mut spans = [2 * backup, 2 * restore];
    for kill in 0..KILLS {
        match kill % 4 {
            0 => {
                let name = format!("backup-{kill}");
                portal.back_up(&name);
                portal = portal.killed_after(dice.below(spans[0]), data);
                let status = portal.status();
                assert_eq!(status["backupName"], *name);
                if status["state"] == "success" {
                    kept.push(name);
                    came_through[0] += 1;
                }
                aim(&mut spans[0], status["state"] == "success");
                assert_eq!(portal.names(), kept, "{status}");
            }
            1 => {
                // A fifth task, which the backup does not have.
                let before = more_tasks(&portal);
                portal.restore("four-tasks");
                portal = portal.killed_after(dice.below(spans[1]), data);
                let status = portal.status();
                let restored = status["state"] == "success";
                assert_eq!(
                    portal.total(),
                    if restored { 4 } else { before },
                    "{status}"
                );
                assert_eq!(portal.names(), kept);
                came_through[1] += u32::from(restored);
                aim(&mut spans[1], restored);
            }
            2 if kept.len() > 1 => {
                let name = kept.pop().unwrap();
                let (address, token) = (portal.running.address.clone(), portal.token.clone());
                let path = format!("{DR}/stores/default/backups/{name}/delete");
                let deleted = std::thread::spawn(move || {
                    post(&address, &path, &[("f", "json"), ("token", &token)]).is_some()
                });
                portal = portal.killed_after(dice.below(4_000), data);
                let is_there = portal.names().contains(&name);
                assert!(!(deleted.join().unwrap() && is_there), "{name} was deleted");
                if is_there {
                    kept.push(name);
                }
                assert_eq!(portal.names(), kept);
            }
            _ => {
                let mut confirmed = portal.generation();
                for _ in 0..dice.below(12) {
                    confirmed += 1;
                    assert!(edit(&portal.running.address, &portal.token, confirmed));
                }
                let (address, token) = (portal.running.address.clone(), portal.token.clone());
                let last = std::thread::spawn(move || edit(&address, &token, confirmed + 1));
                portal = portal.killed_after(dice.below(4_000), data);
                let least = confirmed + u64::from(last.join().unwrap());
                let now = portal.generation();
                assert!(now == least || now == confirmed + 1, "{now} after {least}");
            }
        }
    }
    // Both ends were seen, or the moments are badly chosen.
    assert!(
        came_through.iter().all(|n| (1..25).contains(n)),
        "{came_through:?}"
    );
    for name in kept {
        portal.restore(&name);
        assert_eq!(portal.finished()["state"], "success", "{name}");
    }
    drop(portal);
    let (store, _) = sandbox::store::Store::open(data).unwrap();
    assert_eq!(store.integrity().unwrap(), "ok");
}

/// Kills the next one earlier when this one came through, else later.
fn aim(span: &mut u64, came_through: bool) {
    *span = if came_through {
        *span * 2 / 3
    } else {
        *span * 3 / 2
    }
    .max(100);
}

/// Makes a task. How many there are then.
fn more_tasks(portal: &Portal) -> u64 {
    let parameters = crate::support::parameters().to_string();
    let form = crate::support::schedule("t", &parameters, &portal.token);
    let told = portal.ask(&format!("{TASKS}/createTask"), &form[..8]);
    assert_eq!(told.unwrap()["success"], true);
    portal.total()
}

fn title(generation: u64) -> String {
    format!("edit {generation}")
}

/// Edits the task so that it has this generation. Whether that was confirmed.
fn edit(address: &str, token: &str, generation: u64) -> bool {
    let (title, parameters) = (title(generation), crate::support::parameters().to_string());
    let form = crate::support::schedule(&title, &parameters, token);
    let told = post(address, &format!("{TASKS}/{SCHEDULE_2}/update"), &form);
    told.is_some_and(|told| told["success"] == true)
}
