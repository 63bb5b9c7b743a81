import type { Locator, Page } from "@playwright/test";
import { expect, open, row, SCHEDULE2, test } from "../support/fixtures.ts";
import { Keys } from "../support/keys.ts";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const dialog = (page: Page, name: string | RegExp) => page.getByRole("dialog", { name });

test("somebody with a keyboard alone signs in, finds a task, switches it and signs out", async ({ page, portal }) => {
  const keys = new Keys(page);
  await page.goto(portal.app);
  await expect(page.getByLabel("Username")).toBeFocused();
  await keys.type("siteadmin");
  await keys.press("Tab");
  await keys.type("wrong");
  await keys.press("Enter");
  await expect(page.getByText("Invalid username or password.")).toBeVisible();
  await expect(page.getByLabel("Password")).toBeFocused();
  await keys.fill(page.getByLabel("Password"), "sandbox.admin1");
  await keys.press("Enter");

  await expect(row(page, "schedule2")).toBeVisible();
  await keys.fill(page.getByLabel("Filter tasks"), "schedule2");
  await expect(row(page, "schedule1")).toBeHidden();
  const toggle = page.getByRole("switch", { name: "Enable schedule2" });
  await keys.use(toggle, "Space");
  await expect(page.getByText("“schedule2” was enabled.")).toBeVisible();
  await expect(toggle).toBeChecked();
  await expect(toggle).toBeFocused();

  await keys.use(button(page, "More for schedule2"));
  await keys.to(button(page, "Delete").filter({ visible: true }));
  await keys.press("Escape");
  await expect(button(page, "More for schedule2")).toBeFocused();

  await keys.to(button(page, "Account"), "Shift+Tab");
  await keys.press("Enter");
  await keys.use(button(page, "Sign out"));
  await expect(page.getByLabel("Username")).toBeFocused();
});

