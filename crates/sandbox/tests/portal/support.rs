//! A portal of its own for each test: a real router over a real database file, without a socket.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, header};
use http_body_util::BodyExt as _;
use jiff::Timestamp;
use sandbox::app_files::AppFiles;
use sandbox::cli::Seed;
use sandbox::clock::Clock;
use sandbox::recovery::{self, Recovery};
use sandbox::store::Store;
use sandbox::{Portal, router, scheduler, seed};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tower::ServiceExt as _;

/// What the clock of a sandbox under test shows: 2026-10-23T14:02:00Z.
pub(crate) const NOW_MS: i64 = 1_792_764_120_000;
const HOUR: Duration = Duration::from_secs(3600);
pub(crate) const REFERER: &str = "https://organization.example.com/gis/apps/tasks/";
/// The first documented task.
pub(crate) const SCHEDULE_2: &str = "5f0cdc50cf36460990bb6edfe9b60e08";

pub(crate) struct Sandbox {
    router: Router,
    portal: Arc<Portal>,
    scheduler: Option<JoinHandle<()>>,
    data: TempDir,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) status: u16,
    pub(crate) kind: String,
    pub(crate) text: String,
}

impl Told {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|e| panic!("{e}: {}", self.text))
    }

    /// The code of the refusal.
    pub(crate) fn code(&self) -> i64 {
        let body = self.json();
        body["error"]["code"]
            .as_i64()
            .unwrap_or_else(|| panic!("not a refusal: {body}"))
    }
}

/// How a sandbox under test is started.
struct Start {
    seed: Seed,
    app: Option<AppFiles>,
    now_ms: i64,
    speed: f64,
    /// How long a stage of a backup or a restore lasts.
    pace: Duration,
}

impl Start {
    /// On a clock that stands.
    fn of(seed: Seed) -> Self {
        Self {
            seed,
            app: None,
            now_ms: NOW_MS,
            speed: 0.0,
            pace: Duration::ZERO,
        }
    }
}

impl Sandbox {
    pub(crate) fn seeded(seed: Seed) -> Self {
        Self::started(Start::of(seed))
    }

    /// Its clock goes, and each stage of a backup or a restore lasts an hour.
    pub(crate) fn slow() -> Self {
        Self::started(Start {
            speed: 1.0,
            pace: HOUR,
            ..Start::of(Seed::Documented)
        })
    }

    /// A day passes in about a second.
    pub(crate) fn fast() -> Self {
        Self::started(Start {
            speed: 86_400.0,
            ..Start::of(Seed::Documented)
        })
    }

    /// With the app's bundle in a folder.
    pub(crate) fn with_app(folder: &Path) -> Self {
        Self::started(Start {
            app: Some(AppFiles::new(folder.to_owned()).unwrap()),
            ..Start::of(Seed::Empty)
        })
    }

    fn started(start: Start) -> Self {
        Self::over(tempfile::tempdir().unwrap(), start)
    }

    /// The same portal after a restart; on a clock that goes, each stage of a backup or a restore lasts an hour.
    pub(crate) fn restarted(self, speed: f64) -> Self {
        Self::over(
            self.stopped(),
            Start {
                speed,
                pace: HOUR,
                ..Start::of(Seed::Empty)
            },
        )
    }

    /// The same portal after a restart, on a clock that stands at another time.
    pub(crate) fn restarted_at(self, now_ms: i64) -> Self {
        Self::over(
            self.stopped(),
            Start {
                now_ms,
                ..Start::of(Seed::Empty)
            },
        )
    }

    fn stopped(self) -> TempDir {
        if let Some(scheduler) = &self.scheduler {
            scheduler.abort();
        }
        self.data
    }

