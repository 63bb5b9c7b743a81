import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, open, row, SCHEDULE2, SERVER_ERROR, test, traces, typePasscode } from "../support/fixtures.ts";
import { hold } from "../support/hold.ts";

async function exported(page: Page, button: string): Promise<{ name: string; text: string }> {
  await page.getByRole("button", { name: "Export and import" }).click();
  const dialog = page.getByRole("dialog", { name: "Export and import" });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: button }).click(),
  ]);
  await page.keyboard.press("Escape");
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

async function importFile(page: Page, text: string): Promise<void> {
  await page.getByRole("button", { name: "Export and import" }).click();
  await page
    .getByLabel("Import from a file")
    .setInputFiles({ name: "tasks.json", mimeType: "application/json", buffer: Buffer.from(text) });
}

test("what is shown goes out as JSON and as CSV, without a passcode and without a formula", async ({ page, portal }) => {
  await portal.create("=HYPERLINK(1)", "planted-pass-2236");
  await open(page, portal);
  await page.getByLabel("Type").selectOption("Backups");
  await expect(page.getByText("3 of 5 tasks")).toBeVisible();
  const json = await exported(page, "Export as JSON");
  expect(json.name).toMatch(/^portal-tasks-20261023-\d{4}\.json$/);
  expect(JSON.parse(json.text).tasks).toHaveLength(3);
  const csv = await exported(page, "Export as CSV");
  expect(csv.name).toMatch(/\.csv$/);
  expect(csv.text.trimEnd().split("\r\n")).toHaveLength(4);
  expect(csv.text).toContain("'=HYPERLINK(1),CreateBackup,active");
  for (const { text } of [json, csv]) {
    expect(text).not.toContain("planted-pass-2236");
    expect(text.toLowerCase()).not.toContain("passcode");
  }
});

test("chosen tasks alone are exported", async ({ page, portal }) => {
  await open(page, portal);
  await page.getByRole("checkbox", { name: "Select schedule2" }).check();
  const { text } = await exported(page, "Export as JSON");
  expect(JSON.parse(text).tasks.map((task: { taskTitle: string }) => task.taskTitle)).toEqual(["schedule2"]);
});

