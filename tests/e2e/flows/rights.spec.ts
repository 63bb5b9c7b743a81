import { expect, open, SCHEDULE2, signIn, test } from "../support/fixtures.ts";

test("an operator has backups and no tasks, and is told so everywhere", async ({ page, portal }) => {
  await portal.backUp("nightly");
  await page.goto(portal.app);
  await signIn(page, "operator", "sandbox.operator1");
  await expect(page.getByRole("heading", { name: "Your account may not see tasks" })).toBeVisible();
  await expect(page.getByText("operator is signed in as Custom role.")).toBeVisible();
  await expect(page.getByRole("main").getByText("Tasks need the default administrator role.")).toBeVisible();
  await page.getByRole("button", { name: "Account" }).click();
  await expect(page.getByText("May use backups. Tasks need the default administrator role.")).toBeVisible();
  await page.keyboard.press("Escape");

  await page.getByRole("link", { name: "Go to the backups" }).click();
  const table = page.getByRole("table", { name: "Backups" });
  await expect(table).toContainText("nightly");
  await expect(page.getByRole("button", { name: "Back up now" }).first()).toBeEnabled();
  await expect(page.getByRole("alert")).toHaveCount(0);

  for (const [path, heading] of [
    ["tasks/new", "Your account may not create schedules"],
    [`tasks/${SCHEDULE2}/edit`, "Your account may not edit tasks"],
    [`tasks/${SCHEDULE2}`, "Your account may not see tasks"],
    [`tasks/${SCHEDULE2}/runs`, "Signed in, but not allowed"],
    [`tasks/${SCHEDULE2}/runs/0`, "Signed in, but not allowed"],
  ]) {
    await page.goto(portal.app + path);
    await expect(page.getByRole("heading", { name: heading })).toBeVisible();
    await expect(page.getByRole("link", { name: "Go to the backups" })).toBeVisible();
  }
});

test("what was refused is not asked for again by itself", async ({ page, portal }) => {
  await page.clock.install();
  await page.goto(portal.app);
  await signIn(page, "operator", "sandbox.operator1");
  await expect(page.getByRole("heading", { name: "Your account may not see tasks" })).toBeVisible();
  let asked = 0;
  page.on("request", (request) => (asked += Number(request.url().includes("/system/tasks"))));
  await page.clock.runFor(600_000);
  expect(asked).toBe(0);
  await page.getByRole("button", { name: "Sign in as someone else" }).click();
  await signIn(page);
  await expect(page.getByText("4 of 4 tasks")).toBeVisible();
});

test("a publisher is told which privilege is missing for either page", async ({ page, portal }) => {
  await page.goto(`${portal.app}backups`);
  await signIn(page, "publisher", "sandbox.publisher1");
  await expect(page.getByRole("heading", { name: "Your account may not see backups" })).toBeVisible();
  await expect(page.getByRole("main").getByText("or the privilege “Security and infrastructure”")).toBeVisible();
  await expect(page.getByRole("link", { name: "Go to the backups" })).toBeHidden();
  await page.getByRole("button", { name: "Account" }).click();
  await expect(page.getByText(/^Tasks need the default administrator role\. Backups need/)).toBeVisible();
});

test("what may only be looked at is, and the button that may not be used says why", async ({ page, portal }) => {
  await page.route("**/portals/self?*", async (route) => {
    const about = await (await route.fetch()).json();
    if (about.user) Object.assign(about.user, { role: "rEaDeR0000000000", privileges: ["portal:admin:viewUsers"] });
    await route.fulfill({ json: about });
  });
  await portal.backUp("nightly");
  await open(page, portal, "backups");
  const button = page.getByRole("button", { name: "Back up now" }).first();
  await expect(button).toBeDisabled();
  await expect(button).toHaveAccessibleDescription(/the privilege “Security and infrastructure”/);
  await expect(page.getByRole("table", { name: "Backup stores" })).toBeVisible();
  // It comes above the backups and moves them.
  await expect(page.getByRole("heading", { name: "What each schedule guarantees" })).toBeVisible();
  await page.getByRole("button", { name: "More for nightly" }).click();
  await expect(page.getByRole("group").getByText("the privilege “Security and infrastructure”")).toBeVisible();
  await expect(page.getByRole("button", { name: "Restore", exact: true })).toHaveCount(0);
});

test("a refused change of a backup names the privilege that is enough for it", async ({ page, portal }) => {
  await portal.backUp("nightly");
  await open(page, portal, "backups");
  await portal.fault("forbidden", { path: "/delete" });
  // It comes above the backups and moves them.
  await expect(page.getByRole("heading", { name: "What each schedule guarantees" })).toBeVisible();
  await page.getByRole("button", { name: "More for nightly" }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("button", { name: "Delete backup" }).click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("“nightly” was not deleted.");
  await expect(alert).toContainText("or the privilege “Security and infrastructure”.");
});

test.describe("a portal that does not say at once who is signed in", () => {
  test.use({ mayLog: /Failed to load resource/ });

  test("is asked once more", async ({ page, portal }) => {
    await page.clock.install();
    await page.goto(portal.app);
    await page.route("**/portals/self?*", (route) => route.abort());
    await signIn(page, "operator", "sandbox.operator1");
    await expect(page.getByRole("main").getByText("Tasks need the default administrator role.")).toBeVisible();
    await expect(page.getByRole("link", { name: "Go to the backups" })).toBeHidden();
    await page.unroute("**/portals/self?*");
    await page.clock.runFor(45_000);
    await expect(page.getByRole("link", { name: "Go to the backups" })).toBeVisible();
  });
});

test("an administrator may use everything", async ({ page, portal }) => {
  let asked = 0;
  page.on("request", (request) => {
    const isSigned = Boolean(request.headers()["x-esri-authorization"]);
    asked += Number(request.url().includes("/portals/self") && isSigned);
  });
  await open(page, portal);
  await expect(page.getByText("4 of 4 tasks")).toBeVisible();
  await page.getByRole("button", { name: "Account" }).click();
  await expect(page.getByText("May use tasks and backups.")).toBeVisible();
  expect(asked).toBe(1);
});
