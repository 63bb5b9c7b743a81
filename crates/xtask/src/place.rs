//! Where things are.

use std::path::{Path, PathBuf};

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// The build folder.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Tools are kept per user and version, so that a second checkout finds them:
/// `PORTAL_TASKS_TOOLS`, else the cache folder of the system.
pub(crate) fn tools() -> PathBuf {
    let from = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let cache = || {
        let home = from("HOME").unwrap_or_default();
        let usual = if cfg!(target_os = "macos") {
            "Library/Caches"
        } else {
            ".cache"
        };
        from("XDG_CACHE_HOME")
            .unwrap_or_else(|| home.join(usual))
            .join("portal-tasks/tools")
    };
    from("PORTAL_TASKS_TOOLS").unwrap_or_else(cache)
}
