import { test as base, expect, type Page } from "@playwright/test";
import type { Host } from "./front.ts";
import { routeForSure } from "./routed.ts";
import { Sandbox } from "./sandbox.ts";
import { Watch } from "./watch.ts";

type Fixtures = {
  /** How the sandbox is started beyond the usual. */
  options: string[];
  /** What the console may say and what may be thrown in this test: it is about a failure that the test makes. */
  mayLog: RegExp | undefined;
  /** What serves the app: told by the project. */
  host: Host;
  portal: Sandbox;
  /** A console message, a violation of the policy, a third party, or a secret in an address or a log fails the test. */
  watch: Watch;
  /** The app, watched. */
  page: Page;
};

export const test = base.extend<Fixtures>({
  options: [[], { option: true }],
  mayLog: [undefined, { option: true }],
  host: ["sandbox", { option: true }],
  portal: async ({ options, host }, use) => {
    const sandbox = await Sandbox.start(options, host);
    await use(sandbox);
    await sandbox.stop();
  },
  watch: async ({ context, portal, mayLog }, use) => {
    const watch = await Watch.over(context, new URL(portal.url).origin, mayLog);
    await use(watch);
    expect(await watch.verdict(portal)).toEqual([]);
  },
  page: async ({ page, portal, watch: _ }, use) => {
    routeForSure(page, portal.app);
    await use(page);
    // A list that is read again by itself just now would ask a portal that is gone.
    if (!page.isClosed()) await page.unrouteAll({ behavior: "ignoreErrors" });
  },
});

export { expect };

/** Signs in with the form, wherever the app shows it. */
export async function signIn(page: Page, username = "siteadmin", password = "sandbox.admin1"): Promise<void> {
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Opens a path of the app as the administrator. */
export async function open(page: Page, portal: Sandbox, path = ""): Promise<void> {
  await page.goto(portal.app + path);
  await signIn(page);
  // The places are not to be seen beside a form on a phone.
  await expect(page.getByRole("button", { name: "Account" })).toBeVisible();
}

/** Opens the runs of a documented task. How they went comes after the list and moves it: what is pressed then may be let go elsewhere. */
export async function openRuns(page: Page, portal: Sandbox, timeout?: number): Promise<void> {
  await open(page, portal, `tasks/${GP_CLEANER}/runs`);
  await expect(page.getByRole("region", { name: "Plan and reality" })).toContainText("planned runs", { timeout });
}

/** Every session ends when the page asks for this path: what it asks for by itself does not hear of it before. */
export async function endSessionsAt(page: Page, portal: Sandbox, path: string): Promise<void> {
  let ended: Promise<void> | undefined;
  await page.route(path, async (route) => {
    await (ended ??= portal.endSessions());
    await route.continue();
  });
}

/** The row of a task, found by its title. */
export function row(page: Page, title: string) {
  return page.getByRole("table", { name: "Tasks" }).getByRole("row").filter({ hasText: title });
}

/** The documented tasks: two schedules and the portal's own cleaners. */
export const SCHEDULE2 = "5f0cdc50cf36460990bb6edfe9b60e08";
export const GP_CLEANER = "e34d3851b7f34510a3097f23cb7adab3";

/** Types a passcode and confirms it. */
export async function typePasscode(page: Page, passcode = "correct-horse-map"): Promise<void> {
  await page.getByRole("textbox", { name: "Passcode", exact: true }).fill(passcode);
  await page.getByLabel("Confirm passcode").fill(passcode);
}

/** Fills every field of a new schedule but its times. */
export async function fillSchedule(page: Page, title: string, passcode = "correct-horse-map"): Promise<void> {
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Backup name").fill("utilities-network");
  await typePasscode(page, passcode);
}

/** What a running sandbox says when its fault "server-error" strikes. */
export const SERVER_ERROR = 'The portal answered 500: “JSONObject["supportBDSBackup"] not found.”';

/** Everywhere a page could leak a text: document, input values, storage, history, timeline. */
export async function traces(page: Page): Promise<string> {
  return page.evaluate(() => {
    const values = [...document.querySelectorAll("input, textarea")].map((field) => (field as HTMLInputElement).value);
    const stored = [sessionStorage, localStorage].flatMap((storage) => Object.entries(storage).flat());
    const entries = performance.getEntries().map((entry) => JSON.stringify(entry));
    const places = [location.href, document.cookie, document.title, JSON.stringify(history.state), name];
    return [document.documentElement.outerHTML, ...values, ...stored, ...entries, ...places].join("\n");
  });
}