    fn over(data: TempDir, start: Start) -> Self {
        let now = Timestamp::from_millisecond(start.now_ms).unwrap();
        let clock = Clock::new(Some(now), start.speed);
        if start.speed > 1.0 {
            // As in the program: until its schedules fire.
            clock.hold_at(Some(start.now_ms));
        }
        let recovery = Recovery::open(data.path(), start.pace, clock.now_ms()).unwrap();
        let (store, is_new) = Store::open(data.path()).unwrap();
        if is_new {
            recovery::seed(&recovery, start.seed, clock.now_ms()).unwrap();
            seed::fill(&store, start.seed, clock.now_ms()).unwrap();
        }
        let portal = Portal::new("gis".to_owned(), store, recovery, clock, start.app);
        let portal = Arc::new(portal);
        Self {
            router: router(Arc::clone(&portal)),
            portal,
            scheduler: None,
            data,
        }
    }

    /// From now on its schedules fire.
    pub(crate) fn living(mut self) -> Self {
        self.scheduler = Some(scheduler::start(&self.portal).unwrap());
        self
    }

    pub(crate) fn portal(&self) -> &Arc<Portal> {
        &self.portal
    }

    /// The data folder.
    pub(crate) fn data(&self) -> &Path {
        self.data.path()
    }

    pub(crate) fn documented() -> Self {
        Self::seeded(Seed::Documented)
    }

    pub(crate) async fn raw(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Told {
        let response = self.raw(request).await;
        let status = response.status().as_u16();
        let kind = response
            .headers()
            .get(header::CONTENT_TYPE)
            .map(|value| value.to_str().unwrap().to_owned())
            .unwrap_or_default();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Told {
            status,
            kind,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Told {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    pub(crate) async fn post(&self, path: &str, form: &[(&str, &str)]) -> Told {
        self.send(posting(path, form)).await
    }

    /// A token bound to [`REFERER`].
    pub(crate) async fn sign_in(&self, username: &str, password: &str) -> String {
        let told = self
            .post(
                "/gis/sharing/rest/generateToken",
                &[
                    ("username", username),
                    ("password", password),
                    ("client", "referer"),
                    ("referer", REFERER),
                    ("f", "json"),
                ],
            )
            .await;
        told.json()["token"]
            .as_str()
            .unwrap_or_else(|| panic!("{}", told.text))
            .to_owned()
    }

    pub(crate) async fn administrator(&self) -> String {
        self.sign_in("siteadmin", "sandbox.admin1").await
    }
}

/// An empty portal over a folder, whose clock stands.
pub(crate) fn portal_at(data: &Path, now_ms: i64) -> Arc<Portal> {
    let clock = Clock::new(Timestamp::from_millisecond(now_ms).ok(), 0.0);
    let recovery = Recovery::open(data, HOUR, now_ms).unwrap();
    let store = Store::open(data).unwrap().0;
    Arc::new(Portal::new("gis".to_owned(), store, recovery, clock, None))
}

/// A form, as every POST of the API is one.
pub(crate) fn posting(path: &str, form: &[(&str, &str)]) -> Request<Body> {
    Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(serde_urlencoded::to_string(form).unwrap()))
        .unwrap()
}

/// `parameters` of `createTask`, as documented.
pub(crate) fn parameters() -> Value {
    json!({
        "name": "myBackup",
        "passcode": "myPassword",
        "storeName": "backups",
        "metaData": {"recurring": true, "startTime": "04:00", "retention": {"type": "day", "value": 14}},
        "retentionOffset": 1_209_600_000,
    })
}

/// The documented form of `createTask`: Saturdays at four.
pub(crate) fn schedule<'a>(
    title: &'a str,
    parameters: &'a str,
    token: &'a str,
) -> Vec<(&'a str, &'a str)> {
    vec![
        ("title", title),
        ("type", "CreateBackup"),
        ("parameters", parameters),
        ("minute", "0"),
        ("hour", "4"),
        ("dayOfMonth", "?"),
        ("month", "*"),
        ("dayOfWeek", "7"),
        ("f", "json"),
        ("token", token),
    ]
}

/// A sign-in without a page to bind the token to.
pub(crate) fn credentials(password: &str) -> [(&'static str, &str); 4] {
    [
        ("username", "siteadmin"),
        ("password", password),
        ("client", "requestip"),
        ("f", "json"),
    ]
}
