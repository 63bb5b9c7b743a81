import type { Page } from "@playwright/test";
import { expect, open, SCHEDULE2, test, traces, typePasscode } from "../support/fixtures.ts";

const found = (page: Page, text: RegExp) =>
  page.getByRole("list", { name: "Findings" }).getByRole("listitem").filter({ hasText: text });
const CLEANER = "backupRetentionCleanerTask";

test("schedules that share a passcode are named, the passcode is not", async ({ page, portal }) => {
  await portal.create("Nightly full", "one-and-the-same");
  await portal.create("Parcels", "one-and-the-same");
  await portal.create("Alone", "quite-another-one");
  await open(page, portal, "findings");
  const shared = found(page, /the same passcode as “Parcels”/);
  await expect(shared.getByRole("link", { name: "Nightly full" })).toBeVisible();
  await expect(shared).toContainText("Warning");
  await expect(page.getByText("Alone")).toHaveCount(0);
  expect(await traces(page)).not.toMatch(/one-and-the-same|quite-another-one/);
  await shared.getByRole("link", { name: "Choose a new passcode" }).click();
  await expect(page).toHaveTitle(/Edit/);
});

test("runs that could not be read are asked for once more with the rest", async ({ page, portal }) => {
  // Runs matter where a task makes only so many.
  const parameters = JSON.stringify({ ...(await portal.task(SCHEDULE2)).parameters, passcode: "correct-horse-map" });
  await portal.operate(`system/tasks/${SCHEDULE2}/update`, { parameters, maxOccurrences: "5" });
  await portal.fault("server-error", { path: "/runs", calls: 1 });
  await open(page, portal, "findings");
  const untold = page.getByText("The runs of some tasks were not counted.");
  await expect(untold).toBeVisible();
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(untold).toBeHidden();
});

test("a disabled cleaner is found and enabled in place", async ({ page, portal }) => {
  const cleaner = (await portal.tasks()).find((task) => task.taskTitle === CLEANER);
  await portal.operate(`system/tasks/${cleaner?.id}/disable`);
  await open(page, portal, "findings");
  const finding = found(page, /The retention cleaner is disabled/);
  await finding.getByRole("button", { name: "Enable" }).click();
  await expect(finding).toHaveCount(0);
  expect((await portal.task(cleaner?.id)).taskState).toBe("active");
});

/** Lets the portal list its tasks with another content, by their titles; the tasks stay as they are. */
async function listedAs(page: Page, changes: Record<string, (task: any) => void>): Promise<void> {
  await page.route("**/admin/system/tasks?*", async (route) => {
    const reply = await route.fetch();
    const told = await reply.json();
    for (const task of told.result) changes[task.taskTitle]?.(task);
    await route.fulfill({ json: told });
  });
}

test("each contradiction is told with what it means and what would mend it", async ({ page, portal }) => {
  await portal.create("Spent", "passcode-of-spent");
  await portal.pass(24 * 3600);
  const titles = ["Kept twice", "Starting", "Nowhere", "Over", "Never", "Odd"];
  for (const title of titles) await portal.create(title, `passcode-of-${title}`);
  await listedAs(page, {
    Spent: (task) => (task.maxOccurrences = 1),
    "Kept twice": (task) => (task.parameters.retentionOffset = 604_800_000),
    Starting: (task) => (task.parameters.metaData.startTime = "20:00"),
    Nowhere: (task) => (task.parameters.storeName = "nas"),
    Over: (task) => (task.endDate = Date.UTC(2026, 9, 1)),
    Never: (task) => (task.cronExpression = "0 0 4 30 2 ?"),
    Odd: (task) => (task.cronExpression = "now and then"),
  });
  await open(page, portal, "findings");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^4 errors, \d+ warnings? and 2 notes$/);
  const way = (text: RegExp, name: string) => found(page, text).getByRole("link", { name, exact: true });
  const run = /It may run once, and a run is recorded: it does not run again/;
  await expect(way(run, "Raise the maximum")).toBeVisible();
  await expect(way(/starts at 20:00 UTC, but its schedule does not run then/, "Edit, to write 04:00")).toBeVisible();
  await expect(way(/Store “nas”: No store of this name is registered/, "Register “nas”")).toBeVisible();
  await expect(way(/It ended on Thu 1 Oct 2026, 00:00 UTC/, "Change the end")).toBeVisible();
  await expect(way(/No date fits its schedule any more/, "Edit the schedule")).toBeVisible();
  await expect(way(/Its schedule cannot be read/, "Edit the schedule")).toBeVisible();
  const kept = /backups are kept for 14 days, but the portal counts with 7 days/;
  await expect(way(kept, "Edit, to keep for 14 days")).toBeVisible();
  await way(kept, "Edit, to keep for 7 days").click();

  await expect(page).toHaveTitle("Edit Kept twice · Portal Tasks");
  await expect(page.getByLabel("Keep for")).toHaveValue("7");
  await expect(page.getByRole("region", { name: "What changes" })).toContainText("now: 7 days");
  await typePasscode(page);
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page).toHaveTitle("Kept twice · Portal Tasks");
  const saved = (await portal.tasks()).find((task) => task.taskTitle === "Kept twice");
  expect(saved?.parameters.retentionOffset).toBe(604_800_000);
});

test.describe("of a portal without a task", () => {
  test.beforeEach(async ({ page }) => {
    const json = { total: 0, start: 0, num: 0, nextStart: -1, result: [] };
    await page.route("**/admin/system/tasks?*", (route) => route.fulfill({ json }));
  });

  test("everything fits together once everything was read", async ({ page, portal }) => {
    let answer = () => {};
    const asked = new Promise<void>((resolve) => (answer = resolve));
    await page.route("**/disasterrecovery/stores?*", async (route) => {
      await asked;
      await route.continue();
    });
    await open(page, portal, "findings");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Checking …");
    await expect(page.getByRole("heading", { name: "Everything fits together" })).toHaveCount(0);
    answer();
    await expect(page.getByRole("heading", { name: "Everything fits together" })).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nothing was found");
  });

  test("what could not be read is no all-clear", async ({ page, portal }) => {
    await portal.fault("forbidden", { path: "/disasterrecovery" });
    await open(page, portal, "findings");
    await expect(page.getByRole("heading", { name: "What could be read fits together" })).toBeVisible();
    await expect(page.getByText("The stores were not checked. Your account may not do this.")).toBeVisible();
    await expect(page.getByRole("heading", { name: "Everything fits together" })).toHaveCount(0);
  });
});

test("tasks and calendar lead to the findings", async ({ page, portal }) => {
  await open(page, portal);
  await page.getByRole("link", { name: "Findings" }).click();
  await expect(page).toHaveTitle("Findings · Portal Tasks");
  await page.getByRole("link", { name: "Calendar" }).click();
  await page.getByRole("main").getByRole("link", { name: "Findings" }).click();
  await expect(page).toHaveTitle("Findings · Portal Tasks");
});
