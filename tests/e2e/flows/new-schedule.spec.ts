import { readFile } from "node:fs/promises";
import { expect, fillSchedule, open, row, SERVER_ERROR, test } from "../support/fixtures.ts";

test("a schedule is made and found in the list with its next run", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await expect(page.getByLabel("Backup store")).toHaveValue("backupstore1");
  await fillSchedule(page, "Utilities network");
  await page.getByRole("tab", { name: "Weekly" }).click();
  await page.getByRole("checkbox", { name: "Tuesday" }).check();
  await page.getByRole("checkbox", { name: "Thursday" }).check();
  await page.getByLabel("Time", { exact: true }).fill("01:30");
  await expect(page.getByLabel("Cron expression")).toHaveValue("0 30 1 ? * 3,5,7");
  const told = page.getByRole("complementary", { name: "What will happen" });
  await expect(told.getByRole("status")).toHaveText(
    "Every Tuesday, Thursday and Saturday at 01:30 UTC. Each backup is kept for 14 days.",
  );
  await expect(told.getByRole("row").nth(1)).toContainText("Sat 24 Oct, 01:30");
  await expect(told).toContainText("The local clock goes back: 03:30 CEST becomes 02:30 CET.");
  await page.getByRole("button", { name: "Create schedule" }).click();

  await expect(page.getByRole("heading", { name: "Utilities network" })).toBeVisible();
  await expect(page.getByText("The schedule was created.")).toBeVisible();
  await page.getByRole("link", { name: "Tasks" }).first().click();
  await expect(row(page, "Utilities network")).toContainText("Sat 24 Oct, 01:30 UTC · 03:30 CEST");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("The next backup runs in 11 h");

  const made = (await portal.tasks()).find((task) => task.taskTitle === "Utilities network");
  expect(made).toMatchObject({
    cronExpression: "0 30 1 ? * 3,5,7",
    taskState: "active",
    maxOccurrences: -1,
    parameters: {
      name: "utilities-network",
      storeName: "backupstore1",
      passcode: "correct-horse-map",
      retentionOffset: 1_209_600_000,
      metaData: { recurring: true, startTime: "01:30", retention: { type: "day", value: 14 } },
    },
  });
});

test("every tab of the builder makes its schedule", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  const expression = page.getByLabel("Cron expression");
  const tab = (name: string) => page.getByRole("tab", { name });

  await tab("Every few minutes/hours").click();
  await page.getByLabel("From", { exact: true }).fill("02:00");
  await expect(expression).toHaveValue("0 0 2/6 * * ?");
  await page.getByLabel("Minutes or hours").selectOption("minutes");
  await page.getByLabel("Every", { exact: true }).fill("15");
  await expect(expression).toHaveValue("0 */15 * * * ?");

  await tab("Daily").click();
  await page.getByLabel("Time", { exact: true }).fill("03:45");
  await expect(expression).toHaveValue("0 45 3 * * ?");

  await tab("Weekly").click();
  await page.getByRole("checkbox", { name: "Saturday" }).uncheck();
  await expect(page.getByText("Pick at least one day.")).toBeVisible();
  await page.getByRole("checkbox", { name: "Sunday" }).check();
  await expect(expression).toHaveValue("0 45 3 ? * 1");

  await tab("Monthly").click();
  await page.getByRole("checkbox", { name: "Day 15" }).check();
  await expect(expression).toHaveValue("0 45 3 1,15 * ?");
  await page.getByLabel("Kind of day").selectOption("the last day");
  await expect(expression).toHaveValue("0 45 3 L * ?");
  await page.getByLabel("Kind of day").selectOption("the nth weekday");
  await page.getByLabel("Which").selectOption("last");
  await page.getByLabel("Weekday", { exact: true }).selectOption("Friday");
  await expect(expression).toHaveValue("0 45 3 ? * 6L");

  await tab("Yearly").click();
  await page.getByLabel("Month", { exact: true }).selectOption("June");
  await expect(expression).toHaveValue("0 45 3 ? 6 6L");

  await tab("Custom").click();
  await expect(page.getByLabel("Day of week", { exact: true })).toHaveValue("6L");
  await page.getByLabel("Hour", { exact: true }).fill("25");
  await expect(page.getByText("25 is out of range: hour goes from 0 to 23.")).toBeVisible();
  await page.getByLabel("Hour", { exact: true }).fill("4-8");
  await page.getByLabel("Day of month", { exact: true }).fill("1-7");
  await expect(page.getByLabel("Day of week", { exact: true })).toHaveValue("?");
  await expect(expression).toHaveValue("0 45 4-8 1-7 6 ?");
});

