import { expect, GP_CLEANER, open, SCHEDULE2, test } from "../support/fixtures.ts";
import type { Page } from "@playwright/test";

const panel = (page: Page) => page.getByRole("complementary", { name: "What will happen" });
const figures = (page: Page) => page.getByRole("region", { name: "Figures" });
const expression = (page: Page) => page.getByLabel("Cron expression");

test("how often, the longest gap and its reason follow the expression", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await expression(page).fill("0 0 4 ? * MON-FRI");
  await expect(figures(page)).toContainText("0 to 1 a day, 20 to 23 a month, 260 to 262 a year");
  await expect(figures(page)).toContainText("as from Fri 30 Oct 2026 04:00 to Mon 2 Nov 2026 04:00 UTC, over a weekend");
  await expect(figures(page)).toContainText("3 d 2 h of changes");
  await figures(page).getByText("Month by month").click();
  const months = page.getByRole("table", { name: "Runs of each month, UTC" });
  await expect(months.getByRole("row").nth(1)).toHaveText("November 202621");
  await figures(page).getByText("All gaps").click();
  const gaps = page.getByRole("table", { name: /^Gaps of the coming two years/ });
  await expect(gaps.getByRole("row").nth(1)).toContainText("3 d");

  await expression(page).fill("0 0 */6 * * ?");
  await expect(figures(page)).toContainText("4 a day");
  await expect(months.getByRole("row").nth(1)).toHaveText("November 2026120");
});

test("both nights in which the local clock changes are told", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await expression(page).fill("0 0 1 * * ?");
  const nights = page.getByRole("list", { name: "When the local clock changes" }).getByRole("listitem");
  await expect(nights.nth(0)).toContainText("On Sun 25 Oct 2026 the clock of Copenhagen goes back by 1 h: what ran at 03:00 CEST runs at 02:00 CET.");
  await expect(nights.nth(1)).toContainText("On Sun 28 Mar 2027 the clock of Copenhagen goes forward by 1 h: what ran at 02:00 CET runs at 03:00 CEST.");
  await expect(panel(page).getByRole("columnheader", { name: "Copenhagen" })).toBeVisible();
});

test("a schedule is held against the longest gap that is allowed, which is kept for the next one", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await expression(page).fill("0 0 4 ? * MON-FRI");
  const target = page.getByLabel("Allowed gap", { exact: true });
  await target.fill("24");
  await expect(target).toHaveAccessibleDescription(/Missed: 10\d gaps of the coming two years are longer, the longest by 2 d\./);
  await page.getByLabel("Hours or days").selectOption("days");
  await target.fill("3");
  await expect(target).toHaveAccessibleDescription("Met, with nothing to spare.");
  await target.fill("a week");
  await expect(target).toHaveAccessibleDescription(/Use a whole number/);
  await page.getByRole("link", { name: "Cancel" }).click();
  await page.getByRole("link", { name: "New schedule" }).click();
  await expect(target).toHaveValue("3");
  await target.fill("");
  await expect(target).toHaveAccessibleDescription("Your target, kept in this browser for all schedules.");
});

test("a schedule that can run into itself says so", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await expression(page).fill("0 0 * * * ?");
  await expect(figures(page).getByText("It can run into itself.")).toBeVisible();
  await expect(figures(page)).toContainText("the portal’s time-out, as fewer than five runs have succeeded");
  await expression(page).fill("0 0 */2 * * ?");
  await expect(figures(page).getByText("It can run into itself.")).toBeHidden();
});

test("the page of a task takes its runs for how long one takes", async ({ page, portal }) => {
  await open(page, portal, `tasks/${GP_CLEANER}`);
  await expect(figures(page)).toContainText(/95 of 100 of the \d+ runs that succeeded took no longer/);
  await expect(page.getByRole("table", { name: "Next ten runs" })).toBeVisible();
  await expect(page.getByLabel("Allowed gap")).toBeHidden();
});

test("a task that has never run has its figures too", async ({ page, portal }) => {
  await open(page, portal, `tasks/${SCHEDULE2}`);
  await expect(figures(page)).toContainText("7 d");
  await expect(figures(page)).toContainText("the portal’s time-out");
});

test("a schedule that never runs breaks nothing", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await expression(page).fill("0 0 4 31 2 ?");
  await expect(figures(page)).toContainText("No run in the coming two years");
  await expression(page).fill("* * * * * ?");
  await expect(figures(page)).toContainText("86400 a day");
});

test("what an edit does to the runs is told before it is saved", async ({ page, portal }) => {
  await open(page, portal, `tasks/${SCHEDULE2}/edit`);
  const changes = page.getByRole("region", { name: "What changes" });
  await expect(changes).toContainText("Nothing yet.");
  await expect(changes.getByText("What that does to the runs")).toBeHidden();
  await expression(page).fill("0 0 4 ? * MON-FRI");
  await expect(changes).toContainText("+4 runs a week: loses Saturday 04:00, gains Monday 04:00, Tuesday 04:00, Wednesday 04:00 and 2 more (UTC).");
  await expression(page).fill("0 0 4 1 * ?");
  await expect(changes).toContainText("-41 runs in the coming year: loses Sat 24 Oct 2026 04:00");
  await expression(page).fill("* * * * * ?");
  await expect(changes).toContainText("31535999 instead of 53");
  await expression(page).fill("0 0 4 ? * 7");
  await expect(changes.getByText("What that does to the runs")).toBeHidden();
});

test("the dock counts what is wrong and leads there", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await expect(page.getByRole("button", { name: /warning/ })).toBeHidden();
  await expression(page).fill("0 0/45 * * * ?");
  // Its step is uneven, and it can run into itself.
  await page.getByRole("button", { name: "2 warnings" }).click();
  await expect(panel(page)).toBeFocused();
  await panel(page).getByRole("button", { name: "Write 0 0,45 * * * ?" }).click();
  await expect(page.getByRole("button", { name: "1 warning", exact: true })).toBeVisible();
  await expression(page).fill("0 0 */6 * * ?");
  await expect(page.getByRole("button", { name: /warning/ })).toBeHidden();
});

test("what was foreseen steps aside while there is no schedule, and comes back", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await expression(page).fill("0 0 4 ? * SAT");
  await expect(figures(page)).toContainText("0 to 1 a day");
  await expression(page).fill("0 0 4 ? * ");
  await expect(panel(page)).toContainText("No schedule yet.");
  await expect(figures(page)).toBeHidden();
  await expect(page.getByRole("table", { name: "Next ten runs" })).toBeHidden();
  await expect(page.getByRole("region", { name: /^Backups that exist/ })).toBeHidden();
  await expression(page).fill("0 0 */6 * * ?");
  await expect(figures(page)).toContainText("4 a day");
});

test("what the expression of a task hides is told on its page, and leads to the form that mends it", async ({ page, portal }) => {
  await page.route(/admin\/system\/tasks(\/[0-9a-f]+)?\?/, async (route) => {
    const told = JSON.stringify(await (await route.fetch()).json());
    await route.fulfill({ json: JSON.parse(told.replaceAll("0 0 4 ? * 7", "0 0/45 * ? * 7")) });
  });
  await open(page, portal, `tasks/${SCHEDULE2}`);
  await page.getByRole("button", { name: "Edit, to write 0 0,45 * ? * 7" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Edit schedule2");
  await expect(expression(page)).toHaveValue("0 0,45 * ? * 7");
  await expect(page.getByRole("region", { name: "What changes" })).toContainText("0 0/45 * ? * 7");
});
