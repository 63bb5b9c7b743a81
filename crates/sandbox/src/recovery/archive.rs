//! From the portal's database to an encrypted archive, and back.
//!
//! An archive is an age file under a passcode; within it a zstd frame; within that the database.

use super::trouble::Trouble;
use age::DecryptError;
use age::secrecy::SecretString;
use anyhow::{Context as _, Result};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write as _};
use std::iter;
use std::path::Path;
use std::time::Duration;

/// scrypt's cost is 2 to this power. Low on purpose: on a fast clock there are many backups a second. For a passcode
/// that guards more than a sandbox, age itself would take a second, which is about 18.
const WORK_FACTOR: u8 = 10;
/// The highest cost that is accepted.
const MOST_WORK: u8 = 20;
/// zstd's fastest level that is still small.
const LEVEL: i32 = 1;

/// Copies the database as it is at one moment, while others go on writing to it.
pub(super) fn snapshot(database: &Path, to: &Path) -> Result<()> {
    let from = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    from.busy_timeout(Duration::from_secs(10))?;
    let mut copy = Connection::open(to)?;
    // A copy that is not finished is thrown away: it needs no journal of its own.
    copy.pragma_update(None, "journal_mode", "MEMORY")?;
    copy.pragma_update(None, "synchronous", "OFF")?;
    let backup = Backup::new(&from, &mut copy)?;
    // All pages in one step are pages of one moment.
    while backup.step(-1)? != StepResult::Done {
        std::thread::sleep(Duration::from_millis(1));
    }
    Ok(())
}

/// Compresses and encrypts a file; the archive is on the disk then. Its length, in bytes.
pub(super) fn pack(from: &Path, to: &Path, passcode: &SecretString) -> Result<u64> {
    let mut recipient = age::scrypt::Recipient::new(passcode.clone());
    recipient.set_work_factor(WORK_FACTOR);
    let encryptor = age::Encryptor::with_recipients(iter::once(&recipient as _))?;
    let file = File::create_new(to).context("the archive cannot be made")?;
    let sealed = encryptor.wrap_output(BufWriter::new(file))?;
    let mut packed = zstd::Encoder::new(sealed, LEVEL)?;
    io::copy(&mut File::open(from)?, &mut packed)?;
    let mut buffer = packed.finish()?.finish()?;
    buffer.flush()?;
    let file = buffer
        .into_inner()
        .map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    Ok(file.metadata()?.len())
}

/// Opens an archive with its passcode; what is read from it has been proved to be what was written.
///
/// # Errors
///
/// [`Trouble::WrongPasscode`]; [`Trouble::Damaged`] when it is no archive any more.
pub(super) fn unlock(
    archive: &Path,
    passcode: &SecretString,
) -> Result<impl Read + use<>, Trouble> {
    let file = File::open(archive).map_err(|_| Trouble::Damaged)?;
    let sealed =
        age::Decryptor::new_buffered(BufReader::new(file)).map_err(|_| Trouble::Damaged)?;
    let mut identity = age::scrypt::Identity::new(passcode.clone());
    identity.set_max_work_factor(MOST_WORK);
    sealed
        .decrypt(iter::once(&identity as _))
        .map_err(|error| match error {
            DecryptError::DecryptionFailed
            | DecryptError::KeyDecryptionFailed
            | DecryptError::NoMatchingKeys => Trouble::WrongPasscode,
            _ => Trouble::Damaged,
        })
}

/// Decrypts an archive completely into a file, which is on the disk then, and has SQLite check it.
///
/// # Errors
///
/// As [`unlock`]; the file is then removed.
pub(super) fn unpack(archive: &Path, passcode: &SecretString, to: &Path) -> Result<(), Trouble> {
    let sealed = unlock(archive, passcode)?;
    let unpacked = write_whole(sealed, to).map_err(anyhow::Error::from);
    let checked = unpacked.and_then(|()| check(to));
    checked.map_err(|error| {
        tracing::error!("a backup could not be unpacked: {error:#}");
        let _ = fs::remove_file(to);
        Trouble::Damaged
    })
}

fn write_whole(sealed: impl Read, to: &Path) -> io::Result<()> {
    let mut file = File::create(to)?;
    io::copy(&mut zstd::Decoder::new(sealed)?, &mut file)?;
    file.sync_all()
}

/// A whole database of a portal, in one file.
fn check(database: &Path) -> Result<()> {
    let copy = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    copy.pragma_update(None, "journal_mode", "DELETE")?;
    let verdict: String = copy.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    anyhow::ensure!(verdict == "ok", "SQLite says: {verdict}");
    copy.query_row("SELECT count(*) FROM tasks, users", [], |_| Ok(()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(folder: &Path, content: &[u8]) -> std::path::PathBuf {
        let (plain, archive) = (folder.join("plain"), folder.join("archive"));
        fs::write(&plain, content).unwrap();
        pack(&plain, &archive, &"a passcode".to_owned().into()).unwrap();
        archive
    }

    #[test]
    fn an_archive_opens_with_its_passcode_only() {
        let folder = tempfile::tempdir().unwrap();
        let content = vec![7; 200_000];
        let archive = packed(folder.path(), &content);
        let mut read = Vec::new();
        let opened = unlock(&archive, &"a passcode".to_owned().into()).unwrap();
        zstd::Decoder::new(opened)
            .unwrap()
            .read_to_end(&mut read)
            .unwrap();
        assert_eq!(read, content);
        let refused = unlock(&archive, &"another one".to_owned().into()).err();
        assert_eq!(refused, Some(Trouble::WrongPasscode));
    }

    #[test]
    fn any_byte_that_changed_and_any_that_is_missing_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("portal.sqlite");
        let made = Connection::open(&database).unwrap();
        made.execute_batch(
            "CREATE TABLE tasks (a); CREATE TABLE users (a); INSERT INTO users VALUES (1);",
        )
        .unwrap();
        drop(made);
        let archive = packed(folder.path(), &fs::read(&database).unwrap());
        let (passcode, to) = ("a passcode".to_owned().into(), folder.path().join("to"));
        assert_eq!(unpack(&archive, &passcode, &to), Ok(()));
        fs::remove_file(&to).unwrap();
        let whole = fs::read(&archive).unwrap();
        for at in (0..whole.len()).step_by(whole.len() / 40) {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            fs::write(&archive, &changed).unwrap();
            assert!(
                unpack(&archive, &passcode, &to).is_err(),
                "byte {at} changed"
            );
            fs::write(&archive, &whole[..at]).unwrap();
            assert!(unpack(&archive, &passcode, &to).is_err(), "cut at {at}");
            assert!(!to.exists());
        }
    }
}