test("a typed expression shows itself in the builder, a wrong one says why", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  const expression = page.getByLabel("Cron expression");
  await expression.fill("0 30 4 ? * MON-FRI");
  await expect(page.getByRole("tab", { name: "Weekly" })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("checkbox", { name: "Wednesday" })).toBeChecked();
  await expression.fill("0 30 4 * * MON");
  await expect(page.getByText("Day of month and day of week cannot both be set: one of them must be “?”.")).toBeVisible();
  await expect(expression).toHaveValue("0 30 4 * * MON");
});

test("a time may be typed in local time", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await page.getByLabel("Time zone of this time").selectOption("Copenhagen");
  await expect(page.getByLabel("Time", { exact: true })).toHaveValue("03:00");
  await page.getByLabel("Time", { exact: true }).fill("05:30");
  await expect(page.getByLabel("Cron expression")).toHaveValue("0 30 3 * * ?");
  await expect(page.getByText("03:30 UTC", { exact: true })).toBeVisible();
});

test("an unfinished form names its problems at their fields and sends nothing", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await page.getByRole("button", { name: "Create schedule" }).click();
  await expect(page.getByLabel("Title")).toBeFocused();
  await expect(page.getByLabel("Title")).toHaveAccessibleDescription("Give the schedule a title.");
  await expect(page.getByText("3 problems")).toBeVisible();
  await fillSchedule(page, "Short", "seven77");
  await expect(page.getByText("At least 8 characters; this has 7.")).toBeVisible();
  await page.getByRole("textbox", { name: "Passcode", exact: true }).fill("correct-horse-map");
  await expect(page.getByText("Not the same as the passcode above.")).toBeVisible();
  expect(await portal.tasks()).toHaveLength(4);
});

test("a passcode is put on paper or into a file with what it opens, and is on the page no longer than that", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await expect(page.getByLabel("Backup store")).toHaveValue("backupstore1");
  await page.getByLabel("Title").fill("On paper");
  await page.getByLabel("Backup name").fill("on-paper");
  const offer = page.getByRole("button", { name: "Print or save" });
  await expect(offer).toBeHidden();
  await page.getByRole("button", { name: "Generate a passcode" }).click();
  const made = await page.getByRole("textbox", { name: "Passcode", exact: true }).inputValue();
  await offer.click();
  const sheet = page.getByRole("dialog", { name: "Passcode of a backup" });
  for (const text of ["On paper", "on-paper", made]) await expect(sheet).toContainText(text);

  await page.evaluate(() => (window.print = () => void (document.title = "printed")));
  await sheet.getByRole("button", { name: "Print", exact: true }).click();
  await expect(page).toHaveTitle("printed");
  await page.emulateMedia({ media: "print" });
  await expect(sheet.getByText(made)).toBeVisible();
  await expect(page.getByRole("heading", { name: "New schedule" })).toBeHidden();
  const pages = (await page.pdf()).toString("latin1").match(/\/Type\s*\/Page\b/g);
  expect(pages).toHaveLength(1);
  await page.emulateMedia({ media: "screen" });

  const [file] = await Promise.all([page.waitForEvent("download"), sheet.getByRole("button", { name: "Save as text" }).click()]);
  expect(file.suggestedFilename()).toBe("passcode.txt");
  expect(await readFile(await file.path(), "utf8")).toContain(`Schedule: On paper\nBackup name: on-paper\nBackup store: backupstore1\nPasscode: ${made}\n`);
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(offer).toBeFocused();
  // A dialog is emptied once the browser has told that it is closed.
  await expect.poll(() => page.evaluate(() => document.documentElement.outerHTML)).not.toContain(made);
  expect(await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, performance.getEntries()]))).not.toContain(made);
});

