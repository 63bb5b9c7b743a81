import type { Page } from "@playwright/test";
import { expect, open, SCHEDULE2, signIn, test, traces, typePasscode } from "../support/fixtures.ts";

/** The drafts that the browser keeps. */
async function kept(page: Page): Promise<string[]> {
  return page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("portal-tasks.draft.")));
}

const offer = (page: Page) => page.getByRole("button", { name: /^Continue the draft from/ });

/** What was typed, with a passcode that nothing may keep. */
async function begin(page: Page): Promise<void> {
  await page.getByLabel("Title").fill("Half a title");
  await page.getByLabel("Backup name").fill("half");
  await page.getByRole("tab", { name: "Weekly" }).click();
  await page.getByRole("checkbox", { name: "Sunday" }).check();
  await page.getByLabel("Keep for").fill("3");
  await page.getByLabel("Unit").selectOption("weeks");
  await typePasscode(page, "never-kept-passcode");
}

/** Everything of it but the passcode. */
async function expectIt(page: Page): Promise<void> {
  await expect(page.getByLabel("Title")).toHaveValue("Half a title");
  await expect(page.getByLabel("Backup name")).toHaveValue("half");
  await expect(page.getByRole("tab", { name: "Weekly" })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("checkbox", { name: "Sunday" })).toBeChecked();
  await expect(page.getByLabel("Keep for")).toHaveValue("3");
  await expect(page.getByLabel("Unit")).toHaveValue("week");
  await expect(page.getByRole("textbox", { name: "Passcode", exact: true })).toHaveValue("");
}

test("an unfinished form is offered after a reload, and nothing is filled in unasked", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await begin(page);
  await expect.poll(() => kept(page)).toHaveLength(1);
  await page.reload();
  await expect(page.getByText("This form was left unfinished.")).toBeVisible();
  await expect(page.getByLabel("Title")).toHaveValue("");
  await expect(offer(page)).toHaveText("Continue the draft from 16:02 CEST");
  await offer(page).click();
  await expectIt(page);
  await expect(page.getByLabel("Title")).toBeFocused();
  await expect(offer(page)).toBeHidden();

  await typePasscode(page);
  await page.getByRole("button", { name: "Create schedule" }).click();
  await expect(page.getByRole("heading", { name: "Half a title" })).toBeVisible();
  expect(await kept(page)).toEqual([]);
});

test("what was typed last is kept too when the page is left before it is painted", async ({ page, portal }) => {
  const neverPaint = () => page.evaluate(() => (window.requestAnimationFrame = () => 0));
  await open(page, portal, "tasks/new");
  await neverPaint();
  await page.getByLabel("Title").fill("Left by a reload");
  await page.reload();
  await offer(page).click();
  await expect(page.getByLabel("Title")).toHaveValue("Left by a reload");

  await neverPaint();
  await page.getByLabel("Title").fill("Left by a link");
  await page.getByRole("link", { name: "Backups" }).click();
  await expect(page.getByRole("heading", { name: "Backup stores" })).toBeVisible();
  await page.goto(`${portal.app}tasks/new`);
  await offer(page).click();
  await expect(page.getByLabel("Title")).toHaveValue("Left by a link");
});

test("it survives sign-out and a closed tab, and belongs to one account", async ({ page, portal, context }) => {
  await open(page, portal, "tasks/new");
  await begin(page);
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByLabel("Username")).toBeVisible();
  expect(await traces(page)).not.toContain("never-kept-passcode");
  await page.close();

  const other = await context.newPage();
  await other.goto(`${portal.app}tasks/new`);
  await signIn(other);
  await offer(other).click();
  await expectIt(other);
  await other.evaluate(() => sessionStorage.clear());
  const names = await kept(other);
  expect(names).toHaveLength(1);
  expect(names[0]).toContain("siteadmin");
});

test("what another tab has kept since is not taken away by one that is cancelled", async ({ page, portal, context }) => {
  await open(page, portal, "tasks/new");
  await page.getByLabel("Title").fill("Of the first tab");
  await expect.poll(() => kept(page)).toHaveLength(1);
  const other = await context.newPage();
  await open(other, portal, "tasks/new");
  await begin(other);
  await page.getByRole("link", { name: "Cancel" }).first().click();
  await expect(page.getByRole("table", { name: "Tasks" })).toBeVisible();
  await other.close();
  await page.goto(`${portal.app}tasks/new`);
  await offer(page).click();
  await expectIt(page);
});

test("it is discarded when somebody says so, and a cancelled form leaves none", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await page.getByLabel("Title").fill("Thrown away");
  await page.getByRole("link", { name: "Backups" }).click();
  await page.goBack();
  await expect(offer(page)).toBeVisible();
  // Looking at the form and leaving it is no answer.
  await page.getByRole("link", { name: "Cancel" }).click();
  await page.goBack();
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByLabel("Title")).toBeFocused();
  expect(await kept(page)).toEqual([]);

  await page.getByLabel("Title").fill("Given up");
  await expect.poll(() => kept(page)).toHaveLength(1);
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(page.getByRole("table", { name: "Tasks" })).toBeVisible();
  expect(await kept(page)).toEqual([]);
  await page.goBack();
  await expect(page.getByLabel("Title")).toHaveValue("");
  await expect(offer(page)).toBeHidden();
});

