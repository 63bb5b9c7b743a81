//! Every command a person types, as `HELP` lists them.

mod archive;
mod bench;
mod browsers;
mod build;
mod bundle_css;
mod bundle_page;
mod check;
mod conformance;
mod examine;
mod headers;
mod hosts;
mod integrity;
mod place;
mod sbom;
mod serve;
mod setup;
mod split;
mod step;
mod strict;
mod supply;
mod test;
mod tools;
mod wasm_target;

use anyhow::{Result, bail};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask serve [--port N] [--fresh]   build the app, start the sandbox portal with it, print the address
cargo xtask test [check|native|browser|e2e|hosting]   every check and test there is, or one part of it
cargo xtask setup                        install what building and testing need
cargo xtask build                        the release bundle, into dist/
cargo xtask bundle                       the archive for operators: bundle, deploy examples, checksums, SBOM
cargo xtask check                        formatting, lints, the order of the rooms, headers, licences and sources
cargo xtask headers                      deploy/headers.txt in the words of each host
cargo xtask conformance                  Esri's Python client against the sandbox, a line a call
cargo xtask bench                        both of these:
cargo xtask bench cron                   speed and size of the cron engine, beside other crates
cargo xtask bench size                   its size alone
cargo xtask bench app                    what the app takes of a browser's time, beside what it may take
cargo xtask fuzz [SECONDS]               each fuzz target of the cron engine, for a minute or so many seconds
cargo xtask coverage                     which lines of the cron engine its tests reach
cargo xtask mutants [FILE]               small changes to the cron engine, which its tests must notice
cargo xtask shots DIR                    pictures of every page, into a folder
";

fn main() -> ExitCode {
    let outcome = if split::is_stand_in() {
        split::stand_in()
    } else {
        command()
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n\x1b[31m{error:#}\x1b[0m");
            ExitCode::FAILURE
        }
    }
}

fn command() -> Result<()> {
    std::env::set_current_dir(place::root())?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match *words.as_slice() {
        ["serve", ref options @ ..] => serve::serve(options),
        ["test", ref parts @ ..] => test::test(parts),
        ["setup"] => setup::everything(),
        ["build"] => setup::for_building().and_then(|()| build::build()),
        ["bundle"] => setup::for_building().and_then(|()| archive::archive()),
        ["conformance"] => conformance::conformance(),
        ["bench"] => bench::cron().and_then(|()| test::bench()),
        ["bench", "cron"] => bench::cron(),
        ["bench", "app"] => test::bench(),
        ["bench", "size"] => bench::size(),
        ["fuzz"] => examine::fuzz(60),
        ["fuzz", seconds] => examine::fuzz(seconds.parse()?),
        ["coverage"] => examine::coverage(),
        ["mutants"] => examine::mutants(None),
        ["mutants", file] => examine::mutants(Some(file)),
        ["headers"] => headers::write(),
        ["check"] => setup::for_checking().and_then(|()| check::check()),
        ["shots", folder] => test::shots(folder),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => bail!("There is no such command.\n\n{HELP}"),
    }
}
