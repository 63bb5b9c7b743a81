import type { Page } from "@playwright/test";
import { expect, GP_CLEANER, open, openRuns, SERVER_ERROR, test } from "../support/fixtures.ts";
import { hold } from "../support/hold.ts";

const table = (page: Page) => page.getByRole("table", { name: "Runs", exact: true });
const rows = (page: Page) => table(page).getByRole("rowheader");

test("a task’s page shows its latest runs and leads to all of them and to one", async ({ page, portal }) => {
  const runs = await portal.runs(GP_CLEANER);
  await open(page, portal, `tasks/${GP_CLEANER}`);
  await expect(rows(page)).toHaveCount(8);
  await expect(page.getByText(`8 of ${runs.length} runs`)).toBeVisible();
  await expect(page.getByRole("img", { name: /^The last 60 runs: .*\d+ succeeded/ })).toBeVisible();
  await page.getByRole("link", { name: "All runs" }).click();
  await expect(page).toHaveTitle("Runs of gpCleanerTask · Portal Tasks");
  await expect(page.getByRole("status").filter({ hasText: `${runs.length} of ${runs.length} runs` })).toBeVisible();
  await expect(page.getByRole("region", { name: "Plan and reality" })).toContainText("planned runs");
  await rows(page).first().getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Run of Wed 27 Oct 2021, 22:00 UTC");
  await expect(page.getByText("GP Jobs have been cleaned.", { exact: true })).toBeVisible();
  await page.getByText("Raw JSON").click();
  await expect(page.getByLabel("Raw JSON")).toContainText('"taskTitle": "gpCleanerTask"');
  await page.goBack();
  await expect(page).toHaveTitle("Runs of gpCleanerTask · Portal Tasks");
  await page.goBack();
  await expect(page.getByRole("heading", { name: "gpCleanerTask", exact: true })).toBeVisible();
});

test("search, state and order live in the address and survive a reload", async ({ page, portal }) => {
  const runs = await portal.runs(GP_CLEANER);
  const failed = runs.filter((run) => run.status === "failed");
  await openRuns(page, portal);
  await page.getByLabel("State").selectOption("Failed");
  await expect(page.getByText(`${failed.length} of ${runs.length} runs`)).toBeVisible();
  await page.getByLabel("Filter runs").fill("job STORE");
  await page.getByRole("button", { name: "Took" }).click();
  await expect(page.getByRole("columnheader", { name: "Took" })).toHaveAttribute("aria-sort", "descending");
  await expect(page).toHaveURL(/q=job\+STORE&?.*sort=-took|state=failed.*sort=-took/);
  await page.reload();
  await expect(page.getByLabel("Filter runs")).toHaveValue("job STORE");
  await expect(page.getByLabel("State")).toHaveValue("failed");
  await expect(rows(page)).toHaveCount(failed.length);

  await page.getByLabel("Filter runs").fill("nothing says this");
  await expect(page.getByRole("heading", { name: "No run fits the filter" })).toBeVisible();
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await expect(page.getByText(`${runs.length} of ${runs.length} runs`)).toBeVisible();
});

test("the bars and their table say the same", async ({ page, portal }) => {
  await openRuns(page, portal);
  const chart = page.getByRole("img", { name: /^The last 60 runs/ });
  const counted = Number(/(\d+) failed/.exec((await chart.getAttribute("aria-label")) ?? "")?.[1]);
  await page.getByText("The bars as a table").click();
  const told = page.getByRole("table", { name: "The latest runs, the newest first" });
  await expect(told.getByRole("row")).toHaveCount(61);
  await expect(told.getByRole("row").filter({ hasText: "Failed" })).toHaveCount(counted);
});

