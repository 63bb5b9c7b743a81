//! Disaster recovery, asked on behalf of somebody who is signed in.

use super::decode::{
    decode_backups, decode_job, decode_settings, decode_status, decode_stores, decode_submitted,
    decode_validated,
};
use super::{
    backups, create, delete, delete_at_old_address, job, make_default, register, restore,
    set_expiry, set_settings, settings, status, stores, unregister, validate,
};
use crate::api::{ApiError, Client, decode};
use crate::recovery::backup::Backup;
use crate::recovery::order::BackupOrder;
use crate::recovery::progress::{Job, Progress};
use crate::recovery::register::StoreOrder;
use crate::recovery::settings::{NewSettings, Settings};
use crate::recovery::store::{Readiness, Store};
use crate::recovery::watch::JobId;
use crate::recovery::{Listing, Name};
use quartz_cron::Timestamp;

impl Client {
    /// Every registered backup store; those that cannot be read are counted.
    pub async fn stores(&self) -> Result<Listing<Store>, ApiError> {
        decode_stores(&self.ask(stores(self.portal())).await?)
    }

    /// Has the portal check that a store can be written to.
    pub async fn validate(&self, store: &Name) -> Result<Readiness, ApiError> {
        let reply = self.ask(validate(self.portal(), store)).await?;
        match decode::operation(&reply) {
            Err(ApiError::SessionEnded) => Err(ApiError::SessionEnded),
            _ => Ok(decode_validated(&reply)),
        }
    }

    /// The backups in one store; those that cannot be read are counted.
    pub async fn backups(&self, store: &Name) -> Result<Listing<Backup>, ApiError> {
        decode_backups(&self.ask(backups(self.portal(), store)).await?, store)
    }

    /// What is being made or restored, or was last; None before the first operation.
    pub async fn recovery_status(&self) -> Result<Option<Progress>, ApiError> {
        decode_status(&self.ask(status(self.portal())).await?)
    }

    /// Registers a backup store, as the default one where the order says so.
    pub async fn register_store(&self, order: &StoreOrder) -> Result<(), ApiError> {
        let reply = self.ask(register(self.portal(), order)).await?;
        decode::operation(&reply).map(|_| ())
    }

    /// Makes a store the one that is taken where none is named; until then another one was.
    pub async fn make_default(&self, store: &Store) -> Result<(), ApiError> {
        let request = make_default(self.portal(), &store.name, store.has_big_data);
        let answer = decode::operation(&self.ask(request).await?).map(|_| ());
        let is_missed = |message: &str| message.contains("supportBDSBackup");
        match answer {
            // Release 12.0 wants it and does not always tell it.
            Err(ApiError::Refused { message, .. })
                if store.has_big_data.is_none() && is_missed(&message) =>
            {
                let request = make_default(self.portal(), &store.name, Some(false));
                decode::operation(&self.ask(request).await?).map(|_| ())
            }
            answer => answer,
        }
    }

    /// Its backups stay on their volume, out of reach.
    pub async fn unregister_store(&self, store: &Name) -> Result<(), ApiError> {
        let reply = self.ask(unregister(self.portal(), store)).await?;
        decode::operation(&reply).map(|_| ())
    }

    /// Where backups are put together, and after how many seconds one is cancelled.
    pub async fn recovery_settings(&self) -> Result<Settings, ApiError> {
        decode_settings(&self.ask(settings(self.portal())).await?)
    }

    /// Sends these settings; about a timeout that is None nothing is said.
    pub async fn set_recovery_settings(&self, new: &NewSettings) -> Result<(), ApiError> {
        let reply = self.ask(set_settings(self.portal(), new)).await?;
        decode::operation(&reply).map(|_| ())
    }

    /// How a job stands. One that has failed is no `Err`, and `COMPLETED` does not prove a backup.
    pub async fn job(&self, id: &JobId) -> Result<Job, ApiError> {
        decode_job(&self.ask(job(self.portal(), id)).await?)
    }

    /// Asks for a backup, whose retention counts from `now` on the portal's clock. None where the portal
    /// names no job.
    pub async fn back_up(
        &self,
        order: &BackupOrder,
        now: Timestamp,
    ) -> Result<Option<JobId>, ApiError> {
        decode_submitted(&self.ask(create(self.portal(), order, now)).await?)
    }

    /// None keeps it for ever.
    pub async fn set_expiry(
        &self,
        store: &Name,
        name: &Name,
        until: Option<Timestamp>,
    ) -> Result<(), ApiError> {
        let request = set_expiry(self.portal(), store, name, until);
        decode::operation(&self.ask(request).await?).map(|_| ())
    }

    /// Answers when the restore has begun; then the portal goes down.
    pub async fn restore(&self, store: &Name, name: &Name, passcode: &str) -> Result<(), ApiError> {
        let request = restore(self.portal(), store, name, passcode);
        decode::operation(&self.ask(request).await?).map(|_| ())
    }

    /// At the store's address, else at the one that the documentation prints.
    pub async fn delete_backup(&self, store: &Name, name: &Name) -> Result<(), ApiError> {
        let reply = self.ask(delete(self.portal(), store, name)).await?;
        let answer = decode::operation(&reply).map(|_| ());
        if !matches!(
            answer,
            Err(ApiError::Refused { code: 404, .. }
                | ApiError::Status(404)
                | ApiError::NotJson { status: 404, .. })
        ) {
            return answer;
        }
        let old = delete_at_old_address(self.portal(), store, name);
        decode::operation(&self.ask(old).await?).map(|_| ())
    }
}
