import type { BrowserContext, CDPSession, Page, Request } from "@playwright/test";
import { expect, fillSchedule, GP_CLEANER, open, SCHEDULE2, test, typePasscode } from "../support/fixtures.ts";
import type { Sandbox } from "../support/sandbox.ts";

// Every fault meets every action: what is said, what is kept, and that nothing ran twice. The sandbox counts
// what it has carried out.

test.use({ options: ["--pace", "0"], mayLog: /Failed to load resource|net::ERR/ });

/** Who is there in a test. */
type World = { page: Page; context: BrowserContext; portal: Sandbox; line?: CDPSession };

type Action = {
  /** Up to the moment before it is asked for; `name` is new each time. */
  arrange(world: World, name: string): Promise<void>;
  act(page: Page): Promise<void>;
  /** It has happened. */
  succeeded(page: Page, name: string): Promise<void>;
  /** It has not, and nothing that was typed or read is lost. */
  kept(page: Page, name: string): Promise<void>;
  /** After a fault: how it is asked for once more. The same way, where nothing is said. */
  again?(page: Page, name: string): Promise<void>;
  /** The end of its path, a part of those that are struck. */
  path: string;
  /** What is read before it. */
  asksFirst?: string;
  /** What is counted, where it changes something. */
  operation?: RegExp;
  /** Where neither an answer nor what is read after it tells, nobody may ask twice: the page says where to look. */
  isAskedOnce?: true;
};

const tryAgain = (page: Page) => page.getByRole("button", { name: "Try again" }).click();

async function askToDelete(page: Page, backup: string): Promise<void> {
  // It comes above the backups and moves them.
  await expect(page.getByRole("heading", { name: "What each schedule guarantees" })).toBeVisible();
  await page.getByRole("button", { name: `More for ${backup}`, exact: true }).click();
  const row = page.getByRole("table", { name: "Backups" }).getByRole("row").filter({ hasText: backup });
  await row.getByRole("button", { name: "Delete", exact: true }).click();
}