test("an import shows its plan, asks for a passcode, and creates what is missing", async ({ page, portal }) => {
  await open(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
  const { text } = await exported(page, "Export as JSON");
  await page.getByRole("button", { name: "More for schedule2" }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("button", { name: "Delete schedule" }).click();
  await expect(page.getByText("3 of 3 tasks")).toBeVisible();

  await importFile(page, text);
  const plan = page.getByRole("list", { name: "What will happen" });
  await expect(plan.getByRole("listitem").filter({ hasText: "schedule1" })).toContainText("Is here already.");
  await expect(plan.getByRole("listitem").filter({ hasText: "gpCleanerTask" })).toContainText("belongs to the system");
  const line = plan.getByRole("listitem").filter({ hasText: "schedule2" });
  await expect(line).toContainText("Will be paused, as it is in the file.");
  await expect(plan.getByRole("checkbox", { name: "schedule2" })).toBeChecked();
  await page.getByRole("button", { name: "Create 1 schedule" }).click();
  await expect(page.getByText("Choose a passcode. Without one there is no backup.")).toBeVisible();
  expect(await portal.tasks()).toHaveLength(3);

  await page.getByRole("textbox", { name: "Passcode", exact: true }).fill("planted-pass-1414");
  await page.getByLabel("Confirm passcode").fill("planted-pass-1414");
  await page.getByRole("button", { name: "Create 1 schedule" }).click();
  await expect(page.getByText("1 schedule was created.")).toBeVisible();
  await page.getByRole("button", { name: "Close" }).click();
  await expect(row(page, "schedule2")).toBeVisible();
  expect(await traces(page)).not.toContain("planted-pass-1414");
  const made = (await portal.tasks()).find((task) => task.taskTitle === "schedule2");
  expect(made?.cronExpression).toBe("0 0 4 ? * 7");
  expect(made?.startDate).toBe(1634961600000);
  expect(made?.active).toBe(false);
});

test("a paused schedule that the portal does not pause is said to be active", async ({ page, portal }) => {
  await open(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
  const { text } = await exported(page, "Export as JSON");
  await portal.operate(`system/tasks/${SCHEDULE2}/delete`);
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByText("3 of 3 tasks")).toBeVisible();
  await portal.fault("server-error", { path: "/disable" });
  await importFile(page, text);
  await typePasscode(page);
  await page.getByRole("button", { name: "Create 1 schedule" }).click();
  const line = page.getByRole("list", { name: "What will happen" }).getByRole("listitem").filter({ hasText: "schedule2" });
  await expect(line).toContainText(`Created, but it is active: ${SERVER_ERROR}`);
  await expect(page.getByText("1 schedule was created. Not paused as in the file: 1, see above.")).toBeVisible();
  const made = (await portal.tasks()).find((task) => task.taskTitle === "schedule2");
  expect(made?.active).toBe(true);
});

test.describe("a schedule whose making is not answered", () => {
  test.use({ mayLog: /Failed to load resource/ });

  test("is found in the list, and paused as it is in the file", async ({ page, portal }) => {
    await open(page, portal);
    await expect(row(page, "schedule2")).toBeVisible();
    const { text } = await exported(page, "Export as JSON");
    await portal.operate(`system/tasks/${SCHEDULE2}/delete`);
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(page.getByText("3 of 3 tasks")).toBeVisible();
    await page.route("**/createTask", async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    });
    await importFile(page, text);
    await typePasscode(page);
    await page.getByRole("button", { name: "Create 1 schedule" }).click();
    await expect(page.getByText("1 schedule was created.")).toBeVisible();
    const made = (await portal.tasks()).filter((task) => task.taskTitle === "schedule2");
    expect(made.map((task) => task.active)).toEqual([false]);
  });
});

test("while schedules are created the dialog stays, can be stopped, and tells what became of them", async ({ page, portal }) => {
  await open(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
  const { text } = await exported(page, "Export as JSON");
  for (const task of await portal.tasks()) {
    if (task.taskTitle.startsWith("schedule")) await portal.operate(`system/tasks/${task.id}/delete`);
  }
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByText("2 of 2 tasks")).toBeVisible();
  const letGo = await hold(page, "**/createTask");
  await importFile(page, text);
  await typePasscode(page);
  await page.getByRole("button", { name: "Create 2 schedules" }).click();
  const dialog = page.getByRole("dialog", { name: "Export and import" });
  await expect(dialog.getByRole("button", { name: "Creating 1 of 2" })).toBeVisible();
  for (let time = 0; time < 2; time += 1) {
    await page.keyboard.press("Escape");
    await expect(dialog).toBeVisible();
  }
  await expect(dialog.getByLabel("Import from a file")).toBeDisabled();
  await dialog.getByRole("button", { name: "Stop" }).click();
  // What was created is not offered again, also before the list shows it.
  const listIsRead = await hold(page, "**/system/tasks?*");
  await letGo();
  await expect(dialog.getByText("1 schedule was created.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Create 1 schedule" })).toBeVisible();
  await listIsRead();
  await expect(dialog.getByRole("button", { name: "Create 1 schedule" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  expect((await portal.tasks()).filter((task) => task.taskTitle.startsWith("schedule"))).toHaveLength(1);
});

test("a file that is larger than any list is not read", async ({ page, portal }) => {
  await open(page, portal);
  await page.evaluate(() => {
    Object.defineProperty(File.prototype, "size", { get: () => 64_000_001 });
    File.prototype.text = () => Promise.reject(new Error("it was read"));
  });
  await importFile(page, "{}");
  await expect(page.getByText("The file is larger than any list of tasks.")).toBeVisible();
});

test("a file without tasks says what it is, and changes nothing", async ({ page, portal }) => {
  await open(page, portal);
  await importFile(page, "<html>");
  await expect(page.getByText("The file is not JSON")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Create/ })).toBeHidden();
  expect(await portal.tasks()).toHaveLength(4);
});
