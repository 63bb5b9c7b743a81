//! The backup stores of a new portal, and the backups of one that is looked at.

use super::backup::clear;
use super::manifest::{Manifest, ScheduleType, Span};
use super::{NewStore, Recovery, archive, register, set_settings};
use crate::cli::Seed;
use crate::portal::RELEASE;
use crate::random;
use crate::store::Store;
use anyhow::{Context as _, Result, anyhow};
use quartz_cron::{Cron, Timestamp, Utc};

/// The passcode of the backups that a new portal holds.
pub const DEMO_PASSCODE: &str = "sandbox.backup1";

const DAY_MS: i64 = 86_400_000;
/// How long each of them took.
const TOOK_MS: i64 = 64_000;
/// When the documented `schedule2` fires.
const SATURDAYS: &str = "0 0 4 ? * 7";

const STATIC: &str = r#"{"type":"HOSTED","storageConfig":{"storageClass":"backups","size":"64Gi","provisioningType":"STATIC","labels":{"arcgis/purpose":"backups"}}}"#;
const DYNAMIC: &str = r#"{"type":"HOSTED","storageConfig":{"storageClass":"backups","size":"64Gi","provisioningType":"DYNAMIC"}}"#;
const SETTINGS: &str = r#"{"stagingVolumeConfig":{"storageClass":"default","size":"64Gi","provisioningType":"DYNAMIC"},"timeoutInSeconds":7200}"#;

/// The stores that the tasks of a seed write to, and a staging volume. An empty portal has neither, and
/// one task in three of a large one writes to a store that is not registered.
pub fn seed(recovery: &Recovery, seed: Seed, now_ms: i64) -> Result<()> {
    let stores = match seed {
        Seed::Documented | Seed::Tasks | Seed::Runs(_) => {
            [("default", STATIC, false), ("backupstore1", DYNAMIC, true)]
        }
        Seed::Large(_) => [("default", STATIC, true), ("nas-archive", DYNAMIC, false)],
        Seed::Empty => return Ok(()),
    };
    set_settings(recovery, SETTINGS, now_ms)?;
    for (name, settings, is_default) in stores {
        if recovery.catalogue.store(name)?.is_none() {
            let new = NewStore {
                name,
                settings: Some(settings),
                storage_config: None,
                root: None,
                is_default,
            };
            register(recovery, &new)?;
        }
    }
    Ok(())
}

/// A backup that was made before the sandbox was.
struct Past {
    store: &'static str,
    name: String,
    description: &'static str,
    schedule_type: ScheduleType,
    at_ms: i64,
    kept_days: Option<i64>,
}

/// A few backups, so that there is something to look at and to restore: archives of the portal as it
/// is now, under [`DEMO_PASSCODE`], with times that count back from now. Of the documented seed only.
///
/// # Errors
///
/// When the portal's disk cannot be used.
pub fn seed_backups(recovery: &Recovery, store: &Store, seed: Seed, now_ms: i64) -> Result<()> {
    if seed != Seed::Documented {
        return Ok(());
    }
    let staged = recovery.staged("seed.sqlite");
    clear(&staged)?;
    archive::snapshot(&store.file(), &staged)?;
    for past in pasts(now_ms) {
        let registered = recovery.catalogue.store(past.store)?;
        let registered = registered.context("the seed registers its stores first")?;
        let unfinished = recovery.volume(&registered).begin()?;
        let passcode = DEMO_PASSCODE.to_owned().into();
        let bytes = archive::pack(&staged, &unfinished.archive(), &passcode)?;
        let (start, end) = (past.at_ms, past.at_ms + TOOK_MS);
        let middle = start + TOOK_MS / 2;
        let encrypt_key = random::hex::<16>().map_err(|_| anyhow!("no random bytes"))?;
        unfinished.finish(&Manifest {
            backup_name: past.name,
            description: past.description.to_owned(),
            release: RELEASE.to_owned(),
            schedule_type: past.schedule_type,
            retention_date: past.kept_days.map(|days| start + days * DAY_MS),
            whole: Span { start, end },
            relational_store: Span { start, end: middle },
            object_store: Span { start: middle, end },
            encrypt_key,
            bytes,
        })?;
    }
    clear(&staged)
}

/// Two of the documented schedule that keeps fourteen days, and two that somebody made.
fn pasts(now_ms: i64) -> Vec<Past> {
    let from = Timestamp::from_secs((now_ms - 14 * DAY_MS).div_euclid(1000));
    let until = (now_ms - TOOK_MS).div_euclid(1000);
    let fires = SATURDAYS.parse::<Cron>().into_iter().flat_map(|cron| {
        let fires = cron.fires_after(from, &Utc).map(Timestamp::as_secs);
        fires.take_while(|fire| *fire < until).collect::<Vec<_>>()
    });
    let scheduled = fires.map(|fire| Past {
        store: "default",
        name: super::backup::dated("schedule2", fire * 1000),
        description: "",
        schedule_type: ScheduleType::Scheduled,
        at_ms: fire * 1000 + 2000,
        kept_days: Some(14),
    });
    let by_hand = [
        ("before-upgrade", "Before the upgrade", 90, None),
        ("month-end", "", 20, Some(60)),
    ];
    let by_hand = by_hand.map(|(name, description, days_ago, kept_days)| Past {
        store: "backupstore1",
        name: name.to_owned(),
        description,
        schedule_type: ScheduleType::Manual,
        at_ms: now_ms - days_ago * DAY_MS,
        kept_days,
    });
    scheduled.chain(by_hand).collect()
}
