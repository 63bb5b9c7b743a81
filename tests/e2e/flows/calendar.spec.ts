import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, open, test, typePasscode } from "../support/fixtures.ts";

const week = (page: Page) => page.getByRole("grid", { name: /^Minutes of work in each hour of a week/ });
const month = (page: Page) => page.getByRole("table", { name: "Runs of October 2026" });
const day = (page: Page, name: RegExp) => month(page).getByRole("button", { name });

test.describe("on a Friday in October", () => {
  test("the calendar shows when schedules run, by the hour and by the day", async ({ page, portal }) => {
    await portal.create("Nightly full");
    await open(page, portal);
    await page.getByRole("navigation", { name: "Places" }).getByRole("link", { name: "Calendar" }).click();
    await expect(page).toHaveTitle("Calendar · Portal Tasks");
    await page.getByLabel("Only backups").check();
    // The time-out is taken where nothing is known of a backup: two hours from four o’clock on.
    await expect(week(page).getByRole("gridcell", { name: "Mon 04:00: Nightly full 1 h" })).toBeVisible();
    await expect(week(page).getByRole("gridcell", { name: "Mon 05:00: Nightly full 1 h" })).toBeVisible();
    await expect(week(page).getByRole("gridcell", { name: "Mon 06:00: nothing runs" })).toBeVisible();
    await expect(page.getByText("Nothing runs on any day from 06:00 to 04:00 UTC.")).toBeVisible();
    await day(page, /^Sat 24 Oct 2026: 1 run/).click();
    const runs = page.getByRole("table", { name: "Runs of Saturday 24 October 2026" });
    await expect(runs.getByRole("row").filter({ hasText: "Nightly full" })).toContainText("04:00 UTC");
    await expect(page).toHaveURL(/backups=1.*day=2026-10-24/);
    await page.reload();
    await expect(runs).toBeVisible();
    await page.getByRole("button", { name: "November 2026" }).click();
    await expect(page.getByRole("table", { name: "Runs of November 2026" })).toBeVisible();
    await page.getByRole("button", { name: "This month" }).click();
    await expect(month(page)).toBeVisible();
  });

  test("the hours can be walked through with the arrow keys", async ({ page, portal }) => {
    await portal.create("Nightly full");
    await open(page, portal, "calendar?backups=1");
    await week(page).getByRole("gridcell", { name: /^Fri 14:00/ }).focus();
    await page.keyboard.press("Home");
    for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowUp");
    await expect(week(page).getByRole("gridcell", { name: /^Thu 04:00/ })).toBeFocused();
    await expect(page.locator(".told")).toHaveText("Thu 04:00: Nightly full 1 h");
  });

  test("in local time the night is an hour longer on the day when the clocks go back", async ({ page, portal }) => {
    await portal.create("Nightly full");
    await open(page, portal, "calendar?backups=1");
    await page.getByRole("radio", { name: "Copenhagen" }).check();
    await expect(day(page, /^Sun 25 Oct 2026/)).toContainText("25 h, clocks go back");
    await expect(page.getByText("days in Copenhagen")).toBeVisible();
  });

  test("schedules that run into each other are marked and listed", async ({ page, portal }) => {
    await portal.create("Nightly full");
    await portal.create("Parcels");
    await open(page, portal, "calendar?backups=1");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(
      "Nightly full and Parcels run into each other",
    );
    await expect(week(page).getByRole("gridcell", { name: /^Mon 04:00: .*; 2 at once$/ })).toBeVisible();
    const overlaps = page.getByRole("region", { name: "Overlaps" });
    await expect(overlaps).toContainText("First on Sat 24 Oct 2026, 04:00 to 06:00 UTC");
    await expect(overlaps).toContainText("42 times");
    await day(page, /^Sat 24 Oct 2026: 2 runs, 2 at once/).click();
    const runs = page.getByRole("table", { name: "Runs of Saturday 24 October 2026" });
    await expect(runs.getByRole("row").filter({ hasText: "Nightly full" }).first()).toContainText("Parcels");
  });

  test("planned runs are written for other calendars, without what could end a line", async ({ page, portal }) => {
    await portal.create("Nightly, full; all");
    await open(page, portal, "calendar?backups=1");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export as iCalendar" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("portal-tasks-20261023.ics");
    const text = await readFile(await download.path(), "utf8");
    expect(text).toContain("SUMMARY:Nightly\\, full\\; all\r\n");
    expect(text).toContain("DTSTART:20261024T040000Z\r\nDURATION:PT7200S\r\n");
    expect(text).not.toContain("planted-passcode");
    await expect(page.getByText("92 runs until Sat 23 Jan 2027 written to portal-tasks-20261023.ics.")).toBeVisible();
  });
});

