import { endSessionsAt, expect, fillSchedule, open, row, test } from "../support/fixtures.ts";
import { hold } from "../support/hold.ts";
import type { Sandbox } from "../support/sandbox.ts";
import type { Page } from "@playwright/test";

const BUTTON = { name: "Sign in with ArcGIS Enterprise" };

test.beforeEach(async ({ context }) => {
  await context.route("**/config.json", (route) => route.fulfill({ json: { clientId: "portaltasks", idleMinutes: 120 } }));
});

/** Signs in on the portal's own page. */
async function allow(page: Page, username = "siteadmin", password = "sandbox.admin1"): Promise<void> {
  const button = page.getByRole("button", { name: "Sign in and allow" });
  // The app's own form has the same fields.
  await expect(button).toBeVisible();
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password").fill(password);
  await button.click();
}

async function openByOAuth(page: Page, portal: Sandbox, path = ""): Promise<void> {
  await page.goto(portal.app + path);
  await page.getByRole("button", BUTTON).click();
  await allow(page);
  await expect(page.getByRole("navigation", { name: "Places" })).toBeVisible();
}

const kept = (page: Page) => page.evaluate(() => ({ ...sessionStorage }) as Record<string, string>);

test("signing in on the portal’s page leads back to the page that was asked for, and the address keeps nothing", async ({ page, portal }) => {
  await openByOAuth(page, portal, "tasks?q=schedule2");
  expect(page.url()).toBe(`${portal.app}tasks?q=schedule2`);
  await expect(row(page, "schedule2")).toBeVisible();
  const storage = await kept(page);
  expect(Object.keys(storage)).toEqual(["portal-tasks.session"]);
  expect(Object.keys(JSON.parse(storage["portal-tasks.session"])).join()).not.toContain("refresh");
  await page.reload();
  await expect(row(page, "schedule2")).toBeVisible();
});

test("nothing moves under a press when the button for the portal’s page has been fetched", async ({ page, portal }) => {
  const letGo = await hold(page, /split_oauth/);
  await page.goto(portal.app);
  await expect(page.getByRole("heading", { name: "Sandbox Portal" })).toBeVisible();
  const button = page.getByRole("button", { name: "Sign in", exact: true });
  const before = await button.boundingBox();
  await letGo();
  await expect(page.getByRole("button", BUTTON)).toBeVisible();
  expect(await button.boundingBox()).toEqual(before);
});

test("a sign-in is asked for with a challenge, a state and eight hours, new ones each time", async ({ page, portal }) => {
  const isSecret = /^[A-Za-z0-9_-]{43}$/;
  const seen = new Set<string>();
  const note = (secret: string | null) => {
    expect(secret).toMatch(isSecret);
    expect(seen).not.toContain(secret);
    seen.add(secret!);
  };
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await page.goto(portal.app);
    const asked = page.waitForRequest("**/oauth2/authorize?*");
    await page.getByRole("button", BUTTON).click();
    const query = new URL((await asked).url()).searchParams;
    expect(Object.fromEntries(query)).toMatchObject({
      client_id: "portaltasks",
      response_type: "code",
      redirect_uri: portal.app,
      expiration: "480",
      code_challenge_method: "S256",
    });
    note(query.get("state"));
    note(query.get("code_challenge"));
    const exchanged = page.waitForRequest("**/oauth2/token");
    await allow(page);
    note(new URLSearchParams((await exchanged).postData() ?? "").get("code_verifier"));
    await expect(page.getByRole("navigation", { name: "Places" })).toBeVisible();
    await page.getByRole("button", { name: "Account" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByRole("button", BUTTON)).toBeVisible();
  }
});

test("a sign-in that is cancelled is said, and may be begun again", async ({ page, portal }) => {
  await page.goto(`${portal.app}tasks/new`);
  await page.getByRole("button", BUTTON).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("alert")).toContainText("The sign-in was cancelled on the portal’s page.");
  expect(page.url()).toBe(`${portal.app}tasks/new`);
  await page.getByRole("button", BUTTON).click();
  await allow(page);
  await expect(page.getByRole("heading", { name: "New schedule" })).toBeVisible();
});

