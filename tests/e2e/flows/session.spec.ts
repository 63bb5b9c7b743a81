import { expect, fillSchedule, open, row, SCHEDULE2, test } from "../support/fixtures.ts";
import type { Page } from "@playwright/test";

const ended = (page: Page) => page.getByRole("dialog", { name: "Your session has ended" });

async function signInAgain(page: Page, password = "sandbox.admin1"): Promise<void> {
  await ended(page).getByLabel("Password for siteadmin").fill(password);
  await ended(page).getByRole("button", { name: "Sign in" }).click();
}

test("requests that are refused together ask for one sign-in, and are all sent once more", async ({ page, portal }) => {
  await open(page, portal);
  await row(page, "schedule1").getByRole("checkbox").check();
  await row(page, "schedule2").getByRole("checkbox").check();
  const sent = { generateToken: 0, enable: 0 };
  page.on("request", (request) => {
    for (const name of ["generateToken", "enable"] as const) sent[name] += request.url().endsWith(`/${name}`) ? 1 : 0;
  });
  await portal.endSessions();
  await page.getByRole("toolbar", { name: "Chosen tasks" }).getByRole("button", { name: "Enable" }).click();
  await expect(ended(page)).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(1);
  await signInAgain(page);
  await expect(page.getByText("2 tasks were enabled.")).toBeVisible();
  expect((await portal.tasks()).filter((task) => task.taskTitle.startsWith("schedule") && task.active)).toHaveLength(2);
  expect(sent).toEqual({ generateToken: 1, enable: 4 });
});

test("a schedule whose creation was refused for its token is made exactly once", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await fillSchedule(page, "Once");
  let sent = 0;
  page.on("request", (request) => (sent += request.url().endsWith("/createTask") ? 1 : 0));
  await portal.endSessions();
  await page.getByRole("button", { name: "Create schedule" }).click();
  await expect(page.getByLabel("Title")).toHaveValue("Once");
  await expect(page.getByLabel("Confirm passcode")).toHaveValue("correct-horse-map");
  await signInAgain(page, "wrong");
  await expect(ended(page).getByText("The portal refused: “Invalid username or password.”")).toBeVisible();
  await signInAgain(page);
  await expect(page.getByRole("heading", { name: "Once" })).toBeVisible();
  const made = (await portal.tasks()).filter((task) => task.taskTitle === "Once");
  expect(made).toHaveLength(1);
  expect(sent).toBe(2);
});

test("signing out in the place of signing in again sends nothing more", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await fillSchedule(page, "Never");
  await portal.endSessions();
  await page.getByRole("button", { name: "Create schedule" }).click();
  await ended(page).getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByLabel("Username")).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  expect((await portal.tasks()).filter((task) => task.taskTitle === "Never")).toHaveLength(0);
});

test("a session that ends while backups are looked at can be left and opened anew", async ({ page, portal }) => {
  await open(page, portal, "backups");
  await expect(page.getByRole("table", { name: "Backup stores" })).toContainText("Ready");
  await portal.endSessions();
  await ended(page).getByRole("button", { name: "Sign out" }).click();
  await page.getByLabel("Username").fill("siteadmin");
  await page.getByLabel("Password").fill("sandbox.admin1");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(row(page, "schedule2")).toBeVisible();
});

test.describe("an answer that is lost", () => {
  test.use({ mayLog: /Failed to load resource/ });

  test("after the schedule was made leads to the schedule, and no second one is made", async ({ page, portal }) => {
    await open(page, portal, "tasks/new");
    await fillSchedule(page, "Made");
    await page.route("**/createTask", async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    });
    await page.getByRole("button", { name: "Create schedule" }).click();
    await expect(page.getByRole("heading", { name: "Made" })).toBeVisible();
    expect((await portal.tasks()).filter((task) => task.taskTitle === "Made")).toHaveLength(1);
  });

  test("before anything was made says that the list shows nothing", async ({ page, portal }) => {
    await open(page, portal, "tasks/new");
    await fillSchedule(page, "Unmade");
    await page.route("**/createTask", (route) => route.abort("connectionreset"));
    await page.getByRole("button", { name: "Create schedule" }).click();
    await expect(page.getByRole("alert")).toContainText("The list was read after it and does not show the schedule");
    await expect(page.getByLabel("Title")).toHaveValue("Unmade");
  });

  test("with the list out of reach too is called unknown", async ({ page, portal }) => {
    await open(page, portal, "tasks/new");
    await fillSchedule(page, "Unknown");
    await page.route("**/createTask", (route) => route.abort("connectionreset"));
    await page.route("**/system/tasks?*", (route) => route.abort("connectionreset"));
    await page.getByRole("button", { name: "Create schedule" }).click();
    await expect(page.getByText("It is not known whether the schedule was created")).toBeVisible();
  });

  test("of a switch is read from the list", async ({ page, portal }) => {
    await open(page, portal);
    const toggle = row(page, "schedule2").getByRole("switch");
    const isOn = await toggle.isChecked();
    await page.route(/(enable|disable)$/, async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    });
    await toggle.click();
    await expect(page.getByText(`“schedule2” was ${isOn ? "disabled" : "enabled"}.`)).toBeVisible();
    await page.unroute(/(enable|disable)$/);
    await page.route(/(enable|disable)$/, (route) => route.abort("connectionreset"));
    await toggle.click();
    await expect(page.getByRole("alert")).toContainText("The list was read after it and shows it unchanged.");
  });

  test("of an edit is read from the task", async ({ page, portal }) => {
    await open(page, portal, `tasks/${SCHEDULE2}/edit`);
    await page.getByLabel("Title").fill("Saved all the same");
    await page.getByRole("textbox", { name: "Passcode", exact: true }).fill("correct-horse-map");
    await page.getByLabel("Confirm passcode").fill("correct-horse-map");
    await page.route("**/update", async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    });
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(page.getByRole("heading", { name: "Saved all the same" })).toBeVisible();
  });
});
