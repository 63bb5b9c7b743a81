import type { Page } from "@playwright/test";
import { expect, open, row, SERVER_ERROR, test } from "../support/fixtures.ts";

// The page that makes bad days, used by hand.

const fault = (page: Page) => page.getByRole("listitem").filter({ hasText: "Calls are answered with 500 and details null." });

test("a fault is switched on and off with the sandbox’s own page", async ({ page, portal }) => {
  await open(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
  const sandbox = new URL("/sandbox/", portal.url).href;
  await page.goto(sandbox);
  await fault(page).getByLabel("Part of the path").fill("/system/tasks");
  await fault(page).getByRole("button", { name: "Switch on" }).click();
  await expect(page).toHaveURL(sandbox);
  await expect(fault(page)).toContainText("On until it is switched off, paths with /system/tasks.");

  await page.goto(portal.app);
  await expect(page.getByRole("heading", { name: "The tasks could not be read" })).toBeVisible();
  await expect(page.getByText(SERVER_ERROR).first()).toBeVisible();

  await page.goto(sandbox);
  await page.getByRole("button", { name: "Switch all off" }).click();
  await expect(page).toHaveURL(sandbox);
  await expect(fault(page)).not.toContainText("On until");
  await page.goto(portal.app);
  await expect(row(page, "schedule2")).toBeVisible();
});
