import { expect, GP_CLEANER, open, SCHEDULE2, test } from "../support/fixtures.ts";

const HOUR = 3600;

test("the runs of a task are held against its plan", async ({ page, portal }) => {
  const id = await portal.create("Nightly full");
  await portal.pass(3 * 24 * HOUR);
  await open(page, portal, `tasks/${id}/runs`);
  const section = page.getByRole("region", { name: "Plan and reality" });
  await expect(section).toContainText("3 of 3 planned runs were made.");
  await expect(section).toContainText("when the task was last edited");
  await section.getByText("All 3, the newest first").click();
  const table = section.getByRole("table", { name: "Planned runs" });
  await expect(table.getByRole("row").filter({ hasText: "On time" })).toHaveCount(3);
  await table.getByRole("link", { name: "Its run" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Run of/);
});

test("a run whose record is gone is told as missed", async ({ page, portal }) => {
  const id = await portal.create("Nightly full");
  await portal.pass(3 * 24 * HOUR);
  const [run] = await portal.runs(id);
  await portal.operate(`system/tasks/${id}/runs/${run.runId}/delete`);
  await open(page, portal, `tasks/${id}/runs`);
  const section = page.getByRole("region", { name: "Plan and reality" });
  await expect(section).toContainText("2 of 3 planned runs were made; 1 was missed.");
  await section.getByText("The one that was not as planned").click();
  await expect(section.getByRole("table", { name: "Runs that were not as planned" })).toContainText("Missed");
});

test("a run that failed was not made", async ({ page, portal }) => {
  const id = await portal.create("Nightly full");
  await portal.pass(3 * 24 * HOUR);
  const [run] = await portal.runs(id);
  await portal.operate(`system/tasks/${id}/runs/${run.runId}/update`, { status: "failed", result: "No space left." });
  await open(page, portal, `tasks/${id}/runs`);
  const section = page.getByRole("region", { name: "Plan and reality" });
  await expect(section).toContainText("2 of 3 planned runs were made; 1 failed.");
  await section.getByText("The one that was not as planned").click();
  await expect(section.getByRole("table", { name: "Runs that were not as planned" })).toContainText("Failed");
});

test("of a paused task nothing is planned", async ({ page, portal }) => {
  await open(page, portal, `tasks/${SCHEDULE2}/runs`);
  await expect(page.getByRole("table", { name: "Runs", exact: true })).toBeVisible();
  await expect(page.getByRole("region", { name: "Plan and reality" })).toHaveCount(0);
  await page.goto(`${portal.app}tasks/${GP_CLEANER}/runs`);
  await expect(page.getByRole("region", { name: "Plan and reality" })).toBeVisible();
});