test("a form typed back to how it was is nothing to keep", async ({ page, portal }) => {
  await open(page, portal, `tasks/${SCHEDULE2}/edit`);
  await page.getByLabel("Title").fill("schedule3");
  await expect.poll(() => kept(page)).toHaveLength(1);
  await page.getByLabel("Title").fill("schedule2");
  await expect.poll(() => kept(page)).toHaveLength(0);
});

test("leaving asks only when something would be lost", async ({ page, portal }) => {
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await open(page, portal, "tasks/new");
  await page.getByLabel("Title").focus();
  await page.reload();
  await expect(page.getByLabel("Title")).toBeVisible();
  expect(asked).toEqual([]);
  await typePasscode(page);
  await page.reload();
  await expect(page.getByLabel("Title")).toBeVisible();
  expect(asked).toEqual(["beforeunload"]);
  expect(await kept(page)).toEqual([]);
});

test("leaving asks also for what was typed into a dialog, until that is closed", async ({ page, portal }) => {
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  const forms = [
    ["backups", "Register a store", "Store name"],
    ["backups", "Edit settings", "Cancel a backup after"],
    ["backups", "Back up now", "Backup name"],
    [`tasks/${SCHEDULE2}/runs`, "Edit", "Message"],
  ];
  await open(page, portal);
  for (const [path, name, label] of forms) {
    await page.goto(portal.app + path);
    if (path !== "backups") await page.getByRole("table", { name: "Runs", exact: true }).getByRole("link").first().click();
    const shown = page.getByRole("button", { name, exact: true }).first();
    const field = page.getByRole("dialog").getByLabel(label);
    asked.length = 0;
    await shown.click();
    await field.fill("90");
    await page.keyboard.press("Escape");
    // A dialog is out of sight before it tells that it was closed; then nothing is left in it.
    await expect(page.locator("dialog").getByLabel(label)).not.toBeAttached();
    await page.reload();
    expect(asked, `${name}, closed`).toEqual([]);
    await shown.click();
    await field.fill("90");
    await page.reload();
    expect(asked, name).toEqual(["beforeunload"]);
    await expect(field).toBeHidden();
  }
});

test("the draft of an edit shows both versions when somebody else was faster", async ({ page, portal }) => {
  await open(page, portal, `tasks/${SCHEDULE2}/edit`);
  await page.getByLabel("Title").fill("Mine");
  await expect.poll(() => kept(page)).toHaveLength(1);
  await page.goto(portal.app);
  await portal.operate(`system/tasks/${SCHEDULE2}/update`, {
    title: "Theirs",
    type: "CreateBackup",
    parameters: JSON.stringify({
      name: "schedule2",
      passcode: "their-passcode",
      storeName: "default",
      metaData: { recurring: true, startTime: "04:00", retention: { type: "day", value: 30 } },
      retentionOffset: 2_592_000_000,
    }),
    minute: "0",
    hour: "4",
    dayOfMonth: "?",
    month: "*",
    dayOfWeek: "7",
  });
  await page.goto(`${portal.app}tasks/${SCHEDULE2}/edit`);
  await expect(page.getByLabel("Title")).toHaveValue("Theirs");
  await expect(page.getByText("The task was changed after it was begun")).toBeVisible();
  await offer(page).click();
  await expect(page.getByLabel("Title")).toHaveValue("Mine");
  await typePasscode(page);
  await page.getByRole("button", { name: "Save changes" }).click();
  const choice = page.getByRole("dialog", { name: "The task was changed meanwhile" });
  await expect(choice).toContainText("Theirs");
  await expect(choice).toContainText("30 days");
  expect((await portal.task(SCHEDULE2)).taskTitle).toBe("Theirs");
  await choice.getByRole("button", { name: "Save my version" }).click();
  await expect(page.getByRole("heading", { name: "Mine" })).toBeVisible();
  expect(await kept(page)).toEqual([]);
});

test("garbage, another version and an old draft are not offered and taken away", async ({ page, portal }) => {
  await open(page, portal, "tasks/new");
  await page.getByLabel("Title").fill("Spoilt");
  await expect.poll(() => kept(page)).toHaveLength(1);
  const [name] = await kept(page);
  const good = await page.evaluate((name) => localStorage.getItem(name) as string, name);
  const old = good.replace(/"at":\d+/, '"at":1700000000');
  for (const text of ["{", good.replace('"version":1', '"version":2'), old, "x".repeat(30_000)]) {
    await page.goto(portal.app);
    await page.evaluate(([name, text]) => localStorage.setItem(name, text), [name, text]);
    await page.goto(`${portal.app}tasks/new`);
    await expect(page.getByLabel("Title")).toHaveValue("");
    await expect(offer(page)).toBeHidden();
    expect(await kept(page)).toEqual([]);
  }
});

test("without room in the browser the form works, and nothing is offered", async ({ page, portal }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await open(page, portal);
  await page.getByRole("link", { name: "New schedule" }).click();
  await begin(page);
  await page.getByRole("button", { name: "Create schedule" }).click();
  await expect(page.getByRole("heading", { name: "Half a title" })).toBeVisible();
});
