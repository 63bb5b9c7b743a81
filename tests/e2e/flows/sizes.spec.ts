import type { Page } from "@playwright/test";
import { expect, fillSchedule, open, test } from "../support/fixtures.ts";

const promised = (page: Page) => page.getByRole("table", { name: "What each schedule guarantees" });
const keeping = (page: Page) => page.getByRole("region", { name: /^Backups that exist/ });
const finding = (page: Page, text: RegExp) =>
  page.getByRole("list", { name: "Findings" }).getByRole("listitem").filter({ hasText: text });

test.describe("with two hundred schedules and no cleaner", () => {
  test.use({ options: ["--seed", "large:200"] });

  test("findings name what all of them share, and what the portal lacks", async ({ page, portal }) => {
    await open(page, portal, "findings");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^\d+ errors, \d+ warnings and \d+ notes$/);
    await expect(finding(page, /the same passcode as .* and 196 more/)).toHaveCount(1);
    const missing = finding(page, /No retention cleaner is listed/);
    await expect(missing.getByRole("heading", { name: "The portal" })).toBeVisible();
    await missing.getByRole("link", { name: "Look at the backups" }).click();
    await expect(page).toHaveTitle("Backups · Portal Tasks");
  });

  test("backups tell what each of them guarantees", async ({ page, portal }) => {
    await open(page, portal, "backups");
    await expect(promised(page).getByRole("row")).toHaveCount(201);
    await expect(promised(page)).toContainText("as the retention cleaner’s own schedule is not known");
    await expect(promised(page)).toContainText("It is paused, over, or cannot be read");
  });

  test("one more schedule is made and told of", async ({ page, portal }) => {
    await open(page, portal, "tasks/new");
    await fillSchedule(page, "One more");
    await page.getByLabel("Cron expression").fill("0 0 4 ? * 7");
    await expect(keeping(page)).toContainText("1 to 2 from Sat 7 Nov on");
    await page.getByRole("button", { name: "Create schedule" }).click();
    await expect(page.getByRole("heading", { name: "One more" })).toBeVisible();
    expect(await portal.tasks()).toContainEqual(expect.objectContaining({ taskTitle: "One more" }));
  });
});

test.describe("with no task at all", () => {
  test.beforeEach(async ({ page }) => {
    const json = { total: 0, start: 0, num: 0, nextStart: -1, result: [] };
    await page.route("**/admin/system/tasks?*", (route) => route.fulfill({ json }));
  });

  test("backups guarantee nothing and have nothing to restore", async ({ page, portal }) => {
    await open(page, portal, "backups");
    const section = page.getByRole("region", { name: "What can be restored" });
    await expect(section).toContainText("There is no restore point to draw.");
    await expect(promised(page)).toHaveCount(0);
  });

  test("a new schedule tells what its backups would be", async ({ page, portal }) => {
    await open(page, portal, "tasks/new");
    await page.getByLabel("Cron expression").fill("0 0 4 ? * 7");
    await expect(keeping(page)).toContainText("1 to 2 from Sat 7 Nov on");
    await expect(keeping(page)).toContainText("the retention cleaner’s own schedule is not known");
  });
});
