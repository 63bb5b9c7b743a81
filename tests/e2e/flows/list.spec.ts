import { expect, open, row, SCHEDULE2, test } from "../support/fixtures.ts";

test("the four documented tasks are listed with what the portal says of them", async ({ page, portal }) => {
  await open(page, portal);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("No backup will run: both schedules are paused or over");
  const saturdays = row(page, "schedule2");
  await expect(saturdays).toContainText("Every Saturday at 04:00 UTC");
  await expect(saturdays).toContainText("0 0 4 ? * 7");
  await expect(saturdays).toContainText("would run Sat 24 Oct, 04:00 UTC");
  await expect(saturdays).toContainText("14 days");
  await expect(saturdays).toContainText("default");
  await expect(saturdays).toContainText("Sat 23 Oct 2021, 04:00 UTC · 06:00 CEST");
  await expect(page.getByRole("switch", { name: "Enable schedule2" })).not.toBeChecked();

  const cleaner = row(page, "gpCleanerTask");
  await expect(cleaner).toContainText("Every hour, on the hour");
  await expect(cleaner).toContainText(/in 5[678] min/);
  await expect(cleaner).toContainText("Fri 23 Oct, 15:00 UTC · 17:00 CEST");
  await expect(page.getByRole("switch", { name: "Enable gpCleanerTask" })).toBeChecked();
  await expect(page.getByText("4 of 4 tasks")).toBeVisible();
});

test("a task is enabled and disabled, and the portal knows it", async ({ page, portal }) => {
  await open(page, portal);
  const toggle = page.getByRole("switch", { name: "Enable schedule2" });
  await toggle.click();
  await expect(toggle).toBeChecked();
  await expect(row(page, "schedule2")).toContainText(/in 13 h 5\d min/);
  expect((await portal.tasks()).find((task) => task.taskTitle === "schedule2")?.taskState).toBe("active");
  await toggle.press("Space");
  await expect(toggle).not.toBeChecked();
  expect((await portal.tasks()).find((task) => task.taskTitle === "schedule2")?.active).toBe(false);
});

test("disabling the retention cleaner asks first, because backups would pile up", async ({ page, portal }) => {
  await open(page, portal);
  const toggle = page.getByRole("switch", { name: "Enable backupRetentionCleanerTask" });
  await toggle.click();
  const question = page.getByRole("dialog", { name: "Disable backupRetentionCleanerTask?" });
  await expect(question).toContainText("They pile up");
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toBeHidden();
  await expect(toggle).toBeChecked();
  await toggle.click();
  await question.getByRole("button", { name: "Disable cleaner" }).click();
  await expect(toggle).not.toBeChecked();
});

test("deleting asks first, says what goes, and does it", async ({ page, portal }) => {
  await open(page, portal);
  await page.getByRole("button", { name: "More for schedule1" }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  const question = page.getByRole("dialog", { name: "Delete schedule1?" });
  await expect(question).toContainText("Its runs are deleted too");
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  expect(await portal.tasks()).toHaveLength(4);

  await page.getByRole("button", { name: "More for schedule1" }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await question.getByRole("button", { name: "Delete schedule" }).click();
  await expect(page.getByText("“schedule1” was deleted.")).toBeVisible();
  await expect(page.getByText("3 of 3 tasks")).toBeVisible();
  expect(await portal.tasks()).toHaveLength(3);
});

test("a task of the system cannot be deleted", async ({ page, portal }) => {
  await open(page, portal);
  const cleaner = row(page, "gpCleanerTask");
  await cleaner.getByRole("button", { name: "More for gpCleanerTask" }).click();
  await expect(cleaner.getByText("Belongs to the system and cannot be deleted.")).toBeVisible();
  await expect(cleaner.getByRole("button", { name: "Delete", exact: true })).toHaveCount(0);
});

test("the raw JSON of a task is shown without its passcode", async ({ page, portal }) => {
  await open(page, portal);
  await page.getByRole("button", { name: "More for schedule2" }).click();
  await page.getByRole("button", { name: "Show raw JSON" }).click();
  const json = page.getByLabel("Raw JSON");
  await expect(json).toContainText('"retentionOffset": 1209600000');
  await expect(json).toContainText('"ownerId": "f4630325200d48d3bd1c763e6d0dd904"');
  await expect(json).not.toContainText("passcode");
  await page.getByRole("button", { name: "Close" }).click();
  await expect(json).toBeHidden();
});

test("filter and order live in the address and survive a reload", async ({ page, portal }) => {
  await open(page, portal);
  await page.getByLabel("Filter tasks").fill("schedule");
  await expect(page.getByText("2 of 4 tasks")).toBeVisible();
  await page.getByRole("button", { name: "Title" }).click();
  await page.getByRole("button", { name: "Title" }).click();
  await expect(page).toHaveURL(/q=schedule/);
  await expect(page).toHaveURL(/sort=-title/);
  await page.reload();
  await expect(page.getByLabel("Filter tasks")).toHaveValue("schedule");
  await expect(page.getByRole("columnheader", { name: "Title" })).toHaveAttribute("aria-sort", "descending");
  await expect(page.getByRole("rowheader").first()).toContainText("schedule2");

  await page.getByLabel("Filter tasks").fill("parcles");
  await expect(page.getByText("No task matches “parcles”")).toBeVisible();
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await expect(page.getByText("4 of 4 tasks")).toBeVisible();
});

test.describe("a portal that stops answering", () => {
  test.use({ mayLog: /Failed to load resource/ });

  test("keeps what was read on screen and says how old it is", async ({ page, portal }) => {
    await open(page, portal);
    await expect(row(page, "schedule2")).toBeVisible();
    await page.route("**/system/tasks?*", (route) => route.abort());
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(page.getByText("The portal cannot be reached.")).toBeVisible();
    await expect(page.getByText(/You see what was so .* ago/)).toBeVisible();
    await expect(row(page, "schedule2")).toBeVisible();
    await page.unroute("**/system/tasks?*");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("The portal cannot be reached.")).toBeHidden();
  });

  test("before the first answer says so and offers to try again", async ({ page, portal }) => {
    await portal.fault("bad-gateway", { path: "/system/tasks" });
    await page.goto(portal.app);
    await page.getByLabel("Username").fill("siteadmin");
    await page.getByLabel("Password").fill("sandbox.admin1");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { name: "The tasks could not be read" })).toBeVisible();
    await portal.mend();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(row(page, "schedule2")).toBeVisible();
  });
});

