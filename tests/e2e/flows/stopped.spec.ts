import type { Page } from "@playwright/test";
import { expect, open, signIn, test, typePasscode } from "../support/fixtures.ts";

// The page is made to give the app what no browser gives: a window without a history. The app cannot go on
// from there, and its panic is a real one.
test.use({ mayLog: /unreachable|panicked/ });

async function takeHistoryAway(page: Page): Promise<void> {
  await page.evaluate(() =>
    Object.defineProperty(window, "history", {
      get() {
        throw new DOMException("gone", "SecurityError");
      },
    }),
  );
}

const heading = (page: Page) => page.getByRole("heading", { name: "Portal Tasks has stopped" });

test("a panic says so, keeps the form, and the page can be loaded again", async ({ page, portal }) => {
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await open(page, portal, "tasks/new");
  await page.getByLabel("Title").fill("Survives");
  await typePasscode(page, "never-kept-passcode");
  await takeHistoryAway(page);
  await page.getByRole("link", { name: "Backups" }).click();
  await expect(heading(page)).toBeFocused();
  await expect(page).toHaveTitle("Stopped · Portal Tasks");
  await expect(page.getByText("A form that you had not finished is kept in this browser")).toBeVisible();
  await expect(page.getByText("RuntimeError: unreachable")).toBeVisible();
  expect(await page.content()).not.toContain("never-kept-passcode");

  await page.getByRole("button", { name: "Load it again" }).click();
  await page.getByRole("button", { name: /^Continue the draft from/ }).click();
  await expect(page.getByLabel("Title")).toHaveValue("Survives");
  expect(asked).toEqual([]);
});

test("a panic after the portal has answered loses nothing and sends nothing twice", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await page.getByLabel("Title").fill("Created before");
  await page.getByLabel("Backup name").fill("before");
  await typePasscode(page);
  await takeHistoryAway(page);
  await page.getByRole("button", { name: "Create schedule" }).click();
  await expect(heading(page)).toBeVisible();
  await expect(page.getByText("look whether it is there before you send it again")).toBeVisible();
  await expect(page.getByText("is kept in this browser")).toBeHidden();
  const made = (await portal.tasks()).filter((task) => task.taskTitle === "Created before");
  expect(made).toHaveLength(1);
});

test("what is left of the app asks for nothing more", async ({ page, portal }) => {
  await page.clock.install();
  await page.goto(portal.app);
  await signIn(page);
  await expect(page.getByRole("table", { name: "Tasks" })).toBeVisible();
  await takeHistoryAway(page);
  await page.getByRole("link", { name: "Backups" }).click();
  await expect(heading(page)).toBeVisible();
  let asked = 0;
  page.on("request", () => asked++);
  await page.clock.runFor(120_000);
  expect(asked).toBe(0);
});

test("an error of something else is none of ours", async ({ page, portal }) => {
  await open(page, portal);
  await expect(page.getByRole("table", { name: "Tasks" })).toBeVisible();
  await page.evaluate(() => window.dispatchEvent(new ErrorEvent("error", { error: new Error("an extension") })));
  await page.evaluate(() => window.dispatchEvent(new PromiseRejectionEvent("unhandledrejection", { promise: Promise.resolve(), reason: null })));
  await expect(page.getByRole("table", { name: "Tasks" })).toBeVisible();
});
