//! Esri's Python client as the referee of the sandbox.
//!
//! The client has a licence of its own: it is installed into a virtual environment beside the other
//! tools, as an external program that nothing here depends on.

use crate::step::{apt_install, output, run};
use crate::{place, serve};
use anyhow::{Context as _, Result, bail, ensure};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

const CLIENT: &str = "arcgis==2.4.4";

/// What the client needs to connect and to speak with an administrator's API. What it declares besides
/// is for maps and analyses, ten times as much.
const NEEDS: [&str; 27] = [
    "annotated-types==0.8.0",
    "cachetools==8.0.1",
    "certifi==2026.10.18",
    "cffi==2.1.1",
    "charset-normalizer==3.5.2",
    "cryptography==50.0.2",
    "geomet==1.1.0",
    "idna==3.20",
    "lxml==6.1.3",
    "numpy==2.4.6",
    "oauthlib==4.0.1",
    "packaging==26.3",
    "pandas==3.1.1",
    "puremagic==1.30",
    "pycparser==3.12",
    "pydantic==2.14.3",
    "pydantic_core==2.50.4",
    "python-dateutil==4.0.0",
    "requests==2.34.2",
    "requests-oauthlib==2.0.0",
    "requests-toolbelt==1.0.0",
    "six==1.17.0",
    "truststore==0.10.5",
    "typing-inspection==0.4.5",
    "typing_extensions==4.16.0",
    "ujson==6.1.0",
    "urllib3==2.8.0",
];

/// Lets the client make every call that it can against a sandbox of its own; an error when one fails.
pub(crate) fn conformance() -> Result<()> {
    let python = python()?;
    let sandbox = serve::sandbox()?;
    let data = place::target().join("conformance");
    if data.exists() {
        std::fs::remove_dir_all(&data)?;
    }
    let portal = Portal::start(&sandbox, &data)?;
    let script = place::root().join("crates/sandbox/tests/conformance.py");
    run(
        "Esri's Python client against the sandbox",
        "half a minute",
        Command::new(python).arg(script).arg(&portal.url),
    )
}

/// The interpreter of a virtual environment that has the client.
fn python() -> Result<PathBuf> {
    let folder = place::tools().join(CLIENT.replace("==", "-"));
    let python = folder.join("bin/python");
    let is_whole = || output(Command::new(&python).args(["-c", "import arcgis.gis.kubernetes"]));
    if is_whole().is_some() {
        return Ok(python);
    }
    let system = system_python()?;
    run(
        "Making a virtual environment for Esri's Python client",
        "a few seconds",
        Command::new(system)
            .args(["-m", "venv", "--clear"])
            .arg(&folder),
    )?;
    run(
        "Installing Esri's Python client, which has its own licence",
        "about a minute",
        Command::new(&python)
            .args(["-m", "pip", "install", "--quiet", "--no-deps", CLIENT])
            .args(NEEDS),
    )?;
    ensure!(
        is_whole().is_some(),
        "Esri's Python client is installed and cannot be imported: {} -c 'import arcgis.gis.kubernetes' tells why",
        python.display()
    );
    Ok(python)
}

/// The client runs on Python 3.11 to 3.14.
fn system_python() -> Result<&'static str> {
    const FITS: &str = "import sys, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 15))";
    let fits = |name: &&str| output(Command::new(name).args(["-c", FITS])).is_some();
    let names = ["python3", "python3.13", "python3.12", "python3.11"];
    if let Some(name) = names.into_iter().find(fits) {
        return Ok(name);
    }
    apt_install("Python 3.11 or newer", &["python3", "python3-venv"])?;
    ensure!(
        fits(&names[0]),
        "Esri's Python client needs Python 3.11 to 3.14, with venv"
    );
    Ok(names[0])
}

/// A sandbox of its own; it ends with this.
struct Portal {
    process: Child,
    url: String,
}

impl Portal {
    fn start(sandbox: &Path, data: &Path) -> Result<Self> {
        let mut process = Command::new(sandbox)
            .args(["--tls", "--context", "gis", "--listen", "127.0.0.1:0"])
            .args(["--pace", "0.05", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .spawn()
            .context("the sandbox cannot be started")?;
        let mut line = String::new();
        if let Some(told) = process.stdout.take() {
            BufReader::new(told).read_line(&mut line)?;
        }
        let mut portal = Self {
            process,
            url: String::new(),
        };
        match line.trim().strip_prefix("listening on ") {
            Some(url) => portal.url = url.trim_end_matches('/').to_owned(),
            None => bail!("the sandbox did not start; why stands above"),
        }
        Ok(portal)
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
