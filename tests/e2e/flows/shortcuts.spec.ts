import { expect, GP_CLEANER, open, row, test } from "../support/fixtures.ts";

test("keys lead to the search, to a new schedule and to what they do", async ({ page, portal }) => {
  await open(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByLabel("Filter tasks")).toBeFocused();
  await page.keyboard.type("n?/");
  await expect(page.getByLabel("Filter tasks")).toHaveValue("n?/");
  await page.getByRole("main").focus();
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(dialog).toContainText("New schedule");
  await page.keyboard.press("n");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.goto(`${portal.app}tasks/${GP_CLEANER}/runs`);
  await expect(page.getByLabel("Filter runs")).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByLabel("Filter runs")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.getByRole("main").focus();
  await page.keyboard.press("n");
  await expect(page.getByRole("heading", { name: "New schedule" })).toBeVisible();
});

test("keys that were switched off lead nowhere, also after a reload", async ({ page, portal }) => {
  await open(page, portal);
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByLabel("Keyboard shortcuts").uncheck();
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(row(page, "schedule2")).toBeVisible();
  await page.getByRole("main").focus();
  await page.keyboard.press("n");
  await page.keyboard.press("?");
  await page.keyboard.press("/");
  await expect(page.getByLabel("Filter tasks")).not.toBeFocused();
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByLabel("Keyboard shortcuts").check();
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await expect(page.getByRole("heading", { name: "New schedule" })).toBeVisible();
});