const ACTIONS: Record<string, Action> = {
  "sign-in": {
    async arrange({ page, portal }) {
      await page.evaluate(() => sessionStorage.clear());
      await page.goto(portal.app);
      await page.getByLabel("Username").fill("siteadmin");
      await page.getByLabel("Password").fill("sandbox.admin1");
    },
    act: (page) => page.getByRole("button", { name: "Sign in" }).click(),
    succeeded: (page) => expect(page.getByRole("navigation", { name: "Places" })).toBeVisible(),
    kept: (page) => expect(page.getByLabel("Username")).toHaveValue("siteadmin"),
    async again(page) {
      await page.getByLabel("Password").fill("sandbox.admin1");
      await page.getByRole("button", { name: "Sign in" }).click();
    },
    path: "generateToken",
  },
  list: {
    async arrange({ page, portal }) {
      await page.goto(portal.app);
      await expect(page.getByText("of 4 tasks")).toBeVisible();
    },
    act: (page) => page.getByRole("button", { name: "Refresh" }).click(),
    succeeded: (page) => expect(page.getByText("You see what was so")).toBeHidden(),
    kept: (page) => expect(page.getByText("of 4 tasks")).toBeVisible(),
    again: tryAgain,
    path: "/system/tasks",
  },
  create: {
    async arrange({ page, portal }, name) {
      // What a lost answer is compared with.
      const list = page.waitForResponse("**/system/tasks?*");
      await page.goto(`${portal.app}tasks/new`);
      await list;
      await fillSchedule(page, name);
    },
    act: (page) => page.getByRole("button", { name: "Create schedule" }).click(),
    succeeded: (page, name) => expect(page.getByRole("heading", { name })).toBeVisible(),
    async kept(page, name) {
      await expect(page.getByLabel("Title")).toHaveValue(name);
      await expect(page.getByLabel("Confirm passcode")).toHaveValue("correct-horse-map");
    },
    path: "/createTask",
    operation: /createTask$/,
  },
  edit: {
    async arrange({ page, portal }, name) {
      await page.goto(`${portal.app}tasks/${SCHEDULE2}/edit`);
      await page.getByLabel("Title").fill(name);
      await typePasscode(page);
    },
    act: (page) => page.getByRole("button", { name: "Save changes" }).click(),
    succeeded: (page, name) => expect(page.getByRole("heading", { name })).toBeVisible(),
    async kept(page, name) {
      await expect(page.getByLabel("Title")).toHaveValue(name);
      await expect(page.getByLabel("Confirm passcode")).toHaveValue("correct-horse-map");
    },
    path: "/update",
    asksFirst: SCHEDULE2,
    operation: /tasks\/\w+\/update$/,
  },
  enable: {
    async arrange({ page, portal }) {
      const { active } = await portal.task(SCHEDULE2);
      if (active) await portal.operate(`system/tasks/${SCHEDULE2}/disable`);
      await page.goto(`${portal.app}tasks/${SCHEDULE2}`);
      await expect(page.getByText("Paused", { exact: true })).toBeVisible();
    },
    act: (page) => page.getByRole("button", { name: "Enable" }).click(),
    succeeded: (page) => expect(page.getByText("Active", { exact: true })).toBeVisible(),
    kept: (page) => expect(page.getByText("Paused", { exact: true })).toBeVisible(),
    path: "/enable",
    operation: /\/enable$/,
  },
  delete: {
    async arrange({ page, portal }, name) {
      const id = await portal.create(name);
      await page.goto(`${portal.app}tasks/${id}`);
      await page.getByRole("button", { name: "Delete" }).click();
    },
    act: (page) => page.getByRole("button", { name: "Delete schedule" }).click(),
    succeeded: (page) => expect(page.getByRole("table", { name: "Tasks" })).toBeVisible(),
    kept: (page, name) => expect(page.getByRole("heading", { name })).toBeVisible(),
    async again(page) {
      await page.getByRole("button", { name: "Delete" }).click();
      await page.getByRole("button", { name: "Delete schedule" }).click();
    },
    path: "/delete",
    operation: /\/delete$/,
  },
  runs: {
    async arrange({ page, portal }) {
      await page.goto(`${portal.app}tasks/${SCHEDULE2}`);
      await expect(page.getByRole("link", { name: "All runs" })).toBeVisible();
      await page.getByRole("link", { name: "All runs" }).click();
      await expect(page.getByRole("table", { name: "Runs", exact: true })).toBeVisible();
    },
    act: (page) => page.getByRole("button", { name: "Refresh" }).click(),
    succeeded: (page) => expect(page.getByText("You see the runs as they were read before.")).toBeHidden(),
    kept: (page) => expect(page.getByRole("table", { name: "Runs", exact: true })).toBeVisible(),
    path: "/runs",
  },
  backup: {
    async arrange({ page, portal }, name) {
      await page.goto(`${portal.app}backups`);
      await page.getByRole("button", { name: "Back up now" }).first().click();
      const dialog = page.getByRole("dialog", { name: "Back up now" });
      await expect(dialog.getByLabel("Backup store")).toHaveValue("backupstore1");
      await dialog.getByLabel("Backup name").fill(name);
      await typePasscode(page);
    },
    act: (page) => page.getByRole("button", { name: "Start backup" }).click(),
    succeeded: (page, name) => expect(page.getByText(`“${name}” was made.`)).toBeVisible(),
    async kept(page, name) {
      const dialog = page.getByRole("dialog", { name: "Back up now" });
      await expect(dialog.getByLabel("Backup name")).toHaveValue(name);
      await expect(dialog.getByLabel("Confirm passcode")).toHaveValue("correct-horse-map");
    },
    path: "/backups/create",
    operation: /backups\/create$/,
    isAskedOnce: true,
  },
  "run delete": {
    async arrange({ page, portal }) {
      const [latest] = await portal.runs(GP_CLEANER);
      await page.goto(`${portal.app}tasks/${GP_CLEANER}/runs/${latest.runId}`);
      await page.getByRole("button", { name: "Delete" }).click();
    },
    act: (page) => page.getByRole("button", { name: "Delete run" }).click(),
    succeeded: (page) => expect(page).toHaveURL(/\/runs$/),
    kept: (page) => expect(page.getByRole("heading", { name: /^Run of / })).toBeVisible(),
    async again(page) {
      await page.getByRole("button", { name: "Delete" }).click();
      await page.getByRole("button", { name: "Delete run" }).click();
    },
    path: "/delete",
    operation: /runs\/[\w-]+\/delete$/,
  },
  "backup delete": {
    async arrange({ page, portal }, name) {
      await portal.backUp(name);
      await page.goto(`${portal.app}backups`);
      await askToDelete(page, name);
    },
    act: (page) => page.getByRole("button", { name: "Delete backup" }).click(),
    succeeded: (page, name) => expect(page.getByText(`“${name}” was deleted.`)).toBeVisible(),
    kept: (page, name) => expect(page.getByRole("table", { name: "Backups" })).toContainText(name),
    async again(page, name) {
      await askToDelete(page, name);
      await page.getByRole("button", { name: "Delete backup" }).click();
    },
    path: "/delete",
    operation: /backups\/[\w-]+\/delete$/,
  },
};

