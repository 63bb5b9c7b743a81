import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, open, row, signIn, test } from "../support/fixtures.ts";

async function isAccessible(page: Page, where: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const told = violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.html).join(" | ")}`);
    expect(told, `${where}, ${colorScheme}`).toEqual([]);
  }
}

for (const width of [1440, 390]) {
  // Some thirty pages, each looked at twice.
  test.describe.configure({ timeout: 180_000 });
  test(`axe finds nothing on any page, ${width} px wide`, async ({ page, portal }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(portal.app);
    await expect(page.getByRole("heading", { name: "Sandbox Portal" })).toBeVisible();
    await isAccessible(page, "sign in");
    await page.getByRole("button", { name: "Sign in" }).click();
    await isAccessible(page, "sign in with problems");

    await open(page, portal);
    await expect(row(page, "schedule2")).toBeVisible();
    await isAccessible(page, "tasks");
    await page.getByRole("checkbox", { name: "Select schedule2" }).check();
    await expect(page.getByRole("toolbar", { name: "Chosen tasks" })).toBeVisible();
    await isAccessible(page, "chosen tasks");
    await page.getByRole("button", { name: "Export and import" }).click();
    await expect(page.getByRole("dialog", { name: "Export and import" })).toBeVisible();
    await isAccessible(page, "export and import");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Account" }).click();
    await isAccessible(page, "account menu");
    await page.keyboard.press("Escape");

    await page.goto(`${portal.app}calendar?paused=1`);
    await expect(page.getByRole("heading", { name: /run into each other$/ })).toBeVisible();
    await page.getByRole("button", { name: "Spread out" }).click();
    await expect(page.getByRole("region", { name: "Spread out" })).toBeVisible();
    await isAccessible(page, "calendar");
    await page.goto(`${portal.app}findings`);
    await expect(page.getByRole("button", { name: "Check again" })).toBeVisible();
    await isAccessible(page, "findings");

    await page.goto(`${portal.app}tasks/5f0cdc50cf36460990bb6edfe9b60e08`);
    await expect(page.getByRole("heading", { name: "schedule2" })).toBeVisible();
    await isAccessible(page, "task");
    await page.getByRole("button", { name: "Delete" }).click();
    await isAccessible(page, "question");
    await page.keyboard.press("Escape");
    await page.getByText("Raw JSON").click();
    await page.getByText("The bars as a table").click();
    await isAccessible(page, "raw JSON");
    await page.getByRole("link", { name: "All runs" }).click();
    await expect(page.getByRole("table", { name: "Runs" })).toBeVisible();
    await isAccessible(page, "runs");
    await page.getByRole("table", { name: "Runs" }).getByRole("link").first().click();
    await expect(page.getByRole("heading", { name: /^Run of/ })).toBeVisible();
    await isAccessible(page, "run");
    await page.getByRole("button", { name: "Edit" }).click();
    await isAccessible(page, "record of a run");
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    await isAccessible(page, "shortcuts");

    await page.goto(`${portal.app}tasks/5f0cdc50cf36460990bb6edfe9b60e08/edit`);
    await page.getByLabel("Title").fill("another");
    await page.getByRole("button", { name: "Save changes" }).click();
    await isAccessible(page, "edit with problems");

    await page.goto(`${portal.app}tasks/new`);
    for (const tab of ["Every few minutes/hours", "Daily", "Weekly", "Monthly", "Yearly", "Custom"]) {
      await page.getByRole("tab", { name: tab }).click();
      await isAccessible(page, tab);
    }
    await page.getByRole("button", { name: "Create schedule" }).click();
    await isAccessible(page, "form with problems");
    await page.goto(`${portal.app}backups`);
    await expect(page.getByRole("table", { name: "Backup stores" })).toContainText("Ready");
    await isAccessible(page, "no backup");
    await page.getByRole("button", { name: "Register a store" }).click();
    await page.getByLabel("Storage", { exact: true }).selectOption("Azure Blob Storage");
    await page.getByRole("button", { name: "Register store" }).click();
    await isAccessible(page, "register a store");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Edit settings" }).click();
    await isAccessible(page, "recovery settings");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "More for default" }).click();
    await isAccessible(page, "menu of a store");
    await page.getByRole("button", { name: "Unregister", exact: true }).filter({ visible: true }).click();
    await isAccessible(page, "unregister");
    await page.keyboard.press("Escape");
    await portal.backUp("nightly");
    await page.reload();
    await expect(page.getByRole("table", { name: "Backups" })).toBeVisible();
    await isAccessible(page, "backups");
    await page.getByRole("button", { name: "Back up now" }).click();
    await page.getByRole("button", { name: "Start backup" }).click();
    await isAccessible(page, "back up now");
    await page.keyboard.press("Escape");
    for (const item of ["Restore", "Change expiry"]) {
      await page.getByRole("button", { name: "More for nightly" }).click();
      await page.getByRole("button", { name: item, exact: true }).click();
      await isAccessible(page, item);
      await page.keyboard.press("Escape");
    }
    await page.goto(`${portal.app}nowhere`);
    await isAccessible(page, "not found");
  });
}

test("axe finds nothing on what is said of a session", async ({ page, portal }) => {
  await page.route("**/config.json", (route) => route.fulfill({ json: { clientId: "portaltasks", idleMinutes: 120 } }));
  await page.setViewportSize({ width: 390, height: 900 });
  await page.goto(`${portal.app}?code=planted&state=planted`);
  await expect(page.getByRole("button", { name: "Sign in with ArcGIS Enterprise" })).toBeVisible();
  await isAccessible(page, "a sign-in that was not asked for");
  await open(page, portal);
  await portal.pass(59 * 60 + 10);
  await page.getByRole("button", { name: "Refresh" }).click();
  const stay = page.getByRole("button", { name: "Stay signed in" });
  await expect(stay).toBeVisible();
  await isAccessible(page, "warning");
  await stay.click();
  await expect(page.getByRole("dialog", { name: "Stay signed in" })).toBeVisible();
  await isAccessible(page, "stay signed in");
  await page.keyboard.press("Escape");
  await portal.endSessions();
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByRole("dialog", { name: "Your session has ended" })).toBeVisible();
  await isAccessible(page, "session end");
});

test("a schedule is made with the keyboard alone", async ({ page, portal }) => {
  await page.goto(portal.app);
  await expect(page.getByLabel("Username")).toBeFocused();
  const type = (text: string) => page.keyboard.type(text);
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await type("siteadmin");
  await press("Tab");
  await type("sandbox.admin1");
  await press("Enter");
  await page.getByRole("link", { name: "New schedule" }).focus();
  await press("Enter");
  await page.getByLabel("Title").focus();
  await type("By keyboard");
  await press("Tab");
  await type("by-keyboard");
  await press("Tab", "Tab", "Tab");
  await expect(page.getByRole("tab", { name: "Daily" })).toBeFocused();
  await press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Weekly" })).toBeFocused();
  await press("Tab", "Space");
  await expect(page.getByRole("checkbox", { name: "Sunday" })).toBeChecked();
  await page.getByRole("textbox", { name: "Passcode", exact: true }).focus();
  await type("correct-horse-map");
  await press("Tab", "Tab", "Tab");
  await type("correct-horse-map");
  await press("Enter");
  await expect(page.getByRole("heading", { name: "By keyboard" })).toBeVisible();
});

test("nothing overflows at 320 px", async ({ page, portal }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await open(page, portal);
  const task = "tasks/5f0cdc50cf36460990bb6edfe9b60e08";
  for (const path of ["tasks", "tasks/new", "backups", task, `${task}/edit`, `${task}/runs`]) {
    await page.goto(portal.app + path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
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