test("a store that is not ready says so beside each schedule that writes to it, and one that is gone too", async ({ page, portal }) => {
  await portal.fault("store-fails", { path: "/default/validate" });
  await open(page, portal);
  await expect(row(page, "schedule2")).toContainText("Not ready");
  await portal.operate("system/disasterrecovery/stores/default/unregister");
  await page.reload();
  await expect(row(page, "schedule2")).toContainText("Not registered");
});

test("a menu stays open while its task is changed elsewhere", async ({ page, portal }) => {
  await page.clock.install();
  await open(page, portal);
  await page.getByRole("button", { name: "More for schedule2" }).click();
  const line = row(page, "schedule2").getByRole("button", { name: "Delete", exact: true });
  await expect(line).toBeVisible();
  await portal.operate(`system/tasks/${SCHEDULE2}/enable`);
  await page.clock.runFor(31_000);
  await expect(page.getByRole("switch", { name: "Enable schedule2" })).toBeChecked();
  await line.click();
  await expect(page.getByRole("dialog", { name: "Delete schedule2?" })).toBeVisible();
});

test.describe("a portal that fails for a while", () => {
  test.use({ mayLog: /Failed to load resource/ });

  test("is asked less and less, and not at all while nobody looks", async ({ page, portal }) => {
    let asked = 0;
    page.on("request", (request) => (asked += Number(request.url().includes("/system/tasks?"))));
    await page.clock.install();
    await open(page, portal);
    await expect(row(page, "schedule2")).toBeVisible();
    const before = asked;
    await page.route("**/system/tasks?*", (route) => route.abort());
    await page.clock.runFor(31_000);
    await expect(page.getByText("The portal cannot be reached.")).toBeVisible();
    expect(asked).toBe(before + 1);
    await page.clock.runFor(40_000);
    expect(asked, "twice as long").toBe(before + 1);
    await page.clock.runFor(21_000);
    await expect.poll(() => asked).toBe(before + 2);
    await page.evaluate(() => Object.defineProperty(document, "hidden", { configurable: true, get: () => true }));
    await page.clock.runFor(300_000);
    expect(asked, "nobody looks").toBe(before + 2);
    // In this order: the page asks by itself as soon as it is looked at.
    await page.unroute("**/system/tasks?*");
    await page.evaluate(() => Reflect.deleteProperty(document, "hidden"));
    await page.clock.runFor(2000);
    await expect(page.getByText("The portal cannot be reached.")).toBeHidden();
    expect(asked).toBe(before + 3);
  });
});

test.describe("an empty portal", () => {
  test.use({ options: ["--seed", "empty"] });

  test("says that no backup is scheduled", async ({ page, portal }) => {
    await open(page, portal);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("No backup is scheduled");
    await page.getByRole("link", { name: "New schedule" }).click();
    await expect(page.getByRole("heading", { name: "New schedule" })).toBeVisible();
  });
});

test.describe("a portal with ten thousand tasks", () => {
  test.use({ options: ["--seed", "large:10000"] });

  test("lists, counts and filters them, with only what is in view in the document", async ({ page, portal }) => {
    await open(page, portal);
    await expect(page.getByText("10000 of 10000 tasks")).toBeVisible();
    expect(await page.getByRole("rowheader").count()).toBeLessThan(80);
    await page.getByLabel("Filter tasks").fill("zoning 00005");
    await expect(page.getByText("1 of 10000 tasks")).toBeVisible();
  });
});