test("an answer that was not asked for is not accepted, and the form is there instead", async ({ page, portal }) => {
  let exchanged = 0;
  page.on("request", (request) => (exchanged += request.url().includes("oauth2/token") ? 1 : 0));
  await page.goto(`${portal.app}?code=planted&state=planted`);
  await expect(page.getByRole("alert")).toContainText("was not begun in this tab");
  expect(page.url()).toBe(portal.app);
  expect(exchanged).toBe(0);
  await page.getByLabel("Username").fill("siteadmin");
  await page.getByLabel("Password").fill("sandbox.admin1");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(row(page, "schedule2")).toBeVisible();
});

test("an answer with another state is not accepted, and what it was checked with is gone", async ({ page, portal }) => {
  await page.goto(portal.app);
  await page.evaluate(() =>
    sessionStorage.setItem("portal-tasks.sign-in", JSON.stringify({ state: "mine", verifier: "v", page: "/" })),
  );
  await page.goto(`${portal.app}?code=planted&state=other`);
  await expect(page.getByRole("alert")).toContainText("was not begun in this tab");
  expect(await kept(page)).toEqual({});
});

test("a code that is over is said in the portal’s words", async ({ page, portal }) => {
  const over = { code: 400, error: "invalid_request", error_description: "Invalid code", message: "Invalid code", details: [] };
  await page.route("**/oauth2/token", (route) => route.fulfill({ json: { error: over } }));
  await page.goto(portal.app);
  await page.getByRole("button", BUTTON).click();
  await allow(page);
  await expect(page.getByRole("alert")).toContainText("The portal did not accept the sign-in: “Invalid code”");
  await expect(page.getByRole("button", BUTTON)).toBeVisible();
});

