//! Restoring a backup. Section 3.4 of docs/portal-api.md: the whole portal is down until it is done.

use super::backup::clear;
use super::manifest::ScheduleType;
use super::operation::{UnderWay, account};
use super::progress::Operation;
use super::trouble::Trouble;
use super::{archive, settings};
use crate::portal::{Portal, RELEASE};
use age::secrecy::SecretString;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// The staged database. When it is gone after [`SWAP`] began, it has taken the place of the portal's.
pub(super) const STAGED: &str = "restore.sqlite";
/// The stage in which the databases are swapped.
pub(super) const SWAP: usize = 3;

/// Begins a restore that a call of a path asks for. It goes on after the answer, and until it is done the
/// portal is down.
///
/// # Errors
///
/// When it cannot begin, such as with a wrong passcode; nothing was changed then.
pub fn restore(
    portal: &Arc<Portal>,
    store: &str,
    backup: &str,
    passcode: SecretString,
    path: &str,
) -> Result<(), Trouble> {
    let recovery = &portal.recovery;
    let turn = Arc::clone(&recovery.turn)
        .try_lock_owned()
        .map_err(|_| Trouble::Busy)?;
    let volume = recovery.volume(&recovery.find(store)?);
    let manifest = volume.backup(backup).ok_or_else(|| Trouble::NoBackup {
        store: store.to_owned(),
        backup: backup.to_owned(),
    })?;
    if manifest.release != RELEASE {
        return Err(Trouble::OtherRelease(manifest.release));
    }
    if !settings::is_staging_configured(portal, path)? {
        return Err(Trouble::NoStaging);
    }
    let archive = volume.archive(backup);
    drop(archive::unlock(&archive, &passcode)?);
    let account = account(
        portal,
        Operation::Restore,
        ScheduleType::Manual,
        (store, backup),
    );
    let mut under_way = UnderWay::begin(portal, account, None, turn)?;
    let outage = Outage::begin(portal);
    let portal = Arc::clone(portal);
    portal.clock.begin_work();
    tokio::spawn(async move {
        let work = async {
            carry_out(&mut under_way, archive, passcode).await;
            drop((under_way, outage));
        };
        portal.clock.work(work).await;
    });
    Ok(())
}

/// While it is there, the portal is down.
struct Outage(Arc<Portal>);

impl Outage {
    fn begin(portal: &Arc<Portal>) -> Self {
        portal.recovery.is_down.store(true, Ordering::Release);
        Self(Arc::clone(portal))
    }
}

impl Drop for Outage {
    fn drop(&mut self) {
        self.0.recovery.is_down.store(false, Ordering::Release);
    }
}

async fn carry_out(under_way: &mut UnderWay, archive: PathBuf, passcode: SecretString) {
    let staged = under_way.portal().recovery.staged(STAGED);
    let outcome = stages(under_way, archive, passcode, staged.clone()).await;
    under_way.end(&outcome);
    // Not before: until its end is written down, a staged file tells that there was no swap.
    if outcome.is_err()
        && let Err(error) = clear(&staged)
    {
        tracing::error!("a staged database could not be removed: {error:#}");
    }
}

async fn stages(
    under_way: &UnderWay,
    archive: PathBuf,
    passcode: SecretString,
    staged: PathBuf,
) -> Result<(), Trouble> {
    let to = staged.clone();
    under_way
        .stage(0, move |_| {
            clear(&to)?;
            archive::unpack(&archive, &passcode, &to)
        })
        .await?;
    // The sandbox's portal has one database and no object store: these two have nothing to do.
    under_way.stage(1, |_| Ok(())).await?;
    under_way.stage(2, |_| Ok(())).await?;
    let from = staged.clone();
    under_way
        .stage(SWAP, move |portal| {
            if let Some(account) = portal.recovery.last().as_ref() {
                portal.recovery.catalogue.record(account, None)?;
            }
            Ok(portal.store.replace(&from)?)
        })
        .await?;
    under_way.stage(4, move |_| Ok(clear(&staged)?)).await
}