test("past runs stand beside the planned ones, with what became of them", async ({ page, portal }) => {
  const id = await portal.create("Nightly full");
  await portal.pass(3 * 24 * 3600);
  const [newest] = await portal.runs(id);
  await portal.operate(`system/tasks/${id}/runs/${newest.runId}/delete`);
  await open(page, portal, "calendar?backups=1");
  await day(page, /^Mon 26 Oct 2026: 1 run, 1 missed$/).click();
  await expect(page.getByRole("table", { name: "Runs of Monday 26 October 2026" })).toContainText("Missed");
  await day(page, /^Sat 24 Oct 2026: 1 run$/).click();
  const saturday = page.getByRole("table", { name: "Runs of Saturday 24 October 2026" });
  await expect(saturday).toContainText("On time");
  // What is still to come has no column for it.
  await day(page, /^Fri 30 Oct 2026: 1 run$/).click();
  await expect(page.getByRole("columnheader", { name: "What became of it" })).toBeHidden();
  await day(page, /^Sat 24 Oct 2026: 1 run$/).click();
  await saturday.getByRole("link", { name: "Its run" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Run of/);
});

test("an empty calendar says what will stand in it", async ({ page, portal }) => {
  await page.route(/admin\/system\/tasks\?/, (route) =>
    route.fulfill({ json: { total: 0, start: 0, num: 0, nextStart: -1, result: [] } }),
  );
  await open(page, portal, "calendar");
  await expect(page.getByRole("heading", { name: "Nothing is planned" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Export as iCalendar" })).toBeDisabled();
  await page.getByRole("link", { name: "New schedule" }).click();
  await expect(page).toHaveTitle("New schedule · Portal Tasks");
});

test("what is chosen away can be brought back", async ({ page, portal }) => {
  // The documented schedules are paused.
  await open(page, portal, "calendar?backups=1");
  await expect(page.getByRole("heading", { name: "No schedule fits what is chosen" })).toBeVisible();
  await page.getByRole("button", { name: "Show all of them" }).click();
  await expect(page.getByLabel("Paused ones too")).toBeChecked();
  await expect(week(page).getByRole("gridcell", { name: /^Sat 04:00: .*schedule2 1 h/ })).toBeVisible();
});

test.describe("with two hundred schedules", () => {
  test.use({ options: ["--seed", "large:200"] });

  test("two hundred schedules fit into one calendar", async ({ page, portal }) => {
    await open(page, portal, "calendar");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/pairs of schedules run into each other$/);
    await expect(week(page).getByRole("row")).toHaveCount(8);
    await expect(page.getByText(/^\d+ more$/)).toBeVisible();
  });
});

test("a shift that frees a schedule is proposed and filled in on its own page", async ({ page, portal }) => {
  await portal.create("Nightly full");
  await portal.create("Parcels");
  await open(page, portal, "calendar");
  await page.getByRole("button", { name: "Spread out" }).click();
  const section = page.getByRole("region", { name: "Spread out" });
  await expect(section).toContainText("Move one schedule, then nothing meets.");
  const row = section.getByRole("table", { name: "Proposed changes" }).getByRole("row").filter({ hasText: "Nightly full" });
  await expect(row).toContainText("2 h later: then it meets one other no more");
  await expect(row).toContainText("0 0 6 * * ?");
  await row.getByRole("link", { name: "Edit Nightly full" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Nightly full/);
  await expect(page.getByText("0 0 6 * * ?").first()).toBeVisible();
  await typePasscode(page);
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page).toHaveTitle("Nightly full · Portal Tasks");
  await page.getByRole("link", { name: "Calendar" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("No two schedules run into each other");
});

test.describe("two tasks of the system that take five minutes of every hour", () => {
  test.beforeEach(async ({ page }) => {
    await page.route(/\/tasks\/[^/]+\/runs\?/, async (route) => {
      const reply = await route.fetch();
      const told = await reply.json();
      for (const run of told.result) {
        run.modified = run.created + 300_000;
      }
      await route.fulfill({ json: told });
    });
  });
  const save = async (page: Page) => {
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/run into each other$/);
    await page.getByRole("button", { name: "Spread out" }).click();
    await page.getByRole("button", { name: "Save one change" }).click();
  };

  test("one of them is moved at once, since that needs no passcode", async ({ page, portal }) => {
    await open(page, portal, "calendar");
    await save(page);
    await expect(page.getByRole("table", { name: "Proposed changes" })).toContainText("Saved");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("No two schedules run into each other");
    const crons = (await portal.tasks()).map((task) => task.cronExpression);
    expect(crons).toContain("0 5 * * * ?");
  });

  test("one whose schedule somebody changed meanwhile is left as it is", async ({ page, portal }) => {
    await open(page, portal, "calendar");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/run into each other$/);
    await page.getByRole("button", { name: "Spread out" }).click();
    await expect(page.getByRole("button", { name: "Save one change" })).toBeVisible();
    for (const task of await portal.tasks()) {
      if (task.cronExpression !== "0 0 * * * ?" || task.taskType === "CreateBackup") continue;
      const fields = { minute: "30", hour: "*", dayOfMonth: "*", month: "*", dayOfWeek: "?" };
      await portal.operate(`system/tasks/${task.id}/update`, { type: task.taskType, parameters: "{}", ...fields });
    }
    await page.getByRole("button", { name: "Save one change" }).click();
    const table = page.getByRole("table", { name: "Proposed changes" });
    await expect(table).toContainText("Not saved. Its schedule was changed meanwhile: spread out once more.");
    const crons = (await portal.tasks()).map((task) => task.cronExpression);
    expect(crons).not.toContain("0 5 * * * ?");
  });

  test("a change that was refused is told beside it", async ({ page, portal }) => {
    await open(page, portal, "calendar");
    await portal.fault("server-error", { path: "/update" });
    await save(page);
    await expect(page.getByRole("table", { name: "Proposed changes" })).toContainText("Not saved.");
  });
});
