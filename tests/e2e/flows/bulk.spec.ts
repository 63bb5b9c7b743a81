import type { Page } from "@playwright/test";
import { expect, open, row, SCHEDULE2, SERVER_ERROR, test } from "../support/fixtures.ts";
import { hold } from "../support/hold.ts";
import type { Sandbox } from "../support/sandbox.ts";

async function select(page: Page, ...titles: string[]): Promise<void> {
  for (const title of titles) await page.getByRole("checkbox", { name: `Select ${title}`, exact: true }).check();
}

async function isActive(portal: Sandbox, title: string): Promise<boolean> {
  return (await portal.tasks()).find((task) => task.taskTitle === title)?.active;
}

const toolbar = (page: Page) => page.getByRole("toolbar", { name: "Chosen tasks" });

test("chosen tasks are enabled together, and that can be taken back", async ({ page, portal }) => {
  await open(page, portal);
  await select(page, "schedule1", "schedule2");
  await expect(toolbar(page)).toContainText("2 tasks chosen");
  await expect(page.getByLabel("Filter tasks")).toBeHidden();
  await expect(toolbar(page).getByRole("button", { name: "Disable" })).toBeDisabled();
  await toolbar(page).getByRole("button", { name: "Enable" }).click();
  await expect(page.getByRole("switch", { name: "Enable schedule1" })).toBeChecked();
  await expect(page.getByRole("switch", { name: "Enable schedule2" })).toBeChecked();
  await expect(page.getByText("2 tasks were enabled.")).toBeVisible();
  await page.getByRole("button", { name: "Take back" }).click();
  await expect(page.getByRole("switch", { name: "Enable schedule1" })).not.toBeChecked();
  await expect(page.getByRole("switch", { name: "Enable schedule2" })).not.toBeChecked();
  expect(await isActive(portal, "schedule1")).toBe(false);
});

test("a single switch can be taken back too, also from another page", async ({ page, portal }) => {
  await open(page, portal);
  await page.getByRole("switch", { name: "Enable schedule2" }).click();
  await expect(page.getByText("“schedule2” was enabled.")).toBeVisible();
  await page.getByRole("link", { name: "schedule1" }).click();
  await page.getByRole("button", { name: "Take back" }).click();
  await expect(page.getByText("“schedule2” was enabled.")).toBeHidden();
  await expect.poll(() => isActive(portal, "schedule2")).toBe(false);
});

test("taking back is offered for ten seconds", async ({ page, portal }) => {
  await page.clock.install();
  await open(page, portal);
  await page.getByRole("switch", { name: "Enable schedule2" }).click();
  await expect(page.getByRole("button", { name: "Take back" })).toBeVisible();
  await page.clock.runFor(3000);
  await expect(page.getByRole("button", { name: "Take back" })).toBeVisible();
  await page.clock.runFor(8000);
  await expect(page.getByRole("button", { name: "Take back" })).toBeHidden();
  await expect(page.getByText("“schedule2” was enabled.")).toBeHidden();
  expect(await isActive(portal, "schedule2")).toBe(true);
});