type Fault = {
  strike(world: World, path: string): Promise<void>;
  lift(world: World): Promise<void>;
  /** The page is asked to wait no longer. */
  giveUp?(world: World): Promise<void>;
  sentence?: RegExp;
  /** Nobody can tell whether it was carried out. */
  isUnanswered?: true;
  /** It was carried out: where that shows in the list, the action has succeeded and nothing else is said. */
  isDone?: true;
};

const by = (fault: string, sentence: RegExp): Fault => ({
  strike: ({ portal }, path) => portal.fault(fault, { path, calls: 1 }),
  lift: ({ portal }) => portal.mend(),
  sentence,
});

/** The portal answers later than the page waits: that gives up when the test says so, and not after a minute. */
const late = (fault: string): Fault => ({
  async strike({ page, portal }, path) {
    // What only reads is waited for half as long.
    const patience = /tasks$|runs$/.test(path) ? 30_000 : 60_000;
    await page.evaluate((patience) => {
      const timeout = AbortSignal.timeout.bind(AbortSignal);
      AbortSignal.timeout = (ms) => {
        if (ms !== patience) return timeout(ms);
        const waiting = new AbortController();
        addEventListener("too-late", () => waiting.abort(new DOMException("too late", "TimeoutError")), { once: true });
        return waiting.signal;
      };
    }, patience);
    await portal.fault(fault, { path, calls: 1, number: 600_000 });
  },
  async giveUp({ page }) {
    await page.evaluate(() => dispatchEvent(new Event("too-late")));
  },
  lift: ({ portal }) => portal.mend(),
  sentence: /The portal did not answer within/,
  isUnanswered: true,
});

