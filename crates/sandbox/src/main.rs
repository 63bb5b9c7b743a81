//! Starts the sandbox portal.

use anyhow::{Context as _, Result};
use clap::Parser as _;
use sandbox::app_files::AppFiles;
use sandbox::cli::Cli;
use sandbox::clock::Clock;
use sandbox::recovery::Recovery;
use sandbox::store::Store;
use sandbox::{Portal, data_folder, recovery, router, scheduler, seed, tls};
use std::io::Write as _;
use std::net::TcpListener;
use std::sync::Arc;

#[tokio::main]
async fn main() -> Result<()> {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .init();
    let cli = Cli::parse();
    let clock = Clock::new(cli.now, cli.speed);
    // It goes on when the scheduler is there: nothing is missed while the portal is put together.
    clock.hold_at(Some(clock.now_ms()));
    let _claim = data_folder::claim(&cli.data)?;
    let recovery = Recovery::open(&cli.data, cli.pace, clock.now_ms())?;
    let (store, is_new) = Store::open(&cli.data)?;
    if is_new {
        // A database with accounts is no new one: what belongs to it is there before.
        recovery::seed(&recovery, cli.seed, clock.now_ms())?;
        seed::fill(&store, cli.seed, clock.now_ms())?;
        recovery::seed_backups(&recovery, &store, cli.seed, clock.now_ms())?;
    }
    let app = cli.app.map(AppFiles::new).transpose()?;
    let mut portal = Portal::new(cli.context.clone(), store, recovery, clock, app);
    portal.is_secure = cli.tls;
    portal.redirect_uris = cli.redirect_uris;
    let portal = Arc::new(portal);
    let tls = cli.tls.then(|| tls::config(&cli.data)).transpose()?;
    let listener = TcpListener::bind(cli.listen)
        .with_context(|| format!("cannot listen on {}", cli.listen))?;
    listener.set_nonblocking(true)?;
    scheduler::start(&portal)?;
    // Tests and tools read this line to learn the port; the certificate is there by then.
    println!(
        "listening on {}://{}/{}/",
        if cli.tls { "https" } else { "http" },
        listener.local_addr()?,
        cli.context
    );
    std::io::stdout().flush()?;
    let router = router(portal);
    if let Some(config) = tls {
        return tls::serve(listener, router, config).await;
    }
    axum::serve(tokio::net::TcpListener::from_std(listener)?, router)
        .with_graceful_shutdown(async {
            let _ = tokio::signal::ctrl_c().await;
        })
        .await?;
    Ok(())
}