test("what the portal does not take back is said, and stays as it is", async ({ page, portal }) => {
  await open(page, portal);
  await page.getByRole("switch", { name: "Enable schedule2" }).click();
  await expect(page.getByRole("switch", { name: "Enable schedule2" })).toBeChecked();
  await portal.fault("server-error", { path: "/disable", calls: 1 });
  await page.getByRole("button", { name: "Take back" }).click();
  await expect(page.getByText(`Not everything was taken back. ${SERVER_ERROR}`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Take back" })).toBeHidden();
  await expect(page.getByRole("switch", { name: "Enable schedule2" })).toBeChecked();
  expect(await isActive(portal, "schedule2")).toBe(true);
});

test("a task that another request is on its way for is not counted as done", async ({ page, portal }) => {
  await open(page, portal);
  const answer = await hold(page, `**/${SCHEDULE2}/enable`);
  await page.getByRole("switch", { name: "Enable schedule2" }).click();
  await select(page, "schedule1", "schedule2");
  await toolbar(page).getByRole("button", { name: "Enable" }).click();
  await expect(page.getByText("1 of 2 tasks was not enabled.")).toBeVisible();
  await expect(page.getByRole("alert")).toContainText("schedule2: Another request for it is still on its way.");
  await answer();
  await expect(page.getByRole("switch", { name: "Enable schedule2" })).toBeChecked();
});

test.describe("many tasks that fail", () => {
  test.use({ options: ["--seed", "large:40"] });

  test("are told one by one, those beyond ten folded away", async ({ page, portal }) => {
    const active = (await portal.tasks()).filter((task) => task.active);
    await open(page, portal);
    await expect(page.getByText("40 of 40 tasks")).toBeVisible();
    await portal.fault("server-error", { path: "/disable" });
    await page.getByRole("checkbox", { name: "Select all shown" }).check();
    await toolbar(page).getByRole("button", { name: "Disable" }).click();
    const told = page.getByRole("alert").filter({ hasText: `${active.length} of ${active.length} tasks were not disabled.` });
    const named = (title: string) => told.getByRole("listitem").filter({ hasText: `${title}: ` }).last();
    await expect(told).toBeVisible();
    await told.getByText(`${active.length - 10} more`).click();
    for (const { taskTitle } of active) await expect(named(taskTitle)).toBeVisible();
  });
});

test("deleting the chosen asks first, and leaves out what belongs to the system", async ({ page, portal }) => {
  await open(page, portal);
  await page.getByRole("checkbox", { name: "Select all shown" }).check();
  await expect(toolbar(page)).toContainText("2 of them belong to the system and cannot be deleted.");
  await toolbar(page).getByRole("button", { name: "Delete 2" }).click();
  const question = page.getByRole("dialog", { name: "Delete 2 tasks?" });
  await expect(question).toContainText("this cannot be undone");
  await question.getByRole("button", { name: "Cancel" }).click();
  expect(await portal.tasks()).toHaveLength(4);
  await toolbar(page).getByRole("button", { name: "Delete 2" }).click();
  await question.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page.getByText("2 tasks were deleted.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Take back" })).toBeHidden();
  expect(await portal.tasks()).toHaveLength(2);
});

test("disabling the retention cleaner among others says what that means", async ({ page, portal }) => {
  await open(page, portal);
  await select(page, "backupRetentionCleanerTask", "gpCleanerTask");
  await toolbar(page).getByRole("button", { name: "Disable" }).click();
  await expect(page.getByRole("dialog", { name: "Disable 2 tasks?" })).toContainText("pile up");
});

test("what failed is told task by task and can be asked for again", async ({ page, portal }) => {
  await portal.fault("server-error", { path: `${SCHEDULE2}/enable`, calls: 1 });
  await open(page, portal);
  await select(page, "schedule1", "schedule2");
  await toolbar(page).getByRole("button", { name: "Enable" }).click();
  await expect(page.getByText("1 of 2 tasks was not enabled.")).toBeVisible();
  await expect(page.getByRole("alert")).toContainText(`schedule2: ${SERVER_ERROR}`);
  await expect(page.getByRole("checkbox", { name: "Select schedule2" })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: "Select schedule1" })).not.toBeChecked();
  await page.getByRole("button", { name: "Try these again" }).click();
  await expect(page.getByRole("switch", { name: "Enable schedule2" })).toBeChecked();
  await expect(page.getByRole("alert")).toBeHidden();
});

test("the list is narrowed and ordered by how often a schedule runs, in the address", async ({ page, portal }) => {
  await open(page, portal);
  await page.getByLabel("How often").selectOption("Weekly");
  await expect(page.getByText("1 of 4 tasks")).toBeVisible();
  await expect(page).toHaveURL(/runs=weekly/);
  await page.reload();
  await expect(row(page, "schedule2")).toBeVisible();
  await expect(page.getByText("1 of 4 tasks")).toBeVisible();
  await page.getByLabel("How often").selectOption("Any schedule");
  await page.getByRole("button", { name: "Schedule", exact: true }).click();
  await page.getByRole("button", { name: "Schedule", exact: true }).click();
  await expect(page.getByRole("rowheader").first()).toContainText("schedule2");
  await page.getByLabel("Filter tasks").fill("every saturday");
  await expect(page.getByText("1 of 4 tasks")).toBeVisible();
});

