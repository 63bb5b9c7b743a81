import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, fillSchedule, GP_CLEANER, open, row, SCHEDULE2, signIn, test, typePasscode } from "../support/fixtures.ts";

const folder = process.env.SHOTS ?? "shots-out";
test.use({ mayLog: /./ });

async function shoot(page: Page, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const width of [1440, 768, 390]) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.evaluate(() => scrollTo(0, 0));
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
  }
}

test("sign in", async ({ page, portal }) => {
  await page.goto(portal.app);
  await expect(page.getByRole("heading", { name: "Sandbox Portal" })).toBeVisible();
  await shoot(page, "sign-in");
});

test("tasks", async ({ page, portal }) => {
  await open(page, portal);
  await page.getByRole("switch", { name: "Enable schedule2" }).click();
  await expect(page.getByRole("switch", { name: "Enable schedule2" })).toBeChecked();
  await shoot(page, "tasks");
});

test("task", async ({ page, portal }) => {
  await open(page, portal, "tasks/5f0cdc50cf36460990bb6edfe9b60e08");
  await expect(page.getByRole("heading", { name: "schedule2" })).toBeVisible();
  await shoot(page, "task");
});

test("runs", async ({ page, portal }) => {
  await open(page, portal, `tasks/${GP_CLEANER}/runs`);
  await expect(page.getByRole("table", { name: "Runs", exact: true }).getByRole("rowheader").first()).toBeVisible();
  await shoot(page, "runs");
  await page.getByLabel("State").selectOption("Failed");
  await page.getByRole("table", { name: "Runs", exact: true }).getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: /^Run of/ })).toBeVisible();
  await shoot(page, "run");
  await page.getByRole("button", { name: "Edit" }).click();
  await shoot(page, "run-edit");
});

test("edit", async ({ page, portal }) => {
  await open(page, portal, `tasks/${SCHEDULE2}/edit`);
  await page.getByLabel("Title").fill("Weekends");
  await page.getByRole("checkbox", { name: "Sunday" }).check();
  await shoot(page, "edit");
  await typePasscode(page);
  await portal.operate(`system/tasks/${SCHEDULE2}/enable`);
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("dialog", { name: "The task was changed meanwhile" })).toBeVisible();
  await shoot(page, "conflict");
});

test("shortcuts", async ({ page, portal }) => {
  await open(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
  await page.keyboard.press("?");
  await shoot(page, "shortcuts");
});

test("new schedule", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await fillSchedule(page, "Utilities network");
  await page.getByRole("tab", { name: "Weekly" }).click();
  await page.getByRole("checkbox", { name: "Tuesday" }).check();
  await page.getByRole("checkbox", { name: "Thursday" }).check();
  await page.getByLabel("Time", { exact: true }).fill("01:30");
  await shoot(page, "new-schedule");
  await page.getByRole("tab", { name: "Custom" }).click();
  await page.getByLabel("Hour", { exact: true }).fill("25");
  await page.getByRole("button", { name: "Create schedule" }).click();
  await shoot(page, "new-schedule-problems");
});

test("states", async ({ page, portal }) => {
  await open(page, portal);
  await expect(row(page, "schedule2")).toBeVisible();
  await page.getByLabel("Filter tasks").fill("parcles");
  await shoot(page, "nothing-found");
  await page.goto(`${portal.app}tasks`);
  await page.getByRole("button", { name: "More for schedule1" }).click();
  await shoot(page, "menu");
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await shoot(page, "delete");
});

test.describe("a portal with backups", () => {
  test.use({ options: ["--seed", "documented"] });

  test("stores and settings", async ({ page, portal }) => {
    await open(page, portal);
    await expect(page.getByText("before-upgrade")).toBeVisible();
    await shoot(page, "restore-point");
    await page.goto(`${portal.app}tasks/${SCHEDULE2}`);
    await expect(page.getByRole("region", { name: "What it keeps" }).getByText("2 backups")).toBeVisible();
    await shoot(page, "keeps");
    await page.goto(`${portal.app}backups`);
    await expect(page.getByRole("table", { name: "Backup stores" })).toContainText("Ready");
    await shoot(page, "stores");
    await page.getByRole("button", { name: "More for default" }).click();
    await shoot(page, "store-menu");
    await page.getByRole("button", { name: "Unregister", exact: true }).filter({ visible: true }).click();
    await shoot(page, "unregister");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Register a store" }).click();
    await page.getByRole("button", { name: "Register store" }).click();
    await shoot(page, "register");
    await page.getByLabel("Storage", { exact: true }).selectOption("Azure Blob Storage");
    await page.getByLabel("Sign in with another credential").check();
    await shoot(page, "register-azure");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Edit settings" }).click();
    await shoot(page, "settings");
    await page.keyboard.press("Escape");
    await portal.fault("no-staging-volume");
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(page.getByText("Missing: every backup fails")).toBeVisible();
    await shoot(page, "no-staging");
  });
});

