//! What is kept of OAuth: refresh tokens, and which access token came from which.

use super::{Store, TokenRow};
use anyhow::Result;
use rusqlite::{OptionalExtension as _, params};

pub(super) const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS refresh_tokens (
        digest TEXT PRIMARY KEY,
        username TEXT NOT NULL REFERENCES users(username),
        client_id TEXT NOT NULL,
        expires_ms INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS oauth_tokens (
        digest TEXT PRIMARY KEY REFERENCES tokens(digest) ON DELETE CASCADE,
        username TEXT NOT NULL,
        client_id TEXT NOT NULL,
        refresh_digest TEXT
    ) STRICT;
";

/// What is kept of a refresh token: its digest, never itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshRow {
    pub digest: String,
    pub username: String,
    pub client_id: String,
    pub expires_ms: i64,
}

impl Store {
    /// Keeps an access token of a client, and the refresh token that it came from.
    pub fn add_oauth_token(
        &self,
        token: &TokenRow,
        client_id: &str,
        refresh_digest: Option<&str>,
        now_ms: i64,
    ) -> Result<()> {
        self.add_token(token, now_ms)?;
        self.lock().execute(
            "INSERT INTO oauth_tokens (digest, username, client_id, refresh_digest)
             VALUES (?1, ?2, ?3, ?4)",
            params![token.digest, token.username, client_id, refresh_digest],
        )?;
        Ok(())
    }

    pub fn add_refresh_token(&self, token: &RefreshRow, now_ms: i64) -> Result<()> {
        let connection = self.lock();
        connection.execute(
            "DELETE FROM refresh_tokens WHERE expires_ms <= ?1 - 86400000",
            [now_ms],
        )?;
        connection.execute(
            "INSERT INTO refresh_tokens (digest, username, client_id, expires_ms)
             VALUES (?1, ?2, ?3, ?4)",
            params![
                token.digest,
                token.username,
                token.client_id,
                token.expires_ms
            ],
        )?;
        Ok(())
    }

    pub fn refresh_token(&self, digest: &str) -> Result<Option<RefreshRow>> {
        let read = |row: &rusqlite::Row<'_>| {
            Ok(RefreshRow {
                digest: row.get(0)?,
                username: row.get(1)?,
                client_id: row.get(2)?,
                expires_ms: row.get(3)?,
            })
        };
        let sql = "SELECT digest, username, client_id, expires_ms
                   FROM refresh_tokens WHERE digest = ?1";
        Ok(self.lock().query_row(sql, [digest], read).optional()?)
    }

    /// Revokes an access token of a client, or a refresh token with the access tokens that came from it.
    pub fn revoke(&self, digest: &str, client_id: &str) -> Result<()> {
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        let of_client = params![digest, client_id];
        transaction.execute(
            "DELETE FROM tokens WHERE digest IN (
                 SELECT digest FROM oauth_tokens
                 WHERE client_id = ?2 AND (digest = ?1 OR refresh_digest = ?1))",
            of_client,
        )?;
        transaction.execute(
            "DELETE FROM refresh_tokens WHERE digest = ?1 AND client_id = ?2",
            of_client,
        )?;
        transaction.commit()?;
        Ok(())
    }

    /// Every session ends: whoever was signed in is no longer.
    pub fn end_sessions(&self) -> Result<()> {
        self.lock()
            .execute_batch("DELETE FROM tokens; DELETE FROM refresh_tokens;")?;
        Ok(())
    }
}