test("a token is renewed five minutes early without asking anybody", async ({ page, portal }) => {
  await openByOAuth(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
  const renewed = page.waitForRequest((request) => (request.postData() ?? "").includes("grant_type=refresh_token"));
  await portal.pass(26 * 60);
  await page.getByRole("button", { name: "Refresh" }).click();
  await renewed;
  await portal.pass(10 * 60);
  const answered = page.waitForResponse("**/system/tasks?*");
  await page.getByRole("button", { name: "Refresh" }).click();
  await answered;
  await expect(row(page, "schedule2")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("alert").filter({ hasText: "Your session ends" })).toHaveCount(0);
});

test("a token that the portal takes no longer is renewed without asking anybody", async ({ page, portal }) => {
  await openByOAuth(page, portal);
  await portal.fault("invalid-token", { path: "/enable", calls: 1 });
  const renewed = page.waitForRequest((request) => (request.postData() ?? "").includes("grant_type=refresh_token"));
  await row(page, "schedule2").getByRole("switch").click();
  await renewed;
  await expect(page.getByText("“schedule2” was enabled.")).toBeVisible();
  await expect(row(page, "schedule2").getByRole("switch")).toBeChecked();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await portal.fault("invalid-token", { path: "/disable", calls: 1 });
  await row(page, "schedule2").getByRole("switch").click();
  // Twice within a minute: the portal does not mean the token.
  await expect(page.getByRole("dialog", { name: "Your session has ended" })).toBeVisible();
});

test.describe("a renewal that does not come through", () => {
  test.use({ mayLog: /Failed to load resource/ });

  test("is tried again", async ({ page, portal }) => {
    await openByOAuth(page, portal);
    await expect(row(page, "schedule2")).toBeVisible();
    let tries = 0;
    await page.route("**/oauth2/token", (route) => ((tries += 1) < 3 ? route.abort() : route.continue()));
    await portal.pass(26 * 60);
    for (let before = 0; before < 3; before += 1) {
      await page.getByRole("button", { name: "Refresh" }).click();
      await expect.poll(() => tries).toBe(before + 1);
      await portal.pass(21);
    }
    await portal.pass(10 * 60);
    await portal.create("Made meanwhile");
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(row(page, "Made meanwhile")).toBeVisible();
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });

  test("because the portal is out of reach leaves a session that ends with its token, announced", async ({ page, portal }) => {
    await openByOAuth(page, portal);
    await expect(row(page, "schedule2")).toBeVisible();
    let tries = 0;
    await page.route("**/oauth2/token", (route) => {
      tries += 1;
      return route.abort();
    });
    await portal.pass(29 * 60 + 10);
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect.poll(() => tries).toBe(1);
    await expect(page.getByRole("alert").filter({ hasText: "Your session ends within a minute." })).toBeVisible();
  });

  test("because the portal refuses it leaves a session that ends with its token, announced", async ({ page, portal }) => {
    await openByOAuth(page, portal);
    await expect(row(page, "schedule2")).toBeVisible();
    const over = { code: 498, error: "invalid_request", error_description: "refresh_token expired", message: "refresh_token expired" };
    let tries = 0;
    await page.route("**/oauth2/token", (route) => {
      tries += 1;
      return route.fulfill({ json: { error: over } });
    });
    await portal.pass(26 * 60);
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect.poll(() => tries).toBe(1);
    await portal.pass(3 * 60 + 10);
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Your session ends within a minute." })).toBeVisible();
    expect(tries).toBe(1);
  });
});

test("a token that comes after signing out is given back", async ({ page, portal }) => {
  await openByOAuth(page, portal, "tasks/new");
  await fillSchedule(page, "Never");
  await endSessionsAt(page, portal, "**/createTask");
  await page.getByRole("button", { name: "Create schedule" }).click();
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(dialog).toBeVisible();
  const letGo = await hold(page, "**/oauth2/token");
  const exchanged = page.waitForRequest("**/oauth2/token");
  const opened = page.waitForEvent("popup");
  await dialog.getByRole("button", BUTTON).click();
  await allow(await opened);
  await exchanged;
  await dialog.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByLabel("Username")).toBeVisible();
  const revoked = page.waitForResponse("**/oauth2/revokeToken");
  await letGo();
  await revoked;
  await expect(page.getByLabel("Username")).toBeVisible();
  expect(await kept(page)).toEqual({});
});

test("signing out takes the token back from the portal", async ({ page, portal }) => {
  await openByOAuth(page, portal);
  const { token } = JSON.parse((await kept(page))["portal-tasks.session"]);
  const revoked = page.waitForResponse("**/oauth2/revokeToken");
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await revoked;
  const answer = await fetch(`${portal.url}admin/system/tasks?f=json`, { headers: { Authorization: `Bearer ${token}` } });
  expect((await answer.json()).error.code).toBe(498);
});

test("a session that ends under a form goes on after a sign-in in a window of its own", async ({ page, portal }) => {
  await openByOAuth(page, portal, "tasks/new");
  await fillSchedule(page, "Kept");
  await endSessionsAt(page, portal, "**/createTask");
  await page.getByRole("button", { name: "Create schedule" }).click();
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  const opened = page.waitForEvent("popup");
  await dialog.getByRole("button", BUTTON).click();
  const popup = await opened;
  await allow(popup);
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("heading", { name: "Kept" })).toBeVisible();
  await expect.poll(() => popup.isClosed()).toBe(true);
  expect((await portal.tasks()).filter((task) => task.taskTitle === "Kept")).toHaveLength(1);
});

test("somebody else’s sign-in in that window is not taken for this page", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await fillSchedule(page, "Mine");
  await endSessionsAt(page, portal, "**/createTask");
  await page.getByRole("button", { name: "Create schedule" }).click();
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  const opened = page.waitForEvent("popup");
  await dialog.getByRole("button", BUTTON).click();
  await allow(await opened, "publisher", "sandbox.publisher1");
  await expect(dialog.getByRole("alert")).toContainText("publisher has signed in, but this page is siteadmin’s.");
  await expect(page.getByLabel("Title")).toHaveValue("Mine");
});
