//! Making a backup. Section 3.4 of docs/portal-api.md.

use super::manifest::{Manifest, ScheduleType, Span};
use super::operation::{Limit, Turn, UnderWay, account};
use super::progress::Operation;
use super::trouble::Trouble;
use super::volume::{Unfinished, Volume};
use super::{archive, is_name, settings};
use crate::jobs::Job;
use crate::portal::{Portal, RELEASE};
use crate::random;
use crate::store;
use age::secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// The fewest characters of a passcode.
const PASSCODE_CHARACTERS: usize = 8;

/// What backup is wanted.
pub struct Order {
    pub store: String,
    pub name: String,
    pub passcode: SecretString,
    pub description: String,
    /// Until when to keep it, epoch milliseconds; `None` is for ever.
    pub retention_date: Option<i64>,
    /// The task whose run it is; `None` when somebody asked for it.
    pub task_id: Option<String>,
    /// So much longer it takes, by the portal's clock: a fault on demand.
    pub longer: Duration,
}

impl Order {
    fn schedule_type(&self) -> ScheduleType {
        match self.task_id {
            Some(_) => ScheduleType::Scheduled,
            None => ScheduleType::Manual,
        }
    }

    /// What the run tells of a backup that has succeeded.
    fn message(&self) -> String {
        let Self { name, store, .. } = self;
        format!("Backup '{name}' has been created in the backup store '{store}'.")
    }
}

/// Begins a backup that somebody asked for. It goes on after the answer, as the job that is returned.
///
/// # Errors
///
/// When it cannot begin; nothing was written then. It may still fail later: the job tells.
pub fn create(portal: &Arc<Portal>, order: Order, job: Job) -> Result<Job, Trouble> {
    let turn = Arc::clone(&portal.recovery.turn)
        .try_lock_owned()
        .map_err(|_| Trouble::Busy)?;
    let volume = admit(portal, &order, &job.uri)?;
    let mut under_way = begin(portal, &order, Some(job.clone()), turn)?;
    let portal = Arc::clone(portal);
    portal.clock.begin_work();
    tokio::spawn(async move {
        let work = async {
            let outcome = carry_out(&under_way, order, volume).await;
            under_way.end(&outcome);
        };
        portal.clock.work(work).await;
    });
    Ok(job)
}

/// The work of a `CreateBackup` task: waits for its turn, then makes the backup that the task's
/// parameters ask for, named by their prefix and the date.
///
/// # Errors
///
/// A sentence that tells why there is no backup.
pub async fn scheduled_backup(portal: &Arc<Portal>, task: &Value) -> Result<String, String> {
    let turn = Arc::clone(&portal.recovery.turn).lock_owned();
    let turn = portal.clock.idle(turn).await;
    let made = scheduled(portal, task, turn).await;
    made.map_err(|trouble| trouble.to_string())
}

async fn scheduled(portal: &Arc<Portal>, task: &Value, turn: Turn) -> Result<String, Trouble> {
    let parameters = &task["parameters"];
    let text = |name: &str| parameters[name].as_str().unwrap_or_default().to_owned();
    let now = portal.clock.now_ms();
    let store = text("storeName");
    let offset = parameters["retentionOffset"].as_i64();
    let mut order = Order {
        name: dated(&text("name"), now),
        passcode: text("passcode").into(),
        description: text("description"),
        retention_date: offset
            .filter(|offset| *offset >= 0)
            .map(|offset| now + offset),
        task_id: Some(task["id"].as_str().unwrap_or_default().to_owned()),
        longer: portal.faults.longer_runs(),
        store,
    };
    let asked = Arc::clone(portal);
    let (order, volume) = tokio::task::spawn_blocking(move || {
        let volume = asked.recovery.volume(&asked.recovery.find(&order.store)?);
        let (name, mut n) = (order.name.clone(), 1);
        while volume.holds(&order.name) {
            n += 1;
            order.name = format!("{name}-{n}");
        }
        admit(&asked, &order, "")?;
        Ok::<_, Trouble>((order, volume))
    })
    .await
    .map_err(|_| Trouble::Broken("The portal was stopped meanwhile."))??;
    let message = order.message();
    let mut under_way = begin(portal, &order, None, turn)?;
    let outcome = carry_out(&under_way, order, volume).await;
    under_way.end(&outcome);
    outcome.map(|()| message)
}

/// The prefix and the date of creation: `nightly-2026-10-24-040000`, in UTC.
pub(super) fn dated(prefix: &str, now_ms: i64) -> String {
    let now = jiff::Timestamp::from_millisecond(now_ms).unwrap_or(jiff::Timestamp::MAX);
    format!("{prefix}-{}", now.strftime("%Y-%m-%d-%H%M%S"))
}

