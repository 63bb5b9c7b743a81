import { expect, GP_CLEANER, open, row, SCHEDULE2, SERVER_ERROR, test, traces, typePasscode } from "../support/fixtures.ts";
import type { Sandbox } from "../support/sandbox.ts";

test("a schedule is edited: what changes is told before, sent once, and said after", async ({ page, portal }) => {
  await open(page, portal, `tasks/${SCHEDULE2}`);
  await page.getByRole("link", { name: "Edit" }).click();
  await expect(page).toHaveTitle("Edit schedule2 · Portal Tasks");
  await expect(page.getByLabel("Title")).toHaveValue("schedule2");
  await expect(page.getByLabel("Cron expression")).toHaveValue("0 0 4 ? * 7");
  await expect(page.getByRole("tab", { name: "Weekly" })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("textbox", { name: "Passcode", exact: true })).toHaveValue("");
  await expect(page.getByText("The portal takes no edit without the passcode")).toBeVisible();
  const changes = page.getByRole("region", { name: "What changes" });
  await expect(changes).toContainText("Nothing yet.");
  await expect(page.getByText(/^Enabled, it would run in/)).toBeVisible();

  await page.getByLabel("Title").fill("Weekends");
  await page.getByRole("checkbox", { name: "Sunday" }).check();
  await page.getByLabel("Keep for").fill("3");
  await page.getByLabel("Unit").selectOption("weeks");
  await expect(changes).toContainText("before: schedule2");
  await expect(changes).toContainText("now: Weekends");
  await expect(changes).toContainText("now: Every Saturday and Sunday at 04:00 UTC (0 0 4 ? * 1,7)");
  await expect(changes).toContainText("now: 3 weeks");
  const shifts = changes.getByRole("table", { name: "Runs that change" });
  await expect(shifts.getByRole("row").first()).toContainText("Sun 25 Oct, 04:00 UTC");
  await expect(shifts.getByRole("row").first()).toContainText("New");

  await typePasscode(page, "a-new-passcode-map");
  let sent = 0;
  page.on("request", (request) => (sent += Number(request.url().endsWith("/update"))));
  await page.getByRole("button", { name: "Save changes" }).evaluate((button) => {
    for (let i = 0; i < 5; i++) (button as HTMLButtonElement).click();
  });
  await expect(page.getByText("The changes were saved.")).toBeVisible();
  await expect(page).toHaveURL(`${portal.app}tasks/${SCHEDULE2}`);
  await expect(page.getByRole("heading", { name: "Weekends" })).toBeVisible();
  expect(sent).toBe(1);
  const task = await portal.task(SCHEDULE2);
  expect(task).toMatchObject({
    taskTitle: "Weekends",
    cronExpression: "0 0 4 ? * 1,7",
    startDate: 1634961600000,
    parameters: {
      name: "schedule2",
      storeName: "default",
      passcode: "a-new-passcode-map",
      retentionOffset: 1_814_400_000,
      metaData: { recurring: true, retention: { type: "week", value: 3 } },
    },
  });
  expect(await traces(page)).not.toContain("a-new-passcode-map");
});

test("an edit without a passcode is not sent, and the field says why", async ({ page, portal }) => {
  await open(page, portal, `tasks/${SCHEDULE2}/edit`);
  await page.getByLabel("Title").fill("Never sent");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("textbox", { name: "Passcode", exact: true })).toBeFocused();
  await expect(page.getByText("1 problem")).toBeVisible();
  expect((await portal.task(SCHEDULE2)).taskTitle).toBe("schedule2");
});

test("a refusal of the portal is said in its place and the form stays as it was", async ({ page, portal }) => {
  await open(page, portal, `tasks/${SCHEDULE2}/edit`);
  await page.getByLabel("Title").fill("Refused");
  await typePasscode(page);
  await portal.fault("server-error", { path: "/update" });
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("alert")).toContainText(SERVER_ERROR);
  await expect(page.getByRole("alert")).toContainText("The task was read after it and does not show your changes. The form is as you left it.");
  await expect(page.getByLabel("Title")).toHaveValue("Refused");
  await expect(page.getByLabel("Confirm passcode")).toHaveValue("correct-horse-map");
  await portal.mend();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByRole("heading", { name: "Refused" })).toBeVisible();
});

/** Somebody else renames the task and keeps its backups longer. */
async function editBehind(portal: Sandbox, title = "Theirs"): Promise<void> {
  const parameters = {
    name: "schedule2",
    storeName: "default",
    passcode: "theirs-passcode",
    metaData: { recurring: true, startTime: "04:00", retention: { type: "day", value: 30 } },
    retentionOffset: 2_592_000_000,
  };
  await portal.operate(`system/tasks/${SCHEDULE2}/update`, {
    title,
    parameters: JSON.stringify(parameters),
  });
}

