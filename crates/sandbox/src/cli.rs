//! The command line.

use clap::Parser;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

/// A portal in a box, for trying Portal Tasks.
#[derive(Debug, Parser)]
#[command(name = "portal-sandbox", version)]
pub struct Cli {
    /// Where to listen; port 0 takes a free one. This machine only.
    #[arg(long, default_value = "127.0.0.1:7080", value_parser = loopback)]
    pub listen: SocketAddr,
    /// The portal's context: the first part of every path.
    #[arg(long, default_value = "gis", value_parser = context)]
    pub context: String,
    /// The folder of the portal's database; made when it is missing.
    #[arg(long)]
    pub data: PathBuf,
    /// The folder of the app's bundle, served at /<context>/apps/tasks/.
    #[arg(long)]
    pub app: Option<PathBuf>,
    /// What a new database holds: documented, tasks (the same without backups), empty, large:N with N tasks, or runs:N with N runs of one task.
    #[arg(long, default_value = "documented")]
    pub seed: Seed,
    /// What the portal's clock shows at the start, such as 2026-10-23T14:02:00Z.
    #[arg(long)]
    pub now: Option<jiff::Timestamp>,
    /// How many seconds of the portal pass in one of ours.
    #[arg(long, default_value_t = 1.0, value_parser = speed)]
    pub speed: f64,
    /// Serve HTTPS, with a certificate that is made at the first start and kept in the data folder.
    #[arg(long)]
    pub tls: bool,
    /// Where a sign-in with OAuth may lead back to, besides the portal's own apps; may be given again.
    #[arg(long = "redirect-uri", value_name = "URI")]
    pub redirect_uris: Vec<String>,
    /// How many seconds of the portal each of the five stages of a backup or a restore lasts at least.
    #[arg(long, default_value = "2", value_parser = pace)]
    pub pace: Duration,
}

/// What a new database holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seed {
    /// The four tasks of Esri's documentation, and a few backups.
    Documented,
    /// The same four tasks, and no backup.
    Tasks,
    Empty,
    /// So many tasks, always the same ones.
    Large(u32),
    /// The documented tasks, of which `gpCleanerTask` has run so often, every hour up to now.
    Runs(u32),
}

impl FromStr for Seed {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (kind, number) = text.split_once(':').unwrap_or((text, ""));
        match (kind, number, number.parse()) {
            ("documented", "", _) => Ok(Self::Documented),
            ("tasks", "", _) => Ok(Self::Tasks),
            ("empty", "", _) => Ok(Self::Empty),
            ("large", _, Ok(n @ 1..=1_000_000)) => Ok(Self::Large(n)),
            // More hours than these would begin before 1970.
            ("runs", _, Ok(n @ 1..=400_000)) => Ok(Self::Runs(n)),
            _ => Err(
                "use documented, tasks, empty, large:N with N from 1 to 1000000, or runs:N with N from 1 to 400000"
                    .to_owned(),
            ),
        }
    }
}

fn loopback(text: &str) -> Result<SocketAddr, String> {
    let address: SocketAddr = text
        .parse()
        .map_err(|_| "use an address and a port, such as 127.0.0.1:7080")?;
    if address.ip().is_loopback() {
        Ok(address)
    } else {
        Err("the sandbox has known passwords and listens on this machine only: use 127.0.0.1 or [::1]".to_owned())
    }
}

fn pace(text: &str) -> Result<Duration, String> {
    let seconds = text
        .parse()
        .ok()
        .filter(|seconds| (0.0..=3600.0).contains(seconds));
    seconds
        .map(Duration::from_secs_f64)
        .ok_or_else(|| "use a number of seconds from 0 to 3600".to_owned())
}

fn context(text: &str) -> Result<String, String> {
    let is_segment = !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    match text {
        "sandbox" => {
            Err("/sandbox/ is the control page of the sandbox: take another context".to_owned())
        }
        _ if is_segment => Ok(text.to_owned()),
        _ => Err("a context is one part of a path: letters, digits, - and _".to_owned()),
    }
}

fn speed(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(speed) if (0.0..=10_000_000.0).contains(&speed) => Ok(speed),
        _ => Err("use a number from 0 (the clock stands) to 10000000".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    fn parse(arguments: &[&str]) -> Result<Cli, String> {
        let all = ["portal-sandbox", "--data", "x"].iter().chain(arguments);
        Cli::try_parse_from(all).map_err(|e| e.to_string())
    }

    #[test]
    fn every_option_is_documented() {
        let documented = include_str!("../../../docs/sandbox-differences.md");
        for option in Cli::command().get_arguments() {
            let row = format!("| `--{}", option.get_long().unwrap());
            assert!(documented.contains(&row), "{row}");
        }
    }

    #[test]
    fn only_this_machine_may_listen() {
        let error = parse(&["--listen", "0.0.0.0:7080"]).unwrap_err();
        assert!(error.contains("this machine only"), "{error}");
        assert!(parse(&["--listen", "[::1]:0"]).is_ok());
    }

    #[test]
    fn seeds_are_read_or_explained() {
        assert_eq!(
            parse(&["--seed", "large:10000"]).unwrap().seed,
            Seed::Large(10_000)
        );
        assert_eq!(parse(&["--seed", "runs:7"]).unwrap().seed, Seed::Runs(7));
        assert!(parse(&["--seed", "large:0"]).is_err());
        assert!(parse(&["--seed", "runs:400001"]).is_err());
        assert!(
            parse(&["--seed", "huge"])
                .unwrap_err()
                .contains("documented, tasks, empty, large:N")
        );
    }

    #[test]
    fn a_context_is_one_segment() {
        assert!(parse(&["--context", "a/b"]).is_err());
        assert!(parse(&["--context", "sandbox"]).is_err());
        assert!(parse(&["--context", "portal"]).is_ok());
    }
}
