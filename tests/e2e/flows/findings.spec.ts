import type { Page } from "@playwright/test";
import { expect, open, test, traces } from "../support/fixtures.ts";

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

test("a disabled cleaner is found and enabled in place", async ({ page, portal }) => {
  const cleaner = (await portal.tasks()).find((task) => task.taskTitle === CLEANER);
  await portal.operate(`system/tasks/${cleaner?.id}/disable`);
  await open(page, portal, "findings");
  const finding = found(page, /The retention cleaner is disabled/);
  await finding.getByRole("button", { name: "Enable" }).click();
  await expect(finding).toHaveCount(0);
  expect((await portal.task(cleaner?.id)).taskState).toBe("active");
});

test("tasks and calendar lead to the findings", async ({ page, portal }) => {
  await open(page, portal);
  await page.getByRole("link", { name: "Findings" }).click();
  await expect(page).toHaveTitle("Findings · Portal Tasks");
  await page.getByRole("link", { name: "Calendar" }).click();
  await page.getByRole("main").getByRole("link", { name: "Findings" }).click();
  await expect(page).toHaveTitle("Findings · Portal Tasks");
});
