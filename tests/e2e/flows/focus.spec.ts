// Where the focus goes when what has it is taken away: never nowhere.
import type { Page } from "@playwright/test";
import { expect, open, openRuns, row, test } from "../support/fixtures.ts";
import { hold, holdFrames } from "../support/hold.ts";

const more = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

/** Opens the menu of a row and takes its line. */
async function choose(page: Page, name: string, line: string): Promise<void> {
  await more(page, `More for ${name}`).click();
  await page.getByRole("button", { name: line, exact: true }).filter({ visible: true }).click();
}

test("after a task was deleted it is on the row in its place", async ({ page, portal }) => {
  await open(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
  const names = await more(page, /^More for/).evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
  const at = names.indexOf("More for schedule2");
  await choose(page, "schedule2", "Delete");
  await page.getByRole("dialog").getByRole("button", { name: "Delete schedule" }).click();
  await expect(row(page, "schedule2")).toBeHidden();
  await expect(more(page, names[at + 1] ?? names[at - 1] ?? "")).toBeFocused();
});

test("after several tasks were deleted it is on the page", async ({ page, portal }) => {
  await open(page, portal);
  for (const title of ["schedule1", "schedule2"]) await page.getByRole("checkbox", { name: `Select ${title}` }).check();
  await page.getByRole("toolbar", { name: "Chosen tasks" }).getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("2 tasks were deleted.")).toBeVisible();
  await expect(page.getByRole("toolbar", { name: "Chosen tasks" })).toBeHidden();
  await expect(page.getByRole("main")).toBeFocused();
});

test.describe("of a task with runs", () => {
  test.use({ options: ["--seed", "runs:5"] });

  test("after a run was deleted it is on another run", async ({ page, portal }) => {
    await openRuns(page, portal);
    const runs = page.getByRole("table", { name: "Runs", exact: true });
    await expect(runs).toBeVisible();
    const count = Number(await runs.getAttribute("aria-rowcount"));
    await runs.getByRole("button", { name: /^More for/ }).first().click();
    await page.getByRole("button", { name: "Delete", exact: true }).filter({ visible: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete run" }).click();
    await expect(page.getByText("The run was deleted.")).toBeVisible();
    await expect(runs).toHaveAttribute("aria-rowcount", String(count - 1));
    await expect(runs.getByRole("button", { name: /^More for/ }).first()).toBeFocused();
  });
});

test.describe("a portal without a wait", () => {
  test.use({ options: ["--pace", "0"] });

  test("after a backup was deleted or a store let go it is on the row in its place, or on the page", async ({ page, portal }) => {
    await portal.backUp("first");
    await portal.backUp("second");
    await open(page, portal, "backups");
    await expect(page.getByRole("table", { name: "Backups" })).toContainText("second");
    const remove = async (name: string) => {
      await choose(page, name, "Delete");
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: "Delete backup" }).click();
      await expect(page.getByText(`“${name}” was deleted.`)).toBeVisible();
      await expect(more(page, `More for ${name}`)).toBeHidden();
    };
    await remove("second");
    await expect(more(page, "More for first")).toBeFocused();
    await remove("first");
    await expect(page.getByRole("main")).toBeFocused();

    const stores = page.getByRole("table", { name: "Backup stores" });
    await choose(page, "backupstore1", "Unregister");
    await page.getByRole("dialog").getByRole("button", { name: "Unregister" }).click();
    await expect(more(page, "More for backupstore1")).toBeHidden();
    await expect(stores.getByRole("button", { name: /^More for/ }).first()).toBeFocused();
  });
});

test("who is quicker than a new page is painted keeps it", async ({ page, portal }) => {
  await open(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
  const paint = await holdFrames(page);
  await page.getByRole("link", { name: "New schedule" }).click();
  await page.getByLabel("Title").focus();
  await paint();
  await expect(page.getByLabel("Title")).toBeFocused();
});

test("who opens a page by a link is at its beginning", async ({ page, portal }) => {
  await open(page, portal);
  await row(page, "schedule2").getByRole("link").click();
  await expect(page.getByRole("heading", { name: "schedule2" })).toBeVisible();
  await expect(page.getByRole("main")).toBeFocused();
});

test("who is at the name of a store when the stores arrive goes on at the choice", async ({ page, portal }) => {
  await open(page, portal);
  const letGo = await hold(page, "**/disasterrecovery/stores?*");
  await page.goto(`${portal.app}tasks/new`);
  await page.getByRole("textbox", { name: "Backup store" }).focus();
  await letGo();
  await expect(page.getByRole("combobox", { name: "Backup store" })).toBeFocused();
});
