//! Files that are there whole or not at all, also when the process is killed.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

/// Writes a file beside its place, makes sure that it is on the disk, and moves it there.
///
/// # Errors
///
/// What the file system says; the place then holds what it held.
pub(super) fn write(place: &Path, content: &[u8]) -> io::Result<()> {
    write_with(&mut File::options(), place, content)
}

/// The same for a file that only its owner may read.
pub(crate) fn write_private(place: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    write_with(&mut options, place, content)
}

fn write_with(options: &mut OpenOptions, place: &Path, content: &[u8]) -> io::Result<()> {
    let beside = place.with_extension("new");
    let options = options.write(true).create(true).truncate(true);
    let mut file = options.open(&beside)?;
    file.write_all(content)?;
    file.sync_all()?;
    move_to(&beside, place)
}

/// Moves a file or a folder, and makes sure that the move is on the disk.
///
/// # Errors
///
/// What the file system says, such as a folder that is there already and not empty.
pub(super) fn move_to(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    to.parent().map_or(Ok(()), sync_folder)
}

/// Makes sure that the entries of a folder are on the disk. Only Unix opens a folder for this.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