const FAULTS: Record<string, Fault> = {
  "498": by("invalid-token", /Your session has ended|is not right/),
  "499": by("token-required", /Your session has ended|is not right/),
  "403": by("forbidden", /Your account may not/),
  "500": by("server-error", /The portal answered 500/),
  // It had begun, and something went wrong only then.
  "500 after it was done": {
    strike: ({ page }, path) =>
      page.route(
        (url) => url.pathname.includes(path),
        async (route) => {
          await route.fetch();
          await route.fulfill({ json: { error: { code: 500, message: "Failed to answer.", details: [] } } });
        },
        { times: 1 },
      ),
    lift: async () => {},
    sentence: /The portal answered 500/,
    isDone: true,
  },
  "502 page": { ...by("bad-gateway", /The portal is not available \(HTTP status 502\)/), isUnanswered: true },
  "cut reply": { ...by("cut", /broke off|cannot be reached/), isUnanswered: true, isDone: true },
  timeout: late("slow"),
  "timeout after it was done": { ...late("no-answer"), isDone: true },
  offline: {
    strike: ({ context }) => context.setOffline(true),
    lift: ({ context }) => context.setOffline(false),
    sentence: /The portal cannot be reached/,
    isUnanswered: true,
  },
  "portal restart": {
    strike: ({ portal }) => portal.down(),
    lift: ({ portal }) => portal.up(),
    sentence: /The portal cannot be reached/,
    isUnanswered: true,
  },
  "slow 3G": {
    async strike(world) {
      world.line = await world.context.newCDPSession(world.page);
      const speed = { latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
      await world.line.send("Network.emulateNetworkConditions", { offline: false, ...speed });
    },
    // It stays slow until the action is over.
    lift: async () => {},
  },
};

/** generateToken is asked for without a token: what is said about one is said here. */
async function strikeSignIn(page: Page, fault: string): Promise<boolean> {
  const message = { "498": "Invalid token.", "499": "Token Required", "403": "Not permitted." }[fault];
  if (message === undefined) return false;
  const json = { error: { code: Number(fault), message, details: [] } };
  await page.route("**/generateToken", (route) => route.fulfill({ json }), { times: 1 });
  return true;
}

async function cell(world: World, action: Action, fault: Fault, names: { action: string; fault: string }): Promise<void> {
  const { page, portal } = world;
  const name = `${names.action}-${names.fault}`.replaceAll(/\W+/g, "-").toLowerCase();
  await action.arrange(world, name);
  const isNewPortal = names.fault === "portal restart";
  const before = action.operation && !isNewPortal ? await portal.done(action.operation) : 0;
  const isStruck = names.action === "sign-in" && (await strikeSignIn(page, names.fault));
  if (!isStruck) await fault.strike(world, action.path);
  const asked = fault.giveUp && page.waitForRequest((request) => request.url().includes(action.path));
  // What else the page reads may fail before it, and say the same.
  const isFirst = (request: Request) => new URL(request.url()).pathname.endsWith(action.asksFirst ?? action.path);
  const ended = { predicate: isFirst, timeout: 0 };
  const answered = Promise.race([page.waitForEvent("requestfinished", ended), page.waitForEvent("requestfailed", ended)]);
  await action.act(page);
  if (!fault.giveUp) await answered;
  if (fault.giveUp) {
    await asked;
    const { operation } = action;
    if (fault.isDone && operation) await expect.poll(() => portal.done(operation)).toBe(before + 1);
    await fault.giveUp(world);
  }
  const sentence = fault.isDone && action.operation ? undefined : fault.sentence;
  if (sentence) await expect(page.getByText(sentence).first()).toBeVisible();
  if (sentence) await action.kept(page, name);
  // A reply that is not cut before the portal has worked must not be whole.
  if (sentence) await fault.lift(world);
  const isOpen = Boolean(action.isAskedOnce && fault.isUnanswered && sentence);
  const asksForPassword = /49[89]/.test(names.fault) && names.action !== "sign-in";
  if (asksForPassword) {
    await page.getByLabel("Password for siteadmin").fill("sandbox.admin1");
    await page.getByRole("dialog").getByRole("button", { name: "Sign in" }).click();
    // A page that is left before it is signed in comes back with the form.
    await expect(page.getByLabel("Password for siteadmin")).toBeHidden();
  } else if (sentence && !isOpen) {
    await (action.again ?? action.act)(page, name);
  }
  if (isOpen) {
    await expect(page.getByText("It may have begun all the same: look at the list")).toBeVisible();
    expect(await portal.done(action.operation as RegExp)).toBe(before);
    return;
  }
  await action.succeeded(page, name);
  await world.line?.detach();
  if (!sentence) await fault.lift(world);
  if (action.operation) expect(await portal.done(action.operation), "how often it ran").toBe(before + 1);
}

for (const [actionName, action] of Object.entries(ACTIONS)) {
  test(`${actionName}: each fault is told, nothing is lost and nothing runs twice`, async ({ page, context, portal }) => {
    test.setTimeout(120_000);
    await open(page, portal);
    const world: World = { page, context, portal };
    for (const [faultName, fault] of Object.entries(FAULTS)) {
      await test.step(faultName, () => cell(world, action, fault, { action: actionName, fault: faultName }));
    }
  });
}