test.describe("a task that somebody else changed meanwhile", () => {
  test.beforeEach(async ({ page, portal }) => {
    await open(page, portal, `tasks/${SCHEDULE2}/edit`);
    await page.getByLabel("Title").fill("Mine");
    await typePasscode(page);
    await editBehind(portal);
    await page.getByRole("button", { name: "Save changes" }).click();
    const conflict = page.getByRole("dialog", { name: "The task was changed meanwhile" });
    await expect(conflict).toContainText("the portal: Theirs");
    await expect(conflict).toContainText("yours: Mine");
    await expect(conflict).toContainText("the portal: 30 days");
    await expect(conflict).toContainText("yours: 14 days");
    expect((await portal.task(SCHEDULE2)).taskTitle).toBe("Theirs");
  });

  test("may be overwritten knowingly", async ({ page, portal }) => {
    await page.getByRole("button", { name: "Save my version" }).click();
    await expect(page.getByRole("heading", { name: "Mine" })).toBeVisible();
    expect(await portal.task(SCHEDULE2)).toMatchObject({
      taskTitle: "Mine",
      parameters: { retentionOffset: 1_209_600_000 },
    });
  });

  test("is not overwritten unseen when it was changed once more before the click", async ({ page, portal }) => {
    await editBehind(portal, "Theirs again");
    await page.getByRole("button", { name: "Save my version" }).click();
    const conflict = page.getByRole("dialog", { name: "The task was changed meanwhile" });
    await expect(conflict).toContainText("the portal: Theirs again");
    await expect(conflict).toContainText("yours: Mine");
    // A browser tells with the next frame that the dialog of before was closed, which may be after this one was opened.
    await conflict.evaluate((dialog) => dialog.dispatchEvent(new Event("close")));
    await expect(conflict).toContainText("the portal: Theirs again");
    expect((await portal.task(SCHEDULE2)).taskTitle).toBe("Theirs again");
    await conflict.getByRole("button", { name: "Save my version" }).click();
    await expect(page.getByRole("heading", { name: "Mine" })).toBeVisible();
    expect((await portal.task(SCHEDULE2)).taskTitle).toBe("Mine");
  });

  test("may be taken over into the form", async ({ page, portal }) => {
    await page.getByRole("button", { name: "Take the portal’s version" }).click();
    await expect(page.getByLabel("Title")).toHaveValue("Theirs");
    await expect(page.getByLabel("Keep for")).toHaveValue("30");
    await expect(page.getByLabel("Confirm passcode")).toHaveValue("correct-horse-map");
    await expect(page.getByRole("region", { name: "What changes" })).toContainText("Nothing yet.");
    expect((await portal.task(SCHEDULE2)).taskTitle).toBe("Theirs");
  });

  test("may be edited further, with what would be undone in view", async ({ page, portal }) => {
    await page.getByRole("button", { name: "Go on editing" }).click();
    const changes = page.getByRole("region", { name: "What changes" });
    await expect(changes).toContainText("before: Theirs");
    await expect(changes).toContainText("before: 30 days");
    await page.getByLabel("Keep for").fill("30");
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(page.getByRole("heading", { name: "Mine" })).toBeVisible();
    expect((await portal.task(SCHEDULE2)).parameters.retentionOffset).toBe(2_592_000_000);
  });
});

test("a task of the system has a title and a schedule to edit", async ({ page, portal }) => {
  await open(page, portal, `tasks/${GP_CLEANER}`);
  await expect(page.getByRole("button", { name: "Delete" })).toHaveCount(0);
  await page.getByRole("link", { name: "Edit" }).click();
  await expect(page.getByLabel("Title")).toHaveValue("gpCleanerTask");
  await expect(page.getByLabel("Confirm passcode")).toHaveCount(0);
  await expect(page.getByLabel("Backup name")).toHaveCount(0);
  await page.getByLabel("Cron expression").fill("0 30 * * * ?");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("The changes were saved.")).toBeVisible();
  expect(await portal.task(GP_CLEANER)).toMatchObject({ cronExpression: "0 30 * * * ?", taskTitle: "gpCleanerTask" });
});

test("a session that ends under the edit asks for the password over it, then the changes are saved", async ({ page, portal }) => {
  await open(page, portal, `tasks/${SCHEDULE2}/edit`);
  await page.getByLabel("Title").fill("Kept");
  await typePasscode(page);
  await portal.fault("invalid-token", { path: "/update", calls: 1 });
  await page.getByRole("button", { name: "Save changes" }).click();
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(page.getByLabel("Title")).toHaveValue("Kept");
  await dialog.getByLabel("Password for siteadmin").fill("sandbox.admin1");
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("heading", { name: "Kept" })).toBeVisible();
});

test.describe("a portal that gives no answer in time", () => {
  test.use({ mayLog: /502/ });

  test("may still save the changes, and that is said", async ({ page, portal }) => {
    await open(page, portal, `tasks/${SCHEDULE2}/edit`);
    await page.getByLabel("Title").fill("Late");
    await typePasscode(page);
    await portal.fault("bad-gateway", { path: "/update", calls: 1 });
    await page.getByRole("button", { name: "Save changes" }).click();
    const told = page.getByRole("alert").filter({ hasText: "The portal is not available (HTTP status 502)." });
    await expect(told).toContainText("does not show your changes yet. The portal may still save them");
    await expect(told).not.toContainText("not saved");
    await expect(page.getByLabel("Title")).toHaveValue("Late");
  });
});

test("a task that is gone is said in the place of the form", async ({ page, portal }) => {
  await open(page, portal, "tasks/0123/edit");
  await expect(page.getByRole("heading", { name: "The task could not be read" })).toBeVisible();
  await page.getByRole("link", { name: "Tasks", exact: true }).first().click();
  await expect(row(page, "schedule2")).toBeVisible();
});