test.describe("an operation on many tasks whose list is left", () => {
  test.use({ options: ["--seed", "large:12"] });

  const banner = (page: Page) => page.getByRole("status").filter({ hasText: "Working on the chosen tasks." });

  /** Four requests are on their way; what comes back lets all of them be answered. */
  async function disableAll(page: Page, portal: Sandbox): Promise<() => Promise<void>> {
    await open(page, portal);
    await expect(page.getByText("12 of 12 tasks")).toBeVisible();
    const answer = await hold(page, "**/disable");
    await page.getByRole("checkbox", { name: "Select all shown" }).check();
    await toolbar(page).getByRole("button", { name: "Disable" }).click();
    await expect(toolbar(page)).toContainText(/Disable: \d+ of 1\d tasks/);
    return answer;
  }

  test("goes on, is seen from every page, and can be taken back there", async ({ page, portal }) => {
    const answer = await disableAll(page, portal);
    await page.getByRole("link", { name: "Backups" }).click();
    await expect(page).toHaveTitle("Backups · Portal Tasks");
    await expect(banner(page)).toContainText(/Disable: \d+ of 1\d tasks/);
    await page.getByRole("link", { name: "Tasks", exact: true }).click();
    await expect(toolbar(page)).toContainText(/Disable: \d+ of 1\d tasks/);
    await page.getByRole("link", { name: "Backups" }).click();
    await answer();
    await expect(page.getByText(/1\d tasks were disabled\./)).toBeVisible();
    await expect(banner(page)).toBeHidden();
    expect((await portal.tasks()).filter((task) => task.active)).toHaveLength(0);
    await expect(page.getByRole("button", { name: "Take back" })).toBeVisible();
  });

  test("tells elsewhere that something failed, and on the list what", async ({ page, portal }) => {
    const failing = (await portal.tasks()).find((task) => task.active)!;
    await portal.fault("server-error", { path: `${failing.id}/disable` });
    const answer = await disableAll(page, portal);
    await page.getByRole("link", { name: "Backups" }).click();
    await answer();
    await expect(page.getByText(/1 of 1\d tasks was not disabled\./)).toBeVisible();
    await page.getByRole("link", { name: "Go to the list" }).click();
    await expect(page.getByRole("alert")).toContainText(`${failing.taskTitle}: ${SERVER_ERROR}`);
    await portal.mend();
    await page.getByRole("button", { name: "Try these again" }).click();
    await expect(page.getByRole("switch", { name: `Enable ${failing.taskTitle}` })).not.toBeChecked();
    await expect(page.getByRole("alert")).toBeHidden();
  });

  test("can be stopped from elsewhere, and what was not asked for stays as it was", async ({ page, portal }) => {
    const answer = await disableAll(page, portal);
    await page.getByRole("link", { name: "Backups" }).click();
    await banner(page).getByRole("button", { name: "Stop" }).click();
    await answer();
    await expect(page.getByText(/of 1\d tasks were not disabled\./)).toBeVisible();
    expect((await portal.tasks()).some((task) => task.active)).toBe(true);
  });

  test("asks before the tab is closed", async ({ page, portal }) => {
    const answer = await disableAll(page, portal);
    const asked = page.waitForEvent("dialog");
    await page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe("beforeunload");
    await dialog.dismiss();
    await answer();
    await expect(page.getByText(/1\d tasks were disabled\./)).toBeVisible();
  });
});

test.describe("a portal where a store is gone", () => {
  test.use({ options: ["--seed", "large:12"] });

  test("says so beside each schedule that writes to it", async ({ page, portal }) => {
    await open(page, portal);
    await expect(row(page, "cloud-eu").first()).toContainText("Not registered");
    await expect(row(page, "nas-archive").first()).not.toContainText("Not registered");
  });
});

test.describe("a portal with ten thousand tasks", () => {
  test.use({ options: ["--seed", "large:10000"] });

  test("chooses all that are shown, and scrolls to the last of them", async ({ page, portal }) => {
    await open(page, portal);
    await expect(page.getByText("10000 of 10000 tasks")).toBeVisible();
    await page.getByLabel("Filter tasks").fill("zoning");
    await expect(page.getByText("1666 of 10000 tasks")).toBeVisible();
    await page.getByRole("checkbox", { name: "Select all shown" }).check();
    await expect(toolbar(page)).toContainText("1666 tasks chosen");
    await page.keyboard.press("End");
    await expect(page.locator('[aria-rowindex="1667"]')).toBeVisible();
    expect(await page.getByRole("rowheader").count()).toBeLessThan(80);
  });
});