/// Whether the backup that a call of a path asks for may begin; the volume that it is written to.
fn admit(portal: &Portal, order: &Order, path: &str) -> Result<Volume, Trouble> {
    let recovery = &portal.recovery;
    let store = recovery.find(&order.store)?;
    let mut wrong = Vec::new();
    if !is_name(&order.name) {
        wrong.push(
            "'name' may have letters, digits, spaces, '.', '-' and '_', begins and ends with a letter or a digit, and is at most 200 bytes long."
                .to_owned(),
        );
    }
    if order.passcode.expose_secret().chars().count() < PASSCODE_CHARACTERS {
        wrong.push("The passcode must have at least 8 characters.".to_owned());
    }
    if !wrong.is_empty() {
        return Err(Trouble::Wrong(wrong));
    }
    if !settings::is_staging_configured(portal, path)? {
        return Err(Trouble::NoStaging);
    }
    let volume = recovery.volume(&store);
    if volume.holds(&order.name) {
        return Err(Trouble::BackupExists {
            store: order.store.clone(),
            backup: order.name.clone(),
        });
    }
    Ok(volume)
}

fn begin(
    portal: &Arc<Portal>,
    order: &Order,
    job: Option<Job>,
    turn: Turn,
) -> Result<UnderWay, Trouble> {
    let what = (order.store.as_str(), order.name.as_str());
    let account = account(portal, Operation::Backup, order.schedule_type(), what);
    UnderWay::begin(portal, account, job, turn)
}

async fn carry_out(under_way: &UnderWay, order: Order, volume: Volume) -> Result<(), Trouble> {
    let staged = under_way.portal().recovery.staged("backup.sqlite");
    let outcome = stages(under_way, order, volume, staged.clone()).await;
    if outcome.is_err() {
        clear(&staged)?;
    }
    outcome
}

async fn stages(
    under_way: &UnderWay,
    order: Order,
    volume: Volume,
    staged: PathBuf,
) -> Result<(), Trouble> {
    let clock = &under_way.portal().clock;
    let started = clock.now_ms();
    let limit = settings::timeout(&under_way.portal().recovery)?;
    let limit = Limit::new(under_way.portal(), limit);
    let (store, path) = (order.store.clone(), under_way.path().to_owned());
    let unfinished: Unfinished = under_way
        .limited(0, Duration::ZERO, limit, move |portal| {
            super::stores::ready(portal, &portal.recovery.find(&store)?, &path)?;
            Ok(volume.begin()?)
        })
        .await?;

    let mut relational = Span {
        start: clock.now_ms(),
        end: 0,
    };
    let (copy, schedule_type, message) = (staged.clone(), order.schedule_type(), order.message());
    let task_id = order.task_id.clone();
    under_way
        .limited(1, order.longer, limit, move |portal| {
            clear(&copy)?;
            archive::snapshot(&portal.store.file(), &copy)?;
            // Whoever restores the backup will find the run that made it done, as it was.
            let now = portal.clock.now_ms();
            task_id.map_or(Ok(()), |task| {
                Ok(store::succeed_in(&copy, &task, &message, now)?)
            })
        })
        .await?;
    relational.end = clock.now_ms();

    let mut object = Span {
        start: clock.now_ms(),
        end: 0,
    };
    let (copy, to, passcode) = (staged.clone(), unfinished.archive(), order.passcode);
    let bytes = under_way
        .limited(2, Duration::ZERO, limit, move |_| {
            Ok(archive::pack(&copy, &to, &passcode)?)
        })
        .await?;
    object.end = clock.now_ms();

    // From here on it is not cancelled any more: what is in the store is a backup.
    under_way
        .stage(3, move |portal| {
            let manifest = Manifest {
                backup_name: order.name,
                description: order.description,
                release: RELEASE.to_owned(),
                schedule_type,
                retention_date: order.retention_date,
                whole: Span {
                    start: started,
                    end: portal.clock.now_ms(),
                },
                relational_store: relational,
                object_store: object,
                encrypt_key: random::hex::<16>()
                    .map_err(|_| Trouble::Broken("No random bytes."))?,
                bytes,
            };
            Ok(unfinished.finish(&manifest)?)
        })
        .await?;

    under_way.stage(4, move |_| Ok(clear(&staged)?)).await
}

/// Removes a staged file, where there is one, and makes sure that its folder is there.
pub(super) fn clear(staged: &Path) -> anyhow::Result<()> {
    if let Some(folder) = staged.parent() {
        fs::create_dir_all(folder)?;
    }
    match fs::remove_file(staged) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
