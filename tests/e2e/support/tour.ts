import type { Page } from "@playwright/test";
import { expect, open, row } from "./fixtures.ts";
import type { Sandbox } from "./sandbox.ts";

/** What is asked of each screen; `where` names it in a failure. */
export type Look = (where: string) => Promise<void>;

/** Goes through every screen, form and dialog of the app once. */
export async function tour(page: Page, portal: Sandbox, look: Look): Promise<void> {
  await page.goto(portal.app);
  await expect(page.getByRole("heading", { name: "Sandbox Portal" })).toBeVisible();
  await look("sign in");
  await page.getByRole("button", { name: "Sign in" }).click();
  await look("sign in with problems");

  await open(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
  await look("tasks");
  await page.getByRole("checkbox", { name: "Select schedule2" }).check();
  await expect(page.getByRole("toolbar", { name: "Chosen tasks" })).toBeVisible();
  await look("chosen tasks");
  await page.getByRole("button", { name: "Export and import" }).click();
  await expect(page.getByRole("dialog", { name: "Export and import" })).toBeVisible();
  await look("export and import");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Account" }).click();
  await look("account menu");
  await page.keyboard.press("Escape");

  await page.goto(`${portal.app}calendar?paused=1`);
  await expect(page.getByRole("heading", { name: /run into each other$/ })).toBeVisible();
  await page.getByRole("button", { name: "Spread out" }).click();
  await expect(page.getByRole("region", { name: "Spread out" })).toBeVisible();
  await look("calendar");
  await page.goto(`${portal.app}findings`);
  await expect(page.getByRole("button", { name: "Check again" })).toBeVisible();
  await look("findings");

  await page.goto(`${portal.app}tasks/5f0cdc50cf36460990bb6edfe9b60e08`);
  await expect(page.getByRole("heading", { name: "schedule2" })).toBeVisible();
  await look("task");
  await page.getByRole("button", { name: "Delete" }).click();
  await look("question");
  await page.keyboard.press("Escape");
  await page.getByText("Raw JSON").click();
  await page.getByText("The bars as a table").click();
  await look("raw JSON");
  await page.getByRole("link", { name: "All runs" }).click();
  await expect(page.getByRole("table", { name: "Runs", exact: true })).toBeVisible();
  await look("runs");
  await page.getByRole("table", { name: "Runs", exact: true }).getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: /^Run of/ })).toBeVisible();
  await look("run");
  await page.getByRole("button", { name: "Edit" }).click();
  await look("record of a run");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await look("shortcuts");

  await page.goto(`${portal.app}tasks/5f0cdc50cf36460990bb6edfe9b60e08/edit`);
  await page.getByLabel("Title").fill("another");
  await page.getByRole("button", { name: "Save changes" }).click();
  await look("edit with problems");

  await page.goto(`${portal.app}tasks/new`);
  for (const tab of ["Every few minutes/hours", "Daily", "Weekly", "Monthly", "Yearly", "Custom"]) {
    await page.getByRole("tab", { name: tab }).click();
    await look(tab);
  }
  await page.getByRole("button", { name: "Create schedule" }).click();
  await look("form with problems");
  await page.goto(`${portal.app}backups`);
  await expect(page.getByRole("table", { name: "Backup stores" })).toContainText("Ready");
  await look("no backup");
  await page.getByRole("button", { name: "Register a store" }).click();
  await page.getByLabel("Storage", { exact: true }).selectOption("Azure Blob Storage");
  await page.getByRole("button", { name: "Register store" }).click();
  await look("register a store");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Edit settings" }).click();
  await look("recovery settings");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More for default" }).click();
  await look("menu of a store");
  await page.getByRole("button", { name: "Unregister", exact: true }).filter({ visible: true }).click();
  await look("unregister");
  await page.keyboard.press("Escape");
  await portal.backUp("nightly");
  await page.reload();
  await expect(page.getByRole("table", { name: "Backups" })).toBeVisible();
  await look("backups");
  await page.getByRole("button", { name: "Back up now" }).click();
  await page.getByRole("button", { name: "Start backup" }).click();
  await look("back up now");
  await page.keyboard.press("Escape");
  for (const item of ["Restore", "Change expiry"]) {
    await page.getByRole("button", { name: "More for nightly" }).click();
    await page.getByRole("button", { name: item, exact: true }).click();
    await look(item);
    await page.keyboard.press("Escape");
  }
  await page.goto(`${portal.app}nowhere`);
  await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
  await look("not found");
}
