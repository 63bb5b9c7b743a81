// With a keyboard alone, through what is met on some days: a warning, a conflict, a restore, another store.
import type { Page } from "@playwright/test";
import { expect, GP_CLEANER, open, openRuns, row, SCHEDULE2, test } from "../support/fixtures.ts";
import { Keys } from "../support/keys.ts";

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).filter({ visible: true });
const dialog = (page: Page, name: string | RegExp) => page.getByRole("dialog", { name });

/** Opens the menu of a row and takes its line. */
async function choose(page: Page, keys: Keys, name: string, line: string): Promise<void> {
  await keys.use(button(page, `More for ${name}`));
  await keys.use(button(page, line));
}

test("a session that is about to end is gone on with", async ({ page, portal }) => {
  const keys = new Keys(page);
  await page.route("**/config.json", (route) => route.fulfill({ json: { idleMinutes: 120 } }));
  await open(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
  await portal.pass(59 * 60 + 1);
  await page.getByRole("button", { name: "Refresh" }).dispatchEvent("click");
  await keys.use(button(page, "Stay signed in"));
  const field = page.getByLabel("Password for siteadmin");
  await expect(field).toBeFocused();
  await keys.press("Escape");
  await expect(button(page, "Stay signed in")).toBeFocused();
  await keys.press("Enter");
  await expect(field).toBeFocused();
  await keys.type("sandbox.admin1");
  await keys.press("Enter");
  await expect(button(page, "Stay signed in")).toBeHidden();
  await keys.fill(page.getByLabel("Filter tasks"), "schedule2");
  await expect(row(page, "schedule1")).toBeHidden();
});

test("a switch is taken back", async ({ page, portal }) => {
  const keys = new Keys(page);
  await page.clock.install();
  await open(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
  const toggle = page.getByRole("switch", { name: "Enable schedule2" });
  await keys.use(toggle, "Space");
  // The list is read anew after that, and its rows are built anew.
  await expect(toggle).toBeChecked();
  // It is offered for ten seconds; how many of them the way there takes is not asked here.
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 2000));
  await keys.use(button(page, "Take back"));
  await page.clock.resume();
  await expect(toggle).not.toBeChecked();
  expect((await portal.task(SCHEDULE2)).active).toBe(false);
  await keys.to(toggle);
});

test("a run is deleted after a question", async ({ page, portal }) => {
  const keys = new Keys(page);
  const before = await portal.runs(GP_CLEANER);
  await openRuns(page, portal);
  await choose(page, keys, "the run of Wed 27 Oct 2021, 22:00 UTC", "Delete");
  await expect(button(page, "Cancel")).toBeFocused();
  await keys.use(button(page, "Delete run"));
  await expect(page.getByText("The run was deleted.")).toBeVisible();
  await expect(page.getByText(`${before.length - 1} of ${before.length - 1} runs`)).toBeVisible();
  await keys.to(page.getByLabel("Filter runs"), "Shift+Tab");
});

test("of two edits of one task the own one is chosen", async ({ page, portal }) => {
  const keys = new Keys(page);
  await open(page, portal, `tasks/${SCHEDULE2}/edit`);
  await keys.fill(page.getByLabel("Title"), "Mine");
  await keys.fill(page.getByRole("textbox", { name: "Passcode", exact: true }), "correct-horse-map");
  await keys.fill(page.getByLabel("Confirm passcode"), "correct-horse-map");
  await portal.operate(`system/tasks/${SCHEDULE2}/enable`);
  const conflict = dialog(page, "The task was changed meanwhile");
  await keys.press("Enter");
  await keys.use(conflict.getByRole("button", { name: "Go on editing" }));
  await expect(conflict).toBeHidden();
  // The page tells changes apart by the second.
  await portal.pass(1);
  await portal.operate(`system/tasks/${SCHEDULE2}/disable`);
  await keys.use(button(page, "Save changes"));
  await keys.use(conflict.getByRole("button", { name: "Save my version" }));
  await expect(page.getByRole("heading", { name: "Mine" })).toBeVisible();
  await expect(page.getByRole("main")).toBeFocused();
});

test("an expression is shared, and the runs of a task are written for other calendars", async ({ page, portal, context }) => {
  const keys = new Keys(page);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, portal, "tasks/new");
  await keys.use(button(page, "Copy link"));
  await expect(page.getByText("Copied.")).toBeVisible();
  await expect(button(page, "Copy link")).toBeFocused();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("tasks/new#cron=");

  await page.goto(`${portal.app}tasks/${SCHEDULE2}`);
  await expect(page.getByRole("table", { name: "Runs", exact: true })).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent("download"), keys.use(button(page, "Export as iCalendar"))]);
  expect(download.suggestedFilename()).toMatch(/\.ics$/);
  await expect(button(page, "Export as iCalendar")).toBeFocused();
});