test("the record of a run is edited, after a refusal too", async ({ page, portal }) => {
  const [latest] = await portal.runs(GP_CLEANER);
  await open(page, portal, `tasks/${GP_CLEANER}/runs/${latest.runId}`);
  await page.getByRole("button", { name: "Edit" }).click();
  const dialog = page.getByRole("dialog", { name: "Edit the record of this run" });
  await expect(dialog.getByLabel("State")).toHaveValue("succeeded");
  await dialog.getByLabel("State").selectOption("Skipped");
  await dialog.getByLabel("Message").fill("Looked into: nothing to clean.");
  await portal.fault("server-error", { path: "/update", calls: 1 });
  await dialog.getByRole("button", { name: "Save record" }).click();
  await expect(dialog.getByRole("alert")).toContainText("The record was not saved.");
  await expect(dialog.getByLabel("Message")).toHaveValue("Looked into: nothing to clean.");
  await dialog.getByRole("button", { name: "Save record" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("The record was saved.")).toBeVisible();
  await expect(page.getByText("Looked into: nothing to clean.", { exact: true })).toBeVisible();
  const runs = await portal.runs(GP_CLEANER);
  expect(runs.find((run) => run.runId === latest.runId)).toMatchObject({
    status: "skipped",
    result: "Looked into: nothing to clean.",
  });
});

test("a run is deleted after a question, and its page leaves", async ({ page, portal }) => {
  const [latest, ...others] = await portal.runs(GP_CLEANER);
  await open(page, portal, `tasks/${GP_CLEANER}/runs/${latest.runId}`);
  const ask = () => page.getByRole("button", { name: "Delete" }).click();
  const question = page.getByRole("dialog", { name: "Delete the record of this run?" });
  await ask();
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toBeHidden();
  expect(await portal.runs(GP_CLEANER)).toHaveLength(others.length + 1);
  await ask();
  await question.getByRole("button", { name: "Delete run" }).click();
  await expect(page).toHaveURL(`${portal.app}tasks/${GP_CLEANER}/runs`);
  await expect(page.getByText(`${others.length} of ${others.length} runs`)).toBeVisible();
  expect(await portal.runs(GP_CLEANER)).toHaveLength(others.length);
});

test("a run is deleted from the list, and the list says so", async ({ page, portal }) => {
  const runs = await portal.runs(GP_CLEANER);
  await openRuns(page, portal);
  await page.getByRole("button", { name: "More for the run of Wed 27 Oct 2021, 22:00 UTC" }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("button", { name: "Delete run" }).click();
  await expect(page.getByText("The run was deleted.")).toBeVisible();
  await expect(page.getByText(`${runs.length - 1} of ${runs.length - 1} runs`)).toBeVisible();
});

test("a run that the portal does not delete stays, and the list says why", async ({ page, portal }) => {
  const runs = await portal.runs(GP_CLEANER);
  await openRuns(page, portal);
  const choose = async () => {
    await page.getByRole("button", { name: "More for the run of Wed 27 Oct 2021, 22:00 UTC" }).click();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByRole("button", { name: "Delete run" }).click();
  };
  await portal.fault("server-error", { path: "/delete", calls: 1 });
  await choose();
  await expect(page.getByRole("alert")).toContainText("The run was not deleted.");
  await expect(page.getByRole("alert")).toContainText(SERVER_ERROR);
  expect(await portal.runs(GP_CLEANER)).toHaveLength(runs.length);
  await choose();
  await expect(page.getByText("The run was deleted.")).toBeVisible();
});

test("runs that could not be read again are read with the next look at the list", async ({ page, portal }) => {
  await page.clock.install();
  // A minute before the cleaner runs; whoever signs in later has a session that lasts.
  await portal.pass(57 * 60);
  const before = (await portal.runs(GP_CLEANER)).length;
  await openRuns(page, portal);
  await expect(page.getByText(`${before} of ${before} runs`)).toBeVisible();
  await portal.fault("server-error", { path: `${GP_CLEANER}/runs`, calls: 1 });
  const { generation } = await portal.task(GP_CLEANER);
  await portal.pass(120);
  // The scheduler notices a moment later.
  await expect.poll(async () => (await portal.task(GP_CLEANER)).generation).not.toBe(generation);
  await page.clock.runFor(31_000);
  await expect(page.getByText("You see the runs as they were read before.")).toBeVisible();
  await page.clock.runFor(31_000);
  await expect(page.getByText(`${before + 1} of ${before + 1} runs`)).toBeVisible();
  await expect(page.getByText("You see the runs as they were read before.")).toBeHidden();
});

test.describe("an answer that is lost", () => {
  test.use({ mayLog: /Failed to load resource/ });

  test("of the record of a run is looked for in the list", async ({ page, portal }) => {
    const [latest] = await portal.runs(GP_CLEANER);
    await open(page, portal, `tasks/${GP_CLEANER}/runs/${latest.runId}`);
    await page.getByRole("button", { name: "Edit" }).click();
    const dialog = page.getByRole("dialog", { name: "Edit the record of this run" });
    await dialog.getByLabel("Message").fill("Looked into.");
    await page.route("**/update", (route) => route.abort("connectionreset"), { times: 1 });
    await dialog.getByRole("button", { name: "Save record" }).click();
    await expect(dialog.getByRole("alert")).toContainText("The record is not saved yet.");
    await expect(dialog.getByLabel("Message")).toHaveValue("Looked into.");
    await page.route("**/update", async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    });
    await dialog.getByRole("button", { name: "Save record" }).click();
    await expect(page.getByText("The record was saved.")).toBeVisible();
  });
});

test("a run that is not there and runs that cannot be read are said", async ({ page, portal }) => {
  await open(page, portal, `tasks/${GP_CLEANER}/runs/0123`);
  await expect(page.getByRole("heading", { name: "The run could not be read" })).toBeVisible();
  await expect(page).toHaveTitle("The run could not be read · Portal Tasks");
  await portal.fault("server-error", { path: "/runs" });
  // With the list of tasks the page would ask for the runs once more by itself.
  const letGo = await hold(page, "**/system/tasks?*");
  await page.goto(`${portal.app}tasks/${GP_CLEANER}/runs`);
  await expect(page.getByText(SERVER_ERROR)).toBeVisible();
  await portal.mend();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(rows(page).first()).toBeVisible();
  // Its place is kept until the task is known.
  await expect(page.getByRole("region", { name: "Plan and reality" })).toContainText("Comparing the runs with the schedule");
  await letGo();
  await expect(page.getByRole("heading", { name: "Runs of gpCleanerTask" })).toBeVisible();
});

test.describe("a task with a hundred thousand runs", () => {
  test.use({ options: ["--seed", "runs:100000"] });

  test("shows the rows in view alone, wherever it is scrolled to", async ({ page, portal }) => {
    await openRuns(page, portal, 30_000);
    await expect(page.getByText("100000 of 100000 runs")).toBeAttached();
    await expect(table(page)).toHaveAttribute("aria-rowcount", "100001");
    await expect.poll(() => rows(page).count()).toBeLessThan(80);
    await page.keyboard.press("End");
    await expect(table(page).locator('[aria-rowindex="100001"]')).toBeVisible();
    expect(await rows(page).count()).toBeLessThan(80);
    await page.keyboard.press("Home");
    await expect(table(page).locator('[aria-rowindex="2"]')).toBeVisible();
  });
});