test.describe("backups", () => {
  test.use({ options: ["--pace", "2"] });

  test("backups", async ({ page, portal }) => {
    await open(page, portal, "backups");
    await expect(page.getByRole("heading", { name: "No backup in any store" })).toBeVisible();
    await shoot(page, "backups-none");
    await portal.backUp("before-upgrade", "correct-horse-map", "backupstore1");
    await portal.admin("system/disasterrecovery/stores/default/backups/create", {
      name: "schedule1-20261023-140000",
      passcode: "correct-horse-map",
      retentionDate: String(Date.UTC(2026, 10, 6)),
    });
    await page.reload();
    await expect(page.getByRole("progressbar")).toBeVisible();
    await expect(page.getByRole("table", { name: "Backups" })).toBeVisible();
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.screenshot({ path: join(folder, "backups-running-1440-light.png"), fullPage: true });
    await expect(page.getByRole("progressbar")).toBeHidden({ timeout: 30_000 });
    await shoot(page, "backups");
    await page.getByRole("button", { name: "Back up now" }).click();
    await page.getByRole("button", { name: "Start backup" }).click();
    await shoot(page, "back-up-now");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "More for before-upgrade" }).click();
    await page.getByRole("button", { name: "Restore", exact: true }).click();
    await shoot(page, "restore");
    await page.getByLabel("Type the backup’s name to confirm").fill("before-upgrade");
    await page.getByLabel("Passcode of this backup").fill("correct-horse-map");
    await page.getByRole("button", { name: "Restore the portal" }).click();
    await expect(page.getByText("This is expected.")).toBeVisible();
    await page.screenshot({ path: join(folder, "restoring-390-dark.png"), fullPage: true });
  });
});

test.describe("a large portal", () => {
  test.use({ options: ["--seed", "large:40"] });

  test("an operation whose list was left", async ({ page, portal }) => {
    await open(page, portal);
    await portal.fault("slow", { path: "/disable", number: 3000 });
    await page.getByRole("checkbox", { name: "Select all shown" }).check();
    await page.getByRole("toolbar", { name: "Chosen tasks" }).getByRole("button", { name: "Disable" }).click();
    await page.getByRole("link", { name: "Backups" }).click();
    await expect(page.getByText("Working on the chosen tasks.")).toBeVisible();
    await shoot(page, "bulk-elsewhere");
  });

  test("chosen tasks", async ({ page, portal }) => {
    await open(page, portal);
    await expect(page.getByText("40 of 40 tasks")).toBeVisible();
    await page.getByRole("checkbox", { name: "Select" }).nth(1).check();
    await page.getByRole("checkbox", { name: "Select" }).nth(2).check();
    await page.getByRole("toolbar", { name: "Chosen tasks" }).getByRole("button", { name: "Disable" }).click();
    await expect(page.getByRole("button", { name: "Take back" })).toBeVisible();
    await page.getByRole("checkbox", { name: "Select" }).nth(1).check();
    await shoot(page, "chosen");
    await page.screenshot({ path: join(folder, "chosen-phone.png") });
    await page.getByRole("button", { name: "Export and import" }).click();
    await expect(page.getByRole("dialog", { name: "Export and import" })).toBeVisible();
    await shoot(page, "exchange");
  });
});

test("a draft is offered", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await page.getByLabel("Title").fill("Half a title");
  await page.reload();
  await expect(page.getByText("This form was left unfinished.")).toBeVisible();
  await shoot(page, "draft");
});

test("the app has stopped", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await page.getByLabel("Title").fill("Half a title");
  await page.evaluate(() =>
    Object.defineProperty(window, "history", {
      get() {
        throw new Error("gone");
      },
    }),
  );
  await page.getByRole("link", { name: "Backups" }).click();
  await expect(page.getByRole("heading", { name: "Portal Tasks has stopped" })).toBeVisible();
  await shoot(page, "stopped");
});

test("what an account may not do", async ({ page, portal }) => {
  await page.goto(portal.app);
  await signIn(page, "operator", "sandbox.operator1");
  await expect(page.getByText("operator is signed in as Custom role.")).toBeVisible();
  await shoot(page, "not-allowed");
  await page.getByRole("button", { name: "Account" }).click();
  await shoot(page, "not-allowed-account");
  await page.route("**/portals/self?*", async (route) => {
    const about = await (await route.fetch()).json();
    if (about.user) Object.assign(about.user, { role: "rEaDeR0000000000", privileges: [] });
    await route.fulfill({ json: about });
  });
  await page.goto(`${portal.app}backups`);
  await expect(page.getByText("What is here can be looked at.")).toBeVisible();
  await shoot(page, "look-only");
});

test("calendar and findings", async ({ page, portal }) => {
  await open(page, portal, "calendar?paused=1");
  await expect(page.getByRole("heading", { name: /run into each other$/ })).toBeVisible();
  await page.getByRole("button", { name: "Spread out" }).click();
  await expect(page.getByRole("region", { name: "Spread out" })).toBeVisible();
  await shoot(page, "calendar");
  await portal.create("Nightly full");
  await portal.create("Parcels");
  await page.goto(`${portal.app}findings`);
  await expect(page.getByRole("list", { name: "Findings" })).toBeVisible();
  await shoot(page, "findings");
});

test("a plan and what became of it", async ({ page, portal }) => {
  const id = await portal.create("Nightly full");
  await portal.pass(3 * 86_400);
  await open(page, portal, `tasks/${id}/runs`);
  await expect(page.getByRole("region", { name: "Plan and reality" })).toContainText("3 of 3");
  await shoot(page, "plan-and-reality");
});

test.describe("two hundred schedules", () => {
  test.use({ options: ["--seed", "large:200"] });
  test("in the calendar", async ({ page, portal }) => {
    await open(page, portal, "calendar?paused=1");
    await expect(page.getByRole("heading", { name: /run into each other$/ })).toBeVisible();
    await shoot(page, "calendar-crowded");
  });
});