test("the hours of a week are one stop, walked through with the arrows, and a day is opened", async ({ page, portal }) => {
  const keys = new Keys(page);
  await portal.create("Nightly full");
  await open(page, portal, "calendar?backups=1");
  const week = page.getByRole("grid", { name: /^Minutes of work in each hour of a week/ });
  // It has the only stop of the grid.
  const stop = week.locator("[tabindex='0']");
  await expect(stop).toHaveCount(1);
  await keys.to(stop);
  const hour = week.locator(":focus");
  await keys.press("Home");
  await expect(hour).toHaveAccessibleName(/ 00:00: nothing runs$/);
  await keys.press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight");
  await expect(hour).toHaveAccessibleName(/ 04:00: Nightly full 1 h$/);
  await keys.press("Control+Home", "ArrowDown");
  await keys.press("Tab");
  await expect(week.locator(":focus")).toHaveCount(0);

  await keys.use(page.getByRole("table", { name: "Runs of October 2026" }).getByRole("button", { name: /^Sat 24 Oct 2026/ }));
  await expect(page.getByRole("table", { name: "Runs of Saturday 24 October 2026" })).toContainText("Nightly full");
  await expect(page.getByRole("button", { name: /^Sat 24 Oct 2026/ })).toBeFocused();
});

test.describe("a portal without a wait", () => {
  // Restored, it is away for a moment.
  test.use({ options: ["--pace", "0"], mayLog: /502/ });

  test("another store is made the default, and one is let go", async ({ page, portal }) => {
    const keys = new Keys(page);
    await open(page, portal, "backups");
    const stores = page.getByRole("table", { name: "Backup stores" });
    const store = (name: string) => stores.getByRole("row", { name: new RegExp(`^${name} `) });
    await expect(store("default")).toContainText("Ready");
    await choose(page, keys, "default", "Make it the default");
    await expect(page.getByText("The store “default” was made the default.")).toBeVisible();
    await expect(store("default")).toContainText("The default store");
    await expect(button(page, "More for default")).toBeFocused();

    await choose(page, keys, "backupstore1", "Unregister");
    const question = dialog(page, "Unregister backupstore1?");
    await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
    await keys.use(question.getByRole("button", { name: "Unregister store" }));
    await expect(store("backupstore1")).toBeHidden();
    await keys.to(button(page, "More for default"));
  });

  test("the portal is restored", async ({ page, portal }) => {
    const keys = new Keys(page);
    await portal.backUp("nightly");
    await portal.create("made after the backup");
    await open(page, portal, "backups");
    await expect(page.getByRole("table", { name: "Backups" })).toContainText("nightly");
    await choose(page, keys, "nightly", "Restore");
    const restore = dialog(page, "Restore nightly?");
    await keys.fill(restore.getByLabel("Type the backup’s name to confirm"), "nightly");
    await keys.fill(restore.getByLabel("Passcode of this backup"), "correct-horse-map");
    await keys.use(restore.getByRole("button", { name: "Restore the portal" }));
    await expect(page.getByText("The portal was restored from “nightly”.")).toBeVisible({ timeout: 30_000 });
    await keys.to(button(page, "More for nightly"));
    expect((await portal.tasks()).map((task) => task.taskTitle)).not.toContain("made after the backup");
  });
});

test("the way to the portal’s own page leads there and back", async ({ page, portal }) => {
  const keys = new Keys(page);
  await page.route("**/config.json", (route) => route.fulfill({ json: { clientId: "portaltasks" } }));
  await page.goto(`${portal.app}tasks?q=schedule2`);
  await expect(page.getByLabel("Username")).toBeFocused();
  await keys.use(button(page, "Sign in with ArcGIS Enterprise"));
  await expect(button(page, "Sign in and allow")).toBeVisible();
  // The portal's page begins in its first field; how the focus looks there is not the app's.
  await expect(page.getByLabel("Username")).toBeFocused();
  await page.keyboard.type("siteadmin");
  await page.keyboard.press("Tab");
  await page.keyboard.type("sandbox.admin1");
  await page.keyboard.press("Enter");
  await expect(row(page, "schedule2")).toBeVisible();
  await keys.to(page.getByLabel("Filter tasks"));
});