test("with a keyboard alone a schedule is made by sentence and by grid, kept and protected, and then edited", async ({ page, portal }) => {
  const keys = new Keys(page);
  await open(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
  await keys.use(page.getByRole("link", { name: "New schedule" }));
  await keys.fill(page.getByLabel("Title"), "By keyboard");
  await keys.fill(page.getByLabel("Backup name"), "by-keyboard");
  await keys.to(page.getByRole("tab", { name: "Daily" }));
  await keys.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Weekly" })).toBeFocused();
  await keys.use(page.getByRole("checkbox", { name: "Sunday" }), "Space");
  await expect(page.getByRole("checkbox", { name: "Sunday" })).toBeChecked();
  await keys.to(page.getByRole("tab", { name: "Weekly" }), "Shift+Tab");
  await keys.press("End");
  await expect(page.getByRole("tab", { name: "Custom" })).toBeFocused();
  await keys.fill(page.getByLabel("Hour", { exact: true }), "1,13");
  await expect(page.getByLabel("Cron expression")).toHaveValue(/^0 \d+ 1,13 /);
  await keys.fill(page.getByLabel("Keep for", { exact: true }), "3");
  await keys.press("Tab");
  await keys.type("weeks");
  await keys.fill(page.getByRole("textbox", { name: "Passcode", exact: true }), "correct-horse-map");
  await keys.fill(page.getByLabel("Confirm passcode"), "correct-horse-mab");
  await keys.press("Enter");
  await expect(page.getByLabel("Confirm passcode")).toBeFocused();
  await keys.fill(page.getByLabel("Confirm passcode"), "correct-horse-map");
  await keys.press("Enter");
  await expect(page.getByRole("heading", { name: "By keyboard" })).toBeVisible();
  await expect(page.getByRole("main")).toBeFocused();
  const made = (await portal.tasks()).find((task) => task.taskTitle === "By keyboard");
  expect(made?.cronExpression).toMatch(/^0 \d+ 1,13 /);
  expect(made?.parameters.metaData.retention).toEqual({ type: "week", value: 3 });

  await keys.use(page.getByRole("link", { name: "Edit" }));
  await keys.fill(page.getByLabel("Title"), "Edited by keyboard");
  await keys.fill(page.getByRole("textbox", { name: "Passcode", exact: true }), "correct-horse-map");
  await keys.fill(page.getByLabel("Confirm passcode"), "correct-horse-map");
  await keys.use(button(page, "Save changes"));
  await expect(page.getByRole("heading", { name: "Edited by keyboard" })).toBeVisible();

  await keys.use(button(page, "Delete"));
  await expect(dialog(page, /^Delete/)).toBeVisible();
  await keys.press("Escape");
  await expect(button(page, "Delete")).toBeFocused();
});

test("runs are read and their record is edited with a keyboard alone", async ({ page, portal }) => {
  const keys = new Keys(page);
  await open(page, portal, `tasks/${SCHEDULE2}`);
  await expect(page.getByRole("heading", { name: "schedule2" })).toBeVisible();
  await keys.use(page.getByRole("link", { name: "All runs" }));
  const runs = page.getByRole("table", { name: "Runs", exact: true });
  const more = runs.getByRole("button", { name: /^More for/ }).first();
  await keys.use(more);
  await keys.press("Escape");
  await expect(more).toBeFocused();
  await keys.to(runs.getByRole("link").first(), "Shift+Tab");
  await keys.press("Enter");
  await expect(page.getByRole("heading", { name: /^Run of/ })).toBeVisible();
  await keys.use(button(page, "Edit"));
  await expect(page.getByRole("dialog")).toBeVisible();
  await keys.press("Escape");
  await expect(button(page, "Edit")).toBeFocused();
});

test.describe("a portal without a wait", () => {
  test.use({ options: ["--pace", "0"] });

  test("a backup is made, and a restore and its refusal are gone through, with a keyboard alone", async ({ page, portal }) => {
    const keys = new Keys(page);
    await portal.backUp("nightly", "the-right-passcode");
    await open(page, portal, "backups");
    await expect(page.getByRole("table", { name: "Backups" })).toContainText("nightly");
    await keys.use(button(page, "Back up now"));
    const order = dialog(page, "Back up now");
    await expect(order).toBeVisible();
    await keys.fill(order.getByLabel("Backup name"), "by-keyboard");
    await keys.fill(order.getByRole("textbox", { name: "Passcode", exact: true }), "correct-horse-map");
    await keys.fill(order.getByLabel("Confirm passcode"), "correct-horse-map");
    await keys.use(button(page, "Start backup"));
    await expect(page.getByRole("table", { name: "Backups" })).toContainText("by-keyboard");

    const more = button(page, "More for nightly");
    await keys.use(more);
    await keys.use(button(page, "Restore"));
    const restore = dialog(page, "Restore nightly?");
    await keys.fill(restore.getByLabel("Type the backup’s name to confirm"), "nightly");
    await keys.fill(restore.getByLabel("Passcode of this backup"), "not-the-passcode");
    await keys.press("Enter");
    await expect(restore).toContainText("The passcode is not the one that the backup was made with.");
    await expect(restore.getByLabel("Passcode of this backup")).toBeFocused();
    await keys.press("Escape");
    await expect(restore).toBeHidden();
    await expect(more).toBeFocused();
  });
});

const RUNS = `tasks/${SCHEDULE2}/runs`;

/** What each page shows when it is all there. What comes late moves what has the focus. */
const PLACES: Record<string, { seen: (page: Page) => Locator; least: number }> = {
  tasks: { seen: (page) => row(page, "schedule2"), least: 30 },
  "tasks/new": { seen: (page) => page.getByRole("combobox", { name: "Backup store" }), least: 30 },
  backups: { seen: (page) => page.getByRole("table", { name: "Backups" }).getByText("nightly"), least: 12 },
  [`tasks/${SCHEDULE2}`]: { seen: (page) => page.getByRole("table", { name: "Runs", exact: true }), least: 10 },
  [`tasks/${SCHEDULE2}/edit`]: { seen: (page) => page.getByRole("combobox", { name: "Backup store" }), least: 30 },
  [RUNS]: { seen: (page) => page.getByRole("table", { name: "Runs", exact: true }), least: 8 },
  "calendar?paused=1": { seen: (page) => page.getByRole("table", { name: "Runs of October 2026" }), least: 30 },
  findings: { seen: (page) => page.getByRole("list", { name: "Findings" }), least: 8 },
};

for (const { width, forcedColors } of [
  { width: 1440, forcedColors: "none" },
  { width: 390, forcedColors: "none" },
  { width: 1440, forcedColors: "active" },
] as const) {
  const how = `${width} px wide${forcedColors === "active" ? ", in forced colours" : ""}`;
  test(`Tab leads round every page, and the focus is seen wherever it comes, ${how}`, async ({ page, portal }) => {
    const keys = new Keys(page);
    await page.setViewportSize({ width, height: 700 });
    await page.emulateMedia({ forcedColors });
    await portal.backUp("nightly");
    // They share a passcode and an hour: that is found, and shown.
    for (const title of ["Nightly full", "Parcels"]) await portal.create(title);
    await page.goto(portal.app);
    await expect(page.getByLabel("Username")).toBeFocused();
    expect(await keys.walk(), "sign-in").toBe(3);
    await open(page, portal);
    const runs = await portal.runs(SCHEDULE2);
    const run = { seen: (page: Page) => page.getByRole("heading", { name: /^Run of/ }), least: 8 };
    for (const [path, { seen, least }] of Object.entries({ ...PLACES, [`${RUNS}/${runs[0].runId}`]: run })) {
      await page.goto(portal.app + path);
      await expect(seen(page)).toBeVisible();
      expect(await keys.walk(), path).toBeGreaterThan(least);
    }
  });
}
