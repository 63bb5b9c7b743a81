import { expect, open, row, test } from "../support/fixtures.ts";

test("titles, deep links and the back button behave on every page", async ({ page, portal }) => {
  await open(page, portal);
  await expect(page).toHaveTitle("Tasks · Portal Tasks");
  await page.getByRole("link", { name: "schedule2" }).click();
  await expect(page.getByRole("heading", { name: "schedule2" })).toBeVisible();
  await expect(page).toHaveTitle("schedule2 · Portal Tasks");
  await expect(page).toHaveURL(`${portal.app}tasks/5f0cdc50cf36460990bb6edfe9b60e08`);
  await page.reload();
  await expect(page.getByRole("heading", { name: "schedule2" })).toBeVisible();
  await expect(page.getByText("Every Saturday at 04:00 UTC.")).toBeVisible();
  await page.goBack();
  await expect(row(page, "schedule2")).toBeVisible();
  await page.goto(`${portal.app}tasks/0123`);
  await expect(page.getByRole("heading", { name: "There is no such task" })).toBeVisible();
  await page.goto(`${portal.app}nowhere`);
  await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
  await page.getByRole("link", { name: "Go to the tasks" }).click();
  await expect(row(page, "schedule2")).toBeVisible();
});

test.describe("under another context", () => {
  test.use({ options: ["--context", "portal"] });

  test("the same bundle works, with its deep links", async ({ page, portal }) => {
    expect(new URL(portal.app).pathname).toMatch(/^\/portal\//);
    await open(page, portal, "tasks/new");
    await page.getByRole("link", { name: "Tasks", exact: true }).first().click();
    await expect(row(page, "schedule2")).toBeVisible();
    await expect(page).toHaveURL(`${portal.app}tasks`);
  });
});

test("config.json names the portal", async ({ page, portal }) => {
  await page.route("**/config.json", (route) => route.fulfill({ json: { portalUrl: "/gis" } }));
  await open(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
});

test("a broken config.json is said", async ({ page, portal }) => {
  await page.route("**/config.json", (route) => route.fulfill({ json: { portalUrl: "javascript:alert(1)" } }));
  await page.goto(portal.app);
  await expect(page.getByText("The portalUrl in config.json is not a web address")).toBeVisible();
});

test("theme and time zone are chosen and kept", async ({ page, portal }) => {
  await open(page, portal);
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("radio", { name: "Dark" }).check();
  await page.getByLabel("Time zone shown").selectOption("UTC only");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(row(page, "gpCleanerTask")).not.toContainText("CEST");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(row(page, "gpCleanerTask")).toContainText("15:00 UTC");
  await expect(row(page, "gpCleanerTask")).not.toContainText("CEST");
});

test("times are shown in any zone that the browser knows", async ({ page, portal }) => {
  await open(page, portal);
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByLabel("Time zone shown").selectOption("America/New_York");
  await expect(row(page, "gpCleanerTask")).toContainText("EDT");
  await page.reload();
  await expect(row(page, "gpCleanerTask")).toContainText("EDT");
  await expect(page.getByLabel("Portal time")).toContainText("EDT");
});

test.describe("a connection that breaks", () => {
  test.use({ mayLog: /Failed to load resource|Failed to fetch/ });

  test("while a page’s code is fetched is said, and the page comes with the next try", async ({ page, portal }) => {
    await open(page, portal);
    await page.route("**/split_new_schedule-*.wasm", (route) => route.abort("connectionreset"), { times: 1 });
    await page.getByRole("link", { name: "New schedule" }).click();
    await expect(page.getByRole("heading", { name: "This page could not be loaded" })).toBeVisible();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("heading", { name: "New schedule" })).toBeVisible();
  });
});
