import { expect, open, test } from "../support/fixtures.ts";
import { fits, hasRoomForText, isAccessible, isStill, problems } from "../support/looks.ts";
import { tour } from "../support/tour.ts";

// Some thirty screens, each looked at in several ways.
test.describe.configure({ timeout: 180_000 });

test("axe finds nothing on any page, 1440 px wide", async ({ page, portal }) => {
  await tour(page, portal, (where) => isAccessible(page, where));
});

test("axe finds nothing 320 px wide, and nothing is wider than the page, also with text set wide", async ({ page, portal }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await tour(page, portal, async (where) => {
    await isAccessible(page, where);
    await fits(page, where);
    await hasRoomForText(page, where);
  });
});

test.describe("at 200 %", () => {
  // What a window of 1280 × 900 is at twice the size.
  test.use({ viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 });

  test("axe finds nothing, nothing is wider than the page, and without motion nothing moves", async ({ page, portal }) => {
    await page.emulateMedia({ reducedMotion: "reduce", forcedColors: "active" });
    await tour(page, portal, async (where) => {
      await isStill(page, where);
      await fits(page, where);
      expect(await problems(page), where).toEqual([]);
    });
  });
});

test("the skip link leads to the content of the same page", async ({ page, portal }) => {
  await open(page, portal, "tasks/5f0cdc50cf36460990bb6edfe9b60e08");
  await expect(page.getByRole("heading", { name: "schedule2" })).toBeVisible();
  await page.getByRole("link", { name: "Skip to content" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await expect(page.getByRole("heading", { name: "schedule2" })).toBeVisible();
});
