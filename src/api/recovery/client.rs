//! Disaster recovery, asked on behalf of somebody who is signed in.

use super::decode::{
    decode_backups, decode_job, decode_settings, decode_status, decode_stores, decode_submitted,
    decode_validated,
};
use super::{
    backups, create, delete, delete_at_old_address, job, restore, set_expiry, settings, status,
    stores, validate,
};
use crate::api::{ApiError, Client, decode};
use crate::recovery::backup::Backup;
use crate::recovery::order::BackupOrder;
use crate::recovery::progress::{Job, Progress};
use crate::recovery::store::{Readiness, Store};
use crate::recovery::watch::JobId;
use crate::recovery::{Listing, Name};
use quartz_cron::Timestamp;

impl Client {
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

    pub async fn backups(&self, store: &Name) -> Result<Listing<Backup>, ApiError> {
        decode_backups(&self.ask(backups(self.portal(), store)).await?, store)
    }

    pub async fn recovery_status(&self) -> Result<Option<Progress>, ApiError> {
        decode_status(&self.ask(status(self.portal())).await?)
    }

    /// Whether a staging volume is configured.
    pub async fn has_staging(&self) -> Result<bool, ApiError> {
        decode_settings(&self.ask(settings(self.portal())).await?)
    }

    pub async fn job(&self, id: &JobId) -> Result<Job, ApiError> {
        decode_job(&self.ask(job(self.portal(), id)).await?)
    }

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