test("a passcode is generated, shown for a moment and strong", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await page.getByRole("button", { name: "Generate a passcode" }).click();
  const passcode = page.getByRole("textbox", { name: "Passcode", exact: true });
  await expect(passcode).toHaveAttribute("type", "text");
  await expect(passcode).toHaveValue(/^([2-9a-z]{5}-){5}[2-9a-z]{5}$/);
  await expect(page.getByText(/Very strong · hides itself in \d+ s/)).toBeVisible();
  await page.getByRole("button", { name: "Hide passcode" }).click();
  await expect(passcode).toHaveAttribute("type", "password");
  expect(await page.getByLabel("Confirm passcode").inputValue()).toBe(await passcode.inputValue());
});

test("however often the button is pressed, one schedule is made", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await fillSchedule(page, "Only once");
  await page.getByRole("button", { name: "Create schedule" }).evaluate((button) => {
    for (let i = 0; i < 5; i++) (button as HTMLButtonElement).click();
  });
  await expect(page.getByRole("heading", { name: "Only once" })).toBeVisible();
  expect((await portal.tasks()).filter((task) => task.taskTitle === "Only once")).toHaveLength(1);
});

test("a refusal of the portal is said in its own place and the form stays as it was", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await fillSchedule(page, "Refused");
  await portal.fault("server-error", { path: "/createTask" });
  await page.getByRole("button", { name: "Create schedule" }).click();
  await expect(page.getByRole("alert")).toContainText(SERVER_ERROR);
  await expect(page.getByLabel("Title")).toHaveValue("Refused");
  await expect(page.getByLabel("Confirm passcode")).toHaveValue("correct-horse-map");
  await portal.mend();
  await page.getByRole("button", { name: "Create schedule" }).click();
  await expect(page.getByRole("heading", { name: "Refused" })).toBeVisible();
});

test("a session that ends under the form asks for the password over it, then the schedule is created", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await fillSchedule(page, "Kept");
  await portal.fault("invalid-token", { path: "/createTask", calls: 1 });
  await page.getByRole("button", { name: "Create schedule" }).click();
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(page.getByLabel("Title")).toHaveValue("Kept");
  await dialog.getByLabel("Password for siteadmin").fill("sandbox.admin1");
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("heading", { name: "Kept" })).toBeVisible();
});

test("an expression that is not what it looks like is told, and mended with one click", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  const expression = page.getByLabel("Cron expression");
  await expression.fill("0 0/45 4 31 * ?");
  const panel = page.getByRole("complementary", { name: "What will happen" });
  await expect(panel.getByText("“0/45” begins anew with each hour: the last distance is shorter than the others.")).toBeVisible();
  await expect(panel.getByText("Some months lack day 31: nothing runs in those.")).toBeVisible();
  await panel.getByRole("button", { name: "Write 0 0,45 4 31 * ?" }).click();
  await expect(expression).toHaveValue("0 0,45 4 31 * ?");
  await expect(panel.getByText("begins anew")).toBeHidden();
});

test("a line of a crontab is understood, and what its weekdays mean is asked", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  const expression = page.getByLabel("Cron expression");
  await expression.fill("30 4 * * 1-5 /usr/local/bin/backup");
  await expect(page.getByText("This is a line of a crontab.")).toBeVisible();
  await expect(page.getByText("The command behind the schedule was left out.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Write 0 30 4 ? * 1-5" })).toBeVisible();
  await page.getByRole("button", { name: "Write 0 30 4 ? * 2,3,4,5,6" }).click();
  await expect(expression).toHaveValue("0 30 4 ? * 2,3,4,5,6");
  await expect(page.getByText("Monday to Friday at 04:30 UTC.")).toBeVisible();
  await expect(page.getByText("This is a line of a crontab.")).toBeHidden();
});
