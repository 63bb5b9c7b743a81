import { expect, open, signIn, test } from "../support/fixtures.ts";
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

test("axe finds nothing on what is said of a session", async ({ page, portal }) => {
  await page.route("**/config.json", (route) => route.fulfill({ json: { clientId: "portaltasks", idleMinutes: 120 } }));
  await page.setViewportSize({ width: 390, height: 900 });
  await page.goto(`${portal.app}?code=planted&state=planted`);
  await expect(page.getByRole("button", { name: "Sign in with ArcGIS Enterprise" })).toBeVisible();
  await isAccessible(page, "a sign-in that was not asked for");
  await open(page, portal);
  await portal.pass(59 * 60 + 1);
  await page.getByRole("button", { name: "Refresh" }).click();
  const stay = page.getByRole("button", { name: "Stay signed in" });
  await expect(stay).toBeVisible();
  await isAccessible(page, "warning");
  await stay.click();
  await expect(page.getByRole("dialog", { name: "Stay signed in" })).toBeVisible();
  await isAccessible(page, "stay signed in");
  await page.keyboard.press("Escape");
  await portal.endSessions();
  await page.getByRole("button", { name: "Refresh" }).dispatchEvent("click");
  await expect(page.getByRole("dialog", { name: "Your session has ended" })).toBeVisible();
  await isAccessible(page, "session end");
});

test("the skip link leads to the content of the same page", async ({ page, portal }) => {
  await open(page, portal, "tasks/5f0cdc50cf36460990bb6edfe9b60e08");
  await expect(page.getByRole("heading", { name: "schedule2" })).toBeVisible();
  await page.getByRole("link", { name: "Skip to content" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await expect(page.getByRole("heading", { name: "schedule2" })).toBeVisible();
});

test.describe("when something is wrong", () => {
  test.use({ mayLog: /unreachable|panicked/ });

  test("axe finds nothing where a form is offered back, an account is refused, and the app has stopped", async ({ page, portal }) => {
    await page.goto(portal.app);
    await signIn(page, "operator", "sandbox.operator1");
    await expect(page.getByText("operator is signed in as Custom role.")).toBeVisible();
    await isAccessible(page, "not allowed");
    await page.getByRole("button", { name: "Sign in as someone else" }).click();
    await signIn(page);
    await page.getByRole("link", { name: "New schedule" }).click();
    await page.getByLabel("Title").fill("Half a title");
    await page.reload();
    await expect(page.getByText("This form was left unfinished.")).toBeVisible();
    await isAccessible(page, "a draft");
    await page.evaluate(() =>
      Object.defineProperty(window, "history", {
        get() {
          throw new Error("gone");
        },
      }),
    );
    await page.getByRole("link", { name: "Cancel" }).click();
    await expect(page.getByRole("heading", { name: "Portal Tasks has stopped" })).toBeVisible();
    await isAccessible(page, "stopped");
  });
});
