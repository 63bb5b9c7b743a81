import { expect, open, SCHEDULE2, test } from "../support/fixtures.ts";
import type { Page } from "@playwright/test";

const keeping = (page: Page) => page.getByRole("region", { name: /^Backups that exist/ });
const points = (page: Page) => keeping(page).getByRole("table", { name: /^At the end of/ }).getByRole("row").nth(1);

test("which backups exist is told for any day", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await page.getByLabel("Cron expression").fill("0 0 4 ? * 7");
  await expect(keeping(page)).toContainText("1 to 2 from Sat 7 Nov on");
  await expect(keeping(page).getByRole("img", { name: /2 at most, 2 at the end/ })).toBeVisible();
  const date = page.getByLabel("Date to look at");
  await date.fill("2026-10-24");
  await expect(keeping(page)).toContainText("At the end of Sat 24 Oct 2026 UTC");
  await expect(points(page)).toHaveText("1111");
  const slider = page.getByRole("slider", { name: "Day to look at" });
  await slider.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(slider).toHaveAttribute("aria-valuetext", "Fri 23 Oct 2026 UTC");
  await expect(date).toHaveValue("2026-10-23");
  await expect(keeping(page)).toContainText("There is no backup then:");
  await page.keyboard.press("End");
  await expect(points(page)).toHaveText(/^[01][12]22$/);
  await keeping(page).getByText("Which they are").click();
  await expect(page.getByRole("table", { name: /^Backups at that moment/ }).getByRole("row")).toHaveCount(3);
  await keeping(page).getByText("The count as a table").click();
  await expect(page.getByRole("table", { name: /^Backups on each day/ }).getByRole("row").nth(2)).toHaveText("Sat 24 Oct011");
});

test("the clock of the day that is looked at can be set", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await page.getByLabel("Cron expression").fill("0 0 4 * * ?");
  await page.getByLabel("Date to look at").fill("2026-10-24");
  const clock = page.getByLabel("Time to look at, UTC");
  // The backup of 04:00 is finished by 06:00 at the latest.
  await clock.fill("5:59");
  await expect(keeping(page)).toContainText("On Sat 24 Oct 2026 at 05:59 UTC");
  await expect(keeping(page)).toContainText("There is no backup then: a failure would lose everything.");
  await clock.fill("06:30");
  await expect(keeping(page)).toContainText("A failure then would lose the last 2 h 30 min of changes.");
  await clock.fill("25:00");
  await expect(clock).toHaveAccessibleDescription("Use a time from 00:00 to 23:59.");
  await clock.fill("");
  await expect(keeping(page)).toContainText("At the end of Sat 24 Oct 2026 UTC");
});

test("a time without any backup is an error, and goes with its cause", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await page.getByLabel("Cron expression").fill("0 30 4 1 * ?");
  const error = keeping(page).getByRole("alert");
  await expect(error).toContainText("There are times without any backup.");
  await expect(error).toContainText("From Sun 15 Nov, 05:00 to Tue 1 Dec, 06:30 UTC there is none");
  await page.getByLabel("Keep for").fill("6");
  await page.getByLabel("Unit").selectOption("weeks");
  await expect(error).toBeHidden();
});

test("a winter without a backup is told in autumn", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await page.getByLabel("Cron expression").fill("0 0 4 ? 2-11 *");
  const error = keeping(page).getByRole("alert");
  await expect(error).toContainText("From Mon 14 Dec, 04:00 to Mon 1 Feb 2027, 06:00 UTC there is none");
  await page.getByLabel("Date to look at").fill("2028-01-15");
  await expect(keeping(page)).toContainText("There is no backup then:");
  // Too many runs to come to the winter one by one.
  await page.getByLabel("Cron expression").fill("0 */5 * ? 2-11 *");
  await expect(keeping(page)).toContainText("only the next two thousand are looked at");
  await expect(error).toContainText("From Tue 15 Dec, 00:00 to Mon 1 Feb 2027, 02:00 UTC there is none");
});

test("a paused cleaner lets backups pile up", async ({ page, portal }) => {
  const cleaner = (await portal.tasks()).find((task) => task.taskType === "BackupRetentionCleaner")!;
  await portal.operate(`system/tasks/${cleaner.id}/disable`);
  await open(page, portal, "tasks/new");
  await expect(keeping(page).getByText("The retention cleaner does not run.", { exact: true })).toBeVisible();
  await expect(keeping(page)).toContainText("Not reached by");
});

test.describe("a portal with backups", () => {
  test.use({ options: ["--pace", "0", "--seed", "documented"] });

  test("counts those that a schedule has made", async ({ page, portal }) => {
    await open(page, portal, `tasks/${SCHEDULE2}`);
    await expect(keeping(page)).toContainText("The 2 that are in the store now count.");
    await page.getByLabel("Date to look at").fill("2026-10-23");
    await expect(points(page)).toHaveText("0122");
  });
});

test("a schedule of every second is looked at as far as two thousand backups go", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await page.getByLabel("Cron expression").fill("* * * * * ?");
  await expect(keeping(page)).toContainText("So many are made that only the next two thousand are looked at.");
});

test("what was unfolded on the page of a task stays so when the task changes", async ({ page, portal }) => {
  await open(page, portal, `tasks/${SCHEDULE2}`);
  // The runs stand above, and what is told of them moves what is beneath.
  await expect(page.getByRole("table", { name: "Runs", exact: true })).toBeVisible();
  await keeping(page).getByText("The count as a table").click();
  const days = page.getByRole("table", { name: /^Backups on each day/ });
  await expect(days).toBeVisible();
  await page.getByRole("button", { name: "Enable" }).click();
  await expect(page.getByText("Active", { exact: true })).toBeVisible();
  await expect(days).toBeVisible();
});
