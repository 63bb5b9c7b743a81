// With a keyboard alone, through what opens over a page or stands in for it.
import type { Page } from "@playwright/test";
import { endSessionsAt, expect, open, row, test, typePasscode } from "../support/fixtures.ts";
import { Keys } from "../support/keys.ts";

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).filter({ visible: true });
const dialog = (page: Page, name: string | RegExp) => page.getByRole("dialog", { name });

/** Opens the menu of a row and takes its line. */
async function choose(page: Page, keys: Keys, name: string, line: string): Promise<void> {
  await keys.use(button(page, `More for ${name}`));
  await keys.use(button(page, line));
}

test.describe("a portal without a wait", () => {
  test.use({ options: ["--pace", "0"] });

  test("a store is registered, and the settings of recovery are changed", async ({ page, portal }) => {
    const keys = new Keys(page);
    await open(page, portal, "backups");
    await expect(page.getByRole("table", { name: "Backup stores" })).toContainText("Ready");
    await keys.use(button(page, "Register a store"));
    const form = dialog(page, "Register a store");
    await keys.fill(form.getByLabel("Store name"), "cloud");
    const storage = form.getByLabel("Storage", { exact: true });
    await keys.to(storage);
    // A browser forgets after a second what was typed into a choice.
    await expect(async () => {
      await keys.type("Amazon");
      await expect(storage).toHaveValue("s3", { timeout: 500 });
    }).toPass();
    await keys.press("Tab");
    await keys.use(button(page, "Register store"));
    await expect(form.getByLabel("Bucket")).toBeFocused();
    await keys.type("k8s-backups");
    await keys.fill(form.getByLabel("Region"), "eu-north-1");
    await keys.press("Enter");
    await expect(page.getByRole("table", { name: "Backup stores" })).toContainText("cloud");

    await keys.to(button(page, "Edit settings"), "Shift+Tab");
    await keys.press("Enter");
    const settings = dialog(page, "Recovery settings");
    await keys.fill(settings.getByLabel("Cancel a backup after"), "90");
    await keys.press("Enter");
    await expect(page.getByText("The recovery settings were changed.")).toBeVisible();
    await expect(settings).toBeHidden();
  });

  test("a backup’s expiry is changed, and it is deleted after a question", async ({ page, portal }) => {
    const keys = new Keys(page);
    await portal.backUp("nightly");
    await portal.backUp("weekly");
    await open(page, portal, "backups");
    await expect(page.getByRole("table", { name: "Backups" })).toContainText("nightly");
    await choose(page, keys, "nightly", "Change expiry");
    const expiry = dialog(page, "Change expiry");
    await keys.use(expiry.getByLabel("Keep for ever"), "Space");
    await keys.to(expiry.getByLabel(/Keep until the end of/));
    // A day that is the same in the order of any country.
    await keys.type("12122026");
    await keys.press("Enter");
    await expect(page.getByText("The expiry of “nightly” was changed.")).toBeVisible();
    await expect(button(page, "More for nightly")).toBeFocused();
    await expect(page.getByRole("table", { name: "Backups" })).toContainText("Sat 12 Dec, 23:59 UTC");

    await choose(page, keys, "nightly", "Delete");
    await expect(button(page, "Cancel")).toBeFocused();
    await keys.use(button(page, "Delete backup"));
    await expect(page.getByText("“nightly” was deleted.")).toBeVisible();
    await expect(page.getByRole("table", { name: "Backups" })).not.toContainText("nightly");
  });
});

