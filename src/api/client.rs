//! The portal, on behalf of somebody who is signed in.

use super::arriving::{Arriving, Row};
use super::decode::{self, Reply};
use super::paging::Next;
use super::request::Method;
use super::runs::OneRun;
use super::send::{now_ms, send};
use super::tasks::{self, Operation};
use super::{ApiError, ApiRequest, Key, Portal, Token, oauth, portal, runs, sign_in, update};
use crate::draft::{Edit, NewTask};
use crate::findings::passcodes::Comparison;
use crate::runs::{Run, RunEdit, RunId};
use crate::task::{Listed, Task, TaskId};
use quartz_cron::Timestamp;

/// More pages than any portal has: a list that never ends is cut here.
const MOST_PAGES: usize = 1000;

/// What can be asked without being signed in.
impl Portal {
    async fn exchange(&self, request: ApiRequest) -> Result<Reply, ApiError> {
        self.exchange_hearing(request, &mut |_| {}).await
    }

    /// The same; `hear` gets the body as far as it has arrived, an empty one first.
    async fn exchange_hearing(
        &self,
        request: ApiRequest,
        hear: &mut dyn FnMut(&str),
    ) -> Result<Reply, ApiError> {
        let reply = send(request, hear).await?;
        self.hear(&reply);
        Ok(reply)
    }

    /// What the portal is called.
    pub async fn about(&self) -> Result<portal::About, ApiError> {
        portal::decode(&self.exchange(portal::request(self)).await?)
    }

    /// Opens a session. `origin` is this page's: the token is bound to it.
    pub async fn sign_in(
        &self,
        credentials: &sign_in::Credentials,
        origin: &str,
    ) -> Result<sign_in::Grant, sign_in::Refusal> {
        let request = sign_in::request(self, credentials, origin);
        let reply = self.exchange(request).await?;
        sign_in::decode(&reply, &credentials.username)
    }
}

/// Signed in anew, and refused again. What was to be read is asked for anyway once somebody is signed in;
/// that something was not done must be told.
fn refused_twice(method: Method) -> ApiError {
    match method {
        Method::Get => ApiError::SessionEnded,
        Method::Post => ApiError::TokenRefused,
    }
}

fn now(portal: &Portal) -> Timestamp {
    Timestamp::from_secs((now_ms() + portal.ahead_ms()).div_euclid(1000))
}

/// OAuth, for an app that is registered under `client_id`.
impl Portal {
    /// A token for the code that the portal's page sent back.
    pub async fn exchange_code(
        &self,
        client_id: &str,
        redirect_uri: &str,
        code: &str,
        verifier: &str,
    ) -> Result<sign_in::Grant, ApiError> {
        let request = oauth::exchange(self, client_id, redirect_uri, code, verifier);
        let reply = self.exchange(request).await?;
        oauth::decode(&reply, now(self), None)
    }

    /// Another token in the place of one that is about to end.
    pub async fn renew(
        &self,
        client_id: &str,
        refresh: &oauth::Refresh,
    ) -> Result<sign_in::Grant, ApiError> {
        let reply = self
            .exchange(oauth::renew(self, client_id, refresh))
            .await?;
        oauth::decode(&reply, now(self), Some(refresh.clone()))
    }

    /// Takes a token back.
    pub async fn revoke(&self, client_id: &str, token: &Token) -> Result<(), ApiError> {
        let reply = self.exchange(oauth::revoke(self, client_id, token)).await?;
        decode::operation(&reply).map(|_| ())
    }
}

/// A portal and a session's token. Only a session hands one out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    portal: Portal,
    key: Key,
}

/// The whole list, and whether the portal showed all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskList {
    pub tasks: Vec<Listed>,
    /// False when the portal said that there is more and would not show it.
    pub is_complete: bool,
}

/// Every run of a task that could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunList {
    pub runs: Vec<Run>,
    /// How many more there are that could not be read.
    pub unreadable: usize,
    /// False when the portal said that there is more and would not show it.
    pub is_complete: bool,
}

impl Client {
    /// From a portal and the key that holds the session's token.
    pub fn new(portal: Portal, key: Key) -> Self {
        Self { portal, key }
    }

    /// The one holder of the session's token: clones of this client share it.
    pub fn key(&self) -> &Key {
        &self.key
    }

    pub(super) fn portal(&self) -> &Portal {
        &self.portal
    }

    /// Asks in the session's name. A portal that does not take its token has done nothing: the same is
    /// asked once more when somebody has signed in again. Every other failure is handed on, since what
    /// was asked may have been done.
    pub(super) async fn ask(&self, request: ApiRequest) -> Result<Reply, ApiError> {
        self.ask_hearing(request, &mut |_| {}).await
    }

    /// The same; `hear` gets the body as far as it has arrived, an empty one first.
    async fn ask_hearing(
        &self,
        request: ApiRequest,
        hear: &mut dyn FnMut(&str),
    ) -> Result<Reply, ApiError> {
        for _ in 0..2 {
            let token = self.key.token().await.ok_or(ApiError::SessionEnded)?;
            if let Some(reply) = self.ask_once(token, request.clone(), hear).await? {
                return Ok(reply);
            }
        }
        Err(refused_twice(request.method))
    }

