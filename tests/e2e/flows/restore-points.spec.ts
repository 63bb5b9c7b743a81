import { expect, open, SCHEDULE2, SERVER_ERROR, signIn, test } from "../support/fixtures.ts";
import type { Page } from "@playwright/test";

const answer = (page: Page) => page.locator(".strip > div").filter({ hasText: "Oldest restore point" });
const keeps = (page: Page) => page.getByRole("region", { name: "What it keeps" });

test.describe("a portal with backups", () => {
  test.use({ options: ["--pace", "0", "--seed", "documented"] });

  test("says on the list how far back it can be taken now", async ({ page, portal }) => {
    await open(page, portal);
    await expect(answer(page)).toContainText("90 d ago");
    await expect(answer(page)).toContainText("before-upgrade");
    await portal.fault("store-fails", { path: "/backupstore1/" });
    await page.reload();
    await expect(answer(page)).toContainText("schedule2-2026-10-10-040000");
    await expect(answer(page)).not.toContainText("before-upgrade");
  });

  test("says on the page of a schedule what it keeps and what goes next", async ({ page, portal }) => {
    await open(page, portal, `tasks/${SCHEDULE2}`);
    await expect(keeps(page)).toContainText("14 days");
    await expect(keeps(page)).toContainText("2 backups");
    await expect(keeps(page)).toContainText("Sat 10 Oct, 04:00 UTC");
    // It expires two seconds past four; the cleaner runs on the hour.
    await expect(keeps(page)).toContainText("Sat 24 Oct, 05:00 UTC");
    await expect(keeps(page)).toContainText("schedule2-2026-10-10-040000");
    await portal.pass(16 * 3600);
    await page.reload();
    await signInAgain(page);
    await expect(keeps(page)).toContainText("1 backup");
    await expect(keeps(page)).toContainText("Sat 31 Oct, 05:00 UTC");
  });

  test("says that a paused cleaner deletes nothing", async ({ page, portal }) => {
    const cleaner = (await portal.tasks()).find((task) => task.taskType === "BackupRetentionCleaner")!;
    await portal.operate(`system/tasks/${cleaner.id}/disable`);
    await open(page, portal, `tasks/${SCHEDULE2}`);
    await expect(keeps(page)).toContainText("Sat 24 Oct, 04:00 UTC");
    await expect(keeps(page)).toContainText("the retention cleaner does not run");
  });
});

test("without a backup there is nothing to go back to, and that is said", async ({ page, portal }) => {
  await open(page, portal);
  await expect(answer(page)).toContainText("No ready store holds a backup to restore");
  await page.goto(`${portal.app}tasks/${SCHEDULE2}`);
  await expect(keeps(page)).toContainText("No backup");
});

test("where backups cannot be read it is said, and the tasks are there all the same", async ({ page, portal }) => {
  await portal.fault("forbidden", { path: "/disasterrecovery" });
  await open(page, portal);
  await expect(answer(page)).toContainText("Not known");
  await expect(answer(page)).toContainText("Your account may not do this.");
  await expect(page.getByText("4 of 4 tasks")).toBeVisible();
  await portal.mend();
  await portal.fault("server-error", { path: "/default/backups" });
  await page.goto(`${portal.app}tasks/${SCHEDULE2}`);
  await expect(keeps(page)).toContainText(SERVER_ERROR);
  await expect(page.getByRole("heading", { name: "schedule2" })).toBeVisible();
});

test("a store that is not registered any more keeps nothing in reach", async ({ page, portal }) => {
  await portal.operate("system/disasterrecovery/stores/default/unregister");
  await open(page, portal, `tasks/${SCHEDULE2}`);
  await expect(keeps(page)).toContainText("The store “default” is not registered.");
});

/** A session does not outlive sixteen hours. */
async function signInAgain(page: Page): Promise<void> {
  await expect(page.getByLabel(/^Password/)).toBeVisible();
  if (await page.getByLabel("Username").isVisible()) return signIn(page);
  await page.getByLabel("Password for siteadmin").fill("sandbox.admin1");
  await page.getByRole("button", { name: "Sign in" }).click();
}