test("several tasks are chosen, enabled, and deleted after a question", async ({ page, portal }) => {
  const keys = new Keys(page);
  await open(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
  for (const title of ["schedule1", "schedule2"]) {
    const box = page.getByRole("checkbox", { name: `Select ${title}` });
    await keys.to(box);
    await keys.press("Space");
    await expect(box).toBeChecked();
  }
  const chosen = page.getByRole("toolbar", { name: "Chosen tasks" });
  await keys.to(chosen.getByRole("button", { name: "Enable" }), "Shift+Tab");
  await keys.press("Enter");
  await expect(page.getByText("2 tasks were enabled.")).toBeVisible();
  // The list is read anew after that, and its rows are built anew.
  for (const title of ["schedule1", "schedule2"]) await expect(row(page, title).getByRole("switch")).toBeChecked();

  await keys.use(page.getByRole("checkbox", { name: "Select schedule1" }), "Space");
  await keys.to(chosen.getByRole("button", { name: "Delete" }), "Shift+Tab");
  await keys.press("Enter");
  const question = dialog(page, "Delete schedule1?");
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await keys.use(question.getByRole("button", { name: "Delete", exact: true }));
  await expect(row(page, "schedule1")).toBeHidden();
  expect((await portal.tasks()).some((task) => task.taskTitle === "schedule1")).toBe(false);
});

test("tasks go out as a file and come back from one", async ({ page, portal }) => {
  const keys = new Keys(page);
  // Asked for early: a key may reach the page before the browser knows that somebody waits for what it opens.
  const chooser = page.waitForEvent("filechooser");
  await open(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
  await keys.use(button(page, "Export and import"));
  const [download] = await Promise.all([page.waitForEvent("download"), keys.use(button(page, "Export as JSON"))]);
  await keys.press("Escape");
  await expect(button(page, "Export and import")).toBeFocused();

  const schedule = (await portal.tasks()).find((task) => task.taskTitle === "schedule2");
  const buffer = Buffer.from(JSON.stringify({ tasks: [{ ...schedule, taskTitle: "Brought" }] }));
  expect(download.suggestedFilename()).toMatch(/\.json$/);
  await keys.press("Enter");
  await keys.use(page.getByLabel("Import from a file"));
  await (await chooser).setFiles({ name: "tasks.json", mimeType: "application/json", buffer });
  await expect(page.getByRole("checkbox", { name: "Brought" })).toBeChecked();
  await keys.fill(page.getByRole("textbox", { name: "Passcode", exact: true }), "correct-horse-map");
  await keys.fill(page.getByLabel("Confirm passcode"), "correct-horse-map");
  await keys.use(button(page, "Create 1 schedule"));
  await expect(page.getByText("1 schedule was created.")).toBeVisible();
  await keys.press("Escape");
  await expect(row(page, "Brought")).toBeVisible();
});

test("a task is deleted after a question, and a draft is gone on with", async ({ page, portal }) => {
  const keys = new Keys(page);
  await open(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
  await choose(page, keys, "schedule2", "Delete");
  await expect(button(page, "Cancel")).toBeFocused();
  await keys.use(button(page, "Delete schedule"));
  await expect(row(page, "schedule2")).toBeHidden();

  await page.goto(`${portal.app}tasks/new`);
  await keys.fill(page.getByLabel("Title"), "Half a title");
  await page.reload();
  await keys.use(button(page, /^Continue the draft from/));
  await expect(page.getByLabel("Title")).toHaveValue("Half a title");
  await expect(page.getByLabel("Title")).toBeFocused();
});

test("a session that ended is gone on with over the form beneath", async ({ page, portal }) => {
  const keys = new Keys(page);
  await open(page, portal, "tasks/new");
  await page.getByLabel("Title").fill("Typed before");
  await page.getByLabel("Backup name").fill("typed-before");
  await typePasscode(page);
  await endSessionsAt(page, portal, "**/createTask");
  await keys.press("Enter");
  const field = page.getByLabel("Password for siteadmin");
  await expect(field).toBeFocused();
  await keys.press("Enter");
  await expect(page.getByText("Type your password.")).toBeVisible();
  await keys.fill(field, "sandbox.admin1");
  await keys.use(dialog(page, "Your session has ended").getByRole("button", { name: "Sign in" }));
  await expect(page.getByRole("heading", { name: "Typed before" })).toBeVisible();
});

test("the calendar proposes to spread them, and one leads to its edit", async ({ page, portal }) => {
  const keys = new Keys(page);
  await portal.create("Nightly full");
  await portal.create("Parcels");
  await open(page, portal, "calendar");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(button(page, "Spread out")).toBeEnabled();
  // Behind every hour of a week and every day of a month.
  await keys.to(button(page, "Spread out"), "Tab", 200);
  await keys.press("Enter");
  const section = page.getByRole("region", { name: "Spread out" });
  await expect(section).toBeVisible();
  await keys.use(section.getByRole("link", { name: "Edit Nightly full" }));
  await expect(page.getByLabel("Title")).toHaveValue("Nightly full");
});