    /// None where the portal did not take the token: somebody is asked to sign in.
    async fn ask_once(
        &self,
        token: Token,
        request: ApiRequest,
        hear: &mut dyn FnMut(&str),
    ) -> Result<Option<Reply>, ApiError> {
        let method = request.method;
        let signed = request.signed(&token);
        let reply = self.portal.exchange_hearing(signed, hear).await;
        // What comes after signing out is not for whoever signs in next.
        if self.key.is_closed() {
            return Err(ApiError::SessionEnded);
        }
        let reply = reply?;
        if decode::ends_session(method, &reply) {
            self.key.refuse(&token);
            return Ok(None);
        }
        Ok(Some(reply))
    }

    /// Who is signed in, and where.
    pub async fn about(&self) -> Result<portal::About, ApiError> {
        portal::decode(&self.ask(portal::request(&self.portal)).await?)
    }

    /// Every row of a list, page by page, and whether the portal showed all of it: false when it said
    /// that there is more and would not show it.
    async fn all<T: Row>(
        &self,
        request: impl Fn(i64) -> ApiRequest,
    ) -> Result<(Vec<T>, bool), ApiError> {
        let mut rows = Vec::new();
        let mut start = 0;
        for _ in 0..MOST_PAGES {
            let mut list = Arriving::<T>::default();
            let mut hear = |body: &str| list.hear(body);
            let reply = self.ask_hearing(request(start), &mut hear).await?;
            let page = list.page(&reply, start)?;
            rows.extend(page.rows);
            match page.next {
                Next::At(next) => start = next,
                Next::Stuck => return Ok((rows, false)),
                Next::End => return Ok((rows, true)),
            }
        }
        Ok((rows, false))
    }

    /// Every task.
    pub async fn tasks(&self) -> Result<TaskList, ApiError> {
        let request = |start| tasks::list(&self.portal, start);
        let (tasks, is_complete) = self.all(request).await?;
        Ok(TaskList { tasks, is_complete })
    }

    /// Which tasks share a passcode. The list is asked for once more, and nothing of it is kept; `key` is
    /// random and for this comparison alone.
    pub async fn shared_passcodes(&self, key: [u8; 16]) -> Result<Vec<Vec<TaskId>>, ApiError> {
        let mut comparison = Comparison::new(key);
        let mut start = 0;
        for _ in 0..MOST_PAGES {
            let reply = self.ask(tasks::list(&self.portal, start)).await?;
            match tasks::compare_passcodes(&reply, start, &mut comparison)? {
                Next::At(next) => start = next,
                Next::Stuck | Next::End => break,
            }
        }
        Ok(comparison.groups())
    }

    /// Every run of a task.
    pub async fn runs(&self, task: &TaskId) -> Result<RunList, ApiError> {
        let request = |start| runs::list(&self.portal, task, start);
        let (rows, is_complete) = self.all::<Option<Run>>(request).await?;
        let all = rows.len();
        let runs: Vec<Run> = rows.into_iter().flatten().collect();
        Ok(RunList {
            unreadable: all - runs.len(),
            runs,
            is_complete,
        })
    }

    /// One run as the portal holds it now.
    pub async fn run(&self, task: &TaskId, run: &RunId) -> Result<OneRun, ApiError> {
        runs::decode_one(&self.ask(runs::one(&self.portal, task, run)).await?)
    }

    /// Writes another state and message into the record of a run.
    pub async fn edit_run(
        &self,
        task: &TaskId,
        run: &RunId,
        edit: &RunEdit,
    ) -> Result<(), ApiError> {
        let reply = self.ask(runs::edit(&self.portal, task, run, edit)).await?;
        decode::operation(&reply).map(|_| ())
    }

    /// Deletes the record of a run.
    pub async fn delete_run(&self, task: &TaskId, run: &RunId) -> Result<(), ApiError> {
        let reply = self.ask(runs::delete(&self.portal, task, run)).await?;
        decode::operation(&reply).map(|_| ())
    }

    /// One task as the portal holds it now.
    pub async fn task(&self, id: &TaskId) -> Result<Listed, ApiError> {
        tasks::decode_one(&self.ask(tasks::one(&self.portal, id)).await?)
    }

    /// Makes a schedule. The identifier is missing where the portal does not tell it.
    pub async fn create(&self, task: &NewTask) -> Result<Option<TaskId>, ApiError> {
        let request = tasks::create(&self.portal, task, None);
        tasks::decode_created(&self.ask(request).await?)
    }

    /// The same, with everything that another one has and this page does not know.
    pub async fn create_like(
        &self,
        task: &NewTask,
        like: &Task,
    ) -> Result<Option<TaskId>, ApiError> {
        let request = tasks::create(&self.portal, task, Some(like));
        tasks::decode_created(&self.ask(request).await?)
    }

    /// Puts an edit in the place of a task that was just read. It is not repeated after a new sign-in, which
    /// may come hours later: [`ApiError::SessionEnded`] says to read the task again first.
    pub async fn update(&self, before: &Task, edit: &Edit) -> Result<(), ApiError> {
        let request = update::update(&self.portal, before, edit);
        let token = self.key.peek().ok_or(ApiError::SessionEnded)?;
        let reply = self.ask_once(token, request, &mut |_| {}).await?;
        decode::operation(&reply.ok_or(ApiError::SessionEnded)?).map(|_| ())
    }

    /// Enables, disables or deletes a task.
    pub async fn operate(&self, id: &TaskId, operation: Operation) -> Result<(), ApiError> {
        let reply = self
            .ask(tasks::operate(&self.portal, id, operation))
            .await?;
        decode::operation(&reply).map(|_| ())
    }
}
