//! The portal, on behalf of somebody who is signed in.

use super::decode::Reply;
use super::send::send;
use super::tasks::{self, Next, Operation};
use super::{ApiError, ApiRequest, Portal, Token, portal, sign_in};
use crate::draft::NewTask;
use crate::task::{Listed, TaskId};

/// More pages than any portal has: a list that never ends is cut here.
const MOST_PAGES: usize = 1000;

/// What can be asked without being signed in.
impl Portal {
    async fn exchange(&self, request: ApiRequest) -> Result<Reply, ApiError> {
        let reply = send(request).await?;
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

/// A portal and a token. Only a session hands one out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    portal: Portal,
    token: Token,
}

/// The whole list, and whether the portal showed all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskList {
    pub tasks: Vec<Listed>,
    /// False when the portal said that there is more and would not show it.
    pub is_complete: bool,
}

impl Client {
    pub fn new(portal: Portal, token: Token) -> Self {
        Self { portal, token }
    }

    pub(super) fn portal(&self) -> &Portal {
        &self.portal
    }

    pub(super) async fn ask(&self, request: ApiRequest) -> Result<Reply, ApiError> {
        self.portal.exchange(request.signed(&self.token)).await
    }

    /// Who is signed in, and where.
    pub async fn about(&self) -> Result<portal::About, ApiError> {
        portal::decode(&self.ask(portal::request(&self.portal)).await?)
    }

    /// Every task, page by page.
    pub async fn tasks(&self) -> Result<TaskList, ApiError> {
        let mut list = TaskList {
            tasks: Vec::new(),
            is_complete: false,
        };
        let mut start = 0;
        for _ in 0..MOST_PAGES {
            let reply = self.ask(tasks::list(&self.portal, start)).await?;
            let page = tasks::decode_page(&reply, start)?;
            list.tasks.extend(page.tasks);
            match page.next {
                Next::At(next) => start = next,
                Next::Stuck => return Ok(list),
                Next::End => {
                    list.is_complete = true;
                    return Ok(list);
                }
            }
        }
        Ok(list)
    }

    /// One task as the portal holds it now.
    pub async fn task(&self, id: &TaskId) -> Result<Listed, ApiError> {
        tasks::decode_one(&self.ask(tasks::one(&self.portal, id)).await?)
    }

    /// Makes a schedule. The identifier is missing where the portal does not tell it.
    pub async fn create(&self, task: &NewTask) -> Result<Option<TaskId>, ApiError> {
        tasks::decode_created(&self.ask(tasks::create(&self.portal, task)).await?)
    }

    /// Enables, disables or deletes a task.
    pub async fn operate(&self, id: &TaskId, operation: Operation) -> Result<(), ApiError> {
        let reply = self
            .ask(tasks::operate(&self.portal, id, operation))
            .await?;
        super::decode::operation(&reply).map(|_| ())
    }
}
